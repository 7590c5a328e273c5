//! What a cell holds, the same for what is written and for what is read back.

use bcm::date::Date;

use super::columns::{Kind, SCORE};
use crate::clean::cut;

/// The longest text that Excel holds in a cell, in UTF-16 units.
const MAX_CELL: usize = 32_767;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// Nothing.
    Empty,
    /// Text, cleaned and not empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// Yes or no, as a program stores it.
    Truth(bool),
    /// A mistake of a formula, such as `#N/A`.
    Mistake(String),
}

impl Content {
    /// Text as a cell can hold it.
    pub(crate) fn text(text: impl AsRef<str>) -> Content {
        let text = cut(text.as_ref(), MAX_CELL);
        if text.trim().is_empty() { Content::Empty } else { Content::Text(text) }
    }

    /// The one form of all cells that mean the same in a column: what is compared.
    pub(crate) fn plain(&self, kind: Kind) -> String {
        match self {
            Content::Empty => String::new(),
            Content::Text(text) => plain_text(text, kind),
            Content::Number(number) => number.to_string(),
            Content::Day(day) if kind == Kind::Date => day.to_string(),
            Content::Day(day) => format!("{:02}/{:02}/{}", day.day, day.month, day.year),
            Content::Truth(it) => if *it { "WAAR" } else { "ONWAAR" }.to_owned(),
            Content::Mistake(text) => text.clone(),
        }
    }

    /// Whether there is nothing to read.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Content::Empty
    }
}

fn plain_text(text: &str, kind: Kind) -> String {
    let text = text.trim().to_owned();
    let other = match kind {
        Kind::Date => read_day(&text).map(|it| it.to_string()),
        Kind::Count(_) => read_number(&text).map(|it| it.to_string()),
        _ if kind == SCORE => read_number(&text).map(|it| it.to_string()),
        _ => None,
    };
    other.unwrap_or(text)
}

/// A day as people and programs write it: `7/3/2026`, `7-3-2026`, `7.3.2026`, `2026-03-07`, the last
/// also with a time after it.
pub(crate) fn read_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let iso = text.get(..10).filter(|_| text.len() == 10 || text.as_bytes().get(10) == Some(&b'T'));
    if let Some(day) = iso.and_then(Date::parse) {
        return Some(day);
    }
    let mut parts = text.split(['/', '-', '.']).map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A number as people write it: `3`, `3,0`, `1 000`, `1.000`, `50 %`.
pub(crate) fn read_number(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%');
    let text: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let groups: Vec<&str> = text.split('.').collect();
    let in_thousands = groups.len() > 1
        && groups[0].len() <= 3
        && groups[1..].iter().all(|it| it.len() == 3 && it.bytes().all(|b| b.is_ascii_digit()));
    let text = if in_thousands { groups.concat() } else { text.replace(',', ".") };
    let looks_right = text.starts_with(|it: char| it.is_ascii_digit() || it == '-');
    text.parse().ok().filter(|it: &f64| looks_right && it.is_finite())
}

/// A short mark of a text, to tell later whether it is still the same: FNV-1a, 64 bits. It keeps no
/// secret.
pub(crate) fn fingerprint(text: &str) -> String {
    format!("{:016x}", hash(&[text]))
}

/// FNV-1a over texts, with a mark after each.
pub(crate) fn hash(texts: &[&str]) -> u64 {
    let bytes = texts.iter().flat_map(|it| it.bytes().chain([0xFF]));
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["7/3/2026", "07-03-2026", "7.3.2026", "2026-03-07", "2026-03-07T00:00:00"] {
            assert_eq!(read_day(text), Date::new(2026, 3, 7), "{text}");
        }
        for text in ["", "7/3/26", "31/2/2026", "7/3", "1/2/3/2026", "2026-03-07x", "é/é/éééé"] {
            assert_eq!(read_day(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [("3", 3.0), ("3,0", 3.0), ("1 000", 1000.0), ("1.000", 1000.0), ("50 %", 50.0)] {
            assert_eq!(read_number(text), Some(number), "{text}");
        }
        for text in ["", "drie", "inf", "1,2,3", "--1", "e5"] {
            assert_eq!(read_number(text), None, "{text}");
        }
    }
}
