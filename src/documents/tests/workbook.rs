//! The workbook, opened as a program that reads it would.

mod common;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use bcm::catalogue::Catalogue;
use calamine::{Data, DataType, Range, Reader, SheetVisible, Xlsx};
use common::{catalogue, meta};
use documents::{WORKBOOK_FORMAT, bia_workbook};
use proptest::prelude::*;

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    open(bytes).worksheet_range(name).unwrap()
}

fn real() -> Vec<u8> {
    bia_workbook(&catalogue(), &meta("BIA-werkblad")).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_data_is_sound() {
    let catalogue = catalogue();
    assert_eq!(catalogue.problems(), []);
    assert_eq!(catalogue.processes.len(), 50);
    assert_eq!(catalogue.moments.len(), 6);
    assert_eq!(catalogue.categories.len(), 7);
    assert_eq!(catalogue.dependency_types.len(), 8);
}

#[test]
fn it_has_its_sheets_and_hides_only_the_record() {
    let bytes = real();
    let sheets: Vec<(String, bool)> = open(&bytes)
        .sheets_metadata()
        .iter()
        .map(|it| (it.name.clone(), it.visible == SheetVisible::Visible))
        .collect();
    let expected = [
        ("Uitleg", true),
        ("Processen", true),
        ("Gevolgen in de tijd", true),
        ("Afhankelijkheden", true),
        ("Lijsten", true),
        ("_meta", false),
    ];
    assert_eq!(sheets, expected.map(|it| (it.0.to_owned(), it.1)));
    assert!(part(&bytes, "xl/workbook.xml").contains("veryHidden"));
}

#[test]
fn every_process_of_the_catalogue_has_a_row() {
    let range = sheet(&real(), "Processen");
    for (index, process) in catalogue().processes.iter().enumerate() {
        let row = index + 4;
        assert_eq!(range[(row, 0)], process.code.as_str());
        assert_eq!(range[(row, 2)], process.name.as_str());
        assert_eq!(range[(row, 4)], format!("{} – {}", process.code, process.name).as_str());
    }
    assert_eq!(range[(4 + 50, 0)], "EIGEN01");
    assert_eq!(range[(4 + 69, 0)], "EIGEN20");
}

#[test]
fn the_record_tells_where_everything_is() {
    let bytes = real();
    let record = sheet(&bytes, "_meta");
    let rows: Vec<Vec<String>> =
        record.rows().map(|row| row.iter().map(|it| it.as_string().unwrap_or_default()).collect()).collect();
    let value = |key: &str| rows.iter().find(|it| it[0] == "value" && it[1] == key).unwrap()[2].clone();
    assert_eq!(value("format"), WORKBOOK_FORMAT);
    assert_eq!(value("format_version"), "1");
    assert_eq!(value("content_version"), "1.0");
    let names: BTreeMap<&str, &Vec<String>> =
        rows.iter().filter(|it| it[0] == "sheet").map(|it| (it[1].as_str(), it)).collect();
    assert_eq!(names.len(), 3);
    for column in rows.iter().filter(|it| it[0] == "column") {
        let place = names[column[1].as_str()];
        let range = sheet(&bytes, &place[2]);
        let header: u32 = place[3].parse().unwrap();
        let letters = column[3].bytes().fold(0, |sum, it| sum * 26 + u32::from(it - b'A' + 1));
        let cell = range.get_value((header - 1, letters - 1)).unwrap();
        assert_eq!(cell, column[4].as_str(), "{column:?}");
    }
    let yes = ["item", "lijst_ja_nee", "yes", "Ja"];
    assert!(rows.iter().any(|it| it[..4] == yes), "the code behind a label is there");
}

#[test]
fn it_says_what_it_is_and_helps_who_fills_it_in() {
    let bytes = real();
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:title>BIA-werkblad</dc:title>"), "{core}");
    assert!(core.contains("<dc:language>nl-BE</dc:language>"), "{core}");
    for index in [2, 3, 4] {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{index}.xml"));
        for needed in [
            "promptTitle=",
            "prompt=",
            "errorTitle=",
            "state=\"frozen\"",
            "<sheetProtection",
            "fitToHeight=\"0\"",
            "orientation=\"landscape\"",
        ] {
            assert!(xml.contains(needed), "sheet {index} has no {needed}");
        }
        assert!(!xml.contains("password"), "sheet {index} is locked without a password");
    }
    let workbook = part(&bytes, "xl/workbook.xml");
    assert_eq!(workbook.matches("_xlnm.Print_Titles").count(), 3);
    assert!(!workbook.contains("externalReference"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(real(), real());
}

#[test]
fn an_empty_catalogue_is_a_workbook_too() {
    let mut empty = catalogue();
    empty.domains.clear();
    empty.processes.clear();
    empty.moments.clear();
    empty.categories.clear();
    empty.classes.clear();
    empty.dependency_types.clear();
    let bytes = bia_workbook(&empty, &meta("")).unwrap();
    assert_eq!(open(&bytes).sheet_names().len(), 6);
}

#[test]
fn text_never_becomes_a_formula() {
    let mut hostile = catalogue();
    let text = "=HYPERLINK(\"http://voorbeeld.example\")";
    hostile.processes[0].name = text.to_owned();
    let bytes = bia_workbook(&hostile, &meta("=1+1")).unwrap();
    assert_eq!(sheet(&bytes, "Processen")[(4, 2)], text);
    let formulas = open(&bytes).worksheet_formula("Processen").unwrap();
    for (row, column, formula) in formulas.used_cells() {
        assert!(formula.is_empty() || formula.starts_with("IF($C"), "{row},{column}: {formula}");
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just("=cmd|' /C calc'!A0".to_owned()),
        Just("\u{0}\u{1}\u{8}\u{b}\u{FFFE}\u{1F600}<&>\"'".to_owned()),
        Just("x".repeat(40_000)),
        Just("😀".repeat(20_000)),
        Just("_x0041_ &[Page] \r\n\t".to_owned()),
    ]
}

fn with_text(mut catalogue: Catalogue, text: &str) -> Catalogue {
    catalogue.version = text.to_owned();
    catalogue.processes.truncate(2);
    let process = &mut catalogue.processes[0];
    for place in [&mut process.code, &mut process.name, &mut process.who_suffers, &mut process.emergency_procedure] {
        *place = text.to_owned();
    }
    process.legal_term = Some(text.to_owned());
    process.applications = vec![text.to_owned()];
    catalogue.domains[0].name = text.to_owned();
    catalogue.moments[0].label = text.to_owned();
    catalogue.moments[0].id = text.to_owned();
    catalogue.categories[0].id = text.to_owned();
    catalogue.categories[0].label = text.to_owned();
    catalogue.categories[0].descriptors[3] = text.to_owned();
    catalogue.dependency_types[0].question = text.to_owned();
    catalogue
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_text_gives_a_workbook_that_opens(text in any_text()) {
        let mut meta = meta(&text);
        meta.version = text.clone();
        meta.site = text.clone();
        meta.language = text.clone();
        let bytes = bia_workbook(&with_text(catalogue(), &text), &meta).unwrap();
        let mut workbook = open(&bytes);
        for name in workbook.sheet_names() {
            workbook.worksheet_range(&name).unwrap();
        }
    }
}
