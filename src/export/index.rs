//! The search index: every page, the glossary and the text inside downloads.

use std::sync::OnceLock;

use rayon::prelude::*;
use search::{Analysed, Document, Section, Synonyms, analyse};

use crate::parse::front_matter::Details;
use crate::render::Renderer;
use crate::site::Page;

/// The files of the index, by name.
pub fn files(renderer: &Renderer) -> Vec<(String, Vec<u8>)> {
    let glossary = glossary(renderer).map(|document| analyse(&document));
    let own: Vec<OnceLock<Analysed>> = renderer.site.pages.iter().map(|_| OnceLock::new()).collect();
    let mut pages: Vec<&Analysed> = renderer
        .site
        .pages
        .par_iter()
        .zip(&own)
        .filter(|(page, _)| !page.address.is_empty())
        .map(|(page, own)| analysed(renderer, page, own))
        .collect();
    pages.extend(&glossary);
    let pages: Vec<Borrowed> = pages.into_iter().map(Borrowed).collect();
    search::build(&pages, &synonyms(renderer)).files
}

struct Borrowed<'a>(&'a Analysed);

impl AsRef<Analysed> for Borrowed<'_> {
    fn as_ref(&self) -> &Analysed {
        self.0
    }
}

/// The words of a page, kept with the parsed page unless they depend on other files too.
fn analysed<'a>(renderer: &'a Renderer, page: &'a Page, own: &'a OnceLock<Analysed>) -> &'a Analysed {
    let kept = if renderer.downloads.of(page).is_some() { own } else { &page.parsed.words };
    kept.get_or_init(|| analyse(&document(renderer, page)))
}

fn document(renderer: &Renderer, page: &Page) -> Document {
    let common = &page.parsed.common;
    let mut first = common.description.clone().unwrap_or_default();
    for line in &page.parsed.in_short {
        first.push('\n');
        first.extend(line.sections.iter().map(|it| it.text.as_str()));
    }
    let mut sections: Vec<Section> = vec![Section { anchor: None, heading: String::new(), text: first }];
    for section in &page.parsed.body.sections {
        match &section.heading {
            None => {
                sections[0].text.push('\n');
                sections[0].text.push_str(&section.text);
            }
            Some((id, heading)) => sections.push(Section {
                anchor: Some(id.clone()),
                heading: heading.clone(),
                text: section.text.clone(),
            }),
        }
    }
    sections[0].text.push_str(&details(&page.parsed.details));
    if let Some(download) = renderer.downloads.of(page) {
        sections.extend(download.text.iter().map(|part| Section {
            anchor: None,
            heading: part.heading.clone(),
            text: part.text.clone(),
        }));
    }
    let mut keywords = common.tags.clone();
    keywords.extend(common.nav_title.clone());
    Document {
        url: page.address.clone(),
        title: common.title.clone(),
        kind: page.parsed.kind.name().to_owned(),
        kind_label: renderer.kind_label(page.parsed.kind),
        sections,
        keywords,
    }
}

/// What the front matter of a kind tells a reader.
fn details(details: &Details) -> String {
    match details {
        Details::Block(it) => {
            let fields = it.fields.iter().map(|field| field.label.as_str());
            let lines: Vec<&str> = it.contents.iter().map(String::as_str).chain(fields).collect();
            format!("\n{}\n{}\n{}", it.code, lines.join("\n"), it.done_when)
        }
        Details::Case(it) => format!("\n{} {} {}", it.government, it.happened, it.themes.join(", ")),
        Details::Reference(it) => format!("\n{}", it.purpose),
        Details::Template(it) => format!("\n{}", it.needs.join("\n")),
        Details::Start(it) => format!("\n{}", it.role),
        _ => String::new(),
    }
}

/// The glossary as one page, each term a heading.
fn glossary(renderer: &Renderer) -> Option<Document> {
    let terms = &renderer.site.terms.list;
    let section = |term: &crate::parse::data::Term| {
        let short =
            if term.abbreviations.is_empty() { String::new() } else { format!(" ({})", term.abbreviations.join(", ")) };
        Section {
            anchor: Some(term.id.clone()),
            heading: format!("{}{short}", term.term),
            text: format!("{}\n{}", term.plain.clone().unwrap_or_default(), term.definition),
        }
    };
    (!terms.is_empty()).then(|| Document {
        url: "begrippen/".to_owned(),
        title: renderer.ui("glossary"),
        kind: "glossary".to_owned(),
        kind_label: renderer.ui("glossary"),
        sections: terms.iter().map(section).collect(),
        keywords: Vec::new(),
    })
}

fn synonyms(renderer: &Renderer) -> Synonyms {
    let group = |term: &crate::parse::data::Term| {
        let mut group = vec![term.term.clone()];
        group.extend(term.abbreviations.iter().cloned());
        group.extend(term.english.clone());
        group.extend(term.synonyms.iter().cloned());
        group
    };
    let terms = &renderer.site.terms;
    Synonyms::new(terms.list.iter().map(group).chain(terms.synonyms.iter().cloned()).collect())
}
