//! The parts of the page that an answer changes.

use bcm::dossier::Record;
use bcm::questionnaire::{Answer, Evaluation, Questionnaire, Ranked, Response, Step};
use maud::{Markup, html};

use crate::{Links, words};

/// How far someone is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress<'a> {
    /// The questionnaire.
    pub(crate) questionnaire: &'a Questionnaire,
    /// What follows from the answers.
    pub(crate) evaluation: &'a Evaluation,
    /// Index of the question on screen; the number of questions stands for the result.
    pub(crate) current: usize,
}

/// The line above the question: `10 vragen · Vraag 5 van 10 · 4 beantwoord`.
pub(crate) fn place(progress: &Progress) -> String {
    let Progress { questionnaire, evaluation, current } = progress;
    let count = questionnaire.questions.len();
    let here = match *current < count {
        true => format!("Vraag {} van {count}", current + 1),
        false => "Resultaat".into(),
    };
    let mut place = format!("{} · {here} · {} beantwoord", questionnaire.short_title, evaluation.answered);
    if evaluation.unknown > 0 {
        place.push_str(&format!(", {} uit te zoeken", evaluation.unknown));
    }
    place
}

/// The list to jump from question to question, with the state of each in words and as a mark.
pub(crate) fn progress_region(progress: &Progress) -> Markup {
    let Progress { questionnaire, evaluation, current } = *progress;
    let last = questionnaire.questions.len();
    html! {
        ol.jump-list {
            @for (index, question) in questionnaire.questions.iter().enumerate() {
                @let answer = answer(evaluation, &question.id);
                @let (class, mark, state) = state(questionnaire, answer);
                li { a.jump-link.(class) href={ "#" (question.id) }
                    aria-current=[(index == current).then_some("step")]
                    aria-label={ "Vraag " (index + 1) ", " (state) ": " (question.short) } {
                    span.jump-number { (index + 1) }
                    span.jump-mark aria-hidden="true" { (mark) }
                } }
            }
            li { a.jump-link.jump-result href="#resultaat"
                aria-current=[(current >= last).then_some("step")] { "Resultaat" } }
        }
    }
}

fn answer(evaluation: &Evaluation, id: &str) -> Option<Answer> {
    evaluation.ranking.iter().find(|it| it.question == id)?.answer
}

fn state(questionnaire: &Questionnaire, answer: Option<Answer>) -> (&'static str, &'static str, String) {
    match answer {
        Some(Answer::Level(level)) => ("is-answered", "✓", label(questionnaire, level)),
        Some(Answer::Unknown) => ("is-unknown", "?", "uit te zoeken".into()),
        None => ("is-open", "", "nog open".into()),
    }
}

fn label(questionnaire: &Questionnaire, level: u8) -> String {
    let step = questionnaire.scale.get(usize::from(level));
    step.map_or_else(|| level.to_string(), |it| it.label.clone())
}

/// The agenda: the weakest link first, three steps, what to find out, and the total last.
pub(crate) fn result_region(progress: &Progress, finished: bool, record: &Record, links: &Links) -> Markup {
    let Progress { questionnaire, evaluation, .. } = *progress;
    html! {
        h2 #resultaat-titel tabindex="-1" data-heading[finished] { @if finished { "Je agenda" } @else { "Zo ziet je agenda er nu uit" } }
        p.result-summary { (summary(evaluation)) }
        @if evaluation.answered > 0 { (chart(questionnaire, evaluation)) }
        h3 { "Je volgende drie stappen" }
        (steps_list(questionnaire, evaluation, links))
        (to_find_out(questionnaire, evaluation, links))
        (without_evidence(questionnaire, evaluation))
        (total(questionnaire, evaluation))
        (kept(questionnaire, evaluation, record))
    }
}

fn summary(evaluation: &Evaluation) -> String {
    let Evaluation { answered, unknown, open, .. } = *evaluation;
    match (answered, unknown) {
        (0, 0) => "Je vulde nog niets in. Dat geeft niet: na één antwoord zie je hier waar je begint. De stappen hieronder zijn een goed begin voor elk bestuur.".into(),
        (0, _) => format!(
            "Je zette {} bij “uit te zoeken”. Dat is ook een begin: je weet nu wie je wat vraagt. Een score is er nog niet.",
            words::questions(unknown)
        ),
        _ if open > 0 => format!(
            "Dit resultaat steunt op {} met een antwoord. {} nog open.",
            words::questions(answered),
            if open == 1 { "Er staat 1 vraag".into() } else { format!("Er staan {open} vragen") }
        ),
        _ if unknown > 0 => format!(
            "Dit resultaat steunt op {} met een antwoord. De andere zoek je nog uit.",
            words::questions(answered)
        ),
        _ => "Alle vragen zijn beantwoord.".into(),
    }
}

fn chart(questionnaire: &Questionnaire, evaluation: &Evaluation) -> Markup {
    html! {
        table.bars {
            caption { "Score per vraag, zwakste schakel eerst" }
            thead { tr { th scope="col" { "Vraag" } th scope="col" { "Waar je staat" } } }
            tbody { @for ranked in &evaluation.ranking {
                @if let Some(level) = ranked.level() { (bar_row(questionnaire, ranked, level)) }
            } }
        }
    }
}

fn bar_row(questionnaire: &Questionnaire, ranked: &Ranked, level: u8) -> Markup {
    let question = questionnaire.question(&ranked.question);
    html! {
        tr.begin-here[ranked.begin_here] {
            th scope="row" {
                a href={ "#" (ranked.question) } { (question.map_or("", |it| &it.short)) }
                @if ranked.begin_here { " " strong.begin-mark { "Begin hier" } }
            }
            td {
                (bar(level, questionnaire.top()))
                " " span.bar-words { (level) " van " (questionnaire.top()) }
                " " span.bar-label { (label(questionnaire, level)) }
            }
        }
    }
}

/// A bar of 200 by 12 units. The words beside it say the same, so it is hidden from screen readers.
pub(super) fn bar(level: u8, top: u8) -> Markup {
    let width = 200 * u32::from(level) / u32::from(top.max(1));
    html! {
        svg.bar viewBox="0 0 200 12" width="200" height="12" aria-hidden="true" focusable="false" {
            rect.bar-track x="0" y="0" width="200" height="12" rx="3" {}
            @if width > 0 { rect.bar-fill.{ "bar-" (level) } x="0" y="0" width=(width) height="12" rx="3" {} }
        }
    }
}

/// The three steps with the pages that help.
pub(crate) fn steps_list(questionnaire: &Questionnaire, evaluation: &Evaluation, links: &Links) -> Markup {
    html! {
        ol.steps { @for step in &evaluation.steps {
            @if let Some(action) = questionnaire.action(&step.action) {
                li.step {
                    p.step-when { (words::horizon(step.when)) }
                    p.step-text { (action.text) }
                    (pages(&action.pages, links))
                    p.step-because { (because(questionnaire, step, evaluation)) }
                }
            }
        } }
    }
}

fn because(questionnaire: &Questionnaire, step: &Step, evaluation: &Evaluation) -> String {
    let number = questionnaire.number(&step.question).unwrap_or_default();
    match (step.because, answer(evaluation, &step.question)) {
        (Some(level), _) => format!("Omdat je bij vraag {number} “{}” koos.", label(questionnaire, level)),
        (None, Some(Answer::Unknown)) => {
            format!("Een goed begin, ook terwijl je vraag {number} nog uitzoekt.")
        }
        (None, _) => "Een goed begin voor elk bestuur.".into(),
    }
}

fn pages(paths: &[String], links: &Links) -> Markup {
    let found: Vec<_> = paths.iter().filter_map(|it| links(it)).collect();
    html! {
        @if !found.is_empty() {
            ul.step-pages { @for link in found { li { a href=(link.url) { (link.title) } } } }
        }
    }
}

fn to_find_out(questionnaire: &Questionnaire, evaluation: &Evaluation, links: &Links) -> Markup {
    html! {
        @if !evaluation.to_find_out.is_empty() {
            h3 { "Uit te zoeken" }
            p.quiet { "Deze vragen tellen niet als nul. Zoek het antwoord en kom dan terug." }
            ul.to-find-out { @for id in &evaluation.to_find_out {
                @if let Some(question) = questionnaire.question(id) {
                    li {
                        a href={ "#" (id) } { "Zoek uit: " (question.short) }
                        " Vraag het aan " (question.ask) "."
                        @if let Some(link) = question.help.iter().find_map(|it| links(it)) {
                            " Lees eerst " a href=(link.url) { (link.title) } "."
                        }
                    }
                }
            } }
        }
    }
}

fn without_evidence(questionnaire: &Questionnaire, evaluation: &Evaluation) -> Markup {
    let ids = evaluation.without_evidence.iter();
    let numbers: Vec<_> = ids.filter_map(|it| questionnaire.number(it)).map(|it| it.to_string()).collect();
    html! {
        @if !numbers.is_empty() {
            p.without-evidence {
                "Bij vraag " (words::list(&numbers, "en"))
                " koos je een hoog niveau, maar vinkte je geen bewijs aan. Kun je het tonen aan wie ernaar vraagt?"
            }
        }
    }
}

fn total(questionnaire: &Questionnaire, evaluation: &Evaluation) -> Markup {
    let profile = evaluation.profile.as_ref().and_then(|it| questionnaire.profile(it));
    html! {
        @if let Some(total) = evaluation.total {
            p.result-total {
                "Samen " (total) " van " (evaluation.max) ", over " (words::questions(evaluation.answered)) "."
                @if let Some(profile) = profile { " " strong { (profile.name) "." } " " (profile.text) }
                @else { " " (no_profile(questionnaire, evaluation)) }
            }
        }
    }
}

fn no_profile(questionnaire: &Questionnaire, evaluation: &Evaluation) -> &'static str {
    match &questionnaire.profiles {
        Some(_) if evaluation.open > 0 => "Een naam voor het geheel geven we pas als elke vraag een antwoord heeft.",
        Some(_) => "Er is nog te veel uit te zoeken om het geheel een naam te geven.",
        None => "",
    }
}

fn kept(questionnaire: &Questionnaire, evaluation: &Evaluation, record: &Record) -> Markup {
    html! {
        @if !evaluation.gone.is_empty() {
            h3 { "Antwoorden op oude vragen" }
            p.quiet { "Deze vragen staan niet meer in de lijst. Je antwoorden blijven in je dossier." }
            ul.gone { @for id in &evaluation.gone {
                li { (id) @if let Some(response) = record.answers.get(id) { ": " (in_words(questionnaire, response)) } }
            } }
        }
        @if !record.unreadable.is_empty() {
            p.gone { "Dit kunnen we niet lezen, maar het blijft in je dossier: " (words::list(&record.unreadable, "en")) "." }
        }
    }
}

fn in_words(questionnaire: &Questionnaire, response: &Response) -> String {
    let answer = match response.answer {
        Some(Answer::Level(level)) => label(questionnaire, level),
        Some(Answer::Unknown) => questionnaire.unknown.label.clone(),
        None => "geen antwoord".into(),
    };
    if response.note.is_empty() { answer } else { format!("{answer} ({})", response.note) }
}
