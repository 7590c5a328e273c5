//! What keeps a Word document from being valid or accessible.
//!
//! LibreOffice forgives what Word rejects, and neither says that a table has no header. So our own
//! documents go through these rules in the tests.

mod order;
mod rules;
mod tree;

use crate::package::unpack;
use tree::Node;

/// Something wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintFinding {
    /// The rule, in kebab case: `title`, `language`, `heading-order`, …
    pub rule: &'static str,
    /// The part in which it stands, such as `word/document.xml`.
    pub part: String,
    /// What is wrong.
    pub message: String,
}

/// Everything wrong with a Word document, by rule and place; empty for a sound one.
///
/// | rule | asks |
/// | --- | --- |
/// | `package` | a zip file with well-formed parts, each with a type |
/// | `title`, `language` | both in the properties, and the language in the styles |
/// | `heading-order`, `heading-empty` | no level skipped, no heading without text |
/// | `table-header`, `table-look`, `table-name` | a header row that repeats and is said to be one; a caption and a description |
/// | `alt-text` | a description for every picture |
/// | `element-order` | the order of the schema (ECMA-376 part 1) |
/// | `bookmarks`, `links` | unique names and ids, opened and closed; every link leads somewhere |
/// | `fields`, `controls` | fields closed; content controls with a name and an id of their own |
/// | `update-question` | nothing that makes Word ask a question when it opens the file |
pub fn lint(docx: &[u8]) -> Vec<LintFinding> {
    let parts = match unpack(docx) {
        Ok(parts) => parts,
        Err(error) => return vec![finding("package", "", error.to_string())],
    };
    let mut findings = Vec::new();
    let mut trees = Vec::new();
    for (name, bytes) in &parts {
        match tree::parse(bytes) {
            Ok(tree) => trees.push((name.clone(), tree)),
            Err(reason) => findings.push(finding("package", name, reason)),
        }
    }
    let package = Package { trees };
    rules::RULES.iter().for_each(|rule| rule(&package, &mut findings));
    findings
}

/// The parts of a document, read.
struct Package {
    trees: Vec<(String, Node)>,
}

const DOCUMENT: &str = "word/document.xml";
const DOCUMENT_LINKS: &str = "word/_rels/document.xml.rels";
const STYLES: &str = "word/styles.xml";
const SETTINGS: &str = "word/settings.xml";
const PROPERTIES: &str = "docProps/core.xml";

impl Package {
    fn part(&self, name: &str) -> Option<&Node> {
        self.trees.iter().find(|it| it.0 == name).map(|it| &it.1)
    }

    /// All elements of a part with this name, in document order; none if the part is not there.
    fn all(&self, part: &str, name: &str) -> Vec<&Node> {
        self.part(part).map(|it| it.descendants(name)).unwrap_or_default()
    }
}

fn finding(rule: &'static str, part: &str, message: impl Into<String>) -> LintFinding {
    LintFinding { rule, part: part.to_owned(), message: message.into() }
}
