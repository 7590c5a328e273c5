//! One process: its overview and its five steps.

use bcm::bia::derive::{ClassReason, NeedBecause, ProcessResult};
use bcm::bia::model::{Process, kind};
use bcm::catalogue::{Duration, ImpactCategory, TimeScale};
use maud::{Markup, html};

use super::review;
use super::start::stands;
use super::work::{STEPS, Work, args, at, button, process_path, region, spoken};
use crate::control;
use crate::tool::Screen;

/// The screen of a process: its overview, or one of its steps.
pub(super) fn screen(work: &Work, rest: &str) -> Option<Screen> {
    let (id, step) = rest.split_once('/').unwrap_or((rest, ""));
    let (process, result) = work.process(id)?;
    if step.is_empty() {
        return Some(overview(work, process, result));
    }
    let index = STEPS.iter().position(|it| it.0 == step)?;
    let (inside, prefix) = match index {
        0 => (who(work, process), "legal"),
        1 => (impact(work, process), ""),
        2 => (times(work, process, result), "mbco_percent"),
        3 => (procedure(work, process), "procedure"),
        _ => (needs(work, process), "needs"),
    };
    let address = step_address(id, index);
    let prefix = if prefix.is_empty() { String::new() } else { at(&process_path(id), prefix) };
    let back = if index == 0 { at("proces", id) } else { step_address(id, index - 1) };
    let next = if index + 1 < STEPS.len() { step_address(id, index + 1) } else { at("proces", id) };
    let body = html! {
        p.facts-line { (work.title(process)) " · stap " (index + 1) " van " (STEPS.len()) " · ongeveer " (STEPS[index].2) " minuten" }
        (inside)
        (region("findings", &review::of_screen(work, &address)))
        (work.steps(&address, &back, &next, &prefix))
    };
    Some(work.screen(&address, STEPS[index].1, &prefix, &body))
}

fn step_address(id: &str, index: usize) -> String {
    ["proces/", id, "/", STEPS[index].0].concat()
}

/// What an answer changes on the screen of a process.
pub(super) fn regions(work: &Work, rest: &str) -> Vec<(&'static str, Markup)> {
    let Some((id, step)) = rest.split_once('/') else { return Vec::new() };
    let Some((process, result)) = work.process(id).filter(|_| STEPS.iter().any(|it| it.0 == step)) else {
        return Vec::new();
    };
    let mut regions = vec![("findings", review::of_screen(work, &at("proces", rest)))];
    match step {
        "gevolgen" => regions.push(("derived", from_scores(work, process, result))),
        "noodprocedure" => regions.push(("derived", from_procedure(work, result))),
        "tijden" => regions.extend(TIMES.map(|key| (key, why(work, process, result, key)))),
        _ => {}
    }
    regions
}

fn overview(work: &Work, process: &Process, result: &ProcessResult) -> Screen {
    let id = &process.id;
    let body = html! {
        ol.tasks #(control::id(&process_path(id))) tabindex="-1" {
            @for (index, stand) in stands(result).into_iter().enumerate() {
                li.task {
                    div.task-name {
                        a href={ "#" (step_address(id, index)) } { (STEPS[index].1) }
                        span.hint { "Ongeveer " (STEPS[index].2) " minuten (voorbeeld)." }
                    }
                    div.task-state { (stand.tag("")) }
                }
            }
        }
        h3 { "Wat eruit volgt" }
        (conclusion(work, result))
        @if let Some(known) = work.tool.catalogue.process(id) {
            h3 { "Uit de catalogus (voorbeeld)" }
            dl.summary {
                div { dt { "Wie het merkt" } dd { (known.who_suffers) } }
                div { dt { "Noodprocedure" } dd { (known.emergency_procedure) } }
                @if let Some(term) = &known.legal_term { div { dt { "Wettelijke termijn" } dd { (term) } } }
                @if let Some(peak) = &known.peak { div { dt { "Piek" } dd { (peak.when) } } }
                @if !known.external.is_empty() { div { dt { "Partijen buiten het bestuur" } dd { (known.external.join(", ")) } } }
            }
        }
        (review::list(work, |it| it.process.as_deref() == Some(id)))
        div.tool-steps {
            a.button href={ "#" (step_address(id, 0)) } { "Begin met stap 1" }
            a.button.plain href="#start" { "Naar de takenlijst" }
        }
    };
    work.screen(&at("proces", id), work.title(process), "", &body)
}

/// Class, times and priority of a process, each with its reason.
pub(super) fn conclusion(work: &Work, result: &ProcessResult) -> Markup {
    html! {
        dl.summary {
            div { dt { "Klasse" } dd { (class_words(work, result)) } }
            div { dt { "Maximale uitvalduur" } dd { (if result.known { work.words(result.mtpd) } else { "nog niet bekend".to_owned() }) } }
            div { dt { "Hersteltijddoel" } dd { (if result.known { work.words(result.rto) } else { "nog niet bekend".to_owned() }) } }
            div { dt { "De middelen moeten terug zijn" } dd { (need_words(work, result)) } }
            div { dt { "Plaats in de volgorde" } dd { (result.priority) " van " (work.bia.processes.len()) } }
        }
    }
}

fn class_words(work: &Work, result: &ProcessResult) -> String {
    let because = match &result.class_because {
        ClassReason::Life { .. } => "want er is gevaar voor het leven.".to_owned(),
        ClassReason::Mtpd => ["want de maximale uitvalduur is ", &work.words(result.mtpd), "."].concat(),
        ClassReason::Marked => "volgens je snelle sortering. Er zijn nog geen scores.".to_owned(),
        ClassReason::Nothing => return "Nog niet bekend.".to_owned(),
    };
    [result.class.letter(), ", ", &because].concat()
}

/// When the means must be back, and what a tested procedure gains.
pub(super) fn need_words(work: &Work, result: &ProcessResult) -> String {
    match result.need_because {
        _ if !result.known && result.rto == Duration::Longer => "Nog niet bekend.".to_owned(),
        NeedBecause::Rto if result.rto == Duration::ZERO => "Onmiddellijk.".to_owned(),
        NeedBecause::Rto => ["Binnen ", &work.words(result.need), "."].concat(),
        NeedBecause::Procedure { .. } => [
            "Binnen ",
            &work.words(result.need),
            ". De geteste noodprocedure geeft ICT meer tijd: zonder was het ",
            &work.words(result.rto),
            ".",
        ]
        .concat(),
    }
}

fn who(work: &Work, process: &Process) -> Markup {
    let (base, address) = (process_path(&process.id), step_address(&process.id, 0));
    let first = ["name", "domain", "service", "owner", "deputy", "description", "clients", "hours"];
    html! {
        p { "Schrijf functies op, geen namen van mensen." }
        (work.fields(&address, &base, &first))
        h3 { "Drukke of dringende periode" }
        (work.fields(&address, &base, &["peak/when", "peak/mtpd", "peak/rto", "peak/wrt"]))
        h3 { "Wettelijke termijn" }
        @if let Some(term) = work.tool.catalogue.process(&process.id).and_then(|it| it.legal_term.as_deref()) {
            p.provenance { "Voorbeeld uit de catalogus: " (term) "." }
        }
        (work.fields(&address, &base, &["legal/text", "legal/days", "legal/source"]))
    }
}

fn impact(work: &Work, process: &Process) -> Markup {
    let catalogue = &work.tool.catalogue;
    let path = at(&process_path(&process.id), "impact");
    html! {
        p { "Hoe erg is het als de uitval zo lang duurt? Geef elk moment een score van 0 tot 4. Twijfel je? Kies de hoogste." }
        (spoken("derived", &work.process(&process.id).map_or_else(|| html! {}, |it| from_scores(work, it.0, it.1))))
        div id=(control::id(&path)) tabindex="-1" {
            @for category in &catalogue.categories { (category_markup(work, process, category, &at(&path, &category.id))) }
        }
    }
}

fn category_markup(work: &Work, process: &Process, category: &ImpactCategory, path: &str) -> Markup {
    let id = control::id(path);
    html! {
        fieldset.impact id=(id) tabindex="-1" aria-describedby={ (id) "-hint" } {
            legend { h3 { (category.label) } }
            p.hint id={ (id) "-hint" } { (category.question) }
            dl.legend { @for (score, text) in category.descriptors.iter().enumerate() {
                div { dt { (score) } dd { (text) } }
            } }
            table.scores {
                caption.visually-hidden { (category.label) ": score per moment" }
                thead { tr {
                    th scope="col" { "Uitval duurt" }
                    @for score in 0..category.descriptors.len() { th scope="col" { (score) } }
                    th scope="col" { "Leeg" }
                } }
                tbody { @for moment in &work.tool.catalogue.moments {
                    (score_row(category, moment, &at(path, &moment.id), process.score(&category.id, &moment.id)))
                } }
            }
            (button("second quiet", &[&id, "-vul"].concat(), "carry", &[("id", &process.id), ("category", &category.id)],
                ("Vul de lege momenten met de score ervoor", &category.label)))
        }
    }
}

fn score_row(category: &ImpactCategory, moment: &TimeScale, path: &str, current: Option<u8>) -> Markup {
    let id = control::id(path);
    let name = [&category.label, ", na ", &moment.label, ": "].concat();
    html! {
        tr {
            th scope="row" id=(id) tabindex="-1" { (moment.label) }
            @for (score, text) in category.descriptors.iter().enumerate() {
                td { label.score {
                    input type="radio" id={ (id) "-" (score) } name=(id) value=(score) data-path=(path)
                        checked[current.map(usize::from) == Some(score)] aria-label={ (name) "score " (score) ", " (text) };
                    span aria-hidden="true" { (score) }
                } }
            }
            td { label.score {
                input type="radio" id={ (id) "-leeg" } name=(id) value="" data-path=(path) checked[current.is_none()]
                    aria-label={ (name) "leeg, nog geen score" };
                span aria-hidden="true" { "–" }
            } }
        }
    }
}

/// What the scores lead to, in a sentence.
fn from_scores(work: &Work, process: &Process, result: &ProcessResult) -> Markup {
    html! {
        p { (mtpd_words(work, result)) }
        @if result.known || process.class.is_some() { p { "Klasse " (class_words(work, result)) } }
    }
}

fn mtpd_words(work: &Work, result: &ProcessResult) -> String {
    let catalogue = &work.tool.catalogue;
    let threshold = catalogue.threshold.to_string();
    let words = work.words(result.derived_mtpd);
    match (&result.first, mtpd_proposal(result)) {
        (Some(first), _) => {
            let category = catalogue.category(&first.category).map_or("", |it| it.label.as_str());
            [
                "Vanaf ",
                &words,
                " is er een score van ",
                &threshold,
                " of meer (",
                category,
                "). De maximale uitvalduur is dus ",
                &words,
                ".",
            ]
            .concat()
        }
        (None, Some(_)) => {
            ["Geen enkele score haalt ", &threshold, ". De maximale uitvalduur is dus ", &words, "."].concat()
        }
        (None, None) => ["Zodra een score ", &threshold, " of meer is, zie je hier de maximale uitvalduur."].concat(),
    }
}

/// The MTPD that the scores give; `None` while they give none.
pub(super) fn mtpd_proposal(result: &ProcessResult) -> Option<Duration> {
    (result.first.is_some() || result.complete.impact.is_done()).then_some(result.derived_mtpd)
}

/// The times of a process whose sentence is a region of its own.
const TIMES: [&str; 3] = ["mtpd", "rto", "wrt"];

fn times(work: &Work, process: &Process, result: &ProcessResult) -> Markup {
    let (base, address) = (process_path(&process.id), step_address(&process.id, 2));
    html! {
        @for key in TIMES {
            div.time {
                (work.field(&address, &at(&base, key)))
                (spoken(key, &why(work, process, result, key)))
                @if key != "wrt" {
                    (button("second quiet", &["voorstel-", key].concat(), "take-proposal", &[("id", &process.id), ("field", key)],
                        ("Neem het voorstel over", if key == "mtpd" { "maximale uitvalduur" } else { "hersteltijddoel" })))
                }
            }
        }
        (work.fields(&address, &base, &["rpo", "mbco", "mbco_percent", "motivation"]))
    }
}

/// The sentence that explains the proposal for a time.
fn why(work: &Work, process: &Process, result: &ProcessResult, key: &str) -> Markup {
    let text = match key {
        "mtpd" => {
            let mut text = mtpd_words(work, result);
            if process.mtpd.is_some() && result.first.is_some() && result.mtpd > result.derived_mtpd {
                text.push_str(" Je koos een langere tijd: leg onderaan uit waarom.");
            }
            text
        }
        "rto" => rto_words(work, result),
        _ => match (result.known, result.mtpd, result.rto) {
            (true, Duration::Hours(mtpd), Duration::Hours(rto)) if rto < mtpd => {
                let left = work.words(Duration::Hours(mtpd - rto));
                ["Na het herstel blijft er nog ", &left, " om in te halen."].concat()
            }
            (true, Duration::Hours(_), _) => "Er blijft geen tijd over om in te halen.".to_owned(),
            _ => "Herstel en inhaaltijd passen samen binnen de maximale uitvalduur.".to_owned(),
        },
    };
    html! { p { (text) } }
}

fn rto_words(work: &Work, result: &ProcessResult) -> String {
    match result.rto_proposal.filter(|_| result.known) {
        None if result.known => {
            "Dit proces kan langer wachten dan de schaal. Een hersteltijd is niet nodig.".to_owned()
        }
        None => "Het voorstel komt er zodra de maximale uitvalduur bekend is.".to_owned(),
        Some(Duration::ZERO) => {
            "Voorstel: onmiddellijk. De noodprocedure start meteen, want er is geen kortere kolom.".to_owned()
        }
        Some(time) => [
            "Voorstel: hersteltijd ",
            &work.words(time),
            ". Dat is de kolom vóór de maximale uitvalduur, zodat er tijd blijft om in te halen.",
        ]
        .concat(),
    }
}

fn procedure(work: &Work, process: &Process) -> Markup {
    let (base, address) = (at(&process_path(&process.id), "procedure"), step_address(&process.id, 3));
    let known = work.tool.catalogue.process(&process.id);
    html! {
        p { "Hoe werk je door als het netwerk, de toepassing of het gebouw er niet is?" }
        @if let Some(known) = known { p.provenance { "Voorbeeld uit de catalogus: " (known.emergency_procedure) } }
        (spoken("derived", &work.process(&process.id).map_or_else(|| html! {}, |it| from_procedure(work, it.1))))
        div id=(control::id(&base)) tabindex="-1" {
            (work.fields(&address, &base, &["exists", "text", "offline", "days", "tested_on"]))
            @if work.bia.dependencies.is_empty() {
                p.quiet { "Vul in de volgende stap in wat het proces nodig heeft. Dan kun je hier aanvinken wat de noodprocedure gebruikt." }
            } @else {
                (work.field_of(&address, &at(&base, "uses"), &work.means_options()))
            }
        }
    }
}

/// What the procedure gains.
fn from_procedure(work: &Work, result: &ProcessResult) -> Markup {
    html! {
        p { "De middelen moeten terug zijn: " (need_words(work, result)) }
        @if result.need_because == NeedBecause::Rto {
            p { "Een geteste noodprocedure op papier geeft ICT meer tijd." }
        }
    }
}

fn needs(work: &Work, process: &Process) -> Markup {
    let (base, address) = (process_path(&process.id), step_address(&process.id, 4));
    let others = work.process_options(&process.id);
    html! {
        p { "Wat je hier invult, deel je met alle processen: je beschrijft elk middel maar 1 keer." }
        div id=(control::id(&at(&base, "needs"))) tabindex="-1" {
            @for kind in &work.tool.catalogue.dependency_types { (of_kind(work, process, &address, &kind.id, &kind.label)) }
            (of_kind(work, process, &address, "", "Zonder soort"))
        }
        (suggestions(work, process))
        (add(work, process))
        @if !others.is_empty() { (work.field_of(&address, &at(&base, "upstream"), &others)) }
    }
}

/// The shared means of a kind: ticked when this process needs them, with their minimum.
fn of_kind(work: &Work, process: &Process, address: &str, kind: &str, label: &str) -> Markup {
    let known = |it: &str| work.tool.catalogue.dependency_type(it).is_some();
    let list: Vec<_> = work
        .bia
        .dependencies
        .iter()
        .filter(|it| match it.kind.as_deref() {
            Some(it) if known(it) => it == kind,
            _ => kind.is_empty(),
        })
        .collect();
    html! {
        @if !list.is_empty() {
            fieldset.domain {
                legend { h3 { (label) } }
                @for means in list {
                    @let need = at(&at(&process_path(&process.id), "needs"), &means.id);
                    @let on = process.needs.contains_key(&means.id);
                    div.need id=(control::id(&need)) tabindex="-1" {
                        label.tick {
                            input type="checkbox" id={ "nodig-" (means.id) } data-act="need" data-args=(args(&[("id", &process.id), ("means", &means.id)])) checked[on];
                            span { (means.title()) }
                        }
                        @if on {
                            (minimum(work, address, &at(&need, "minimum"), means.title()))
                            a href={ "#middel/" (means.id) } { "Beschrijf" span.visually-hidden { " " (means.title()) } }
                        }
                    }
                }
            }
        }
    }
}

fn minimum(work: &Work, address: &str, path: &str, name: &str) -> Markup {
    let label = ["Hoeveel minstens van ", name, "?"].concat();
    crate::control::Control {
        path,
        kind: super::work::definition(path).map_or(crate::shape::Kind::Line, |it| it.kind),
        label: &label,
        hint: "",
        value: work.state.get(path),
        options: &[],
        needed: false,
        checked: work.state.checked(address),
    }
    .markup()
}

/// Applications that the catalogue gives as an example, one click each.
fn suggestions(work: &Work, process: &Process) -> Markup {
    let Some(known) = work.tool.catalogue.process(&process.id) else { return html! {} };
    let has = |name: &str| process.needs.keys().any(|it| work.means_name(it).eq_ignore_ascii_case(name));
    let names: Vec<_> = known.applications.iter().filter(|it| !has(it)).collect();
    html! {
        @if !names.is_empty() {
            div.suggestions {
                h3 { "Vaak nodig (voorbeeld)" }
                p { "Klik aan wat jullie ook gebruiken. Pas de naam daarna aan." }
                div.tool-actions { @for (index, name) in names.into_iter().enumerate() {
                    (button("second quiet", &["tip-", &index.to_string()].concat(), "suggest",
                        &[("id", &process.id), ("name", name), ("kind", kind::ICT)], (&["+ ", name].concat(), "")))
                } }
            }
        }
    }
}

/// A form for new means, several at once.
fn add(work: &Work, process: &Process) -> Markup {
    html! {
        section aria-labelledby="nieuw-titel" {
            h3 #nieuw-titel { "Voeg middelen toe" }
            (add_form(work, &process.id))
        }
    }
}

/// The fields for new means; with a process it needs them at once.
pub(super) fn add_form(work: &Work, process: &str) -> Markup {
    html! {
        div.add data-fields {
            div.field {
                label for="nieuw-soort" { "Soort" }
                select #nieuw-soort name="kind" {
                    @for (id, label) in &work.tool.kinds { option value=(id) { (label) } }
                }
            }
            div.field {
                label for="nieuw-namen" { "Namen" }
                span.hint #nieuw-namen-hint { "Elk middel op een eigen regel. Bijvoorbeeld: dossier sociale dienst. Nooit de naam van een persoon." }
                textarea #nieuw-namen name="names" rows="3" aria-describedby="nieuw-namen-hint" {}
            }
            (button("second", "voeg-middelen-toe", "add-means", &[("id", process)], ("Voeg toe", "middelen")))
        }
    }
}
