//! A tool being used: the state behind the page, without a browser.
//!
//! Text in, text out, so that the program in the browser only hands things on and every step can be
//! tested without one. What comes out is JSON for a script of ours.

use std::rc::Rc;

use bcm::date::Date;
use bcm::dossier::{Change, Dossier, History, OpenError, Opened};
use bcm::json::{Ids, ObjectText, gather, remove, text};
use serde_json::{Map, Value};

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

/// The answer when there is nothing.
const NULL: &str = "null";

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
            touched: Ids::default(),
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
        self.state.touched = Ids::default();
        self.history = History::default();
    }

    /// What opening this file would lead to; nothing changes. JSON `{outcome, message}`, where
    /// `outcome` is `ok`, `newer` or `refused`.
    pub fn inspect(&self, text: &str) -> String {
        outcome(&Dossier::open(text))
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
        outcome
    }

    /// JSON `{name, read_only, any, undo, redo}`: `any` says whether anything at all was put down,
    /// `undo` and `redo` whether there is something to take back or do again.
    pub fn state(&self) -> String {
        let dossier = &self.state.dossier;
        ObjectText::default()
            .flag("any", !dossier.data.is_empty())
            .text("name", dossier.name())
            .flag("read_only", self.state.read_only)
            .flag("redo", self.history.can_redo())
            .flag("undo", self.history.can_undo())
            .end()
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
        let Some(screen) = screen else { return NULL.to_owned() };
        ObjectText::default().text("address", &address).text("html", &screen.html.0).text("title", &screen.title).end()
    }

    /// Puts a value in its place. `value` is JSON. JSON `{taken, regions}`, where `regions` are the
    /// parts of the screen at `address` that an answer changes.
    pub fn set(&mut self, path: &str, value: &str, address: &str, now: &str) -> String {
        self.state.today = day_of(now);
        let linked = Rc::clone(&self.linked);
        let taken = serde_json::from_str(value).ok().and_then(|it| self.value(linked.tool(), path, it));
        let Some(value) = taken else {
            return ObjectText::default().flag("taken", false).end();
        };
        let mut changes: Vec<Change> = self.state.dossier.set(path, value, now).into_iter().collect();
        for (path, value) in linked.tool().after(&self.state, path, now) {
            changes.extend(self.state.dossier.set(&path, value, now));
        }
        let is_typed = kind(linked.tool(), path).is_some_and(shape::is_typed);
        self.noted(changes, is_typed);
        let regions = linked.tool().regions(&self.state, address).into_iter();
        let regions: Map<String, Value> = gather(regions.map(|(id, html)| (id.to_owned(), html.into_string().into())));
        ObjectText::default().json("regions", &text(&Value::Object(regions))).flag("taken", true).end()
    }

    /// The value as it is kept; `None` when it is not taken.
    fn value(&self, tool: &dyn Tool, path: &str, value: Value) -> Option<Option<Value>> {
        if self.state.read_only {
            return None;
        }
        shape::taken(kind(tool, path)?, value).ok()
    }

    /// Remembers changes to undo. Typing on in one field is one step, anything else a step of its own.
    fn noted(&mut self, changes: Vec<Change>, is_typed: bool) {
        if !is_typed {
            self.history.close();
        }
        if !changes.is_empty() {
            self.state.dossier.content_version.clone_from(&self.linked.content_version);
            for change in &changes {
                self.state.touched.insert(change.path.clone());
            }
            self.history.record(changes);
        }
        if !is_typed {
            self.history.close();
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
        self.noted(changes, false);
        ObjectText::default()
            .maybe("address", done.address.as_deref())
            .text("error", &done.error)
            .maybe("focus", done.focus.as_deref())
            .text("status", &done.status)
            .flag("taken", done.error.is_empty())
            .end()
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
        outcome
    }

    /// Everything that was filled in, as HTML for paper.
    pub fn print(&self) -> String {
        self.linked.tool().print(&self.state).into_string()
    }

    /// A text file: JSON `{name, type, text}`, or `null` when there is no such file.
    pub fn file(&self, kind: &str) -> String {
        let file = self.linked.tool().file(&self.state, kind);
        let Some(file) = file else { return NULL.to_owned() };
        ObjectText::default().text("name", &file.name).text("text", &file.text).text("type", file.media_type).end()
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
            "without-contacts" => drop(remove(&mut dossier.data, CONTACTS)),
            "contacts" => {
                let kept = [CONTACTS, "name"].map(|key| (key, remove(&mut dossier.data, key)));
                dossier.data = Map::new();
                for (key, value) in kept {
                    if let Some(value) = value {
                        dossier.data.insert(key.to_owned(), value);
                    }
                }
            }
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

#[inline(never)]
fn outcome(opened: &Result<Opened, OpenError>) -> String {
    let (outcome, message) = match opened {
        Ok(opened) if opened.read_only() => ("newer", words::newer(opened.schema)),
        Ok(_) => ("ok", String::new()),
        Err(error) => ("refused", words::open_error(error)),
    };
    ObjectText::default().text("message", &message).text("outcome", outcome).end()
}
