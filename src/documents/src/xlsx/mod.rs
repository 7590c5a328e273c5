//! The workbook of a business impact analysis.
//!
//! Sheets: `Uitleg`, `Processen`, `Gevolgen in de tijd`, `Afhankelijkheden`, `Lijsten`, and `_meta`,
//! very hidden, with what a program needs to read the others back: the format and its version, the
//! place of every sheet and column, and the code behind every label of a list. Rows have permanent
//! ids in their first column. The only formulas are ours: they repeat the name of a process.

mod actions;
mod book;
pub(crate) mod columns;
pub(crate) mod dependencies;
mod frame;
mod guide;
pub(crate) mod impact;
pub(crate) mod lists;
pub(crate) mod processes;
pub(crate) mod record;
pub(crate) mod value;

use bcm::catalogue::Catalogue;
use bcm::submission::{SubmissionOptions, submission_data};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use serde_json::{Map, Value};

use book::{Book, Origin};

pub use actions::{ActionRow, action_list_workbook};
pub(crate) use book::leaf;

use crate::clean::{cut, one_line};
use crate::package::{pack, unpack};
use crate::xml::Xml;
use crate::{DocumentError, Meta};

/// The name of the format, in `_meta`.
pub const WORKBOOK_FORMAT: &str = "bcm-bia";

/// The version of the format, in `_meta`: it rises when a program that reads the old one would
/// misread the new one.
pub const WORKBOOK_FORMAT_VERSION: u32 = 1;

/// The empty sheet of a business impact analysis, as the bytes of an xlsx file.
///
/// Any text in the catalogue gives a valid file: what XML cannot hold is left out, what Excel cannot
/// hold is cut, and text never becomes a formula.
///
/// # Errors
///
/// [`DocumentError::Workbook`] if the writer refuses, [`DocumentError::Package`] if the container
/// cannot be written.
pub fn bia_workbook(catalogue: &Catalogue, meta: &Meta) -> Result<Vec<u8>, DocumentError> {
    workbook(catalogue, meta, &Map::new(), Origin::default())
}

/// The sheet of a business impact analysis with what a dossier holds, as the bytes of an xlsx file.
///
/// `data` is the part `data` of the dossier; `lineage` and `revision` are those of its envelope. All
/// keys under `bia/processes` and `bia/dependencies` have a cell, and
/// [`read_workbook`](crate::read_workbook) gives them back.
///
/// # Errors
///
/// As [`bia_workbook`].
pub fn filled_bia_workbook(
    catalogue: &Catalogue,
    meta: &Meta,
    data: &Map<String, Value>,
    lineage: &str,
    revision: u64,
) -> Result<Vec<u8>, DocumentError> {
    workbook(catalogue, meta, data, Origin { lineage, revision, submission: false })
}

/// The sheet of a business impact analysis to hand in: only what a review needs
/// ([`submission_data`]).
///
/// # Errors
///
/// As [`bia_workbook`].
pub fn submission_workbook(
    catalogue: &Catalogue,
    meta: &Meta,
    data: &Map<String, Value>,
    options: SubmissionOptions,
) -> Result<Vec<u8>, DocumentError> {
    let origin = Origin { submission: true, ..Origin::default() };
    workbook(catalogue, meta, &submission_data(data, options), origin)
}

fn workbook(
    catalogue: &Catalogue,
    meta: &Meta,
    data: &Map<String, Value>,
    origin: Origin,
) -> Result<Vec<u8>, DocumentError> {
    let mut workbook = Workbook::new();
    frame::set_default_font(&mut workbook)?;
    let subject = "Bedrijfsimpactanalyse (BIA) van een lokaal bestuur, om in te vullen";
    workbook.set_properties(&properties(meta, subject)?);
    let book = Book::new(catalogue, meta, data, origin);
    guide::write(&mut workbook, &book)?;
    processes::write(&mut workbook, &book)?;
    impact::write(&mut workbook, &book)?;
    dependencies::write(&mut workbook, &book)?;
    lists::write(&mut workbook, &book)?;
    record::write(&mut workbook, &book)?;
    finished(&workbook.save_to_buffer()?, &meta.language)
}

fn properties(meta: &Meta, subject: &str) -> Result<DocProperties, DocumentError> {
    let date = meta.date;
    let created = ExcelDateTime::from_ymd(date.year, date.month, date.day)?;
    Ok(DocProperties::new()
        .set_title(cut(&one_line(&meta.title), 255))
        .set_subject(subject)
        .set_comment(cut(&format!("Versie {}. {}", meta.version, meta.site), 255))
        .set_creation_datetime(&created))
}

/// The same workbook with what the writer cannot set: its language in the properties, and rows that
/// fit what is typed.
fn finished(bytes: &[u8], language: &str) -> Result<Vec<u8>, DocumentError> {
    const PART: &str = "docProps/core.xml";
    const END: &str = "</cp:coreProperties>";
    let mut parts = unpack(bytes)?;
    let mut element = Xml::fragment();
    element.leaf("dc:language", &[], language);
    let element = String::from_utf8_lossy(&element.finish()?).into_owned();
    if let Some(core) = parts.get_mut(PART) {
        let text = String::from_utf8_lossy(core).replace(END, &format!("{element}{END}"));
        *core = text.into_bytes();
    }
    for (_, sheet) in parts.iter_mut().filter(|it| it.0.starts_with("xl/worksheets/")) {
        // Our heights are a first guess: without this mark a row still grows when someone types.
        *sheet = String::from_utf8_lossy(sheet).replace(" customHeight=\"1\"", "").into_bytes();
    }
    pack(&parts)
}
