//! Rules about working on without the usual means.

use super::super::model::{Dependency, Host, Infrastructure, Known, Process, kind};
use super::{Case, Severity};

/// Realistic recovery of all ICT after a cyber attack where nobody chose another, in days (`bia.md`
/// R23).
pub(super) const RECOVERY_DAYS: u32 = 14;

/// R22: what is critical has an emergency procedure.
pub(super) fn missing(case: &mut Case) {
    for (process, result) in case.processes() {
        if result.critical && !process.procedure.is_there() {
            case.process(Severity::Fault, process, "procedure/exists", &[]);
        }
    }
}

/// R23: the procedure holds at least as long as ICT realistically needs after an attack.
pub(super) fn too_short(case: &mut Case) {
    let recovery = case.bia.settings.recovery_days.unwrap_or(RECOVERY_DAYS);
    for (process, result) in case.processes() {
        let Some(days) = process.procedure.days.filter(|_| process.procedure.is_there()) else { continue };
        if result.critical && days < recovery && needs_ict(case, process) {
            let values = [("days", days.to_string()), ("recovery", recovery.to_string())];
            case.process(Severity::Warning, process, "procedure/days", &values);
        }
    }
}

/// Whether a process stops with ICT; one without any needs might.
fn needs_ict(case: &Case, process: &Process) -> bool {
    let is_ict =
        |it: &Dependency| matches!(it.kind.as_deref(), Some(kind::ICT | kind::DATA)) || it.infrastructure.is_some();
    process.needs.is_empty() || process.needs.keys().filter_map(|id| case.bia.dependency(id)).any(is_ict)
}

/// R24: the procedure does without what fails: the applications that the process itself needs or that
/// the government runs, and mail, telephony, network and the like.
pub(super) fn uses_what_fails(case: &mut Case) {
    for (process, _) in case.processes().filter(|it| it.0.procedure.is_there()) {
        let used = process.procedure.uses.iter().filter_map(|id| case.bia.dependency(id));
        let fails = |it: &&Dependency| {
            let same = process.needs.contains_key(&it.id) || it.host == Some(Host::Own);
            it.is_application() && same || it.infrastructure.is_some_and(|it| it != Infrastructure::Power)
        };
        let names: Vec<String> = used.filter(fails).map(|it| it.title().to_owned()).collect();
        if !names.is_empty() {
            case.process(Severity::Fault, process, "procedure/uses", &[("dependency", names.join(", "))]);
        }
    }
}

/// R25: the procedure can be found without a network.
pub(super) fn only_online(case: &mut Case) {
    for (process, _) in case.processes() {
        if process.procedure.is_there() && process.procedure.offline == Some(Known::No) {
            case.process(Severity::Fault, process, "procedure/offline", &[]);
        }
    }
}

/// R26: what is critical says what its minimum is.
pub(super) fn no_minimum(case: &mut Case) {
    for (process, result) in case.processes() {
        if result.critical && process.mbco.is_none() && process.mbco_percent.is_none() {
            case.process(Severity::Warning, process, "mbco", &[]);
        }
    }
}

/// R27: the minimum is less than everything.
pub(super) fn everything_must(case: &mut Case) {
    for (process, _) in case.processes() {
        if process.mbco_percent.is_some_and(|it| it >= 100) {
            case.process(Severity::Tip, process, "mbco_percent", &[]);
        }
    }
}
