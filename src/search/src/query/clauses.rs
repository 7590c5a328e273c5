//! From the words of a query to what is looked up.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::Unknown;
use super::store::{Group, Need, Store, Term};
use super::words::{MIN_PREFIX, Word, split};
use crate::analysis::{MIN_PART, is_stop_word, letters_and_number, parts_of, stem, term_of, verb_of};
use crate::format::definition_term;

// What an alternative is worth beside the word itself, which is worth 1. 0 would be nothing.
/// The other phrases of a group of synonyms.
const SYNONYM_WEIGHT: f32 = 0.85;
/// The parts of a word in place of the word.
const PARTS_WEIGHT: f32 = 0.6;
/// One part of a compound in place of the word.
const PART_WEIGHT: f32 = 0.3;
/// A word that starts with the word; half of it is for how much of that word was typed.
const PREFIX_WEIGHT: f32 = 0.6;

/// On how many pages a word stands whose relatives are not looked up: as many as are shown first.
const ENOUGH: u32 = 5;
/// Most words offered for the last one.
const MAX_COMPLETIONS: usize = 6;
/// Shortest part in letters of a compound that is written as two words.
const MIN_JOINED: usize = 2;

/// One thing that a page must have: a word or a phrase, in one of its forms.
pub(crate) struct Clause<'a> {
    /// Function words are not required.
    pub(crate) is_required: bool,
    pub(crate) alternatives: Vec<Alternative<'a>>,
    pub(crate) needles: Vec<Needle>,
    /// Words that no page has, with what was looked up instead.
    pub(crate) unknown: Vec<Unknown>,
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
        let (all, need) = (&mut *need, &mut Need::default());
        let (groups, mut len) = phrase_at(&words[at..], store, need);
        let is_stop = len == 1 && groups.is_empty() && !all_stop && is_stop_word(&words[at].folded);
        let joined = if len == 1 && !is_stop { joined_clause(&words[at..], store, need) } else { None };
        let mut clause = if is_stop {
            Clause::of_stop_word(&words[at])
        } else if let Some(clause) = joined {
            len = 2;
            clause
        } else if len > 1 {
            phrase_clause(&words[at..at + len], store, need)
        } else {
            word_clause(&words[at], store, need)
        };
        groups.into_iter().for_each(|group| clause.add_group(group));
        clause.is_required = !is_stop;
        clause.unknown.extend(words[at..at + len].iter().filter_map(|word| word.unknown.clone()));
        clauses.push(clause);
        at += len;
        all.absorb(need);
    }
    clauses
}

/// The pages that define the whole query; none while their shard is not there.
pub(crate) fn definition<'a>(words: &[Word], store: &'a Store, need: &mut Need) -> Option<Term<'a>> {
    let terms: Vec<&str> = words.iter().map(|word| word.term.as_str()).collect();
    store.term(&definition_term(&terms.join(" ")), need)
}

/// Two words that pages write as one: letters and a number (*NIS 2*), or the parts of a compound (*personeels
/// tekort*), unless many pages have each of them.
fn joined_clause<'a>(words: &[Word], store: &'a Store, need: &mut Need) -> Option<Clause<'a>> {
    let [first, second, ..] = words else { return None };
    let whole = [first.folded.as_str(), &second.folded].concat();
    let is_code = letters_and_number(&whole) == Some((first.folded.as_str(), second.folded.as_str()));
    let is_part = |word: &Word| word.folded.len() >= MIN_JOINED && !is_stop_word(&word.folded);
    let is_common = |word: &Word, need: &mut Need| store.term(&word.term, need).is_some_and(|it| it.pages >= ENOUGH);
    let is_compound = is_part(first) && is_part(second) && !(is_common(first, need) && is_common(second, need));
    if !is_code && !is_compound || !need.is_empty() {
        return None;
    }
    let name = term_of(&whole);
    let term = store.term(&name, need)?;
    let mut clause = phrase_clause(&words[..2], store, need);
    clause.needle(&name, How::Whole, 1.0);
    clause.add(1.0, vec![term]);
    clause.add_groups_of(&name, store, need);
    Some(clause)
}

/// The groups that have the longest phrase which the words start with, and its length.
fn phrase_at<'a>(words: &[Word], store: &'a Store, need: &mut Need) -> (Vec<Group<'a>>, usize) {
    let mut best = (Vec::new(), 1);
    for group in store.groups_at(&words[0].term, need) {
        let starts = |phrase: &str| phrase.split(' ').zip(words).all(|(term, word)| term == word.term);
        let lengths = group.phrases.iter().filter(|it| starts(it)).map(|phrase| phrase.split(' ').count());
        let Some(len) = lengths.filter(|len| *len <= words.len()).max().filter(|len| *len >= best.1) else { continue };
        if len > best.1 {
            best = (Vec::new(), len);
        }
        best.0.push(group);
    }
    best
}

impl<'a> Clause<'a> {
    fn new() -> Self {
        Self { is_required: true, alternatives: Vec::new(), needles: Vec::new(), unknown: Vec::new() }
    }

    /// A function word among others: marked where it stands, never looked up.
    fn of_stop_word(word: &Word) -> Self {
        let mut clause = Self::new();
        clause.needle(&word.term, How::Whole, 1.0);
        clause
    }

    /// Whether so many pages have what was found that its relatives need not be looked up.
    fn is_enough(&self) -> bool {
        self.alternatives.iter().any(|found| found.terms.iter().all(|term| term.pages >= ENOUGH))
    }

    fn add(&mut self, weight: f32, terms: Vec<Term<'a>>) {
        self.alternatives.push(Alternative { weight, terms });
    }

    fn needle(&mut self, word: &str, how: How, weight: f32) {
        self.needles.push(Needle { words: vec![word.to_owned()], how, weight });
    }

    /// Adds the groups that have the term as a phrase by itself.
    fn add_groups_of(&mut self, name: &str, store: &'a Store, need: &mut Need) {
        let groups = store.groups_at(name, need).into_iter();
        groups.filter(|group| group.phrases.iter().any(|it| it == name)).for_each(|group| self.add_group(group));
    }

    fn add_group(&mut self, group: Group<'a>) {
        self.add(SYNONYM_WEIGHT, vec![group.term]);
        for phrase in group.phrases {
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

/// Looks up the word; its relatives only when the word is rare or not there, and never before what comes
/// first is known, so that nothing is loaded in vain. `need` is that of this word alone.
fn word_clause<'a>(word: &Word, store: &'a Store, need: &mut Need) -> Clause<'a> {
    let mut clause = Clause::new();
    clause.needle(&word.term, How::Whole, 1.0);
    if word.term.len() >= MIN_PART {
        clause.needle(&word.term, How::Inside, PARTS_WEIGHT);
    }
    if let Some(term) = store.term(&word.term, need) {
        clause.add(1.0, vec![term]);
    }
    if let Some(verb) = verb_of(&word.folded)
        && let Some(term) = store.term(&verb, need)
    {
        clause.needle(&verb, How::Whole, PARTS_WEIGHT);
        clause.add(PARTS_WEIGHT, vec![term]);
    }
    if clause.is_enough() || !need.is_empty() {
        return clause;
    }
    add_parts(&mut clause, word, store, need);
    if word.is_open {
        add_prefix(&mut clause, word, store, need);
    } else if clause.alternatives.is_empty() {
        add_inflected(&mut clause, word, store, need);
    }
    add_split(&mut clause, word, store, need);
    for name in &word.meant {
        if let Some(term) = store.term(name, need) {
            clause.needle(name, How::Whole, 1.0);
            clause.add(1.0, vec![term]);
            clause.add_groups_of(name, store, need);
        }
    }
    clause
}

/// Adds the parts of a word with a hyphen, of a code or of a number with its unit: all together.
fn add_parts<'a>(clause: &mut Clause<'a>, word: &Word, store: &'a Store, need: &mut Need) {
    let parts = parts_of(&word.folded);
    if parts.len() > 1
        && let Some(terms) = all_terms(parts.iter(), store, need)
    {
        clause.add(PARTS_WEIGHT, terms);
        parts.iter().for_each(|part| clause.needle(part, How::Whole, PARTS_WEIGHT));
    }
}

/// The words that the last word of a query may become, most frequent first, among what is loaded.
pub(crate) fn completions(words: &[Word], store: &Store) -> Vec<String> {
    let has_letter = |word: &Word| word.folded.bytes().any(|byte| !byte.is_ascii_digit());
    let is_completed = |word: &&Word| word.is_open && word.folded.len() >= MIN_PREFIX && has_letter(word);
    let Some(word) = words.last().filter(is_completed) else {
        return Vec::new();
    };
    let mut found: Vec<(u32, String)> = Vec::new();
    store.terms_with(&word.joined(), &mut Need::default(), |terms, term| {
        let written = terms.written();
        if terms.name != word.term && !written.is_empty() {
            let at = found.iter().position(|(pages, _)| *pages < term.pages).unwrap_or(found.len());
            found.insert(at, (term.pages, written));
            found.truncate(MAX_COMPLETIONS);
        }
    });
    found.into_iter().map(|(_, written)| written).collect()
}

/// Adds the words that start with the word as typed, or with its stem.
fn add_prefix<'a>(clause: &mut Clause<'a>, word: &Word, store: &'a Store, need: &mut Need) {
    for start in word.starts() {
        clause.needle(&start, How::Start, PREFIX_WEIGHT);
        store.terms_with(&start, need, |terms, term| {
            let typed_share = start.len() as f32 / terms.name.len() as f32;
            clause.add(PREFIX_WEIGHT * (0.5 + 0.5 * typed_share), vec![term]);
        });
    }
    let key = stem(&word.joined()).into_owned();
    if let Some(term) = store.term(&key, need) {
        clause.needle(&key, How::Whole, PREFIX_WEIGHT);
        clause.add(PREFIX_WEIGHT, vec![term]);
    }
}

/// Adds the words that start with the stem of a word that nobody wrote.
fn add_inflected<'a>(clause: &mut Clause<'a>, word: &Word, store: &'a Store, need: &mut Need) {
    clause.needle(&word.term, How::Start, PREFIX_WEIGHT);
    store.terms_with(&word.term, need, |_, term| clause.add(PREFIX_WEIGHT, vec![term]));
}

/// Adds the two known words that a compound is made of, both together or one of them, the rarer counting more.
fn add_split<'a>(clause: &mut Clause<'a>, word: &Word, store: &'a Store, need: &mut Need) {
    let Some(parts) = split(word, store, need) else { return };
    let Some(terms) = all_terms(parts.iter().map(|part| stem(part)), store, need) else { return };
    let rarest = terms.iter().map(|term| term.pages).min().unwrap_or(1).max(1);
    for (part, term) in parts.iter().zip(&terms) {
        clause.needle(&stem(part), How::Whole, PARTS_WEIGHT);
        clause.add(PART_WEIGHT * rarest as f32 / term.pages.max(1) as f32, vec![*term]);
    }
    clause.add(PARTS_WEIGHT, terms);
}
