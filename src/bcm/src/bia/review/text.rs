//! What the rules say, in the reader's language.

use super::RULES;
use crate::from_json;

/// `data/bia/rules.yaml`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleTexts {
    /// The rules, by number.
    pub rules: Vec<RuleText>,
}

/// The text of a rule.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText {
    /// `R01` to `R34`.
    pub number: String,
    /// How bad it is in general: `fout`, `waarschuwing` or `tip`. What it is for one finding, the rule says.
    pub severity: String,
    /// What the rule asks, in a few words.
    pub title: String,
    /// What it says, with blanks such as `{process}`.
    pub message: String,
    /// Why that matters.
    pub why: String,
    /// What to do.
    pub todo: String,
    /// Where the rule comes from.
    pub source: String,
}

from_json!(RuleTexts { rules });
from_json!(RuleText { number, severity, title, message, why, todo, source });

impl RuleTexts {
    /// What is missing or strange: a rule without a text, a text without a rule, a blank that the
    /// rule does not fill.
    pub fn problems(&self) -> Vec<String> {
        let text = |number: &str| self.rules.iter().find(|it| it.number == number);
        let missing = RULES.iter().filter(|it| text(it.number).is_none());
        let mut problems: Vec<String> = missing.map(|it| format!("there is no text for rule {}", it.number)).collect();
        for text in &self.rules {
            match RULES.iter().find(|it| it.number == text.number) {
                None => problems.push(format!("there is no rule {}", text.number)),
                Some(rule) => {
                    let unknown = blanks(&text.message).filter(|it| !rule.blanks.contains(it));
                    problems.extend(unknown.map(|it| format!("rule {} does not fill `{{{it}}}`", rule.number)));
                }
            }
        }
        problems
    }
}

impl RuleText {
    /// The message with its blanks filled in. Braces in what somebody wrote stay as they are.
    pub fn message(&self, values: &[(&'static str, String)]) -> String {
        let mut parts = self.message.split('{');
        let mut message = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let blank = part.split_once('}');
            let filled = blank.and_then(|(name, rest)| Some((&values.iter().find(|it| it.0 == name)?.1, rest)));
            match filled {
                Some((value, rest)) => message.extend([value, rest]),
                None => message.extend(["{", part]),
            }
        }
        message
    }
}

fn blanks(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|it| it.0)
}
