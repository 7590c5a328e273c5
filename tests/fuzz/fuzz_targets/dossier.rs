//! A dossier of a stranger: `cargo +nightly fuzz run dossier --fuzz-dir tests/fuzz`.

#![no_main]

use std::sync::LazyLock;

use bcm::bia::derive::derive;
use bcm::bia::model::Bia;
use bcm::catalogue::Catalogue;
use bcm::dossier::Dossier;
use bcm::json::FromJson;
use bcm::submission::{SubmissionOptions, submission_contents, submission_data};
use libfuzzer_sys::fuzz_target;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let json = serde_json::from_str(include_str!("../catalogue.json")).expect("it is JSON");
    Catalogue::from_json(&json).expect("it is a catalogue")
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(opened) = Dossier::open(text) else { return };
    let dossier = opened.dossier;
    derive(&Bia::read(&dossier.data, &CATALOGUE), &CATALOGUE);
    let options = SubmissionOptions::default();
    submission_data(&dossier.data, options);
    submission_contents(&dossier.data, options);
    let again = Dossier::open(&dossier.to_text()).expect("what it writes can be opened");
    assert_eq!(again.dossier.data, dossier.data);
});
