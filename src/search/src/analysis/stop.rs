//! Words that say nothing about the subject of a page.

/// Dutch function words, folded. They count only in titles and headings, little, and
/// a page need not have them to answer a query.
const STOP_WORDS: &[&str] = &[
    "aan", "al", "alle", "als", "altijd", "ander", "andere", "anders", "ben", "bent", "best", "bij", "daar", "daarbij",
    "daarna", "daarom", "dan", "dat", "de", "der", "deze", "die", "dienen", "dient", "dit", "doch", "doen", "doet",
    "door", "dus", "echt", "een", "eens", "elk", "elke", "en", "er", "erbij", "ervan", "even", "ga", "gaan", "gaat",
    "ge", "geeft", "geen", "geven", "geweest", "geworden", "graag", "haar", "had", "hare", "heb", "hebben", "hebt",
    "heeft", "hem", "het", "hier", "hiervan", "hij", "hoe", "hoeveel", "hun", "ieder", "iedereen", "iemand", "iets",
    "ik", "in", "is", "ja", "je", "jij", "jou", "jouw", "jullie", "kan", "kom", "komen", "komt", "kon", "konden",
    "krijg", "krijgen", "krijgt", "kun", "kunnen", "kunt", "laat", "laten", "maak", "maakt", "maar", "mag", "maken",
    "mee", "meer", "men", "met", "mij", "mijn", "mochten", "moest", "moesten", "moet", "moeten", "mogen", "na", "naar",
    "niemand", "niet", "niets", "nodig", "nog", "nu", "of", "om", "omdat", "onder", "ons", "onze", "ook", "op", "over",
    "per", "reeds", "sinds", "soms", "staan", "staat", "steeds", "te", "tegen", "ten", "ter", "tijdens", "toch",
    "toen", "tot", "tussen", "u", "uit", "uw", "uwe", "vaak", "van", "vanaf", "veel", "via", "voor", "waar", "waarmee",
    "waarom", "waarvan", "wanneer", "want", "was", "wat", "we", "weet", "wel", "welk", "welke", "werd", "werden",
    "weten", "wie", "wij", "wil", "willen", "wilt", "word", "worden", "wordt", "wou", "zal", "ze", "zelf", "zich",
    "zien", "zij", "zijn", "zit", "zitten", "zo", "zoals", "zodat", "zonder", "zou", "zouden", "zullen", "zult",
];

/// Whether a folded word is a function word: one that says nothing about the subject of a page.
pub fn is_stop_word(word: &str) -> bool {
    word.len() <= 8 && STOP_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_known() {
        assert!(is_stop_word("het") && is_stop_word("zonder"));
        assert!(!is_stop_word("plan") && !is_stop_word("crisis"));
    }
}
