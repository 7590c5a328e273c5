//! What holds for any dossier.

use std::collections::BTreeSet;

use bcm::catalogue::Duration;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{CATALOGUE, Whole, message, read};

/// Fields of a process about which a rule may speak.
const PROCESS: [&str; 14] = [
    "class",
    "hours",
    "owner",
    "deputy",
    "impact",
    "motivation",
    "mtpd",
    "rto",
    "wrt",
    "rpo",
    "mbco",
    "mbco_percent",
    "needs",
    "upstream",
];

/// Fields of a process with a part of their own.
const PARTS: [&str; 9] = [
    "peak/when",
    "peak/mtpd",
    "peak/rto",
    "peak/wrt",
    "legal/days",
    "procedure/exists",
    "procedure/text",
    "procedure/days",
    "procedure/uses",
];

/// Fields of a dependency about which a rule may speak.
const DEPENDENCY: [&str; 6] = ["deputy", "alternative", "rto_contract", "rta", "tested_on", "backup"];

const PROCESSES: [&str; 7] = ["SO2", "BZ1", "WZ1", "KO1", "IC1", "Eeigen1", "Eeigen2"];
const DEPENDENCIES: [&str; 6] = ["M1", "M2", "M3", "M4", "M5", "M6"];
const DURATIONS: [&str; 10] = ["0h", "4u", "1d", "3d", "1w", "2w", "1m", "longer", "48h", "onzin"];

/// Choices that shrink: every byte decides one thing, and 0 means absent.
struct Choices<'a>(std::slice::Iter<'a, u8>);

impl Choices<'_> {
    fn byte(&mut self) -> usize {
        self.0.next().copied().unwrap_or_default().into()
    }

    fn one(&mut self, of: &[&str]) -> Value {
        match self.byte() {
            0..=63 => Value::Null,
            it => json!(of[it % of.len()]),
        }
    }

    fn number(&mut self) -> Value {
        match self.byte() {
            0..=63 => Value::Null,
            it => json!(it - 64),
        }
    }

    fn some(&mut self, of: &[&str]) -> Vec<String> {
        let all = of.iter().filter(|_| self.byte() >= 180);
        all.map(|it| (*it).to_owned()).collect()
    }

    fn known(&mut self) -> Value {
        self.one(&["yes", "no", "unknown"])
    }

    fn date(&mut self) -> Value {
        self.one(&["2024-02-29", "2025-11-23", "2025-11-22", "2026-06-01", "2027-01-01", "gisteren"])
    }

    fn impact(&mut self) -> Value {
        let mut impact = Map::new();
        for category in CATALOGUE.categories.iter().take(3) {
            let mut row = Map::new();
            for moment in &CATALOGUE.moments {
                row.insert(moment.id.clone(), self.one(&["0", "1", "2", "3", "4"]));
            }
            let numbers =
                row.into_iter().map(|(key, it)| (key, it.as_str().map_or(Value::Null, |it| it.parse().unwrap())));
            impact.insert(category.id.clone(), numbers.collect::<Map<_, _>>().into());
        }
        impact.into()
    }

    fn process(&mut self) -> Value {
        let needs = self.some(&DEPENDENCIES).into_iter();
        let needs: Map<_, _> = needs.map(|id| (id, json!({"minimum": self.number()}))).collect();
        json!({
            "class": self.one(&["A", "B", "C", "D"]),
            "domain": self.one(&["wzc", "burgerzaken", "ict", "ocmw"]),
            "owner": self.one(&["Diensthoofd", "ICT-verantwoordelijke"]),
            "deputy": self.one(&["Adjunct", "Diensthoofd"]),
            "hours": self.one(&["office", "always"]),
            "impact": self.impact(),
            "motivation": self.one(&["Op werkdagen kan het wachten"]),
            "mtpd": self.one(&DURATIONS),
            "rto": self.one(&DURATIONS),
            "wrt": self.one(&DURATIONS),
            "rpo": self.one(&DURATIONS),
            "mbco": self.one(&["Alleen dringende"]),
            "mbco_percent": self.number(),
            "peak": {"when": self.one(&["Eind van de maand"]), "mtpd": self.one(&DURATIONS), "rto": self.one(&DURATIONS),
                "wrt": self.one(&DURATIONS)},
            "legal": {"text": self.one(&["Betaling"]), "days": self.number()},
            "procedure": {"exists": self.known(), "text": self.one(&["Papier"]), "offline": self.known(),
                "days": self.number(), "tested_on": self.date(), "uses": self.some(&DEPENDENCIES)},
            "upstream": self.some(&PROCESSES),
            "needs": needs,
        })
    }

    fn dependency(&mut self) -> Value {
        json!({
            "name": self.one(&["Akten", "Netwerk", "Server"]),
            "kind": self.one(&["personeel", "gebouw", "ict", "gegevens", "leverancier"]),
            "host": self.one(&["own", "supplier", "flemish", "federal"]),
            "infrastructure": self.one(&["power", "network", "identity", "mail", "geen", "niets", "nul"]),
            "deputy": self.one(&["Adjunct", "Diensthoofd"]),
            "available": self.number(),
            "single": self.known(),
            "alternative": self.one(&["Papier"]),
            "rto_contract": self.one(&DURATIONS),
            "rta": self.one(&DURATIONS),
            "tested_on": self.date(),
            "backup": self.one(&DURATIONS),
            "startup": self.one(&DURATIONS),
            "relies_on": self.some(&DEPENDENCIES),
        })
    }

    fn bia(&mut self) -> Value {
        let processes = self.some(&PROCESSES).into_iter();
        let processes: Map<_, _> = processes.map(|id| (id, self.process())).collect();
        let dependencies = DEPENDENCIES.map(|id| (id.to_owned(), self.dependency()));
        json!({
            "settings": {"date": self.date(), "changed_on": self.date(), "absence_percent": self.number(),
                "recovery_days": self.number(), "scope": self.some(&["wzc", "burgerzaken", "ocmw"])},
            "processes": processes,
            "dependencies": Map::from_iter(dependencies),
        })
    }
}

fn bias() -> impl Strategy<Value = Value> {
    proptest::collection::vec(any::<u8>(), 0..900).prop_map(|bytes| Choices(bytes.iter()).bia())
}

/// Any JSON, with the keys of a BIA where they may and where they may not be.
fn any_json() -> impl Strategy<Value = Value> {
    let words = [
        "processes",
        "dependencies",
        "accepted",
        "settings",
        "status",
        "SO2",
        "M1",
        "impact",
        "burger",
        "4u",
        "needs",
        "procedure",
        "peak",
        "legal",
        "mtpd",
        "rto",
        "upstream",
        "relies_on",
        "kind",
        "ict",
        "days",
        "yes",
        "A",
        "2026-11-23",
        "{x}",
    ];
    let word = proptest::sample::select(words.to_vec());
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 200, 12, move |inner| {
        let key = prop_oneof![8 => word.clone().prop_map(str::to_owned), 1 => any::<String>()];
        prop_oneof![
            1 => proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            4 => proptest::collection::btree_map(key, inner, 0..12).prop_map(|it| Value::Object(it.into_iter().collect())),
        ]
    })
}

fn is_place(path: &str) -> bool {
    let parts: Vec<&str> = path.splitn(4, '/').collect();
    match parts.as_slice() {
        ["bia", "processes"] | ["bia", "settings", "author" | "date"] => true,
        ["bia", "processes", _, field] => {
            let top = field.split('/').next().unwrap_or_default();
            PROCESS.contains(&top) || PARTS.contains(field) || *field == "procedure/offline"
        }
        ["bia", "dependencies", _, field] => DEPENDENCY.contains(field),
        _ => false,
    }
}

fn check_findings(whole: &Whole) {
    let mut keys = BTreeSet::new();
    for finding in &whole.findings {
        assert!(keys.insert(finding.key()), "{} occurs twice", finding.key());
        assert!(is_place(&finding.path), "{}", finding.path);
    }
}

/// Whether what was written down goes round, starting anywhere.
fn goes_round(whole: &Whole) -> bool {
    let mut open: Vec<_> = whole.bia.dependencies.iter().collect();
    loop {
        let ids: BTreeSet<&str> = open.iter().map(|it| it.id.as_str()).collect();
        let before = open.len();
        open.retain(|it| it.relies_on.iter().any(|on| ids.contains(on.as_str())));
        if open.len() == before {
            return before > 0;
        }
    }
}

proptest! {
    #[test]
    fn any_json_is_reviewed(bia in any_json()) {
        let whole = read(&bia);
        check_findings(&whole);
        prop_assert_eq!(whole.derived, read(&bia).derived);
    }

    #[test]
    fn findings_have_a_place_and_fill_their_message(bia in bias()) {
        let whole = read(&bia);
        check_findings(&whole);
        for finding in &whole.findings {
            let message = message(finding);
            prop_assert!(!message.contains(['{', '}']), "{}: {message}", finding.rule);
        }
        let again = read(&bia);
        prop_assert_eq!(whole.findings, again.findings);
        prop_assert_eq!(whole.order, again.order);
    }

    #[test]
    fn a_higher_score_never_gives_more_time(bia in bias(), at in 0..7_usize, category in 0..3_usize, moment in 0..6_usize) {
        let before = read(&bia);
        let mut raised = bia;
        let (category, moment) = (&CATALOGUE.categories[category].id, &CATALOGUE.moments[moment].id);
        let Some(process) = raised["processes"].get_mut(PROCESSES[at]) else { return Ok(()) };
        let score = &mut process["impact"][category][moment];
        *score = json!(score.as_u64().map_or(0, |it| (it + 1).min(4)));
        let after = read(&raised);
        for (before, after) in before.derived.processes.iter().zip(&after.derived.processes) {
            prop_assert!(after.derived_mtpd <= before.derived_mtpd);
        }
    }

    #[test]
    fn means_are_back_before_whoever_needs_them(bia in bias()) {
        let Whole { bia, derived, order, .. } = read(&bia);
        for (process, result) in bia.processes.iter().zip(&derived.processes).filter(|it| it.1.known) {
            for id in process.needs.keys() {
                prop_assert!(derived.dependency(id).is_some_and(|it| it.rto.is_some_and(|it| it <= result.need)));
            }
        }
        let direct = order.cycles.is_empty();
        for (it, result) in bia.dependencies.iter().zip(&derived.dependencies).filter(|_| direct) {
            let startup = it.startup.as_deref().and_then(|it| CATALOGUE.duration(it)).unwrap_or(Duration::ZERO);
            for on in it.relies_on.iter().filter_map(|id| derived.dependency(id)) {
                prop_assert!(result.rto.is_none_or(|rto| on.rto.is_some_and(|it| it <= rto.minus(startup))));
                prop_assert!(result.users.iter().all(|user| on.users.contains(user)));
            }
        }
    }

    #[test]
    fn the_order_is_one_that_works(bia in bias()) {
        let whole = read(&bia);
        let steps = &whole.order.steps;
        let position = |id: &str| steps.iter().position(|it| it.dependency == id);
        prop_assert_eq!(goes_round(&whole), !whole.order.cycles.is_empty());
        for (at, step) in steps.iter().enumerate() {
            prop_assert_eq!(step.position, at + 1);
            prop_assert!(step.after.iter().all(|id| position(id).is_some_and(|it| it < at)));
            let it = whole.bia.dependency(&step.dependency).unwrap();
            for on in it.relies_on.iter().filter(|_| whole.order.cycles.is_empty()) {
                prop_assert!(position(on).is_none_or(|it| it < at));
            }
        }
        let needed = whole.derived.dependencies.iter().filter(|it| !it.users.is_empty()).count();
        prop_assert_eq!(steps.len(), needed);
    }

    #[test]
    fn priorities_count_from_one_without_gaps(bia in bias()) {
        let results = read(&bia).derived.processes;
        let places: BTreeSet<usize> = results.iter().map(|it| it.priority).collect();
        prop_assert_eq!(places, (1..=results.len()).collect());
    }
}
