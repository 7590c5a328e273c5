//! The parts beside the text: types, relationships, properties, styles, lists, header and footer.

use super::{Page, R, W};
use crate::clean::one_line;
use crate::xml::Xml;
use crate::{Document, DocumentError, Layout};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Parts that `word/document.xml` refers to: id, last word of the type, file name.
const DOCUMENT_PARTS: [(&str, &str, &str); 6] = [
    ("rId1", "styles", "styles.xml"),
    ("rId2", "numbering", "numbering.xml"),
    ("rId3", "settings", "settings.xml"),
    ("rId4", "fontTable", "fontTable.xml"),
    ("rId5", "header", "header1.xml"),
    ("rId6", "footer", "footer1.xml"),
];

/// Id of the relationship to the header.
pub(super) const HEADER_ID: &str = "rId5";
/// Id of the relationship to the footer.
pub(super) const FOOTER_ID: &str = "rId6";

pub(super) fn content_types() -> Result<Vec<u8>, DocumentError> {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut xml = Xml::part();
    let namespace = "http://schemas.openxmlformats.org/package/2006/content-types";
    xml.element("Types", &[("xmlns", namespace)], |xml| {
        let defaults =
            [("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")];
        for (extension, kind) in defaults {
            xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
        }
        let core = "application/vnd.openxmlformats-package.core-properties+xml";
        xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)]);
        let main = format!("{WORD}.document.main+xml");
        xml.empty("Override", &[("PartName", "/word/document.xml"), ("ContentType", &main)]);
        for (_, kind, file) in DOCUMENT_PARTS {
            let name = format!("/word/{file}");
            let kind = format!("{WORD}.{kind}+xml");
            xml.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
        }
    });
    xml.finish()
}

pub(super) fn package_relationships() -> Result<Vec<u8>, DocumentError> {
    let mut xml = Xml::part();
    xml.element("Relationships", &[("xmlns", RELATIONSHIPS)], |xml| {
        let office = format!("{R}/officeDocument");
        relationship(xml, "rId1", &office, "word/document.xml");
        let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
        relationship(xml, "rId2", core, "docProps/core.xml");
    });
    xml.finish()
}

/// The relationships of the text; the links have the ids `rIdLink1` and on.
pub(super) fn document_relationships(links: &[String]) -> Result<Vec<u8>, DocumentError> {
    let mut xml = Xml::part();
    xml.element("Relationships", &[("xmlns", RELATIONSHIPS)], |xml| {
        for (id, kind, file) in DOCUMENT_PARTS {
            relationship(xml, id, &format!("{R}/{kind}"), file);
        }
        for (index, target) in links.iter().enumerate() {
            let id = link_id(index);
            let kind = format!("{R}/hyperlink");
            let attributes = [("Id", id.as_str()), ("Type", &kind), ("Target", target), ("TargetMode", "External")];
            xml.empty("Relationship", &attributes);
        }
    });
    xml.finish()
}

/// Id of the relationship to the link with this number.
pub(super) fn link_id(index: usize) -> String {
    format!("rIdLink{}", index + 1)
}

fn relationship(xml: &mut Xml, id: &str, kind: &str, target: &str) {
    xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
}

pub(super) fn core_properties(document: &Document) -> Result<Vec<u8>, DocumentError> {
    let mut xml = Xml::part();
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let day = format!("{}T00:00:00Z", document.date);
    let stamp = [("xsi:type", "dcterms:W3CDTF")];
    xml.element("cp:coreProperties", &namespaces, |xml| {
        xml.leaf("dc:title", &[], &one_line(&document.title));
        xml.leaf("dc:subject", &[], &one_line(&document.subject));
        xml.leaf("dc:identifier", &[], &document.site);
        xml.leaf("dcterms:created", &stamp, &day);
        xml.leaf("dcterms:modified", &stamp, &day);
        xml.leaf("dc:language", &[], &document.language);
        xml.leaf("cp:version", &[], &document.version);
    });
    xml.finish()
}

/// The style sheet, with the sizes of the layout filled in.
pub(super) fn styles(document: &Document) -> String {
    // Sizes in half points, distances in twentieths of a point; for a book, a card, a wall.
    let sizes: [(&str, [&str; 3]); 16] = [
        ("{body}", ["22", "20", "28"]),
        ("{small}", ["20", "18", "26"]),
        ("{after}", ["140", "80", "100"]),
        ("{line}", ["276", "252", "252"]),
        ("{title}", ["60", "40", "44"]),
        ("{title_before}", ["3600", "0", "0"]),
        ("{subtitle}", ["28", "22", "28"]),
        ("{h1}", ["40", "26", "40"]),
        ("{h1_before}", ["0", "200", "0"]),
        ("{h2}", ["28", "23", "32"]),
        ("{h2_before}", ["320", "320", "200"]),
        ("{h3}", ["24", "21", "28"]),
        ("{list_after}", ["80", "40", "60"]),
        ("{field_before}", ["200", "100", "120"]),
        ("{table_after}", ["120", "20", "40"]),
        ("{break}", ["<w:pageBreakBefore/>", "", "<w:pageBreakBefore/>"]),
    ];
    let column = match document.layout {
        Layout::Book => 0,
        Layout::Card | Layout::Wide => 1,
        Layout::Wall => 2,
    };
    let width = Page::of(document.layout).text_width().to_string();
    let mut styles =
        include_str!("styles.xml").replace("{language}", &language_tag(&document.language)).replace("{width}", &width);
    for (name, values) in sizes {
        styles = styles.replace(name, values[column]);
    }
    styles
}

/// The tag without anything that a language tag cannot hold.
fn language_tag(tag: &str) -> String {
    tag.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '-').collect()
}

/// The list definitions: number 1 has bullets, 2 and on are the ordered lists, each from 1.
pub(super) fn numbering(ordered_lists: usize) -> Result<Vec<u8>, DocumentError> {
    let mut xml = Xml::part();
    xml.element("w:numbering", &[("xmlns:w", W)], |xml| {
        abstract_list(xml, "0", |_| ("bullet", "•".to_owned()));
        abstract_list(xml, "1", |level| ("decimal", format!("%{}.", level + 1)));
        list(xml, 1, "0", false);
        (0..ordered_lists).for_each(|it| list(xml, it + 2, "1", true));
    });
    xml.finish()
}

/// Levels of a list that Word knows.
pub(super) const LIST_LEVELS: usize = 9;

fn abstract_list(xml: &mut Xml, id: &str, level: impl Fn(usize) -> (&'static str, String)) {
    xml.element("w:abstractNum", &[("w:abstractNumId", id)], |xml| {
        xml.val("w:multiLevelType", "hybridMultilevel");
        for index in 0..LIST_LEVELS {
            let (format, text) = level(index);
            xml.element("w:lvl", &[("w:ilvl", &index.to_string())], |xml| {
                xml.val("w:start", "1");
                xml.val("w:numFmt", format);
                xml.val("w:lvlText", &text);
                xml.val("w:lvlJc", "left");
                let left = list_indent(index).to_string();
                let hanging = LIST_STEP.to_string();
                xml.element("w:pPr", &[], |xml| {
                    xml.empty("w:ind", &[("w:left", left.as_str()), ("w:hanging", hanging.as_str())]);
                });
            });
        }
    });
}

/// How far a level of a list stands from the one before, in twentieths of a point.
pub(super) const LIST_STEP: usize = 397;

/// How far the text of a list item stands from the margin, in twentieths of a point.
pub(super) fn list_indent(level: usize) -> usize {
    57 + LIST_STEP * (level + 1)
}

fn list(xml: &mut Xml, number: usize, definition: &str, starts_over: bool) {
    xml.element("w:num", &[("w:numId", &number.to_string())], |xml| {
        xml.val("w:abstractNumId", definition);
        if starts_over {
            xml.element("w:lvlOverride", &[("w:ilvl", "0")], |xml| xml.val("w:startOverride", "1"));
        }
    });
}

pub(super) fn settings(document: &Document) -> Result<Vec<u8>, DocumentError> {
    let mut xml = Xml::part();
    xml.element("w:settings", &[("xmlns:w", W)], |xml| {
        // No `w:updateFields`: it makes Word ask a question that frightens people.
        xml.empty("w:zoom", &[("w:percent", "100")]);
        xml.val("w:defaultTabStop", "709");
        // The styles allow it in tables alone: there a long word has no room.
        xml.empty("w:autoHyphenation", &[]);
        xml.val("w:characterSpacingControl", "doNotCompress");
        xml.element("w:compat", &[], |xml| {
            let setting = [
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ];
            xml.empty("w:compatSetting", &setting);
        });
        xml.val("w:themeFontLang", &language_tag(&document.language));
        xml.val("w:decimalSymbol", ",");
        xml.val("w:listSeparator", ";");
    });
    xml.finish()
}

pub(super) fn font_table() -> Result<Vec<u8>, DocumentError> {
    let mut xml = Xml::part();
    xml.element("w:fonts", &[("xmlns:w", W)], |xml| {
        xml.element("w:font", &[("w:name", "Arial")], |xml| {
            xml.val("w:panose1", "020B0604020202020204");
            xml.val("w:charset", "00");
            xml.val("w:family", "swiss");
            xml.val("w:pitch", "variable");
        });
    });
    xml.finish()
}

pub(super) fn header(document: &Document) -> Result<Vec<u8>, DocumentError> {
    let mut xml = Xml::part();
    xml.element("w:hdr", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        paragraph(xml, "Header", |xml| {
            text_run(xml, &one_line(&document.title));
            tab(xml);
            text_run(xml, &stamp(document));
        });
    });
    xml.finish()
}

pub(super) fn footer(document: &Document) -> Result<Vec<u8>, DocumentError> {
    let mut xml = Xml::part();
    xml.element("w:ftr", &[("xmlns:w", W), ("xmlns:r", R)], |xml| {
        paragraph(xml, "Footer", |xml| {
            text_run(xml, &one_line(&document.site));
            tab(xml);
            text_run(xml, "Pagina ");
            page_field(xml, "PAGE");
            text_run(xml, " van ");
            page_field(xml, "NUMPAGES");
        });
    });
    xml.finish()
}

/// Version and date, as they stand on the cover and on every page.
pub(super) fn stamp(document: &Document) -> String {
    if one_line(&document.version).is_empty() {
        return format!("Ontwerp · {}", document.date.in_words());
    }
    format!("Versie {} · {}", one_line(&document.version), document.date.in_words())
}

fn paragraph(xml: &mut Xml, style: &str, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.val("w:pStyle", style));
        inside(xml);
    });
}

fn text_run(xml: &mut Xml, text: &str) {
    xml.element("w:r", &[], |xml| xml.leaf("w:t", &[("xml:space", "preserve")], text));
}

fn tab(xml: &mut Xml) {
    xml.element("w:r", &[], |xml| xml.empty("w:tab", &[]));
}

fn page_field(xml: &mut Xml, instruction: &str) {
    xml.element("w:fldSimple", &[("w:instr", &format!(" {instruction} "))], |xml| text_run(xml, "1"));
}
