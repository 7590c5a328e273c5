//! The plan as its screens: every screen that can be reached, empty and filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use forms::session::Session;
use serde_json::{Map, Value, json};

const NOW: &str = "2026-11-24T10:00:00Z";
const LINEAGE: &str = "3f2b8c1e-0000-4000-8000-000000000001";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn yaml(path: &str) -> Value {
    let text = fs::read_to_string(root().join(path)).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

fn blocks() -> Vec<Value> {
    let folder = root().join("content/bouwstenen");
    let mut blocks = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let front: Value =
            serde_saphyr::from_str(text.split("\n---").next().unwrap().trim_start_matches("---")).unwrap();
        if front.get("code").is_none() {
            continue;
        }
        let keys = ["code", "title", "minimum_set", "contents", "done_when", "fields"];
        let mut block: Map<String, Value> =
            keys.iter().map(|it| ((*it).to_owned(), front.get(*it).cloned().unwrap_or(Value::Null))).collect();
        let page = format!("bouwstenen/{}", path.file_name().unwrap().to_str().unwrap());
        block.insert("page".to_owned(), page.into());
        blocks.push(Value::Object(block));
    }
    blocks
}

fn linked() -> &'static str {
    static LINKED: OnceLock<String> = OnceLock::new();
    LINKED.get_or_init(linked_json)
}

fn linked_json() -> String {
    let (list, scales) = (yaml("data/bia/processes.yaml"), yaml("data/bia/scales.yaml"));
    let mut catalogue = list.as_object().unwrap().clone();
    catalogue.extend(scales.as_object().unwrap().clone());
    catalogue.insert("dependency_types".to_owned(), yaml("data/bia/dependencies.yaml")["types"].clone());
    let blocks = blocks();
    let mut links: Map<String, Value> = Map::new();
    for path in blocks.iter().filter_map(|it| it["page"].as_str()).chain(["hulpmiddelen/bia.md", "privacy.md"]) {
        links.insert(path.to_owned(), json!({"url": format!("/{path}/"), "title": path}));
    }
    json!({"tool": "bcp", "content_version": "1.0", "links": links, "data": {
        "catalogue": catalogue,
        "blocks": blocks,
        "resources": yaml("data/bcp/strategies.yaml")["resources"],
        "scenarios": yaml("data/bcp/scenarios.yaml")["scenarios"],
        "decisions": yaml("data/bcp/decisions.yaml")["decisions"],
        "exercises": yaml("data/bcp/exercises.yaml")["exercises"],
        "roles": yaml("data/bcp/roles.yaml")["roles"],
        "messages": yaml("data/bcp/messages.yaml")["messages"],
    }})
    .to_string()
}

fn session() -> Session {
    Session::bcp(linked(), LINEAGE, NOW).unwrap()
}

/// A dossier with a BIA of three processes and a bit of everything in the plan.
fn filled() -> Session {
    let mut session = session();
    let scores = json!({"leven": {"4u": 0, "1d": 4, "3d": 4, "1w": 4, "2w": 4, "1m": 4}});
    let file = json!({
        "format": "bcm-portal-dossier", "schema": 1, "lineage": LINEAGE, "revision": 2,
        "created": NOW, "modified": NOW, "content_version": "1.0",
        "data": {
            "name": "Voorbeeldgemeente",
            "bia": {
                "settings": {"date": "2026-10-01"},
                "processes": {
                    "BZ1": {"class": "A", "mtpd": "1d", "owner": "Diensthoofd burgerzaken", "deputy": "Diensthoofd onthaal",
                        "needs": {"M00001": {"minimum": 1}}, "peak": {"when": "Weekend", "mtpd": "4u"}},
                    "BZ2": {"class": "C", "impact": scores},
                    "Eabcdef": {"name": "Eigen <proces> & co", "class": "B", "procedure": {"text": "Bel de buren. Schrijf op papier."}}
                },
                "dependencies": {"M00001": {"name": "Netwerk", "kind": "ict", "infrastructure": "network"}}
            },
            "bcp": {
                "blocks": {"B01": {"values": {"eigenaar": "Algemeen directeur", "goedgekeurd-op": "ooit"}},
                    "B04": {"values": {"rollen": {"r1": {"rol": "Leiding", "functie": "Algemeen directeur", "vervanger": "Financieel directeur"}, "r10": {"rol": "Logboek"}, "r2": {"rol": "ICT"}}}},
                    "B17": {"values": {"kalender": {"r1": {"wanneer": "9/3/2027", "wat": "Belboomtest; met komma, en \\"}, "r2": {"wat": "zonder dag"}}}},
                    "B18": {"values": {"volgende-herziening": "2027-09-01"}, "done": true}},
                "strategies": {"gebouw": {"choices": ["thuiswerk"], "date": "2026-11-01"}},
                "scenarios": {"S7": {"applies": "no"}, "S1": {"first_decision": "Naar de school", "steps": "Bel.\nTel."}},
                "procedures": {"BZ1": {"name": "Overlijden op papier", "steps": {"1": "Bel", "2": "Schrijf"}, "days": "veel"}}
            },
            "contacts": {"C1": {"kind": "internal", "function": "Algemeen directeur"},
                "C2": {"kind": "external", "organisation": "Netbeheerder", "phone": "078"}}
        }
    });
    assert!(session.open(&file.to_string()).contains("\"ok\""));
    session
}

/// A start tag with its attributes.
#[derive(Debug)]
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
    /// Names of the elements around it.
    inside: Vec<String>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The start tags of our own, well-formed HTML; panics where elements do not nest.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for part in html.split('<').skip(1) {
        let inner = &part[..part.find('>').expect("a tag that ends")];
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "nesting");
            continue;
        }
        let (name, mut rest) = inner.split_once(' ').unwrap_or((inner, ""));
        let mut attributes = BTreeMap::new();
        while !rest.trim().is_empty() {
            rest = rest.trim_start();
            let end = rest.find(['=', ' ']).unwrap_or(rest.len());
            let key = rest[..end].to_owned();
            rest = &rest[end..];
            let mut value = String::new();
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let end = quoted.find('"').unwrap();
                value = plain(&quoted[..end]);
                rest = &quoted[end + 1..];
            }
            assert!(attributes.insert(key, value).is_none(), "an attribute twice: {inner}");
        }
        tags.push(Tag { name: name.to_owned(), attributes, inside: open.clone() });
        if !["input", "br", "hr", "img", "meta", "link"].contains(&name) {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    tags
}

fn screen(session: &Session, address: &str) -> Option<(String, Vec<Tag>)> {
    let json: Value = serde_json::from_str(&session.screen(address)).unwrap();
    let html = json.get("html")?.as_str()?.to_owned();
    let tags = tags(&html);
    Some((html, tags))
}

/// Every screen that can be reached, with its tags.
fn crawl(session: &Session) -> BTreeMap<String, (String, Vec<Tag>)> {
    let mut found = BTreeMap::new();
    let mut open = vec!["start".to_owned()];
    while let Some(address) = open.pop() {
        if found.contains_key(&address) {
            continue;
        }
        let shown = screen(session, &address).unwrap_or_else(|| panic!("a dead link to #{address}"));
        for tag in &shown.1 {
            let link = tag.get("href").and_then(|it| it.strip_prefix('#'));
            open.extend(link.map(|it| it.split('~').next().unwrap().to_owned()).filter(|it| !it.is_empty()));
            let args: Option<Value> =
                tag.get("data-args").map(|it| serde_json::from_str(it).expect("JSON in data-args"));
            if tag.get("data-act") == Some("go-on") {
                open.push(args.unwrap()["to"].as_str().unwrap().to_owned());
            }
        }
        found.insert(address, shown);
    }
    found
}

fn check_screen(session: &mut Session, address: &str, html: &str, tags: &[Tag]) {
    let mut empty = self::session();
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|it| it.get("id")) {
        assert!(ids.insert(id), "{address}: the id {id} twice");
        assert!(!id.is_empty() && !id.contains(' '), "{address}: the id {id:?}");
    }
    for tag in tags {
        for key in ["style", "onclick", "onchange", "oninput"] {
            assert!(tag.get(key).is_none(), "{address}: {key}");
        }
        for key in ["for", "aria-labelledby", "aria-describedby"] {
            for id in tag.get(key).into_iter().flat_map(str::split_whitespace) {
                assert!(ids.contains(id), "{address}: {key} names {id}, which is not there");
            }
        }
        if let Some(path) = tag.get("data-path") {
            let answer = empty.set(path, "null", "", NOW);
            assert!(answer.contains("\"taken\":true"), "{address}: {path} is not taken");
        }
        let is_field = ["input", "textarea", "select"].contains(&tag.name.as_str());
        if is_field {
            let labelled = tag.inside.iter().any(|it| it == "label")
                || tag
                    .get("id")
                    .is_some_and(|id| tags.iter().any(|it| it.name == "label" && it.get("for") == Some(id)));
            assert!(labelled, "{address}: no label for {tag:?}");
        }
        if tag.name == "button" {
            assert_eq!(tag.get("type"), Some("button"), "{address}: {tag:?}");
        }
    }
    assert_eq!(tags.iter().filter(|it| it.get("data-heading").is_some()).count(), 1, "{address}");
    assert!(!html.contains("<script"), "{address}");
    let regions: Vec<&str> = tags.iter().filter_map(|it| it.get("data-region")).collect();
    let set: Value = serde_json::from_str(&session.set("name", "\"Voorbeeldgemeente\"", address, NOW)).unwrap();
    for (name, inside) in set["regions"].as_object().unwrap() {
        assert!(regions.contains(&name.as_str()), "{address}: the region {name} is not on the screen");
        assert!(html.contains(inside.as_str().unwrap()), "{address}: the region {name} differs from the screen");
        assert!(!inside.as_str().unwrap().contains("data-path"), "{address}: a field in {name}");
    }
    assert_eq!(regions.len(), set["regions"].as_object().unwrap().len(), "{address}");
}

fn check_all(mut session: Session) -> BTreeSet<String> {
    let screens = crawl(&session);
    for (address, (html, tags)) in &screens {
        check_screen(&mut session, address, html, tags);
        for link in tags.iter().filter_map(|it| it.get("href")?.strip_prefix('#')?.split_once('~')) {
            let there = if link.0.is_empty() { tags } else { &screens[link.0].1 };
            assert!(there.iter().any(|it| it.get("id") == Some(link.1)), "{address}: no {} on #{}", link.1, link.0);
        }
    }
    screens.into_keys().collect()
}

#[test]
fn every_screen_of_an_empty_dossier_is_sound() {
    let screens = check_all(session());
    for code in 1..=18 {
        assert!(screens.contains(&format!("bouwsteen/B{code:02}")), "B{code:02}");
    }
    for address in
        ["keuzes", "beslissing/10", "scenario/S8", "noodprocedures", "contacten", "oefenen", "documenten", "controle"]
    {
        assert!(screens.contains(address), "{address}");
    }
}

#[test]
fn every_screen_of_a_filled_dossier_is_sound() {
    let screens = check_all(filled());
    for address in ["noodprocedure/BZ1", "noodprocedure/Eabcdef", "scenario/S7"] {
        assert!(screens.contains(address), "{address}");
    }
    assert!(!screens.contains("noodprocedure/BZ2"), "a process of class C needs no card");
}

#[test]
fn every_screen_of_the_worked_example_is_sound() {
    let text = fs::read_to_string(root().join("data/examples/voorbeeldgemeente.bcm.json")).unwrap();
    let mut example = session();
    assert!(example.open(&text).contains("\"ok\""));
    let mut empty = session();
    for part in ["bcp", "contacts"] {
        leaves(part, &value(&example, part), &mut |path, value| {
            let answer = empty.set(path, &value.to_string(), "", NOW);
            assert!(answer.contains("\"taken\":true"), "{path}: {value}");
        });
        assert_eq!(value(&empty, part), value(&example, part), "what the example holds is kept as it is");
    }
    check_all(example);
}

/// Every value below a path that is no object.
fn leaves(path: &str, value: &Value, visit: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, it)| leaves(&format!("{path}/{key}"), it, visit)),
        leaf => visit(path, leaf),
    }
}

#[test]
fn what_does_not_exist_has_no_screen() {
    let session = session();
    for address in
        ["x", "bouwsteen", "bouwsteen/B99", "scenario/", "keuze/x", "beslissing/0", "noodprocedure/BZ1", "start/x"]
    {
        assert_eq!(session.screen(address), "null", "{address}");
    }
}

#[test]
fn every_button_does_something_sensible() {
    for start in [session(), filled()] {
        let text = start.text();
        let mut session = session();
        for (address, (_, tags)) in crawl(&start) {
            for tag in tags.iter().filter(|it| it.get("data-act").is_some()) {
                session.open(&text);
                let answer = session.act(tag.get("data-act").unwrap(), tag.get("data-args").unwrap(), "k3j2h1", NOW);
                let answer: Value = serde_json::from_str(&answer).unwrap();
                assert_eq!(answer["taken"], true, "{address}: {tag:?} {answer}");
                let to = answer["address"].as_str().unwrap_or(&address);
                let (_, after) = screen(&session, to).expect("a screen to go on to");
                if let Some(focus) = answer["focus"].as_str() {
                    assert!(after.iter().any(|it| it.get("id") == Some(focus)), "{address}: no {focus} on {to}");
                }
            }
        }
    }
}

fn value(session: &Session, path: &str) -> Value {
    let file: Value = serde_json::from_str(&session.text()).unwrap();
    file["data"].pointer(&format!("/{path}")).cloned().unwrap_or(Value::Null)
}

fn act(session: &mut Session, name: &str, args: Value) -> Value {
    serde_json::from_str(&session.act(name, &args.to_string(), "k3j2h1", NOW)).unwrap()
}

#[test]
fn a_table_always_has_an_empty_row_and_keeps_the_order_of_its_rows() {
    let (html, _) = screen(&filled(), "bouwsteen/B04").unwrap();
    let place = |row: &str| html.find(&format!("rollen/{row}/rol")).unwrap_or_else(|| panic!("no row {row}"));
    assert!(place("r1") < place("r2") && place("r2") < place("r10") && place("r10") < place("r11"));
    let (empty, _) = screen(&session(), "bouwsteen/B04").unwrap();
    assert!(empty.contains("rollen/r1/rol") && !empty.contains("rollen/r2/rol"));
}

#[test]
fn a_row_goes_and_comes_back() {
    let mut session = filled();
    let path = "bcp/blocks/B04/values/rollen/r10";
    act(&mut session, "remove-row", json!({"path": path}));
    assert_eq!(value(&session, path), Value::Null);
    session.undo(NOW);
    assert_eq!(value(&session, path), json!({"rol": "Logboek"}));
    let answer = act(&mut session, "remove-row", json!({"path": "bcp"}));
    assert_eq!(answer["taken"], false);
}

#[test]
fn examples_fill_only_what_is_empty() {
    let mut session = filled();
    act(&mut session, "suggest", json!({"what": "scenario", "id": "S1"}));
    assert_eq!(value(&session, "bcp/scenarios/S1/first_decision"), "Naar de school");
    assert_ne!(value(&session, "bcp/scenarios/S1/duration"), Value::Null);
    act(&mut session, "suggest", json!({"what": "rollen", "id": "alle"}));
    let rows = value(&session, "bcp/blocks/B04/values/rollen");
    let roles: Vec<&str> = rows.as_object().unwrap().values().filter_map(|it| it["rol"].as_str()).collect();
    assert_eq!(roles.iter().filter(|it| **it == "Leiding").count(), 1);
    assert!(roles.contains(&"Financiën"));
    act(&mut session, "suggest", json!({"what": "noodprocedure", "id": "Eabcdef"}));
    assert_eq!(
        value(&session, "bcp/procedures/Eabcdef/steps"),
        json!({"1": "Bel de buren.", "2": "Schrijf op papier."})
    );
    act(&mut session, "suggest", json!({"what": "noodprocedure", "id": "BZ1"}));
    assert_eq!(value(&session, "bcp/procedures/BZ1/steps/1"), "Bel");
    assert_eq!(value(&session, "bcp/procedures/BZ1/who"), "Diensthoofd burgerzaken");
}

#[test]
fn functions_of_the_team_become_contacts_once() {
    let mut session = filled();
    for _ in 0..2 {
        act(&mut session, "contacts-from-roles", json!({}));
    }
    let contacts = value(&session, "contacts");
    let functions: Vec<&str> =
        contacts.as_object().unwrap().values().filter_map(|it| it["function"].as_str()).collect();
    assert_eq!(functions.len(), 2, "{functions:?}");
    assert!(functions.contains(&"Financieel directeur"));
}

#[test]
fn verder_stops_at_what_cannot_be_understood() {
    let mut session = filled();
    let answer = act(&mut session, "go-on", json!({"from": "bouwsteen/B01", "to": "bouwsteen/B02"}));
    assert_eq!((answer["address"].as_str(), answer["focus"].as_str()), (Some("bouwsteen/B01"), Some("fouten")));
    let (html, _) = screen(&session, "bouwsteen/B01").unwrap();
    assert!(html.contains("aria-invalid=\"true\"") && html.contains("Dag/maand/jaar") && html.contains("Goedgekeurd"));
    session.set("bcp/blocks/B01/values/goedgekeurd-op", "\"1/12/2026\"", "bouwsteen/B01", NOW);
    let answer = act(&mut session, "go-on", json!({"from": "bouwsteen/B01", "to": "bouwsteen/B02"}));
    assert_eq!(answer["address"], "bouwsteen/B02");
    let answer = act(&mut session, "go-on", json!({"from": "noodprocedure/BZ1", "to": "noodprocedures"}));
    assert_eq!(answer["focus"], "fouten", "`veel` days");
}

#[test]
fn a_block_is_ready_when_it_is_ticked_and_its_checks_are_met() {
    let mut session = filled();
    let shown = |session: &Session| screen(session, "start").unwrap().0;
    assert!(shown(&session).contains("0 van 11"));
    session.set("bcp/blocks/B18/values/verspreiding/r1/functie", "\"Algemeen directeur\"", "bouwsteen/B18", NOW);
    assert!(shown(&session).contains("1 van 11"));
    session.set("bcp/blocks/B18/values/volgende-herziening", "\"2026-01-01\"", "bouwsteen/B18", NOW);
    assert!(shown(&session).contains("0 van 11"), "a review in the past");
}

#[test]
fn the_processes_come_from_the_bia_in_their_order() {
    let (html, _) = screen(&filled(), "bouwsteen/B02").unwrap();
    assert!(html.contains("Eigen &lt;proces&gt; &amp; co") && html.contains("2 kritieke processen"));
    assert!(html.find("Overlijden").unwrap() < html.find("Eigen &lt;").unwrap());
    assert!(!html.contains("data-path=\"bcp/blocks/B02/values/processen"));
    let (html, _) = screen(&session(), "bouwsteen/B02").unwrap();
    assert!(html.contains("Excel"));
}

#[test]
fn the_calendar_is_valid() {
    let file: Value = serde_json::from_str(&filled().file("calendar")).unwrap();
    assert_eq!(file["type"], "text/calendar");
    assert_eq!(file["name"], "voorbeeldgemeente-bcp.ics");
    let text = file["text"].as_str().unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|it| it.len() <= 75 && !it.contains(['\n', '\r'])));
    let whole = text.replace("\r\n ", "");
    assert_eq!(whole.matches("BEGIN:VEVENT").count(), whole.matches("END:VEVENT").count());
    let uids: BTreeSet<&str> = whole.lines().filter(|it| it.starts_with("UID:")).collect();
    assert_eq!(uids.len(), whole.matches("BEGIN:VEVENT").count());
    assert!(uids.iter().all(|it| it.contains(LINEAGE)));
    for day in ["20270901", "20270309", "20271001"] {
        assert!(whole.contains(&format!("DTSTART;VALUE=DATE:{day}\r\n")), "{day}");
    }
    assert!(whole.contains("Belboomtest\\; met komma\\, en \\\\"));
    assert!(!whole.contains("078"), "no contact leaves through the calendar");
    assert_eq!(file["text"], serde_json::from_str::<Value>(&filled().file("calendar")).unwrap()["text"]);
}

#[test]
fn paper_holds_what_was_filled_in() {
    let html = filled().print();
    tags(&html);
    for text in [
        "Voorbeeldgemeente",
        "Algemeen directeur",
        "Overlijden op papier",
        "Netbeheerder",
        "Thuiswerk",
        "Naar de school",
    ] {
        assert!(html.contains(text), "{text}");
    }
    assert!(!html.contains("data-path"));
    tags(&session().print());
}
