//! The action list of a self-evaluation: a row per thing to do.

use bcm::date::Date;
use rust_xlsxwriter::{ColNum, DataValidation, RowNum, Url, Workbook, Worksheet, XlsxError};

use super::columns::{Column, Kind};
use super::frame::{FIRST_ROW, Frame, HEADER_ROW, Header, fit_row, set_default_font, with_messages, write_text};
use super::lists::column_letter;
use super::value::Content;
use super::{finished, properties};
use crate::clean::one_line;
use crate::{DocumentError, Meta};

/// Something to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionRow {
    /// What to do.
    pub what: String,
    /// Why: what it solves.
    pub why: String,
    /// The day before which it is done.
    pub by: Option<Date>,
    /// When it is done, in words, where there is no day: `binnen een maand`.
    pub by_words: String,
    /// Address of the page that explains it; empty for none. Only `http` and `https` become links.
    pub link: String,
    /// Title of that page.
    pub link_title: String,
    /// Who does it: a function. Usually empty, to fill in.
    pub owner: String,
    /// Whether it is done.
    pub done: bool,
}

const SHEET: &str = "Actielijst";
/// Empty rows for what people add.
const SPARE: usize = 20;
/// The longest address that Excel takes.
const MAX_ADDRESS: usize = 2000;
/// The column up to which the sheet stays in view.
const FROZEN: ColNum = 2;

const HELP: &str = "Vul bij elke actie in wie ze doet: een functie, geen naam. Zet Ja als ze klaar is.";

const COLUMNS: [Column; 7] = [
    column("nummer", "Nr.", 6.0, Kind::Locked, ""),
    column("wat", "Wat?", 46.0, Kind::Text, "Wat moet er gebeuren?"),
    column("waarom", "Waarom?", 40.0, Kind::Text, "Wat lost het op?"),
    column("wanneer", "Tegen wanneer?", 16.0, Kind::Date, "De dag waarop het klaar is, als dag/maand/jaar."),
    column("uitleg", "Meer uitleg", 34.0, Kind::Locked, ""),
    column("wie", "Wie? (functie)", 24.0, Kind::Text, "Een functie, geen naam."),
    column("klaar", "Klaar?", 10.0, Kind::Locked, "Kies Ja of Nee."),
];

const fn column(id: &'static str, label: &'static str, width: f64, kind: Kind, help: &'static str) -> Column {
    Column { id, key: "", group: "", label, width, kind, help }
}

/// The action list of a self-evaluation, as the bytes of an xlsx file, with empty rows at its end.
///
/// # Errors
///
/// [`DocumentError::Workbook`] if the writer refuses, [`DocumentError::Package`] if the container
/// cannot be written.
pub fn action_list_workbook(meta: &Meta, rows: &[ActionRow]) -> Result<Vec<u8>, DocumentError> {
    let mut workbook = Workbook::new();
    set_default_font(&mut workbook)?;
    workbook.set_properties(&properties(meta, "Actielijst van een lokaal bestuur")?);
    write(&mut workbook, &Frame::new(meta), rows)?;
    finished(&workbook.save_to_buffer()?, &meta.language)
}

fn write(workbook: &mut Workbook, frame: &Frame, rows: &[ActionRow]) -> Result<(), XlsxError> {
    let sheet = frame.sheet(workbook, SHEET)?;
    let headers: Vec<Header> = COLUMNS.iter().map(Header::from).collect();
    frame.head(sheet, &one_line(&frame.meta.title), HELP, &headers)?;
    let empty = ActionRow::default();
    let all = rows.iter().chain(std::iter::repeat_n(&empty, SPARE));
    for (index, action) in all.enumerate() {
        write_row(sheet, frame, index, action)?;
    }
    let last = FIRST_ROW + (rows.len() + SPARE) as RowNum - 1;
    for (at, column) in COLUMNS.iter().enumerate() {
        frame.validate(sheet, column, at as ColNum, (FIRST_ROW, last))?;
    }
    sheet.set_freeze_panes(FIRST_ROW, FROZEN)?;
    sheet.autofilter(HEADER_ROW, 0, last, COLUMNS.len() as ColNum - 1)?;
    // Screen readers take the headers of rows and columns from this name.
    let corner = format!("={SHEET}!${}${}", column_letter(FROZEN - 1), HEADER_ROW + 1);
    workbook.define_name(format!("{SHEET}!Title"), &corner)?;
    Ok(())
}

fn write_row(sheet: &mut Worksheet, frame: &Frame, index: usize, action: &ActionRow) -> Result<(), XlsxError> {
    let row = FIRST_ROW + index as RowNum;
    let is_action = !action.what.trim().is_empty();
    let by = action.by.map_or_else(|| Content::text(&action.by_words), Content::Day);
    let done = if action.done { "Ja" } else { "Nee" };
    write_text(sheet, row, 0, &(index + 1).to_string(), &frame.looks.locked)?;
    let cells = [
        (1, Content::text(&action.what)),
        (2, Content::text(&action.why)),
        (3, by),
        (5, Content::text(&action.owner)),
        (6, if is_action { Content::text(done) } else { Content::Empty }),
    ];
    for (at, content) in &cells {
        frame.filled(sheet, (row, *at), COLUMNS[usize::from(*at)].kind, content)?;
    }
    let choice = DataValidation::new().allow_list_strings(&["Ja", "Nee"])?;
    sheet.add_data_validation(row, 6, row, 6, &with_messages(choice, COLUMNS[6].label, COLUMNS[6].help)?)?;
    write_link(sheet, frame, row, action)?;
    let texts = [(action.what.as_str(), COLUMNS[1].width), (action.why.as_str(), COLUMNS[2].width)];
    fit_row(sheet, row, &texts)
}

fn write_link(sheet: &mut Worksheet, frame: &Frame, row: RowNum, action: &ActionRow) -> Result<(), XlsxError> {
    let address = one_line(&action.link);
    let title = one_line(if action.link_title.trim().is_empty() { &action.link } else { &action.link_title });
    let is_link = (address.starts_with("https://") || address.starts_with("http://"))
        && address.len() <= MAX_ADDRESS
        && title.encode_utf16().count() <= MAX_ADDRESS;
    if is_link {
        sheet.write_url_with_format(row, 4, Url::new(address).set_text(title), &frame.looks.link)?;
        return Ok(());
    }
    write_text(sheet, row, 4, &title, &frame.looks.locked)
}
