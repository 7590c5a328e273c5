//! Documents of one government, made from a dossier.

mod common;

use std::io::{Cursor, Read};

use bcm::date::Date;
use bcm::dossier::Dossier;
use common::{DOSSIER, office};
use documents::plan::{self, OfficeData, PlanOptions, QuestionOptions, View};
use documents::{Document, lint, text_of, write_docx};
use proptest::prelude::*;
use serde_json::{Map, Value};

fn today() -> Date {
    Date::new(2026, 11, 24).unwrap()
}

fn data() -> Map<String, Value> {
    Dossier::open(DOSSIER).unwrap().dossier.data
}

/// Every document that a dossier gives, by name.
fn all(data: &Map<String, Value>, office: &OfficeData) -> Vec<(&'static str, Document)> {
    let view = View::new(data, office, today());
    let full = PlanOptions { include_contacts: true, include_guidance: true };
    let empty = Map::new();
    let stored = data.get("forms").and_then(|it| it.get("engagementsverklaring")?.get("values")?.as_object());
    let questions = QuestionOptions { return_by: Date::new(2026, 12, 1), ..QuestionOptions::default() };
    let meta = |title: &str| view.meta(title);
    vec![
        ("bcp", plan::bcp(&view, &meta("Bedrijfscontinuïteitsplan"), &PlanOptions::default())),
        ("bcp-full", plan::bcp(&view, &meta("Bedrijfscontinuïteitsplan"), &full)),
        ("cards", plan::cards(&view, &meta("Noodkaarten"))),
        ("public-summary", plan::public_summary(&view, &meta("Publieke samenvatting"))),
        ("council-summary", plan::council_summary(&view, &meta("Bedrijfscontinuïteit"))),
        ("exercise-1", plan::exercise_kit(&view, 1, &meta("Oefening"))),
        ("exercise-2", plan::exercise_kit(&view, 2, &meta("Oefening"))),
        ("exercise-3", plan::exercise_kit(&view, 3, &meta("Oefening"))),
        ("exercise-9", plan::exercise_kit(&view, 9, &meta("Oefening"))),
        ("contacts", plan::contacts(&view, &meta("Contactlijst en belboom"))),
        ("bia-report", plan::bia_report(&view, &meta("Bedrijfsimpactanalyse"))),
        ("form", plan::form(&office.forms[0], stored.unwrap_or(&empty), &meta("Engagementsverklaring"))),
        ("questions", plan::question_sheet(&view, &office.questionnaires[0], &questions, &meta("Vragen"))),
    ]
}

fn text(document: &Document) -> String {
    let parts = text_of(document).into_iter().map(|it| format!("{}\n{}\n", it.heading, it.text));
    parts.collect()
}

fn one(name: &str) -> Document {
    let (data, office) = (data(), office());
    all(&data, &office).into_iter().find(|it| it.0 == name).unwrap().1
}

#[test]
fn every_document_of_a_full_and_of_an_empty_dossier_is_sound() {
    let office = office();
    for data in [data(), Map::new()] {
        for (name, document) in all(&data, &office) {
            let docx = write_docx(&document).unwrap();
            if let Ok(folder) = std::env::var("DOCUMENTS_OUT") {
                let state = if data.is_empty() { "empty" } else { "full" };
                std::fs::write(format!("{folder}/{name}-{state}.docx"), &docx).unwrap();
            }
            assert_eq!(lint(&docx), [], "{name}");
        }
    }
}

/// A part of a document's file.
fn part(document: &Document, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(write_docx(document).unwrap())).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn body(document: &Document) -> String {
    part(document, "word/document.xml")
}

/// Where each of the texts stands; fails when one is not there.
fn places(text: &str, wanted: &[&str]) -> Vec<usize> {
    wanted.iter().map(|it| text.find(it).unwrap_or_else(|| panic!("`{it}` is not in:\n{text}"))).collect()
}

#[test]
fn the_plan_shows_what_was_filled_in_and_what_was_not() {
    let plan = one("bcp");
    let text = text(&plan);
    places(&text, &["Dringende hulp, zorg en de aangifte", "Raadzaal", "Back-up die niemand kan wissen", "82 %"]);
    places(&text, &["Nog niet afgewerkt", "Nog te doen", "B13 Incidentrespons", "Nota: Nog te bespreken"]);
    places(&text, &["Buitenschoolse opvang op woensdagnamiddag", "Alle medicatie voor alle bewoners"]);
    places(&text, &["S4 Cyberaanval", "Netwerk los, niets wissen", "Niet van toepassing, volgens ons: S8"]);
    assert!(!text.contains("Lees."), "guidance only when it is asked for");
    let xml = body(&plan);
    places(&xml, &["<w:date w:fullDate=\"2026-11-16T00:00:00Z\">", "16 november 2026", "☒", ">eind september<"]);
    places(&xml, &["<w:tag w:val=\"B01.doel\"/>", "(nog in te vullen)", "Plaats voor het logo", "Kom om …"]);
    let header = part(&plan, "word/header1.xml");
    places(&header, &["Bedrijfscontinuïteitsplan Gemeente Voorbeeldgem", "Versie 0.3 · 20 november 2026"]);
}

#[test]
fn an_accepted_finding_stands_with_its_reason_and_no_longer_among_the_mistakes() {
    for name in ["bcp", "bia-report"] {
        let text = text(&one(name));
        places(&text, &["Aanvaarde bevindingen", "Het loket kan naar de bibliotheek", "3 november 2026"]);
        let about = text.matches("Loketzaal is de enige in zijn soort").count();
        assert_eq!(about, 1, "{name}");
    }
}

#[test]
fn critical_processes_stand_in_the_order_of_the_analysis() {
    let (data, office) = (data(), office());
    let view = View::new(&data, &office, today());
    let text = text(&one("bcp"));
    let chapter = &text[text.find("Kritieke processen in volgorde").unwrap()..];
    let mut processes: Vec<_> = view.bia.processes.iter().zip(&view.derived.processes).collect();
    processes.retain(|it| it.1.critical);
    processes.sort_by_key(|it| it.1.priority);
    let names: Vec<String> = processes
        .iter()
        .map(|it| it.0.name.clone().unwrap_or_else(|| office.catalogue.process(&it.0.id).unwrap().name.clone()))
        .collect();
    let wanted: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = places(chapter, &wanted);
    assert!(found.is_sorted() && found.len() >= 5, "{found:?}");
}

#[test]
fn contacts_are_in_the_plan_only_when_asked() {
    let (without, with) = (text(&one("bcp")), text(&one("bcp-full")));
    for secret in ["Jan Voorbeeld", "0400 00 00 01", "nood@leverancier.example"] {
        assert!(!without.contains(secret), "{secret}");
        assert!(with.contains(secret), "{secret}");
    }
    assert!(without.contains("De contactlijst staat niet in dit plan"));
    assert!(with.contains("Lees."), "the guidance that was asked for");
}

#[test]
fn the_contact_list_lies_on_its_side_and_says_who_calls_whom() {
    let contacts = one("contacts");
    assert!(body(&contacts).contains("w:orient=\"landscape\""));
    let text = text(&contacts);
    places(
        &text,
        &["persoonsgegevens", "Algemeen directeur (Jan Voorbeeld) 0400 00 00 01 Financieel directeur (An Voorbeeld)"],
    );
}

#[test]
fn every_card_begins_a_page_of_large_text() {
    let cards = one("cards");
    let text = text(&cards);
    places(&text, &["Medicatie zonder zorgdossier", "Geef het een volgnummer", "Geef geen medicatie uit het hoofd"]);
    assert!(!text.contains("S8 "), "a scenario that does not apply");
    let styles = part(&cards, "word/styles.xml");
    assert!(styles.contains("<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>\n      <w:lang"));
    assert!(styles.contains("<w:keepLines/><w:pageBreakBefore/>"));
}

/// The value with every text replaced, but those under the keys that say how to read the rest.
fn redacted(value: &mut Value, key: &str) {
    const KEPT: [&str; 9] = ["applies", "version", "doel", "class", "mtpd", "rto", "exists", "kind", "domain"];
    match value {
        Value::String(text) if !KEPT.contains(&key) && Date::parse(text).is_none() => *text = "GEHEIM".to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|it| redacted(it, key)),
        Value::Object(map) => map.iter_mut().for_each(|(key, it)| redacted(it, key)),
        _ => {}
    }
}

#[test]
fn the_public_summary_holds_nothing_sensitive() {
    let (mut data, office) = (data(), office());
    for (key, value) in data.iter_mut().filter(|it| it.0 != "name") {
        redacted(value, key);
    }
    for process in data["bia"]["processes"].as_object_mut().unwrap().values_mut() {
        process["name"] = "Een dienst".into();
    }
    let summary = all(&data, &office).into_iter().find(|it| it.0 == "public-summary").unwrap().1;
    let text = text(&summary);
    assert!(!text.contains("GEHEIM"), "{text}");
    places(&text, &["Dringende hulp", "Een dienst", "Gebouw weg", "Wat je hier niet leest"]);
    assert!(!body(&summary).contains("GEHEIM"));
}

#[test]
fn the_council_reads_what_is_asked_and_what_comes_next() {
    let text = text(&one("council-summary"));
    places(
        &text,
        &["7 van de 9 processen zijn kritiek", "beslist op 16 november 2026", "voorstel klaar", "nog te schrijven"],
    );
    places(&text, &["Tafeloefening cyberaanval, 9 februari 2027", "2 van de 18 bouwstenen", "Loket pas na 1 dag open"]);
    assert!(!text.contains("Belboomtest"), "that exercise is over");
}

#[test]
fn the_exercise_is_about_the_own_analysis() {
    let exercise = text(&one("exercise-3"));
    places(
        &exercise,
        &["Netwerk gemeentehuis", "Medicatie zonder zorgdossier", "ICT zegt: reken op 14 dagen", "eigen voorstel"],
    );
    places(&exercise, &["Waarnemersblad", "Verslag", "ICT-verantwoordelijke"]);
    assert_eq!(text(&one("exercise-9")), exercise, "an unknown rung is the table-top exercise");
    places(&text(&one("exercise-1")), &["Kom om … naar de raadzaal", "binnen 30 minuten"]);
}

#[test]
fn a_form_shows_what_was_filled_in_and_works_out_shares() {
    let form = one("form");
    places(
        &text(&form),
        &["€ 12.500", "€ 10.000", "€ 2.500", "Gemeente; OCMW", "BCM-coördinator Interne zaken Trekt 12"],
    );
    let xml = body(&form);
    assert_eq!(xml.matches("☒").count(), 3, "two ticks and one yes");
    places(&xml, &["<w:tag w:val=\"engagementsverklaring.bestuur\"/>", "Klik en typ"]);
}

#[test]
fn every_colleague_gets_a_sheet_with_what_is_unknown() {
    let sheets = one("questions");
    let parts = text_of(&sheets);
    let asked = parts.iter().filter(|it| it.heading.starts_with("Vragen voor ")).count();
    assert_eq!(asked, 3);
    places(&text(&sheets), &["1 december 2026", "0 Niets: Er is geen plan."]);
    let (data, office) = (data(), office());
    let view = View::new(&data, &office, today());
    let options = QuestionOptions { questions: vec!["v3".to_owned()], ..QuestionOptions::default() };
    let one = plan::question_sheet(&view, &office.questionnaires[0], &options, &view.meta("Vraag"));
    assert!(text(&one).contains("3. ") && !text(&one).contains("2. "));
}

#[test]
fn an_action_list_has_the_steps_and_what_to_find_out() {
    let (data, office) = (data(), office());
    let dossier = Dossier::open(DOSSIER).unwrap().dossier;
    let view = View::new(&data, &office, today());
    let rows = plan::actions(&view, &office.questionnaires[0], &dossier.record("ten-questions").answers);
    assert_eq!(rows.len(), 3 + 3, "{rows:?}");
    assert_eq!(rows[0].by, Date::new(2026, 12, 1));
    assert!(rows.iter().any(|it| it.what.starts_with("Zoek uit: ")));
    assert!(rows.iter().all(|it| it.link.starts_with("https://voorbeeld.example/")));
}

#[cfg(feature = "generate")]
#[test]
fn what_the_generator_writes_is_what_the_program_reads() {
    let office = office();
    let text = documents::office_json(&office).to_string();
    assert_eq!(OfficeData::read(&text), Some(office));
    assert_eq!(OfficeData::read("{}"), None);
}

/// The value with the text in place of every other text and number.
fn replaced(value: &mut Value, text: &str, turn: &mut usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| replaced(it, text, turn)),
        Value::Object(map) => map.values_mut().for_each(|it| replaced(it, text, turn)),
        _ => {
            *turn += 1;
            if turn.is_multiple_of(2) {
                *value = text.into();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_text_in_a_dossier_gives_sound_documents(
        text in prop_oneof![
            any::<String>(),
            Just("\u{0}\u{8}\u{b}\u{FFFF}\u{1F600}<&>\"']]>\r\n\t{a}".to_owned()),
            Just("yes".to_owned()),
            Just("é".repeat(3_000)),
        ],
        first in 0_usize..2,
    ) {
        let (mut data, office) = (data(), office());
        let mut turn = first;
        data.values_mut().for_each(|it| replaced(it, &text, &mut turn));
        for (name, document) in all(&data, &office) {
            let findings = lint(&write_docx(&document).unwrap());
            prop_assert!(findings.is_empty(), "{name}: {findings:?}");
        }
    }
}
