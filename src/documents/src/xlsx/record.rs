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
//! | `setting` | key under `bia/settings`, value as JSON |
//! | `need` | id of a row of the dependencies, id of the process, id of the dependency |
//! | `was` | path of a record in the dossier, then `key=mark` for every cell that is not empty |
//!
//! The mark of a cell is the fingerprint of what it held when the workbook was made, with a `~` before
//! it where that came from the catalogue. A reader knows by it what somebody changed since.

use rust_xlsxwriter::{ColNum, RowNum, Workbook, Worksheet, XlsxError};
use serde_json::Value;

use super::book::{Book, NeedRow, ProcessRow};
use super::columns::{Column, DEPENDENCIES, PROCESSES, SCORE};
use super::frame::{FIRST_ROW, HEADER_ROW};
use super::lists::column_letter;
use super::value::{Content, fingerprint};
use super::{WORKBOOK_FORMAT, WORKBOOK_FORMAT_VERSION, dependencies, impact, processes};
use crate::clean::{clean, cut};

/// The name of the sheet.
pub(crate) const SHEET: &str = "_meta";

type Record = Vec<String>;

pub(super) fn write(workbook: &mut Workbook, book: &Book) -> Result<(), XlsxError> {
    let sheet = book.sheet(workbook, SHEET)?;
    sheet.set_very_hidden(true);
    let format = values(book).into_iter().chain(sheets(book)).chain(columns(book)).chain(items(book));
    let records = format.chain(settings(book)).chain(needs(book)).chain(was(book));
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

fn values(book: &Book) -> Vec<Record> {
    let meta = book.meta;
    [
        ("format", WORKBOOK_FORMAT.to_owned()),
        ("format_version", WORKBOOK_FORMAT_VERSION.to_string()),
        ("content_version", book.catalogue.version.clone()),
        ("version", meta.version.clone()),
        ("date", meta.date.to_string()),
        ("language", meta.language.clone()),
        ("site", meta.site.clone()),
        ("threshold", book.catalogue.threshold.to_string()),
        ("lineage", book.origin.lineage.to_owned()),
        ("revision", book.origin.revision.to_string()),
        ("submission", if book.origin.submission { "yes" } else { "no" }.to_owned()),
    ]
    .into_iter()
    .map(|(key, value)| vec!["value".to_owned(), key.to_owned(), value])
    .collect()
}

fn sheets(book: &Book) -> Vec<Record> {
    [
        ("processes", processes::SHEET, processes::last_row(book)),
        ("impact", impact::SHEET, impact::last_row(book)),
        ("dependencies", dependencies::SHEET, dependencies::last_row(book)),
    ]
    .into_iter()
    .map(|(id, name, last)| {
        let rows = [HEADER_ROW, FIRST_ROW, last].map(|it| (it + 1).to_string());
        ["sheet", id, name].into_iter().map(str::to_owned).chain(rows).collect()
    })
    .collect()
}

fn columns(book: &Book) -> Vec<Record> {
    let processes = PROCESSES.iter().map(|it| (it.id.to_owned(), it.label.to_owned())).collect();
    let labels = impact::headers(book).into_iter().map(|it| it.label);
    let impact = impact::column_ids(book).into_iter().zip(labels).collect();
    let dependencies = DEPENDENCIES.iter().map(|it| (it.id.to_owned(), it.label.to_owned())).collect();
    let all: [(&str, Vec<(String, String)>); 3] =
        [("processes", processes), ("impact", impact), ("dependencies", dependencies)];
    all.into_iter().flat_map(|(sheet, columns)| sheet_columns(sheet, columns)).collect()
}

fn sheet_columns(sheet: &str, columns: Vec<(String, String)>) -> Vec<Record> {
    let record = |(index, (id, label)): (usize, (String, String))| {
        vec!["column".to_owned(), sheet.to_owned(), id, column_letter(index as ColNum), label]
    };
    columns.into_iter().enumerate().map(record).collect()
}

fn items(book: &Book) -> Vec<Record> {
    let of_list = |list: &super::lists::List| -> Vec<Record> {
        let record = |item: &super::lists::Item| {
            vec!["item".to_owned(), list.id.name().to_owned(), item.code.clone(), item.label.clone()]
        };
        list.items.iter().map(record).collect()
    };
    book.lists.iter().flat_map(of_list).collect()
}

fn settings(book: &Book) -> Vec<Record> {
    let settings = book.settings.into_iter().flatten();
    settings.map(|(key, value)| vec!["setting".to_owned(), key.clone(), value.to_string()]).collect()
}

fn needs(book: &Book) -> Vec<Record> {
    let record = |row: &NeedRow| {
        let dependency = row.dependency?.to_owned();
        Some(vec!["need".to_owned(), row.id.clone(), row.process.clone().unwrap_or_default(), dependency])
    };
    book.needs.iter().filter_map(record).collect()
}

fn was(book: &Book) -> Vec<Record> {
    let processes = book.processes.iter().map(|it| was_process(book, it));
    // A dependency stands in a row per process that needs it, each time with the same values.
    let mut seen = std::collections::BTreeSet::new();
    let dependencies = book.needs.iter().filter(|it| it.dependency.is_some_and(|id| seen.insert(id)));
    let dependencies = dependencies.map(|it| was_dependency(book, it));
    let needs = book.needs.iter().filter_map(|it| was_need(book, it));
    processes.chain(dependencies).chain(needs).filter(|it| it.len() > 2).collect()
}

fn was_process(book: &Book, row: &ProcessRow) -> Record {
    let mut record = vec!["was".to_owned(), format!("bia/processes/{}", row.id)];
    for column in &PROCESSES {
        let key = if column.id == "gekozen" { "gekozen" } else { column.key };
        if !key.is_empty() {
            let shown = book.process_content(row, column);
            record.extend(mark(key, column, &shown.content, shown.prefilled));
        }
    }
    if book.blocks.iter().flatten().any(|it| book.processes[*it].id == row.id) {
        for category in &book.catalogue.categories {
            for moment in &book.catalogue.moments {
                let score = book.score(row, &category.id, &moment.id).plain(SCORE);
                let key = format!("impact/{}/{}", category.id, moment.id);
                record.extend((!score.is_empty()).then(|| format!("{key}={}", fingerprint(&score))));
            }
        }
    }
    record
}

fn was_dependency(book: &Book, row: &NeedRow) -> Record {
    let id = row.dependency.unwrap_or_default();
    let mut record = vec!["was".to_owned(), format!("bia/dependencies/{id}")];
    for column in DEPENDENCIES.iter().filter(|it| !it.key.is_empty()) {
        record.extend(mark(column.key, column, &book.need_content(row, column), false));
    }
    record
}

fn was_need(book: &Book, row: &NeedRow) -> Option<Record> {
    let column = DEPENDENCIES.iter().find(|it| it.id == "minimum")?;
    let path = format!("bia/processes/{}/needs/{}", row.process.as_deref()?, row.dependency?);
    let mut record = vec!["was".to_owned(), path];
    record.extend(mark("minimum", column, &book.need_content(row, column), false));
    Some(record)
}

fn mark(key: &str, column: &Column, content: &Content, prefilled: bool) -> Option<String> {
    let plain = content.plain(column.kind);
    let sign = if prefilled { "~" } else { "" };
    (!plain.is_empty()).then(|| format!("{key}={sign}{}", fingerprint(&plain)))
}

/// The value of a setting, as it was written.
pub(crate) fn setting(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}
