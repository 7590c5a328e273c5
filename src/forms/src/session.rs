//! A questionnaire being filled in: the state behind the page, without a browser.
//!
//! Text in, text out, so that the program in the browser only hands things on and every step can be
//! tested without one. What comes out is JSON for a script of ours.

use bcm::dossier::{Dossier, Opened};
use bcm::questionnaire::{Answers, Evaluation, Response, evaluate};
use serde::Serialize;

use crate::region::place;
use crate::{Link, Linked, Progress, progress_region, result_region, words};

/// One person at work on one questionnaire in one dossier.
#[derive(Debug, Clone)]
pub struct Session {
    linked: Linked,
    dossier: Dossier,
    read_only: bool,
}

/// What opening a file led to.
#[derive(Debug, Serialize)]
struct Outcome {
    /// `ok`, `newer` (shown, not to be changed) or `refused`.
    outcome: &'static str,
    message: String,
}

/// What the fields of the page show.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    name: &'a str,
    read_only: bool,
    /// Whether anything at all was put down.
    any: bool,
    /// Index of the first question without an answer; the number of questions when there is none.
    first_open: usize,
    responses: Answers,
}

#[derive(Debug, Serialize)]
struct Regions {
    place: String,
    progress: String,
    result: String,
}

impl Session {
    /// Starts with an empty dossier. `linked` is the JSON of [`crate::browser_json`], `lineage` is
    /// new and random, `now` an RFC 3339 time in UTC.
    ///
    /// # Errors
    /// When `linked` cannot be read: the page and the program are of different versions.
    pub fn new(linked: &str, lineage: &str, now: &str) -> Result<Self, String> {
        let linked: Linked = serde_json::from_str(linked).map_err(|it| it.to_string())?;
        let dossier = Dossier::new(lineage, &linked.content_version, now);
        Ok(Self { linked, dossier, read_only: false })
    }

    /// Begins anew with an empty dossier.
    pub fn begin(&mut self, lineage: &str, now: &str) {
        self.dossier = Dossier::new(lineage, &self.linked.content_version, now);
        self.read_only = false;
    }

    /// What opening this file would lead to; nothing changes. JSON `{outcome, message}`, where
    /// `outcome` is `ok`, `newer` or `refused`.
    pub fn inspect(&self, text: &str) -> String {
        json(&outcome(&Dossier::open(text)))
    }

    /// Opens a file in place of the present dossier; a refused one changes nothing. JSON as in
    /// [`inspect`](Self::inspect).
    pub fn open(&mut self, text: &str) -> String {
        let opened = Dossier::open(text);
        let outcome = outcome(&opened);
        if let Ok(opened) = opened {
            self.read_only = opened.read_only();
            self.dossier = opened.dossier;
        }
        json(&outcome)
    }

    /// Puts down an answer; `response` is the JSON of a [`Response`]. Evidence that the page does
    /// not show, because this version has no such thing, stays. Says whether it was taken.
    pub fn answer(&mut self, question: &str, response: &str, now: &str) -> bool {
        let Ok(mut response) = serde_json::from_str::<Response>(response) else {
            return false;
        };
        let Some(known) = self.linked.questionnaire.question(question) else {
            return false;
        };
        if self.read_only {
            return false;
        }
        let id = &self.linked.questionnaire.id;
        if let Some(stored) = self.dossier.record(id).answers.remove(question) {
            let shown = |it: &String| known.evidence.iter().any(|known| known.id == *it);
            response.evidence.extend(stored.evidence.into_iter().filter(|it| !shown(it)));
        }
        let questionnaire = (id.as_str(), self.linked.questionnaire.version);
        self.dossier.respond(questionnaire, question, &response, now);
        self.dossier.content_version.clone_from(&self.linked.content_version);
        true
    }

    /// Changes the name of the government. Says whether it was taken.
    pub fn set_name(&mut self, name: &str, now: &str) -> bool {
        if !self.read_only {
            self.dossier.set_name(name, now);
        }
        !self.read_only
    }

    /// What the fields show: JSON `{name, read_only, any, first_open, responses}`.
    pub fn shown(&self) -> String {
        let questionnaire = &self.linked.questionnaire;
        let responses = self.answers();
        let is_open = |id: &str| responses.get(id).is_none_or(|it| it.answer.is_none());
        let first_open = questionnaire.questions.iter().position(|it| is_open(&it.id));
        json(&Shown {
            name: self.dossier.name(),
            read_only: self.read_only,
            any: !self.dossier.name().is_empty() || responses.values().any(|it| !it.is_empty()),
            first_open: first_open.unwrap_or(questionnaire.questions.len()),
            responses,
        })
    }

    /// The regions that an answer changes, with the question at this index on screen: JSON
    /// `{place, progress, result}`, the last two HTML.
    pub fn render(&self, current: usize) -> String {
        let record = self.dossier.record(&self.linked.questionnaire.id);
        let evaluation = evaluate(&self.linked.questionnaire, &record.answers);
        let progress = Progress { questionnaire: &self.linked.questionnaire, evaluation: &evaluation, current };
        let links = |path: &str| -> Option<Link> { self.linked.links.get(path).cloned() };
        json(&Regions {
            place: place(&progress),
            progress: progress_region(&progress).into_string(),
            result: result_region(&progress, &record, &links).into_string(),
        })
    }

    /// The dossier as text, for the crash buffer.
    pub fn text(&self) -> String {
        self.dossier.to_text()
    }

    /// The dossier as text for a file, counted as a new revision. A read-only one is not counted.
    pub fn save(&mut self) -> String {
        if !self.read_only {
            self.dossier.next_revision();
        }
        self.dossier.to_text()
    }

    /// A name for the file: `gemeente-voorbeeld.bcm.json`.
    pub fn file_name(&self) -> String {
        let words = self.dossier.name().to_lowercase();
        let words = words.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
        let stem: String = words.collect::<Vec<_>>().join("-").chars().take(60).collect();
        format!("{}.bcm.json", if stem.is_empty() { "dossier" } else { &stem })
    }

    /// The rules alone: the JSON of [`Answers`] in, the JSON of an [`Evaluation`] out.
    ///
    /// # Errors
    /// When `answers` cannot be read.
    pub fn evaluate_json(&self, answers: &str) -> Result<String, String> {
        let answers: Answers = serde_json::from_str(answers).map_err(|it| it.to_string())?;
        let evaluation: Evaluation = evaluate(&self.linked.questionnaire, &answers);
        Ok(json(&evaluation))
    }

    fn answers(&self) -> Answers {
        self.dossier.record(&self.linked.questionnaire.id).answers
    }
}

fn outcome(opened: &Result<Opened, bcm::dossier::OpenError>) -> Outcome {
    match opened {
        Ok(opened) if opened.read_only() => Outcome { outcome: "newer", message: words::newer(opened.schema) },
        Ok(_) => Outcome { outcome: "ok", message: String::new() },
        Err(error) => Outcome { outcome: "refused", message: words::open_error(error) },
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
