//! The whole site as one complete value: pages, folders, tags, terms, and where every link leads.
//!
//! In goes what was parsed, out come a [`Site`] and every mistake that only shows when all files are
//! known. Nothing in it is filled in afterwards; nothing in it is HTML yet.

pub mod address;
mod check;
mod documents;
pub mod links;
pub mod terms;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use bcm::date::Date;
use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::parse::data::{Organisation, PlanData, SiteConfig};
use crate::parse::front_matter::{Details, Group, Kind};
use crate::parse::{CONFIG, ParsedPage, ParsedTree};
use crate::source::{SourceFile, SourceTree};
use address::Base;
use links::{Resolved, Resolver};
use terms::Terms;

/// The worked example that opens from the pages of the tools.
pub const EXAMPLE: &str = "data/examples/voorbeeldgemeente.bcm.json";

/// What a build is told besides the files.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the site will live; from the configuration unless given.
    pub base_url: Option<String>,
    /// Today.
    pub date: Date,
    /// Whether drafts are shown, and pages listen for changes.
    pub live: bool,
    /// Whether search engines are told to stay away, for a preview.
    pub noindex: bool,
}

/// A page in its place.
#[derive(Debug)]
pub struct Page {
    /// What its file says.
    pub parsed: Arc<ParsedPage>,
    /// Below the root, ends in `/`; empty for the home page.
    pub address: String,
    /// Its folder.
    pub section: usize,
    /// The page before it, along the trajectory or in its folder.
    pub prev: Option<usize>,
    /// The page after it.
    pub next: Option<usize>,
    /// Whether `prev` and `next` follow the trajectory.
    pub in_trajectory: bool,
    /// Where each link of its text leads.
    pub links: Vec<Resolved>,
    /// Where each link of each line of `in_short` leads.
    pub short_links: Vec<Vec<Resolved>>,
    /// Pages that it names as related.
    pub related: Vec<usize>,
    /// Templates and tools that it names.
    pub tools: Vec<usize>,
}

impl Page {
    /// The heading.
    pub fn title(&self) -> &str {
        &self.parsed.common.title
    }

    /// What menus say.
    pub fn nav_title(&self) -> &str {
        self.parsed.common.nav_title.as_deref().unwrap_or(self.title())
    }
}

/// A folder of `content/`.
#[derive(Debug, Default)]
pub struct Section {
    /// Below `content/`, without a slash at the end; empty for the root.
    pub folder: String,
    /// Its own page.
    pub index: Option<usize>,
    /// Its pages, in order, without its own.
    pub pages: Vec<usize>,
    /// Folders in it, in order.
    pub children: Vec<usize>,
    /// The folder that it is in.
    pub parent: Option<usize>,
}

impl Section {
    /// How its own page divides its list.
    pub fn groups<'a>(&self, pages: &'a [Page]) -> &'a [Group] {
        match self.index.map(|at| &pages[at].parsed.details) {
            Some(Details::Page(keys)) => &keys.groups,
            _ => &[],
        }
    }
}

/// The group of a page, by its weight: the last one that begins at or below it.
pub fn group_of(groups: &[Group], page: &Page) -> Option<usize> {
    let weight = page.parsed.common.weight?;
    groups.iter().rposition(|group| group.from <= weight)
}

/// A tag and its pages.
#[derive(Debug)]
pub struct Tag {
    /// As the first page wrote it.
    pub name: String,
    /// The pages, newest first.
    pub pages: Vec<usize>,
}

/// Everything, complete.
#[derive(Debug)]
pub struct Site {
    /// `data/site.yaml`.
    pub config: SiteConfig,
    /// Where it lives.
    pub base: Base,
    /// What the build was told.
    pub settings: Settings,
    /// The pages, by address.
    pub pages: Vec<Page>,
    /// Page by file, such as `content/index.md`.
    pub by_file: HashMap<Arc<str>, usize>,
    /// Page by address.
    pub by_address: HashMap<String, usize>,
    /// The folders; the first is the root.
    pub sections: Vec<Section>,
    /// The tags, by the last part of their address.
    pub tags: BTreeMap<String, Tag>,
    /// The glossary.
    pub terms: Terms,
    /// Who publishes references.
    pub organisations: BTreeMap<String, Organisation>,
    /// The page of each building block, by code.
    pub blocks: BTreeMap<String, usize>,
    /// Other files of `content/`, by address.
    pub assets: BTreeMap<String, SourceFile>,
    /// Old addresses and where they lead.
    pub redirects: BTreeMap<String, String>,
    /// The rest of `data/`.
    pub data: SiteData,
}

/// Data that pages and downloads are made of.
#[derive(Debug)]
pub struct SiteData {
    /// `data/questionnaires/`.
    pub questionnaires: BTreeMap<String, bcm::questionnaire::Questionnaire>,
    /// `data/forms/`.
    pub forms: BTreeMap<String, bcm::form::Form>,
    /// `data/documents/`.
    pub documents: BTreeMap<String, bcm::field::FormDocument>,
    /// `data/bia/`.
    pub catalogue: Option<bcm::catalogue::Catalogue>,
    /// `data/bia/rules.yaml`.
    pub rules: bcm::bia::review::RuleTexts,
    /// `data/bcp/`.
    pub plan: PlanData,
    /// The worked example: `data/examples/voorbeeldgemeente.bcm.json`.
    pub example: Option<SourceFile>,
    /// Texts that templates use.
    pub ui: BTreeMap<String, String>,
}

/// Puts everything in its place. `None` when the address of the site cannot be used.
pub fn assemble(parsed: ParsedTree, tree: &SourceTree, settings: Settings) -> (Option<Site>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let url = settings.base_url.as_deref().unwrap_or(&parsed.config.base_url);
    let base = match Base::parse(url) {
        Ok(base) => base,
        Err(message) => {
            let file: Arc<str> = Arc::from(CONFIG);
            diagnostics.push(Diagnostic::error(&file, "base-url", message));
            return (None, diagnostics);
        }
    };
    let (drafts, shown): (Vec<_>, Vec<_>) =
        parsed.pages.into_iter().partition(|page| page.common.draft && !settings.live);
    let mut pages: Vec<Page> = shown.into_iter().map(place).collect();
    pages.sort_by(|a, b| a.address.cmp(&b.address).then_with(|| a.parsed.file.cmp(&b.parsed.file)));
    unique_addresses(&mut pages, &mut diagnostics);
    let by_file = pages.iter().enumerate().map(|(at, page)| (page.parsed.file.clone(), at)).collect();
    let by_address = pages.iter().enumerate().map(|(at, page)| (page.address.clone(), at)).collect();
    let sections = sections(&mut pages);
    let terms = parsed.glossary.terms.iter().map(|it| it.id.as_str());
    unique_ids("data/glossary.yaml", terms, &mut diagnostics);
    let organisations = parsed.organisations.organisations.iter().map(|it| it.id.as_str());
    unique_ids("data/organisations.yaml", organisations, &mut diagnostics);
    let parts = documents::Parts { plan: &parsed.plan, forms: &parsed.forms };
    let complete = |(name, source): (String, _)| {
        let document = parts.complete(&name, source, &mut diagnostics);
        (name, document)
    };
    let complete_documents = parsed.documents.into_iter().map(complete).collect();
    let mut site = Site {
        terms: Terms::new(parsed.glossary),
        organisations: parsed.organisations.organisations.into_iter().map(|it| (it.id.clone(), it)).collect(),
        tags: tags(&pages),
        blocks: blocks(&pages, &mut diagnostics),
        assets: assets(tree),
        redirects: BTreeMap::new(),
        data: SiteData {
            questionnaires: parsed.questionnaires,
            forms: parsed.forms,
            documents: complete_documents,
            catalogue: parsed.catalogue,
            rules: parsed.rules,
            plan: parsed.plan,
            example: tree.files.get(EXAMPLE).cloned(),
            ui: parsed.ui,
        },
        config: parsed.config,
        base,
        settings,
        pages,
        by_file,
        by_address,
        sections,
    };
    site.redirects = redirects(&site, &mut diagnostics);
    let found = {
        let resolver = Resolver::new(&site, &drafts, &parsed.unread);
        resolver.check_config(&parsed.config_references, &mut diagnostics);
        resolver.check_glossary(&parsed.glossary_references, &mut diagnostics);
        site.pages.par_iter().map(|page| resolver.page(page)).collect::<Vec<_>>()
    };
    for (page, mut found) in site.pages.iter_mut().zip(found) {
        diagnostics.append(&mut found.diagnostics);
        (page.links, page.short_links) = (found.links, found.short_links);
        (page.related, page.tools) = (found.related, found.tools);
    }
    neighbours(&mut site);
    diagnostics.extend(check::all(&site));
    (Some(site), diagnostics)
}

fn place(parsed: Arc<ParsedPage>) -> Page {
    let inside = parsed.file.strip_prefix("content/").unwrap_or(&parsed.file);
    Page {
        address: address::of_page(inside),
        parsed,
        section: 0,
        prev: None,
        next: None,
        in_trajectory: false,
        links: Vec::new(),
        short_links: Vec::new(),
        related: Vec::new(),
        tools: Vec::new(),
    }
}

fn unique_addresses(pages: &mut Vec<Page>, diagnostics: &mut Vec<Diagnostic>) {
    pages.dedup_by(|later, first| {
        let same = later.address == first.address;
        if same {
            let message = format!("this page has the same address as `{}`: `/{}`", first.parsed.file, first.address);
            diagnostics.push(
                Diagnostic::error(&later.parsed.file, "duplicate-address", message)
                    .at(later.parsed.place_of("title"))
                    .help("rename one of the two files"),
            );
        }
        same
    });
}

fn unique_ids<'a>(file: &str, ids: impl Iterator<Item = &'a str>, diagnostics: &mut Vec<Diagnostic>) {
    let file: Arc<str> = Arc::from(file);
    let mut seen = HashSet::new();
    for id in ids.filter(|id| !seen.insert(*id)) {
        diagnostics.push(Diagnostic::error(&file, "duplicate-id", format!("the id `{id}` is used twice")));
    }
}

/// All folders that hold a page, with their parents, and each page's own.
fn sections(pages: &mut [Page]) -> Vec<Section> {
    let mut known: HashMap<String, usize> = HashMap::from([(String::new(), 0)]);
    let mut sections = vec![Section::default()];
    for (at, page) in pages.iter_mut().enumerate() {
        let inside = page.parsed.file.strip_prefix("content/").unwrap_or(&page.parsed.file);
        let (folder, name) = inside.rsplit_once('/').unwrap_or(("", inside));
        let section = section_of(folder, &mut known, &mut sections);
        page.section = section;
        match name {
            "index.md" => sections[section].index = Some(at),
            _ => sections[section].pages.push(at),
        }
    }
    let order = |at: usize| {
        let common = &pages[at].parsed.common;
        (common.weight.unwrap_or(i64::MAX), at)
    };
    let index: Vec<Option<usize>> = sections.iter().map(|it| it.index).collect();
    for section in &mut sections {
        section.pages.sort_by_key(|at| order(*at));
        section.children.sort_by_key(|child| (index[*child].map_or((i64::MAX, usize::MAX), order), *child));
    }
    sections
}

fn section_of(folder: &str, known: &mut HashMap<String, usize>, sections: &mut Vec<Section>) -> usize {
    if let Some(at) = known.get(folder) {
        return *at;
    }
    let parent = section_of(folder.rsplit_once('/').map_or("", |(parent, _)| parent), known, sections);
    let at = sections.len();
    sections.push(Section { folder: folder.to_owned(), parent: Some(parent), ..Section::default() });
    sections[parent].children.push(at);
    known.insert(folder.to_owned(), at);
    at
}

fn tags(pages: &[Page]) -> BTreeMap<String, Tag> {
    let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        for name in &page.parsed.common.tags {
            let tag = tags.entry(address::slug(name)).or_insert_with(|| Tag { name: name.clone(), pages: Vec::new() });
            if tag.pages.last() != Some(&at) {
                tag.pages.push(at);
            }
        }
    }
    tags.remove("");
    for tag in tags.values_mut() {
        tag.pages.sort_by_key(|at| (std::cmp::Reverse(pages[*at].parsed.common.date), *at));
    }
    tags
}

fn blocks(pages: &[Page], diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, usize> {
    let mut blocks = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        let Details::Block(block) = &page.parsed.details else { continue };
        if let Some(first) = blocks.insert(block.code.clone(), at) {
            let other = &pages[first].parsed.file;
            let message = format!("the code `{}` is also that of `{other}`", block.code);
            let place = page.parsed.place_of("code");
            diagnostics.push(Diagnostic::error(&page.parsed.file, "duplicate-code", message).at(place));
        }
    }
    blocks
}

fn assets(tree: &SourceTree) -> BTreeMap<String, SourceFile> {
    tree.below("content/")
        .filter(|(path, _)| !path.ends_with(".md"))
        .map(|(path, file)| (path.trim_start_matches("content/").to_owned(), file.clone()))
        .collect()
}

fn redirects(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let mut redirects: BTreeMap<String, String> = BTreeMap::new();
    for page in &site.pages {
        for alias in &page.parsed.common.aliases {
            let from = alias.trim_matches('/').to_owned();
            let with_slash = format!("{from}/");
            let problem = if from.is_empty() || !from.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c)) {
                Some(format!("the old address `{alias}` is not a path such as `/oud/adres/`"))
            } else if site.by_address.contains_key(&with_slash) || site.assets.contains_key(&from) {
                Some(format!("the old address `{alias}` is that of a page that exists"))
            } else if redirects.insert(from, page.address.clone()).is_some_and(|other| other != page.address) {
                Some(format!("the old address `{alias}` leads to two pages"))
            } else {
                None
            };
            let place = page.parsed.place_of("aliases");
            let mistake = |it| Diagnostic::error(&page.parsed.file, "duplicate-address", it).at(place);
            diagnostics.extend(problem.map(mistake));
        }
    }
    redirects
}

/// Previous and next: along the trajectory where the page is part of it, else in its folder.
fn neighbours(site: &mut Site) {
    for section in &site.sections {
        for pair in section.pages.windows(2) {
            site.pages[pair[0]].next = Some(pair[1]);
            site.pages[pair[1]].prev = Some(pair[0]);
        }
    }
    let path = |it: &String| site.by_file.get(format!("content/{it}").as_str()).copied();
    let trajectory: Vec<usize> = site.config.trajectory.iter().filter_map(path).collect();
    for (at, page) in trajectory.iter().enumerate() {
        let page = &mut site.pages[*page];
        page.in_trajectory = true;
        page.prev = at.checked_sub(1).map(|at| trajectory[at]);
        page.next = trajectory.get(at + 1).copied();
    }
}

impl Site {
    /// The page of a file below `content/`.
    pub fn page(&self, path: &str) -> Option<&Page> {
        self.by_file.get(format!("content/{path}").as_str()).map(|at| &self.pages[*at])
    }

    /// How a page writes the address of another.
    pub fn href(&self, page: usize) -> String {
        self.base.href(&self.pages[page].address)
    }

    /// The pages of a kind, in the order of their addresses.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(move |page| page.parsed.kind == kind)
    }
}
