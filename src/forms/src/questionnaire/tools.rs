//! What one does with the answers: check them, take the agenda along, ask colleagues.

use bcm::json::ObjectText;
use bcm::questionnaire::{Answer, Evaluation, Horizon, Response};
use bcm::text::lower;
use maud::{Markup, html};

use super::{ANSWERS, RESULT, Work};
use crate::calendar::{Event, calendar as ics};
use crate::session::TextFile;
use crate::tool::State;
use crate::{Links, words};

/// What stands above the agenda.
pub(super) fn result_screen(work: &Work, _state: &State, _links: &Links) -> Markup {
    let last = work.questionnaire.questions.last();
    html! {
        div.tool-steps {
            @if let Some(last) = last { a.button.second href={ "#" (last.id) } data-step="back" { "Vorige" } }
            a.button.second.quiet href={ "#" (ANSWERS) } { "Controleer je antwoorden" }
        }
    }
}

/// The files that the agenda can become.
pub(super) fn actions(work: &Work) -> Markup {
    let unknown = work.evaluation.to_find_out.len();
    html! {
        section.take-along aria-labelledby="meenemen-titel" {
            h3 #meenemen-titel { "Neem je agenda mee" }
            div.tool-actions {
                button.button.second type="button" data-office="action-list" { "Actielijst voor Excel" }
                button.button.second type="button" data-file-kind="calendar" { "Zet de acties in je agenda" }
                @if unknown > 0 {
                    button.button.second type="button" data-office="question-sheets" {
                        "Vraagbladen voor collega’s (" (unknown) ")"
                    }
                }
            }
            p.quiet { "De bestanden worden op deze computer gemaakt. Er wordt niets verstuurd." }
        }
    }
}

/// The screen with all answers.
pub(super) fn answers_screen(work: &Work, two_axes: bool) -> Markup {
    html! {
        h2 data-heading tabindex="-1" { "Controleer je antwoorden" }
        (answers_list(work, two_axes, true))
        div.tool-steps { a.button href={ "#" (RESULT) } data-step="next" { "Naar je agenda" } }
    }
}

/// All answers, with a way to change them.
pub(super) fn answers_list(work: &Work, two_axes: bool, change: bool) -> Markup {
    html! {
        dl.summary { @for (index, question) in work.questionnaire.questions.iter().enumerate() {
            @let response = work.record.answers.get(&question.id);
            div {
                dt { (index + 1) ". " (question.text) }
                dd {
                    (shown(work, response.and_then(|it| it.answer)))
                    @if two_axes { br; "In de praktijk: " (shown(work, response.and_then(|it| it.practice))) }
                    @if let Some(response) = response { (more(question, response)) }
                }
                @if change { dd.summary-change { a href={ "#" (question.id) } { "Wijzig" span.visually-hidden { " vraag " (index + 1) } } } }
            }
        } }
    }
}

fn more(question: &bcm::questionnaire::Question, response: &Response) -> Markup {
    let shown = question.evidence.iter().filter(|it| response.evidence.contains(&it.id));
    let evidence: Vec<String> = shown.map(|it| it.label.clone()).collect();
    html! {
        @if !evidence.is_empty() { br; "Bewijs: " (words::list(&evidence, "en")) }
        @if !response.note.is_empty() { br; "Notitie: " (response.note) }
    }
}

fn shown(work: &Work, answer: Option<Answer>) -> String {
    match answer {
        Some(Answer::Level(level)) => {
            let label = work.questionnaire.scale.get(usize::from(level)).map_or("", |it| &it.label);
            format!("{level}: {label}")
        }
        Some(Answer::Unknown) => work.questionnaire.unknown.label.clone(),
        None => "Nog niet ingevuld".to_owned(),
    }
}

/// The steps of the agenda in a calendar: a week, a month and a quarter from today.
pub(super) fn calendar(work: &Work, state: &State) -> TextFile {
    let today = state.today.unix_days();
    let events = work.evaluation.steps.iter().filter_map(|step| {
        let action = work.questionnaire.action(&step.action)?;
        let days = match step.when {
            Horizon::Week => 7,
            Horizon::Month => 30,
            Horizon::Quarter => 90,
        };
        Some(Event {
            uid: format!("{}-{}", work.questionnaire.id, action.id),
            date: bcm::date::Date::from_unix_days(today + days),
            title: format!("BCM, {}: {}", lower(words::horizon(step.when)), action.text),
            text: action.text.clone(),
        })
    });
    let review = Event {
        uid: format!("{}-review", work.questionnaire.id),
        date: bcm::date::Date::from_unix_days(today + 365),
        title: format!("{} opnieuw invullen", work.questionnaire.short_title),
        text: "Open je dossier van vorig jaar en vergelijk.".to_owned(),
    };
    let events: Vec<Event> = events.chain([review]).collect();
    TextFile {
        name: format!("{}-acties.ics", words::file_stem(state.dossier.name())),
        media_type: "text/calendar",
        text: ics(&state.dossier.lineage, state.today, &events),
    }
}

/// The evaluation as JSON, for the tests that hold the program in the browser against vectors.
pub(super) fn evaluation_json(evaluation: &Evaluation) -> String {
    let mut ranking = Vec::new();
    for it in &evaluation.ranking {
        let answer = match it.answer {
            Some(Answer::Level(level)) => ObjectText::default().json("level", &level.to_string()).end(),
            Some(Answer::Unknown) => "\"unknown\"".to_owned(),
            None => "null".to_owned(),
        };
        let mut object = ObjectText::default();
        let object = object.json("answer", &answer).flag("begin_here", it.begin_here).text("question", &it.question);
        ranking.push(object.end());
    }
    let mut steps = Vec::new();
    for it in &evaluation.steps {
        let when = match it.when {
            Horizon::Week => "week",
            Horizon::Month => "month",
            Horizon::Quarter => "quarter",
        };
        let mut object = ObjectText::default();
        let object = object.text("action", &it.action).json("because", &number(it.because.map(u32::from)));
        steps.push(object.text("question", &it.question).text("when", when).end());
    }
    let number_of = |it: usize| it.to_string();
    ObjectText::default()
        .json("answered", &number_of(evaluation.answered))
        .json("gone", &ids(&evaluation.gone))
        .json("max", &number(Some(evaluation.max)))
        .json("open", &number_of(evaluation.open))
        .maybe("profile", evaluation.profile.as_deref())
        .json("ranking", &array(&ranking))
        .json("steps", &array(&steps))
        .json("to_find_out", &ids(&evaluation.to_find_out))
        .json("total", &number(evaluation.total))
        .json("unknown", &number_of(evaluation.unknown))
        .json("without_evidence", &ids(&evaluation.without_evidence))
        .end()
}

fn number(number: Option<u32>) -> String {
    number.map_or_else(|| "null".to_owned(), |it| it.to_string())
}

fn array(items: &[String]) -> String {
    ["[", &items.join(","), "]"].concat()
}

fn ids(ids: &[String]) -> String {
    bcm::json::text(&ids.into())
}
