//! What a file says of itself, and why one cannot be made.

use bcm::date::Date;

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
