//! A sheet that is filled in: its columns, found by their headers wherever they are now.

use std::collections::BTreeMap;

use super::grid::{Cell, Grid};
use super::names::fold;
use super::reading::Notes;
use super::record::{ColumnRecord, Record, SheetRecord};

/// How far down the headers may have moved.
const MAX_HEADER_ROW: u32 = 40;

/// A sheet with its columns by id.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub(super) grid: &'a Grid,
    columns: BTreeMap<&'a str, u32>,
    header: u32,
}

impl<'a> Table<'a> {
    /// Finds a sheet by its id in `_meta`: by its name, or by its headers when it has another name now.
    pub(super) fn find(record: &'a Record, grids: &'a [Grid], id: &str, notes: &mut Notes) -> Option<Table<'a>> {
        let sheet = record.sheets.iter().find(|it| it.id == id)?;
        let named = grids.iter().find(|it| fold(&it.name) == fold(&sheet.name));
        let others = grids.iter().filter(|it| record.sheets.iter().all(|known| fold(&known.name) != fold(&it.name)));
        let grid = named.into_iter().chain(others).find(|it| best_header(it, sheet).is_some());
        let Some(grid) = grid else {
            notes.push(format!("Het blad ‘{}’ is niet gevonden. Daarvan is niets overgenomen.", sheet.name));
            return None;
        };
        let (header, _) = best_header(grid, sheet)?;
        let mut table = Table { grid, columns: BTreeMap::new(), header };
        table.match_columns(sheet, notes);
        Some(table)
    }

    fn match_columns(&mut self, sheet: &'a SheetRecord, notes: &mut Notes) {
        let headers = headers(self.grid, self.header);
        let stands = |it: &ColumnRecord, at: u32| headers.get(&at).is_some_and(|label| *label == it.label);
        let mut missing = Vec::new();
        for column in &sheet.columns {
            let found = if stands(column, column.at) {
                Some(column.at)
            } else {
                headers.iter().find(|it| *it.1 == column.label).map(|it| *it.0)
            };
            match found {
                Some(at) => drop(self.columns.insert(&column.id, at)),
                None => missing.push(column),
            }
        }
        let in_place = sheet.columns.iter().all(|it| self.columns.get(it.id.as_str()).is_none_or(|at| *at == it.at));
        for column in missing {
            // A header that was written anew, while all others are where they were.
            if in_place && headers.contains_key(&column.at) {
                self.columns.insert(&column.id, column.at);
            } else {
                let text = "is de kolom niet gevonden. Daarvan is niets overgenomen.";
                notes.push(format!("Op het blad ‘{}’ {text} Het gaat om: {}.", self.grid.name, column.label));
            }
        }
        for (at, label) in headers.iter().filter(|it| self.columns.values().all(|known| known != it.0)) {
            let place = self.grid.place(self.header, *at);
            notes.push(format!("{place}: de kolom ‘{label}’ is niet van dit werkblad. Ze is niet overgenomen."));
        }
    }

    /// The rows under the headers in which something stands.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        let header = self.header;
        self.grid.rows().into_iter().filter(move |it| *it > header)
    }

    /// A cell by the id of its column; nothing for an empty one and for a column that is not there.
    pub(super) fn cell(&self, row: u32, column: &str) -> Option<&'a Cell> {
        self.grid.cell(row, *self.columns.get(column)?)
    }

    /// The text of a cell that is no formula.
    pub(super) fn text(&self, row: u32, column: &str) -> String {
        self.columns.get(column).map_or_else(String::new, |it| self.grid.text(row, *it))
    }

    /// Whether the workbook has this column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// Where a cell is.
    pub(super) fn place(&self, row: u32, column: &str) -> String {
        self.grid.place(row, self.columns.get(column).copied().unwrap_or_default())
    }
}

/// The row with the most headers, and how many there are; nothing when most are not there.
fn best_header(grid: &Grid, sheet: &SheetRecord) -> Option<(u32, usize)> {
    let count = |row: u32| {
        let headers = headers(grid, row);
        sheet.columns.iter().filter(|it| headers.values().any(|label| *label == it.label)).count()
    };
    let rows = std::iter::once(sheet.header).chain(0..MAX_HEADER_ROW);
    let best = rows.map(|it| (it, count(it))).reduce(|best, it| if it.1 > best.1 { it } else { best })?;
    (best.1 > 0 && 2 * best.1 >= sheet.columns.len()).then_some(best)
}

fn headers(grid: &Grid, row: u32) -> BTreeMap<u32, String> {
    let cells = grid.cells.range((row, 0)..=(row, u32::MAX));
    let labels = cells.map(|it| (it.0.1, fold(&grid.text(row, it.0.1))));
    labels.filter(|it| !it.1.is_empty()).collect()
}
