//! How far a building block is: what is filled in, what the program can check, and the tick of the reader.

use bcm::bia::derive::Derived;
use bcm::bia::model::Bia;
use bcm::field::{BuildingBlock, Field, FieldKind};
use bcm::text::lower;
use serde_json::Value;

use super::fields::elsewhere;
use super::work::{at, count};
use super::{BcpTool, values};
use crate::fields::row_texts;
use crate::shape::day;
use crate::tool::State;

/// How far a block is.
#[derive(Debug)]
pub(super) struct Status {
    pub(super) code: String,
    pub(super) minimum: bool,
    /// Fields, cards or processes that hold something.
    pub(super) filled: usize,
    pub(super) total: usize,
    pub(super) checks: Vec<Check>,
    pub(super) begun: bool,
    /// Ticked, and every check is met.
    pub(super) done: bool,
}

/// A part of the test that the program can see.
#[derive(Debug)]
pub(super) struct Check {
    pub(super) text: &'static str,
    pub(super) met: bool,
}

/// What a check looks at.
enum Test {
    /// The field holds something.
    Filled(&'static str),
    /// The field says yes.
    Yes(&'static str),
    /// The field says no.
    No(&'static str),
    /// The table has at least so many rows.
    Rows(&'static str, usize),
    /// The table has rows, and this column is filled in all of them.
    Column(&'static str, &'static str),
    /// The day is at most so many months ago, or still to come.
    Recent(&'static str, i32),
    /// The day is still to come.
    Ahead(&'static str),
    /// Anything else.
    Other(fn(&Seen) -> bool),
}

/// What a check may look at.
struct Seen<'a> {
    tool: &'a BcpTool,
    state: &'a State,
    bia: &'a Bia,
    derived: &'a Derived,
}

/// The checks of each block (own proposal, after the tests of the blocks).
const CHECKS: &[(&str, &str, Test)] = &[
    ("B01", "Er staat een eigenaar in", Test::Filled("eigenaar")),
    ("B01", "Het college keurde het plan goed", Test::Filled("goedgekeurd-op")),
    (
        "B02",
        "Er zijn kritieke processen, met maximale uitvalduur",
        Test::Other(|it| it.critical(|_| true) && it.critical(|at| it.derived.processes[at].known)),
    ),
    (
        "B02",
        "Elk kritiek proces heeft een minimumniveau",
        Test::Other(|it| it.critical(|at| it.bia.processes[at].mbco.is_some())),
    ),
    (
        "B02",
        "De BIA is hoogstens 12 maanden oud",
        Test::Other(|it| it.bia.settings.date.is_some_and(|day| day.plus_months(12) >= it.state.today)),
    ),
    ("B03", "Minstens 3 functies mogen activeren", Test::Rows("mag-activeren", 3)),
    ("B03", "De criteria staan erin", Test::Filled("criteria")),
    ("B03", "Je kunt beslissen zonder netwerk", Test::Yes("zonder-netwerk")),
    ("B04", "Elke rol heeft een functie", Test::Column("rollen", "functie")),
    ("B04", "Elke rol heeft een vervanger", Test::Column("rollen", "vervanger")),
    (
        "B05",
        "Er zijn contacten binnen en buiten het bestuur",
        Test::Other(|it| it.contacts("internal") > 0 && it.contacts("external") > 0),
    ),
    ("B05", "De lijst is hoogstens 6 maanden oud", Test::Recent("datum", 6)),
    ("B05", "Er is een afdruk", Test::Filled("exemplaren")),
    ("B06", "De belboom staat erin", Test::Rows("belboom", 1)),
    ("B06", "De belboom is getest", Test::Filled("laatst-getest")),
    ("B07", "Minstens 1 kanaal draait buiten je eigen netwerk", Test::Other(|it| it.outside_channel())),
    ("B07", "Er is een woordvoerder", Test::Filled("woordvoerder")),
    (
        "B08",
        "Voor elk middel is er een keuze",
        Test::Other(|it| {
            it.tool.resources.iter().all(|one| it.has(&["bcp/strategies/", &one.id, "/choices"].concat()))
        }),
    ),
    ("B08", "Het college besliste", Test::Filled("besluit")),
    (
        "B09",
        "Elk scenario dat kan gebeuren, heeft een kaart",
        Test::Other(|it| it.scenarios() == (it.applicable(), it.applicable())),
    ),
    (
        "B10",
        "Elk kritiek proces heeft een kaart met stappen",
        Test::Other(|it| it.critical(|at| it.has(&["bcp/procedures/", &it.bia.processes[at].id, "/steps"].concat()))),
    ),
    ("B10", "De formulieren liggen gedrukt klaar", Test::Yes("papier")),
    ("B11", "Er is een uitwijklocatie", Test::Rows("locaties", 1)),
    ("B11", "De plaats is het voorbije jaar bezocht", Test::Recent("bezocht-op", 12)),
    ("B12", "Een beheerder kan de back-ups niet wissen", Test::No("onwisbaar")),
    ("B12", "Er was een hersteltest", Test::Filled("hersteltest")),
    ("B13", "De meldkaart is ingevuld", Test::Column("meldkaart", "contact")),
    ("B14", "De lijst van offline gegevens staat erin", Test::Rows("gegevens", 1)),
    ("B14", "De USB-sticks zijn versleuteld", Test::Yes("versleuteld")),
    ("B15", "De inventaris is nagekeken", Test::Column("inventaris", "nagekeken-op")),
    ("B16", "De voorwaarden om terug te keren staan erin", Test::Filled("criteria")),
    ("B16", "De afsluitlijst staat klaar", Test::Rows("afsluitlijst", 1)),
    ("B17", "Er staat een oefening in de kalender", Test::Rows("kalender", 1)),
    ("B17", "Er was al een oefening", Test::Filled("laatste-oefening")),
    ("B18", "De volgende herziening heeft een datum", Test::Ahead("volgende-herziening")),
    ("B18", "De verspreidingslijst staat erin", Test::Rows("verspreiding", 1)),
];

impl Status {
    pub(super) fn of_all(tool: &BcpTool, state: &State, bia: &Bia, derived: &Derived) -> Vec<Status> {
        let seen = Seen { tool, state, bia, derived };
        tool.blocks.iter().map(|it| seen.status(&it.block)).collect()
    }

    /// What is left, in words; empty when nothing stands there yet.
    pub(super) fn left(&self) -> String {
        match self.checks.iter().filter(|it| !it.met).count() {
            _ if !self.begun => String::new(),
            0 => "nog aanvinken".to_owned(),
            unmet => [count(unmet, "punt", "punten").as_str(), " open"].concat(),
        }
    }

    /// Whether only the tick of the reader is missing.
    pub(super) fn only_tick(&self) -> bool {
        !self.done && self.checks.iter().all(|it| it.met)
    }
}

impl Seen<'_> {
    fn status(&self, block: &BuildingBlock) -> Status {
        let code = &block.code;
        let own = block.fields.iter().filter(|it| !elsewhere(code, &it.id));
        let base = values(code);
        let (filled, total) =
            own.fold((0, 0), |sum, it| (sum.0 + usize::from(self.has(&at(&base, &it.id))), sum.1 + 1));
        let (more, all) = self.beside(code);
        let tests = CHECKS.iter().filter(|it| it.0 == code);
        let checks: Vec<Check> = tests.map(|it| Check { text: it.1, met: self.met(block, &it.2) }).collect();
        let ticked = self.state.get(&["bcp/blocks/", code, "/done"].concat()) == Some(&Value::Bool(true));
        let met = checks.iter().all(|it| it.met);
        let (filled, total) = (filled + more, total + all);
        let begun = filled > 0 || ticked;
        Status { code: code.clone(), minimum: block.minimum_set, filled, total, checks, begun, done: ticked && met }
    }

    /// What stands on other screens: how much of how much.
    fn beside(&self, code: &str) -> (usize, usize) {
        let critical = || (0..self.bia.processes.len()).filter(|it| self.derived.processes[*it].critical);
        match code {
            "B02" => (critical().filter(|it| self.derived.processes[*it].known).count(), critical().count().max(1)),
            "B05" => (usize::from(self.contacts("internal") > 0) + usize::from(self.contacts("external") > 0), 2),
            "B08" => {
                let chosen = |id: &String| self.has(&["bcp/strategies/", id, "/choices"].concat());
                (self.tool.resources.iter().filter(|it| chosen(&it.id)).count(), self.tool.resources.len())
            }
            "B09" => self.scenarios(),
            "B10" => {
                let has = |at: &usize| self.has(&["bcp/procedures/", &self.bia.processes[*at].id, "/steps"].concat());
                (critical().filter(has).count(), critical().count().max(1))
            }
            _ => (0, 0),
        }
    }

    fn has(&self, path: &str) -> bool {
        self.state.get(path).is_some()
    }

    fn met(&self, block: &BuildingBlock, test: &Test) -> bool {
        let base = values(&block.code);
        let text = |id: &str| self.state.text(&at(&base, id));
        let field = |id: &str| block.fields.iter().find(|it| it.id == id);
        let rows =
            |id: &str| field(id).map_or_else(Vec::new, |it| row_texts(it.columns(), self.state.get(&at(&base, id))));
        match test {
            Test::Filled(id) => match field(id).map(|it| &it.kind) {
                Some(FieldKind::Date) => day(text(id)).is_some(),
                _ => self.has(&at(&base, id)),
            },
            Test::Yes(id) => text(id) == "yes",
            Test::No(id) => text(id) == "no",
            Test::Rows(id, least) => rows(id).len() >= *least,
            Test::Column(id, column) => {
                let place = field(id).and_then(|it| place(it, column));
                let rows = rows(id);
                !rows.is_empty() && place.is_some_and(|at| rows.iter().all(|it| !it[at].is_empty()))
            }
            Test::Recent(id, months) => day(text(id)).is_some_and(|it| it.plus_months(*months) >= self.state.today),
            Test::Ahead(id) => day(text(id)).is_some_and(|it| it >= self.state.today),
            Test::Other(test) => test(self),
        }
    }

    /// Whether there are critical processes, and all of them pass.
    fn critical(&self, test: impl Fn(usize) -> bool) -> bool {
        let mut critical = (0..self.bia.processes.len()).filter(|it| self.derived.processes[*it].critical).peekable();
        critical.peek().is_some() && critical.all(test)
    }

    fn contacts(&self, kind: &str) -> usize {
        let all = self.state.get("contacts").and_then(Value::as_object);
        let external = |it: &Value| it.get("kind").and_then(Value::as_str) == Some("external");
        all.into_iter().flatten().filter(|it| external(it.1) == (kind == "external")).count()
    }

    fn applicable(&self) -> usize {
        self.scenarios().1
    }

    /// Cards that can be used, out of the scenarios that were not said to be impossible.
    fn scenarios(&self) -> (usize, usize) {
        let at = |id: &str, key: &str| ["bcp/scenarios/", id, "/", key].concat();
        let applies = self.tool.scenarios.iter().filter(|it| self.state.text(&at(&it.id, "applies")) != "no");
        let yes = |id: &str| self.state.text(&at(id, "applies")) == "yes";
        let card = |id: &str| yes(id) && self.has(&at(id, "first_decision")) && self.has(&at(id, "steps"));
        applies.fold((0, 0), |sum, it| (sum.0 + usize::from(card(&it.id)), sum.1 + 1))
    }

    /// A channel that says of itself that it is outside the own network.
    fn outside_channel(&self) -> bool {
        let field = self.tool.block("B07").and_then(|it| it.fields.iter().find(|it| it.id == "kanalen"));
        let Some(field) = field else { return false };
        let rows = row_texts(field.columns(), self.state.get(&at(&values("B07"), "kanalen")));
        let outside = |it: &str| !it.is_empty() && !lower(it.trim()).starts_with("nee");
        place(field, "buiten-netwerk").is_some_and(|at| rows.iter().any(|it| outside(&it[at])))
    }
}

fn place(field: &Field, column: &str) -> Option<usize> {
    field.columns().iter().position(|it| it.id == column)
}
