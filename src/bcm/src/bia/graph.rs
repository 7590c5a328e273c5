//! An order in which everything comes after what it relies on.

/// The outcome of [`sort`].
pub(super) struct Sorted {
    /// Every place once.
    pub(super) order: Vec<usize>,
    /// Circles that had to be cut, each from its first place on along what it relies on.
    pub(super) cycles: Vec<Vec<usize>>,
}

/// Orders places so that each comes after what it relies on; among those that are free, the one with
/// the lowest rank first. A circle is cut at its place with the lowest rank. `rank` has another number
/// for every place.
pub(super) fn sort(relies_on: &[Vec<usize>], rank: &[usize]) -> Sorted {
    let count = relies_on.len();
    let mut waiting: Vec<usize> = vec![0; count];
    let mut behind: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (place, needs) in relies_on.iter().enumerate() {
        for &need in needs.iter().filter(|&&need| need != place) {
            waiting[place] += 1;
            behind[need].push(place);
        }
    }
    let mut free: Vec<usize> = (0..count).filter(|&it| waiting[it] == 0).collect();
    let mut done = vec![false; count];
    let mut sorted = Sorted { order: Vec::with_capacity(count), cycles: Vec::new() };
    while sorted.order.len() < count {
        let next = match lowest(&free, rank) {
            Some(at) => free.swap_remove(at),
            None => cut(relies_on, &done, rank, &mut sorted.cycles),
        };
        if std::mem::replace(&mut done[next], true) {
            continue;
        }
        sorted.order.push(next);
        for &place in &behind[next] {
            waiting[place] = waiting[place].saturating_sub(1);
            if waiting[place] == 0 && !done[place] {
                free.push(place);
            }
        }
    }
    for (place, _) in relies_on.iter().enumerate().filter(|(place, needs)| needs.contains(place)) {
        sorted.cycles.push(vec![place]);
    }
    sorted
}

/// Which of these places has the lowest rank.
fn lowest(places: &[usize], rank: &[usize]) -> Option<usize> {
    (0..places.len()).min_by_key(|&it| rank[places[it]])
}

/// Finds a circle among what is not done, notes it, and gives its place with the lowest rank.
fn cut(relies_on: &[Vec<usize>], done: &[bool], rank: &[usize], cycles: &mut Vec<Vec<usize>>) -> usize {
    let mut at = done.iter().position(|it| !it).unwrap_or_default();
    let mut way: Vec<usize> = Vec::new();
    let mut step = vec![usize::MAX; relies_on.len()];
    while step[at] == usize::MAX {
        step[at] = way.len();
        way.push(at);
        // What is not done and not free waits for something that is not done.
        let next = relies_on[at].iter().copied().find(|&it| !done[it] && it != at);
        let Some(next) = next else { return at };
        at = next;
    }
    let mut cycle = way.split_off(step[at]);
    let first = lowest(&cycle, rank).unwrap_or_default();
    cycle.rotate_left(first);
    let place = cycle[0];
    cycles.push(cycle);
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_comes_after_what_it_relies_on() {
        let sorted = sort(&[vec![2], vec![], vec![1], vec![]], &[0, 1, 2, 3]);
        assert_eq!(sorted.order, [1, 2, 0, 3]);
        assert!(sorted.cycles.is_empty());
    }

    #[test]
    fn a_circle_is_told_and_cut() {
        let sorted = sort(&[vec![3], vec![0], vec![1], vec![2], vec![4]], &[0, 1, 2, 3, 4]);
        assert_eq!(sorted.order, [4, 0, 1, 2, 3]);
        assert_eq!(sorted.cycles, [vec![0, 3, 2, 1], vec![4]]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let chain: Vec<Vec<usize>> = (0..100_000).map(|it| if it == 0 { vec![] } else { vec![it - 1] }).collect();
        assert_eq!(sort(&chain, &(0..100_000).collect::<Vec<_>>()).order.len(), 100_000);
    }
}
