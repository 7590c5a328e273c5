//! The holes of a text are filled: links get their addresses, terms their explanation.

use std::fmt::Write as _;

use crate::parse::markdown::{Body, Fill, escape};
use crate::site::Site;
use crate::site::links::Resolved;

/// Writes texts of one page, one after another, and remembers which terms were explained.
#[derive(Debug)]
pub struct BodyWriter<'a> {
    site: &'a Site,
    /// The terms met so far, in order.
    pub terms: Vec<usize>,
    seen: Vec<bool>,
    explain: bool,
}

impl<'a> BodyWriter<'a> {
    /// A writer for one page; `explain` says whether first uses are explained without being asked.
    pub fn new(site: &'a Site, explain: bool) -> Self {
        BodyWriter { site, terms: Vec::new(), seen: vec![false; site.terms.list.len()], explain }
    }

    /// The HTML of a text whose links lead to `links`.
    pub fn write(&mut self, body: &Body, links: &[Resolved]) -> String {
        let mut out = String::with_capacity(body.html.len() + 64 * links.len());
        let mut from = 0;
        for hole in &body.holes {
            out.push_str(&body.html[from..hole.at]);
            from = hole.at;
            match hole.what {
                Fill::Link(at) => self.link(links.get(at).unwrap_or(&Resolved::Broken), body.links[at].image, &mut out),
                Fill::Prose(len) => {
                    from = hole.at + len;
                    self.prose(&body.html[hole.at..from], &mut out);
                }
            }
        }
        out.push_str(&body.html[from..]);
        out
    }

    fn meet(&mut self, term: usize) -> bool {
        let new = !std::mem::replace(&mut self.seen[term], true);
        if new {
            self.terms.push(term);
        }
        new
    }

    fn prose(&mut self, html: &str, out: &mut String) {
        if !self.explain || self.site.terms.list.is_empty() {
            return out.push_str(html);
        }
        let site = self.site;
        let mut from = 0;
        site.terms.find(html, |start, end, term| {
            if self.meet(term) {
                out.push_str(&html[from..start]);
                let _ = write!(out, "<a class=\"term\" href=\"#begrip-{}\">", site.terms.list[term].id);
                out.push_str(&html[start..end]);
                out.push_str("</a>");
                from = end;
            }
        });
        out.push_str(&html[from..]);
    }

    fn link(&mut self, resolved: &Resolved, image: bool, out: &mut String) {
        if image {
            return self.image(resolved, out);
        }
        let site = self.site;
        let base = &site.base;
        match resolved {
            Resolved::Inside(address) => attribute("href", &base.href(address), out),
            Resolved::File(address) => attribute("href", &base.href(address), out),
            Resolved::Anchor(anchor) => attribute("href", &format!("#{anchor}"), out),
            Resolved::Outside(url) => {
                attribute("href", url, out);
                if url.starts_with("http") {
                    out.push_str(" rel=\"external noreferrer\"");
                }
            }
            Resolved::Term(term) => {
                self.meet(*term);
                out.push_str(" class=\"term\"");
                attribute("href", &format!("#begrip-{}", self.site.terms.list[*term].id), out);
            }
            Resolved::Broken => {}
        }
    }

    fn image(&self, resolved: &Resolved, out: &mut String) {
        let Resolved::File(address) = resolved else { return };
        attribute("src", &self.site.base.href(address), out);
        if let Some((width, height)) = self.site.assets.get(address).and_then(|file| size_of(&file.bytes)) {
            let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
        }
    }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    let _ = write!(out, " {name}=\"");
    escape(value, out);
    out.push('"');
}

/// Width and height in pixels of a PNG or an SVG with a `viewBox`, so that a page does not jump.
fn size_of(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return Some((number(16)?, number(20)?));
    }
    let text = std::str::from_utf8(bytes.get(..bytes.len().min(1000))?).ok()?;
    let view = text.split_once("viewBox=\"")?.1.split_once('"')?.0;
    let mut numbers = view.split([' ', ',']).filter(|it| !it.is_empty()).skip(2).map(str::parse::<f32>);
    let (width, height) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    let whole = |n: f32| if (1.0..10_000.0).contains(&n) { Some(n.round() as u32) } else { None };
    Some((whole(width)?, whole(height)?))
}
