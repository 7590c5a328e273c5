//! The JSON Schema of a dossier: for editors, and for whoever reads a dossier with another program.

use serde_json::{Map, Value, json};

use super::{FORMAT, SCHEMA};

/// What can stand in a field. What a reader typed is never lost, so a number or a day that could not
/// be understood stands there as text.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Number,
    Day,
    /// A length of time: a moment of the catalogue, hours such as `8h`, or `longer`.
    Duration,
    Ids,
    Ticked,
    /// One of a few words.
    Word(&'static [&'static str]),
}

use Kind::{Day, Duration, Ids, Number, Text, Ticked, Word};

type Fields = &'static [(&'static str, Kind)];

const KNOWN: Kind = Word(&["yes", "no", "unknown"]);

const SETTINGS: Fields = &[
    ("date", Day),
    ("author", Text),
    ("recovery_days", Number),
    ("absence_percent", Number),
    ("changed_on", Day),
    ("scope", Ids),
];
const STATUS: Fields = &[("submitted_on", Day), ("validated_by", Text), ("validated_on", Day)];
const ACCEPTED: Fields = &[("reason", Text), ("on", Day)];
const PROCESS: Fields = &[
    ("name", Text),
    ("domain", Text),
    ("service", Text),
    ("owner", Text),
    ("deputy", Text),
    ("description", Text),
    ("clients", Text),
    ("class", Word(&["A", "B", "C", "D"])),
    ("hours", Word(&["office", "always"])),
    ("motivation", Text),
    ("mtpd", Duration),
    ("rto", Duration),
    ("wrt", Duration),
    ("rpo", Duration),
    ("mbco", Text),
    ("mbco_percent", Number),
    ("upstream", Ids),
];
const PEAK: Fields = &[("when", Text), ("mtpd", Duration), ("rto", Duration), ("wrt", Duration)];
const LEGAL: Fields = &[("text", Text), ("days", Number), ("source", Text)];
const EMERGENCY: Fields =
    &[("exists", KNOWN), ("text", Text), ("offline", KNOWN), ("days", Number), ("tested_on", Day), ("uses", Ids)];
const NEED: Fields = &[("minimum", Number)];
const DEPENDENCY: Fields = &[
    ("name", Text),
    ("kind", Text),
    ("host", Word(&["own", "supplier", "flemish", "federal"])),
    ("infrastructure", Word(&["power", "network", "internet", "identity", "telephony", "mail", "files", "backup"])),
    ("owner", Text),
    ("deputy", Text),
    ("available", Number),
    ("single", KNOWN),
    ("alternative", Text),
    ("rto_contract", Duration),
    ("rta", Duration),
    ("tested_on", Day),
    ("backup", Duration),
    ("startup", Duration),
    ("relies_on", Ids),
    ("note", Text),
];
const STRATEGY: Fields = &[("choices", Ids), ("cost", Text), ("residual_risk", Text), ("date", Day)];
const DECISION: Fields = &[("text", Text), ("date", Day)];
const SCENARIO: Fields = &[
    ("applies", Word(&["yes", "no"])),
    ("first_decision", Text),
    ("who", Text),
    ("works", Text),
    ("duration", Text),
    ("procedures", Text),
    ("steps", Text),
];
const CARD: Fields = &[
    ("name", Text),
    ("when", Text),
    ("who", Text),
    ("deputy", Text),
    ("needed", Text),
    ("dont", Text),
    ("privacy", Text),
    ("days", Number),
    ("catch_up", Text),
    ("owner", Text),
    ("tested_on", Day),
];
const DETAILS: Fields = &[("version", Text), ("date", Day), ("owner", Text), ("logo_note", Text)];
const CONTACT: Fields = &[
    ("name", Text),
    ("function", Text),
    ("organisation", Text),
    ("phone", Text),
    ("mobile", Text),
    ("mail", Text),
    ("order", Number),
    ("deputy", Text),
    ("kind", Word(&["internal", "external"])),
];
const YEAR: Fields = &[("started_on", Day), ("from_lineage", Text), ("from_revision", Number), ("from_modified", Text)];

/// The JSON Schema (2020-12) of a dossier file. Unknown keys are allowed everywhere: they are kept.
pub fn schema() -> Value {
    let envelope = json!({
        "format": {"const": FORMAT},
        "schema": {"const": SCHEMA},
        "lineage": {"type": "string"},
        "revision": {"type": "integer", "minimum": 0},
        "created": {"type": "string"},
        "modified": {"type": "string"},
        "content_version": {"type": "string"},
        "data": data(),
    });
    let required: Vec<&String> = envelope.as_object().into_iter().flat_map(Map::keys).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dossier",
        "type": "object",
        "required": required,
        "properties": envelope,
    })
}

fn data() -> Value {
    json!({"type": "object", "properties": {
        "name": {"type": "string"},
        "questionnaires": records(json!({"type": "object", "properties": {
            "version": {"type": "integer", "minimum": 0},
            "answers": records(response()),
        }})),
        "forms": records(json!({"type": "object", "properties": {
            "version": {"type": "integer", "minimum": 0},
            "values": values(),
        }})),
        "bia": bia(),
        "bcp": bcp(),
        "contacts": records(object(CONTACT, &[])),
        "year": object(YEAR, &[]),
    }})
}

/// What cannot be read stays as it is, so a response of another shape is no mistake of the file.
fn response() -> Value {
    json!({"anyOf": [
        {"type": "object", "properties": {
            "answer": answer(),
            "practice": answer(),
            "evidence": kind(Ids),
            "note": {"type": "string"},
            "version": {"type": "integer", "minimum": 0},
        }},
        {"description": "unreadable, kept as it is"},
    ]})
}

/// A level of the scale, or "I do not know".
fn answer() -> Value {
    json!({"anyOf": [{"type": "integer", "minimum": 0}, {"const": "unknown"}]})
}

/// Values of a form by field: one value, or the rows of a table.
fn values() -> Value {
    let one = json!({"type": ["string", "number"]});
    json!({"type": "object", "additionalProperties": {"anyOf": [one, records(records(one.clone()))]}})
}

fn bia() -> Value {
    let process = object(
        PROCESS,
        &[
            ("peak", object(PEAK, &[])),
            ("legal", object(LEGAL, &[])),
            ("impact", records(records(json!({"type": ["integer", "string"]})))),
            ("procedure", object(EMERGENCY, &[])),
            ("needs", records(object(NEED, &[]))),
        ],
    );
    let lists = [
        ("settings", object(SETTINGS, &[])),
        ("status", object(STATUS, &[])),
        ("accepted", records(object(ACCEPTED, &[]))),
        ("processes", records(process)),
        ("dependencies", records(object(DEPENDENCY, &[]))),
    ];
    object(&[], &lists)
}

fn bcp() -> Value {
    let steps = records(json!({"type": "string"}));
    let block = object(&[("done", Ticked), ("note", Text)], &[("values", values())]);
    let lists = [
        ("blocks", records(block)),
        ("strategies", records(object(STRATEGY, &[]))),
        ("decisions", records(object(DECISION, &[]))),
        ("scenarios", records(object(SCENARIO, &[]))),
        ("procedures", records(object(CARD, &[("steps", steps)]))),
        ("details", object(DETAILS, &[])),
    ];
    object(&[], &lists)
}

/// An object with these fields and these parts.
fn object(fields: Fields, parts: &[(&str, Value)]) -> Value {
    let fields = fields.iter().map(|it| (it.0.to_owned(), kind(it.1)));
    let parts = parts.iter().map(|it| (it.0.to_owned(), it.1.clone()));
    json!({"type": "object", "properties": Value::Object(fields.chain(parts).collect())})
}

/// An object of records, by id.
fn records(record: Value) -> Value {
    json!({"type": "object", "additionalProperties": record})
}

fn kind(kind: Kind) -> Value {
    match kind {
        Text => json!({"type": "string"}),
        Number => json!({"type": ["number", "string"]}),
        Day => json!({"type": "string", "description": "a day such as 2026-11-23"}),
        Duration => json!({"type": "string", "description": "a moment of the catalogue, hours such as 8h, or longer"}),
        Ids => json!({"type": "array", "items": {"type": "string"}}),
        Ticked => json!({"const": true}),
        Word(words) => json!({"enum": words}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Dossier;

    /// The paths at which a value is not what the schema says; only the keywords used here.
    fn wrong(schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
        let Some(schema) = schema.as_object() else { return };
        if schema.keys().any(|it| it == "anyOf") {
            let fits = |it: &Value| {
                let mut inner = Vec::new();
                wrong(it, value, path, &mut inner);
                inner.is_empty()
            };
            return if !schema["anyOf"].as_array().unwrap().iter().any(fits) {
                found.push(path.to_owned())
            };
        }
        let names = match schema.get("type") {
            Some(Value::Array(names)) => names.clone(),
            Some(name) => vec![name.clone()],
            None => vec![],
        };
        let is_const = schema.get("const").is_none_or(|it| it == value);
        let is_word = schema.get("enum").is_none_or(|it| it.as_array().unwrap().contains(value));
        if !(names.is_empty() || names.iter().any(|it| is_type(it, value))) || !is_const || !is_word {
            found.push(path.to_owned());
        }
        for key in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            if value.get(key.as_str().unwrap()).is_none() {
                found.push(format!("{path}/{}", key.as_str().unwrap()));
            }
        }
        for (key, inner) in value.as_object().into_iter().flatten() {
            let known = schema.get("properties").and_then(|it| it.get(key));
            if let Some(part) = known.or(schema.get("additionalProperties")) {
                wrong(part, inner, &format!("{path}/{key}"), found);
            }
        }
        for inner in value.as_array().into_iter().flatten() {
            if let Some(items) = schema.get("items") {
                wrong(items, inner, path, found);
            }
        }
    }

    fn is_type(name: &Value, value: &Value) -> bool {
        match name.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "number" => value.is_number(),
            "integer" => value.is_u64() || value.is_i64(),
            other => panic!("unknown type {other}"),
        }
    }

    fn problems(file: &Value) -> Vec<String> {
        let mut found = Vec::new();
        wrong(&schema(), file, "", &mut found);
        found
    }

    fn full() -> Value {
        json!({
            "format": FORMAT, "schema": SCHEMA, "lineage": "l", "revision": 1, "created": "t", "modified": "t",
            "content_version": "1", "later": [1],
            "data": {
                "name": "Voorbeeldgemeente",
                "questionnaires": {"q": {"version": 1, "answers": {"v1": {"answer": 3, "practice": "unknown"}}}},
                "forms": {"f": {"version": 1, "values": {"a": 3, "b": {"r1": {"c": "x"}}}}},
                "bia": {
                    "accepted": {"R01:processes.BZ1.rto": {"reason": "zo is het", "on": "2026-11-23"}},
                    "processes": {"BZ1": {"class": "A", "impact": {"burger": {"4u": 3}}, "needs": {"M1": {"minimum": 2}}}},
                    "dependencies": {"M1": {"host": "own", "relies_on": ["M2"], "available": "een paar"}},
                },
                "bcp": {"blocks": {"B01": {"done": true, "values": {"doel": "x"}}}, "procedures": {"BZ1": {"steps": {"1": "Bel"}}}},
                "contacts": {"C1": {"kind": "internal", "order": 1}},
            },
        })
    }

    #[test]
    fn golden_dossiers_fit_the_schema() {
        for text in [
            include_str!("../../tests/golden/dossier-1.bcm.json"),
            include_str!("../../tests/golden/dossier-2.bcm.json"),
        ] {
            let dossier = Dossier::open(text).unwrap().dossier;
            let mut file: Value = serde_json::from_str(&dossier.to_text()).unwrap();
            // Written by an earlier version, in a part that this one reads otherwise; it is kept.
            file["data"].as_object_mut().unwrap().remove("bia");
            assert_eq!(problems(&file), Vec::<String>::new());
        }
    }

    #[test]
    fn a_dossier_of_every_part_fits_the_schema() {
        assert_eq!(problems(&full()), Vec::<String>::new());
    }

    #[test]
    fn what_does_not_fit_is_found() {
        let mut file = full();
        file["revision"] = json!(-1.5);
        file["data"]["bia"]["processes"]["BZ1"]["class"] = json!("E");
        file["data"]["bia"]["dependencies"]["M1"]["relies_on"] = json!("M2");
        file["data"]["bcp"]["blocks"]["B01"]["done"] = json!(false);
        file["data"]["contacts"] = json!([]);
        file.as_object_mut().unwrap().remove("lineage");
        let mut found = problems(&file);
        found.sort();
        let expected = [
            "/data/bcp/blocks/B01/done",
            "/data/bia/dependencies/M1/relies_on",
            "/data/bia/processes/BZ1/class",
            "/data/contacts",
            "/lineage",
            "/revision",
        ];
        assert_eq!(found, expected);
    }
}
