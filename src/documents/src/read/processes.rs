//! The sheet `Processen`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::grid::Grid;
use super::names::{fold, is_id, new_id};
use super::reading::{Asked, Reading, Said};
use super::table::Table;
use crate::xlsx::columns::{Column, Kind, PROCESSES};
use crate::xlsx::processes::example;
use crate::xlsx::value::Content;

const SHEET: &str = "processes";
const PATH: &str = "bia/processes";

/// A row that is about a process.
#[derive(Debug, Clone)]
pub(super) struct Row {
    at: u32,
    pub(super) id: String,
}

/// Finds the rows and what every process is called, in the sheet and in the dossier.
pub(super) fn read<'a>(reading: &mut Reading<'a>, grids: &'a [Grid]) -> Vec<Row> {
    let table = reading.table(grids, SHEET);
    let mut seen = Seen::default();
    let mut rows = Vec::new();
    for at in table.iter().flat_map(Table::rows).collect::<Vec<_>>() {
        let Some(table) = &table else { break };
        if let Some((in_sheet, id)) = row(reading, table, at, &mut seen) {
            reading.processes.add(&in_sheet, &id, &table.text(at, "proces"));
            rows.push(Row { at, id });
        }
    }
    for (id, process) in reading.records(PATH) {
        reading.processes.add(id, id, process.get("name").and_then(Value::as_str).unwrap_or_default());
    }
    for process in &reading.catalogue.processes {
        reading.processes.add(&process.code, &process.code, &process.name);
    }
    rows
}

/// What was met in rows before.
#[derive(Default)]
struct Seen {
    /// Places by id in the sheet.
    places: BTreeMap<String, String>,
    /// Ids in the dossier.
    ids: BTreeSet<String>,
}

/// The id in the sheet and in the dossier of the process in a row.
fn row(reading: &mut Reading, table: &Table, at: u32, seen: &mut Seen) -> Option<(String, String)> {
    let place = table.place(at, "id");
    let in_sheet = table.text(at, "id");
    let name = table.text(at, "proces");
    let is_formula = table.cell(at, "id").is_some_and(|it| it.is_formula);
    if is_formula || (!in_sheet.is_empty() && !is_id(&in_sheet)) {
        reading.notes.push(format!("{place}: de code in deze rij is veranderd. De rij is niet overgenomen."));
        return None;
    }
    if let Some(first) = seen.places.get(&in_sheet).filter(|_| !in_sheet.is_empty()) {
        reading
            .notes
            .push(format!("{place}: de code ‘{in_sheet}’ staat ook in {first}. Deze rij is niet overgenomen."));
        return None;
    }
    seen.places.insert(in_sheet.clone(), place.clone());
    let is_spare = is_spare(&in_sheet) && !reading.exists(&format!("{PATH}/{in_sheet}"));
    if !is_spare {
        seen.ids.insert(in_sheet.clone());
        return Some((in_sheet.clone(), in_sheet));
    }
    if name.is_empty() {
        let is_filled = inputs().any(|it| table.cell(at, it.id).is_some_and(|cell| !cell.content.is_empty()));
        if is_filled {
            reading.notes.push(format!("{place}: deze rij heeft geen naam van een proces. Ze is niet overgenomen."));
        }
        return None;
    }
    let id = own_id(reading, &in_sheet, &name, &seen.ids);
    if !seen.ids.insert(id.clone()) {
        reading.notes.push(format!("{place}: een proces met deze naam staat er al. Deze rij is niet overgenomen."));
        return None;
    }
    Some((in_sheet, id))
}

fn is_spare(id: &str) -> bool {
    id.is_empty() || id.strip_prefix("EIGEN").is_some_and(|it| it.bytes().all(|b| b.is_ascii_digit()))
}

/// The id of an own process: that of one with the same name, or a new one.
fn own_id(reading: &Reading, in_sheet: &str, name: &str, seen: &BTreeSet<String>) -> String {
    let is_named = |it: &Value| it.get("name").and_then(Value::as_str).is_some_and(|it| fold(it) == fold(name));
    let mut known = reading.records(PATH).filter(|it| reading.catalogue.process(it.0).is_none());
    if let Some((id, _)) = known.find(|it| is_named(it.1)) {
        return id.clone();
    }
    let is_taken = |id: &str| reading.exists(&format!("{PATH}/{id}")) || seen.contains(id);
    new_id('E', [&reading.record.lineage, in_sheet, name], is_taken)
}

fn inputs() -> impl Iterator<Item = &'static Column> {
    PROCESSES.iter().filter(|it| it.kind != Kind::Locked)
}

/// Takes what the rows say.
pub(super) fn take<'a>(reading: &mut Reading<'a>, grids: &'a [Grid], rows: &[Row]) {
    let Some(table) = reading.table_again(grids, SHEET) else { return };
    for row in rows {
        take_row(reading, &table, row);
    }
}

fn take_row(reading: &mut Reading, table: &Table, row: &Row) {
    let path = format!("{PATH}/{}", row.id);
    let exists = reading.exists(&path);
    let place = table.place(row.at, "gekozen");
    let chosen = choice(reading, table, row, &path);
    let is_no = chosen.as_ref().is_some_and(|it| it.value == Some("no".into()));
    if is_no {
        reading.refused.insert(row.id.clone());
        if exists && reading.record.was(&path, "gekozen").is_some() {
            reading.change(&path, Said { value: None, place, is_new: true });
        } else if exists {
            reading
                .notes
                .push(format!("{place}: hier staat Nee, maar het dossier heeft dit proces. Het blijft staan."));
        }
        return;
    }
    if exists && chosen.as_ref().is_some_and(|it| it.value.is_none()) {
        reading
            .notes
            .push(format!("{place}: deze keuze is leeg gemaakt. Het proces blijft; kies Nee om het weg te laten."));
    }
    if chosen.is_some_and(|it| it.value.is_some()) {
        reading.create_process(&row.id, &place);
    }
    let mut all = Vec::new();
    for column in inputs().filter(|it| !it.key.is_empty() && table.has(it.id)) {
        let said = reading.said(asked(reading, table, row, column, &path));
        all.extend(said.map(|it| (column.key, it)));
    }
    for (key, said) in all {
        if said.value.is_some() {
            reading.create_process(&row.id, &said.place);
        }
        reading.change(&format!("{path}/{key}"), said);
    }
}

fn choice(reading: &mut Reading, table: &Table, row: &Row, path: &str) -> Option<Said> {
    let column = PROCESSES.iter().find(|it| it.id == "gekozen")?;
    let asked = asked(reading, table, row, column, path);
    reading.said(Asked { key: "gekozen", ..asked })
}

fn asked<'p>(reading: &Reading, table: &Table<'p>, row: &Row, column: &'static Column, path: &'p str) -> Asked<'p> {
    let entry = reading.catalogue.process(&row.id);
    Asked {
        path,
        key: column.key,
        kind: column.kind,
        cell: table.cell(row.at, column.id),
        place: table.place(row.at, column.id),
        example: entry.map_or(Content::Empty, |it| example(reading.catalogue, it, column.id)),
    }
}
