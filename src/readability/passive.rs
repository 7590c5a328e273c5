//! Dutch passives: a form of `worden` and a past participle in one clause.
//!
//! A guess from the look of words, without a dictionary: made to be right about what it tells, not
//! to find everything. The corpus of the tests says what it must and must not tell.

use super::prose::Word;

/// Forms of `worden`.
const WORDEN: [&str; 6] = ["wordt", "worden", "werd", "werden", "word", "geworden"];

/// How many words may stand between the two.
const REACH: usize = 12;

/// The places of verb and participle, for the first passive of a sentence.
pub(super) fn find(words: &[Word]) -> Option<(usize, usize)> {
    let lower: Vec<String> = words.iter().map(|it| it.text.to_lowercase()).collect();
    let verbs = (0..lower.len()).filter(|at| WORDEN.contains(&lower[*at].as_str()));
    let passive = |verb: usize| {
        let clause_end = (verb..words.len()).find(|at| words[*at].ends_clause).map_or(words.len(), |at| at + 1);
        let clause_start = (0..verb).rev().find(|at| words[*at].ends_clause).map_or(0, |at| at + 1);
        let after = verb + 1..clause_end.min(verb + 1 + REACH);
        let before = clause_start.max(verb.saturating_sub(2))..verb;
        let is = |at: &usize| is_participle(&lower[*at], at.checked_sub(1).map(|it| lower[it].as_str()));
        after.clone().find(is).or_else(|| before.clone().rev().find(is)).map(|participle| (verb, participle))
    };
    verbs.into_iter().find_map(passive)
}

/// Words after which a noun comes.
const BEFORE_NOUN: [&str; 36] = [
    "de", "het", "een", "deze", "dit", "die", "dat", "je", "jouw", "jullie", "ons", "onze", "hun", "haar", "elk",
    "elke", "alle", "geen", "veel", "meer", "in", "op", "van", "met", "voor", "bij", "naar", "per", "tot", "tegen",
    "over", "zonder", "welk", "welke", "andere", "enkele",
];

/// Words that look like a participle and are none: nouns, and forms of strong verbs in the present.
const NO_PARTICIPLE: [&str; 88] = [
    "geld",
    "geen",
    "gebied",
    "gebieden",
    "gebouwen",
    "gesprekken",
    "gezinnen",
    "gevallen",
    "gerechten",
    "gewicht",
    "gezicht",
    "gedicht",
    "gerecht",
    "getallen",
    "geluid",
    "geduld",
    "gewoonten",
    "gezond",
    "gemeenten",
    "geloven",
    "gevoelens",
    "gebruiken",
    "gebeuren",
    "geneesmiddelen",
    "gemiddeld",
    "geschikt",
    "gedrag",
    "bestand",
    "bericht",
    "besluit",
    "bekend",
    "bezet",
    "verband",
    "verstand",
    "beeld",
    "beleid",
    "verschillend",
    "belangrijkst",
    "ontwerpt",
    "bestaat",
    "betekent",
    "verschilt",
    "verandert",
    "begint",
    "bevat",
    "verwacht",
    "vergeet",
    "verdient",
    "verliest",
    "gelijkend",
    "gewend",
    "gericht",
    "gevarieerd",
    "gestructureerd",
    "verkeerd",
    "vermoeid",
    "herfst",
    "hert",
    "ervan",
    "eruit",
    "verpleegkundigen",
    "erbuiten",
    "vertrekt",
    "bespreekt",
    "bekijkt",
    "verwijst",
    "vervangt",
    "ontvangt",
    "begrijpt",
    "beschrijft",
    "bewijst",
    "verzendt",
    "verbindt",
    "ontstaat",
    "onderneemt",
    "ondervindt",
    "herleest",
    "bezoekt",
    "verkoopt",
    "verbreekt",
    "onderbreekt",
    "verschijnt",
    "verdwijnt",
    "verblijft",
    "behoudt",
    "onthoudt",
    "bezit",
    "beweegt",
];

/// Strong participles that begin with an unstressed syllable and end in `en`.
const STRONG: [&str; 34] = [
    "begonnen",
    "begrepen",
    "bekeken",
    "besloten",
    "besproken",
    "betrokken",
    "bevonden",
    "bewezen",
    "beschreven",
    "bewogen",
    "bedrogen",
    "verloren",
    "vergeten",
    "vergeleken",
    "verdreven",
    "vervangen",
    "verkregen",
    "verkozen",
    "verzonden",
    "verwezen",
    "verboden",
    "verbroken",
    "ontvangen",
    "ontslagen",
    "ontbonden",
    "ontnomen",
    "onderbroken",
    "ondernomen",
    "ondervonden",
    "overwogen",
    "herzien",
    "herroepen",
    "herlezen",
    "overleden",
];

/// What a verb can be split from: `op-ge-steld`.
const SEPARABLE: [&str; 37] = [
    "aan", "achter", "af", "bij", "binnen", "buiten", "door", "goed", "in", "klaar", "los", "mee", "na", "neer", "om",
    "open", "op", "over", "rond", "samen", "stil", "tegen", "terug", "thuis", "toe", "uit", "vast", "vol", "voor",
    "vrij", "weg", "dicht", "bekend", "kort", "stop", "plaats", "kwijt",
];

fn is_participle(word: &str, before: Option<&str>) -> bool {
    let noun = before.is_some_and(|it| BEFORE_NOUN.contains(&it) || it.bytes().all(|byte| byte.is_ascii_digit()));
    if noun || NO_PARTICIPLE.contains(&word) || word.chars().count() < 5 {
        return false;
    }
    if STRONG.contains(&word) {
        return true;
    }
    let weak = word.ends_with('d') || word.ends_with('t');
    let strong = word.ends_with("en");
    if let Some(stem) = word.strip_prefix("ge") {
        return (weak || strong) && stem.chars().count() > 3 && !stem.ends_with("heid");
    }
    if weak && ["be", "ver", "ont", "her", "onder"].iter().any(|it| word.starts_with(it)) {
        return !word.ends_with("heid") && !word.ends_with("kracht") && !word.ends_with("kant");
    }
    SEPARABLE.iter().filter_map(|it| word.strip_prefix(it)).any(|rest| {
        rest.strip_prefix("ge").is_some_and(|stem| (weak || strong) && stem.chars().count() > 2)
            || weak && (rest.starts_with("be") || rest.starts_with("ver")) && rest.len() > 5
    })
}

#[cfg(test)]
mod tests {
    use super::super::prose::of_yaml;
    use super::*;

    fn told(sentence: &str) -> bool {
        let yaml = format!("text: \"{sentence}\"");
        let blocks = of_yaml(&yaml, 0..yaml.len()).unwrap_or_default();
        blocks.iter().flat_map(super::super::prose::Block::sentences).any(|it| find(&it.words()).is_some())
    }

    #[test]
    fn a_passive_is_told() {
        for sentence in [
            "Het plan wordt door het college goedgekeurd.",
            "De back-up moet elke maand worden getest.",
            "Er werd geen losgeld betaald.",
            "Als de mail wordt afgesloten, bel je.",
            "De lijst kan dan gebruikt worden.",
            "De gegevens werden later opnieuw ingevoerd.",
            "Daarna wordt de dienst herzien.",
            "Je wordt gebeld.",
            "De rechten worden meteen ingetrokken.",
            "Het verslag wordt binnen 3 dagen besproken.",
        ] {
            assert!(told(sentence), "{sentence}");
        }
    }

    #[test]
    fn what_looks_like_a_passive_is_not_told() {
        for sentence in [
            "Het wordt donker in de gang.",
            "De achterstand wordt een probleem voor het bestuur.",
            "Dit wordt je eerste bericht.",
            "De gemeente wordt eigenaar van het gebouw.",
            "Het wordt erger, want je hebt niets getest.",
            "De kosten worden hoger in alle gemeenten.",
            "Wie burgemeester wordt, beslist.",
            "Zo worden 2 besturen 1 bestuur.",
            "Dat werd na 3 dagen duidelijk.",
            "Een collega wordt ziek of vertrekt.",
        ] {
            assert!(!told(sentence), "{sentence}");
        }
    }
}
