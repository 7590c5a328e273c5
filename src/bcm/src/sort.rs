//! Sorting for the browser.

/// Sorts a short list; equals stay in their order. Each sort of the standard library weighs 5 kB in
/// the browser, this one a twentieth; a dossier has hundreds of things, not thousands.
pub fn sort<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && before(&items[at], &items[at - 1]) {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// Sorts by a key that is worked out once for each.
pub fn sort_by_key<T, K: PartialOrd>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let mut keyed: Vec<(K, T)> = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        keyed.push((key(&item), item));
    }
    sort(&mut keyed, |a, b| a.0 < b.0);
    for (_, item) in keyed {
        items.push(item);
    }
}
