//! A form of `data/forms/` as a Word document, with what was filled in.

use bcm::field::{Field, FieldKind, cents_of, money, share};
use bcm::form::Form;
use serde_json::{Map, Value};

use super::view::shown;
use crate::build::tagged;
use crate::{Block, Cover, Document, Entry, FieldValue, Layout, Meta, NoteKind};

/// A form with what was filled in; what is not, stays a field to fill in on paper or on screen.
///
/// `values` is what the dossier holds under `forms/<id>/values`. The tag of every content control is
/// the id of the form, a full stop and the id of the field.
pub fn form(form: &Form, values: &Map<String, Value>, meta: &Meta) -> Document {
    let cover = Cover { subtitle: form.intro.join(" "), ..Cover::default() };
    let mut blocks = vec![Block::Cover(cover)];
    for section in &form.sections {
        blocks.push(Block::heading(1, section.title.clone(), ""));
        blocks.extend(section.text.iter().map(|it| Block::text(it.clone())));
        if !section.steps.is_empty() {
            blocks.push(Block::list(true, section.steps.iter().cloned()));
        }
        for field in &section.fields {
            let value = value(field, values);
            let field = with_unit(&tagged(&form.id, field));
            blocks.push(match value {
                Some(_) => Block::Entry(Entry { field, value }),
                None => Block::Field(field),
            });
        }
    }
    if !form.provenance.trim().is_empty() {
        let label = "Waar komt dit vandaan?".to_owned();
        let blocks_of_note = vec![Block::text(form.provenance.clone())];
        blocks.push(Block::Note { kind: NoteKind::Tip, label, blocks: blocks_of_note });
    }
    super::document(meta, "Ingevuld formulier", Layout::Card, blocks)
}

fn value(field: &Field, values: &Map<String, Value>) -> Option<FieldValue> {
    if let FieldKind::PercentOf { of, percent } = &field.kind {
        let whole = values.get(of).and_then(cents_of)?;
        return Some(FieldValue::Text(money(share(whole, *percent))));
    }
    field_value(&field.kind, values.get(&field.id)?)
}

fn with_unit(field: &Field) -> Field {
    match &field.kind {
        FieldKind::Number { unit: Some(unit) } => Field { label: format!("{} ({unit})", field.label), ..field.clone() },
        _ => field.clone(),
    }
}

/// What a dossier holds for a field, or nothing when that is blank.
pub(super) fn field_value(kind: &FieldKind, value: &Value) -> Option<FieldValue> {
    match (kind, value) {
        (FieldKind::Table { columns, .. }, Value::Object(rows)) => {
            let row = |row: &Map<String, Value>| -> Vec<String> {
                columns.iter().map(|it| row.get(&it.id).and_then(cell_text).unwrap_or_default()).collect()
            };
            let rows = super::view::numbered(rows).into_iter().filter_map(|it| it.1.as_object());
            let rows: Vec<Vec<String>> = rows.map(row).filter(|it| it.iter().any(|cell| !cell.is_empty())).collect();
            return (!rows.is_empty()).then_some(FieldValue::Rows(rows));
        }
        (FieldKind::Choices { .. }, Value::Array(chosen)) => {
            let chosen: Vec<String> = chosen.iter().filter_map(shown).collect();
            return (!chosen.is_empty()).then_some(FieldValue::Chosen(chosen));
        }
        (FieldKind::Money, _) => {
            if let Some(cents) = cents_of(value) {
                return Some(FieldValue::Text(money(cents)));
            }
        }
        _ => {}
    }
    let text = shown(value)?;
    Some(match (kind, text.as_str()) {
        (FieldKind::YesNo, "yes" | "Ja") => FieldValue::YesNo(true),
        (FieldKind::YesNo, "no" | "Nee") => FieldValue::YesNo(false),
        (FieldKind::Date, day) => bcm::date::Date::parse(day).map_or(FieldValue::Text(text), FieldValue::Date),
        _ => FieldValue::Text(text),
    })
}

/// The text of a cell, with a day as people write it.
fn cell_text(value: &Value) -> Option<String> {
    let text = shown(value)?;
    Some(bcm::date::Date::parse(&text).map_or(text, bcm::date::Date::in_words))
}
