//! The words of a query, as the index has them: mistakes mended, and compounds that nobody wrote in parts.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::Unknown;
use super::near::{Near, alike};
use super::store::{Need, Store};
use crate::analysis::{LINKS, MIN_PART, fold, is_stop_word, parts_of, stem, term_of, tokens, verb_of};

/// Letters at the start of a word in which no mistake is sought; one less in a short word.
const SURE_LETTERS: usize = 3;
/// What is a short word here, in letters.
const SHORT: usize = 5;
/// Shortest prefix in letters that is looked up.
pub(crate) const MIN_PREFIX: usize = 2;
/// Most words of a query that are looked up; the rest is ignored.
const MAX_WORDS: usize = 16;
/// Most shards loaded to split a word that the index does not have.
const MAX_SPLIT_SHARDS: usize = 3;

/// A word of a query.
pub(crate) struct Word {
    /// Folded, with `-` between parts.
    pub(crate) folded: String,
    pub(crate) term: String,
    /// Whether it may be unfinished: the last, with nothing after it.
    pub(crate) is_open: bool,
    /// Other terms that may be meant, when pages have none of this word.
    pub(crate) meant: Vec<String>,
    /// What to say of it, when it is a word that pages do not have.
    pub(crate) unknown: Option<Unknown>,
}

impl Word {
    /// The words of a query as they were typed.
    pub(crate) fn read(query: &str) -> Vec<Word> {
        let mut words = Vec::new();
        tokens(query, |token| words.push(Word::new(token.word, term_of(token.word), token.end == query.len())));
        words.truncate(MAX_WORDS);
        words
    }

    fn new(folded: &str, term: String, is_open: bool) -> Word {
        Word { folded: folded.to_owned(), term, is_open, meant: Vec::new(), unknown: None }
    }

    /// The word without hyphens.
    pub(crate) fn joined(&self) -> String {
        self.folded.split('-').collect()
    }

    /// Starts of words that this one may be the start of: as typed, and, so that *plann* finds *plan*, its stem.
    pub(crate) fn starts(&self) -> impl Iterator<Item = String> {
        let typed = self.joined();
        let key = stem(&typed).into_owned();
        let has_key = !typed.starts_with(&*key) && key.len() >= MIN_PART;
        let starts = if typed.len() < MIN_PREFIX { vec![] } else { vec![Some(typed), has_key.then_some(key)] };
        starts.into_iter().flatten()
    }

    /// Whether pages have the word, or what it stands for, in one form or another. Also yes while that is
    /// not loaded.
    fn is_known(&self, store: &Store, need: &mut Need) -> bool {
        let own = [Some(self.term.clone()), verb_of(&self.folded)];
        let known = own.into_iter().flatten().any(|term| store.term(&term, need).is_some());
        if known || !need.is_empty() || !store.groups_at(&self.term, need).is_empty() {
            return true;
        }
        let parts = parts_of(&self.folded);
        if !parts.is_empty() && parts.iter().all(|part| store.term(part, need).is_some()) {
            return true;
        }
        let starts: Vec<String> = if self.is_open { self.starts().collect() } else { Vec::new() };
        starts.iter().any(|start| store.has_start(start, need)) || !need.is_empty()
    }
}

/// Puts known words in the place of those that no page has: the two parts of a compound, else the words that
/// differ least.
pub(crate) fn known(words: Vec<Word>, store: &Store, need: &mut Need) -> Vec<Word> {
    let mut known = Vec::with_capacity(words.len());
    for mut word in words {
        let own = &mut Need::default();
        if is_stop_word(&word.folded) || word.is_known(store, own) {
            known.push(word);
        } else if let Some([first, second]) = split(&word, store, own) {
            known.extend([
                Word::new(&first, stem(&first).into_owned(), false),
                Word::new(&second, stem(&second).into_owned(), false),
            ]);
        } else {
            if own.is_empty() && (word.is_open || !store.has_start(&word.term, own)) {
                mend(&mut word, store, own);
            }
            known.push(word);
        }
        need.absorb(own);
    }
    known
}

/// The two known words that a compound is made of, the first as long as can be.
pub(crate) fn split(word: &Word, store: &Store, need: &mut Need) -> Option<[String; 2]> {
    let word = &*word.joined();
    let is_candidate = word.len() >= 2 * MIN_PART && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_candidate || store.shards_between(&word[..MIN_PART], word) > MAX_SPLIT_SHARDS {
        return None;
    }
    for len in (MIN_PART..=word.len() - MIN_PART).rev() {
        let (left, right) = word.split_at(len);
        if store.term(&stem(left), need).is_none() {
            continue;
        }
        for right in LINKS.iter().filter_map(|link| right.strip_prefix(link)).filter(|right| right.len() >= MIN_PART) {
            if store.term(&stem(right), need).is_some() {
                return Some([left.to_owned(), right.to_owned()]);
            }
            if need.len() >= MAX_SPLIT_SHARDS {
                return None;
            }
        }
    }
    None
}

/// Takes the known words that differ least from a word that nobody wrote: those that start as it does, and,
/// when none of them is near, those that end as it does.
fn mend(word: &mut Word, store: &Store, need: &mut Need) {
    let term = word.term.as_str();
    let mut near = Near::to(term, &word.folded);
    let sure = SURE_LETTERS - usize::from(term.len() <= SHORT);
    if let Some(start) = term.get(..sure) {
        store.terms_with(start, need, |terms, _| near.consider(&terms.name, &fold(&terms.written())));
    }
    if near.wrong() > 1 && need.is_empty() {
        let backwards: String = term.chars().rev().collect();
        let end = backwards.get(..sure).unwrap_or(&backwards);
        store.terms_ending(end, need, |name| near.consider(&name.chars().rev().collect::<String>(), ""));
    }
    let names = near.into_names();
    let written: Vec<String> = names.iter().filter_map(|name| store.written(name, need)).collect();
    if !need.is_empty() {
        return;
    }
    let like = if names.is_empty() { alike(term, store) } else { Vec::new() };
    word.unknown = Some(Unknown { word: word.folded.clone(), meant: written, like });
    // One word is as good as typed: it may be part of a phrase.
    match <[String; 1]>::try_from(names) {
        Ok([name]) => (word.folded, word.term) = (name.clone(), name),
        Err(names) => word.meant = names,
    }
}
