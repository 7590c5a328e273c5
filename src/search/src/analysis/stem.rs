//! A light stemmer for Dutch.
//!
//! It unifies the inflections of nouns and adjectives, and of regular verbs, and leaves derivation
//! alone: *plannen* and *plan* meet, *planning* stays itself. The stem is a key, not a word: a
//! double vowel in a closed last syllable becomes single (*taak*, *taken* → `tak`), so that no rule
//! has to guess which vowel was long.

use std::borrow::Cow;

/// Shortest word that has anything to take off.
const MIN_WORD: usize = 4;

/// Words, and ends of compounds, whose `s` is no ending.
const KEEP_S: &[&str] = &["proces", "adres", "gres", "succes", "expres", "beurs", "koers", "fonds", "toets"];

/// What follows a `ge` that belongs to the word: *gemeente*, *gewest*, *gezond*, *geschikt*.
const KEEP_GE: &[&str] = &["meent", "west", "zond", "schikt"];

/// Plurals that change the word itself: ending, what replaces it.
const IRREGULAR: &[(&str, &str)] = &[("kinderen", "kind"), ("sleden", "slid"), ("ssteden", "sstad")];

/// The stem of a folded word. Words with a digit or a letter outside a to z stay as they are.
pub fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < MIN_WORD || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return short_stem(word);
    }
    if let Some(stem) = irregular(word) {
        return Cow::Owned(stem);
    }
    let mut stem = strip_s(word).to_owned();
    strip_nominal(&mut stem);
    strip_participle(&mut stem);
    strip_verbal(&mut stem);
    harden(&mut stem);
    single_vowel(&mut stem);
    Cow::Owned(stem)
}

/// Three letters can still hold a double vowel: *uur* and *uren* meet.
fn short_stem(word: &str) -> Cow<'_, str> {
    let mut stem = word.to_owned();
    if word.len() == 3 {
        single_vowel(&mut stem);
    }
    Cow::Owned(stem)
}

fn irregular(word: &str) -> Option<String> {
    match word {
        "leden" => return Some("lid".into()),
        "steden" => return Some("stad".into()),
        _ => {}
    }
    IRREGULAR.iter().find_map(|(ending, instead)| {
        let rest = word.strip_suffix(ending)?;
        Some(format!("{rest}{instead}"))
    })
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn has_vowel(word: &str) -> bool {
    word.bytes().any(is_vowel)
}

fn ends_in_consonant(word: &str) -> bool {
    word.bytes().last().is_some_and(|byte| !is_vowel(byte))
}

/// Takes off the plural `s`, where the letters before it show that it is one.
fn strip_s(word: &str) -> &str {
    const PLURAL: &[&str] = &[
        "er", "aar", "oor", "ier", "eur", "or", "art", "ert", "ort", "el", "al", "ol", "am", "em", "um", "om", "ing",
        "op", "up", "ip", "ck", "it", "et", "ot", "rd", "oud", "ie", "ee", "ce", "de", "ge", "le", "me", "ne", "pe",
        "re", "se", "te", "ue", "ve", "ze", "ay", "ey",
    ];
    let Some(rest) = word.strip_suffix('s') else {
        return word;
    };
    let is_long_en = rest.ends_with("en") && rest.len() >= 5;
    let is_plural = rest.len() >= 4 && (is_long_en || PLURAL.iter().any(|end| rest.ends_with(end)));
    let is_kept = KEEP_S.iter().any(|kept| word.ends_with(kept));
    if is_plural && !is_kept { rest } else { word }
}

/// Takes `ge` off a regular participle without its `-e`: *getest*, *gemelde*, *geregistreerd*.
fn strip_participle(stem: &mut String) {
    let Some(rest) = stem.strip_prefix("ge") else {
        return;
    };
    let [.., before, b'd' | b't'] = rest.as_bytes() else {
        return;
    };
    let is_regular = !is_vowel(*before) && rest.len() >= 4 && has_vowel(rest) || rest.ends_with("eerd");
    if is_regular && !KEEP_GE.contains(&rest) {
        stem.drain(..2);
    }
}

/// Takes off `-en`, `-e` and `-heden` → `-heid`.
fn strip_nominal(stem: &mut String) {
    if stem.ends_with("heden") && stem.len() > 7 {
        stem.truncate(stem.len() - 5);
        stem.push_str("heid");
    } else if stem.ends_with("ieen") || stem.ends_with("eeen") {
        stem.truncate(stem.len() - 2);
    } else if let Some(rest) = stem.strip_suffix("en") {
        if rest.len() >= 2 && has_vowel(rest) && ends_in_consonant(rest) {
            stem.truncate(rest.len());
        }
    } else if let Some(rest) = stem.strip_suffix('e')
        && rest.len() >= 3
        && has_vowel(rest)
        && ends_in_consonant(rest)
    {
        stem.truncate(rest.len());
    }
}

/// Takes off what verbs and participles end in: `-t`, `-d`, `-end`.
fn strip_verbal(stem: &mut String) {
    undouble(stem);
    if stem.ends_with("gemeent") {
        return;
    }
    let before = |count: usize| stem.len().checked_sub(count).map(|at| stem.as_bytes()[at]);
    let cut = match (before(2), before(1)) {
        (Some(b'd'), Some(b't')) => 1,
        (Some(b'n'), Some(b'd')) if stem.len() >= 8 && stem.ends_with("end") => 3,
        (Some(b'l' | b'r' | b'n' | b'm' | b'k' | b'p' | b'f' | b'g'), Some(b't')) if stem.len() >= 5 => 1,
        (Some(b'l' | b'r' | b'n' | b'g' | b'v'), Some(b'd')) if stem.len() >= 5 => 1,
        _ => 0,
    };
    stem.truncate(stem.len() - cut);
    undouble(stem);
}

/// Leaves one of two equal consonants at the end.
fn undouble(stem: &mut String) {
    if let [.., a, b] = stem.as_bytes()
        && a == b
        && !is_vowel(*a)
    {
        stem.pop();
    }
}

/// `v` and `z` at the end of a syllable sound, and are written, as `f` and `s`.
fn harden(stem: &mut String) {
    let hard = match stem.as_bytes().last() {
        Some(b'v') => 'f',
        Some(b'z') => 's',
        _ => return,
    };
    stem.pop();
    stem.push(hard);
}

/// Leaves one of two equal vowels before a last consonant.
fn single_vowel(stem: &mut String) {
    if let [.., a, b, last] = stem.as_bytes()
        && a == b
        && matches!(a, b'a' | b'e' | b'o' | b'u')
        && !is_vowel(*last)
    {
        stem.remove(stem.len() - 2);
    }
}
