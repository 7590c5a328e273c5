//! The text of a document, for a search index.

use bcm::catalogue::Catalogue;
use bcm::field::{Field, FieldKind};

use crate::model::{Block, Document, Entry, FieldValue, Inline};

/// A stretch of text under one heading of level 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPart {
    /// The heading; the title of the document for what stands before the first one.
    pub heading: String,
    /// The text, one block a line.
    pub text: String,
}

/// The text of a document, a part per heading of level 1, in reading order. Parts without text are left out.
pub fn text_of(document: &Document) -> Vec<TextPart> {
    let mut parts = Parts::new(&document.title);
    parts.blocks(&document.blocks);
    parts.done()
}

/// The text of the workbook of a business impact analysis: a part per domain, and one for the impact
/// categories and the kinds of dependency.
pub fn workbook_text(catalogue: &Catalogue, title: &str) -> Vec<TextPart> {
    let mut parts = Parts::new(title);
    for domain in &catalogue.domains {
        parts.begin(&domain.name);
        for process in catalogue.processes.iter().filter(|it| it.domain == domain.id) {
            parts.line(&format!("{} {}", process.code, process.name));
            parts.line(&process.emergency_procedure);
        }
    }
    parts.begin(title);
    for category in &catalogue.categories {
        parts.line(&format!("{}: {}", category.label, category.question));
    }
    for kind in &catalogue.dependency_types {
        parts.line(&format!("{}: {}", kind.label, kind.question));
    }
    parts.done()
}

struct Parts {
    done: Vec<TextPart>,
    open: TextPart,
}

impl Parts {
    fn new(title: &str) -> Parts {
        Parts { done: Vec::new(), open: empty_part(title) }
    }

    fn begin(&mut self, heading: &str) {
        let part = std::mem::replace(&mut self.open, empty_part(heading));
        self.keep(part);
    }

    fn done(mut self) -> Vec<TextPart> {
        let last = std::mem::replace(&mut self.open, empty_part(""));
        self.keep(last);
        self.done
    }

    fn keep(&mut self, part: TextPart) {
        if !part.text.is_empty() {
            self.done.push(part);
        }
    }

    fn line(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.open.text.is_empty() {
            self.open.text.push('\n');
        }
        self.open.text.push_str(text);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|it| self.block(it));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level: 1, text, .. } => self.begin(text),
            // Every chapter has the same smaller headings: alone they would say nothing.
            Block::Heading { text, .. } => self.line(text),
            Block::Paragraph(runs) => self.line(&plain(runs)),
            Block::List { items, .. } => items.iter().for_each(|it| self.blocks(it)),
            Block::Table(table) => {
                self.line(&table.caption);
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    self.line(&row.iter().map(plain).collect::<Vec<_>>().join(" "));
                }
            }
            Block::Field(field) => self.field(field),
            Block::Entry(entry) => self.entry(entry),
            Block::Together(blocks) => self.blocks(blocks),
            Block::Note { label, blocks, .. } => {
                self.line(label);
                self.blocks(blocks);
            }
            Block::Cover(cover) => {
                self.line(&cover.subtitle);
                cover.facts.iter().for_each(|it| self.line(&format!("{}: {}", it.0, it.1)));
                cover.fields.iter().for_each(|it| self.field(it));
                cover.notice.iter().for_each(|it| self.line(it));
            }
            Block::PageBreak | Block::Toc { .. } => {}
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let Some(value) = &entry.value else { return self.field(&entry.field) };
        self.line(&entry.field.label);
        match value {
            FieldValue::Text(text) => self.line(text),
            FieldValue::Date(date) => self.line(&date.in_words()),
            FieldValue::YesNo(yes) => self.line(if *yes { "Ja" } else { "Nee" }),
            FieldValue::Chosen(all) => self.line(&all.join("; ")),
            FieldValue::Rows(rows) => rows.iter().for_each(|it| self.line(&it.join(" "))),
        }
    }

    fn field(&mut self, field: &Field) {
        self.line(&field.label);
        field.hint.iter().for_each(|it| self.line(it));
        match &field.kind {
            FieldKind::Choice { options } | FieldKind::Choices { options } | FieldKind::Scale { options } => {
                self.line(&options.join(" "));
            }
            FieldKind::Table { columns, .. } => {
                let labels: Vec<&str> = columns.iter().map(|it| it.label.as_str()).collect();
                self.line(&labels.join(" "));
            }
            FieldKind::Line
            | FieldKind::Text
            | FieldKind::Date
            | FieldKind::YesNo
            | FieldKind::Number { .. }
            | FieldKind::Money
            | FieldKind::PercentOf { .. } => {}
        }
    }
}

fn empty_part(heading: &str) -> TextPart {
    TextPart { heading: heading.to_owned(), text: String::new() }
}

fn plain(runs: &Inline) -> String {
    runs.iter().map(|it| it.text.as_str()).collect()
}
