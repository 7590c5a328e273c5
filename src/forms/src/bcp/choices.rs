//! What the government chooses: a strategy per resource, and decisions for the college.

use bcm::plan::Resource;
use maud::{Markup, html};
use serde_json::Value;

use super::STRATEGY_PAGE;
use super::fields::STRATEGY;
use super::work::{Way, Work, at, count, definition, suggest, tag, task};
use crate::control;
use crate::tool::Screen;

pub(super) fn resources(work: &Work) -> Screen {
    let body = html! {
        p { "Wat doe je als een middel wegvalt? Kies per middel, van licht naar zwaar. Niets doen is ook een keuze." }
        p { (work.page(STRATEGY_PAGE, "")) }
        ol.tasks { @for resource in &work.tool.resources {
            @let begun = work.state.get(&at("bcp/strategies", &resource.id)).is_some();
            @let hint = need(work, &resource.id);
            (task(&at("keuze", &resource.id), &resource.title, &hint, &tag(!chosen(work, &resource.id).is_empty(), begun)))
        } }
    };
    let way = Way { back: "bouwsteen/B08".to_owned(), next: "beslissingen".to_owned() };
    work.screen("keuzes", "Strategische keuzes", &body, &way)
}

/// Ids of the choices for a resource.
pub(super) fn chosen<'a>(work: &'a Work, id: &str) -> Vec<&'a str> {
    let choices = work.state.get(&["bcp/strategies/", id, "/choices"].concat());
    choices.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The critical processes that depend on a resource.
fn users<'a>(work: &'a Work, resource: &str) -> Vec<&'a str> {
    let is_it = |id: &String| {
        work.bia.dependency(id).is_some_and(|it| match resource {
            "communicatie" => it.infrastructure.is_some_and(|it| {
                use bcm::bia::model::Infrastructure::{Internet, Mail, Telephony};
                matches!(it, Telephony | Mail | Internet)
            }),
            "financien" => it.kind.as_deref() == Some("betalen"),
            own => it.kind.as_deref() == Some(own),
        })
    };
    let critical = work.critical().into_iter();
    critical.filter(|it| it.0.needs.keys().any(is_it)).map(|it| work.title(it.0)).collect()
}

fn need(work: &Work, resource: &str) -> String {
    if work.bia.processes.is_empty() {
        return String::new();
    }
    match users(work, resource).len() {
        0 => "Volgens je BIA hangt geen kritiek proces hiervan af.".to_owned(),
        users => [&count(users, "kritiek proces hangt", "kritieke processen hangen"), " hiervan af."].concat(),
    }
}

pub(super) fn resource(work: &Work, id: &str) -> Option<Screen> {
    let all = &work.tool.resources;
    let index = all.iter().position(|it| it.id == id)?;
    let resource = &all[index];
    let (address, base) = (at("keuze", id), at("bcp/strategies", id));
    let users = users(work, id);
    let body = html! {
        p { (resource.when) }
        p { (need(work, id)) }
        @if !users.is_empty() { details.more { summary { "Welke processen?" } ul { @for user in users { li { (user) } } } } }
        (options(work, resource))
        (work.fields(&address, &base, STRATEGY))
    };
    let neighbour = |it: Option<usize>, other: &str| {
        let found = it.and_then(|it| all.get(it));
        found.map_or_else(|| other.to_owned(), |it| at("keuze", &it.id))
    };
    let way = Way { back: neighbour(index.checked_sub(1), "keuzes"), next: neighbour(Some(index + 1), "beslissingen") };
    Some(work.screen(&address, &["Als dit wegvalt: ", &resource.title].concat(), &body, &way))
}

/// What can be chosen, light to heavy, each with what it comes down to.
fn options(work: &Work, resource: &Resource) -> Markup {
    let path = ["bcp/strategies/", &resource.id, "/choices"].concat();
    let Some(def) = definition(&path) else { return html! {} };
    let (id, chosen) = (control::id(&path), chosen(work, &resource.id));
    html! {
        fieldset.field.field-ticks id=(id) tabindex="-1" aria-describedby={ (id) "-hint" } {
            legend { (def.label) }
            span.hint id={ (id) "-hint" } { (def.hint) " De prijs is een voorbeeld." }
            @for option in &resource.options {
                label.tick {
                    input type="checkbox" data-set value=(option.id) data-path=(path) checked[chosen.contains(&option.id.as_str())];
                    " " span { strong { (option.title) } ". " (option.text) " " span.quiet { "Prijs: " (option.price) "." } }
                }
            }
        }
    }
}

pub(super) fn decisions(work: &Work) -> Screen {
    let body = html! {
        p { "Leg deze vragen voor aan het college. De teksten kun je overnemen (eigen voorstel)." }
        ol.tasks { @for decision in &work.tool.decisions {
            @let number = decision.number.to_string();
            @let base = at("bcp/decisions", &number);
            @let dated = work.state.get(&at(&base, "date")).is_some();
            (task(&at("beslissing", &number), &decision.title, "", &tag(dated, work.state.get(&base).is_some())))
        } }
        p { "Klaar is: met de datum waarop het college besliste." }
    };
    let way = Way { back: "keuzes".to_owned(), next: "scenarios".to_owned() };
    work.screen("beslissingen", "Beslissingen voor het college", &body, &way)
}

pub(super) fn decision(work: &Work, id: &str) -> Option<Screen> {
    let all = &work.tool.decisions;
    let index = all.iter().position(|it| it.number.to_string() == id)?;
    let decision = &all[index];
    let (address, base) = (at("beslissing", id), at("bcp/decisions", id));
    let empty = work.state.text(&at(&base, "text")).is_empty();
    let neighbour = |it: Option<usize>| {
        let found = it.and_then(|it| all.get(it));
        found.map_or_else(|| "beslissingen".to_owned(), |it| at("beslissing", &it.number.to_string()))
    };
    let body = html! {
        p { (decision.help) }
        p { strong { "Tekst om over te nemen (eigen voorstel): " } (decision.text) }
        @if empty { (suggest("beslissing", id, ("Neem deze tekst over", &decision.title))) }
        (work.fields(&address, &base, &["text", "date"]))
    };
    let way = Way { back: neighbour(index.checked_sub(1)), next: neighbour(Some(index + 1)) };
    let title = ["Beslissing ", id, ": ", &decision.title].concat();
    Some(work.screen(&address, &title, &body, &way))
}

/// The choices of a resource, in words.
pub(super) fn chosen_words(work: &Work, resource: &Resource) -> Vec<String> {
    let chosen = chosen(work, &resource.id);
    resource.options.iter().filter(|it| chosen.contains(&it.id.as_str())).map(|it| it.title.clone()).collect()
}
