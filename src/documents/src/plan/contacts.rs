//! The contact list and the call tree: personal data, apart from everything else.

use serde_json::{Map, Value};

use super::tables::table;
use super::view::{View, cell, optional, shown};
use crate::{Block, Cell, Cover, Document, Layout, Meta, NoteKind, Run};

/// What a reader of the list has to know.
pub(super) const PRIVACY: &str = "Deze lijst bevat persoonsgegevens. Gebruik ze alleen in een crisis of een oefening. \
    Geef ze alleen aan wie ze nodig heeft, en vernietig oude afdrukken.";

/// The contact list and the call tree of this government, on sheets that lie on their side.
pub fn contacts(view: &View, meta: &Meta) -> Document {
    let subtitle = "Persoonsgegevens: bewaar deze lijst apart van het plan".to_owned();
    let mut blocks = vec![
        Block::Cover(Cover { subtitle, notice: Some(PRIVACY.to_owned()), ..Cover::default() }),
        Block::Paragraph(vec![Run::bold("Gemaakt op: "), Run::plain(view.today.in_words())]),
    ];
    blocks.extend(lists(view));
    blocks.extend(tree(view));
    super::document(meta, "Contactlijst en belboom, met persoonsgegevens", Layout::Wide, blocks)
}

/// The lists of people inside and outside, each under a heading of level 2.
pub(super) fn lists(view: &View) -> Vec<Block> {
    let mut all = view.objects("contacts");
    all.sort_by_key(|it| (order(it.1), text(it.1, "function"), text(it.1, "organisation")));
    let of = |kind: &str| all.iter().filter(|it| is_external(it.1) == (kind == "external")).collect::<Vec<_>>();
    let inside: Vec<Vec<Cell>> = of("internal").iter().map(|it| internal(it.1)).collect();
    let outside: Vec<Vec<Cell>> = of("external").iter().map(|it| external(it.1)).collect();
    if inside.is_empty() && outside.is_empty() {
        return vec![Block::Paragraph(vec![Run::missing("Er zijn nog geen contacten ingevuld.")])];
    }
    let mut blocks = Vec::new();
    if !inside.is_empty() {
        let columns =
            [("Volgorde", 3), ("Functie", 5), ("Naam", 5), ("Gsm", 4), ("Telefoon", 4), ("Mail", 6), ("Vervanger", 5)];
        blocks.push(table("Interne contacten", columns, inside));
    }
    if !outside.is_empty() {
        let columns =
            [("Organisatie", 5), ("Functie", 5), ("Naam", 4), ("Telefoon", 4), ("Gsm", 4), ("Mail", 6), ("Anders", 4)];
        blocks.push(table("Externe contacten", columns, outside));
    }
    blocks
}

fn is_external(contact: &Map<String, Value>) -> bool {
    text(contact, "kind").as_deref() == Some("external")
}

fn internal(contact: &Map<String, Value>) -> Vec<Cell> {
    let text = |key| text(contact, key);
    vec![
        optional(text("order")),
        cell(text("function")),
        optional(text("name")),
        optional(text("mobile")),
        optional(text("phone")),
        optional(text("mail")),
        optional(text("deputy")),
    ]
}

fn external(contact: &Map<String, Value>) -> Vec<Cell> {
    let text = |key| text(contact, key);
    vec![
        cell(text("organisation")),
        optional(text("function")),
        optional(text("name")),
        optional(text("phone")),
        optional(text("mobile")),
        optional(text("mail")),
        optional(text("deputy")),
    ]
}

/// Who calls whom, from the people inside that have a place in the order.
fn tree(view: &View) -> Vec<Block> {
    let mut callers: Vec<&Map<String, Value>> =
        view.objects("contacts").into_iter().map(|it| it.1).filter(|it| !is_external(it) && order(it) < LAST).collect();
    callers.sort_by_key(|it| order(it));
    let mut blocks = vec![
        Block::heading(1, "Belboom", "belboom"),
        Block::text(
            "Wie gebeld is, belt de volgende. Neemt iemand niet op, bel dan meteen de vervanger of de volgende \
             in de rij. De laatste belt de eerste terug.",
        ),
    ];
    let rows: Vec<Vec<Cell>> = callers
        .iter()
        .enumerate()
        .map(|(index, contact)| {
            let next = callers.get(index + 1).or(callers.first()).filter(|_| callers.len() > 1);
            vec![
                vec![Run::plain((index + 1).to_string())],
                cell(name(contact)),
                optional(text(contact, "mobile").or_else(|| text(contact, "phone"))),
                optional(next.and_then(|it| name(it))),
                optional(next.and_then(|it| text(it, "deputy"))),
                Vec::new(),
            ]
        })
        .collect();
    if rows.is_empty() {
        let missing = "Geef de interne contacten een volgorde. Dan staat hier wie wie belt.";
        blocks.push(Block::Paragraph(vec![Run::missing(missing)]));
        return blocks;
    }
    let columns =
        [("Nr.", 2), ("Wie", 6), ("Nummer", 4), ("Belt naar", 6), ("Geen antwoord? Bel dan", 6), ("Bereikt om", 3)];
    blocks.push(table("Wie belt wie", columns, rows));
    let said = view.text("bcp/blocks/B06/values/boodschap");
    let label = "Zeg dit".to_owned();
    let message = vec![Block::Paragraph(cell(said))];
    blocks.push(Block::Note { kind: NoteKind::Tip, label, blocks: message });
    blocks
}

fn name(contact: &Map<String, Value>) -> Option<String> {
    match (text(contact, "function"), text(contact, "name")) {
        (Some(function), Some(name)) => Some(format!("{function} ({name})")),
        (function, name) => function.or(name),
    }
}

/// The place of contacts without one: after all others.
const LAST: u64 = u64::MAX;

fn order(contact: &Map<String, Value>) -> u64 {
    text(contact, "order").and_then(|it| it.parse().ok()).unwrap_or(LAST)
}

fn text(contact: &Map<String, Value>, key: &str) -> Option<String> {
    contact.get(key).and_then(shown)
}
