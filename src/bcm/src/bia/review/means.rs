//! Rules about what a process needs: back in time, tested, promised, not the only one.

use super::super::derive::{ProcessResult, place};
use super::super::model::{Bia, Dependency, Host, Infrastructure, Known, Process, kind};
use super::super::order::has_alternative;
use super::{Case, Severity, is_urgent};
use crate::catalogue::Duration;

/// R09: what is promised for a means is no later than the most urgent process that needs it, itself
/// or through another means. A tested offline procedure moves that need (`bia.md` §5).
pub(super) fn back_too_late(case: &mut Case) {
    for (at, dependency) in case.bia.dependencies.iter().enumerate() {
        let Some(contract) = case.duration(&dependency.rto_contract) else { continue };
        let result = &case.derived.dependencies[at];
        later(case, dependency, ("rto_contract", "contract", contract), ("need", result.rto, &result.rto_from));
    }
}

/// A fault when a time of a dependency is longer than the most urgent of its processes can bear.
fn later(
    case: &mut Case,
    dependency: &Dependency,
    (field, name, time): (&str, &'static str, Duration),
    (limit_name, limit, from): (&'static str, Option<Duration>, &Option<String>),
) {
    let process = from.as_deref().and_then(|id| case.bia.process(id));
    if let (Some(limit), Some(process)) = (limit, process)
        && time > limit
    {
        let values = [(name, case.words(time)), (limit_name, case.words(limit))];
        case.dependency(Severity::Fault, dependency, field, Some(process), &values);
    }
}

/// R10: back-ups are made at least as often as the strictest RPO asks.
pub(super) fn backup_too_rare(case: &mut Case) {
    for (at, dependency) in case.bia.dependencies.iter().enumerate() {
        let Some(backup) = case.duration(&dependency.backup) else { continue };
        let result = &case.derived.dependencies[at];
        later(case, dependency, ("backup", "backup", backup), ("rpo", result.rpo, &result.rpo_from));
    }
}

/// R11: an RPO goes with data, and data with an RPO.
pub(super) fn data_and_rpo(case: &mut Case) {
    for (process, result) in case.processes() {
        let needs: Vec<&Dependency> = process.needs.keys().filter_map(|id| case.bia.dependency(id)).collect();
        if needs.is_empty() {
            continue;
        }
        let holds_data = |it: &&Dependency| it.kind.as_deref() == Some(kind::DATA) || it.backup.is_some();
        let data = needs.iter().any(|it| it.kind.as_deref() == Some(kind::DATA));
        if result.rpo.is_some() && !needs.iter().any(holds_data) {
            case.process(Severity::Warning, process, "needs", &[]);
        } else if result.rpo.is_none() && data {
            case.process(Severity::Warning, process, "rpo", &[]);
        }
    }
}

/// R12: the measured recovery is no longer than the most urgent of its processes can wait.
pub(super) fn test_too_slow(case: &mut Case) {
    for (at, dependency) in case.bia.dependencies.iter().enumerate() {
        let Some(rta) = case.duration(&dependency.rta) else { continue };
        let result = &case.derived.dependencies[at];
        later(case, dependency, ("rta", "rta", rta), ("need", result.rto, &result.rto_from));
    }
}

/// R13: the recovery of what holds data or runs programs was tested in the last 12 months, when
/// something critical needs it.
pub(super) fn recovery_not_tested(case: &mut Case) {
    let limit = case.today.plus_months(-12);
    for (at, dependency) in case.bia.dependencies.iter().enumerate() {
        let recovers = matches!(dependency.kind.as_deref(), Some(kind::ICT | kind::DATA));
        let ours = !matches!(dependency.host, Some(Host::Federal | Host::Flemish));
        let critical = is_urgent(case.derived.dependencies[at].class);
        let recent = dependency.tested_on.is_some_and(|it| it >= limit);
        if recovers && ours && critical && !recent {
            let last = dependency.tested_on.map_or_else(|| "nooit".to_owned(), |it| format!("op {}", it.in_words()));
            case.dependency(Severity::Warning, dependency, "tested_on", None, &[("last", last)]);
        }
    }
}

/// R14: a supplier promises a recovery time that the most urgent critical process can live with, also
/// where a procedure bridges the rest.
pub(super) fn supplier_promise(case: &mut Case) {
    for dependency in &case.bia.dependencies {
        let supplied = dependency.host == Some(Host::Supplier) || dependency.kind.as_deref() == Some(kind::SUPPLIER);
        let Some((process, result)) = most_urgent(case, dependency).filter(|_| supplied) else { continue };
        let promised = case.duration(&dependency.rto_contract);
        if promised.is_none_or(|it| it > result.rto) {
            let contract = promised.map_or_else(|| "geen hersteltijd".to_owned(), |it| case.words(it));
            case.dependency(Severity::Warning, dependency, "rto_contract", Some(process), &[("contract", contract)]);
        }
    }
}

/// The critical process with the shortest RTO among those that need a dependency.
fn most_urgent<'a>(case: &Case<'a>, dependency: &Dependency) -> Option<(&'a Process, &'a ProcessResult)> {
    let users = case.processes().filter(|it| it.1.critical && it.0.needs.contains_key(&dependency.id));
    users.min_by_key(|it| it.1.rto)
}

/// R15: what is the only one has an alternative; a fault for class A and B.
pub(super) fn single_point(case: &mut Case) {
    for (at, dependency) in case.bia.dependencies.iter().enumerate() {
        let result = &case.derived.dependencies[at];
        if dependency.single != Some(Known::Yes) || has_alternative(dependency) || result.users.is_empty() {
            continue;
        }
        let critical = is_urgent(result.class);
        let severity = if critical { Severity::Fault } else { Severity::Warning };
        let values = [("processes", result.users.len().to_string())];
        case.dependency(severity, dependency, "alternative", None, &values);
    }
}

/// R21: who needs an application, needs the network and the log-in as well: one of them is among the
/// needs of the process, or is what they rely on as far as somebody wrote that down.
pub(super) fn infrastructure_forgotten(case: &mut Case) {
    let bia = case.bia;
    let places =
        |ids: &mut dyn Iterator<Item = &String>| -> Vec<usize> { ids.filter_map(|id| place(bia, id)).collect() };
    // Worked out once: looking each up again for every process takes longer than all other rules.
    let written: Vec<Vec<usize>> = bia.dependencies.iter().map(|it| places(&mut it.relies_on.iter())).collect();
    for (process, _) in case.processes().filter(|it| it.1.critical) {
        let needs = places(&mut process.needs.keys());
        let application = needs.iter().map(|it| &bia.dependencies[*it]).find(|it| it.is_application());
        let Some(application) = application else { continue };
        if !reaches_infrastructure(bia, &written, needs) {
            let values = [("dependency", application.title().to_owned())];
            case.process(Severity::Warning, process, "needs", &values);
        }
    }
}

fn reaches_infrastructure(bia: &Bia, written: &[Vec<usize>], needs: Vec<usize>) -> bool {
    let mut seen = vec![false; bia.dependencies.len()];
    let mut open = needs;
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        if bia.dependencies[at].infrastructure.is_some_and(connects) {
            return true;
        }
        open.extend(&written[at]);
    }
    false
}

/// The infrastructure that `bia.md` R21 names.
fn connects(it: Infrastructure) -> bool {
    matches!(
        it,
        Infrastructure::Network | Infrastructure::Internet | Infrastructure::Identity | Infrastructure::Telephony
    )
}
