//! A document before it is a file: blocks of text, tables and fields, without any markup.

use bcm::date::Date;
use bcm::field::Field;
use serde::{Deserialize, Serialize};

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The title: in the properties, on the cover and at the top of every page.
    pub title: String,
    /// What it is about, in a sentence; in the properties.
    pub subject: String,
    /// Language tag of the whole text, such as `nl-BE`.
    pub language: String,
    /// Version of the content; at the top of every page. Without one the document is a draft, and says so.
    pub version: String,
    /// The day of this version; at the top of every page.
    pub date: Date,
    /// Address of the site that it comes from; at the foot of every page.
    pub site: String,
    /// How tight it is set.
    pub layout: Layout,
    /// The content, in reading order.
    pub blocks: Vec<Block>,
}

/// How tight a document is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A book: roomy, and every heading of level 1 begins a page.
    Book,
    /// A card of one or two pages to print.
    Card,
    /// Wide tables on sheets that lie on their side, set as tight as a card.
    Wide,
    /// Cards to read from a distance: text of 14 points, and every heading of level 1 begins a page.
    Wall,
}

/// A part of a document.
///
/// What can be filled in and the first page are made in code alone, and never read from JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading. An empty one is left out.
    Heading {
        /// 1 to 6; deeper is written as 6.
        level: u8,
        /// Its text.
        text: String,
        /// What links and the contents point at; unique in the document, or empty.
        id: String,
    },
    /// A paragraph.
    Paragraph(Inline),
    /// A list.
    List {
        /// Numbered, from 1, or with bullets.
        ordered: bool,
        /// Every item is blocks, so that lists nest.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table(Table),
    /// Something to fill in.
    #[serde(skip)]
    Field(Field),
    /// Something that was filled in, or should have been.
    #[serde(skip)]
    Entry(Entry),
    /// A marked part of the text.
    Note {
        /// What kind it is.
        kind: NoteKind,
        /// The word in front, such as `Let op`.
        label: String,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// Blocks that stay on one page, where they fit on one.
    #[serde(skip)]
    Together(Vec<Block>),
    /// What follows begins on a new page.
    PageBreak,
    /// The contents: a link to every heading of level 1.
    Toc {
        /// The word above it.
        title: String,
    },
    /// A first page.
    #[serde(skip)]
    Cover(Cover),
}

/// A field with what was filled in. Without a value it says that it still has to be filled in, and
/// can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The field.
    pub field: Field,
    /// What was filled in.
    pub value: Option<FieldValue>,
}

/// What was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// Text, also where a day or a choice was asked and other text was given.
    Text(String),
    /// A day.
    Date(Date),
    /// Yes or no.
    YesNo(bool),
    /// What was ticked, of several choices.
    Chosen(Vec<String>),
    /// The rows of a table, with a text for every column.
    Rows(Vec<Vec<String>>),
}

/// A first page. Title, version, date and site come from the [`Document`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cover {
    /// The line under the title.
    pub subtitle: String,
    /// What is filled in on the first page.
    pub fields: Vec<Field>,
    /// A warning at the foot of the page, if any.
    pub notice: Option<String>,
    /// What stands in the frame for a logo; no frame when it is absent.
    pub logo: Option<String>,
    /// What is known already, as name and text, under the title.
    pub facts: Vec<(String, String)>,
}

/// What kind of mark a [`Block::Note`] carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// An example.
    Example,
    /// A mistake that others made.
    Pitfall,
    /// Advice.
    Tip,
    /// Something that must not be missed.
    Warning,
}

/// Text with its marks, in order.
pub type Inline = Vec<Run>;

/// The content of a table cell.
pub type Cell = Inline;

/// Text with one set of marks. A line feed is a line break.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Strong.
    #[serde(default, skip_serializing_if = "is_off")]
    pub bold: bool,
    /// Emphasised.
    #[serde(default, skip_serializing_if = "is_off")]
    pub italic: bool,
    /// Marked as something that is not there yet.
    #[serde(default, skip_serializing_if = "is_off")]
    pub missing: bool,
    /// Where it leads: `https:`, `http:`, `mailto:`, or `#id` of a heading. Anything else, and an
    /// id that is not there, is written as text without a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

fn is_off(mark: &bool) -> bool {
    !mark
}

impl Run {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Run {
        Run { text: text.into(), ..Run::default() }
    }

    /// Strong text.
    pub fn bold(text: impl Into<String>) -> Run {
        Run { bold: true, ..Run::plain(text) }
    }

    /// Emphasised text.
    pub fn italic(text: impl Into<String>) -> Run {
        Run { italic: true, ..Run::plain(text) }
    }

    /// Text that says that something is not there yet.
    pub fn missing(text: impl Into<String>) -> Run {
        Run { missing: true, ..Run::plain(text) }
    }

    /// Text that leads somewhere.
    pub fn link(text: impl Into<String>, target: impl Into<String>) -> Run {
        Run { link: Some(target.into()), ..Run::plain(text) }
    }
}

/// A table of text. A row that is too short is filled with empty cells, one that is too long is cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The header row, repeated on every page; it decides the number of columns.
    pub header: Vec<Cell>,
    /// The other rows.
    pub rows: Vec<Vec<Cell>>,
    /// Shares of the width, one per column; equal shares when empty.
    pub widths: Vec<u32>,
    /// Name of the table, shown above it and read aloud.
    pub caption: String,
    /// What the table holds, for who cannot see it; the caption serves when it is empty.
    pub description: String,
    /// Whether the first cell of a row names the row.
    pub row_headers: bool,
}

impl Block {
    /// A paragraph of text without marks.
    pub fn text(text: impl Into<String>) -> Block {
        Block::Paragraph(vec![Run::plain(text)])
    }

    /// A heading.
    pub fn heading(level: u8, text: impl Into<String>, id: impl Into<String>) -> Block {
        Block::Heading { level, text: text.into(), id: id.into() }
    }

    /// A list of plain texts.
    pub fn list<T: Into<String>>(ordered: bool, items: impl IntoIterator<Item = T>) -> Block {
        let items = items.into_iter().map(|it| vec![Block::text(it)]).collect();
        Block::List { ordered, items }
    }
}
