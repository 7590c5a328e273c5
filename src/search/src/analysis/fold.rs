//! Folding of letters: one form for upper and lower case, with and without diacritics.

use alloc::string::String;

use alloc::borrow::Cow;

/// The base letters of U+00C0 to U+017F; `.` stands for a sign that is no letter, `*` for a letter
/// that becomes two.
const LATIN: &[u8; 192] = b"aaaaaa*ceeeeiiii\
dnooooo.ouuuuy**\
aaaaaa*ceeeeiiii\
dnooooo.ouuuuy*y\
aaaaaaccccccccdd\
ddeeeeeeeeeegggg\
gggghhhhiiiiiiii\
ii**jjkkklllllll\
lllnnnnnn*nnoooo\
oo**rrrrrrssssss\
ssttttttuuuuuuuu\
uuuuwwyyyzzzzzzs";

/// The folded form of a letter or digit; empty for a sign that only modifies the letter before it;
/// none for everything that separates words.
pub(crate) fn fold_char(c: char) -> Option<Folded> {
    match c {
        'a'..='z' | '0'..='9' => Some(Folded::One(c)),
        'A'..='Z' => Some(Folded::One(c.to_ascii_lowercase())),
        '\u{C0}'..='\u{17F}' => fold_latin(c),
        '\u{300}'..='\u{36F}' | '\u{AD}' => Some(Folded::None),
        _ if is_other_letter(c) => Some(Folded::One(lower(c))),
        _ => None,
    }
}

/// Letters beyond Latin by their blocks: the tables of Unicode would be a tenth of the program in
/// the browser, for scripts that a Dutch page hardly ever quotes.
fn is_other_letter(c: char) -> bool {
    matches!(c,
        '\u{180}'..='\u{2AF}'
        | '\u{370}'..='\u{373}' | '\u{376}'..='\u{37D}' | '\u{386}' | '\u{388}'..='\u{556}'
        | '\u{561}'..='\u{587}' | '\u{5D0}'..='\u{5F2}' | '\u{620}'..='\u{669}'
        | '\u{66E}'..='\u{6D3}' | '\u{700}'..='\u{1FFF}' | '\u{2C00}'..='\u{2DFF}'
        | '\u{3040}'..='\u{D7FF}' | '\u{F900}'..='\u{FD3D}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Lower case of Greek and Cyrillic.
fn lower(c: char) -> char {
    let distance = match c {
        'Α'..='Ω' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        _ => 0,
    };
    char::from_u32(c as u32 + distance).unwrap_or(c)
}

/// What one letter becomes.
#[derive(Clone, Copy)]
pub(crate) enum Folded {
    None,
    One(char),
    Two(&'static str),
}

impl Folded {
    pub(crate) fn push_to(self, word: &mut String) {
        match self {
            Self::None => {}
            Self::One(letter) => word.push(letter),
            Self::Two(letters) => word.push_str(letters),
        }
    }
}

fn fold_latin(c: char) -> Option<Folded> {
    match LATIN[c as usize - 0xC0] {
        b'.' => None,
        b'*' => Some(Folded::Two(two_letters(c))),
        letter => Some(Folded::One(letter as char)),
    }
}

fn two_letters(c: char) -> &'static str {
    match c {
        'Æ' | 'æ' => "ae",
        'Þ' | 'þ' => "th",
        'ß' => "ss",
        'Ĳ' | 'ĳ' => "ij",
        'ŉ' => "n",
        _ => "oe",
    }
}

/// The text in lower case and without diacritics; signs that separate words stay as they are.
pub fn fold(text: &str) -> Cow<'_, str> {
    let is_folded = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if text.bytes().all(is_folded) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match fold_char(c) {
            Some(letter) => letter.push_to(&mut folded),
            None => folded.push(c),
        }
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diacritics_and_case_are_folded() {
        let folded = |text| fold(text).into_owned();
        assert_eq!(folded("Bedrijfscontinuïteit"), "bedrijfscontinuiteit");
        assert_eq!(folded("ÉÉN coördinator, Zoë"), "een coordinator, zoe");
        assert_eq!(folded("cafe\u{301}"), "cafe");
        assert_eq!(folded("Straße Œuvre Ĳzer Łódź žluťoučký"), "strasse oeuvre ijzer lodz zlutoucky");
        assert_eq!(folded("3 × 4"), "3 × 4");
        assert_eq!(folded("ΑΒΓ Жук"), "αβγ жук");
    }
}
