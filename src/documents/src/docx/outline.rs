//! The headings of a document, and the names under which links find them.

use std::collections::BTreeMap;

use crate::clean::one_line;
use crate::{Block, Document};

/// A heading that is written.
pub(super) struct Entry {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) bookmark: String,
}

/// The headings in reading order.
pub(super) struct Outline {
    pub(super) entries: Vec<Entry>,
    by_id: BTreeMap<String, usize>,
}

impl Outline {
    pub(super) fn of(document: &Document) -> Outline {
        let mut outline = Outline { entries: Vec::new(), by_id: BTreeMap::new() };
        outline.collect(&document.blocks);
        outline
    }

    /// The bookmark of the heading with this id.
    pub(super) fn bookmark(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(|it| self.entries[*it].bookmark.as_str())
    }

    fn collect(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { level, text, id } => self.heading(*level, text, id),
                Block::Note { blocks, .. } | Block::Together(blocks) => self.collect(blocks),
                Block::List { items, .. } => items.iter().for_each(|it| self.collect(it)),
                _ => {}
            }
        }
    }

    fn heading(&mut self, level: u8, text: &str, id: &str) {
        let text = one_line(text);
        if text.is_empty() {
            return;
        }
        let index = self.entries.len();
        if !id.is_empty() {
            self.by_id.entry(id.to_owned()).or_insert(index);
        }
        // Word's own pattern for headings in a table of contents: it keeps these when it updates.
        let bookmark = format!("_Toc{}", 100_000_001 + index);
        self.entries.push(Entry { level: level.clamp(1, 6), text, bookmark });
    }
}
