//! The markup of a tool for a state: once for the whole page, when the site is built, and again in
//! the browser for the regions that an answer changed. Both sides run the same functions.
//!
//! Pure: a state in, HTML out. No style, script or handler stands in the markup; what only makes
//! sense with JavaScript carries `hidden` until the script takes it away.

mod page;
mod region;
pub mod session;
mod words;

use std::collections::BTreeMap;

use bcm::questionnaire::Questionnaire;
use serde::{Deserialize, Serialize};

pub use page::questionnaire_page;
pub use region::{Progress, progress_region, result_region};

/// Where a page is, seen from the page that holds the tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Address, relative or absolute.
    pub url: String,
    /// Title of the page.
    pub title: String,
}

/// Finds the page with a path such as `richtlijnen/wat-is-een-bcp.md`. A path without a page gives
/// no link; the generator tells the author about it.
pub type Links<'a> = dyn Fn(&str) -> Option<Link> + 'a;

/// Where the script finds what it loads, seen from the page that holds the tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addresses<'a> {
    /// The glue script of the program.
    pub program: &'a str,
    /// The program itself.
    pub wasm: &'a str,
    /// The questionnaire as [`browser_json`] wrote it.
    pub questionnaire: &'a str,
}

/// What the program in the browser needs: a questionnaire with the links in it already found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Linked {
    /// The questionnaire.
    pub questionnaire: Questionnaire,
    /// Version of the site's content, for the dossier.
    pub content_version: String,
    /// Links by path.
    pub links: BTreeMap<String, Link>,
}

/// The JSON file that the program in the browser reads: a [`Linked`].
pub fn browser_json(questionnaire: &Questionnaire, content_version: &str, links: &Links) -> String {
    let found = questionnaire.paths().into_iter().filter_map(|it| Some((it.to_owned(), links(it)?)));
    let linked = Linked {
        questionnaire: questionnaire.clone(),
        content_version: content_version.to_owned(),
        links: found.collect(),
    };
    serde_json::to_string(&linked).unwrap_or_default()
}
