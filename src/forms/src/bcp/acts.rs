//! What the buttons of the plan do.

use bcm::text::lower;
use serde_json::Value;

use super::fields::STEPS;
use super::work::{Work, at, mistakes};
use super::{BcpTool, block_text, cards, contacts, values};
use crate::control;
use crate::fields::{row_texts, rows_act};
use crate::tool::{Act, Done, State};

pub(super) fn act(tool: &BcpTool, state: &mut State, act: &Act) -> Option<Done> {
    match act.name {
        "go-on" => Some(go_on(tool, state, act)),
        "suggest" => Some(suggest(&Work::new(tool, state), act)),
        "add-contact" | "remove-contact" | "contacts-from-roles" => Some(contacts::act(&Work::new(tool, state), act)),
        _ => rows_act(state, act),
    }
}

/// On to the next screen, unless something on this one cannot be understood.
fn go_on(tool: &BcpTool, state: &mut State, act: &Act) -> Done {
    let (from, to) = (act.text("from"), act.text("to"));
    let wrong = !mistakes(tool, state, from).is_empty();
    state.view.set(&["checked:", from].concat(), if wrong { "1" } else { "" });
    if wrong { Done::go(from).focus("fouten") } else { Done::go(to) }
}

/// Fills in an example where nothing stands yet.
fn suggest(work: &Work, act: &Act) -> Done {
    let id = act.text("id");
    let wanted = match act.text("what") {
        "rollen" => roles(work),
        "boodschap" => message(work, id),
        "beslissing" => decision(work, id),
        "scenario" => scenario(work, id),
        "noodprocedure" => procedure(work, id),
        "oefening" => exercise(work, id),
        _ => return Done::refused("Dit voorbeeld is er niet."),
    };
    let empty = |path: &str| work.state.get(path).is_none();
    let changes: Vec<(String, Option<Value>)> =
        wanted.into_iter().filter(|it| !it.1.is_empty() && empty(&it.0)).map(|it| (it.0, Some(it.1.into()))).collect();
    let Some(first) = changes.first() else {
        return Done::said("Er stond al iets in die velden. Er is niets veranderd.");
    };
    let focus = control::id(&first.0);
    let status = "Het voorbeeld is ingevuld. Pas het aan jullie situatie aan. Je kunt dit ongedaan maken.";
    let address = (act.text("what") == "oefening").then(|| "bouwsteen/B17".to_owned());
    Done { changes, address, ..Done::said(status) }.focus(focus)
}

type Texts = Vec<(String, String)>;

/// The usual roles that are not in the table yet, below what is there.
fn roles(work: &Work) -> Texts {
    let path = at(&values("B04"), "rollen");
    let there: Vec<String> = role_rows(work).into_iter().map(|it| lower(&it.0)).collect();
    let missing = work.tool.roles.iter().filter(|it| !there.contains(&lower(&it.title)));
    let mut texts = Vec::new();
    for (index, role) in missing.enumerate() {
        let row = next_row(work, &path, index + 1);
        texts.push((at(&row, "rol"), role.title.clone()));
        texts.push((at(&row, "taak"), role.task.clone()));
    }
    texts
}

/// An exercise as a row of the calendar; the day is chosen by the reader.
fn exercise(work: &Work, id: &str) -> Texts {
    let path = at(&values("B17"), "kalender");
    let row = next_row(work, &path, 1);
    let exercise = work.tool.exercises.iter().find(|it| it.level.to_string() == id);
    exercise.map_or_else(Vec::new, |it| vec![(at(&row, "wat"), it.title.clone()), (at(&row, "niveau"), id.to_owned())])
}

/// Path of the row so many below the last one.
fn next_row(work: &Work, table: &str, number: usize) -> String {
    let map = work.state.get(table).and_then(Value::as_object);
    let last = map.into_iter().flatten().filter_map(|it| it.0.strip_prefix('r')?.parse::<usize>().ok()).max();
    [table, "/r", &(last.unwrap_or(0) + number).to_string()].concat()
}

/// Role, function and deputy of every row of the table of roles.
pub(super) fn role_rows(work: &Work) -> Vec<(String, String, String)> {
    let Some(field) = work.tool.block("B04").and_then(|it| it.fields.iter().find(|it| it.id == "rollen")) else {
        return Vec::new();
    };
    let place = |id: &str| field.columns().iter().position(|it| it.id == id);
    let rows = row_texts(field.columns(), work.state.get(&at(&values("B04"), "rollen")));
    let text = |row: &Vec<String>, id: &str| place(id).and_then(|it| row.get(it)).cloned().unwrap_or_default();
    rows.iter().map(|it| (text(it, "rol"), text(it, "functie"), text(it, "vervanger"))).collect()
}

fn message(work: &Work, id: &str) -> Texts {
    let message = work.tool.messages.iter().find(|it| it.id == id);
    message.map(|it| (at(&values("B07"), "eerste-boodschap"), it.text.clone())).into_iter().collect()
}

fn decision(work: &Work, id: &str) -> Texts {
    let decision = work.tool.decisions.iter().find(|it| it.number.to_string() == id);
    decision.map(|it| (["bcp/decisions/", id, "/text"].concat(), it.text.clone())).into_iter().collect()
}

fn scenario(work: &Work, id: &str) -> Texts {
    let Some(scenario) = work.tool.scenarios.iter().find(|it| it.id == id) else { return Vec::new() };
    let base = at("bcp/scenarios", id);
    let cards: Vec<String> =
        cards::with_card(work).into_iter().take(STEPS).map(|it| work.title(it).to_owned()).collect();
    vec![
        (at(&base, "applies"), "yes".to_owned()),
        (at(&base, "first_decision"), scenario.first_decision.clone()),
        (at(&base, "duration"), scenario.duration.clone()),
        (at(&base, "steps"), scenario.steps.join("\n")),
        (at(&base, "procedures"), cards.join("\n")),
    ]
}

/// The card of a process, from its BIA and the catalogue.
fn procedure(work: &Work, id: &str) -> Texts {
    let Some(process) = work.bia.process(id) else { return Vec::new() };
    let base = at("bcp/procedures", id);
    let text = |it: &Option<String>| it.clone().unwrap_or_default();
    let mut texts = vec![
        (at(&base, "name"), work.title(process).to_owned()),
        (at(&base, "who"), text(&process.owner)),
        (at(&base, "deputy"), text(&process.deputy)),
        (at(&base, "owner"), text(&process.owner)),
    ];
    if let Some(result) = work.derived.process(id).filter(|it| it.known) {
        texts.push((at(&base, "when"), work.words(result.rto)));
    }
    let needs = process.procedure.uses.iter().filter_map(|it| work.bia.dependency(it)).map(|it| it.title().to_owned());
    texts.push((at(&base, "needed"), needs.collect::<Vec<_>>().join("\n")));
    let example = cards::example(work, process).unwrap_or_default();
    if cards::steps(work, id) == 0 {
        let steps = sentences(example).into_iter().take(STEPS).enumerate();
        texts.extend(steps.map(|it| ([&base, "/steps/", &(it.0 + 1).to_string()].concat(), it.1)));
    }
    texts
}

/// The sentences of a text, each as a step.
fn sentences(text: &str) -> Vec<String> {
    let parts = text.split(['\n', '.']).map(str::trim).filter(|it| !it.is_empty());
    parts.map(|it| [it, "."].concat()).collect()
}

/// The day of the next review, as it was filled in.
pub(super) fn review_day(state: &State) -> &str {
    block_text(state, "B18", "volgende-herziening")
}
