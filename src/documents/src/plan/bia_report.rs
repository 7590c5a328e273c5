//! The business impact analysis as a report to read.

use bcm::bia::derive::NeedBecause;
use bcm::bia::model::{Hours, Process};
use bcm::bia::order::{Replacement, SinglePoint, replacements, single_points};
use bcm::bia::review::{Finding, Severity};

use super::cards::{fact, known};
use super::tables::{self, class, minimum, table};
use super::view::{Analysed, View, cell, optional, trimmed};
use crate::{Block, Cell, Cover, Document, Layout, Meta, Run};

/// What the analysis holds and what follows from it: all processes, the facts of the critical ones,
/// shared means, recovery order, weak points and findings.
pub fn bia_report(view: &View, meta: &Meta) -> Document {
    let blank = || "nog in te vullen".to_owned();
    let settings = &view.bia.settings;
    let facts = vec![
        ("Bestuur".to_owned(), view.name().unwrap_or_else(blank)),
        ("Datum van de BIA".to_owned(), settings.date.map_or_else(blank, |it| it.in_words())),
        ("Opsteller".to_owned(), settings.author.as_deref().and_then(trimmed).unwrap_or_else(blank)),
        ("Gemaakt op".to_owned(), view.today.in_words()),
    ];
    let cover = Cover {
        subtitle: "Wat mag niet stilvallen, hoelang, en waarvan hangt het af?".to_owned(),
        notice: Some("Deze analyse noemt zwakke plekken. Deel ze alleen met wie ze nodig heeft.".to_owned()),
        facts,
        ..Cover::default()
    };
    let mut blocks = vec![Block::Cover(cover), Block::PageBreak, Block::Toc { title: "Inhoud".to_owned() }];
    blocks.extend(overview(view));
    blocks.extend(details(view));
    blocks.extend(means(view));
    blocks.extend(weak_points(view));
    blocks.extend(findings(view));
    super::document(meta, "Rapport van de bedrijfsimpactanalyse", Layout::Book, blocks)
}

fn overview(view: &View) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Alle processen", "processen")];
    let row = |analysed: &Analysed| -> Vec<Cell> {
        let (process, result) = analysed;
        vec![
            vec![Run::plain(result.priority.to_string())],
            vec![Run::bold(view.process_name(&process.id))],
            optional(domain(view, process)),
            vec![Run::plain(class(analysed).letter())],
            cell(result.known.then(|| view.duration(result.mtpd))),
            cell(result.known.then(|| view.duration(result.rto))),
        ]
    };
    let rows: Vec<Vec<Cell>> = view.processes().iter().map(row).collect();
    if rows.is_empty() {
        blocks.push(Block::Paragraph(vec![Run::missing("Er zijn nog geen processen.")]));
        return blocks;
    }
    let columns = [("Nr.", 2), ("Proces", 8), ("Domein", 7), ("Klasse", 3), ("MTPD", 5), ("RTO", 5)];
    blocks.push(Block::text("De dringendste staan bovenaan. Alle tijden zijn kalendertijd."));
    blocks.push(table("Alle processen", columns, rows));
    blocks.extend(tables::peaks(view));
    blocks
}

fn domain(view: &View, process: &Process) -> Option<String> {
    let id = process.domain.as_deref()?;
    view.office.catalogue.domain(id).map(|it| it.name.clone())
}

fn details(view: &View) -> Vec<Block> {
    let critical = view.critical();
    if critical.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::heading(1, "De kritieke processen", "kritiek")];
    for analysed in &critical {
        blocks.push(Block::heading(2, view.process_name(&analysed.0.id), ""));
        blocks.push(Block::Table(facts(view, analysed)));
    }
    blocks
}

fn facts(view: &View, analysed: &Analysed) -> crate::Table {
    let (process, result) = analysed;
    let text = |it: &Option<String>| it.as_deref().and_then(trimmed);
    let hours = process.hours.map(|it| match it {
        Hours::Office => "in kantooruren".to_owned(),
        Hours::Always => "dag en nacht".to_owned(),
    });
    let time = |it| result.known.then(|| view.duration(it));
    let mut rows: Vec<(&str, Cell)> = vec![
        ("Eigenaar en vervanger", owners(process)),
        ("Werktijd", optional(hours)),
        ("Klasse", vec![Run::plain(class(analysed).letter())]),
        ("MTPD", cell(time(result.mtpd))),
        ("Waarom", optional(why(view, analysed))),
        ("RTO", cell(time(result.rto))),
        ("RPO", optional(result.rpo.map(|it| view.duration(it)))),
        ("Minimum (MBCO)", cell(minimum(analysed))),
        ("Wettelijke termijn", optional(legal(process))),
        ("Noodprocedure", procedure(process)),
        ("Middelen terug binnen", optional(time(result.need).map(|it| need(it, result.need_because)))),
        ("Heeft nodig", optional(needs(view, process))),
        ("Motivering", optional(text(&process.motivation))),
    ];
    rows.retain(|it| it.1.iter().any(|run| run.text != "–"));
    crate::Table {
        header: vec![vec![Run::plain("Wat")], vec![Run::plain("Antwoord")]],
        rows: rows.into_iter().map(|it| vec![vec![Run::bold(it.0)], it.1]).collect(),
        widths: vec![1, 3],
        // The heading above says it on the page.
        caption: String::new(),
        description: format!("Gegevens van {}", view.process_name(&process.id)),
        row_headers: true,
    }
}

fn owners(process: &Process) -> Cell {
    let text = |it: &Option<String>| it.as_deref().and_then(trimmed);
    let mut runs = cell(text(&process.owner));
    runs.push(Run::plain("; vervanger: "));
    runs.extend(cell(text(&process.deputy)));
    runs
}

fn why(view: &View, analysed: &Analysed) -> Option<String> {
    let first = analysed.1.first.as_ref()?;
    let catalogue = &view.office.catalogue;
    let category = catalogue.categories.iter().find(|it| it.id == first.category)?;
    let moment = catalogue.moment(&first.moment)?;
    let meaning = category.descriptors.get(usize::from(first.score))?;
    Some(format!("{} haalt score {} na {}: {meaning}", category.label, first.score, moment.label))
}

fn legal(process: &Process) -> Option<String> {
    let text = process.legal.text.as_deref().and_then(trimmed);
    let days = process.legal.days.map(|it| super::cards::days(it.to_string()));
    match (text, days) {
        (Some(text), Some(days)) => Some(format!("{text} ({days})")),
        (text, days) => text.or(days),
    }
}

fn procedure(process: &Process) -> Cell {
    let procedure = &process.procedure;
    let Some(exists) = known(procedure.exists) else { return cell(None) };
    let mut parts = vec![exists];
    parts.extend(procedure.text.as_deref().and_then(trimmed));
    parts.extend(known(procedure.offline).map(|it| format!("op papier of offline: {it}")));
    parts.extend(procedure.days.map(|it| format!("houdt {} stand", super::cards::days(it.to_string()))));
    parts.extend(procedure.tested_on.map(|it| format!("getest op {}", it.in_words())));
    vec![Run::plain(parts.join("; "))]
}

fn need(time: String, because: NeedBecause) -> String {
    match because {
        NeedBecause::Rto => format!("{time} (de RTO)"),
        NeedBecause::Procedure { .. } => format!("{time} (zo lang houdt de noodprocedure stand)"),
    }
}

fn needs(view: &View, process: &Process) -> Option<String> {
    let with_minimum = |(id, need): (&String, &bcm::bia::model::Need)| match need.minimum {
        Some(minimum) => format!("{} (minstens {minimum})", view.dependency_name(id)),
        None => view.dependency_name(id),
    };
    let all: Vec<String> = process.needs.iter().map(with_minimum).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

fn means(view: &View) -> Vec<Block> {
    if view.bia.dependencies.is_empty() {
        return Vec::new();
    }
    let mut all = view.dependencies();
    all.sort_by_key(|it| (it.1.rto.is_none(), it.1.rto, std::cmp::Reverse(it.1.users.len())));
    let row = |it: &(&bcm::bia::model::Dependency, &bcm::bia::derive::DependencyResult)| -> Vec<Cell> {
        let (dependency, result) = it;
        vec![
            vec![Run::bold(view.dependency_name(&dependency.id))],
            optional(result.rto.map(|it| view.duration(it))),
            optional(result.rto_from.as_ref().map(|it| view.process_name(it))),
            optional(result.rpo.map(|it| view.duration(it))),
            optional(view.duration_code(&dependency.rto_contract)),
            optional(view.duration_code(&dependency.rta)),
            vec![Run::plain(result.users.len().to_string())],
        ]
    };
    let columns = [
        ("Middel", 15),
        ("Terug binnen", 10),
        ("Door", 12),
        ("RPO", 7),
        ("Beloofd", 8),
        ("Getest", 7),
        ("Processen", 11),
    ];
    let mut blocks = vec![
        Block::heading(1, "Gedeelde middelen en herstelvolgorde", "middelen"),
        Block::text(
            "Een middel moet er zijn zodra het eerste proces het nodig heeft. Bij ‘Beloofd’ staat het contract, \
             bij ‘Getest’ de tijd van de laatste hersteltest.",
        ),
        table("Wat de processen van hun middelen vragen", columns, all.iter().map(row).collect()),
    ];
    blocks.extend(tables::recovery(view));
    blocks
}

fn weak_points(view: &View) -> Vec<Block> {
    let points = single_points(&view.bia, &view.derived);
    let people = replacements(&view.bia);
    if points.is_empty() && people.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::heading(1, "Zwakke plekken", "zwakke-plekken")];
    let point = |it: &SinglePoint| -> Vec<Cell> {
        let processes: Vec<String> = it.processes.iter().map(|id| view.process_name(id)).collect();
        let alternative = if it.has_alternative { Run::plain("ja") } else { Run::missing("nee") };
        vec![
            vec![Run::bold(view.dependency_name(&it.dependency))],
            vec![Run::plain(processes.join("; "))],
            vec![alternative],
        ]
    };
    if !points.is_empty() {
        let columns = [("Middel", 5), ("Processen", 9), ("Alternatief", 3)];
        blocks.push(table("Waarvan er maar 1 is", columns, points.iter().map(point).collect()));
    }
    let person = |it: &Replacement| -> Vec<Cell> {
        vec![vec![Run::bold(it.function.clone())], vec![Run::plain(it.count().to_string())]]
    };
    if !people.is_empty() {
        let columns = [("Functie", 9), ("Vervangt zo vaak", 4)];
        blocks.push(table("Wie vaak vervangt", columns, people.iter().map(person).collect()));
    }
    blocks
}

fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

fn findings(view: &View) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Bevindingen", "bevindingen")];
    let open: Vec<&Finding> = view.findings.iter().filter(|it| it.accepted.is_none()).collect();
    let count = |severity| open.iter().filter(|it| it.severity == severity).count();
    let counted = format!(
        "{} en {} staan open, met {}.",
        counted(count(Severity::Fault), "fout", "fouten"),
        counted(count(Severity::Warning), "waarschuwing", "waarschuwingen"),
        counted(count(Severity::Tip), "tip", "tips")
    );
    blocks.push(fact("Nu", Some(counted)));
    let mut rows: Vec<(u8, Vec<Cell>)> = open
        .iter()
        .map(|it| {
            let (order, word) = match it.severity {
                Severity::Fault => (0, "Fout"),
                Severity::Warning => (1, "Waarschuwing"),
                Severity::Tip => (2, "Tip"),
            };
            let about = vec![Run::bold(tables::about(view, it))];
            (order, vec![vec![Run::plain(word)], about, vec![Run::plain(view.message(it))]])
        })
        .collect();
    rows.sort_by_key(|it| it.0);
    if !rows.is_empty() {
        let columns = [("Ernst", 4), ("Waarover", 5), ("Bevinding", 10)];
        blocks.push(table("Open bevindingen", columns, rows.into_iter().map(|it| it.1).collect()));
    }
    blocks.extend(tables::accepted(view));
    blocks
}
