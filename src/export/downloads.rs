//! Sheets and documents to download, each made from the data and pages that the site shows.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};

use bcm::field::FormDocument;
use documents::{BlockChapter, DocumentError, Meta, TextPart};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::chapters;
use crate::diag::Diagnostic;
use crate::parse::front_matter::{Details, Template};
use crate::render::tools::building_block;
use crate::site::{Page, Site};
use crate::source::SourceTree;
use bcm::date::Date;

/// Documents with a maker of their own; any other is a file of `data/documents/`.
pub const OWN: [&str; 2] = ["bia-sheet", "bcp"];

/// A file to download.
#[derive(Debug, Clone)]
pub struct Download {
    /// Below the root.
    pub path: String,
    /// `XLSX` or `DOCX`.
    pub format: &'static str,
    /// The version that its page gives.
    pub version: String,
    /// The day of that version.
    pub date: Date,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its text, for search.
    pub text: Vec<TextPart>,
}

impl Download {
    /// Its name when saved.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Its size as a reader sees it, such as `84 kB`; a kB is 1000 bytes.
    pub fn size(&self) -> String {
        format!("{} kB", self.bytes.len().div_ceil(1000))
    }
}

/// All downloads of a site, by the file of their page.
#[derive(Debug, Default)]
pub struct Downloads {
    by_page: BTreeMap<Arc<str>, Arc<Download>>,
    /// The building blocks as chapters, for documents that are made in the browser.
    pub chapters: Vec<BlockChapter>,
}

impl Downloads {
    /// The download of a template's page.
    pub fn of(&self, page: &Page) -> Option<&Download> {
        self.by_page.get(&page.parsed.file).map(AsRef::as_ref)
    }

    /// Every download, in the order of their pages.
    pub fn all(&self) -> impl Iterator<Item = &Download> {
        self.by_page.values().map(AsRef::as_ref)
    }
}

/// Downloads by a hash of all that goes into them, so that an edit elsewhere makes none again.
#[derive(Debug, Default)]
pub struct Cache {
    made: Mutex<HashMap<u64, Arc<Download>>>,
}

/// Where the download of a template's page will be.
pub fn address(page: &Page) -> Option<String> {
    let Details::Template(template) = &page.parsed.details else { return None };
    let name = page.address.trim_end_matches('/').rsplit('/').next()?;
    let end = if template.document == "bia-sheet" { "xlsx" } else { "docx" };
    Some(format!("downloads/{name}.{end}"))
}

/// Makes every download.
pub fn make(site: &Site, tree: &SourceTree, cache: &Cache) -> (Downloads, Vec<Diagnostic>) {
    let pages: Vec<&Page> = site.pages.iter().filter(|page| address(page).is_some()).collect();
    let made: Vec<_> = pages.par_iter().filter_map(|page| Some((*page, one(site, tree, page, cache)?))).collect();
    let chapters = site.blocks.values().filter_map(|at| chapter(site, tree, &site.pages[*at])).collect();
    let mut downloads = Downloads { chapters, ..Downloads::default() };
    let mut diagnostics = Vec::new();
    for (page, result) in made {
        match result {
            Ok(download) => drop(downloads.by_page.insert(page.parsed.file.clone(), download)),
            Err(error) => diagnostics.push(
                Diagnostic::error(&page.parsed.file, "download", format!("the file cannot be made: {error}")).at(0..3),
            ),
        }
    }
    (downloads, diagnostics)
}

type Maker<'a> = Box<dyn Fn() -> Result<(Vec<u8>, Vec<TextPart>), DocumentError> + 'a>;

/// `None` when the document is not known, which the check of references tells.
fn one(site: &Site, tree: &SourceTree, page: &Page, cache: &Cache) -> Option<Result<Arc<Download>, DocumentError>> {
    let Details::Template(template) = &page.parsed.details else { return None };
    let path = address(page)?;
    let meta = meta(site, page, template);
    let mut hasher = DefaultHasher::new();
    (&path, format!("{meta:?}")).hash(&mut hasher);
    let maker = maker(site, tree, template, &meta, &mut hasher)?;
    let key = hasher.finish();
    if let Some(kept) = cache.made.lock().ok().and_then(|it| it.get(&key).cloned()) {
        return Some(Ok(kept));
    }
    Some(maker().map(|(bytes, text)| {
        let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let format = if path.ends_with(".xlsx") { "XLSX" } else { "DOCX" };
        let (version, date) = (template.version.clone(), date_of(site, page));
        let download = Arc::new(Download { path, format, version, date, bytes: bytes.into(), sha256, text });
        if let Ok(mut made) = cache.made.lock() {
            made.insert(key, download.clone());
        }
        download
    }))
}

/// The day of a version is the day its page was last changed or checked, so that a build on another
/// day makes the same file.
fn date_of(site: &Site, page: &Page) -> Date {
    let common = &page.parsed.common;
    common.updated.or(common.checked).or(common.date).unwrap_or(site.settings.date)
}

fn meta(site: &Site, page: &Page, template: &Template) -> Meta {
    Meta {
        title: page.title().to_owned(),
        version: template.version.clone(),
        date: date_of(site, page),
        language: site.config.language.clone(),
        site: site.base.absolute(""),
    }
}

fn maker<'a>(
    site: &'a Site,
    tree: &'a SourceTree,
    template: &Template,
    meta: &'a Meta,
    hasher: &mut DefaultHasher,
) -> Option<Maker<'a>> {
    match template.document.as_str() {
        "bia-sheet" => {
            let catalogue = site.data.catalogue.as_ref()?;
            format!("{catalogue:?}").hash(hasher);
            Some(Box::new(|| {
                let text = documents::workbook_text(catalogue, &meta.title);
                Ok((documents::bia_workbook(catalogue, meta)?, text))
            }))
        }
        "bcp" => {
            let blocks: Vec<&Page> = site.blocks.values().map(|at| &site.pages[*at]).collect();
            for page in &blocks {
                (page.parsed.hash, format!("{:?}", page.links)).hash(hasher);
            }
            Some(Box::new(move || {
                let chapters: Vec<BlockChapter> = blocks.iter().filter_map(|page| chapter(site, tree, page)).collect();
                written(&documents::bcp_document(&chapters, meta))
            }))
        }
        name => {
            let version = template.version.clone();
            let form = FormDocument { version, ..site.data.documents.get(name)?.clone() };
            format!("{form:?}").hash(hasher);
            Some(Box::new(move || written(&documents::form_document(&form, meta))))
        }
    }
}

fn written(document: &documents::Document) -> Result<(Vec<u8>, Vec<TextPart>), DocumentError> {
    Ok((documents::write_docx(document)?, documents::text_of(document)))
}

fn chapter(site: &Site, tree: &SourceTree, page: &Page) -> Option<BlockChapter> {
    let block = building_block(page)?;
    Some(BlockChapter { block, guidance: chapters::blocks(site, tree, page) })
}
