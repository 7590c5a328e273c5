//! What the review says: beside the fields that it is about, and all together.

use bcm::bia::review::{Finding, Severity};
use bcm::text::lower;
use maud::{Markup, html};

use super::work::{Work, address, args, at, count, link, region};
use crate::tool::Screen;

/// The severities, with their class, their word, and the heading of their group.
const SEVERITIES: [(Severity, &str, &str, &str); 3] = [
    (Severity::Fault, "fault", "Fout", "Fouten: pas ze aan, of leg uit waarom het zo mag"),
    (Severity::Warning, "warning", "Waarschuwing", "Waarschuwingen: klopt dit wel?"),
    (Severity::Tip, "tip", "Tip", "Tips: een vraag aan jezelf"),
];

/// Whether somebody gave a reason why it may stay.
pub(super) fn is_accepted(finding: &Finding) -> bool {
    finding.accepted.as_ref().is_some_and(|it| it.reason.is_some())
}

/// The word and the class of a severity.
fn severity(finding: &Finding) -> (&'static str, &'static str) {
    let known = SEVERITIES.iter().find(|it| it.0 == finding.severity);
    known.map_or(("Tip", "tip"), |it| (it.2, it.1))
}

/// The same on paper: its number, how bad it is, and what it says.
pub(super) fn plain(work: &Work, finding: &Finding) -> String {
    [finding.rule, ", ", &lower(severity(finding).0), ": ", &message(work, finding)].concat()
}

/// What a finding says here; its number where there is no text.
fn message(work: &Work, finding: &Finding) -> String {
    work.tool.rule(finding.rule).map_or_else(|| finding.rule.to_owned(), |it| it.message(&finding.values))
}

/// What the review says about the fields of a screen.
pub(super) fn of_screen(work: &Work, here: &str) -> Markup {
    list(work, |it| address(&it.path) == here)
}

/// Findings in short: how bad, what, and a link to the field.
pub(super) fn list(work: &Work, wanted: impl Fn(&Finding) -> bool) -> Markup {
    let found: Vec<&Finding> = work.findings.iter().filter(|it| !is_accepted(it) && wanted(it)).collect();
    html! {
        @if !found.is_empty() {
            ul.checks { @for finding in found {
                @let (word, class) = severity(finding);
                li class={ "finding finding-" (class) } {
                    p {
                        strong { (word) ": " } (message(work, finding)) " "
                        a href=(link(&finding.path)) { "Ga naar het veld" span.visually-hidden { " van regel " (finding.rule) } }
                    }
                }
            } }
        }
    }
}

/// How many there are, and how many were accepted.
pub(super) fn summary(work: &Work) -> Markup {
    let accepted = work.findings.iter().filter(|it| is_accepted(it)).count();
    html! {
        p.facts-line {
            (super::start::counts(work)) "."
            @if accepted > 0 { " " (count(accepted, "punt is", "punten zijn")) " aanvaard." }
        }
    }
}

pub(super) fn screen(work: &Work) -> Screen {
    let accepted: Vec<&Finding> = work.findings.iter().filter(|it| is_accepted(it)).collect();
    let body = html! {
        p { "We toetsen je antwoorden aan 34 regels (eigen voorstel). Elke regel zegt wat er niet klopt en wat je kunt doen." }
        (region("counts", &summary(work)))
        @if work.findings.is_empty() { p { "Er is niets gevonden. Dat kan ook zijn omdat je nog weinig hebt ingevuld." } }
        @for (severity, class, _, heading) in SEVERITIES {
            @let found: Vec<&Finding> = work.findings.iter().filter(|it| it.severity == severity && !is_accepted(it)).collect();
            @if !found.is_empty() {
                h3 { (heading) }
                @for (name, group) in by_subject(work, &found) {
                    h4 { (name) }
                    @for finding in group { (card(work, finding, class)) }
                }
            }
        }
        @if !accepted.is_empty() {
            h3 #aanvaard tabindex="-1" { "Aanvaard" }
            ul.rows-list { @for finding in &accepted { (accepted_line(work, finding)) } }
        }
        (by_hand())
        div.tool-steps {
            a.button href="#resultaat" { "Bekijk de resultaten" }
            a.button.plain href="#start" { "Naar de takenlijst" }
        }
    };
    work.screen("aandachtspunten", "Aandachtspunten", "", &body)
}

/// Findings by what they are about, in the order in which that is met first.
fn by_subject<'a>(work: &'a Work, found: &[&'a Finding]) -> Vec<(&'a str, Vec<&'a Finding>)> {
    let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for finding in found {
        let name = match (&finding.process, &finding.dependency) {
            (Some(id), _) => work.process_name(id),
            (None, Some(id)) => work.means_name(id),
            _ => "De hele BIA",
        };
        match groups.iter_mut().find(|it| it.0 == name) {
            Some(group) => group.1.push(finding),
            None => groups.push((name, vec![finding])),
        }
    }
    groups
}

/// Where the reason for a finding is kept.
fn reason_path(finding: &Finding) -> String {
    at(&at("bia/accepted", &finding.key()), "reason")
}

fn card(work: &Work, finding: &Finding, class: &str) -> Markup {
    let text = work.tool.rule(finding.rule);
    let path = reason_path(finding);
    let key = finding.key();
    html! {
        section class={ "finding finding-" (class) } {
            h5.box-title { (finding.rule) @if let Some(text) = text { ". " (text.title) } }
            p { (message(work, finding)) }
            @if let Some(text) = text { p { strong { "Wat doe je? " } (text.todo) } }
            p { a href=(link(&finding.path)) { "Ga naar het veld" span.visually-hidden { " van regel " (finding.rule) } } }
            details.more {
                summary { "Waarom, of aanvaard dit" span.visually-hidden { ": regel " (finding.rule) } }
                @if let Some(text) = text { p { (text.why) } p.provenance { "Bron van de regel: " (text.source) "." } }
                (work.field("aandachtspunten", &path))
                button.button.second type="button" data-act="accept-finding" data-args=(args(&[("key", &key)])) {
                    "Zet bij aanvaard" span.visually-hidden { ": regel " (finding.rule) }
                }
            }
        }
    }
}

fn accepted_line(work: &Work, finding: &Finding) -> Markup {
    let key = finding.key();
    let accepted = finding.accepted.clone().unwrap_or_default();
    html! {
        li {
            div {
                p { (finding.rule) ". " (message(work, finding)) }
                p.quiet {
                    "Reden: " (accepted.reason.unwrap_or_default())
                    @if let Some(day) = accepted.on { " (" (day.in_words()) ")" }
                }
            }
            button.button.second.quiet type="button" data-act="unaccept" data-args=(args(&[("key", &key)])) {
                "Neem terug" span.visually-hidden { ": regel " (finding.rule) }
            }
        }
    }
}

/// Questions that no rule can answer (`bia.md` §7).
const BY_HAND: [&str; 5] = [
    "Dacht je aan kwetsbare groepen?",
    "Staan systemen van Vlaanderen en de federale overheid bij de middelen?",
    "Klopt de volgorde van herstel: eerst aanmelden en netwerk, dan de toepassingen?",
    "Is dezelfde uitwijklocatie niet aan 2 besturen beloofd?",
    "Las iemand die het werk echt doet dit na?",
];

fn by_hand() -> Markup {
    html! {
        h3 { "Vraag dit ook aan elkaar" }
        p { "Deze vragen kan geen regel beantwoorden." }
        ul { @for question in BY_HAND { li { (question) } } }
    }
}
