//! The sheet `Processen`: a row per process of the catalogue, and empty ones for own processes.

use bcm::catalogue::{Catalogue, Process};
use rust_xlsxwriter::{ColNum, Formula, RowNum, Workbook, Worksheet, XlsxError};

use super::columns::{Kind, PROCESSES};
use super::frame::{FIRST_ROW, Frame, HEADER_ROW, Header, fit_row, write_text};
use super::lists::{ALWAYS_ON, MAX_LABEL, column_letter};
use crate::clean::{cut, one_line};

/// The name of the sheet.
pub(super) const SHEET: &str = "Processen";
/// How many empty rows there are for own processes.
const OWN_ROWS: usize = 20;
/// The column up to which the sheet stays in view.
const FROZEN: ColNum = 3;
/// Pages side by side: the columns are too many for one.
const PAGES_WIDE: u16 = 5;

const HELP: &str = "Kies eerst welke processen jullie hebben. Sorteer ze dan op gevoel van A tot D. Vul de tijden \
    en de noodprocedure alleen in voor A en B. Alle voorbeelden zijn om het gesprek te beginnen.";

pub(super) fn write(workbook: &mut Workbook, frame: &Frame) -> Result<(), XlsxError> {
    let sheet = frame.sheet(workbook, SHEET)?;
    let headers: Vec<Header> = PROCESSES.iter().map(Header::from).collect();
    frame.head(sheet, "Processen", HELP, &headers)?;
    let codes = row_ids(frame.catalogue);
    for (index, code) in codes.iter().enumerate() {
        let row = FIRST_ROW + index as RowNum;
        write_row(sheet, frame, row, code, frame.catalogue.processes.get(index))?;
    }
    let last = last_row(frame.catalogue);
    for (index, column) in PROCESSES.iter().enumerate() {
        frame.validate(sheet, column, index as ColNum, (FIRST_ROW, last))?;
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

/// The ids of the rows: the codes of the catalogue, then those of own processes.
pub(super) fn row_ids(catalogue: &Catalogue) -> Vec<String> {
    let own = (1..=OWN_ROWS).map(|it| format!("EIGEN{it:02}"));
    catalogue.processes.iter().map(|it| it.code.clone()).chain(own).collect()
}

/// The last row of processes, from 0.
pub(super) fn last_row(catalogue: &Catalogue) -> RowNum {
    FIRST_ROW + (catalogue.processes.len() + OWN_ROWS) as RowNum - 1
}

/// The cells with the names that other sheets choose from.
pub(super) fn choice_range(catalogue: &Catalogue) -> String {
    let letter = column_letter(column_of("keuze"));
    format!("={SHEET}!${letter}${}:${letter}${}", FIRST_ROW + 1, last_row(catalogue) + 1)
}

fn column_of(id: &str) -> ColNum {
    PROCESSES.iter().position(|it| it.id == id).unwrap_or_default() as ColNum
}

fn write_row(
    sheet: &mut Worksheet,
    frame: &Frame,
    row: RowNum,
    id: &str,
    process: Option<&Process>,
) -> Result<(), XlsxError> {
    let mut shown = Vec::new();
    for (index, column) in PROCESSES.iter().enumerate() {
        let at = index as ColNum;
        let text = match column.id {
            "id" => Some(one_line(id)),
            "keuze" => {
                choice(sheet, frame, row, at, id, process)?;
                continue;
            }
            name => process.and_then(|it| prefilled(frame.catalogue, it, name)),
        };
        match text {
            Some(text) => {
                let is_ours = column.kind == Kind::Locked || column.id == "domein";
                let look = if is_ours { &frame.looks.locked } else { &frame.looks.input };
                write_text(sheet, row, at, &text, look)?;
                shown.push((text, column.width));
            }
            None => frame.blank(sheet, row, at, column.kind)?,
        }
    }
    let shown: Vec<(&str, f64)> = shown.iter().map(|it| (it.0.as_str(), it.1)).collect();
    fit_row(sheet, row, &shown)
}

/// The name under which other sheets choose the process: it follows when the name is changed.
fn choice(
    sheet: &mut Worksheet,
    frame: &Frame,
    row: RowNum,
    at: ColNum,
    id: &str,
    process: Option<&Process>,
) -> Result<(), XlsxError> {
    let name = column_letter(column_of("proces"));
    let line = row + 1;
    let shown = process.map_or_else(String::new, |it| choice_label(id, &it.name));
    let formula = format!("=IF(${name}{line}=\"\",\"\",$A{line}&\" – \"&${name}{line})");
    let formula = Formula::new(formula).set_result(shown);
    sheet.write_formula_with_format(row, at, formula, &frame.looks.locked)?;
    Ok(())
}

fn choice_label(id: &str, name: &str) -> String {
    cut(&format!("{} – {}", one_line(id), one_line(name)), MAX_LABEL)
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
