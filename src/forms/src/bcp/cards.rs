//! Cards for stress: one for each scenario of loss, and one for each critical process.

use bcm::bia::model::Process;
use bcm::plan::Scenario;
use maud::{Markup, html};
use serde_json::Value;

use super::CARD_PAGE;
use super::fields::{PROCEDURE, PROCEDURE_END, SCENARIO, STEPS};
use super::work::{Way, Work, at, count, spoken, suggest, tag, task};
use crate::shape::Kind;
use crate::tool::Screen;

/// The region that says how far a card is.
pub(super) const STANDING: &str = "kaart";

/// How far a scenario is: whether it may apply, whether its card can be used, whether it was begun.
pub(super) fn scenario_stand(work: &Work, id: &str) -> (bool, bool, bool) {
    let base = at("bcp/scenarios", id);
    let has = |key: &str| work.state.get(&at(&base, key)).is_some();
    let applies = work.state.text(&at(&base, "applies"));
    (applies != "no", applies == "yes" && has("first_decision") && has("steps"), work.state.get(&base).is_some())
}

pub(super) fn scenarios(work: &Work) -> Screen {
    let body = html! {
        p { "Plan per verlies, niet per oorzaak. Of het nu brand of water is: het gebouw is weg." }
        ol.tasks { @for scenario in &work.tool.scenarios {
            @let (applies, done, begun) = scenario_stand(work, &scenario.id);
            @let state = html! { @if applies { (tag(done, begun)) } @else { strong.tag { "Geldt niet voor ons" } } };
            (task(&at("scenario", &scenario.id), &scenario.title, &scenario.duration, &state))
        } }
    };
    let way = Way { back: "bouwsteen/B09".to_owned(), next: "noodprocedures".to_owned() };
    work.screen("scenarios", "Scenariokaarten", &body, &way)
}

pub(super) fn scenario(work: &Work, id: &str) -> Option<Screen> {
    let all = &work.tool.scenarios;
    let index = all.iter().position(|it| it.id == id)?;
    let scenario = &all[index];
    let (address, base) = (at("scenario", id), at("bcp/scenarios", id));
    let body = html! {
        (causes(work, scenario))
        @if !scenario.questions.is_empty() {
            p { "Vraag dit vooraf:" }
            ul { @for question in &scenario.questions { li { (question) } } }
        }
        (suggest("scenario", id, ("Vul lege velden met het voorbeeld", &scenario.title)))
        (work.fields(&address, &base, SCENARIO))
    };
    let neighbour = |it: Option<usize>| {
        let found = it.and_then(|it| all.get(it));
        found.map_or_else(|| "scenarios".to_owned(), |it| at("scenario", &it.id))
    };
    let way = Way { back: neighbour(index.checked_sub(1)), next: neighbour(Some(index + 1)) };
    Some(work.screen(&address, &scenario.title, &body, &way))
}

fn causes(work: &Work, scenario: &Scenario) -> Markup {
    html! {
        @if !scenario.causes.is_empty() {
            p { "Dit gebeurde elders:" }
            ul { @for cause in &scenario.causes {
                li {
                    (cause.text)
                    @if let Some(source) = &cause.source {
                        " " span.quiet { "(" @if work.tool.links.contains_key(source) { (work.page(source, "")) } @else { (source) } ")" }
                    }
                }
            } }
        }
    }
}

/// The processes that have or need a card: critical ones first, in their order.
pub(super) fn with_card<'a>(work: &'a Work) -> Vec<&'a Process> {
    let mut all: Vec<&Process> = work.critical().into_iter().map(|it| it.0).collect();
    let kept = work.state.get("bcp/procedures").and_then(Value::as_object);
    for id in kept.into_iter().flatten().map(|it| it.0) {
        if all.iter().all(|it| it.id != *id) {
            all.extend(work.bia.process(id));
        }
    }
    all
}

/// The number of steps of a card.
pub(super) fn steps(work: &Work, id: &str) -> usize {
    let steps = work.state.get(&["bcp/procedures/", id, "/steps"].concat());
    steps.and_then(Value::as_object).map_or(0, serde_json::Map::len)
}

pub(super) fn procedures(work: &Work) -> Screen {
    let all = with_card(work);
    let body = html! {
        p { "1 kaart per kritiek proces. Iemand anders moet ze kunnen uitvoeren, op papier. " (work.page(CARD_PAGE, "")) }
        @if all.is_empty() {
            (super::start::from_bia(work))
        } @else {
            ol.tasks { @for process in all {
                @let days = work.state.text(&["bcp/procedures/", &process.id, "/who"].concat());
                @let begun = work.state.get(&at("bcp/procedures", &process.id)).is_some();
                (task(&at("noodprocedure", &process.id), work.title(process), days, &tag(steps(work, &process.id) > 0, begun)))
            } }
        }
    };
    let way = Way { back: "bouwsteen/B10".to_owned(), next: "controle".to_owned() };
    work.screen("noodprocedures", "Noodprocedures", &body, &way)
}

pub(super) fn procedure(work: &Work, id: &str) -> Option<Screen> {
    let process = work.bia.process(id)?;
    let all = with_card(work);
    let index = all.iter().position(|it| it.id == id);
    let neighbour = |it: Option<usize>| {
        let found = it.and_then(|it| all.get(it));
        found.map_or_else(|| "noodprocedures".to_owned(), |it| at("noodprocedure", &it.id))
    };
    let (address, base) = (at("noodprocedure", id), at("bcp/procedures", id));
    let body = html! {
        (spoken(STANDING, &standing(work, id)))
        @if let Some(text) = example(work, process) { p { strong { "Uit je BIA of de catalogus (voorbeeld): " } (text) } }
        (suggest("noodprocedure", id, ("Vul lege velden met dit voorbeeld", work.title(process))))
        (work.fields(&address, &base, PROCEDURE))
        fieldset.steps-field aria-describedby="stappen-hint" {
            legend { "Stappen" }
            p.hint #stappen-hint { "Hoogstens " (STEPS) ". Begin elke stap met een werkwoord: bel, haal, schrijf." }
            @for number in 1..=STEPS {
                @let path = [&base, "/steps/", &number.to_string()].concat();
                (work.control(&address, &path, Kind::Line, (&["Stap ", &number.to_string()].concat(), "")))
            }
        }
        (work.fields(&address, &base, PROCEDURE_END))
    };
    let way = Way { back: neighbour(index.and_then(|it| it.checked_sub(1))), next: neighbour(index.map(|it| it + 1)) };
    Some(work.screen(&address, &["Noodprocedure: ", work.title(process)].concat(), &body, &way))
}

/// How the work goes on, in a sentence or more: from the BIA, else from the catalogue.
pub(super) fn example<'a>(work: &'a Work, process: &'a Process) -> Option<&'a str> {
    let own = process.procedure.text.as_deref();
    own.or_else(|| work.tool.catalogue.process(&process.id).map(|it| it.emergency_procedure.as_str()))
}

/// What stands on the card so far.
pub(super) fn standing(work: &Work, id: &str) -> Markup {
    let base = at("bcp/procedures", id);
    let filled = work
        .state
        .get(&base)
        .and_then(Value::as_object)
        .map_or(0, |it| it.len() - usize::from(it.contains_key("steps")));
    html! {
        p.facts-line {
            (count(steps(work, id), "stap", "stappen")) " en " (filled) " van " (PROCEDURE.len() + PROCEDURE_END.len()) " andere velden ingevuld."
        }
    }
}
