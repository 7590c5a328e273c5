//! The tools: the static page of each, and the files that their programs read.

use std::collections::{BTreeMap, BTreeSet};

use bcm::field::BuildingBlock;
use forms::{Addresses, Link, Page as ToolPage};
use serde_json::{Value, json};

use super::Renderer;
use crate::parse::front_matter::{Details, Tool, ToolKind};
use crate::site::Page;

/// The folder of the files that the programs read.
pub const FOLDER: &str = "gegevens";

/// What the program `office` reads beside the dossier.
pub const OFFICE: &str = "gegevens/kantoor.json";

/// The JSON Schema of a dossier.
pub const SCHEMA: &str = "gegevens/dossier.schema.json";

/// The worked example.
pub const EXAMPLE: &str = "gegevens/voorbeeldgemeente.bcm.json";

/// Where the data of a tool is found.
pub fn data_path(tool: &str, id: &str) -> String {
    if tool == id { format!("{FOLDER}/{tool}.json") } else { format!("{FOLDER}/{tool}-{id}.json") }
}

impl Renderer {
    /// The name and the id of the tool on a page, when its data is there.
    fn tool_of<'a>(&'a self, tool: &'a Tool) -> Option<(&'static str, &'a str)> {
        let data = &self.site.data;
        match tool.tool {
            ToolKind::Questionnaire => {
                let id = tool.questionnaire.as_deref().filter(|id| data.questionnaires.contains_key(*id))?;
                Some(("questionnaire", id))
            }
            ToolKind::Form => Some(("form", tool.form.as_deref().filter(|id| data.forms.contains_key(*id))?)),
            ToolKind::Bia => data.catalogue.is_some().then_some(("bia", "bia")),
            ToolKind::Bcp => (data.catalogue.is_some() && !self.site.blocks.is_empty()).then_some(("bcp", "bcp")),
            ToolKind::Guide => None,
        }
    }

    /// Every tool of the site: its name and the id of its data.
    pub fn tools(&self) -> BTreeSet<(&'static str, &str)> {
        let mut tools = BTreeSet::new();
        for page in &self.site.pages {
            if let Details::Tool(tool) = &page.parsed.details {
                tools.extend(self.tool_of(tool));
            }
        }
        tools
    }

    /// The static page of a tool, complete without a program; empty when there is none.
    pub(crate) fn tool_html(&self, tool: &Tool) -> String {
        let Some((name, id)) = self.tool_of(tool) else { return String::new() };
        let data = &self.site.data;
        let blocks = self.blocks();
        let page = match (name, &data.catalogue) {
            ("questionnaire", _) => ToolPage::Questionnaire(&data.questionnaires[id]),
            ("form", _) => ToolPage::Form(&data.forms[id]),
            ("bia", Some(catalogue)) => ToolPage::Bia(catalogue),
            _ => ToolPage::Bcp(&blocks),
        };
        let program = if ["bia", "bcp"].contains(&name) { name } else { "forms" };
        let asset = |name: &str| {
            let path = self.theme.assets.paths.get(name).map(String::as_str).unwrap_or_default();
            self.site.base.href(path)
        };
        let href = |path: &str| self.site.base.href(path);
        let example = if self.site.data.example.is_some() { href(EXAMPLE) } else { String::new() };
        let addresses = Addresses {
            program: &asset(&format!("programs/{program}.js")),
            wasm: &asset(&format!("programs/{program}.wasm")),
            linked: &href(&data_path(name, id)),
            office: &asset("programs/office.js"),
            office_wasm: &asset("programs/office.wasm"),
            office_data: &href(OFFICE),
            example: &example,
        };
        forms::page(page, &|path| self.tool_link(path), Some(&addresses))
    }

    /// The data of a tool as its program reads it.
    pub fn tool_json(&self, name: &str, id: &str) -> String {
        let data = &self.site.data;
        let json = match name {
            "questionnaire" => json!(data.questionnaires.get(id)),
            "form" => json!(data.forms.get(id)),
            "bia" => json!({"catalogue": data.catalogue, "rules": data.rules.rules}),
            _ => self.plan_json(),
        };
        let links = self.tool_links(name, id);
        forms::linked_json(name, &self.site.settings.date.to_string(), &links, json)
    }

    fn plan_json(&self) -> Value {
        let plan = &self.site.data.plan;
        json!({
            "catalogue": self.site.data.catalogue,
            "blocks": self.blocks_json(),
            "resources": plan.strategies.resources,
            "price_note": plan.strategies.price_note,
            "scenarios": plan.scenarios.scenarios,
            "decisions": plan.decisions.decisions,
            "exercises": plan.exercises.exercises,
            "roles": plan.roles.roles,
            "messages": plan.messages.messages,
        })
    }

    /// The building blocks with the paths of their pages.
    fn blocks_json(&self) -> Vec<Value> {
        let block = |at: &usize| {
            let page = &self.site.pages[*at];
            let mut block = json!(building_block(page)?);
            block["page"] = json!(path_of(page));
            Some(block)
        };
        self.site.blocks.values().filter_map(block).collect()
    }

    /// The building blocks, in the order of their codes.
    pub fn blocks(&self) -> Vec<BuildingBlock> {
        self.site.blocks.values().filter_map(|at| building_block(&self.site.pages[*at])).collect()
    }

    /// Links that the screens of a tool show, by the path below `content/`. A path without a page is
    /// not there: the screens then show no link.
    fn tool_links(&self, name: &str, id: &str) -> BTreeMap<String, Link> {
        let data = &self.site.data;
        let mut paths: BTreeSet<String> = BTreeSet::new();
        match name {
            "questionnaire" => {
                let of_questions = data.questionnaires.get(id).map(|it| it.paths()).unwrap_or_default();
                paths.extend(of_questions.into_iter().map(str::to_owned));
            }
            "form" => {}
            _ => {
                let causes = data.plan.scenarios.scenarios.iter().flat_map(|it| &it.causes);
                paths.extend(causes.filter_map(|it| it.source.clone()));
                paths.extend(forms::PAGES.iter().map(|it| (*it).to_owned()));
                paths.extend(self.site.blocks.values().map(|at| path_of(&self.site.pages[*at])));
            }
        }
        paths.into_iter().filter_map(|path| Some((path.clone(), self.tool_link(&path)?))).collect()
    }

    fn tool_link(&self, path: &str) -> Option<Link> {
        self.site.page(path).map(|it| self.tool_link_to(it))
    }

    fn tool_link_to(&self, page: &Page) -> Link {
        Link { url: self.site.base.href(&page.address), title: page.title().to_owned() }
    }
}

/// The file of a page below `content/`.
fn path_of(page: &Page) -> String {
    page.parsed.file.strip_prefix("content/").unwrap_or(&page.parsed.file).to_owned()
}

/// The building block of its page.
pub fn building_block(page: &Page) -> Option<BuildingBlock> {
    let Details::Block(block) = &page.parsed.details else { return None };
    Some(BuildingBlock {
        code: block.code.clone(),
        title: page.title().to_owned(),
        minimum_set: block.minimum_set,
        contents: block.contents.clone(),
        done_when: block.done_when.clone(),
        fields: block.fields.clone(),
    })
}
