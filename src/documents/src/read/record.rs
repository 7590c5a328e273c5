//! `_meta`, as the writer describes it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::SheetError;
use super::grid::Grid;
use super::names::fold;
use crate::xlsx::record::SHEET;
use crate::xlsx::{WORKBOOK_FORMAT, WORKBOOK_FORMAT_VERSION};

/// The most labels of a list.
const MAX_ITEMS: usize = 200;

/// What `_meta` says.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) lineage: String,
    pub(super) revision: u64,
    pub(super) submission: bool,
    pub(super) sheets: Vec<SheetRecord>,
    /// Code and folded label, by name of the list.
    pub(super) items: BTreeMap<String, Vec<(String, String)>>,
    /// Key, value, and the place.
    pub(super) settings: Vec<(String, Value, String)>,
    /// Process and dependency by id of the row.
    pub(super) needs: BTreeMap<String, (String, String)>,
    /// Marks of what cells held, by path of the record and key.
    was: BTreeMap<String, BTreeMap<String, Mark>>,
}

/// A sheet and its columns.
#[derive(Debug, Default)]
pub(super) struct SheetRecord {
    pub(super) id: String,
    pub(super) name: String,
    /// The row of the headers, from 0.
    pub(super) header: u32,
    pub(super) columns: Vec<ColumnRecord>,
}

/// A column.
#[derive(Debug)]
pub(super) struct ColumnRecord {
    pub(super) id: String,
    /// From 0.
    pub(super) at: u32,
    pub(super) label: String,
}

/// What a cell held when the workbook was made.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) fingerprint: String,
    /// Whether it came from the catalogue.
    pub(super) prefilled: bool,
}

impl Record {
    /// Finds and reads it.
    pub(super) fn read(grids: &[Grid]) -> Result<Record, SheetError> {
        let is_record = |it: &&Grid| it.text(0, 0) == "value" && it.text(0, 1) == "format";
        let named = grids.iter().find(|it| it.name == SHEET && is_record(it));
        let grid = named.or_else(|| grids.iter().find(is_record)).ok_or(SheetError::Foreign)?;
        let mut values = BTreeMap::new();
        let mut record = Record::default();
        for row in grid.rows() {
            let texts: Vec<String> = texts(grid, row);
            let text = |at: usize| texts.get(at).map_or("", String::as_str);
            match text(0) {
                "value" => drop(values.insert(text(1).to_owned(), text(2).to_owned())),
                "sheet" => record.sheet(text(1), text(2), text(3)),
                "column" => record.column(text(1), text(2), text(3), text(4)),
                "item" => record.item(text(1), text(2), text(3)),
                "setting" => record.setting(text(1), text(2), grid.place(row, 2)),
                "need" => {
                    let need = (text(2).to_owned(), text(3).to_owned());
                    record.needs.insert(text(1).to_owned(), need);
                }
                "was" => record.mark(text(1), texts.get(2..).unwrap_or_default()),
                _ => {}
            }
        }
        record.check(&values)?;
        Ok(record)
    }

    fn check(&mut self, values: &BTreeMap<String, String>) -> Result<(), SheetError> {
        let value = |key: &str| values.get(key).cloned().unwrap_or_default();
        if value("format") != WORKBOOK_FORMAT {
            return Err(SheetError::Foreign);
        }
        let version = value("format_version");
        match version.parse::<u32>() {
            Ok(1..=WORKBOOK_FORMAT_VERSION) => {}
            Ok(0) | Err(_) => return Err(SheetError::Damaged(SHEET.to_owned())),
            Ok(_) => return Err(SheetError::Newer(version)),
        }
        self.lineage = value("lineage");
        self.revision = value("revision").parse().unwrap_or_default();
        self.submission = value("submission") == "yes";
        Ok(())
    }

    /// Whether it says what cells held.
    pub(super) fn has_marks(&self) -> bool {
        !self.was.is_empty()
    }

    /// What a cell held.
    pub(super) fn was(&self, path: &str, key: &str) -> Option<&Mark> {
        self.was.get(path)?.get(key)
    }

    /// Whether anything was there under this path.
    pub(super) fn had(&self, path: &str) -> bool {
        self.was.contains_key(path)
    }

    fn sheet(&mut self, id: &str, name: &str, header: &str) {
        let header = header.parse::<u32>().unwrap_or(1).clamp(1, 1000) - 1;
        let sheet = SheetRecord { id: id.to_owned(), name: name.to_owned(), header, columns: Vec::new() };
        self.sheets.push(sheet);
    }

    fn column(&mut self, sheet: &str, id: &str, letters: &str, label: &str) {
        let Some(sheet) = self.sheets.iter_mut().find(|it| it.id == sheet) else { return };
        let is_column = (1..=3).contains(&letters.len()) && letters.bytes().all(|it| it.is_ascii_uppercase());
        if is_column && sheet.columns.len() < 200 {
            let at = letters.bytes().fold(0, |sum, it| sum * 26 + u32::from(it - b'A') + 1) - 1;
            sheet.columns.push(ColumnRecord { id: id.to_owned(), at, label: fold(label) });
        }
    }

    fn item(&mut self, list: &str, code: &str, label: &str) {
        let items = self.items.entry(list.to_owned()).or_default();
        if items.len() < MAX_ITEMS {
            items.push((code.to_owned(), fold(label)));
        }
    }

    fn setting(&mut self, key: &str, value: &str, place: String) {
        if let Some(value) = crate::xlsx::record::setting(value) {
            self.settings.push((key.to_owned(), value, place));
        }
    }

    fn mark(&mut self, path: &str, marks: &[String]) {
        let known = self.was.entry(path.to_owned()).or_default();
        for (key, mark) in marks.iter().filter_map(|it| it.rsplit_once('=')) {
            let prefilled = mark.starts_with('~');
            let fingerprint = mark.trim_start_matches('~').to_owned();
            known.insert(key.to_owned(), Mark { fingerprint, prefilled });
        }
    }
}

/// The texts of a row, up to its last cell.
fn texts(grid: &Grid, row: u32) -> Vec<String> {
    let last = grid.cells.range((row, 0)..=(row, u32::MAX)).next_back().map_or(0, |it| it.0.1);
    (0..=last).map(|column| grid.text(row, column)).collect()
}
