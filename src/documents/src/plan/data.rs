//! What documents of a government need beside its dossier: the catalogue, the texts, the forms.

use std::collections::BTreeMap;

use bcm::bia::review::RuleText;
use bcm::catalogue::Catalogue;
use bcm::field::BuildingBlock;
use bcm::form::Form;
use bcm::json::{FromJson, field};
use bcm::plan::{Decision, Exercise, Message, Resource, Scenario};
use bcm::questionnaire::Questionnaire;
use serde::Serialize;
use serde_json::Value;

use crate::{Block, BlockChapter};

/// What documents need beside a dossier. The generator writes it with [`office_json`], the program
/// in the browser reads it back.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficeData {
    /// Address of the site that the documents come from.
    pub site: String,
    /// Language tag of the documents.
    pub language: String,
    /// What a business impact analysis starts from.
    pub catalogue: Catalogue,
    /// The texts of the review rules.
    pub rules: Vec<RuleText>,
    /// The chapters of the continuity plan, in order.
    pub chapters: Vec<BlockChapter>,
    /// The strategic choices per resource.
    pub resources: Vec<Resource>,
    /// The scenarios of loss.
    pub scenarios: Vec<Scenario>,
    /// The decisions for the college.
    pub decisions: Vec<Decision>,
    /// Messages to copy in a crisis.
    pub messages: Vec<Message>,
    /// The ladder of exercises.
    pub exercises: Vec<Exercise>,
    /// The questionnaires made of fields.
    pub forms: Vec<Form>,
    /// The questionnaires with levels.
    pub questionnaires: Vec<Questionnaire>,
    /// The pages that questionnaires mention, by path below the content folder.
    pub links: BTreeMap<String, PageLink>,
}

/// A page of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageLink {
    /// Its full address.
    pub url: String,
    /// Its title.
    pub title: String,
}

bcm::from_json!(PageLink { url, title });

bcm::from_json!(OfficeData {
    site,
    language,
    catalogue,
    rules,
    chapters,
    resources,
    scenarios,
    decisions,
    messages,
    exercises,
    forms,
    questionnaires,
    links
});

impl OfficeData {
    /// Reads what [`office_json`] wrote.
    pub fn read(text: &str) -> Option<OfficeData> {
        OfficeData::from_json(&serde_json::from_str(text).ok()?)
    }

    /// The form with this id.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|it| it.id == id)
    }

    /// The questionnaire with this id.
    pub fn questionnaire(&self, id: &str) -> Option<&Questionnaire> {
        self.questionnaires.iter().find(|it| it.id == id)
    }
}

impl FromJson for BlockChapter {
    fn from_json(value: &Value) -> Option<Self> {
        let map = value.as_object()?;
        let block: BuildingBlock = field(map, "block")?;
        let guidance: Vec<Block> = match map.get("guidance") {
            Some(blocks) => serde::Deserialize::deserialize(blocks).ok()?,
            None => Vec::new(),
        };
        Some(BlockChapter { block, guidance })
    }
}

/// The JSON of [`OfficeData`], for the program in the browser.
#[cfg(feature = "generate")]
pub fn office_json(data: &OfficeData) -> Value {
    let chapter = |it: &BlockChapter| serde_json::json!({ "block": it.block, "guidance": it.guidance });
    serde_json::json!({
        "site": data.site,
        "language": data.language,
        "catalogue": data.catalogue,
        "rules": data.rules,
        "chapters": data.chapters.iter().map(chapter).collect::<Vec<_>>(),
        "resources": data.resources,
        "scenarios": data.scenarios,
        "decisions": data.decisions,
        "messages": data.messages,
        "exercises": data.exercises,
        "forms": data.forms,
        "questionnaires": data.questionnaires,
        "links": data.links,
    })
}
