//! Where every link leads, and what is wrong with the ones that lead nowhere.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::address::{file_of, join, of_page, slug};
use super::{Page, Site};
use crate::diag::{Diagnostic, closest};
use crate::export::MADE;
use crate::parse::front_matter::Kind;
use crate::parse::markdown::{Body, Link};
use crate::parse::shape::{Ref, Reference};
use crate::parse::{CONFIG, ParsedPage};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// Below the root, with its anchor.
    Inside(String),
    /// On the same page.
    Anchor(String),
    /// Somewhere else on the internet.
    Outside(String),
    /// A term of the glossary.
    Term(usize),
    /// A file of `content/` that is shown or saved.
    File(String),
    /// Nowhere; said as a mistake.
    Broken,
}

/// What the links of a page came to.
#[derive(Debug, Default)]
pub struct Found {
    /// The links of the text.
    pub links: Vec<Resolved>,
    /// The links of each line of `in_short`.
    pub short_links: Vec<Vec<Resolved>>,
    /// `related`.
    pub related: Vec<usize>,
    /// `tools`.
    pub tools: Vec<usize>,
    /// The mistakes.
    pub diagnostics: Vec<Diagnostic>,
}

/// Looks things up in a site that is whole but for its links.
#[derive(Debug)]
pub struct Resolver<'a> {
    site: &'a Site,
    drafts: HashMap<&'a str, &'a Arc<ParsedPage>>,
    unread: &'a [Arc<str>],
}

/// A refusal: code, message, help.
type Refusal = (&'static str, String, Option<String>);

/// The refusal of a link whose target is known to be broken: it is said there.
const SILENT: Refusal = ("", String::new(), None);

impl<'a> Resolver<'a> {
    /// A resolver; `unread` are pages that are missing for reasons already told, so that a link to one
    /// of them is no mistake of its own.
    pub fn new(site: &'a Site, drafts: &'a [Arc<ParsedPage>], unread: &'a [Arc<str>]) -> Self {
        let drafts = drafts.iter().map(|page| (page.file.as_ref(), page)).collect();
        Resolver { site, drafts, unread }
    }

    /// Resolves everything on a page.
    pub fn page(&self, page: &Page) -> Found {
        let mut found = Found::default();
        let parsed = &page.parsed;
        found.links = self.body(page, &parsed.body, &mut found.diagnostics);
        for line in &parsed.in_short {
            let links = self.body(page, line, &mut found.diagnostics);
            found.short_links.push(links);
        }
        for reference in &parsed.references {
            if let Err(refusal) = self.reference(&parsed.file, reference) {
                found.diagnostics.push(mistake(&parsed.file, &reference.span, refusal));
            }
        }
        found.related = self.pages(parsed, &parsed.common.related);
        found.tools = self.pages(parsed, &parsed.common.tools);
        found
    }

    fn is_unread(&self, file: &str) -> bool {
        self.unread.iter().any(|it| it.as_ref() == file)
    }

    fn pages(&self, parsed: &ParsedPage, paths: &[String]) -> Vec<usize> {
        paths
            .iter()
            .filter_map(|path| join(&parsed.file, path))
            .filter_map(|file| self.site.by_file.get(file.as_str()).copied())
            .collect()
    }

    /// Says what is wrong with the references of `data/site.yaml`.
    pub fn check_config(&self, references: &[Reference], diagnostics: &mut Vec<Diagnostic>) {
        self.check(CONFIG, references, diagnostics);
    }

    /// Says what is wrong with the references of `data/glossary.yaml`.
    pub fn check_glossary(&self, references: &[Reference], diagnostics: &mut Vec<Diagnostic>) {
        self.check("data/glossary.yaml", references, diagnostics);
    }

    fn check(&self, file: &str, references: &[Reference], diagnostics: &mut Vec<Diagnostic>) {
        let file: Arc<str> = Arc::from(file);
        for reference in references {
            if let Err(refusal) = self.reference(&file, reference) {
                diagnostics.push(mistake(&file, &reference.span, refusal));
            }
        }
    }

    fn body(&self, page: &Page, body: &Body, diagnostics: &mut Vec<Diagnostic>) -> Vec<Resolved> {
        let resolve = |link: &Link| match self.link(page, link) {
            Ok(resolved) => resolved,
            Err(refusal) if refusal == SILENT => Resolved::Broken,
            Err(refusal) => {
                diagnostics.push(mistake(&page.parsed.file, &link.span, refusal));
                Resolved::Broken
            }
        };
        body.links.iter().map(resolve).collect()
    }

    fn link(&self, page: &Page, link: &Link) -> Result<Resolved, Refusal> {
        let target = link.target.as_str();
        if let Some(anchor) = target.strip_prefix('#') {
            self.anchor(page, anchor)?;
            return Ok(Resolved::Anchor(anchor.to_owned()));
        }
        if let Some((scheme, rest)) = scheme(target) {
            if link.image {
                let help = "save the image in `content/` and link to it there".to_owned();
                return Err(("outside-image", "images of other sites are not shown".into(), Some(help)));
            }
            return self.scheme(scheme, rest, target);
        }
        let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
        if path.is_empty() {
            return Err(("broken-link", "this link leads nowhere".into(), Some("give a path to a `.md` file".into())));
        }
        if let Some(address) = path.starts_with('/').then(|| self.site.base.below_root(path)).flatten() {
            return self.address(address, anchor, page);
        }
        self.relative(page, path, anchor)
    }

    fn scheme(&self, scheme: &str, rest: &str, target: &str) -> Result<Resolved, Refusal> {
        match scheme {
            "http" | "https" | "mailto" | "tel" => Ok(Resolved::Outside(target.to_owned())),
            "begrip" => self.term(rest).map(Resolved::Term),
            "referentie" => {
                let (name, anchor) = rest.split_once('#').map_or((rest, None), |(name, anchor)| (name, Some(anchor)));
                self.by_slug(Kind::Reference, name, anchor)
            }
            _ => Err((
                "broken-link",
                format!("links of the sort `{scheme}:` are not used"),
                Some("use https:, mailto:, tel:, begrip: or referentie:".into()),
            )),
        }
    }

    fn term(&self, id: &str) -> Result<usize, Refusal> {
        self.site.terms.by_id(id).ok_or_else(|| {
            let help = suggestion(id, self.site.terms.ids())
                .unwrap_or_else(|| "add it to `data/glossary.yaml`, or use a term that is there".into());
            ("unknown-term", format!("the glossary has no term `{id}`"), Some(help))
        })
    }

    fn by_slug(&self, kind: Kind, id: &str, anchor: Option<&str>) -> Result<Resolved, Refusal> {
        let name = |page: &Page| page.address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        if let Some(page) = self.site.of_kind(kind).find(|page| name(page) == id) {
            return self.with_anchor(page, anchor);
        }
        if self.unread.iter().any(|file| file.ends_with(&format!("/{id}.md"))) {
            return Err(SILENT);
        }
        let names: Vec<String> = self.site.of_kind(kind).map(name).collect();
        let help = suggestion(id, names.iter().map(String::as_str));
        Err(("unknown-reference", format!("there is no reference document `{id}`"), help))
    }

    /// A path relative to the file, as editors and code hosts understand it.
    fn relative(&self, page: &Page, path: &str, anchor: Option<&str>) -> Result<Resolved, Refusal> {
        let file = join(&page.parsed.file, path).filter(|file| file.starts_with("content"));
        let Some(file) = file else {
            return Err(("broken-link", format!("`{path}` lies outside `content/`"), None));
        };
        if let Some(at) = self.site.by_file.get(file.as_str()) {
            let target = &self.site.pages[*at];
            return self.with_anchor(target, anchor);
        }
        self.draft(&file)?;
        let inside = file.trim_start_matches("content").trim_start_matches('/');
        if file.ends_with(".md") {
            return Err(self.no_page(page, &file, path));
        }
        self.address(inside, anchor, page).map_err(|refusal| match refusal {
            ("broken-link", _, help) => ("broken-link", format!("`{path}` does not exist"), help),
            other => other,
        })
    }

    fn draft(&self, file: &str) -> Result<(), Refusal> {
        if !self.drafts.contains_key(file) {
            return Ok(());
        }
        let help = "publish the draft, or take the link away".to_owned();
        Err(("draft-link", format!("`{file}` is a draft, and this page is published"), Some(help)))
    }

    fn no_page(&self, page: &Page, file: &str, path: &str) -> Refusal {
        if self.is_unread(file) {
            return SILENT;
        }
        let name = |it: &str| it.rsplit('/').next().unwrap_or_default().to_owned();
        let wanted = name(file);
        let other = self.site.by_file.keys().filter(|it| name(it) == wanted).min();
        let help = match other {
            Some(other) => Some(format!("did you mean `{}`?", relative_path(&page.parsed.file, other))),
            None => suggestion(file, self.site.by_file.keys().map(AsRef::as_ref)),
        };
        ("broken-link", format!("there is no page `{path}`"), help)
    }

    /// An address below the root: a page, a file, a download, something that the program makes.
    fn address(&self, address: &str, anchor: Option<&str>, page: &Page) -> Result<Resolved, Refusal> {
        let folder =
            if address.is_empty() || address.ends_with('/') { address.to_owned() } else { format!("{address}/") };
        if let Some(at) = self.site.by_address.get(&folder) {
            return self.with_anchor(&self.site.pages[*at], anchor);
        }
        if self.site.assets.contains_key(address) || address.ends_with(".md") && self.site.by_file.contains_key(address)
        {
            return Ok(Resolved::File(address.to_owned()));
        }
        let plain = address.trim_end_matches('/');
        let tag = plain.strip_prefix("tags/").is_some_and(|tag| self.site.tags.contains_key(tag));
        let download = self.downloads().any(|it| it == address);
        if MADE.contains(&plain) || tag || download || self.term_anchor(plain, anchor) {
            let end = anchor.map(|it| format!("#{it}")).unwrap_or_default();
            let address = if download || plain.contains('.') { address.to_owned() } else { format!("{plain}/") };
            return Ok(Resolved::Inside(format!("{address}{end}")));
        }
        if self.unread.iter().any(|file| address_of(file) == folder) {
            return Err(SILENT);
        }
        let names: Vec<String> = self.site.by_address.keys().cloned().chain(self.downloads()).collect();
        let help = suggestion(&folder, names.iter().map(String::as_str)).or_else(|| {
            let md = self.site.by_file.contains_key(file_of(address).as_str());
            md.then(|| format!("link to the `.md` file from `{}`", page.parsed.file))
        });
        Err(("broken-link", format!("nothing on this site has the address `/{address}`"), help))
    }

    fn term_anchor(&self, plain: &str, anchor: Option<&str>) -> bool {
        plain == "begrippen" && anchor.is_none_or(|it| self.site.terms.by_id(it).is_some())
    }

    fn downloads(&self) -> impl Iterator<Item = String> + '_ {
        self.site.pages.iter().filter_map(crate::export::downloads::address)
    }

    fn with_anchor(&self, target: &Page, anchor: Option<&str>) -> Result<Resolved, Refusal> {
        let Some(anchor) = anchor.filter(|it| !it.is_empty()) else {
            return Ok(Resolved::Inside(target.address.clone()));
        };
        self.anchor(target, anchor)?;
        Ok(Resolved::Inside(format!("{}#{anchor}", target.address)))
    }

    fn anchor(&self, target: &Page, anchor: &str) -> Result<(), Refusal> {
        let headings = &target.parsed.body.headings;
        if headings.iter().any(|it| it.id == anchor) {
            return Ok(());
        }
        let help = suggestion(&slug(anchor), headings.iter().map(|it| it.id.as_str())).or_else(|| {
            let ids: Vec<_> = headings.iter().take(8).map(|it| format!("#{}", it.id)).collect();
            (!ids.is_empty()).then(|| format!("its headings are: {}", ids.join(", ")))
        });
        let message = format!("`{}` has no heading `#{anchor}`", target.parsed.file);
        Err(("broken-anchor", message, help))
    }

    fn reference(&self, file: &Arc<str>, reference: &Reference) -> Result<(), Refusal> {
        let target = reference.target.as_str();
        match reference.kind {
            Ref::Markdown => Ok(()),
            Ref::Page => self.page_reference(file, join(file, target)),
            Ref::ContentPage => self.page_reference(file, join("content/x", target)),
            Ref::Term => self.term(target).map(|_| ()),
            Ref::Organisation => {
                self.known("unknown-organisation", "data/organisations.yaml", target, self.site.organisations.keys())
            }
            Ref::Block => self.known("unknown-block", "content/bouwstenen", target, self.site.blocks.keys()),
            Ref::Questionnaire => {
                self.known("unknown-questionnaire", "data/questionnaires", target, self.site.data.questionnaires.keys())
            }
            Ref::Form => self.known("unknown-form", "data/forms", target, self.site.data.forms.keys()),
            Ref::Document => self.document(target),
        }
    }

    fn page_reference(&self, file: &Arc<str>, target: Option<String>) -> Result<(), Refusal> {
        let target = target.unwrap_or_default();
        if self.site.by_file.contains_key(target.as_str()) {
            return Ok(());
        }
        if !self.drafts.contains_key(file.as_ref()) {
            self.draft(&target)?;
        }
        if self.is_unread(&target) {
            return Ok(());
        }
        let help = suggestion(&target, self.site.by_file.keys().map(AsRef::as_ref));
        Err(("broken-link", format!("there is no page `{target}`"), help))
    }

    fn document(&self, target: &str) -> Result<(), Refusal> {
        let own = crate::export::downloads::OWN.iter().map(|it| (*it).to_owned());
        let names: Vec<String> = own.chain(self.site.data.documents.keys().cloned()).collect();
        self.known("unknown-document", "data/documents", target, names.iter())
    }

    fn known<'b>(
        &self,
        code: &'static str,
        place: &str,
        target: &str,
        names: impl Iterator<Item = &'b String> + Clone,
    ) -> Result<(), Refusal> {
        let hidden = code == "unknown-block" && !self.unread.is_empty();
        if names.clone().any(|it| it == target) || hidden {
            return Ok(());
        }
        let help = suggestion(target, names.map(String::as_str));
        Err((code, format!("`{target}` is not in `{place}`"), help))
    }
}

fn suggestion<'b>(word: &str, names: impl IntoIterator<Item = &'b str>) -> Option<String> {
    closest(word, names).map(|it| format!("did you mean `{it}`?"))
}

fn mistake(file: &Arc<str>, span: &Range<usize>, (code, message, help): Refusal) -> Diagnostic {
    let diagnostic = Diagnostic::error(file, code, message).at(span.clone());
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The scheme of an absolute address; a single letter is a drive, not a scheme.
fn scheme(target: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = target.split_once(':')?;
    let plain = scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    plain.then_some((scheme, rest))
}

/// How `from` writes the path of `to`, both below the same root.
pub fn relative_path(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from.split('/').collect();
    let target: Vec<&str> = to.split('/').collect();
    let folder = &folder[..folder.len() - 1];
    let same = folder.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let up = vec![".."; folder.len() - same];
    [up.as_slice(), &target[same..]].concat().join("/")
}

/// The address that a Markdown file will have; for messages.
pub fn address_of(file: &str) -> String {
    of_page(file.trim_start_matches("content/"))
}
