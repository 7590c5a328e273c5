//! Then and now: an earlier dossier beside this one, as a table with bars.

use bcm::questionnaire::{Answer, Questionnaire, evaluate};
use maud::{Markup, html};

use super::Work;
use crate::shape::shown_day;
use crate::tool::State;

/// The comparison, or how to get one.
pub(super) fn section(work: &Work, state: &State) -> Markup {
    html! {
        (paper_and_practice(work))
        @if let Some(earlier) = &state.earlier {
            @let then = earlier.record(&work.questionnaire.id);
            section aria-labelledby="vergelijking-titel" {
                h3 #vergelijking-titel { "Vergeleken met je dossier van " (shown_day(earlier.modified.get(..10).unwrap_or_default())) }
                p { (summary(work, &then)) }
                table.compare.bars {
                    caption { "Elke vraag toen en nu" }
                    thead { tr { th scope="col" { "Vraag" } th scope="col" { "Toen" } th scope="col" { "Nu" } th scope="col" { "Verschil" } } }
                    tbody { @for question in &work.questionnaire.questions {
                        @let (old, new) = (answer(&then, &question.id), answer(&work.record, &question.id));
                        tr {
                            th scope="row" { a href={ "#" (question.id) } { (question.short) } }
                            td { (shown(work.questionnaire, old)) }
                            td { (shown(work.questionnaire, new)) }
                            td { (difference(old, new)) }
                        }
                    } }
                }
            }
        } @else {
            p.quiet data-script { "Vulde je deze vragen vroeger al eens in? Kies onderaan “Vergelijk met een eerder dossier”." }
        }
    }
}

fn answer(record: &bcm::dossier::Record, id: &str) -> Option<Answer> {
    record.answers.get(id)?.answer
}

fn summary(work: &Work, then: &bcm::dossier::Record) -> String {
    let before = evaluate(work.questionnaire, &then.answers);
    let both: Vec<(u8, u8)> = work
        .questionnaire
        .questions
        .iter()
        .filter_map(|it| match (answer(then, &it.id), answer(&work.record, &it.id)) {
            (Some(Answer::Level(old)), Some(Answer::Level(new))) => Some((old, new)),
            _ => None,
        })
        .collect();
    let up = both.iter().filter(|it| it.1 > it.0).count();
    let down = both.iter().filter(|it| it.1 < it.0).count();
    let same = both.len() - up - down;
    format!(
        "{up} hoger, {down} lager, {same} gelijk. Toen had {} van de {} vragen een antwoord, nu {}.",
        before.answered,
        work.questionnaire.questions.len(),
        work.evaluation.answered
    )
}

fn shown(questionnaire: &Questionnaire, answer: Option<Answer>) -> Markup {
    match answer {
        Some(Answer::Level(level)) => html! {
            (super::result::bar(level, questionnaire.top())) " " span.bar-words { (level) " van " (questionnaire.top()) }
        },
        Some(Answer::Unknown) => html! { "uit te zoeken" },
        None => html! { "geen antwoord" },
    }
}

fn difference(old: Option<Answer>, new: Option<Answer>) -> String {
    match (old, new) {
        (Some(Answer::Level(old)), Some(Answer::Level(new))) if new > old => format!("{} hoger", new - old),
        (Some(Answer::Level(old)), Some(Answer::Level(new))) if new < old => format!("{} lager", old - new),
        (Some(Answer::Level(_)), Some(Answer::Level(_))) => "gelijk".to_owned(),
        (Some(Answer::Unknown) | None, Some(Answer::Level(_))) => "nu bekend".to_owned(),
        _ => "geen vergelijking".to_owned(),
    }
}

/// Where more stands on paper than happens, if the second axis is used.
fn paper_and_practice(work: &Work) -> Markup {
    let both: Vec<_> = work
        .questionnaire
        .questions
        .iter()
        .filter_map(|question| {
            let response = work.record.answers.get(&question.id)?;
            match (response.answer?, response.practice?) {
                (Answer::Level(paper), Answer::Level(practice)) => Some((question, paper, practice)),
                _ => None,
            }
        })
        .collect();
    html! {
        @if !both.is_empty() {
            h3 { "Op papier en in de praktijk" }
            table.compare.bars {
                caption { "Waar papier en praktijk verschillen" }
                thead { tr { th scope="col" { "Vraag" } th scope="col" { "Op papier" } th scope="col" { "In de praktijk" } th scope="col" { "Wat het zegt" } } }
                tbody { @for (question, paper, practice) in both { tr {
                    th scope="row" { a href={ "#" (question.id) } { (question.short) } }
                    td { (shown(work.questionnaire, Some(Answer::Level(paper)))) }
                    td { (shown(work.questionnaire, Some(Answer::Level(practice)))) }
                    td { @if paper > practice { "Meer papier dan praktijk: oefen dit." } @else if paper < practice { "Het gebeurt, maar staat niet op papier." } @else { "In evenwicht." } }
                } } }
            }
        }
    }
}
