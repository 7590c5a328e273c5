//! Every rule of the review: a BIA on which it speaks, and one that differs in one thing on which it
//! does not.

use bcm::bia::review::{Finding, Severity};
use serde_json::{Map, Value, json};

use super::{CATALOGUE, TEXTS, message, read, row};

const FAULT: Severity = Severity::Fault;
const WARNING: Severity = Severity::Warning;
const TIP: Severity = Severity::Tip;

struct Case {
    rule: &'static str,
    severity: Severity,
    /// Below `bia/`.
    path: &'static str,
    /// What fills the message, by name.
    values: Value,
    /// A BIA on which the rule speaks.
    speaks: Value,
    /// What to change so that it is silent: values by path below `bia/`.
    silent: Value,
}

fn case(
    rule: &'static str,
    severity: Severity,
    path: &'static str,
    values: Value,
    speaks: Value,
    silent: Value,
) -> Case {
    Case { rule, severity, path, values, speaks, silent }
}

/// A BIA with the process SO2, named Leefloon.
fn one(process: Value) -> Value {
    with(process, json!({}))
}

/// The same, with dependencies.
fn with(mut process: Value, dependencies: Value) -> Value {
    process["name"] = "Leefloon".into();
    json!({"processes": {"SO2": process}, "dependencies": dependencies})
}

/// A process that needs the dependency `M1`, named Dossier.
fn using(mut process: Value, mut dependency: Value) -> Value {
    process["needs"] = json!({"M1": {"minimum": 2}});
    dependency["name"] = "Dossier".into();
    with(process, json!({"M1": dependency}))
}

/// So many processes that are all alike.
fn many(count: usize, process: &Value) -> Value {
    let all: Map<_, _> = (0..count).map(|it| (format!("E{it}"), process.clone())).collect();
    json!({"processes": all})
}

/// The same scores in every category.
fn everywhere(scores: [u8; 6]) -> Value {
    CATALOGUE.categories.iter().map(|it| (it.id.clone(), row(scores))).collect::<Map<_, _>>().into()
}

fn changed(mut bia: Value, changes: &Value) -> Value {
    for (path, value) in changes.as_object().unwrap() {
        path.split('/').fold(&mut bia, |at, key| &mut at[key]).clone_from(value);
    }
    bia
}

fn of<'a>(findings: &'a [Finding], rule: &str) -> Vec<&'a Finding> {
    findings.iter().filter(|it| it.rule == rule).collect()
}

fn check(case: &Case) {
    let rule = case.rule;
    let findings = read(&case.speaks).findings;
    let [finding] = of(&findings, rule)[..] else { panic!("{rule}: {findings:?}") };
    assert_eq!((finding.severity, &finding.path), (case.severity, &format!("bia/{}", case.path)), "{rule}");
    let values: Map<_, _> = finding.values.iter().map(|it| (it.0.to_owned(), json!(it.1))).collect();
    assert_eq!(Value::from(values), case.values, "{rule}");
    assert!(!message(finding).contains('{'), "{rule}: {}", message(finding));
    let text = TEXTS.rules.iter().find(|it| it.number == rule).unwrap();
    assert_eq!(text.severity, ["fout", "waarschuwing", "tip"][case.severity as usize], "{rule}");
    let silent = changed(case.speaks.clone(), &case.silent);
    assert_ne!(silent, case.speaks, "{rule}");
    let findings = read(&silent).findings;
    assert!(of(&findings, rule).is_empty(), "{rule}: {findings:?}");
}

fn about_times() -> Vec<Case> {
    let upstream = json!({"processes": {
        "SO2": {"name": "Leefloon", "mtpd": "3d", "rto": "1d", "upstream": ["SO1", "weg"]},
        "SO1": {"name": "Steun", "mtpd": "1w", "rto": "3d"},
    }});
    vec![
        case(
            "R01",
            FAULT,
            "processes/SO2/rto",
            json!({"process": "Leefloon", "rto": "3 dagen", "mtpd": "3 dagen"}),
            one(json!({"mtpd": "3d", "rto": "3d"})),
            json!({"processes/SO2/rto": "48h"}),
        ),
        case(
            "R02",
            WARNING,
            "processes/SO2/wrt",
            json!({"process": "Leefloon", "rto": "2 dagen", "wrt": "2 dagen", "mtpd": "3 dagen"}),
            one(json!({"mtpd": "3d", "rto": "48h", "wrt": "48h"})),
            json!({"processes/SO2/wrt": "1d"}),
        ),
        case(
            "R06",
            FAULT,
            "processes/SO2/mtpd",
            json!({"process": "Leefloon", "mtpd": "1 week", "derived": "3 dagen"}),
            one(json!({"mtpd": "1w", "impact": {"burger": row([0, 1, 3, 4, 4, 4])}})),
            json!({"processes/SO2/motivation": "Voorschotten vangen de eerste week op"}),
        ),
        case(
            "R20",
            FAULT,
            "processes/SO2/upstream",
            json!({"process": "Leefloon", "upstream": "Steun", "rto": "1 dag", "upstream_rto": "3 dagen"}),
            upstream,
            json!({"processes/SO1/rto": "1d"}),
        ),
        case(
            "R28",
            FAULT,
            "processes/SO2/legal/days",
            json!({"process": "Leefloon", "term": "Beslissing", "days": "6", "mtpd": "1 week"}),
            one(json!({"mtpd": "1w", "legal": {"text": "Beslissing", "days": 6}})),
            json!({"processes/SO2/legal/days": 7}),
        ),
        case(
            "R29",
            TIP,
            "processes/SO2/peak/mtpd",
            json!({"process": "Leefloon", "peak": "25e tot 1e"}),
            one(json!({"peak": {"when": "25e tot 1e"}})),
            json!({"processes/SO2/peak/mtpd": "1d"}),
        ),
        case(
            "R30",
            WARNING,
            "processes/ZO1/hours",
            json!({"process": "Zorg"}),
            json!({"processes": {"ZO1": {"name": "Zorg", "hours": "office"}}}),
            json!({"processes/ZO1/hours": "always"}),
        ),
    ]
}

fn about_impact() -> Vec<Case> {
    vec![
        case(
            "R03",
            FAULT,
            "processes/SO2/impact/burger/3d",
            json!({"process": "Leefloon", "category": "Burger en dienstverlening", "moment": "3 dagen"}),
            one(json!({"impact": {"burger": {"4u": 1, "1d": 2, "3d": 1, "1w": 0}}})),
            json!({"processes/SO2/impact/burger": {"4u": 1, "1d": 2, "3d": 2, "1w": 4}}),
        ),
        case(
            "R04",
            WARNING,
            "processes/SO2/class",
            json!({"process": "Leefloon", "longest": "1 maand"}),
            one(json!({"class": "A", "impact": {"burger": row([0, 0, 1, 1, 2, 2])}})),
            json!({"processes/SO2/impact/burger/1m": 3}),
        ),
        case(
            "R05",
            FAULT,
            "processes/SO2/class",
            json!({"process": "Leefloon", "moment": "1 dag", "class": "C"}),
            one(json!({"class": "C", "impact": {"burger": row([0, 3, 3, 3, 3, 3])}})),
            json!({"processes/SO2/class": "B"}),
        ),
        case(
            "R07",
            TIP,
            "processes/SO2/impact",
            json!({"process": "Leefloon"}),
            one(json!({"impact": everywhere([0, 0, 1, 1, 2, 3])})),
            json!({"processes/SO2/impact/milieu/1m": 2}),
        ),
        case(
            "R08",
            FAULT,
            "processes/SO2/class",
            json!({"process": "Leefloon", "class": "B"}),
            one(json!({"class": "B", "impact": {"welzijn-veiligheid": row([0, 0, 0, 2, 3, 4])}})),
            json!({"processes/SO2/impact/welzijn-veiligheid/1m": 3}),
        ),
    ]
}

fn about_means() -> Vec<Case> {
    let timed = json!({"mtpd": "3d", "rto": "1d", "rpo": "1d"});
    let test = "processes/SO2/procedure";
    vec![
        case(
            "R09",
            FAULT,
            "dependencies/M1/rto_contract",
            json!({"process": "Leefloon", "dependency": "Dossier", "contract": "3 dagen", "need": "1 dag"}),
            using(timed.clone(), json!({"rto_contract": "3d"})),
            json!({test: {"exists": "yes", "offline": "yes", "days": 3, "tested_on": "2026-01-01"}}),
        ),
        case(
            "R10",
            FAULT,
            "dependencies/M1/backup",
            json!({"process": "Leefloon", "dependency": "Dossier", "backup": "2 dagen", "rpo": "1 dag"}),
            using(timed.clone(), json!({"backup": "48h"})),
            json!({"dependencies/M1/backup": "1d"}),
        ),
        case(
            "R11",
            WARNING,
            "processes/SO2/needs",
            json!({"process": "Leefloon"}),
            using(timed.clone(), json!({"kind": "ict"})),
            json!({"dependencies/M1/kind": "gegevens"}),
        ),
        case(
            "R12",
            FAULT,
            "dependencies/M1/rta",
            json!({"process": "Leefloon", "dependency": "Dossier", "rta": "2 dagen", "need": "1 dag"}),
            using(timed.clone(), json!({"rta": "48h"})),
            json!({"dependencies/M1/rta": "8h"}),
        ),
        case(
            "R13",
            WARNING,
            "dependencies/M1/tested_on",
            json!({"dependency": "Dossier", "last": "op 22 november 2025"}),
            using(timed.clone(), json!({"kind": "ict", "tested_on": "2025-11-22"})),
            json!({"dependencies/M1/tested_on": "2025-11-23"}),
        ),
        case(
            "R14",
            WARNING,
            "dependencies/M1/rto_contract",
            json!({"process": "Leefloon", "dependency": "Dossier", "contract": "geen hersteltijd"}),
            using(timed.clone(), json!({"host": "supplier"})),
            json!({"dependencies/M1/rto_contract": "1d"}),
        ),
        case(
            "R15",
            FAULT,
            "dependencies/M1/alternative",
            json!({"dependency": "Dossier", "processes": "1"}),
            using(timed.clone(), json!({"single": "yes"})),
            json!({"dependencies/M1/alternative": "Papieren kopie"}),
        ),
        case(
            "R21",
            WARNING,
            "processes/SO2/needs",
            json!({"process": "Leefloon", "dependency": "Dossier"}),
            using(timed, json!({"kind": "ict", "relies_on": ["M2"]})),
            json!({"dependencies/M2": {"relies_on": ["M3"]}, "dependencies/M3": {"infrastructure": "identity"}}),
        ),
    ]
}

fn about_people() -> Vec<Case> {
    let critical = json!({"class": "A", "owner": "Diensthoofd"});
    let by_ict = json!({"processes": {
        "SO1": {"owner": "ICT-verantwoordelijke"},
        "SO2": {"owner": "Systeembeheerder"},
        "BZ1": {"owner": "Diensthoofd"},
    }});
    vec![
        case(
            "R16",
            WARNING,
            "processes/SO2/needs/M1/minimum",
            json!({"process": "Leefloon", "dependency": "Dossier", "minimum": "2", "left": "1", "percent": "40"}),
            using(json!({}), json!({"kind": "personeel", "available": 3})),
            json!({"dependencies/M1/available": 4}),
        ),
        case(
            "R17",
            FAULT,
            "processes/SO2/deputy",
            json!({"process": "Leefloon", "dependency": "Diensthoofd"}),
            one(critical),
            json!({"processes/SO2/deputy": "Adjunct"}),
        ),
        case(
            "R18",
            FAULT,
            "processes/SO2/owner",
            json!({"process": "Leefloon"}),
            one(json!({"class": "B"})),
            json!({"processes/SO2/class": "C"}),
        ),
        case(
            "R19",
            WARNING,
            "settings/author",
            json!({"count": "2", "total": "3"}),
            by_ict,
            json!({"processes/BZ2": {"owner": "Diensthoofd Burgerzaken"}}),
        ),
        case(
            "R33",
            WARNING,
            "processes/E0/deputy",
            json!({"function": "Adjunct", "count": "4"}),
            many(4, &json!({"deputy": "Adjunct"})),
            json!({"processes/E3/deputy": "Diensthoofd"}),
        ),
    ]
}

fn about_procedures() -> Vec<Case> {
    let there = |procedure: Value| {
        let mut process = json!({"class": "A", "procedure": procedure});
        process["procedure"]["exists"] = "yes".into();
        process
    };
    vec![
        case(
            "R22",
            FAULT,
            "processes/SO2/procedure/exists",
            json!({"process": "Leefloon"}),
            one(json!({"class": "B", "procedure": {"exists": "unknown"}})),
            json!({"processes/SO2/procedure": {"text": "Bestand van vorige maand"}}),
        ),
        case(
            "R23",
            WARNING,
            "processes/SO2/procedure/days",
            json!({"process": "Leefloon", "days": "13", "recovery": "14"}),
            one(there(json!({"days": 13}))),
            json!({"settings": {"recovery_days": 10}}),
        ),
        case(
            "R24",
            FAULT,
            "processes/SO2/procedure/uses",
            json!({"process": "Leefloon", "dependency": "Dossier"}),
            using(there(json!({"uses": ["M1", "M2"]})), json!({"kind": "ict"})),
            json!({"processes/SO2/procedure/uses": ["M2"]}),
        ),
        case(
            "R25",
            FAULT,
            "processes/SO2/procedure/offline",
            json!({"process": "Leefloon"}),
            one(there(json!({"offline": "no"}))),
            json!({"processes/SO2/procedure/offline": "unknown"}),
        ),
        case(
            "R26",
            WARNING,
            "processes/SO2/mbco",
            json!({"process": "Leefloon"}),
            one(json!({"class": "B"})),
            json!({"processes/SO2/mbco": "Alleen lopende dossiers"}),
        ),
        case(
            "R27",
            TIP,
            "processes/SO2/mbco_percent",
            json!({"process": "Leefloon"}),
            one(json!({"mbco_percent": 100})),
            json!({"processes/SO2/mbco_percent": 99}),
        ),
    ]
}

fn about_the_whole() -> Vec<Case> {
    let mut mixed = many(5, &json!({"class": "C"}));
    for id in ["E0", "E1", "E2"] {
        mixed["processes"][id]["class"] = "A".into();
    }
    vec![
        case(
            "R31",
            WARNING,
            "processes",
            json!({"count": "3", "total": "5", "percent": "60"}),
            mixed,
            json!({"processes/E0/class": "B"}),
        ),
        case(
            "R32",
            WARNING,
            "processes",
            json!({"domains": "Burgerzaken"}),
            json!({"processes": {"BZ1": {"class": "B"}}}),
            json!({"settings": {"scope": ["ocmw"]}}),
        ),
        case(
            "R34",
            WARNING,
            "settings/date",
            json!({"date": "22 november 2025"}),
            json!({"settings": {"date": "2025-11-22"}}),
            json!({"settings/date": "2025-11-23"}),
        ),
    ]
}

fn cases() -> Vec<Case> {
    [about_times(), about_impact(), about_means(), about_people(), about_procedures(), about_the_whole()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn every_rule_speaks_and_is_silent() {
    cases().iter().for_each(check);
}

#[test]
fn every_rule_has_a_case() {
    let cases = cases();
    let missing = TEXTS.rules.iter().filter(|text| cases.iter().all(|it| it.rule != text.number));
    assert_eq!(missing.map(|it| it.number.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
}

/// The paths at which a rule speaks.
fn paths(bia: &Value, rule: &str) -> Vec<String> {
    of(&read(bia).findings, rule).into_iter().map(|it| it.path.clone()).collect()
}

fn speaks(bia: &Value, rule: &str) -> bool {
    !paths(bia, rule).is_empty()
}

#[test]
fn the_times_of_a_peak_are_held_against_each_other() {
    let peak = |rto: &str, wrt: &str| one(json!({"peak": {"when": "kerst", "mtpd": "1d", "rto": rto, "wrt": wrt}}));
    assert_eq!(paths(&peak("1d", "4u"), "R01"), ["bia/processes/SO2/peak/rto"]);
    assert_eq!(paths(&peak("8h", "1d"), "R02"), ["bia/processes/SO2/peak/wrt"]);
    assert!(!speaks(&peak("4u", "4u"), "R01") && !speaks(&peak("4u", "4u"), "R02"));
    let never = json!({"mtpd": "0h", "rto": "0h", "peak": {"mtpd": "longer", "rto": "longer"}});
    assert!(!speaks(&one(never), "R01"), "what may not stop at all, and two times beyond the scale");
    assert!(speaks(&one(json!({"peak": {"when": "kerst", "mtpd": "onzin"}})), "R29"), "what cannot be read is absent");
}

#[test]
fn only_scores_that_go_to_the_end_say_that_nothing_happens() {
    let scored = |row: Value| one(json!({"class": "A", "impact": {"burger": row}}));
    assert!(!speaks(&scored(json!({"4u": 0, "1d": 0})), "R04"));
    assert!(!speaks(&one(json!({"class": "A"})), "R04"));
    assert!(!speaks(&one(json!({"impact": everywhere([0; 6])})), "R07"));
}

#[test]
fn a_legal_term_beyond_the_scale_may_be_longer() {
    let late = |days: u32| one(json!({"mtpd": "longer", "legal": {"days": days}}));
    assert!(speaks(&late(30), "R28"));
    assert!(!speaks(&late(45), "R28"));
    assert!(!speaks(&one(json!({"legal": {"days": 3}})), "R28"), "no maximum yet");
}

#[test]
fn a_process_day_and_night_has_no_working_days() {
    let bia = |hours: &str| one(json!({"hours": hours, "motivation": "Binnen 3 Werkdagen kan nog"}));
    assert_eq!(paths(&bia("always"), "R30"), ["bia/processes/SO2/motivation"]);
    assert!(!speaks(&bia("office"), "R30"));
}

#[test]
fn one_means_that_is_late_is_one_finding_for_the_most_urgent_process() {
    let bia = json!({
        "processes": {
            "SO1": {"mtpd": "1w", "rto": "3d", "rpo": "3d", "needs": {"M1": {}}},
            "SO2": {"name": "Leefloon", "mtpd": "3d", "rto": "1d", "rpo": "1d", "needs": {"M1": {}}},
        },
        "dependencies": {
            "M1": {"rto_contract": "1w", "rta": "1w", "backup": "1w", "host": "supplier", "startup": "4u", "relies_on": ["M2"]},
            "M2": {"rto_contract": "1d"},
        },
    });
    let findings = read(&bia).findings;
    for rule in ["R10", "R12", "R14"] {
        let [it] = of(&findings, rule)[..] else { panic!("{rule}: {findings:?}") };
        assert_eq!((it.process.as_deref(), it.dependency.as_deref()), (Some("SO2"), Some("M1")), "{rule}");
    }
    let late: Vec<_> = of(&findings, "R09").into_iter().map(message).collect();
    assert_eq!(
        late,
        [
            "M1 is volgens de afspraak terug na 1 week. Leefloon heeft het nodig na 1 dag.",
            "M2 is volgens de afspraak terug na 1 dag. Leefloon heeft het nodig na 20 uur.",
        ]
    );
}

#[test]
fn data_without_a_point_of_recovery_asks_for_it() {
    assert_eq!(paths(&using(json!({}), json!({"kind": "gegevens"})), "R11"), ["bia/processes/SO2/rpo"]);
    assert!(!speaks(&one(json!({"rpo": "1d"})), "R11"), "nothing was said about what it needs yet");
    assert!(!speaks(&using(json!({"rpo": "1d"}), json!({"kind": "ict", "backup": "1d"})), "R11"));
}

#[test]
fn what_others_run_is_tested_by_others() {
    let tested = |host: &str, class: &str| using(json!({"class": class}), json!({"kind": "ict", "host": host}));
    assert!(speaks(&tested("own", "A"), "R13"));
    assert!(!speaks(&tested("federal", "A"), "R13"));
    assert!(!speaks(&tested("own", "C"), "R13"));
    let never = read(&tested("own", "A")).findings;
    assert!(message(of(&never, "R13")[0]).starts_with("Dossier: laatste hersteltest nooit."));
}

#[test]
fn a_single_point_is_worse_for_what_is_critical() {
    let single = |class: &str, more: Value| using(json!({"class": class}), changed(json!({"single": "yes"}), &more));
    let severity = |bia: &Value| of(&read(bia).findings, "R15").first().map(|it| it.severity);
    assert_eq!(severity(&single("B", json!({}))), Some(FAULT));
    assert_eq!(severity(&single("C", json!({}))), Some(WARNING));
    assert_eq!(severity(&single("B", json!({"kind": "personeel", "deputy": "Collega"}))), None);
    assert_eq!(severity(&with(json!({"class": "A"}), json!({"M1": {"single": "yes"}}))), None, "nobody uses it");
}

#[test]
fn a_key_function_has_a_replacement() {
    let staff =
        |more: Value| using(json!({"class": "A", "deputy": "Adjunct"}), changed(json!({"kind": "personeel"}), &more));
    assert_eq!(paths(&staff(json!({"available": 1})), "R17"), ["bia/dependencies/M1/deputy"]);
    assert!(speaks(&staff(json!({"available": 2, "single": "yes"})), "R17"), "one of both knows it");
    for covered in
        [json!({"available": 2}), json!({"single": "no"}), json!({"deputy": "Collega"}), json!({"kind": "ict"})]
    {
        assert!(!speaks(&staff(covered.clone()), "R17"), "{covered}");
    }
}

#[test]
fn absence_is_what_the_government_chose() {
    let bia = using(json!({}), json!({"kind": "personeel", "available": 3}));
    assert!(!speaks(&changed(bia.clone(), &json!({"settings": {"absence_percent": 30}})), "R16"));
    assert!(speaks(&changed(bia, &json!({"settings": {"absence_percent": 4000}})), "R16"));
}

#[test]
fn only_infrastructure_that_connects_counts() {
    let reaches = |it: &str| {
        let bia = using(json!({"class": "A"}), json!({"kind": "ict", "relies_on": ["M2"]}));
        changed(bia, &json!({"dependencies/M2": {"infrastructure": it, "relies_on": ["M1"]}}))
    };
    assert!(!speaks(&reaches("network"), "R21"));
    assert!(speaks(&reaches("backup"), "R21"));
}

#[test]
fn a_procedure_may_use_what_stands_apart() {
    let used = |it: Value| {
        let process = json!({"procedure": {"exists": "yes", "uses": ["M1"]}});
        with(process, json!({"M1": it}))
    };
    for fails in [json!({"infrastructure": "mail"}), json!({"kind": "ict", "host": "own"})] {
        assert!(speaks(&used(fails.clone()), "R24"), "{fails}");
    }
    for apart in
        [json!({"infrastructure": "power"}), json!({"kind": "ict", "host": "supplier"}), json!({"kind": "uitrusting"})]
    {
        assert!(!speaks(&used(apart.clone()), "R24"), "{apart}");
    }
}

#[test]
fn a_process_without_ict_need_not_wait_for_it() {
    let procedure = json!({"class": "A", "procedure": {"exists": "yes", "days": 2}});
    assert!(!speaks(&using(procedure.clone(), json!({"kind": "gebouw"})), "R23"));
    assert!(speaks(&using(procedure.clone(), json!({"kind": "ict"})), "R23"));
    assert!(!speaks(&changed(one(procedure), &json!({"processes/SO2/procedure/exists": "no"})), "R23"));
}

#[test]
fn no_class_a_says_something_when_all_processes_have_a_class() {
    let bia = json!({"processes": {"BZ1": {"class": "B"}, "BZ2": {}, "ZO1": {"class": "C"}}});
    let names = |bia: &Value| of(&read(bia).findings, "R32").first().map(|it| it.values[0].1.clone());
    assert_eq!(names(&bia).as_deref(), Some("Woonzorgcentrum"));
    let urgent = changed(bia, &json!({"processes/SO2": {"class": "A"}}));
    assert_eq!(names(&urgent), None);
}

#[test]
fn a_change_makes_a_bia_old() {
    let bia = |changed: &str| json!({"settings": {"date": "2026-06-01", "changed_on": changed}});
    assert!(speaks(&bia("2026-06-02"), "R34"));
    assert!(!speaks(&bia("2026-06-01"), "R34"));
}
