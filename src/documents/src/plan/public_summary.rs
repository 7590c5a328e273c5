//! The summary that anybody may read.

use bcm::catalogue::Class;

use super::bcp::is_done;
use super::cards::applies;
use super::tables::class;
use super::view::{MISSING, View};
use crate::{Block, Cover, Document, Layout, Meta, NoteKind, Run};

/// What the government does for continuity, without anything sensitive: no contacts, weak points,
/// suppliers, places, names of means or steps of procedures.
pub fn public_summary(view: &View, meta: &Meta) -> Document {
    let cover = Cover {
        subtitle: "Zo blijven we voor je klaarstaan als er iets ernstigs misloopt".to_owned(),
        ..Cover::default()
    };
    let mut blocks = vec![Block::Cover(cover)];
    blocks.extend(purpose(view));
    blocks.extend(first(view));
    blocks.extend(prepared(view));
    blocks.extend(maintenance(view));
    blocks.push(Block::Note {
        kind: NoteKind::Warning,
        label: "Wat je hier niet leest".to_owned(),
        blocks: vec![Block::text(
            "Dit is een samenvatting. Namen, nummers, plaatsen, leveranciers, zwakke punten en de stappen van \
             noodprocedures staan er niet in. Wie kwaad wil, zou die gegevens kunnen gebruiken.",
        )],
    });
    super::document(meta, "Publieke samenvatting van het bedrijfscontinuïteitsplan", Layout::Card, blocks)
}

fn purpose(view: &View) -> Vec<Block> {
    let purpose = view.text("bcp/blocks/B01/values/doel").unwrap_or_else(|| {
        "Ook na een brand, een stroompanne of een cyberaanval gaat dringende dienstverlening door.".to_owned()
    });
    vec![
        Block::heading(1, "Waarvoor dient ons plan?", ""),
        Block::text(purpose),
        Block::text(
            "Een bedrijfscontinuïteitsplan zegt wie wat doet, en waarmee, als de gewone werking wegvalt. \
             We maakten eerst een lijst van al ons werk. Daarna bepaalden we wat niet kan wachten.",
        ),
    ]
}

fn first(view: &View) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Wat herstellen we eerst?", "")];
    let of = |wanted: Class| {
        let critical = view.critical().into_iter().filter(move |it| class(it) == wanted);
        critical.map(|it| view.process_name(&it.0.id)).collect::<Vec<_>>()
    };
    for (wanted, label) in [(Class::A, "Eerst, binnen een dag"), (Class::B, "Daarna, binnen enkele dagen")] {
        let names = of(wanted);
        if !names.is_empty() {
            blocks.push(Block::Paragraph(vec![Run::bold(format!("{label}:"))]));
            blocks.push(Block::list(false, names));
        }
    }
    if blocks.len() == 1 {
        blocks.push(Block::Paragraph(vec![Run::missing("De lijst van kritieke processen is er nog niet.")]));
    } else {
        blocks
            .push(Block::text("Ander werk kan langer wachten. Zodra het dringende werk loopt, pakken we het weer op."));
    }
    blocks
}

fn prepared(view: &View) -> Vec<Block> {
    let scenarios: Vec<String> =
        view.office.scenarios.iter().filter(|it| applies(view, it) == Some(true)).map(|it| it.title.clone()).collect();
    let mut blocks = vec![Block::heading(1, "Waarop zijn we voorbereid?", "")];
    if scenarios.is_empty() {
        blocks.push(Block::Paragraph(vec![Run::missing("De scenario's zijn nog niet gekozen.")]));
    } else {
        blocks.push(Block::text("We hebben een draaiboek voor:"));
        blocks.push(Block::list(false, scenarios));
    }
    blocks.push(Block::text(
        "Valt onze gewone werking weg? Dan zeggen we zo snel mogelijk wat er gebeurt, waar je terechtkunt en \
         wanneer we meer weten. Bij gevaar voor mensen bel je 112.",
    ));
    blocks
}

fn maintenance(view: &View) -> Vec<Block> {
    let all = view.office.chapters.len();
    let done = view.office.chapters.iter().filter(|it| is_done(view, &it.block)).count();
    let date = |path: &str| view.day(path).unwrap_or_else(|| MISSING.to_owned());
    vec![
        Block::heading(1, "Hoe houden we het plan actueel?", ""),
        Block::list(
            false,
            [
                format!("{done} van de {all} onderdelen van het plan zijn klaar."),
                format!("Goedgekeurd door het college op: {}.", date("bcp/blocks/B01/values/goedgekeurd-op")),
                format!("Volgende herziening op: {}.", date("bcp/blocks/B18/values/volgende-herziening")),
            ],
        ),
    ]
}
