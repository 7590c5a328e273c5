//! Rules about people: owners, replacements, enough of them.

use super::super::model::{Known, Process, kind};
use super::super::order::replacements;
use super::super::{derive::ProcessResult, folded};
use super::{Case, Severity, is_urgent};
use crate::text::is_letter_or_digit;

/// Share of staff absent where nobody chose another, in percent (`bia.md` R16, example).
pub(super) const ABSENCE_PERCENT: u32 = 40;

/// Replacements of one function from which it is everyone's (`bia.md` R33).
pub(super) const EVERYONE: usize = 4;

/// R16: with so many absent, the minimum of staff is still there.
pub(super) fn minimum_staff(case: &mut Case) {
    let percent = case.bia.settings.absence_percent.unwrap_or(ABSENCE_PERCENT).min(100);
    for (process, _, dependency) in case.needs() {
        let minimum = process.needs.get(&dependency.id).and_then(|it| it.minimum);
        let (Some(minimum), Some(available)) = (minimum, dependency.available) else { continue };
        let left = u64::from(available) * u64::from(100 - percent) / 100;
        if dependency.kind.as_deref() == Some(kind::STAFF) && u64::from(minimum) > left {
            let values =
                [("minimum", minimum.to_string()), ("left", left.to_string()), ("percent", percent.to_string())];
            case.use_of(Severity::Warning, process, dependency, &values);
        }
    }
}

/// R17: for what is critical, somebody replaces the owner, and every key function among its needs.
pub(super) fn nobody_replaces(case: &mut Case) {
    for (process, result) in case.processes() {
        if result.critical && process.owner.is_some() && process.deputy.is_none() {
            case.process(
                Severity::Fault,
                process,
                "deputy",
                &[("dependency", process.owner.clone().unwrap_or_default())],
            );
        }
    }
    for (at, dependency) in case.bia.dependencies.iter().enumerate() {
        let staff = dependency.kind.as_deref() == Some(kind::STAFF);
        let covered = dependency.deputy.is_some() || dependency.alternative.is_some();
        let alone = match dependency.single {
            Some(Known::Yes) => true,
            Some(Known::No) => false,
            _ => dependency.available.is_none_or(|it| it < 2),
        };
        if staff && alone && !covered && is_urgent(case.derived.dependencies[at].class) {
            case.dependency(Severity::Fault, dependency, "deputy", None, &[]);
        }
    }
}

/// R18: what is critical has an owner.
pub(super) fn no_owner(case: &mut Case) {
    for (process, result) in case.processes() {
        if result.critical && process.owner.is_none() {
            case.process(Severity::Fault, process, "owner", &[]);
        }
    }
}

/// R19: ICT does not own more than half of the processes that are not about ICT. The words looked for
/// in the function are `it` and those that begin with `ict`, `informatic` or
/// `systeembeheer`.
pub(super) fn filled_in_by_ict(case: &mut Case) {
    let others =
        |it: &(&Process, &ProcessResult)| it.0.domain_id(case.catalogue) != Some("ict") && it.0.owner.is_some();
    let owned: Vec<_> = case.processes().filter(others).collect();
    let by_ict = owned.iter().filter(|it| it.0.owner.as_deref().is_some_and(is_ict)).count();
    let total = owned.len();
    if total >= 2 && by_ict * 2 > total {
        let values = [("count", by_ict.to_string()), ("total", total.to_string())];
        case.whole(Severity::Warning, "bia/settings/author", &values);
    }
}

fn is_ict(function: &str) -> bool {
    let function = folded(function);
    function
        .split(|it| !is_letter_or_digit(it))
        .any(|it| it == "it" || ["ict", "informatic", "systeembeheer"].iter().any(|begin| it.starts_with(begin)))
}

/// R33: nobody is the replacement in four places or more.
pub(super) fn replaces_everyone(case: &mut Case) {
    for it in replacements(case.bia) {
        if it.count() < EVERYONE {
            continue;
        }
        let path = match (it.processes.first(), it.dependencies.first()) {
            (Some(id), _) => format!("bia/processes/{id}/deputy"),
            (None, Some(id)) => format!("bia/dependencies/{id}/deputy"),
            (None, None) => continue,
        };
        let values = [("function", it.function.clone()), ("count", it.count().to_string())];
        case.whole(Severity::Warning, &path, &values);
    }
}
