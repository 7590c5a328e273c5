//! What follows from what was filled in: times, classes, and what shared means must achieve.
//!
//! The rules are those of `bia.md` §5 (own proposal): the MTPD is the first moment at which any
//! category reaches the threshold, the RTO by default the moment before it, and a tested offline
//! procedure gives ICT as many days as it holds the minimum.

use super::graph::{Sorted, sort};
use super::model::{self, Bia, Infrastructure, Known, Process, duration};
use crate::catalogue::{Catalogue, Class, Duration};
use crate::sort::sort_by_key;

/// What follows from a BIA.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Derived {
    /// In the order of [`Bia::processes`].
    pub processes: Vec<ProcessResult>,
    /// In the order of [`Bia::dependencies`].
    pub dependencies: Vec<DependencyResult>,
}

/// What follows for a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessResult {
    /// Its id.
    pub id: String,
    /// The first score that is unacceptable: it makes the derived MTPD.
    pub first: Option<Crossing>,
    /// The first moment at which any category reaches the threshold; [`Duration::Longer`] when none
    /// does, also while the scores are not all there: see [`ProcessResult::known`].
    pub derived_mtpd: Duration,
    /// The chosen MTPD, else the derived one.
    pub mtpd: Duration,
    /// Whether the MTPD says something: it was chosen, a score crosses the threshold, or the scores
    /// go to the end of the scale.
    pub known: bool,
    /// The moment of the scale before the MTPD, or at once; `None` when the process can wait longer
    /// than the scale.
    pub rto_proposal: Option<Duration>,
    /// The chosen RTO, else the proposal, else [`Duration::Longer`].
    pub rto: Duration,
    /// The chosen work recovery time.
    pub wrt: Option<Duration>,
    /// The chosen recovery point objective.
    pub rpo: Option<Duration>,
    /// The times in the peak, where its MTPD is given.
    pub peak: Option<PeakResult>,
    /// A when life is in danger, else by the MTPD; the class of the quick sort while nothing is known.
    pub class: Class,
    /// Why that class.
    pub class_because: ClassReason,
    /// The class of the quick sort.
    pub marked: Option<Class>,
    /// Class A or B, derived or marked.
    pub critical: bool,
    /// The number of scores at or above the threshold.
    pub severe: usize,
    /// The number of processes that it comes before.
    pub dependents: usize,
    /// 1 is recovered first: by MTPD, then by severe scores, then by dependents (`bia.md` §5).
    pub priority: usize,
    /// When its means must be back: see [`NeedBecause`].
    pub need: Duration,
    /// Why then.
    pub need_because: NeedBecause,
    /// How much of it was filled in.
    pub complete: Completeness,
}

/// The first unacceptable score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// Id of the category; at one moment the highest score, then the order of the catalogue.
    pub category: String,
    /// Id of the moment.
    pub moment: String,
    /// The score.
    pub score: u8,
}

/// The times in a peak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeakResult {
    /// The chosen MTPD.
    pub mtpd: Duration,
    /// The chosen RTO, else the moment before the MTPD.
    pub rto: Duration,
    /// The chosen work recovery time.
    pub wrt: Option<Duration>,
    /// The class in the peak, by its MTPD.
    pub class: Class,
}

/// Why a process has its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClassReason {
    /// The highest score in a category in which that is a danger to life.
    Life {
        /// Id of the category.
        category: String,
    },
    /// The MTPD.
    Mtpd,
    /// The quick sort; no scores yet.
    Marked,
    /// Nothing is known yet.
    Nothing,
}

/// Why the means of a process must be back at [`ProcessResult::need`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedBecause {
    /// That is the RTO of the process.
    Rto,
    /// A tested offline procedure holds the minimum so many days, longer than the RTO.
    Procedure {
        /// How many.
        days: u32,
    },
}

/// How much of a process was filled in, by step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Class, service, owner, deputy.
    pub who: Progress,
    /// A score for every category and moment.
    pub impact: Progress,
    /// MTPD or scores that give it, RTO, RPO, minimum.
    pub times: Progress,
    /// At least one dependency.
    pub needs: Progress,
    /// Whether there is a procedure, and if so whether it is offline, how long it holds, its test.
    pub procedure: Progress,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many are there.
    pub filled: usize,
    /// Out of how many.
    pub total: usize,
}

impl Progress {
    /// Counts what is there.
    pub fn of(parts: &[bool]) -> Progress {
        Progress { filled: parts.iter().filter(|it| **it).count(), total: parts.len() }
    }

    /// Whether all of it is there.
    pub fn is_done(self) -> bool {
        self.filled >= self.total
    }
}

impl Completeness {
    /// The steps in their order.
    pub fn steps(&self) -> [Progress; 5] {
        [self.who, self.impact, self.times, self.needs, self.procedure]
    }

    /// All steps together.
    pub fn all(&self) -> Progress {
        let add = |a: Progress, b: Progress| Progress { filled: a.filled + b.filled, total: a.total + b.total };
        self.steps().into_iter().fold(Progress::default(), add)
    }
}

/// What follows for a dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DependencyResult {
    /// Its id.
    pub id: String,
    /// Ids of the processes that need it, themselves or through what they need, in the order of the
    /// BIA.
    pub users: Vec<String>,
    /// When it must be back; `None` when nothing asks for it.
    pub rto: Option<Duration>,
    /// The process that asks for it then.
    pub rto_from: Option<String>,
    /// The least data that may be lost; `None` when no process that needs it says so.
    pub rpo: Option<Duration>,
    /// The process that asks for that.
    pub rpo_from: Option<String>,
    /// The most urgent class among its processes.
    pub class: Option<Class>,
}

impl Derived {
    /// The result of a process.
    pub fn process(&self, id: &str) -> Option<&ProcessResult> {
        self.processes.iter().find(|it| it.id == id)
    }

    /// The result of a dependency.
    pub fn dependency(&self, id: &str) -> Option<&DependencyResult> {
        self.dependencies.iter().find(|it| it.id == id)
    }
}

/// Works out everything that follows from a BIA.
pub fn derive(bia: &Bia, catalogue: &Catalogue) -> Derived {
    let mut processes: Vec<ProcessResult> = bia.processes.iter().map(|it| process(it, catalogue)).collect();
    count_dependents(bia, &mut processes);
    set_priorities(&mut processes);
    let dependencies = dependencies(bia, catalogue, &processes);
    Derived { processes, dependencies }
}

fn process(it: &Process, catalogue: &Catalogue) -> ProcessResult {
    let first = first_crossing(it, catalogue);
    let moment = first.as_ref().and_then(|it| catalogue.moment(&it.moment));
    let derived_mtpd = moment.map_or(Duration::Longer, |it| Duration::Hours(it.hours));
    let chosen = duration(&it.mtpd, catalogue);
    let mtpd = chosen.unwrap_or(derived_mtpd);
    let known = chosen.is_some() || first.is_some() || scored_to_the_end(it, catalogue);
    let rto_proposal = proposal(mtpd, catalogue);
    let rto = duration(&it.rto, catalogue).or(rto_proposal).unwrap_or(Duration::Longer);
    let (class, class_because) = class(it, mtpd, known, catalogue);
    let (need, need_because) = need(it, rto);
    let is_critical = |class: Class| class <= Class::B;
    ProcessResult {
        id: it.id.clone(),
        first,
        derived_mtpd,
        mtpd,
        known,
        rto_proposal,
        rto,
        wrt: duration(&it.wrt, catalogue),
        rpo: duration(&it.rpo, catalogue),
        peak: peak(it, catalogue),
        class,
        class_because,
        marked: it.class,
        critical: is_critical(class) || it.class.is_some_and(is_critical),
        severe: it.impact.values().flat_map(|row| row.values()).filter(|it| **it >= catalogue.threshold).count(),
        dependents: 0,
        priority: 0,
        need,
        need_because,
        complete: completeness(it, known, catalogue),
    }
}

fn first_crossing(it: &Process, catalogue: &Catalogue) -> Option<Crossing> {
    catalogue.moments.iter().find_map(|moment| {
        let mut best: Option<Crossing> = None;
        for category in &catalogue.categories {
            let score = it.score(&category.id, &moment.id).filter(|it| *it >= catalogue.threshold);
            if let Some(score) = score
                && best.as_ref().is_none_or(|it| score > it.score)
            {
                best = Some(Crossing { category: category.id.clone(), moment: moment.id.clone(), score });
            }
        }
        best
    })
}

/// Whether every category with any score has one at the last moment, and there is one.
pub(super) fn scored_to_the_end(it: &Process, catalogue: &Catalogue) -> bool {
    let Some(last) = catalogue.moments.last() else { return false };
    let mut rows = it.impact.values().filter(|row| !row.is_empty()).peekable();
    rows.peek().is_some() && rows.all(|row| row.contains_key(&last.id))
}

/// The last moment before the MTPD; at once when there is none before it.
fn proposal(mtpd: Duration, catalogue: &Catalogue) -> Option<Duration> {
    let mtpd = mtpd.hours()?;
    let before = catalogue.moments.iter().rev().find(|it| it.hours < mtpd);
    Some(before.map_or(Duration::ZERO, |it| Duration::Hours(it.hours)))
}

fn peak(it: &Process, catalogue: &Catalogue) -> Option<PeakResult> {
    let mtpd = duration(&it.peak.mtpd, catalogue)?;
    let rto = duration(&it.peak.rto, catalogue).or(proposal(mtpd, catalogue)).unwrap_or(Duration::Longer);
    Some(PeakResult { mtpd, rto, wrt: duration(&it.peak.wrt, catalogue), class: class_of(mtpd) })
}

/// A within a day, B within three days, C within two weeks, D later: `processes.md` (own proposal).
fn class_of(mtpd: Duration) -> Class {
    match mtpd {
        Duration::Hours(0..=24) => Class::A,
        Duration::Hours(25..=72) => Class::B,
        Duration::Hours(73..=336) => Class::C,
        _ => Class::D,
    }
}

fn class(it: &Process, mtpd: Duration, known: bool, catalogue: &Catalogue) -> (Class, ClassReason) {
    if let Some(category) = danger_to_life(it, catalogue) {
        return (Class::A, ClassReason::Life { category });
    }
    match (known, it.class) {
        (true, _) => (class_of(mtpd), ClassReason::Mtpd),
        (false, Some(marked)) => (marked, ClassReason::Marked),
        (false, None) => (Class::D, ClassReason::Nothing),
    }
}

/// The category in which the highest score, at any moment, is a danger to life.
pub(super) fn danger_to_life(it: &Process, catalogue: &Catalogue) -> Option<String> {
    let deadly = catalogue.categories.iter().filter(|it| it.top_score_is_class_a);
    let top = u8::try_from(crate::catalogue::SCORES - 1).unwrap_or(u8::MAX);
    let mut reached =
        deadly.filter(|category| it.impact.get(&category.id).is_some_and(|row| row.values().any(|it| *it >= top)));
    reached.next().map(|it| it.id.clone())
}

fn need(it: &Process, rto: Duration) -> (Duration, NeedBecause) {
    match (it.procedure.holds(), it.procedure.days) {
        (Some(holds), Some(days)) if holds > rto => (holds, NeedBecause::Procedure { days }),
        _ => (rto, NeedBecause::Rto),
    }
}

fn completeness(it: &Process, known: bool, catalogue: &Catalogue) -> Completeness {
    let scored = catalogue
        .categories
        .iter()
        .flat_map(|category| catalogue.moments.iter().map(|moment| it.score(&category.id, &moment.id).is_some()));
    let procedure = &it.procedure;
    let mut about_procedure = vec![procedure.exists.is_some_and(|it| it != Known::Unknown) || procedure.is_there()];
    if procedure.is_there() {
        about_procedure.extend([procedure.offline.is_some(), procedure.days.is_some(), procedure.tested_on.is_some()]);
    }
    Completeness {
        who: Progress::of(&[it.class.is_some(), it.service.is_some(), it.owner.is_some(), it.deputy.is_some()]),
        impact: Progress::of(&scored.collect::<Vec<_>>()),
        times: Progress::of(&[
            known,
            it.rto.is_some(),
            it.rpo.is_some(),
            it.mbco.is_some() || it.mbco_percent.is_some(),
        ]),
        needs: Progress::of(&[!it.needs.is_empty()]),
        procedure: Progress::of(&about_procedure),
    }
}

fn count_dependents(bia: &Bia, results: &mut [ProcessResult]) {
    for process in &bia.processes {
        for result in results.iter_mut().filter(|it| it.id != process.id && process.upstream.contains(&it.id)) {
            result.dependents += 1;
        }
    }
}

/// What is not known comes after what is; what is equal stays in the order of the BIA.
fn set_priorities(results: &mut [ProcessResult]) {
    let mut order: Vec<usize> = (0..results.len()).collect();
    sort_by_key(&mut order, |&it| {
        let it = &results[it];
        (it.mtpd, !it.known, std::cmp::Reverse(it.severe), std::cmp::Reverse(it.dependents))
    });
    for (place, index) in order.into_iter().enumerate() {
        results[index].priority = place + 1;
    }
}

/// Infrastructure without which no application works, so that every application asks for it also
/// where nobody wrote that down: `bia.md` §5 names network, identity, internet and telephony; power
/// comes before them.
const SHARED: [Infrastructure; 5] = [
    Infrastructure::Power,
    Infrastructure::Network,
    Infrastructure::Internet,
    Infrastructure::Identity,
    Infrastructure::Telephony,
];

/// What every dependency relies on, as places in [`Bia::dependencies`]: what was written down, and
/// for applications the shared infrastructure, unless that relies on them.
pub(super) fn reliances(bia: &Bia) -> Vec<Vec<usize>> {
    let count = bia.dependencies.len();
    let mut all: Vec<Vec<usize>> = Vec::with_capacity(count);
    for it in &bia.dependencies {
        let mut written = Vec::new();
        for id in &it.relies_on {
            written.extend(place(bia, id));
        }
        all.push(written);
    }
    for (at, _) in bia.dependencies.iter().enumerate().filter(|it| it.1.is_application()) {
        // Against what was added so far: additions for two applications may close a circle together.
        let mut behind = Vec::new();
        for (shared, it) in bia.dependencies.iter().enumerate() {
            let is_shared = it.infrastructure.is_some_and(|it| SHARED.contains(&it));
            if is_shared && !all[at].contains(&shared) && !reaches(&all, shared, at) {
                behind.push(shared);
            }
        }
        all[at].append(&mut behind);
    }
    for edges in &mut all {
        sort_by_key(edges, |it| *it);
    }
    all
}

/// The place of a dependency.
pub(super) fn place(bia: &Bia, id: &str) -> Option<usize> {
    bia.dependencies.iter().position(|it| it.id == id)
}

/// Whether a place can be reached from another, or is it.
fn reaches(edges: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut found = vec![false; edges.len()];
    let mut open = vec![from];
    while let Some(place) = open.pop() {
        if !std::mem::replace(&mut found[place], true) {
            open.extend(&edges[place]);
        }
    }
    found[to]
}

/// What asks something of a dependency so far.
#[derive(Clone, Default)]
struct Asked {
    /// For every process whether it needs it.
    users: Vec<bool>,
    rto: Option<(Duration, usize)>,
    rpo: Option<(Duration, usize)>,
}

fn dependencies(bia: &Bia, catalogue: &Catalogue, processes: &[ProcessResult]) -> Vec<DependencyResult> {
    let nobody = Asked { users: vec![false; processes.len()], ..Asked::default() };
    let mut asked = vec![nobody; bia.dependencies.len()];
    for (user, process) in bia.processes.iter().enumerate() {
        let result = &processes[user];
        for id in process.needs.keys() {
            let Some(place) = place(bia, id) else { continue };
            let it = &mut asked[place];
            it.users[user] = true;
            least(&mut it.rto, Some((result.need, user)).filter(|_| is_timed(result)));
            least(&mut it.rpo, result.rpo.map(|rpo| (rpo, user)));
        }
    }
    roll_up(bia, catalogue, &mut asked);
    let id = |at: usize| processes[at].id.clone();
    let mut results = Vec::with_capacity(asked.len());
    for (it, asked) in bia.dependencies.iter().zip(asked) {
        let (mut users, mut class) = (Vec::new(), None);
        for (user, process) in processes.iter().enumerate().filter(|it| asked.users[it.0]) {
            let best = best_class(process);
            class = Some(class.map_or(best, |it: Class| it.min(best)));
            users.push(id(user));
        }
        results.push(DependencyResult {
            id: it.id.clone(),
            rto: asked.rto.map(|it| it.0),
            rto_from: asked.rto.map(|it| id(it.1)),
            rpo: asked.rpo.map(|it| it.0),
            rpo_from: asked.rpo.map(|it| id(it.1)),
            class,
            users,
        });
    }
    results
}

/// The more urgent of the derived and the marked class.
pub(super) fn best_class(it: &ProcessResult) -> Class {
    it.marked.map_or(it.class, |marked| marked.min(it.class))
}

/// Whether the RTO of a process says something: it follows from its MTPD, or was chosen.
pub(super) fn is_timed(result: &ProcessResult) -> bool {
    result.known || result.rto != Duration::Longer
}

fn least(best: &mut Option<(Duration, usize)>, other: Option<(Duration, usize)>) {
    if let Some(other) = other
        && best.is_none_or(|it| other.0 < it.0)
    {
        *best = Some(other);
    }
}

/// What a dependency relies on must be there before it, by the time that it needs to start. Reliance
/// in a circle has no order; where the circle was cut nothing is passed on.
fn roll_up(bia: &Bia, catalogue: &Catalogue, asked: &mut [Asked]) {
    let edges = reliances(bia);
    let Sorted { order, .. } = sort(&edges, &(0..edges.len()).collect::<Vec<_>>());
    let mut position = vec![0; order.len()];
    for (at, &place) in order.iter().enumerate() {
        position[place] = at;
    }
    for &place in order.iter().rev() {
        let startup = model::duration(&bia.dependencies[place].startup, catalogue).unwrap_or(Duration::ZERO);
        let from = asked[place].clone();
        for &on in edges[place].iter().filter(|&&on| position[on] < position[place]) {
            let it = &mut asked[on];
            for (mine, theirs) in it.users.iter_mut().zip(&from.users) {
                *mine |= theirs;
            }
            least(&mut it.rto, from.rto.map(|(rto, user)| (rto.minus(startup), user)));
        }
    }
}
