//! In which order the means come back, and where everything hangs on one thing or one person.

use super::derive::{Derived, reliances};
use super::folded;
use super::graph::sort;
use super::model::{Bia, Dependency, Infrastructure, Known, kind};
use crate::catalogue::{Catalogue, Duration};
use crate::json::ById;
use crate::sort::sort_by_key;
use crate::text::lower;

/// The order of recovery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// What comes back, first to last: everything that some process needs.
    pub steps: Vec<OrderStep>,
    /// Dependencies that rely on each other in a circle, by id; the order cuts each somewhere.
    pub cycles: Vec<Vec<String>>,
}

/// A step of the recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderStep {
    /// From 1.
    pub position: usize,
    /// Id of the dependency.
    pub dependency: String,
    /// When it must be back; `None` when no process says.
    pub by: Option<Duration>,
    /// The process that asks for it then.
    pub because: Option<String>,
    /// Ids of what must be there before it.
    pub after: Vec<String>,
    /// How deep it lies: 0 relies on nothing.
    pub layer: usize,
}

/// Puts the recovery in order: what others rely on first, then shared infrastructure in the order of
/// [`Infrastructure`], then by the time at which it must be back (`bia.md` §5 and §7).
pub fn recovery_order(bia: &Bia, derived: &Derived, _catalogue: &Catalogue) -> Order {
    let edges = reliances(bia);
    let mut places: Vec<usize> = (0..edges.len()).collect();
    sort_by_key(&mut places, |&it| {
        let result = &derived.dependencies[it];
        let rank = bia.dependencies[it].infrastructure.map_or(u8::MAX, rank);
        (rank, result.rto.unwrap_or(Duration::Longer), lower(bia.dependencies[it].title()))
    });
    let mut ranks = vec![0; places.len()];
    for (at, &place) in places.iter().enumerate() {
        ranks[place] = at;
    }
    let sorted = sort(&edges, &ranks);
    let id = |it: usize| bia.dependencies[it].id.clone();
    let needed = |it: &usize| !derived.dependencies[*it].users.is_empty();
    let mut layer = vec![0; edges.len()];
    let mut done = vec![false; edges.len()];
    let mut steps = Vec::new();
    for &place in &sorted.order {
        let before: Vec<usize> = edges[place].iter().copied().filter(|it| done[*it] && needed(it)).collect();
        layer[place] = before.iter().map(|it| layer[*it] + 1).max().unwrap_or_default();
        done[place] = true;
        let result = &derived.dependencies[place];
        if !needed(&place) {
            continue;
        }
        steps.push(OrderStep {
            position: steps.len() + 1,
            dependency: id(place),
            by: result.rto,
            because: result.rto_from.clone(),
            after: before.into_iter().map(id).collect(),
            layer: layer[place],
        });
    }
    let cycles = sorted.cycles.into_iter().map(|it| it.into_iter().map(id).collect()).collect();
    Order { steps, cycles }
}

fn rank(infrastructure: Infrastructure) -> u8 {
    infrastructure as u8
}

/// A dependency that is the only one of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SinglePoint {
    /// Its id.
    pub dependency: String,
    /// Ids of the processes that stop with it.
    pub processes: Vec<String>,
    /// Whether somebody wrote down what is used instead.
    pub has_alternative: bool,
}

/// The single points of failure, those of most processes first.
pub fn single_points(bia: &Bia, derived: &Derived) -> Vec<SinglePoint> {
    let single = bia.dependencies.iter().zip(&derived.dependencies).filter(|it| it.0.single == Some(Known::Yes));
    let mut points: Vec<SinglePoint> = single
        .map(|(it, result)| SinglePoint {
            dependency: it.id.clone(),
            processes: result.users.clone(),
            has_alternative: has_alternative(it),
        })
        .collect();
    sort_by_key(&mut points, |it| (it.has_alternative, std::cmp::Reverse(it.processes.len())));
    points
}

/// Whether something or, for staff, somebody takes its place.
pub(super) fn has_alternative(it: &Dependency) -> bool {
    it.alternative.is_some() || it.deputy.is_some() && it.kind.as_deref() == Some(kind::STAFF)
}

/// A function that replaces others in several places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The function, as it was first written.
    pub function: String,
    /// Ids of the processes in which it is the deputy.
    pub processes: Vec<String>,
    /// Ids of the dependencies that it replaces, or whose owner it replaces.
    pub dependencies: Vec<String>,
}

impl Replacement {
    /// In how many places it is the replacement.
    pub fn count(&self) -> usize {
        self.processes.len() + self.dependencies.len()
    }
}

/// Functions that are the replacement in two or more places, those in most places first.
pub fn replacements(bia: &Bia) -> Vec<Replacement> {
    let mut found: ById<Replacement> = ById::default();
    let processes = bia.processes.iter().map(|it| (&it.deputy, &it.id, true));
    let dependencies = bia.dependencies.iter().map(|it| (&it.deputy, &it.id, false));
    for (deputy, id, is_process) in processes.chain(dependencies) {
        let Some(function) = deputy else { continue };
        let new = || Replacement { function: function.clone(), processes: vec![], dependencies: vec![] };
        let it = found.or_insert_with(folded(function), new);
        let places = if is_process { &mut it.processes } else { &mut it.dependencies };
        places.push(id.clone());
    }
    let mut all = found.into_values();
    all.retain(|it| it.count() >= 2);
    sort_by_key(&mut all, |it| std::cmp::Reverse(it.count()));
    all
}
