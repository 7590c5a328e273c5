//! A workbook of a stranger: `cargo +nightly fuzz run sheet --fuzz-dir tests/fuzz`.

#![no_main]

use std::sync::LazyLock;

use bcm::catalogue::Catalogue;
use bcm::json::FromJson;
use libfuzzer_sys::fuzz_target;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let json = serde_json::from_str(include_str!("../catalogue.json")).expect("it is JSON");
    Catalogue::from_json(&json).expect("it is a catalogue")
});

fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = documents::read_workbook(bytes, &CATALOGUE, &serde_json::Map::new(), "") {
        assert!(!error.message().is_empty());
    }
});
