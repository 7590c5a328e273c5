//! What is known while a workbook is read, and how a cell becomes a change.

use std::collections::{BTreeMap, BTreeSet};

use bcm::catalogue::Catalogue;
use serde_json::{Map, Value};

use super::cell::{Words, content, is_same, short};
use super::grid::{Cell, Grid};
use super::names::Names;
use super::record::Record;
use super::table::Table;
use super::{MAX_NOTES, SheetChange, SheetProposal, SheetSource};
use crate::xlsx::columns::Kind;
use crate::xlsx::leaf;
use crate::xlsx::lists::{List, lists};
use crate::xlsx::value::{Content, fingerprint};

/// What is known while a workbook is read.
pub(super) struct Reading<'a> {
    pub(super) record: &'a Record,
    pub(super) catalogue: &'a Catalogue,
    pub(super) current: &'a Map<String, Value>,
    lists: Vec<List>,
    /// Whether the workbook was made of this dossier.
    is_same: bool,
    pub(super) processes: Names,
    pub(super) dependencies: Names,
    /// Processes that the sheet says the government does not have.
    pub(super) refused: BTreeSet<String>,
    created: BTreeSet<String>,
    changes: Vec<SheetChange>,
    /// Where the change of a path is.
    places: BTreeMap<String, usize>,
    pub(super) notes: Notes,
}

/// Messages in Dutch, as many as somebody would read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    all: Vec<String>,
    more: usize,
}

impl Notes {
    pub(super) fn push(&mut self, note: String) {
        if self.all.len() < MAX_NOTES {
            self.all.push(note);
        } else {
            self.more += 1;
        }
    }
}

/// What a cell says of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    /// The value; nothing where it was emptied.
    pub(super) value: Option<Value>,
    pub(super) place: String,
    /// Whether somebody changed it since the workbook was made.
    pub(super) is_new: bool,
}

/// A cell, what it is about, and where it is.
pub(super) struct Asked<'p> {
    pub(super) path: &'p str,
    pub(super) key: &'p str,
    pub(super) kind: Kind,
    pub(super) cell: Option<&'p Cell>,
    pub(super) place: String,
    /// What stood there before anybody wrote, where the workbook does not say.
    pub(super) example: Content,
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        record: &'a Record,
        catalogue: &'a Catalogue,
        current: &'a Map<String, Value>,
        lineage: &str,
    ) -> Reading<'a> {
        Reading {
            record,
            catalogue,
            current,
            lists: lists(catalogue),
            is_same: !lineage.is_empty() && lineage == record.lineage,
            processes: Names::default(),
            dependencies: Names::default(),
            refused: BTreeSet::new(),
            created: BTreeSet::new(),
            changes: Vec::new(),
            places: BTreeMap::new(),
            notes: Notes::default(),
        }
    }

    pub(super) fn table(&mut self, grids: &'a [Grid], id: &str) -> Option<Table<'a>> {
        Table::find(self.record, grids, id, &mut self.notes)
    }

    /// A table that was found before: what was wrong with it is told already.
    pub(super) fn table_again(&mut self, grids: &'a [Grid], id: &str) -> Option<Table<'a>> {
        Table::find(self.record, grids, id, &mut Notes::default())
    }

    /// What a cell says; nothing when it says nothing new or cannot be understood, the latter with a note.
    pub(super) fn said(&mut self, asked: Asked) -> Option<Said> {
        let Asked { path, key, kind, cell, place, example } = asked;
        if cell.is_some_and(|it| it.is_formula) {
            self.notes
                .push(format!("{place}: hier staat een formule. Typ de waarde zelf: een formule nemen we niet over."));
            return None;
        }
        let content = content(cell, kind);
        let plain = content.plain(kind);
        let was = self.record.was(path, key);
        if plain.is_empty() {
            let was_filled = was.is_some_and(|it| !it.prefilled);
            return was_filled.then_some(Said { value: None, place, is_new: true });
        }
        let words = self.words();
        match was {
            Some(mark) if mark.fingerprint == fingerprint(&plain) => {
                let counts = !mark.prefilled && !self.is_same;
                counts.then(|| Said { value: Some(words.read_kept(kind, &content)), place, is_new: false })
            }
            None if !self.record.has_marks() && plain == example.plain(kind) => None,
            _ => match (&content, words.read(kind, &content)) {
                (Content::Mistake(text), _) => {
                    self.notes.push(format!("{place}: hier staat de fout {}. Verbeter de cel.", short(text)));
                    None
                }
                (_, Ok(value)) => Some(Said { value: Some(value), place, is_new: true }),
                (_, Err(expected)) => {
                    let found = short(&plain);
                    self.notes.push(format!("{place}: hier staat ‘{found}’. {expected} De cel is niet overgenomen."));
                    None
                }
            },
        }
    }

    /// Whether the workbook was made of this dossier.
    pub(super) fn is_made_of_this(&self) -> bool {
        self.is_same
    }

    fn words(&self) -> Words<'_> {
        Words { record: self.record, lists: &self.lists, processes: &self.processes, dependencies: &self.dependencies }
    }

    /// Whether the dossier has a record at this path.
    pub(super) fn exists(&self, path: &str) -> bool {
        self.value(path).is_some_and(|it| !it.is_null())
    }

    /// What the dossier has at this path.
    pub(super) fn value(&self, path: &str) -> Option<&'a Value> {
        leaf(self.current, path)
    }

    /// The records of the dossier under `bia/…`, by id.
    pub(super) fn records(&self, path: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        self.value(path).and_then(Value::as_object).into_iter().flatten()
    }

    /// Keeps a change, unless the dossier already says so.
    pub(super) fn change(&mut self, path: &str, said: Said) {
        let is_known = match (&said.value, self.value(path)) {
            (None, None | Some(Value::Null)) => true,
            (None, Some(_)) => false,
            (Some(new), Some(old)) => is_same(new, old),
            (Some(_), None) => false,
        };
        let is_nothing = said.value.as_ref().and_then(Value::as_array).is_some_and(Vec::is_empty) && !self.exists(path);
        if !is_known && !is_nothing {
            self.push(path, said.value, said.place);
        }
    }

    fn push(&mut self, path: &str, value: Option<Value>, place: String) {
        self.places.insert(path.to_owned(), self.changes.len());
        self.changes.push(SheetChange { path: path.to_owned(), value, place });
    }

    /// The text that a change before this one gives a value.
    pub(super) fn changed(&self, path: &str) -> Option<&str> {
        self.changes.get(*self.places.get(path)?)?.value.as_ref()?.as_str()
    }

    /// Keeps a change in place of one before it.
    pub(super) fn replace(&mut self, path: &str, said: Said) {
        match self.places.get(path).and_then(|it| self.changes.get_mut(*it)) {
            Some(change) => change.value = said.value,
            None => self.change(path, said),
        }
    }

    /// Makes sure that a process is there before something is said of it.
    pub(super) fn create_process(&mut self, id: &str, place: &str) {
        let path = format!("bia/processes/{id}");
        if !self.exists(&path) && self.created.insert(id.to_owned()) {
            let value = Some(Value::Object(Map::new()));
            self.push(&path, value, place.to_owned());
        }
    }

    /// Settings have no cell that people fill in: they only come where the dossier has none.
    pub(super) fn settings(&mut self) {
        for (key, value, place) in &self.record.settings {
            let path = format!("bia/settings/{key}");
            if super::names::is_id(key) && !self.exists(&path) && !value.is_null() && !self.is_same {
                self.change(&path, Said { value: Some(value.clone()), place: place.clone(), is_new: false });
            }
        }
    }

    pub(super) fn done(mut self) -> SheetProposal {
        if self.record.submission {
            let text = "Dit is een ingediend werkblad: functies en opmerkingen kunnen ontbreken.";
            self.notes.all.insert(0, text.to_owned());
        }
        if self.notes.more > 0 {
            self.notes.all.push(format!("Er zijn nog {} meldingen.", self.notes.more));
        }
        let record = self.record;
        let source = SheetSource {
            kind: "sheet",
            lineage: record.lineage.clone(),
            revision: record.revision,
            submission: record.submission,
        };
        SheetProposal { source, changes: self.changes, notes: self.notes.all }
    }
}
