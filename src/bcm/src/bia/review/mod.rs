//! The critical look at a BIA: 34 rules, each with a place, a reason and a way out.
//!
//! The rules are those of `bia.md` §7 (own proposal). A rule speaks only about what is there: an
//! empty field is no mistake unless the rule is about that field. The Dutch texts are data.

mod impact;
mod means;
mod people;
mod procedure;
mod text;
mod times;
mod whole;

use super::derive::{Derived, ProcessResult};
use super::model::{Acceptance, Bia, Dependency, Process};
use crate::catalogue::{Catalogue, Class, Duration};
use crate::date::Date;
use crate::sort::sort;

pub use text::{RuleText, RuleTexts};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something contradicts itself, or leaves people without help: mend it or accept it with a reason.
    Fault,
    /// Something that is probably not what was meant.
    Warning,
    /// A question to ask oneself.
    Tip,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Its rule, `R01` to `R34`.
    pub rule: &'static str,
    /// How bad it is here.
    pub severity: Severity,
    /// The path of the field that it is about, below the data of the dossier.
    pub path: String,
    /// The process that it is about, if one.
    pub process: Option<String>,
    /// The dependency that it is about, if one.
    pub dependency: Option<String>,
    /// What fills the blanks of the message, by name.
    pub values: Vec<(&'static str, String)>,
    /// Why it may stay, if somebody said so.
    pub accepted: Option<Acceptance>,
}

impl Finding {
    /// What it is called in `bia/accepted`: the rule and the path, `R01:processes.BZ1.rto`.
    pub fn key(&self) -> String {
        let path = self.path.strip_prefix("bia/").unwrap_or(&self.path);
        format!("{}:{}", self.rule, path.replace('/', "."))
    }
}

/// A rule: its number, the blanks that its message may have, and what it looks for.
struct Rule {
    number: &'static str,
    blanks: &'static [&'static str],
    check: fn(&mut Case),
}

const fn rule(number: &'static str, blanks: &'static [&'static str], check: fn(&mut Case)) -> Rule {
    Rule { number, blanks, check }
}

const RULES: [Rule; 34] = [
    rule("R01", &["process", "rto", "mtpd"], times::rto_before_mtpd),
    rule("R02", &["process", "rto", "wrt", "mtpd"], times::time_to_catch_up),
    rule("R03", &["process", "category", "moment"], impact::never_falls),
    rule("R04", &["process", "longest"], impact::critical_without_impact),
    rule("R05", &["process", "moment", "class"], impact::impact_without_critical),
    rule("R06", &["process", "mtpd", "derived"], times::longer_without_reason),
    rule("R07", &["process"], impact::all_the_same),
    rule("R08", &["process", "class"], impact::life_is_class_a),
    rule("R09", &["process", "dependency", "contract", "need"], means::back_too_late),
    rule("R10", &["process", "dependency", "backup", "rpo"], means::backup_too_rare),
    rule("R11", &["process"], means::data_and_rpo),
    rule("R12", &["process", "dependency", "rta", "need"], means::test_too_slow),
    rule("R13", &["dependency", "last"], means::recovery_not_tested),
    rule("R14", &["process", "dependency", "contract"], means::supplier_promise),
    rule("R15", &["dependency", "processes"], means::single_point),
    rule("R16", &["process", "dependency", "minimum", "left", "percent"], people::minimum_staff),
    rule("R17", &["dependency"], people::nobody_replaces),
    rule("R18", &["process"], people::no_owner),
    rule("R19", &["count", "total"], people::filled_in_by_ict),
    rule("R20", &["process", "upstream", "rto", "upstream_rto"], times::upstream_later),
    rule("R21", &["process", "dependency"], means::infrastructure_forgotten),
    rule("R22", &["process"], procedure::missing),
    rule("R23", &["process", "days", "recovery"], procedure::too_short),
    rule("R24", &["process", "dependency"], procedure::uses_what_fails),
    rule("R25", &["process"], procedure::only_online),
    rule("R26", &["process"], procedure::no_minimum),
    rule("R27", &["process"], procedure::everything_must),
    rule("R28", &["process", "term", "days", "mtpd"], times::legal_term),
    rule("R29", &["process", "peak"], times::peak_without_time),
    rule("R30", &["process"], times::working_days),
    rule("R31", &["count", "total", "percent"], whole::everything_critical),
    rule("R32", &["domains"], whole::nothing_critical),
    rule("R33", &["function", "count"], people::replaces_everyone),
    rule("R34", &["date"], whole::outdated),
];

/// Holds a BIA against all rules: faults first, then by rule and place.
pub fn review(bia: &Bia, derived: &Derived, catalogue: &Catalogue, today: Date) -> Vec<Finding> {
    let mut case = Case { bia, derived, catalogue, today, rule: "", found: Vec::new() };
    for rule in &RULES {
        case.rule = rule.number;
        (rule.check)(&mut case);
    }
    let mut found = case.found;
    for finding in &mut found {
        finding.accepted = bia.accepted.get(&finding.key()).cloned();
    }
    sort(&mut found, |a, b| order(a) < order(b));
    found
}

fn order(finding: &Finding) -> (Severity, &'static str, &str) {
    (finding.severity, finding.rule, &finding.path)
}

/// What the rules look at, and what they found so far.
struct Case<'a> {
    bia: &'a Bia,
    derived: &'a Derived,
    catalogue: &'a Catalogue,
    today: Date,
    rule: &'static str,
    found: Vec<Finding>,
}

impl<'a> Case<'a> {
    /// The processes with what follows for them.
    fn processes(&self) -> impl Iterator<Item = (&'a Process, &'a ProcessResult)> + use<'a> {
        self.bia.processes.iter().zip(&self.derived.processes)
    }

    /// Every use of a known dependency by a process.
    fn needs(&self) -> impl Iterator<Item = (&'a Process, &'a ProcessResult, &'a Dependency)> + use<'a> {
        let bia = self.bia;
        let of = move |(process, result): (&'a Process, &'a ProcessResult)| {
            let known = process.needs.keys().filter_map(move |id| bia.dependency(id));
            known.map(move |it| (process, result, it))
        };
        self.processes().flat_map(of)
    }

    fn duration(&self, code: &Option<String>) -> Option<Duration> {
        self.catalogue.duration(code.as_deref()?)
    }

    fn words(&self, duration: Duration) -> String {
        duration.in_words(self.catalogue)
    }

    fn title(&self, process: &'a Process) -> &'a str {
        process.title(self.catalogue)
    }

    /// A finding about a field of a process.
    fn process(&mut self, severity: Severity, process: &Process, field: &str, values: &[(&'static str, String)]) {
        let title = process.title(self.catalogue).to_owned();
        self.found.push(Finding {
            rule: self.rule,
            severity,
            path: format!("bia/processes/{}/{field}", process.id),
            process: Some(process.id.clone()),
            dependency: None,
            values: [("process", title)].into_iter().chain(values.iter().cloned()).collect(),
            accepted: None,
        });
    }

    /// A finding about a field of a dependency, for its most urgent process or for all.
    fn dependency(
        &mut self,
        severity: Severity,
        dependency: &Dependency,
        field: &str,
        process: Option<&Process>,
        values: &[(&'static str, String)],
    ) {
        let name = ("dependency", dependency.title().to_owned());
        let of = process.map(|it| ("process", it.title(self.catalogue).to_owned()));
        self.found.push(Finding {
            rule: self.rule,
            severity,
            path: format!("bia/dependencies/{}/{field}", dependency.id),
            process: process.map(|it| it.id.clone()),
            dependency: Some(dependency.id.clone()),
            values: [name].into_iter().chain(of).chain(values.iter().cloned()).collect(),
            accepted: None,
        });
    }

    /// A finding about how many of a dependency a process needs.
    fn use_of(
        &mut self,
        severity: Severity,
        process: &Process,
        dependency: &Dependency,
        values: &[(&'static str, String)],
    ) {
        self.process(severity, process, &format!("needs/{}/minimum", dependency.id), values);
        if let Some(it) = self.found.last_mut() {
            it.dependency = Some(dependency.id.clone());
            it.values.push(("dependency", dependency.title().to_owned()));
        }
    }

    /// A finding about the whole BIA.
    fn whole(&mut self, severity: Severity, path: &str, values: &[(&'static str, String)]) {
        self.found.push(Finding {
            rule: self.rule,
            severity,
            path: path.to_owned(),
            process: None,
            dependency: None,
            values: values.to_vec(),
            accepted: None,
        });
    }
}

/// Whether the class says A or B.
fn is_urgent(class: Option<Class>) -> bool {
    class.is_some_and(|it| it <= Class::B)
}
