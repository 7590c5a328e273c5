//! Rules about times: what must come before what.

use super::super::derive::is_timed;
use super::super::folded;
use super::super::model::{Hours, Process};
use super::{Case, Severity};
use crate::catalogue::Duration;

/// R01: the recovery time objective is shorter than the MTPD, also in the peak. Work that may not stop
/// at all has both at nothing.
pub(super) fn rto_before_mtpd(case: &mut Case) {
    for (process, result) in case.processes() {
        let chosen = case.duration(&process.rto);
        if let Some(rto) = chosen.filter(|_| result.known)
            && rto >= result.mtpd
            && result.mtpd != Duration::Longer
            && rto > Duration::ZERO
        {
            let values = [("rto", case.words(rto)), ("mtpd", case.words(result.mtpd))];
            case.process(Severity::Fault, process, "rto", &values);
        }
        if let (Some(rto), Some(peak)) = (case.duration(&process.peak.rto), result.peak)
            && rto >= peak.mtpd
            && peak.mtpd != Duration::Longer
            && rto > Duration::ZERO
        {
            let values = [("rto", case.words(rto)), ("mtpd", case.words(peak.mtpd))];
            case.process(Severity::Fault, process, "peak/rto", &values);
        }
    }
}

/// R02: RTO and work recovery time together fit within the MTPD, also in the peak.
pub(super) fn time_to_catch_up(case: &mut Case) {
    for (process, result) in case.processes() {
        let normal = result.wrt.filter(|_| result.known).map(|wrt| ("wrt", result.rto, wrt, result.mtpd));
        let peak = result.peak.and_then(|it| Some(("peak/wrt", it.rto, it.wrt?, it.mtpd)));
        for (field, rto, wrt, mtpd) in normal.into_iter().chain(peak) {
            // An RTO that is too long by itself is R01.
            if rto < mtpd && rto.plus(wrt) > mtpd {
                let values = [("rto", case.words(rto)), ("wrt", case.words(wrt)), ("mtpd", case.words(mtpd))];
                case.process(Severity::Warning, process, field, &values);
            }
        }
    }
}

/// R06: an MTPD longer than the scores show has a motivation.
pub(super) fn longer_without_reason(case: &mut Case) {
    for (process, result) in case.processes() {
        let Some(chosen) = case.duration(&process.mtpd) else { continue };
        if result.first.is_some() && chosen > result.derived_mtpd && process.motivation.is_none() {
            let values = [("mtpd", case.words(chosen)), ("derived", case.words(result.derived_mtpd))];
            case.process(Severity::Fault, process, "mtpd", &values);
        }
    }
}

/// R20: what comes before a process is back before it; of several that are late, the latest.
pub(super) fn upstream_later(case: &mut Case) {
    for (process, result) in case.processes().filter(|it| is_timed(it.1)) {
        let before = case.processes().filter(|it| process.upstream.contains(&it.0.id) && is_timed(it.1));
        let later = before.filter(|it| it.1.rto > result.rto).max_by_key(|it| it.1.rto);
        if let Some((upstream, before)) = later {
            let values = [
                ("upstream", case.title(upstream).to_owned()),
                ("rto", case.words(result.rto)),
                ("upstream_rto", case.words(before.rto)),
            ];
            case.process(Severity::Fault, process, "upstream", &values);
        }
    }
}

/// R28: a legal term is not shorter than the MTPD. Beyond the scale nobody knows which is longer.
pub(super) fn legal_term(case: &mut Case) {
    let scale = case.catalogue.moments.last().map_or(0, |it| it.hours);
    for (process, result) in case.processes() {
        let Some(days) = process.legal.days.filter(|_| result.known) else { continue };
        let term = Duration::days(days);
        if term < result.mtpd && (result.mtpd != Duration::Longer || term <= Duration::Hours(scale)) {
            let term = process.legal.text.clone().unwrap_or_else(|| "nog zonder omschrijving".to_owned());
            let values = [("term", term), ("days", days.to_string()), ("mtpd", case.words(result.mtpd))];
            case.process(Severity::Fault, process, "legal/days", &values);
        }
    }
}

/// R29: a peak has an MTPD of its own.
pub(super) fn peak_without_time(case: &mut Case) {
    for (process, result) in case.processes() {
        let Some(peak) = process.peak.when.clone() else { continue };
        if result.peak.is_none() {
            case.process(Severity::Tip, process, "peak/mtpd", &[("peak", peak)]);
        }
    }
}

/// R30: a process that runs day and night is not timed in working days. All times here are calendar
/// hours, so this looks for a process that the catalogue knows as running always but that is marked
/// with office hours, and for the word `werkdag` or `kantooruren` in what was written about its times.
pub(super) fn working_days(case: &mut Case) {
    for (process, _) in case.processes() {
        let known = case.catalogue.process(&process.id).is_some_and(|it| it.always_on);
        let always = process.hours == Some(Hours::Always) || process.hours.is_none() && known;
        if known && process.hours == Some(Hours::Office) {
            case.process(Severity::Warning, process, "hours", &[]);
        } else if always && let Some(field) = working_days_in(process) {
            case.process(Severity::Warning, process, field, &[]);
        }
    }
}

fn working_days_in(process: &Process) -> Option<&'static str> {
    let texts = [
        ("motivation", &process.motivation),
        ("mbco", &process.mbco),
        ("peak/when", &process.peak.when),
        ("procedure/text", &process.procedure.text),
    ];
    let says = |text: &Option<String>| {
        let text = folded(text.as_deref().unwrap_or_default());
        text.contains("werkdag") || text.contains("kantooruren")
    };
    texts.into_iter().find(|it| says(it.1)).map(|it| it.0)
}
