//! What a workbook is made of: the rows of its sheets, out of a catalogue and a dossier.

use std::collections::BTreeSet;
use std::ops::Deref;

use bcm::catalogue::{Catalogue, Process};
use bcm::date::Date;
use serde_json::{Map, Value};

use super::columns::{Column, Kind, SCORE};
use super::frame::Frame;
use super::lists::{List, ListId, lists};
use super::processes::choice_label;
use super::value::Content;
use super::{dependencies, impact, processes};
use crate::Meta;
use crate::clean::one_line;

/// What the workbook is made of.
pub(super) struct Book<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) catalogue: &'a Catalogue,
    pub(super) lists: Vec<List>,
    pub(super) origin: Origin<'a>,
    /// `bia/settings`.
    pub(super) settings: Option<&'a Map<String, Value>>,
    pub(super) processes: Vec<ProcessRow<'a>>,
    /// Per block of `Gevolgen in de tijd` the index of its process.
    pub(super) blocks: Vec<Option<usize>>,
    pub(super) needs: Vec<NeedRow<'a>>,
}

/// Which dossier a workbook is made of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Origin<'a> {
    pub(super) lineage: &'a str,
    pub(super) revision: u64,
    pub(super) submission: bool,
}

/// A row of `Processen`.
pub(super) struct ProcessRow<'a> {
    pub(super) id: String,
    pub(super) entry: Option<&'a Process>,
    /// What the dossier says of it; nothing when the government did not choose it.
    pub(super) data: Option<&'a Map<String, Value>>,
}

/// A row of `Afhankelijkheden`: a process and what it needs.
#[derive(Default)]
pub(super) struct NeedRow<'a> {
    pub(super) id: String,
    pub(super) process: Option<String>,
    pub(super) dependency: Option<&'a str>,
    pub(super) data: Option<&'a Map<String, Value>>,
    pub(super) need: Option<&'a Value>,
}

impl NeedRow<'_> {
    pub(super) fn is_filled(&self) -> bool {
        self.dependency.is_some()
    }
}

/// What stands in a cell, and whether it comes from the catalogue instead of the dossier.
pub(super) struct Shown {
    pub(super) content: Content,
    pub(super) prefilled: bool,
}

impl<'a> Deref for Book<'a> {
    type Target = Frame<'a>;

    fn deref(&self) -> &Frame<'a> {
        &self.frame
    }
}

impl<'a> Book<'a> {
    pub(super) fn new(
        catalogue: &'a Catalogue,
        meta: &'a Meta,
        data: &'a Map<String, Value>,
        origin: Origin<'a>,
    ) -> Book<'a> {
        let bia = data.get("bia");
        let chosen = records(bia, "processes");
        let processes = process_rows(catalogue, &chosen);
        let blocks = blocks(&processes);
        Book {
            frame: Frame::new(meta),
            catalogue,
            lists: lists(catalogue),
            origin,
            settings: bia.and_then(|it| it.get("settings")).and_then(Value::as_object),
            needs: need_rows(&processes, &records(bia, "dependencies")),
            processes,
            blocks,
        }
    }

    /// The process of a block.
    pub(super) fn block(&self, block: usize) -> Option<&ProcessRow<'a>> {
        self.processes.get((*self.blocks.get(block)?)?)
    }

    /// How other cells name a process.
    pub(super) fn process_label(&self, id: &str) -> String {
        let row = self.processes.iter().find(|it| it.id == id);
        let own = row.and_then(|it| it.data?.get("name")?.as_str()).filter(|it| !it.trim().is_empty());
        let name = own.or_else(|| row.and_then(|it| Some(it.entry?.name.as_str())));
        name.map_or_else(|| one_line(id), |it| choice_label(id, it))
    }

    fn dependency_label(&self, id: &str) -> String {
        let row = self.needs.iter().find(|it| it.dependency == Some(id));
        let name = row.and_then(|it| it.data?.get("name")?.as_str()).filter(|it| !it.trim().is_empty());
        name.map_or_else(|| one_line(id), |it| choice_label(id, it))
    }

    /// What stands in a cell of `Processen` that is filled in.
    pub(super) fn process_content(&self, row: &ProcessRow, column: &Column) -> Shown {
        let content = match column.id {
            "gekozen" if row.data.is_some() => self.content(column.kind, &"yes".into()),
            _ => {
                row.data.and_then(|it| leaf(it, column.key)).map_or(Content::Empty, |it| self.content(column.kind, it))
            }
        };
        match row.entry {
            Some(entry) if content.is_empty() => {
                let content = processes::example(self.catalogue, entry, column.id);
                Shown { prefilled: !content.is_empty(), content }
            }
            _ => Shown { content, prefilled: false },
        }
    }

    /// The score of a process.
    pub(super) fn score(&self, row: &ProcessRow, category: &str, moment: &str) -> Content {
        let scores = row.data.and_then(|it| it.get("impact")?.get(category)?.get(moment));
        scores.map_or(Content::Empty, |it| self.content(SCORE, it))
    }

    /// What stands in a cell of `Afhankelijkheden` after the id.
    pub(super) fn need_content(&self, row: &NeedRow, column: &Column) -> Content {
        match column.id {
            "proces" => row.process.as_ref().map_or(Content::Empty, |it| Content::text(self.process_label(it))),
            "minimum" => {
                let minimum = row.need.and_then(|it| it.get("minimum"));
                minimum.map_or(Content::Empty, |it| self.content(column.kind, it))
            }
            _ => {
                let value = row.data.and_then(|it| leaf(it, column.key));
                value.map_or(Content::Empty, |it| self.content(column.kind, it))
            }
        }
    }

    /// How a value of the dossier stands in a cell.
    fn content(&self, kind: Kind, value: &Value) -> Content {
        match (kind, value) {
            (_, Value::Null | Value::Object(_)) => Content::Empty,
            (Kind::Processes, Value::Array(ids)) => self.listed(ids, Book::process_label),
            (Kind::Dependencies, Value::Array(ids)) => self.listed(ids, Book::dependency_label),
            (_, Value::Array(_)) => Content::Empty,
            (Kind::Count(_) | Kind::List(ListId::Score), Value::Number(number)) => {
                number.as_f64().map_or(Content::Empty, Content::Number)
            }
            (Kind::List(list), Value::String(code)) => Content::text(self.label(list, code)),
            (Kind::Date, Value::String(text)) => Date::parse(text).map_or_else(|| Content::text(text), Content::Day),
            (_, Value::String(text)) => Content::text(text),
            (_, other) => Content::text(other.to_string()),
        }
    }

    /// The label behind a code; a code that no list knows stays as it is.
    fn label<'t>(&'t self, list: ListId, code: &'t str) -> &'t str {
        let list = self.lists.iter().find(|it| it.id == list);
        let item = list.and_then(|it| it.items.iter().find(|it| it.code == code));
        item.map_or(code, |it| &it.label)
    }

    fn listed(&self, ids: &[Value], label: fn(&Self, &str) -> String) -> Content {
        let labels = ids.iter().filter_map(Value::as_str).map(|it| label(self, it).replace(';', ","));
        Content::text(labels.collect::<Vec<_>>().join("; "))
    }
}

/// The value at keys joined by `/`.
pub(crate) fn leaf<'v>(record: &'v Map<String, Value>, key: &str) -> Option<&'v Value> {
    let mut keys = key.split('/').filter(|it| !it.is_empty());
    let first = record.get(keys.next()?)?;
    keys.try_fold(first, |value, key| value.get(key))
}

/// The records under a key, by id.
fn records<'a>(bia: Option<&'a Value>, key: &str) -> Vec<(&'a str, &'a Map<String, Value>)> {
    let all = bia.and_then(|it| it.get(key)).and_then(Value::as_object);
    all.into_iter().flatten().filter_map(|(id, it)| Some((id.as_str(), it.as_object()?))).collect()
}

/// A row per process of the catalogue, one per process of the dossier beside them, and empty ones.
fn process_rows<'a>(catalogue: &'a Catalogue, chosen: &[(&'a str, &'a Map<String, Value>)]) -> Vec<ProcessRow<'a>> {
    let data_of = |id: &str| chosen.iter().find(|it| it.0 == id).map(|it| it.1);
    let known = catalogue.processes.iter().map(|it| ProcessRow {
        id: it.code.clone(),
        entry: Some(it),
        data: data_of(&it.code),
    });
    let own = chosen.iter().filter(|it| catalogue.process(it.0).is_none());
    let own = own.map(|(id, data)| ProcessRow { id: (*id).to_owned(), entry: None, data: Some(*data) });
    let spare = (1..).map(|it| format!("EIGEN{it:02}")).filter(|it| data_of(it).is_none());
    let spare = spare.take(processes::OWN_ROWS).map(|id| ProcessRow { id, entry: None, data: None });
    known.chain(own).chain(spare).collect()
}

/// The processes that have scores or are marked A or B, and empty blocks.
fn blocks(processes: &[ProcessRow]) -> Vec<Option<usize>> {
    /// Empty blocks after the ones in use.
    const SPARE: usize = 3;
    let needs_scores = |it: &ProcessRow| {
        let Some(data) = it.data else { return false };
        let is_marked = matches!(data.get("class").and_then(Value::as_str), Some("A" | "B"));
        is_marked || data.get("impact").and_then(Value::as_object).is_some_and(|it| !it.is_empty())
    };
    let mut blocks: Vec<Option<usize>> =
        processes.iter().enumerate().filter(|it| needs_scores(it.1)).map(|it| Some(it.0)).collect();
    let count = if blocks.is_empty() { 0 } else { blocks.len() + SPARE };
    blocks.resize(count.max(impact::BLOCKS), None);
    blocks
}

/// A row per process and dependency that it needs, one per dependency that nobody needs, and empty ones.
fn need_rows<'a>(processes: &[ProcessRow<'a>], all: &[(&'a str, &'a Map<String, Value>)]) -> Vec<NeedRow<'a>> {
    let mut rows = Vec::new();
    let mut used = BTreeSet::new();
    for process in processes {
        let needs = process.data.and_then(|it| it.get("needs")).and_then(Value::as_object);
        for (id, need) in needs.into_iter().flatten() {
            let data = all.iter().find(|it| it.0 == id.as_str()).map(|it| it.1);
            used.insert(id.as_str());
            let process = Some(process.id.clone());
            rows.push(NeedRow { process, dependency: Some(id), data, need: Some(need), ..NeedRow::default() });
        }
    }
    let unused = all.iter().filter(|it| !used.contains(it.0));
    rows.extend(unused.map(|it| NeedRow { dependency: Some(it.0), data: Some(it.1), ..NeedRow::default() }));
    let count = (rows.len() + dependencies::SPARE).max(dependencies::ROWS);
    rows.resize_with(count, NeedRow::default);
    for (index, row) in rows.iter_mut().enumerate() {
        row.id = format!("D{:03}", index + 1);
    }
    rows
}
