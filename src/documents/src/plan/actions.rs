//! The steps that follow from a questionnaire, as rows of an action list.

use bcm::date::Date;
use bcm::questionnaire::{Answers, Horizon, Questionnaire, evaluate};

use super::View;
use crate::ActionRow;

/// The next steps, then what somebody has to find out, with the page that explains each.
pub fn actions(view: &View, questionnaire: &Questionnaire, answers: &Answers) -> Vec<ActionRow> {
    let result = evaluate(questionnaire, answers);
    let steps = result.steps.iter().filter_map(|step| {
        let action = questionnaire.action(&step.action)?;
        let why = questionnaire.question(&step.question).map(|it| it.short.clone()).unwrap_or_default();
        Some(row(view, action.text.clone(), why, step.when, &action.pages))
    });
    let questions = result.to_find_out.iter().filter_map(|id| {
        let question = questionnaire.question(id)?;
        let what = format!("Zoek uit: {}", question.text);
        Some(row(view, what, format!("Vraag het aan {}.", question.ask), Horizon::Week, &question.help))
    });
    steps.chain(questions).collect()
}

fn row(view: &View, what: String, why: String, when: Horizon, pages: &[String]) -> ActionRow {
    let (days, words) = match when {
        Horizon::Week => (7, "deze week"),
        Horizon::Month => (30, "deze maand"),
        Horizon::Quarter => (90, "dit kwartaal"),
    };
    let page = pages.iter().find_map(|it| view.office.links.get(it));
    ActionRow {
        what,
        why,
        by: Some(Date::from_unix_days(view.today.unix_days() + days)),
        by_words: words.to_owned(),
        link: page.map(|it| it.url.clone()).unwrap_or_default(),
        link_title: page.map(|it| it.title.clone()).unwrap_or_default(),
        owner: String::new(),
        done: false,
    }
}
