//! A tool being used: the state behind the page, without a browser.
//!
//! Text in, text out, so that the program in the browser only hands things on and every step can be
//! tested without one. What comes out is JSON for a script of ours.

use std::rc::Rc;

use bcm::date::Date;
use bcm::dossier::{Change, Dossier, History, OpenError, Opened};
use bcm::json::gather;
use serde_json::{Map, Value, json};

use crate::linked::{self, Linked, Reader};
use crate::proposal::{self, Proposal};
use crate::shape;
use crate::tool::{Act, Done, State, Tool, kind, label, mistakes};
use crate::view::View;
use crate::{new_year, words};

/// The screen on which changes wait for a yes.
const COMPARE: &str = "vergelijk";

/// Contact data stand in this part, so that they can be kept in a file of their own.
const CONTACTS: &str = "contacts";

/// One person at work with one tool in one dossier.
pub struct Session {
    linked: Rc<Linked>,
    state: State,
    history: History,
}

/// A file that is text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What is in it.
    pub text: String,
}

impl Session {
    /// Starts a questionnaire, of levels or of fields, with an empty dossier. `linked` is the JSON that
    /// the generator wrote for the page, `lineage` is new and random, `now` an RFC 3339 time in UTC.
    ///
    /// # Errors
    /// When `linked` cannot be read: the page and the program are of different versions.
    pub fn questionnaire(linked: &str, lineage: &str, now: &str) -> Result<Self, String> {
        Self::new(linked, linked::questionnaires, lineage, now)
    }

    /// Starts the business impact analysis.
    ///
    /// # Errors
    /// As of [`questionnaire`](Self::questionnaire).
    pub fn bia(linked: &str, lineage: &str, now: &str) -> Result<Self, String> {
        Self::new(linked, linked::bia, lineage, now)
    }

    /// Starts the continuity plan.
    ///
    /// # Errors
    /// As of [`questionnaire`](Self::questionnaire).
    pub fn bcp(linked: &str, lineage: &str, now: &str) -> Result<Self, String> {
        Self::new(linked, linked::bcp, lineage, now)
    }

    /// Each program hands over the reader of its own tools, so that the others are not in it.
    fn new(linked: &str, reader: Reader, lineage: &str, now: &str) -> Result<Self, String> {
        let linked =
            Linked::read(linked, reader).ok_or("the data of this tool is of another version than its program")?;
        let dossier = Dossier::new(lineage, &linked.content_version, now);
        let state = State {
            dossier,
            read_only: false,
            today: day_of(now),
            view: View::default(),
            proposal: None,
            earlier: None,
        };
        Ok(Self { linked: Rc::new(linked), state, history: History::default() })
    }

    /// Begins anew with an empty dossier.
    pub fn begin(&mut self, lineage: &str, now: &str) {
        self.replace(Dossier::new(lineage, &self.linked.content_version, now), false);
        self.state.earlier = None;
    }

    fn replace(&mut self, dossier: Dossier, read_only: bool) {
        self.state.dossier = dossier;
        self.state.read_only = read_only;
        self.state.view = View::default();
        self.state.proposal = None;
        self.history = History::default();
    }

    /// What opening this file would lead to; nothing changes. JSON `{outcome, message}`, where
    /// `outcome` is `ok`, `newer` or `refused`.
    pub fn inspect(&self, text: &str) -> String {
        outcome(&Dossier::open(text)).to_string()
    }

    /// Opens a file in place of the present dossier; a refused one changes nothing. JSON as in
    /// [`inspect`](Self::inspect).
    pub fn open(&mut self, text: &str) -> String {
        let opened = Dossier::open(text);
        let outcome = outcome(&opened);
        if let Ok(opened) = opened {
            let read_only = opened.read_only();
            self.replace(opened.dossier, read_only);
        }
        outcome.to_string()
    }

    /// JSON `{name, read_only, any, undo, redo}`: `any` says whether anything at all was put down,
    /// `undo` and `redo` whether there is something to take back or do again.
    pub fn state(&self) -> String {
        let dossier = &self.state.dossier;
        json!({
            "name": dossier.name(),
            "read_only": self.state.read_only,
            "any": !dossier.data.is_empty(),
            "undo": self.history.can_undo(),
            "redo": self.history.can_redo(),
        })
        .to_string()
    }

    /// A screen: JSON `{address, title, html}`, or `null` when there is none at that address. The
    /// empty address is the first screen for what was filled in so far.
    pub fn screen(&self, address: &str) -> String {
        let tool = self.linked.tool();
        let address = if address.is_empty() { tool.first(&self.state) } else { address.to_owned() };
        let screen = match &self.state.proposal {
            Some(proposal) if address == COMPARE => Some(proposal::screen(tool, &self.state, proposal)),
            _ => tool.screen(&self.state, &address),
        };
        screen
            .map_or(Value::Null, |it| json!({"address": address, "title": it.title, "html": it.html.into_string()}))
            .to_string()
    }

    /// Puts a value in its place. `value` is JSON. JSON `{taken, regions}`, where `regions` are the
    /// parts of the screen at `address` that an answer changes.
    pub fn set(&mut self, path: &str, value: &str, address: &str, now: &str) -> String {
        self.state.today = day_of(now);
        let linked = Rc::clone(&self.linked);
        let taken = serde_json::from_str(value).ok().and_then(|it| self.value(linked.tool(), path, it));
        let Some(value) = taken else {
            return json!({"taken": false}).to_string();
        };
        let mut changes: Vec<Change> = self.state.dossier.set(path, value, now).into_iter().collect();
        for (path, value) in linked.tool().after(&self.state, path, now) {
            changes.extend(self.state.dossier.set(&path, value, now));
        }
        self.noted(changes);
        let regions = linked.tool().regions(&self.state, address).into_iter();
        let regions: Map<String, Value> = gather(regions.map(|(id, html)| (id.to_owned(), html.into_string().into())));
        json!({"taken": true, "regions": regions}).to_string()
    }

    /// The value as it is kept; `None` when it is not taken.
    fn value(&self, tool: &dyn Tool, path: &str, value: Value) -> Option<Option<Value>> {
        if self.state.read_only {
            return None;
        }
        shape::taken(kind(tool, path)?, value).ok()
    }

    fn noted(&mut self, changes: Vec<Change>) {
        if !changes.is_empty() {
            self.state.dossier.content_version.clone_from(&self.linked.content_version);
            self.history.record(changes);
        }
    }

    /// Does what a button asks for. `args` is JSON, `seed` random letters for new ids. JSON
    /// `{taken, address, focus, status, error}`; then the screen is to be shown again.
    pub fn act(&mut self, name: &str, args: &str, seed: &str, now: &str) -> String {
        self.state.today = day_of(now);
        let args = serde_json::from_str(args).unwrap_or(Value::Null);
        let act = Act { name, args: &args, seed };
        let linked = Rc::clone(&self.linked);
        let tool = linked.tool();
        let looks_only = ["ui", "check", "reject", "take", "take-all"].contains(&name);
        if self.state.read_only && !looks_only {
            return self.answer(Done::refused("Dit dossier kun je alleen lezen."), now);
        }
        let done = match name {
            "ui" => {
                self.state.view.set(act.text("key"), act.text("value"));
                Done::default()
            }
            "check" => self.check(tool, &act),
            "take" | "take-all" | "accept" | "reject" => match &mut self.state.proposal {
                Some(_) => self.decide(&act),
                None => Done::default(),
            },
            "new-year" => return self.new_year(act.text("lineage"), now),
            _ => tool.act(&mut self.state, &act).unwrap_or_else(|| Done::refused("Deze knop werkt hier niet.")),
        };
        self.answer(done, now)
    }

    /// Goes on to another screen unless something on this one cannot be understood: then that is told.
    fn check(&mut self, tool: &dyn Tool, act: &Act) -> Done {
        let (from, to, prefix) = (act.text("from"), act.text("to"), act.text("prefix"));
        let wrong = !prefix.is_empty() && !mistakes(tool, &self.state, prefix).is_empty();
        self.state.view.set(&format!("checked:{from}"), if wrong { "1" } else { "" });
        if wrong { Done::go(from).focus("fouten") } else { Done::go(to) }
    }

    fn decide(&mut self, act: &Act) -> Done {
        let Some(proposal) = &mut self.state.proposal else { return Done::default() };
        match act.name {
            "take" => proposal.take(act.text("index").parse().unwrap_or(usize::MAX), act.checked()),
            "take-all" => proposal.take_all(act.text("which")),
            "accept" => {
                let done = proposal.accepted();
                self.state.proposal = None;
                return done;
            }
            _ => {
                let back = proposal.back.clone();
                self.state.proposal = None;
                return Done::go(back).with_status("Er is niets overgenomen.");
            }
        }
        Done::default()
    }

    fn new_year(&mut self, lineage: &str, now: &str) -> String {
        let next = self.state.dossier.new_year(lineage, now);
        let earlier = std::mem::replace(&mut self.state.dossier, next);
        self.replace(self.state.dossier.clone(), false);
        self.state.earlier = Some(earlier);
        self.answer(new_year::done(), now)
    }

    fn answer(&mut self, done: Done, now: &str) -> String {
        let mut changes = Vec::new();
        if !self.state.read_only {
            for (path, value) in done.changes {
                changes.extend(self.state.dossier.set(&path, value, now));
            }
        }
        self.noted(changes);
        self.history.close();
        json!({
            "taken": done.error.is_empty(),
            "address": done.address,
            "focus": done.focus,
            "status": done.status,
            "error": done.error,
        })
        .to_string()
    }

    /// Takes the last change back. JSON as of [`act`](Self::act).
    pub fn undo(&mut self, now: &str) -> String {
        self.step(now, History::undo, "Ongedaan gemaakt", "Er is niets om ongedaan te maken.")
    }

    /// Does the change again that was taken back. JSON as of [`act`](Self::act).
    pub fn redo(&mut self, now: &str) -> String {
        self.step(now, History::redo, "Opnieuw gedaan", "Er is niets om opnieuw te doen.")
    }

    fn step(
        &mut self,
        now: &str,
        step: fn(&mut History, &mut Dossier, &str) -> Option<Vec<Change>>,
        what: &str,
        nothing: &str,
    ) -> String {
        if self.state.read_only {
            return self.answer(Done::refused("Dit dossier kun je alleen lezen."), now);
        }
        let changes = step(&mut self.history, &mut self.state.dossier, now);
        let status = match changes {
            None => nothing.to_owned(),
            Some(changes) => format!("{what}: {}.", label(self.linked.tool(), &self.state, &changes)),
        };
        self.answer(Done::said(status), now)
    }

    /// Sets changes out for a yes or no; nothing is taken yet. `proposal` is JSON `{source, changes,
    /// notes}`, or `{source, dossier}` with the text of another dossier; `back` is the screen to come
    /// back to. JSON as of [`act`](Self::act).
    pub fn propose(&mut self, proposal: &str, file: &str, back: &str, now: &str) -> String {
        let tool = Rc::clone(&self.linked);
        let kinds = |path: &str| kind(tool.tool(), path);
        let done = match Proposal::read(&self.state, proposal, file, &kinds) {
            Err(message) => Done::refused(format!("{file}: {message}")),
            Ok(proposal) if proposal.is_empty() => {
                Done::said(format!("{file}: alles staat er al precies zo in. Er is niets veranderd."))
            }
            Ok(mut proposal) => {
                back.clone_into(&mut proposal.back);
                self.state.proposal = Some(proposal);
                Done::go(COMPARE)
            }
        };
        self.answer(done, now)
    }

    /// Another, older dossier to compare with; a refused one changes nothing. JSON `{outcome, message}`.
    pub fn compare_with(&mut self, text: &str) -> String {
        let opened = Dossier::open(text);
        let outcome = outcome(&opened);
        if let Ok(opened) = opened {
            self.state.earlier = Some(opened.dossier);
        }
        outcome.to_string()
    }

    /// Everything that was filled in, as HTML for paper.
    pub fn print(&self) -> String {
        self.linked.tool().print(&self.state).into_string()
    }

    /// A text file: JSON `{name, type, text}`, or `null` when there is no such file.
    pub fn file(&self, kind: &str) -> String {
        let file = self.linked.tool().file(&self.state, kind);
        file.map_or(Value::Null, |it| json!({"name": it.name, "type": it.media_type, "text": it.text})).to_string()
    }

    /// The dossier as text, for the crash buffer.
    pub fn text(&self) -> String {
        self.state.dossier.to_text()
    }

    /// The dossier as text for a file, counted as a new revision; a read-only one is not counted.
    /// `kind` is `all`, `without-contacts` or `contacts`.
    pub fn save(&mut self, kind: &str) -> String {
        if !self.state.read_only && kind != "contacts" {
            self.state.dossier.next_revision();
        }
        let mut dossier = self.state.dossier.clone();
        match kind {
            "without-contacts" => drop(dossier.data.remove(CONTACTS)),
            "contacts" => dossier.data.retain(|key, _| key == CONTACTS || key == "name"),
            _ => {}
        }
        dossier.to_text()
    }

    /// A name for the file: `gemeente-voorbeeld.bcm.json`, `gemeente-voorbeeld-contacten.bcm.json`.
    pub fn file_name(&self, kind: &str) -> String {
        let part = if kind == "contacts" { "-contacten" } else { "" };
        format!("{}{part}.bcm.json", words::file_stem(self.state.dossier.name()))
    }

    /// The rules of a questionnaire alone: answers in, evaluation out, both JSON.
    ///
    /// # Errors
    /// When the tool is not a questionnaire, or the answers cannot be read.
    pub fn evaluate_json(&self, answers: &str) -> Result<String, String> {
        self.linked.tool().evaluate_json(answers)
    }
}

fn day_of(now: &str) -> Date {
    let day = now.get(..10).and_then(Date::parse);
    day.unwrap_or_else(|| Date::from_unix_days(0))
}

fn outcome(opened: &Result<Opened, OpenError>) -> Value {
    let (outcome, message) = match opened {
        Ok(opened) if opened.read_only() => ("newer", words::newer(opened.schema)),
        Ok(_) => ("ok", String::new()),
        Err(error) => ("refused", words::open_error(error)),
    };
    json!({"outcome": outcome, "message": message})
}
