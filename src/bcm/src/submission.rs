//! What a government hands in for a review of its business impact analysis.
//!
//! Only what the review needs leaves the dossier: the name of the government and its analysis.
//! Contacts, plans and questionnaires never do. Functions become `Functie 1`, `Functie 2`, the same
//! one always the same number, so that a review still sees what has nobody, and who is everyone's
//! replacement. Free notes become a mark that there was one. Keys that this version does not know are
//! left out: nobody looked at what they hold.

use serde_json::{Map, Value};

/// What to hand in beside what is always needed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SubmissionOptions {
    /// Notes, motivations and the reasons why a finding was accepted.
    pub include_notes: bool,
    /// Functions: owners, replacements, author, who validated.
    pub include_functions: bool,
}

/// A line of what is handed in, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionPart {
    /// What it is, in Dutch.
    pub section: &'static str,
    /// How many there are.
    pub count: usize,
    /// Whether it is handed in.
    pub included: bool,
}

/// In place of a note that is not handed in.
const LEFT_OUT: &str = "(niet meegegeven)";

const PROCESS: [&str; 19] = [
    "name",
    "domain",
    "service",
    "description",
    "clients",
    "class",
    "hours",
    "peak",
    "legal",
    "impact",
    "mtpd",
    "rto",
    "wrt",
    "rpo",
    "mbco",
    "mbco_percent",
    "procedure",
    "upstream",
    "needs",
];
const DEPENDENCY: [&str; 13] = [
    "name",
    "kind",
    "host",
    "infrastructure",
    "available",
    "single",
    "alternative",
    "rto_contract",
    "rta",
    "tested_on",
    "backup",
    "startup",
    "relies_on",
];
const SETTINGS: [&str; 5] = ["date", "recovery_days", "absence_percent", "changed_on", "scope"];
const STATUS: [&str; 2] = ["submitted_on", "validated_on"];
const FUNCTIONS: [&str; 2] = ["owner", "deputy"];

/// The part of a dossier's data that is handed in: `name` and `bia`.
pub fn submission_data(data: &Map<String, Value>, options: SubmissionOptions) -> Map<String, Value> {
    let mut writer = Writer { options, functions: Vec::new() };
    let mut reduced = Map::new();
    if let Some(name) = data.get("name").filter(|it| it.is_string()) {
        reduced.insert("name".to_owned(), name.clone());
    }
    if let Some(bia) = data.get("bia").and_then(Value::as_object) {
        reduced.insert("bia".to_owned(), Value::Object(writer.bia(bia)));
    }
    reduced
}

/// What is handed in and what is not, in Dutch, to show before it happens.
pub fn submission_contents(data: &Map<String, Value>, options: SubmissionOptions) -> Vec<SubmissionPart> {
    let bia = data.get("bia");
    let of = |key: &str| bia.and_then(|it| it.get(key)).and_then(Value::as_object);
    let all = || of("processes").into_iter().chain(of("dependencies")).flat_map(Map::values);
    let with = |keys: &[&str]| all().map(|it| keys.iter().filter(|key| is_filled(it.get(**key))).count()).sum();
    let people = ["settings", "status"].iter().filter_map(|it| of(it));
    let people = people.filter(|it| is_filled(it.get("author")) || is_filled(it.get("validated_by"))).count();
    let functions: usize = with(&FUNCTIONS);
    let notes: usize = with(&["motivation", "note"]);
    let count = |key: &str| of(key).map_or(0, Map::len);
    let part = |section, count, included| SubmissionPart { section, count, included };
    vec![
        part("Naam van het bestuur", usize::from(is_filled(data.get("name"))), true),
        part("Processen met hun tijden en gevolgen", count("processes"), true),
        part("Afhankelijkheden", count("dependencies"), true),
        part("Instellingen en stand van de BIA", count("settings") + count("status"), true),
        part("Aanvaarde aandachtspunten", count("accepted"), true),
        part("Functies van eigenaars en plaatsvervangers", functions + people, options.include_functions),
        part("Motiveringen, redenen en opmerkingen", notes + count("accepted"), options.include_notes),
        part("Contacten", data.get("contacts").and_then(Value::as_object).map_or(0, Map::len), false),
    ]
}

fn is_filled(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(_) => true,
    }
}

struct Writer {
    options: SubmissionOptions,
    /// Functions met so far; the place of one is its number.
    functions: Vec<String>,
}

impl Writer {
    fn bia(&mut self, bia: &Map<String, Value>) -> Map<String, Value> {
        let mut reduced = Map::new();
        for (key, value) in bia {
            let Some(value) = value.as_object() else { continue };
            let part = match key.as_str() {
                "processes" => records(value, &mut |it| self.process(it)),
                "dependencies" => records(value, &mut |it| self.dependency(it)),
                "accepted" => records(value, &mut |it| self.acceptance(it)),
                "settings" => self.record(value, &SETTINGS, &["author"]),
                "status" => self.record(value, &STATUS, &["validated_by"]),
                _ => continue,
            };
            reduced.insert(key.clone(), Value::Object(part));
        }
        reduced
    }

    fn process(&mut self, process: &Map<String, Value>) -> Map<String, Value> {
        let mut reduced = self.record(process, &PROCESS, &FUNCTIONS);
        self.note(process, &mut reduced, "motivation", true);
        reduced
    }

    fn dependency(&mut self, dependency: &Map<String, Value>) -> Map<String, Value> {
        let mut reduced = self.record(dependency, &DEPENDENCY, &FUNCTIONS);
        self.note(dependency, &mut reduced, "note", false);
        reduced
    }

    fn acceptance(&mut self, acceptance: &Map<String, Value>) -> Map<String, Value> {
        let mut reduced = self.record(acceptance, &["on"], &[]);
        self.note(acceptance, &mut reduced, "reason", true);
        reduced
    }

    fn record(&mut self, record: &Map<String, Value>, keys: &[&str], functions: &[&str]) -> Map<String, Value> {
        let mut reduced = Map::new();
        for key in keys {
            if let Some(value) = record.get(*key) {
                reduced.insert((*key).to_owned(), known_parts(key, value));
            }
        }
        for key in functions {
            if let Some(Value::String(text)) = record.get(*key).filter(|it| is_filled(Some(it))) {
                reduced.insert((*key).to_owned(), self.function(text).into());
            }
        }
        reduced
    }

    /// A note as it is, as a mark where its absence would be a finding, or not at all.
    fn note(&self, from: &Map<String, Value>, into: &mut Map<String, Value>, key: &str, is_reviewed: bool) {
        let Some(note) = from.get(key).filter(|it| is_filled(Some(it))) else { return };
        if self.options.include_notes {
            into.insert(key.to_owned(), note.clone());
        } else if is_reviewed {
            into.insert(key.to_owned(), LEFT_OUT.into());
        }
    }

    fn function(&mut self, text: &str) -> String {
        if self.options.include_functions {
            return text.to_owned();
        }
        let folded = crate::bia::folded(text);
        let known = self.functions.iter().position(|it| *it == folded);
        let number = known.unwrap_or_else(|| {
            self.functions.push(folded);
            self.functions.len() - 1
        });
        ["Functie ", (number + 1).to_string().as_str()].concat()
    }
}

type Reduce<'a> = dyn FnMut(&Map<String, Value>) -> Map<String, Value> + 'a;

fn records(all: &Map<String, Value>, reduce: &mut Reduce) -> Map<String, Value> {
    let mut records = Map::new();
    for (id, record) in all {
        if let Some(record) = record.as_object() {
            records.insert(id.clone(), Value::Object(reduce(record)));
        }
    }
    records
}

/// The keys that this version knows inside a value that is a record itself.
fn known_parts(key: &str, value: &Value) -> Value {
    let known: &[&str] = match key {
        "peak" => &["when", "mtpd", "rto", "wrt"],
        "legal" => &["text", "days", "source"],
        "procedure" => &["exists", "text", "offline", "days", "tested_on", "uses"],
        "needs" => {
            let needs = value.as_object().map(|it| records(it, &mut |need| only(need, &["minimum"])));
            return needs.map_or(Value::Null, Value::Object);
        }
        _ => return value.clone(),
    };
    value.as_object().map_or(Value::Null, |it| Value::Object(only(it, known)))
}

fn only(record: &Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    let mut known = Map::new();
    for key in keys {
        if let Some(value) = record.get(*key) {
            known.insert((*key).to_owned(), value.clone());
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn data() -> Map<String, Value> {
        let data = json!({
            "name": "Voorbeeldgemeente",
            "contacts": {"C1": {"name": "geheim-naam", "phone": "geheim-telefoon"}},
            "bcp": {"blocks": {"B01": {"note": "geheim-plan"}}},
            "bia": {
                "settings": {"author": "geheim-functie", "recovery_days": 14, "extra": "geheim-onbekend"},
                "accepted": {"R15:x": {"reason": "geheim-reden", "on": "2026-01-01"}},
                "processes": {"BZ1": {
                    "owner": "geheim-functie", "deputy": " Geheim-Functie", "motivation": "geheim-waarom",
                    "rto": "1d", "mine": "geheim-onbekend", "legal": {"text": "termijn", "mine": "geheim-onbekend"},
                    "needs": {"M1": {"minimum": 2, "mine": "geheim-onbekend"}},
                }},
                "dependencies": {"M1": {"name": "Netwerk", "note": "geheim-notitie", "owner": "geheim-andere"}},
            },
        });
        data.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn nothing_private_is_handed_in() {
        let reduced = Value::Object(submission_data(&data(), SubmissionOptions::default()));
        assert!(!reduced.to_string().to_lowercase().contains("geheim"), "{reduced}");
        let process = &reduced["bia"]["processes"]["BZ1"];
        assert!(process["owner"].as_str().unwrap().starts_with("Functie "));
        assert_eq!(process["deputy"], process["owner"], "the same function has the same number");
        assert_ne!(reduced["bia"]["dependencies"]["M1"]["owner"], process["owner"]);
        assert_eq!(process["motivation"], LEFT_OUT);
        assert_eq!(process["needs"]["M1"]["minimum"], 2);
        assert_eq!(reduced["name"], "Voorbeeldgemeente");
    }

    #[test]
    fn what_is_ticked_is_handed_in() {
        let options = SubmissionOptions { include_notes: true, include_functions: true };
        let reduced = Value::Object(submission_data(&data(), options));
        assert_eq!(reduced["bia"]["processes"]["BZ1"]["motivation"], "geheim-waarom");
        assert_eq!(reduced["bia"]["processes"]["BZ1"]["owner"], "geheim-functie");
        assert_eq!(reduced["bia"]["dependencies"]["M1"]["note"], "geheim-notitie");
        assert!(reduced.get("contacts").is_none());
    }

    #[test]
    fn people_see_what_is_handed_in() {
        let parts = submission_contents(&data(), SubmissionOptions::default());
        let of = |section: &str| parts.iter().find(|it| it.section.starts_with(section)).cloned().unwrap();
        assert_eq!(of("Processen").count, 1);
        assert_eq!((of("Functies").count, of("Functies").included), (4, false));
        assert_eq!((of("Contacten").count, of("Contacten").included), (1, false));
    }
}
