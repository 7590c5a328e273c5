//! Text that a file can hold.

/// The text without the characters that XML 1.0 cannot hold, and with `\n` as the only line end.
pub(crate) fn clean(text: &str) -> String {
    let is_allowed =
        |it: &char| matches!(*it, '\t' | '\n' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(is_allowed).collect()
}

/// The cleaned text on one line.
pub(crate) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cleaned text, cut to so many UTF-16 units: what Office counts as characters.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    let text = clean(text);
    if text.encode_utf16().count() <= limit {
        return text;
    }
    let mut length = 1;
    let mut short: String = text
        .chars()
        .take_while(|it| {
            length += it.len_utf16();
            length <= limit
        })
        .collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(clean("a\u{0}b\u{8}c\u{FFFE}d\r\ne\rf\tg😀"), "abcd\ne\nf\tg😀");
        assert_eq!(one_line(" a\n\n b\t c "), "a b c");
    }

    #[test]
    fn a_cut_counts_as_office_does() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("😀😀😀", 4), "😀…");
    }
}
