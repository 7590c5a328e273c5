//! The tokenizer.

use alloc::string::String;

use super::fold::{Folded, fold_char};

/// A word in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The folded word, with `-` between its parts.
    pub word: &'a str,
    /// Byte offset in the text where the word starts.
    pub start: usize,
    /// Byte offset in the text just after the word, a final `'s` included.
    pub end: usize,
}

/// Longest word in bytes; what is longer (a key, an encoded picture) is cut off.
const MAX_WORD: usize = 64;

/// Calls `each` for every word of the text, in order.
///
/// Letters and digits make words. A hyphen, or a dot, between two of them makes parts of one word
/// (`back-up`, `PR.DS-11`, `22301:2019` is two words); an apostrophe is dropped, and with it a
/// final `s` (`scenario's`).
pub fn tokens(text: &str, mut each: impl FnMut(Token<'_>)) {
    let mut word = String::with_capacity(MAX_WORD + 4);
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        word.clear();
        if let Some(plain) = plain_word(text, start) {
            at = start + plain.len();
            word.push_str(plain);
            word.make_ascii_lowercase();
            each(Token { word: &word, start, end: at });
            continue;
        }
        at = read_word(text, start, &mut word);
        if !word.is_empty() {
            each(Token { word: &word, start, end: at });
        }
    }
}

/// Classes of ASCII bytes: 0 separates words, 1 waits for what follows (`-`, `.`, `'`), else the
/// folded letter or digit.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        table[byte] = if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else if matches!(c, b'-' | b'.' | b'\'') {
            JOINT
        } else {
            0
        };
        byte += 1;
    }
    table
};
const JOINT: u8 = 1;

fn next_start(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        let byte = *bytes.get(at)?;
        if byte.is_ascii() {
            if ASCII[byte as usize] > JOINT {
                return Some(at);
            }
            at += 1;
        } else {
            let c = char_at(text, at)?;
            if matches!(fold_char(c), Some(Folded::One(_) | Folded::Two(_))) {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The word that starts at `start` when it is what most words are: short, ASCII, and followed by a
/// space.
fn plain_word(text: &str, start: usize) -> Option<&str> {
    let bytes = text.as_bytes().get(start..)?;
    let is_letter = |byte: &u8| byte.is_ascii() && ASCII[*byte as usize] > JOINT;
    let len = bytes.iter().position(|byte| !is_letter(byte))?;
    let is_plain = bytes[len].is_ascii() && ASCII[bytes[len] as usize] != JOINT && len <= MAX_WORD;
    if is_plain { text.get(start..start + len) } else { None }
}

/// Reads the word that starts at `at` and gives the offset just after it.
fn read_word(text: &str, mut at: usize, word: &mut String) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        let class = if byte.is_ascii() { ASCII[byte as usize] } else { 0 };
        if class > JOINT {
            if word.len() < MAX_WORD {
                word.push(class as char);
            }
            at += 1;
        } else if class == 0 && byte.is_ascii() {
            return at;
        } else {
            let Some(c) = char_at(text, at) else {
                return at;
            };
            let next = at + c.len_utf8();
            match fold_char(c) {
                Some(_) if word.len() >= MAX_WORD => {}
                Some(letter) => letter.push_to(word),
                None => match join(text, c, next, word) {
                    Joint::Separates => return at,
                    Joint::EndsAt(end) => return end,
                    Joint::Joins => {}
                },
            }
            at = next;
        }
    }
    at
}

enum Joint {
    Separates,
    EndsAt(usize),
    Joins,
}

/// What a sign inside or after a word does.
fn join(text: &str, sign: char, next: usize, word: &mut String) -> Joint {
    let followed = next_start(text, next) == Some(next);
    match sign {
        '-' | '\u{2010}' | '\u{2011}' | '.' if followed => {
            if word.len() < MAX_WORD {
                word.push('-');
            }
            Joint::Joins
        }
        '\'' | '’' | 'ʼ' if followed => match genitive_end(text, next) {
            Some(end) => Joint::EndsAt(end),
            None => Joint::Joins,
        },
        _ => Joint::Separates,
    }
}

/// The end of a lone `s` after an apostrophe.
fn genitive_end(text: &str, at: usize) -> Option<usize> {
    let c = char_at(text, at)?;
    let end = at + c.len_utf8();
    let is_s = matches!(fold_char(c), Some(Folded::One('s')));
    let is_alone = char_at(text, end).and_then(fold_char).is_none();
    (is_s && is_alone).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let mut words = Vec::new();
        tokens(text, |token| words.push(token.word.to_owned()));
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn words_are_found() {
        check("De back-up, elke dag.", &["de", "back-up", "elke", "dag"]);
        check("Scenario's en foto’s: 's avonds", &["scenario", "en", "foto", "s", "avonds"]);
        check("ISO 22301:2019 (art. 33) B01", &["iso", "22301", "2019", "art", "33", "b01"]);
        check("PR.DS-11, 8.4.4. Einde", &["pr-ds-11", "8-4-4", "einde"]);
        check("BIA–blad—nu 4u", &["bia", "blad", "nu", "4u"]);
        check("IDM/ACM e-loket -- -x-", &["idm", "acm", "e-loket", "x"]);
        check("continuïteit hang\u{AD}end co\u{308}", &["continuiteit", "hangend", "co"]);
        check("", &[]);
    }

    proptest! {
        #[test]
        fn offsets_are_boundaries(text: String) {
            let mut last = 0;
            tokens(&text, |token| {
                assert!(last <= token.start && token.start < token.end);
                assert!(text.get(token.start..token.end).is_some());
                last = token.end;
            });
        }

        #[test]
        fn folding_first_changes_no_word(text in "[a-zA-ZÀ-ž' .-]{0,40}") {
            let words = |text: &str| {
                let mut words = Vec::new();
                tokens(text, |token| words.push(token.word.to_owned()));
                words
            };
            prop_assert_eq!(words(&text), words(&crate::fold(&text)));
        }
    }
}
