//! Splitting of compounds with a dictionary of known words.

use crate::analysis::{LINKS, MIN_PART, stem};

/// Shortest part that is taken from a word whose other part is not known.
pub(crate) const MIN_LONE_PART: usize = 6;

/// Fewest letters before such a part.
const MIN_LONE_TAIL_START: usize = 3;

/// Most parts of one compound.
const MAX_PARTS: usize = 4;

/// What looks like a part and is none: endings (*moge-lijk*, *haal-baar*, *mel-ding*, *bestel-ling*), and short
/// words that other words begin or end with (*best-uur*, *vers-chil*, *blok-keer*, *veran-der*).
const FALSE_PARTS: &[&str] = &[
    "acht",
    "ander",
    "baar",
    "beken",
    "best",
    "beter",
    "blok",
    "chil",
    "derd",
    "ding",
    "dingen",
    "elijk",
    "elijke",
    "enlijst",
    "erop",
    "eruit",
    "ging",
    "gingen",
    "isatie",
    "leutel",
    "lijk",
    "lijke",
    "lijken",
    "nemen",
    "nodig",
    "organ",
    "rechts",
    "rijp",
    "telling",
    "tellingen",
    "treeks",
    "vers",
    "zeker",
];

/// Whether a word, or its stem, is no part of a compound, however it looks.
pub(crate) fn is_false_part(word: &str) -> bool {
    FALSE_PARTS.binary_search(&word).is_ok()
}

/// The words that a compound may be made of.
pub(crate) trait Dictionary {
    /// Whether the folded word, or its stem, is known.
    fn knows(&self, word: &str) -> bool;
}

/// The terms that a folded word is made of, in reading order; none when it is no compound. Two and
/// more parts that together are a known word (*continuïteitsplan*) are among them.
pub(crate) fn split(word: &str, dictionary: &impl Dictionary) -> Vec<String> {
    let is_candidate = word.len() >= 2 * MIN_PART && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_candidate {
        return Vec::new();
    }
    let cuts = cuts(word, dictionary);
    if cuts.is_empty() {
        return tail(word, dictionary).map(|tail| stem(tail).into_owned()).into_iter().collect();
    }
    terms(word, &cuts, dictionary)
}

/// The longest known word at the end of a word whose start is not known.
fn tail<'w>(word: &'w str, dictionary: &impl Dictionary) -> Option<&'w str> {
    let tails = (MIN_LONE_TAIL_START..=word.len().saturating_sub(MIN_LONE_PART)).map(|at| &word[at..]);
    tails.into_iter().find(|tail| knows_inflected(tail, dictionary))
}

/// Calls `each` for what may follow the longest known word that a word starts with, unless a part of that is
/// known: then nothing is to be learned.
pub(crate) fn remainders(word: &str, dictionary: &impl Dictionary, each: impl FnMut(&str)) {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return;
    }
    let rests = |len: usize| LINKS.iter().filter_map(move |link| word[len..].strip_prefix(link));
    let starts =
        || (MIN_PART..=word.len().saturating_sub(MIN_PART)).rev().filter(|len| dictionary.knows(&word[..*len]));
    if starts().flat_map(rests).any(|rest| rest.len() >= MIN_PART && knows_inflected(rest, dictionary)) {
        return;
    }
    if let Some(longest) = starts().next() {
        rests(longest).filter(|rest| rest.len() >= MIN_LONE_PART).for_each(each);
    }
}

/// The smallest parts that cover the word, none when no known words do.
fn cuts(word: &str, dictionary: &impl Dictionary) -> Vec<Cut> {
    let mut longest = Vec::with_capacity(MAX_PARTS);
    if !cover(word, 0, dictionary, &mut longest) {
        return Vec::new();
    }
    let mut all = Vec::with_capacity(MAX_PARTS);
    for part in longest {
        let inner = cuts(&word[part.start..part.end], dictionary);
        if inner.is_empty() {
            all.push(part);
        }
        all.extend(inner.iter().map(|cut| Cut { start: part.start + cut.start, end: part.start + cut.end }));
    }
    all
}

/// Where a part of a compound starts and ends, its linking letters left out.
#[derive(Clone, Copy)]
struct Cut {
    start: usize,
    end: usize,
}

/// Covers the word from `start` on with known words, longest first.
fn cover(word: &str, start: usize, dictionary: &impl Dictionary, cuts: &mut Vec<Cut>) -> bool {
    let rest = &word[start..];
    if cuts.len() == MAX_PARTS {
        return false;
    }
    if !cuts.is_empty() && rest.len() >= MIN_PART && knows_inflected(rest, dictionary) {
        cuts.push(Cut { start, end: word.len() });
        return true;
    }
    for len in (MIN_PART..=rest.len().saturating_sub(MIN_PART)).rev() {
        if !dictionary.knows(&rest[..len]) {
            continue;
        }
        for link in LINKS {
            if rest[len..].starts_with(link) {
                cuts.push(Cut { start, end: start + len });
                if cover(word, start + len + link.len(), dictionary, cuts) {
                    return true;
                }
                cuts.pop();
            }
        }
    }
    false
}

fn knows_inflected(word: &str, dictionary: &impl Dictionary) -> bool {
    dictionary.knows(word) || dictionary.knows(&stem(word))
}

/// The terms of all runs of parts that are known words, but for the whole.
fn terms(word: &str, cuts: &[Cut], dictionary: &impl Dictionary) -> Vec<String> {
    let mut terms = Vec::new();
    for (i, first) in cuts.iter().enumerate() {
        for last in &cuts[i..] {
            let run = &word[first.start..last.end];
            let is_one_part = first.start == last.start;
            if run.len() < word.len() && (is_one_part || knows_inflected(run, dictionary)) {
                terms.push(stem(run).into_owned());
            }
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    struct Words(HashSet<&'static str>);

    impl Dictionary for Words {
        fn knows(&self, word: &str) -> bool {
            self.0.contains(word)
        }
    }

    fn check(word: &str, expected: &[&str]) {
        let words = [
            "bedrijf",
            "continuiteit",
            "continuiteitsplan",
            "plan",
            "crisis",
            "team",
            "gemeente",
            "raad",
            "lid",
            "proces",
            "eigenaar",
            "nood",
            "stroom",
            "hersteltijd",
            "herstel",
            "tijd",
        ];
        assert_eq!(split(word, &Words(words.into())), expected, "{word}");
    }

    #[test]
    fn compounds_split_at_known_words() {
        check("bedrijfscontinuiteitsplan", &["bedrijf", "continuiteit", "continuiteitsplan", "plan"]);
        check("crisisteams", &["crisis", "team"]);
        check("noodstroom", &["nood", "stroom"]);
        check("proceseigenaar", &["eigenar", "proces"]);
        check("hersteltijd", &["herstel", "tijd"]);
    }

    #[test]
    fn other_words_stay_whole() {
        check("planning", &[]);
        check("plan", &[]);
        check("continuiteit", &[]);
        check("onbekendplan", &[]);
    }

    #[test]
    fn the_list_of_false_parts_is_in_order() {
        assert!(FALSE_PARTS.is_sorted());
    }

    #[test]
    fn a_long_known_end_is_enough() {
        check("leverancierscontinuiteit", &["continuiteit"]);
    }
}
