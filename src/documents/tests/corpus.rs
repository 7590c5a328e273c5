//! Every file that the fuzzer starts from, read again: none panics, and each ends as `expected.txt` says.

use std::collections::BTreeMap;
use std::fs::{read, read_dir, read_to_string};
use std::path::{Path, PathBuf};

use bcm::bia::derive::derive;
use bcm::bia::model::Bia;
use bcm::catalogue::Catalogue;
use bcm::dossier::Dossier;
use bcm::json::FromJson;
use bcm::submission::{SubmissionOptions, submission_data};
use documents::read_workbook;
use serde_json::Map;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz")
}

fn catalogue() -> Catalogue {
    let json = read_to_string(folder().join("catalogue.json")).unwrap();
    Catalogue::from_json(&serde_json::from_str(&json).unwrap()).unwrap()
}

fn files(kind: &str) -> BTreeMap<String, Vec<u8>> {
    let entries = read_dir(folder().join("corpus").join(kind)).unwrap();
    let file = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (format!("{kind}/{name}"), read(path).unwrap())
    };
    entries.map(|it| file(it.unwrap().path())).collect()
}

fn sheet(bytes: &[u8], catalogue: &Catalogue) -> String {
    match read_workbook(bytes, catalogue, &Map::new(), "") {
        Ok(proposal) => format!("{} changes, {} notes", proposal.changes.len(), proposal.notes.len()),
        Err(error) => format!("{error:?}"),
    }
}

fn dossier(bytes: &[u8], catalogue: &Catalogue) -> String {
    let opened = match Dossier::open(&String::from_utf8_lossy(bytes)) {
        Ok(opened) => opened,
        Err(error) => return format!("{error:?}"),
    };
    let read_only = if opened.read_only() { ", read only" } else { "" };
    let dossier = opened.dossier;
    let bia = Bia::read(&dossier.data, catalogue);
    derive(&bia, catalogue);
    let reduced = submission_data(&dossier.data, SubmissionOptions::default());
    assert_eq!(Dossier::open(&dossier.to_text()).unwrap().dossier.data, dossier.data);
    let (processes, dependencies) = (bia.processes.len(), bia.dependencies.len());
    format!("{processes} processes, {dependencies} dependencies, hands in {}{read_only}", reduced.len())
}

#[test]
fn every_file_ends_as_expected() {
    let catalogue = catalogue();
    let sheets = files("sheet").into_iter().map(|it| format!("{}: {}", it.0, sheet(&it.1, &catalogue)));
    let dossiers = files("dossier").into_iter().map(|it| format!("{}: {}", it.0, dossier(&it.1, &catalogue)));
    let lines: Vec<String> = dossiers.chain(sheets).collect();
    let expected = read_to_string(folder().join("expected.txt")).unwrap_or_default();
    assert_eq!(lines, expected.lines().collect::<Vec<_>>(), "{}", lines.join("\n"));
}

#[test]
fn the_files_are_small() {
    for (name, bytes) in files("sheet").into_iter().chain(files("dossier")) {
        assert!(bytes.len() <= 20_000, "{name} has {} bytes", bytes.len());
    }
}
