//! Fields that a person fills in, and the forms and building blocks made of them.
//!
//! One definition feeds the page, the paper form and the Word document.

use serde::{Deserialize, Serialize};

/// One thing to fill in.
///
/// In data it is flat (`kind: choice` beside `options`); here the parts that only one kind has sit
/// in that kind, so that a choice without options cannot exist.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FlatField", into = "FlatField")]
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
    /// A table whose columns are given and whose rows are filled in.
    Table {
        /// The columns: at least one, no id twice.
        columns: Vec<Column>,
        /// How many empty rows a new table has: 1 to [`MAX_ROWS`].
        rows: u32,
    },
}

/// A column of a [`FieldKind::Table`].
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Permanent id in kebab case, unique within the table.
    pub id: String,
    /// The text of the header cell.
    pub label: String,
    /// Share of the width of the table, relative to the other columns; 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuildingBlock {
    /// Permanent code, `B01` to `B18`.
    pub code: String,
    /// The name of the block.
    pub title: String,
    /// Whether it belongs to the minimum plan of a small government.
    #[serde(default)]
    pub minimum_set: bool,
    /// What the block holds at least.
    pub contents: Vec<String>,
    /// The test that tells when the block is finished.
    pub done_when: String,
    /// What is filled in.
    pub fields: Vec<Field>,
}

/// A small document to download that consists of steps and fields, such as a card for the first hour.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    /// The heading.
    pub title: String,
    /// A sentence or two under the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Steps to take, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// What is filled in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
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
            FieldError::Id(id) => write!(f, "the id `{id}` is not in kebab case"),
        }
    }
}

impl std::error::Error for FieldError {}

impl Field {
    /// The texts to choose from; empty unless the field is a choice.
    pub fn options(&self) -> &[String] {
        match &self.kind {
            FieldKind::Choice { options } => options,
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

/// A field as it stands in data.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlatField {
    id: String,
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    kind: KindName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    options: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    columns: Option<Vec<Column>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rows: Option<u32>,
}

#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindName {
    Line,
    Text,
    Date,
    YesNo,
    Choice,
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
            KindName::Choice => choice(flat.options.unwrap_or_default())?,
            KindName::Table => table(flat.columns.unwrap_or_default(), flat.rows)?,
        };
        Ok(Field { id: flat.id, label: flat.label, hint: flat.hint, kind })
    }
}

impl From<Field> for FlatField {
    fn from(field: Field) -> FlatField {
        let (kind, options, columns, rows) = match field.kind {
            FieldKind::Line => (KindName::Line, None, None, None),
            FieldKind::Text => (KindName::Text, None, None, None),
            FieldKind::Date => (KindName::Date, None, None, None),
            FieldKind::YesNo => (KindName::YesNo, None, None, None),
            FieldKind::Choice { options } => (KindName::Choice, Some(options), None, None),
            FieldKind::Table { columns, rows } => (KindName::Table, None, Some(columns), Some(rows)),
        };
        FlatField { id: field.id, label: field.label, hint: field.hint, kind, options, columns, rows }
    }
}

fn refuse_foreign_keys(flat: &FlatField) -> Result<(), FieldError> {
    let is_table = flat.kind == KindName::Table;
    if flat.options.is_some() && flat.kind != KindName::Choice {
        return Err(FieldError::ForeignKey("options"));
    }
    if flat.columns.is_some() && !is_table {
        return Err(FieldError::ForeignKey("columns"));
    }
    if flat.rows.is_some() && !is_table {
        return Err(FieldError::ForeignKey("rows"));
    }
    Ok(())
}

fn choice(options: Vec<String>) -> Result<FieldKind, FieldError> {
    if options.is_empty() || has_duplicate(options.iter()) {
        return Err(FieldError::Options);
    }
    Ok(FieldKind::Choice { options })
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

fn has_duplicate<'a>(mut texts: impl Iterator<Item = &'a String>) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    texts.any(|it| !seen.insert(it))
}

fn is_kebab(id: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    id.split('-').all(is_part)
}

#[cfg(test)]
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
            r#"{"id":"a","label":"A","kind":"table","columns":[{"id":"a","label":"A","width":3}],"rows":2}"#,
        ] {
            assert_eq!(serde_json::to_string(&field(json).unwrap()).unwrap(), json);
        }
    }
}
