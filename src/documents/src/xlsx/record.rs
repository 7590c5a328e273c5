//! The sheet `_meta`: what a program needs to read the others back.
//!
//! Every row begins with what it is:
//!
//! | first cell | other cells |
//! | --- | --- |
//! | `value` | key, value |
//! | `sheet` | id, name, header row, first row, last row (from 1) |
//! | `column` | id of the sheet, id of the column, letters, label |
//! | `item` | name of the list, code, label |

use rust_xlsxwriter::{ColNum, RowNum, Workbook, Worksheet, XlsxError};

use super::columns::{DEPENDENCIES, PROCESSES};
use super::frame::{FIRST_ROW, Frame, HEADER_ROW};
use super::lists::column_letter;
use super::{WORKBOOK_FORMAT, WORKBOOK_FORMAT_VERSION, dependencies, impact, processes};
use crate::clean::{clean, cut};

/// The name of the sheet.
const SHEET: &str = "_meta";

pub(super) fn write(workbook: &mut Workbook, frame: &Frame) -> Result<(), XlsxError> {
    let sheet = frame.sheet(workbook, SHEET)?;
    sheet.set_very_hidden(true);
    let records = values(frame).into_iter().chain(sheets(frame)).chain(columns(frame)).chain(items(frame));
    for (row, record) in records.enumerate() {
        write_record(sheet, row as RowNum, &record)?;
    }
    Ok(())
}

fn write_record(sheet: &mut Worksheet, row: RowNum, record: &[String]) -> Result<(), XlsxError> {
    for (column, text) in record.iter().enumerate() {
        sheet.write_string(row, column as ColNum, cut(&clean(text), 32_767))?;
    }
    Ok(())
}

fn values(frame: &Frame) -> Vec<Vec<String>> {
    let meta = frame.meta;
    [
        ("format", WORKBOOK_FORMAT.to_owned()),
        ("format_version", WORKBOOK_FORMAT_VERSION.to_string()),
        ("content_version", frame.catalogue.version.clone()),
        ("version", meta.version.clone()),
        ("date", meta.date.to_string()),
        ("language", meta.language.clone()),
        ("site", meta.site.clone()),
        ("threshold", frame.catalogue.threshold.to_string()),
    ]
    .into_iter()
    .map(|(key, value)| vec!["value".to_owned(), key.to_owned(), value])
    .collect()
}

fn sheets(frame: &Frame) -> Vec<Vec<String>> {
    let last_impact = impact::last_row(frame.catalogue.categories.len());
    [
        ("processes", processes::SHEET, processes::last_row(frame.catalogue)),
        ("impact", impact::SHEET, last_impact),
        ("dependencies", dependencies::SHEET, dependencies::last_row()),
    ]
    .into_iter()
    .map(|(id, name, last)| {
        let rows = [HEADER_ROW, FIRST_ROW, last].map(|it| (it + 1).to_string());
        ["sheet", id, name].into_iter().map(str::to_owned).chain(rows).collect()
    })
    .collect()
}

fn columns(frame: &Frame) -> Vec<Vec<String>> {
    let processes = PROCESSES.iter().map(|it| (it.id.to_owned(), it.label.to_owned())).collect();
    let labels = impact::headers(frame).into_iter().map(|it| it.label);
    let impact = impact::column_ids(frame).into_iter().zip(labels).collect();
    let dependencies = DEPENDENCIES.iter().map(|it| (it.id.to_owned(), it.label.to_owned())).collect();
    let all: [(&str, Vec<(String, String)>); 3] =
        [("processes", processes), ("impact", impact), ("dependencies", dependencies)];
    all.into_iter().flat_map(|(sheet, columns)| sheet_columns(sheet, columns)).collect()
}

fn sheet_columns(sheet: &str, columns: Vec<(String, String)>) -> Vec<Vec<String>> {
    let record = |(index, (id, label)): (usize, (String, String))| {
        vec!["column".to_owned(), sheet.to_owned(), id, column_letter(index as ColNum), label]
    };
    columns.into_iter().enumerate().map(record).collect()
}

fn items(frame: &Frame) -> Vec<Vec<String>> {
    let of_list = |list: &super::lists::List| -> Vec<Vec<String>> {
        let record = |item: &super::lists::Item| {
            vec!["item".to_owned(), list.id.name().to_owned(), item.code.clone(), item.label.clone()]
        };
        list.items.iter().map(record).collect()
    };
    frame.lists.iter().flat_map(of_list).collect()
}
