//! Lists for machines: sitemap, Atom feed, robots, security.txt, redirects, headers.

use std::fmt::Write as _;
use std::sync::Arc;

use super::headers;
use crate::output::OutputTree;
use crate::parse::markdown::escaped;
use crate::render::Renderer;
use crate::site::{Page, Site};

/// How many pages the feed holds.
const FEED_PAGES: usize = 20;

/// Adds all of them.
pub fn add(renderer: &Arc<Renderer>, tree: &mut OutputTree) {
    let lazy = |tree: &mut OutputTree, path: &str, make: fn(&Site) -> String| {
        let renderer = renderer.clone();
        tree.recipe(path, move || Ok(make(&renderer.site).into_bytes()));
    };
    lazy(tree, "sitemap.xml", sitemap);
    lazy(tree, "atom.xml", atom);
    tree.bytes("robots.txt", robots(&renderer.site).into_bytes());
    if let Some(text) = security(&renderer.site) {
        tree.bytes(".well-known/security.txt", text.into_bytes());
    }
    redirects(renderer, tree);
    let rules = rules(renderer);
    tree.bytes("_headers", headers::file(&rules, renderer.site.base.path()).into_bytes());
}

/// What the hosts of this site say with each file.
pub fn rules(renderer: &Renderer) -> Vec<headers::Rule> {
    headers::rules(renderer.downloads.all().map(|it| it.path.as_str()), renderer.site.settings.noindex)
}

/// When a page last changed, as far as it says so.
fn changed(page: &Page) -> Option<bcm::date::Date> {
    let common = &page.parsed.common;
    [common.updated, common.checked, common.date].into_iter().flatten().max()
}

fn sitemap(site: &Site) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in &site.pages {
        let _ = write!(out, "<url><loc>{}</loc>", escaped(&site.base.absolute(&page.address)));
        if let Some(date) = changed(page) {
            let _ = write!(out, "<lastmod>{date}</lastmod>");
        }
        out.push_str("</url>\n");
    }
    if !site.terms.list.is_empty() {
        let _ = writeln!(out, "<url><loc>{}</loc></url>", escaped(&site.base.absolute("begrippen/")));
    }
    out.push_str("</urlset>\n");
    out
}

fn atom(site: &Site) -> String {
    let mut pages: Vec<(_, &Page)> = site.pages.iter().filter_map(|page| Some((changed(page)?, page))).collect();
    pages.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.address.cmp(&b.1.address)));
    pages.truncate(FEED_PAGES);
    let newest = pages.first().map_or(site.settings.date, |(date, _)| *date);
    let author = site.config.publisher.as_ref().unwrap_or(&site.config.title);
    let home = escaped(&site.base.absolute(""));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<id>{home}</id>\n\
         <link href=\"{home}\"/>\n<link rel=\"self\" href=\"{}\" type=\"application/atom+xml\"/>\n\
         <updated>{newest}T00:00:00Z</updated>\n<author><name>{}</name></author>\n",
        escaped(&site.config.language),
        escaped(&site.config.title),
        escaped(&site.base.absolute("atom.xml")),
        escaped(author),
    );
    for (date, page) in pages {
        let address = escaped(&site.base.absolute(&page.address));
        let summary = page.parsed.common.description.as_deref().unwrap_or_default();
        let _ = writeln!(
            out,
            "<entry><title>{}</title><id>{address}</id><link href=\"{address}\"/><updated>{date}T00:00:00Z</updated>\
             <summary>{}</summary></entry>",
            escaped(page.title()),
            escaped(summary),
        );
    }
    out.push_str("</feed>\n");
    out
}

fn robots(site: &Site) -> String {
    if site.settings.noindex {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    format!("User-agent: *\nAllow: /\nSitemap: {}\n", site.base.absolute("sitemap.xml"))
}

/// RFC 9116.
fn security(site: &Site) -> Option<String> {
    let it = site.config.security.as_ref()?;
    let mut out = format!("Contact: {}\nExpires: {}T00:00:00Z\n", it.contact, it.expires);
    if let Some(languages) = &it.languages {
        let _ = writeln!(out, "Preferred-Languages: {languages}");
    }
    let _ = writeln!(out, "Canonical: {}", site.base.absolute(".well-known/security.txt"));
    Some(out)
}

/// Old addresses: a list for hosts that read one, and a page that leads on for all others.
fn redirects(renderer: &Renderer, tree: &mut OutputTree) {
    let site = &renderer.site;
    // Without an icon a browser may ask for /favicon.ico before it leaves.
    let icon = renderer.theme.assets.paths.get("icons/favicon.svg").map(|it| site.base.href(it)).unwrap_or_default();
    let mut list = String::new();
    for (from, to) in &site.redirects {
        let target = site.base.href(to);
        for end in ["", "/"] {
            if !(end == "/" && from.ends_with(".html")) {
                let _ = writeln!(list, "{}{end} {target} 301!", site.base.href(from));
            }
        }
        let path = if from.ends_with(".html") { from.clone() } else { format!("{from}/index.html") };
        tree.bytes(path, moved(site, to, &icon).into_bytes());
    }
    tree.bytes("_redirects", list.into_bytes());
}

fn moved(site: &Site, to: &str, icon: &str) -> String {
    let page = site.by_address.get(to).map_or("", |at| site.pages[*at].title());
    let (title, target) = (escaped(page), escaped(&site.base.href(to)));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={target}\">\n<link rel=\"canonical\" href=\"{}\">\n\
         <meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         <p><a href=\"{target}\">{title}</a></p>\n</main>\n</body>\n</html>\n",
        escaped(&site.config.language),
        headers::page_policy(),
        escaped(icon),
        escaped(&site.base.absolute(to)),
    )
}
