//! The overview of the plan: what is done, what is left, and where to begin.

use maud::{Markup, html};

use super::work::{Way, Work, count, tag, task};
use super::{BIA_PAGE, SHEET_PAGE};
use crate::tool::Screen;

/// The order in which a small government begins (own proposal): first what day 1 asks for.
const ORDER: [&str; 11] = ["B05", "B03", "B04", "B02", "B10", "B07", "B09", "B01", "B16", "B17", "B18"];

pub(super) fn screen(work: &Work) -> Screen {
    let all = work.tool.blocks.iter().map(|it| &it.block);
    let (minimum, more): (Vec<_>, Vec<_>) = all.partition(|it| it.minimum_set);
    let ready = |it: &&&bcm::field::BuildingBlock| work.status(&it.code).is_some_and(|it| it.done);
    let (done, done_more) = (minimum.iter().filter(ready).count(), more.iter().filter(ready).count());
    let body = html! {
        p.facts-line { strong { (done) " van " (minimum.len()) } " bouwstenen van het minimumplan zijn klaar." }
        (next(work))
        (from_bia(work))
        h3 { "Minimumplan" }
        p { "Met deze " (minimum.len()) " bouwstenen kom je de eerste dagen door." }
        ol.tasks { @for block in &minimum { (line(work, block)) } }
        h3 { "Daarna: de andere bouwstenen" }
        p { (done_more) " van " (more.len()) " klaar." }
        ol.tasks { @for block in &more { (line(work, block)) } }
        h3 { "Afronden" }
        ol.tasks {
            (task("beslissingen", "Beslissingen voor het college", "Teksten om over te nemen.", &html! {}))
            (task("oefenen", "Oefenen", "Van 15 minuten tot 1 dag.", &html! {}))
            (task("controle", "Kijk na wat ontbreekt", "", &html! {}))
            (task("documenten", "Maak je documenten", "Word-document, kaarten, samenvattingen en agenda.", &html! {}))
        }
    };
    work.screen("start", "Je plan: wat is er nog te doen?", &body, &Way::default())
}

fn line(work: &Work, block: &bcm::field::BuildingBlock) -> Markup {
    let status = work.status(&block.code);
    let state = html! {
        @if let Some(status) = status {
            (tag(status.done, status.begun))
            @if !status.done && status.begun { " " span.quiet { (status.left()) } }
        }
    };
    task(&["bouwsteen/", &block.code].concat(), &block.title, &block.done_when, &state)
}

/// The best next step.
fn next(work: &Work) -> Markup {
    let open = |code: &&&str| work.status(code).is_some_and(|it| !it.done);
    let block = ORDER.iter().find(open).and_then(|it| work.tool.block(it));
    html! {
        div.next-step {
            p {
                strong { "Volgende stap: " }
                @if let Some(block) = block { a href={ "#bouwsteen/" (block.code) } { (block.title) } "." }
                @else { "je minimumplan is klaar. " a href="#documenten" { "Maak je documenten" } "." }
            }
        }
    }
}

/// What the plan takes from the BIA, or how to get one.
pub(super) fn from_bia(work: &Work) -> Markup {
    let critical = work.critical().len();
    html! {
        div.from-bia {
            h3 { "Uit je BIA" }
            @if work.bia.processes.is_empty() {
                p { "Dit dossier heeft nog geen BIA. Daaruit komen je kritieke processen en hun volgorde." }
                ul {
                    li { (work.page(BIA_PAGE, "Maak eerst je BIA")) ". In 15 minuten heb je een eerste lijst." }
                    li {
                        "Heb je een BIA in ons Excel-blad? Kies “Voeg een dossier of Excel-blad samen” onderaan deze pagina. Je vindt het lege blad bij "
                        (work.page(SHEET_PAGE, "het BIA-blad")) "."
                    }
                }
                p { "Je kunt intussen al beginnen met contacten, activatie en rollen." }
            } @else {
                p {
                    (count(critical, "kritiek proces", "kritieke processen")) " van " (work.bia.processes.len()) ". "
                    @if let Some(day) = work.bia.settings.date { "De BIA is van " (day.in_words()) ". " } @else { "De BIA heeft nog geen datum. " }
                    @if let Some(who) = &work.bia.status.validated_by { "Gevalideerd door " (who) ". " }
                    (work.page(BIA_PAGE, "Pas je BIA aan")) "."
                }
            }
        }
    }
}
