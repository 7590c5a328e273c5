//! Changes from a sheet or another dossier, set out for a yes or no before anything is taken.

use bcm::dossier::{DifferenceKind, Dossier, Proposal as Source, ProposedChange, SourceKind, compare, diff};
use bcm::json::FromJson;
use maud::{Markup, html};
use serde_json::{Map, Value};

use crate::shape::{self, Kind};
use crate::tool::{Done, Screen, State, Tool};
use crate::{labels, words};

/// What is proposed.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    file: String,
    sheet: bool,
    notes: Vec<String>,
    rows: Vec<Row>,
    /// The screen to go back to.
    pub(crate) back: String,
}

#[derive(Debug, Clone)]
struct Row {
    path: String,
    /// Cell of a sheet, if it comes from one.
    place: String,
    mine: Option<Value>,
    theirs: Option<Value>,
    kind: DifferenceKind,
    take: bool,
}

impl Proposal {
    /// Reads a proposal and holds it against the dossier. Paths that nothing fills in are told in a note.
    pub(crate) fn read(
        state: &State,
        text: &str,
        file: &str,
        kinds: &dyn Fn(&str) -> Option<Kind>,
    ) -> Result<Proposal, String> {
        let json: Value = serde_json::from_str(text).map_err(|_| "dit kunnen we niet lezen.".to_owned())?;
        let source = match json.get("dossier").and_then(Value::as_str) {
            Some(text) => of_dossier(text)?,
            None => Source::from_json(&json).ok_or("dit kunnen we niet lezen.")?,
        };
        // A later version of this very dossier: what it says is newer, not another opinion.
        let same = source.lineage.as_deref() == Some(&state.dossier.lineage)
            && source.revision.is_some_and(|it| it >= state.dossier.revision);
        let (known, unknown): (Vec<_>, Vec<_>) = source.changes.into_iter().partition(|it| kinds(&it.path).is_some());
        let mut notes = source.notes;
        notes.extend(skipped(&unknown));
        let known: Vec<ProposedChange> = known.into_iter().filter_map(|it| normal(it, kinds)).collect();
        let place = |path: &str| known.iter().rfind(|it| it.path == path && it.place.is_some())?.place.clone();
        let differences = compare(&state.dossier.data, known.iter().map(|it| (it.path.as_str(), it.value.as_ref())));
        let rows = differences.into_iter().map(|it| Row {
            take: match it.kind {
                DifferenceKind::New => true,
                DifferenceKind::Changed => same && !state.touched.contains(&it.path),
                DifferenceKind::Cleared => false,
            },
            place: place(&it.path).unwrap_or_default(),
            path: it.path,
            mine: it.mine,
            theirs: it.theirs,
            kind: it.kind,
        });
        let sheet = source.kind == SourceKind::Sheet;
        Ok(Proposal { file: file.to_owned(), sheet, notes, rows: rows.collect(), back: String::new() })
    }

    /// Whether there is nothing to decide and nothing to tell.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.notes.is_empty()
    }

    /// What is proposed for a path.
    pub(crate) fn value(&self, path: &str) -> Option<&Value> {
        self.rows.iter().find(|it| it.path == path)?.theirs.as_ref()
    }

    pub(crate) fn take(&mut self, index: usize, on: bool) {
        if let Some(row) = self.rows.get_mut(index) {
            row.take = on;
        }
    }

    /// `all`, `new` or `none`.
    pub(crate) fn take_all(&mut self, which: &str) {
        for row in &mut self.rows {
            row.take = match which {
                "all" => row.kind != DifferenceKind::Cleared,
                "new" => row.kind == DifferenceKind::New,
                _ => false,
            };
        }
    }

    /// What a yes changes.
    pub(crate) fn accepted(&self) -> Done {
        let taken: Vec<_> = self.rows.iter().filter(|it| it.take).collect();
        let count = taken.len();
        let changes = taken.into_iter().map(|it| (it.path.clone(), it.theirs.clone())).collect();
        let status = match count {
            0 => "Er is niets overgenomen.".to_owned(),
            1 => format!("1 wijziging uit {} is overgenomen. Je kunt dit ongedaan maken.", self.file),
            _ => format!("{count} wijzigingen uit {} zijn overgenomen. Je kunt dit ongedaan maken.", self.file),
        };
        Done { changes, address: Some(self.back.clone()), status, ..Done::default() }
    }
}

fn of_dossier(text: &str) -> Result<Source, String> {
    let other = Dossier::open(text).map_err(|it| words::open_error(&it))?;
    if other.read_only() {
        return Err(words::newer(other.schema));
    }
    let changes = diff(&Map::new(), &other.dossier.data).into_iter();
    let changes = changes.map(|it| ProposedChange { path: it.path, value: it.after, place: None });
    Ok(Source {
        kind: SourceKind::Dossier,
        lineage: Some(other.dossier.lineage),
        revision: Some(other.dossier.revision),
        changes: changes.collect(),
        notes: Vec::new(),
    })
}

fn skipped(unknown: &[ProposedChange]) -> Option<String> {
    let paths: Vec<String> = unknown.iter().take(5).map(|it| it.path.clone()).collect();
    let what = if unknown.len() == 1 { "onderdeel kent" } else { "onderdelen kent" };
    (!unknown.is_empty())
        .then(|| format!("{} {what} dit hulpmiddel niet: {}.", unknown.len(), words::list(&paths, "en")))
}

/// The change with its value as this dossier would keep it; a value that a field never takes is left out.
fn normal(change: ProposedChange, kinds: &dyn Fn(&str) -> Option<Kind>) -> Option<ProposedChange> {
    let kind = kinds(&change.path)?;
    let value = shape::taken(kind, change.value.unwrap_or(Value::Null)).ok()?;
    Some(ProposedChange { value, ..change })
}

/// The screen that shows every change with the old and the new value.
pub(crate) fn screen(tool: &dyn Tool, state: &State, proposal: &Proposal) -> Screen {
    let count = |kind: DifferenceKind| proposal.rows.iter().filter(|it| it.kind == kind).count();
    let (new, changed, cleared) =
        (count(DifferenceKind::New), count(DifferenceKind::Changed), count(DifferenceKind::Cleared));
    let taken = proposal.rows.iter().filter(|it| it.take).count();
    let html = html! {
        h2 data-heading tabindex="-1" { "Wat wil je overnemen uit " (proposal.file) "?" }
        p { "Er is nog niets veranderd in je dossier. Vink aan wat je overneemt." }
        p.facts-line {
            (new) " nieuw · " (changed) " anders dan bij jou · " (cleared) " leeg in "
            (if proposal.sheet { "het blad" } else { "het andere dossier" })
        }
        @if changed > 0 {
            p { "Bij “anders” kies je zelf: je eigen waarde blijft staan tot je de nieuwe aanvinkt." }
        }
        (notes(proposal))
        @if !proposal.rows.is_empty() {
            div.tool-actions {
                button.button.second.quiet #neem-alles type="button" data-act="take-all" data-args=r#"{"which":"all"}"# { "Vink alles aan wat ingevuld is" }
                button.button.second.quiet #neem-nieuw type="button" data-act="take-all" data-args=r#"{"which":"new"}"# { "Vink alleen wat nieuw is" }
                button.button.second.quiet #neem-niets type="button" data-act="take-all" data-args=r#"{"which":"none"}"# { "Vink alles uit" }
            }
            (table(tool, state, proposal))
        }
        div.tool-actions {
            button.button type="button" data-act="accept" {
                @if taken == 1 { "Neem 1 wijziging over" } @else { "Neem " (taken) " wijzigingen over" }
            }
            button.button.second type="button" data-act="reject" { "Neem niets over" }
        }
    };
    Screen { title: "Vergelijk".to_owned(), html }
}

fn notes(proposal: &Proposal) -> Markup {
    html! {
        @if !proposal.notes.is_empty() {
            div.finding.finding-warning {
                h3 { "Dit konden we niet overnemen" }
                ul { @for note in &proposal.notes { li { (note) } } }
            }
        }
    }
}

/// A record with its rows: the index of each, the row, and what its field is called.
type Group<'a> = (String, Vec<(usize, &'a Row, String)>);

fn table(tool: &dyn Tool, state: &State, proposal: &Proposal) -> Markup {
    let mut groups: Vec<Group> = Vec::new();
    for (index, row) in proposal.rows.iter().enumerate() {
        let (record, field) = labels::describe(tool, state, &row.path);
        match groups.iter_mut().find(|it| it.0 == record) {
            Some(group) => group.1.push((index, row, field)),
            None => groups.push((record, vec![(index, row, field)])),
        }
    }
    html! {
        @for (record, rows) in &groups {
            table.compare {
                caption { (if record.is_empty() { "Algemeen" } else { record }) }
                thead { tr {
                    th scope="col" { "Wat" } th scope="col" { "Nu bij jou" } th scope="col" { "Nieuw" } th scope="col" { "Overnemen" }
                } }
                tbody { @for (index, row, field) in rows { (line(tool, *index, row, field)) } }
            }
        }
    }
}

fn line(tool: &dyn Tool, index: usize, row: &Row, field: &str) -> Markup {
    let kind = tool.kind(&row.path).or_else(|| shape::definition(crate::TABLES, &row.path).map(|it| it.kind));
    let word = match row.kind {
        DifferenceKind::New => "nieuw",
        DifferenceKind::Changed => "anders",
        DifferenceKind::Cleared => "leeg",
    };
    let shown = |value| labels::value(tool.catalogue(), kind, value);
    let args = format!(r#"{{"index":"{index}"}}"#);
    html! {
        tr {
            th scope="row" { (field) @if !row.place.is_empty() { " " span.note { (row.place) } } }
            td { (shown(row.mine.as_ref())) }
            td { (shown(row.theirs.as_ref())) " " span.tag { (word) } }
            td { label.tick {
                input type="checkbox" id={ "neem-" (index) } data-act="take" data-args=(args) checked[row.take];
                " " span { "Neem over" span.visually-hidden { ": " (field) } }
            } }
        }
    }
}
