//! The quick part: settings, the processes of the catalogue, the sort from A to D.

use bcm::catalogue::{Catalogue, Class, Process};
use bcm::text::lower;
use maud::{Markup, html};

use super::review;
use super::work::{Work, args, at, button, count, process_path, region, spoken};
use crate::tool::Screen;

/// From this share of processes in class A on, in percent, the sort says little (R31).
const MANY_A: usize = 40;

pub(super) fn settings(work: &Work) -> Screen {
    let address = "instellingen";
    let keys = ["date", "author", "scope", "changed_on", "recovery_days", "absence_percent"];
    let body = html! {
        p { "Dit geldt voor je hele BIA. Schrijf functies op, geen namen van mensen." }
        (work.fields(address, "bia/settings", &keys))
        p.provenance { "De getallen in de voorbeelden zijn een eigen voorstel. Het managementteam beslist." }
        (region("findings", &review::of_screen(work, address)))
        (work.steps(address, "", "processen", "bia/settings"))
    };
    work.screen(address, "Bereid je BIA voor", "bia/settings", &body)
}

/// `klasse B, 3 dagen`: what the catalogue gives as an example.
fn example(catalogue: &Catalogue, process: &Process) -> String {
    let mtpd = process.mtpd.as_deref().and_then(|it| catalogue.moment(it));
    let mut text = ["klasse ", process.class.letter()].concat();
    if let Some(moment) = mtpd {
        text.push_str(", ");
        text.push_str(&moment.label);
    }
    text
}

pub(super) fn processes(work: &Work) -> Screen {
    let catalogue = &work.tool.catalogue;
    let filter = work.state.view.get("filter").unwrap_or_default();
    let wanted = lower(filter.trim());
    let scope = &work.bia.settings.scope;
    let all = work.state.view.get("all-domains").is_some() || scope.is_empty() || !wanted.is_empty();
    let body = html! {
        p { "Vink aan wat jullie bestuur doet. De klasse en de tijd zijn een voorbeeld: je beslist straks zelf." }
        div.field {
            label for="filter" { "Zoek in de lijst" }
            input #filter type="search" data-ui="filter" value=(filter) autocomplete="off";
        }
        @for domain in catalogue.domains.iter().filter(|it| all || scope.contains(&it.id)) {
            @let list: Vec<_> = catalogue.processes.iter().filter(|it| it.domain == domain.id && fits(it, &wanted)).collect();
            @if !list.is_empty() {
                fieldset.domain id={ "domein-" (domain.id) } tabindex="-1" {
                    legend { h3 { (domain.name) } }
                    @if list.len() > 1 && wanted.is_empty() {
                        (button("second quiet", &at("alles", &domain.id).replace('/', "-"), "tick-domain", &[("domain", &domain.id)],
                            ("Kies alle van dit domein", &domain.name)))
                    }
                    @for process in list { (tick(work, process)) }
                }
            }
        }
        @if !all {
            (button("second", "alle-domeinen", "ui", &[("key", "all-domains"), ("value", "1")], ("Toon ook de andere domeinen", "")))
        }
        (own(work))
        (region("count", &chosen(work)))
        (region("findings", &review::of_screen(work, "processen")))
        (work.steps("processen", "instellingen", "sorteren", ""))
    };
    work.screen("processen", "Kies je processen", "", &body)
}

fn fits(process: &Process, wanted: &str) -> bool {
    wanted.is_empty() || [&process.name, &process.who_suffers].iter().any(|it| lower(it).contains(wanted))
}

pub(super) fn chosen(work: &Work) -> Markup {
    html! { p.facts-line { strong { (count(work.bia.processes.len(), "proces", "processen")) } " gekozen." } }
}

fn tick(work: &Work, process: &Process) -> Markup {
    let code = &process.code;
    let on = work.bia.process(code).is_some();
    html! {
        label.tick {
            input type="checkbox" id={ "kies-" (code) } data-act="tick" data-args=(args(&[("code", code)])) checked[on];
            span { (process.name) " " span.quiet { "voorbeeld: " (example(&work.tool.catalogue, process)) } }
        }
        (confirm(work, code, &process.name))
    }
}

/// The second step of a removal.
fn confirm(work: &Work, id: &str, name: &str) -> Markup {
    let key = ["remove:", id].concat();
    html! {
        @if work.state.view.get(&key).is_some() && work.bia.process(id).is_some() {
            div.finding.finding-warning {
                p { "Je vulde hier al iets in. Haal je " (name) " weg, dan verdwijnt dat mee. Je kunt het wel ongedaan maken." }
                div.tool-actions {
                    (button("danger", &at("weg", id).replace('/', "-"), "remove", &[("id", id), ("sure", "1")], ("Haal weg", name)))
                    (button("second", "", "ui", &[("key", &key), ("value", "")], ("Behoud", name)))
                }
            }
        }
    }
}

/// Processes that the catalogue does not know, and a form for more.
fn own(work: &Work) -> Markup {
    let catalogue = &work.tool.catalogue;
    let own: Vec<_> = work.bia.processes.iter().filter(|it| catalogue.process(&it.id).is_none()).collect();
    html! {
        section.domain aria-labelledby="eigen-titel" {
            h3 #eigen-titel { "Eigen processen" }
            @if !own.is_empty() {
                ul.rows-list { @for process in own {
                    @let name = work.title(process);
                    li {
                        a href={ "#proces/" (process.id) } { (name) } " "
                        (button("second quiet", &at("verwijder", &process.id).replace('/', "-"), "remove", &[("id", &process.id)], ("Haal weg", name)))
                        (confirm(work, &process.id, name))
                    }
                } }
            }
            div.add data-fields {
                div.field {
                    label for="nieuw-proces" { "Naam van een eigen proces" }
                    span.hint #nieuw-proces-hint { "Meer dan 1? Zet elk proces op een eigen regel." }
                    textarea #nieuw-proces name="name" rows="2" aria-describedby="nieuw-proces-hint" {}
                }
                div.field {
                    label for="nieuw-domein" { "Domein" }
                    select #nieuw-domein name="domain" {
                        @for domain in &catalogue.domains { option value=(domain.id) { (domain.name) } }
                    }
                }
                (button("second", "voeg-proces-toe", "add-process", &[], ("Voeg toe", "eigen proces")))
            }
        }
    }
}

pub(super) fn sort(work: &Work) -> Screen {
    let catalogue = &work.tool.catalogue;
    let body = html! {
        p { "Denk niet lang na. Hoe snel loopt het mis als het proces stilligt?" }
        dl.legend {
            @for class in &catalogue.classes { div { dt { (class.id.letter()) } dd { (class.label) } } }
        }
        (spoken("counts", &class_counts(work)))
        @if work.bia.processes.is_empty() {
            p { "Er is nog niets om te sorteren. " a href="#processen" { "Kies eerst je processen" } "." }
        } @else {
            (button("second quiet", "voorbeeldklassen", "take-classes", &[], ("Neem het voorbeeld over waar nog niets staat", "")))
        }
        div #bia-processes tabindex="-1" {
            @for process in &work.bia.processes {
                @let known = catalogue.process(&process.id);
                @let hint = known.map(|it| ["Voorbeeld: ", it.class.letter(), ". Wie het merkt: ", &it.who_suffers].concat());
                (work.field_named(&at(&process_path(&process.id), "class"), work.title(process), hint.as_deref().unwrap_or_default()))
            }
        }
        (region("findings", &review::of_screen(work, "sorteren")))
        (work.steps("sorteren", "processen", "start", ""))
    };
    work.screen("sorteren", "Sorteer van A tot D", "", &body)
}

/// How many processes are in each class.
pub(super) fn class_counts(work: &Work) -> Markup {
    let of = |class| work.bia.processes.iter().filter(|it| it.class == class).count();
    let all = work.bia.processes.len();
    let many = of(Some(Class::A));
    html! {
        p.facts-line {
            @for class in [Class::A, Class::B, Class::C, Class::D] {
                strong { (class.letter()) } " " (of(Some(class))) " · "
            }
            "nog te doen: " (of(None))
        }
        @if many * 100 > all * MANY_A {
            p { "Meer dan " (MANY_A) " % staat in klasse A. Als bijna alles eerst moet, helpt de volgorde je niet." }
        }
    }
}
