//! An exercise made from the analysis of the government itself.

use bcm::bia::model::Dependency;
use bcm::field::{Column, Field, FieldKind};
use bcm::plan::Exercise;

use super::cards::{days, fact, management, procedure_title, procedures};
use super::form::field_value;
use super::tables::table;
use super::view::{Analysed, MISSING, View, cells, trimmed};
use crate::{Block, Cell, Cover, Document, FieldValue, Layout, Meta, NoteKind, Run};

/// Days that recovery after a cyber attack takes where the government gave no other number: own
/// proposal, as in rule R23.
const RECOVERY_DAYS: u32 = 14;

/// The script, the roles, the sheet of the observer and the report of an exercise. It takes away the
/// means that most processes share, and asks what then happens to the most urgent process.
///
/// `level` is a rung of the ladder (`bcm::plan::Exercise::level`); another number gives the table-top
/// exercise of rung 3. The times are a proposal of our own.
pub fn exercise_kit(view: &View, level: u32, meta: &Meta) -> Document {
    let rung = |level: u32| view.office.exercises.iter().find(|it| it.level == level);
    let level = if rung(level).is_some() { level } else { TABLE_TOP };
    let story = Story::of(view);
    let cover = Cover {
        subtitle: rung(level).map_or_else(|| "Oefening".to_owned(), |it| format!("{}, {}", it.title, it.duration)),
        notice: Some("Dit is een oefening. Zeg dat bij elk telefoontje en bij elk bericht.".to_owned()),
        ..Cover::default()
    };
    let mut blocks = vec![Block::Cover(cover)];
    blocks.extend(purpose(view, &story, rung(level)));
    blocks.extend(roles(view));
    blocks.extend(script(view, &story, level));
    blocks.extend(observer());
    blocks.extend(questions(&story));
    blocks.extend(report());
    super::document(meta, "Oefening uit de eigen bedrijfsimpactanalyse", Layout::Card, blocks)
}

/// The rung of the table-top exercise.
const TABLE_TOP: u32 = 3;

/// What the exercise is about.
struct Story<'a> {
    process: Option<Analysed<'a>>,
    means: Option<&'a Dependency>,
    /// Names of the processes that the means carries, the most urgent first.
    hit: Vec<String>,
    process_name: String,
    means_name: String,
    recovery_days: u32,
}

impl<'a> Story<'a> {
    fn of(view: &'a View) -> Story<'a> {
        let process = view.critical().into_iter().next().or_else(|| view.processes().into_iter().next());
        let dependencies = view.dependencies();
        let carries = |users: &[String]| process.is_some_and(|it| users.contains(&it.0.id));
        let shared = dependencies.iter().filter(|it| !it.1.users.is_empty());
        // One that carries the process itself, with the most users; `max_by_key` would take the last.
        let means = shared.rev().max_by_key(|it| (carries(&it.1.users), it.1.users.len()));
        let in_order = view.processes();
        let hit = means.map_or_else(Vec::new, |means| {
            let used = in_order.iter().filter(|it| means.1.users.contains(&it.0.id));
            used.map(|it| view.process_name(&it.0.id)).collect()
        });
        Story {
            process_name: process
                .map_or_else(|| "jullie belangrijkste proces".to_owned(), |it| view.process_name(&it.0.id)),
            means_name: means.map_or_else(|| "het netwerk".to_owned(), |it| view.dependency_name(&it.0.id)),
            process,
            means: means.map(|it| it.0),
            hit,
            recovery_days: view.bia.settings.recovery_days.unwrap_or(RECOVERY_DAYS),
        }
    }
}

fn purpose(view: &View, story: &Story, rung: Option<&Exercise>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, "Wat oefenen we?", ""),
        Block::text(format!(
            "Jullie verliezen “{}”. Wat gebeurt er met “{}”, en wie doet wat?",
            story.means_name, story.process_name
        )),
    ];
    if !story.hit.is_empty() {
        let count = match story.hit.len() {
            1 => "1 proces heeft dit middel nodig".to_owned(),
            number => format!("{number} processen hebben dit middel nodig"),
        };
        blocks.push(fact("Uit jullie BIA", Some(format!("{count}: {}.", story.hit.join("; ")))));
    }
    if story.process.is_none() || story.means.is_none() {
        blocks.push(Block::Paragraph(vec![Run::missing(
            "De BIA is nog niet ver genoeg. Dit is een oefening met voorbeelden.",
        )]));
    }
    if let Some(rung) = rung {
        blocks.push(fact("Vorm", Some(rung.form.clone())));
        blocks.push(fact("Duur", Some(format!("{} (eigen voorstel)", rung.duration))));
        blocks.push(fact("Bewijs", Some(rung.proof.clone())));
    }
    blocks.push(fact(
        "Plan",
        Some(format!("versie {}", view.text("bcp/details/version").unwrap_or_else(|| "ontwerp".to_owned()))),
    ));
    blocks.push(Block::Note {
        kind: NoteKind::Warning,
        label: "Vooraf".to_owned(),
        blocks: vec![Block::list(
            false,
            [
                "Kondig de oefening aan. Zet niets echt uit.",
                "Ieder neemt de papieren kaarten en de papieren contactlijst mee. Niets anders.",
                "Breek af bij een echt incident. Spreek daarvoor één woord af.",
                "Je test het plan, niet de mensen.",
            ],
        )],
    });
    blocks
}

fn roles(view: &View) -> Vec<Block> {
    let mut rows = vec![
        cells(["Spelleider", "Leest het draaiboek voor, bewaakt de tijd.", ""]),
        cells(["Tegenspel", "Speelt burger, pers, leverancier en burgemeester.", ""]),
        cells(["Waarnemer", "Vult het waarnemersblad in en zwijgt.", ""]),
    ];
    let columns = ["rol", "functie", "taak"].map(|id| Column { id: id.to_owned(), label: String::new(), width: None });
    let kind = FieldKind::Table { columns: columns.to_vec(), rows: 1 };
    if let Some(FieldValue::Rows(own)) = view.at("bcp/blocks/B04/values/rollen").and_then(|it| field_value(&kind, it)) {
        rows.extend(own.iter().map(|row| [0, 2, 1].map(|at| vec![Run::plain(row[at].clone())]).to_vec()));
    } else {
        rows.push(cells(["Leiding", "Beslist, zoals het plan zegt.", ""]));
        rows.push(cells(["Logboek", "Noteert uur, feit en beslissing.", ""]));
    }
    vec![
        Block::heading(1, "Rollen", ""),
        table("Rollen in de oefening", [("Rol", 4), ("Taak", 7), ("Wie (functie)", 5)], rows),
    ]
}

/// Minutes that an exercise of each rung takes: own proposal.
const MINUTES: [(u32, u32); 5] = [(1, 15), (2, 45), (3, 105), (4, 240), (5, 480)];

fn script(view: &View, story: &Story, level: u32) -> Vec<Block> {
    let total = MINUTES.iter().find(|it| it.0 == level).map_or(105, |it| it.1);
    let injects = match level {
        1 => call_tree(view),
        2 => walk_through(view, story),
        _ => table_top(view, story),
    };
    let last = injects.len().saturating_sub(1).max(1) as u32;
    // The last fifth is for looking back.
    let at = |index: usize| clock(total * 4 / 5 * index as u32 / last);
    let rows = injects.into_iter().enumerate().map(|(index, (inject, hoped))| {
        vec![vec![Run::bold(at(index))], vec![Run::plain(inject)], vec![Run::plain(hoped)]]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    vec![
        Block::PageBreak,
        Block::heading(1, "Draaiboek", ""),
        Block::text("Alleen voor de spelleider en het tegenspel. De tijd loopt vanaf de start (eigen voorstel)."),
        table(
            "Draaiboek met berichten",
            [("Tijd", 2), ("Bericht van de spelleider", 9), ("Wat je hoopt te zien", 8)],
            rows,
        ),
    ]
}

fn clock(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

type Inject = (String, String);

fn inject(message: impl Into<String>, hoped: impl Into<String>) -> Inject {
    (message.into(), hoped.into())
}

fn call_tree(view: &View) -> Vec<Inject> {
    let said = view.text("bcp/blocks/B06/values/boodschap").unwrap_or_else(|| MISSING.to_owned());
    let back = view.text("bcp/blocks/B06/values/terugmelding").unwrap_or_else(|| MISSING.to_owned());
    vec![
        inject("Start. De eerste op de belboom krijgt telefoon.", format!("De vaste boodschap: {said}")),
        inject("De tweede op de lijst neemt niet op.", "De beller belt meteen de vervanger."),
        inject("Stop. Wie is bereikt?", format!("Terugmelden zoals afgesproken: {back}")),
    ]
}

fn walk_through(view: &View, story: &Story) -> Vec<Inject> {
    let id = story.process.map(|it| it.0.id.clone()).unwrap_or_default();
    let card = procedures(view).contains(&id).then(|| procedure_title(view, &id));
    let card = card.map_or_else(
        || "Er is nog geen kaart. Noteer dat als eerste actie.".to_owned(),
        |it| format!("De kaart “{it}” ligt binnen 5 minuten op tafel, op papier (eigen voorstel)"),
    );
    let lasts = management(view, &id).days.map_or_else(|| MISSING.to_owned(), days);
    vec![
        inject(format!("“{}” werkt niet. Neem de kaart voor “{}”.", story.means_name, story.process_name), card),
        inject("Een collega van een andere dienst leest elke stap voor.", "Elke stap is duidelijk zonder uitleg."),
        inject("Toon wat je nodig hebt: formulier, lijst, sleutel, toestel.", "Alles ligt waar de kaart het zegt."),
        inject("Hoelang houd je dit vol?", format!("Het antwoord past bij de kaart: {lasts}.")),
        inject("Alles werkt weer. Hoe haal je in?", "Iemand voert de papieren in. Er is een controle."),
    ]
}

fn table_top(view: &View, story: &Story) -> Vec<Inject> {
    let mut all = vec![
        inject(
            format!("Het is 8.40 uur. “{}” werkt niet. Niemand weet waarom.", story.means_name),
            "Iemand leidt. Het logboek is open. Binnen 15 minuten is beslist of het plan start.",
        ),
        inject(
            format!("Aan het loket en aan de telefoon vraagt iemand naar “{}”.", story.process_name),
            expected(view, story),
        ),
    ];
    if let Some(when) = story.process.and_then(|it| it.0.peak.when.as_deref().and_then(trimmed)) {
        all.push(inject(format!("Het is piek: {when}."), "Het team past de volgorde aan."));
    }
    let owner = story.process.and_then(|it| it.0.owner.as_deref().and_then(trimmed));
    let deputy = story.process.and_then(|it| it.0.deputy.as_deref().and_then(trimmed));
    all.extend([
        inject(
            format!("{} is niet bereikbaar.", owner.unwrap_or_else(|| "De eigenaar van het proces".to_owned())),
            deputy.map_or_else(
                || "Er is nog geen vervanger: noteer een actie.".to_owned(),
                |it| format!("De vervanger neemt over: {it}."),
            ),
        ),
        inject(
            "Een journalist belt. Op sociale media staan vragen.",
            "Een eerste boodschap, langs een kanaal buiten het eigen netwerk.",
        ),
        inject(format!("ICT zegt: reken op {} dagen.", story.recovery_days), lasting(view, story)),
        inject("Niet alles kan tegelijk terugkomen. Wat eerst?", first_steps(view)),
        inject(
            format!("“{}” werkt weer. Een deel van de gegevens ontbreekt.", story.means_name),
            "Een steekproef, inhalen van wat op papier staat, en een functie die het einde uitspreekt.",
        ),
    ]);
    all
}

fn expected(view: &View, story: &Story) -> String {
    let Some((process, result)) = story.process else { return "De noodprocedure start.".to_owned() };
    let card = procedures(view).contains(&process.id).then(|| procedure_title(view, &process.id));
    let start = card
        .map_or_else(|| "Er is nog geen kaart: noteer een actie.".to_owned(), |it| format!("De kaart “{it}” start."));
    if result.known {
        format!("{start} Het proces moet terug zijn binnen: {}.", view.duration(result.rto))
    } else {
        start
    }
}

fn lasting(view: &View, story: &Story) -> String {
    let held = story.process.and_then(|it| management(view, &it.0.id).days).map(days);
    match held {
        Some(held) => format!("Het team vergelijkt met de noodprocedure: die houdt {held} stand. En daarna?"),
        None => "Niemand weet hoelang de noodprocedure standhoudt: noteer een actie.".to_owned(),
    }
}

fn first_steps(view: &View) -> String {
    let first: Vec<String> = view.order.steps.iter().take(4).map(|it| view.dependency_name(&it.dependency)).collect();
    if first.is_empty() {
        return "De herstelvolgorde uit de BIA ligt op tafel.".to_owned();
    }
    format!("De volgorde uit de BIA: {}.", first.join(", dan "))
}

fn observer() -> Vec<Block> {
    let measured = [
        "Team samen na … minuten",
        "Beslissing om te activeren na … minuten",
        "Eerste boodschap klaar na … minuten",
        "Papieren contactlijst gebruikt?",
        "Juiste kaart gevonden?",
        "Logboek volledig?",
        "Vervanger wist wat te doen?",
    ];
    let checks = measured.map(|it| vec![vec![Run::plain(it)], Vec::new(), Vec::new()]).to_vec();
    let empty = vec![Vec::new(); 8];
    vec![
        Block::PageBreak,
        Block::heading(1, "Waarnemersblad", ""),
        table("Wat meet je?", [("Wat", 6), ("Tijd of ja/nee", 3), ("Opmerking", 7)], checks),
        table("Wat zag je?", [("Uur", 2), ("Wat gebeurde of werd beslist", 8), ("Waar liep het vast?", 6)], empty),
    ]
}

fn questions(story: &Story) -> Vec<Block> {
    vec![
        Block::heading(1, "Vragen achteraf", ""),
        Block::list(
            true,
            [
                "Wat ging goed en houden we zo?".to_owned(),
                "Waar wachtten we op iemand of op iets?".to_owned(),
                "Welke kaart of lijst ontbrak, of klopte niet?".to_owned(),
                format!("Kloppen de tijden in de BIA voor “{}”?", story.process_name),
                format!("Hoelang kunnen we echt zonder “{}”?", story.means_name),
                "Wat vertellen we aan het college?".to_owned(),
            ],
        ),
    ]
}

fn report() -> Vec<Block> {
    let field = |id: &str, label: &str, kind| {
        Block::Field(Field { id: format!("verslag.{id}"), label: label.to_owned(), hint: None, kind })
    };
    let column =
        |id: &str, label: &str, width| Column { id: id.to_owned(), label: label.to_owned(), width: Some(width) };
    let columns = vec![
        column("actie", "Actie", 7),
        column("eigenaar", "Eigenaar (functie)", 4),
        column("tegen", "Klaar tegen", 3),
    ];
    vec![
        Block::PageBreak,
        Block::heading(1, "Verslag", ""),
        field("datum", "Datum van de oefening", FieldKind::Date),
        field("deelnemers", "Wie deed mee? (functies)", FieldKind::Text),
        field("goed", "Wat ging goed?", FieldKind::Text),
        field("vast", "Waar liep het vast?", FieldKind::Text),
        field("gemeten", "Wat hebben we gemeten?", FieldKind::Text),
        field("acties", "Verbeteracties", FieldKind::Table { columns, rows: 6 }),
        field("college", "Besproken in het college op", FieldKind::Date),
    ]
}
