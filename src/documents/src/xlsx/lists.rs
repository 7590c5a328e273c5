//! The lists to choose from, the sheet that shows them, and the names by which cells find them.

use bcm::catalogue::{Catalogue, SCORES};
use rust_xlsxwriter::{ColNum, RowNum, Workbook, Worksheet, XlsxError};

use super::frame::{FIRST_ROW, Frame, TITLE_ROW, fit_row, write_text};
use super::processes;
use crate::clean::{cut, one_line};

/// The name of the sheet.
pub(super) const SHEET: &str = "Lijsten";
/// Width of its columns, in characters.
const WIDTH: f64 = 28.0;
/// The longest label that fits a list of a cell.
pub(super) const MAX_LABEL: usize = 250;

/// A list that cells choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListId {
    YesNo,
    YesNoUnknown,
    Class,
    Hours,
    Duration,
    Domain,
    Dependency,
    Score,
    /// The processes of the sheet `Processen`, own ones included.
    Process,
}

impl ListId {
    /// The defined name of its cells, and its permanent id in `_meta`.
    pub(super) fn name(self) -> &'static str {
        match self {
            ListId::YesNo => "lijst_ja_nee",
            ListId::YesNoUnknown => "lijst_ja_nee_weet_niet",
            ListId::Class => "lijst_klassen",
            ListId::Hours => "lijst_werktijden",
            ListId::Duration => "lijst_tijden",
            ListId::Domain => "lijst_domeinen",
            ListId::Dependency => "lijst_soorten",
            ListId::Score => "lijst_scores",
            ListId::Process => "lijst_processen",
        }
    }
}

/// A list with the code behind every label.
pub(super) struct List {
    pub(super) id: ListId,
    pub(super) title: &'static str,
    pub(super) items: Vec<Item>,
}

/// A label and what it means to a program.
pub(super) struct Item {
    pub(super) label: String,
    pub(super) code: String,
}

/// The lists that stand on the sheet; the processes have their own sheet.
pub(super) fn lists(catalogue: &Catalogue) -> Vec<List> {
    let fixed = |pairs: &[(&str, &str)]| pairs.iter().map(|it| item(it.0, it.1)).collect();
    let classes = catalogue.classes.iter().map(|it| {
        let letter = it.id.letter();
        item(&format!("{letter} – {}", it.label), letter)
    });
    let domains = catalogue.domains.iter().map(|it| item(&it.name, &it.id));
    let kinds = catalogue.dependency_types.iter().map(|it| item(&it.label, &it.id));
    let scores = (0..SCORES).map(|it| item(&it.to_string(), &it.to_string()));
    [
        (ListId::YesNo, "Ja of nee", fixed(&[("Ja", "yes"), ("Nee", "no")])),
        (
            ListId::YesNoUnknown,
            "Ja, nee of weet ik niet",
            fixed(&[("Ja", "yes"), ("Nee", "no"), ("Weet ik niet", "unknown")]),
        ),
        (ListId::Class, "Klassen", classes.collect()),
        (ListId::Hours, "Werktijden", fixed(&[("Kantooruren", "office"), (ALWAYS_ON, "always")])),
        (ListId::Duration, "Tijden", durations(catalogue)),
        (ListId::Domain, "Domeinen", domains.collect()),
        (ListId::Dependency, "Soorten afhankelijkheid", kinds.collect()),
        (ListId::Score, "Scores", scores.collect()),
    ]
    .into_iter()
    .map(|(id, title, items)| List { id, title, items })
    .collect()
}

/// The label for a process that runs day and night.
pub(super) const ALWAYS_ON: &str = "Dag en nacht (24/7)";

/// The moments of the scale, with a few more between and around them: contracts and tests know
/// other times. The code is the id of the moment, or the hours.
fn durations(catalogue: &Catalogue) -> Vec<Item> {
    const MORE: [(u32, &str); 4] = [(0, "Onmiddellijk"), (1, "1 uur"), (8, "8 uur"), (48, "2 dagen")];
    let mut all: Vec<(u32, Item)> = catalogue.moments.iter().map(|it| (it.hours, item(&it.label, &it.id))).collect();
    for (hours, label) in MORE {
        if all.iter().all(|it| it.0 != hours) {
            all.push((hours, item(label, &format!("{hours}h"))));
        }
    }
    all.sort_by_key(|it| it.0);
    let longer = catalogue.moments.last().map(|it| item(&format!("Langer dan {}", it.label), "longer"));
    all.into_iter().map(|it| it.1).chain(longer).collect()
}

fn item(label: &str, code: &str) -> Item {
    Item { label: cut(&one_line(label), MAX_LABEL), code: code.to_owned() }
}

pub(super) fn write(workbook: &mut Workbook, frame: &Frame) -> Result<(), XlsxError> {
    let sheet = frame.sheet(workbook, SHEET)?;
    sheet.write_string_with_format(TITLE_ROW, 0, "Schalen en lijsten", &frame.looks.title)?;
    sheet.set_row_height(TITLE_ROW, 26)?;
    sheet.set_column_range_width(0, 7, WIDTH)?;
    let row = scale(sheet, frame, FIRST_ROW - 2)?;
    let row = kinds(sheet, frame, row + 2)?;
    let first = choices(sheet, frame, row + 2)?;
    for (column, list) in frame.lists.iter().enumerate() {
        let letter = column_letter(column as ColNum);
        let last = first as usize + list.items.len().max(1);
        let range = format!("={SHEET}!${letter}${}:${letter}${last}", first + 1);
        workbook.define_name(list.id.name(), &range)?;
    }
    workbook.define_name(ListId::Process.name(), &processes::choice_range(frame.catalogue))?;
    Ok(())
}

/// What every score means; gives the row after it.
fn scale(sheet: &mut Worksheet, frame: &Frame, row: RowNum) -> Result<RowNum, XlsxError> {
    sheet.write_string_with_format(row, 0, "Wat betekenen de scores? (voorbeeld: pas aan)", &frame.looks.heading)?;
    let scores = (0..SCORES).map(|it| format!("Score {it}"));
    let labels = ["Soort gevolg".to_owned(), "Vraag".to_owned()].into_iter().chain(scores);
    header(sheet, frame, row + 1, labels)?;
    let mut next = row + 2;
    for category in &frame.catalogue.categories {
        let start = [&category.label, &category.question];
        row_of_texts(sheet, frame, next, start.into_iter().chain(&category.descriptors))?;
        next += 1;
    }
    Ok(next)
}

/// The kinds of dependency with their question; gives the row after it.
fn kinds(sheet: &mut Worksheet, frame: &Frame, row: RowNum) -> Result<RowNum, XlsxError> {
    sheet.write_string_with_format(row, 0, "Soorten afhankelijkheid", &frame.looks.heading)?;
    let labels = ["Soort", "Vraag", "Gangbaar alternatief"].map(str::to_owned);
    header(sheet, frame, row + 1, labels.into_iter())?;
    let mut next = row + 2;
    for kind in &frame.catalogue.dependency_types {
        row_of_texts(sheet, frame, next, [&kind.label, &kind.question, &kind.alternative].into_iter())?;
        next += 1;
    }
    Ok(next)
}

fn row_of_texts<'t>(
    sheet: &mut Worksheet,
    frame: &Frame,
    row: RowNum,
    texts: impl Iterator<Item = &'t String>,
) -> Result<(), XlsxError> {
    let texts: Vec<(&str, f64)> = texts.map(|it| (it.as_str(), WIDTH)).collect();
    for (column, text) in texts.iter().enumerate() {
        write_text(sheet, row, column as ColNum, text.0, &frame.looks.locked)?;
    }
    fit_row(sheet, row, &texts)
}

/// The lists, a column each; gives the first row of their items.
fn choices(sheet: &mut Worksheet, frame: &Frame, row: RowNum) -> Result<RowNum, XlsxError> {
    sheet.write_string_with_format(row, 0, "Keuzelijsten", &frame.looks.heading)?;
    header(sheet, frame, row + 1, frame.lists.iter().map(|it| it.title.to_owned()))?;
    let first = row + 2;
    for (column, list) in frame.lists.iter().enumerate() {
        for (index, item) in list.items.iter().enumerate() {
            let at = (first + index as RowNum, column as ColNum);
            match (list.id, item.code.parse::<u8>()) {
                // Scores are numbers, so that a typed 3 and a chosen 3 are the same.
                (ListId::Score, Ok(score)) => {
                    sheet.write_number_with_format(at.0, at.1, score, &frame.looks.locked)?;
                }
                _ => write_text(sheet, at.0, at.1, &item.label, &frame.looks.locked)?,
            }
        }
    }
    Ok(first)
}

fn header(
    sheet: &mut Worksheet,
    frame: &Frame,
    row: RowNum,
    labels: impl Iterator<Item = String>,
) -> Result<(), XlsxError> {
    for (column, label) in labels.enumerate() {
        write_text(sheet, row, column as ColNum, &label, &frame.looks.header)?;
    }
    Ok(())
}

/// The letters of a column, from 0.
pub(super) fn column_letter(column: ColNum) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        rest => format!("{}{last}", column_letter(rest - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let letters = [0, 25, 26, 51, 52, 701, 702].map(column_letter);
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
