//! The data of a dossier as a tree: setting, undoing, comparing, merging, a new year.

use bcm::dossier::{Difference, DifferenceKind, Dossier, History, LIMIT, Proposal, compare, diff, get, leaves, merge};
use bcm::json::FromJson;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const NOW: &str = "2026-11-23T14:32:00Z";

fn tree(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn dossier(data: Value) -> Dossier {
    Dossier { data: tree(data), ..Dossier::new("0b6f6c1e", "1", NOW) }
}

fn told(differences: &[Difference]) -> Vec<(&str, DifferenceKind)> {
    differences.iter().map(|it| (it.path.as_str(), it.kind)).collect()
}

#[test]
fn objects_are_made_on_the_way_and_removed_when_empty() {
    let mut dossier = dossier(json!({"bia": {"later": {}}}));
    let change = dossier.set("bia/processes/BZ1/owner", Some(json!("Hoofd")), NOW).unwrap();
    assert_eq!((change.path.as_str(), &change.before), ("bia/processes/BZ1/owner", &None));
    assert_eq!(dossier.get("bia/processes/BZ1/owner"), Some(&json!("Hoofd")));
    assert_eq!(dossier.set("bia/processes/BZ1/owner", Some(json!("Hoofd")), NOW), None);
    dossier.set("bia/processes/BZ1/owner", None, NOW).unwrap();
    assert_eq!(dossier.data, tree(json!({"bia": {"later": {}}})));
    assert_eq!(dossier.set("bia/weg/weg", None, NOW), None);
    assert_eq!(dossier.set("", Some(json!(1)), NOW), None);
}

#[test]
fn what_stands_in_the_way_is_moved_aside_and_comes_back() {
    let before = json!({"bia": {"processes": [1, 2], "processes.unreadable": "eerder"}});
    let mut dossier = dossier(before.clone());
    let change = dossier.set("bia/processes/BZ1/owner", Some(json!("Hoofd")), NOW).unwrap();
    let moved = json!({"processes": {"BZ1": {"owner": "Hoofd"}}, "processes.unreadable": "eerder",
        "processes.unreadable_": [1, 2]});
    assert_eq!(dossier.data["bia"], moved);
    dossier.apply(&[change.inverse()], NOW);
    assert_eq!(dossier.data, tree(before));
}

#[test]
fn letters_of_one_field_are_undone_together() {
    let mut dossier = dossier(json!({}));
    let mut history = History::new();
    for (path, text) in [("a/b", "H"), ("a/b", "Ho"), ("c", "x"), ("a/b", "Hoofd")] {
        history.record(dossier.set(path, Some(json!(text)), NOW).into_iter().collect());
    }
    history.undo(&mut dossier, NOW).unwrap();
    assert_eq!(dossier.data, tree(json!({"a": {"b": "Ho"}, "c": "x"})));
    history.undo(&mut dossier, NOW).unwrap();
    history.undo(&mut dossier, NOW).unwrap();
    assert_eq!((dossier.data.len(), history.can_undo(), history.can_redo()), (0, false, true));
    history.redo(&mut dossier, NOW).unwrap();
    assert_eq!(dossier.data, tree(json!({"a": {"b": "Ho"}})));
    history.record(dossier.set("d", Some(json!(1)), NOW).into_iter().collect());
    assert!(!history.can_redo());
}

#[test]
fn only_the_last_groups_can_be_undone() {
    let mut dossier = dossier(json!({}));
    let mut history = History::new();
    for number in 0..LIMIT + 50 {
        history.record(dossier.set(&format!("k{number}"), Some(json!(number)), NOW).into_iter().collect());
    }
    let undone = std::iter::from_fn(|| history.undo(&mut dossier, NOW)).count();
    assert_eq!((undone, dossier.data.len()), (LIMIT, 50));
}

#[test]
fn a_difference_fills_changes_or_clears() {
    let mine = tree(json!({"a": 1, "b": 2, "d": {"x": 1}}));
    let (same, other, record) = (json!(1), json!(3), json!({"y": 2}));
    let theirs = [("a", Some(&same)), ("b", Some(&other)), ("c", Some(&other)), ("d", Some(&record)), ("b/x", None)];
    let expected = [("b", DifferenceKind::Changed), ("c", DifferenceKind::New), ("d/y", DifferenceKind::New)];
    assert_eq!(told(&compare(&mine, theirs)), expected);
    assert_eq!(told(&compare(&mine, [("a", None)])), [("a", DifferenceKind::Cleared)]);
}

#[test]
fn a_proposal_knows_where_its_values_stand() {
    let json = json!({"source": {"kind": "sheet", "lineage": null}, "notes": ["een cel"],
        "changes": [{"path": "bia/processes/BZ1/owner", "value": "Hoofd", "place": "Processen!G7"}]});
    let proposal = Proposal::from_json(&json).unwrap();
    assert_eq!(proposal.place("bia/processes/BZ1/owner"), Some("Processen!G7"));
    assert_eq!(told(&proposal.differences(&Map::new())), [("bia/processes/BZ1/owner", DifferenceKind::New)]);
    assert_eq!(Proposal::from_json(&json!({"changes": []})), None);
    assert_eq!(Proposal::from_json(&json!({"source": {"kind": "sheet"}, "changes": [{"path": ""}]})), None);
}

#[test]
fn two_dossiers_merge_by_record() {
    let mine = tree(json!({"bia": {"processes": {"BZ1": {"owner": "A", "rto": "1d"}, "E1": {"name": "Eigen"}}}}));
    let theirs = tree(json!({"bia": {"processes": {"BZ1": {"owner": "B"}, "BZ2": {"owner": "C"}, "E1": "stuk"}}}));
    let expected =
        [("bia/processes/BZ1/owner", DifferenceKind::Changed), ("bia/processes/BZ2/owner", DifferenceKind::New)];
    assert_eq!(told(&merge(&mine, &theirs)), expected);
}

#[test]
fn a_new_year_begins_with_last_years_content() {
    let old = dossier(json!({
        "name": "Voorbeeldgemeente", "strange": [1],
        "bia": {"settings": {"date": "2025-11-01", "author": "Coördinator"}, "status": {"submitted_on": "2025-11-02"},
            "accepted": {"R01:processes.BZ1.rto": {"reason": "x"}}, "processes": {"BZ1": {"owner": "Hoofd"}}},
    }));
    let next = old.new_year("new", "2026-12-01T08:00:00Z");
    let expected = json!({
        "name": "Voorbeeldgemeente", "strange": [1],
        "bia": {"settings": {"author": "Coördinator"}, "processes": {"BZ1": {"owner": "Hoofd"}}},
        "year": {"started_on": "2026-12-01", "from_lineage": "0b6f6c1e", "from_revision": 0, "from_modified": NOW},
    });
    assert_eq!((next.lineage.as_str(), next.revision, Value::Object(next.data)), ("new", 0, expected));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(Value::Null), any::<u8>().prop_map(Value::from), "[a-z]{0,3}".prop_map(Value::from)];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            4 => prop::collection::btree_map("[a-c~/]{1,2}", inner, 0..4)
                .prop_map(|it| Value::Object(it.into_iter().collect())),
        ]
    })
}

fn any_tree() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::btree_map("[a-c~/]{1,2}", any_json(), 0..4).prop_map(|it| it.into_iter().collect())
}

/// What was set, one after the other.
fn steps() -> impl Strategy<Value = Vec<(String, Option<Value>)>> {
    prop::collection::vec(("[a-c]{1,2}(/[a-c]{1,2}){0,3}", prop::option::of(any_json())), 0..8)
}

proptest! {
    #[test]
    fn undoing_everything_restores_the_text(data in any_tree(), steps in steps()) {
        let mut dossier = Dossier { data, ..Dossier::new("l", "1", NOW) };
        let mut history = History::new();
        let before = dossier.to_text();
        for (path, value) in steps {
            history.record(dossier.set(&path, value, NOW).into_iter().collect());
        }
        let after = dossier.to_text();
        while history.undo(&mut dossier, NOW).is_some() {}
        prop_assert_eq!(dossier.to_text(), before);
        while history.redo(&mut dossier, NOW).is_some() {}
        prop_assert_eq!(dossier.to_text(), after);
    }

    #[test]
    fn applying_a_diff_gives_the_new_tree_and_its_inverse_the_old_one(old in any_tree(), new in any_tree()) {
        let changes = diff(&old, &new);
        prop_assert!(changes.is_empty() == (old == new));
        let mut dossier = Dossier { data: old.clone(), ..Dossier::new("l", "1", NOW) };
        dossier.apply(&changes, NOW);
        prop_assert_eq!(&dossier.data, &new);
        let back: Vec<_> = changes.iter().rev().map(|it| it.inverse()).collect();
        dossier.apply(&back, NOW);
        prop_assert_eq!(&dossier.data, &old);
    }

    #[test]
    fn a_merge_never_loses_what_only_i_have(mine in any_tree(), theirs in any_tree()) {
        let differences = merge(&mine, &theirs);
        let mut dossier = Dossier { data: mine.clone(), ..Dossier::new("l", "1", NOW) };
        for it in &differences {
            prop_assert!(it.kind != DifferenceKind::Cleared && it.theirs.is_some());
            dossier.set(&it.path, it.theirs.clone(), NOW);
        }
        for (path, leaf) in leaves(&mine).into_iter().filter(|it| !it.1.is_null()) {
            let is_changed = differences.iter().any(|it| it.path == path);
            let now = get(&dossier.data, &path);
            let is_empty_record = leaf == json!({});
            prop_assert!(is_changed || is_empty_record || now == Some(&leaf), "{path}: {leaf} became {now:?}");
            prop_assert!(is_empty_record || now.is_some(), "{path} is gone");
        }
    }

    #[test]
    fn no_bytes_make_opening_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Dossier::open(&String::from_utf8_lossy(&bytes));
    }
}
