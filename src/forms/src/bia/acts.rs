//! What the buttons of the BIA do.

use bcm::bia::model::{Bia, Process};
use bcm::catalogue::Catalogue;
use bcm::text::lower;
use serde_json::{Map, Value};

use super::BiaTool;
use super::process::mtpd_proposal;
use super::work::{Work, at, count, means_path, process_path};
use crate::control;
use crate::tool::{Act, Done, State};

const UNDO: &str = " Je kunt dit ongedaan maken.";

pub(super) fn act(tool: &BiaTool, state: &mut State, act: &Act) -> Option<Done> {
    if act.name == "remove" || act.name == "tick" || act.name == "remove-means" {
        return Some(changed_choice(tool, state, act));
    }
    let work = Work::new(tool, state);
    let done = match act.name {
        "tick-domain" => tick_domain(&work, act.text("domain")),
        "add-process" => add_processes(&work, act),
        "take-classes" => take_classes(&work),
        "carry" => carry(&work, act),
        "take-proposal" => take_proposal(&work, act),
        "need" => need(&work, act),
        "suggest" => add_means(&work, act, act.text("name"), act.text("kind")),
        "add-means" => add_means(&work, act, act.field("names"), act.field("kind")),
        "accept-finding" => accept(&work, act.text("key")),
        "unaccept" => {
            let path = at("bia/accepted", act.text("key"));
            Done::said("Het punt staat weer bij de aandachtspunten.").change(path, None)
        }
        "submitted" => {
            let today = Value::from(state.today.to_string());
            Done::said("Genoteerd: je BIA is vandaag ingediend.").change("bia/status/submitted_on", today)
        }
        _ => return None,
    };
    Some(done)
}

/// Clearing the last field of a record would remove the record; then it stays, empty. A reason gets
/// its day.
pub(super) fn after(state: &State, path: &str) -> Vec<(String, Option<Value>)> {
    if let Some(record) = path.strip_prefix("bia/accepted/").and_then(|it| it.strip_suffix("/reason")) {
        let on = state.get(path).map(|_| Value::from(state.today.to_string()));
        return vec![(["bia/accepted/", record, "/on"].concat(), on)];
    }
    let gone = records(path).into_iter().filter(|it| state.get(it).is_none());
    gone.map(|it| (it, Some(Value::Object(Map::new())))).collect()
}

/// The records that a path lies in, without the path itself: a process or dependency, and a need.
fn records(path: &str) -> Vec<String> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["bia", "processes", _, "needs", _, _] => vec![parts[..3].join("/"), parts[..5].join("/")],
        ["bia", "processes" | "dependencies", _, _, ..] => vec![parts[..3].join("/")],
        _ => Vec::new(),
    }
}

/// The changes, with every record that they would empty kept as an empty one.
fn keeping(work: &Work, mut done: Done) -> Done {
    let mut after = work.state.dossier.clone();
    let now = after.modified.clone();
    for (path, value) in &done.changes {
        after.set(path, value.clone(), &now);
    }
    let gone = |path: &String| work.state.get(path).is_some() && after.get(path).is_none();
    let emptied: Vec<String> = done.changes.iter().flat_map(|it| records(&it.0)).filter(gone).collect();
    let removed = |path: &String| done.changes.iter().any(|it| it.1.is_none() && it.0 == *path);
    let kept: Vec<String> = emptied.into_iter().filter(|it| !removed(it)).collect();
    done.changes.extend(kept.into_iter().map(|it| (it, Some(Value::Object(Map::new())))));
    done
}

/// What a process of the catalogue starts with.
fn fresh(catalogue: &Catalogue, code: &str) -> Option<Value> {
    let known = catalogue.process(code)?;
    let mut record = Map::new();
    record.insert("name".to_owned(), known.name.as_str().into());
    record.insert("domain".to_owned(), known.domain.as_str().into());
    if known.always_on {
        record.insert("hours".to_owned(), "always".into());
    }
    Some(Value::Object(record))
}

/// Ticks a process, or removes a record: what was filled in goes only after a second yes.
fn changed_choice(tool: &BiaTool, state: &mut State, act: &Act) -> Done {
    let work = Work::new(tool, state);
    let id = if act.name == "tick" { act.text("code") } else { act.text("id") };
    if act.name == "tick" && act.checked() {
        let Some(record) = fresh(&tool.catalogue, id) else { return refused() };
        if work.bia.process(id).is_some() {
            return Done::default();
        }
        return Done::said("Het proces is gekozen.").change(process_path(id), record);
    }
    let means = act.name == "remove-means";
    let path = if means { means_path(id) } else { process_path(id) };
    let Some(record) = state.get(&path).filter(|_| !id.is_empty() && !id.contains('/')) else { return Done::default() };
    let untouched = !means && (fresh(&tool.catalogue, id).as_ref() == Some(record));
    let key = ["remove:", id].concat();
    if !untouched && act.text("sure").is_empty() {
        state.view.set(&key, "1");
        let focus = if means { "verwijder-middel".to_owned() } else { ["weg-", id].concat() };
        return Done::said("Ben je zeker? Bevestig met de knop.").focus(focus);
    }
    let done = if means { without_means(&work, id) } else { without_process(&work, id) };
    let own = tool.catalogue.process(id).is_none();
    let done = match (means, own) {
        (true, _) => Done { address: Some("middelen".to_owned()), ..done },
        (false, true) => done.focus("nieuw-proces"),
        (false, false) => done.focus(["kies-", id].concat()),
    };
    state.view.set(&key, "");
    done
}

fn refused() -> Done {
    Done::refused("Dit staat er niet meer.")
}

fn without_process(work: &Work, id: &str) -> Done {
    let mut done = Done::said([work.process_name(id), " is weggehaald.", UNDO].concat()).change(process_path(id), None);
    for process in work.bia.processes.iter().filter(|it| it.id != id && it.upstream.iter().any(|it| it == id)) {
        let rest = process.upstream.iter().filter(|it| *it != id).map(String::as_str);
        done = done.change(at(&process_path(&process.id), "upstream"), list(rest));
    }
    keeping(work, done)
}

fn without_means(work: &Work, id: &str) -> Done {
    let mut done = Done::said([work.means_name(id), " is weggehaald.", UNDO].concat()).change(means_path(id), None);
    for process in &work.bia.processes {
        let base = process_path(&process.id);
        if process.needs.contains_key(id) {
            done = done.change(at(&at(&base, "needs"), id), None);
        }
        if process.procedure.uses.contains(id) {
            let rest = process.procedure.uses.iter().filter(|it| *it != id).map(String::as_str);
            done = done.change(at(&base, "procedure/uses"), list(rest));
        }
    }
    for means in work.bia.dependencies.iter().filter(|it| it.id != id && it.relies_on.contains(id)) {
        let rest = means.relies_on.iter().filter(|it| *it != id).map(String::as_str);
        done = done.change(at(&means_path(&means.id), "relies_on"), list(rest));
    }
    keeping(work, done)
}

/// A list as the dossier keeps it; nothing when it is empty.
fn list<'a>(items: impl Iterator<Item = &'a str>) -> Option<Value> {
    let items: Vec<Value> = items.map(Value::from).collect();
    if items.is_empty() { None } else { Some(items.into()) }
}

fn tick_domain(work: &Work, domain: &str) -> Done {
    let catalogue = &work.tool.catalogue;
    let open = |it: &&bcm::catalogue::Process| it.domain == domain && work.bia.process(&it.code).is_none();
    let mut done = Done::default().focus(["alles-", domain].concat());
    for process in catalogue.processes.iter().filter(open) {
        done = done.change(process_path(&process.code), fresh(catalogue, &process.code));
    }
    let status = [&count(done.changes.len(), "proces", "processen"), " toegevoegd."].concat();
    done.with_status(status)
}

fn add_processes(work: &Work, act: &Act) -> Done {
    let domain = act.field("domain");
    let mut done = Done::default();
    for name in lines(act.field("name")) {
        let id = new_id("E", act.seed, done.changes.len(), |it| work.state.get(&process_path(it)).is_none());
        let mut record = Map::new();
        record.insert("name".to_owned(), name.into());
        if work.tool.catalogue.domain(domain).is_some() {
            record.insert("domain".to_owned(), domain.into());
        }
        done = done.change(process_path(&id), Value::Object(record));
    }
    added(done, "proces", "processen").focus("nieuw-proces")
}

/// Says how many were added.
fn added(done: Done, one: &str, more: &str) -> Done {
    let status = match done.changes.len() {
        0 => "Vul eerst een naam in. Er is niets veranderd.".to_owned(),
        number => [&count(number, one, more), " toegevoegd."].concat(),
    };
    done.with_status(status)
}

/// The lines with something on them.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|it| !it.is_empty())
}

/// An id that is free: a letter and six of the seed, shifted for every next one.
fn new_id(letter: &str, seed: &str, number: usize, free: impl Fn(&str) -> bool) -> String {
    let letters: Vec<char> = seed.chars().filter(char::is_ascii_alphanumeric).collect();
    let start: String = letters.iter().cycle().skip(number * 6).take(letters.len().min(6)).collect();
    let enough = letters.len() >= (number + 1) * 6;
    let first = [letter, &start].concat();
    if enough && free(&first) {
        return first;
    }
    let more = (number..).map(|it| [letter, &start, "-", &it.to_string()].concat());
    more.into_iter().find(|it| free(it)).unwrap_or(first)
}

fn take_classes(work: &Work) -> Done {
    let mut done = Done::default().focus("voorbeeldklassen");
    for process in work.bia.processes.iter().filter(|it| it.class.is_none()) {
        if let Some(known) = work.tool.catalogue.process(&process.id) {
            done = done.change(at(&process_path(&process.id), "class"), Value::from(known.class.letter()));
        }
    }
    let status = [&count(done.changes.len(), "klasse", "klassen"), " overgenomen. Kijk ze nu na."].concat();
    done.with_status(status)
}

/// Fills empty moments with the score before them.
fn carry(work: &Work, act: &Act) -> Done {
    let (id, category) = (act.text("id"), act.text("category"));
    let (Some(process), Some(known)) = (work.bia.process(id), work.tool.catalogue.category(category)) else {
        return refused();
    };
    let path = at(&at(&process_path(id), "impact"), &known.id);
    let mut done = Done::default().focus([&control::id(&path), "-vul"].concat());
    let mut last = None;
    for moment in &work.tool.catalogue.moments {
        match (process.score(category, &moment.id), last) {
            (Some(score), _) => last = Some(score),
            (None, Some(score)) => done = done.change(at(&path, &moment.id), Value::from(score)),
            _ => {}
        }
    }
    let status = match done.changes.len() {
        0 => "Geef eerst een score bij het eerste moment. Er is niets veranderd.".to_owned(),
        number => [&count(number, "score", "scores"), " ingevuld.", UNDO].concat(),
    };
    done.with_status(status)
}

fn take_proposal(work: &Work, act: &Act) -> Done {
    let field = act.text("field");
    let Some((process, result)) = work.process(act.text("id")) else { return refused() };
    let proposal = match field {
        "mtpd" => mtpd_proposal(result),
        "rto" => result.rto_proposal.filter(|_| result.known),
        _ => return refused(),
    };
    let path = at(&process_path(&process.id), field);
    let Some(proposal) = proposal else { return Done::said("Er is nog geen voorstel. Vul eerst de gevolgen in.") };
    let code = work.tool.catalogue.duration_code(proposal);
    let status = ["Overgenomen: ", &work.words(proposal), "."].concat();
    Done::said(status).focus(control::id(&path)).change(path, Value::from(code))
}

fn need(work: &Work, act: &Act) -> Done {
    let (id, means) = (act.text("id"), act.text("means"));
    let (Some(process), Some(_)) = (work.bia.process(id), work.bia.dependency(means)) else { return refused() };
    let done = Done::default().focus(["nodig-", means].concat());
    keeping(work, with_need(done, process, means, act.checked()))
}

/// With the change that makes a process need a thing, or no longer need it.
fn with_need(done: Done, process: &Process, means: &str, on: bool) -> Done {
    if process.needs.contains_key(means) == on {
        return done;
    }
    let value = on.then(|| Value::Object(Map::new()));
    done.change(at(&at(&process_path(&process.id), "needs"), means), value)
}

/// Adds things by name, each on its own line; with a process it needs them. A name that is there
/// already is used again.
fn add_means(work: &Work, act: &Act, names: &str, kind: &str) -> Done {
    let process = work.bia.process(act.text("id"));
    let mut done = Done::default();
    let mut new: Vec<String> = Vec::new();
    let mut used = 0;
    for name in lines(names) {
        let known = with_name(&work.bia, name);
        if new.contains(&lower(name)) {
            continue;
        }
        let id = match known {
            Some(id) => id.to_owned(),
            None => new_id("M", act.seed, new.len(), |it| work.state.get(&means_path(it)).is_none()),
        };
        if known.is_none() {
            new.push(lower(name));
            let mut record = Map::new();
            record.insert("name".to_owned(), name.into());
            if work.tool.catalogue.dependency_type(kind).is_some() {
                record.insert("kind".to_owned(), kind.into());
            }
            done = done.change(means_path(&id), Value::Object(record));
        }
        used += 1;
        if let Some(process) = process {
            done = with_need(done, process, &id, true);
        }
    }
    let status = match used {
        0 => "Vul eerst een naam in. Er is niets veranderd.".to_owned(),
        _ => [&count(used, "middel", "middelen"), " toegevoegd. Beschrijf ze bij de gedeelde middelen."].concat(),
    };
    done.with_status(status).focus("nieuw-namen")
}

/// The id of the thing with this name.
fn with_name<'a>(bia: &'a Bia, name: &str) -> Option<&'a str> {
    let same = |it: &&bcm::bia::model::Dependency| lower(it.title()) == lower(name);
    bia.dependencies.iter().find(same).map(|it| it.id.as_str())
}

/// Says whether a finding was accepted: the reason itself is a field.
fn accept(work: &Work, key: &str) -> Done {
    let path = at(&at("bia/accepted", key), "reason");
    match work.state.get(&path) {
        Some(_) => Done::said("Het punt staat onderaan, bij aanvaard.").focus("aanvaard"),
        None => Done::refused("Schrijf eerst een reden.").focus(control::id(&path)),
    }
}
