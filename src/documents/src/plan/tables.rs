//! Tables that several documents show: processes, peaks, recovery order, choices, decisions.

use bcm::bia::order::OrderStep;
use bcm::bia::review::Finding;
use bcm::catalogue::Class;

use super::view::{Analysed, View, cell, cells, optional, trimmed};
use crate::{Block, Cell, Run, Table};

/// A table whose columns have a name and a share of the width.
pub(super) fn table<const N: usize>(caption: &str, columns: [(&str, u32); N], rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table {
        header: cells(columns.map(|it| it.0)),
        rows,
        widths: columns.iter().map(|it| it.1).collect(),
        caption: caption.to_owned(),
        description: String::new(),
        row_headers: false,
    })
}

/// The class that counts: the one that follows, or a heavier one that the government chose.
pub(super) fn class(known: &Analysed) -> Class {
    known.1.marked.map_or(known.1.class, |it| it.min(known.1.class))
}

/// The minimum that a process delivers, in words.
pub(super) fn minimum(known: &Analysed) -> Option<String> {
    let words = known.0.mbco.as_deref().and_then(trimmed);
    let percent = known.0.mbco_percent.map(|it| format!("{it} %"));
    match (words, percent) {
        (Some(words), Some(percent)) => Some(format!("{words} ({percent})")),
        (words, percent) => words.or(percent),
    }
}

/// The critical processes in order, or nothing when there are none.
pub(super) fn critical_processes(view: &View) -> Option<Block> {
    let row = |known: &Analysed| {
        let (process, result) = known;
        vec![
            vec![Run::plain(result.priority.to_string())],
            vec![Run::bold(view.process_name(&process.id))],
            vec![Run::plain(class(known).letter())],
            cell(result.known.then(|| view.duration(result.mtpd))),
            cell(result.known.then(|| view.duration(result.rto))),
            cell(minimum(known)),
            cell(process.owner.as_deref().and_then(trimmed)),
        ]
    };
    let rows: Vec<Vec<Cell>> = view.critical().iter().map(row).collect();
    let columns =
        [("Nr.", 4), ("Proces", 18), ("Klasse", 7), ("MTPD", 8), ("RTO", 11), ("MBCO (minimum)", 13), ("Eigenaar", 15)];
    (!rows.is_empty()).then(|| table("Kritieke processen in volgorde", columns, rows))
}

/// When processes are more critical than usual, or nothing when they never are.
pub(super) fn peaks(view: &View) -> Option<Block> {
    let with_peak = view.processes().into_iter().filter(|it| it.0.peak.when.as_deref().and_then(trimmed).is_some());
    let row = |(process, _): Analysed| {
        vec![
            vec![Run::bold(view.process_name(&process.id))],
            optional(process.peak.when.as_deref().and_then(trimmed)),
            cell(view.duration_code(&process.peak.mtpd)),
            optional(view.duration_code(&process.peak.rto)),
        ]
    };
    let rows: Vec<Vec<Cell>> = with_peak.map(row).collect();
    let columns = [("Proces", 5), ("Wanneer", 5), ("MTPD in de piek", 3), ("RTO in de piek", 3)];
    (!rows.is_empty()).then(|| table("Piekperiodes", columns, rows))
}

/// The order in which the means come back, or nothing when no process needs any.
pub(super) fn recovery(view: &View) -> Option<Block> {
    let row = |step: &OrderStep| {
        let dependency = view.dependency(&step.dependency);
        let kind = dependency.and_then(|it| it.kind.as_deref());
        let kind = kind.and_then(|id| view.office.catalogue.dependency_types.iter().find(|it| it.id == id));
        let data = view.derived.dependency(&step.dependency).and_then(|it| it.rpo);
        vec![
            vec![Run::plain(step.position.to_string())],
            vec![Run::bold(view.dependency_name(&step.dependency))],
            optional(kind.map(|it| it.label.clone())),
            optional(step.by.map(|it| view.duration(it))),
            optional(data.map(|it| view.duration(it))),
            optional(numbers(view, &step.after)),
            cell(dependency.and_then(|it| it.owner.as_deref()).and_then(trimmed)),
        ]
    };
    let rows: Vec<Vec<Cell>> = view.order.steps.iter().map(row).collect();
    let columns = [
        ("Nr.", 4),
        ("Middel", 17),
        ("Soort", 14),
        ("Terug binnen", 11),
        ("RPO", 7),
        ("Na nr.", 8),
        ("Wie herstelt", 16),
    ];
    (!rows.is_empty()).then(|| table("Herstelvolgorde", columns, rows))
}

/// The places in the order of what must be there first.
fn numbers(view: &View, ids: &[String]) -> Option<String> {
    let mut all: Vec<usize> =
        view.order.steps.iter().filter(|it| ids.contains(&it.dependency)).map(|it| it.position).collect();
    all.sort_unstable();
    let all: Vec<String> = all.iter().map(usize::to_string).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// The strategic choices, with what they cost and what remains.
pub(super) fn choices(view: &View) -> Block {
    let rows = view.office.resources.iter().map(|resource| {
        let path = |key: &str| format!("bcp/strategies/{}/{key}", resource.id);
        let chosen: Vec<String> = view
            .lines(&path("choices"))
            .into_iter()
            .map(|id| resource.options.iter().find(|it| it.id == id).map_or(id, |it| it.title.clone()))
            .collect();
        let chosen = (!chosen.is_empty()).then(|| chosen.join("; "));
        vec![
            vec![Run::bold(resource.title.clone())],
            cell(chosen),
            cell(view.text(&path("cost"))),
            cell(view.text(&path("residual_risk"))),
            cell(view.day(&path("date"))),
        ]
    });
    let columns = [("Middel", 6), ("Keuze", 7), ("Kost", 5), ("Restrisico", 7), ("Beslist op", 5)];
    table("Keuzes per middel", columns, rows.collect())
}

/// The decisions of the college, with their text and day.
pub(super) fn decisions(view: &View) -> Block {
    let rows = view.office.decisions.iter().map(|decision| {
        let path = |key: &str| format!("bcp/decisions/{}/{key}", decision.number);
        vec![
            vec![Run::plain(decision.number.to_string())],
            vec![Run::bold(decision.title.clone())],
            cell(view.text(&path("text"))),
            cell(view.day(&path("date"))),
        ]
    });
    let columns = [("Nr.", 2), ("Vraag", 7), ("Beslissing", 10), ("Beslist op", 4)];
    table("Beslissingen van het college", columns, rows.collect())
}

/// What a finding is about: the process or the means.
pub(super) fn about(view: &View, finding: &Finding) -> String {
    let process = finding.process.as_ref().map(|it| view.process_name(it));
    let dependency = finding.dependency.as_ref().map(|it| view.dependency_name(it));
    process.or(dependency).unwrap_or_else(|| "De hele BIA".to_owned())
}

/// Findings that somebody accepted, with the reason, or nothing when there are none.
pub(super) fn accepted(view: &View) -> Option<Block> {
    let row = |finding: &Finding| {
        let acceptance = finding.accepted.as_ref()?;
        Some(vec![
            vec![Run::bold(about(view, finding))],
            vec![Run::plain(view.message(finding))],
            cell(acceptance.reason.as_deref().and_then(trimmed)),
            optional(acceptance.on.map(|it| it.in_words())),
        ])
    };
    let rows: Vec<Vec<Cell>> = view.findings.iter().filter_map(row).collect();
    let columns = [("Waarover", 5), ("Bevinding", 8), ("Waarom aanvaard", 7), ("Op", 4)];
    (!rows.is_empty()).then(|| table("Aanvaarde bevindingen", columns, rows))
}
