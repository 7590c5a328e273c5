//! Filled workbooks, made and read back as people would: all changes come from what cells say.

mod common;

use bcm::submission::SubmissionOptions;
use common::{catalogue, meta};
use documents::{SheetProposal, filled_bia_workbook, read_workbook, submission_workbook};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const LINEAGE: &str = "00000000-0000-4000-8000-000000000001";

type Data = Map<String, Value>;

fn map(value: Value) -> Data {
    value.as_object().cloned().unwrap()
}

fn export(data: &Data) -> Vec<u8> {
    filled_bia_workbook(&catalogue(), &meta("BIA"), data, LINEAGE, 7).unwrap()
}

fn import(bytes: &[u8], current: &Data, lineage: &str) -> SheetProposal {
    read_workbook(bytes, &catalogue(), current, lineage).unwrap()
}

/// The dossier after all changes.
fn applied(current: &Data, proposal: &SheetProposal) -> Data {
    let mut all = Value::Object(current.clone());
    for change in &proposal.changes {
        let mut keys: Vec<&str> = change.path.split('/').collect();
        let last = keys.pop().unwrap();
        let mut place = &mut all;
        for key in keys {
            place = place.as_object_mut().unwrap().entry(key).or_insert_with(|| json!({}));
        }
        let record = place.as_object_mut().unwrap();
        match &change.value {
            Some(value) => drop(record.insert(last.to_owned(), value.clone())),
            None => drop(record.remove(last)),
        }
    }
    map(all)
}

/// What edits of the dossier between two workbooks look like when the second is read over the first.
fn edits(old: &Data, new: &Data) -> SheetProposal {
    import(&export(new), old, "")
}

fn full() -> Data {
    map(json!({"bia": {
        "settings": {"date": "2026-09-01", "recovery_days": 21, "scope": ["burgerzaken"]},
        "processes": {
            "BZ1": {
                "name": "Overlijden", "domain": "burgerzaken", "service": "Burgerzaken", "owner": "diensthoofd",
                "deputy": "algemeen directeur", "description": "Akte van overlijden", "clients": "2 per dag",
                "class": "A", "hours": "always",
                "peak": {"when": "=weekend", "mtpd": "4u", "rto": "1h", "wrt": "0h"},
                "legal": {"text": "+akte", "days": 1, "source": "-wet"},
                "impact": {"burger": {"4u": 1, "1d": 3}, "milieu": {"1m": 0}},
                "motivation": "@twee\nregels", "mtpd": "1d", "rto": "4u", "wrt": "8h", "rpo": "longer",
                "mbco": "50 % aan 1 loket", "mbco_percent": 50,
                "procedure": {"exists": "yes", "text": "papier", "offline": "no", "days": 3,
                    "tested_on": "2026-03-07", "uses": ["Mabcdef", "D007"]},
                "upstream": ["E1a2b3c", "FI2"],
                "needs": {"Mabcdef": {"minimum": 2}, "D007": {}},
            },
            "E1a2b3c": {"name": "Zwembad; open", "needs": {"Mabcdef": {}}},
            "FI2": {},
        },
        "dependencies": {
            "Mabcdef": {"name": "Netwerk", "kind": "ict", "host": "own", "infrastructure": "network",
                "owner": "ICT", "deputy": "buur", "available": 1, "single": "unknown", "alternative": "4G",
                "rto_contract": "48h", "rta": "1w", "tested_on": "2025-12-31", "backup": "1d", "startup": "1h",
                "relies_on": ["Mzzzzzz"], "note": "let op"},
            "D007": {"name": "Loket", "kind": "gebouw"},
            "Mzzzzzz": {"name": "Stroom", "kind": "nutsvoorziening"},
        },
    }}))
}

#[test]
fn a_workbook_that_nobody_changed_changes_nothing() {
    let proposal = import(&export(&full()), &full(), LINEAGE);
    assert_eq!((proposal.changes, proposal.notes), (vec![], vec![]));
    assert_eq!(proposal.source.lineage, LINEAGE);
    assert_eq!(proposal.source.revision, 7);
}

#[test]
fn a_dossier_comes_back_out_of_its_workbook() {
    let proposal = import(&export(&full()), &Data::new(), "");
    assert_eq!(proposal.notes, Vec::<String>::new());
    assert_eq!(Value::Object(applied(&Data::new(), &proposal)), Value::Object(full()));
}

#[test]
fn a_dossier_that_went_on_keeps_what_it_has() {
    let mut later = full();
    later["bia"]["processes"]["BZ1"]["owner"] = json!("iemand anders");
    later["bia"]["processes"]["BZ1"]["rto"] = Value::Null;
    assert_eq!(import(&export(&full()), &later, LINEAGE).changes, vec![]);
}

#[test]
fn changes_have_their_cell() {
    let mut new = full();
    new["bia"]["processes"]["BZ1"]["owner"] = json!("schepen");
    let proposal = edits(&full(), &new);
    assert_eq!(proposal.changes.len(), 1);
    assert_eq!(proposal.changes[0].path, "bia/processes/BZ1/owner");
    assert_eq!(proposal.changes[0].value, Some(json!("schepen")));
    assert!(proposal.changes[0].place.starts_with("Processen!"), "{}", proposal.changes[0].place);
}

#[test]
fn the_empty_workbook_changes_nothing() {
    let empty = documents::bia_workbook(&catalogue(), &meta("BIA")).unwrap();
    for current in [Data::new(), full()] {
        let proposal = import(&empty, &current, LINEAGE);
        assert_eq!((proposal.changes, proposal.notes), (vec![], vec![]));
    }
}

#[test]
fn what_is_handed_in_can_be_read_and_has_no_functions() {
    let bytes = submission_workbook(&catalogue(), &meta("BIA"), &full(), SubmissionOptions::default()).unwrap();
    let proposal = import(&bytes, &Data::new(), "");
    assert!(proposal.source.submission);
    let text = Value::Object(applied(&Data::new(), &proposal)).to_string();
    assert!(!text.contains("diensthoofd") && text.contains("Functie 1"), "{text}");
}

fn text() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[ -~]{0,20}",
        Just("=1+1".to_owned()),
        Just("_x0041_ & <b> \"".to_owned()),
        Just("+32 & co\n@tweede".to_owned()),
        "[a-zé–;]{1,12}",
    ]
    .prop_map(|it| it.trim().into())
}

fn one_of(codes: Vec<String>) -> impl Strategy<Value = Value> {
    proptest::sample::select(codes).prop_map(Value::from)
}

fn codes(codes: &[&str]) -> impl Strategy<Value = Value> {
    one_of(codes.iter().map(|it| (*it).to_owned()).collect())
}

fn duration() -> impl Strategy<Value = Value> {
    codes(&["0h", "1h", "4u", "8h", "1d", "48h", "3d", "1w", "2w", "1m", "longer"])
}

fn known() -> impl Strategy<Value = Value> {
    codes(&["yes", "no", "unknown"])
}

fn day() -> impl Strategy<Value = Value> {
    (1900_u16..2100, 1_u8..13, 1_u8..29).prop_map(|it| format!("{:04}-{:02}-{:02}", it.0, it.1, it.2).into())
}

fn count(most: u32) -> impl Strategy<Value = Value> {
    (0..=most).prop_map(Value::from)
}

const PROCESS_IDS: [&str; 5] = ["BZ1", "FI2", "WZ1", "Eaaaaaa", "Ebbbbbb"];
const DEPENDENCY_IDS: [&str; 4] = ["Maaaaaa", "Mbbbbbb", "D001", "D002"];

fn ids(all: &'static [&'static str]) -> impl Strategy<Value = Value> {
    proptest::sample::subsequence(all.to_vec(), 0..=all.len()).prop_map(|it| json!(it))
}

/// A record with some of these keys; empty texts and lists are no values.
fn record(keys: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let fields: Vec<_> = keys
        .into_iter()
        .map(|(key, value)| proptest::option::of(value).prop_map(move |it| it.map(|it| (key.to_owned(), it))).boxed())
        .collect();
    let is_value = |it: &Value| *it != json!("") && *it != json!([]) && *it != json!({});
    fields.prop_map(move |it| Value::Object(it.into_iter().flatten().filter(|it| is_value(&it.1)).collect())).boxed()
}

fn impact() -> BoxedStrategy<Value> {
    let moments = || ["4u", "1d", "3d", "1w", "2w", "1m"].map(|it| (it, count(4).boxed())).to_vec();
    record(["burger", "welzijn-veiligheid", "milieu"].map(|it| (it, record(moments()))).to_vec())
}

fn process() -> BoxedStrategy<Value> {
    let peak = record(vec![
        ("when", text().boxed()),
        ("mtpd", duration().boxed()),
        ("rto", duration().boxed()),
        ("wrt", duration().boxed()),
    ]);
    let legal = record(vec![("text", text().boxed()), ("days", count(3650).boxed()), ("source", text().boxed())]);
    let procedure = record(vec![
        ("exists", known().boxed()),
        ("text", text().boxed()),
        ("offline", known().boxed()),
        ("days", count(3650).boxed()),
        ("tested_on", day().boxed()),
        ("uses", ids(&DEPENDENCY_IDS).boxed()),
    ]);
    let needs = DEPENDENCY_IDS.map(|it| (it, record(vec![("minimum", count(100_000).boxed())])));
    let needs = proptest::sample::subsequence(needs.to_vec(), 0..=3).prop_flat_map(|it| {
        let (keys, values): (Vec<_>, Vec<_>) = it.into_iter().unzip();
        values.prop_map(move |it| Value::Object(keys.iter().map(|it| (*it).to_owned()).zip(it).collect()))
    });
    let texts = ["name", "service", "owner", "deputy", "description", "clients", "motivation", "mbco"];
    let mut keys: Vec<_> = texts.map(|it| (it, text().boxed())).to_vec();
    keys.extend(["mtpd", "rto", "wrt", "rpo"].map(|it| (it, duration().boxed())));
    keys.extend([
        ("domain", codes(&["burgerzaken", "ict", "onbekend-domein"]).boxed()),
        ("class", codes(&["A", "B", "C", "D"]).boxed()),
        ("hours", codes(&["office", "always"]).boxed()),
        ("mbco_percent", prop_oneof![count(100).boxed(), Just(json!("ongeveer de helft")).boxed()].boxed()),
        ("upstream", ids(&PROCESS_IDS).boxed()),
        ("peak", peak),
        ("legal", legal),
        ("procedure", procedure),
        ("impact", impact()),
        ("needs", needs.boxed()),
    ]);
    record(keys)
}

fn dependency() -> BoxedStrategy<Value> {
    let texts = ["name", "owner", "deputy", "alternative", "note"];
    let mut keys: Vec<_> = texts.map(|it| (it, text().boxed())).to_vec();
    keys.extend(["rto_contract", "rta", "backup", "startup"].map(|it| (it, duration().boxed())));
    keys.extend([
        ("kind", codes(&["personeel", "ict", "betalen"]).boxed()),
        ("host", codes(&["own", "supplier", "flemish", "federal"]).boxed()),
        ("infrastructure", codes(&["power", "network", "backup"]).boxed()),
        ("available", count(100_000).boxed()),
        ("single", known().boxed()),
        ("tested_on", day().boxed()),
        ("relies_on", ids(&DEPENDENCY_IDS).boxed()),
    ]);
    record(keys)
}

fn dossier() -> impl Strategy<Value = Data> {
    let processes = proptest::collection::vec(process(), 0..=PROCESS_IDS.len());
    let dependencies = proptest::collection::vec(dependency(), 0..=DEPENDENCY_IDS.len());
    (processes, dependencies).prop_map(|(processes, dependencies)| {
        let named = |ids: &[&str], all: Vec<Value>| -> Value {
            Value::Object(ids.iter().map(|it| (*it).to_owned()).zip(all).collect())
        };
        map(json!({"bia": {
            "processes": named(&PROCESS_IDS, processes),
            "dependencies": named(&DEPENDENCY_IDS, dependencies),
        }}))
    })
}

/// Without dependencies that hold nothing and that nobody needs: they leave no trace in a sheet.
fn visible(data: &Data) -> Value {
    let bia = |key: &str| {
        let records = data.get("bia").and_then(|it| it.get(key)).and_then(Value::as_object);
        records.cloned().unwrap_or_default()
    };
    let mut dependencies = bia("dependencies");
    dependencies.retain(|_, it| *it != json!({}));
    let mut processes = bia("processes");
    for process in processes.values_mut().filter_map(Value::as_object_mut) {
        process.retain(|_, it| *it != json!({}));
    }
    json!({"processes": processes, "dependencies": dependencies})
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 10 } else { 200 }))]

    #[test]
    fn reading_back_what_was_written_changes_nothing(data in dossier()) {
        let proposal = import(&export(&data), &data, LINEAGE);
        prop_assert_eq!((proposal.changes, proposal.notes), (vec![], vec![]));
        let other = import(&export(&data), &data, "");
        prop_assert_eq!((other.changes, other.notes), (vec![], vec![]));
    }

    #[test]
    fn any_dossier_comes_back_out_of_its_workbook(data in dossier()) {
        let proposal = import(&export(&data), &Data::new(), "");
        prop_assert_eq!(&proposal.notes, &Vec::<String>::new());
        let back = applied(&Data::new(), &proposal);
        prop_assert_eq!(visible(&back), visible(&data));
    }
}
