//! What a continuity plan is made of beside the building blocks: choices per resource, scenarios of
//! loss, decisions for the college, roles, messages and exercises.
//!
//! The Dutch texts are in `data/bcp/`; all of them are proposals of our own, and every government
//! decides for itself.

use crate::from_json;

/// `data/bcp/strategies.yaml`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strategies {
    /// What the words for the price mean.
    pub price_note: String,
    /// The resources that can be lost.
    pub resources: Vec<Resource>,
}

/// Something that can be lost, and what can be done about it.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Permanent id in kebab case.
    pub id: String,
    /// Its name.
    pub title: String,
    /// In which situation the choice matters.
    pub when: String,
    /// The choices, from light to heavy.
    pub options: Vec<Choice>,
}

/// A strategic choice for one resource.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Permanent id in kebab case, unique within its resource.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it comes down to.
    pub text: String,
    /// An example of the price in a word, never an amount.
    pub price: String,
}

/// `data/bcp/scenarios.yaml`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scenarios {
    /// The scenarios, in the order in which they are shown.
    pub scenarios: Vec<Scenario>,
}

/// A scenario of loss, with the card that a government starts from.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Permanent code, `S1` to `S8`; the key in a dossier.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What led to it elsewhere.
    pub causes: Vec<Cause>,
    /// The first decision to take.
    pub first_decision: String,
    /// How long to reckon with.
    pub duration: String,
    /// What to ask beforehand.
    pub questions: Vec<String>,
    /// What to do, in order.
    pub steps: Vec<String>,
}

/// A cause of a [`Scenario`].
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What happened.
    pub text: String,
    /// Path of the page that tells about it, or the source in words; absent when there is none.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
}

/// `data/bcp/decisions.yaml`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    /// The decisions, by number.
    pub decisions: Vec<Decision>,
}

/// A decision that the college takes.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Permanent number, from 1; the key in a dossier.
    pub number: u32,
    /// The question to decide.
    pub title: String,
    /// A text to copy, with gaps.
    pub text: String,
    /// What to think of.
    pub help: String,
}

/// `data/bcp/exercises.yaml`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exercises {
    /// The ladder, from light to heavy.
    pub exercises: Vec<Exercise>,
}

/// A rung of the ladder of exercises.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// Place on the ladder, from 1.
    pub level: u32,
    /// Its name.
    pub title: String,
    /// How long it takes, in words.
    pub duration: String,
    /// How it goes.
    pub form: String,
    /// What is kept as proof.
    pub proof: String,
}

/// `data/bcp/roles.yaml`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles {
    /// The roles.
    pub roles: Vec<Role>,
}

/// A role in the continuity team.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Permanent id in kebab case.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it does.
    pub task: String,
}

/// `data/bcp/messages.yaml`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Messages {
    /// The messages.
    pub messages: Vec<Message>,
}

/// A message to copy in a crisis, with gaps.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Permanent id in kebab case.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whom it is for.
    pub audience: String,
    /// How it reaches them.
    pub channel: String,
    /// The text.
    pub text: String,
}

from_json!(Strategies { price_note, resources });
from_json!(Resource { id, title, when, options });
from_json!(Choice { id, title, text, price });
from_json!(Scenarios { scenarios });
from_json!(Scenario { id, title, causes, first_decision, duration, questions, steps });
from_json!(Cause { text, source });
from_json!(Decisions { decisions });
from_json!(Decision { number, title, text, help });
from_json!(Exercises { exercises });
from_json!(Exercise { level, title, duration, form, proof });
from_json!(Roles { roles });
from_json!(Role { id, title, task });
from_json!(Messages { messages });
from_json!(Message { id, title, audience, channel, text });
