//! The page as a paper form, and a session from the first answer to the file.

use std::fs;

use bcm::questionnaire::Questionnaire;
use forms::session::Session;
use forms::{Addresses, Link, browser_json, questionnaire_page};
use serde_json::{Value, json};

const NOW: &str = "2026-11-23T14:32:00Z";
const LINEAGE: &str = "0b6f6c1e-4f0f-4c55-9d3c-2a5f0d6c7e11";

fn ten_questions() -> Questionnaire {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/questionnaires/ten-questions.yaml");
    serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn link(path: &str) -> Option<Link> {
    let url = format!("../../{}/", path.trim_end_matches(".md"));
    Some(Link { url, title: format!("<{path}>") })
}

fn page() -> String {
    questionnaire_page(&ten_questions(), &link, None)
}

fn session() -> Session {
    Session::new(&browser_json(&ten_questions(), "1", &link), LINEAGE, NOW).unwrap()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn result(session: &Session) -> String {
    parsed(&session.render(10))["result"].as_str().unwrap().to_owned()
}

#[test]
fn without_a_script_the_page_is_a_whole_paper_form() {
    let page = page();
    assert_eq!(page.matches("<fieldset class=\"question\"").count(), 10);
    assert_eq!(page.matches("type=\"radio\"").count(), 60);
    assert_eq!(page.matches("<textarea").count(), 10);
    assert!(page.contains("Reken het uit op papier"));
    assert!(page.contains("Staat bij vraag 8, 6 of 5 een 0 of 1?"));
}

#[test]
fn everything_that_needs_the_script_is_hidden() {
    let page = page();
    let outside = page.split("<dialog").next().unwrap();
    for (start, _) in outside.match_indices("<button") {
        let before = &outside[..start];
        let hidden = before.rfind(" hidden>").unwrap();
        // The nearest container with a name of its own is the hidden one.
        let container = before.rfind("data-script").max(before.rfind("data-banner"));
        let container = container.max(before.rfind("data-fallback")).unwrap();
        assert!(hidden > container, "{}", &outside[start..start + 60]);
    }
}

#[test]
fn nothing_is_inline_and_nothing_is_sent() {
    let page = page();
    for forbidden in ["style=", "<script", "<style", " on", "action=", "type=\"submit\""] {
        let attribute = |it: &str| forbidden == " on" && !it.contains("=\"");
        let found = page.match_indices(forbidden).map(|(at, _)| &page[at..(at + 14).min(page.len())]);
        let found: Vec<_> = found.filter(|it| !attribute(it)).collect();
        assert!(found.is_empty(), "{forbidden}: {found:?}");
    }
    assert!(page.contains("method=\"dialog\""));
}

#[test]
fn ids_are_unique() {
    let page = page();
    let mut ids: Vec<_> = page.split(" id=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn text_from_data_is_escaped_in_content_and_attributes() {
    let mut questionnaire = ten_questions();
    questionnaire.title = "<b>".into();
    questionnaire.questions[0].text = "<img src=x>".into();
    let address = "a\"b.js";
    let addresses = Addresses { program: address, wasm: "w", questionnaire: "q" };
    let page = questionnaire_page(&questionnaire, &link, Some(&addresses));
    assert!(!page.contains("<img"));
    assert!(page.contains("data-program=\"a&quot;b.js\""));
}

#[test]
fn a_path_without_a_page_gives_no_link() {
    let page = questionnaire_page(&ten_questions(), &|_| None, None);
    assert!(!page.contains("<a href"));
    assert!(page.contains("De eerste drie stappen"));
}

#[test]
fn nothing_answered_is_said_kindly_and_has_three_steps() {
    let result = result(&session());
    assert!(result.contains("Je vulde nog niets in."));
    assert_eq!(result.matches("class=\"step\"").count(), 3);
    assert!(!result.contains("Samen"));
    assert!(!result.contains("<table"));
}

#[test]
fn one_weak_answer_says_where_to_begin() {
    let mut session = session();
    assert!(session.answer("v5", r#"{"answer":{"level":1}}"#, NOW));
    let result = result(&session);
    assert!(result.contains("Begin hier"));
    assert!(result.contains("1 van 4"));
    assert!(result.contains("Samen 1 van 4, over 1 vraag."));
    assert!(result.contains("&lt;richtlijnen/back-up-en-hersteltest.md&gt;"));
}

#[test]
fn everything_unknown_is_a_list_to_find_out_without_a_score() {
    let mut session = session();
    for number in 1..=10 {
        session.answer(&format!("v{number}"), r#"{"answer":"unknown"}"#, NOW);
    }
    let result = result(&session);
    assert_eq!(result.matches("Zoek uit: ").count(), 10);
    assert!(!result.contains("Samen"));
    assert_eq!(result.matches("class=\"step\"").count(), 3);
}

#[test]
fn an_answer_keeps_evidence_that_the_page_does_not_show() {
    let mut session = session();
    let mut file = parsed(&session.text());
    file["data"] = json!({"questionnaires": {"ten-questions": {"version": 1, "answers": {
        "v1": {"evidence": ["from-before", "council-decision"]},
        "v0": {"answer": {"level": 2}, "note": "oud"},
    }}}});
    assert_eq!(parsed(&session.open(&file.to_string()))["outcome"], "ok");
    session.answer("v1", r#"{"answer":{"level":3},"evidence":[]}"#, NOW);
    let responses = &parsed(&session.shown())["responses"];
    assert_eq!(responses["v1"]["evidence"], json!(["from-before"]));
    assert!(result(&session).contains("v0: Op papier (oud)"));
}

#[test]
fn a_refused_file_changes_nothing() {
    let mut session = session();
    session.answer("v1", r#"{"answer":{"level":3}}"#, NOW);
    let before = session.text();
    for broken in ["", "{", "[]", r#"{"format":"bcm-portal-dossier","schema":1}"#] {
        let outcome = parsed(&session.open(broken));
        assert_eq!(outcome["outcome"], "refused", "{broken}");
        assert!(outcome["message"].as_str().unwrap().contains("niets veranderd"));
    }
    assert_eq!(session.text(), before);
}

#[test]
fn a_newer_file_is_shown_and_never_changed() {
    let mut session = session();
    let newer = session.text().replace("\"schema\": 1", "\"schema\": 7");
    assert_eq!(parsed(&session.inspect(&newer))["outcome"], "newer");
    assert_eq!(parsed(&session.open(&newer))["outcome"], "newer");
    assert!(!session.answer("v1", r#"{"answer":{"level":3}}"#, NOW));
    assert!(!session.set_name("x", NOW));
    assert_eq!(parsed(&session.shown())["read_only"], true);
}

#[test]
fn strange_calls_are_refused() {
    let mut session = session();
    assert!(!session.answer("v99", r#"{"answer":{"level":3}}"#, NOW));
    assert!(!session.answer("v1", "{", NOW));
    assert!(session.evaluate_json("[]").is_err());
    assert!(Session::new("{}", LINEAGE, NOW).is_err());
    assert!(parsed(&session.render(999))["place"].as_str().unwrap().contains("Resultaat"));
}

#[test]
fn the_file_is_named_after_the_government_and_counted() {
    let mut session = session();
    assert_eq!(session.file_name(), "dossier.bcm.json");
    session.set_name("  Gemeente Voorbeeld / OCMW ", NOW);
    assert_eq!(session.file_name(), "gemeente-voorbeeld-ocmw.bcm.json");
    session.save();
    assert_eq!(parsed(&session.save())["revision"], 2);
}
