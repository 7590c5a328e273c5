//! The page as a paper form, and a session from the first answer to the file.

use std::collections::BTreeMap;
use std::fs;

use bcm::questionnaire::Questionnaire;
use forms::session::Session;
use forms::{Addresses, Link, Page, linked_json};
use serde_json::{Value, json};

const NOW: &str = "2026-11-23T14:32:00Z";
const LINEAGE: &str = "0b6f6c1e-4f0f-4c55-9d3c-2a5f0d6c7e11";
const ANSWERS: &str = "questionnaires/ten-questions/answers";

fn ten_questions() -> Questionnaire {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/questionnaires/ten-questions.yaml");
    serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn link(path: &str) -> Option<Link> {
    let url = format!("../../{}/", path.trim_end_matches(".md"));
    Some(Link { url, title: format!("<{path}>") })
}

fn page() -> String {
    forms::page(Page::Questionnaire(&ten_questions()), &link, None)
}

fn session() -> Session {
    let questionnaire = ten_questions();
    let links: BTreeMap<String, Link> =
        questionnaire.paths().into_iter().filter_map(|it| Some((it.to_owned(), link(it)?))).collect();
    let linked = linked_json("questionnaire", "1", &links, json!(questionnaire));
    Session::questionnaire(&linked, LINEAGE, NOW).unwrap()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn screen(session: &Session, address: &str) -> String {
    parsed(&session.screen(address))["html"].as_str().unwrap_or_else(|| panic!("no screen `{address}`")).to_owned()
}

/// Puts a value down; says whether it was taken.
fn set(session: &mut Session, path: &str, value: Value) -> bool {
    parsed(&session.set(path, &value.to_string(), "", NOW))["taken"] == true
}

fn answer(session: &mut Session, question: &str, value: &str) -> bool {
    set(session, &format!("{ANSWERS}/{question}/answer"), json!(value))
}

fn act(session: &mut Session, name: &str, args: Value) -> Value {
    parsed(&session.act(name, &args.to_string(), "abc123", NOW))
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
    questionnaire.questions[0].text = "<img src=x>".into();
    let empty = "";
    let addresses = Addresses {
        program: "a\"b.js",
        wasm: empty,
        linked: empty,
        office: empty,
        office_wasm: empty,
        office_data: empty,
        example: empty,
    };
    let page = forms::page(Page::Questionnaire(&questionnaire), &link, Some(&addresses));
    assert!(!page.contains("<img"));
    assert!(page.contains("data-program=\"a&quot;b.js\""));
}

#[test]
fn a_path_without_a_page_gives_no_link() {
    let page = forms::page(Page::Questionnaire(&ten_questions()), &|_| None, None);
    assert!(!page.contains("<a href"));
    assert!(page.contains("De eerste drie stappen"));
}

#[test]
fn the_first_screen_is_the_first_open_question() {
    let mut session = session();
    assert_eq!(parsed(&session.screen(""))["address"], "v1");
    answer(&mut session, "v1", "2");
    assert_eq!(parsed(&session.screen(""))["address"], "v2");
    assert_eq!(session.screen("elders"), "null");
}

#[test]
fn a_screen_shows_what_was_answered_before() {
    let mut session = session();
    answer(&mut session, "v1", "2");
    set(&mut session, &format!("{ANSWERS}/v1/note"), json!("in de <kast>"));
    set(&mut session, &format!("{ANSWERS}/v1/evidence"), json!(["council-decision"]));
    let html = screen(&session, "v1");
    let checked: Vec<&str> = html.split("<input").filter(|it| it.contains(" checked")).collect();
    assert_eq!(checked.len(), 2, "{checked:?}");
    assert!(checked[0].contains("value=\"2\""));
    assert!(checked[1].contains("council-decision"));
    assert!(html.contains("in de &lt;kast&gt;"));
}

#[test]
fn nothing_answered_is_said_kindly_and_has_three_steps() {
    let result = screen(&session(), "resultaat");
    assert!(result.contains("Je vulde nog niets in."));
    assert_eq!(result.matches("class=\"step\"").count(), 3);
    assert!(!result.contains("Samen"));
    assert!(!result.contains("<table"));
}

#[test]
fn one_weak_answer_says_where_to_begin() {
    let mut session = session();
    assert!(answer(&mut session, "v5", "1"));
    let result = screen(&session, "resultaat");
    assert!(result.contains("Begin hier"));
    assert!(result.contains("1 van 4"));
    assert!(result.contains("Samen 1 van 4, over 1 vraag."));
    assert!(result.contains("&lt;richtlijnen/back-up-en-hersteltest.md&gt;"));
}

#[test]
fn an_answer_changes_regions_without_a_field_in_them() {
    let mut session = session();
    let path = format!("{ANSWERS}/v5/answer");
    let regions = parsed(&session.set(&path, "\"1\"", "v5", NOW))["regions"].clone();
    assert!(regions["result"].as_str().unwrap().contains("Begin hier"));
    for (id, html) in regions.as_object().unwrap() {
        assert!(!html.as_str().unwrap().contains("data-path"), "{id}");
        assert!(screen(&session, "v5").contains(&format!("data-region=\"{id}\"")));
    }
}

#[test]
fn everything_unknown_is_a_list_to_find_out_without_a_score() {
    let mut session = session();
    for number in 1..=10 {
        answer(&mut session, &format!("v{number}"), "unknown");
    }
    let result = screen(&session, "resultaat");
    assert_eq!(result.matches("Zoek uit: ").count(), 10);
    assert!(result.contains("Vraagbladen voor collega’s (10)"));
    assert!(!result.contains("Samen"));
    assert_eq!(result.matches("class=\"step\"").count(), 3);
}

#[test]
fn what_an_older_version_asked_is_shown_and_kept() {
    let mut session = session();
    let mut file = parsed(&session.text());
    file["data"] = json!({"questionnaires": {"ten-questions": {"version": 1, "answers": {
        "v1": {"evidence": ["from-before", "council-decision"]},
        "v0": {"answer": {"level": 2}, "note": "oud"},
    }}}});
    assert_eq!(parsed(&session.open(&file.to_string()))["outcome"], "ok");
    assert!(screen(&session, "v1").contains("from-before (staat niet meer in de lijst)"));
    answer(&mut session, "v1", "3");
    assert!(screen(&session, "resultaat").contains("v0: Op papier (oud)"));
    assert!(session.text().contains("from-before"));
}

#[test]
fn practice_beside_paper_shows_where_they_differ() {
    let mut session = session();
    assert!(!screen(&session, "v2").contains("In de praktijk"));
    assert!(set(&mut session, "questionnaires/ten-questions/two_axes", json!(true)));
    assert!(screen(&session, "v2").contains("In de praktijk"));
    answer(&mut session, "v2", "3");
    set(&mut session, &format!("{ANSWERS}/v2/practice"), json!("1"));
    let result = screen(&session, "resultaat");
    assert!(result.contains("Meer papier dan praktijk: oefen dit."));
    assert!(result.contains("Samen 3 van 4"), "the total stays that of the first axis");
}

#[test]
fn an_earlier_dossier_is_compared_question_by_question() {
    let mut then = session();
    answer(&mut then, "v1", "1");
    answer(&mut then, "v2", "3");
    let mut now = session();
    answer(&mut now, "v1", "3");
    answer(&mut now, "v2", "2");
    answer(&mut now, "v3", "0");
    assert_eq!(parsed(&now.compare_with(&then.text()))["outcome"], "ok");
    let result = screen(&now, "resultaat");
    assert!(result.contains("1 hoger, 1 lager, 0 gelijk. Toen had 2 van de 10 vragen een antwoord, nu 3."));
    assert!(result.contains("2 hoger") && result.contains("1 lager") && result.contains("nu bekend"));
}

#[test]
fn a_new_year_starts_from_the_last_one_and_compares_with_it() {
    let mut session = session();
    answer(&mut session, "v1", "1");
    let done = act(&mut session, "new-year", json!({"lineage": "11111111-4f0f-4c55-9d3c-2a5f0d6c7e11"}));
    assert_eq!(done["taken"], true);
    answer(&mut session, "v1", "2");
    assert!(screen(&session, "resultaat").contains("1 hoger, 0 lager"));
    assert_ne!(parsed(&session.text())["lineage"], LINEAGE);
}

#[test]
fn undo_takes_back_a_word_at_a_time_and_redo_brings_it_again() {
    let mut session = session();
    let empty = parsed(&session.text())["data"].clone();
    for text in ["i", "in", "in de kast"] {
        set(&mut session, &format!("{ANSWERS}/v1/note"), json!(text));
    }
    answer(&mut session, "v1", "4");
    assert!(parsed(&session.undo(NOW))["status"].as_str().unwrap().contains("Antwoord (Vraag 1"));
    assert!(session.text().contains("in de kast"));
    session.undo(NOW);
    assert_eq!(parsed(&session.text())["data"], empty);
    assert!(parsed(&session.undo(NOW))["status"].as_str().unwrap().contains("niets om ongedaan"));
    session.redo(NOW);
    session.redo(NOW);
    assert!(screen(&session, "v1").contains("in de kast"));
}

#[test]
fn another_dossier_is_set_out_before_anything_is_taken() {
    let mut colleague = session();
    answer(&mut colleague, "v1", "1");
    answer(&mut colleague, "v2", "2");
    let mut mine = session();
    answer(&mut mine, "v1", "3");
    let before = mine.text();
    let other = colleague.text().replace(LINEAGE, "22222222-4f0f-4c55-9d3c-2a5f0d6c7e11");
    let proposal = json!({"source": {"kind": "dossier"}, "dossier": other}).to_string();
    assert_eq!(parsed(&mine.propose(&proposal, "collega.bcm.json", "v4", NOW))["address"], "vergelijk");
    assert_eq!(mine.text(), before);
    let html = screen(&mine, "vergelijk");
    assert!(html.contains("1: In het hoofd") || html.contains("anders"), "{html}");
    let done = act(&mut mine, "accept", json!({}));
    assert_eq!(done["address"], "v4");
    let answers = &parsed(&mine.text())["data"]["questionnaires"]["ten-questions"]["answers"];
    assert_eq!(answers["v1"]["answer"], 3, "mine stays unless it is ticked");
    assert_eq!(answers["v2"]["answer"], 2);
    mine.undo(NOW);
    assert_eq!(parsed(&mine.text())["data"], parsed(&before)["data"]);
}

#[test]
fn a_refused_file_changes_nothing() {
    let mut session = session();
    answer(&mut session, "v1", "3");
    let before = session.text();
    for broken in ["", "{", "[]", r#"{"format":"bcm-portal-dossier","schema":1}"#] {
        let outcome = parsed(&session.open(broken));
        assert_eq!(outcome["outcome"], "refused", "{broken}");
        assert!(outcome["message"].as_str().unwrap().contains("niets veranderd"));
        let proposal = json!({"source": {"kind": "dossier"}, "dossier": broken}).to_string();
        assert_eq!(parsed(&session.propose(&proposal, "x", "", NOW))["taken"], false);
    }
    assert_eq!(session.text(), before);
}

#[test]
fn a_newer_file_is_shown_and_never_changed() {
    let mut session = session();
    let mut newer = parsed(&session.text());
    newer["schema"] = json!(700);
    let newer = newer.to_string();
    assert_eq!(parsed(&session.inspect(&newer))["outcome"], "newer");
    assert_eq!(parsed(&session.open(&newer))["outcome"], "newer");
    let before = session.text();
    assert!(!answer(&mut session, "v1", "3"));
    assert!(!set(&mut session, "name", json!("x")));
    assert_eq!(act(&mut session, "clear", json!({"question": "v1"}))["taken"], false);
    assert_eq!(parsed(&session.undo(NOW))["taken"], false);
    assert_eq!(parsed(&session.state())["read_only"], true);
    assert!(screen(&session, "v1").contains("disabled"));
    assert_eq!(session.text(), before);
}

#[test]
fn strange_calls_are_refused() {
    let mut session = session();
    assert!(!answer(&mut session, "v99", "3"));
    assert!(!answer(&mut session, "v1", "veel"));
    assert!(!set(&mut session, "elders", json!(1)));
    assert!(!set(&mut session, "bia/processes", json!({})));
    assert_eq!(parsed(&session.set("name", "{", "", NOW))["taken"], false);
    assert_eq!(act(&mut session, "vlieg", json!(null))["taken"], false);
    assert!(session.evaluate_json("[]").is_err());
    assert!(Session::questionnaire("{}", LINEAGE, NOW).is_err());
    assert_eq!(session.file("elders"), "null");
}

#[test]
fn the_file_is_named_after_the_government_and_counted() {
    let mut session = session();
    assert_eq!(session.file_name("all"), "dossier.bcm.json");
    set(&mut session, "name", json!("  Gemeente Voorbeeld / OCMW "));
    assert_eq!(session.file_name("all"), "gemeente-voorbeeld-ocmw.bcm.json");
    assert_eq!(session.file_name("contacts"), "gemeente-voorbeeld-ocmw-contacten.bcm.json");
    session.save("all");
    assert_eq!(parsed(&session.save("all"))["revision"], 2);
}
