//! The continuity plan of one government.

use bcm::bia::review::Severity;
use bcm::field::{BuildingBlock, Field};
use serde_json::Value;

use super::cards::{
    applies, days, fact, management, procedure_card, procedure_title, procedures, scenario_card, scenario_title,
};
use super::form::field_value;
use super::view::{View, cell, trimmed};
use super::{contacts, tables};
use crate::build::{SENSITIVE, anchor, heading, lowered, tagged};
use crate::{Block, BlockChapter, Cell, Cover, Document, Entry, FieldValue, Layout, Meta, NoteKind, Run};

/// What goes into a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlanOptions {
    /// The contact list, with personal data; without it the plan says where the list is kept.
    pub include_contacts: bool,
    /// The guidance of every chapter, for who is still writing.
    pub include_guidance: bool,
}

/// The continuity plan of this government: a chapter per building block with what was filled in,
/// what follows from its analysis, and an annex with what is still to do.
///
/// The tag of every content control is the code of the block, a full stop and the id of the field.
pub fn bcp(view: &View, meta: &Meta, options: &PlanOptions) -> Document {
    let mut blocks = vec![Block::Cover(cover(view)), Block::PageBreak, Block::Toc { title: "Inhoud".to_owned() }];
    for chapter in &view.office.chapters {
        blocks.extend(self::chapter(view, chapter, options));
    }
    blocks.extend(to_do(view));
    super::document(meta, "Bedrijfscontinuïteitsplan", Layout::Book, blocks)
}

fn cover(view: &View) -> Cover {
    let missing = || "nog in te vullen".to_owned();
    let mut facts = vec![
        ("Bestuur".to_owned(), view.name().unwrap_or_else(missing)),
        ("Eigenaar van dit plan".to_owned(), owner(view).unwrap_or_else(missing)),
        ("Gemaakt op".to_owned(), view.today.in_words()),
    ];
    if let Some(note) = view.text("bcp/details/logo_note") {
        facts.push(("Opmerking".to_owned(), note));
    }
    Cover {
        subtitle: "Wie doet wat, en waarmee, als de gewone werking wegvalt".to_owned(),
        fields: Vec::new(),
        notice: Some(SENSITIVE.to_owned()),
        logo: Some("Plaats voor het logo van je bestuur".to_owned()),
        facts,
    }
}

fn owner(view: &View) -> Option<String> {
    view.text("bcp/details/owner").or_else(|| view.text("bcp/blocks/B01/values/eigenaar"))
}

fn chapter(view: &View, chapter: &BlockChapter, options: &PlanOptions) -> Vec<Block> {
    let block = &chapter.block;
    let mut blocks = vec![Block::heading(1, heading(block), anchor(block))];
    if !is_done(view, block) {
        let what = format!("Klaar als: {}", block.done_when);
        blocks.push(Block::Paragraph(vec![Run::missing("Nog niet afgewerkt. "), Run::plain(what)]));
    }
    if options.include_guidance && !chapter.guidance.is_empty() {
        blocks.push(Block::heading(2, "Uitleg", ""));
        blocks.extend(lowered(&chapter.guidance));
        blocks.push(Block::heading(2, "Ingevuld", ""));
    }
    blocks.extend(made(view, block, options));
    blocks.extend(open_fields(block).map(|field| Block::Entry(entry(view, block, field))));
    match block.code.as_str() {
        "B07" => blocks.extend(messages(view)),
        "B10" => blocks.extend(procedure_pages(view)),
        _ => {}
    }
    blocks
}

/// Fields that are not shown, because something better stands in their place.
const REPLACED: [(&str, &[&str]); 6] = [
    ("B02", &["processen", "pieken", "datum-bia", "bekrachtigd-door"]),
    ("B05", &["intern", "extern"]),
    ("B08", &["keuzes"]),
    ("B09", &["scenario", "eerste-beslissing", "wat-werkt-nog", "eerste-dag", "welke-noodprocedures", "hoe-lang"]),
    ("B10", &["procedures"]),
    ("B12", &["volgorde"]),
];

fn open_fields(block: &BuildingBlock) -> impl Iterator<Item = &Field> {
    let replaced = REPLACED.iter().find(|it| it.0 == block.code).map_or(&[][..], |it| it.1);
    block.fields.iter().filter(move |it| !replaced.contains(&it.id.as_str()))
}

fn entry(view: &View, block: &BuildingBlock, field: &Field) -> Entry {
    let own = view.at(&format!("bcp/blocks/{}/values/{}", block.code, field.id));
    let value = own.and_then(|it| field_value(&field.kind, it));
    let known = || match (block.code.as_str(), field.id.as_str()) {
        ("B01", "eigenaar") => view.text("bcp/details/owner").map(FieldValue::Text),
        ("B01", "versie") => view.text("bcp/details/version").map(FieldValue::Text),
        _ => None,
    };
    Entry { field: tagged(&block.code, field), value: value.or_else(known) }
}

/// What a chapter holds beside its fields.
fn made(view: &View, block: &BuildingBlock, options: &PlanOptions) -> Vec<Block> {
    match block.code.as_str() {
        "B02" => processes(view),
        "B05" => contact_list(view, options),
        "B08" => strategies(view),
        "B09" => scenarios(view),
        "B10" => procedure_table(view),
        "B12" => recovery(view),
        _ => Vec::new(),
    }
}

fn or_missing(table: Option<Block>, missing: &str) -> Block {
    table.unwrap_or_else(|| Block::Paragraph(vec![Run::missing(missing)]))
}

fn processes(view: &View) -> Vec<Block> {
    let settings = &view.bia.settings;
    let status = &view.bia.status;
    let validated = match (status.validated_by.as_deref().and_then(trimmed), status.validated_on) {
        (Some(by), Some(on)) => Some(format!("{by}, op {}", on.in_words())),
        (by, on) => by.or_else(|| on.map(|it| it.in_words())),
    };
    let mut blocks = vec![
        Block::text("Deze gegevens komen uit de bedrijfsimpactanalyse (BIA). Pas ze daar aan, niet hier."),
        fact("Datum van de BIA", settings.date.map(|it| it.in_words())),
        fact("Ingediend op", status.submitted_on.map(|it| it.in_words())),
        fact("Bekrachtigd door", validated),
        or_missing(tables::critical_processes(view), "Er zijn nog geen kritieke processen in de BIA."),
        Block::text(TERMS),
    ];
    blocks.extend(tables::peaks(view));
    blocks.extend(tables::accepted(view));
    blocks
}

const TERMS: &str = "MTPD: na zo lang is de uitval onaanvaardbaar. RTO: binnen die tijd werkt het weer. \
    MBCO: het minimum dat je intussen levert. Alle tijden zijn kalendertijd.";

fn contact_list(view: &View, options: &PlanOptions) -> Vec<Block> {
    if !options.include_contacts {
        return vec![
            Block::text("De contactlijst staat niet in dit plan: ze bevat persoonsgegevens. Ze heeft een eigen blad."),
            Block::text("Hieronder lees je wie een afdruk heeft."),
        ];
    }
    let warning = Block::Note {
        kind: NoteKind::Warning,
        label: "Persoonsgegevens".to_owned(),
        blocks: vec![Block::text(contacts::PRIVACY)],
    };
    std::iter::once(warning).chain(contacts::lists(view)).collect()
}

fn strategies(view: &View) -> Vec<Block> {
    vec![
        tables::choices(view),
        Block::heading(2, "Tien beslissingen voor het college", ""),
        tables::decisions(view),
        Block::heading(2, "Afspraken en budget", ""),
    ]
}

fn scenarios(view: &View) -> Vec<Block> {
    let with = |choice| view.office.scenarios.iter().filter(move |it| applies(view, it) == choice).collect::<Vec<_>>();
    let titles = |all: Vec<_>| all.into_iter().map(scenario_title).collect::<Vec<_>>().join(", ");
    let mut blocks = Vec::new();
    for (index, scenario) in with(Some(true)).into_iter().enumerate() {
        if index > 0 {
            blocks.push(Block::PageBreak);
        }
        blocks.push(Block::heading(2, scenario_title(scenario), ""));
        blocks.extend(scenario_card(view, scenario, 3));
    }
    let (open, not) = (with(None), with(Some(false)));
    if !not.is_empty() || !open.is_empty() {
        blocks.push(Block::heading(2, "Andere scenario's", ""));
    }
    if !not.is_empty() {
        blocks.push(Block::text(format!("Niet van toepassing, volgens ons: {}.", titles(not))));
    }
    if !open.is_empty() {
        let missing = Run::missing("Nog niet bekeken: ");
        blocks.push(Block::Paragraph(vec![missing, Run::plain(format!("{}.", titles(open)))]));
    }
    blocks
}

fn procedure_table(view: &View) -> Vec<Block> {
    let with_card = procedures(view);
    let critical = view.critical().into_iter().map(|it| it.0.id.clone());
    let all: Vec<String> = critical.chain(with_card.iter().cloned()).fold(Vec::new(), |mut all, id| {
        if !all.contains(&id) {
            all.push(id);
        }
        all
    });
    if all.is_empty() {
        return vec![Block::Paragraph(vec![Run::missing("Er zijn nog geen noodprocedures.")])];
    }
    let row = |id: &String| -> Vec<Cell> {
        let known = management(view, id);
        let card = with_card.contains(id).then(|| procedure_title(view, id));
        let card = card.map_or_else(|| Run::missing("nog geen kaart"), |it| Run::link(it, format!("#kaart-{id}")));
        vec![
            vec![Run::bold(view.process_name(id))],
            vec![card],
            cell(known.days.map(days)),
            cell(known.owner),
            cell(known.tested_on),
        ]
    };
    let columns = [("Proces", 6), ("Kaart", 6), ("Houdbaar", 3), ("Eigenaar", 5), ("Getest op", 4)];
    vec![tables::table("Overzicht van de noodprocedures", columns, all.iter().map(row).collect())]
}

fn messages(view: &View) -> Vec<Block> {
    if view.office.messages.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::heading(2, "Modelboodschappen (voorbeeld)", ""),
        Block::text("Vul de puntjes in. Schrijf nooit wat je niet zeker weet."),
    ];
    for message in &view.office.messages {
        let facts = [fact("Voor", Some(message.audience.clone())), fact("Hoe", Some(message.channel.clone()))];
        let label = message.title.clone();
        let said = facts.into_iter().chain([Block::text(message.text.clone())]).collect();
        blocks.push(Block::Note { kind: NoteKind::Example, label, blocks: said });
    }
    blocks
}

fn procedure_pages(view: &View) -> Vec<Block> {
    let mut blocks = Vec::new();
    for id in procedures(view) {
        blocks.push(Block::PageBreak);
        let title = format!("Noodprocedure: {}", procedure_title(view, &id));
        blocks.push(Block::heading(2, title, format!("kaart-{id}")));
        blocks.extend(procedure_card(view, &id, 3));
    }
    blocks
}

fn recovery(view: &View) -> Vec<Block> {
    let mut blocks = vec![
        Block::text(
            "Deze volgorde komt uit de BIA: eerst wat alles draagt, daarna wat het eerst nodig is. \
             Een noodprocedure die getest is en op papier staat, geeft ICT meer tijd.",
        ),
        or_missing(tables::recovery(view), "De BIA heeft nog geen middelen waar een proces van afhangt."),
    ];
    if !view.order.cycles.is_empty() {
        blocks.push(Block::Paragraph(vec![Run::missing(
            "Sommige middelen wachten op elkaar. Kijk in de BIA na wat op wat steunt.",
        )]));
    }
    blocks
}

/// Whether the government said that a block is finished.
pub(super) fn is_done(view: &View, block: &BuildingBlock) -> bool {
    view.at(&format!("bcp/blocks/{}/done", block.code)).and_then(Value::as_bool).unwrap_or(false)
}

fn to_do(view: &View) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Nog te doen", "nog-te-doen")];
    let open: Vec<&BuildingBlock> =
        view.office.chapters.iter().map(|it| &it.block).filter(|it| !is_done(view, it)).collect();
    if open.is_empty() {
        blocks.push(Block::text("Alle bouwstenen zijn afgewerkt."));
    } else {
        let all = view.office.chapters.len();
        blocks.push(Block::text(format!(
            "{} van de {all} bouwstenen zijn nog niet afgewerkt. Begin met het minimumplan.",
            open.len()
        )));
        let columns = [("Bouwsteen", 5), ("Minimum", 3), ("Nog in te vullen", 7), ("Klaar als", 6)];
        blocks.push(tables::table(
            "Bouwstenen die nog niet af zijn",
            columns,
            open.iter().map(|it| row(view, it)).collect(),
        ));
    }
    blocks.extend(mistakes(view));
    blocks
}

fn row(view: &View, block: &BuildingBlock) -> Vec<Cell> {
    let empty = open_fields(block).filter(|it| entry(view, block, it).value.is_none()).map(|it| it.label.clone());
    let mut missing: Vec<String> = still_to_make(view, &block.code).into_iter().chain(empty).collect();
    missing.extend(view.text(&format!("bcp/blocks/{}/note", block.code)).map(|it| format!("Nota: {it}")));
    if missing.is_empty() {
        missing.push("Alles is ingevuld. Toets het aan ‘klaar als’.".to_owned());
    }
    vec![
        vec![Run::link(heading(block), format!("#{}", anchor(block)))],
        vec![Run::plain(if block.minimum_set { "ja" } else { "nee" })],
        vec![Run::plain(missing.join("\n"))],
        vec![Run::plain(block.done_when.clone())],
    ]
}

/// What is missing of the part of a chapter that is not made of fields.
fn still_to_make(view: &View, code: &str) -> Option<String> {
    let text = |path: String| view.text(&path).is_some();
    let (count, one, several) = match code {
        "B02" if view.critical().is_empty() => return Some("Kritieke processen in de BIA".to_owned()),
        "B08" => {
            let chosen = |id: &str| !view.lines(&format!("bcp/strategies/{id}/choices")).is_empty();
            let resources = view.office.resources.iter().filter(|it| !chosen(&it.id)).count();
            let taken = |number: u32| text(format!("bcp/decisions/{number}/text"));
            let decisions = view.office.decisions.iter().filter(|it| !taken(it.number)).count();
            (resources + decisions, "keuze of beslissing", "keuzes en beslissingen")
        }
        "B09" => {
            let open = view.office.scenarios.iter().filter(|it| applies(view, it).is_none()).count();
            (open, "scenario om te bekijken", "scenario's om te bekijken")
        }
        "B10" => {
            let with_card = procedures(view);
            let open = view.critical().iter().filter(|it| !with_card.contains(&it.0.id)).count();
            (open, "kritiek proces zonder kaart", "kritieke processen zonder kaart")
        }
        "B12" if view.order.steps.is_empty() => return Some("Middelen in de BIA".to_owned()),
        _ => return None,
    };
    match count {
        0 => None,
        1 => Some(format!("Nog 1 {one}")),
        count => Some(format!("Nog {count} {several}")),
    }
}

/// The mistakes that the review found and nobody accepted.
fn mistakes(view: &View) -> Vec<Block> {
    let open = view.findings.iter().filter(|it| it.severity == Severity::Fault && it.accepted.is_none());
    let row = |finding| vec![vec![Run::bold(tables::about(view, finding))], vec![Run::plain(view.message(finding))]];
    let rows: Vec<Vec<Cell>> = open.map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        Block::heading(2, "Fouten in de BIA", ""),
        Block::text("Los deze punten op in de BIA, of aanvaard ze met een reden."),
        tables::table("Open fouten", [("Waarover", 5), ("Bevinding", 11)], rows),
    ]
}
