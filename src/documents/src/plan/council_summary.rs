//! One page for the college and the council.

use bcm::bia::review::Severity;
use bcm::catalogue::Class;
use bcm::date::Date;

use super::bcp::is_done;
use super::cards::fact;
use super::tables::{class, table};
use super::view::{View, cell, trimmed};
use crate::{Block, Cell, Cover, Document, Layout, Meta, Run};

/// Critical processes that are named.
const TOP: usize = 5;
/// Risks that are named.
const RISKS: usize = 4;

/// What is critical, what is asked, how far the plan is, what comes next: on one page.
pub fn council_summary(view: &View, meta: &Meta) -> Document {
    let cover = Cover { subtitle: "Samenvatting voor college en raad".to_owned(), ..Cover::default() };
    let mut blocks = vec![Block::Cover(cover)];
    blocks.extend(critical(view));
    blocks.extend(state(view));
    blocks.extend(risks(view));
    blocks.push(Block::heading(1, "Welke beslissingen vragen we?", ""));
    blocks.push(decisions(view));
    super::document(meta, "Samenvatting voor college en raad, op een blad", Layout::Card, blocks)
}

fn critical(view: &View) -> Vec<Block> {
    let critical = view.critical();
    let heading = Block::heading(1, "Wat mag niet stilvallen?", "");
    if critical.is_empty() {
        return vec![heading, Block::Paragraph(vec![Run::missing("Er zijn nog geen kritieke processen in de BIA.")])];
    }
    let urgent = critical.iter().filter(|it| class(it) == Class::A).count();
    let names: Vec<String> = critical
        .iter()
        .take(TOP)
        .map(|(process, result)| {
            let name = view.process_name(&process.id);
            if result.known { format!("{name} (ten laatste na {})", view.duration(result.mtpd)) } else { name }
        })
        .collect();
    let more = critical.len() - names.len();
    let more = if more > 0 { format!("; en nog {more}") } else { String::new() };
    let count = format!(
        "{} van de {} processen zijn kritiek. {urgent} daarvan zijn van klasse A: binnen een dag.",
        critical.len(),
        view.bia.processes.len()
    );
    vec![
        heading,
        Block::text(count),
        Block::Paragraph(vec![Run::bold("Eerst: "), Run::plain(format!("{}{more}.", names.join("; ")))]),
    ]
}

fn state(view: &View) -> Vec<Block> {
    let chapters = &view.office.chapters;
    let done = chapters.iter().filter(|it| is_done(view, &it.block)).count();
    let minimum: Vec<_> = chapters.iter().filter(|it| it.block.minimum_set).collect();
    let minimum_done = minimum.iter().filter(|it| is_done(view, &it.block)).count();
    let open = view.findings.iter().filter(|it| it.severity == Severity::Fault && it.accepted.is_none()).count();
    let plan = format!(
        "{done} van de {} bouwstenen klaar; van het minimumplan {minimum_done} van de {}",
        chapters.len(),
        minimum.len()
    );
    let bia = view.bia.settings.date.map(|it| match view.bia.status.validated_on {
        Some(validated) => format!("{}, bekrachtigd op {}; {open} open fouten", it.in_words(), validated.in_words()),
        None => format!("{}, nog niet bekrachtigd; {open} open fouten", it.in_words()),
    });
    vec![
        Block::heading(1, "Hoever staan we?", ""),
        fact("Plan", Some(plan)),
        fact("BIA", bia),
        fact("Volgende oefening", next_exercise(view)),
        fact("Volgende herziening", view.day("bcp/blocks/B18/values/volgende-herziening")),
    ]
}

/// The first exercise from today on; one without a day where no day is given.
fn next_exercise(view: &View) -> Option<String> {
    let rows = view.objects("bcp/blocks/B17/values/kalender");
    let text = |row: &serde_json::Map<String, serde_json::Value>, key| row.get(key).and_then(super::view::shown);
    let mut planned: Vec<(Option<Date>, String)> = rows
        .into_iter()
        .filter_map(|(_, row)| {
            let when = text(row, "wanneer")?;
            let date = Date::parse(&when);
            let when = date.map_or(when, Date::in_words);
            Some((date, text(row, "wat").map_or_else(|| when.clone(), |it| format!("{it}, {when}"))))
        })
        .filter(|it| it.0.is_none_or(|it| it >= view.today))
        .collect();
    planned.sort_by_key(|it| (it.0.is_none(), it.0));
    planned.into_iter().next().map(|it| it.1)
}

fn risks(view: &View) -> Vec<Block> {
    let of_choices = view.office.resources.iter().filter_map(|it| {
        let risk = view.text(&format!("bcp/strategies/{}/residual_risk", it.id))?;
        Some(format!("{}: {risk}", it.title))
    });
    let rows = view.objects("bcp/blocks/B01/values/restrisicos");
    let of_plan = rows.into_iter().filter_map(|(_, row)| row.get("risico").and_then(super::view::shown));
    let of_findings = view.findings.iter().filter_map(|it| it.accepted.as_ref()?.reason.as_deref().and_then(trimmed));
    let all: Vec<String> = of_plan.chain(of_choices).chain(of_findings).collect();
    let mut blocks = vec![Block::heading(1, "Welke risico's blijven over?", "")];
    if all.is_empty() {
        blocks.push(Block::Paragraph(vec![Run::missing("Nog niet ingevuld.")]));
        return blocks;
    }
    let more = all.len().saturating_sub(RISKS);
    blocks.push(Block::list(false, all.into_iter().take(RISKS).map(|it| crate::clean::cut(&it, LONGEST_RISK))));
    if more > 0 {
        blocks.push(Block::text(format!("En nog {more} in het plan.")));
    }
    blocks
}

/// A longer risk is cut, so that the page stays one page.
const LONGEST_RISK: usize = 160;

fn decisions(view: &View) -> Block {
    let rows = view.office.decisions.iter().map(|decision| -> Vec<Cell> {
        let path = |key: &str| format!("bcp/decisions/{}/{key}", decision.number);
        let taken = view.day(&path("date"));
        let state = match (taken, view.text(&path("text"))) {
            (Some(date), _) => cell(Some(format!("beslist op {date}"))),
            (None, Some(_)) => cell(Some("voorstel klaar".to_owned())),
            (None, None) => vec![Run::missing("nog te schrijven")],
        };
        vec![vec![Run::plain(decision.number.to_string())], vec![Run::plain(decision.title.clone())], state]
    });
    table("Beslissingen van het college", [("Nr.", 1), ("Vraag", 9), ("Stand", 5)], rows.collect())
}
