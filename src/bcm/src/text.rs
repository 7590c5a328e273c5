//! Letters, for the browser.
//!
//! The standard library knows those of every script; its tables weigh 15 kB, more than a tool of this
//! portal needs. These know the letters of the languages of Europe in Latin script.

/// Lower case. Letters outside Latin-1 and Latin Extended-A stay as they are.
pub fn lower(text: &str) -> String {
    text.chars().map(lower_letter).collect()
}

/// Whether a letter or a digit. Beyond Latin Extended-A everything counts as a letter, but for
/// punctuation and symbols.
pub fn is_letter_or_digit(it: char) -> bool {
    match it {
        '\0'..='\u{7f}' => it.is_ascii_alphanumeric(),
        '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{fe00}'..='\u{fe6f}' => false,
        'À'.. => true,
        _ => matches!(it, 'ª' | '²' | '³' | 'µ' | '¹' | 'º' | '¼' | '½' | '¾'),
    }
}

/// The lower case of one letter, as in [`lower`].
pub fn lower_letter(it: char) -> char {
    let code = u32::from(it);
    let step = match it {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => 32,
        // In pairs, the capital first: at an even place, from Ĺ on at an odd one.
        '\u{139}'..='\u{148}' | '\u{179}'..='\u{17e}' => code % 2,
        '\u{130}' | '\u{138}' | '\u{149}' | '\u{178}' | '\u{17f}' => 0,
        '\u{100}'..='\u{177}' => 1 - code % 2,
        _ => 0,
    };
    match it {
        'Ÿ' => 'ÿ',
        _ => char::from_u32(code + step).unwrap_or(it),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_standard_library() {
        for it in '\0'..='\u{17f}' {
            assert_eq!(is_letter_or_digit(it), it.is_alphanumeric(), "{it}");
            // İ becomes two letters.
            if it != 'İ' {
                assert_eq!(lower(&it.to_string()), it.to_lowercase().to_string(), "{it}");
            }
        }
        assert_eq!(lower("CoÖRDINATOR Één, ĲS ’s Œuvre"), "coördinator één, ĳs ’s œuvre");
        for it in ['–', '’', '“', '…', '€', '•', '→', ' ', '\u{a0}'] {
            assert!(!is_letter_or_digit(it), "{it}");
        }
    }
}
