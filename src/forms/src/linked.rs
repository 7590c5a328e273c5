//! What the page hands to the program: the data of one tool, with the links in it already found.

use bcm::from_json;
use bcm::json::{ById, field};
use serde_json::Value;

use crate::Link;
use crate::bcp::BcpTool;
use crate::bia::BiaTool;
use crate::form::FormTool;
use crate::questionnaire::QuestionnaireTool;
use crate::tool::Tool;

/// Makes a tool of its data, when it knows that tool.
pub(crate) type Reader = fn(&str, &Value, ById<Link>) -> Option<Box<dyn Tool>>;

/// The data of one tool.
pub(crate) struct Linked {
    /// Version of the site's content, for the dossier.
    pub(crate) content_version: String,
    tool: Box<dyn Tool>,
}

from_json!(Link { url, title });

impl Linked {
    /// Reads the JSON of [`crate::linked_json`].
    pub(crate) fn read(text: &str, reader: Reader) -> Option<Linked> {
        let json: Value = serde_json::from_str(text).ok()?;
        let map = json.as_object()?;
        let tool = reader(map.get("tool")?.as_str()?, map.get("data")?, field(map, "links")?)?;
        Some(Linked { content_version: field(map, "content_version")?, tool })
    }

    pub(crate) fn tool(&self) -> &dyn Tool {
        self.tool.as_ref()
    }
}

/// Questionnaires of levels and of fields.
pub(crate) fn questionnaires(tool: &str, data: &Value, links: ById<Link>) -> Option<Box<dyn Tool>> {
    match tool {
        "questionnaire" => Some(Box::new(QuestionnaireTool::read(data, links)?)),
        "form" => Some(Box::new(FormTool::read(data)?)),
        _ => None,
    }
}

/// The business impact analysis.
pub(crate) fn bia(tool: &str, data: &Value, links: ById<Link>) -> Option<Box<dyn Tool>> {
    if tool == "bia" { Some(Box::new(BiaTool::read(data, links)?)) } else { None }
}

/// The continuity plan.
pub(crate) fn bcp(tool: &str, data: &Value, links: ById<Link>) -> Option<Box<dyn Tool>> {
    if tool == "bcp" { Some(Box::new(BcpTool::read(data, links)?)) } else { None }
}
