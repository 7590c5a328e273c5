//! What a reader reads, without markup, and where it stands in the file.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::parse::markdown;
use crate::parse::yaml::{self, Node, Value};

/// A paragraph, an item, a cell, a heading or a value.
#[derive(Debug, Default)]
pub(super) struct Block {
    text: String,
    /// Byte in `text` and the byte of the file that it comes from, in order.
    pieces: Vec<(usize, usize)>,
    /// For a value of YAML: all of it, since its text has no places of its own.
    whole: Option<Range<usize>>,
    /// Whether it counts for the average: paragraphs and items do.
    running: bool,
}

/// A sentence of a block.
#[derive(Debug, Clone)]
pub(super) struct Sentence<'a> {
    block: &'a Block,
    range: Range<usize>,
}

/// A word of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    /// As written, without the signs around it.
    pub(super) text: &'a str,
    /// Bytes in the sentence.
    pub(super) at: Range<usize>,
    /// Whether a clause ends after it: a comma, a colon, a bracket.
    pub(super) ends_clause: bool,
}

impl Block {
    fn push(&mut self, text: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(text);
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        if let Some(whole) = &self.whole {
            return whole.clone();
        }
        let of = |byte: usize| {
            let (from, at) = self.pieces[self.pieces.partition_point(|it| it.0 <= byte).saturating_sub(1)];
            at + (byte - from)
        };
        if self.pieces.is_empty() { 0..0 } else { of(range.start)..of(range.end.saturating_sub(1)) + 1 }
    }

    /// Its sentences.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        let ends = ends(&self.text);
        let starts = std::iter::once(0).chain(ends.clone());
        let whole: Vec<Range<usize>> =
            starts.zip(ends.into_iter().chain([self.text.len()])).map(|(a, b)| a..b).collect();
        whole.into_iter().filter_map(|range| {
            let text = &self.text[range.clone()];
            let from = range.start + text.len() - text.trim_start().len();
            let range = from..from + text.trim().len();
            (!range.is_empty()).then_some(Sentence { block: self, range })
        })
    }
}

impl<'a> Sentence<'a> {
    fn text(&self) -> &'a str {
        &self.block.text[self.range.clone()]
    }

    /// Bytes in the file.
    pub(super) fn span(&self) -> Range<usize> {
        self.block.place(self.range.clone())
    }

    /// Bytes in the file of a part of it.
    pub(super) fn place(&self, part: Range<usize>) -> Range<usize> {
        self.block.place(self.range.start + part.start..self.range.start + part.end)
    }

    /// Whether it counts for the average.
    pub(super) fn running(&self) -> bool {
        self.block.running
    }

    /// Its words: what has a letter or a digit.
    pub(super) fn words(&self) -> Vec<Word<'a>> {
        let text = self.text();
        let mut words: Vec<Word> = Vec::new();
        let mut at = 0;
        for part in text.split_inclusive(char::is_whitespace) {
            let inner = part.trim_matches(|it: char| !it.is_alphanumeric());
            if inner.is_empty() {
                if let Some(last) = words.last_mut().filter(|_| !part.trim().is_empty()) {
                    last.ends_clause = true;
                }
            } else {
                let from = at + (part.len() - part.trim_start_matches(|it: char| !it.is_alphanumeric()).len());
                let (before, after) = (&part[..from - at], &part[from - at + inner.len()..]);
                if let Some(last) = words.last_mut().filter(|_| before.contains(['(', '"', '“', '‘'])) {
                    last.ends_clause = true;
                }
                let ends_clause = after.contains([',', ';', ':', ')', '"', '”', '’', '…']);
                words.push(Word { text: inner, at: from..from + inner.len(), ends_clause });
            }
            at += part.len();
        }
        words
    }
}

/// Words that end in a full stop and end no sentence.
const ABBREVIATIONS: [&str; 22] = [
    "bv", "bijv", "enz", "art", "nr", "ca", "blz", "tel", "dr", "mevr", "dhr", "o.a", "d.w.z", "t.e.m", "min", "max",
    "resp", "vgl", "excl", "incl", "st", "ing",
];

/// Where a sentence ends and text follows.
fn ends(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, sign) in text.char_indices() {
        let after = at + sign.len_utf8();
        let end = match sign {
            '\n' => Some(after),
            '.' | '!' | '?' | '…' => {
                let closing =
                    text[after..].chars().take_while(|it| matches!(it, ')' | '"' | '”' | '’')).map(char::len_utf8);
                let after = after + closing.sum::<usize>();
                (begins_sentence(&text[after..]) && !(sign == '.' && shortens(&text[start..at]))).then_some(after)
            }
            _ => None,
        };
        if let Some(end) = end.filter(|it| *it > start) {
            found.push(end);
            start = end;
        }
    }
    found
}

/// Whether a sentence may begin here: white space and then no lower case letter.
fn begins_sentence(rest: &str) -> bool {
    let mut signs = rest.chars();
    signs.next().is_some_and(char::is_whitespace)
        && signs.find(|it| !it.is_whitespace()).is_some_and(|it| !it.is_lowercase() && !matches!(it, '…' | '-' | '–'))
}

/// Whether the full stop after this belongs to an abbreviation, an initial or the number of an item.
fn shortens(sentence: &str) -> bool {
    let word = sentence.rsplit(|it: char| it.is_whitespace() || it == '(').next().unwrap_or_default();
    let number = !word.is_empty() && word.len() < 3 && word.bytes().all(|it| it.is_ascii_digit());
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial || number && sentence.trim() == word || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// The texts of a page, its front matter included. `None` when that cannot be read, which is told
/// elsewhere.
pub(super) fn of_page(text: &str) -> Option<Vec<Block>> {
    let (front, rest) = markdown_parts(text)?;
    let mut blocks = of_yaml(text, front)?;
    blocks.extend(of_markdown(text, rest));
    Some(blocks)
}

fn markdown_parts(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = text.find("---\n")? + 4;
    let end = start + text[start..].find("\n---")? + 1;
    let rest = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    Some((start..end, rest..text.len()))
}

fn of_markdown(text: &str, range: Range<usize>) -> Vec<Block> {
    let start = range.start;
    let mut blocks = Vec::new();
    let mut block = Block::default();
    let mut code = false;
    let mut running = true;
    let mut close = |block: &mut Block, running: bool| {
        let done = std::mem::take(block);
        if !done.text.trim().is_empty() {
            blocks.push(Block { running, ..done });
        }
    };
    for (event, place) in Parser::new_ext(&text[range], markdown::options()).into_offset_iter() {
        let at = start + place.start;
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::TableCell | Tag::Heading { .. }) => {
                close(&mut block, running);
                running = false;
            }
            Event::End(TagEnd::TableCell | TagEnd::Heading(_)) => {
                close(&mut block, false);
                running = true;
            }
            Event::Start(Tag::Paragraph | Tag::Item | Tag::List(_) | Tag::BlockQuote(_))
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::List(_) | TagEnd::BlockQuote(_)) => {
                close(&mut block, running);
            }
            Event::Text(it) if !code => block.push(&it, at),
            Event::Code(it) => block.push(&it, at + 1),
            Event::SoftBreak if is_box(&block.text) => block = Block::default(),
            Event::SoftBreak => block.push(" ", at),
            Event::HardBreak => block.push("\n", at),
            _ => {}
        }
    }
    close(&mut block, running);
    blocks
}

/// Whether this is the first line of a box, such as `[!TIP]`.
fn is_box(text: &str) -> bool {
    text.trim_start().starts_with("[!") && text.trim_end().ends_with(']')
}

/// Keys whose values are names, addresses and words for machines, not sentences of ours.
const NO_PROSE: [&str; 21] = [
    "id",
    "url",
    "source",
    "sources",
    "english",
    "synonyms",
    "forms",
    "abbreviations",
    "search_words",
    "tags",
    "aliases",
    "audience",
    "license",
    "version",
    "government",
    "organisations",
    "issuer",
    "words",
    "blocks",
    "related",
    "tools",
];

/// The texts in the YAML of `text[range]`.
pub(super) fn of_yaml(text: &str, range: Range<usize>) -> Option<Vec<Block>> {
    let mut blocks = Vec::new();
    collect(&yaml::read(text, range).ok()?, &mut blocks);
    Some(blocks)
}

fn collect(node: &Node, blocks: &mut Vec<Block>) {
    match &node.value {
        Value::Text(text) if text.contains(' ') => {
            blocks.push(Block { text: text.clone(), whole: Some(node.span.clone()), ..Block::default() });
        }
        Value::List(items) => items.iter().for_each(|it| collect(it, blocks)),
        Value::Map(pairs) => {
            pairs
                .iter()
                .filter(|(key, _)| !NO_PROSE.contains(&key.name.as_str()))
                .for_each(|it| collect(&it.1, blocks));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(markdown: &str) -> Vec<String> {
        let blocks = of_markdown(markdown, 0..markdown.len());
        blocks.iter().flat_map(Block::sentences).map(|it| markdown[it.span()].to_owned()).collect()
    }

    #[test]
    fn a_sentence_ends_where_the_next_begins() {
        let found = sentences("Bel art. 33 om 8.40 uur (bv. nu). Wacht 2 uur!\n\n1. Kies. Doe het.\n- Klaar?");
        assert_eq!(found, ["Bel art. 33 om 8.40 uur (bv. nu).", "Wacht 2 uur!", "Kies.", "Doe het.", "Klaar?"]);
    }

    #[test]
    fn markup_belongs_to_no_sentence_and_places_are_those_of_the_file() {
        let found = sentences(
            "> [!TIP]\n> Lees **de [kaart](a.md)** nu. Goed.\n\n| Wie | Wat |\n| --- | --- |\n| Jij | bel |\n",
        );
        assert_eq!(found, ["Lees **de [kaart](a.md)** nu.", "Goed.", "Wie", "Wat", "Jij", "bel"]);
    }

    #[test]
    fn a_sentence_may_end_in_a_year_and_an_item_begins_with_its_number() {
        let yaml = "steps:\n  - '1. Bel in 2018. Dan niets.'\n";
        let blocks = of_yaml(yaml, 0..yaml.len()).unwrap_or_default();
        let found: Vec<&str> = blocks.iter().flat_map(Block::sentences).map(|it| it.text()).collect();
        assert_eq!(found, ["1. Bel in 2018.", "Dan niets."]);
    }
}
