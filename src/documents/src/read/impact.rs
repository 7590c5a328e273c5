//! The sheet `Gevolgen in de tijd`: blocks of a row per category.

use std::collections::{BTreeMap, BTreeSet};

use bcm::catalogue::ImpactCategory;
use serde_json::Value;

use super::grid::Grid;
use super::names::fold;
use super::reading::{Asked, Reading, Said};
use super::table::Table;
use crate::clean::one_line;
use crate::xlsx::columns::{Kind, SCORE};
use crate::xlsx::value::Content;

/// A row of a block.
struct Row<'c> {
    at: u32,
    block: String,
    category: &'c ImpactCategory,
}

/// What cells of several rows say of one value.
type Scores = BTreeMap<String, Said>;

/// Takes what the sheet says.
pub(super) fn read<'a>(reading: &mut Reading<'a>, grids: &'a [Grid]) {
    let Some(table) = reading.table(grids, "impact") else { return };
    let rows = rows(reading, &table);
    let blocks = processes(reading, &table, &rows);
    let mut scores = Scores::new();
    let mut reasons: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in &rows {
        let Some(Some(process)) = blocks.get(&row.block) else {
            if !blocks.contains_key(&row.block) && is_filled(reading, &table, row) {
                let place = table.place(row.at, "proces");
                reading.notes.push(format!("{place}: kies eerst een proces. Deze rij is niet overgenomen."));
            }
            continue;
        };
        read_row(reading, &table, row, process, &mut scores);
        let reason = table.text(row.at, "motivering");
        if !reason.is_empty() {
            let line = format!("{}: {reason}", row.category.label);
            reasons.entry(process.clone()).or_default().push((line, table.place(row.at, "motivering")));
        }
    }
    for (path, said) in scores {
        let process = path.split('/').nth(2).unwrap_or_default().to_owned();
        if said.value.is_some() {
            reading.create_process(&process, &said.place);
        }
        reading.change(&path, said);
    }
    for (process, lines) in reasons {
        add_reasons(reading, &process, &lines);
    }
}

fn rows<'a>(reading: &mut Reading<'a>, table: &Table) -> Vec<Row<'a>> {
    let catalogue = reading.catalogue;
    let mut rows: Vec<Row> = Vec::new();
    let mut seen = BTreeSet::new();
    for at in table.rows() {
        let id = table.text(at, "id");
        let place = table.place(at, "id");
        let parts = id.split_once('.');
        let category = parts.and_then(|it| catalogue.categories.iter().find(|known| one_line(&known.id) == it.1));
        match (parts, category) {
            (Some((block, _)), Some(category)) => {
                if !seen.insert(id.clone()) {
                    reading
                        .notes
                        .push(format!("{place}: de code ‘{id}’ staat er 2 keer. Deze rij is niet overgenomen."));
                } else {
                    rows.push(Row { at, block: block.to_owned(), category });
                }
            }
            _ if id.is_empty() && catalogue.moments.iter().all(|it| table.text(at, &column(&it.id)).is_empty()) => {}
            _ => reading.notes.push(format!("{place}: deze rij hoort bij geen soort gevolg. Ze is niet overgenomen.")),
        }
    }
    rows
}

fn column(moment: &str) -> String {
    format!("score.{moment}")
}

/// The process of every block that has one; nothing for one that cannot be understood.
fn processes(reading: &mut Reading, table: &Table, rows: &[Row]) -> BTreeMap<String, Option<String>> {
    let mut blocks: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    for row in rows {
        let text = table.text(row.at, "proces");
        let place = table.place(row.at, "proces");
        if text.is_empty() {
            continue;
        }
        let process = reading.processes.find(&text).map(str::to_owned);
        if process.is_none() {
            let found = super::cell::short(&text);
            reading.notes.push(format!(
                "{place}: het proces ‘{found}’ staat niet op ‘Processen’. Dit blok is niet overgenomen."
            ));
        }
        if process.as_ref().is_some_and(|it| reading.refused.contains(it)) {
            let found = super::cell::short(&text);
            reading
                .notes
                .push(format!("{place}: bij ‘{found}’ staat Nee op ‘Processen’. Dit blok is niet overgenomen."));
            blocks.insert(row.block.clone(), None);
            continue;
        }
        match (blocks.get(&row.block), places.get(&row.block)) {
            (Some(known), Some(first)) if *known != process => {
                reading.notes.push(format!("{place}: hier staat een ander proces dan in {first}. Het eerste telt."));
            }
            (None, _) => {
                blocks.insert(row.block.clone(), process);
                places.insert(row.block.clone(), place);
            }
            _ => {}
        }
    }
    blocks
}

fn is_filled(reading: &Reading, table: &Table, row: &Row) -> bool {
    reading.catalogue.moments.iter().any(|it| !table.text(row.at, &column(&it.id)).is_empty())
}

fn read_row(reading: &mut Reading, table: &Table, row: &Row, process: &str, scores: &mut Scores) {
    let path = format!("bia/processes/{process}");
    let catalogue = reading.catalogue;
    for moment in &catalogue.moments {
        let key = format!("impact/{}/{}", row.category.id, moment.id);
        let id = column(&moment.id);
        if !table.has(&id) || row.category.id.contains('/') || moment.id.contains('/') {
            continue;
        }
        let asked = Asked {
            path: &path,
            key: &key,
            kind: SCORE,
            cell: table.cell(row.at, &id),
            place: table.place(row.at, &id),
            example: Content::Empty,
        };
        if let Some(said) = reading.said(asked) {
            keep(reading, scores, format!("{path}/{key}"), said);
        }
    }
}

/// The first of several cells about one value counts; another value is told.
pub(super) fn keep(reading: &mut Reading, all: &mut BTreeMap<String, Said>, path: String, said: Said) {
    match all.get(&path) {
        None => drop(all.insert(path, said)),
        Some(first) if is_alike(first, &said) => {}
        // What somebody changed counts for more than what they left.
        Some(first) if !first.is_new && said.is_new => drop(all.insert(path, said)),
        Some(first) if first.is_new && !said.is_new => {}
        Some(first) => {
            let text = format!("{}: hier staat iets anders dan in {}. Het eerste telt.", said.place, first.place);
            reading.notes.push(text);
        }
    }
}

fn is_alike(first: &Said, second: &Said) -> bool {
    let text = |it: &Said| it.value.as_ref().and_then(Value::as_str).map(fold);
    first.value == second.value || (text(first).is_some() && text(first) == text(second))
}

/// The dossier has one motivation per process: what stands beside scores is added to it.
fn add_reasons(reading: &mut Reading, process: &str, lines: &[(String, String)]) {
    let path = format!("bia/processes/{process}/motivation");
    let written = reading.changed(&path);
    let current = reading.value(&path).and_then(Value::as_str).unwrap_or_default();
    let mut text = written.unwrap_or(current).to_owned();
    let mut place = None;
    for (line, at) in lines {
        if !text.lines().any(|it| it.trim() == line.trim()) && !text.contains(line.as_str()) {
            let gap = if text.is_empty() { "" } else { "\n" };
            text = format!("{text}{gap}{line}");
            place.get_or_insert_with(|| at.clone());
        }
    }
    let Some(place) = place else { return };
    let Content::Text(text) = Content::text(&text) else { return };
    let text = Content::Text(text).plain(Kind::Text);
    reading.create_process(process, &place);
    reading.replace(&path, Said { value: Some(text.into()), place, is_new: true });
}
