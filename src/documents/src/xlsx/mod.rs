//! The workbook of a business impact analysis.
//!
//! Sheets: `Uitleg`, `Processen`, `Gevolgen in de tijd`, `Afhankelijkheden`, `Lijsten`, and `_meta`,
//! very hidden, with what a program needs to read the others back: the format and its version, the
//! place of every sheet and column, and the code behind every label of a list. Rows have permanent
//! ids in their first column. The only formulas are ours: they repeat the name of a process.

mod columns;
mod dependencies;
mod frame;
mod guide;
mod impact;
mod lists;
mod processes;
mod record;

use bcm::catalogue::Catalogue;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

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
    let mut workbook = Workbook::new();
    frame::set_default_font(&mut workbook)?;
    workbook.set_properties(&properties(meta)?);
    let frame = frame::Frame::new(catalogue, meta);
    guide::write(&mut workbook, &frame)?;
    processes::write(&mut workbook, &frame)?;
    impact::write(&mut workbook, &frame)?;
    dependencies::write(&mut workbook, &frame)?;
    lists::write(&mut workbook, &frame)?;
    record::write(&mut workbook, &frame)?;
    finished(&workbook.save_to_buffer()?, &meta.language)
}

fn properties(meta: &Meta) -> Result<DocProperties, DocumentError> {
    let date = meta.date;
    let created = ExcelDateTime::from_ymd(date.year, date.month, date.day)?;
    Ok(DocProperties::new()
        .set_title(cut(&one_line(&meta.title), 255))
        .set_subject("Bedrijfsimpactanalyse (BIA) van een lokaal bestuur, om in te vullen")
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
