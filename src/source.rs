//! The folder on disk becomes a [`SourceTree`]: the one module that reads an author's files.
//!
//! In goes a root folder, out come paths and bytes of `content/`, `data/` and `themes/`, plus
//! diagnostics about names, links and sizes. It knows nothing of what is in a file.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use crate::diag::{Diagnostic, Texts};

/// The folders that are read; everything else under the root is somebody else's.
pub const FOLDERS: [&str; 3] = ["content", "data", "themes"];

/// A text larger than this is a mistake: no page of ours needs it and every reader would wait.
pub const MAX_TEXT_BYTES: u64 = 5 * 1024 * 1024;

/// A picture or other file larger than this is a mistake on a site for small connections.
pub const MAX_FILE_BYTES: u64 = 25 * 1024 * 1024;

/// One file: its bytes, and a hash of them that later stages use as a cache key.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The content.
    pub bytes: Arc<[u8]>,
    /// A 64-bit hash of path and content.
    pub hash: u64,
}

impl SourceFile {
    /// A file with these bytes at `path`.
    pub fn new(path: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let mut hasher = DefaultHasher::new();
        path.hash(&mut hasher);
        bytes.hash(&mut hasher);
        SourceFile { bytes, hash: hasher.finish() }
    }
}

/// Everything an author wrote: path below the root (with `/`) to file.
#[derive(Debug, Clone, Default)]
pub struct SourceTree {
    /// The files, in the order of their paths.
    pub files: BTreeMap<Arc<str>, SourceFile>,
    /// What was wrong with names, links and sizes.
    pub diagnostics: Vec<Diagnostic>,
}

impl SourceTree {
    /// A tree from pairs of path and content; the front door of most tests.
    pub fn from_pairs<P: AsRef<str>, B: AsRef<[u8]>>(pairs: impl IntoIterator<Item = (P, B)>) -> Self {
        let mut tree = SourceTree::default();
        for (path, bytes) in pairs {
            let path: Arc<str> = Arc::from(path.as_ref());
            tree.diagnostics.extend(check_name(&path));
            let file = SourceFile::new(&path, bytes.as_ref());
            tree.files.insert(path, file);
        }
        tree
    }

    /// Files below a folder such as `data/`.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a Arc<str>, &'a SourceFile)> {
        self.files.range(Arc::from(folder)..).take_while(move |(path, _)| path.starts_with(folder))
    }
}

impl Texts for SourceTree {
    fn text(&self, file: &str) -> Option<&str> {
        self.files.get(file).and_then(|f| std::str::from_utf8(&f.bytes).ok())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    size: u64,
}

/// Reads a root folder, and reads it again quickly: a file whose time and size stand still is kept.
#[derive(Debug)]
pub struct Reader {
    root: PathBuf,
    stamps: BTreeMap<Arc<str>, Stamp>,
    tree: SourceTree,
}

impl Reader {
    /// A reader of `root` that has read nothing yet.
    pub fn new(root: &Path) -> Self {
        Reader { root: root.to_owned(), stamps: BTreeMap::new(), tree: SourceTree::default() }
    }

    /// Reads what is new or changed and gives the whole tree.
    ///
    /// # Errors
    /// When the root or one of its folders cannot be read. A single file that vanishes while it is
    /// read counts as removed.
    pub fn read(&mut self) -> io::Result<&SourceTree> {
        let mut walk = Walk::new(&self.root)?;
        for folder in FOLDERS {
            let path = self.root.join(folder);
            if path.is_dir() {
                walk.folder(&path, folder)?;
            }
        }
        let (found, diagnostics) = (walk.found, walk.diagnostics);
        let files: Vec<_> =
            found.par_iter().filter_map(|(path, (place, stamp))| self.load(path, place, stamp)).collect();
        self.stamps = found.into_iter().map(|(path, (_, stamp))| (path, stamp)).collect();
        self.tree = SourceTree { files: files.into_iter().collect(), diagnostics };
        Ok(&self.tree)
    }

    /// What was read last.
    pub fn tree(&self) -> &SourceTree {
        &self.tree
    }

    fn load(&self, path: &Arc<str>, place: &Path, stamp: &Stamp) -> Option<(Arc<str>, SourceFile)> {
        if self.stamps.get(path) == Some(stamp)
            && let Some(file) = self.tree.files.get(path)
        {
            return Some((path.clone(), file.clone()));
        }
        let bytes = fs::read(place).ok()?;
        Some((path.clone(), SourceFile::new(path, bytes)))
    }
}

/// One walk over the folders, which follows links that stay inside the root.
struct Walk {
    root: PathBuf,
    trail: HashSet<PathBuf>,
    found: BTreeMap<Arc<str>, (PathBuf, Stamp)>,
    diagnostics: Vec<Diagnostic>,
}

impl Walk {
    fn new(root: &Path) -> io::Result<Self> {
        let root = fs::canonicalize(root)?;
        Ok(Walk { root, trail: HashSet::new(), found: BTreeMap::new(), diagnostics: Vec::new() })
    }

    fn folder(&mut self, folder: &Path, name: &str) -> io::Result<()> {
        let real = fs::canonicalize(folder)?;
        if !self.trail.insert(real.clone()) {
            let file: Arc<str> = Arc::from(name);
            self.diagnostics.push(
                Diagnostic::error(&file, "symlink", "this link leads back into a folder that contains it")
                    .help("remove the link, or let it point to another folder"),
            );
            return Ok(());
        }
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            self.entry(&entry, name)?;
        }
        self.trail.remove(&real);
        Ok(())
    }

    fn entry(&mut self, entry: &fs::DirEntry, parent: &str) -> io::Result<()> {
        let raw = entry.file_name();
        let Some(name) = raw.to_str() else {
            let file: Arc<str> = Arc::from(format!("{parent}/{}", raw.to_string_lossy()));
            self.diagnostics.push(name_mistake(&file, "this name is not valid UTF-8"));
            return Ok(());
        };
        if name.starts_with('.') || name.ends_with('~') {
            return Ok(());
        }
        let path: Arc<str> = Arc::from(format!("{parent}/{name}"));
        let kind = entry.file_type()?;
        if kind.is_symlink() && !self.inside(&entry.path(), &path) {
            return Ok(());
        }
        let Ok(meta) = fs::metadata(entry.path()) else { return Ok(()) };
        if meta.is_dir() {
            return self.folder(&entry.path(), &path);
        }
        self.file(path, entry.path(), &meta);
        Ok(())
    }

    fn inside(&mut self, place: &Path, path: &Arc<str>) -> bool {
        let problem = match fs::canonicalize(place) {
            Ok(real) if real.starts_with(&self.root) => return true,
            Ok(_) => "this link leads outside the root folder",
            Err(_) => "this link leads nowhere, or in a circle",
        };
        self.diagnostics.push(
            Diagnostic::error(path, "symlink", problem).help("copy the file into the folder instead of linking to it"),
        );
        false
    }

    fn file(&mut self, path: Arc<str>, place: PathBuf, meta: &fs::Metadata) {
        self.diagnostics.extend(check_name(&path));
        let limit = if is_text(&path) { MAX_TEXT_BYTES } else { MAX_FILE_BYTES };
        if meta.len() > limit {
            let message = format!("this file has {} bytes; at most {limit} are read", meta.len());
            self.diagnostics.push(
                Diagnostic::error(&path, "file-size", message).help("split it into several files, or make it smaller"),
            );
            return;
        }
        let stamp = Stamp { modified: meta.modified().ok(), size: meta.len() };
        self.found.insert(path, (place, stamp));
    }
}

fn is_text(path: &str) -> bool {
    [".md", ".yaml", ".yml", ".html", ".css", ".js", ".svg"].iter().any(|end| path.ends_with(end))
}

/// Names in `content/` become addresses, so they hold what an address may hold without escapes.
fn check_name(path: &Arc<str>) -> Option<Diagnostic> {
    let name = path.strip_prefix("content/")?;
    if name == "README.md" || name.ends_with("/README.md") {
        return None;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if name.chars().all(plain) {
        return None;
    }
    let better = crate::site::address::slug_path(name);
    Some(
        name_mistake(path, "this name cannot be an address: use letters without accents, digits and hyphens")
            .help(format!("rename it to `content/{better}`")),
    )
}

fn name_mistake(path: &Arc<str>, message: &str) -> Diagnostic {
    Diagnostic::error(path, "file-name", message)
        .help("rename the file with letters without accents, digits and hyphens")
}
