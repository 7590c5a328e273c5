//! The search index: every page, the glossary and the text inside downloads.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use search::{Analysed, Document, Section, Synonyms, analyse};

use crate::parse::data::Term;
use crate::parse::front_matter::{Details, Kind};
use crate::render::Renderer;
use crate::site::Page;

/// The files of the index, made once, when first asked for.
#[derive(Debug)]
pub struct Index {
    renderer: Arc<Renderer>,
    files: OnceLock<Vec<(String, Arc<[u8]>)>>,
}

impl Index {
    /// An index that is yet to be made.
    pub fn new(renderer: Arc<Renderer>) -> Index {
        Index { renderer, files: OnceLock::new() }
    }

    /// Names and bytes.
    pub fn files(&self) -> &[(String, Arc<[u8]>)] {
        if let Some(files) = self.files.get() {
            return files;
        }
        let renderer = &*self.renderer;
        let glossary: Vec<Analysed> = glossary(renderer).iter().chain(&glossary_page(renderer)).map(analyse).collect();
        let own: Vec<OnceLock<Vec<Analysed>>> = renderer.site.pages.iter().map(|_| OnceLock::new()).collect();
        let pages = renderer.site.pages.par_iter().zip(&own).filter(|(page, _)| !page.address.is_empty());
        let mut pages: Vec<Borrowed<'_>> =
            pages.flat_map_iter(|(page, own)| analysed(renderer, page, own).iter().map(Borrowed)).collect();
        pages.extend(glossary.iter().map(Borrowed));
        // Nothing in here runs on the threads that make pages: one that took up another page while it holds
        // the lock could come to want the lock.
        self.files.get_or_init(|| {
            let files = search::build(&pages, &synonyms(renderer)).files;
            files.into_iter().map(|(name, bytes)| (name, Arc::from(bytes))).collect()
        })
    }

    /// The file that a search starts with. It also stands in the search page, so that a first answer waits
    /// for one file less.
    pub fn entry(&self) -> &[u8] {
        let entry = self.files().iter().find(|(name, _)| name == search::INDEX_FILE);
        entry.map_or(&[], |(_, bytes)| bytes)
    }
}

struct Borrowed<'a>(&'a Analysed);

impl AsRef<Analysed> for Borrowed<'_> {
    fn as_ref(&self) -> &Analysed {
        self.0
    }
}

/// The words of a page, kept with the parsed page unless they depend on other files too.
fn analysed<'a>(renderer: &'a Renderer, page: &'a Page, own: &'a OnceLock<Vec<Analysed>>) -> &'a [Analysed] {
    let is_made_of_more = renderer.downloads.of(page).is_some() || matches!(page.parsed.details, Details::Tool(_));
    let kept = if is_made_of_more { own } else { &page.parsed.words };
    kept.get_or_init(|| {
        let mut page_itself = document(renderer, page);
        let mut analysed = Vec::new();
        if page.parsed.kind == Kind::Faq {
            analysed.extend(questions(&mut page_itself).iter().map(analyse));
        }
        analysed.push(analyse(&page_itself));
        analysed
    })
}

/// Takes the questions out of a page of them: each is a page of its own, whose title is the question.
fn questions(page: &mut Document) -> Vec<Document> {
    let (questions, rest): (Vec<_>, Vec<_>) =
        std::mem::take(&mut page.sections).into_iter().partition(|section| section.anchor.is_some());
    page.sections = rest;
    let document = |section: Section| Document {
        url: format!("{}#{}", page.url, section.anchor.unwrap_or_default()),
        title: section.heading,
        kind: page.kind.clone(),
        kind_label: page.kind_label.clone(),
        facets: page.facets.clone(),
        sections: vec![Section { text: section.text, ..Section::default() }],
        ..Document::default()
    };
    questions.into_iter().map(document).collect()
}

fn document(renderer: &Renderer, page: &Page) -> Document {
    let common = &page.parsed.common;
    let mut first = common.description.clone().unwrap_or_default();
    for line in &page.parsed.in_short {
        first.push('\n');
        first.extend(line.sections.iter().map(|it| it.text.as_str()));
    }
    let summary = first.clone();
    let mut sections: Vec<Section> = vec![Section { text: first, ..Section::default() }];
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
                is_download: false,
            }),
        }
    }
    sections[0].text.push_str(&details(&page.parsed.details));
    if let Some(download) = renderer.downloads.of(page) {
        sections.extend(download.text.iter().map(|part| Section {
            anchor: None,
            heading: part.heading.clone(),
            text: part.text.clone(),
            is_download: true,
        }));
    }
    if let Details::Tool(tool) = &page.parsed.details {
        let text = text_of(&renderer.tool_html(tool));
        sections.extend((!text.is_empty()).then(|| Section { text, is_download: true, ..Section::default() }));
    }
    let mut keywords = common.tags.clone();
    keywords.extend(common.nav_title.clone());
    keywords.extend(common.search_words.iter().cloned());
    if let Details::Block(block) = &page.parsed.details {
        keywords.push(block.code.clone());
    }
    Document {
        url: page.address.clone(),
        title: common.title.clone(),
        kind: page.parsed.kind.name().to_owned(),
        kind_label: renderer.kind_label(page.parsed.kind),
        summary,
        weight: weight(page.parsed.kind),
        sections,
        keywords,
        names: Vec::new(),
        facets: facets(&page.parsed.details, &common.tags, &common.audience),
    }
}

/// The text of markup that `maud` wrote: an element begins a line.
fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 4);
    for part in html.split('<') {
        let after = part.split_once('>').map_or(part, |(_, after)| after).trim();
        if !after.is_empty() {
            text.push_str(after);
            text.push('\n');
        }
    }
    let signs = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    signs.into_iter().fold(text, |text, (entity, sign)| text.replace(entity, sign))
}

/// How much a page counts, in hundredths: what tells a reader what to do comes before what others wrote
/// or lived through.
fn weight(kind: Kind) -> u8 {
    match kind {
        Kind::Reference => 75,
        Kind::Case | Kind::Start => 90,
        Kind::Workshop => 95,
        _ => 100,
    }
}

/// What the results can be limited to: subjects and readers.
fn facets(details: &Details, tags: &[String], audience: &[String]) -> Vec<(String, String)> {
    let themes = if let Details::Case(case) = details { case.themes.as_slice() } else { &[] };
    let named = |code: &'static str| move |value: &String| (code.to_owned(), value.clone());
    tags.iter().chain(themes).map(named("theme")).chain(audience.iter().map(named("audience"))).collect()
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

/// The page of the glossary, by what it is: its terms are pages of their own.
fn glossary_page(renderer: &Renderer) -> Option<Document> {
    let has_terms = !renderer.site.terms.list.is_empty();
    has_terms.then(|| Document {
        url: "begrippen/".to_owned(),
        title: renderer.ui("glossary"),
        kind: "glossary".to_owned(),
        kind_label: renderer.ui("glossary_term"),
        sections: vec![Section { text: renderer.ui("glossary_description"), ..Section::default() }],
        keywords: renderer.ui("glossary_words").split(',').map(|it| it.trim().to_owned()).collect(),
        ..Document::default()
    })
}

/// The terms of the glossary, each a small page.
fn glossary(renderer: &Renderer) -> Vec<Document> {
    let document = |term: &Term| {
        let short =
            if term.abbreviations.is_empty() { String::new() } else { format!(" ({})", term.abbreviations.join(", ")) };
        let names = names(term);
        let text = format!("{}\n{}", term.plain.clone().unwrap_or_default(), term.definition);
        Document {
            url: format!("begrippen/#{}", term.id),
            title: format!("{}{short}", term.term),
            kind: "glossary".to_owned(),
            kind_label: renderer.ui("glossary_term"),
            sections: vec![Section { text, ..Section::default() }],
            names,
            weight: 90,
            ..Document::default()
        }
    };
    renderer.site.terms.list.iter().map(document).collect()
}

fn synonyms(renderer: &Renderer) -> Synonyms {
    let terms = &renderer.site.terms;
    Synonyms::new(terms.list.iter().map(names).chain(terms.synonyms.iter().cloned()).collect())
}

/// All that a term is called.
fn names(term: &Term) -> Vec<String> {
    let english = term.english.iter().flat_map(|it| it.split(',')).map(|it| it.trim().to_owned());
    let others = term.abbreviations.iter().chain(&term.synonyms).cloned();
    std::iter::once(term.term.clone()).chain(others).chain(english).collect()
}
