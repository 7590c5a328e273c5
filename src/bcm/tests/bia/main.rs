//! The BIA against the real catalogue: a worked example, every rule of the review, and what holds for
//! any dossier.

mod example;
mod order;
mod properties;
mod rules;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use bcm::bia::derive::{Derived, derive};
use bcm::bia::model::Bia;
use bcm::bia::order::{Order, recovery_order};
use bcm::bia::review::{Finding, RuleTexts, review};
use bcm::catalogue::{Catalogue, Duration};
use bcm::date::Date;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

fn data<T: DeserializeOwned>(file: &str) -> T {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/bia"));
    serde_saphyr::from_str(&fs::read_to_string(folder.join(file)).unwrap()).unwrap()
}

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::from_parts(data("processes.yaml"), data("scales.yaml"), data("dependencies.yaml")));

static TEXTS: LazyLock<RuleTexts> = LazyLock::new(|| data("rules.yaml"));

fn today() -> Date {
    Date::parse("2026-11-23").unwrap()
}

/// A BIA with all that follows from it.
struct Whole {
    bia: Bia,
    derived: Derived,
    order: Order,
    findings: Vec<Finding>,
}

/// Reads the part `bia` of a dossier.
fn read(bia: &Value) -> Whole {
    let data = Map::from_iter([("bia".to_owned(), bia.clone())]);
    let bia = Bia::read(&data, &CATALOGUE);
    let derived = derive(&bia, &CATALOGUE);
    let order = recovery_order(&bia, &derived, &CATALOGUE);
    let findings = review(&bia, &derived, &CATALOGUE, today());
    Whole { bia, derived, order, findings }
}

fn hours(hours: u32) -> Duration {
    Duration::Hours(hours)
}

/// A row of scores for all moments.
fn row(scores: [u8; 6]) -> Value {
    let moments = CATALOGUE.moments.iter().map(|it| it.id.clone());
    moments.zip(scores).map(|(moment, score)| (moment, json!(score))).collect::<Map<_, _>>().into()
}

/// Fills in the text of the rule; the messages are the ones of the site.
fn message(finding: &Finding) -> String {
    let text = TEXTS.rules.iter().find(|it| it.number == finding.rule).unwrap();
    text.message(&finding.values)
}

#[test]
fn the_catalogue_and_the_texts_have_no_problems() {
    assert_eq!(CATALOGUE.problems(), []);
    assert_eq!(TEXTS.problems(), Vec::<String>::new());
    let numbers: Vec<&str> = TEXTS.rules.iter().map(|it| it.number.as_str()).collect();
    assert_eq!(numbers, (1..=34).map(|it| format!("R{it:02}")).collect::<Vec<_>>());
    assert!(TEXTS.rules.iter().all(|it| matches!(it.severity.as_str(), "fout" | "waarschuwing" | "tip")));
}

#[test]
fn the_texts_are_short() {
    for rule in &TEXTS.rules {
        for text in [&rule.message, &rule.why, &rule.todo] {
            for sentence in text.split_inclusive(['.', '?']) {
                assert!(sentence.split_whitespace().count() <= 25, "{}: {sentence}", rule.number);
            }
        }
    }
}

#[test]
fn a_message_keeps_the_braces_of_what_was_written() {
    let rule = TEXTS.rules.iter().find(|it| it.number == "R22").unwrap();
    let message = rule.message(&[("process", "{rto} en {process}".to_owned())]);
    assert_eq!(message, rule.message.replace("{process}", "{rto} en {process}"));
}

#[test]
fn an_empty_bia_has_no_findings() {
    for bia in [Value::Null, json!({}), json!({"processes": {}, "dependencies": []}), json!({"processes": {"SO2": {}}})]
    {
        assert_eq!(read(&bia).findings, [], "{bia}");
    }
}

#[test]
fn an_accepted_finding_says_why() {
    let bia = json!({
        "processes": {"SO2": {"class": "B", "owner": "Hoofd sociale dienst", "deputy": "Adjunct", "mbco": "dringende"}},
        "accepted": {"R22:processes.SO2.procedure.exists": {"reason": "Komt in mei", "on": "2026-11-01"}},
    });
    let found = read(&bia).findings;
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(finding.key(), "R22:processes.SO2.procedure.exists");
    let accepted = finding.accepted.as_ref().unwrap();
    assert_eq!((accepted.reason.as_deref(), accepted.on), (Some("Komt in mei"), Date::parse("2026-11-01")));
}
