//! The types of the files in `data/` that the generator itself reads.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::front_matter::Kind;
use bcm::date::Date;
use bcm::field::Field;
use bcm::plan::{Decisions, Exercises, Messages, Roles, Scenarios, Strategies};

/// `data/site.yaml`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct SiteConfig {
    /// The name of the site.
    pub title: String,
    /// Where it lives, such as `https://voorbeeld.example/`.
    pub base_url: String,
    /// A BCP 47 language tag.
    pub language: String,
    /// One line under the name.
    pub tagline: Option<String>,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// A folder of `themes/`.
    #[serde(default = "default_theme")]
    pub theme: String,
    /// Who publishes the site.
    pub publisher: Option<String>,
    /// What the site is not.
    pub disclaimer: Option<String>,
    /// What one may do with it.
    pub license_note: Option<String>,
    /// Where a reader finds help.
    pub help: Option<Help>,
    /// Where mistakes on a page are sent.
    pub mistake_mail: Option<String>,
    /// The main menu.
    #[serde(default)]
    pub nav: Vec<MenuItem>,
    /// The menu at the foot.
    #[serde(default)]
    pub footer: Vec<MenuItem>,
    /// The page that every header leads to.
    pub first_hour: Option<MenuItem>,
    /// Which kind of page a folder of `content/` holds.
    #[serde(default)]
    pub kinds: BTreeMap<String, Kind>,
    /// The pages of the trajectory, in order.
    #[serde(default)]
    #[schemars(extend("x-ref" = "content-page"))]
    pub trajectory: Vec<String>,
    /// The home page.
    pub home: Option<Home>,
    /// Who to tell about a weak spot, for `security.txt`.
    pub security: Option<Security>,
}

fn default_theme() -> String {
    "default".to_owned()
}

/// Where a reader finds help.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Help {
    /// The heading.
    pub title: String,
    /// What one may ask.
    pub text: String,
    /// A page below `content/`, or an address.
    pub url: Option<String>,
}

/// A line of a menu.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct MenuItem {
    /// What it says.
    pub title: String,
    /// The page, relative to `content/`.
    #[schemars(extend("x-ref" = "content-page"))]
    pub page: Option<String>,
    /// A page that the program makes: `begrippen`, `zoeken`, `tags`.
    pub made: Option<String>,
}

/// What the home page shows besides its text.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Home {
    /// The first choices.
    #[serde(default)]
    pub doors: Vec<Door>,
    /// The trajectory as a line.
    #[serde(default)]
    pub trajectory: Vec<Door>,
    /// One figure that says why.
    pub fact: Option<Fact>,
}

/// A way in.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Door {
    /// What it says.
    pub title: String,
    /// Where it leads, relative to `content/`.
    #[schemars(extend("x-ref" = "content-page"))]
    pub page: String,
    /// One sentence.
    pub description: String,
    /// How long it takes, or how much there is.
    pub meta: Option<String>,
}

/// A figure with its source.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Fact {
    /// The figure.
    pub figure: String,
    /// What it counts.
    pub text: String,
    /// Where it comes from.
    pub source: String,
    /// Where one reads on, relative to `content/`.
    #[schemars(extend("x-ref" = "content-page"))]
    pub page: Option<String>,
    /// The words of that link.
    pub link_text: Option<String>,
}

/// For `security.txt` (RFC 9116).
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Security {
    /// An address, `mailto:` or `https:`.
    pub contact: String,
    /// After this day the file no longer counts.
    pub expires: Date,
    /// Languages that may be used, such as `nl, en`.
    pub languages: Option<String>,
}

/// `data/bcp/`: what a continuity plan starts from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanData {
    /// Choices per resource.
    pub strategies: Strategies,
    /// Scenarios of loss.
    pub scenarios: Scenarios,
    /// What the college decides.
    pub decisions: Decisions,
    /// The ladder of exercises.
    pub exercises: Exercises,
    /// Model messages.
    pub messages: Messages,
    /// Usual roles.
    pub roles: Roles,
}

/// `data/glossary.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
pub struct Glossary {
    /// The terms.
    pub terms: Vec<Term>,
    /// Words that mean the same to a search without being a term.
    #[serde(default)]
    pub synonyms: Vec<Vec<String>>,
}

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Term {
    /// Permanent: its anchor and what `begrip:` links name.
    pub id: String,
    /// The term.
    pub term: String,
    /// Its abbreviations.
    #[serde(default)]
    pub abbreviations: Vec<String>,
    /// The English term.
    pub english: Option<String>,
    /// What it is.
    pub definition: String,
    /// The same in everyday words.
    pub plain: Option<String>,
    /// Other words for it.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// Inflected forms: explained like the term, and not shown.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Terms it is confused with.
    #[serde(default)]
    pub confused_with: Vec<Confusion>,
    /// Whether its first use on a page is explained without being asked.
    #[serde(default = "yes")]
    pub auto: bool,
}

fn yes() -> bool {
    true
}

/// How two terms differ.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Confusion {
    /// The other term's id.
    #[schemars(extend("x-ref" = "term"))]
    pub term: String,
    /// The difference, in a sentence.
    pub difference: String,
}

/// `data/organisations.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
pub struct Organisations {
    /// The organisations.
    pub organisations: Vec<Organisation>,
}

/// Somebody who publishes reference documents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Organisation {
    /// What `issuer` names.
    pub id: String,
    /// The whole name.
    pub name: String,
    /// What people call it.
    pub short: Option<String>,
    /// Its own address.
    pub url: Option<String>,
    /// Two letters, or `internationaal`.
    pub country: Option<String>,
}

/// `data/documents/`: a document as an author writes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct DocumentSource {
    /// Permanent id; also the name of the file.
    pub id: String,
    /// The title of the document.
    pub title: String,
    /// Version of the content, such as `1.0`.
    pub version: String,
    /// What the document is for, and how to use it.
    pub intro: String,
    /// The parts, in reading order.
    pub sections: Vec<SectionSource>,
}

/// A part of a document: written here, or made from other data, and then it has `from`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct SectionSource {
    /// The heading of a part that is written here.
    pub title: Option<String>,
    /// Whether it begins a page.
    #[serde(default)]
    pub new_page: bool,
    /// Paragraphs under the heading.
    pub text: Option<String>,
    /// Steps to take, in order.
    #[serde(default)]
    pub steps: Vec<String>,
    /// What is filled in.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Which data become parts of the document, each of their items one.
    pub from: Option<Made>,
    /// The ids of the items to take; all of them when there are none.
    #[serde(default)]
    pub only: Vec<String>,
    /// The form, for [`Made::Form`].
    pub form: Option<String>,
}

/// Data that can become parts of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Made {
    /// `data/bcp/messages.yaml`.
    Messages,
    /// `data/bcp/decisions.yaml`.
    Decisions,
    /// `data/bcp/scenarios.yaml`.
    Scenarios,
    /// `data/bcp/exercises.yaml`.
    Exercises,
    /// A file of `data/forms/`.
    Form,
}
