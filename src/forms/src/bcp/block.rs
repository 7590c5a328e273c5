//! The screen of a building block: what it holds at least, its fields, and the test that ends it.

use bcm::bia::order::recovery_order;
use bcm::field::BuildingBlock;
use maud::{Markup, html};

use super::fields::elsewhere;
use super::work::{Way, Work, at, count, definition, spoken, suggest};
use super::{BIA_PAGE, start, values};
use crate::fields::field_markup;
use crate::tool::Screen;

/// The region with the test of the block.
const TEST: &str = "toets";

pub(super) fn screen(work: &Work, code: &str) -> Option<Screen> {
    let index = work.tool.blocks.iter().position(|it| it.block.code == code)?;
    let block = &work.tool.blocks[index].block;
    let address = at("bouwsteen", code);
    let neighbour = |it: Option<usize>, other: &str| {
        let found = it.and_then(|it| work.tool.blocks.get(it));
        found.map_or_else(|| other.to_owned(), |it| at("bouwsteen", &it.block.code))
    };
    let way = Way { back: neighbour(index.checked_sub(1), "start"), next: neighbour(Some(index + 1), "controle") };
    let page = &work.tool.blocks[index].page;
    let base = values(code);
    let checked = work.state.checked(&address);
    let body = html! {
        p.block-code { "Bouwsteen " (code) @if block.minimum_set { " · hoort bij het minimumplan" } }
        p { "Dit staat er minstens in:" }
        ul { @for content in &block.contents { li { (content) } } }
        @if work.tool.links.contains_key(page) { p { "Hoe je dat doet: " (work.page(page, "")) "." } }
        (special(work, code))
        @for field in block.fields.iter().filter(|it| !elsewhere(code, &it.id)) {
            (field_markup(work.state, &base, field, checked))
        }
        (test(work, block, &address))
    };
    Some(work.screen(&address, &block.title, &body, &way))
}

pub(super) fn regions(work: &Work, code: &str) -> Vec<(&'static str, Markup)> {
    work.tool.block(code).map(|it| (TEST, checks(work, it))).into_iter().collect()
}

/// The test: what the program checks, and a tick for what only people can know.
fn test(work: &Work, block: &BuildingBlock, address: &str) -> Markup {
    let base = at("bcp/blocks", &block.code);
    html! {
        section.block-test aria-labelledby="toets-titel" {
            h3 #toets-titel { "Is deze bouwsteen klaar?" }
            p { strong { "Klaar als: " } (block.done_when) }
            (spoken(TEST, &checks(work, block)))
            (work.fields(address, &base, &["done", "note"]))
        }
    }
}

fn checks(work: &Work, block: &BuildingBlock) -> Markup {
    let Some(status) = work.status(&block.code) else { return html! {} };
    html! {
        p { (status.filled) " van " (status.total) " onderdelen ingevuld." }
        @if !status.checks.is_empty() {
            ul.test-list { @for check in &status.checks {
                li { strong.tag.tag-done[check.met].tag-new[!check.met] { @if check.met { "In orde" } @else { "Nog niet" } } " " (check.text) }
            } }
        }
        p.quiet { "De rest kun je alleen zelf nakijken. Vink hieronder aan als het klopt." }
    }
}

/// What a block has beside its fields.
fn special(work: &Work, code: &str) -> Markup {
    match code {
        "B02" => html! { (start::from_bia(work)) (processes(work)) (peaks(work)) },
        "B04" => html! { (roles(work)) },
        "B05" => door(
            "contacten",
            "Vul de contacten in",
            "Contacten zijn persoonsgegevens. Ze staan op een eigen scherm en kunnen in een apart bestand.",
        ),
        "B07" => messages(work),
        "B08" => html! {
            (door("keuzes", "Kies per middel", "Van licht naar zwaar, met kost en restrisico."))
            (door("beslissingen", "Bereid de beslissingen voor", "De tien beslissingen voor het college."))
        },
        "B09" => door("scenarios", "Vul de scenariokaarten in", "1 kaart per soort verlies."),
        "B10" => door("noodprocedures", "Vul de noodprocedures in", "1 kaart per kritiek proces."),
        "B12" => recovery(work),
        "B17" => door("oefenen", "Bekijk de ladder van oefeningen", "Kies er 1 en zet ze hieronder in de kalender."),
        _ => html! {},
    }
}

fn door(address: &str, words: &str, about: &str) -> Markup {
    html! { div.door { p { (about) } p { a.button.second href={ "#" (address) } { (words) } } } }
}

/// The critical processes, what must be back first on top.
pub(super) fn processes(work: &Work) -> Markup {
    let critical = work.critical();
    html! {
        @if !critical.is_empty() {
            div.table role="region" tabindex="0" aria-label="Kritieke processen in volgorde" {
                table.from-bia-table {
                    caption { "Kritieke processen in volgorde, uit je BIA" }
                    thead { tr {
                        th scope="col" { "Volgorde" } th scope="col" { "Proces" } th scope="col" { "Klasse" }
                        th scope="col" { "Te laat na (MTPD)" } th scope="col" { "Terug binnen (RTO)" } th scope="col" { "Minimum (MBCO)" }
                    } }
                    tbody { @for (index, (process, result)) in critical.iter().enumerate() {
                        tr {
                            td { (index + 1) }
                            th scope="row" { (work.title(process)) }
                            td { (result.class.letter()) }
                            td { @if result.known { (work.words(result.mtpd)) } @else { "nog niet bepaald" } }
                            td { @if result.known { (work.words(result.rto)) } @else { "nog niet bepaald" } }
                            td { (process.mbco.as_deref().unwrap_or("nog niet ingevuld")) }
                        }
                    } }
                }
            }
        }
    }
}

fn peaks(work: &Work) -> Markup {
    let peak: Vec<_> = work.critical().into_iter().filter(|it| it.0.peak.when.is_some()).collect();
    html! {
        @if !peak.is_empty() {
            h3 { "Piekperiodes" }
            ul { @for (process, result) in peak {
                li {
                    (work.title(process)) ": " (process.peak.when.as_deref().unwrap_or_default())
                    @if let Some(peak) = &result.peak { " (dan te laat na " (work.words(peak.mtpd)) ")" }
                }
            } }
        }
    }
}

/// In which order the means come back.
pub(super) fn recovery(work: &Work) -> Markup {
    let order = recovery_order(&work.bia, &work.derived, &work.tool.catalogue);
    let name = |id: &str| work.bia.dependency(id).map_or_else(|| id.to_owned(), |it| it.title().to_owned());
    html! {
        @if order.steps.is_empty() {
            p { "De herstelvolgorde komt uit je BIA. Daar staan nog geen middelen: " (work.page(BIA_PAGE, "vul ze aan in je BIA")) "." }
        } @else {
            div.table role="region" tabindex="0" aria-label="Herstelvolgorde" {
                table.from-bia-table {
                    caption { "Herstelvolgorde, uit je BIA" }
                    thead { tr {
                        th scope="col" { "Volgorde" } th scope="col" { "Middel" } th scope="col" { "Terug binnen" }
                        th scope="col" { "Gegevens van hoogstens" } th scope="col" { "Eerst nodig" }
                    } }
                    tbody { @for (index, step) in order.steps.iter().enumerate() {
                        @let result = work.derived.dependency(&step.dependency);
                        tr {
                            td { (index + 1) }
                            th scope="row" { (name(&step.dependency)) }
                            td { @if let Some(by) = step.by { (work.words(by)) } @else { "–" } }
                            td { @if let Some(rpo) = result.and_then(|it| it.rpo) { (work.words(rpo)) " terug" } @else { "–" } }
                            td { (step.after.iter().map(|it| name(it)).collect::<Vec<_>>().join(", ")) }
                        }
                    } }
                }
            }
            p { "Klopt de volgorde niet? " (work.page(BIA_PAGE, "Pas de middelen aan in je BIA")) "." }
        }
    }
}

fn roles(work: &Work) -> Markup {
    let roles = &work.tool.roles;
    html! {
        @if !roles.is_empty() {
            details.more {
                summary { "Gangbare rollen (voorbeeld)" }
                dl { @for role in roles { dt { (role.title) } dd { (role.task) } } }
            }
            (suggest("rollen", "alle", (&["Zet deze ", &count(roles.len(), "rol", "rollen"), " in de tabel (voorbeeld)"].concat(), "")))
            p.quiet { "Rollen die er al staan, blijven zoals ze zijn. Schrap wat jullie niet nodig hebben." }
        }
    }
}

fn messages(work: &Work) -> Markup {
    let target = values("B07") + "/eerste-boodschap";
    let empty = work.state.text(&target).is_empty();
    html! {
        @if !work.tool.messages.is_empty() {
            h3 { "Modelboodschappen (voorbeeld)" }
            p { "Vul in waar … staat. Schrijf nooit wat je niet zeker weet." }
            @for message in &work.tool.messages {
                details.more id={ "boodschap-" (message.id) } {
                    summary { (message.title) }
                    p { strong { "Voor: " } (message.audience) ". " strong { "Langs: " } (message.channel) "." }
                    p.pre.model-text { (message.text) }
                    @if empty { (suggest("boodschap", &message.id, ("Neem over als eerste boodschap", &message.title))) }
                }
            }
        }
    }
}

/// The hint of a tick on the check screen.
pub(super) fn done_label() -> &'static str {
    definition("bcp/blocks/B01/done").map_or("", |it| it.label)
}
