//! What comes out of the plan: exercises, the last check, documents and days to remember.

use bcm::date::Date;
use bcm::field::Field;
use bcm::json::ObjectText;
use maud::{Markup, html};

use super::work::{Way, Work, at, count, suggest};
use super::{BcpTool, EXERCISE_PAGE, acts, block, block_text, cards, contacts, values};
use crate::calendar::{self, Event};
use crate::fields::row_texts;
use crate::session::TextFile;
use crate::shape::day;
use crate::tool::{Screen, State};
use crate::words;

/// Whether the plan in Word comes with the contacts.
const WITH_CONTACTS: &str = "with-contacts";

/// And with the texts of the site.
const WITH_GUIDANCE: &str = "with-guidance";

pub(super) fn exercises(work: &Work) -> Screen {
    let body = html! {
        p { "Klim 1 trede per keer. Ook 15 minuten telt. " (work.page(EXERCISE_PAGE, "")) }
        p { "De treden zijn een eigen voorstel." }
        ol.ladder { @for exercise in &work.tool.exercises {
            li {
                h3 { (exercise.title) " " span.quiet { "(" (exercise.duration) ")" } }
                p { (exercise.form) }
                p { strong { "Bewijs: " } (exercise.proof) }
                (suggest("oefening", &exercise.level.to_string(), ("Zet in de kalender", &exercise.title)))
            }
        } }
        p { "Het oefenpakket is een tafeloefening met jullie eigen kritieke processen." }
        div.tool-actions { (office("exercise-kit", "{}", "Download het oefenpakket")) }
    };
    let way = Way { back: "bouwsteen/B17".to_owned(), next: "bouwsteen/B18".to_owned() };
    work.screen("oefenen", "Oefenen", &body, &way)
}

/// A button that makes a file with the program `office`.
fn office(kind: &str, args: &str, text: &str) -> Markup {
    html! { button.button.second type="button" id={ "maak-" (kind) } data-office=(kind) data-args=(args) { (text) } }
}

pub(super) fn check(work: &Work) -> Screen {
    let open: Vec<_> = work.status.iter().filter(|it| !it.done).collect();
    let body = html! {
        @if open.is_empty() { p { "Alle bouwstenen zijn klaar." } } @else {
            p { "Je kunt altijd een document maken. Wat ontbreekt, staat er dan in als “nog in te vullen”." }
            @for (minimum, heading) in [(true, "Nog open in het minimumplan"), (false, "Nog open in de andere bouwstenen")] {
                @let part: Vec<_> = open.iter().filter(|it| it.minimum == minimum).collect();
                @if !part.is_empty() {
                    h3 { (heading) }
                    ul.check-list { @for status in part {
                        li {
                            a href={ "#bouwsteen/" (status.code) } { (work.tool.block(&status.code).map_or("", |it| &it.title)) }
                            @if status.only_tick() { ": vink nog aan “" (block::done_label()) "”" }
                            @else if !status.begun { ": nog niet begonnen" }
                            @let failed: Vec<_> = status.checks.iter().filter(|it| !it.met).collect();
                            @if !failed.is_empty() { ul { @for check in failed { li { "Nog niet: " (check.text) } } } }
                        }
                    } }
                }
            }
        }
        (open_cards(work))
    };
    let way = Way { back: "start".to_owned(), next: "documenten".to_owned() };
    work.screen("controle", "Kijk na wat ontbreekt", &body, &way)
}

fn open_cards(work: &Work) -> Markup {
    let without: Vec<_> = cards::with_card(work).into_iter().filter(|it| cards::steps(work, &it.id) == 0).collect();
    let scenarios: Vec<_> = work
        .tool
        .scenarios
        .iter()
        .filter(|it| {
            let (applies, done, _) = cards::scenario_stand(work, &it.id);
            applies && !done
        })
        .collect();
    html! {
        @if !without.is_empty() {
            h3 { "Kritieke processen zonder noodprocedure" }
            ul { @for process in without { li { a href={ "#noodprocedure/" (process.id) } { (work.title(process)) } } } }
        }
        @if !scenarios.is_empty() {
            h3 { "Scenariokaarten die nog niet af zijn" }
            ul { @for scenario in scenarios { li { a href={ "#scenario/" (scenario.id) } { (scenario.title) } } } }
        }
    }
}

/// What a document is for: its kind, the words on the button, and what it holds.
const DOCUMENTS: [(&str, &str, &str); 5] = [
    ("cards", "Kaarten op A4", "Scenario’s en noodprocedures, 1 per blad. Hang ze op waar je ze nodig hebt."),
    ("contacts", "Contactlijst", "Alle nummers. Geef ze alleen aan wie op de verspreidingslijst staat."),
    ("council-summary", "Samenvatting voor het college", "1 bladzijde met processen, keuzes en beslissingen."),
    ("public-summary", "Publieke samenvatting", "Wat inwoners mogen weten."),
    ("exercise-kit", "Oefenpakket", "Een tafeloefening met jullie eigen processen."),
];

/// What the public summary leaves out.
const LEFT_OUT: [&str; 6] = [
    "namen, nummers en mailadressen",
    "zwakke punten en restrisico’s",
    "systemen, leveranciers en back-ups",
    "adressen en sleutels van uitwijklocatieen",
    "noodprocedures en scenariokaarten",
    "bedragen",
];

pub(super) fn documents(work: &Work) -> Screen {
    let with = work.state.view.get(WITH_CONTACTS).is_some();
    let guidance = work.state.view.get(WITH_GUIDANCE).is_some();
    let open = work.status.iter().filter(|it| it.minimum && !it.done).count();
    let people = contacts::ids(work, "internal").len() + contacts::ids(work, "external").len();
    let body = html! {
        @if open > 0 {
            p { (count(open, "bouwsteen", "bouwstenen")) " van het minimumplan zijn nog niet klaar. " a href="#controle" { "Kijk na wat ontbreekt" } "." }
        }
        div.finding.finding-warning {
            h3 { "Dit plan is gevoelig" }
            p { "Er staan zwakke punten en plaatsen in, en misschien nummers. Zet het niet op een open schijf of website." }
            p { "Bewaar 1 afdruk bij de algemeen directeur en 1 in de crisisruimte. Zonder netwerk vind je het bestand niet." }
        }
        (work.fields("documenten", "bcp/details", &["version", "date", "owner", "logo_note"]))
        h3 { "Het hele plan" }
        label.tick {
            input #met-contacten type="checkbox" data-ui=(WITH_CONTACTS) value="1" checked[with];
            " " span { "Neem de contacten mee in het document (" (people) ")" }
        }
        label.tick {
            input #met-uitleg type="checkbox" data-ui=(WITH_GUIDANCE) value="1" checked[guidance];
            " " span { "Neem de uitleg bij elke bouwsteen mee" }
        }
        div.tool-actions {
            (office("bcp", &ObjectText::default().flag("contacts", with).flag("guidance", guidance).end(), "Download het plan als Word-document"))
            button.button.second type="button" data-do="print" { "Druk het plan af" }
        }
        h3 { "Losse documenten" }
        dl.documents { @for (kind, title, about) in DOCUMENTS {
            div {
                dt { (title) }
                dd {
                    p { (about) }
                    @if kind == "public-summary" { p { "Dit staat er niet in:" } ul { @for it in LEFT_OUT { li { (it) } } } }
                    (office(kind, "{}", &["Download: ", title].concat()))
                }
            }
        } }
        h3 { "In je agenda" }
        p { "Herziening, oefeningen en het nakijken van de contacten. De agenda bevat geen nummers." }
        div.tool-actions { button.button.second type="button" data-file-kind="calendar" { "Zet de data in je agenda" } }
    };
    let way = Way { back: "controle".to_owned(), next: "start".to_owned() };
    work.screen("documenten", "Maak je documenten", &body, &way)
}

/// Review, exercises, actions, and the check of the contacts.
pub(super) fn calendar(tool: &BcpTool, state: &State) -> TextFile {
    let today = state.today;
    let event = |uid: &str, date: Date, title: &str, text: &str| Event {
        uid: uid.to_owned(),
        date,
        title: title.to_owned(),
        text: text.to_owned(),
    };
    let review = day(acts::review_day(state)).unwrap_or_else(|| today.plus_months(12));
    let checked = day(block_text(state, "B05", "datum")).unwrap_or(today);
    let mut contacts = checked.plus_months(6);
    if contacts < today {
        contacts = today;
    }
    let mut events = vec![
        event("review", review, "Continuïteitsplan herzien", "Open je dossier en kijk na wat veranderde."),
        event(
            "contacts",
            contacts,
            "Contactlijst van het continuïteitsplan nakijken",
            "De lijst mag hoogstens 6 maanden oud zijn.",
        ),
    ];
    if let Some(date) = state.get("bia/settings/date").and_then(|it| day(it.as_str()?)) {
        events.push(event(
            "bia",
            date.plus_months(12).max(today),
            "BIA opnieuw bekijken",
            "Na 12 maanden is een BIA verouderd.",
        ));
    }
    for (uid, field, date, title) in
        [("exercise", "kalender", "wanneer", "wat"), ("action", "acties", "tegen", "actie")]
    {
        events.extend(dated_rows(tool, state, field, date, title).into_iter().enumerate().map(
            |(index, (date, title))| {
                let kind = if uid == "exercise" { "Oefening: " } else { "Klaar tegen vandaag: " };
                event(
                    &[uid, "-", &(index + 1).to_string()].concat(),
                    date,
                    &[kind, &title].concat(),
                    "Uit je continuïteitsplan, bouwsteen B17.",
                )
            },
        ));
    }
    TextFile {
        name: [&words::file_stem(state.dossier.name()), "-bcp.ics"].concat(),
        media_type: "text/calendar",
        text: calendar::calendar(&state.dossier.lineage, today, &events),
    }
}

/// Rows of a table of B17 that have a day, with their words.
fn dated_rows(tool: &BcpTool, state: &State, field: &str, date: &str, title: &str) -> Vec<(Date, String)> {
    let found: Option<&Field> = tool.block("B17").and_then(|it| it.fields.iter().find(|it| it.id == field));
    let Some(found) = found else { return Vec::new() };
    let place = |id: &str| found.columns().iter().position(|it| it.id == id);
    let (Some(date), Some(title)) = (place(date), place(title)) else { return Vec::new() };
    let rows = row_texts(found.columns(), state.get(&at(&values("B17"), field)));
    rows.into_iter().filter_map(|it| Some((day(&it[date])?, it[title].clone()))).collect()
}
