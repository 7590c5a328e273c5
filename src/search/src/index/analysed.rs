//! A page by itself.

use super::bytes::{put_number, put_str};
use super::invert::phrase_of;
use super::words::Words;
use crate::analysis::tokens;
use crate::document::{Document, Section};

/// What the index needs to know of one page; depends on that page alone, so it can be made in
/// parallel and kept for as long as the page does not change.
#[derive(Debug, Clone)]
pub struct Analysed {
    pub(crate) url: String,
    /// Code and name of its kind.
    pub(crate) kind: (String, String),
    /// The page as it stands in a document shard.
    pub(crate) record: Vec<u8>,
    /// How much it counts, 1 as a rule.
    pub(crate) weight: f32,
    /// The names of what it defines, as terms with spaces between.
    pub(crate) names: Vec<String>,
    /// Codes of facets with their values.
    pub(crate) facets: Vec<(String, String)>,
    /// How the page writes its words, a line for each in the order of `words`; empty for a word that it
    /// writes as the index does.
    pub(crate) spellings: String,
    /// The distinct words of the page.
    pub(crate) words: Words,
    /// The page word by word, as numbers in `words`.
    pub(crate) tokens: Vec<u32>,
    pub(crate) spans: Vec<Span>,
}

impl AsRef<Analysed> for Analysed {
    fn as_ref(&self) -> &Analysed {
        self
    }
}

/// A run of tokens of one field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) field: Field,
    pub(crate) section: u32,
    /// Index in `tokens` just after the run; it starts where the one before ends.
    pub(crate) end: u32,
}

/// Where a word stands in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Summary,
    Keywords,
    Heading,
    Text,
    Download,
}

/// Takes the words out of a page.
pub fn analyse(document: &Document) -> Analysed {
    let text: usize = document.sections.iter().map(|section| section.text.len()).sum();
    let mut words = Collector {
        words: Words::with_room_for(text / 16),
        spellings: String::with_capacity(text / 24),
        tokens: Vec::with_capacity(text / 6),
        spans: Vec::with_capacity(2 * document.sections.len() + 2),
    };
    words.add(Field::Title, 0, &document.title);
    words.add(Field::Summary, 0, &document.summary);
    for keyword in &document.keywords {
        words.add(Field::Keywords, 0, keyword);
    }
    for (section, number) in document.sections.iter().zip(0..) {
        let of = |field| if section.is_download { Field::Download } else { field };
        words.add(of(Field::Heading), number, &section.heading);
        words.add(of(Field::Text), number, &section.text);
    }
    words.words.freeze();
    Analysed {
        url: document.url.clone(),
        kind: (document.kind.clone(), document.kind_label.clone()),
        record: record(document),
        weight: if document.weight == 0 { 1.0 } else { f32::from(document.weight) / 100.0 },
        names: document.names.iter().map(|name| phrase_of(name)).collect(),
        facets: document.facets.clone(),
        spellings: words.spellings,
        words: words.words,
        tokens: words.tokens,
        spans: words.spans,
    }
}

struct Collector {
    words: Words,
    spellings: String,
    tokens: Vec<u32>,
    spans: Vec<Span>,
}

impl Collector {
    fn add(&mut self, field: Field, section: u32, text: &str) {
        tokens(text, |token| {
            let known = self.words.len();
            self.tokens.push(self.words.number(token.word));
            if self.words.len() > known {
                self.spell(&text[token.start..token.end], token.word);
            }
        });
        let end = self.tokens.len() as u32;
        self.spans.push(Span { field, section, end });
    }

    /// Keeps how a new word is written.
    fn spell(&mut self, written: &str, word: &str) {
        if written != word {
            self.spellings.push_str(written);
        }
        self.spellings.push('\n');
    }
}

fn record(document: &Document) -> Vec<u8> {
    let text: usize = document.sections.iter().map(|section| section.text.len() + section.heading.len() + 32).sum();
    let mut out = Vec::with_capacity(text + 128);
    for field in [&document.url, &document.title] {
        put_str(&mut out, field);
    }
    put_number(&mut out, document.sections.len() as u32);
    for Section { anchor, heading, text, .. } in &document.sections {
        put_str(&mut out, anchor.as_deref().unwrap_or_default());
        put_str(&mut out, heading);
        put_str(&mut out, text);
    }
    out
}
