//! Rules about the BIA as a whole.

use super::super::derive::{ProcessResult, best_class};
use super::{Case, Severity};
use crate::catalogue::Class;

/// Share of class A above which everything is critical, in percent (`bia.md` R31).
pub(super) const MOST_A: usize = 40;

/// Fewer processes than this say nothing about a share.
const ENOUGH: usize = 5;

/// Domains in which something is always urgent, by id of `data/bia/processes.yaml`: care homes,
/// child care and the civil registry (`bia.md` R32).
const ALWAYS_URGENT: [&str; 3] = ["wzc", "kinderopvang", "burgerzaken"];

/// R31: not nearly everything is class A. Only processes with a class count.
pub(super) fn everything_critical(case: &mut Case) {
    let classed = case.processes().filter(|it| it.1.known || it.1.marked.is_some());
    let classes: Vec<Class> = classed.map(|it| best_class(it.1)).collect();
    let count = classes.iter().filter(|it| **it == Class::A).count();
    let total = classes.len();
    if total >= ENOUGH && count * 100 > total * MOST_A {
        let values = [
            ("count", count.to_string()),
            ("total", total.to_string()),
            ("percent", (count * 100 / total).to_string()),
        ];
        case.whole(Severity::Warning, "bia/processes", &values);
    }
}

/// R32: where people live, grow up or die, something is class A. A domain counts when all its
/// processes have a class.
pub(super) fn nothing_critical(case: &mut Case) {
    let has_class = |it: &ProcessResult| it.known || it.marked.is_some();
    let mut classed = case.processes().filter(|it| has_class(it.1)).peekable();
    if classed.peek().is_none() || classed.any(|it| best_class(it.1) == Class::A) {
        return;
    }
    let scope = &case.bia.settings.scope;
    let counts = |id: &&&str| {
        let mut own = case.processes().filter(|it| it.0.domain_id(case.catalogue) == Some(**id)).peekable();
        let in_scope = if scope.is_empty() { own.peek().is_some() } else { scope.contains(id) };
        in_scope && own.all(|it| has_class(it.1))
    };
    let domains = ALWAYS_URGENT.iter().filter(counts).filter_map(|id| case.catalogue.domain(id));
    let names: Vec<String> = domains.map(|it| it.name.clone()).collect();
    if !names.is_empty() {
        case.whole(Severity::Warning, "bia/processes", &[("domains", names.join(", "))]);
    }
}

/// R34: the BIA is at most 12 months old, and nothing big changed since.
pub(super) fn outdated(case: &mut Case) {
    let Some(date) = case.bia.settings.date else { return };
    let old = date.plus_months(12) < case.today;
    let changed = case.bia.settings.changed_on.is_some_and(|it| it > date);
    if old || changed {
        case.whole(Severity::Warning, "bia/settings/date", &[("date", date.in_words())]);
    }
}
