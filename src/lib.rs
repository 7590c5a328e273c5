//! The generator of the continuity portal: a folder of Markdown and YAML in, a static site out.
//!
//! [`build`] is the whole middle, a pure function from a [`SourceTree`] to an [`OutputTree`] and the
//! mistakes of its authors. Reading and writing are done by [`source`], [`output::disk`] and
//! [`serve`] alone. `ARCHITECTURE.md` beside this file is the map.

pub mod cli;
pub mod diag;
pub mod export;
pub mod new_page;
pub mod output;
pub mod parse;
pub mod readability;
pub mod render;
pub mod serve;
pub mod site;
pub mod source;

use std::sync::Arc;

use diag::Diagnostic;
use output::OutputTree;
use render::Renderer;
use site::Settings;
use source::SourceTree;

/// What a rebuild need not do again. An empty one changes nothing but the time.
#[derive(Debug, Default)]
pub struct Cache {
    pages: parse::Cache,
    downloads: export::downloads::Cache,
    readability: readability::Cache,
}

/// All texts that a message can point into: those of the author, and the theme inside the program.
#[derive(Debug, Clone, Copy)]
pub struct AllTexts<'a>(pub &'a SourceTree);

impl diag::Texts for AllTexts<'_> {
    fn text(&self, file: &str) -> Option<&str> {
        self.0.text(file).or_else(|| render::theme::embedded_text(file))
    }
}

/// What a build came to.
#[derive(Debug)]
pub struct Outcome {
    /// Everything to emit; `None` when a mistake stands in the way.
    pub output: Option<OutputTree>,
    /// The renderer behind it, for who wants to show a page of its own.
    pub renderer: Option<Arc<Renderer>>,
    /// All mistakes, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Builds a site. The same tree and settings give the same bytes, whatever is in the cache.
pub fn build(tree: &SourceTree, settings: &Settings, cache: &Cache) -> Outcome {
    let (renderer, mut diagnostics) = prepare(tree, settings, cache);
    let mut output = None;
    if let Some(renderer) = &renderer {
        let (made, collisions) = export::output(renderer);
        diagnostics.extend(collisions);
        output = Some(made);
    }
    diag::sort(&mut diagnostics);
    let output = output.filter(|_| !diag::has_errors(&diagnostics));
    Outcome { output, renderer, diagnostics }
}

/// Everything up to a renderer: parse, assemble, theme, downloads.
fn prepare(tree: &SourceTree, settings: &Settings, cache: &Cache) -> (Option<Arc<Renderer>>, Vec<Diagnostic>) {
    let (parsed, mut diagnostics) = parse::parse(tree, &cache.pages);
    let Some(parsed) = parsed else { return (None, diagnostics) };
    if let Some(rules) = &parsed.readability {
        diagnostics.extend(readability::check(tree, rules, &cache.readability));
    }
    let (site, found) = site::assemble(parsed, tree, settings.clone());
    diagnostics.extend(found);
    let Some(site) = site else { return (None, diagnostics) };
    let (theme, found) = render::theme::load(tree, &site);
    diagnostics.extend(found);
    let Some(theme) = theme else { return (None, diagnostics) };
    let (downloads, found) = export::downloads::make(&site, tree, &cache.downloads);
    diagnostics.extend(found);
    let texts = render::texts(&site.data.ui);
    let texts = Arc::unwrap_or_clone(texts);
    (Some(Arc::new(Renderer::new(site, theme, downloads, texts))), diagnostics)
}
