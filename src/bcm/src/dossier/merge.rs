//! Changes from elsewhere: from a sheet or from another dossier. Nothing is taken over by itself.

use serde_json::{Map, Value};

use super::tree::{diff, each_leaf, get};
use crate::from_json;
use crate::json::{self, ById, FromJson};

/// A value that is another here than there.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Where, below `data`.
    pub path: String,
    /// What is here.
    pub mine: Option<Value>,
    /// What is proposed.
    pub theirs: Option<Value>,
    /// What taking it over would do.
    pub kind: DifferenceKind,
}

/// What taking a [`Difference`] over would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Fill in what is empty here.
    New,
    /// Replace what is here.
    Changed,
    /// Clear what is here.
    Cleared,
}

/// A list of proposed changes, from a sheet or a dossier.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Where they come from.
    pub kind: SourceKind,
    /// The lineage of the dossier that they come from, if it is known.
    pub lineage: Option<String>,
    /// The revision of that dossier.
    pub revision: Option<u64>,
    /// The changes.
    pub changes: Vec<ProposedChange>,
    /// What could not be read, in Dutch.
    pub notes: Vec<String>,
}

/// Where a [`Proposal`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A sheet that was filled in.
    Sheet,
    /// Another dossier.
    Dossier,
}

/// A change of a [`Proposal`].
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedChange {
    /// Where, below `data`.
    pub path: String,
    /// The value; `None` clears.
    pub value: Option<Value>,
    /// Where it stands at the source, such as `Processen!G7`.
    pub place: Option<String>,
}

from_json!(SourceKind: "sheet" => Sheet, "dossier" => Dossier);

impl FromJson for ProposedChange {
    fn from_json(value: &Value) -> Option<Self> {
        let map = value.as_object()?;
        let path: String = json::field(map, "path")?;
        let value = map.get("value").filter(|it| !it.is_null()).cloned();
        (!path.is_empty()).then_some(ProposedChange { path, value, place: json::field(map, "place")? })
    }
}

impl FromJson for Proposal {
    fn from_json(value: &Value) -> Option<Self> {
        let map = value.as_object()?;
        let source = map.get("source")?.as_object()?;
        Some(Proposal {
            kind: json::field(source, "kind")?,
            lineage: json::field(source, "lineage")?,
            revision: json::field(source, "revision")?,
            changes: json::field(map, "changes")?,
            notes: json::field(map, "notes")?,
        })
    }
}

impl Proposal {
    /// What it would change here, by path.
    pub fn differences(&self, mine: &Map<String, Value>) -> Vec<Difference> {
        compare(mine, self.changes.iter().map(|it| (it.path.as_str(), it.value.as_ref())))
    }

    /// Where a path stands at the source.
    pub fn place(&self, path: &str) -> Option<&str> {
        self.changes.iter().rfind(|it| it.path == path)?.place.as_deref()
    }
}

/// What proposed values would change, by path. Of two values for a path the last one counts; a
/// proposed object is taken leaf by leaf, so that it never removes what it does not mention.
pub fn compare<'a>(
    mine: &Map<String, Value>,
    theirs: impl IntoIterator<Item = (&'a str, Option<&'a Value>)>,
) -> Vec<Difference> {
    let mut proposed: ById<Option<Value>> = ById::default();
    for (path, value) in theirs {
        match value.filter(|it| !it.is_null()) {
            None => proposed.insert(path.to_owned(), None),
            Some(value) => {
                let keys: Vec<String> = super::segments(path).collect();
                let mut way = keys.iter().map(String::as_str).collect();
                each_leaf(value, &mut way, &mut |path, leaf| {
                    proposed.insert(path, Some(leaf.clone()));
                });
            }
        }
    }
    proposed.into_iter().filter_map(|(path, theirs)| difference(get(mine, &path).cloned(), path, theirs)).collect()
}

/// What another dossier has that this one has not, or has otherwise, by path and so by id of the
/// record. What only this one has is never in the list; nor is a single value in the place of a whole
/// record of ours.
pub fn merge(mine: &Map<String, Value>, theirs: &Map<String, Value>) -> Vec<Difference> {
    let changes = diff(mine, theirs).into_iter().filter(|it| it.after.as_ref().is_some_and(|it| !it.is_null()));
    let loses_record = |mine: &Option<Value>| matches!(mine, Some(Value::Object(map)) if !map.is_empty());
    let all = changes.filter_map(|it| difference(it.before.filter(|it| !it.is_null()), it.path, it.after));
    all.filter(|it| !loses_record(&it.mine)).collect()
}

fn difference(mine: Option<Value>, path: String, theirs: Option<Value>) -> Option<Difference> {
    let theirs = theirs.filter(|it| !it.is_null());
    let kind = match (&mine, &theirs) {
        (None, Some(_)) => DifferenceKind::New,
        (Some(a), Some(b)) if a != b => DifferenceKind::Changed,
        (Some(_), None) => DifferenceKind::Cleared,
        _ => return None,
    };
    Some(Difference { path, mine, theirs, kind })
}
