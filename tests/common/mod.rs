//! What the tests share: sites of `tests/sites/`, expectations that one command accepts.
#![allow(dead_code, unreachable_pub)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bcm::date::Date;
use bcm_portal::diag::{self, Format, Texts as _};
use bcm_portal::site::Settings;
use bcm_portal::source::{Reader, SourceTree};
use bcm_portal::{AllTexts, Cache, Outcome, build};

/// The day of every test.
pub const TODAY: Date = Date { year: 2026, month: 11, day: 23 };

/// The folder of this package: the real portal.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What every test tells a build.
pub fn settings() -> Settings {
    Settings { base_url: None, date: TODAY, live: false, noindex: false }
}

/// Reads a site from disk.
pub fn read(folder: &Path) -> SourceTree {
    let mut reader = Reader::new(folder);
    reader.read().expect("the folder can be read").clone()
}

/// A site of `tests/sites/`.
pub fn site(name: &str) -> SourceTree {
    read(&root().join("tests/sites").join(name))
}

/// Builds a site with nothing in the cache.
pub fn run(tree: &SourceTree) -> Outcome {
    build(tree, &settings(), &Cache::default())
}

/// A site from pairs, with the configuration that every site needs.
pub fn tiny(pairs: &[(&str, &str)]) -> SourceTree {
    let config = ("data/site.yaml", "title: T\nbase_url: https://voorbeeld.example/\nlanguage: nl\n");
    SourceTree::from_pairs(std::iter::once(config).chain(pairs.iter().copied()))
}

/// What a machine reads of the messages: `code file:line`.
pub fn codes(tree: &SourceTree) -> Vec<String> {
    let outcome = run(tree);
    let line = |d: &diag::Diagnostic| {
        let texts = AllTexts(tree);
        let text = texts.text(&d.file).unwrap_or_default();
        let line = d.span.map_or(1, |(at, _)| diag::line_column(text, at).0);
        format!("{} {}:{line}", d.code, d.file)
    };
    outcome.diagnostics.iter().map(line).collect()
}

/// All messages as a person reads them, without colours.
pub fn messages(tree: &SourceTree) -> String {
    diag::write(&run(tree).diagnostics, &AllTexts(tree), Format::Human, false)
}

/// Every file of a site that builds.
pub fn output(tree: &SourceTree) -> BTreeMap<String, Vec<u8>> {
    let outcome = run(tree);
    let text = diag::write(&outcome.diagnostics, &AllTexts(tree), Format::Human, false);
    let output = outcome.output.unwrap_or_else(|| panic!("the site does not build:\n{text}"));
    let made = |(path, made): (String, bcm_portal::output::Made)| {
        let bytes = made.unwrap_or_else(|mistake| panic!("{path}: {}", mistake.message));
        (path, bytes.to_vec())
    };
    output.all().into_iter().map(made).collect()
}

/// Compares with a file of expectations; `UPDATE_EXPECT=1` accepts what is there now.
pub fn expect(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder can be made");
        fs::write(path, actual).expect("the file can be written");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == actual,
        "\n--- expected ({})\n{expected}\n--- actual\n{actual}\n\
         Is the new one right? Accept it with `UPDATE_EXPECT=1 cargo test`, and read the difference.",
        path.strip_prefix(root()).unwrap_or(path).display()
    );
}

/// A folder of its own for a test, gone when it ends.
#[derive(Debug)]
pub struct TempDir(PathBuf);

impl TempDir {
    /// A new, empty folder.
    pub fn new(name: &str) -> TempDir {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(&place).expect("a folder can be made");
        TempDir(place)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file in it, with the folders it needs.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let place = self.0.join(path);
        fs::create_dir_all(place.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(place, bytes).expect("a file can be written");
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Path and bytes of every file of a folder.
pub fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(place) = open.pop() {
        for entry in fs::read_dir(&place).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is inside").to_owned();
                files.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    files
}
