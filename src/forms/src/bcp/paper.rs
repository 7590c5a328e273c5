//! The plan on paper: what was filled in, or the empty form.

#[cfg(feature = "build")]
use bcm::field::BuildingBlock;
use bcm::sort::sort;
use maud::{Markup, html};

use super::fields::{CONTACT, PROCEDURE, PROCEDURE_END, SCENARIO, elsewhere};
use super::work::{Work, at};
use super::{block, cards, choices, contacts, values};
use crate::fields::field_print;

/// Everything that was filled in, block by block, and what hangs below each.
pub(super) fn print(work: &Work) -> Markup {
    html! {
        h2 { "Bedrijfscontinuïteitsplan" @if !work.state.dossier.name().is_empty() { " van " (work.state.dossier.name()) } }
        p { "Gevoelig. Niet kopiëren of verspreiden buiten de verspreidingslijst." }
        (work.print("bcp/details", &["version", "date", "owner"]))
        @for it in in_order(work) {
            @let base = values(&it.code);
            section.paper-part {
                h2 { (it.code) " " (it.title) }
                @for field in it.fields.iter().filter(|field| !elsewhere(&it.code, &field.id)) { (field_print(work.state, &base, field)) }
                (below(work, &it.code))
                @let note = work.state.text(&["bcp/blocks/", &it.code, "/note"].concat());
                @if !note.is_empty() { p.pre { "Notitie: " (note) } }
            }
        }
    }
}

fn in_order<'a>(work: &Work<'a>) -> Vec<&'a bcm::field::BuildingBlock> {
    let mut all: Vec<_> = work.tool.blocks.iter().map(|it| &it.block).collect();
    sort(&mut all, |a, b| a.code < b.code);
    all
}

fn below(work: &Work, code: &str) -> Markup {
    match code {
        "B02" => block::processes(work),
        "B05" => {
            html! { @for kind in ["internal", "external"] { @for id in contacts::ids(work, kind) { (work.print(&at("contacts", id), CONTACT)) } } }
        }
        "B08" => strategies(work),
        "B09" => html! {
            @for scenario in &work.tool.scenarios {
                @if cards::scenario_stand(work, &scenario.id).0 {
                    h3 { (scenario.id) " " (scenario.title) } (work.print(&at("bcp/scenarios", &scenario.id), &SCENARIO[1..]))
                }
            }
        },
        "B10" => html! { @for process in cards::with_card(work) { (card(work, &process.id, work.title(process))) } },
        "B12" => block::recovery(work),
        _ => html! {},
    }
}

fn card(work: &Work, id: &str, title: &str) -> Markup {
    let base = at("bcp/procedures", id);
    let steps = (1..=super::fields::STEPS).map(|it| work.state.text(&[&base, "/steps/", &it.to_string()].concat()));
    html! {
        h3 { (title) }
        (work.print(&base, PROCEDURE))
        ol { @for step in steps.filter(|it| !it.is_empty()) { li { (step) } } }
        (work.print(&base, PROCEDURE_END))
    }
}

fn strategies(work: &Work) -> Markup {
    html! {
        @for resource in &work.tool.resources {
            h3 { (resource.title) }
            p { @let chosen = choices::chosen_words(work, resource);
                @if chosen.is_empty() { "Nog niet gekozen." } @else { (chosen.join(", ")) } }
            (work.print(&at("bcp/strategies", &resource.id), super::fields::STRATEGY))
        }
        @for decision in &work.tool.decisions {
            @let base = at("bcp/decisions", &decision.number.to_string());
            @if work.state.get(&base).is_some() { h3 { (decision.number) ". " (decision.title) } (work.print(&base, &["text", "date"])) }
        }
    }
}

/// The plan to fill in with a pen.
#[cfg(feature = "build")]
pub(crate) fn paper(blocks: &[BuildingBlock]) -> Markup {
    html! {
        p { "Op deze pagina maak je je plan op het scherm. Zonder JavaScript kun je het op papier invullen, of in het Word-document." }
        @for block in blocks {
            section.paper-part {
                h2 { (block.code) " " (block.title) }
                p { "Klaar als: " (block.done_when) }
                @for field in &block.fields { (crate::fields::field_paper(field)) }
            }
        }
    }
}
