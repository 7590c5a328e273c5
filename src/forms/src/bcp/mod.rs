//! The continuity plan: building blocks, strategic choices, decisions, cards, contacts, exercises.
//!
//! What the BIA says is read from it and never asked again.

mod acts;
mod block;
mod cards;
mod choices;
mod contacts;
mod fields;
mod outputs;
mod paper;
mod start;
mod status;
mod work;

use bcm::catalogue::Catalogue;
use bcm::field::BuildingBlock;
use bcm::from_json;
use bcm::json::{ById, FromJson, field};
use bcm::plan::{Decision, Exercise, Resource, Role, Scenario};
use bcm::sort::sort;
use maud::Markup;
use serde_json::Value;

use crate::Link;
use crate::fields::{field_kind, field_label};
use crate::session::TextFile;
use crate::shape::Kind;
use crate::tool::{Act, Done, Screen, State, Tool};

pub(crate) use fields::FIELDS;
#[cfg(feature = "build")]
pub(crate) use paper::paper;
use work::{Work, at, definition};

/// Pages of the site that the screens lead to, beside those of the blocks.
pub(crate) const BIA_PAGE: &str = "hulpmiddelen/bia.md";
pub(crate) const SHEET_PAGE: &str = "sjablonen/bia-blad.md";
pub(crate) const STRATEGY_PAGE: &str = "richtlijnen/strategische-keuzes.md";
pub(crate) const PRIVACY_PAGE: &str = "privacy.md";
pub(crate) const EXERCISE_PAGE: &str = "richtlijnen/oefenen.md";
pub(crate) const CARD_PAGE: &str = "richtlijnen/noodprocedures-op-papier.md";

/// The continuity plan as a tool.
#[derive(Debug)]
pub(crate) struct BcpTool {
    catalogue: Catalogue,
    blocks: Vec<Block>,
    resources: Vec<Resource>,
    scenarios: Vec<Scenario>,
    decisions: Vec<Decision>,
    exercises: Vec<Exercise>,
    roles: Vec<Role>,
    messages: Vec<Message>,
    links: ById<Link>,
}

/// A building block with the path of its page.
#[derive(Debug)]
struct Block {
    block: BuildingBlock,
    page: String,
}

/// A text to start from when something must be said.
#[derive(Debug)]
struct Message {
    id: String,
    title: String,
    audience: String,
    channel: String,
    text: String,
}

from_json!(Message { id, title, audience, channel, text });

impl FromJson for Block {
    fn from_json(value: &Value) -> Option<Self> {
        let page = value.get("page").and_then(Value::as_str).unwrap_or_default().to_owned();
        Some(Self { block: BuildingBlock::from_json(value)?, page })
    }
}

impl BcpTool {
    /// Reads its data; every key but `catalogue` and `blocks` may be absent.
    pub(crate) fn read(data: &Value, links: ById<Link>) -> Option<Self> {
        let map = data.as_object()?;
        let mut blocks: Vec<Block> = field(map, "blocks")?;
        sort(&mut blocks, |a, b| (!a.block.minimum_set, &a.block.code) < (!b.block.minimum_set, &b.block.code));
        Some(Self {
            catalogue: field(map, "catalogue")?,
            blocks,
            resources: field(map, "resources")?,
            scenarios: field(map, "scenarios")?,
            decisions: field(map, "decisions")?,
            exercises: field(map, "exercises")?,
            roles: field(map, "roles")?,
            messages: field(map, "messages")?,
            links,
        })
    }

    /// The block with a code.
    fn block(&self, code: &str) -> Option<&BuildingBlock> {
        self.blocks.iter().map(|it| &it.block).find(|it| it.code == code)
    }
}

/// Below which path a block keeps its fields.
fn values(code: &str) -> String {
    ["bcp/blocks/", code, "/values"].concat()
}

/// The block and the rest of a path below its fields.
fn block_path(path: &str) -> Option<(&str, &str)> {
    let (code, rest) = path.strip_prefix("bcp/blocks/")?.split_once('/')?;
    Some((code, rest.strip_prefix("values/")?))
}

impl Tool for BcpTool {
    fn catalogue(&self) -> Option<&Catalogue> {
        Some(&self.catalogue)
    }

    fn first(&self, _state: &State) -> String {
        "start".to_owned()
    }

    fn screen(&self, state: &State, address: &str) -> Option<Screen> {
        let work = Work::new(self, state);
        let (screen, id) = address.split_once('/').unwrap_or((address, ""));
        match (screen, id) {
            ("start", "") => Some(start::screen(&work)),
            ("bouwsteen", code) => block::screen(&work, code),
            ("keuzes", "") => Some(choices::resources(&work)),
            ("keuze", id) => choices::resource(&work, id),
            ("beslissingen", "") => Some(choices::decisions(&work)),
            ("beslissing", id) => choices::decision(&work, id),
            ("scenarios", "") => Some(cards::scenarios(&work)),
            ("scenario", id) => cards::scenario(&work, id),
            ("noodprocedures", "") => Some(cards::procedures(&work)),
            ("noodprocedure", id) => cards::procedure(&work, id),
            ("contacten", "") => Some(contacts::screen(&work)),
            ("oefenen", "") => Some(outputs::exercises(&work)),
            ("controle", "") => Some(outputs::check(&work)),
            ("documenten", "") => Some(outputs::documents(&work)),
            _ => None,
        }
    }

    fn regions(&self, state: &State, address: &str) -> Vec<(&'static str, Markup)> {
        let work = Work::new(self, state);
        match address.split_once('/') {
            Some(("bouwsteen", code)) => block::regions(&work, code),
            Some(("noodprocedure", id)) => vec![(cards::STANDING, cards::standing(&work, id))],
            _ => Vec::new(),
        }
    }

    fn act(&self, state: &mut State, act: &Act) -> Option<Done> {
        acts::act(self, state, act)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        let (code, rest) = block_path(path)?;
        let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
        field_kind(self.block(code)?.fields.iter().find(|it| it.id == id)?, rest)
    }

    fn print(&self, state: &State) -> Markup {
        paper::print(&Work::new(self, state))
    }

    fn file(&self, state: &State, kind: &str) -> Option<TextFile> {
        if kind == "calendar" { Some(outputs::calendar(self, state)) } else { None }
    }

    fn describe(&self, state: &State, path: &str) -> Option<(String, String)> {
        if let Some((code, rest)) = block_path(path) {
            let block = self.block(code)?;
            return Some((block.title.clone(), field_label(&block.fields, rest)));
        }
        let mut parts = path.split('/').skip(1);
        let (list, id) = (parts.next()?, parts.next()?);
        let named = |title: Option<&String>| title.cloned().unwrap_or_else(|| id.to_owned());
        let record = match (path.starts_with("bcp/"), list) {
            (true, "blocks") => named(self.block(id).map(|it| &it.title)),
            (true, "strategies") => named(self.resources.iter().find(|it| it.id == id).map(|it| &it.title)),
            (true, "scenarios") => named(self.scenarios.iter().find(|it| it.id == id).map(|it| &it.title)),
            (true, "decisions") => ["Beslissing ", id].concat(),
            (true, "procedures") => {
                let own = state.text(&["bia/processes/", id, "/name"].concat());
                let name = self.catalogue.process(id).map(|it| it.name.as_str());
                ["Noodprocedure ", if own.is_empty() { name.unwrap_or(id) } else { own }].concat()
            }
            _ => return None,
        };
        let key = definition(path)?.label;
        let step = path.rsplit_once("/steps/").map(|it| [" ", it.1].concat()).unwrap_or_default();
        Some((record, [key, &step].concat()))
    }
}

/// The value of a field of a block.
fn block_text<'a>(state: &'a State, code: &str, field: &str) -> &'a str {
    state.text(&at(&values(code), field))
}
