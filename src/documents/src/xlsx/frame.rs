//! What the sheets share: looks, header rows, input cells, print set-up, protection.

use rust_xlsxwriter::{
    ColNum, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    FormatBorder, FormatUnderline, Formula, ProtectionOptions, RowNum, Workbook, Worksheet, XlsxError,
};

use super::columns::{Column, Kind};
use super::value::Content;
use crate::Meta;
use crate::clean::{clean, cut, one_line};

/// Row of the title, from 0.
pub(super) const TITLE_ROW: RowNum = 0;
/// Row of the sentence under the title.
pub(super) const HELP_ROW: RowNum = 1;
/// Row of the groups of columns.
pub(super) const GROUP_ROW: RowNum = 2;
/// Row of the headers.
pub(super) const HEADER_ROW: RowNum = 3;
/// First row that is filled in.
pub(super) const FIRST_ROW: RowNum = 4;

/// The longest text that Excel holds in a cell, in UTF-16 units.
const MAX_CELL: usize = 32_767;
/// The longest title and text of an input message, in UTF-16 units.
const MAX_MESSAGE_TITLE: usize = 32;
const MAX_MESSAGE: usize = 255;
/// A4, in Excel's list of papers.
const A4: u8 = 9;

/// Makes our font that of the workbook, before it has sheets: widths of columns are counted in its
/// digits, and Excel's own default font is missing on many machines.
pub(super) fn set_default_font(workbook: &mut Workbook) -> Result<(), XlsxError> {
    const ROW_PIXELS: u32 = 20;
    const COLUMN_PIXELS: u32 = 64;
    let font = Format::new().set_font_name("Arial").set_font_size(10);
    workbook.set_default_format(&font, ROW_PIXELS, COLUMN_PIXELS)?;
    Ok(())
}

/// What all sheets are made of.
pub(super) struct Frame<'a> {
    pub(super) meta: &'a Meta,
    pub(super) looks: Looks,
}

/// How cells look. Every pair of colours has a contrast of at least 7 to 1.
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) text: Format,
    pub(super) link: Format,
    pub(super) group: Format,
    pub(super) header: Format,
    pub(super) locked: Format,
    pub(super) input: Format,
    pub(super) input_date: Format,
    /// For text that a program would take for a formula when someone edits it.
    pub(super) input_quoted: Format,
}

const DARK: u32 = 0x0012_323F;
const INK: u32 = 0x001B_1F24;
const LINE: u32 = 0x006B_7680;

impl Looks {
    fn new() -> Looks {
        let text = unwrapped().set_text_wrap();
        let border = |look: Format| look.set_border(FormatBorder::Thin).set_border_color(LINE);
        let cell = border(text.clone());
        let input = cell.clone().set_unlocked().set_background_color(0x00FF_F8DC);
        Looks {
            title: unwrapped().set_bold().set_font_size(16).set_font_color(DARK),
            heading: unwrapped().set_bold().set_font_size(12).set_font_color(DARK),
            link: unwrapped().set_font_color(0x000B_5563).set_underline(FormatUnderline::Single),
            group: border(unwrapped()).set_bold().set_font_color(DARK).set_background_color(0x00DC_E7EB),
            header: cell.clone().set_bold().set_font_color(0x00FF_FFFF).set_background_color(DARK),
            locked: cell.set_background_color(0x00F1_F3F4),
            input_date: input.clone().set_num_format("dd/mm/yyyy"),
            input_quoted: input.clone().set_quote_prefix(),
            input,
            text,
        }
    }
}

/// Text that runs on over the empty cells beside it.
fn unwrapped() -> Format {
    Format::new().set_font_name("Arial").set_font_size(10).set_font_color(INK).set_align(FormatAlign::Top)
}

impl<'a> Frame<'a> {
    pub(super) fn new(meta: &'a Meta) -> Frame<'a> {
        Frame { meta, looks: Looks::new() }
    }

    /// A new sheet that prints well and whose locked cells stay as they are.
    pub(super) fn sheet<'w>(&self, workbook: &'w mut Workbook, name: &str) -> Result<&'w mut Worksheet, XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        let title = cut(&one_line(&self.meta.title), 80).replace('&', "&&");
        let version = cut(&one_line(&self.meta.version), 20).replace('&', "&&");
        sheet.set_header(format!("&L{title}&RVersie {version} · {}", self.meta.date.in_words()));
        // A formula without a result would show a 0 until the first calculation.
        sheet.set_formula_result_default("");
        sheet.set_footer("&L&A&RPagina &P van &N");
        sheet.set_margins(0.4, 0.4, 0.7, 0.7, 0.3, 0.3);
        sheet.protect_with_options(&ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            use_autofilter: true,
            ..ProtectionOptions::new()
        });
        Ok(sheet)
    }

    /// Title, sentence, groups and headers of a sheet that is filled in.
    pub(super) fn head(
        &self,
        sheet: &mut Worksheet,
        title: &str,
        help: &str,
        columns: &[Header],
    ) -> Result<(), XlsxError> {
        sheet.write_string_with_format(TITLE_ROW, 0, title, &self.looks.title)?;
        sheet.write_string_with_format(HELP_ROW, 0, help, &unwrapped())?;
        for (index, column) in columns.iter().enumerate() {
            let index = index as ColNum;
            write_text(sheet, GROUP_ROW, index, &column.group, &self.looks.group)?;
            write_text(sheet, HEADER_ROW, index, &column.label, &self.looks.header)?;
            sheet.set_column_width(index, column.width)?;
        }
        let labels: Vec<(&str, f64)> = columns.iter().map(|it| (it.label.as_str(), it.width)).collect();
        fit_row(sheet, HEADER_ROW, &labels)?;
        sheet.set_row_height(TITLE_ROW, 26)?;
        sheet.set_repeat_rows(GROUP_ROW, HEADER_ROW)?;
        Ok(())
    }

    /// An empty cell, to fill in or ours.
    pub(super) fn blank(
        &self,
        sheet: &mut Worksheet,
        row: RowNum,
        column: ColNum,
        kind: Kind,
    ) -> Result<(), XlsxError> {
        let look = match kind {
            Kind::Locked => &self.looks.locked,
            Kind::Date => &self.looks.input_date,
            _ => &self.looks.input,
        };
        sheet.write_blank(row, column, look)?;
        Ok(())
    }

    /// A cell to fill in, with what it holds already.
    pub(super) fn filled(
        &self,
        sheet: &mut Worksheet,
        (row, column): (RowNum, ColNum),
        kind: Kind,
        content: &Content,
    ) -> Result<(), XlsxError> {
        let looks = &self.looks;
        match content {
            Content::Text(text) if text.starts_with(['=', '+', '-', '@', '\t']) => {
                write_text(sheet, row, column, text, &looks.input_quoted)
            }
            Content::Text(text) => write_text(sheet, row, column, text, &looks.input),
            Content::Number(number) => {
                sheet.write_number_with_format(row, column, *number, &looks.input)?;
                Ok(())
            }
            Content::Day(day) => match ExcelDateTime::from_ymd(day.year, day.month, day.day) {
                Ok(date) => {
                    sheet.write_datetime_with_format(row, column, &date, &looks.input_date)?;
                    Ok(())
                }
                // Excel knows no day before 1900.
                Err(_) => write_text(sheet, row, column, &day.to_string(), &looks.input),
            },
            _ => self.blank(sheet, row, column, kind),
        }
    }

    /// The rule and the messages for the cells of a column, from row to row.
    pub(super) fn validate(
        &self,
        sheet: &mut Worksheet,
        column: &Column,
        at: ColNum,
        rows: (RowNum, RowNum),
    ) -> Result<(), XlsxError> {
        if let Some(rule) = rule(column)? {
            let rule = with_messages(rule, column.label, column.help)?;
            sheet.add_data_validation(rows.0, at, rows.1, at, &rule)?;
        }
        Ok(())
    }
}

/// A column as its header shows it.
pub(super) struct Header {
    pub(super) group: String,
    pub(super) label: String,
    pub(super) width: f64,
}

impl From<&Column> for Header {
    fn from(column: &Column) -> Header {
        Header { group: column.group.to_owned(), label: column.label.to_owned(), width: column.width }
    }
}

/// Writes text that stays text, cut to what a cell holds.
pub(super) fn write_text(
    sheet: &mut Worksheet,
    row: RowNum,
    column: ColNum,
    text: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    let text = cut(&clean(text), MAX_CELL);
    if text.is_empty() {
        sheet.write_blank(row, column, look)?;
    } else {
        sheet.write_string_with_format(row, column, text, look)?;
    }
    Ok(())
}

/// Makes a row as high as its wrapped texts need in columns of these widths.
///
/// Programs fit rows themselves, but LibreOffice does so only for what it shows first, and not when
/// it prints without showing.
pub(super) fn fit_row(sheet: &mut Worksheet, row: RowNum, cells: &[(&str, f64)]) -> Result<(), XlsxError> {
    let lines = cells.iter().map(|it| line_count(it.0, it.1)).max().unwrap_or(1).max(1);
    sheet.set_row_height(row, (lines as f64 * LINE_HEIGHT + 3.0).min(MAX_ROW_HEIGHT))?;
    Ok(())
}

/// Height of a line of text of 10 points, in points.
const LINE_HEIGHT: f64 = 13.0;
/// The highest row that Excel knows, in points.
const MAX_ROW_HEIGHT: f64 = 409.0;
/// Letters a line holds per digit of width: letters are narrower, but words break before the edge.
const FILLED: f64 = 1.06;

fn line_count(text: &str, width: f64) -> usize {
    let room = (width * FILLED).max(1.0);
    let lines_of = |line: &str| (line.chars().count() as f64 / room).ceil().max(1.0) as usize;
    text.lines().map(lines_of).sum()
}

fn rule(column: &Column) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    Ok(match column.kind {
        Kind::Locked => None,
        Kind::Text | Kind::Processes | Kind::Dependencies => Some(rule.allow_any_value()),
        Kind::List(list) => Some(rule.allow_list_formula(Formula::new(format!("={}", list.name())))),
        Kind::Count(most) => Some(rule.allow_whole_number(DataValidationRule::Between(0, most))),
        Kind::Date => {
            let first = ExcelDateTime::from_ymd(2000, 1, 1)?;
            Some(rule.allow_date(DataValidationRule::GreaterThanOrEqualTo(first)))
        }
    })
}

/// The rule with what to type and what went wrong.
pub(super) fn with_messages(rule: DataValidation, label: &str, help: &str) -> Result<DataValidation, XlsxError> {
    let title = cut(&one_line(label), MAX_MESSAGE_TITLE);
    rule.set_input_title(title)?
        .set_input_message(cut(help, MAX_MESSAGE))?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("Dit past hier niet")?
        .set_error_message(
            "Kies een waarde uit de lijst, of typ een geheel getal of een datum (dag/maand/jaar) waar de \
             kolom dat vraagt. Klik op Annuleren om terug te gaan naar wat er stond.",
        )
}
