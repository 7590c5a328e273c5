//! From text to terms, the same way for pages and for queries.
//!
//! A *token* is a word as it stands in the text, folded: lower case, no diacritics, a `-` between
//! the parts of a hyphenated word. A *term* is what the index knows it by: its stem.

use alloc::string::String;

mod fold;
mod stem;
mod stop;
mod tokens;

pub use fold::fold;
pub use stem::stem;
pub(crate) use stop::is_stop_word;
pub use tokens::{Token, tokens};

/// What may stand between two parts of a compound.
pub(crate) const LINKS: [&str; 4] = ["", "s", "en", "e"];

/// Shortest part in letters: shorter ones (*uit*, *val*, *op*) split words that are no compounds.
pub(crate) const MIN_PART: usize = 4;

/// The term of a folded word: its stem, the parts of a hyphenated word written as one.
pub fn term_of(word: &str) -> String {
    if word.contains('-') {
        let joined: String = word.split('-').collect();
        stem(&joined).into_owned()
    } else {
        stem(word).into_owned()
    }
}

/// The terms of the parts of a hyphenated word, none for any other. Single letters are no parts.
pub(crate) fn hyphen_parts(word: &str) -> impl Iterator<Item = &str> {
    word.split('-').filter(move |part| part.len() > 1 && part.len() < word.len())
}
