//! What a path is called, for a list of changes.

use bcm::catalogue::Catalogue;
use bcm::json::text;
use serde_json::Value;

use crate::TABLES;
use crate::shape::{self, Kind, shown_day};
use crate::tool::{State, Tool};

/// The record and the field: (`Uitbetaling leefloon`, `Eigenaar`).
pub(crate) fn describe(tool: &dyn Tool, state: &State, path: &str) -> (String, String) {
    if let Some(found) = tool.describe(state, path) {
        return found;
    }
    let field = shape::definition(TABLES, path).map_or_else(|| last(path).to_owned(), |it| it.label.to_owned());
    (record(state, path), field)
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The name of the record that a path lies in, as it stands in the dossier or in what is proposed.
fn record(state: &State, path: &str) -> String {
    let mut parts = path.split('/');
    let (part, list, id) = (parts.next(), parts.next(), parts.next());
    match (part, list, id) {
        (Some("bia"), Some("processes" | "dependencies"), Some(id)) => {
            let name = format!("bia/{}/{id}/name", list.unwrap_or_default());
            let proposed = state.proposal.as_ref().and_then(|it| it.value(&name)).and_then(Value::as_str);
            let text = proposed.or_else(|| state.get(&name).and_then(Value::as_str)).unwrap_or(id);
            text.to_owned()
        }
        (Some("bcp"), _, Some(id)) => format!("Plan, {id}"),
        (Some("contacts"), Some(id), _) => {
            let name = state.text(&format!("contacts/{id}/function"));
            format!("Contact {}", if name.is_empty() { id } else { name })
        }
        _ => String::new(),
    }
}

/// A value as its reader knows it.
pub(crate) fn value(catalogue: Option<&Catalogue>, kind: Option<Kind>, value: Option<&Value>) -> String {
    match (kind, value) {
        (_, None) => "leeg".to_owned(),
        (Some(Kind::Choice(codes)), Some(Value::String(code))) => {
            codes.iter().find(|it| it.0 == code).map_or_else(|| code.clone(), |it| it.1.to_owned())
        }
        (Some(Kind::Duration), Some(Value::String(code))) => {
            let durations = catalogue.map(Catalogue::durations).unwrap_or_default();
            durations.into_iter().find(|it| it.0 == *code).map_or_else(|| code.clone(), |it| it.1)
        }
        (_, Some(Value::String(text))) => shown_day(text),
        (_, Some(Value::Number(number))) => number.to_string(),
        (_, Some(Value::Bool(on))) => if *on { "ja" } else { "nee" }.to_owned(),
        (_, Some(Value::Array(items))) => {
            items.iter().map(|it| it.as_str().map_or_else(|| text(it), str::to_owned)).collect::<Vec<_>>().join(", ")
        }
        // A record without anything in it, such as a need without a minimum.
        (_, Some(Value::Object(map))) if map.is_empty() => "ja".to_owned(),
        (_, Some(other)) => text(other),
    }
}
