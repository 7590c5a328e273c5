//! Word documents, against the rules of the lint.

mod common;

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use bcm::field::{FieldKind, FormDocument, FormSection};
use common::{FORMS, field, form, full_chapter, meta};
use documents::{Block, Document, Run, bcp_document, form_document, lint, text_of, write_docx};
use proptest::prelude::*;

fn plan() -> Document {
    let codes = (1..=18).map(|it| format!("B{it:02}"));
    let chapters: Vec<_> = codes.map(|it| full_chapter(&it)).collect();
    bcp_document(&chapters, &meta("Bedrijfscontinuïteitsplan"))
}

/// The parts of a Word file, by name.
fn parts(docx: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let names: Vec<String> = zip.file_names().map(|it| it.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut text = String::new();
        zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The document with the first occurrence of a text in a part replaced.
fn changed(part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut parts = parts(&write_docx(&plan()).unwrap());
    let text = &mut parts.iter_mut().find(|it| it.0 == part).unwrap().1;
    assert!(text.contains(from), "{part} has no {from}");
    *text = text.replacen(from, to, 1);
    packed(&parts)
}

fn rules(docx: &[u8]) -> BTreeSet<&'static str> {
    lint(docx).into_iter().map(|it| it.rule).collect()
}

#[test]
fn our_documents_are_sound() {
    assert_eq!(lint(&write_docx(&plan()).unwrap()), []);
    for id in FORMS {
        let document = form_document(&form(id), &meta("Formulier"));
        assert_eq!(lint(&write_docx(&document).unwrap()), [], "{id}");
    }
}

#[test]
fn a_short_section_stays_on_one_page_and_a_long_one_may_break() {
    let section = |fields: usize| {
        let fields = (0..fields).map(|at| field(&format!("f{at}"), FieldKind::Text)).collect();
        FormSection { title: "Deel".into(), new_page: false, text: None, steps: Vec::new(), fields }
    };
    let kept = |fields: usize| {
        let form = FormDocument { sections: vec![section(fields)], ..form("noodprocedurekaart") };
        let parts = parts(&write_docx(&form_document(&form, &meta("Formulier"))).unwrap());
        let body = &parts.iter().find(|it| it.0 == "word/document.xml").unwrap().1;
        body.matches("<w:pStyle w:val=\"FieldInputTall\"/><w:keepNext/>").count()
    };
    assert_eq!(kept(3), 2, "the last of three fields may be followed by a new page");
    assert_eq!(kept(30), 0);
}

#[test]
fn every_rule_fires() {
    const DOCUMENT: &str = "word/document.xml";
    const STYLES: &str = "word/styles.xml";
    const PROPERTIES: &str = "docProps/core.xml";
    let numbered = "<w:pStyle w:val=\"ListParagraph\"/><w:numPr>";
    let cases = [
        ("package", DOCUMENT, "</w:body>", "</w:bode>"),
        ("package", "[Content_Types].xml", "/word/settings.xml", "/word/elsewhere.xml"),
        ("title", PROPERTIES, "Bedrijfscontinuïteitsplan", " "),
        ("language", PROPERTIES, "<dc:language>nl-BE", "<dc:language>"),
        ("language", STYLES, "<w:lang w:val=\"nl-BE\"", "<w:lang w:bidi=\"nl-BE\""),
        ("heading-order", DOCUMENT, "w:val=\"Heading1\"", "w:val=\"Heading3\""),
        (
            "heading-empty",
            DOCUMENT,
            ">Zo gebruik je dit document</w:t></w:r><w:bookmarkEnd",
            "></w:t></w:r><w:bookmarkEnd",
        ),
        ("table-header", DOCUMENT, "<w:tblHeader/>", ""),
        ("table-look", DOCUMENT, "w:firstRow=\"1\"", "w:firstRow=\"0\""),
        ("table-name", DOCUMENT, "<w:tblCaption w:val=\"Niveaus\"/>", ""),
        ("table-name", DOCUMENT, "<w:tblDescription w:val=\"Niveaus\"/>", ""),
        ("alt-text", DOCUMENT, "</w:body>", "<wp:docPr id=\"1\" name=\"a\"/></w:body>"),
        ("element-order", DOCUMENT, numbered, "<w:numPr/><w:pStyle w:val=\"ListParagraph\"/><w:numPr>"),
        ("element-order", DOCUMENT, "<w:b/><w:bCs/>", "<w:bCs/><w:b/>"),
        ("element-order", DOCUMENT, "<w:tblW ", "<w:tblLook/><w:tblW "),
        ("element-order", DOCUMENT, "<w:shd ", "<w:vAlign/><w:shd "),
        ("element-order", DOCUMENT, "<w:cantSplit/>", "<w:trHeight/><w:cantSplit/>"),
        ("element-order", DOCUMENT, "<w:pgSz ", "<w:cols/><w:pgSz "),
        ("element-order", DOCUMENT, "<w:alias ", "<w:id w:val=\"7\"/><w:alias "),
        ("element-order", DOCUMENT, "<w:gridCol ", "<w:gridCol w:w=\"1\"/><w:gridCol "),
        ("element-order", STYLES, "<w:keepNext/><w:keepLines/>", "<w:keepLines/><w:keepNext/>"),
        ("bookmarks", DOCUMENT, "w:name=\"_Toc100000002\"", "w:name=\"_Toc100000001\""),
        ("bookmarks", DOCUMENT, "<w:bookmarkEnd w:id=\"0\"/>", ""),
        ("links", DOCUMENT, "w:anchor=\"_Toc100000001\"", "w:anchor=\"weg\""),
        ("links", DOCUMENT, "r:id=\"rIdLink1\"", "r:id=\"rIdLink9\""),
        ("fields", DOCUMENT, "w:fldCharType=\"end\"", "w:fldCharType=\"separate\""),
        ("controls", DOCUMENT, "<w:id w:val=\"100002\"/>", "<w:id w:val=\"100001\"/>"),
        ("controls", DOCUMENT, "<w:alias w:val=\"Bestuur\"/>", ""),
        ("controls", DOCUMENT, "w:value=\"Zwaar\"", "w:value=\"Licht\""),
        ("update-question", "word/settings.xml", "<w:compat>", "<w:updateFields/><w:compat>"),
        ("update-question", DOCUMENT, "w:fldCharType=\"begin\"", "w:fldCharType=\"begin\" w:dirty=\"true\""),
    ];
    for (rule, part, from, to) in cases {
        let found = rules(&changed(part, from, to));
        assert!(found.contains(rule), "{rule} does not fire on {to}: {found:?}");
    }
    assert_eq!(rules(b"geen zip"), BTreeSet::from(["package"]));
}

#[test]
fn nesting_without_end_is_a_finding() {
    let deep = format!("<w:body>{}{}", "<w:p>".repeat(5_000), "</w:p>".repeat(5_000));
    let docx = changed("word/document.xml", "<w:body>", &deep);
    assert!(rules(&docx).contains("package"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(write_docx(&plan()).unwrap(), write_docx(&plan()).unwrap());
}

#[test]
fn a_plan_has_a_chapter_per_block_and_controls_with_permanent_tags() {
    let document = plan();
    let chapters: Vec<&str> = document
        .blocks
        .iter()
        .filter_map(|it| match it {
            Block::Heading { level: 1, text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(chapters.len(), 19);
    assert_eq!(chapters[1], "B01 Activatie");
    let docx = write_docx(&document).unwrap();
    let parts = parts(&docx);
    let xml = &parts.iter().find(|it| it.0 == "word/document.xml").unwrap().1;
    for tag in ["omslag.bestuur", "B01.lijn", "B18.dag", "B07.ja.nee"] {
        assert!(xml.contains(&format!("<w:tag w:val=\"{tag}\"/>")), "{tag}");
    }
    for entry in chapters {
        assert!(xml.matches(&format!(">{entry}</w:t>")).count() >= 2, "{entry} is in the contents");
    }
    assert!(!xml.contains("javascript:"));
}

#[test]
fn every_page_says_what_it_is() {
    let parts = parts(&write_docx(&plan()).unwrap());
    let text = |name: &str| parts.iter().find(|it| it.0 == name).unwrap().1.clone();
    let header = text("word/header1.xml");
    assert!(header.contains("Bedrijfscontinuïteitsplan") && header.contains("Versie 1.0 · 23 november 2026"));
    let footer = text("word/footer1.xml");
    assert!(footer.contains(" PAGE ") && footer.contains(" NUMPAGES "));
}

#[test]
fn the_text_is_there_for_the_index() {
    let parts = text_of(&plan());
    let found = |heading: &str, text: &str| parts.iter().any(|it| it.heading == heading && it.text.contains(text));
    assert!(found("Bedrijfscontinuïteitsplan", "Eigenaar van dit plan"));
    assert!(found("B01 Activatie", "het kan in 15 minuten"));
    assert!(found("B18 Activatie", "Licht Zwaar"));
    assert!(found("B02 Activatie", "diensthoofd"));
    let card = text_of(&form_document(&form("eerste-uur-kaart"), &meta("")));
    assert!(card.iter().any(|it| it.heading == "Meldkaart" && it.text.contains("Wie verwittig je?")));
}

#[test]
fn forms_have_the_ids_of_their_files() {
    for id in FORMS {
        assert_eq!(form(id).id, id);
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just("=cmd|' /C calc'!A0".to_owned()),
        Just("\u{0}\u{8}\u{b}\u{FFFF}\u{1F600}<&>\"']]>\r\n\t".to_owned()),
        Just("https://voorbeeld.example/é <&>\"".to_owned()),
        Just("é".repeat(40_000)),
        Just(String::new()),
    ]
}

/// A document with the text in every place that takes one.
fn document_of(text: &str, level: u8) -> Document {
    let mut chapter = full_chapter("B01");
    chapter.block.title = text.to_owned();
    chapter.block.done_when = text.to_owned();
    chapter.block.contents = vec![text.to_owned()];
    for kind in [FieldKind::Line, FieldKind::Choice { options: vec![text.to_owned(), format!(" {text}")] }] {
        let mut field = field("a", kind);
        field.label = format!("Veld {text}");
        field.hint = Some(text.to_owned());
        chapter.block.fields.push(field);
    }
    let links =
        vec![Run::link(text, text), Run::link("x", format!("https://{text}")), Run::link("y", format!("#{text}"))];
    chapter.guidance.extend([
        Block::Paragraph(links),
        Block::heading(level, text, text),
        Block::heading(level, text, text),
        Block::List { ordered: true, items: vec![vec![], vec![Block::text(text)]] },
    ]);
    let mut document = bcp_document(&[chapter], &meta("Titel"));
    document.subject = text.to_owned();
    document.version = text.to_owned();
    document.site = text.to_owned();
    document
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_gives_a_sound_document(text in any_text(), level in 2_u8..=3) {
        let findings = lint(&write_docx(&document_of(&text, level)).unwrap());
        prop_assert!(findings.is_empty(), "{findings:?}");
    }
}
