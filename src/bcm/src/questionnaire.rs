//! A questionnaire of levels, what someone answered, and the agenda that follows from it.
//!
//! The Dutch text, the scale, the order of importance and the actions are data; the rules are here.
//! The rules follow `self-evaluation.md` §1 and §3: a total of answered questions only, no profile
//! name while too much is unknown, the weakest link first, three steps with a date. The result is an
//! agenda, never a label: there is no percentage and no certificate in it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::from_json;
use crate::json::{self, ById, FromJson, Ids};
use crate::sort::sort_by_key;

/// A list of questions that share one scale, with everything needed to turn answers into an agenda.
///
/// Ids of questionnaires, questions, evidence, actions and profiles are permanent: dossiers hold
/// them. A change of meaning is a new id; a change of wording is a new [`version`](Self::version).
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire {
    /// Permanent id, the key in a dossier.
    pub id: String,
    /// Version of the wording; every answer remembers the version it was given for.
    pub version: u32,
    /// Full title.
    pub title: String,
    /// Short title, shown beside the number of the question.
    pub short_title: String,
    /// Paragraphs that say what it is for and how long it takes.
    pub intro: Vec<String>,
    /// Where the list comes from and what that is worth.
    pub provenance: String,
    /// The levels that all questions share; the position is the score, starting at 0.
    pub scale: Vec<Level>,
    /// The answer "I do not know", which carries no score.
    pub unknown: Level,
    /// The questions, in the order they are asked.
    pub questions: Vec<Question>,
    /// Which weak questions come before all others.
    pub start: StartOrder,
    /// From this level on, an answer without any ticked evidence is pointed out.
    pub evidence_from: u8,
    /// Names for a result, given only when enough is known.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub profiles: Option<Profiles>,
    /// The steps that can follow from an answer.
    pub actions: Vec<Action>,
}

/// A level of the scale, in words.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// One or a few words.
    pub label: String,
    /// What it means for any question.
    pub description: String,
}

/// A question with what each level means for it.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Permanent id, such as `v1`.
    pub id: String,
    /// The question itself.
    pub text: String,
    /// A shorter form for tables and lists.
    pub short: String,
    /// What to think of before answering.
    pub hint: String,
    /// What each level of the scale means here; as many as the scale has.
    pub levels: Vec<String>,
    /// What could be shown to someone who asks for proof.
    #[cfg_attr(feature = "schema", serde(default))]
    pub evidence: Vec<Evidence>,
    /// Places in standards and laws that ask the same.
    #[cfg_attr(feature = "schema", serde(default))]
    pub standards: Vec<String>,
    /// Whom to ask, for who does not know.
    pub ask: String,
    /// Paths of pages that help, relative to the content folder.
    #[cfg_attr(feature = "schema", serde(default))]
    pub help: Vec<String>,
}

/// Something that proves an answer; it is only ticked, never uploaded.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Permanent id, unique within its question.
    pub id: String,
    /// What it is.
    pub label: String,
}

/// Which weak questions come first: `self-evaluation.md` §3, "weakest link first".
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartOrder {
    /// A question is weak at this level or below.
    pub weak: u8,
    /// Weak ones among these are marked "begin here"; the lowest level first, then in this order.
    pub first: Vec<String>,
    /// Weak ones among these follow, in exactly this order.
    pub then: Vec<String>,
}

impl StartOrder {
    /// Whether the question is in the order at all.
    fn decides(&self, question: &str) -> bool {
        self.first.iter().chain(&self.then).any(|it| it == question)
    }
}

/// Names for ranges of the total.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profiles {
    /// With more unknown answers than this, no name is given.
    pub max_unknown: usize,
    /// The ranges, together covering every total.
    pub names: Vec<Profile>,
}

/// A name for a range of totals.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Permanent id.
    pub id: String,
    /// Lowest total, over all questions.
    pub from: u32,
    /// Highest total, over all questions.
    pub to: u32,
    /// The name.
    pub name: String,
    /// What it says, in one sentence.
    pub text: String,
}

/// Something to do next, for a question at certain levels.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Permanent id.
    pub id: String,
    /// The question it makes better.
    pub question: String,
    /// By when.
    pub when: Horizon,
    /// The levels at which it is the right next step.
    pub levels: Vec<u8>,
    /// Whether it is also a good start for who has not answered the question, or cannot.
    #[cfg_attr(feature = "schema", serde(default))]
    pub start: bool,
    /// What to do.
    pub text: String,
    /// Paths of the pages and templates that help, the most useful one first; never empty.
    pub pages: Vec<String>,
}

/// By when a step can be done.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Horizon {
    /// This week.
    Week,
    /// This month.
    Month,
    /// This quarter.
    Quarter,
}

impl Horizon {
    /// All of them, the nearest first: a result has one step for each.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];
}

/// An answer to one question.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A level of the scale, starting at 0.
    Level(u8),
    /// "I do not know": no score, but something to find out.
    Unknown,
}

/// Everything someone put down at one question. All parts are optional.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize))]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The chosen answer: what is written down.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub answer: Option<Answer>,
    /// A second answer for the same question, where it is asked: what people really do.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub practice: Option<Answer>,
    /// Ids of the ticked evidence.
    #[cfg_attr(
        feature = "schema",
        serde(default, skip_serializing_if = "is_nothing"),
        schemars(with = "BTreeSet<String>")
    )]
    pub evidence: Ids,
    /// A note, such as where the evidence is kept.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "String::is_empty"))]
    pub note: String,
}

#[cfg(feature = "schema")]
fn is_nothing(ids: &Ids) -> bool {
    ids.is_empty()
}

impl Response {
    /// Whether nothing at all was put down.
    pub fn is_empty(&self) -> bool {
        self.answer.is_none() && self.practice.is_none() && self.evidence.is_empty() && self.note.is_empty()
    }
}

/// A number or `unknown`; `{"level": 3}` as well, the form of the vectors and of data files.
impl FromJson for Answer {
    fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::String(word) => (word == "unknown").then_some(Answer::Unknown),
            Value::Object(map) if map.len() == 1 => Some(Answer::Level(json::field(map, "level")?)),
            other => Some(Answer::Level(u8::from_json(other)?)),
        }
    }
}

impl Answer {
    /// As it stands in a dossier.
    pub fn to_json(self) -> Value {
        match self {
            Answer::Level(level) => level.into(),
            Answer::Unknown => "unknown".into(),
        }
    }
}

/// Answer, evidence and note are read as a whole or not at all; a practice that cannot be read is absent.
impl FromJson for Response {
    fn from_json(value: &Value) -> Option<Self> {
        let map = value.as_object()?;
        let answer = match map.get("answer") {
            None | Some(Value::Null) => None,
            Some(value) => Some(Answer::from_json(value)?),
        };
        let note = map.get("note").map_or(Some(String::new()), String::from_json)?;
        Some(Self { answer, practice: json::field(map, "practice")?, evidence: json::field(map, "evidence")?, note })
    }
}

impl Response {
    /// As it stands in a dossier, without the parts that are empty.
    pub fn to_json(&self) -> Map<String, Value> {
        let mut map = Map::new();
        for (key, answer) in [("answer", self.answer), ("practice", self.practice)] {
            if let Some(answer) = answer {
                map.insert(key.to_owned(), answer.to_json());
            }
        }
        if !self.evidence.is_empty() {
            map.insert("evidence".to_owned(), self.evidence.iter().map(String::as_str).collect());
        }
        if !self.note.is_empty() {
            map.insert("note".to_owned(), self.note.as_str().into());
        }
        map
    }
}

from_json!(Questionnaire {
    id,
    version,
    title,
    short_title,
    intro,
    provenance,
    scale,
    unknown,
    questions,
    start,
    evidence_from,
    profiles,
    actions
});
from_json!(Level { label, description });
from_json!(Question { id, text, short, hint, levels, evidence, standards, ask, help });
from_json!(Evidence { id, label });
from_json!(StartOrder { weak, first, then });
from_json!(Profiles { max_unknown, names });
from_json!(Profile { id, from, to, name, text });
from_json!(Action { id, question, when, levels, start, text, pages });
from_json!(Horizon: "week" => Week, "month" => Month, "quarter" => Quarter);

/// Responses by question id. A response to a question that no longer exists is welcome: it is listed
/// by [`evaluate`] and changes nothing else.
pub type Answers = ById<Response>;

/// What follows from the answers. Only ids and numbers: the words are in the [`Questionnaire`].
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// Questions with a level.
    pub answered: usize,
    /// Questions answered with "I do not know".
    pub unknown: usize,
    /// Questions without an answer.
    pub open: usize,
    /// Sum of the levels of answered questions; `None` when there are none.
    pub total: Option<u32>,
    /// The highest possible total of the answered questions.
    pub max: u32,
    /// Id of the profile, when enough is known to give a true name: see [`evaluate`].
    pub profile: Option<String>,
    /// Every question once: answered ones with the weakest link first, then unknown, then open.
    pub ranking: Vec<Ranked>,
    /// The next steps, one for each [`Horizon`].
    pub steps: Vec<Step>,
    /// Questions to find out, the most important first.
    pub to_find_out: Vec<String>,
    /// Questions at a high level without any ticked evidence, in the order of the questionnaire.
    pub without_evidence: Vec<String>,
    /// Responses to questions that this version does not have; they are kept.
    pub gone: Vec<String>,
}

/// A question in its place in the ranking.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Id of the question.
    pub question: String,
    /// Its answer, if there is one.
    pub answer: Option<Answer>,
    /// Whether it decides the first days of an incident and is weak: begin here.
    pub begin_here: bool,
}

/// A next step and why it was chosen.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// By when.
    pub when: Horizon,
    /// Id of the action.
    pub action: String,
    /// Id of the question it makes better.
    pub question: String,
    /// The level that led to it; `None` when it is a good start for everyone.
    pub because: Option<u8>,
}

/// A mistake in a questionnaire's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path to the value, such as `questions[2].levels`.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl Questionnaire {
    /// The highest level of the scale.
    pub fn top(&self) -> u8 {
        u8::try_from(self.scale.len().saturating_sub(1)).unwrap_or(u8::MAX)
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|it| it.id == id)
    }

    /// The number of a question as people count, from 1.
    pub fn number(&self, id: &str) -> Option<usize> {
        Some(self.questions.iter().position(|it| it.id == id)? + 1)
    }

    /// The action with this id.
    pub fn action(&self, id: &str) -> Option<&Action> {
        self.actions.iter().find(|it| it.id == id)
    }

    /// The profile with this id.
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.as_ref()?.names.iter().find(|it| it.id == id)
    }

    /// Every page path it mentions, sorted, once: for checking and resolving links.
    pub fn paths(&self) -> BTreeSet<&str> {
        let of_questions = self.questions.iter().flat_map(|it| &it.help);
        let of_actions = self.actions.iter().flat_map(|it| &it.pages);
        of_questions.chain(of_actions).map(String::as_str).collect()
    }

    /// All mistakes in the data that types cannot exclude. Without any, [`evaluate`] gives exactly
    /// one step for each [`Horizon`] whatever was answered.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_scale(&mut problems);
        self.check_questions(&mut problems);
        self.check_start(&mut problems);
        self.check_profiles(&mut problems);
        self.check_actions(&mut problems);
        problems
    }

    fn check_scale(&self, problems: &mut Vec<Problem>) {
        if !(2..=10).contains(&self.scale.len()) {
            problems.push(problem("scale", "a scale has 2 to 10 levels"));
        }
        if self.evidence_from > self.top() {
            problems.push(problem("evidence_from", "higher than the highest level"));
        }
    }

    fn check_questions(&self, problems: &mut Vec<Problem>) {
        if self.questions.is_empty() {
            problems.push(problem("questions", "there is no question"));
        }
        repeated("questions", self.questions.iter().map(|it| &it.id), problems);
        for (index, question) in self.questions.iter().enumerate() {
            let place = format!("questions[{index}]");
            if !is_id(&question.id) {
                problems.push(problem(format!("{place}.id"), ID_RULE));
            }
            if question.levels.len() != self.scale.len() {
                let message = format!("{} levels where the scale has {}", question.levels.len(), self.scale.len());
                problems.push(problem(format!("{place}.levels"), message));
            }
            let evidence = question.evidence.iter().map(|it| &it.id);
            repeated(&format!("{place}.evidence"), evidence, problems);
            for (index, evidence) in question.evidence.iter().enumerate() {
                if !is_id(&evidence.id) {
                    problems.push(problem(format!("{place}.evidence[{index}].id"), ID_RULE));
                }
            }
        }
    }

    fn check_start(&self, problems: &mut Vec<Problem>) {
        if self.start.weak >= self.top() {
            problems.push(problem("start.weak", "the highest level cannot be weak"));
        }
        let order = self.start.first.iter().chain(&self.start.then);
        repeated("start", order, problems);
        for (key, ids) in [("first", &self.start.first), ("then", &self.start.then)] {
            for (index, id) in ids.iter().enumerate() {
                if self.question(id).is_none() {
                    let place = format!("start.{key}[{index}]");
                    problems.push(problem(place, format!("there is no question `{id}`")));
                }
            }
        }
    }

    fn check_profiles(&self, problems: &mut Vec<Problem>) {
        let Some(profiles) = &self.profiles else {
            return;
        };
        repeated("profiles.names", profiles.names.iter().map(|it| &it.id), problems);
        let mut next = 0;
        for (index, profile) in profiles.names.iter().enumerate() {
            if profile.from != next || profile.to < profile.from {
                let place = format!("profiles.names[{index}]");
                problems.push(problem(place, format!("the range must start at {next}")));
            }
            next = profile.to.saturating_add(1);
        }
        let full = self.full();
        if next != full + 1 {
            problems.push(problem("profiles.names", format!("the last range must end at {full}")));
        }
    }

    fn check_actions(&self, problems: &mut Vec<Problem>) {
        repeated("actions", self.actions.iter().map(|it| &it.id), problems);
        for (index, action) in self.actions.iter().enumerate() {
            let place = format!("actions[{index}]");
            if !is_id(&action.id) {
                problems.push(problem(format!("{place}.id"), ID_RULE));
            }
            if self.question(&action.question).is_none() {
                let message = format!("there is no question `{}`", action.question);
                problems.push(problem(format!("{place}.question"), message));
            }
            if action.levels.iter().any(|&level| level > self.top()) {
                problems.push(problem(format!("{place}.levels"), "not a level of the scale"));
            }
            if action.pages.is_empty() {
                problems.push(problem(format!("{place}.pages"), "a step links to at least one page"));
            }
        }
        for when in Horizon::ALL {
            if !self.questions.iter().any(|it| self.always_has_action(&it.id, when)) {
                let message = format!("no question has an action for {when:?} at every level and at the start");
                problems.push(problem("actions", message));
            }
        }
    }

    /// Whether there is an action for this question and horizon whatever was answered.
    fn always_has_action(&self, question: &str, when: Horizon) -> bool {
        let known = |level| self.action_for(question, when, Some(level)).is_some();
        (0..=self.top()).all(known) && self.action_for(question, when, None).is_some()
    }

    /// The first action that fits; without a level, one that suits as a start.
    fn action_for(&self, question: &str, when: Horizon, level: Option<u8>) -> Option<&Action> {
        self.actions.iter().find(|it| {
            it.question == question && it.when == when && level.map_or(it.start, |level| it.levels.contains(&level))
        })
    }

    /// The highest total over all questions.
    fn full(&self) -> u32 {
        points(self.questions.len(), self.top())
    }

    /// All question ids, the most decisive first: `start.first`, `start.then`, then as asked.
    fn importance(&self) -> Vec<&str> {
        let mut order: Vec<&str> = Vec::with_capacity(self.questions.len());
        let start = self.start.first.iter().chain(&self.start.then);
        for id in start.chain(self.questions.iter().map(|it| &it.id)) {
            if self.question(id).is_some() && !order.contains(&id.as_str()) {
                order.push(id);
            }
        }
        order
    }
}

/// Works out the agenda.
///
/// - The total counts answered questions only, beside the maximum of those same questions, so that
///   "I do not know" is never a zero.
/// - A profile is named only when every question has an answer, at least one a level, and at most
///   [`Profiles::max_unknown`] of them are unknown. Its ranges are for all questions, so the total
///   is first brought to that scale, rounded down: the name then speaks of what is known.
/// - The ranking puts the weakest link first: weak ones of `start.first`, weak ones of `start.then`,
///   then all others from low to high.
/// - There is one step for each horizon. While anything is weak, the steps go there, each to another
///   weak question where that is possible, and to questions of the start order before all others;
///   then to what can be better. Questions without a level
///   offer what is a good start for everyone, and the strongest offer upkeep.
///
/// A level that is not on the scale counts as no answer.
pub fn evaluate(questionnaire: &Questionnaire, answers: &Answers) -> Evaluation {
    let state = State::new(questionnaire, answers);
    let levels: Vec<u8> = state.ranked.iter().filter_map(|it| it.level()).collect();
    let unknown = state.with(Some(Answer::Unknown)).count();
    let answered = levels.len();
    let open = questionnaire.questions.len() - answered - unknown;
    let total = (answered > 0).then(|| levels.iter().map(|&it| u32::from(it)).sum());
    let max = points(answered, questionnaire.top());
    Evaluation {
        answered,
        unknown,
        open,
        total,
        max,
        profile: (open == 0).then(|| name(questionnaire, total?, max, unknown)).flatten(),
        steps: steps(&state),
        to_find_out: state.with(Some(Answer::Unknown)).map(str::to_owned).collect(),
        without_evidence: without_evidence(questionnaire, answers),
        gone: gone(questionnaire, answers),
        ranking: state.ranked,
    }
}

impl Ranked {
    /// The level, if it was answered with one.
    pub fn level(&self) -> Option<u8> {
        match self.answer? {
            Answer::Level(level) => Some(level),
            Answer::Unknown => None,
        }
    }
}

/// The questionnaire with its questions in the order of the agenda.
struct State<'a> {
    questionnaire: &'a Questionnaire,
    ranked: Vec<Ranked>,
}

impl<'a> State<'a> {
    fn new(questionnaire: &'a Questionnaire, answers: &Answers) -> Self {
        let importance = questionnaire.importance();
        let ranked = importance.iter().map(|id| rank(questionnaire, id, answers));
        let mut ranked: Vec<Ranked> = ranked.collect();
        // Stable: what is equal stays in the order of importance.
        sort_by_key(&mut ranked, |it| sort_key(&questionnaire.start, it));
        Self { questionnaire, ranked }
    }

    fn with(&self, answer: Option<Answer>) -> impl Iterator<Item = &str> {
        let matching = self.ranked.iter().filter(move |it| it.answer == answer);
        matching.map(|it| it.question.as_str())
    }
}

fn rank(questionnaire: &Questionnaire, id: &str, answers: &Answers) -> Ranked {
    let answer = answer_on_scale(questionnaire, id, answers);
    let start = &questionnaire.start;
    let weak = matches!(answer, Some(Answer::Level(level)) if level <= start.weak);
    let begin_here = weak && start.first.iter().any(|it| it == id);
    Ranked { question: id.to_owned(), answer, begin_here }
}

fn answer_on_scale(questionnaire: &Questionnaire, id: &str, answers: &Answers) -> Option<Answer> {
    match answers.get(id)?.answer? {
        Answer::Level(level) if level > questionnaire.top() => None,
        answer => Some(answer),
    }
}

fn sort_key(start: &StartOrder, ranked: &Ranked) -> (u8, u8) {
    match ranked.answer {
        Some(Answer::Level(level)) if ranked.begin_here => (0, level),
        Some(Answer::Level(level)) if level <= start.weak && start.then.contains(&ranked.question) => (1, 0),
        Some(Answer::Level(level)) => (2, level),
        Some(Answer::Unknown) => (3, 0),
        None => (4, 0),
    }
}

fn name(questionnaire: &Questionnaire, total: u32, max: u32, unknown: usize) -> Option<String> {
    let profiles = questionnaire.profiles.as_ref()?;
    if unknown > profiles.max_unknown || max == 0 {
        return None;
    }
    let scaled = u64::from(total) * u64::from(questionnaire.full()) / u64::from(max);
    let fits = |it: &&Profile| (u64::from(it.from)..=u64::from(it.to)).contains(&scaled);
    Some(profiles.names.iter().find(fits)?.id.clone())
}

fn steps(state: &State) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(Horizon::ALL.len());
    for when in Horizon::ALL {
        let used: Vec<&str> = steps.iter().map(|it| it.question.as_str()).collect();
        if let Some(step) = next_step(state, when, &used) {
            steps.push(step);
        }
    }
    steps
}

/// Tries what is weak, decisive questions before others, then what can be better, then good starts, then upkeep; each time another
/// question than before goes first.
fn next_step(state: &State, when: Horizon, used: &[&str]) -> Option<Step> {
    let questionnaire = state.questionnaire;
    let top = questionnaire.top();
    let (weak, improvable) = (questionnaire.start.weak, top.saturating_sub(1));
    let ranked: Vec<&Ranked> = state.ranked.iter().collect();
    let decisive: Vec<&Ranked> =
        ranked.iter().copied().filter(|it| questionnaire.start.decides(&it.question)).collect();
    let mut unanswered: Vec<&Ranked> = Vec::new();
    for id in questionnaire.importance() {
        unanswered.extend(state.ranked.iter().find(|it| it.question == id && it.level().is_none()));
    }
    // Those up to a level, the unanswered without one; and whether only those that have no step yet.
    let turns = [
        (&decisive, Some(weak), true),
        (&decisive, Some(weak), false),
        (&ranked, Some(weak), true),
        (&ranked, Some(weak), false),
        (&ranked, Some(improvable), true),
        (&unanswered, None, true),
        (&ranked, Some(improvable), false),
        (&ranked, Some(top), true),
        (&unanswered, None, false),
        (&ranked, Some(top), false),
    ];
    for (questions, limit, fresh) in turns {
        for it in questions {
            let fits = limit.is_none_or(|limit| it.level().is_some_and(|level| level <= limit));
            if fits && !(fresh && used.contains(&it.question.as_str())) {
                let step = step(questionnaire, it, when);
                if step.is_some() {
                    return step;
                }
            }
        }
    }
    None
}

fn step(questionnaire: &Questionnaire, ranked: &Ranked, when: Horizon) -> Option<Step> {
    let action = questionnaire.action_for(&ranked.question, when, ranked.level())?;
    Some(Step { when, action: action.id.clone(), question: ranked.question.clone(), because: ranked.level() })
}

fn without_evidence(questionnaire: &Questionnaire, answers: &Answers) -> Vec<String> {
    let unproven = questionnaire.questions.iter().filter(|question| {
        let answer = answer_on_scale(questionnaire, &question.id, answers);
        let high = matches!(answer, Some(Answer::Level(it)) if it >= questionnaire.evidence_from);
        let ticked = answers.get(&question.id).map(|it| &it.evidence);
        let any = question.evidence.iter().any(|it| ticked.is_some_and(|ids| ids.contains(&it.id)));
        high && !question.evidence.is_empty() && !any
    });
    unproven.map(|it| it.id.clone()).collect()
}

fn gone(questionnaire: &Questionnaire, answers: &Answers) -> Vec<String> {
    let gone = answers.keys().filter(|id| questionnaire.question(id).is_none());
    gone.cloned().collect()
}

fn points(questions: usize, top: u8) -> u32 {
    u32::try_from(questions).unwrap_or(u32::MAX).saturating_mul(u32::from(top))
}

const ID_RULE: &str = "an id is lower-case letters, digits and hyphens, starting with a letter";

fn is_id(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_lowercase())
        && text.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-')
}

fn problem(place: impl Into<String>, message: impl Into<String>) -> Problem {
    Problem { place: place.into(), message: message.into() }
}

fn repeated<'a>(place: &str, ids: impl Iterator<Item = &'a String>, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            problems.push(problem(place, format!("`{id}` occurs twice")));
        }
    }
}
