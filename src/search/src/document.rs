//! What goes into an index.

use alloc::string::String;
use alloc::vec::Vec;

/// A page as search sees it: plain text in sections, no markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Address relative to the root of the site, without a leading slash; unique in an index.
    pub url: String,
    /// Title of the page.
    pub title: String,
    /// Code of the kind of page, such as `guidance`.
    pub kind: String,
    /// Name of the kind as readers see it, such as `Richtlijn`.
    pub kind_label: String,
    /// What the page is about, in a sentence or a few; it may stand in the text too.
    pub summary: String,
    /// How much the page counts beside others that answer as well, in hundredths: 0 stands for 100.
    pub weight: u8,
    /// The text in reading order. What stands before the first heading is a section without anchor
    /// and with an empty heading.
    pub sections: Vec<Section>,
    /// Words and phrases that describe the page without standing in its text, such as tags.
    pub keywords: Vec<String>,
    /// The names of the thing that the page defines, if it does: a query that is one of them finds it first.
    pub names: Vec<String>,
    /// What the results can be limited to beside the kind: codes with a value each, such as
    /// `("theme", "back-up")`; a code may come more than once.
    pub facets: Vec<(String, String)>,
}

/// A heading with the text below it, up to the next heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The id of the heading, without `#`; none when the section is the start of the page.
    pub anchor: Option<String>,
    /// The text of the heading; empty when there is none.
    pub heading: String,
    /// The text of the section, as it may be quoted in a snippet.
    pub text: String,
    /// Whether it stands in a file or in a form that the page offers, and not in the text of the page.
    pub is_download: bool,
}

/// Groups of phrases that mean the same: a search for one finds all of its group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
}

impl Synonyms {
    /// Takes groups such as `[RTO, hersteltijddoel, recovery time objective]`. The order of groups
    /// and of phrases has no meaning; groups of one phrase only lend their words to the splitting
    /// of compounds.
    pub fn new(groups: Vec<Vec<String>>) -> Self {
        Self { groups }
    }

    pub(crate) fn groups(&self) -> &[Vec<String>] {
        &self.groups
    }
}
