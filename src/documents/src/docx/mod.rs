//! Word documents (WordprocessingML, ECMA-376 part 1), written part by part.
//!
//! A narrow writer: only what our documents use, but all that makes them accessible: title and
//! language, real headings and lists, header rows that repeat, names and descriptions of tables,
//! content controls with a name.

mod body;
mod outline;
mod parts;

use crate::package::{CONTENT_TYPES, Parts, pack};
use crate::{Document, DocumentError, Layout};

/// The namespace of WordprocessingML.
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of relationships, for `r:id`.
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The bytes of a Word document.
///
/// Any text gives a valid file: what XML cannot hold is left out, links that lead nowhere become
/// text, identical ids of headings are told apart.
///
/// # Errors
///
/// [`DocumentError::Xml`] or [`DocumentError::Package`] if a part or the container cannot be written.
pub fn write_docx(document: &Document) -> Result<Vec<u8>, DocumentError> {
    let body = body::write(document)?;
    let mut parts = Parts::new();
    let mut add = |name: &str, bytes: Vec<u8>| parts.insert(name.to_owned(), bytes);
    add(CONTENT_TYPES, parts::content_types()?);
    add("_rels/.rels", parts::package_relationships()?);
    add("docProps/core.xml", parts::core_properties(document)?);
    add("word/document.xml", body.xml);
    add("word/_rels/document.xml.rels", parts::document_relationships(&body.links)?);
    add("word/styles.xml", parts::styles(document).into_bytes());
    add("word/numbering.xml", parts::numbering(body.ordered_lists)?);
    add("word/settings.xml", parts::settings(document)?);
    add("word/fontTable.xml", parts::font_table()?);
    add("word/header1.xml", parts::header(document)?);
    add("word/footer1.xml", parts::footer(document)?);
    pack(&parts)
}

/// Sizes of a page of A4, in twentieths of a point.
struct Page {
    width: u32,
    height: u32,
    margin: u32,
}

impl Page {
    const SHORT: u32 = 11_906;
    const LONG: u32 = 16_838;

    fn of(layout: Layout) -> Page {
        let upright = |margin| Page { width: Page::SHORT, height: Page::LONG, margin };
        match layout {
            Layout::Book => upright(1_247),
            Layout::Card | Layout::Wall => upright(907),
            Layout::Wide => Page { width: Page::LONG, height: Page::SHORT, margin: 907 },
        }
    }

    fn text_width(&self) -> u32 {
        self.width - 2 * self.margin
    }
}
