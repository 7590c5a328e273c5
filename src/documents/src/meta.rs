//! What a file says of itself, and why one cannot be made.

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The title, shown by programs and read aloud by screen readers.
    pub title: String,
    /// Version of the content, such as `1.0`.
    pub version: String,
    /// The day of this version; also the time stamp inside the file.
    pub date: Date,
    /// Language tag, such as `nl-BE`.
    pub language: String,
    /// Address of the site that the file comes from.
    pub site: String,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if it exists and lies in 1980 to 9999: a zip file knows no earlier one.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let is_valid =
            (1980..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        is_valid.then_some(Date { year, month, day })
    }

    /// The year, 1980 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// As a person reads it in Dutch: `23 november 2026`.
    pub fn dutch(self) -> String {
        const MONTHS: [&str; 12] = [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ];
        format!("{} {} {}", self.day, MONTHS[usize::from(self.month) - 1], self.year)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Why a file could not be made or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentError {
    /// The workbook writer refused; the text is its reason.
    Workbook(String),
    /// The zip container could not be read or written; the text is the reason.
    Package(String),
    /// A part is not well-formed XML; the text names the part and the reason.
    Xml(String),
}

impl std::fmt::Display for DocumentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DocumentError::Workbook(reason) => write!(f, "cannot make the workbook: {reason}"),
            DocumentError::Package(reason) => write!(f, "cannot read or write the zip: {reason}"),
            DocumentError::Xml(reason) => write!(f, "not well-formed XML: {reason}"),
        }
    }
}

impl std::error::Error for DocumentError {}

impl From<rust_xlsxwriter::XlsxError> for DocumentError {
    fn from(error: rust_xlsxwriter::XlsxError) -> DocumentError {
        DocumentError::Workbook(error.to_string())
    }
}

impl From<zip::result::ZipError> for DocumentError {
    fn from(error: zip::result::ZipError) -> DocumentError {
        DocumentError::Package(error.to_string())
    }
}

impl From<std::io::Error> for DocumentError {
    fn from(error: std::io::Error) -> DocumentError {
        DocumentError::Package(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_exist() {
        assert!(Date::new(2028, 2, 29).is_some());
        for (year, month, day) in
            [(2027, 2, 29), (2100, 2, 29), (2026, 13, 1), (2026, 4, 31), (2026, 1, 0), (1979, 1, 1)]
        {
            assert_eq!(Date::new(year, month, day), None, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn a_date_reads_in_two_ways() {
        let date = Date::new(2026, 3, 7).unwrap();
        assert_eq!(date.to_string(), "2026-03-07");
        assert_eq!(date.dutch(), "7 maart 2026");
    }
}
