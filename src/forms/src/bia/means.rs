//! The shared means: entered once, used by many processes.

use bcm::bia::derive::{DependencyResult, NeedBecause};
use bcm::bia::model::Dependency;
use maud::{Markup, html};

use super::process::add_form;
use super::review;
use super::work::{Work, at, button, count, means_path, region, spoken};
use crate::control;
use crate::tool::Screen;

pub(super) fn list(work: &Work) -> Screen {
    let body = html! {
        p { "Beschrijf elk middel 1 keer. Alle processen die het nodig hebben, delen wat je invult." }
        div #bia-dependencies tabindex="-1" {
            @if work.bia.dependencies.is_empty() { p { "Er is nog geen middel. Voeg ze hieronder toe, of bij een proces." } }
            @else { (table(work)) }
        }
        h3 { "Voeg middelen toe" }
        (add_form(work, ""))
        (work.steps("middelen", "", "aandachtspunten", ""))
    };
    work.screen("middelen", "Gedeelde middelen", "", &body)
}

fn table(work: &Work) -> Markup {
    html! {
        table.means {
            caption { (count(work.bia.dependencies.len(), "middel", "middelen")) }
            thead { tr {
                th scope="col" { "Middel" } th scope="col" { "Soort" } th scope="col" { "Processen" } th scope="col" { "Terug binnen" }
            } }
            tbody { @for (means, result) in work.bia.dependencies.iter().zip(&work.derived.dependencies) {
                tr {
                    th scope="row" { a href={ "#middel/" (means.id) } { (means.title()) } }
                    td { (work.text(&at(&means_path(&means.id), "kind"))) }
                    td { (result.users.len()) }
                    td { (work.maybe(result.rto)) }
                }
            } }
        }
    }
}

pub(super) fn screen(work: &Work, id: &str) -> Option<Screen> {
    let means = work.bia.dependency(id)?;
    let result = work.derived.dependency(id)?;
    let (address, base) = (at("middel", id), means_path(id));
    let first = ["name", "kind", "host", "infrastructure", "owner", "deputy", "available", "single", "alternative"];
    let second = ["rto_contract", "rta", "tested_on", "backup", "startup"];
    let question = means.kind.as_deref().and_then(|it| work.tool.catalogue.dependency_type(it));
    let others: Vec<_> = work.means_options().into_iter().filter(|it| it.0 != id).collect();
    let body = html! {
        (spoken("derived", &derived(work, result)))
        @if let Some(kind) = question {
            p { (kind.question) }
            p.provenance { "Gangbaar alternatief: " (kind.alternative) "." }
        }
        div id=(control::id(&base)) tabindex="-1" {
            (work.fields(&address, &base, &first))
            h3 { "Herstel" }
            (work.fields(&address, &base, &second))
            @if !others.is_empty() { (work.field_of(&address, &at(&base, "relies_on"), &others)) }
            (work.fields(&address, &base, &["note"]))
        }
        (region("findings", &review::of_screen(work, &address)))
        (work.steps(&address, "middelen", "middelen", &base))
        (remove(work, means, result))
    };
    Some(work.screen(&address, means.title(), &base, &body))
}

pub(super) fn regions(work: &Work, id: &str) -> Vec<(&'static str, Markup)> {
    let Some(result) = work.derived.dependency(id) else { return Vec::new() };
    vec![("derived", derived(work, result)), ("findings", review::of_screen(work, &at("middel", id)))]
}

/// What the processes ask of it, and which one asks most.
fn derived(work: &Work, result: &DependencyResult) -> Markup {
    html! {
        @match (&result.rto, &result.rto_from) {
            (Some(rto), Some(from)) => p {
                "Moet terug zijn binnen " strong { (work.words(*rto)) } ", want " a href={ "#proces/" (from) } { (work.process_name(from)) } " vraagt dat."
            },
            _ => p { "Nog geen enkel proces vraagt dit middel op een bepaald moment terug." },
        }
        @if let (Some(rpo), Some(from)) = (&result.rpo, &result.rpo_from) {
            p { "Er mag hoogstens " strong { (work.words(*rpo)) } " aan gegevens verloren gaan, voor " (work.process_name(from)) "." }
        }
        (gained(work, result))
        @if !result.users.is_empty() {
            p { "Gebruikt door: " @for (index, id) in result.users.iter().enumerate() {
                @if index > 0 { ", " } a href={ "#proces/" (id) } { (work.process_name(id)) }
            } "." }
        }
    }
}

/// Processes whose tested procedure gives this means more time.
fn gained(work: &Work, result: &DependencyResult) -> Markup {
    let users = result.users.iter().filter_map(|it| work.derived.process(it));
    html! {
        @for user in users.filter(|it| it.need_because != NeedBecause::Rto) {
            p.quiet { (super::result::gain(work, user)) }
        }
    }
}

fn remove(work: &Work, means: &Dependency, result: &DependencyResult) -> Markup {
    let asked = work.state.view.get(&["remove:", &means.id].concat()).is_some();
    html! {
        div.removal {
            @if asked {
                p { "Je haalt dit middel weg bij " (count(result.users.len(), "proces", "processen")) ". Je kunt het ongedaan maken." }
            }
            (button("danger", "verwijder-middel", "remove-means", &[("id", &means.id), ("sure", if asked { "1" } else { "" })],
                (if asked { "Ja, haal weg" } else { "Haal dit middel weg" }, means.title())))
        }
    }
}
