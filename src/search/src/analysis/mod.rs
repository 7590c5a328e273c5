//! From text to terms, the same way for pages and for queries.
//!
//! A *token* is a word as it stands in the text, folded: lower case, no diacritics, a `-` between
//! the parts of a hyphenated word. A *term* is what the index knows it by: its stem.

mod compounds;
mod fold;
mod stem;
mod stop;
mod tokens;

pub(crate) use compounds::{Dictionary, LINKS, MIN_PART, remainders, split};
pub use fold::fold;
pub use stem::stem;
pub(crate) use stop::is_stop_word;
pub use tokens::{Token, tokens};

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
