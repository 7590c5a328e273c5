//! What every tool is to the session: screens, the regions in them that an answer changes, and acts.

use bcm::catalogue::Catalogue;
use bcm::date::Date;
use bcm::dossier::{Change, Dossier};
use bcm::json::Ids;
use maud::Markup;
use serde_json::Value;

use crate::TABLES;
use crate::proposal::Proposal;
use crate::session::TextFile;
use crate::shape;
use crate::view::View;

/// A screen of a tool.
#[derive(Debug)]
pub(crate) struct Screen {
    /// Its name, for the title of the window.
    pub(crate) title: String,
    /// All of it.
    pub(crate) html: Markup,
}

/// What an act led to.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// What it changes in the dossier, as one step to undo.
    pub(crate) changes: Vec<(String, Option<Value>)>,
    /// The screen to go to, if another.
    pub(crate) address: Option<String>,
    /// The element that gets the focus.
    pub(crate) focus: Option<String>,
    /// What to say about it, calmly.
    pub(crate) status: String,
    /// Why it was refused.
    pub(crate) error: String,
}

impl Done {
    pub(crate) fn said(status: impl AsRef<str>) -> Done {
        Done::default().with_status(status)
    }

    pub(crate) fn refused(error: impl AsRef<str>) -> Done {
        let mut done = Done::default();
        done.error.push_str(error.as_ref());
        done
    }

    pub(crate) fn go(address: impl AsRef<str>) -> Done {
        Done::default().at(address.as_ref())
    }

    #[inline(never)]
    fn at(mut self, address: &str) -> Done {
        self.address = Some(address.to_owned());
        self
    }

    pub(crate) fn change(self, path: impl AsRef<str>, value: impl Into<Option<Value>>) -> Done {
        self.changed(path.as_ref(), value.into())
    }

    #[inline(never)]
    fn changed(mut self, path: &str, value: Option<Value>) -> Done {
        self.changes.push((path.to_owned(), value));
        self
    }

    pub(crate) fn focus(self, id: impl AsRef<str>) -> Done {
        self.focused(id.as_ref())
    }

    #[inline(never)]
    fn focused(mut self, id: &str) -> Done {
        self.focus = Some(id.to_owned());
        self
    }

    pub(crate) fn with_status(self, status: impl AsRef<str>) -> Done {
        self.telling(status.as_ref())
    }

    #[inline(never)]
    fn telling(mut self, status: &str) -> Done {
        self.status = status.to_owned();
        self
    }
}

/// An act that a button or a tick asks for.
#[derive(Debug)]
pub(crate) struct Act<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// What it is about.
    pub(crate) args: &'a Value,
    /// Random letters for new ids.
    pub(crate) seed: &'a str,
}

impl Act<'_> {
    /// An argument that is text; empty when it is not there.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.args.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// What was typed beside the button, by name.
    pub(crate) fn field(&self, name: &str) -> &str {
        let fields = self.args.get("fields");
        fields.and_then(|it| it.get(name)).and_then(Value::as_str).unwrap_or_default().trim()
    }

    /// Whether the tick that asks for it is on.
    pub(crate) fn checked(&self) -> bool {
        self.args.get("checked").and_then(Value::as_bool).unwrap_or_default()
    }
}

/// The state that a tool may read, and the little of it that only the screen knows.
#[derive(Debug)]
pub(crate) struct State {
    /// What was filled in.
    pub(crate) dossier: Dossier,
    /// Whether it may not be changed.
    pub(crate) read_only: bool,
    /// The day.
    pub(crate) today: Date,
    /// How the screens are looked at: filters, open parts, screens that were checked.
    pub(crate) view: View,
    /// Changes that wait for a yes.
    pub(crate) proposal: Option<Proposal>,
    /// Paths that changed since the dossier was opened: here, or by a sheet that was taken over.
    pub(crate) touched: Ids,
    /// An older dossier to compare with; never saved.
    pub(crate) earlier: Option<Dossier>,
}

impl State {
    /// The value at a path.
    pub(crate) fn get(&self, path: &str) -> Option<&Value> {
        self.dossier.get(path)
    }

    /// The text at a path; empty when there is none.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.get(path).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether the mistakes of this screen are told.
    pub(crate) fn checked(&self, address: &str) -> bool {
        self.view.get(&format!("checked:{address}")).is_some()
    }
}

/// What a path takes: the tool knows its own, the tables the rest.
pub(crate) fn kind(tool: &dyn Tool, path: &str) -> Option<shape::Kind> {
    tool.kind(path).or_else(|| shape::definition(TABLES, path).map(|it| it.kind))
}

/// The paths below a prefix whose value cannot be understood, with the reason.
pub(crate) fn mistakes(tool: &dyn Tool, state: &State, prefix: &str) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    if let Some(value) = state.get(prefix) {
        walk(prefix, value, &mut |path, value| {
            let problem = kind(tool, path).and_then(|it| shape::problem(it, value));
            found.extend(problem.map(|it| (path.to_owned(), it)));
        });
    }
    found
}

/// Visits every leaf below a value.
pub(crate) fn walk(path: &str, value: &Value, visit: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, it)| walk(&format!("{path}/{key}"), it, visit)),
        leaf => visit(path, leaf),
    }
}

/// A tool.
pub(crate) trait Tool {
    /// Address of the first screen for this state.
    fn first(&self, state: &State) -> String;
    /// The screen at an address, if there is one.
    fn screen(&self, state: &State, address: &str) -> Option<Screen>;
    /// The parts of a screen that an answer changes, by the name in `data-region`. None holds a field.
    fn regions(&self, state: &State, address: &str) -> Vec<(&'static str, Markup)>;
    /// Does what a button asks for; `None` when it knows no such act.
    fn act(&self, state: &mut State, act: &Act) -> Option<Done>;
    /// What a path takes, where the tool's own data decides.
    fn kind(&self, path: &str) -> Option<shape::Kind>;
    /// Everything that was filled in, for paper.
    fn print(&self, state: &State) -> Markup;
    /// A text file.
    fn file(&self, state: &State, kind: &str) -> Option<TextFile>;
    /// What a record and a field are called, for a list of changes.
    fn describe(&self, state: &State, path: &str) -> Option<(String, String)>;
    /// The catalogue of the BIA, where the tool has it.
    fn catalogue(&self) -> Option<&Catalogue> {
        None
    }
    /// The rules of a questionnaire alone: answers in, evaluation out, both JSON.
    fn evaluate_json(&self, _answers: &str) -> Result<String, String> {
        Err("this tool is not a questionnaire".to_owned())
    }
    /// What else changes with an answer.
    fn after(&self, _state: &State, _path: &str, _now: &str) -> Vec<(String, Option<Value>)> {
        Vec::new()
    }
}

/// The label of a change: `Leefloon: Eigenaar`.
pub(crate) fn label(tool: &dyn Tool, state: &State, changes: &[Change]) -> String {
    let Some(first) = changes.first() else { return String::new() };
    let (record, field) = crate::labels::describe(tool, state, &first.path);
    let rest = changes.len() - 1;
    let one = if record.is_empty() { field } else { format!("{field} ({record})") };
    if rest == 0 { one } else { format!("{one} en {rest} meer") }
}
