//! The sheet `Processen`: a row per process of the catalogue, and empty ones for own processes.

use bcm::catalogue::{Catalogue, Process};
use rust_xlsxwriter::{ColNum, Formula, RowNum, Workbook, Worksheet, XlsxError};

use super::book::{Book, ProcessRow};
use super::columns::{Kind, PROCESSES};
use super::frame::{FIRST_ROW, HEADER_ROW, Header, fit_row, write_text};
use super::lists::{ALWAYS_ON, MAX_LABEL, column_letter};
use super::value::Content;
use crate::clean::{cut, one_line};

/// The name of the sheet.
pub(crate) const SHEET: &str = "Processen";
/// How many empty rows there are for own processes.
pub(super) const OWN_ROWS: usize = 20;
/// The column up to which the sheet stays in view.
const FROZEN: ColNum = 3;
/// Pages side by side: the columns are too many for one.
const PAGES_WIDE: u16 = 6;

const HELP: &str = "Kies eerst welke processen jullie hebben. Sorteer ze dan op gevoel van A tot D. Vul de tijden \
    en de noodprocedure alleen in voor A en B. Alle voorbeelden zijn om het gesprek te beginnen.";

pub(super) fn write(workbook: &mut Workbook, book: &Book) -> Result<(), XlsxError> {
    let sheet = book.sheet(workbook, SHEET)?;
    let headers: Vec<Header> = PROCESSES.iter().map(Header::from).collect();
    book.head(sheet, "Processen", HELP, &headers)?;
    for (index, process) in book.processes.iter().enumerate() {
        write_row(sheet, book, FIRST_ROW + index as RowNum, process)?;
    }
    let last = last_row(book);
    for (index, column) in PROCESSES.iter().enumerate() {
        book.validate(sheet, column, index as ColNum, (FIRST_ROW, last))?;
    }
    sheet.set_freeze_panes(FIRST_ROW, FROZEN)?;
    sheet.set_repeat_columns(0, FROZEN - 1)?;
    sheet.set_print_fit_to_pages(PAGES_WIDE, 0);
    sheet.autofilter(HEADER_ROW, 0, last, PROCESSES.len() as ColNum - 1)?;
    // Screen readers take the headers of rows and columns from this name.
    let corner = format!("={SHEET}!${}${}", column_letter(FROZEN - 1), HEADER_ROW + 1);
    workbook.define_name(format!("{SHEET}!Title"), &corner)?;
    Ok(())
}

/// The last row of processes, from 0.
pub(super) fn last_row(book: &Book) -> RowNum {
    FIRST_ROW + book.processes.len().max(1) as RowNum - 1
}

/// The cells with the names that other sheets choose from.
pub(super) fn choice_range(book: &Book) -> String {
    let letter = column_letter(column_of("keuze"));
    format!("={SHEET}!${letter}${}:${letter}${}", FIRST_ROW + 1, last_row(book) + 1)
}

fn column_of(id: &str) -> ColNum {
    PROCESSES.iter().position(|it| it.id == id).unwrap_or_default() as ColNum
}

fn write_row(sheet: &mut Worksheet, book: &Book, row: RowNum, process: &ProcessRow) -> Result<(), XlsxError> {
    let mut shown = Vec::new();
    for (index, column) in PROCESSES.iter().enumerate() {
        let at = index as ColNum;
        let ours = match column.id {
            "id" => Some(one_line(&process.id)),
            "keuze" => {
                choice(sheet, book, row, at, process)?;
                continue;
            }
            id if column.kind == Kind::Locked => process.entry.and_then(|it| prefilled(book.catalogue, it, id)),
            _ => None,
        };
        let text = match ours {
            Some(text) => {
                write_text(sheet, row, at, &text, &book.looks.locked)?;
                text
            }
            None => write_input(sheet, book, (row, at), process)?,
        };
        shown.push((text, column.width));
    }
    let shown: Vec<(&str, f64)> = shown.iter().filter(|it| !it.0.is_empty()).map(|it| (it.0.as_str(), it.1)).collect();
    fit_row(sheet, row, &shown)
}

/// A cell that is filled in; gives its text.
fn write_input(
    sheet: &mut Worksheet,
    book: &Book,
    at: (RowNum, ColNum),
    process: &ProcessRow,
) -> Result<String, XlsxError> {
    let column = &PROCESSES[usize::from(at.1)];
    let shown = book.process_content(process, column);
    let text = shown.content.plain(column.kind);
    if shown.prefilled && column.id == "domein" {
        write_text(sheet, at.0, at.1, &text, &book.looks.locked)?;
    } else {
        book.filled(sheet, at, column.kind, &shown.content)?;
    }
    Ok(text)
}

/// The name under which other sheets choose the process: it follows when the name is changed.
fn choice(sheet: &mut Worksheet, book: &Book, row: RowNum, at: ColNum, process: &ProcessRow) -> Result<(), XlsxError> {
    let name = column_letter(column_of("proces"));
    let line = row + 1;
    let is_named = process.entry.is_some() || process.data.is_some();
    let shown = if is_named { book.process_label(&process.id) } else { String::new() };
    let formula = format!("=IF(${name}{line}=\"\",\"\",$A{line}&\" – \"&${name}{line})");
    let formula = Formula::new(formula).set_result(shown);
    sheet.write_formula_with_format(row, at, formula, &book.looks.locked)?;
    Ok(())
}

/// How other cells name a process: its id, so that another name changes nothing, and its name.
pub(super) fn choice_label(id: &str, name: &str) -> String {
    cut(&format!("{} – {}", one_line(id), one_line(name)), MAX_LABEL)
}

/// What already stands in a cell that is filled in, for a process of the catalogue.
pub(crate) fn example(catalogue: &Catalogue, process: &Process, column: &str) -> Content {
    prefilled(catalogue, process, column).map_or(Content::Empty, Content::text)
}

/// What already stands in the row of a process of the catalogue.
fn prefilled(catalogue: &Catalogue, process: &Process, column: &str) -> Option<String> {
    let text = match column {
        "proces" => cut(&one_line(&process.name), MAX_LABEL),
        "domein" => catalogue.domain(&process.domain)?.name.clone(),
        "werktijd" => process.always_on.then(|| ALWAYS_ON.to_owned())?,
        "wettelijke-termijn" => process.legal_term.clone()?,
        "voorbeeld-klasse" => process.class.letter().to_owned(),
        "voorbeeld-mtpd" => example_time(catalogue, process),
        "voorbeeld-wie" => process.who_suffers.clone(),
        "voorbeeld-noodprocedure" => process.emergency_procedure.clone(),
        "voorbeeld-piek" => example_peak(catalogue, process)?,
        "voorbeeld-toepassingen" => process.applications.join(", "),
        "voorbeeld-extern" => process.external.join(", "),
        _ => return None,
    };
    Some(text)
}

fn example_time(catalogue: &Catalogue, process: &Process) -> String {
    let moment = process.mtpd.as_deref().and_then(|it| catalogue.moment(it));
    let label = moment.map(|it| it.label.clone());
    match (label, &process.mtpd_note) {
        (Some(label), Some(note)) => format!("{label} ({note})"),
        (Some(label), None) => label,
        (None, Some(note)) => note.clone(),
        (None, None) => "hangt af van de piek".to_owned(),
    }
}

fn example_peak(catalogue: &Catalogue, process: &Process) -> Option<String> {
    let peak = process.peak.as_ref()?;
    let moment = peak.mtpd.as_deref().and_then(|it| catalogue.moment(it));
    let mut text = peak.when.clone();
    if let Some(moment) = moment {
        text.push_str(&format!(": {}", moment.label));
    }
    if let Some(class) = peak.class {
        text.push_str(&format!(" (klasse {})", class.letter()));
    }
    Some(text)
}
