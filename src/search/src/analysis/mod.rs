//! From text to terms, the same way for pages and for queries.
//!
//! A *token* is a word as it stands in the text, folded: lower case, no diacritics, a `-` between
//! the parts of a hyphenated word. A *term* is what the index knows it by: its stem.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

mod fold;
mod stem;
mod stop;
mod tokens;

pub use fold::fold;
pub use stem::stem;
pub use stop::is_stop_word;
pub use tokens::{Token, tokens};

/// What may stand between two parts of a compound.
pub(crate) const LINKS: [&str; 4] = ["", "s", "en", "e"];

/// Shortest part in letters: shorter ones (*uit*, *val*, *op*) split words that are no compounds.
pub(crate) const MIN_PART: usize = 4;

/// The term of a folded word: its stem, the parts of a hyphenated word written as one, a code without
/// the zeros before its number (`b05`, `pr-ds-01`).
pub fn term_of(word: &str) -> String {
    if word.contains('-') {
        let joined: String = word.split('-').collect();
        return code(&joined).unwrap_or_else(|| stem(&joined).into_owned());
    }
    code(word).unwrap_or_else(|| stem(word).into_owned())
}

/// Shortest noun that is taken to come from a verb, in letters.
const MIN_DERIVED: usize = 7;

/// The term of the verb that a folded noun comes from: *oefening*, *oefenen*; *evaluatie*, *evalueren*.
pub(crate) fn verb_of(noun: &str) -> Option<String> {
    if noun.len() < MIN_DERIVED || !noun.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let ends = [("ingen", "en"), ("ing", "en"), ("aties", "eren"), ("atie", "eren")];
    let (start, end) = ends.into_iter().find_map(|(of_noun, of_verb)| Some((noun.strip_suffix(of_noun)?, of_verb)))?;
    Some(stem(&[start, end].concat()).into_owned())
}

/// Letters and a number with zeros before it, without the zeros.
fn code(word: &str) -> Option<String> {
    let (letters, number) = letters_and_number(word)?;
    let short = number.trim_start_matches('0');
    (short.len() < number.len() && !short.is_empty()).then(|| [letters, short].concat())
}

/// The parts of a word of letters followed by a number, such as `nis2`.
pub(crate) fn letters_and_number(word: &str) -> Option<(&str, &str)> {
    let at = word.bytes().position(|byte| byte.is_ascii_digit())?;
    let (letters, number) = word.split_at_checked(at)?;
    let is_code =
        letters.bytes().all(|byte| byte.is_ascii_lowercase()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_code && !letters.is_empty()).then_some((letters, number))
}

/// Abbreviated units of time, after a number without a space, and the word that they stand for.
const UNITS: [(&str, &str); 8] = [
    ("u", "uur"),
    ("uur", "uur"),
    ("h", "uur"),
    ("min", "minuut"),
    ("d", "dag"),
    ("dgn", "dag"),
    ("w", "week"),
    ("j", "jaar"),
];

/// The terms of a number with its unit, such as `72u`: the number and the whole word of the unit.
pub(crate) fn number_and_unit(word: &str) -> Option<[String; 2]> {
    let at = word.bytes().position(|byte| !byte.is_ascii_digit())?;
    let (number, unit) = word.split_at_checked(at)?;
    let (_, whole) = UNITS.iter().find(|(short, _)| *short == unit)?;
    (!number.is_empty()).then(|| [number.to_owned(), stem(whole).into_owned()])
}

/// The terms of the parts of a hyphenated word, none for any other. Single letters are no parts.
pub(crate) fn hyphen_parts(word: &str) -> impl Iterator<Item = &str> {
    word.split('-').filter(move |part| part.len() > 1 && part.len() < word.len())
}

/// The terms of the parts of a word with a hyphen, of a code, or of a number with its unit; none for any other.
pub(crate) fn parts_of(word: &str) -> Vec<String> {
    if let Some((letters, number)) = letters_and_number(word) {
        return [letters, number].map(ToOwned::to_owned).to_vec();
    }
    match number_and_unit(word) {
        Some(parts) => parts.to_vec(),
        None => hyphen_parts(word).map(|part| stem(part).into_owned()).collect(),
    }
}
