//! A dossier as the documents read it: what was filled in, what follows from it, and how to say it.

use bcm::bia::derive::{DependencyResult, Derived, ProcessResult, derive};
use bcm::bia::model::{Bia, Dependency, Process};
use bcm::bia::order::{Order, recovery_order};
use bcm::bia::review::{Finding, review};
use bcm::catalogue::Duration;
use bcm::date::Date;
use serde_json::{Map, Value};

use super::OfficeData;
use crate::{Cell, Meta, Run};

/// A dossier and everything that follows from it on a given day.
#[derive(Debug)]
pub struct View<'a> {
    /// What the government filled in: the part `data` of its dossier.
    pub data: &'a Map<String, Value>,
    /// The catalogue and the texts.
    pub office: &'a OfficeData,
    /// The day on which the document is made.
    pub today: Date,
    /// The business impact analysis.
    pub bia: Bia,
    /// What follows from the analysis.
    pub derived: Derived,
    /// The order in which everything comes back.
    pub order: Order,
    /// What the review of the analysis found, accepted findings included.
    pub findings: Vec<Finding>,
}

/// A process with what follows for it.
pub(super) type Analysed<'a> = (&'a Process, &'a ProcessResult);

impl<'a> View<'a> {
    /// Reads the data of a dossier and works out what follows from it.
    pub fn new(data: &'a Map<String, Value>, office: &'a OfficeData, today: Date) -> View<'a> {
        let bia = Bia::read(data, &office.catalogue);
        let derived = derive(&bia, &office.catalogue);
        let order = recovery_order(&bia, &derived, &office.catalogue);
        let findings = review(&bia, &derived, &office.catalogue, today);
        View { data, office, today, bia, derived, order, findings }
    }

    /// What a document of this dossier says of itself: the title with the name of the government, and
    /// the version and the day of the plan, or today.
    pub fn meta(&self, title: &str) -> Meta {
        Meta {
            title: self.name().map_or_else(|| title.to_owned(), |it| format!("{title} {it}")),
            version: self.text("bcp/details/version").unwrap_or_default(),
            date: self.date("bcp/details/date").unwrap_or(self.today),
            language: self.office.language.clone(),
            site: self.office.site.clone(),
        }
    }

    /// The name of the government, if it was filled in.
    pub fn name(&self) -> Option<String> {
        self.text("name")
    }

    /// The value at a path of keys joined by `/`.
    pub(super) fn at(&self, path: &str) -> Option<&'a Value> {
        let mut keys = path.split('/');
        let first = self.data.get(keys.next()?)?;
        keys.try_fold(first, |value, key| value.get(key)).filter(|it| !it.is_null())
    }

    /// The text at a path; a number in digits. Blank text is none.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        self.at(path).and_then(shown)
    }

    /// The day at a path, if it is one.
    pub(super) fn date(&self, path: &str) -> Option<Date> {
        self.at(path).and_then(Value::as_str).and_then(Date::parse)
    }

    /// The text at a path, with a day in words.
    pub(super) fn day(&self, path: &str) -> Option<String> {
        self.date(path).map(Date::in_words).or_else(|| self.text(path))
    }

    /// The lines at a path, whether they are one text, an array, or an object of numbered texts.
    pub(super) fn lines(&self, path: &str) -> Vec<String> {
        match self.at(path) {
            Some(Value::Array(items)) => items.iter().filter_map(shown).collect(),
            Some(Value::Object(map)) => numbered(map).into_iter().filter_map(|it| shown(it.1)).collect(),
            Some(value) => shown(value).iter().flat_map(|it| it.lines()).filter_map(trimmed).collect(),
            None => Vec::new(),
        }
    }

    /// The objects at a path, by id, numbered ones in the order of their number.
    pub(super) fn objects(&self, path: &str) -> Vec<(&'a String, &'a Map<String, Value>)> {
        let map = self.at(path).and_then(Value::as_object);
        let all = map.map(numbered).unwrap_or_default();
        all.into_iter().filter_map(|(id, it)| Some((id, it.as_object()?))).collect()
    }

    /// Every process with what follows for it, the most urgent first.
    pub(super) fn processes(&self) -> Vec<Analysed<'_>> {
        let mut all: Vec<Analysed> = self.bia.processes.iter().zip(&self.derived.processes).collect();
        all.sort_by_key(|it| it.1.priority);
        all
    }

    /// The critical processes, the most urgent first.
    pub(super) fn critical(&self) -> Vec<Analysed<'_>> {
        self.processes().into_iter().filter(|it| it.1.critical).collect()
    }

    pub(super) fn dependency(&self, id: &str) -> Option<&Dependency> {
        self.bia.dependencies.iter().find(|it| it.id == id)
    }

    pub(super) fn dependencies(&self) -> Vec<(&Dependency, &DependencyResult)> {
        self.bia.dependencies.iter().zip(&self.derived.dependencies).collect()
    }

    /// The name of a process, also of one that only the catalogue has.
    pub(super) fn process_name(&self, id: &str) -> String {
        let own = self.bia.processes.iter().find(|it| it.id == id).and_then(|it| it.name.as_deref());
        let known = || self.office.catalogue.process(id).map(|it| it.name.as_str());
        own.and_then(trimmed).or_else(|| known().map(str::to_owned)).unwrap_or_else(|| "proces zonder naam".to_owned())
    }

    /// The name of a dependency.
    pub(super) fn dependency_name(&self, id: &str) -> String {
        let name = self.dependency(id).and_then(|it| it.name.as_deref()).and_then(trimmed);
        name.unwrap_or_else(|| "middel zonder naam".to_owned())
    }

    pub(super) fn duration(&self, duration: Duration) -> String {
        duration.in_words(&self.office.catalogue)
    }

    /// The words for the code of a duration; other text as it is.
    pub(super) fn duration_code(&self, code: &Option<String>) -> Option<String> {
        let code = code.as_deref().and_then(trimmed)?;
        Some(self.office.catalogue.duration(&code).map_or(code, |it| self.duration(it)))
    }

    /// The message of a finding, with its values filled in.
    pub(super) fn message(&self, finding: &Finding) -> String {
        let rule = self.office.rules.iter().find(|it| it.number == finding.rule);
        rule.map_or_else(|| finding.rule.to_owned(), |it| it.message(&finding.values))
    }
}

/// Values by key; keys that end with a number in the order of that number.
pub(super) fn numbered(map: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let number = |key: &str| key.trim_start_matches(|it: char| !it.is_ascii_digit()).parse::<u64>().unwrap_or(u64::MAX);
    let mut all: Vec<(&String, &Value)> = map.iter().collect();
    all.sort_by_key(|it| number(it.0));
    all
}

/// A text, a number or yes and no as a person reads it; nothing for anything else or for blank text.
pub(super) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => trimmed(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(if *yes { "Ja" } else { "Nee" }.to_owned()),
        Value::Array(items) => {
            let all: Vec<String> = items.iter().filter_map(shown).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        Value::Null | Value::Object(_) => None,
    }
}

pub(super) fn trimmed(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The cell with a text, or with the mark that it is missing.
pub(super) fn cell(text: Option<String>) -> Cell {
    vec![text.map_or_else(|| Run::missing(MISSING), Run::plain)]
}

/// The cell with a text, or a dash where nothing is needed.
pub(super) fn optional(text: Option<String>) -> Cell {
    vec![Run::plain(text.unwrap_or_else(|| "–".to_owned()))]
}

/// Cells with plain texts.
pub(super) fn cells<const N: usize>(texts: [&str; N]) -> Vec<Cell> {
    texts.into_iter().map(|it| vec![Run::plain(it)]).collect()
}

/// What stands where something still has to be filled in.
pub(super) const MISSING: &str = "nog in te vullen";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_their_number() {
        let map: Map<String, Value> = serde_json::from_str(r#"{"r10":1,"r2":2,"éé":3,"1":4}"#).unwrap();
        let keys: Vec<&str> = numbered(&map).iter().map(|it| it.0.as_str()).collect();
        assert_eq!(keys, ["1", "r2", "r10", "éé"]);
    }
}
