//! The sheet `Gevolgen in de tijd`: blocks of one row per impact category, one block per process.

use bcm::catalogue::ImpactCategory;
use rust_xlsxwriter::{ColNum, DataValidation, Formula, RowNum, Workbook, Worksheet, XlsxError};

use super::book::Book;
use super::columns::{Column, IMPACT_END, IMPACT_START, SCORE};
use super::frame::{FIRST_ROW, HEADER_ROW, Header, fit_row, with_messages, write_text};
use super::lists::{ListId, column_letter};
use super::value::Content;
use crate::clean::one_line;

/// The name of the sheet.
pub(crate) const SHEET: &str = "Gevolgen in de tijd";
/// How many processes fit at least. Own proposal: a deep analysis of at most 10 to 15.
pub(super) const BLOCKS: usize = 15;

const PROCESS_COLUMN: ColNum = 1;
const CATEGORY_COLUMN: ColNum = 2;
const THRESHOLD_COLUMN: ColNum = 3;
const FIRST_MOMENT: ColNum = IMPACT_START.len() as ColNum;

const HELP: &str = "Alleen voor de processen die je A of B gaf. Kies op de eerste rij van elk blok een proces. \
    Geef per soort gevolg en per moment een score van 0 tot 4: wat is het gevolg als de uitval zo lang duurt?";

pub(super) fn write(workbook: &mut Workbook, book: &Book) -> Result<(), XlsxError> {
    let sheet = book.sheet(workbook, SHEET)?;
    book.head(sheet, "Gevolgen in de tijd", HELP, &headers(book))?;
    let height = book.catalogue.categories.len() as RowNum;
    for block in 0..book.blocks.len() {
        let first = FIRST_ROW + block as RowNum * height;
        for (index, category) in book.catalogue.categories.iter().enumerate() {
            let id = row_id(block, category);
            let place = Place { block, first, row: first + index as RowNum };
            write_row(sheet, book, place, &id, category)?;
        }
    }
    validate_blocks(sheet, book)?;
    let end = FIRST_MOMENT + book.catalogue.moments.len() as ColNum;
    let last = last_row(book);
    book.validate(sheet, &IMPACT_END, end, (FIRST_ROW, last))?;
    sheet.set_freeze_panes(FIRST_ROW, CATEGORY_COLUMN + 1)?;
    sheet.autofilter(HEADER_ROW, 0, last, end)?;
    // Screen readers take the headers of rows and columns from this name.
    let corner = format!("='{SHEET}'!${}${}", column_letter(CATEGORY_COLUMN), HEADER_ROW + 1);
    workbook.define_name(format!("'{SHEET}'!Title"), &corner)?;
    Ok(())
}

/// The lists of processes and of scores: one rule for the same cells of all blocks.
fn validate_blocks(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    let height = book.catalogue.categories.len() as RowNum;
    let moments = book.catalogue.moments.len() as ColNum;
    let in_blocks = |offset: RowNum, from: ColNum, to: ColNum| -> String {
        let (from, to) = (column_letter(from), column_letter(to));
        let line = |block: usize| FIRST_ROW + block as RowNum * height + offset + 1;
        let ranges = (0..book.blocks.len()).map(|it| format!("{from}{0}:{to}{0}", line(it)));
        ranges.collect::<Vec<_>>().join(" ")
    };
    for (index, category) in book.catalogue.categories.iter().enumerate() {
        let row = FIRST_ROW + index as RowNum;
        if index == 0 {
            let rule = list_rule(&IMPACT_START[1], ListId::Process)?;
            let rule = rule.set_multi_range(in_blocks(0, PROCESS_COLUMN, PROCESS_COLUMN));
            sheet.add_data_validation(row, PROCESS_COLUMN, row, PROCESS_COLUMN, &rule)?;
        }
        if moments > 0 {
            let last = FIRST_MOMENT + moments - 1;
            let rule = scores(category)?;
            let rule = rule.set_multi_range(in_blocks(index as RowNum, FIRST_MOMENT, last));
            sheet.add_data_validation(row, FIRST_MOMENT, row, last, &rule)?;
        }
    }
    Ok(())
}

fn list_rule(column: &Column, list: ListId) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new().allow_list_formula(Formula::new(format!("={}", list.name())));
    with_messages(rule, column.label, column.help)
}

/// The last row of the blocks, from 0.
pub(super) fn last_row(book: &Book) -> RowNum {
    FIRST_ROW + (book.blocks.len() * book.catalogue.categories.len()).max(1) as RowNum - 1
}

/// The id of a row: the number of the block and the id of the category.
pub(super) fn row_id(block: usize, category: &ImpactCategory) -> String {
    format!("G{:02}.{}", block + 1, one_line(&category.id))
}

/// The ids of the columns, with the moments by their own id.
pub(super) fn column_ids(book: &Book) -> Vec<String> {
    let moments = book.catalogue.moments.iter().map(|it| format!("score.{}", it.id));
    let start = IMPACT_START.iter().map(|it| it.id.to_owned());
    start.chain(moments).chain([IMPACT_END.id.to_owned()]).collect()
}

/// The headers of the columns.
pub(super) fn headers(book: &Book) -> Vec<Header> {
    let moments = book.catalogue.moments.iter().enumerate().map(|(index, moment)| Header {
        group: if index == 0 { "Score 0 tot 4 als de uitval zo lang duurt" } else { "" }.to_owned(),
        label: moment.label.clone(),
        width: 11.0,
    });
    let start = IMPACT_START.iter().map(Header::from);
    start.chain(moments).chain([Header::from(&IMPACT_END)]).collect()
}

/// Where a row of a block is.
#[derive(Clone, Copy)]
struct Place {
    block: usize,
    first: RowNum,
    row: RowNum,
}

fn write_row(
    sheet: &mut Worksheet,
    book: &Book,
    place: Place,
    id: &str,
    category: &ImpactCategory,
) -> Result<(), XlsxError> {
    let looks = &book.looks;
    let row = place.row;
    let process = book.block(place.block);
    let shown = process.map_or_else(String::new, |it| book.process_label(&it.id));
    write_text(sheet, row, 0, id, &looks.locked)?;
    if row == place.first {
        write_text(sheet, row, PROCESS_COLUMN, &shown, &looks.input)?;
    } else {
        let line = place.first + 1;
        let again = Formula::new(format!("=IF($B${line}=\"\",\"\",$B${line})")).set_result(shown);
        sheet.write_formula_with_format(row, PROCESS_COLUMN, again, &looks.locked)?;
    }
    write_text(sheet, row, CATEGORY_COLUMN, &category.label, &looks.locked)?;
    let threshold = category.descriptors.get(usize::from(book.catalogue.threshold));
    let text = threshold.map_or_else(String::new, |it| format!("Score {}: {it}", book.catalogue.threshold));
    write_text(sheet, row, THRESHOLD_COLUMN, &text, &looks.locked)?;
    for (index, moment) in book.catalogue.moments.iter().enumerate() {
        let score = process.map_or(Content::Empty, |it| book.score(it, &category.id, &moment.id));
        book.filled(sheet, (row, FIRST_MOMENT + index as ColNum), SCORE, &score)?;
    }
    sheet.write_blank(row, FIRST_MOMENT + book.catalogue.moments.len() as ColNum, &looks.input)?;
    fit_row(sheet, row, &[(&category.label, IMPACT_START[2].width), (&text, IMPACT_START[3].width)])
}

/// The list of scores, with what they mean in the message.
fn scores(category: &ImpactCategory) -> Result<DataValidation, XlsxError> {
    let list = Formula::new(format!("={}", ListId::Score.name()));
    let meaning: Vec<String> =
        category.descriptors.iter().enumerate().map(|(score, text)| format!("{score} {text}")).collect();
    let rule = DataValidation::new().allow_list_formula(list);
    with_messages(rule, &category.label, &meaning.join("\n"))
}
