//! The glossary, and where a text uses a term for the first time.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::parse::data::{Glossary, Term};
use crate::parse::markdown::escaped;

/// The terms, ready to be found in running text.
#[derive(Debug)]
pub struct Terms {
    /// In the order of the file.
    pub list: Vec<Term>,
    /// Words that mean the same to a search without being a term.
    pub synonyms: Vec<Vec<String>>,
    by_id: HashMap<String, usize>,
    finder: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
}

#[derive(Debug)]
struct Pattern {
    term: usize,
    text: String,
    exact: bool,
}

impl Terms {
    /// Makes the terms findable by name, abbreviation and synonym.
    pub fn new(Glossary { terms: list, synonyms }: Glossary) -> Self {
        let by_id = list.iter().enumerate().map(|(at, term)| (term.id.clone(), at)).collect();
        let mut patterns = Vec::new();
        for (at, term) in list.iter().enumerate().filter(|(_, term)| term.auto) {
            let words = std::iter::once(&term.term).chain(&term.synonyms).chain(&term.forms);
            patterns.extend(words.map(|it| Pattern { term: at, text: escaped(it), exact: false }));
            let short = term.abbreviations.iter();
            patterns.extend(short.map(|it| Pattern { term: at, text: escaped(it), exact: true }));
        }
        patterns.retain(|it| !it.text.is_empty());
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns.iter().map(|it| &it.text))
            .ok()
            .filter(|_| !patterns.is_empty());
        Terms { list, synonyms, by_id, finder, patterns }
    }

    /// The place of a term in [`Terms::list`].
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|term| term.id.as_str())
    }

    /// Calls `found` with start, end and term of every whole-word use in escaped running text.
    pub fn find(&self, html: &str, mut found: impl FnMut(usize, usize, usize)) {
        let Some(finder) = &self.finder else { return };
        for hit in finder.find_iter(html) {
            let pattern = &self.patterns[hit.pattern().as_usize()];
            let text = &html[hit.range()];
            let whole = !edge(html[..hit.start()].chars().next_back()) && !edge(html[hit.end()..].chars().next());
            if whole && (!pattern.exact || text == pattern.text) {
                found(hit.start(), hit.end(), pattern.term);
            }
        }
    }
}

/// Whether a sign beside a match makes it a part of a longer word.
fn edge(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '-')
}
