//! A first look at the XML of a workbook, before the reader of cells believes what it says: depth,
//! numbers of things, and the numbers in it that would make a reader reserve memory.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::SheetError;
use super::grid::{MAX_CELLS, MAX_ROWS};

/// The deepest nesting. A workbook nests about 10 deep.
const MAX_DEPTH: usize = 64;
/// The most elements in all parts together.
const MAX_ELEMENTS: usize = 2_000_000;
/// The most texts in the table of shared texts.
const MAX_TEXTS: usize = 300_000;
/// The most attributes of an element: some readers compare each with all.
const MAX_ATTRIBUTES: usize = 100;
/// The highest number of a formula that cells share.
const MAX_SHARED_FORMULA: u32 = 65_536;
/// The rows and columns that Excel knows.
const EXCEL_ROWS: u32 = 1_048_576;
const EXCEL_COLUMNS: u32 = 16_384;

/// What is left of the limits that hold for all parts together.
pub(super) struct Budget {
    elements: usize,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { elements: MAX_ELEMENTS }
    }
}

/// What was seen in a part.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) is_1904: bool,
    rows: usize,
    cells: usize,
    texts: usize,
    /// Whether the open `v` must hold a number.
    in_number: bool,
    is_number: bool,
}

/// Looks through a part.
pub(super) fn scan(name: &str, part: &[u8], budget: &mut Budget) -> Result<Seen, SheetError> {
    let damaged = || SheetError::Damaged(name.to_owned());
    let text = std::str::from_utf8(part).map_err(|_| damaged())?;
    let mut reader = Reader::from_str(text);
    let mut seen = Seen::default();
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(SheetError::TooDeep(name.to_owned()));
                }
                element(name, &start, budget, &mut seen)?;
                seen.in_number = seen.is_number && start.local_name().as_ref() == "v";
            }
            Event::Empty(start) => element(name, &start, budget, &mut seen)?,
            Event::End(_) => {
                depth = depth.checked_sub(1).ok_or_else(damaged)?;
                seen.in_number = false;
            }
            Event::Text(text) if seen.in_number && !is_plain_number(text.as_ref()) => return Err(damaged()),
            Event::DocType(_) => return Err(damaged()),
            Event::Eof => break,
            _ => {}
        }
    }
    if depth == 0 { Ok(seen) } else { Err(damaged()) }
}

fn element(name: &str, start: &BytesStart, budget: &mut Budget, seen: &mut Seen) -> Result<(), SheetError> {
    let damaged = || SheetError::Damaged(name.to_owned());
    let too_many = || SheetError::TooManyRows(name.to_owned());
    budget.elements = budget.elements.checked_sub(1).ok_or_else(|| SheetError::TooLarge(name.to_owned()))?;
    if start.attributes().with_checks(false).count() > MAX_ATTRIBUTES {
        return Err(damaged());
    }
    let value = |key: &str| attribute(start, key).ok_or_else(damaged);
    match start.local_name().as_ref() {
        "row" => {
            seen.rows += 1;
            let is_right = value("r")?.is_none_or(|it| it.parse().is_ok_and(|it: u32| (1..=EXCEL_ROWS).contains(&it)));
            is_right.then_some(()).ok_or_else(damaged)?;
        }
        "c" => {
            seen.cells += 1;
            value("r")?.is_none_or(|it| is_place(&it)).then_some(()).ok_or_else(damaged)?;
            seen.is_number = value("t")?.is_some_and(|it| it == "n");
        }
        "dimension" => {
            let place = value("ref")?.ok_or_else(damaged)?;
            is_range(&place).then_some(()).ok_or_else(damaged)?;
        }
        "f" => {
            let is_right = value("si")?.is_none_or(|it| it.parse().is_ok_and(|it: u32| it <= MAX_SHARED_FORMULA));
            let range = value("ref")?.is_none_or(|it| is_range(&it));
            (is_right && range).then_some(()).ok_or_else(damaged)?;
        }
        "si" => seen.texts += 1,
        "sst" | "cellXfs" | "cellStyleXfs" | "numFmts" | "fonts" | "fills" | "borders" => {
            for key in ["count", "uniqueCount"] {
                let is_right = value(key)?.is_none_or(|it| it.parse().is_ok_and(|it: usize| it <= 4 * MAX_TEXTS));
                is_right.then_some(()).ok_or_else(damaged)?;
            }
        }
        "workbookPr" => seen.is_1904 = value("date1904")?.is_some_and(|it| it == "1" || it == "true"),
        _ => {}
    }
    if seen.rows > MAX_ROWS || seen.cells > MAX_CELLS || seen.texts > MAX_TEXTS {
        return Err(too_many());
    }
    Ok(())
}

/// The value of an attribute, whatever its prefix: `None` when the element cannot be read or has two,
/// `Some(None)` without it.
fn attribute(start: &BytesStart, key: &str) -> Option<Option<String>> {
    let mut found = None;
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        let is_new =
            attribute.key.local_name().as_ref() != key || found.replace(attribute.value.as_ref().to_owned()).is_none();
        is_new.then_some(())?;
    }
    Some(found)
}

/// Whether it is a number that every reader of numbers takes.
fn is_plain_number(text: &str) -> bool {
    let starts_right = text.starts_with(|it: char| it.is_ascii_digit())
        || text.strip_prefix('-').is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    let is_made_right = text.bytes().all(|it| it.is_ascii_digit() || b"+-.eE".contains(&it));
    starts_right && is_made_right && text.len() < 64 && text.parse::<f64>().is_ok()
}

fn is_range(text: &str) -> bool {
    let mut ends = text.split(':');
    let (first, last) = (ends.next().and_then(place), ends.next());
    let last = last.map_or(first, place);
    let in_order = first.zip(last).is_some_and(|(from, to)| from.0 <= to.0 && from.1 <= to.1);
    in_order && ends.next().is_none()
}

fn is_place(text: &str) -> bool {
    place(text).is_some()
}

/// Row and column of `B7`, from 1.
fn place(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|it: char| it.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    let is_right = (1..=3).contains(&letters.len()) && letters.bytes().all(|it| it.is_ascii_uppercase());
    is_right.then_some(())?;
    let column = letters.bytes().fold(0, |sum, it| sum * 26 + u32::from(it - b'A') + 1);
    let row = row.parse().ok().filter(|it| (1..=EXCEL_ROWS).contains(it))?;
    (column <= EXCEL_COLUMNS).then_some((row, column))
}
