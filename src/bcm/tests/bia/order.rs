//! The order of recovery, single points of failure and replacements.

use bcm::bia::order::{replacements, single_points};
use serde_json::{Value, json};

use super::{hours, read};

fn dependencies(order: &bcm::bia::order::Order) -> Vec<&str> {
    order.steps.iter().map(|it| it.dependency.as_str()).collect()
}

#[test]
fn what_others_rely_on_comes_first_then_infrastructure_then_time() {
    let whole = read(&json!({
        "processes": {
            "BZ1": {"mtpd": "1d", "needs": {"MA": {}}},
            "BZ2": {"mtpd": "1w", "needs": {"MB": {}, "MMAIL": {}}},
        },
        "dependencies": {
            "MA": {"name": "Akten", "kind": "ict", "startup": "1h", "relies_on": ["MSERVER", "weg"]},
            "MB": {"name": "Bevolking", "kind": "ict"},
            "MSERVER": {"name": "Server", "kind": "uitrusting"},
            "MPOWER": {"name": "Stroom", "infrastructure": "power"},
            "MID": {"name": "Aanmelden", "infrastructure": "identity", "relies_on": ["MPOWER"]},
            "MMAIL": {"name": "Mail", "infrastructure": "mail"},
            "MVRIJ": {"name": "Gebruikt niemand"},
        },
    }));
    assert_eq!(dependencies(&whole.order), ["MPOWER", "MID", "MMAIL", "MSERVER", "MA", "MB"]);
    let akten = &whole.order.steps[4];
    assert_eq!((akten.by, akten.layer, akten.because.as_deref()), (Some(hours(4)), 2, Some("BZ1")));
    assert_eq!(akten.after, ["MID", "MSERVER", "MPOWER"], "in the order of the BIA");
    assert_eq!(whole.derived.dependency("MSERVER").unwrap().rto, Some(hours(3)));
    assert_eq!(whole.derived.dependency("MPOWER").unwrap().users, ["BZ1", "BZ2"]);
    assert_eq!(whole.derived.dependency("MVRIJ").unwrap().users, Vec::<String>::new());
}

#[test]
fn a_circle_is_reported_and_the_rest_keeps_its_order() {
    let whole = read(&json!({
        "processes": {"BZ1": {"mtpd": "1d", "needs": {"MA": {}}}},
        "dependencies": {
            "MA": {"relies_on": ["MB"]},
            "MB": {"relies_on": ["MC"]},
            "MC": {"relies_on": ["MA", "MD"]},
            "MD": {},
        },
    }));
    assert_eq!(whole.order.cycles, [["MA", "MB", "MC"]]);
    for step in &whole.order.steps {
        assert!(step.after.iter().all(|it| dependencies(&whole.order).contains(&it.as_str())), "{step:?}");
    }
}

#[test]
fn infrastructure_that_nobody_wrote_down_makes_no_circle() {
    let whole = read(&json!({
        "dependencies": {
            "MNET": {"infrastructure": "network", "relies_on": ["MB"]},
            "MPOWER": {"infrastructure": "power", "relies_on": ["MA"]},
            "MA": {"kind": "ict"},
            "MB": {"kind": "ict"},
        },
    }));
    assert_eq!(whole.order.cycles, Vec::<Vec<String>>::new());
}

#[test]
fn single_points_without_alternative_come_first() {
    let whole = read(&json!({
        "processes": {
            "BZ1": {"mtpd": "1d", "needs": {"MA": {}, "MB": {}, "MC": {}}},
            "BZ2": {"mtpd": "1w", "needs": {"MB": {}, "MC": {}, "MD": {}}},
        },
        "dependencies": {
            "MA": {"single": "yes"},
            "MB": {"single": "yes"},
            "MC": {"single": "yes", "alternative": "papier"},
            "MD": {"single": "unknown"},
            "ME": {"single": "yes", "kind": "personeel", "deputy": "Collega"},
        },
    }));
    let points = single_points(&whole.bia, &whole.derived);
    let points: Vec<_> =
        points.iter().map(|it| (it.dependency.as_str(), it.processes.len(), it.has_alternative)).collect();
    assert_eq!(points, [("MB", 2, false), ("MA", 1, false), ("MC", 2, true), ("ME", 0, true)]);
}

#[test]
fn a_replacement_is_the_same_function_however_it_is_written() {
    let bia: Value = json!({
        "processes": {
            "BZ1": {"deputy": "Hoofd  Burgerzaken"},
            "BZ2": {"deputy": " hoofd burgerzaken"},
            "BZ3": {"deputy": "Diensthoofd"},
            "BZ4": {"deputy": "  "},
        },
        "dependencies": {"MA": {"deputy": "hoofd burgerzaken"}, "MB": {"deputy": "Archivaris"}},
    });
    let found = replacements(&read(&bia).bia);
    let [it] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((it.function.as_str(), it.count()), ("Hoofd  Burgerzaken", 3));
    assert_eq!(
        (it.processes.as_slice(), it.dependencies.as_slice()),
        (["BZ1", "BZ2"].map(str::to_owned).as_slice(), ["MA".to_owned()].as_slice())
    );
}
