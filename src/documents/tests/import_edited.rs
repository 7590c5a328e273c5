//! Workbooks as people bring them back: cells changed, columns moved, sheets with other names.

mod common;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use common::{catalogue, meta};
use documents::{SheetProposal, bia_workbook, filled_bia_workbook, read_workbook};
use serde_json::{Map, Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const LINEAGE: &str = "00000000-0000-4000-8000-000000000001";

/// A workbook whose parts can be changed.
struct Workbook {
    parts: BTreeMap<String, String>,
    bytes: Vec<u8>,
}

const SHEETS: [&str; 6] = ["Uitleg", "Processen", "Gevolgen in de tijd", "Afhankelijkheden", "Lijsten", "_meta"];

impl Workbook {
    fn new(bytes: Vec<u8>) -> Workbook {
        let mut zip = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..zip.len() {
            let mut text = String::new();
            let mut entry = zip.by_index(index).unwrap();
            entry.read_to_string(&mut text).unwrap();
            parts.insert(entry.name().unwrap().into_owned(), text);
        }
        Workbook { parts, bytes }
    }

    fn filled(data: &Value) -> Workbook {
        let bytes = filled_bia_workbook(&catalogue(), &meta("BIA"), data.as_object().unwrap(), LINEAGE, 3);
        Workbook::new(bytes.unwrap())
    }

    fn empty() -> Workbook {
        Workbook::new(bia_workbook(&catalogue(), &meta("BIA")).unwrap())
    }

    fn part(&mut self, name: &str) -> &mut String {
        self.parts.get_mut(name).unwrap()
    }

    fn replace(mut self, part: &str, from: &str, to: &str) -> Workbook {
        let text = self.part(part);
        assert!(text.contains(from), "{part} has no {from}");
        *text = text.replace(from, to);
        self
    }

    /// The letters and the number of the cell in the row with this id under this header.
    fn place(&self, sheet: &str, id: &str, header: &str) -> String {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(self.bytes.as_slice())).unwrap();
        let range = book.worksheet_range(sheet).unwrap();
        let is =
            |row: usize, column: usize, text: &str| range.get((row, column)) == Some(&Data::String(text.to_owned()));
        let column = (0..range.width()).find(|it| is(3, *it, header)).unwrap_or_else(|| panic!("{header}"));
        let row = (4..range.height()).find(|it| is(*it, 0, id)).unwrap_or_else(|| panic!("{id}"));
        let letter = |it: usize| char::from(b'A' + it as u8).to_string();
        let letters = if column < 26 { letter(column) } else { letter(column / 26 - 1) + &letter(column % 26) };
        format!("{letters}{}", row + 1)
    }

    /// Puts XML into a cell: its type and what is in it.
    fn set(mut self, sheet: &str, (id, header): (&str, &str), kind: &str, inside: &str) -> Workbook {
        let place = self.place(sheet, id, header);
        let number = SHEETS.iter().position(|it| *it == sheet).unwrap() + 1;
        let text = self.part(&format!("xl/worksheets/sheet{number}.xml"));
        let start = text.find(&format!("<c r=\"{place}\"")).unwrap();
        let tag = start + text[start..].find('>').unwrap();
        let end =
            if text.as_bytes()[tag - 1] == b'/' { tag + 1 } else { start + text[start..].find("</c>").unwrap() + 4 };
        text.replace_range(start..end, &format!("<c r=\"{place}\" t=\"{kind}\">{inside}</c>"));
        self
    }

    fn text(self, sheet: &str, at: (&str, &str), text: &str) -> Workbook {
        self.set(sheet, at, "inlineStr", &format!("<is><t>{text}</t></is>"))
    }

    fn number(self, sheet: &str, at: (&str, &str), number: &str) -> Workbook {
        self.set(sheet, at, "n", &format!("<v>{number}</v>"))
    }

    fn clear(self, sheet: &str, at: (&str, &str)) -> Workbook {
        self.set(sheet, at, "n", "")
    }

    fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn read(&self, current: &Value) -> SheetProposal {
        read_workbook(&self.bytes(), &catalogue(), current.as_object().unwrap(), LINEAGE).unwrap()
    }
}

fn dossier() -> Value {
    json!({"bia": {
        "processes": {
            "BZ1": {"owner": "diensthoofd", "rto": "4u", "impact": {"burger": {"4u": 1}},
                "needs": {"M1": {"minimum": 1}, "M2": {}}},
            "FI1": {"needs": {"M1": {}}},
        },
        "dependencies": {"M1": {"name": "Netwerk", "kind": "ict"}, "M2": {"name": "Loket", "kind": "gebouw"}},
    }})
}

fn changes(proposal: &SheetProposal) -> Map<String, Value> {
    proposal.changes.iter().map(|it| (it.path.clone(), it.value.clone().unwrap_or_default())).collect()
}

const P: &str = "Processen";
const I: &str = "Gevolgen in de tijd";
const D: &str = "Afhankelijkheden";
const OWNER: &str = "Proceseigenaar (functie)";

#[test]
fn cells_are_understood_as_people_write_them() {
    let proposal = Workbook::filled(&dossier())
        .text(P, ("BZ1", OWNER), "  schepen ")
        .text(P, ("BZ1", "Hersteltijddoel (RTO)"), " 1  DAG")
        .text(P, ("BZ1", "Houdt zoveel dagen vol"), "3,0")
        .number(P, ("BZ1", "Minimum in procent"), "5E1")
        .text(P, ("BZ1", "Laatst getest op"), "7/3/2026")
        .number(P, ("FI1", "Laatst getest op"), "46349")
        .set(P, ("BZ1", "Is er een noodprocedure?"), "b", "<v>1</v>")
        .text(P, ("BZ1", "Welke processen gaan vooraf?"), "FI1; geboorteaangifte en erkenning")
        .text(I, ("G01.burger", "1 dag"), "3")
        .read(&dossier());
    assert_eq!(proposal.notes, Vec::<String>::new());
    let expected = json!({
        "bia/processes/BZ1/owner": "schepen",
        "bia/processes/BZ1/rto": "1d",
        "bia/processes/BZ1/procedure/days": 3,
        "bia/processes/BZ1/mbco_percent": 50,
        "bia/processes/BZ1/procedure/tested_on": "2026-03-07",
        "bia/processes/FI1/procedure/tested_on": "2026-11-23",
        "bia/processes/BZ1/procedure/exists": "yes",
        "bia/processes/BZ1/upstream": ["FI1", "BZ2"],
        "bia/processes/BZ1/impact/burger/1d": 3,
    });
    assert_eq!(Value::Object(changes(&proposal)), expected);
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let proposal = Workbook::filled(&dossier())
        .replace("xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ")
        .number(P, ("FI1", "Laatst getest op"), "44887")
        .read(&dossier());
    assert_eq!(changes(&proposal)["bia/processes/FI1/procedure/tested_on"], "2026-11-23");
}

#[test]
fn what_cannot_be_understood_is_told_with_its_cell() {
    let workbook = Workbook::filled(&dossier())
        .set(P, ("BZ1", OWNER), "str", "<f>HYPERLINK(\"http://voorbeeld.example\")</f><v>klik</v>")
        .set(P, ("BZ1", "Dienst"), "e", "<v>#N/A</v>")
        .text(P, ("BZ1", "Hersteltijddoel (RTO)"), "morgen")
        .number(P, ("BZ1", "Houdt zoveel dagen vol"), "2.5")
        .number(P, ("BZ1", "Laatst getest op"), "-3")
        .set(P, ("BZ1", "Omschrijving"), "b", "<v>0</v>")
        .number(I, ("G01.burger", "1 dag"), "7")
        .text(D, ("D001", "Proces"), "Kinderboerderij");
    let places = [
        (P, "BZ1", OWNER, "formule"),
        (P, "BZ1", "Dienst", "#N/A"),
        (P, "BZ1", "Hersteltijddoel (RTO)", "‘morgen’"),
        (P, "BZ1", "Houdt zoveel dagen vol", "geheel getal van 0 tot 3650"),
        (P, "BZ1", "Laatst getest op", "dag/maand/jaar"),
        (P, "BZ1", "Omschrijving", "tekst"),
        (I, "G01.burger", "1 dag", "score van 0 tot 4"),
        (D, "D001", "Proces", "‘Kinderboerderij’"),
    ];
    let proposal = workbook.read(&dossier());
    assert_eq!(proposal.changes, vec![]);
    assert_eq!(proposal.notes.len(), places.len(), "{:#?}", proposal.notes);
    for (sheet, id, header, words) in places {
        let place = format!("{sheet}!{}:", workbook.place(sheet, id, header));
        let is_told = proposal.notes.iter().any(|it| it.starts_with(&place) && it.contains(words));
        assert!(is_told, "{place} {words} in {:#?}", proposal.notes);
    }
}

#[test]
fn what_is_emptied_is_removed_and_what_was_never_there_is_not() {
    let mut later = dossier();
    later["bia"]["processes"]["BZ1"]["wrt"] = json!("8h");
    let proposal = Workbook::filled(&dossier()).clear(P, ("BZ1", OWNER)).read(&later);
    assert_eq!(Value::Object(changes(&proposal)), json!({"bia/processes/BZ1/owner": null}));
}

#[test]
fn a_process_goes_only_when_its_choice_was_changed() {
    let gone = Workbook::filled(&dossier()).text(P, ("FI1", "Kies"), "Nee").read(&dossier());
    assert_eq!(Value::Object(changes(&gone)), json!({"bia/processes/FI1": null}));
    let other = Workbook::empty().text(P, ("FI1", "Kies"), "Nee").read(&dossier());
    assert_eq!(other.changes, vec![]);
    assert_eq!(other.notes.len(), 1);
    let emptied = Workbook::filled(&dossier()).clear(P, ("FI1", "Kies")).read(&dossier());
    assert_eq!((emptied.changes.len(), emptied.notes.len()), (0, 1));
}

#[test]
fn own_processes_get_an_id_that_stays() {
    let workbook = Workbook::empty()
        .text(P, ("EIGEN01", "Proces"), "Jeugdhuis")
        .text(P, ("EIGEN02", "Dienst"), "zonder naam")
        .text(I, ("G01.burger", "Proces"), "EIGEN01 – Jeugdhuis")
        .number(I, ("G01.burger", "1 dag"), "3")
        .text(D, ("D001", "Proces"), "jeugdhuis")
        .text(D, ("D001", "Soort"), "ICT en toepassingen")
        .text(D, ("D001", "Wat precies?"), "Kassa");
    let proposal = workbook.read(&json!({}));
    assert_eq!(proposal.notes.len(), 1, "{:?}", proposal.notes);
    let id = proposal.changes[0].path.strip_prefix("bia/processes/").unwrap().to_owned();
    assert!(id.starts_with('E') && id.len() == 7, "{id}");
    let all = changes(&proposal);
    assert_eq!(all[&format!("bia/processes/{id}/name")], "Jeugdhuis");
    assert_eq!(all[&format!("bia/processes/{id}/impact/burger/1d")], 3);
    let need = all.keys().find(|it| it.starts_with(&format!("bia/processes/{id}/needs/M")));
    assert!(need.is_some(), "{all:?}");
    assert_eq!(workbook.read(&json!({})), proposal);
    // Another process that happens to have that id keeps it.
    let taken = json!({"bia": {"processes": {id.clone(): {"name": "Iets anders"}}}});
    let second = workbook.read(&taken);
    assert!(!second.changes.iter().any(|it| it.path.starts_with(&format!("bia/processes/{id}"))));
    // The same process with an id of its own is the same process.
    let known = json!({"bia": {"processes": {"Exxxxxx": {"name": "jeugdhuis"}}}});
    assert!(workbook.read(&known).changes.iter().any(|it| it.path == "bia/processes/Exxxxxx/impact/burger/1d"));
}

#[test]
fn a_dependency_in_several_rows_is_one() {
    let workbook = Workbook::empty()
        .text(D, ("D001", "Proces"), "BZ1")
        .text(D, ("D001", "Soort"), "ICT en toepassingen")
        .text(D, ("D001", "Wat precies?"), "Kassa")
        .text(D, ("D001", "Alternatief"), "papier")
        .text(D, ("D002", "Proces"), "FI1")
        .text(D, ("D002", "Soort"), "ict en toepassingen")
        .text(D, ("D002", "Wat precies?"), " kassa")
        .text(D, ("D002", "Alternatief"), "geld");
    let proposal = workbook.read(&json!({}));
    let of = |part: &str| proposal.changes.iter().filter(|it| it.path.contains(part)).count();
    assert_eq!((of("/needs/"), of("/name"), of("/alternative")), (2, 1, 1));
    assert_eq!(proposal.notes.len(), 1, "{:?}", proposal.notes);
    let (first, second) = (workbook.place(D, "D001", "Alternatief"), workbook.place(D, "D002", "Alternatief"));
    assert!(proposal.notes[0].contains(&first) && proposal.notes[0].contains(&second), "{:?}", proposal.notes);
}

#[test]
fn needs_move_with_their_cells() {
    // Rows: D001 is BZ1 and the network, D002 BZ1 and the counter, D003 FI1 and the network.
    let renamed = Workbook::filled(&dossier()).text(D, ("D001", "Wat precies?"), "Netwerk en wifi").read(&dossier());
    assert_eq!(Value::Object(changes(&renamed)), json!({"bia/dependencies/M1/name": "Netwerk en wifi"}));
    let moved = Workbook::filled(&dossier()).text(D, ("D002", "Proces"), "FI1").read(&dossier());
    let expected = json!({"bia/processes/BZ1/needs/M2": null, "bia/processes/FI1/needs/M2": {}});
    assert_eq!(Value::Object(changes(&moved)), expected);
    let mut emptied = Workbook::filled(&dossier());
    for header in ["Proces", "Soort", "Wat precies?"] {
        emptied = emptied.clear(D, ("D002", header));
    }
    let expected = json!({"bia/processes/BZ1/needs/M2": null, "bia/dependencies/M2": null});
    assert_eq!(Value::Object(changes(&emptied.read(&dossier()))), expected);
}

#[test]
fn sheets_with_other_names_and_visible_records_are_found() {
    let workbook = Workbook::filled(&dossier()).text(P, ("BZ1", OWNER), "schepen");
    let renamed = workbook
        .replace("xl/workbook.xml", "name=\"Processen\"", "name=\"Onze processen\"")
        .replace("xl/workbook.xml", "state=\"veryHidden\"", "")
        .replace("xl/workbook.xml", "name=\"_meta\"", "name=\"Blad6\"");
    let proposal = renamed.read(&dossier());
    assert_eq!(proposal.changes.len(), 1);
    assert!(proposal.changes[0].place.starts_with("Onze processen!"));
    assert_eq!(proposal.notes, Vec::<String>::new());
}

#[test]
fn a_workbook_without_marks_is_read_by_what_differs_from_the_catalogue() {
    let old = ["was", "need", "setting", "lineage"].iter().fold(Workbook::filled(&dossier()), |book, word| {
        let has = book.parts["xl/sharedStrings.xml"].contains(&format!("<t>{word}</t>"));
        if !has {
            return book;
        }
        book.replace("xl/sharedStrings.xml", &format!("<t>{word}</t>"), "<t>onbekend</t>")
    });
    let all = changes(&old.read(&json!({})));
    assert_eq!(all["bia/processes/BZ1/owner"], "diensthoofd");
    assert!(!all.contains_key("bia/processes/BZ1/name"), "what the catalogue says is not news");
    assert!(!all.keys().any(|it| it.contains("BZ2")));
    let dependencies = all.keys().filter(|it| it.starts_with("bia/dependencies/") && it.ends_with("/name"));
    assert_eq!(dependencies.count(), 2);
}

#[test]
fn texts_that_a_cell_cannot_hold_are_no_changes() {
    let mut long = dossier();
    long["bia"]["processes"]["BZ1"]["motivation"] = json!("x".repeat(40_000));
    long["bia"]["processes"]["BZ1"]["owner"] = json!("a\u{0}b\r\nc \u{FFFE}");
    let proposal = Workbook::filled(&long).read(&long);
    assert_eq!((proposal.changes, proposal.notes), (vec![], vec![]));
    let bytes = Workbook::filled(&long).bytes();
    let other = read_workbook(&bytes, &catalogue(), long.as_object().unwrap(), "").unwrap();
    assert_eq!(other.changes, vec![]);
}

#[test]
fn scores_say_why_in_the_motivation_of_the_process() {
    let at = ("G01.burger", "Motivering");
    let proposal = Workbook::filled(&dossier()).text(I, at, "de rij is lang").read(&dossier());
    let expected = json!({"bia/processes/BZ1/motivation": "Burger en dienstverlening: de rij is lang"});
    assert_eq!(Value::Object(changes(&proposal)), expected);
    let mut taken = dossier();
    taken["bia"]["processes"]["BZ1"]["motivation"] = json!("Burger en dienstverlening: de rij is lang");
    let again = Workbook::filled(&dossier()).text(I, at, "de rij is lang").read(&taken);
    assert_eq!(again.changes, vec![]);
}
