//! A light stemmer for Dutch.
//!
//! It unifies the inflections of nouns and adjectives, and of regular verbs, and leaves derivation
//! alone: *plannen* and *plan* meet, *planning* stays itself. The stem is a key, not a word.
//!
//! Spelling tells whether the vowel of a word of one syllable is long: *taken* has a long one, for a
//! short one would double the consonant (*takken*). So *taak* and *taken* meet in `taak`, *tak* and
//! *takken* in `tak`. In a longer word the last syllable may be unstressed (*oefenen*), so there a
//! double vowel becomes single instead, and no rule has to guess.

use alloc::format;
use alloc::string::String;

use alloc::borrow::{Cow, ToOwned};

/// Shortest word that has anything to take off.
const MIN_WORD: usize = 4;

/// Words, and ends of compounds, whose `s` is no ending.
const KEEP_S: &[&str] = &[
    "proces", "adres", "gres", "succes", "expres", "beurs", "koers", "fonds", "toets", "advies", "vlaams", "kaars",
    "tijdens",
];

/// What follows a `ge` that belongs to the word: *gemeente*, *gewest*, *gebruikt*, *gebeurd*.
const KEEP_GE: &[&str] = &[
    "meent", "west", "zond", "schikt", "bruikt", "beurt", "beurd", "zicht", "recht", "richt", "wicht", "dicht",
    "schenkt",
];

/// What verbs are split from in a participle: *op-ge-steld*.
const SEPARABLE: &[&str] = &[
    "aan", "achter", "af", "bij", "binnen", "buiten", "door", "goed", "in", "klaar", "los", "mee", "na", "neer", "om",
    "open", "op", "over", "samen", "stil", "tegen", "terug", "thuis", "toe", "uit", "vast", "voor", "vrij", "weg",
];

/// Comparatives of one syllable, which look like any word in `-er` or `-st`: what they are of, and how
/// the comparative and the superlative begin.
const COMPARED: &[(&str, &str)] = &[
    ("groot", "grot"),
    ("groot", "groot"),
    ("hoog", "hog"),
    ("hoog", "hoog"),
    ("laag", "lag"),
    ("laag", "laag"),
    ("snel", "snell"),
    ("snel", "snel"),
    ("zwak", "zwakk"),
    ("zwak", "zwak"),
    ("kort", "kort"),
    ("lang", "lang"),
    ("zwaar", "zwaard"),
    ("zwaar", "zwaar"),
    ("klein", "klein"),
    ("nieuw", "nieuw"),
    ("sterk", "sterk"),
    ("strikt", "strikt"),
    ("streng", "streng"),
    ("vroeg", "vroeg"),
    ("klein", "klein"),
    ("erg", "erg"),
];

/// Words in `-je` that are no diminutive.
const KEEP_JE: &[&str] = &["oranje", "beetje", "meisje", "franje"];

/// Plurals that change the word itself: the plural, the word.
const IRREGULAR_WORDS: &[(&str, &str)] = &[
    ("leden", "lid"),
    ("steden", "stad"),
    ("dagen", "dag"),
    ("wegen", "weg"),
    ("daken", "dak"),
    ("gaten", "gat"),
    ("paden", "pad"),
    ("glazen", "glas"),
    ("vaten", "vat"),
    ("schepen", "schip"),
    ("sloten", "slot"),
];

/// Words whose `t` is no ending: *buurt*, *buurten* are not of *buur*.
const KEEP_T: &[&str] = &["buurt", "maart", "kaart", "soort", "poort", "vaart", "beurt"];

/// Words whose `en` is no ending: *oefen*, *oefenen*.
const KEEP_EN: &[&str] = &["oefen", "teken", "reken", "open", "eigen", "haven", "wapen", "regen"];

/// Words whose `end` is no ending.
const KEEP_END: &[&str] = &["weekend", "duizend"];

/// Plurals that change a word, also at the end of a compound.
const IRREGULAR: &[(&str, &str)] = &[("kinderen", "kind"), ("sleden", "slid"), ("ssteden", "sstad")];

/// The stem of a folded word. Words with a digit or a letter outside a to z stay as they are.
pub fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < MIN_WORD || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return short_stem(word);
    }
    if let Some(stem) = irregular(word) {
        return Cow::Owned(stem);
    }
    let word = match diminutive(word) {
        Some(whole) => Cow::Owned(whole),
        None => Cow::Borrowed(word),
    };
    let mut stem = positive(strip_s(&word)).to_owned();
    let is_open = strip_nominal(&mut stem);
    strip_participle(&mut stem);
    strip_verbal(&mut stem, is_open);
    harden(&mut stem);
    Cow::Owned(stem)
}

/// A diminutive without its ending: *stapje* → *stap*, *rolletje* → *rol*.
fn diminutive(word: &str) -> Option<String> {
    let small = word.strip_suffix('s').unwrap_or(word);
    let rest = small.strip_suffix("je").filter(|it| it.len() >= 3 && !KEEP_JE.contains(&small))?;
    if let Some(before) = rest.strip_suffix("et")
        && let [.., a, b] = before.as_bytes()
        && a == b
        && !is_vowel(*a)
    {
        return Some(before[..before.len() - 1].to_owned());
    }
    let last_but_one = rest.len().checked_sub(2).map(|at| rest.as_bytes()[at]);
    let whole = match (rest.as_bytes().last(), last_but_one) {
        _ if KEEP_T.contains(&rest) => rest,
        (Some(b't'), Some(before)) if is_vowel(before) || b"lnrw".contains(&before) => {
            // *puntje* has a `t` of its own, *uurtje* has not; *kopietje* and *ideetje* have not.
            let own_after_consonant =
                ["rt", "nt", "lt"].iter().any(|it| rest.ends_with(it)) && !has_long_vowel(&rest[..rest.len() - 1]);
            let own_after_vowel = is_vowel(before) && !rest.ends_with("iet") && !rest.ends_with("eet");
            if own_after_consonant || own_after_vowel { rest } else { &rest[..rest.len() - 1] }
        }
        (Some(b'p'), Some(b'm')) => &rest[..rest.len() - 1],
        _ => rest,
    };
    has_vowel(whole).then(|| whole.to_owned())
}

/// Whether the last syllable has a double vowel or a diphthong, or none that carries the stress.
fn has_long_vowel(word: &str) -> bool {
    let vowels = word.bytes().rev().skip_while(|it| !is_vowel(*it)).take_while(|it| is_vowel(*it)).count();
    vowels > 1 || word.ends_with("el") || word.ends_with("er")
}

/// An adjective without its comparison: *veiligste*, *groter*.
fn positive(word: &str) -> &str {
    for ending in ["ste", "st", "ere", "er"] {
        let Some(rest) = word.strip_suffix(ending) else { continue };
        if let Some((whole, _)) = COMPARED.iter().find(|(_, begins)| *begins == rest) {
            return whole;
        }
        if rest.len() >= 4 && (rest.ends_with("ig") || rest.ends_with("lijk")) {
            return rest;
        }
    }
    word
}

/// Words too short for an ending stay as they are.
fn short_stem(word: &str) -> Cow<'_, str> {
    Cow::Borrowed(word)
}

fn irregular(word: &str) -> Option<String> {
    if let Some((_, whole)) = IRREGULAR_WORDS.iter().find(|it| it.0 == word) {
        return Some((*whole).into());
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
        "re", "se", "te", "ue", "ve", "ze", "ay", "ey", "eau", "ail", "st",
    ];
    let Some(rest) = word.strip_suffix('s') else {
        return word;
    };
    let is_long_en = rest.ends_with("en") && rest.len() >= 5;
    let is_plural = rest.len() >= 4 && (is_long_en || PLURAL.iter().any(|end| rest.ends_with(end)));
    let is_kept = KEEP_S.iter().any(|kept| word.ends_with(kept));
    if is_plural && !is_kept { rest } else { word }
}

/// Takes `ge` off a regular participle without its `-e`: *getest*, *gemelde*, *opgesteld*.
fn strip_participle(stem: &mut String) {
    let start = SEPARABLE
        .iter()
        .filter(|it| stem.starts_with(**it))
        .map(|it| it.len())
        .find(|at| stem[*at..].starts_with("ge"));
    let start = start.unwrap_or(0);
    let Some(rest) = stem[start..].strip_prefix("ge") else {
        return;
    };
    let [.., before, b'd' | b't'] = rest.as_bytes() else {
        return;
    };
    let is_regular = !is_vowel(*before) && rest.len() >= 4 && has_vowel(rest) || rest.ends_with("eerd");
    if is_regular && !KEEP_GE.contains(&rest) {
        stem.drain(start..start + 2);
    }
}

/// Takes off `-en`, `-e` and `-heden` → `-heid`; says whether an ending was taken off that a vowel
/// begins, so that the syllable before it was open.
fn strip_nominal(stem: &mut String) -> bool {
    if stem.ends_with("heden") && stem.len() > 7 {
        stem.truncate(stem.len() - 5);
        stem.push_str("heid");
    } else if stem.ends_with("ieen") || stem.ends_with("eeen") {
        stem.truncate(stem.len() - 2);
    } else if stem.ends_with("cien") {
        stem.pop();
    } else if KEEP_EN.iter().any(|it| stem.ends_with(it)) {
        return false;
    } else if let Some(rest) = stem.strip_suffix("en") {
        if rest.len() >= 2 && has_vowel(rest) && ends_in_consonant(rest) {
            stem.truncate(rest.len());
            return true;
        }
    } else if let Some(rest) = stem.strip_suffix('e')
        && rest.len() >= 3
        && has_vowel(rest)
        && ends_in_consonant(rest)
    {
        stem.truncate(rest.len());
        return true;
    }
    false
}

/// Takes off what verbs and participles end in: `-t`, `-d`, `-end`. `is_open`: whether an ending that
/// a vowel begins is off already.
fn strip_verbal(stem: &mut String, is_open: bool) {
    let doubled = undouble(stem);
    if stem.ends_with("gemeent") || KEEP_T.contains(&stem.as_str()) {
        return;
    }
    if stem.ends_with("dt") {
        stem.pop();
    }
    let before = |count: usize| stem.len().checked_sub(count).map(|at| stem.as_bytes()[at]);
    let cut = match (before(2), before(1)) {
        (Some(b'n'), Some(b'd')) if stem.len() >= 7 && stem.ends_with("end") && !KEEP_END.contains(&stem.as_str()) => 3,
        (Some(b's'), Some(b't')) if stem.len() >= 6 && !doubled => 1,
        (Some(b'l' | b'r' | b'n' | b'm' | b'k' | b'p' | b'f' | b'g'), Some(b't')) if stem.len() >= 5 => 1,
        (Some(b'l' | b'r' | b'n' | b'g' | b'v' | b'm' | b'f' | b's' | b'w' | b'b'), Some(b'd')) if stem.len() >= 5 => 1,
        _ => 0,
    };
    stem.truncate(stem.len() - cut);
    undouble(stem);
    vowel(stem, is_open && !doubled && cut == 0);
}

/// Leaves one of two equal consonants at the end; says whether there were two.
fn undouble(stem: &mut String) -> bool {
    let doubled = matches!(stem.as_bytes(), [.., a, b] if a == b && !is_vowel(*a));
    if doubled {
        stem.pop();
    }
    doubled
}

/// Writes the vowel before a last consonant in one way: in a word of one syllable as it sounds,
/// double where an open syllable made it long; in a longer word single.
fn vowel(stem: &mut String, was_open: bool) {
    let groups = stem.as_bytes().chunk_by(|a, b| is_vowel(*a) == is_vowel(*b)).filter(|it| is_vowel(it[0])).count();
    if groups > 1 {
        return single_vowel(stem);
    }
    if let [before @ .., vowel, last] = stem.as_bytes()
        && was_open
        && before.last().is_none_or(|it| !is_vowel(*it))
        && matches!(vowel, b'a' | b'e' | b'o' | b'u')
        && !is_vowel(*last)
    {
        let at = stem.len() - 1;
        stem.insert(at, char::from(stem.as_bytes()[at - 1]));
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
