//! Why a workbook cannot be read, in words for who chose it.

use super::container::{MAX_ENTRIES, MAX_FILE, MAX_PART, MAX_UNPACKED};
use super::grid::{MAX_CELLS, MAX_ROWS};

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetError {
    /// The file, or what it unpacks to, is too large; the part of the file, or nothing for all of it.
    TooLarge(String),
    /// It is something else than an xlsx workbook.
    NotAWorkbook,
    /// It is a workbook in an older or other format, such as xls or ods; the text is its name.
    OtherFormat(&'static str),
    /// It is protected with a password.
    PasswordProtected,
    /// It is a workbook, but not one of this portal.
    Foreign,
    /// It is of a newer format; this is its version.
    Newer(String),
    /// It is damaged; the part of the file.
    Damaged(String),
    /// It has too many parts.
    TooManyParts,
    /// A sheet has too many rows or cells; the part or the name of the sheet.
    TooManyRows(String),
    /// Its XML is nested too deep; the part of the file.
    TooDeep(String),
}

impl SheetError {
    /// What went wrong and what to do, in Dutch.
    pub fn message(&self) -> String {
        const MEBIBYTE: u64 = 1 << 20;
        match self {
            SheetError::TooLarge(place) if place.is_empty() => {
                let most = MAX_FILE as u64 / MEBIBYTE;
                format!("Dit bestand is te groot: meer dan {most} MB. Kies het werkblad dat je van deze site haalde.")
            }
            SheetError::TooLarge(place) => {
                let (all, one) = (MAX_UNPACKED / MEBIBYTE, MAX_PART / MEBIBYTE);
                format!(
                    "Dit bestand is uitgepakt te groot: meer dan {all} MB in het geheel of {one} MB in één onderdeel. \
                     Het loopt mis bij ‘{place}’."
                )
            }
            SheetError::NotAWorkbook => {
                "Dit is geen Excel-bestand (.xlsx). Kies het werkblad dat je van deze site haalde.".to_owned()
            }
            SheetError::OtherFormat(name) => {
                format!("Dit bestand heeft het formaat {name}. Bewaar het eerst als Excel-werkmap (.xlsx).")
            }
            SheetError::PasswordProtected => {
                "Dit bestand is beveiligd met een wachtwoord. Bewaar het eerst zonder wachtwoord.".to_owned()
            }
            SheetError::Foreign => {
                "Dit werkblad komt niet van deze site. Het verborgen blad ‘_meta’ ontbreekt of is van iets anders."
                    .to_owned()
            }
            SheetError::Newer(version) => {
                format!(
                    "Dit werkblad is nieuwer (versie {version}) dan deze site. Haal de nieuwste versie van de site."
                )
            }
            SheetError::Damaged(place) => {
                format!(
                    "Dit bestand is beschadigd: ‘{place}’ is niet te lezen. Open het in Excel en bewaar het opnieuw."
                )
            }
            SheetError::TooManyParts => {
                format!("Dit bestand telt te veel onderdelen: meer dan {MAX_ENTRIES}. Zo maakt geen rekenblad het.")
            }
            SheetError::TooManyRows(place) => format!(
                "‘{place}’ is te groot: meer dan {MAX_ROWS} rijen of {MAX_CELLS} cellen. Verwijder de lege rijen."
            ),
            SheetError::TooDeep(place) => {
                format!("Dit bestand is niet te lezen: ‘{place}’ is te diep genest. Zo maakt geen rekenblad het.")
            }
        }
    }
}

impl std::fmt::Display for SheetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for SheetError {}
