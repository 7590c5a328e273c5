//! A questionnaire made of fields: a statement, an intake, an evaluation. It has no score.

use crate::field::FormSection;
use crate::from_json;

/// `data/forms/`: fields in sections, filled in on screen or on paper.
///
/// Ids of forms and fields are permanent: dossiers hold them. A change of wording is a new
/// [`version`](Self::version).
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Permanent id, the key in a dossier; also the name of the file.
    pub id: String,
    /// Version of the wording.
    pub version: u32,
    /// Full title.
    pub title: String,
    /// Short title, for lists and file names.
    pub short_title: String,
    /// Paragraphs that say what it is for and how long it takes.
    pub intro: Vec<String>,
    /// Where it comes from and what that is worth.
    pub provenance: String,
    /// The parts, in the order in which they are filled in.
    pub sections: Vec<FormSection>,
}

from_json!(Form { id, version, title, short_title, intro, provenance, sections });

impl Form {
    /// Every field, in order.
    pub fn fields(&self) -> impl Iterator<Item = &crate::field::Field> {
        self.sections.iter().flat_map(|it| &it.fields)
    }

    /// Ids of fields that occur twice; the first is kept in a dossier, the others would overwrite it.
    pub fn repeated(&self) -> Vec<&str> {
        let mut seen = std::collections::BTreeSet::new();
        self.fields().map(|it| it.id.as_str()).filter(|id| !seen.insert(*id)).collect()
    }
}
