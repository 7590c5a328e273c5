//! What a government filled in, read from its dossier.
//!
//! Every part is optional: a BIA is filled in over weeks, by several people. A value that cannot be
//! read counts as absent and stays in the dossier as it is.

use serde_json::{Map, Value};

use crate::catalogue::{Catalogue, Class, Duration};
use crate::date::Date;
use crate::from_json;
use crate::json::{self, ById, FromJson, Ids, gather};
use crate::sort::sort_by_key;
use crate::text::lower;

/// A whole BIA.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bia {
    /// The processes, in the order of the catalogue, then own ones by name.
    pub processes: Vec<Process>,
    /// What they depend on: entered once, used by many.
    pub dependencies: Vec<Dependency>,
    /// Findings that somebody accepted, by [`review::Finding::key`](super::review::Finding::key).
    pub accepted: ById<Acceptance>,
    /// What holds for the whole BIA.
    pub settings: Settings,
    /// How far it is.
    pub status: Status,
}

/// What holds for the whole BIA.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The day of the BIA.
    pub date: Option<Date>,
    /// Who put it together: a function.
    pub author: Option<String>,
    /// Realistic recovery of all ICT after a cyber attack, in days; 14 where it is absent (R23).
    pub recovery_days: Option<u32>,
    /// Share of staff absent in the check of the minimum, in percent; 40 where it is absent (R16).
    pub absence_percent: Option<u32>,
    /// The day of the last reorganisation, merger or new application (R34).
    pub changed_on: Option<Date>,
    /// Services in scope, by id of their domain; empty means all that have a process.
    pub scope: Ids,
}

/// How far the BIA is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Status {
    /// The day it was handed in.
    pub submitted_on: Option<Date>,
    /// Who validated it: a function or a body.
    pub validated_by: Option<String>,
    /// The day it was validated.
    pub validated_on: Option<Date>,
}

/// Why a finding may stay.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Acceptance {
    /// The reason, in words.
    pub reason: Option<String>,
    /// The day.
    pub on: Option<Date>,
}

/// A process of this government.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Process {
    /// Permanent: a code of the catalogue, or `E` and random letters for an own one.
    pub id: String,
    /// Its name here.
    pub name: Option<String>,
    /// Id of its domain.
    pub domain: Option<String>,
    /// The service that runs it.
    pub service: Option<String>,
    /// Who decides about it: a function.
    pub owner: Option<String>,
    /// Who takes over from the owner: a function.
    pub deputy: Option<String>,
    /// What it is, in a sentence.
    pub description: Option<String>,
    /// Who it serves and how many a day, in words.
    pub clients: Option<String>,
    /// The class of the quick sort.
    pub class: Option<Class>,
    /// When it runs.
    pub hours: Option<Hours>,
    /// When it is more critical than usual.
    pub peak: Peak,
    /// A legal term that keeps running.
    pub legal: LegalTerm,
    /// Scores by category and moment.
    pub impact: Impact,
    /// Why these scores and times.
    pub motivation: Option<String>,
    /// The chosen maximum tolerable period of disruption: a code of
    /// [`Catalogue::duration`](crate::catalogue::Catalogue::duration).
    pub mtpd: Option<String>,
    /// The chosen recovery time objective: a code of a duration.
    pub rto: Option<String>,
    /// Work recovery time, to check and catch up after the recovery: a code of a duration.
    pub wrt: Option<String>,
    /// Recovery point objective: a code of a duration.
    pub rpo: Option<String>,
    /// The minimum that must be delivered, in words.
    pub mbco: Option<String>,
    /// The same as a share of normal, in percent.
    pub mbco_percent: Option<u32>,
    /// How the work goes on without the usual means.
    pub procedure: Procedure,
    /// Ids of processes that come before this one.
    pub upstream: Vec<String>,
    /// What it needs, by id of the [`Dependency`].
    pub needs: ById<Need>,
}

/// Scores by id of the category, then by id of the moment.
pub type Impact = ById<ById<u8>>;

/// When a process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// In office hours.
    Office,
    /// Day and night.
    Always,
}

/// Yes, no, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nobody knows: something to find out.
    Unknown,
}

/// A period in which a process is more critical.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Peak {
    /// When, in words.
    pub when: Option<String>,
    /// The maximum in that period: a code of a duration.
    pub mtpd: Option<String>,
    /// The recovery time objective in that period.
    pub rto: Option<String>,
    /// The work recovery time in that period.
    pub wrt: Option<String>,
}

/// A legal term that keeps running during an outage.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LegalTerm {
    /// What must be done.
    pub text: Option<String>,
    /// Within how many calendar days.
    pub days: Option<u32>,
    /// Where that stands.
    pub source: Option<String>,
}

/// An emergency procedure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Procedure {
    /// Whether there is one.
    pub exists: Option<Known>,
    /// What it is, in short.
    pub text: Option<String>,
    /// Whether it is on paper or offline.
    pub offline: Option<Known>,
    /// How many days it delivers the minimum.
    pub days: Option<u32>,
    /// The day of its last test.
    pub tested_on: Option<Date>,
    /// Ids of the dependencies that it uses itself.
    pub uses: Ids,
}

/// How a process uses a dependency.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Need {
    /// How many it needs for the minimum.
    pub minimum: Option<u32>,
}

/// A thing that processes need.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dependency {
    /// Permanent: `M` and random letters, or a row of a sheet.
    pub id: String,
    /// What it is: an application, a room, a function, a supplier. Never the name of a person.
    pub name: Option<String>,
    /// Id of its [`DependencyType`](crate::catalogue::DependencyType).
    pub kind: Option<String>,
    /// Who runs it.
    pub host: Option<Host>,
    /// Which shared infrastructure it is, if any.
    pub infrastructure: Option<Infrastructure>,
    /// Who looks after it: a function.
    pub owner: Option<String>,
    /// Who replaces it or its owner: a function.
    pub deputy: Option<String>,
    /// How many there are.
    pub available: Option<u32>,
    /// Whether it is the only one.
    pub single: Option<Known>,
    /// What is used when it is not there.
    pub alternative: Option<String>,
    /// The recovery time that the supplier or ICT promises: a code of a duration.
    pub rto_contract: Option<String>,
    /// How long the recovery took in the last test: a code of a duration.
    pub rta: Option<String>,
    /// The day of the last recovery test.
    pub tested_on: Option<Date>,
    /// Time between two back-ups: a code of a duration.
    pub backup: Option<String>,
    /// Time that it needs to start once what it relies on is there: a code of a duration.
    pub startup: Option<String>,
    /// Ids of other dependencies that must be there first.
    pub relies_on: Ids,
    /// What a reader should know.
    pub note: Option<String>,
}

/// Who runs a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// The government itself.
    Own,
    /// A supplier.
    Supplier,
    /// Flanders.
    Flemish,
    /// The federal government.
    Federal,
}

/// Infrastructure that everything shares, in the order in which it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Infrastructure {
    /// Power and cooling.
    Power,
    /// The network.
    Network,
    /// The connection to the internet.
    Internet,
    /// Identities: who may log in.
    Identity,
    /// Telephony.
    Telephony,
    /// Mail and calendar.
    Mail,
    /// Where files are.
    Files,
    /// Back-up and recovery.
    Backup,
}

from_json!(Hours: "office" => Office, "always" => Always);
from_json!(Known: "yes" => Yes, "no" => No, "unknown" => Unknown);
from_json!(Host: "own" => Own, "supplier" => Supplier, "flemish" => Flemish, "federal" => Federal);
from_json!(Infrastructure:
    "power" => Power, "network" => Network, "internet" => Internet, "identity" => Identity,
    "telephony" => Telephony, "mail" => Mail, "files" => Files, "backup" => Backup);

/// The part `bia` of a dossier's data, or nothing.
pub fn part(data: &Map<String, Value>) -> &Value {
    data.get("bia").unwrap_or(&Value::Null)
}

impl Bia {
    /// Reads the BIA out of a dossier's data. What cannot be read counts as absent.
    pub fn read(data: &Map<String, Value>, catalogue: &Catalogue) -> Bia {
        let bia = Part::of(Some(part(data)));
        let mut processes: Vec<Process> = bia.records("processes").map(|(id, it)| process(id, &it)).collect();
        sort_by_key(&mut processes, |it| {
            let place = catalogue.processes.iter().position(|known| known.code == it.id);
            (place.unwrap_or(usize::MAX), lower(it.title(catalogue)), it.id.clone())
        });
        let mut dependencies: Vec<Dependency> =
            bia.records("dependencies").map(|(id, it)| dependency(id, &it)).collect();
        sort_by_key(&mut dependencies, |it| (lower(it.title()), it.id.clone()));
        let accepted = gather(bia.records("accepted").map(|(key, it)| (key.clone(), acceptance(&it))));
        Bia {
            processes,
            dependencies,
            accepted,
            settings: settings(&bia.part("settings")),
            status: status(&bia.part("status")),
        }
    }

    /// The process with this id.
    pub fn process(&self, id: &str) -> Option<&Process> {
        self.processes.iter().find(|it| it.id == id)
    }

    /// The dependency with this id.
    pub fn dependency(&self, id: &str) -> Option<&Dependency> {
        self.dependencies.iter().find(|it| it.id == id)
    }
}

impl Process {
    /// Its name here, else the one of the catalogue, else its id.
    pub fn title<'a>(&'a self, catalogue: &'a Catalogue) -> &'a str {
        let known = || catalogue.process(&self.id).map(|it| it.name.as_str());
        self.name.as_deref().or_else(known).unwrap_or(&self.id)
    }

    /// Id of its domain: the one given, else the one of the catalogue.
    pub fn domain_id<'a>(&'a self, catalogue: &'a Catalogue) -> Option<&'a str> {
        let known = || catalogue.process(&self.id).map(|it| it.domain.as_str());
        self.domain.as_deref().or_else(known)
    }

    /// The score of a category at a moment.
    pub fn score(&self, category: &str, moment: &str) -> Option<u8> {
        self.impact.get(category)?.get(moment).copied()
    }
}

impl Dependency {
    /// Its name, else its id.
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// Whether it is an application: ICT that is not shared infrastructure.
    pub fn is_application(&self) -> bool {
        self.kind.as_deref() == Some(kind::ICT) && self.infrastructure.is_none()
    }
}

impl Procedure {
    /// Whether there is one: somebody said so, or wrote it down without saying no.
    pub fn is_there(&self) -> bool {
        match self.exists {
            Some(known) => known == Known::Yes,
            None => self.text.is_some(),
        }
    }

    /// How long it holds the minimum, when ICT may count on that: it is there, offline and tested
    /// (`bia.md` §5).
    pub fn holds(&self) -> Option<Duration> {
        let usable = self.is_there() && self.offline == Some(Known::Yes) && self.tested_on.is_some();
        self.days.filter(|_| usable).map(Duration::days)
    }
}

/// The code of a duration, as its length.
pub(super) fn duration(code: &Option<String>, catalogue: &Catalogue) -> Option<Duration> {
    catalogue.duration(code.as_deref()?)
}

/// Ids of the dependency types that rules speak about: those of `data/bia/dependencies.yaml`.
pub mod kind {
    /// People.
    pub const STAFF: &str = "personeel";
    /// Buildings.
    pub const BUILDING: &str = "gebouw";
    /// Applications and other ICT.
    pub const ICT: &str = "ict";
    /// Data.
    pub const DATA: &str = "gegevens";
    /// Suppliers.
    pub const SUPPLIER: &str = "leverancier";
}

/// An object of the dossier, or nothing.
struct Part<'a>(Option<&'a Map<String, Value>>);

impl<'a> Part<'a> {
    fn of(value: Option<&'a Value>) -> Part<'a> {
        Part(value.and_then(Value::as_object))
    }

    fn part(&self, key: &str) -> Part<'a> {
        Part::of(self.0.and_then(|it| it.get(key)))
    }

    /// The objects in it, by key.
    fn records(&self, key: &str) -> impl Iterator<Item = (&'a String, Part<'a>)> {
        let records = self.part(key).0.into_iter().flatten();
        records.filter(|(_, it)| it.is_object()).map(|(id, it)| (id, Part::of(Some(it))))
    }

    fn value<T: FromJson>(&self, key: &str) -> Option<T> {
        self.0.and_then(|it| json::field(it, key))
    }

    /// Text with something in it.
    fn text(&self, key: &str) -> Option<String> {
        let text = self.0?.get(key)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The texts of a list, without those that are none.
    fn texts<T: Default + Extend<String>>(&self, key: &str) -> T {
        let list = self.0.and_then(|it| it.get(key)?.as_array()).into_iter().flatten();
        gather(list.filter_map(|it| it.as_str().map(str::to_owned)))
    }
}

fn process(id: &str, part: &Part) -> Process {
    Process {
        id: id.to_owned(),
        name: part.text("name"),
        domain: part.text("domain"),
        service: part.text("service"),
        owner: part.text("owner"),
        deputy: part.text("deputy"),
        description: part.text("description"),
        clients: part.text("clients"),
        class: part.value("class"),
        hours: part.value("hours"),
        peak: peak(&part.part("peak")),
        legal: legal(&part.part("legal")),
        impact: impact(part),
        motivation: part.text("motivation"),
        mtpd: part.text("mtpd"),
        rto: part.text("rto"),
        wrt: part.text("wrt"),
        rpo: part.text("rpo"),
        mbco: part.text("mbco"),
        mbco_percent: part.value("mbco_percent"),
        procedure: procedure(&part.part("procedure")),
        upstream: part.texts("upstream"),
        needs: needs(part),
    }
}

fn peak(part: &Part) -> Peak {
    Peak { when: part.text("when"), mtpd: part.text("mtpd"), rto: part.text("rto"), wrt: part.text("wrt") }
}

fn legal(part: &Part) -> LegalTerm {
    LegalTerm { text: part.text("text"), days: part.value("days"), source: part.text("source") }
}

/// Scores above the scale count as absent.
fn impact(part: &Part) -> Impact {
    let scores = |row: Part| -> ById<u8> {
        let all = row.0.into_iter().flatten();
        let read = all.filter_map(|(moment, it)| Some((moment.clone(), u8::from_json(it)?)));
        gather(read.filter(|it| usize::from(it.1) < crate::catalogue::SCORES))
    };
    gather(part.records("impact").map(|(category, row)| (category.clone(), scores(row))))
}

fn procedure(part: &Part) -> Procedure {
    Procedure {
        exists: part.value("exists"),
        text: part.text("text"),
        offline: part.value("offline"),
        days: part.value("days"),
        tested_on: part.value("tested_on"),
        uses: part.texts("uses"),
    }
}

fn needs(part: &Part) -> ById<Need> {
    gather(part.records("needs").map(|(id, it)| (id.clone(), Need { minimum: it.value("minimum") })))
}

fn dependency(id: &str, part: &Part) -> Dependency {
    Dependency {
        id: id.to_owned(),
        name: part.text("name"),
        kind: part.text("kind"),
        host: part.value("host"),
        infrastructure: part.value("infrastructure"),
        owner: part.text("owner"),
        deputy: part.text("deputy"),
        available: part.value("available"),
        single: part.value("single"),
        alternative: part.text("alternative"),
        rto_contract: part.text("rto_contract"),
        rta: part.text("rta"),
        tested_on: part.value("tested_on"),
        backup: part.text("backup"),
        startup: part.text("startup"),
        relies_on: part.texts("relies_on"),
        note: part.text("note"),
    }
}

fn acceptance(part: &Part) -> Acceptance {
    Acceptance { reason: part.text("reason"), on: part.value("on") }
}

fn settings(part: &Part) -> Settings {
    Settings {
        date: part.value("date"),
        author: part.text("author"),
        recovery_days: part.value("recovery_days"),
        absence_percent: part.value("absence_percent"),
        changed_on: part.value("changed_on"),
        scope: part.texts("scope"),
    }
}

fn status(part: &Part) -> Status {
    Status {
        submitted_on: part.value("submitted_on"),
        validated_by: part.text("validated_by"),
        validated_on: part.value("validated_on"),
    }
}
