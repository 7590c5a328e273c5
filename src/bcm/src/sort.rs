//! Sorting for the browser.
//!
//! Each sort of the standard library weighs 5 kB there, and there is one for every type of item.
//! These share one that orders places.

/// Sorts; equals stay in their order.
pub fn sort<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    let order = order(items.len(), &|a, b| before(&items[a], &items[b]));
    arrange(items, &order);
}

/// Sorts by a key that is worked out once for each; equals stay in their order.
pub fn sort_by_key<T, K: PartialOrd>(items: &mut [T], key: impl Fn(&T) -> K) {
    let mut keys: Vec<K> = Vec::with_capacity(items.len());
    for item in items.iter() {
        keys.push(key(item));
    }
    let order = order(items.len(), &|a, b| keys[a] < keys[b]);
    arrange(items, &order);
}

/// The places of so many items in their order.
#[inline(never)]
pub fn order(count: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(count);
    for place in 0..count {
        let at = order.partition_point(|&other| !before(place, other));
        order.insert(at, place);
    }
    order
}

/// Puts the item of each place of `order` where that place stands.
fn arrange<T>(items: &mut [T], order: &[usize]) {
    for (at, &from) in order.iter().enumerate() {
        let mut from = from;
        // What stood there was swapped to where the item came from that took its place.
        while from < at {
            from = order[from];
        }
        items.swap(at, from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut seed = 7_u32;
        for count in 0..80 {
            let mut items: Vec<(u32, usize)> = Vec::new();
            for at in 0..count {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                items.push((seed >> 28, at));
            }
            let mut expected = items.clone();
            expected.sort_by_key(|it| it.0);
            let mut by_key = items.clone();
            sort_by_key(&mut by_key, |it| it.0);
            assert_eq!(by_key, expected);
            sort(&mut items, |a, b| a.0 < b.0);
            assert_eq!(items, expected);
        }
    }
}
