//! From the words of a query to what is looked up.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::near::{allowed, mistakes};
use super::store::{Need, Store, Term};
use crate::analysis::{LINKS, MIN_PART, hyphen_parts, is_stop_word, stem, term_of, tokens};
use crate::format::group_term;

// What an alternative is worth beside the word itself, which is worth 1. 0 would be nothing.
/// The other phrases of a group of synonyms.
const SYNONYM_WEIGHT: f32 = 0.7;
/// The parts of a word in place of the word.
const PARTS_WEIGHT: f32 = 0.8;
/// A word that starts with the word; half of it is for how much of that word was typed.
const PREFIX_WEIGHT: f32 = 0.6;

/// A known word in place of one with a typing mistake; less for each mistake more.
const NEAR_WEIGHT: f32 = 0.6;

/// Letters at the start of a word in which no mistake is sought; one less in a short word.
const SURE_LETTERS: usize = 3;
/// What is a short word here, in letters.
const SHORT: usize = 5;
/// Shortest prefix in letters that is looked up.
const MIN_PREFIX: usize = 2;
/// Most words of a query that are looked up; the rest is ignored.
const MAX_WORDS: usize = 16;
/// Most shards loaded to split a word that the index does not have.
const MAX_SPLIT_SHARDS: usize = 3;

/// A word of a query.
pub(crate) struct Word {
    /// Folded, with `-` between parts.
    folded: String,
    term: String,
    /// Whether it may be unfinished: the last, with nothing after it.
    is_open: bool,
}

impl Word {
    pub(crate) fn read(query: &str) -> Vec<Word> {
        let mut words = Vec::new();
        tokens(query, |token| {
            words.push(Word {
                folded: token.word.to_owned(),
                term: term_of(token.word),
                is_open: token.end == query.len(),
            });
        });
        words.truncate(MAX_WORDS);
        words
    }

    fn joined(&self) -> String {
        self.folded.split('-').collect()
    }
}

/// One thing that a page must have: a word or a phrase, in one of its forms.
pub(crate) struct Clause<'a> {
    /// Function words are not required.
    pub(crate) is_required: bool,
    pub(crate) alternatives: Vec<Alternative<'a>>,
    pub(crate) needles: Vec<Needle>,
    /// The word as it was read, when no page has it.
    pub(crate) unknown: Option<String>,
}

/// One form of a clause: all of these terms.
pub(crate) struct Alternative<'a> {
    pub(crate) weight: f32,
    pub(crate) terms: Vec<Term<'a>>,
}

/// What to look for in the text of a page.
pub(crate) struct Needle {
    pub(crate) words: Vec<String>,
    pub(crate) how: How,
    pub(crate) weight: f32,
}

/// How a needle of one word matches a term of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    Whole,
    Start,
    Inside,
}

/// Looks up the clauses of a query. They are complete when nothing is needed.
pub(crate) fn resolve<'a>(words: &[Word], store: &'a Store, need: &mut Need) -> Vec<Clause<'a>> {
    let all_stop = words.iter().all(|word| is_stop_word(&word.folded));
    let mut clauses = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (groups, len) = phrase_at(&words[at..], store);
        let mut clause = if len > 1 {
            phrase_clause(&words[at..at + len], store, need)
        } else {
            word_clause(&words[at], groups.is_empty(), store, need)
        };
        for group in groups {
            clause.add_group(group, store, need);
        }
        clause.is_required = len > 1 || all_stop || !is_stop_word(&words[at].folded);
        clauses.push(clause);
        at += len.max(1);
    }
    clauses
}

/// The groups that have the longest phrase which the words start with, and its length.
fn phrase_at(words: &[Word], store: &Store) -> (Vec<u32>, usize) {
    let mut best = (Vec::new(), 1);
    for (group, number) in store.groups().iter().zip(0..) {
        for phrase in group {
            let len = phrase.split(' ').count();
            let found = len >= best.1
                && len <= words.len()
                && phrase.split(' ').zip(words).all(|(term, word)| term == word.term);
            if found && len > best.1 {
                best = (vec![number], len);
            } else if found {
                best.0.push(number);
            }
        }
    }
    best
}

impl<'a> Clause<'a> {
    fn new() -> Self {
        Self { is_required: true, alternatives: Vec::new(), needles: Vec::new(), unknown: None }
    }

    fn add(&mut self, weight: f32, terms: Vec<Term<'a>>) {
        self.alternatives.push(Alternative { weight, terms });
    }

    fn needle(&mut self, word: &str, how: How, weight: f32) {
        self.needles.push(Needle { words: vec![word.to_owned()], how, weight });
    }

    fn add_group(&mut self, group: u32, store: &'a Store, need: &mut Need) {
        if let Some(term) = store.term(&group_term(group), need) {
            self.add(SYNONYM_WEIGHT, vec![term]);
        }
        for phrase in &store.groups()[group as usize] {
            let words = phrase.split(' ').map(str::to_owned).collect();
            self.needles.push(Needle { words, how: How::Whole, weight: SYNONYM_WEIGHT });
        }
    }
}

/// The terms of all names, or none when one is not in the index.
fn all_terms<'a>(
    names: impl Iterator<Item = impl AsRef<str>>,
    store: &'a Store,
    need: &mut Need,
) -> Option<Vec<Term<'a>>> {
    let found: Vec<Option<Term<'a>>> = names.map(|name| store.term(name.as_ref(), need)).collect();
    found.into_iter().collect()
}

fn phrase_clause<'a>(words: &[Word], store: &'a Store, need: &mut Need) -> Clause<'a> {
    let mut clause = Clause::new();
    if let Some(terms) = all_terms(words.iter().map(|word| &word.term), store, need) {
        clause.add(1.0, terms);
    }
    clause
}

fn word_clause<'a>(word: &Word, is_free: bool, store: &'a Store, need: &mut Need) -> Clause<'a> {
    let mut clause = Clause::new();
    let before = need.len();
    clause.needle(&word.term, How::Whole, 1.0);
    if let Some(term) = store.term(&word.term, need) {
        clause.add(1.0, vec![term]);
    }
    if word.term.len() >= MIN_PART {
        clause.needle(&word.term, How::Inside, PARTS_WEIGHT);
    }
    add_hyphen_parts(&mut clause, word, store, need);
    if word.is_open {
        add_prefix(&mut clause, &word.joined(), store, need);
    }
    let is_unknown = clause.alternatives.is_empty() && need.len() == before && is_free;
    if is_unknown {
        add_split(&mut clause, &word.joined(), store, need);
    }
    if is_unknown && clause.alternatives.is_empty() && need.len() == before && !word.is_open {
        add_prefix(&mut clause, &word.term, store, need);
    }
    if is_unknown && clause.alternatives.is_empty() && need.len() == before {
        add_near(&mut clause, &word.term, store, need);
        clause.unknown = Some(word.folded.clone());
    }
    clause
}

/// Adds the known words that differ least from a word that nobody wrote.
fn add_near<'a>(clause: &mut Clause<'a>, word: &str, store: &'a Store, need: &mut Need) {
    let sure = SURE_LETTERS - usize::from(word.len() <= SHORT);
    let Some(start) = word.get(..sure) else { return };
    let mut least = allowed(word.len());
    let mut found: Vec<(usize, String, Term<'a>)> = Vec::new();
    if least > 0 {
        store.terms_with(start, need, |name, term| {
            if let Some(wrong) = mistakes(word, name, least) {
                least = wrong;
                found.push((wrong, name.to_owned(), term));
            }
        });
    }
    found.retain(|it| it.0 == least);
    for (wrong, name, term) in found {
        let weight = NEAR_WEIGHT / wrong.max(1) as f32;
        clause.needle(&name, How::Whole, weight);
        clause.add(weight, vec![term]);
    }
}

fn add_hyphen_parts<'a>(clause: &mut Clause<'a>, word: &Word, store: &'a Store, need: &mut Need) {
    let parts: Vec<String> = hyphen_parts(&word.folded).map(|part| stem(part).into_owned()).collect();
    if parts.len() > 1
        && let Some(terms) = all_terms(parts.iter(), store, need)
    {
        clause.add(PARTS_WEIGHT, terms);
        parts.iter().for_each(|part| clause.needle(part, How::Whole, PARTS_WEIGHT));
    }
}

/// Adds the words that start with `typed`, or with its stem, so that *plann* finds *plan*.
fn add_prefix<'a>(clause: &mut Clause<'a>, typed: &str, store: &'a Store, need: &mut Need) {
    if typed.len() < MIN_PREFIX {
        return;
    }
    let key = stem(typed);
    let starts = if typed.starts_with(&*key) || key.len() < MIN_PART { [typed, ""] } else { [typed, &key] };
    for start in starts.into_iter().filter(|start| !start.is_empty()) {
        clause.needle(start, How::Start, PREFIX_WEIGHT);
        store.terms_with(start, need, |name, term| {
            let typed_share = start.len() as f32 / name.len() as f32;
            clause.add(PREFIX_WEIGHT * (0.5 + 0.5 * typed_share), vec![term]);
        });
    }
    if let Some(term) = store.term(&key, need) {
        clause.needle(&key, How::Whole, PREFIX_WEIGHT);
        clause.add(PREFIX_WEIGHT, vec![term]);
    }
}

/// Adds the two known words that a compound is made of, the first as long as can be.
fn add_split<'a>(clause: &mut Clause<'a>, word: &str, store: &'a Store, need: &mut Need) {
    let is_candidate = word.len() >= 2 * MIN_PART && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_candidate || store.shards_between(word.get(..MIN_PART).unwrap_or_default(), word) > MAX_SPLIT_SHARDS {
        return;
    }
    for len in (MIN_PART..=word.len() - MIN_PART).rev() {
        let (left, right) = word.split_at(len);
        let Some(first) = store.term(&stem(left), need) else {
            continue;
        };
        for right in LINKS.iter().filter_map(|link| right.strip_prefix(link)).filter(|right| right.len() >= MIN_PART) {
            if let Some(second) = store.term(&stem(right), need) {
                clause.needle(&stem(left), How::Whole, PARTS_WEIGHT);
                clause.needle(&stem(right), How::Whole, PARTS_WEIGHT);
                clause.add(PARTS_WEIGHT, vec![first, second]);
                return;
            }
            if need.len() >= MAX_SPLIT_SHARDS {
                return;
            }
        }
    }
}
