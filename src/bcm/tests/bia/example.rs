//! The worked example of the domain facts: the payment of the living wage in a fictional municipality.

use bcm::bia::derive::{ClassReason, NeedBecause};
use bcm::bia::review::Severity;
use bcm::catalogue::Class;
use serde_json::{Value, json};

use super::{Whole, hours, message, read};

fn example() -> Value {
    json!({
        "settings": {"date": "2026-09-01"},
        "processes": {"SO2": {
            "owner": "Hoofd sociale dienst", "deputy": "Financieel directeur", "class": "B", "hours": "office",
            "impact": {
                "burger": {"4u": 0, "1d": 1, "3d": 3, "1w": 4},
                "welzijn-veiligheid": {"4u": 0, "1d": 1, "3d": 3, "1w": 3},
            },
            "wrt": "1d", "rpo": "1w",
            "peak": {"when": "25e tot 1e", "mtpd": "1d", "wrt": "4u"},
            "mbco": "Alle lopende dossiers volgens het bestand van vorige maand; dringende via een voorschot",
            "procedure": {"exists": "yes", "text": "Bestand van vorige maand opnieuw uitbetalen", "offline": "yes",
                "days": 30, "tested_on": "2026-02-01", "uses": ["MLIJST", "MBANK"]},
            "needs": {"MDOSSIER": {}, "MBANK": {"minimum": 2}, "MTEAM": {"minimum": 1}, "MKENNER": {}, "MLIJST": {}, "MNET": {}},
        }},
        "dependencies": {
            "MDOSSIER": {"name": "Sociaal dossier", "kind": "ict", "host": "supplier", "rto_contract": "3d", "rta": "1d",
                "backup": "1d", "tested_on": "2026-03-01", "startup": "4u"},
            "MBANK": {"name": "Betaalkanaal van de bank", "kind": "betalen", "available": 2},
            "MTEAM": {"name": "Medewerkers leefloon", "kind": "personeel", "available": 2},
            "MKENNER": {"name": "Wie de betaling kent", "kind": "personeel", "available": 1, "single": "yes"},
            "MLIJST": {"name": "Lijst van rekeningnummers", "kind": "gegevens", "tested_on": "2026-11-01"},
            "MNET": {"name": "Netwerk", "kind": "ict", "infrastructure": "network", "tested_on": "2026-03-01"},
        },
    })
}

#[test]
fn times_follow_from_the_scores() {
    let Whole { derived, .. } = read(&example());
    let it = derived.process("SO2").unwrap();
    let first = it.first.as_ref().unwrap();
    assert_eq!((first.category.as_str(), first.moment.as_str(), first.score), ("burger", "3d", 3));
    assert_eq!((it.derived_mtpd, it.mtpd, it.known), (hours(72), hours(72), true));
    assert_eq!(
        (it.rto_proposal, it.rto, it.wrt, it.rpo),
        (Some(hours(24)), hours(24), Some(hours(24)), Some(hours(168)))
    );
    let peak = it.peak.unwrap();
    assert_eq!((peak.mtpd, peak.rto, peak.wrt, peak.class), (hours(24), hours(4), Some(hours(4)), Class::A));
    assert_eq!((it.class, &it.class_because, it.critical), (Class::B, &ClassReason::Mtpd, true));
    assert_eq!((it.severe, it.dependents, it.priority), (4, 0, 1));
    assert_eq!((it.need, it.need_because), (hours(720), NeedBecause::Procedure { days: 30 }));
}

#[test]
fn the_procedure_gives_the_application_time() {
    let Whole { derived, .. } = read(&example());
    let application = derived.dependency("MDOSSIER").unwrap();
    assert_eq!((application.rto, application.rto_from.as_deref()), (Some(hours(720)), Some("SO2")));
    assert_eq!((application.rpo, application.rpo_from.as_deref()), (Some(hours(168)), Some("SO2")));
    assert_eq!((application.users.as_slice(), application.class), (["SO2".to_owned()].as_slice(), Some(Class::B)));
    assert_eq!(derived.dependency("MNET").unwrap().rto, Some(hours(716)), "before the start of the application");

    let mut untested = example();
    untested["processes"]["SO2"]["procedure"]["tested_on"] = Value::Null;
    let Whole { derived, findings, .. } = read(&untested);
    assert_eq!(derived.dependency("MDOSSIER").unwrap().rto, Some(hours(24)));
    assert_eq!(derived.dependency("MNET").unwrap().rto, Some(hours(20)));
    let late = findings.iter().find(|it| it.rule == "R09").unwrap();
    assert_eq!((late.path.as_str(), late.process.as_deref()), ("bia/dependencies/MDOSSIER/rto_contract", Some("SO2")));
}

#[test]
fn the_review_finds_what_the_facts_say() {
    let Whole { findings, .. } = read(&example());
    let found: Vec<_> = findings.iter().map(|it| (it.rule, it.severity, it.path.as_str())).collect();
    assert_eq!(
        found,
        [
            ("R15", Severity::Fault, "bia/dependencies/MKENNER/alternative"),
            ("R17", Severity::Fault, "bia/dependencies/MKENNER/deputy"),
            ("R14", Severity::Warning, "bia/dependencies/MDOSSIER/rto_contract"),
        ]
    );
    assert_eq!(
        message(&findings[2]),
        "Sociaal dossier: de leverancier belooft 3 dagen. \
         Dat past niet bij het hersteltijddoel van Uitbetaling van leefloon en equivalent leefloon."
    );
}

#[test]
fn the_network_comes_back_first() {
    let Whole { order, .. } = read(&example());
    let steps: Vec<_> = order.steps.iter().map(|it| (it.position, it.dependency.as_str(), it.layer)).collect();
    assert_eq!(
        steps,
        [(1, "MNET", 0), (2, "MBANK", 0), (3, "MLIJST", 0), (4, "MTEAM", 0), (5, "MDOSSIER", 1), (6, "MKENNER", 0)]
    );
    let application = &order.steps[4];
    assert_eq!((application.by, application.because.as_deref()), (Some(hours(720)), Some("SO2")));
    assert_eq!(application.after, ["MNET"]);
    assert!(order.cycles.is_empty());
}
