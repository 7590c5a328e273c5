//! The map becomes a folder, in one step: a reader of the folder sees the old site or the new one.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Entry, OutputTree};
use crate::diag::Diagnostic;

/// Marks a folder as one of ours, so that nobody's photographs are ever replaced.
pub const MARKER: &str = ".bcm-portal";

/// Why a folder was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The target holds something that no build of ours made.
    Foreign(PathBuf),
    /// The disk refused.
    Io(PathBuf, io::Error),
    /// A page could not be made; the target is as it was.
    Content(Vec<Diagnostic>),
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WriteError::Foreign(path) => write!(
                f,
                "`{}` is not empty and no build made it; give another folder with `--out`, or empty it",
                path.display()
            ),
            WriteError::Io(path, error) => write!(f, "failed to write `{}`: {error}", path.display()),
            WriteError::Content(list) => write!(f, "{} pages could not be made", list.len()),
        }
    }
}

impl std::error::Error for WriteError {}

/// Writes the tree beside `target` and lets it take the target's place.
///
/// # Errors
/// When the target is not ours, when the disk refuses, or when a page cannot be made. In each case
/// the target is as it was.
pub fn write(tree: &OutputTree, target: &Path) -> Result<usize, WriteError> {
    let target = absolute(target).map_err(|error| WriteError::Io(target.to_owned(), error))?;
    refuse_foreign(&target)?;
    let parent = target.parent().unwrap_or(Path::new("/")).to_owned();
    fs::create_dir_all(&parent).map_err(|error| WriteError::Io(parent.clone(), error))?;
    clear_leftovers(&parent, &target);
    let staging = sibling(&target, "new");
    let written = fill(tree, &staging).inspect_err(|_| drop(fs::remove_dir_all(&staging)))?;
    take_place(&staging, &target).map_err(|error| WriteError::Io(target.clone(), error))?;
    Ok(written)
}

fn absolute(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    Ok(path.components().collect())
}

fn refuse_foreign(target: &Path) -> Result<(), WriteError> {
    let Ok(mut entries) = fs::read_dir(target) else {
        return if target.exists() { Err(WriteError::Foreign(target.to_owned())) } else { Ok(()) };
    };
    let empty = entries.next().is_none();
    if empty || target.join(MARKER).is_file() { Ok(()) } else { Err(WriteError::Foreign(target.to_owned())) }
}

/// Folders beside the target that a build of ours left when it was stopped.
fn clear_leftovers(parent: &Path, target: &Path) {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let other = entry.file_name().to_string_lossy().into_owned();
        let ours = other.strip_prefix(&format!(".{name}.")).and_then(|rest| rest.rsplit_once('-'));
        let Some((what, pid)) = ours else { continue };
        if matches!(what, "new" | "old") && !alive(pid) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether the build that made a leftover still runs; where that cannot be known, it does not.
fn alive(pid: &str) -> bool {
    pid != std::process::id().to_string() && Path::new("/proc").join(pid).exists()
}

fn sibling(target: &Path, what: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{what}-{}", std::process::id()))
}

fn fill(tree: &OutputTree, staging: &Path) -> Result<usize, WriteError> {
    let io = |path: &Path, error| WriteError::Io(path.to_owned(), error);
    let _ = fs::remove_dir_all(staging);
    // The two slowest things overlap: the index is made while pages are written.
    let (grouped, pages) = rayon::join(|| tree.grouped(), || write_entries(tree, staging));
    let written = pages?;
    for (path, bytes) in &grouped {
        let place = staging.join(path);
        let folder = place.parent().unwrap_or(staging);
        fs::create_dir_all(folder).map_err(|error| io(folder, error))?;
        fs::write(&place, bytes).map_err(|error| io(&place, error))?;
    }
    let marker = staging.join(MARKER);
    fs::write(&marker, "this folder is replaced by every build\n").map_err(|error| io(&marker, error))?;
    Ok(written + grouped.len())
}

fn write_entries(tree: &OutputTree, staging: &Path) -> Result<usize, WriteError> {
    let folders: BTreeSet<&str> =
        tree.entries().keys().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
    for folder in folders {
        let place = staging.join(folder);
        fs::create_dir_all(&place).map_err(|error| WriteError::Io(place, error))?;
    }
    let entries: Vec<_> = tree.entries().iter().collect();
    let problems: Vec<WriteError> =
        entries.par_iter().filter_map(|(path, entry)| write_one(staging, path, entry).err()).collect();
    let mut mistakes = Vec::new();
    for problem in problems {
        match problem {
            WriteError::Content(list) => mistakes.extend(list),
            other => return Err(other),
        }
    }
    if mistakes.is_empty() { Ok(entries.len()) } else { Err(WriteError::Content(mistakes)) }
}

fn write_one(staging: &Path, path: &str, entry: &Entry) -> Result<(), WriteError> {
    let bytes: Arc<[u8]> = match entry {
        Entry::Bytes(bytes) => bytes.clone(),
        Entry::Recipe(recipe) => {
            let made = recipe().map_err(|mistake| WriteError::Content(vec![mistake]))?;
            return store(&staging.join(path), &made);
        }
    };
    store(&staging.join(path), &bytes)
}

fn store(place: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    fs::write(place, bytes).map_err(|error| WriteError::Io(place.to_owned(), error))
}

/// Exchanges the two folders in one step where the system can, else by two renames.
fn take_place(staging: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(staging, target);
    }
    if exchange(staging, target).is_ok() {
        let _ = fs::remove_dir_all(staging);
        return Ok(());
    }
    let old = sibling(target, "old");
    let _ = fs::remove_dir_all(&old);
    fs::rename(target, &old)?;
    fs::rename(staging, target).inspect_err(|_| drop(fs::rename(&old, target)))?;
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
