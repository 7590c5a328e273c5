//! Every file becomes what its author said, alone: no file is looked at from another.
//!
//! In goes a [`SourceTree`], out come typed data and parsed pages, with every mistake found on the
//! way. Pages are parsed in parallel and kept by content, so that an edit parses one file.

pub mod data;
pub mod front_matter;
pub mod highlight;
pub mod markdown;
pub mod shape;
pub mod yaml;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};

use bcm::bia::review::RuleTexts;
use bcm::catalogue::{Catalogue, DependencyList, ProcessList, Scales};
use bcm::form::Form;
use bcm::questionnaire::Questionnaire;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::diag::Diagnostic;
use crate::readability::{self, Rules};
use crate::source::{SourceFile, SourceTree};
use data::{DocumentSource, Glossary, Organisations, PlanData, SiteConfig};
use front_matter::{Common, Details, Kind};
use markdown::Body;
use shape::{Checker, Reference, Shape};

/// The file that makes a folder a site.
pub const CONFIG: &str = "data/site.yaml";

/// A page, parsed alone.
#[derive(Debug)]
pub struct ParsedPage {
    /// Below the root: `content/…`.
    pub file: Arc<str>,
    /// What sort of page.
    pub kind: Kind,
    /// Whether it is its folder's own page.
    pub index: bool,
    /// The shared keys.
    pub common: Common,
    /// The keys of its kind.
    pub details: Details,
    /// The text.
    pub body: Body,
    /// In het kort, each a line of HTML.
    pub in_short: Vec<Body>,
    /// What the front matter refers to.
    pub references: Vec<Reference>,
    /// Where the keys of the front matter stand.
    pub keys: Vec<(String, Range<usize>)>,
    /// The text below the front matter, in the file.
    pub text: Range<usize>,
    /// What identifies the content.
    pub hash: u64,
    /// The words of the page, made when an index is first asked for.
    pub words: OnceLock<Vec<search::Analysed>>,
}

impl ParsedPage {
    /// Where a key of the front matter stands; the first line when it is not there.
    pub fn place_of(&self, key: &str) -> Range<usize> {
        self.keys.iter().find(|(it, _)| it == key).map_or(0..3, |(_, span)| span.clone())
    }
}

/// What one file came to.
#[derive(Debug)]
pub struct Parsed<T> {
    /// The value, unless a mistake stands in its way.
    pub value: Option<T>,
    /// The mistakes.
    pub diagnostics: Vec<Diagnostic>,
}

type CachedPage = Arc<Parsed<Arc<ParsedPage>>>;

/// Parsed pages by the hash of path, content and kind: what a rebuild need not do again.
#[derive(Debug, Default)]
pub struct Cache {
    pages: Mutex<HashMap<(u64, Kind), CachedPage>>,
}

/// Everything that was parsed.
#[derive(Debug)]
pub struct ParsedTree {
    /// `data/site.yaml`.
    pub config: SiteConfig,
    /// References that the configuration makes.
    pub config_references: Vec<Reference>,
    /// The pages.
    pub pages: Vec<Arc<ParsedPage>>,
    /// Pages that could not be read: a link to one of them is no mistake of its own.
    pub unread: Vec<Arc<str>>,
    /// `data/glossary.yaml` and what it refers to.
    pub glossary: Glossary,
    /// References that the glossary makes.
    pub glossary_references: Vec<Reference>,
    /// `data/organisations.yaml`.
    pub organisations: Organisations,
    /// `data/questionnaires/`, by name.
    pub questionnaires: BTreeMap<String, Questionnaire>,
    /// `data/forms/`, by name.
    pub forms: BTreeMap<String, Form>,
    /// `data/documents/`, by name.
    pub documents: BTreeMap<String, DocumentSource>,
    /// `data/bia/`.
    pub catalogue: Option<Catalogue>,
    /// `data/bia/rules.yaml`.
    pub rules: RuleTexts,
    /// `data/bcp/`.
    pub plan: PlanData,
    /// `data/readability.yaml`.
    pub readability: Option<Rules>,
    /// Texts that templates use.
    pub ui: BTreeMap<String, String>,
}

/// Parses everything. `None` when the configuration itself cannot be used.
pub fn parse(tree: &SourceTree, cache: &Cache) -> (Option<ParsedTree>, Vec<Diagnostic>) {
    let mut diagnostics = tree.diagnostics.clone();
    let Some((config, config_references)) = read_config(tree, &mut diagnostics) else {
        return (None, diagnostics);
    };
    let mut data = DataReader { tree, diagnostics: &mut diagnostics };
    let (glossary, glossary_references) = data.read::<Glossary>("data/glossary.yaml").unwrap_or_default();
    let organisations = data.read::<Organisations>("data/organisations.yaml").unwrap_or_default().0;
    let questionnaires = data.folder::<Questionnaire>("data/questionnaires/");
    let forms = data.folder::<Form>("data/forms/");
    let documents = data.folder::<DocumentSource>("data/documents/");
    let catalogue = data.catalogue();
    let rules = data.read::<RuleTexts>("data/bia/rules.yaml").unwrap_or_default().0;
    let plan = data.plan();
    let readability = data.read::<Rules>(readability::RULES).map(|it| it.0);
    let mut ui = BTreeMap::new();
    if let Some((texts, _)) = data.read::<BTreeMap<String, String>>("data/ui.yaml") {
        ui = texts;
    }
    let (pages, unread) = parse_pages(tree, &config, cache, &mut diagnostics);
    let parsed = ParsedTree {
        config,
        config_references,
        pages,
        unread,
        glossary,
        glossary_references,
        organisations,
        questionnaires,
        forms,
        documents,
        catalogue,
        rules,
        plan,
        readability,
        ui,
    };
    (Some(parsed), diagnostics)
}

fn read_config(tree: &SourceTree, diagnostics: &mut Vec<Diagnostic>) -> Option<(SiteConfig, Vec<Reference>)> {
    let file: Arc<str> = Arc::from(CONFIG);
    if !tree.files.contains_key(CONFIG) {
        diagnostics
            .push(Diagnostic::error(&file, "no-site", "this folder is not a site: `data/site.yaml` is missing").help(
                "make it with at least `title`, `base_url` and `language`, or give another folder with `--root`",
            ));
        return None;
    }
    if tree.below("content/").next().is_none() {
        diagnostics.push(
            Diagnostic::error(&file, "no-content", "there is no page: the folder `content/` is missing or empty")
                .help("make `content/index.md` with a `title`"),
        );
        return None;
    }
    DataReader { tree, diagnostics }.read(CONFIG)
}

struct DataReader<'a> {
    tree: &'a SourceTree,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl DataReader<'_> {
    fn read<T: DeserializeOwned + JsonSchema>(&mut self, path: &str) -> Option<(T, Vec<Reference>)> {
        let (path, file) = self.tree.files.get_key_value(path)?;
        let parsed = decode_file::<T>(path, file, &shape::of::<T>());
        self.diagnostics.extend(parsed.diagnostics);
        parsed.value
    }

    /// The three files of `data/bia/`, which make one catalogue.
    fn catalogue(&mut self) -> Option<Catalogue> {
        let processes = self.read::<ProcessList>("data/bia/processes.yaml");
        let scales = self.read::<Scales>("data/bia/scales.yaml");
        let dependencies = self.read::<DependencyList>("data/bia/dependencies.yaml");
        Some(Catalogue::from_parts(processes?.0, scales?.0, dependencies?.0))
    }

    /// The files of `data/bcp/`; one that is missing is empty.
    fn plan(&mut self) -> PlanData {
        PlanData {
            strategies: self.read("data/bcp/strategies.yaml").unwrap_or_default().0,
            scenarios: self.read("data/bcp/scenarios.yaml").unwrap_or_default().0,
            decisions: self.read("data/bcp/decisions.yaml").unwrap_or_default().0,
            exercises: self.read("data/bcp/exercises.yaml").unwrap_or_default().0,
            messages: self.read("data/bcp/messages.yaml").unwrap_or_default().0,
            roles: self.read("data/bcp/roles.yaml").unwrap_or_default().0,
        }
    }

    fn folder<T: DeserializeOwned + JsonSchema>(&mut self, folder: &str) -> BTreeMap<String, T> {
        let shape = shape::of::<T>();
        let mut out = BTreeMap::new();
        for (path, file) in self.tree.below(folder) {
            let Some(name) = path.strip_prefix(folder).and_then(|it| it.strip_suffix(".yaml")) else { continue };
            let parsed = decode_file::<T>(path, file, &shape);
            self.diagnostics.extend(parsed.diagnostics);
            out.extend(parsed.value.map(|(value, _)| (name.to_owned(), value)));
        }
        out
    }
}

fn decode_file<T: DeserializeOwned>(path: &Arc<str>, file: &SourceFile, shape: &Shape) -> Parsed<(T, Vec<Reference>)> {
    let text = match text_of(path, file) {
        Ok(text) => text,
        Err(mistake) => return Parsed { value: None, diagnostics: vec![mistake] },
    };
    let node = match yaml::read(text, 0..text.len()) {
        Ok(node) => node,
        Err(error) => return Parsed { value: None, diagnostics: vec![yaml_mistake(path, error)] },
    };
    let mut checker = Checker::new(path, text);
    let json = checker.check(&node, shape);
    let (mut diagnostics, references) = (checker.diagnostics, checker.references);
    let value = json.and_then(|json| match serde_json::from_value(json) {
        Ok(value) => Some((value, references)),
        Err(error) => {
            diagnostics.push(Diagnostic::error(path, "data", error.to_string()).at(node.span.clone()));
            None
        }
    });
    Parsed { value, diagnostics }
}

fn text_of<'a>(path: &Arc<str>, file: &'a SourceFile) -> Result<&'a str, Diagnostic> {
    std::str::from_utf8(&file.bytes).map_err(|error| {
        let good = &file.bytes[..error.valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        Diagnostic::error(
            path,
            "utf8",
            format!("this file is not valid UTF-8: line {line} holds a byte that is no text"),
        )
        .help("save the file as UTF-8")
    })
}

fn yaml_mistake(path: &Arc<str>, error: yaml::YamlError) -> Diagnostic {
    Diagnostic::error(path, "yaml", error.message)
        .at(error.span)
        .help("check the indentation, and put text with `: ` or `#` between quotes")
}

fn parse_pages(
    tree: &SourceTree,
    config: &SiteConfig,
    cache: &Cache,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Arc<ParsedPage>>, Vec<Arc<str>>) {
    let files: Vec<_> = tree.below("content/").filter(|(path, _)| is_page(path)).collect();
    let known = cache.pages.lock().map(|it| it.clone()).unwrap_or_default();
    let parsed: Vec<_> = files
        .par_iter()
        .map(|(path, file)| {
            let key = (file.hash, kind_of(path, config));
            let page = known.get(&key).cloned().unwrap_or_else(|| Arc::new(parse_page(path, file, key.1)));
            (key, page)
        })
        .collect();
    for (_, page) in &parsed {
        diagnostics.extend(page.diagnostics.iter().cloned());
    }
    let pages = parsed.iter().filter_map(|(_, page)| page.value.clone()).collect();
    let failed = files.iter().zip(&parsed).filter(|(_, (_, page))| page.value.is_none());
    let unread = failed.map(|((path, _), _)| (*path).clone()).collect();
    if let Ok(mut kept) = cache.pages.lock() {
        *kept = parsed.into_iter().collect();
    }
    (pages, unread)
}

fn is_page(path: &str) -> bool {
    path.ends_with(".md") && path != "content/README.md" && !path.ends_with("/README.md")
}

/// The kind that the top folder gives; a folder's own page is a plain page.
fn kind_of(path: &str, config: &SiteConfig) -> Kind {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    match inside.split_once('/') {
        Some((_, inner)) if inner == "index.md" || inner.ends_with("/index.md") => Kind::Page,
        Some((folder, _)) => config.kinds.get(folder).copied().unwrap_or(Kind::Page),
        None => Kind::Page,
    }
}

fn parse_page(path: &Arc<str>, file: &SourceFile, kind: Kind) -> Parsed<Arc<ParsedPage>> {
    let mut diagnostics = Vec::new();
    let value = match text_of(path, file) {
        Ok(text) => page_value(path, text, file.hash, kind, &mut diagnostics),
        Err(mistake) => {
            diagnostics.push(mistake);
            None
        }
    };
    Parsed { value: value.map(Arc::new), diagnostics }
}

fn page_value(path: &Arc<str>, text: &str, hash: u64, kind: Kind, out: &mut Vec<Diagnostic>) -> Option<ParsedPage> {
    let (front, rest) = split(path, text).map_err(|mistake| out.push(mistake)).ok()?;
    let (body, mistakes) = markdown::parse(path, text, rest.clone());
    out.extend(mistakes);
    let node = yaml::read(text, front).map_err(|error| out.push(yaml_mistake(path, error))).ok()?;
    let mut checker = Checker::new(path, text);
    let json = checker.check(&node, front_matter::shape(kind));
    out.append(&mut checker.diagnostics);
    let (common, details) = front_matter::decode(kind, json?)
        .map_err(|error| out.push(Diagnostic::error(path, "front-matter", error.to_string()).at(0..3)))
        .ok()?;
    let (markdown, references): (Vec<_>, Vec<_>) =
        checker.references.into_iter().partition(|it| it.kind == shape::Ref::Markdown);
    let mut in_short = Vec::new();
    for line in markdown {
        let (body, mistakes) = markdown::parse_inline(path, &line.target, line.span);
        out.extend(mistakes);
        in_short.push(body);
    }
    let keys = match &node.value {
        yaml::Value::Map(pairs) => pairs.iter().map(|(key, _)| (key.name.clone(), key.span.clone())).collect(),
        _ => Vec::new(),
    };
    Some(ParsedPage {
        file: path.clone(),
        kind,
        index: path.ends_with("/index.md"),
        common,
        details,
        body,
        in_short,
        references,
        keys,
        text: rest,
        hash,
        words: OnceLock::new(),
    })
}

/// The bytes of the front matter and of the text below it.
fn split(path: &Arc<str>, text: &str) -> Result<(Range<usize>, Range<usize>), Diagnostic> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "---" {
        return Err(Diagnostic::error(path, "front-matter", "this page does not begin with front matter")
            .at(start..start + first.trim_end().len().max(1))
            .help("begin the file with `---`, `title: …` and `---`"));
    }
    let mut at = start + first.len();
    let yaml_start = at;
    for line in lines {
        if line.trim_end() == "---" {
            return Ok((yaml_start..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    Err(Diagnostic::error(path, "front-matter", "the front matter has no end")
        .at(start..start + 3)
        .help("close it with a line `---`"))
}
