//! The markup of fields that data define: those of a form and of a building block.
//!
//! `base` is the path below which the values of the fields are kept, such as `bcp/blocks/B01/values`.
//! A table keeps its rows as records: `base/<field>/r1/<column>`.

use bcm::field::{Column, Field, FieldKind, cents_of, money, share};
use bcm::json::{ObjectText, text};
use bcm::sort::sort;
use maud::{Markup, html};
use serde_json::Value;

use crate::control::{self, Control};
use crate::shape::{Kind, YES_NO, shown_day};
use crate::tool::{Act, Done, State};

/// One field.
pub(crate) fn field_markup(state: &State, base: &str, field: &Field, checked: bool) -> Markup {
    let path = format!("{base}/{}", field.id);
    let options: Vec<(String, String)> = field.options().iter().map(|it| (it.clone(), it.clone())).collect();
    let control = Control {
        path: &path,
        kind: kind(&field.kind).unwrap_or(Kind::Json),
        label: &field.label,
        hint: field.hint.as_deref().unwrap_or_default(),
        value: state.get(&path),
        options: &options,
        needed: true,
        checked,
    };
    match &field.kind {
        FieldKind::Choice { .. } | FieldKind::Scale { .. } => control.radios(&options),
        FieldKind::Number { unit: Some(unit) } => {
            Control { label: &format!("{} ({unit})", field.label), ..control }.markup()
        }
        FieldKind::Money => Control { hint: &amount_hint(control.hint), ..control }.markup(),
        FieldKind::PercentOf { percent, .. } => html! {
            div.field.share {
                p.share-label { (field.label) }
                p.share-amount data-region=(share_region(*percent)) { (share_text(state, base, field)) }
            }
        },
        FieldKind::Table { columns, .. } => table(state, &path, field, columns),
        _ => control.markup(),
    }
}

fn amount_hint(hint: &str) -> String {
    format!("{hint} In euro, bijvoorbeeld 12.500 of 12.500,50.").trim().to_owned()
}

/// The regions of the shares among these fields: what is worked out from an amount.
pub(crate) fn shares(state: &State, base: &str, fields: &[Field]) -> Vec<(&'static str, Markup)> {
    let region = |field: &Field| match field.kind {
        FieldKind::PercentOf { percent, .. } => Some((share_region(percent), share_text(state, base, field))),
        _ => None,
    };
    fields.iter().filter_map(region).collect()
}

/// A screen shows a share of an amount and at most its counterpart.
fn share_region(percent: u32) -> &'static str {
    if percent < 50 { "share-rest" } else { "share" }
}

fn share_text(state: &State, base: &str, field: &Field) -> Markup {
    let amount = field_text(state, base, field);
    html! {
        @if amount.is_empty() { span.quiet { "Volgt als het totale bedrag ingevuld is." } } @else { strong { (amount) } }
    }
}

fn table(state: &State, path: &str, field: &Field, columns: &[Column]) -> Markup {
    let id = control::id(path);
    let rows = rows(state.get(path));
    let next = format!("r{}", rows.last().map_or(1, |it| it.0 + 1));
    let count = rows.len();
    html! {
        div.field.rows-field role="group" aria-labelledby={ (id) "-label" } aria-describedby=[field.hint.as_ref().map(|_| format!("{id}-hint"))] {
            p.rows-label id={ (id) "-label" } { (field.label) }
            @if let Some(hint) = &field.hint { p.hint id={ (id) "-hint" } { (hint) } }
            table.rows {
                caption.visually-hidden { (field.label) }
                thead { tr { @for column in columns { th scope="col" { (column.label) } } th scope="col" { "Wissen" } } }
                tbody {
                    @for (index, (number, row)) in rows.iter().enumerate() {
                        (table_row(path, columns, &format!("r{number}"), index + 1, Some(row)))
                    }
                    (table_row(path, columns, &next, count + 1, None))
                }
            }
            button.button.second.quiet type="button" id={ (id) "-add" } data-act="add-row" data-args=(path_args(path)) {
                "Rij toevoegen" span.visually-hidden { " aan " (field.label) }
            }
        }
    }
}

fn table_row(path: &str, columns: &[Column], row: &str, number: usize, value: Option<&Value>) -> Markup {
    let path = format!("{path}/{row}");
    html! {
        tr id=(control::id(&path)) {
            @for column in columns {
                @let cell = format!("{path}/{}", column.id);
                @let id = control::id(&cell);
                @let text = value.and_then(|it| it.get(&column.id)).map(plain).unwrap_or_default();
                td {
                    label.cell-label for=(id) { (column.label) span.visually-hidden { ", rij " (number) } }
                    textarea id=(id) data-path=(cell) rows=(lines(&text, columns.len())) { (text) }
                }
            }
            td.row-act {
                @if value.is_some() {
                    button.button.plain type="button" id={ (control::id(&path)) "-remove" } data-act="remove-row" data-args=(path_args(&path)) {
                        "Wis rij" span.visually-hidden { " " (number) }
                    }
                }
            }
        }
    }
}

/// The arguments of an act that is about a path.
fn path_args(path: &str) -> String {
    ObjectText::default().text("path", path).end()
}

/// How many lines a text takes in a cell of a table with so many columns, about.
fn lines(text: &str, columns: usize) -> usize {
    let letters = 64 / columns.max(1);
    text.lines().map(|it| it.chars().count() / letters.max(1) + 1).sum::<usize>().clamp(1, 8)
}

/// The rows of a table by their number.
fn rows(value: Option<&Value>) -> Vec<(u32, &Value)> {
    let map = value.and_then(Value::as_object);
    let mut rows: Vec<(u32, &Value)> =
        map.into_iter().flatten().filter_map(|it| Some((row_number(it.0)?, it.1))).collect();
    sort(&mut rows, |a, b| a.0 < b.0);
    rows
}

fn row_number(id: &str) -> Option<u32> {
    let number = id.strip_prefix('r')?;
    if number.starts_with('0') || number.len() > 6 { None } else { number.parse().ok() }
}

/// The filled rows of a table, each as the texts of its columns.
pub(crate) fn row_texts(columns: &[Column], value: Option<&Value>) -> Vec<Vec<String>> {
    let cell = |row: &Value, column: &Column| row.get(&column.id).map(plain).unwrap_or_default();
    rows(value).iter().map(|(_, row)| columns.iter().map(|it| cell(row, it)).collect()).collect()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| text(value), str::to_owned)
}

fn kind(kind: &FieldKind) -> Option<Kind> {
    Some(match kind {
        FieldKind::Line => Kind::Line,
        FieldKind::Text => Kind::Text,
        FieldKind::Date => Kind::Date,
        FieldKind::YesNo => Kind::Choice(YES_NO),
        FieldKind::Choice { .. } | FieldKind::Scale { .. } => Kind::Code,
        FieldKind::Choices { .. } => Kind::Set,
        FieldKind::Number { .. } => Kind::Number(9_999_999),
        FieldKind::Money => Kind::Money,
        FieldKind::PercentOf { .. } | FieldKind::Table { .. } => return None,
    })
}

/// What a path takes, given what follows the path of the field: nothing, or `r1/functie` in a table.
pub(crate) fn field_kind(field: &Field, rest: &str) -> Option<Kind> {
    if rest.is_empty() {
        return kind(&field.kind);
    }
    cell(field, rest).map(|_| Kind::Text)
}

/// What a path below these fields is called: `Doel`, `Rollen, rij 1: Functie`.
pub(crate) fn field_label(fields: &[Field], path: &str) -> String {
    let (id, rest) = path.split_once('/').unwrap_or((path, ""));
    let Some(field) = fields.iter().find(|it| it.id == id) else { return path.to_owned() };
    match cell(field, rest) {
        Some((row, column)) => format!("{}, rij {row}: {}", field.label, column.label),
        None => field.label.clone(),
    }
}

/// The cell of a table: its row and its column.
fn cell<'a>(field: &'a Field, rest: &str) -> Option<(u32, &'a Column)> {
    let (row, column) = rest.split_once('/')?;
    Some((row_number(row)?, field.columns().iter().find(|it| it.id == column)?))
}

/// What a field holds, in words; a table gives a line for every row. Empty when it holds nothing.
pub(crate) fn field_text(state: &State, base: &str, field: &Field) -> String {
    if let FieldKind::PercentOf { of, percent } = &field.kind {
        let total = state.get(&format!("{base}/{of}")).and_then(cents_of);
        return total.map(|it| money(share(it, *percent))).unwrap_or_default();
    }
    let Some(value) = state.get(&format!("{base}/{}", field.id)) else { return String::new() };
    match &field.kind {
        FieldKind::YesNo => {
            let label = YES_NO.iter().find(|it| value.as_str() == Some(it.0));
            label.map_or_else(|| plain(value), |it| it.1.to_owned())
        }
        FieldKind::Table { columns, .. } => {
            let line = |row: Vec<String>| row.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
            row_texts(columns, Some(value)).into_iter().map(line).collect::<Vec<_>>().join("\n")
        }
        FieldKind::Money => cents_of(value).map_or_else(|| plain(value), money),
        FieldKind::Number { unit: Some(unit) } => format!("{} {unit}", plain(value)),
        _ => match value {
            Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
            _ => shown_day(&plain(value)),
        },
    }
}

/// The same for an overview, where an empty field says so.
pub(crate) fn field_summary(state: &State, base: &str, field: &Field) -> Markup {
    let text = field_text(state, base, field);
    html! {
        @if text.is_empty() { span.quiet { "Nog niet ingevuld" } } @else { span.pre { (text) } }
    }
}

/// A field on paper: what it holds, and room to write where it holds nothing.
pub(crate) fn field_print(state: &State, base: &str, field: &Field) -> Markup {
    let text = field_text(state, base, field);
    if text.is_empty() {
        return field_paper(field);
    }
    html! {
        div.paper-field {
            p.paper-label { (field.label) }
            @if let FieldKind::Table { columns, .. } = &field.kind {
                (paper_table(columns, &row_texts(columns, state.get(&format!("{base}/{}", field.id)))))
            } @else { p.pre { (text) } }
        }
    }
}

/// An empty field on paper.
pub(crate) fn field_paper(field: &Field) -> Markup {
    html! {
        div.paper-field {
            p.paper-label { (field.label) }
            @if let Some(hint) = &field.hint { p.paper-hint { (hint) } }
            @match &field.kind {
                FieldKind::Text => div.paper-lines {},
                FieldKind::Table { columns, rows } => (paper_table(columns, &vec![Vec::new(); (*rows).min(8) as usize])),
                FieldKind::YesNo => ul.paper-choice { li { "ja" } li { "nee" } },
                FieldKind::Choice { options } | FieldKind::Choices { options } | FieldKind::Scale { options } => {
                    ul.paper-choice { @for option in options { li { (option) } } }
                },
                _ => div.paper-line {},
            }
        }
    }
}

fn paper_table(columns: &[Column], rows: &[Vec<String>]) -> Markup {
    html! {
        table.paper-table {
            thead { tr { @for column in columns { th scope="col" { (column.label) } } } }
            tbody { @for row in rows {
                tr { @for index in 0..columns.len() { td { (row.get(index).map_or("", String::as_str)) } } }
            } }
        }
    }
}

/// Adds or clears a row of a table; `None` for other acts.
pub(crate) fn rows_act(state: &State, act: &Act) -> Option<Done> {
    let path = act.text("path");
    match act.name {
        // Drawing the screen again is enough: below the last filled row there is always an empty one.
        "add-row" => {
            let next = rows(state.get(path)).last().map_or(1, |it| it.0 + 1);
            Some(Done::said("Onderaan staat een lege rij.").focus(format!("{}-r{next}", control::id(path))))
        }
        "remove-row" => {
            let (table, row) = path.rsplit_once('/')?;
            row_number(row)?;
            let done = Done::said("De rij is gewist. Je kunt dit ongedaan maken.").change(path, None);
            Some(done.focus(format!("{}-add", control::id(table))))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use bcm::date::Date;
    use bcm::dossier::Dossier;
    use bcm::json::FromJson;
    use bcm::json::Ids;
    use serde_json::json;

    use super::*;
    use crate::view::View;

    fn fields() -> Vec<Field> {
        let data = json!([
            {"id": "totaal", "label": "Totaal", "kind": "money", "hint": "Geschat."},
            {"id": "groot", "label": "Groot", "kind": "percent_of", "of": "totaal", "percent": 80},
            {"id": "klein", "label": "Klein", "kind": "percent_of", "of": "totaal", "percent": 20},
            {"id": "dagen", "label": "Werk", "kind": "number", "unit": "dagen"},
            {"id": "score", "label": "Score", "kind": "scale", "options": ["laag", "hoog"]},
            {"id": "wie", "label": "Wie", "kind": "choices", "options": ["a", "b"]},
            {"id": "klaar", "label": "Klaar", "kind": "yes_no"},
            {"id": "dag", "label": "Dag", "kind": "date"},
            {"id": "lijst", "label": "Lijst", "kind": "table", "columns": [{"id": "x", "label": "X"}, {"id": "y", "label": "Y"}]}
        ]);
        Vec::from_json(&data).unwrap()
    }

    fn state(values: Value) -> State {
        let mut dossier = Dossier::new("1", "1", "2026-11-24T10:00:00Z");
        dossier.data.insert("f".to_owned(), values);
        let (today, view) = (Date { year: 2026, month: 11, day: 24 }, View::default());
        State { dossier, read_only: false, today, view, proposal: None, touched: Ids::default(), earlier: None }
    }

    fn texts(values: Value) -> Vec<String> {
        let state = state(values);
        fields().iter().map(|it| field_text(&state, "f", it)).collect()
    }

    #[test]
    fn what_a_field_holds_reads_as_words() {
        let values = json!({"totaal": 1250.5, "dagen": 3, "score": "hoog", "wie": ["a", "b"], "klaar": "no",
            "dag": "2027-03-09", "lijst": {"r10": {"x": "3"}, "r2": {"x": "1", "y": "2"}, "anders": {"x": "weg"}}});
        let expected =
            ["€ 1.250,50", "€ 1.000,40", "€ 250,10", "3 dagen", "hoog", "a, b", "Nee", "09/03/2027", "1 · 2\n3"];
        assert_eq!(texts(values), expected);
        assert!(texts(json!({})).iter().all(String::is_empty));
    }

    #[test]
    fn equals_stay_in_their_order() {
        let mut items = [(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        sort(&mut items, |a, b| a.0 < b.0);
        assert_eq!(items.map(|it| it.1), ['b', 'e', 'd', 'a', 'c']);
    }

    #[test]
    fn shares_always_add_up() {
        for cents in (0..5_000).chain([12_345_677, 99_999_999_999]) {
            let shown = texts(json!({"totaal": bcm::field::euro(cents)}));
            let part = |at: usize| bcm::field::cents(&shown[at]).unwrap();
            assert_eq!(part(1) + part(2), cents);
        }
    }

    #[test]
    fn shares_follow_the_amount_in_regions_of_their_own() {
        let (state, fields) = (state(json!({"totaal": 100})), fields());
        let regions = shares(&state, "f", &fields);
        assert_eq!(regions.iter().map(|it| it.0).collect::<Vec<_>>(), ["share", "share-rest"]);
        for (field, (name, inside)) in fields[1..3].iter().zip(&regions) {
            let html = field_markup(&state, "f", field, false).into_string();
            assert!(html.contains(&format!("data-region=\"{name}\"")) && html.contains(&inside.0), "{html}");
            assert!(!html.contains("data-path"));
        }
    }

    #[test]
    fn a_path_is_known_by_its_field_and_its_cell() {
        let fields = fields();
        let known = |path: &str| {
            let (id, rest) = path.split_once('/').unwrap_or((path, ""));
            field_kind(fields.iter().find(|it| it.id == id)?, rest)
        };
        assert_eq!(known("totaal"), Some(Kind::Money));
        assert_eq!(known("wie"), Some(Kind::Set));
        assert_eq!(known("lijst/r1/x"), Some(Kind::Text));
        for path in
            ["groot", "lijst", "lijst/r1", "lijst/r1/z", "lijst/r0/x", "lijst/x/x", "lijst/r1/x/x", "totaal/r1/x"]
        {
            assert_eq!(known(path), None, "{path}");
        }
        assert_eq!(field_label(&fields, "lijst/r3/y"), "Lijst, rij 3: Y");
        assert_eq!(field_label(&fields, "dag"), "Dag");
    }

    #[test]
    fn a_wrong_amount_is_told_and_kept() {
        let state = state(json!({"totaal": "veel"}));
        let html = field_markup(&state, "f", &fields()[0], true).into_string();
        assert!(html.contains("Fout: ") && html.contains("value=\"veel\"") && html.contains("aria-invalid"));
        assert!(html.contains("Geschat. In euro"));
    }
}
