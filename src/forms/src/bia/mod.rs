//! The business impact analysis: processes, what happens when they stop, and what they need.
//!
//! Method and rules are those of `bcm::bia`; here is only how they are asked and shown.

mod acts;
mod choose;
mod fields;
mod means;
mod paper;
mod picture;
mod process;
mod result;
mod review;
mod start;
mod submit;
mod work;

use bcm::bia::review::RuleText;
use bcm::catalogue::Catalogue;
use bcm::json::{ById, field};
use maud::Markup;
use serde_json::Value;

use crate::Link;
use crate::session::TextFile;
use crate::shape::Kind;
use crate::tool::{Act, Done, Screen, State, Tool};

pub(crate) use fields::FIELDS;
#[cfg(feature = "build")]
pub(crate) use paper::paper;
use work::{Options, Work};

/// The page with the Excel sheet.
pub(crate) const SHEET_PAGE: &str = "sjablonen/bia-blad.md";
/// What happens with data.
pub(crate) const PRIVACY_PAGE: &str = "privacy.md";
/// The tool for the continuity plan.
pub(crate) const PLAN_PAGE: &str = "hulpmiddelen/bcp.md";

/// The business impact analysis as a tool.
#[derive(Debug)]
pub(crate) struct BiaTool {
    catalogue: Catalogue,
    rules: Vec<RuleText>,
    /// Codes and labels to choose from, made once.
    durations: Options,
    kinds: Options,
    domains: Options,
    links: ById<Link>,
}

impl BiaTool {
    /// Reads its data: `catalogue`, and `rules` with the texts of the review.
    pub(crate) fn read(data: &Value, links: ById<Link>) -> Option<Self> {
        let map = data.as_object()?;
        let catalogue: Catalogue = field(map, "catalogue")?;
        let kinds = catalogue.dependency_types.iter().map(|it| (it.id.clone(), it.label.clone())).collect();
        let domains = catalogue.domains.iter().map(|it| (it.id.clone(), it.name.clone())).collect();
        let durations = catalogue.durations();
        Some(Self { rules: field(map, "rules")?, durations, kinds, domains, catalogue, links })
    }

    /// The text of a rule.
    fn rule(&self, number: &str) -> Option<&RuleText> {
        self.rules.iter().find(|it| it.number == number)
    }
}

impl Tool for BiaTool {
    fn catalogue(&self) -> Option<&Catalogue> {
        Some(&self.catalogue)
    }

    fn first(&self, _state: &State) -> String {
        "start".to_owned()
    }

    fn screen(&self, state: &State, address: &str) -> Option<Screen> {
        let work = Work::new(self, state);
        match address.split_once('/').unwrap_or((address, "")) {
            ("start", "") => Some(start::screen(&work)),
            ("instellingen", "") => Some(choose::settings(&work)),
            ("processen", "") => Some(choose::processes(&work)),
            ("sorteren", "") => Some(choose::sort(&work)),
            ("proces", rest) => process::screen(&work, rest),
            ("middelen", "") => Some(means::list(&work)),
            ("middel", id) => means::screen(&work, id),
            ("aandachtspunten", "") => Some(review::screen(&work)),
            ("resultaat", "") => Some(result::screen(&work)),
            ("controle", "") => Some(submit::check(&work)),
            ("indienen", "") => Some(submit::screen(&work)),
            ("excel", "") => Some(submit::sheet(&work)),
            _ => None,
        }
    }

    fn regions(&self, state: &State, address: &str) -> Vec<(&'static str, Markup)> {
        let work = Work::new(self, state);
        let findings = || ("findings", review::of_screen(&work, address));
        match address.split_once('/').unwrap_or((address, "")) {
            ("instellingen", "") => vec![findings()],
            ("processen", "") => vec![("count", choose::chosen(&work)), findings()],
            ("sorteren", "") => vec![("counts", choose::class_counts(&work)), findings()],
            ("aandachtspunten", "") => vec![("counts", review::summary(&work))],
            ("proces", rest) => process::regions(&work, rest),
            ("middel", id) => means::regions(&work, id),
            _ => Vec::new(),
        }
    }

    fn act(&self, state: &mut State, act: &Act) -> Option<Done> {
        acts::act(self, state, act)
    }

    fn kind(&self, _path: &str) -> Option<Kind> {
        None
    }

    fn print(&self, state: &State) -> Markup {
        paper::print(&Work::new(self, state))
    }

    fn file(&self, state: &State, kind: &str) -> Option<TextFile> {
        match kind {
            "submission" => Some(submit::file(state)),
            "calendar" => Some(submit::calendar(state)),
            _ => None,
        }
    }

    fn describe(&self, state: &State, path: &str) -> Option<(String, String)> {
        let rest = path.strip_prefix("bia/")?;
        let work = Work::new(self, state);
        if let Some(rest) = rest.strip_prefix("accepted/") {
            let rule = rest.split(':').next().unwrap_or_default();
            let title = self.rule(rule).map_or("", |it| it.title.as_str());
            return Some((["Aandachtspunt ", rule, ", ", title].concat(), work::definition(path)?.label.to_owned()));
        }
        let rest = rest.strip_prefix("processes/")?;
        let (id, key) = rest.split_once('/').unwrap_or((rest, ""));
        work.bia.process(id)?;
        Some((work.process_name(id).to_owned(), work.label(path, key)))
    }

    fn after(&self, state: &State, path: &str, _now: &str) -> Vec<(String, Option<Value>)> {
        acts::after(state, path)
    }
}
