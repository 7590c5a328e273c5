//! Names and ids: what people write, compared without regard to case and spaces.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::xlsx::value::hash;

/// A text for comparing.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a text can be an id in a dossier.
pub(super) fn is_id(text: &str) -> bool {
    let is_plain = |it: char| !it.is_control() && it != '/' && !it.is_whitespace();
    (1..=64).contains(&text.len()) && text.chars().all(is_plain)
}

/// An id for something new, the same whenever the same row is read again, and not one that is taken.
pub(super) fn new_id(letter: char, seeds: [&str; 3], is_taken: impl Fn(&str) -> bool) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    (0_u32..)
        .map(|round| {
            let number = hash(&[seeds[0], seeds[1], seeds[2], &round.to_string()]);
            let letters = (0..6).map(|it| char::from(LETTERS[(number >> (5 * it + 7) & 31) as usize]));
            std::iter::once(letter).chain(letters).collect::<String>()
        })
        .find(|it| !is_taken(it))
        .unwrap_or_default()
}

/// Things that cells name: `id – name`, an id, or a name.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Ids in the dossier by folded id in the sheet.
    by_code: BTreeMap<String, String>,
    /// Ids by folded name; nothing for a name that two have.
    by_name: BTreeMap<String, Option<String>>,
}

impl Names {
    /// Adds a thing, unless one with this id in the sheet is there.
    pub(super) fn add(&mut self, in_sheet: &str, id: &str, name: &str) {
        let Entry::Vacant(place) = self.by_code.entry(fold(in_sheet)) else { return };
        place.insert(id.to_owned());
        let named = self.by_name.entry(fold(name)).or_insert_with(|| Some(id.to_owned()));
        if named.as_deref() != Some(id) {
            *named = None;
        }
    }

    /// The id behind what a cell says.
    pub(super) fn find(&self, text: &str) -> Option<&str> {
        let by_code = self.by_code.get(&fold(code_of(text))).or_else(|| self.by_code.get(&fold(text)));
        let by_name = || self.by_name.get(&fold(text)).and_then(Option::as_ref);
        by_code.or_else(by_name).filter(|_| !text.trim().is_empty()).map(String::as_str)
    }
}

/// What stands before the dash in `BZ1 – Overlijden`.
pub(super) fn code_of(text: &str) -> &str {
    let end = text.find(" – ").or_else(|| text.find(" - "));
    end.map_or(text, |it| &text[..it]).trim()
}

/// The parts of a cell that names several things.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n']).map(str::trim).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_id_is_never_a_taken_one() {
        let first = new_id('E', ["l", "EIGEN01", "Zwembad"], |_| false);
        assert_eq!(first.len(), 7);
        assert_eq!(first, new_id('E', ["l", "EIGEN01", "Zwembad"], |_| false));
        assert_ne!(first, new_id('E', ["l", "EIGEN01", "Zwembad"], |it| it == first));
    }

    #[test]
    fn things_are_found_as_people_write_them() {
        let mut names = Names::default();
        names.add("BZ1", "BZ1", "Overlijden");
        names.add("EIGEN01", "Eabcdef", "Zwembad  open");
        names.add("M1", "M1", "Dubbel");
        names.add("M2", "M2", "Dubbel");
        let found = ["BZ1 – iets anders", "bz1", "overlijden", "EIGEN01 – Zwembad", "zwembad open", "Dubbel", "?"]
            .map(|it| names.find(it));
        let expected = [Some("BZ1"), Some("BZ1"), Some("BZ1"), Some("Eabcdef"), Some("Eabcdef"), None, None];
        assert_eq!(found, expected);
    }
}
