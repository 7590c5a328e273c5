//! The BIA on paper: what was filled in, or a sheet to fill in with a pen.

use bcm::bia::order::recovery_order;
#[cfg(feature = "build")]
use bcm::catalogue::Catalogue;
use maud::{Markup, html};

use super::submit::{MEANS, PROCESS, SETTINGS, filled};
use super::work::{STEPS, Work, means_path, process_path};
use super::{process, result, review};

/// Everything that was filled in, and what follows from it.
pub(super) fn print(work: &Work) -> Markup {
    let order = recovery_order(&work.bia, &work.derived, &work.tool.catalogue);
    html! {
        h2 { "Bedrijfsimpactanalyse" @if !work.state.dossier.name().is_empty() { " van " (work.state.dossier.name()) } }
        p { "Gevoelig. Niet kopiëren of verspreiden buiten wie dit nodig heeft." }
        (super::start::status(work))
        (section(work, "bia/settings", &SETTINGS))
        section.paper-part { h2 { "Resultaten" } (result::tables(work, &order, false)) }
        @for (it, conclusion) in work.processes() {
            section.paper-part {
                h2 { (work.title(it)) }
                (process::conclusion(work, conclusion))
                @for ((_, title, _), keys) in STEPS.iter().zip(PROCESS) {
                    @let keys = filled(work, &process_path(&it.id), keys);
                    @if !keys.is_empty() { h3 { (title) } (work.summary(&process_path(&it.id), &keys, false)) }
                }
            }
        }
        @for means in &work.bia.dependencies {
            section.paper-part { h2 { (means.title()) } (section(work, &means_path(&means.id), &MEANS[1..])) }
        }
        section.paper-part { h2 { "Aandachtspunten" } (findings(work)) }
    }
}

fn section(work: &Work, base: &str, keys: &[&str]) -> Markup {
    work.summary(base, &filled(work, base, keys), false)
}

fn findings(work: &Work) -> Markup {
    let accepted: Vec<_> = work.findings.iter().filter(|it| review::is_accepted(it)).collect();
    html! {
        (review::summary(work))
        ul { @for finding in work.findings.iter().filter(|it| !review::is_accepted(it)) {
            li { (review::plain(work, finding)) }
        } }
        @if !accepted.is_empty() {
            h3 { "Aanvaard" }
            ul { @for finding in accepted {
                li {
                    (review::plain(work, finding)) " Reden: "
                    (finding.accepted.as_ref().and_then(|it| it.reason.as_deref()).unwrap_or_default())
                }
            } }
        }
    }
}

/// The BIA to fill in with a pen: a sheet for a process, the matrix, a table of means, and the catalogue.
#[cfg(feature = "build")]
pub(crate) fn paper(catalogue: &Catalogue) -> Markup {
    html! {
        p {
            "Hier maak je je BIA op het scherm. Zonder JavaScript druk je deze bladen af. Neem 1 procesblad en 1 tabel met gevolgen per proces. "
            "Je kunt ook in Excel werken: zoek bij de sjablonen het BIA-blad."
        }
        section.paper-part { h2 { "Welke processen heb je?" } p { "De klasse en de tijd zijn een voorbeeld." } (ticks(catalogue)) }
        section.paper-part { h2 { "Procesblad" } @for (index, keys) in PROCESS.iter().enumerate() { (blank_step(catalogue, index, keys)) } }
        section.paper-part { h2 { "Gevolgen" } (matrix(catalogue)) }
        section.paper-part { h2 { "Wat heeft het proces nodig?" } (needs(catalogue)) }
    }
}

#[cfg(feature = "build")]
fn ticks(catalogue: &Catalogue) -> Markup {
    html! {
        @for domain in &catalogue.domains {
            h3 { (domain.name) }
            ul.paper-choice { @for process in catalogue.processes.iter().filter(|it| it.domain == domain.id) {
                @let mtpd = process.mtpd.as_deref().and_then(|it| catalogue.moment(it));
                li { (process.name) " (" (process.class.letter()) @if let Some(moment) = mtpd { ", " (moment.label) } ")" }
            } }
        }
    }
}

#[cfg(feature = "build")]
fn blank_step(catalogue: &Catalogue, index: usize, keys: &[&str]) -> Markup {
    use super::work::{at, definition};
    use crate::shape::Kind;
    let fields = keys.iter().filter_map(|it| definition(&at("bia/processes/x", it)));
    html! {
        // Scores and means have a table of their own below.
        @if index != 1 { h3 { (STEPS[index].1) } }
        @for field in fields {
            div.paper-field {
                p.paper-label { (field.label) }
                @if !field.hint.is_empty() { p.paper-hint { (field.hint) } }
                @match field.kind {
                    Kind::Choice(codes) => ul.paper-choice { @for (_, label) in codes { li { (label) } } },
                    Kind::Duration => ul.paper-choice { @for moment in &catalogue.moments { li { (moment.label) } } },
                    Kind::Text => div.paper-lines {},
                    _ => div.paper-line {},
                }
            }
        }
    }
}

#[cfg(feature = "build")]
fn matrix(catalogue: &Catalogue) -> Markup {
    html! {
        p { "Hoe erg is het als de uitval zo lang duurt? Schrijf in elk vak een score van 0 tot 4." }
        table.paper-table {
            thead { tr { th scope="col" { "Gevolg" } @for moment in &catalogue.moments { th scope="col" { (moment.label) } } } }
            tbody { @for category in &catalogue.categories { tr {
                th scope="row" { (category.label) } @for _ in &catalogue.moments { td {} }
            } } }
        }
        p { "Vanaf score " (catalogue.threshold) " is het onaanvaardbaar. Het eerste moment waarop dat gebeurt, is de maximale uitvalduur (eigen voorstel)." }
        h3 { "Wat betekenen de scores? (voorbeeld)" }
        @for category in &catalogue.categories {
            h4 { (category.label) }
            p { (category.question) }
            dl.legend { @for (score, text) in category.descriptors.iter().enumerate() { div { dt { (score) } dd { (text) } } } }
        }
    }
}

#[cfg(feature = "build")]
fn needs(catalogue: &Catalogue) -> Markup {
    html! {
        ul { @for kind in &catalogue.dependency_types {
            li { strong { (kind.label) } ": " (kind.question) " Gangbaar alternatief: " (kind.alternative) "." }
        } }
        table.paper-table {
            thead { tr { @for name in ["Wat", "Soort", "Minimum", "Het enige?", "Alternatief", "Hersteltijd"] { th scope="col" { (name) } } } }
            tbody { @for _ in 0..10 { tr { @for _ in 0..6 { td {} } } } }
        }
    }
}
