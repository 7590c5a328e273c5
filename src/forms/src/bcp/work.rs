//! What a screen of the plan starts from, and what all of them are made of.

use bcm::bia::derive::{Derived, ProcessResult, derive};
use bcm::bia::model::{Bia, Process};
use bcm::catalogue::Duration;
use bcm::sort::sort;
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::BcpTool;
use super::fields::FIELDS;
use super::status::Status;
use crate::control::{self, Control};
use crate::shape::{self, FieldDef, Kind};
use crate::tool::{Screen, State, Tool, walk};
use crate::{Link, labels};

/// The state of a call, worked out once.
pub(super) struct Work<'a> {
    pub(super) tool: &'a BcpTool,
    pub(super) state: &'a State,
    pub(super) bia: Bia,
    pub(super) derived: Derived,
    pub(super) status: Vec<Status>,
}

/// Where "Verder" goes to and where "Vorige" does; empty for nowhere.
#[derive(Debug, Default, Clone)]
pub(super) struct Way {
    pub(super) back: String,
    pub(super) next: String,
}

impl<'a> Work<'a> {
    pub(super) fn new(tool: &'a BcpTool, state: &'a State) -> Self {
        let bia = Bia::read(&state.dossier.data, &tool.catalogue);
        let derived = derive(&bia, &tool.catalogue);
        let status = Status::of_all(tool, state, &bia, &derived);
        Self { tool, state, bia, derived, status }
    }

    /// The critical processes with what follows for them, what must be back first.
    pub(super) fn critical(&self) -> Vec<(&Process, &ProcessResult)> {
        let all = self.bia.processes.iter().zip(&self.derived.processes);
        let mut critical: Vec<_> = all.filter(|it| it.1.critical).collect();
        sort(&mut critical, |a, b| a.1.priority < b.1.priority);
        critical
    }

    pub(super) fn title<'b>(&'b self, process: &'b Process) -> &'b str {
        process.title(&self.tool.catalogue)
    }

    pub(super) fn words(&self, duration: Duration) -> String {
        duration.in_words(&self.tool.catalogue)
    }

    pub(super) fn status(&self, code: &str) -> Option<&Status> {
        self.status.iter().find(|it| it.code == code)
    }

    /// The page with a path of the content, as a link.
    pub(super) fn page(&self, path: &str, words: &str) -> Markup {
        let link: Option<&Link> = self.tool.links.get(path);
        html! { @if let Some(link) = link { a href=(link.url) { @if words.is_empty() { (link.title) } @else { (words) } } } @else { (words) } }
    }

    /// The fields with these keys below a path, on the screen at `address`.
    pub(super) fn fields(&self, address: &str, base: &str, keys: &[&str]) -> Markup {
        html! { @for key in keys { (self.field(address, &at(base, key))) } }
    }

    /// The field at a path.
    pub(super) fn field(&self, address: &str, path: &str) -> Markup {
        definition(path).map_or_else(|| html! {}, |it| self.control(address, path, it.kind, (it.label, it.hint)))
    }

    /// A field with a label and a hint of its own.
    pub(super) fn control(&self, address: &str, path: &str, kind: Kind, words: (&str, &str)) -> Markup {
        let ((label, hint), value, options) = (words, self.state.get(path), &[]);
        Control { path, kind, label, hint, value, options, needed: true, checked: self.state.checked(address) }.markup()
    }

    /// A part of paper: what these fields hold, with a line to write on where they hold nothing.
    pub(super) fn print(&self, base: &str, keys: &[&str]) -> Markup {
        html! {
            dl.summary { @for key in keys {
                @let path = at(base, key);
                @if let Some(def) = definition(&path) { div {
                    dt { (def.label) }
                    dd.pre { @if let Some(value) = self.state.get(&path) { (labels::value(None, Some(def.kind), Some(value))) } @else { "…" } }
                } }
            } }
        }
    }

    /// A screen: way back, mistakes, heading, what is on it, and the way on.
    pub(super) fn screen(&self, address: &str, title: &str, body: &Markup, way: &Way) -> Screen {
        let html = html! {
            @if address != "start" { p.back { a href="#start" { "Naar het overzicht van je plan" } } }
            (self.mistakes(address))
            h2 data-heading tabindex="-1" { (title) }
            @if self.state.read_only { fieldset.plain-fieldset disabled { (body) } } @else { (body) }
            @if !way.back.is_empty() || !way.next.is_empty() { (self.steps(address, way)) }
        };
        Screen { title: title.to_owned(), html }
    }

    fn mistakes(&self, address: &str) -> Markup {
        let wrong = if self.state.checked(address) { mistakes(self.tool, self.state, address) } else { Vec::new() };
        html! {
            @if !wrong.is_empty() {
                div.error-summary #fouten role="alert" tabindex="-1" {
                    h2 { "Hier klopt iets niet" }
                    ul { @for (path, problem) in wrong {
                        @let name = self.tool.describe(self.state, &path).map(|it| it.1).unwrap_or_default();
                        li { a href={ "#" (address) "~" (control::id(&path)) } { (name) ": " (problem) } }
                    } }
                }
            }
        }
    }

    fn steps(&self, address: &str, way: &Way) -> Markup {
        html! {
            div.tool-steps {
                @if !way.back.is_empty() { a.button.second href={ "#" (way.back) } data-step="back" { "Vorige" } }
                @if way.next.is_empty() {} @else if self.state.read_only {
                    a.button href={ "#" (way.next) } data-step="next" { "Verder" }
                } @else {
                    (button("", "verder", "go-on", &[("from", address), ("to", &way.next)], ("Verder", "")))
                }
            }
        }
    }
}

/// What cannot be understood on a screen: paths with the reason.
pub(super) fn mistakes(tool: &BcpTool, state: &State, address: &str) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    let prefix = prefix(address);
    if let Some(value) = state.get(&prefix).filter(|_| !prefix.is_empty()) {
        walk(&prefix, value, &mut |path, value| {
            let kind = tool.kind(path).or_else(|| definition(path).map(|it| it.kind));
            found.extend(kind.and_then(|it| shape::problem(it, value)).map(|it| (path.to_owned(), it)));
        });
    }
    found
}

/// Below which path a screen keeps its answers.
fn prefix(address: &str) -> String {
    let (screen, id) = address.split_once('/').unwrap_or((address, ""));
    let base = match screen {
        "bouwsteen" => "bcp/blocks",
        "keuze" => "bcp/strategies",
        "beslissing" => "bcp/decisions",
        "scenario" => "bcp/scenarios",
        "noodprocedure" => "bcp/procedures",
        "contacten" => return "contacts".to_owned(),
        "documenten" => return "bcp/details".to_owned(),
        _ => return String::new(),
    };
    at(base, id)
}

/// The definition of a path that is the same for every government.
pub(super) fn definition(path: &str) -> Option<&'static FieldDef> {
    shape::definition(&[FIELDS], path)
}

/// A path below another.
pub(super) fn at(base: &str, key: &str) -> String {
    [base, "/", key].concat()
}

/// Arguments of an act, as JSON.
pub(super) fn args(pairs: &[(&str, &str)]) -> String {
    // Inserted one by one: collecting into a map sorts first, with 5 kB of code.
    let mut map = Map::new();
    for (key, value) in pairs {
        map.insert((*key).to_owned(), Value::from(*value));
    }
    bcm::json::text(&Value::Object(map))
}

/// A button that asks for an act; the second of its words completes it for who cannot see where it stands.
pub(super) fn button(look: &str, id: &str, act: &str, pairs: &[(&str, &str)], words: (&str, &str)) -> Markup {
    html! {
        button class={ "button " (look) } id=(id) type="button" data-act=(act) data-args=(args(pairs)) {
            (words.0) @if !words.1.is_empty() { span.visually-hidden { ": " (words.1) } }
        }
    }
}

/// A button that fills in an example where nothing stands yet.
pub(super) fn suggest(what: &str, id: &str, words: (&str, &str)) -> Markup {
    let own = ["neem-", what, "-", id].concat();
    html! { p.suggest { (button("second quiet", &own, "suggest", &[("what", what), ("id", id)], words)) } }
}

/// A part of a screen that an answer changes, read aloud when it does.
pub(super) fn spoken(name: &'static str, inside: &Markup) -> Markup {
    html! { div.derived data-region=(name) aria-live="polite" { (inside) } }
}

/// A line of a task list: where it leads, what it is called, more about it, and how far it is.
pub(super) fn task(address: &str, name: &str, hint: &str, state: &Markup) -> Markup {
    html! {
        li.task {
            div.task-name { a href={ "#" (address) } { (name) } @if !hint.is_empty() { span.hint { (hint) } } }
            div.task-state { (state) }
        }
    }
}

/// How far something is, in words.
pub(super) fn tag(done: bool, begun: bool) -> Markup {
    let (class, text) = match (done, begun) {
        (true, _) => ("tag-done", "Klaar"),
        (false, true) => ("tag-busy", "Bezig"),
        (false, false) => ("tag-new", "Nog niet begonnen"),
    };
    html! { strong class={ "tag " (class) } { (text) } }
}

/// `1 proces`, `2 processen`.
pub(super) fn count(number: usize, one: &str, more: &str) -> String {
    [number.to_string().as_str(), " ", if number == 1 { one } else { more }].concat()
}
