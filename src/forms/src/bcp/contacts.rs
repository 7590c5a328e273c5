//! Contacts: the only persons in the dossier, kept apart from everything else.

use bcm::sort::sort;
use bcm::text::lower;
use maud::{Markup, html};
use serde_json::Value;

use super::PRIVACY_PAGE;
use super::acts::role_rows;
use super::fields::CONTACT;
use super::work::{Way, Work, at, button, count};
use crate::control;
use crate::tool::{Act, Done, Screen};

/// Ids of the contacts of a kind, in the order in which they are called.
pub(super) fn ids<'a>(work: &'a Work, kind: &str) -> Vec<&'a str> {
    let all = work.state.get("contacts").and_then(Value::as_object);
    let is_external = |it: &Value| it.get("kind").and_then(Value::as_str) == Some("external");
    let mut found: Vec<(u64, &str)> = all
        .into_iter()
        .flatten()
        .filter(|it| is_external(it.1) == (kind == "external"))
        .map(|it| (it.1.get("order").and_then(Value::as_u64).unwrap_or(u64::MAX), it.0.as_str()))
        .collect();
    sort(&mut found, |a, b| a < b);
    found.into_iter().map(|it| it.1).collect()
}

/// What a contact is called in a list.
fn title(work: &Work, id: &str) -> String {
    let base = at("contacts", id);
    let text = |key: &str| work.state.text(&at(&base, key));
    let parts: Vec<&str> =
        ["function", "name", "organisation"].into_iter().map(text).filter(|it| !it.is_empty()).collect();
    if parts.is_empty() { "Nieuw contact".to_owned() } else { parts.join(", ") }
}

pub(super) fn screen(work: &Work) -> Screen {
    let without: usize = ["internal", "external"]
        .iter()
        .map(|kind| ids(work, kind).iter().filter(|it| !reachable(work, it)).count())
        .sum();
    let body = html! {
        div.finding.finding-tip {
            h3 { "Dit zijn persoonsgegevens" }
            ul {
                li { "Neem alleen op wie je in een crisis echt nodig hebt." }
                li { "Vertel collega’s waarvoor je hun nummer bewaart." }
                li { "Alles blijft op deze computer. Niets wordt verstuurd." }
                li { "Bewaar contacten in een apart bestand. Dan kun je de rest delen zonder nummers." }
            }
            p { (work.page(PRIVACY_PAGE, "Meer over privacy")) }
            div.tool-actions { button.button.second type="button" data-do="save-apart" { "Bewaar contacten apart" } }
        }
        @if without > 0 { p.facts-line { (count(without, "contact heeft", "contacten hebben")) " nog geen nummer." } }
        (group(work, "internal", "Eigen personeel", "Het team, de vervangers en wie een kritiek proces leidt."))
        (group(work, "external", "Buiten het bestuur", "Leveranciers, nutsbedrijven, toezicht, buurbesturen."))
        @if !role_rows(work).is_empty() {
            p.suggest { (button("second quiet", "uit-rollen", "contacts-from-roles", &[], ("Voeg de functies uit je crisisteam toe", ""))) }
        }
    };
    let way = Way { back: "bouwsteen/B05".to_owned(), next: "controle".to_owned() };
    work.screen("contacten", "Contacten", &body, &way)
}

fn reachable(work: &Work, id: &str) -> bool {
    ["phone", "mobile"].iter().any(|it| work.state.get(&["contacts/", id, "/", it].concat()).is_some())
}

fn group(work: &Work, kind: &str, heading: &str, about: &str) -> Markup {
    html! {
        h3 { (heading) }
        p { (about) }
        @for id in ids(work, kind) {
            @let base = at("contacts", id);
            @let title = title(work, id);
            details.contact id=(control::id(&base)) open[!reachable(work, id)] {
                summary { (title) @if !reachable(work, id) { " " span.tag.tag-new { "Nog geen nummer" } } }
                (work.fields("contacten", &base, CONTACT))
                (button("danger quiet", &["wis-", id].concat(), "remove-contact", &[("id", id)], ("Verwijder dit contact", &title)))
            }
        }
        p.suggest { (button("second", &["nieuw-", kind].concat(), "add-contact", &[("kind", kind)], ("Contact toevoegen", heading))) }
    }
}

pub(super) fn act(work: &Work, act: &Act) -> Done {
    match act.name {
        "add-contact" => {
            let kind = if act.text("kind") == "external" { "external" } else { "internal" };
            let base = at("contacts", &new_id(work, act.seed, 0));
            let done = Done::said("Het contact is toegevoegd.").change(at(&base, "kind"), Value::from(kind));
            done.focus(control::id(&at(&base, "function")))
        }
        "remove-contact" => {
            let id = act.text("id");
            if id.is_empty() || id.contains('/') {
                return Done::refused("Dit contact is er niet.");
            }
            let done = Done::said("Het contact is verwijderd. Je kunt dit ongedaan maken.");
            done.change(at("contacts", id), None).focus("nieuw-internal")
        }
        _ => from_roles(work, act.seed),
    }
}

/// A contact for each function of the team that is not there yet, deputies too.
fn from_roles(work: &Work, seed: &str) -> Done {
    let mut known: Vec<String> = ids(work, "internal")
        .into_iter()
        .map(|it| lower(work.state.text(&["contacts/", it, "/function"].concat())))
        .collect();
    let mut done = Done::default();
    let mut added = 0;
    for (_, function, deputy) in role_rows(work) {
        let replaces = deputy.clone();
        for (name, deputy) in [(function, replaces), (deputy, String::new())] {
            if name.is_empty() || known.contains(&lower(&name)) {
                continue;
            }
            known.push(lower(&name));
            let base = at("contacts", &new_id(work, seed, added));
            added += 1;
            done = done
                .change(at(&base, "kind"), Value::from("internal"))
                .change(at(&base, "function"), Value::from(name));
            if !deputy.is_empty() {
                done = done.change(at(&base, "deputy"), Value::from(deputy));
            }
        }
    }
    let status = match added {
        0 => "Alle functies uit je crisisteam staan er al.".to_owned(),
        _ => [&count(added, "functie is", "functies zijn"), " toegevoegd. Vul de nummers aan."].concat(),
    };
    done.with_status(status)
}

/// An id that no contact has yet.
fn new_id(work: &Work, seed: &str, number: usize) -> String {
    let letters: String = seed.chars().filter(char::is_ascii_alphanumeric).take(6).collect();
    let start = if number == 0 { ["C", &letters].concat() } else { ["C", &letters, "-", &number.to_string()].concat() };
    let free = |id: &String| work.state.get(&at("contacts", id)).is_none();
    if free(&start) {
        return start;
    }
    (1..).map(|it: usize| [&start, "-", &it.to_string()].concat()).find(free).unwrap_or(start)
}
