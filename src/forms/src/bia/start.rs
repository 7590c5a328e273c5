//! The task list: what is done, what is left, and how long that takes.

use bcm::bia::derive::{ProcessResult, Progress};
use bcm::bia::review::Severity;
use bcm::text::lower;
use maud::{Markup, html};

use super::review::is_accepted;
use super::work::{STEPS, Work, at, count};
use crate::tool::Screen;

/// Minutes for the settings and the catalogue together, an example.
const BEGIN_MINUTES: usize = 15;
/// Seconds to put one process in a class, an example.
const SORT_SECONDS: usize = 30;

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    New,
    Busy,
    Done,
}

impl Stand {
    pub(super) fn of(progress: Progress) -> Stand {
        match progress {
            it if it.is_done() => Stand::Done,
            it if it.filled > 0 => Stand::Busy,
            _ => Stand::New,
        }
    }

    /// The state in words, with what is left.
    pub(super) fn tag(self, left: &str) -> Markup {
        let (class, text) = match self {
            Stand::New => ("tag-new", "Nog niet begonnen"),
            Stand::Busy => ("tag-busy", "Bezig"),
            Stand::Done => ("tag-done", "Klaar"),
        };
        html! { strong class={ "tag " (class) } { (text) } @if !left.is_empty() { " " span.quiet { (left) } } }
    }
}

/// How far the five steps of a process are, in the order of [`STEPS`].
pub(super) fn stands(result: &ProcessResult) -> [Stand; 5] {
    let it = &result.complete;
    [it.who, it.impact, it.times, it.procedure, it.needs].map(Stand::of)
}

/// How far a process is as a whole, and the steps that are open.
fn process_stand(result: &ProcessResult) -> (Stand, String) {
    let stands = stands(result);
    let open: Vec<&str> = STEPS.iter().zip(stands).filter(|it| it.1 != Stand::Done).map(|it| it.0.1).collect();
    // The class of the quick sort alone is no start.
    let begun = result.complete.all().filled > usize::from(result.marked.is_some());
    match (open.is_empty(), begun) {
        (true, _) => (Stand::Done, String::new()),
        (false, true) => (Stand::Busy, ["open: ", &lower(&open.join(", "))].concat()),
        (false, false) => (Stand::New, String::new()),
    }
}

/// Minutes that the open steps of a process take.
fn minutes(result: &ProcessResult) -> usize {
    STEPS.iter().zip(stands(result)).filter(|it| it.1 != Stand::Done).map(|it| it.0.2).sum()
}

fn task(address: &str, name: &str, hint: &str, state: &Markup) -> Markup {
    html! {
        li.task {
            div.task-name { a href={ "#" (address) } { (name) } @if !hint.is_empty() { span.hint { (hint) } } }
            div.task-state { (state) }
        }
    }
}

pub(super) fn screen(work: &Work) -> Screen {
    let chosen = work.bia.processes.len();
    let sorted = work.bia.processes.iter().filter(|it| it.class.is_some()).count();
    let deep: Vec<_> = work.processes().filter(|it| it.1.critical).collect();
    let begin = Stand::of(Progress::of(&[work.bia.settings.date.is_some(), work.bia.settings.author.is_some()]));
    let choose = if chosen == 0 { Stand::New } else { Stand::Done };
    let sort = Stand::of(Progress { filled: sorted, total: chosen.max(1) });
    let fast = if choose == Stand::New { BEGIN_MINUTES } else { 0 } + ((chosen - sorted) * SORT_SECONDS).div_ceil(60);
    let left = fast + deep.iter().map(|it| minutes(it.1)).sum::<usize>();
    let body = html! {
        (status(work))
        p { strong { "Snel: " } "kies je processen uit de lijst en sorteer ze van A tot D. Dat duurt ongeveer 15 minuten." }
        p { strong { "Diep: " } "werk daarna alleen de processen van klasse A en B uit. Reken 45 tot 60 minuten per proces, in sessies van 15 minuten." }
        @if left > 0 { p.facts-line { "Nog ongeveer " strong { (time(left)) } " werk (voorbeeld)." } }
        h3 { "Snel: kiezen en sorteren" }
        ol.tasks {
            (task("instellingen", "Bereid je BIA voor", "Datum, opsteller en de diensten die je bekijkt.", &begin.tag("")))
            (task("processen", "Kies je processen", "Vink aan wat jullie doen.", &choose.tag(&count(chosen, "proces", "processen"))))
            (task("sorteren", "Sorteer van A tot D", "Hoe snel mis je elk proces?", &sort.tag(&[&sorted.to_string(), " van ", &chosen.to_string()].concat())))
        }
        h3 { "Diep: de processen van klasse A en B" }
        @if deep.is_empty() {
            p { "Hier komen je processen van klasse A en B, zodra je ze gesorteerd hebt." }
        }
        ol.tasks {
            @for (process, result) in &deep {
                @let (stand, open) = process_stand(result);
                (task(&at("proces", &process.id), work.title(process), "", &stand.tag(&open)))
            }
        }
        (others(work))
        h3 { "Nakijken en indienen" }
        ol.tasks { (last_tasks(work)) }
    };
    work.screen("start", "Je BIA: wat is er nog te doen?", "", &body)
}

fn last_tasks(work: &Work) -> Markup {
    let means = work.bia.dependencies.len();
    let whole = |it: &bcm::bia::model::Dependency| it.kind.is_some() && it.owner.is_some() && it.single.is_some();
    let described = work.bia.dependencies.iter().filter(|it| whole(it)).count();
    let shared = Stand::of(Progress { filled: described, total: means.max(1) });
    let handed_in = work.bia.status.submitted_on.is_some();
    html! {
        (task("middelen", "Vul de gedeelde middelen aan", "Toepassingen, mensen, gebouwen en leveranciers.", &shared.tag(&count(means, "middel", "middelen"))))
        (task("aandachtspunten", "Bekijk de aandachtspunten", "", &html! { (counts(work)) }))
        (task("resultaat", "Bekijk de resultaten", "Volgorde, hittekaart en wat je middelen moeten halen.", &html! {}))
        (task("controle", "Kijk je antwoorden na", "", &html! {}))
        (task("indienen", "Dien je BIA in", "", &if handed_in { Stand::Done } else { Stand::New }.tag("")))
        (task("excel", "Werk in Excel", "Neem het blad mee, of lees een ingevuld blad in.", &html! {}))
    }
}

/// Processes that need no deep BIA.
fn others(work: &Work) -> Markup {
    let rest: Vec<_> = work.processes().filter(|it| !it.1.critical).collect();
    html! {
        @if !rest.is_empty() {
            details.more {
                summary { "Andere processen (" (rest.len()) "): uitwerken hoeft niet" }
                ul { @for (process, _) in rest {
                    li { a href={ "#proces/" (process.id) } { (work.title(process)) } }
                } }
            }
        }
    }
}

/// How many findings there are: `2 fouten, 1 waarschuwing`.
pub(super) fn counts(work: &Work) -> String {
    let of = |severity| work.findings.iter().filter(|it| it.severity == severity && !is_accepted(it)).count();
    let (faults, warnings, tips) = (of(Severity::Fault), of(Severity::Warning), of(Severity::Tip));
    [count(faults, "fout", "fouten"), count(warnings, "waarschuwing", "waarschuwingen"), count(tips, "tip", "tips")]
        .join(", ")
}

/// Whether it was handed in and validated.
pub(super) fn status(work: &Work) -> Markup {
    let status = &work.bia.status;
    html! {
        @if let Some(day) = status.submitted_on {
            p.facts-line {
                strong.tag.tag-done { "Ingediend" } " op " (day.in_words()) "."
                @if let Some(day) = status.validated_on {
                    " Gevalideerd " @if let Some(who) = &status.validated_by { "door " (who) " " } "op " (day.in_words()) "."
                }
            }
        }
    }
}

/// `40 minuten`, `2 uur`, `1 uur en 15 minuten`.
fn time(minutes: usize) -> String {
    let (hours, rest) = (minutes / 60, minutes.div_ceil(5) * 5 % 60);
    let rest = count(rest, "minuut", "minuten");
    match hours {
        0 => rest,
        _ if minutes.is_multiple_of(60) => [&hours.to_string(), " uur"].concat(),
        _ => [&hours.to_string(), " uur en ", &rest].concat(),
    }
}
