//! The sheet `Afhankelijkheden`: a row per process and thing that it needs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::cell::short;
use super::grid::Grid;
use super::impact::keep;
use super::names::{Names, fold, is_id, new_id};
use super::reading::{Asked, Reading, Said};
use super::table::Table;
use crate::xlsx::columns::{Column, DEPENDENCIES, Kind};
use crate::xlsx::value::{Content, fingerprint};

const SHEET: &str = "dependencies";
const PATH: &str = "bia/dependencies";

/// A row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    at: u32,
    /// Process and dependency that the row was about when the workbook was made.
    was: Option<(String, String)>,
    /// The dependency; nothing for a row that was emptied.
    id: Option<String>,
}

/// Kind and name, for comparing.
type Key = (String, String);

/// Finds the dependency of every row, and what all of them are called.
pub(super) fn rows<'a>(reading: &mut Reading<'a>, grids: &'a [Grid]) -> Vec<Row> {
    let mut names = Names::default();
    let mut rows = Vec::new();
    if let Some(table) = reading.table(grids, SHEET) {
        rows = filled_rows(reading, &table);
        identify_all(reading, &table, &mut rows, &mut names);
    }
    for (id, dependency) in reading.records(PATH) {
        names.add(id, id, dependency.get("name").and_then(Value::as_str).unwrap_or_default());
    }
    reading.dependencies = names;
    rows
}

fn identify_all(reading: &mut Reading, table: &Table, rows: &mut [Row], names: &mut Names) {
    let mut groups = groups(reading, table, rows);
    let mut taken = reading.record.needs.values().map(|it| it.1.clone()).collect();
    for row in rows {
        row.id = identify(reading, table, row, &mut groups, &mut taken);
        if let Some(id) = &row.id {
            names.add(id, id, &table.text(row.at, "naam"));
        }
    }
}

fn inputs() -> impl Iterator<Item = &'static Column> {
    DEPENDENCIES.iter().filter(|it| it.kind != Kind::Locked)
}

fn is_empty(table: &Table, at: u32) -> bool {
    inputs().all(|it| table.cell(at, it.id).is_none_or(|cell| cell.content.is_empty() && !cell.is_formula))
}

/// The rows in which something stands or stood.
fn filled_rows(reading: &mut Reading, table: &Table) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut seen = BTreeMap::new();
    for at in table.rows() {
        let id = table.text(at, "id");
        let was = reading.record.needs.get(&id).filter(|it| is_id(&it.1)).cloned();
        if was.is_none() && is_empty(table, at) {
            continue;
        }
        let place = table.place(at, "id");
        if let Some(first) = seen.get(&id).filter(|_| !id.is_empty()) {
            reading.notes.push(format!("{place}: de code ‘{id}’ staat ook in {first}. Deze rij is niet overgenomen."));
            continue;
        }
        seen.insert(id, place);
        rows.push(Row { at, was, id: None });
    }
    let gone = reading.record.needs.keys().filter(|it| !seen.contains_key(*it)).count();
    if gone > 0 {
        reading.notes.push(format!(
            "Op ‘{}’ ontbreken {gone} rijen. Daaraan verandert niets: maak een rij leeg om ze te schrappen.",
            table.grid.name
        ));
    }
    rows
}

fn key(table: &Table, at: u32) -> Key {
    (fold(&table.text(at, "soort")), fold(&table.text(at, "naam")))
}

/// The dependencies that are known before new ones are made, by kind and name.
fn groups(reading: &Reading, table: &Table, rows: &[Row]) -> BTreeMap<Key, String> {
    let mut groups = BTreeMap::new();
    for row in rows {
        if let Some((_, id)) = row.was.as_ref().filter(|it| is_unchanged(reading, table, row.at, &it.1)) {
            groups.entry(key(table, row.at)).or_insert_with(|| id.clone());
        }
    }
    for (id, dependency) in reading.records(PATH) {
        let text = |key: &str| dependency.get(key).and_then(Value::as_str).unwrap_or_default();
        let kind = reading.catalogue.dependency_types.iter().find(|it| it.id == text("kind"));
        let kind = kind.map_or(text("kind"), |it| &it.label);
        groups.entry((fold(kind), fold(text("name")))).or_insert_with(|| id.clone());
    }
    groups
}

/// Whether a row still has the kind and the name that it had.
fn is_unchanged(reading: &Reading, table: &Table, at: u32, id: &str) -> bool {
    let path = format!("{PATH}/{id}");
    ["soort", "naam"].iter().all(|column| {
        let plain = table.text(at, column);
        let key = if *column == "soort" { "kind" } else { "name" };
        reading.record.was(&path, key).map_or(plain.is_empty(), |it| it.fingerprint == fingerprint(&plain))
    })
}

/// The dependency of a row; nothing, with a note, when it has no name.
fn identify(
    reading: &mut Reading,
    table: &Table,
    row: &Row,
    groups: &mut BTreeMap<Key, String>,
    taken: &mut BTreeSet<String>,
) -> Option<String> {
    if is_empty(table, row.at) {
        return None;
    }
    let key = key(table, row.at);
    if let Some((_, id)) = &row.was {
        if is_unchanged(reading, table, row.at, id) {
            return Some(id.clone());
        }
        // Another name that is known already is another thing; an unknown one is a better name.
        let other = groups.get(&key).filter(|_| !key.1.is_empty());
        return Some(other.unwrap_or(id).clone());
    }
    if key.1.is_empty() {
        let place = table.place(row.at, "naam");
        reading.notes.push(format!("{place}: schrijf wat je nodig hebt. Zonder naam is deze rij niet overgenomen."));
        return None;
    }
    if let Some(id) = groups.get(&key) {
        return Some(id.clone());
    }
    let is_taken = |id: &str| reading.exists(&format!("{PATH}/{id}")) || taken.contains(id);
    let seeds = [reading.record.lineage.as_str(), &table.text(row.at, "id"), &format!("{} {}", key.0, key.1)];
    let id = new_id('M', seeds, is_taken);
    groups.insert(key, id.clone());
    taken.insert(id.clone());
    Some(id)
}

/// Takes what the rows say.
pub(super) fn take<'a>(reading: &mut Reading<'a>, grids: &'a [Grid], rows: &[Row]) {
    let Some(table) = reading.table_again(grids, SHEET) else { return };
    let removed = removed(rows);
    take_values(reading, &table, rows, &removed);
    take_needs(reading, &table, rows, &removed);
    for (id, at) in removed {
        let place = table.place(at, "naam");
        reading.change(&format!("{PATH}/{id}"), Said { value: None, place, is_new: true });
    }
}

/// Dependencies all of whose rows were emptied, with the first of those.
fn removed(rows: &[Row]) -> BTreeMap<String, u32> {
    let used: BTreeSet<&String> = rows.iter().filter_map(|it| it.id.as_ref()).collect();
    let mut removed = BTreeMap::new();
    for row in rows.iter().filter(|it| it.id.is_none()) {
        if let Some((_, id)) = row.was.as_ref().filter(|it| !used.contains(&it.1)) {
            removed.entry(id.clone()).or_insert(row.at);
        }
    }
    removed
}

fn take_values(reading: &mut Reading, table: &Table, rows: &[Row], removed: &BTreeMap<String, u32>) {
    let mut all = BTreeMap::new();
    let mut order = Vec::new();
    for row in rows {
        let Some(id) = row.id.as_ref().filter(|it| !removed.contains_key(*it)) else { continue };
        let path = format!("{PATH}/{id}");
        let is_its_own = row.was.as_ref().is_some_and(|it| it.1 == *id);
        for column in inputs().filter(|it| !it.key.is_empty() && table.has(it.id)) {
            let said = reading.said(Asked {
                path: &path,
                key: column.key,
                kind: column.kind,
                cell: table.cell(row.at, column.id),
                place: table.place(row.at, column.id),
                example: Content::Empty,
            });
            // An empty cell of a row that was about something else says nothing of this one.
            if let Some(said) = said.filter(|it| it.value.is_some() || is_its_own) {
                let path = format!("{path}/{}", column.key);
                order.push(path.clone());
                keep(reading, &mut all, path, said);
            }
        }
    }
    for path in order {
        if let Some(said) = all.remove(&path) {
            reading.change(&path, said);
        }
    }
}

/// Takes which process needs what.
fn take_needs(reading: &mut Reading, table: &Table, rows: &[Row], removed: &BTreeMap<String, u32>) {
    let mut given = BTreeMap::new();
    let mut all = BTreeMap::new();
    for row in rows {
        let Some(id) = row.id.as_ref().filter(|it| !removed.contains_key(*it)) else { continue };
        let Some(process) = process_of(reading, table, row) else { continue };
        let path = format!("bia/processes/{process}/needs/{id}");
        let minimum = DEPENDENCIES.iter().find(|it| it.id == "minimum").map_or(Kind::Count(0), |it| it.kind);
        let said = reading.said(Asked {
            path: &path,
            key: "minimum",
            kind: minimum,
            cell: table.cell(row.at, "minimum"),
            place: table.place(row.at, "minimum"),
            example: Content::Empty,
        });
        given.entry(path.clone()).or_insert((process, row.at));
        if let Some(said) = said {
            keep(reading, &mut all, path, said);
        }
    }
    for (path, (process, at)) in &given {
        give(reading, table, path, (process, *at), all.remove(path));
    }
    take_back(reading, table, rows, &given);
}

/// The process that a row names; one that cannot be understood is told and counts as the one before.
fn process_of(reading: &mut Reading, table: &Table, row: &Row) -> Option<String> {
    let place = table.place(row.at, "proces");
    let before = row.was.as_ref().map(|it| it.0.clone()).filter(|it| !it.is_empty());
    if table.cell(row.at, "proces").is_some_and(|it| it.is_formula) {
        reading.notes.push(format!("{place}: hier staat een formule. Kies het proces uit de lijst."));
        return before;
    }
    let text = table.text(row.at, "proces");
    if text.is_empty() {
        return None;
    }
    let Some(process) = reading.processes.find(&text).map(str::to_owned) else {
        let found = short(&text);
        reading
            .notes
            .push(format!("{place}: het proces ‘{found}’ staat niet op ‘Processen’. De cel is niet overgenomen."));
        return before;
    };
    if reading.refused.contains(&process) {
        if before.as_ref() != Some(&process) {
            let found = short(&text);
            reading.notes.push(format!("{place}: bij ‘{found}’ staat Nee op ‘Processen’. De cel is niet overgenomen."));
        }
        return None;
    }
    Some(process)
}

fn give(reading: &mut Reading, table: &Table, path: &str, (process, at): (&str, u32), minimum: Option<Said>) {
    if reading.exists(path) {
        if let Some(said) = minimum {
            reading.change(&format!("{path}/minimum"), said);
        }
        return;
    }
    let mut need = Map::new();
    if let Some(value) = minimum.and_then(|it| it.value) {
        need.insert("minimum".to_owned(), value);
    }
    // A need that the workbook had and the dossier gave up meanwhile stays given up.
    if reading.record.had(path) && reading.is_made_of_this() && need.is_empty() {
        return;
    }
    let place = table.place(at, "proces");
    reading.create_process(process, &place);
    reading.change(path, Said { value: Some(Value::Object(need)), place, is_new: true });
}

/// Removes what rows said before and no row says now.
fn take_back(reading: &mut Reading, table: &Table, rows: &[Row], given: &BTreeMap<String, (String, u32)>) {
    for row in rows {
        let Some((process, id)) = row.was.as_ref().filter(|it| !it.0.is_empty()) else { continue };
        let path = format!("bia/processes/{process}/needs/{id}");
        if !given.contains_key(&path) && !reading.refused.contains(process) {
            let place = table.place(row.at, "proces");
            reading.change(&path, Said { value: None, place, is_new: true });
        }
    }
}
