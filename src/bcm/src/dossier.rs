//! The dossier: everything one government fills in, in one file that it holds itself (`*.bcm.json`).
//!
//! An envelope says what the file is and how far it is; `data` holds what the tools put in it, as
//! JSON. A tool reads and writes only its own part, so keys that this version does not know, in the
//! envelope and at every depth of `data`, come out as they went in. Time and lineage are given from
//! outside: this module has no clock and no randomness.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::json::{FromJson, remove};
use crate::questionnaire::{Answers, Response};

mod history;
mod merge;
mod migrate;
#[cfg(feature = "schema")]
mod schema;
mod tree;

pub use history::{Group, History, LIMIT};
pub use merge::{Difference, DifferenceKind, Proposal, ProposedChange, SourceKind, compare, merge};
#[cfg(feature = "schema")]
pub use schema::schema as json_schema;
pub use tree::{Change, apply, diff, get, leaves, path, segments};

use migrate::{MIGRATIONS, migrate};
use tree::object;

/// The value of `format` in every dossier.
pub const FORMAT: &str = "bcm-portal-dossier";

/// The schema this version writes.
pub const SCHEMA: u32 = 2;

/// The largest file that is read, in bytes. A full dossier is far below it; a mistaken file is not.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A dossier in memory, always in the present schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// Identifies all copies and later versions of the same dossier; shaped like a UUID.
    pub lineage: String,
    /// How often it was saved to a file.
    pub revision: u64,
    /// When it was begun, as an RFC 3339 time in UTC.
    pub created: String,
    /// When it last changed, as an RFC 3339 time in UTC.
    pub modified: String,
    /// Version of the questions and catalogues it was last filled in with.
    pub content_version: String,
    /// What the tools put in it, by tool.
    pub data: Map<String, Value>,
    /// Keys of the envelope that this version does not know; they are kept.
    pub other: Map<String, Value>,
}

/// A file that could be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The dossier.
    pub dossier: Dossier,
    /// The schema in the file.
    pub schema: u32,
}

impl Opened {
    /// Whether the file is newer than this version. Then it may be shown, never changed or saved:
    /// a meaning could be lost that this version does not know.
    pub fn read_only(&self) -> bool {
        self.schema > SCHEMA
    }
}

/// Why a file could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// It has more than [`MAX_BYTES`] bytes; this is its size.
    TooLarge(usize),
    /// It is not JSON, or cut off: the place, counted from 1.
    NotJson {
        /// Line of the mistake.
        line: usize,
        /// Column of the mistake.
        column: usize,
    },
    /// It is JSON, but not a dossier.
    NotADossier,
    /// A part of the envelope is missing or has another type than it should.
    Broken {
        /// Key of that part.
        key: &'static str,
    },
    /// It is of a newer schema, and not even its envelope can be read.
    TooNew {
        /// The schema in the file.
        schema: u32,
    },
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::TooLarge(bytes) => write!(f, "{bytes} bytes is more than {MAX_BYTES}"),
            Self::NotJson { line, column } => write!(f, "not JSON at {line}:{column}"),
            Self::NotADossier => write!(f, "not a `{FORMAT}`"),
            Self::Broken { key } => write!(f, "`{key}` is missing or has the wrong type"),
            Self::TooNew { schema } => write!(f, "schema {schema} is newer than {SCHEMA}"),
        }
    }
}

impl std::error::Error for OpenError {}

/// What a dossier holds for one questionnaire.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Version of the questionnaire that was last answered; 0 when none was.
    pub version: u32,
    /// The responses that can be read.
    pub answers: Answers,
    /// Ids of questions whose stored response cannot be read; it stays in the dossier as it is.
    pub unreadable: Vec<String>,
}

impl Dossier {
    /// An empty dossier. `lineage` must be new and random; `now` is an RFC 3339 time in UTC.
    pub fn new(lineage: &str, content_version: &str, now: &str) -> Self {
        Self {
            lineage: lineage.to_owned(),
            revision: 0,
            created: now.to_owned(),
            modified: now.to_owned(),
            content_version: content_version.to_owned(),
            data: Map::new(),
            other: Map::new(),
        }
    }

    /// Reads a file and brings it to the present schema.
    ///
    /// # Errors
    /// [`OpenError`] says which part of the file is at fault.
    pub fn open(text: &str) -> Result<Opened, OpenError> {
        if text.len() > MAX_BYTES {
            return Err(OpenError::TooLarge(text.len()));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: Value =
            serde_json::from_str(text).map_err(|it| OpenError::NotJson { line: it.line(), column: it.column() })?;
        if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(OpenError::NotADossier);
        }
        let schema = schema(&file)?;
        let dossier = migrate(MIGRATIONS, file, schema).and_then(read);
        let dossier = dossier.map_err(|it| too_new(it, schema))?;
        Ok(Opened { dossier, schema })
    }

    /// The file, in the present schema. The same dossier always gives the same text.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Counts a save to a file.
    pub fn next_revision(&mut self) {
        self.revision = self.revision.saturating_add(1);
    }

    /// The name of the government, as typed; empty when there is none.
    pub fn name(&self) -> &str {
        self.data.get("name").and_then(Value::as_str).unwrap_or_default()
    }

    /// Changes the name of the government.
    pub fn set_name(&mut self, name: &str, now: &str) {
        self.data.insert("name".into(), name.into());
        now.clone_into(&mut self.modified);
    }

    /// The value at a path below `data`; see [`get`].
    pub fn get(&self, path: &str) -> Option<&Value> {
        get(&self.data, path)
    }

    /// Puts a value at a path below `data`, or clears it, and says what changed; `None` when nothing
    /// did. Objects are made on the way, and ones that a clearing leaves empty are removed. What
    /// stands in the way without being an object is moved aside, to a key beside it.
    pub fn set(&mut self, path: &str, value: Option<Value>, now: &str) -> Option<Change> {
        let change = tree::set(&mut self.data, path, value)?;
        now.clone_into(&mut self.modified);
        Some(change)
    }

    /// Applies changes in their order, such as those of [`diff`] or of an undone group.
    pub fn apply(&mut self, changes: &[Change], now: &str) {
        for change in changes {
            apply(&mut self.data, change);
        }
        if !changes.is_empty() {
            now.clone_into(&mut self.modified);
        }
    }

    /// A start for the next year: everything that was filled in, without the status of the BIA, its
    /// accepted findings (they are judged again) and its date. `data.year` remembers the older
    /// dossier, so that a tool can show what changed against it. `lineage` must be new and random.
    pub fn new_year(&self, lineage: &str, now: &str) -> Dossier {
        let mut next = Dossier::new(lineage, &self.content_version, now);
        next.data = self.data.clone();
        next.other = self.other.clone();
        for path in ["bia/status", "bia/accepted", "bia/settings/date"] {
            next.set(path, None, now);
        }
        let mut year = Map::new();
        year.insert("started_on".into(), now.get(..10).unwrap_or(now).into());
        year.insert("from_lineage".into(), self.lineage.as_str().into());
        year.insert("from_revision".into(), self.revision.into());
        year.insert("from_modified".into(), self.modified.as_str().into());
        next.data.insert("year".into(), Value::Object(year));
        next
    }

    /// What it holds for a questionnaire. A response that cannot be read never hides the others.
    pub fn record(&self, questionnaire: &str) -> Record {
        let mut record = Record::default();
        let Some(stored) = self.data.get("questionnaires").and_then(|it| it.get(questionnaire)) else {
            return record;
        };
        let version = stored.get("version").and_then(Value::as_u64).unwrap_or_default();
        record.version = u32::try_from(version).unwrap_or(u32::MAX);
        for (id, response) in stored.get("answers").and_then(Value::as_object).into_iter().flatten() {
            match Response::from_json(response) {
                Some(response) => record.answers.insert(id.clone(), response),
                None => record.unreadable.push(id.clone()),
            }
        }
        record
    }

    /// Puts a response in its place, with the version of the questionnaire it was given for. Keys
    /// beside it, and keys inside it that this version does not know, stay; so does a stored practice
    /// when the response has none ([`Dossier::set`] clears it).
    pub fn respond(&mut self, questionnaire: (&str, u32), question: &str, response: &Response, now: &str) {
        let (id, version) = questionnaire;
        let record = object(object(&mut self.data, "questionnaires"), id);
        record.insert("version".into(), version.into());
        let stored = object(object(record, "answers"), question);
        for key in ["answer", "evidence", "note", "version"] {
            remove(stored, key);
        }
        stored.extend(response.to_json());
        if !response.is_empty() {
            stored.insert("version".into(), version.into());
        }
        now.clone_into(&mut self.modified);
    }
}

/// By hand: a derived `flatten` costs the browser much more. Keys in the order of reading.
impl Serialize for Dossier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut file = serializer.serialize_map(None)?;
        file.serialize_entry("format", FORMAT)?;
        file.serialize_entry("schema", &SCHEMA)?;
        file.serialize_entry("lineage", &self.lineage)?;
        file.serialize_entry("revision", &self.revision)?;
        file.serialize_entry("created", &self.created)?;
        file.serialize_entry("modified", &self.modified)?;
        file.serialize_entry("content_version", &self.content_version)?;
        file.serialize_entry("data", &self.data)?;
        for (key, value) in &self.other {
            file.serialize_entry(key, value)?;
        }
        file.end()
    }
}

fn schema(file: &Value) -> Result<u32, OpenError> {
    let schema = file.get("schema").and_then(Value::as_u64);
    let schema = schema.and_then(|it| u32::try_from(it).ok()).filter(|&it| it >= 1);
    schema.ok_or(OpenError::Broken { key: "schema" })
}

fn read(file: Value) -> Result<Dossier, OpenError> {
    let Value::Object(mut file) = file else {
        return Err(OpenError::NotADossier);
    };
    remove(&mut file, "format");
    remove(&mut file, "schema");
    Ok(Dossier {
        lineage: take_text(&mut file, "lineage")?,
        revision: take(&mut file, "revision", |it| it.as_u64())?,
        created: take_text(&mut file, "created")?,
        modified: take_text(&mut file, "modified")?,
        content_version: take_text(&mut file, "content_version")?,
        data: take(&mut file, "data", |it| it.as_object().cloned())?,
        other: file,
    })
}

fn take_text(file: &mut Map<String, Value>, key: &'static str) -> Result<String, OpenError> {
    take(file, key, |it| it.as_str().map(str::to_owned))
}

fn take<T>(
    file: &mut Map<String, Value>,
    key: &'static str,
    read: impl Fn(&Value) -> Option<T>,
) -> Result<T, OpenError> {
    let value = remove(file, key);
    value.as_ref().and_then(read).ok_or(OpenError::Broken { key })
}

fn too_new(error: OpenError, schema: u32) -> OpenError {
    if schema > SCHEMA { OpenError::TooNew { schema } } else { error }
}
