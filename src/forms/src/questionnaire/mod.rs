//! A questionnaire of levels: a question per screen, an agenda at the end.

mod compare;
mod page;
mod result;
mod tools;

use bcm::dossier::Record;
use bcm::json::{ById, FromJson};
use bcm::questionnaire::{Answers, Evaluation, Questionnaire, evaluate};
use maud::{Markup, html};
use serde_json::Value;

pub(crate) use page::paper;

use crate::Link;
use crate::session::TextFile;
use crate::shape::Kind;
use crate::tool::{Act, Done, Screen, State, Tool};

/// The screen with the agenda.
const RESULT: &str = "resultaat";
/// The screen with all answers.
const ANSWERS: &str = "antwoorden";

/// A questionnaire as a tool.
#[derive(Debug)]
pub(crate) struct QuestionnaireTool {
    pub(crate) questionnaire: Questionnaire,
    links: ById<Link>,
}

impl QuestionnaireTool {
    pub(crate) fn read(data: &Value, links: ById<Link>) -> Option<Self> {
        Some(Self { questionnaire: Questionnaire::from_json(data)?, links })
    }

    fn link(&self, path: &str) -> Option<Link> {
        self.links.get(path).cloned()
    }

    fn prefix(&self) -> String {
        format!("questionnaires/{}", self.questionnaire.id)
    }

    /// The question, and the field of it, that a path is about.
    fn parts<'a>(&self, path: &'a str) -> Option<(&'a str, &'a str)> {
        let rest = path.strip_prefix("questionnaires/")?.strip_prefix(&self.questionnaire.id)?;
        rest.strip_prefix("/answers/")?.split_once('/')
    }

    fn two_axes(&self, state: &State) -> bool {
        state.get(&format!("{}/two_axes", self.prefix())) == Some(&Value::Bool(true))
    }
}

/// What a questionnaire and a dossier give together.
pub(crate) struct Work<'a> {
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) record: Record,
    pub(crate) evaluation: Evaluation,
    /// Index of the question on screen; the number of questions stands for everything after.
    pub(crate) current: usize,
}

impl<'a> Work<'a> {
    fn new(questionnaire: &'a Questionnaire, state: &State, address: &str) -> Self {
        let record = state.dossier.record(&questionnaire.id);
        let evaluation = evaluate(questionnaire, &record.answers);
        let current = questionnaire.questions.iter().position(|it| it.id == address);
        Self { questionnaire, record, evaluation, current: current.unwrap_or(questionnaire.questions.len()) }
    }

    fn progress(&self) -> result::Progress<'_> {
        result::Progress { questionnaire: self.questionnaire, evaluation: &self.evaluation, current: self.current }
    }
}

impl Tool for QuestionnaireTool {
    fn evaluate_json(&self, answers: &str) -> Result<String, String> {
        let answers = serde_json::from_str(answers).ok().and_then(|it: Value| Answers::from_json(&it));
        let answers = answers.ok_or("the answers cannot be read")?;
        Ok(tools::evaluation_json(&evaluate(&self.questionnaire, &answers)))
    }

    fn first(&self, state: &State) -> String {
        let record = state.dossier.record(&self.questionnaire.id);
        let is_open = |id: &str| record.answers.get(id).is_none_or(|it| it.answer.is_none());
        let open = self.questionnaire.questions.iter().find(|it| is_open(&it.id));
        open.map_or_else(|| RESULT.to_owned(), |it| it.id.clone())
    }

    fn screen(&self, state: &State, address: &str) -> Option<Screen> {
        let work = Work::new(&self.questionnaire, state, address);
        let links = |path: &str| self.link(path);
        let regions = self.regions(state, address);
        let region = |name: &str| regions.iter().find(|it| it.0 == name).map(|it| it.1.clone()).unwrap_or_default();
        let (title, inside) = match address {
            RESULT => ("Resultaat".to_owned(), tools::result_screen(&work, state, &links)),
            ANSWERS => ("Je antwoorden".to_owned(), tools::answers_screen(&work, self.two_axes(state))),
            id => {
                let question = self.questionnaire.question(id)?;
                let title = format!("Vraag {}", work.current + 1);
                (title, page::question_screen(self, &work, question, state, &links))
            }
        };
        let html = html! {
            p.tool-place data-region="place" { (region("place")) }
            nav.jump data-region="progress" aria-label="Vragen" { (region("progress")) }
            (inside)
            section.result #resultaat data-region="result" aria-label="Resultaat" { (region("result")) }
            @if address == RESULT {
                (compare::section(&work, state))
                (tools::actions(&work))
            }
        };
        Some(Screen { title, html })
    }

    fn regions(&self, state: &State, address: &str) -> Vec<(&'static str, Markup)> {
        if self.questionnaire.question(address).is_none() && address != RESULT && address != ANSWERS {
            return Vec::new();
        }
        let work = Work::new(&self.questionnaire, state, address);
        let progress = work.progress();
        let place = html! { (result::place(&progress)) };
        let links = |path: &str| self.link(path);
        let result = match address == ANSWERS {
            true => html! {},
            false => result::result_region(&progress, address == RESULT, &work.record, &links),
        };
        vec![("place", place), ("progress", result::progress_region(&progress)), ("result", result)]
    }

    fn act(&self, _state: &mut State, act: &Act) -> Option<Done> {
        let question = self.questionnaire.question(act.text("question"))?;
        let answer = format!("{}/answers/{}", self.prefix(), question.id);
        match act.name {
            "clear" => Some(
                Done::default().change(format!("{answer}/answer"), None).change(format!("{answer}/practice"), None),
            ),
            _ => None,
        }
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        if path == format!("{}/two_axes", self.prefix()) {
            return Some(Kind::Flag);
        }
        let (question, field) = self.parts(path)?;
        self.questionnaire.question(question)?;
        match field {
            "answer" | "practice" => Some(Kind::Level),
            "evidence" => Some(Kind::Set),
            "note" => Some(Kind::Text),
            "version" => Some(Kind::Number(u32::MAX)),
            _ => None,
        }
    }

    fn print(&self, state: &State) -> Markup {
        let work = Work::new(&self.questionnaire, state, RESULT);
        let links = |path: &str| self.link(path);
        html! {
            (tools::answers_list(&work, self.two_axes(state), false))
            section.result { (result::result_region(&work.progress(), true, &work.record, &links)) }
            (compare::section(&work, state))
        }
    }

    fn file(&self, state: &State, kind: &str) -> Option<TextFile> {
        let work = Work::new(&self.questionnaire, state, RESULT);
        match kind {
            "calendar" => Some(tools::calendar(&work, state)),
            _ => None,
        }
    }

    fn describe(&self, _state: &State, path: &str) -> Option<(String, String)> {
        let (id, field) = self.parts(path)?;
        let question = self.questionnaire.question(id)?;
        let number = self.questionnaire.number(id).unwrap_or_default();
        let field = match field {
            "answer" => "Antwoord",
            "practice" => "Antwoord over de praktijk",
            "evidence" => "Bewijs",
            "note" => "Notitie",
            other => other,
        };
        Some((format!("Vraag {number}: {}", question.short), field.to_owned()))
    }

    fn after(&self, _state: &State, path: &str, _now: &str) -> Vec<(String, Option<Value>)> {
        let Some((question, _)) = self.parts(path) else { return Vec::new() };
        let version = Value::from(self.questionnaire.version);
        let prefix = self.prefix();
        vec![
            (format!("{prefix}/version"), Some(version.clone())),
            (format!("{prefix}/answers/{question}/version"), Some(version)),
        ]
    }
}
