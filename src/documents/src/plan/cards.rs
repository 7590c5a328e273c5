//! Cards for print: a page per emergency procedure and per scenario, to hang on a wall or to carry.

use bcm::bia::model::{Known, Process};
use bcm::date::Date;
use bcm::plan::Scenario;

use super::view::{MISSING, View, trimmed};
use crate::{Block, Cover, Document, Layout, Meta, NoteKind, Run};

/// A page per emergency procedure, the most urgent process first, and a page per scenario that
/// applies; the first page lists them.
pub fn cards(view: &View, meta: &Meta) -> Document {
    let procedures = procedures(view);
    let scenarios: Vec<&Scenario> = view.office.scenarios.iter().filter(|it| applies(view, it) == Some(true)).collect();
    let cover = Cover { subtitle: "Kaarten om af te drukken".to_owned(), ..Cover::default() };
    let mut blocks = vec![Block::Cover(cover)];
    blocks.extend(overview(view, &procedures, &scenarios));
    for id in &procedures {
        blocks.push(Block::heading(1, procedure_title(view, id), id.clone()));
        blocks.extend(procedure_card(view, id, 2));
    }
    for scenario in scenarios {
        blocks.push(Block::heading(1, scenario_title(scenario), scenario.id.clone()));
        blocks.extend(scenario_card(view, scenario, 2));
    }
    super::document(meta, "Noodprocedures en scenariokaarten om af te drukken", Layout::Wall, blocks)
}

fn overview(view: &View, procedures: &[String], scenarios: &[&Scenario]) -> Vec<Block> {
    let links = |all: Vec<(String, String)>| {
        let item = |(id, title): (String, String)| vec![Block::Paragraph(vec![Run::link(title, format!("#{id}"))])];
        Block::List { ordered: false, items: all.into_iter().map(item).collect() }
    };
    let mut blocks = Vec::new();
    if procedures.is_empty() && scenarios.is_empty() {
        blocks.push(Block::text(
            "Er zijn nog geen kaarten. Vul eerst een noodprocedure in, of kies een scenario dat voor jullie geldt.",
        ));
        return blocks;
    }
    blocks.push(Block::text("Druk alle kaarten af. Zonder netwerk vind je dit bestand niet."));
    if !procedures.is_empty() {
        blocks.push(Block::Paragraph(vec![Run::bold("Noodprocedures, de dringendste eerst")]));
        blocks.push(links(procedures.iter().map(|it| (it.clone(), procedure_title(view, it))).collect()));
    }
    if !scenarios.is_empty() {
        blocks.push(Block::Paragraph(vec![Run::bold("Scenario's")]));
        blocks.push(links(scenarios.iter().map(|it| (it.id.clone(), scenario_title(it))).collect()));
    }
    blocks
}

/// Ids of the processes that have a card, the most urgent first, then those that the analysis does
/// not have.
pub(super) fn procedures(view: &View) -> Vec<String> {
    let with_card: Vec<&String> =
        view.objects("bcp/procedures").into_iter().filter(|it| !it.1.is_empty()).map(|it| it.0).collect();
    let known: Vec<String> =
        view.processes().iter().map(|it| it.0.id.clone()).filter(|it| with_card.contains(&it)).collect();
    let others = with_card.into_iter().filter(|it| !known.contains(it)).cloned();
    known.iter().cloned().chain(others).collect()
}

pub(super) fn procedure_title(view: &View, id: &str) -> String {
    view.text(&format!("bcp/procedures/{id}/name")).unwrap_or_else(|| view.process_name(id))
}

/// What the card of a process says about days and tests, else what the analysis says.
pub(super) struct Management {
    pub(super) owner: Option<String>,
    pub(super) days: Option<String>,
    pub(super) tested_on: Option<String>,
}

pub(super) fn management(view: &View, id: &str) -> Management {
    let process = view.bia.processes.iter().find(|it| it.id == id);
    let of_card = |key: &str| view.text(&format!("bcp/procedures/{id}/{key}"));
    let of_process = |read: fn(&Process) -> Option<String>| process.and_then(read);
    Management {
        owner: of_card("owner").or_else(|| of_process(|it| it.owner.as_deref().and_then(trimmed))),
        days: of_card("days").or_else(|| of_process(|it| it.procedure.days.map(|it| it.to_string()))),
        tested_on: view
            .day(&format!("bcp/procedures/{id}/tested_on"))
            .or_else(|| of_process(|it| it.procedure.tested_on.map(Date::in_words))),
    }
}

/// The card of an emergency procedure, under a heading of the level above.
pub(super) fn procedure_card(view: &View, id: &str, level: u8) -> Vec<Block> {
    let path = |key: &str| format!("bcp/procedures/{id}/{key}");
    let text = |key: &str| view.text(&path(key));
    let known = management(view, id);
    let process = view.bia.processes.iter().find(|it| it.id == id);
    let who = match (text("who"), text("deputy")) {
        (Some(who), Some(deputy)) => Some(format!("{who}. Vervanger: {deputy}")),
        (who, deputy) => who.or_else(|| deputy.map(|it| format!("vervanger: {it}"))),
    };
    let mut blocks = vec![
        fact("Proces", Some(view.process_name(id))),
        fact("Gebruik deze kaart als", text("when")),
        fact("Wie", who),
        fact("Nodig", text("needed")),
    ];
    if let Some(minimum) = process.and_then(|it| it.mbco.as_deref()).and_then(trimmed) {
        blocks.push(fact("Dit lever je minstens", Some(minimum)));
    }
    blocks.push(Block::heading(level, "Stappen", ""));
    let steps = view.lines(&path("steps"));
    match steps.is_empty() {
        true => blocks.push(Block::Paragraph(vec![Run::missing(MISSING)])),
        false => blocks.push(Block::list(true, steps)),
    }
    if let Some(dont) = text("dont") {
        let blocks_of_note = vec![Block::text(dont)];
        blocks.push(Block::Note { kind: NoteKind::Pitfall, label: "Niet doen".to_owned(), blocks: blocks_of_note });
    }
    blocks.extend([
        fact("Privacy", text("privacy")),
        fact("Zo lang houd je het vol", known.days.map(days)),
        fact("Inhalen na het herstel", text("catch_up")),
        fact("Eigenaar", known.owner),
        fact("Laatst getest op", known.tested_on),
        fact("Gemaakt op", Some(view.today.in_words())),
    ]);
    blocks
}

/// A number of days in words; other text as it is.
pub(super) fn days(text: String) -> String {
    match text.parse::<u32>() {
        Ok(1) => "1 dag".to_owned(),
        Ok(number) => format!("{number} dagen"),
        Err(_) => text,
    }
}

pub(super) fn scenario_title(scenario: &Scenario) -> String {
    format!("{} {}", scenario.id, scenario.title)
}

/// Whether the government chose that a scenario applies; nothing as long as it did not choose.
pub(super) fn applies(view: &View, scenario: &Scenario) -> Option<bool> {
    match view.text(&format!("bcp/scenarios/{}/applies", scenario.id))?.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The card of a scenario, under a heading of the level above. Where the government chose nothing
/// yet, the example of the portal stands there, marked as such.
pub(super) fn scenario_card(view: &View, scenario: &Scenario, level: u8) -> Vec<Block> {
    let path = |key: &str| format!("bcp/scenarios/{}/{key}", scenario.id);
    let text = |key: &str| view.text(&path(key));
    let mut blocks = vec![
        with_example("Eerste beslissing", text("first_decision"), &scenario.first_decision),
        fact("Wie beslist", text("who")),
        fact("Wat werkt nog", text("works")),
        with_example("Reken op", text("duration"), &scenario.duration),
        fact("Noodprocedures die starten", started(view, &path("procedures"))),
        Block::heading(level, "Stappen", ""),
    ];
    let own = view.lines(&path("steps"));
    if own.is_empty() {
        blocks.push(Block::Paragraph(vec![
            Run::missing("Nog geen eigen stappen. "),
            Run::plain("Dit is het voorbeeld van het portaal:"),
        ]));
        blocks.push(Block::list(true, scenario.steps.iter().cloned()));
    } else {
        blocks.push(Block::list(true, own));
    }
    blocks
}

/// The emergency procedures that a scenario starts: ids of processes by name, other text as it is.
fn started(view: &View, path: &str) -> Option<String> {
    let named = |it: String| {
        let is_process = view.bia.processes.iter().any(|process| process.id == it);
        if is_process { procedure_title(view, &it) } else { it }
    };
    let all: Vec<String> = view.lines(path).into_iter().map(named).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// A name with what was filled in, or with the mark that it is missing.
pub(super) fn fact(label: &str, value: Option<String>) -> Block {
    let value = value.map_or_else(|| Run::missing(MISSING), Run::plain);
    Block::Paragraph(vec![Run::bold(format!("{label}: ")), value])
}

fn with_example(label: &str, value: Option<String>, example: &str) -> Block {
    match value {
        Some(_) => fact(label, value),
        None => Block::Paragraph(vec![
            Run::bold(format!("{label}: ")),
            Run::missing(format!("{MISSING}. ")),
            Run::italic(format!("Voorbeeld: {example}")),
        ]),
    }
}

/// How sure it is that something exists, in words.
pub(super) fn known(known: Option<Known>) -> Option<String> {
    let word = match known? {
        Known::Yes => "ja",
        Known::No => "nee",
        Known::Unknown => "niet bekend",
    };
    Some(word.to_owned())
}
