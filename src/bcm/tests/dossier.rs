//! The dossier file: what comes back, what is refused, and what is kept.

use bcm::dossier::{Dossier, FORMAT, MAX_BYTES, OpenError, SCHEMA};
use bcm::questionnaire::{Answer, Response};
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: &str = "2026-11-23T14:32:00Z";
const LINEAGE: &str = "0b6f6c1e-4f0f-4c55-9d3c-2a5f0d6c7e11";

fn level(level: u8) -> Response {
    Response { answer: Some(Answer::Level(level)), ..Response::default() }
}

fn file() -> Value {
    serde_json::from_str(include_str!("golden/dossier-1.bcm.json")).unwrap()
}

fn refused(change: impl Fn(&mut Value)) -> OpenError {
    let mut file = file();
    change(&mut file);
    Dossier::open(&file.to_string()).unwrap_err()
}

#[test]
fn a_golden_file_of_schema_1_opens_and_comes_out_in_schema_2() {
    let text = include_str!("golden/dossier-1.bcm.json");
    let opened = Dossier::open(text).unwrap();
    assert!(!opened.read_only());
    let record = opened.dossier.record("ten-questions");
    assert_eq!(record.version, 1);
    assert_eq!(record.answers["v5"].answer, Some(Answer::Level(2)));
    assert_eq!(record.answers["v6"].answer, Some(Answer::Unknown));
    assert_eq!(record.answers["v0"].note, "een vraag van vroeger");
    assert_eq!(record.unreadable, ["v7"]);
    assert_eq!(opened.dossier.name(), "Voorbeeldgemeente");
    let now: Value = serde_json::from_str(include_str!("golden/dossier-2.bcm.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&opened.dossier.to_text()).unwrap(), now);
}

#[test]
fn a_golden_file_of_schema_2_comes_out_as_it_went_in() {
    let text = include_str!("golden/dossier-2.bcm.json");
    let opened = Dossier::open(text).unwrap();
    assert_eq!(opened.schema, SCHEMA);
    let record = opened.dossier.record("ten-questions");
    assert_eq!(record.answers["v5"].answer, Some(Answer::Level(2)));
    assert_eq!(record.answers["v5"].practice, Some(Answer::Level(1)));
    assert_eq!(
        serde_json::from_str::<Value>(&opened.dossier.to_text()).unwrap(),
        serde_json::from_str::<Value>(text).unwrap()
    );
}

#[test]
fn a_new_dossier_comes_back_equal() {
    let mut dossier = Dossier::new(LINEAGE, "1", NOW);
    dossier.respond(("ten-questions", 1), "v1", &level(3), "2026-11-23T14:33:00Z");
    dossier.next_revision();
    let opened = Dossier::open(&dossier.to_text()).unwrap();
    assert_eq!(opened.dossier, dossier);
    assert_eq!(opened.schema, SCHEMA);
    assert_eq!((dossier.revision, dossier.modified.as_str()), (1, "2026-11-23T14:33:00Z"));
}

#[test]
fn a_response_replaces_only_its_own_keys() {
    let mut dossier = Dossier::open(include_str!("golden/dossier-1.bcm.json")).unwrap().dossier;
    dossier.respond(("ten-questions", 2), "v5", &level(3), NOW);
    let stored = &dossier.data["questionnaires"]["ten-questions"];
    let expected = json!({"answer": 3, "version": 2, "practice": 1});
    assert_eq!(stored["answers"]["v5"], expected);
    assert_eq!(stored["answers"]["v6"]["version"], 1);
    assert_eq!(dossier.data["bia"], file()["data"]["bia"]);
}

#[test]
fn something_strange_in_the_place_of_answers_is_moved_aside() {
    let mut dossier = Dossier::new(LINEAGE, "1", NOW);
    dossier.data.insert("questionnaires".into(), json!([1, 2]));
    dossier.respond(("ten-questions", 1), "v1", &level(1), NOW);
    assert_eq!(dossier.data["questionnaires.unreadable"], json!([1, 2]));
    assert_eq!(dossier.record("ten-questions").answers["v1"], level(1));
}

#[test]
fn a_newer_file_is_read_only() {
    let mut newer = file();
    newer["schema"] = json!(SCHEMA + 1);
    let opened = Dossier::open(&newer.to_string()).unwrap();
    assert!(opened.read_only());
    assert_eq!(opened.dossier.record("ten-questions").answers["v5"].answer, Some(Answer::Level(2)));
    newer["data"] = json!("sealed");
    let error = Dossier::open(&newer.to_string()).unwrap_err();
    assert_eq!(error, OpenError::TooNew { schema: SCHEMA + 1 });
}

#[test]
fn refusals_name_what_is_wrong() {
    assert_eq!(Dossier::open("{\n \"format\"").unwrap_err(), OpenError::NotJson { line: 2, column: 9 });
    assert_eq!(Dossier::open("[1]").unwrap_err(), OpenError::NotADossier);
    assert_eq!(Dossier::open(&" ".repeat(MAX_BYTES + 1)).unwrap_err(), OpenError::TooLarge(MAX_BYTES + 1));
    assert!(matches!(Dossier::open(&"[".repeat(100_000)).unwrap_err(), OpenError::NotJson { .. }));
    assert_eq!(refused(|it| it["format"] = json!("other")), OpenError::NotADossier);
    assert_eq!(refused(|it| it["schema"] = json!(0)), OpenError::Broken { key: "schema" });
    assert_eq!(refused(|it| it["schema"] = json!("1")), OpenError::Broken { key: "schema" });
    assert_eq!(refused(|it| it["revision"] = json!(-1)), OpenError::Broken { key: "revision" });
    assert_eq!(refused(|it| it["data"] = json!([])), OpenError::Broken { key: "data" });
    assert_eq!(refused(|it| it["lineage"] = Value::Null), OpenError::Broken { key: "lineage" });
}

#[test]
fn a_byte_order_mark_is_no_reason_to_refuse() {
    let text = format!("\u{feff}{}", file());
    assert!(Dossier::open(&text).is_ok());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,6}", inner, 0..4)
                .prop_map(|it| Value::Object(it.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn unknown_keys_survive(extra in any_json(), inside in any_json(), in_answer in any_json(), score in 0..=4_u8) {
        let envelope = json!({
            "format": FORMAT, "schema": 1, "lineage": LINEAGE, "revision": 3, "created": NOW,
            "modified": NOW, "content_version": "1", "extra": extra,
            "data": {"other": inside, "questionnaires": {"q": {"version": 1, "answers": {"v1": {"later": in_answer}}}}},
        });
        let mut dossier = Dossier::open(&envelope.to_string()).unwrap().dossier;
        dossier.respond(("q", 1), "v1", &level(score), NOW);
        let after: Value = serde_json::from_str(&dossier.to_text()).unwrap();
        prop_assert_eq!(&after["extra"], &extra);
        prop_assert_eq!(&after["data"]["other"], &inside);
        prop_assert_eq!(&after["data"]["questionnaires"]["q"]["answers"]["v1"]["later"], &in_answer);
        prop_assert_eq!(Dossier::open(&dossier.to_text()).unwrap().dossier, dossier);
    }

    #[test]
    fn no_text_makes_it_panic(text in ".{0,200}", value in any_json()) {
        let _ = Dossier::open(&text);
        let file = json!({"format": FORMAT, "schema": 1, "data": value});
        let _ = Dossier::open(&file.to_string());
    }
}
