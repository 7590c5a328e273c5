//! Words that say nothing about the subject of a page.

/// Dutch function words, folded. They count only in titles and headings, little, and
/// a page need not have them to answer a query.
const STOP_WORDS: &[&str] = &[
    "aan", "al", "als", "alle", "andere", "ben", "bij", "ook", "dan", "dat", "de", "der", "deze", "die", "dit", "doen",
    "doet", "door", "dus", "een", "en", "er", "ge", "geen", "had", "heb", "hebben", "heeft", "hem", "het", "hier",
    "hij", "hoe", "hun", "iets", "ik", "in", "is", "je", "jij", "jouw", "jullie", "kan", "kunnen", "kunt", "maar",
    "mag", "meer", "men", "met", "mij", "mijn", "moet", "moeten", "na", "naar", "niet", "nog", "nu", "of", "om",
    "omdat", "ons", "onze", "op", "over", "te", "tegen", "ten", "ter", "tot", "u", "uit", "uw", "van", "veel", "voor",
    "waar", "was", "wat", "we", "welk", "welke", "wel", "werd", "wie", "wij", "wil", "worden", "wordt", "zal", "ze",
    "zich", "zij", "zijn", "zo", "zodat", "zonder", "zou",
];

/// Whether a folded word is a function word.
pub(crate) fn is_stop_word(word: &str) -> bool {
    word.len() <= 7 && STOP_WORDS.contains(&word)
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
