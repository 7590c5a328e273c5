//! What follows from the BIA: tables first, then drawings of the same.

use bcm::bia::derive::{Derived, NeedBecause, ProcessResult, derive};
use bcm::bia::model::{Bia, Process};
use bcm::bia::order::{Order, recovery_order, replacements, single_points};
use bcm::catalogue::{Class, Duration, TimeScale};
use bcm::sort::sort_by_key;
use maud::{Markup, html};

use super::PLAN_PAGE;
use super::picture::{Node, Place, layered};
use super::work::{Work, count};
use crate::shape::shown_day;
use crate::tool::Screen;

/// From this many boxes on a drawing is no longer readable.
const MOST_BOXES: usize = 60;

pub(super) fn screen(work: &Work) -> Screen {
    let order = recovery_order(&work.bia, &work.derived, &work.tool.catalogue);
    let body = html! {
        @if work.bia.processes.is_empty() {
            p { "Er is nog niets om te tonen. " a href="#processen" { "Kies eerst je processen" } "." }
        }
        (tables(work, &order, true))
        (compared(work))
        h3 { "Wat nu?" }
        ul {
            li { a href="#aandachtspunten" { "Loop de aandachtspunten na" } ": " (super::start::counts(work)) "." }
            li { a href="#indienen" { "Laat valideren en dien in" } "." }
            li { (work.page(PLAN_PAGE, "Maak je plan")) ". Het neemt deze resultaten over." }
        }
        div.tool-actions {
            button.button.second type="button" data-do="print" { "Druk je BIA af" }
            button.button.second type="button" data-office="bia-sheet" { "Download als Excel-blad" }
            button.button.second type="button" data-file-kind="calendar" { "Zet de herziening in je agenda" }
        }
        div.tool-steps { a.button.plain href="#start" { "Naar de takenlijst" } }
    };
    work.screen("resultaat", "Resultaten", "", &body)
}

/// Everything that follows, with or without the drawings.
pub(super) fn tables(work: &Work, order: &Order, drawn: bool) -> Markup {
    html! {
        @if !work.bia.processes.is_empty() {
            h3 { "Volgorde van je processen" }
            p { "Wat het minst lang kan wachten, staat bovenaan. Bij gelijke tijd telt hoeveel scores ernstig zijn." }
            (priorities(work))
            h3 { "Hittekaart" }
            p { "De hoogste score per moment. Vanaf " (work.tool.catalogue.threshold) " is het gevolg onaanvaardbaar (eigen voorstel)." }
            (heat(work))
        }
        @if !work.bia.dependencies.is_empty() {
            h3 { "Wat je middelen moeten halen" }
            p { "Elk middel volgt het proces dat het eerst terug moet." }
            (roll_up(work))
            h3 { "Volgorde van herstel" }
            p { "Eerst wat de rest nodig heeft, dan wat het eerst terug moet." }
            (recovery(work, order))
            @if drawn { (order_picture(work, order)) }
            h3 { "Wat steunt waarop" }
            (reliance(work, order))
            @if drawn { (graph(work, order)) }
            h3 { "Enkelvoudige zwakke punten" }
            (single(work))
        }
        h3 { "Wie overal de vervanger is" }
        (people(work))
    }
}

/// The processes, first to last.
fn ranked<'a>(work: &'a Work<'a>) -> Vec<(&'a Process, &'a ProcessResult)> {
    let mut all: Vec<_> = work.processes().collect();
    sort_by_key(&mut all, |it| it.1.priority);
    all
}

fn process_link(work: &Work, id: &str) -> Markup {
    html! { a href={ "#proces/" (id) } { (work.process_name(id)) } }
}

fn means_link(work: &Work, id: &str) -> Markup {
    html! { a href={ "#middel/" (id) } { (work.means_name(id)) } }
}

/// Links with commas between them.
fn links(ids: &[String], link: impl Fn(&str) -> Markup) -> Markup {
    html! { @for (index, id) in ids.iter().enumerate() { @if index > 0 { ", " } (link(id)) } }
}

fn head(names: &[&str]) -> Markup {
    html! { thead { tr { @for name in names { th scope="col" { (name) } } } } }
}

fn known(work: &Work, result: &ProcessResult, duration: Duration) -> String {
    if result.known { work.words(duration) } else { "–".to_owned() }
}

fn look(class: Class) -> &'static str {
    match class {
        Class::A => "class-a",
        Class::B => "class-b",
        Class::C => "class-c",
        Class::D => "class-d",
    }
}

fn priorities(work: &Work) -> Markup {
    html! {
        table.means {
            caption { (count(work.bia.processes.len(), "proces", "processen")) ", belangrijkste eerst" }
            (head(&["Plaats", "Proces", "Klasse", "Maximale uitvalduur", "Hersteltijddoel", "De middelen moeten terug zijn"]))
            tbody { @for (process, result) in ranked(work) { tr {
                td { (result.priority) }
                th scope="row" { (process_link(work, &process.id)) }
                td { strong class={ "tag " (look(result.class)) } { (result.class.letter()) } }
                td { (known(work, result, result.mtpd)) }
                td { (known(work, result, result.rto)) }
                td { (known(work, result, result.need)) @if has_procedure(result) { " dankzij de noodprocedure" } }
            } } }
        }
    }
}

/// The highest score of a process at a moment.
pub(super) fn highest(process: &Process, moment: &TimeScale) -> Option<u8> {
    process.impact.values().filter_map(|row| row.get(&moment.id)).max().copied()
}

/// The class of a score.
const SCORES: [&str; 5] = ["score-0", "score-1", "score-2", "score-3", "score-4"];

fn heat(work: &Work) -> Markup {
    let moments = &work.tool.catalogue.moments;
    html! {
        table.heat {
            caption { "Hoogste score per proces en per moment" }
            thead { tr { th scope="col" { "Proces" } @for moment in moments { th scope="col" { (moment.label) } } } }
            tbody { @for (process, _) in ranked(work) { tr {
                th scope="row" { (work.title(process)) }
                @for moment in moments {
                    @match highest(process, moment) {
                        Some(score) => td class=[SCORES.get(usize::from(score))] { (score) },
                        None => td { "–" },
                    }
                }
            } } }
        }
    }
}

/// Whether a tested procedure gives the means more time.
fn has_procedure(result: &ProcessResult) -> bool {
    result.need_because != NeedBecause::Rto
}

/// How much time a tested procedure gives, and how much there was without.
pub(super) fn gain(work: &Work, result: &ProcessResult) -> Markup {
    html! {
        (work.process_name(&result.id)) ": de geteste noodprocedure geeft ICT " strong { (work.words(result.need)) }
        ". Zonder was het " strong { (work.words(result.rto)) } "."
    }
}

fn roll_up(work: &Work) -> Markup {
    let mut all: Vec<_> = work.bia.dependencies.iter().zip(&work.derived.dependencies).collect();
    sort_by_key(&mut all, |it| it.1.rto.unwrap_or(Duration::Longer));
    let from = |id: &Option<String>| id.as_deref().map(|it| process_link(work, it));
    html! {
        table.means {
            caption { (count(all.len(), "middel", "middelen")) ", dringendste eerst" }
            (head(&["Middel", "Terug binnen", "Gevraagd door", "Gegevensverlies hoogstens", "Gevraagd door"]))
            tbody { @for (means, result) in all { tr {
                th scope="row" { (means_link(work, &means.id)) }
                td { (work.maybe(result.rto)) }
                td { @if let Some(link) = from(&result.rto_from) { (link) } @else { "–" } }
                td { (work.maybe(result.rpo)) }
                td { @if let Some(link) = from(&result.rpo_from) { (link) } @else { "–" } }
            } } }
        }
        @for (_, result) in ranked(work) {
            @if has_procedure(result) { p { (gain(work, result)) } }
        }
    }
}

pub(super) fn recovery(work: &Work, order: &Order) -> Markup {
    html! {
        @if order.steps.is_empty() { p { "Nog geen enkel proces zegt wat het nodig heeft." } }
        ol.order { @for step in &order.steps { li {
            strong { (means_link(work, &step.dependency)) }
            @if let Some(by) = step.by {
                ": " @if by == Duration::ZERO { "onmiddellijk" } @else { "binnen " (work.words(by)) }
                @if let Some(id) = &step.because { ", voor " (work.process_name(id)) }
            }
            "."
            @if !step.after.is_empty() { " Na " (links(&step.after, |it| html! { (work.means_name(it)) })) "." }
        } } }
        @for cycle in &order.cycles {
            p.finding.finding-warning {
                @if cycle.len() == 1 { (work.means_name(&cycle[0])) " steunt op zichzelf. " }
                @else { "Deze middelen steunen in een kring op elkaar: " (links(cycle, |it| means_link(work, it))) ". " }
                "Kies wat je eerst opstart."
            }
        }
    }
}

/// Boxes in layers, with the place of each by its id. `layer` says where a step of the recovery goes, if
/// anywhere.
fn boxes(
    work: &Work,
    order: &Order,
    layer: impl Fn(usize) -> Option<usize>,
    numbered: bool,
) -> (Vec<Vec<Node>>, Places) {
    let mut layers: Vec<Vec<Node>> = Vec::new();
    let mut places = Places::with_capacity(order.steps.len());
    for (index, step) in order.steps.iter().enumerate() {
        let layer = layer(index);
        places.push(layer.map(|it| (it, layers.get(it).map_or(0, Vec::len))));
        let Some(layer) = layer else { continue };
        while layers.len() <= layer {
            layers.push(Vec::new());
        }
        let number = if numbered { [&step.position.to_string(), ". "].concat() } else { String::new() };
        let class = work.derived.dependency(&step.dependency).and_then(|it| it.class);
        let label = [&number, work.means_name(&step.dependency)].concat();
        layers[layer].push(Node { label, look: class.map_or("", look) });
    }
    (layers, places)
}

/// The place of the box of every step of the recovery that has one.
type Places = Vec<Option<Place>>;

/// The step of the recovery of a thing.
fn step_of(order: &Order, id: &str) -> Option<usize> {
    order.steps.iter().position(|it| it.dependency == id)
}

/// Every step with each that comes before it: their places.
fn reliances(order: &Order, places: &Places) -> Vec<(Place, Place)> {
    let mut lines = Vec::new();
    for (step, place) in order.steps.iter().zip(places) {
        let before = step.after.iter().filter_map(|it| places[step_of(order, it)?]);
        lines.extend(before.filter_map(|it| Some(((*place)?, it))));
    }
    lines
}

/// The order of recovery, for what relies on something or is relied on.
fn order_picture(work: &Work, order: &Order) -> Markup {
    let relied_on = |id: &String| order.steps.iter().any(|it| it.after.contains(id));
    let tied = |index: usize| {
        let step = &order.steps[index];
        (!step.after.is_empty() || relied_on(&step.dependency)).then_some(step.layer)
    };
    let (layers, places) = boxes(work, order, tied, true);
    let lines: Vec<_> = reliances(order, &places).into_iter().map(|it| (it.1, it.0)).collect();
    html! {
        @if (2..=MOST_BOXES).contains(&places.iter().flatten().count()) {
            p { "De tekening toont wat op elkaar steunt, van boven naar onder." }
            (layered("order", &layers, &lines))
        }
    }
}

fn reliance(work: &Work, order: &Order) -> Markup {
    html! {
        table.means {
            caption { "Elk middel, waarop het steunt en wie het nodig heeft" }
            (head(&["Middel", "Steunt op", "Nodig voor"]))
            tbody { @for (means, result) in work.bia.dependencies.iter().zip(&work.derived.dependencies) {
                @let on = order.steps.iter().find(|it| it.dependency == means.id).map(|it| it.after.as_slice()).unwrap_or_default();
                tr {
                    th scope="row" { (means_link(work, &means.id)) }
                    td { @if on.is_empty() { "–" } @else { (links(on, |it| means_link(work, it))) } }
                    td { @if result.users.is_empty() { "–" } @else { (links(&result.users, |it| process_link(work, it))) } }
                }
            } }
        }
        p.quiet { "Stroom, netwerk, internet, aanmelden en telefonie tellen mee voor elke toepassing, ook als je dat niet aanvinkte." }
    }
}

/// How far each step lies below the processes: 1, or below all that rely on it.
fn depths(order: &Order) -> Vec<usize> {
    let mut depths = vec![1; order.steps.len()];
    for index in (0..order.steps.len()).rev() {
        for before in &order.steps[index].after {
            if let Some(place) = step_of(order, before) {
                depths[place] = depths[place].max(depths[index] + 1);
            }
        }
    }
    depths
}

/// Critical processes on top, below them what they need, and below that what everything relies on.
fn graph(work: &Work, order: &Order) -> Markup {
    let depths = depths(order);
    let (mut layers, places) = boxes(work, order, |it| Some(depths[it]), false);
    let top: Vec<_> = ranked(work).into_iter().filter(|it| it.1.critical && !it.0.needs.is_empty()).collect();
    let mut lines = reliances(order, &places);
    for (index, (process, _)) in top.iter().enumerate() {
        let needs = process.needs.keys().filter_map(|it| places[step_of(order, it)?]);
        lines.extend(needs.map(|it| ((0, index), it)));
    }
    let many = top.len() + order.steps.len();
    if let Some(first) = layers.first_mut() {
        first.extend(top.iter().map(|it| Node { label: work.title(it.0).to_owned(), look: look(it.1.class) }));
    }
    html! {
        @if !top.is_empty() && many <= MOST_BOXES {
            p { "De tekening toont de processen van klasse A en B. Een pijl wijst naar wat nodig is." }
            (layered("graph", &layers, &lines))
        }
    }
}

fn single(work: &Work) -> Markup {
    let points = single_points(&work.bia, &work.derived);
    html! {
        @if points.is_empty() { p { "Geen enkel middel staat aangeduid als het enige." } }
        ul { @for point in &points { li {
            strong { (means_link(work, &point.dependency)) } ": "
            (if point.has_alternative { "er is een alternatief. " } else { "er is geen alternatief. " })
            @if !point.processes.is_empty() { "Hiermee stoppen: " (links(&point.processes, |it| process_link(work, it))) "." }
        } } }
    }
}

fn people(work: &Work) -> Markup {
    let all = replacements(&work.bia);
    html! {
        @if all.is_empty() { p { "Geen enkele functie is op meer dan 1 plaats de vervanger." } }
        ul { @for it in &all { li {
            strong { (it.function) } " vervangt op " (it.count()) " plaatsen: "
            (links(&it.processes, |id| process_link(work, id)))
            @if !it.processes.is_empty() && !it.dependencies.is_empty() { ", " }
            (links(&it.dependencies, |id| means_link(work, id))) "."
        } } }
    }
}

/// Class, MTPD and RTO of a process, in short.
fn times(work: &Work, result: &ProcessResult) -> [String; 3] {
    let class = result.class.letter().to_owned();
    [class, known(work, result, result.mtpd), known(work, result, result.rto)]
}

/// What changed against an earlier dossier, or how to see that.
fn compared(work: &Work) -> Markup {
    let Some(earlier) = &work.state.earlier else {
        return html! { p.quiet { "Maakte je vroeger al een BIA? Kies onderaan “Vergelijk met een eerder dossier”." } };
    };
    let catalogue = &work.tool.catalogue;
    let then = Bia::read(&earlier.data, catalogue);
    let before = derive(&then, catalogue);
    let rows = changes(work, &then, &before);
    html! {
        h3 { "Vergeleken met je dossier van " (shown_day(earlier.modified.get(..10).unwrap_or_default())) }
        @if rows.is_empty() { p { "Klasse, maximale uitvalduur en hersteltijddoel zijn overal gelijk gebleven." } }
        @else {
            table.compare {
                caption { "Processen die veranderden: klasse, maximale uitvalduur en hersteltijddoel" }
                (head(&["Proces", "Toen", "Nu"]))
                tbody { @for (name, old, new) in &rows { tr { th scope="row" { (name) } td { (old) } td { (new) } } } }
            }
        }
    }
}

fn changes(work: &Work, then: &Bia, before: &Derived) -> Vec<(String, String, String)> {
    let shown = |result: Option<&ProcessResult>| {
        result.map_or_else(|| "niet in de BIA".to_owned(), |it| times(work, it).join(" · "))
    };
    let gone = then.processes.iter().filter(|it| work.bia.process(&it.id).is_none());
    let all = work.bia.processes.iter().chain(gone);
    let rows = all.map(|it| {
        let name = it.title(&work.tool.catalogue).to_owned();
        (name, shown(before.process(&it.id)), shown(work.derived.process(&it.id)))
    });
    rows.filter(|it| it.1 != it.2).collect()
}
