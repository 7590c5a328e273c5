//! The cells of a workbook, read one by one: never a rectangle between two far cells.

use std::collections::BTreeMap;
use std::io::Cursor;

use bcm::date::Date;
use calamine::{DataRef, Reader, Xlsx};

use super::SheetError;
use super::container::Container;
use crate::xlsx::lists::column_letter;
use crate::xlsx::value::Content;

/// The most rows of a sheet.
pub(super) const MAX_ROWS: usize = 10_000;
/// The most cells of a sheet, empty ones included.
pub(super) const MAX_CELLS: usize = 500_000;
/// The most text in all cells together, in bytes: a text that cells share counts for each.
const MAX_TEXT: usize = 32 << 20;
/// The most columns in which something may stand.
const MAX_COLUMNS: u32 = 1000;

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) content: Content,
    /// A number that may be a day, as days are counted in this workbook.
    pub(super) day: Option<Date>,
    pub(super) is_formula: bool,
}

/// A sheet: cells by row and column, from 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    pub(super) name: String,
    pub(super) cells: BTreeMap<(u32, u32), Cell>,
}

impl Grid {
    pub(super) fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.get(&(row, column))
    }

    /// The text of a cell; nothing for an empty one and for a formula.
    pub(super) fn text(&self, row: u32, column: u32) -> String {
        let cell = self.cell(row, column).filter(|it| !it.is_formula);
        cell.map_or_else(String::new, |it| it.content.plain(crate::xlsx::columns::Kind::Text))
    }

    /// Where a cell is, as people write it: `Processen!G7`.
    pub(super) fn place(&self, row: u32, column: u32) -> String {
        format!("{}!{}{}", self.name, column_letter(column.min(u32::from(u16::MAX)) as u16), row + 1)
    }

    /// The rows in which something stands.
    pub(super) fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|it| it.0).collect();
        rows.dedup();
        rows
    }
}

/// The sheets of a workbook, in its order.
pub(super) fn sheets(container: &Container) -> Result<Vec<Grid>, SheetError> {
    let damaged = |_| SheetError::Damaged("xl/workbook.xml".to_owned());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(container.bytes.as_slice())).map_err(damaged)?;
    let names = book.sheet_names();
    let mut left = Left { cells: MAX_CELLS, text: MAX_TEXT };
    let mut grids = Vec::new();
    for name in names.into_iter().take(50) {
        let grid = sheet(&mut book, name, container.is_1904, &mut left)?;
        grids.push(grid);
    }
    Ok(grids)
}

/// What is left of the limits.
struct Left {
    cells: usize,
    text: usize,
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn sheet(book: &mut Book, name: String, is_1904: bool, left: &mut Left) -> Result<Grid, SheetError> {
    let damaged = || SheetError::Damaged(name.clone());
    let mut cells = BTreeMap::new();
    // A sheet of another kind, such as a chart, has no cells.
    if let Ok(mut reader) = book.worksheet_cells_reader(&name) {
        while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|_| damaged())? {
            left.cells = left.cells.checked_sub(1).ok_or_else(|| SheetError::TooManyRows(name.clone()))?;
            let cell = cell(&record.value, is_1904, record.formula.is_some());
            if cell.content.is_empty() && !cell.is_formula {
                continue;
            }
            if record.pos.0 as usize > MAX_ROWS {
                return Err(SheetError::TooManyRows(name.clone()));
            }
            if let Content::Text(text) = &cell.content {
                left.text = left.text.checked_sub(text.len()).ok_or_else(|| SheetError::TooLarge(name.clone()))?;
            }
            if record.pos.1 < MAX_COLUMNS {
                cells.insert(record.pos, cell);
            }
        }
    }
    Ok(Grid { name, cells })
}

fn cell(value: &DataRef, is_1904: bool, is_formula: bool) -> Cell {
    let number = |it: f64| if it.is_finite() { Content::Number(it) } else { Content::Empty };
    let mut day = None;
    let content = match value {
        DataRef::Empty => Content::Empty,
        DataRef::Int(it) => number(*it as f64),
        DataRef::Float(it) => {
            day = serial_day(*it, is_1904);
            number(*it)
        }
        DataRef::String(it) => Content::text(it),
        DataRef::SharedString(it) => Content::text(it),
        DataRef::Bool(it) => Content::Truth(*it),
        DataRef::DateTime(it) => {
            day = serial_day(it.as_f64(), is_1904);
            day.map_or_else(|| number(it.as_f64()), Content::Day)
        }
        DataRef::DateTimeIso(it) | DataRef::DurationIso(it) => Content::text(it),
        DataRef::Error(it) => Content::Mistake(it.to_string()),
    };
    Cell { content, day, is_formula }
}

/// The day with this number: days since 30 December 1899, or since 1 January 1904. Excel has a
/// 29 February 1900 that never was.
fn serial_day(serial: f64, is_1904: bool) -> Option<Date> {
    const LAST: f64 = 2_958_465.0;
    const FIRST_1900: i64 = -25_569;
    const FIRST_1904: i64 = -24_107;
    if !(1.0..=LAST).contains(&serial) {
        return None;
    }
    let days = serial.floor() as i64;
    if is_1904 {
        return Some(Date::from_unix_days(FIRST_1904 + days));
    }
    match days {
        60 => None,
        ..60 => Some(Date::from_unix_days(FIRST_1900 + days + 1)),
        _ => Some(Date::from_unix_days(FIRST_1900 + days)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_excel_does() {
        let day = |year, month, day| Date::new(year, month, day);
        assert_eq!(serial_day(46_349.0, false), day(2026, 11, 23));
        assert_eq!(serial_day(46_349.75, false), day(2026, 11, 23));
        assert_eq!(serial_day(1.0, false), day(1900, 1, 1));
        assert_eq!(serial_day(60.0, false), None);
        assert_eq!(serial_day(61.0, false), day(1900, 3, 1));
        assert_eq!(serial_day(44_887.0, true), day(2026, 11, 23));
        for serial in [0.0, -1.0, 1e300, f64::NAN, 2_958_466.0] {
            assert_eq!(serial_day(serial, false), None, "{serial}");
        }
    }
}
