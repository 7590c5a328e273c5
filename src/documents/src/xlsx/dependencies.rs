//! The sheet `Afhankelijkheden`: a row per thing that a process needs.

use rust_xlsxwriter::{ColNum, RowNum, Workbook, XlsxError};

use super::book::Book;
use super::columns::DEPENDENCIES;
use super::frame::{FIRST_ROW, HEADER_ROW, Header, fit_row, write_text};
use super::lists::column_letter;

/// The name of the sheet.
pub(crate) const SHEET: &str = "Afhankelijkheden";
/// How many rows there are at least.
pub(super) const ROWS: usize = 120;
/// How many rows there are at least for what is added.
pub(super) const SPARE: usize = 40;
/// The column up to which the sheet stays in view.
const FROZEN: ColNum = 2;

const HELP: &str = "Een rij per proces en per middel. Denk bij elke toepassing ook aan netwerk, aanmelden, internet en \
    telefonie. De vragen per soort staan op ‘Lijsten’.";

pub(super) fn write(workbook: &mut Workbook, book: &Book) -> Result<(), XlsxError> {
    let sheet = book.sheet(workbook, SHEET)?;
    let headers: Vec<Header> = DEPENDENCIES.iter().map(Header::from).collect();
    book.head(sheet, "Afhankelijkheden", HELP, &headers)?;
    for (index, need) in book.needs.iter().enumerate() {
        let row = FIRST_ROW + index as RowNum;
        write_text(sheet, row, 0, &need.id, &book.looks.locked)?;
        let mut shown = Vec::new();
        for (at, column) in DEPENDENCIES.iter().enumerate().skip(1) {
            let content = book.need_content(need, column);
            book.filled(sheet, (row, at as ColNum), column.kind, &content)?;
            shown.push((content.plain(column.kind), column.width));
        }
        if need.is_filled() {
            let shown: Vec<(&str, f64)> = shown.iter().map(|it| (it.0.as_str(), it.1)).collect();
            fit_row(sheet, row, &shown)?;
        }
    }
    for (at, column) in DEPENDENCIES.iter().enumerate() {
        book.validate(sheet, column, at as ColNum, (FIRST_ROW, last_row(book)))?;
    }
    sheet.set_freeze_panes(FIRST_ROW, FROZEN)?;
    sheet.autofilter(HEADER_ROW, 0, last_row(book), DEPENDENCIES.len() as ColNum - 1)?;
    // Screen readers take the headers of rows and columns from this name.
    let corner = format!("={SHEET}!${}${}", column_letter(FROZEN - 1), HEADER_ROW + 1);
    workbook.define_name(format!("{SHEET}!Title"), &corner)?;
    Ok(())
}

/// The last row, from 0.
pub(super) fn last_row(book: &Book) -> RowNum {
    FIRST_ROW + book.needs.len().max(1) as RowNum - 1
}
