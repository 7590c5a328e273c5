//! Everything a build emits, as one ordered map from path to bytes or to the recipe for them.
//!
//! Collisions, missing targets and what a host needs are questions about this map. Writing it to a
//! folder and serving it from memory are its two small consumers; the server makes only what is asked
//! for.

pub mod disk;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as MapEntry;
use std::fmt;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::diag::Diagnostic;

/// Bytes, or the author's mistake that stands in their way.
pub type Made = Result<Arc<[u8]>, Diagnostic>;

/// How the bytes of one file are made: a pure function of the site.
pub type Recipe = Box<dyn Fn() -> Result<Vec<u8>, Diagnostic> + Send + Sync>;

/// How a folder whose names depend on its content is made.
pub type GroupRecipe = Box<dyn Fn() -> Vec<(String, Arc<[u8]>)> + Send + Sync>;

/// One file to be.
pub enum Entry {
    /// Bytes that are known.
    Bytes(Arc<[u8]>),
    /// Bytes that are made when asked for, and not kept.
    Recipe(Recipe),
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Entry::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Entry::Recipe(_) => f.write_str("recipe"),
        }
    }
}

/// A folder whose files are made together.
struct Group {
    prefix: String,
    recipe: GroupRecipe,
    files: OnceLock<BTreeMap<String, Arc<[u8]>>>,
}

impl Group {
    fn files(&self) -> &BTreeMap<String, Arc<[u8]>> {
        self.files.get_or_init(|| (self.recipe)().into_iter().collect())
    }
}

/// Path below the output folder (with `/`) to file.
#[derive(Default)]
pub struct OutputTree {
    entries: BTreeMap<String, Entry>,
    groups: Vec<Group>,
    collisions: Vec<String>,
}

impl fmt::Debug for OutputTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(&self.entries).finish()
    }
}

impl OutputTree {
    /// Adds a file whose bytes are known.
    pub fn bytes(&mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) {
        self.insert(path.into(), Entry::Bytes(bytes.into()));
    }

    /// Adds a file that is made when asked for.
    pub fn recipe<F>(&mut self, path: impl Into<String>, recipe: F)
    where
        F: Fn() -> Result<Vec<u8>, Diagnostic> + Send + Sync + 'static,
    {
        self.insert(path.into(), Entry::Recipe(Box::new(recipe)));
    }

    /// Adds a folder that is made as a whole when one of its files is asked for.
    pub fn group<F>(&mut self, prefix: impl Into<String>, recipe: F)
    where
        F: Fn() -> Vec<(String, Arc<[u8]>)> + Send + Sync + 'static,
    {
        self.groups.push(Group { prefix: prefix.into(), recipe: Box::new(recipe), files: OnceLock::new() });
    }

    fn insert(&mut self, path: String, entry: Entry) {
        match self.entries.entry(path) {
            MapEntry::Vacant(place) => drop(place.insert(entry)),
            MapEntry::Occupied(taken) => self.collisions.push(taken.key().clone()),
        }
    }

    /// Paths that two makers wanted; the first one has it.
    pub fn collisions(&self) -> &[String] {
        &self.collisions
    }

    /// Whether a path is here.
    pub fn contains(&self, path: &str) -> bool {
        self.entries.contains_key(path) || self.in_group(path).is_some()
    }

    /// The paths of all files that are known by name, in order; folders made as a whole are not asked.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The bytes of a path. `None` when there is no such path.
    pub fn get(&self, path: &str) -> Option<Made> {
        match self.entries.get(path) {
            Some(Entry::Bytes(bytes)) => Some(Ok(bytes.clone())),
            Some(Entry::Recipe(recipe)) => Some(recipe().map(Arc::from)),
            None => self.in_group(path).map(Ok),
        }
    }

    fn in_group(&self, path: &str) -> Option<Arc<[u8]>> {
        let group = self.groups.iter().find(|group| path.starts_with(&group.prefix))?;
        group.files().get(&path[group.prefix.len()..]).cloned()
    }

    /// Makes every page and keeps only what is wrong with them.
    pub fn mistakes(&self) -> Vec<Diagnostic> {
        let entries: Vec<&Entry> = self.entries.values().collect();
        let mistake = |entry: &&Entry| match entry {
            Entry::Recipe(recipe) => recipe().err(),
            Entry::Bytes(_) => None,
        };
        entries.par_iter().filter_map(mistake).collect()
    }

    /// Every file, made, in order: what tests and small tools want.
    pub fn all(&self) -> BTreeMap<String, Made> {
        let single = self.entries.keys().filter_map(|path| Some((path.clone(), self.get(path)?)));
        single.chain(self.grouped().into_iter().map(|(path, bytes)| (path, Ok(bytes)))).collect()
    }

    /// The files of the folders that are made as a whole.
    pub(crate) fn grouped(&self) -> Vec<(String, Arc<[u8]>)> {
        let each = |group: &Group| {
            let prefix = group.prefix.clone();
            group
                .files()
                .iter()
                .map(move |(name, bytes)| (format!("{prefix}{name}"), bytes.clone()))
                .collect::<Vec<_>>()
        };
        self.groups.iter().flat_map(each).collect()
    }

    pub(crate) fn entries(&self) -> &BTreeMap<String, Entry> {
        &self.entries
    }
}
