//! Words that differ by a typing mistake or two.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::store::{Need, Store};

/// Most words offered for one that nobody wrote.
const MAX_ALIKE: usize = 3;
/// Most words that are looked up in place of one.
const MAX_NEAR: usize = 4;

/// The known words that differ least from a word.
pub(crate) struct Near<'w> {
    term: &'w str,
    word: &'w str,
    /// The least number of mistakes found, or one more than a word may have.
    wrong: usize,
    names: Vec<String>,
}

impl<'w> Near<'w> {
    pub(crate) fn to(term: &'w str, word: &'w str) -> Self {
        Self { term, word, wrong: allowed(term.len()) + 1, names: Vec::new() }
    }

    /// Takes the name of a term if none before is nearer: by the stem, or by the word as it is written, for a
    /// mistake in its end may hide the stem.
    pub(crate) fn consider(&mut self, name: &str, written: &str) {
        let most = self.wrong.min(allowed(self.term.len()));
        let by_stem = mistakes(self.term, name, most);
        let Some(wrong) = [by_stem, mistakes(self.word, written, most)].into_iter().flatten().min() else { return };
        if wrong < self.wrong {
            self.names.clear();
            self.wrong = wrong;
        }
        if self.names.len() < MAX_NEAR && !self.names.iter().any(|other| other == name) {
            self.names.push(name.to_owned());
        }
    }

    /// How many mistakes the nearest have.
    pub(crate) fn wrong(&self) -> usize {
        self.wrong
    }

    pub(crate) fn into_names(self) -> Vec<String> {
        self.names
    }
}

/// The known words, among what is loaded, that look most like a word.
pub(crate) fn alike(word: &str, store: &Store) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let start = word.chars().next().map(String::from).unwrap_or_default();
    store.terms_with(&start, &mut Need::default(), |terms, term| {
        let Some(wrong) = mistakes(word, &terms.name, word.len() / 2) else { return };
        let written = terms.written();
        if term.pages > 1 && !written.is_empty() {
            let at = found.iter().position(|(other, _)| *other > wrong).unwrap_or(found.len());
            found.insert(at, (wrong, written));
            found.truncate(MAX_ALIKE);
        }
    });
    found.into_iter().map(|(_, written)| written).collect()
}

/// How many mistakes a word of this many bytes may have: none in a short one, which would be another
/// word.
fn allowed(len: usize) -> usize {
    match len {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The number of letters to add, leave out, change or exchange with the next to make one word the
/// other, when it is at most `most`.
pub(crate) fn mistakes(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = Vec::with_capacity(last.len());
        row.push(i);
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = core::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|it| *it <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_counted_as_a_typist_makes_them() {
        for (a, b, expected) in [
            ("fussie", "fusie", Some(1)),
            ("colegebesluit", "collegebesluit", Some(1)),
            ("noodpalnning", "noodplanning", Some(1)),
            ("dosier", "dossier", Some(1)),
            ("plan", "klant", Some(2)),
            ("plan", "plannen", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(mistakes(a, b, 2), expected, "{a} {b}");
        }
    }
}
