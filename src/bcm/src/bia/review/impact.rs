//! Rules about the scores.

use super::super::derive::danger_to_life;
use super::{Case, Severity, is_urgent};
use crate::catalogue::{Class, ImpactCategory};

/// R03: a score never falls in time.
pub(super) fn never_falls(case: &mut Case) {
    for (process, _) in case.processes() {
        for category in &case.catalogue.categories {
            let scores =
                case.catalogue.moments.iter().filter_map(|it| Some((it, process.score(&category.id, &it.id)?)));
            let scores: Vec<_> = scores.collect();
            let fall = scores.windows(2).find(|it| it[1].1 < it[0].1);
            if let Some(fall) = fall {
                let moment = &fall[1].0;
                let values = [("category", category.label.clone()), ("moment", moment.label.clone())];
                case.process(Severity::Fault, process, &format!("impact/{}/{}", category.id, moment.id), &values);
            }
        }
    }
}

/// R04: what is marked critical reaches the threshold within the scale.
pub(super) fn critical_without_impact(case: &mut Case) {
    for (process, result) in case.processes() {
        let scored = super::super::derive::scored_to_the_end(process, case.catalogue);
        if is_urgent(result.marked) && scored && result.first.is_none() {
            let longest = case.catalogue.moments.last().map(|it| it.label.clone()).unwrap_or_default();
            case.process(Severity::Warning, process, "class", &[("longest", longest)]);
        }
    }
}

/// R05: an unacceptable score within a day makes a process critical.
pub(super) fn impact_without_critical(case: &mut Case) {
    for (process, result) in case.processes() {
        let (Some(first), Some(marked)) = (&result.first, result.marked) else { continue };
        let Some(moment) = case.catalogue.moment(&first.moment).filter(|it| it.hours <= 24) else { continue };
        if !is_urgent(Some(marked)) {
            let values = [("moment", moment.label.clone()), ("class", marked.letter().to_owned())];
            case.process(Severity::Fault, process, "class", &values);
        }
    }
}

/// R07: not every category has the same scores.
pub(super) fn all_the_same(case: &mut Case) {
    let (categories, moments) = (&case.catalogue.categories, &case.catalogue.moments);
    for (process, _) in case.processes().filter(|_| categories.len() > 1) {
        let row = |category: &ImpactCategory| -> Option<Vec<u8>> {
            moments.iter().map(|it| process.score(&category.id, &it.id)).collect()
        };
        let Some(first) = categories.first().and_then(row) else { continue };
        // All zero says that nothing happens, which can be true of every category.
        if first.iter().any(|it| *it > 0) && categories.iter().all(|it| row(it).as_ref() == Some(&first)) {
            case.process(Severity::Tip, process, "impact", &[]);
        }
    }
}

/// R08: a danger to life is class A.
pub(super) fn life_is_class_a(case: &mut Case) {
    for (process, result) in case.processes() {
        let Some(marked) = result.marked.filter(|it| *it != Class::A) else { continue };
        if danger_to_life(process, case.catalogue).is_some() {
            case.process(Severity::Fault, process, "class", &[("class", marked.letter().to_owned())]);
        }
    }
}
