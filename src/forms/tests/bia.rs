//! The BIA as its screens: every screen that can be reached, the buttons, and the files.

mod screens;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use forms::session::Session;
use screens::{NOW, check_all, crawl, screen, tags};
use serde_json::{Map, Value, json};

const LINEAGE: &str = "3f2b8c1e-0000-4000-8000-000000000001";
const SEED: &str = "k3j2h1a9b8c7d6e5f4";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn yaml(path: &str) -> Value {
    serde_saphyr::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

fn linked() -> &'static str {
    static LINKED: OnceLock<String> = OnceLock::new();
    LINKED.get_or_init(|| {
        let mut catalogue: Map<String, Value> = yaml("data/bia/processes.yaml").as_object().unwrap().clone();
        catalogue.extend(yaml("data/bia/scales.yaml").as_object().unwrap().clone());
        catalogue.insert("dependency_types".to_owned(), yaml("data/bia/dependencies.yaml")["types"].clone());
        let rules = yaml("data/bia/rules.yaml")["rules"].clone();
        let links = json!({"privacy.md": {"url": "/privacy/", "title": "Privacy"}});
        let data = json!({"catalogue": catalogue, "rules": rules});
        json!({"tool": "bia", "content_version": "1.0", "links": links, "data": data}).to_string()
    })
}

fn session() -> Session {
    Session::bia(linked(), LINEAGE, NOW).unwrap()
}

fn with(bia: Value) -> Session {
    let file = json!({
        "format": "bcm-portal-dossier", "schema": 1, "lineage": LINEAGE, "revision": 2,
        "created": NOW, "modified": NOW, "content_version": "1.0",
        "data": {"name": "Voorbeeldgemeente", "bia": bia, "contacts": {"C1": {"phone": "geheim-nummer"}}}
    });
    let mut session = session();
    assert!(session.open(&file.to_string()).contains("\"ok\""));
    session
}

/// A row of scores, short to long.
fn row(scores: [u8; 6]) -> Value {
    let moments = ["4u", "1d", "3d", "1w", "2w", "1m"];
    Value::Object(moments.into_iter().zip(scores).map(|(moment, score)| (moment.to_owned(), score.into())).collect())
}

fn one() -> Session {
    with(json!({"processes": {"BZ1": {"name": "Overlijden"}}}))
}

/// Three processes and what they need: a sound BIA for the most part.
fn three() -> Session {
    with(json!({
        "settings": {"date": "2026-10-01", "author": "BCM-coördinator"},
        "processes": {
            "BZ1": {"class": "A", "owner": "Diensthoofd burgerzaken", "deputy": "Diensthoofd onthaal", "rto": "4u",
                "impact": {"burger": row([0, 3, 3, 4, 4, 4]), "welzijn-veiligheid": row([0, 0, 0, 0, 0, 0])},
                "needs": {"M1": {"minimum": 1}, "M2": {}}, "legal": {"text": "Aangifte", "days": "veel"}},
            "SO2": {"class": "B", "upstream": ["BZ1"], "rpo": "1w", "wrt": "1d",
                "impact": {"burger": row([0, 1, 3, 4, 4, 4])}, "needs": {"M1": {}, "M3": {}},
                "procedure": {"exists": "yes", "offline": "yes", "days": 10, "tested_on": "2026-09-01", "uses": ["M3"]}},
            "Eabcdef": {"name": "Eigen <proces> & co", "class": "D"}
        },
        "dependencies": {
            "M1": {"name": "Dossier", "kind": "ict", "single": "yes", "relies_on": ["M2"], "deputy": "Iedereen"},
            "M2": {"name": "Netwerk", "kind": "ict", "infrastructure": "network", "deputy": "Iedereen"},
            "M3": {"name": "Maandlijst", "kind": "gegevens", "backup": "1d"},
            "M4": {"name": "Ongebruikt", "kind": "vreemd"}
        }
    }))
}

/// Breaks as many rules as possible.
fn messy() -> Session {
    let falling = row([4, 3, 2, 1, 0, 0]);
    let same = row([0, 3, 4, 4, 4, 4]);
    let categories: Vec<String> = yaml("data/bia/scales.yaml")["categories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap().to_owned())
        .collect();
    let alike: Map<String, Value> = categories.into_iter().map(|it| (it, same.clone())).collect();
    with(json!({
        "settings": {"date": "2025-01-01", "changed_on": "2026-01-01", "scope": ["burgerzaken"]},
        "processes": {
            "BZ1": {"class": "D", "owner": "ICT-verantwoordelijke", "hours": "office", "mtpd": "1m", "rto": "1m",
                "impact": alike, "peak": {"when": "weekend"}, "legal": {"text": "Aangifte", "days": 1},
                "mbco_percent": 100, "rpo": "4u", "needs": {"M1": {"minimum": 9}, "M2": {"minimum": 9}, "M5": {}, "M6": {}},
                "upstream": ["BZ2"], "procedure": {"exists": "yes", "offline": "no", "days": 2, "uses": ["M1", "M2"]}},
            "BZ2": {"class": "A", "owner": "Dienst ICT", "mtpd": "1m", "rto": "2w", "wrt": "1m", "deputy": "Zelfde",
                "impact": {"burger": row([0, 0, 0, 0, 0, 1])}, "needs": {"M1": {}}, "rpo": "1d"},
            "BZ3": {"class": "A", "deputy": "Zelfde", "impact": {"burger": falling}, "mtpd": "1w", "rto": "4u"},
            "BZ4": {"class": "A", "deputy": "Zelfde", "mtpd": "3d", "rto": "1d", "needs": {"M1": {}, "M5": {}}},
            "SO1": {"class": "A", "deputy": "Zelfde", "owner": "ICT", "mtpd": "1d", "rto": "4u", "wrt": "1d"}
        },
        "dependencies": {
            "M1": {"name": "Toepassing", "kind": "ict", "rto_contract": "1m", "rta": "1m", "single": "yes", "host": "supplier", "backup": "1w"},
            "M2": {"name": "Bedienden", "kind": "personeel", "available": 1},
            "M5": {"name": "Gegevens", "kind": "gegevens", "backup": "1w"},
            "M6": {"name": "Firma", "kind": "leverancier"}
        }
    }))
}

fn value(session: &Session, path: &str) -> Value {
    let file: Value = serde_json::from_str(&session.text()).unwrap();
    file["data"].pointer(&["/", path].concat()).cloned().unwrap_or(Value::Null)
}

fn act(session: &mut Session, name: &str, args: Value) -> Value {
    serde_json::from_str(&session.act(name, &args.to_string(), SEED, NOW)).unwrap()
}

fn html(session: &Session, address: &str) -> String {
    screen(session, address).unwrap_or_else(|| panic!("no screen {address}")).0
}

#[test]
fn every_screen_is_sound() {
    let fixed = [
        "start",
        "instellingen",
        "processen",
        "sorteren",
        "middelen",
        "aandachtspunten",
        "resultaat",
        "controle",
        "indienen",
        "excel",
    ];
    for session in [session(), one(), three(), messy()] {
        let found = check_all(session, "check");
        for address in fixed {
            assert!(found.contains(address), "{address}");
        }
    }
    let found = check_all(three(), "check");
    for address in ["proces/BZ1/gevolgen", "proces/Eabcdef/nodig", "middel/M4"] {
        assert!(found.contains(address), "{address}");
    }
}

#[test]
fn every_screen_of_the_worked_example_is_sound() {
    let text = fs::read_to_string(root().join("data/examples/voorbeeldgemeente.bcm.json")).unwrap();
    let mut session = session();
    assert!(session.open(&text).contains("\"ok\""));
    assert!(check_all(session, "check").len() > 20);
}

#[test]
fn a_dossier_that_may_only_be_read_has_screens_too() {
    let newer = three().text().replacen("\"schema\": 2", "\"schema\": 99", 1);
    let mut session = session();
    assert!(session.open(&newer).contains("\"newer\""));
    for (address, (html, _)) in crawl(&session, "check") {
        assert!(html.contains("<fieldset class=\"plain-fieldset\" disabled"), "{address}");
    }
}

#[test]
fn findings_lead_to_their_fields() {
    let session = messy();
    let (html, _) = screen(&session, "aandachtspunten").unwrap();
    let rules: BTreeSet<&str> = html.split("<h5 class=\"box-title\">").skip(1).map(|it| &it[..3]).collect();
    assert!(rules.len() >= 28, "{} rules: {rules:?}", rules.len());
    check_all(session, "check");
}

#[test]
fn what_does_not_exist_has_no_screen() {
    let session = three();
    for address in
        ["x", "proces", "proces/", "proces/ZZ9", "proces/BZ1/x", "proces/BZ1/wie/x", "middel/", "middel/x", "start/x"]
    {
        assert_eq!(session.screen(address), "null", "{address}");
    }
}

#[test]
fn every_button_does_something_sensible() {
    for start in [session(), three(), messy()] {
        let text = start.text();
        let mut session = session();
        for (address, (_, tags)) in crawl(&start, "check") {
            let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
            for tag in tags.iter().filter(|it| it.get("data-act").is_some()) {
                let times = tried.entry(tag.get("data-act").unwrap()).or_default();
                *times += 1;
                if *times > 3 {
                    continue;
                }
                session.open(&text);
                let name = tag.get("data-act").unwrap();
                let answer: Value =
                    serde_json::from_str(&session.act(name, tag.get("data-args").unwrap(), SEED, NOW)).unwrap();
                assert!(answer["taken"] == true || name == "accept-finding", "{address}: {tag:?} {answer}");
                let to = answer["address"].as_str().unwrap_or(&address);
                let (_, after) = screen(&session, to).expect("a screen to go on to");
                if let Some(focus) = answer["focus"].as_str() {
                    assert!(after.iter().any(|it| it.get("id") == Some(focus)), "{address}: no {focus} on {to}");
                }
            }
        }
    }
}

#[test]
fn processes_are_ticked_and_let_go() {
    let mut session = session();
    act(&mut session, "tick", json!({"code": "BZ1", "checked": true}));
    assert_ne!(value(&session, "bia/processes/BZ1/name"), Value::Null);
    act(&mut session, "tick", json!({"code": "BZ1", "checked": false}));
    assert_eq!(value(&session, "bia"), Value::Null, "nothing was filled in, so it goes at once");
    act(&mut session, "tick", json!({"code": "BZ1", "checked": true}));
    session.set("bia/processes/BZ1/owner", "\"Diensthoofd\"", "proces/BZ1/wie", NOW);
    let answer = act(&mut session, "tick", json!({"code": "BZ1", "checked": false}));
    assert_eq!(answer["focus"], "weg-BZ1");
    assert_eq!(value(&session, "bia/processes/BZ1/owner"), "Diensthoofd");
    act(&mut session, "remove", json!({"id": "BZ1", "sure": "1"}));
    assert_eq!(value(&session, "bia"), Value::Null);
    session.undo(NOW);
    assert_eq!(value(&session, "bia/processes/BZ1/owner"), "Diensthoofd");
}

#[test]
fn several_are_added_at_once() {
    let mut session = session();
    act(&mut session, "add-process", json!({"fields": {"name": "Een\n\n Twee \nDrie\nVier\nVijf", "domain": "ict"}}));
    let processes = value(&session, "bia/processes");
    let names: BTreeSet<&str> = processes.as_object().unwrap().values().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Drie", "Een", "Twee", "Vier", "Vijf"]);
    assert!(processes.as_object().unwrap().keys().all(|it| it.starts_with('E') && !it.contains('/')));
    act(&mut session, "tick-domain", json!({"domain": "burgerzaken"}));
    act(
        &mut session,
        "add-means",
        json!({"id": "BZ1", "fields": {"names": "Netwerk\nDossier\nnetwerk", "kind": "ict"}}),
    );
    act(&mut session, "add-means", json!({"id": "BZ2", "fields": {"names": "DOSSIER\nLoket", "kind": "gebouw"}}));
    let means = value(&session, "bia/dependencies");
    assert_eq!(means.as_object().unwrap().len(), 3, "{means}");
    assert_eq!(value(&session, "bia/processes/BZ1/needs").as_object().unwrap().len(), 2);
    assert_eq!(value(&session, "bia/processes/BZ2/needs").as_object().unwrap().len(), 2);
    check_all(session, "check");
}

#[test]
fn a_removed_means_leaves_no_trace() {
    let mut session = three();
    act(&mut session, "remove-means", json!({"id": "M2"}));
    assert_ne!(value(&session, "bia/dependencies/M2"), Value::Null, "asked first");
    act(&mut session, "remove-means", json!({"id": "M2", "sure": "1"}));
    act(&mut session, "remove-means", json!({"id": "M3", "sure": "1"}));
    let text = value(&session, "bia").to_string();
    assert!(!text.contains("M2") && !text.contains("M3"), "{text}");
    assert_ne!(value(&session, "bia/processes/SO2"), Value::Null);
    session.undo(NOW);
    session.undo(NOW);
    assert_eq!(value(&session, "bia/processes/SO2/procedure/uses"), json!(["M3"]));
    assert_eq!(value(&session, "bia/dependencies/M1/relies_on"), json!(["M2"]));
}

#[test]
fn clearing_the_last_field_keeps_the_process() {
    let mut session = one();
    session.set("bia/processes/BZ1/name", "\"\"", "proces/BZ1/wie", NOW);
    assert_eq!(value(&session, "bia/processes/BZ1"), json!({}));
    assert!(screen(&session, "proces/BZ1/wie").is_some());
    session.undo(NOW);
    assert_eq!(value(&session, "bia/processes/BZ1/name"), "Overlijden");
    let mut session = three();
    session.set("bia/processes/BZ1/needs/M1/minimum", "\"\"", "proces/BZ1/nodig", NOW);
    assert_eq!(value(&session, "bia/processes/BZ1/needs/M1"), json!({}));
    act(&mut session, "need", json!({"id": "BZ1", "means": "M1", "checked": false}));
    assert_eq!(value(&session, "bia/processes/BZ1/needs/M1"), Value::Null);
}

#[test]
fn proposals_are_taken() {
    let mut session = three();
    act(&mut session, "take-proposal", json!({"id": "SO2", "field": "mtpd"}));
    act(&mut session, "take-proposal", json!({"id": "SO2", "field": "rto"}));
    assert_eq!(value(&session, "bia/processes/SO2/mtpd"), "3d");
    assert_eq!(value(&session, "bia/processes/SO2/rto"), "1d");
    act(&mut session, "take-proposal", json!({"id": "Eabcdef", "field": "mtpd"}));
    assert_eq!(value(&session, "bia/processes/Eabcdef/mtpd"), Value::Null);
    session.set("bia/processes/BZ1/impact/milieu/1d", "\"2\"", "proces/BZ1/gevolgen", NOW);
    act(&mut session, "carry", json!({"id": "BZ1", "category": "milieu"}));
    let row = json!({"1d": 2, "3d": 2, "1w": 2, "2w": 2, "1m": 2});
    assert_eq!(value(&session, "bia/processes/BZ1/impact/milieu"), row);
}

#[test]
fn the_class_of_the_catalogue_fills_only_what_is_empty() {
    let mut session = three();
    act(&mut session, "tick-domain", json!({"domain": "burgerzaken"}));
    session.set("bia/processes/BZ1/class", "\"C\"", "sorteren", NOW);
    act(&mut session, "take-classes", json!({}));
    assert_eq!(value(&session, "bia/processes/BZ1/class"), "C");
    assert_ne!(value(&session, "bia/processes/BZ2/class"), Value::Null);
}

#[test]
fn an_accepted_finding_moves_and_comes_back() {
    let mut session = messy();
    let (html, tags) = screen(&session, "aandachtspunten").unwrap();
    let path = tags.iter().find_map(|it| it.get("data-path")).unwrap().to_owned();
    let key = path.split('/').nth(2).unwrap().to_owned();
    assert!(!html.contains("Neem terug"));
    let answer = act(&mut session, "accept-finding", json!({"key": key}));
    assert_eq!(answer["taken"], false, "there is no reason yet");
    session.set(&path, "\"Het contract loopt af.\"", "aandachtspunten", NOW);
    assert_eq!(value(&session, &["bia/accepted/", &key, "/on"].concat()), "2026-11-24");
    let html = self::html(&session, "aandachtspunten");
    assert!(html.contains("Neem terug") && html.contains("Het contract loopt af."));
    assert!(!html.contains(&["data-path=\"", &path].concat()));
    act(&mut session, "unaccept", json!({"key": key}));
    assert_eq!(value(&session, "bia/accepted"), Value::Null);
    session.set(&path, "\"Toch.\"", "aandachtspunten", NOW);
    session.set(&path, "\"\"", "aandachtspunten", NOW);
    assert_eq!(value(&session, "bia/accepted"), Value::Null, "a day without a reason says nothing");
}

#[test]
fn an_answer_changes_what_the_screen_says() {
    let mut session = one();
    let answer = session.set("bia/processes/BZ1/impact/burger/1d", "\"3\"", "proces/BZ1/gevolgen", NOW);
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert!(answer["regions"]["derived"].as_str().unwrap().contains("1 dag"), "{answer}");
    let answer = session.set("bia/processes/BZ1/rto", "\"1w\"", "proces/BZ1/tijden", NOW);
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert!(answer["regions"]["findings"].as_str().unwrap().contains("~bia-processes-BZ1-rto"), "{answer}");
}

#[test]
fn the_result_says_what_the_procedure_gains() {
    let html = html(&three(), "resultaat");
    for text in [
        "10 dagen",
        "class=\"score-4\"",
        "class-a",
        "<svg class=\"order\"",
        "<svg class=\"graph\"",
        "Iedereen",
        "Eigen &lt;proces&gt; &amp; co",
    ] {
        assert!(html.contains(text), "{text}");
    }
    assert!(html.find("Overlijden").unwrap() < html.find("Eigen &lt;").unwrap());
    assert!(
        html.find("<ol class=\"order\"").unwrap() < html.find("<svg class=\"order\"").unwrap(),
        "the list comes first"
    );
}

#[test]
fn handing_in_shows_and_makes_the_same() {
    let mut session = three();
    session.set("bia/processes/BZ1/motivation", "\"geheim-waarom\"", "proces/BZ1/tijden", NOW);
    let file = |session: &Session| serde_json::from_str::<Value>(&session.file("submission")).unwrap();
    let text = file(&session)["text"].as_str().unwrap().to_owned();
    assert_eq!(file(&session)["name"], "voorbeeldgemeente-bia-ingediend.bcm.json");
    assert!(!text.contains("geheim") && !text.contains("Diensthoofd") && text.contains("bcm-portal-dossier"));
    act(&mut session, "ui", json!({"key": "with-notes", "value": "1"}));
    act(&mut session, "ui", json!({"key": "with-functions", "value": "1"}));
    let text = file(&session)["text"].as_str().unwrap().to_owned();
    assert!(text.contains("geheim-waarom") && text.contains("Diensthoofd") && !text.contains("geheim-nummer"));
    let html = html(&session, "indienen");
    assert!(html.contains("include_notes&quot;:true") && html.contains("data-file-kind=\"submission\""));
    let mut other = self::session();
    assert!(other.open(&text).contains("\"ok\""));
    act(&mut session, "submitted", json!({}));
    assert_eq!(value(&session, "bia/status/submitted_on"), "2026-11-24");
    assert!(self::html(&session, "start").contains("Ingediend"));
}

#[test]
fn verder_stops_at_what_cannot_be_understood() {
    let mut session = three();
    let args = json!({"from": "proces/BZ1/wie", "to": "proces/BZ1/gevolgen", "prefix": "bia/processes/BZ1/legal"});
    let answer = act(&mut session, "check", args);
    assert_eq!((answer["address"].as_str(), answer["focus"].as_str()), (Some("proces/BZ1/wie"), Some("fouten")));
    assert!(html(&session, "proces/BZ1/wie").contains("aria-invalid=\"true\""));
}

#[test]
fn the_calendar_reminds_in_a_year() {
    let file: Value = serde_json::from_str(&three().file("calendar")).unwrap();
    assert_eq!(file["name"], "voorbeeldgemeente-bia.ics");
    assert!(file["text"].as_str().unwrap().contains("DTSTART;VALUE=DATE:20271001\r\n"));
}

#[test]
fn paper_holds_what_was_filled_in() {
    for session in [session(), three(), messy()] {
        let html = session.print();
        let tags = tags(&html);
        assert!(!html.contains("data-path"));
        assert!(tags.iter().all(|it| it.get("id").is_none()), "the screen has ids of its own");
    }
    let html = three().print();
    for text in ["Voorbeeldgemeente", "Diensthoofd burgerzaken", "Maandlijst", "10 dagen", "R15"] {
        assert!(html.contains(text), "{text}");
    }
}

#[test]
fn an_earlier_dossier_stands_beside_the_new_one() {
    let mut session = three();
    let earlier = session.text();
    session.set("bia/processes/BZ1/mtpd", "\"1w\"", "proces/BZ1/tijden", NOW);
    assert!(session.compare_with(&earlier).contains("\"ok\""));
    assert!(html(&session, "resultaat").contains("Toen"));
}

/// The colours of a picture that stands alone, in light and in dark.
const COLOURS: &str = "<style>text { fill: #14242b; font: 14px system-ui, sans-serif } .node rect, rect.node { fill: #ffffff; stroke: #4b5c64; \
    stroke-width: 2 } .edge { fill: none; stroke: #4b5c64; stroke-width: 2 } marker path { fill: #4b5c64 } .class-a rect, \
    rect.class-a { stroke: #b3261e; stroke-width: 5 } .class-b rect, rect.class-b { stroke: #b35a00; stroke-width: 4 } \
    @media (prefers-color-scheme: dark) { text { fill: #e9edeb } .node rect, rect.node { fill: #16242a; stroke: #a9b7bb } \
    .edge { stroke: #a9b7bb } marker path { fill: #a9b7bb } .class-a rect, rect.class-a { stroke: #ff9f88 } \
    .class-b rect, rect.class-b { stroke: #d9bf55 } }</style>";

/// The picture in the guidance shows the worked example as the tool draws it. `UPDATE_EXPECT=1` writes
/// it again.
#[test]
fn the_picture_of_the_guidance_is_that_of_the_worked_example() {
    let text = fs::read_to_string(root().join("data/examples/voorbeeldgemeente.bcm.json")).unwrap();
    let mut session = session();
    assert!(session.open(&text).contains("\"ok\""));
    let html = screen(&session, "resultaat").unwrap().0;
    let title = "Herstelvolgorde van een verzonnen gemeente";
    let start = html.find("<svg class=\"order\"").unwrap();
    let svg = &html[start..start + html[start..].find("</svg>").unwrap() + 6];
    let open = svg.find('>').unwrap();
    let head = svg[..open].replace("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    let head = head.replace(" aria-hidden=\"true\" focusable=\"false\"", "");
    let picture = format!("{head}><title>{title}</title>{COLOURS}{}\n", &svg[open + 1..]);
    let path = root().join("content/richtlijnen/herstelvolgorde-voorbeeld.svg");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &picture).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), picture, "UPDATE_EXPECT=1 writes it");
}
