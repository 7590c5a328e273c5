//! Fields that a person fills in, and the forms and building blocks made of them.
//!
//! One definition feeds the page, the paper form and the Word document.

use serde_json::Value;

use crate::from_json;
use crate::json::FromJson;

/// One thing to fill in.
///
/// In data it is flat (`kind: choice` beside `options`); here the parts that only one kind has sit
/// in that kind, so that a choice without options cannot exist.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(try_from = "FlatField", into = "FlatField")
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Permanent id in kebab case; answers are kept under it.
    pub id: String,
    /// What stands before the field.
    pub label: String,
    /// Help that is always in view, if any.
    pub hint: Option<String>,
    /// How it is filled in.
    pub kind: FieldKind,
}

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    Line,
    /// Several lines of text.
    Text,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of a few texts.
    Choice {
        /// The texts to choose from: at least one, none twice.
        options: Vec<String>,
    },
    /// Any of a few texts.
    Choices {
        /// The texts to choose from: at least one, none twice.
        options: Vec<String>,
    },
    /// One step of a scale, such as satisfaction.
    Scale {
        /// The steps, in order: at least two, none twice.
        options: Vec<String>,
    },
    /// A whole number, 0 or more.
    Number {
        /// What is counted, such as `dagen`.
        unit: Option<String>,
    },
    /// An amount in euro, with or without cents.
    Money,
    /// A share of the amount in another field of the same form; worked out, never filled in.
    PercentOf {
        /// Id of the [`FieldKind::Money`] field.
        of: String,
        /// The share, 1 to 99 percent.
        percent: u32,
    },
    /// A table whose columns are given and whose rows are filled in.
    Table {
        /// The columns: at least one, no id twice.
        columns: Vec<Column>,
        /// How many empty rows a new table has: 1 to [`MAX_ROWS`].
        rows: u32,
    },
}

/// A column of a [`FieldKind::Table`].
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Permanent id in kebab case, unique within the table.
    pub id: String,
    /// The text of the header cell.
    pub label: String,
    /// Share of the width of the table, relative to the other columns; 1 when absent.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub width: Option<u32>,
}

/// Empty rows of a table that does not say how many.
pub const DEFAULT_ROWS: u32 = 5;

/// The largest number of empty rows that a table may ask for.
pub const MAX_ROWS: u32 = 200;

/// A part of a business continuity plan: a chapter in the document and a page on the site.
///
/// Which blocks there are, and which form the minimum for a small government: own synthesis of the
/// published plans and templates that the references of the site list.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildingBlock {
    /// Permanent code, `B01` to `B18`.
    pub code: String,
    /// The name of the block.
    pub title: String,
    /// Whether it belongs to the minimum plan of a small government.
    #[cfg_attr(feature = "schema", serde(default))]
    pub minimum_set: bool,
    /// What the block holds at least.
    pub contents: Vec<String>,
    /// The test that tells when the block is finished.
    pub done_when: String,
    /// What is filled in.
    pub fields: Vec<Field>,
}

/// A small document to download that consists of steps and fields, such as a card for the first hour.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDocument {
    /// Permanent id; also the name of the file.
    pub id: String,
    /// The title of the document.
    pub title: String,
    /// Version of the content, such as `1.0`.
    pub version: String,
    /// What the document is for, and how to use it.
    pub intro: String,
    /// The parts, in reading order.
    pub sections: Vec<FormSection>,
}

/// A part of a [`FormDocument`].
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSection {
    /// The heading.
    pub title: String,
    /// Whether a document begins a page with it.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "std::ops::Not::not"))]
    pub new_page: bool,
    /// Paragraphs under the heading, with an empty line between them.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub text: Option<String>,
    /// Steps to take, in order.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub steps: Vec<String>,
    /// What is filled in.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub fields: Vec<Field>,
}

/// Why a field in data is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldError {
    /// A choice without options, or with the same one twice.
    Options,
    /// A table without columns, or with the same column id twice.
    Columns,
    /// A table of no rows, or of more than [`MAX_ROWS`].
    Rows,
    /// The named key belongs to another kind of field.
    ForeignKey(&'static str),
    /// A share without `of`, or with a `percent` that is not 1 to 99.
    Share,
    /// The id is not in kebab case.
    Id(String),
}

impl std::fmt::Display for FieldError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FieldError::Options => f.write_str("a choice needs `options`, each of them once"),
            FieldError::Columns => f.write_str("a table needs `columns`, each id once"),
            FieldError::Rows => write!(f, "`rows` is a number from 1 to {MAX_ROWS}"),
            FieldError::ForeignKey(key) => write!(f, "`{key}` does not belong to this `kind`"),
            FieldError::Share => f.write_str("a share needs `of` and a `percent` from 1 to 99"),
            FieldError::Id(id) => write!(f, "the id `{id}` is not in kebab case"),
        }
    }
}

impl std::error::Error for FieldError {}

impl Field {
    /// The texts to choose from; empty unless the field is a choice or a scale.
    pub fn options(&self) -> &[String] {
        match &self.kind {
            FieldKind::Choice { options } | FieldKind::Choices { options } | FieldKind::Scale { options } => options,
            _ => &[],
        }
    }

    /// The columns; empty unless the field is a table.
    pub fn columns(&self) -> &[Column] {
        match &self.kind {
            FieldKind::Table { columns, .. } => columns,
            _ => &[],
        }
    }
}

/// In the flat form of data; what the form allows only with another kind is refused.
impl FromJson for Field {
    fn from_json(value: &Value) -> Option<Self> {
        FlatField::from_json(value)?.try_into().ok()
    }
}

from_json!(Column { id, label, width });
from_json!(BuildingBlock { code, title, minimum_set, contents, done_when, fields });
impl FormSection {
    /// The paragraphs of its text.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let parts = self.text.iter().flat_map(|it| it.split("\n\n"));
        parts.map(str::trim).filter(|it| !it.is_empty())
    }
}

from_json!(FormDocument { id, title, version, intro, sections });
from_json!(FormSection { title, new_page, text, steps, fields });
from_json!(FlatField { id, label, hint, kind, options, unit, of, percent, columns, rows });
from_json!(KindName:
    "line" => Line, "text" => Text, "date" => Date, "yes_no" => YesNo, "choice" => Choice, "choices" => Choices,
    "scale" => Scale, "number" => Number, "money" => Money, "percent_of" => PercentOf, "table" => Table);

/// A field as it stands in data.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
struct FlatField {
    id: String,
    label: String,
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    hint: Option<String>,
    kind: KindName,
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    options: Option<Vec<String>>,
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    unit: Option<String>,
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    of: Option<String>,
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    percent: Option<u32>,
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    columns: Option<Vec<Column>>,
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    rows: Option<u32>,
}

#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[derive(Clone, Copy, PartialEq)]
enum KindName {
    Line,
    Text,
    Date,
    YesNo,
    Choice,
    Choices,
    Scale,
    Number,
    Money,
    PercentOf,
    Table,
}

impl TryFrom<FlatField> for Field {
    type Error = FieldError;

    fn try_from(flat: FlatField) -> Result<Field, FieldError> {
        refuse_foreign_keys(&flat)?;
        if !is_kebab(&flat.id) {
            return Err(FieldError::Id(flat.id));
        }
        let kind = match flat.kind {
            KindName::Line => FieldKind::Line,
            KindName::Text => FieldKind::Text,
            KindName::Date => FieldKind::Date,
            KindName::YesNo => FieldKind::YesNo,
            KindName::Choice => FieldKind::Choice { options: options(flat.options, 1)? },
            KindName::Choices => FieldKind::Choices { options: options(flat.options, 1)? },
            KindName::Scale => FieldKind::Scale { options: options(flat.options, 2)? },
            KindName::Number => FieldKind::Number { unit: flat.unit },
            KindName::Money => FieldKind::Money,
            KindName::PercentOf => percent_of(flat.of, flat.percent)?,
            KindName::Table => table(flat.columns.unwrap_or_default(), flat.rows)?,
        };
        Ok(Field { id: flat.id, label: flat.label, hint: flat.hint, kind })
    }
}

#[cfg(feature = "schema")]
impl From<Field> for FlatField {
    fn from(field: Field) -> FlatField {
        let mut flat = FlatField {
            id: field.id,
            label: field.label,
            hint: field.hint,
            kind: KindName::Line,
            options: None,
            unit: None,
            of: None,
            percent: None,
            columns: None,
            rows: None,
        };
        let mut listed = |options: Vec<String>, kind: KindName| {
            flat.options = Some(options);
            kind
        };
        flat.kind = match field.kind {
            FieldKind::Line => KindName::Line,
            FieldKind::Text => KindName::Text,
            FieldKind::Date => KindName::Date,
            FieldKind::YesNo => KindName::YesNo,
            FieldKind::Choice { options } => listed(options, KindName::Choice),
            FieldKind::Choices { options } => listed(options, KindName::Choices),
            FieldKind::Scale { options } => listed(options, KindName::Scale),
            FieldKind::Number { unit } => {
                flat.unit = unit;
                KindName::Number
            }
            FieldKind::Money => KindName::Money,
            FieldKind::PercentOf { of, percent } => {
                (flat.of, flat.percent) = (Some(of), Some(percent));
                KindName::PercentOf
            }
            FieldKind::Table { columns, rows } => {
                (flat.columns, flat.rows) = (Some(columns), Some(rows));
                KindName::Table
            }
        };
        flat
    }
}

fn refuse_foreign_keys(flat: &FlatField) -> Result<(), FieldError> {
    let listed = matches!(flat.kind, KindName::Choice | KindName::Choices | KindName::Scale);
    let is_table = flat.kind == KindName::Table;
    let is_share = flat.kind == KindName::PercentOf;
    let keys = [
        ("options", flat.options.is_some(), listed),
        ("unit", flat.unit.is_some(), flat.kind == KindName::Number),
        ("of", flat.of.is_some(), is_share),
        ("percent", flat.percent.is_some(), is_share),
        ("columns", flat.columns.is_some(), is_table),
        ("rows", flat.rows.is_some(), is_table),
    ];
    let foreign = keys.iter().find(|(_, is_there, belongs)| *is_there && !*belongs);
    foreign.map_or(Ok(()), |it| Err(FieldError::ForeignKey(it.0)))
}

fn options(options: Option<Vec<String>>, least: usize) -> Result<Vec<String>, FieldError> {
    let options = options.unwrap_or_default();
    if options.len() < least || has_duplicate(options.iter()) {
        return Err(FieldError::Options);
    }
    Ok(options)
}

fn percent_of(of: Option<String>, percent: Option<u32>) -> Result<FieldKind, FieldError> {
    match (of, percent) {
        (Some(of), Some(percent @ 1..=99)) => Ok(FieldKind::PercentOf { of, percent }),
        _ => Err(FieldError::Share),
    }
}

fn table(columns: Vec<Column>, rows: Option<u32>) -> Result<FieldKind, FieldError> {
    if columns.is_empty() || has_duplicate(columns.iter().map(|it| &it.id)) {
        return Err(FieldError::Columns);
    }
    let rows = rows.unwrap_or(DEFAULT_ROWS);
    if rows == 0 || rows > MAX_ROWS {
        return Err(FieldError::Rows);
    }
    Ok(FieldKind::Table { columns, rows })
}

/// The largest amount that is understood, in cents: a milliard euro.
const MAX_CENTS: u64 = 100_000_000_000;

/// An amount as people write it, in cents: `12 500`, `12.500,50`, `€ 80`, `12500.5`.
///
/// A point or a comma with one or two digits behind it, at the end, begins the cents; with three, it
/// separates thousands. `None` for anything else.
pub fn cents(text: &str) -> Option<u64> {
    let text: String = text.trim().trim_start_matches('€').chars().filter(|it| !it.is_whitespace()).collect();
    let (whole, part) = match text.rfind([',', '.']) {
        Some(at) if text.len() - at - 1 < 3 => (&text[..at], &text[at + 1..]),
        _ => (text.as_str(), ""),
    };
    let mut groups = whole.split([',', '.']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    let fits =
        digits(first) && (rest.is_empty() || first.len() <= 3) && rest.iter().all(|it| it.len() == 3 && digits(it));
    if !fits || !(part.is_empty() || digits(part)) {
        return None;
    }
    let euro: u64 = [&[first], rest.as_slice()].concat().concat().parse().ok()?;
    let part: u64 = format!("{part:0<2}").parse().ok()?;
    euro.checked_mul(100)?.checked_add(part).filter(|it| *it <= MAX_CENTS)
}

/// The amount that a dossier keeps, in cents: a JSON number of euro.
pub fn cents_of(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => cents(&number.to_string()),
        _ => None,
    }
}

/// An amount of cents as a dossier keeps it: a JSON number of euro, whole where it can be.
pub fn euro(cents: u64) -> Value {
    if cents.is_multiple_of(100) { Value::from(cents / 100) } else { Value::from(cents as f64 / 100.0) }
}

/// An amount as people read it: `€ 12.500` or `€ 12.500,50`.
pub fn money(cents: u64) -> String {
    let digits = (cents / 100).to_string();
    let mut text = String::from("€ ");
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if !cents.is_multiple_of(100) {
        text.push_str(&format!(",{:02}", cents % 100));
    }
    text
}

/// A share of an amount in whole cents: a share above half is rounded, the rest is what remains, so
/// that a share and its counterpart always add up to the amount. (Each of two halves is rounded up.)
pub fn share(total: u64, percent: u32) -> u64 {
    let percent = u64::from(percent.min(100));
    if percent < 50 { total - rounded(total, 100 - percent) } else { rounded(total, percent) }
}

fn rounded(total: u64, percent: u64) -> u64 {
    // In two parts, so that no product can be too large.
    total / 100 * percent + (total % 100 * percent + 50) / 100
}

fn has_duplicate<'a>(texts: impl Iterator<Item = &'a String>) -> bool {
    let mut seen: Vec<&String> = Vec::new();
    for text in texts {
        if seen.contains(&text) {
            return true;
        }
        seen.push(text);
    }
    false
}

fn is_kebab(id: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    id.split('-').all(is_part)
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::*;

    fn field(json: &str) -> Result<Field, String> {
        serde_json::from_str(json).map_err(|it| it.to_string())
    }

    #[test]
    fn a_line_needs_only_id_label_and_kind() {
        let line = field(r#"{"id":"datum-college","label":"Datum","kind":"line"}"#).unwrap();
        assert_eq!(line.kind, FieldKind::Line);
        assert_eq!(line.hint, None);
    }

    #[test]
    fn a_table_has_five_rows_unless_it_says_otherwise() {
        let json = r#"{"id":"t","label":"T","kind":"table","columns":[{"id":"a","label":"A"}]}"#;
        let table = field(json).unwrap();
        assert!(matches!(table.kind, FieldKind::Table { rows: DEFAULT_ROWS, .. }));
        assert_eq!(table.columns()[0].label, "A");
    }

    #[test]
    fn what_belongs_to_another_kind_is_refused() {
        for (json, part) in [
            (r#"{"id":"a","label":"A","kind":"line","options":["x"]}"#, "`options`"),
            (r#"{"id":"a","label":"A","kind":"choice","options":["x"],"rows":2}"#, "`rows`"),
            (r#"{"id":"a","label":"A","kind":"date","columns":[]}"#, "`columns`"),
            (r#"{"id":"a","label":"A","kind":"choice"}"#, "`options`"),
            (r#"{"id":"a","label":"A","kind":"choice","options":["x","x"]}"#, "once"),
            (r#"{"id":"a","label":"A","kind":"table"}"#, "`columns`"),
            (r#"{"id":"a","label":"A","kind":"table","columns":[{"id":"a","label":"A"}],"rows":0}"#, "`rows`"),
            (r#"{"id":"a","label":"A","kind":"scale","options":["x"]}"#, "`options`"),
            (r#"{"id":"a","label":"A","kind":"money","unit":"dagen"}"#, "`unit`"),
            (r#"{"id":"a","label":"A","kind":"percent_of","of":"b","percent":100}"#, "`percent`"),
            (r#"{"id":"a","label":"A","kind":"percent_of","percent":20}"#, "`of`"),
            (r#"{"id":"Een id","label":"A","kind":"line"}"#, "kebab"),
            (r#"{"id":"a","label":"A","kind":"line","colour":"red"}"#, "unknown field"),
        ] {
            let message = field(json).unwrap_err();
            assert!(message.contains(part), "{json}: {message}");
        }
    }

    #[test]
    fn writing_and_reading_gives_the_same_field() {
        for json in [
            r#"{"id":"a","label":"A","hint":"H","kind":"yes_no"}"#,
            r#"{"id":"a","label":"A","kind":"choice","options":["x","y"]}"#,
            r#"{"id":"a","label":"A","kind":"choices","options":["x"]}"#,
            r#"{"id":"a","label":"A","kind":"scale","options":["x","y"]}"#,
            r#"{"id":"a","label":"A","kind":"number","unit":"dagen"}"#,
            r#"{"id":"a","label":"A","kind":"money"}"#,
            r#"{"id":"a","label":"A","kind":"percent_of","of":"b","percent":80}"#,
            r#"{"id":"a","label":"A","kind":"table","columns":[{"id":"a","label":"A","width":3}],"rows":2}"#,
        ] {
            assert_eq!(serde_json::to_string(&field(json).unwrap()).unwrap(), json);
            assert_eq!(Field::from_json(&serde_json::from_str(json).unwrap()), field(json).ok());
        }
    }
}

#[cfg(test)]
mod money_tests {
    use super::*;

    #[test]
    fn an_amount_reads_as_people_write_it() {
        for (text, amount) in [
            ("12 500", Some(1_250_000)),
            ("12.500,50", Some(1_250_050)),
            ("€ 80", Some(8_000)),
            ("12500.5", Some(1_250_050)),
            ("1,234.56", Some(123_456)),
            ("1.250", Some(125_000)),
            ("0", Some(0)),
            ("", None),
            (",5", None),
            ("1.25.0", None),
            ("1250.500", None),
            ("-3", None),
            ("veel", None),
            ("9999999999999999999999", None),
        ] {
            assert_eq!(cents(text), amount, "{text}");
        }
    }

    #[test]
    fn an_amount_comes_back_as_it_was_kept() {
        for amount in [0, 1, 10, 99, 100, 1_250_050, 123_456_789, MAX_CENTS] {
            assert_eq!(cents_of(&euro(amount)), Some(amount));
            assert_eq!(cents(&money(amount)), Some(amount));
        }
        assert_eq!(money(1_250_050), "€ 12.500,50");
        assert_eq!(money(123_456_700), "€ 1.234.567");
    }

    #[test]
    fn a_share_and_its_counterpart_add_up() {
        for total in (0..2_000).chain([MAX_CENTS, MAX_CENTS - 1, 1_250_049, u64::MAX]) {
            for percent in (1..100).filter(|it| *it != 50) {
                assert_eq!(share(total, percent) + share(total, 100 - percent), total, "{total} {percent}");
            }
        }
        assert_eq!((share(1_003, 80), share(1_003, 20)), (802, 201));
    }
}
