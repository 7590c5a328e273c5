//! The data of a dossier as a tree with paths.
//!
//! A path is keys joined by `/`. Ids never contain `/`; in a key that does, from elsewhere, it is
//! written `~1`, and `~` is written `~0`, as in JSON Pointer (RFC 6901).

use serde_json::{Map, Value};

use crate::json::remove;
use crate::sort::sort;

/// The root of a tree.
type Tree = Map<String, Value>;

/// A change of one value.
///
/// Beside what is public it remembers how much of the way existed before, and what was moved out of
/// the way, so that its inverse restores the tree exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Where.
    pub path: String,
    /// What was there; `None` when nothing was.
    pub before: Option<Value>,
    /// What is there now; `None` when it was cleared.
    pub after: Option<Value>,
    /// So many objects on the way are never removed, also when they become empty.
    keep: usize,
    /// What was moved out of the way.
    aside: Option<Aside>,
}

/// Something that stood in the way of a path without being an object.
#[derive(Debug, Clone, PartialEq)]
struct Aside {
    /// The path of the object that holds it.
    parent: Vec<String>,
    /// Its key.
    key: String,
    /// The key that it has now.
    moved: String,
}

impl Change {
    /// A change from one value to another.
    pub fn new(path: impl Into<String>, before: Option<Value>, after: Option<Value>) -> Change {
        Change { path: path.into(), before, after, keep: 0, aside: None }
    }

    /// The change back.
    pub fn inverse(&self) -> Change {
        Change { before: self.after.clone(), after: self.before.clone(), ..self.clone() }
    }

    /// This change and then `next`, at the same path, as one.
    pub(super) fn followed_by(&self, next: Change) -> Change {
        Change { after: next.after, ..self.clone() }
    }
}

/// The keys of a path.
pub fn segments(path: &str) -> impl Iterator<Item = String> {
    path.split('/').map(|it| if it.contains('~') { it.replace("~1", "/").replace("~0", "~") } else { it.to_owned() })
}

/// The path of these keys: the inverse of [`segments`].
pub fn path<'a>(keys: impl IntoIterator<Item = &'a str>) -> String {
    let escape = |key: &str| {
        if key.contains(['~', '/']) { key.replace('~', "~0").replace('/', "~1") } else { key.to_owned() }
    };
    keys.into_iter().map(escape).collect::<Vec<_>>().join("/")
}

/// The value at a path; `null` counts as nothing.
pub fn get<'a>(tree: &'a Tree, path: &str) -> Option<&'a Value> {
    let mut keys = segments(path);
    let first = tree.get(&keys.next()?)?;
    keys.try_fold(first, |value, key| value.as_object()?.get(&key)).filter(|it| !it.is_null())
}

/// As [`Dossier::set`](super::Dossier::set).
pub(super) fn set(tree: &mut Tree, path: &str, value: Option<Value>) -> Option<Change> {
    let value = value.filter(|it| !it.is_null());
    if path.is_empty() || get(tree, path) == value.as_ref() {
        return None;
    }
    let keys: Vec<String> = segments(path).collect();
    let (before, keep, aside) = match &value {
        Some(value) => put(tree, &keys, value.clone()),
        None => (clear(tree, &keys, 0), 0, None),
    };
    Some(Change { path: path.to_owned(), before, after: value, keep, aside })
}

/// Applies a change: what is at its path becomes what it says.
pub fn apply(tree: &mut Tree, change: &Change) {
    let keys: Vec<String> = segments(&change.path).collect();
    match &change.after {
        Some(value) => drop(put(tree, &keys, value.clone())),
        None => {
            clear(tree, &keys, change.keep);
            restore(tree, change.aside.as_ref());
        }
    }
}

/// The value that was there, how many objects of the way there were, and what was in the way.
fn put(tree: &mut Tree, keys: &[String], value: Value) -> (Option<Value>, usize, Option<Aside>) {
    let Some((last, way)) = keys.split_last() else { return (None, 0, None) };
    let (mut at, mut keep, mut aside) = (tree, 0, None);
    for (depth, key) in way.iter().enumerate() {
        match at.get(key) {
            Some(Value::Object(_)) => keep += 1,
            None => {}
            Some(_) => {
                let moved = move_aside(at, key);
                aside = moved.map(|moved| Aside { parent: way[..depth].to_vec(), key: key.clone(), moved });
            }
        }
        at = object(at, key);
    }
    (at.insert(last.clone(), value), keep, aside)
}

/// Removes a value, and the objects on its way that this leaves empty, but for the first `keep`.
fn clear(tree: &mut Tree, keys: &[String], keep: usize) -> Option<Value> {
    let (key, rest) = keys.split_first()?;
    if rest.is_empty() {
        return remove(tree, key);
    }
    let inner = tree.get_mut(key)?.as_object_mut()?;
    let removed = clear(inner, rest, keep.saturating_sub(1))?;
    if keep == 0 && inner.is_empty() {
        remove(tree, key);
    }
    Some(removed)
}

/// Puts back what was moved aside, when its place is free again.
fn restore(tree: &mut Tree, aside: Option<&Aside>) {
    let Some(aside) = aside else { return };
    let mut at = Some(tree);
    for key in &aside.parent {
        at = at.and_then(|it| it.get_mut(key)?.as_object_mut());
    }
    let Some(parent) = at.filter(|it| !it.contains_key(&aside.key)) else { return };
    if let Some(value) = remove(parent, &aside.moved) {
        parent.insert(aside.key.clone(), value);
    }
}

/// Moves a value to a free key beside its own, and says which.
fn move_aside(parent: &mut Tree, key: &str) -> Option<String> {
    let strange = remove(parent, key)?;
    let mut moved = format!("{key}.unreadable");
    while parent.contains_key(&moved) {
        moved.push('_');
    }
    parent.insert(moved.clone(), strange);
    Some(moved)
}

/// The object at this key. Something else in its place is moved aside, not thrown away.
pub(super) fn object<'a>(parent: &'a mut Tree, key: &str) -> &'a mut Tree {
    if parent.get(key).is_some_and(|it| !it.is_object()) {
        move_aside(parent, key);
    }
    if !parent.contains_key(key) {
        parent.insert(key.to_owned(), Value::Object(Map::new()));
    }
    match parent.get_mut(key) {
        Some(Value::Object(object)) => object,
        _ => unreachable!("the value was just made an object"),
    }
}

/// What changes the old tree into the new one, leaf by leaf, in the order of the keys. Objects are
/// descended; everything else, and an empty object, is a leaf.
pub fn diff(old: &Tree, new: &Tree) -> Vec<Change> {
    let mut changes = Vec::new();
    differences(old, new, &mut Vec::new(), &mut changes);
    changes
}

fn differences<'a>(old: &'a Tree, new: &'a Tree, way: &mut Vec<&'a str>, changes: &mut Vec<Change>) {
    let mut keys: Vec<&String> = old.keys().chain(new.keys().filter(|it| !old.contains_key(*it))).collect();
    sort(&mut keys, |a, b| a < b);
    for key in keys {
        way.push(key);
        let keep = way.len() - 1;
        match (old.get(key), new.get(key)) {
            (Some(before), Some(after)) if before == after => {}
            (Some(Value::Object(before)), Some(Value::Object(after))) => differences(before, after, way, changes),
            (before, after) => {
                let mut push = |path, before, after| changes.push(Change { keep, ..Change::new(path, before, after) });
                match (before, after) {
                    (Some(gone), None) => each_leaf(gone, way, &mut |path, it| push(path, Some(it.clone()), None)),
                    (None, Some(new)) => each_leaf(new, way, &mut |path, it| push(path, None, Some(it.clone()))),
                    _ => push(path(way.iter().copied()), before.cloned(), after.cloned()),
                }
            }
        }
        way.pop();
    }
}

/// Every leaf of a tree with its path, in the order of the keys.
pub fn leaves(tree: &Tree) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for (key, value) in tree {
        each_leaf(value, &mut vec![key], &mut |path, leaf| all.push((path, leaf.clone())));
    }
    all
}

pub(super) fn each_leaf<'a>(value: &'a Value, way: &mut Vec<&'a str>, take: &mut dyn FnMut(String, &Value)) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, value) in map {
                way.push(key);
                each_leaf(value, way, take);
                way.pop();
            }
        }
        leaf => take(path(way.iter().copied()), leaf),
    }
}
