//! The last look, handing in, and the sheet.

use bcm::bia::review::Severity;
use bcm::dossier::Dossier;
use bcm::json::ObjectText;
use bcm::submission::{SubmissionOptions, submission_contents, submission_data};
use maud::{Markup, html};

use super::review::is_accepted;
use super::work::{STEPS, Work, args, at, means_path, process_path};
use super::{PRIVACY_PAGE, SHEET_PAGE, start};
use crate::calendar::{self, Event};
use crate::session::TextFile;
use crate::tool::{Screen, State};
use crate::words;

/// The fields of a process by step; the class comes first, from the quick sort.
pub(super) const PROCESS: [&[&str]; 5] = [
    &[
        "name",
        "domain",
        "service",
        "owner",
        "deputy",
        "description",
        "clients",
        "class",
        "hours",
        "peak/when",
        "peak/mtpd",
        "peak/rto",
        "peak/wrt",
        "legal/text",
        "legal/days",
        "legal/source",
    ],
    &["impact"],
    &["mtpd", "rto", "wrt", "rpo", "mbco", "mbco_percent", "motivation"],
    &[
        "procedure/exists",
        "procedure/text",
        "procedure/offline",
        "procedure/days",
        "procedure/tested_on",
        "procedure/uses",
    ],
    &["needs", "upstream"],
];

/// The fields of a thing that processes need; its name comes first.
pub(super) const MEANS: [&str; 16] = [
    "name",
    "kind",
    "host",
    "infrastructure",
    "owner",
    "deputy",
    "available",
    "single",
    "alternative",
    "rto_contract",
    "rta",
    "tested_on",
    "backup",
    "startup",
    "relies_on",
    "note",
];

/// The settings.
pub(super) const SETTINGS: [&str; 6] = ["date", "author", "scope", "changed_on", "recovery_days", "absence_percent"];

pub(super) fn check(work: &Work) -> Screen {
    let body = html! {
        p { "Lees alles nog eens na. Bij elk antwoord staat een link om het te wijzigen." }
        h3 { "Je BIA" }
        (work.summary("bia/settings", &SETTINGS, true))
        @for process in &work.bia.processes {
            details.more {
                summary { (work.title(process)) }
                @for ((_, title, _), keys) in STEPS.iter().zip(PROCESS) {
                    h4 { (title) }
                    (work.summary(&process_path(&process.id), &there(work, keys), true))
                }
            }
        }
        @if !work.bia.dependencies.is_empty() { h3 { "Middelen" } }
        @for means in &work.bia.dependencies {
            details.more {
                summary { (means.title()) }
                (work.summary(&means_path(&means.id), &shown_means(work), true))
            }
        }
        div.tool-steps {
            a.button href="#indienen" { "Laat valideren en dien in" }
            a.button.plain href="#start" { "Naar de takenlijst" }
        }
    };
    work.screen("controle", "Kijk je antwoorden na", "", &body)
}

/// The keys that have a field on screen: some lists have nothing to choose from yet.
fn there<'a>(work: &Work, keys: &[&'a str]) -> Vec<&'a str> {
    let has = |key: &str| match key {
        "procedure/uses" => !work.bia.dependencies.is_empty(),
        "upstream" => work.bia.processes.len() > 1,
        _ => true,
    };
    keys.iter().copied().filter(|it| has(it)).collect()
}

fn shown_means(work: &Work) -> Vec<&'static str> {
    let alone = work.bia.dependencies.len() < 2;
    MEANS.into_iter().filter(|it| !alone || *it != "relies_on").collect()
}

/// Ticks that say what to hand in.
const NOTES: &str = "with-notes";
const FUNCTIONS: &str = "with-functions";

fn options(state: &State) -> SubmissionOptions {
    let on = |key: &str| state.view.get(key).is_some();
    SubmissionOptions { include_notes: on(NOTES), include_functions: on(FUNCTIONS) }
}

pub(super) fn screen(work: &Work) -> Screen {
    let options = options(work.state);
    let sheet = ObjectText::default()
        .flag("include_functions", options.include_functions)
        .flag("include_notes", options.include_notes)
        .end();
    let body = html! {
        (start::status(work))
        p { "Laat je BIA eerst valideren door het managementteam of het college. Dien ze daarna in voor de feedback van je groep." }
        @if work.findings.iter().any(|it| it.severity == Severity::Fault && !is_accepted(it)) {
            p { "Er zijn nog fouten. " a href="#aandachtspunten" { "Loop de aandachtspunten na" } "." }
        }
        h3 { "1. Laat valideren" }
        (work.fields("indienen", "bia/status", &["validated_by", "validated_on"]))
        h3 { "2. Kies wat je meegeeft" }
        p { "Functies worden “Functie 1”, “Functie 2”, en notities blijven thuis. Vink aan wat je toch meegeeft." }
        (tick(FUNCTIONS, "Geef de functies mee", options.include_functions))
        (tick(NOTES, "Geef motiveringen, redenen en notities mee", options.include_notes))
        (contents(work, options))
        h3 { "3. Maak het bestand" }
        p { "Dit portaal stuurt niets door. Bezorg het bestand zelf aan je begeleider, langs een beveiligd kanaal. " (work.page(PRIVACY_PAGE, "Meer over privacy")) "." }
        div.tool-actions {
            button.button type="button" data-file-kind="submission" { "Download het bestand voor je begeleider" }
            button.button.second type="button" data-office="submission-sheet" data-args=(sheet) { "Download hetzelfde als Excel-blad" }
        }
        h3 { "4. Noteer dat je indiende" }
        (work.field("indienen", "bia/status/submitted_on"))
        div.tool-actions {
            button.button.second #ingediend type="button" data-act="submitted" data-args=(args(&[])) { "Vandaag ingediend" }
            button.button.second type="button" data-file-kind="calendar" { "Zet de herziening over 1 jaar in je agenda" }
        }
        (work.steps("indienen", "controle", "start", "bia/status"))
    };
    work.screen("indienen", "Laat valideren en dien in", "bia/status", &body)
}

fn tick(key: &str, label: &str, on: bool) -> Markup {
    html! {
        label.tick {
            input id=(key) type="checkbox" data-ui=(key) value="1" checked[on];
            " " span { (label) }
        }
    }
}

/// What is in the file, and what stays at home.
fn contents(work: &Work, options: SubmissionOptions) -> Markup {
    let parts = submission_contents(&work.state.dossier.data, options);
    html! {
        table.means {
            caption { "Wat er in het bestand zit" }
            thead { tr { th scope="col" { "Onderdeel" } th scope="col" { "Aantal" } th scope="col" { "In het bestand?" } } }
            tbody { @for part in parts { tr {
                th scope="row" { (part.section) }
                td { (part.count) }
                td { @if part.included { strong { "Ja" } } @else { "Nee, dit blijft bij jou" } }
            } } }
        }
        p.quiet { "Je plan, je antwoorden op vragenlijsten en je contacten gaan nooit mee." }
    }
}

pub(super) fn sheet(work: &Work) -> Screen {
    let body = html! {
        p { "Werk je liever in Excel of LibreOffice? Neem alles mee in een blad, en lees het later weer in." }
        div.tool-actions {
            button.button type="button" data-office="bia-sheet" { "Download je BIA als Excel-blad" }
            button.button.second type="button" data-do="merge" { "Lees een ingevuld blad of dossier in" }
        }
        p { "Bij het inlezen zie je eerst elk verschil. Jij kiest wat je overneemt. Er verandert niets vóór je ja zegt." }
        h3 { "Zo werken meer diensten samen" }
        ol {
            li { "Kies hier samen de processen en vul de gedeelde middelen in." }
            li { "Download het blad en geef het aan elke dienst. Elke dienst vult alleen haar eigen processen in." }
            li { "Lees de bladen hier 1 voor 1 in. Vink bij elk verschil aan wat juist is." }
            li { "Loop daarna de aandachtspunten na: daar zie je of diensten elkaar tegenspreken." }
        }
        p { "Verander geen kolomtitels en verwijder geen tabblad. Een leeg blad vind je bij " (work.page(SHEET_PAGE, "het BIA-blad")) "." }
        div.tool-steps { a.button.plain href="#start" { "Naar de takenlijst" } }
    };
    work.screen("excel", "Werk in Excel", "", &body)
}

/// The part of the dossier that is handed in, as a dossier of its own.
pub(super) fn file(state: &State) -> TextFile {
    let from = &state.dossier;
    let mut dossier = Dossier::new(&from.lineage, &from.content_version, &from.modified);
    dossier.revision = from.revision;
    dossier.data = submission_data(&from.data, options(state));
    let name = [&words::file_stem(from.name()), "-bia-ingediend.bcm.json"].concat();
    TextFile { name, media_type: "application/json", text: dossier.to_text() }
}

/// The day on which the BIA is to be looked at again: a year after its own.
pub(super) fn calendar(state: &State) -> TextFile {
    let date = state.get("bia/settings/date").and_then(|it| crate::shape::day(it.as_str()?));
    let event = Event {
        uid: "bia".to_owned(),
        date: date.unwrap_or(state.today).plus_months(12).max(state.today),
        title: "BIA opnieuw bekijken".to_owned(),
        text: "Na 12 maanden is een BIA verouderd. Open je dossier en kijk na wat veranderde.".to_owned(),
    };
    TextFile {
        name: [&words::file_stem(state.dossier.name()), "-bia.ics"].concat(),
        media_type: "text/calendar",
        text: calendar::calendar(&state.dossier.lineage, state.today, &[event]),
    }
}

/// Values below a path as plain rows, without what is empty.
pub(super) fn filled<'a>(work: &Work, base: &str, keys: &[&'a str]) -> Vec<&'a str> {
    keys.iter().copied().filter(|it| !work.text(&at(base, it)).is_empty()).collect()
}
