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
use serde_json::Value;

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
    assert!(is_same(&Value::Object(again.dossier.data), &Value::Object(dossier.data)), "it comes back as it was");
});

/// Whether two values are the same. A number beyond 64 bits is read as the nearest ones that there are.
fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) if left.is_f64() && right.is_f64() => {
            let (left, right) = (left.as_f64().unwrap_or_default(), right.as_f64().unwrap_or_default());
            (left - right).abs() <= 1e-12 * left.abs()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|it| is_same(it.0, it.1))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len() && left.iter().all(|it| right.get(it.0).is_some_and(|other| is_same(it.1, other)))
        }
        _ => left == right,
    }
}
