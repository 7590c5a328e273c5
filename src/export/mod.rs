//! What a build emits besides the pages that an author wrote: downloads, index, feed, lists for
//! machines. In goes a site, out comes the whole [`OutputTree`].

pub mod chapters;
pub mod downloads;
pub mod feeds;
pub mod headers;
pub mod index;
pub mod tools;

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::output::OutputTree;
use crate::render::Renderer;
use crate::site::address::file_of;
use crate::site::links::address_of;

/// Addresses that the program makes itself, below the root and without a slash at the end.
pub const MADE: [&str; 5] = ["zoeken", "begrippen", "tags", "atom.xml", "sitemap.xml"];

/// Every file of the site. Names that two makers want are an author's mistake.
pub fn output(renderer: &Arc<Renderer>) -> (OutputTree, Vec<Diagnostic>) {
    let mut tree = OutputTree::default();
    pages(renderer, &mut tree);
    made_pages(renderer, &mut tree);
    files(renderer, &mut tree);
    feeds::add(renderer, &mut tree);
    let diagnostics = collisions(renderer, &tree);
    (tree, diagnostics)
}

fn pages(renderer: &Arc<Renderer>, tree: &mut OutputTree) {
    for (at, page) in renderer.site.pages.iter().enumerate() {
        let renderer = renderer.clone();
        tree.recipe(file_of(&page.address), move || renderer.page(&renderer.site.pages[at]));
    }
}

fn made_pages(renderer: &Arc<Renderer>, tree: &mut OutputTree) {
    let made = |tree: &mut OutputTree, path: &str, make: fn(&Renderer) -> crate::render::Rendered| {
        let renderer = renderer.clone();
        tree.recipe(path, move || make(&renderer));
    };
    made(tree, "404.html", Renderer::not_found);
    if !renderer.site.terms.list.is_empty() {
        made(tree, "begrippen/index.html", Renderer::glossary);
    }
    if !renderer.site.tags.is_empty() {
        made(tree, "tags/index.html", Renderer::tags);
    }
    for slug in renderer.site.tags.keys() {
        let (renderer, slug) = (renderer.clone(), slug.clone());
        tree.recipe(format!("tags/{slug}/index.html"), move || renderer.tag(&slug));
    }
}

fn files(renderer: &Arc<Renderer>, tree: &mut OutputTree) {
    for (path, bytes) in &renderer.theme.assets.files {
        if !tools::is_idle(renderer, path) {
            tree.bytes(path.clone(), bytes.clone());
        }
    }
    for (path, file) in &renderer.site.assets {
        tree.bytes(path.clone(), file.bytes.clone());
    }
    for download in renderer.downloads.all() {
        tree.bytes(download.path.clone(), download.bytes.clone());
    }
    tools::files(renderer, tree);
    search(renderer, tree);
}

/// The index and the page that searches in it.
fn search(renderer: &Arc<Renderer>, tree: &mut OutputTree) {
    let index = Arc::new(index::Index::new(renderer.clone()));
    let (renderer, of_page) = (renderer.clone(), index.clone());
    tree.recipe("zoeken/index.html", move || renderer.search(of_page.entry()));
    tree.group("zoek/", move || index.files().to_vec());
}

fn collisions(renderer: &Renderer, tree: &OutputTree) -> Vec<Diagnostic> {
    let collide = |path: &String| {
        let address = path.trim_end_matches("index.html").trim_end_matches('/');
        let names =
            |page: &&crate::site::Page| page.parsed.common.aliases.iter().any(|it| it.trim_matches('/') == address);
        let mut pages = renderer.site.pages.iter();
        let page = pages.clone().find(|page| file_of(&page.address) == *path).or_else(|| pages.find(names));
        let file = page.map_or_else(|| Arc::from(format!("content/{path}")), |page| page.parsed.file.clone());
        let message = format!("`/{}` is an address that the program makes itself", path.trim_end_matches("index.html"));
        Diagnostic::error(&file, "duplicate-address", message).help("give the file another name")
    };
    let mut diagnostics: Vec<Diagnostic> = tree.collisions().iter().map(collide).collect();
    for page in &renderer.site.pages {
        let top = page.address.split('/').next().unwrap_or_default();
        if ["zoek", "assets", "downloads", crate::render::tools::FOLDER].contains(&top) {
            let message = format!("the folder `{top}` is one that the program fills itself");
            diagnostics.push(
                Diagnostic::error(&page.parsed.file, "duplicate-address", message)
                    .help(format!("give the folder another name than `{}`", address_of(&format!("content/{top}.md")))),
            );
        }
    }
    diagnostics
}
