//! What a screen starts from: the BIA as it was filled in, and everything that follows from it.

use bcm::bia::derive::{Derived, ProcessResult, derive};
use bcm::bia::model::{Bia, Dependency, Process};
use bcm::bia::review::{Finding, review};
use bcm::catalogue::Duration;
use bcm::json::{gather, text};
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::BiaTool;
use super::fields::{FIELDS, NEEDED};
use super::result::highest;
use crate::control::{self, Control};
use crate::shape::{self, FieldDef, Kind};
use crate::tool::{Screen, State};

/// The state of a call, worked out once.
pub(super) struct Work<'a> {
    pub(super) tool: &'a BiaTool,
    pub(super) state: &'a State,
    pub(super) bia: Bia,
    pub(super) derived: Derived,
    pub(super) findings: Vec<Finding>,
}

/// Code and label of what a list offers.
pub(super) type Options = Vec<(String, String)>;

impl<'a> Work<'a> {
    pub(super) fn new(tool: &'a BiaTool, state: &'a State) -> Self {
        let bia = Bia::read(&state.dossier.data, &tool.catalogue);
        let derived = derive(&bia, &tool.catalogue);
        let findings = review(&bia, &derived, &tool.catalogue, state.today);
        Self { tool, state, bia, derived, findings }
    }

    /// The processes with what follows for them.
    pub(super) fn processes(&self) -> impl Iterator<Item = (&Process, &ProcessResult)> {
        self.bia.processes.iter().zip(&self.derived.processes)
    }

    /// A process with what follows for it.
    pub(super) fn process(&self, id: &str) -> Option<(&Process, &ProcessResult)> {
        self.processes().find(|it| it.0.id == id)
    }

    pub(super) fn title<'b>(&'b self, process: &'b Process) -> &'b str {
        process.title(&self.tool.catalogue)
    }

    /// The name of a process, by id.
    pub(super) fn process_name<'b>(&'b self, id: &'b str) -> &'b str {
        self.bia.process(id).map_or(id, |it| self.title(it))
    }

    /// The name of a dependency, by id.
    pub(super) fn means_name<'b>(&'b self, id: &'b str) -> &'b str {
        self.bia.dependency(id).map_or(id, Dependency::title)
    }

    pub(super) fn words(&self, duration: Duration) -> String {
        duration.in_words(&self.tool.catalogue)
    }

    /// A duration in words; a dash when there is none.
    pub(super) fn maybe(&self, duration: Option<Duration>) -> String {
        duration.map_or_else(|| "–".to_owned(), |it| self.words(it))
    }

    /// All dependencies as a list to choose from.
    pub(super) fn means_options(&self) -> Options {
        self.bia.dependencies.iter().map(|it| (it.id.clone(), it.title().to_owned())).collect()
    }

    /// All processes but one as a list to choose from.
    pub(super) fn process_options(&self, but: &str) -> Options {
        let others = self.bia.processes.iter().filter(|it| it.id != but);
        others.map(|it| (it.id.clone(), self.title(it).to_owned())).collect()
    }

    /// The options of a field whose list the catalogue makes.
    fn options(&self, path: &str, kind: Kind) -> &[(String, String)] {
        match kind {
            Kind::Duration => &self.tool.durations,
            Kind::Code if path.starts_with("bia/dependencies/") => &self.tool.kinds,
            Kind::Code | Kind::Set => &self.tool.domains,
            _ => &[],
        }
    }

    /// The field at a path, on the screen at `address`.
    pub(super) fn field(&self, address: &str, path: &str) -> Markup {
        let options = definition(path).map_or(&[][..], |it| self.options(path, it.kind));
        self.field_of(address, path, options)
    }

    /// The fields below a path.
    pub(super) fn fields(&self, address: &str, base: &str, keys: &[&str]) -> Markup {
        html! { @for key in keys { (self.field(address, &at(base, key))) } }
    }

    /// The field at a path, with a list of its own.
    pub(super) fn field_of(&self, address: &str, path: &str, options: &[(String, String)]) -> Markup {
        let Some(def) = definition(path) else { return html! {} };
        Control {
            path,
            kind: def.kind,
            label: def.label,
            hint: def.hint,
            value: self.state.get(path),
            options,
            needed: NEEDED.contains(&def.pattern),
            checked: self.state.checked(address),
        }
        .markup()
    }

    /// A field with another label and hint than its definition has.
    pub(super) fn field_named(&self, path: &str, label: &str, hint: &str) -> Markup {
        let Some(def) = definition(path) else { return html! {} };
        let value = self.state.get(path);
        Control { path, kind: def.kind, label, hint, value, options: &[], needed: true, checked: false }.markup()
    }

    /// A link to a page of the site; its words alone when there is no such page.
    pub(super) fn page(&self, path: &str, words: &str) -> Markup {
        let link = self.tool.links.get(path);
        html! { @if let Some(link) = link { a href=(link.url) { (words) } } @else { (words) } }
    }

    /// The highest score of a process at every moment, or what it needs, as a sentence.
    fn whole(&self, id: &str, key: &str) -> String {
        let Some(process) = self.bia.process(id) else { return String::new() };
        if key == "needs" {
            let minimum =
                |it: Option<u32>| it.map(|it| [" (minstens ", &it.to_string(), ")"].concat()).unwrap_or_default();
            let all = process.needs.iter().map(|(id, need)| [self.means_name(id), &minimum(need.minimum)].concat());
            return all.collect::<Vec<_>>().join(", ");
        }
        let scores = self.tool.catalogue.moments.iter().filter_map(|moment| {
            let score = highest(process, moment)?.to_string();
            Some(["na ", &moment.label, " ", &score].concat())
        });
        let scores: Vec<String> = scores.collect();
        if scores.is_empty() { String::new() } else { ["Hoogste score: ", &scores.join(", "), "."].concat() }
    }

    /// What stands at a path, as its reader knows it; empty when there is nothing.
    pub(super) fn text(&self, path: &str) -> String {
        if let Some((id, key @ ("impact" | "needs"))) =
            path.strip_prefix("bia/processes/").and_then(|it| it.split_once('/'))
        {
            return self.whole(id, key);
        }
        let Some(value) = self.state.get(path) else { return String::new() };
        let Some(def) = definition(path) else { return String::new() };
        let own;
        let options = match def.kind {
            Kind::Set if path.ends_with("/upstream") => {
                own = self.process_options("");
                &own
            }
            Kind::Set if !path.starts_with("bia/settings/") => {
                own = self.means_options();
                &own
            }
            kind => self.options(path, kind),
        };
        let label =
            |code: &str| options.iter().find(|it| it.0 == code).map_or_else(|| code.to_owned(), |it| it.1.clone());
        match value {
            Value::String(code) if matches!(def.kind, Kind::Code | Kind::Duration) => label(code),
            Value::Array(items) => {
                let all: Vec<String> = items.iter().filter_map(Value::as_str).map(label).collect();
                all.join(", ")
            }
            _ => crate::labels::value(None, Some(def.kind), Some(value)),
        }
    }

    /// What a path below a process is called: `Gevolg, burger, na 1 dag`.
    pub(super) fn label(&self, path: &str, key: &str) -> String {
        let catalogue = &self.tool.catalogue;
        let parts: Vec<&str> = key.split('/').collect();
        let own = definition(path).map_or(key, |it| it.label);
        match parts[..] {
            ["impact"] => "Gevolgen".to_owned(),
            ["needs"] => "Wat het nodig heeft".to_owned(),
            ["impact", category, moment] => {
                let category = catalogue.category(category).map_or(category, |it| it.label.as_str());
                let moment = catalogue.moment(moment).map_or(moment, |it| it.label.as_str());
                [own, ": ", category, ", na ", moment].concat()
            }
            ["needs", means, ..] => [own, ": ", self.means_name(means)].concat(),
            _ => own.to_owned(),
        }
    }

    /// A row of a summary: what a field is called and what it holds.
    pub(super) fn summary(&self, base: &str, keys: &[&str], change: bool) -> Markup {
        html! {
            dl.summary { @for key in keys {
                @let path = at(base, key);
                @let text = self.text(&path);
                @let label = self.label(&path, key);
                div {
                    dt { (label) }
                    dd.pre { @if text.is_empty() { span.quiet { "Nog niet ingevuld" } } @else { (text) } }
                    @if change { dd.summary-change {
                        a href=(link(&path)) { "Wijzig" span.visually-hidden { " " (label) } }
                    } }
                }
            } }
        }
    }

    /// A screen: way back, mistakes, heading, what is on it, and what the review says about it.
    pub(super) fn screen(&self, address: &str, title: &str, prefix: &str, body: &Markup) -> Screen {
        let html = html! {
            @if address != "start" { p.back { a href="#start" { "Naar de takenlijst" } } }
            (self.mistakes(address, prefix))
            h2 data-heading tabindex="-1" { (title) }
            @if self.state.read_only { fieldset.plain-fieldset disabled { (body) } } @else { (body) }
        };
        Screen { title: title.to_owned(), html }
    }

    fn mistakes(&self, address: &str, prefix: &str) -> Markup {
        let wrong =
            if self.state.checked(address) { crate::tool::mistakes(self.tool, self.state, prefix) } else { Vec::new() };
        html! {
            @if !wrong.is_empty() {
                div.error-summary #fouten role="alert" tabindex="-1" {
                    h2 { "Hier klopt iets niet" }
                    ul { @for (path, problem) in wrong {
                        li { a href=(link(&path)) { (definition(&path).map_or("", |it| it.label)) ": " (problem) } }
                    } }
                }
            }
        }
    }

    /// Back, on, and home. `prefix` is where mistakes are looked for; empty for nowhere.
    pub(super) fn steps(&self, from: &str, back: &str, next: &str, prefix: &str) -> Markup {
        html! {
            div.tool-steps {
                @if !back.is_empty() { a.button.second href={ "#" (back) } data-step="back" { "Vorige stap" } }
                @if self.state.read_only {
                    a.button href={ "#" (next) } { "Verder" }
                } @else {
                    button.button #verder type="button" data-act="check" data-step="next"
                        data-args=(args(&[("from", from), ("to", next), ("prefix", prefix)])) { "Verder" }
                }
                @if next != "start" { a.button.plain href="#start" { "Naar de takenlijst" } }
            }
        }
    }
}

/// The definition of a path of the BIA.
pub(super) fn definition(path: &str) -> Option<&'static FieldDef> {
    shape::definition(&[FIELDS], path)
}

/// A path below another.
pub(super) fn at(base: &str, key: &str) -> String {
    [base, "/", key].concat()
}

pub(super) fn process_path(id: &str) -> String {
    at("bia/processes", id)
}

pub(super) fn means_path(id: &str) -> String {
    at("bia/dependencies", id)
}

/// The steps of a process: key of the address, title, minutes (example).
pub(super) const STEPS: [(&str, &str, usize); 5] = [
    ("wie", "Wie en wat", 10),
    ("gevolgen", "Gevolgen", 15),
    ("tijden", "Tijden en minimum", 10),
    ("noodprocedure", "Noodprocedure", 10),
    ("nodig", "Wat heeft het nodig?", 10),
];

/// The address of the screen on which a path is filled in.
pub(super) fn address(path: &str) -> String {
    let mut parts = path.split('/').skip(1);
    let (list, id, key) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let step = match (list, id, key) {
        ("processes", Some(_), Some("class")) | ("processes", None, _) => return "sorteren".to_owned(),
        ("processes", Some(_), Some(key)) => match key {
            "impact" => "gevolgen",
            "mtpd" | "rto" | "wrt" | "rpo" | "mbco" | "mbco_percent" | "motivation" => "tijden",
            "procedure" => "noodprocedure",
            "needs" | "upstream" => "nodig",
            _ => "wie",
        },
        ("processes", Some(id), None) => return at("proces", id),
        ("dependencies", Some(id), _) => return at("middel", id),
        ("dependencies", None, _) => return "middelen".to_owned(),
        ("settings", ..) => return "instellingen".to_owned(),
        ("status", ..) => return "indienen".to_owned(),
        _ => return "aandachtspunten".to_owned(),
    };
    ["proces/", id.unwrap_or_default(), "/", step].concat()
}

/// A link that jumps to the field of a path.
pub(super) fn link(path: &str) -> String {
    ["#", &address(path), "~", &control::id(path)].concat()
}

/// Arguments of an act, as JSON.
pub(super) fn args(pairs: &[(&str, &str)]) -> String {
    let map: Map<String, Value> = gather(pairs.iter().map(|it| (it.0.to_owned(), it.1.into())));
    text(&Value::Object(map))
}

/// A button that asks for an act; `about` completes its name for who cannot see where it stands.
pub(super) fn button(look: &str, id: &str, act: &str, pairs: &[(&str, &str)], words: (&str, &str)) -> Markup {
    html! {
        button class={ "button " (look) } id=[Some(id).filter(|it| !it.is_empty())] type="button" data-act=(act)
            data-args=(args(pairs)) {
            (words.0) @if !words.1.is_empty() { span.visually-hidden { ": " (words.1) } }
        }
    }
}

/// A part of a screen that an answer changes.
pub(super) fn region(name: &str, inside: &Markup) -> Markup {
    html! { div data-region=(name) aria-live="polite" { (inside) } }
}

/// The same, read aloud when it changes.
pub(super) fn spoken(name: &str, inside: &Markup) -> Markup {
    html! { div.derived data-region=(name) aria-live="polite" { (inside) } }
}

/// `1 proces`, `2 processen`.
pub(super) fn count(number: usize, one: &str, more: &str) -> String {
    let mut text = number.to_string();
    text.push(' ');
    text.push_str(if number == 1 { one } else { more });
    text
}
