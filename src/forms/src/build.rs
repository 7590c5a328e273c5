//! For the generator: the static page of a tool, and the data that its program reads.

use std::collections::BTreeMap;

use bcm::catalogue::Catalogue;
use bcm::field::BuildingBlock;
use bcm::form::Form as FormData;
use bcm::questionnaire::Questionnaire;
use serde_json::{Value, json};

use crate::frame::Frame;
use crate::{Addresses, Link, Links, bcp, bia, form, questionnaire};

/// A tool on its page.
#[derive(Debug, Clone, Copy)]
pub enum Page<'a> {
    /// A questionnaire of levels.
    Questionnaire(&'a Questionnaire),
    /// A questionnaire of fields.
    Form(&'a FormData),
    /// The business impact analysis.
    Bia(&'a Catalogue),
    /// The continuity plan.
    Bcp(&'a [BuildingBlock]),
}

/// The body of the page, without its `h1`: complete without a program, and good to print.
pub fn page(tool: Page, links: &Links, addresses: Option<&Addresses>) -> String {
    let (name, id, paper) = match tool {
        Page::Questionnaire(it) => ("questionnaire", it.id.as_str(), questionnaire::paper(it, links)),
        Page::Form(it) => ("form", it.id.as_str(), form::paper(it)),
        Page::Bia(it) => ("bia", "bia", bia::paper(it)),
        Page::Bcp(it) => ("bcp", "bcp", bcp::paper(it)),
    };
    let sheets = matches!(tool, Page::Bia(_) | Page::Bcp(_));
    Frame { tool: name, id, addresses, sheets, paper }.html()
}

/// The JSON that the program reads: the data of a tool, with the links that it shows.
pub fn linked_json(tool: &str, content_version: &str, links: &BTreeMap<String, Link>, data: Value) -> String {
    let links: serde_json::Map<String, Value> =
        links.iter().map(|(path, it)| (path.clone(), json!({"url": it.url, "title": it.title}))).collect();
    json!({"tool": tool, "content_version": content_version, "links": links, "data": data}).to_string()
}

/// Pages that the screens of the BIA and the plan lead to, below `content/`.
pub const PAGES: &[&str] = &[
    bcp::BIA_PAGE,
    bcp::SHEET_PAGE,
    bcp::STRATEGY_PAGE,
    bcp::PRIVACY_PAGE,
    bcp::EXERCISE_PAGE,
    bcp::CARD_PAGE,
    "hulpmiddelen/bcp.md",
    "richtlijnen/bia-stap-voor-stap.md",
    "workshops/workshop-2.md",
];
