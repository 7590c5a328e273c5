//! The sheet `Afhankelijkheden`: a row per thing that a process needs.

use rust_xlsxwriter::{ColNum, RowNum, Workbook, XlsxError};

use super::columns::DEPENDENCIES;
use super::frame::{FIRST_ROW, Frame, HEADER_ROW, Header, write_text};
use super::lists::column_letter;

/// The name of the sheet.
pub(super) const SHEET: &str = "Afhankelijkheden";
/// How many rows there are.
const ROWS: RowNum = 120;
/// The column up to which the sheet stays in view.
const FROZEN: ColNum = 2;

const HELP: &str = "Een rij per proces en per middel. Denk bij elke toepassing ook aan netwerk, aanmelden, internet en \
    telefonie. De vragen per soort staan op ‘Lijsten’.";

pub(super) fn write(workbook: &mut Workbook, frame: &Frame) -> Result<(), XlsxError> {
    let sheet = frame.sheet(workbook, SHEET)?;
    let headers: Vec<Header> = DEPENDENCIES.iter().map(Header::from).collect();
    frame.head(sheet, "Afhankelijkheden", HELP, &headers)?;
    for index in 0..ROWS {
        let row = FIRST_ROW + index;
        write_text(sheet, row, 0, &format!("D{:03}", index + 1), &frame.looks.locked)?;
        for (at, column) in DEPENDENCIES.iter().enumerate().skip(1) {
            frame.blank(sheet, row, at as ColNum, column.kind)?;
        }
    }
    for (at, column) in DEPENDENCIES.iter().enumerate() {
        frame.validate(sheet, column, at as ColNum, (FIRST_ROW, last_row()))?;
    }
    sheet.set_freeze_panes(FIRST_ROW, FROZEN)?;
    sheet.autofilter(HEADER_ROW, 0, last_row(), DEPENDENCIES.len() as ColNum - 1)?;
    // Screen readers take the headers of rows and columns from this name.
    let corner = format!("={SHEET}!${}${}", column_letter(FROZEN - 1), HEADER_ROW + 1);
    workbook.define_name(format!("{SHEET}!Title"), &corner)?;
    Ok(())
}

/// The last row, from 0.
pub(super) fn last_row() -> RowNum {
    FIRST_ROW + ROWS - 1
}
