//! What the top of a page may say: the keys that every kind shares, and those of one kind.

use std::sync::OnceLock;

use bcm::field::Field;
use schemars::JsonSchema;
use serde::Deserialize;

use super::shape::{self, Record, Shape};
use bcm::date::Date;

/// What sort of page a Markdown file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One question of an editor's reader, answered.
    Guidance,
    /// A meeting of the trajectory.
    Workshop,
    /// A document of somebody else.
    Reference,
    /// A file to download, made by us.
    Template,
    /// A good practice.
    Case,
    /// A building block of the plan.
    Block,
    /// The start page of one sort of reader.
    Start,
    /// Questions and answers.
    Faq,
    /// A form that runs in the browser, or a way to work without one.
    Tool,
    /// Anything else.
    Page,
}

impl Kind {
    /// Every kind, in the order in which lists show them.
    pub const ALL: [Kind; 10] = [
        Kind::Guidance,
        Kind::Workshop,
        Kind::Tool,
        Kind::Template,
        Kind::Block,
        Kind::Case,
        Kind::Reference,
        Kind::Start,
        Kind::Faq,
        Kind::Page,
    ];

    /// The word in keys, template names and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Guidance => "guidance",
            Kind::Workshop => "workshop",
            Kind::Reference => "reference",
            Kind::Template => "template",
            Kind::Case => "case",
            Kind::Block => "block",
            Kind::Start => "start",
            Kind::Faq => "faq",
            Kind::Tool => "tool",
            Kind::Page => "page",
        }
    }
}

/// The keys that every kind shares.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Common {
    /// The heading of the page.
    pub title: String,
    /// A shorter title for menus.
    pub nav_title: Option<String>,
    /// One sentence for lists, search engines and social media.
    pub description: Option<String>,
    /// First published.
    pub date: Option<Date>,
    /// Last changed.
    pub updated: Option<Date>,
    /// After this day the page must be read again.
    pub review_by: Option<Date>,
    /// The day somebody last held the page against its sources.
    pub checked: Option<Date>,
    /// Free subjects; each has a page.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What readers may type for this page and it does not say: everyday words, for the search alone.
    #[serde(default)]
    pub search_words: Vec<String>,
    /// Old addresses that lead here.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Shown by `serve`, left out by `build`.
    #[serde(default)]
    pub draft: bool,
    /// Place in the folder's list; small comes first.
    pub weight: Option<i64>,
    /// In het kort.
    #[serde(default)]
    #[schemars(extend("x-ref" = "markdown"))]
    pub in_short: Vec<String>,
    /// Voor wie.
    #[serde(default)]
    pub audience: Vec<String>,
    /// Bronnen.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Pages that a reader may want next.
    #[serde(default)]
    #[schemars(extend("x-ref" = "page"))]
    pub related: Vec<String>,
    /// Templates and tools that help.
    #[serde(default)]
    #[schemars(extend("x-ref" = "page"))]
    pub tools: Vec<String>,
    /// Keys for a theme of one's own.
    #[serde(default)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub url: Option<String>,
    /// What it was used for.
    pub note: Option<String>,
    /// Whether somebody held the fact against the source.
    pub verified: Option<bool>,
}

/// The keys of one kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Details {
    /// Keys of a [`Kind::Workshop`].
    Workshop(Workshop),
    /// Keys of a [`Kind::Reference`].
    Reference(Reference),
    /// Keys of a [`Kind::Template`].
    Template(Template),
    /// Keys of a [`Kind::Case`].
    Case(Case),
    /// Keys of a [`Kind::Block`].
    Block(Block),
    /// Keys of a [`Kind::Start`].
    Start(Start),
    /// Keys of a [`Kind::Tool`].
    Tool(Tool),
    /// Keys of a [`Kind::Page`].
    Page(PageKeys),
    /// A kind without keys of its own.
    None,
}

/// Keys of a workshop.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Workshop {
    /// 0 is the preparation.
    pub number: u8,
    /// How long it takes, in words.
    pub duration: Option<String>,
}

/// Keys of a reference document.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Reference {
    /// Who publishes it.
    #[schemars(extend("x-ref" = "organisation"))]
    pub issuer: String,
    /// When.
    pub year: Option<u16>,
    /// Which edition.
    pub version: Option<String>,
    /// In which languages.
    pub language: Vec<Language>,
    /// Free or paid.
    pub price: Price,
    /// What one may do with it.
    pub license: Option<String>,
    /// The issuer's own address.
    pub url: Option<String>,
    /// Whether that address was opened and found right.
    #[serde(default)]
    pub url_checked: bool,
    /// What it is for, in one sentence.
    pub purpose: String,
    /// Which parts matter for which building block.
    #[serde(default)]
    pub blocks: Vec<BlockUse>,
}

/// A part of a reference that matters for a building block.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct BlockUse {
    /// The block's code.
    #[schemars(extend("x-ref" = "block"))]
    pub block: String,
    /// Clause or page.
    #[serde(rename = "where")]
    pub place: String,
}

/// A language of a reference document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Language {
    Nl,
    En,
    Fr,
    De,
}

/// What a reference document costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Price {
    Free,
    Paid,
}

/// Keys of a template.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Template {
    /// What is made: `bia-sheet`, `bcp` or a file of `data/documents/`.
    #[schemars(extend("x-ref" = "document"))]
    pub document: String,
    /// The version on the cover.
    pub version: String,
    /// How long filling it in takes, in words.
    pub duration: Option<String>,
    /// What one needs at hand.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What one may do with it.
    pub license: Option<String>,
}

/// Keys of a good practice.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Case {
    /// Where it happened.
    pub government: String,
    /// Two letters.
    pub country: String,
    /// Small under 20,000 inhabitants, large over 100,000.
    pub size: Size,
    /// How many inhabitants, when a source says so.
    pub inhabitants: Option<u32>,
    /// What happened.
    pub incident: Incident,
    /// What one learns from it.
    pub themes: Vec<String>,
    /// When, in words or as a date.
    pub happened: String,
    /// How long, in words.
    pub lasted: Option<String>,
}

/// How many people a government serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Size {
    Small,
    Medium,
    Large,
    Unknown,
}

/// What went wrong in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Incident {
    Cyber,
    Fire,
    Outage,
    Supplier,
    Utilities,
    Flood,
    Pandemic,
    Other,
}

/// Keys of a building block.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Block {
    /// Permanent: `B01` to `B18`.
    pub code: String,
    /// Part of the smallest plan that is a plan.
    #[serde(default)]
    pub minimum_set: bool,
    /// What must stand in it.
    pub contents: Vec<String>,
    /// The test.
    pub done_when: String,
    /// What a government fills in.
    pub fields: Vec<Field>,
}

/// Keys of a start page.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Start {
    /// Whose page it is.
    pub role: String,
    /// How long it takes.
    pub minutes: Option<u16>,
}

/// Keys of a tool.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Tool {
    /// What runs on the page.
    pub tool: ToolKind,
    /// Which questionnaire, for `tool: questionnaire`.
    #[schemars(extend("x-ref" = "questionnaire"))]
    pub questionnaire: Option<String>,
    /// Which form, for `tool: form`.
    #[schemars(extend("x-ref" = "form"))]
    pub form: Option<String>,
}

/// What runs on a tool's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ToolKind {
    Questionnaire,
    Form,
    Bia,
    Bcp,
    Guide,
}

/// Keys of a plain page.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct PageKeys {
    /// Which template.
    #[serde(default)]
    pub layout: Layout,
    /// How the list of a folder's own page is divided.
    #[serde(default)]
    pub groups: Vec<Group>,
}

/// A part of a folder's list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Group {
    /// The heading above it.
    pub title: String,
    /// The lowest `weight` of its pages; the next group's is the end of it.
    pub from: i64,
}

/// How a plain page looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// As any other page.
    #[default]
    Page,
    /// Doors, the trajectory, a figure.
    Home,
    /// References by building block.
    Matrix,
}

/// The shape of the front matter of a kind: the shared keys and its own.
///
/// A folder's own page (`index.md`) has the shared keys alone, whatever its folder holds.
pub fn shape(kind: Kind) -> &'static Shape {
    static SHAPES: OnceLock<Vec<Shape>> = OnceLock::new();
    let shapes = SHAPES.get_or_init(|| Kind::ALL.iter().map(|kind| combined(*kind)).collect());
    let at = Kind::ALL.iter().position(|it| *it == kind).unwrap_or(Kind::ALL.len() - 1);
    &shapes[at]
}

fn combined(kind: Kind) -> Shape {
    let own = match kind {
        Kind::Workshop => shape::of::<Workshop>(),
        Kind::Reference => shape::of::<Reference>(),
        Kind::Template => shape::of::<Template>(),
        Kind::Case => shape::of::<Case>(),
        Kind::Block => shape::of::<Block>(),
        Kind::Start => shape::of::<Start>(),
        Kind::Tool => shape::of::<Tool>(),
        Kind::Page => shape::of::<PageKeys>(),
        Kind::Guidance | Kind::Faq => return shape::of::<Common>(),
    };
    match (shape::of::<Common>(), own) {
        (Shape::Record(common), Shape::Record(own)) => {
            let mut fields = common.fields.clone();
            fields.extend(own.fields.clone());
            Shape::Record(Record { fields }.into())
        }
        (common, _) => common,
    }
}

/// The typed keys of a clean front matter; an error here is a mistake of ours, not of an author.
///
/// # Errors
/// When the shape let something through that the type refuses.
pub fn decode(kind: Kind, json: serde_json::Value) -> Result<(Common, Details), serde_json::Error> {
    let details = match kind {
        Kind::Workshop => Details::Workshop(Workshop::deserialize(&json)?),
        Kind::Reference => Details::Reference(Reference::deserialize(&json)?),
        Kind::Template => Details::Template(Template::deserialize(&json)?),
        Kind::Case => Details::Case(Case::deserialize(&json)?),
        Kind::Block => Details::Block(Block::deserialize(&json)?),
        Kind::Start => Details::Start(Start::deserialize(&json)?),
        Kind::Tool => Details::Tool(Tool::deserialize(&json)?),
        Kind::Page => Details::Page(PageKeys::deserialize(&json)?),
        Kind::Guidance | Kind::Faq => Details::None,
    };
    Ok((serde_json::from_value(json)?, details))
}
