//! The rules.

use std::collections::{BTreeMap, BTreeSet};

use super::order::out_of_order;
use super::tree::Node;
use super::{DOCUMENT, DOCUMENT_LINKS, LintFinding, PROPERTIES, Package, SETTINGS, STYLES, finding};
use crate::package::CONTENT_TYPES;

type Rule = fn(&Package, &mut Vec<LintFinding>);

/// All rules, in the order in which they report.
pub(super) const RULES: [Rule; 13] = [
    types,
    title,
    language,
    headings,
    tables,
    pictures,
    element_order,
    cells,
    bookmarks,
    links,
    fields,
    controls,
    update_question,
];

/// Every part has a type, and every typed part is there.
fn types(package: &Package, findings: &mut Vec<LintFinding>) {
    let typed: BTreeSet<&str> = package
        .all(CONTENT_TYPES, "Override")
        .iter()
        .filter_map(|it| it.attribute("PartName")?.strip_prefix('/'))
        .collect();
    let extensions: BTreeSet<&str> =
        package.all(CONTENT_TYPES, "Default").iter().filter_map(|it| it.attribute("Extension")).collect();
    for name in typed.iter().filter(|it| package.part(it).is_none()) {
        findings.push(finding("package", CONTENT_TYPES, format!("names `{name}`, which is not there")));
    }
    for (name, _) in &package.trees {
        let extension = name.rsplit('.').next().unwrap_or_default();
        let needs_own_type = extension != "rels" && name != CONTENT_TYPES;
        let is_typed = typed.contains(name.as_str());
        if needs_own_type && !is_typed || extension == "rels" && !extensions.contains("rels") {
            findings.push(finding("package", name, "has no type"));
        }
    }
    if package.part(DOCUMENT).is_none() {
        findings.push(finding("package", DOCUMENT, "is not there"));
    }
}

fn title(package: &Package, findings: &mut Vec<LintFinding>) {
    let titles = package.all(PROPERTIES, "dc:title");
    if titles.iter().all(|it| it.full_text().trim().is_empty()) {
        findings.push(finding("title", PROPERTIES, "the document has no title"));
    }
}

fn language(package: &Package, findings: &mut Vec<LintFinding>) {
    let in_properties = package.all(PROPERTIES, "dc:language");
    if in_properties.iter().all(|it| it.full_text().trim().is_empty()) {
        findings.push(finding("language", PROPERTIES, "the document has no language"));
    }
    let defaults = package.all(STYLES, "w:rPrDefault");
    let language = defaults.first().and_then(|it| it.child("w:rPr")?.val("w:lang"));
    if language.unwrap_or_default().is_empty() {
        findings.push(finding("language", STYLES, "the text has no language (`w:lang`)"));
    }
}

/// Levels of heading, from 1, by id of the style.
fn heading_levels(package: &Package) -> BTreeMap<String, u32> {
    let level = |style: &&Node| {
        let level = style.child("w:pPr")?.val("w:outlineLvl")?.parse::<u32>().ok()?;
        Some((style.attribute("w:styleId")?.to_owned(), level + 1))
    };
    package.all(STYLES, "w:style").iter().filter_map(level).collect()
}

fn headings(package: &Package, findings: &mut Vec<LintFinding>) {
    let levels = heading_levels(package);
    let mut before = 0;
    for paragraph in package.all(DOCUMENT, "w:p") {
        let style = paragraph.child("w:pPr").and_then(|it| it.val("w:pStyle"));
        let Some(level) = style.and_then(|it| levels.get(it)).copied() else { continue };
        let text = paragraph.full_text();
        if text.trim().is_empty() {
            findings.push(finding("heading-empty", DOCUMENT, format!("a heading of level {level} is empty")));
        }
        if level > before + 1 {
            let message = format!("`{text}` has level {level} after level {before}");
            findings.push(finding("heading-order", DOCUMENT, message));
        }
        before = level;
    }
}

fn tables(package: &Package, findings: &mut Vec<LintFinding>) {
    for (index, table) in package.all(DOCUMENT, "w:tbl").into_iter().enumerate() {
        let mut report = |rule, message: &str| {
            findings.push(finding(rule, DOCUMENT, format!("table {}: {message}", index + 1)));
        };
        let first_row = table.children("w:tr").next();
        if first_row.and_then(|it| it.child("w:trPr")?.child("w:tblHeader")).is_none() {
            report("table-header", "the first row does not repeat as a header");
        }
        let properties = table.child("w:tblPr");
        let look = properties.and_then(|it| it.child("w:tblLook"));
        if look.and_then(|it| it.attribute("w:firstRow")) != Some("1") {
            report("table-look", "the first row is not said to be a header");
        }
        for name in ["w:tblCaption", "w:tblDescription"] {
            let text = properties.and_then(|it| it.val(name)).unwrap_or_default();
            if text.trim().is_empty() {
                report("table-name", &format!("`{name}` is missing"));
            }
        }
    }
}

fn pictures(package: &Package, findings: &mut Vec<LintFinding>) {
    for picture in package.all(DOCUMENT, "wp:docPr") {
        if picture.attribute("descr").unwrap_or_default().trim().is_empty() {
            findings.push(finding("alt-text", DOCUMENT, "a picture has no description"));
        }
    }
}

fn element_order(package: &Package, findings: &mut Vec<LintFinding>) {
    for (part, tree) in &package.trees {
        tree.walk(&mut |node| {
            let children: Vec<&str> = node.children.iter().map(|it| it.name.as_str()).collect();
            if let Some(child) = out_of_order(&node.name, &children) {
                let message = format!("`{child}` stands out of order in `{}`", node.name);
                findings.push(finding("element-order", part, message));
            }
        });
    }
}

/// A cell ends with a paragraph, and a row has as many cells as the grid has columns.
fn cells(package: &Package, findings: &mut Vec<LintFinding>) {
    for table in package.all(DOCUMENT, "w:tbl") {
        let columns = table.child("w:tblGrid").map_or(0, |it| it.children("w:gridCol").count());
        for row in table.children("w:tr") {
            if row.children("w:tc").count() != columns {
                findings.push(finding("element-order", DOCUMENT, "a row does not fit the grid of its table"));
            }
        }
    }
    for cell in package.all(DOCUMENT, "w:tc") {
        if cell.children.last().is_none_or(|it| it.name != "w:p") {
            findings.push(finding("element-order", DOCUMENT, "a cell does not end with a paragraph"));
        }
    }
}

fn bookmarks(package: &Package, findings: &mut Vec<LintFinding>) {
    let starts = package.all(DOCUMENT, "w:bookmarkStart");
    for attribute in ["w:id", "w:name"] {
        for value in repeated(starts.iter().filter_map(|it| it.attribute(attribute))) {
            findings.push(finding("bookmarks", DOCUMENT, format!("`{value}` occurs twice as `{attribute}`")));
        }
    }
    let ids = |nodes: &[&Node]| -> BTreeSet<String> {
        nodes.iter().filter_map(|it| it.attribute("w:id").map(str::to_owned)).collect()
    };
    let ends = package.all(DOCUMENT, "w:bookmarkEnd");
    for id in ids(&starts).symmetric_difference(&ids(&ends)) {
        findings.push(finding("bookmarks", DOCUMENT, format!("bookmark {id} is not opened and closed")));
    }
}

fn links(package: &Package, findings: &mut Vec<LintFinding>) {
    let bookmarks = package.all(DOCUMENT, "w:bookmarkStart");
    let names: BTreeSet<&str> = bookmarks.iter().filter_map(|it| it.attribute("w:name")).collect();
    let relationships = package.all(DOCUMENT_LINKS, "Relationship");
    let ids: BTreeSet<&str> = relationships.iter().filter_map(|it| it.attribute("Id")).collect();
    let Some(document) = package.part(DOCUMENT) else { return };
    document.walk(&mut |node| {
        if let Some(anchor) = node.attribute("w:anchor").filter(|it| !names.contains(it)) {
            findings.push(finding("links", DOCUMENT, format!("a link leads to `{anchor}`, which is not there")));
        }
        if let Some(id) = node.attribute("r:id").filter(|it| !ids.contains(it)) {
            findings.push(finding("links", DOCUMENT, format!("the relationship `{id}` is not there")));
        }
    });
}

fn fields(package: &Package, findings: &mut Vec<LintFinding>) {
    for (part, tree) in &package.trees {
        let mut open = Vec::new();
        let mut is_sound = true;
        for mark in tree.descendants("w:fldChar") {
            match (mark.attribute("w:fldCharType"), open.last()) {
                (Some("begin"), _) => open.push("begin"),
                (Some("separate"), Some(&"begin")) => {
                    open.pop();
                    open.push("separate");
                }
                (Some("end"), Some(_)) => {
                    open.pop();
                }
                _ => is_sound = false,
            }
        }
        if !is_sound || !open.is_empty() {
            findings.push(finding("fields", part, "a field is not begun, separated and ended in that order"));
        }
    }
}

fn controls(package: &Package, findings: &mut Vec<LintFinding>) {
    let all = package.all(DOCUMENT, "w:sdtPr");
    for id in repeated(all.iter().filter_map(|it| it.val("w:id"))) {
        findings.push(finding("controls", DOCUMENT, format!("the id {id} occurs twice")));
    }
    for control in all {
        if control.val("w:alias").unwrap_or_default().trim().is_empty() {
            findings.push(finding("controls", DOCUMENT, "a content control has no name"));
        }
        let items = control.descendants("w:listItem");
        for value in repeated(items.iter().filter_map(|it| it.attribute("w:value"))) {
            findings.push(finding("controls", DOCUMENT, format!("the choice `{value}` occurs twice")));
        }
    }
}

fn update_question(package: &Package, findings: &mut Vec<LintFinding>) {
    if !package.all(SETTINGS, "w:updateFields").is_empty() {
        findings.push(finding("update-question", SETTINGS, "`w:updateFields` makes Word ask a question"));
    }
    let marks = package.all(DOCUMENT, "w:fldChar");
    if marks.iter().any(|it| it.attribute("w:dirty").is_some()) {
        findings.push(finding("update-question", DOCUMENT, "`w:dirty` makes Word ask a question"));
    }
}

/// The values that occur more than once, each once.
fn repeated<'a>(values: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    values.filter(|it| !seen.insert(*it)).collect()
}
