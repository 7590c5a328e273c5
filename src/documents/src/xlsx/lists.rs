//! The lists to choose from, the sheet that shows them, and the names by which cells find them.

use bcm::catalogue::{Catalogue, SCORES};
use rust_xlsxwriter::{ColNum, RowNum, Workbook, Worksheet, XlsxError};

use super::book::Book;
use super::frame::{FIRST_ROW, TITLE_ROW, fit_row, write_text};
use super::processes;
use crate::clean::{cut, one_line};

/// The name of the sheet.
pub(super) const SHEET: &str = "Lijsten";
/// Width of its columns, in characters.
const WIDTH: f64 = 28.0;
/// The longest label that fits a list of a cell.
pub(crate) const MAX_LABEL: usize = 250;

/// A list that cells choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListId {
    YesNo,
    YesNoUnknown,
    Class,
    Hours,
    Duration,
    Domain,
    Dependency,
    Host,
    Infrastructure,
    Score,
    /// The processes of the sheet `Processen`, own ones included.
    Process,
}

impl ListId {
    /// The defined name of its cells, and its permanent id in `_meta`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            ListId::YesNo => "lijst_ja_nee",
            ListId::YesNoUnknown => "lijst_ja_nee_weet_niet",
            ListId::Class => "lijst_klassen",
            ListId::Hours => "lijst_werktijden",
            ListId::Duration => "lijst_tijden",
            ListId::Domain => "lijst_domeinen",
            ListId::Dependency => "lijst_soorten",
            ListId::Host => "lijst_beheerders",
            ListId::Infrastructure => "lijst_infrastructuur",
            ListId::Score => "lijst_scores",
            ListId::Process => "lijst_processen",
        }
    }
}

/// A list with the code behind every label.
pub(crate) struct List {
    pub(crate) id: ListId,
    pub(crate) title: &'static str,
    pub(crate) items: Vec<Item>,
}

/// A label and what it means to a program.
pub(crate) struct Item {
    pub(crate) label: String,
    pub(crate) code: String,
}

/// The lists that stand on the sheet; the processes have their own sheet.
pub(crate) fn lists(catalogue: &Catalogue) -> Vec<List> {
    let fixed = |pairs: &[(&str, &str)]| pairs.iter().map(|it| item(it.0, it.1)).collect();
    let classes = catalogue.classes.iter().map(|it| {
        let letter = it.id.letter();
        item(&format!("{letter} – {}", it.label), letter)
    });
    let domains = catalogue.domains.iter().map(|it| item(&it.name, &it.id));
    let kinds = catalogue.dependency_types.iter().map(|it| item(&it.label, &it.id));
    let durations = catalogue.durations().into_iter().map(|it| item(&it.1, &it.0));
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
        (ListId::Duration, "Tijden", durations.collect()),
        (ListId::Domain, "Domeinen", domains.collect()),
        (ListId::Dependency, "Soorten afhankelijkheid", kinds.collect()),
        (ListId::Host, "Wie beheert het?", fixed(&HOSTS)),
        (ListId::Infrastructure, "Gedeelde infrastructuur", fixed(&INFRASTRUCTURE)),
        (ListId::Score, "Scores", scores.collect()),
    ]
    .into_iter()
    .map(|(id, title, items)| List { id, title, items })
    .collect()
}

const HOSTS: [(&str, &str); 4] = [
    ("Eigen beheer", "own"),
    ("Leverancier", "supplier"),
    ("Vlaamse overheid", "flemish"),
    ("Federale overheid", "federal"),
];

const INFRASTRUCTURE: [(&str, &str); 8] = [
    ("Stroom en koeling", "power"),
    ("Netwerk", "network"),
    ("Internet", "internet"),
    ("Aanmelden", "identity"),
    ("Telefonie", "telephony"),
    ("Mail en agenda", "mail"),
    ("Bestanden", "files"),
    ("Back-up en herstel", "backup"),
];

/// The label for a process that runs day and night.
pub(super) const ALWAYS_ON: &str = "Dag en nacht (24/7)";

fn item(label: &str, code: &str) -> Item {
    Item { label: cut(&one_line(label), MAX_LABEL), code: code.to_owned() }
}

pub(super) fn write(workbook: &mut Workbook, book: &Book) -> Result<(), XlsxError> {
    let sheet = book.sheet(workbook, SHEET)?;
    sheet.write_string_with_format(TITLE_ROW, 0, "Schalen en lijsten", &book.looks.title)?;
    sheet.set_row_height(TITLE_ROW, 26)?;
    sheet.set_column_range_width(0, 9, WIDTH)?;
    let row = scale(sheet, book, FIRST_ROW - 2)?;
    let row = kinds(sheet, book, row + 2)?;
    let first = choices(sheet, book, row + 2)?;
    for (column, list) in book.lists.iter().enumerate() {
        let letter = column_letter(column as ColNum);
        let last = first as usize + list.items.len().max(1);
        let range = format!("={SHEET}!${letter}${}:${letter}${last}", first + 1);
        workbook.define_name(list.id.name(), &range)?;
    }
    workbook.define_name(ListId::Process.name(), &processes::choice_range(book))?;
    Ok(())
}

/// What every score means; gives the row after it.
fn scale(sheet: &mut Worksheet, book: &Book, row: RowNum) -> Result<RowNum, XlsxError> {
    sheet.write_string_with_format(row, 0, "Wat betekenen de scores? (voorbeeld: pas aan)", &book.looks.heading)?;
    let scores = (0..SCORES).map(|it| format!("Score {it}"));
    let labels = ["Soort gevolg".to_owned(), "Vraag".to_owned()].into_iter().chain(scores);
    header(sheet, book, row + 1, labels)?;
    let mut next = row + 2;
    for category in &book.catalogue.categories {
        let start = [&category.label, &category.question];
        row_of_texts(sheet, book, next, start.into_iter().chain(&category.descriptors))?;
        next += 1;
    }
    Ok(next)
}

/// The kinds of dependency with their question; gives the row after it.
fn kinds(sheet: &mut Worksheet, book: &Book, row: RowNum) -> Result<RowNum, XlsxError> {
    sheet.write_string_with_format(row, 0, "Soorten afhankelijkheid", &book.looks.heading)?;
    let labels = ["Soort", "Vraag", "Gangbaar alternatief"].map(str::to_owned);
    header(sheet, book, row + 1, labels.into_iter())?;
    let mut next = row + 2;
    for kind in &book.catalogue.dependency_types {
        row_of_texts(sheet, book, next, [&kind.label, &kind.question, &kind.alternative].into_iter())?;
        next += 1;
    }
    Ok(next)
}

fn row_of_texts<'t>(
    sheet: &mut Worksheet,
    book: &Book,
    row: RowNum,
    texts: impl Iterator<Item = &'t String>,
) -> Result<(), XlsxError> {
    let texts: Vec<(&str, f64)> = texts.map(|it| (it.as_str(), WIDTH)).collect();
    for (column, text) in texts.iter().enumerate() {
        write_text(sheet, row, column as ColNum, text.0, &book.looks.locked)?;
    }
    fit_row(sheet, row, &texts)
}

/// The lists, a column each; gives the first row of their items.
fn choices(sheet: &mut Worksheet, book: &Book, row: RowNum) -> Result<RowNum, XlsxError> {
    sheet.write_string_with_format(row, 0, "Keuzelijsten", &book.looks.heading)?;
    header(sheet, book, row + 1, book.lists.iter().map(|it| it.title.to_owned()))?;
    let first = row + 2;
    for (column, list) in book.lists.iter().enumerate() {
        for (index, item) in list.items.iter().enumerate() {
            let at = (first + index as RowNum, column as ColNum);
            match (list.id, item.code.parse::<u8>()) {
                // Scores are numbers, so that a typed 3 and a chosen 3 are the same.
                (ListId::Score, Ok(score)) => {
                    sheet.write_number_with_format(at.0, at.1, score, &book.looks.locked)?;
                }
                _ => write_text(sheet, at.0, at.1, &item.label, &book.looks.locked)?,
            }
        }
    }
    Ok(first)
}

fn header(
    sheet: &mut Worksheet,
    book: &Book,
    row: RowNum,
    labels: impl Iterator<Item = String>,
) -> Result<(), XlsxError> {
    for (column, label) in labels.enumerate() {
        write_text(sheet, row, column as ColNum, &label, &book.looks.header)?;
    }
    Ok(())
}

/// The letters of a column, from 0.
pub(crate) fn column_letter(column: ColNum) -> String {
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
