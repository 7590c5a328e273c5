//! Maps and sets by id for the browser.
//!
//! Those of the standard library weigh some kilobytes for every type that they hold; what a dossier
//! holds is short, so that sorted lists do as well. Order and meaning are those of `BTreeMap`.

use std::iter::Zip;
use std::slice::Iter;

/// Ids, each once, in their order.
#[cfg_attr(
    feature = "schema",
    derive(serde::Serialize, serde::Deserialize),
    serde(into = "Vec<String>", from = "Vec<String>")
)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ids(Vec<String>);

impl Ids {
    /// Whether an id is in it.
    pub fn contains(&self, id: &str) -> bool {
        self.place(id).is_ok()
    }

    /// Adds an id; whether it was new.
    pub fn insert(&mut self, id: String) -> bool {
        let place = self.place(&id);
        if let Err(at) = place {
            self.0.insert(at, id);
        }
        place.is_err()
    }

    /// Where an id is, or where it would be.
    fn place(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|it| it.as_str().cmp(id))
    }
}

impl std::ops::Deref for Ids {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Ids {
    type Item = &'a String;
    type IntoIter = Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl From<Vec<String>> for Ids {
    fn from(ids: Vec<String>) -> Self {
        crate::json::gather(ids)
    }
}

#[cfg(feature = "schema")]
impl From<Ids> for Vec<String> {
    fn from(ids: Ids) -> Self {
        ids.0
    }
}

impl Extend<String> for Ids {
    fn extend<I: IntoIterator<Item = String>>(&mut self, items: I) {
        for id in items {
            self.insert(id);
        }
    }
}

/// Values by id, in the order of the ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ById<T> {
    ids: Ids,
    values: Vec<T>,
}

impl<T> Default for ById<T> {
    fn default() -> Self {
        ById { ids: Ids::default(), values: Vec::new() }
    }
}

impl<T> ById<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of an id.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.values.get(self.ids.place(id).ok()?)
    }

    /// Whether an id has a value.
    pub fn contains_key(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// The ids.
    pub fn keys(&self) -> Iter<'_, String> {
        self.ids.iter()
    }

    /// The values, in the order of their ids.
    pub fn values(&self) -> Iter<'_, T> {
        self.values.iter()
    }

    /// The values alone, in the order of their ids.
    pub fn into_values(self) -> Vec<T> {
        self.values
    }

    /// Ids and values.
    pub fn iter(&self) -> Zip<Iter<'_, String>, Iter<'_, T>> {
        self.ids.iter().zip(&self.values)
    }

    /// Puts a value in place of the one that was there, if any.
    pub fn insert(&mut self, id: String, value: T) {
        match self.ids.place(&id) {
            Ok(at) => self.values[at] = value,
            Err(at) => {
                self.ids.0.insert(at, id);
                self.values.insert(at, value);
            }
        }
    }

    /// The value of an id, to change; one is made where there is none.
    pub fn or_insert_with(&mut self, id: String, make: impl FnOnce() -> T) -> &mut T {
        let at = match self.ids.place(&id) {
            Ok(at) => at,
            Err(at) => {
                self.ids.0.insert(at, id);
                self.values.insert(at, make());
                at
            }
        };
        &mut self.values[at]
    }

    /// Takes away the value of an id.
    pub fn remove(&mut self, id: &str) {
        if let Ok(at) = self.ids.place(id) {
            self.ids.0.remove(at);
            self.values.remove(at);
        }
    }
}

impl<T> std::ops::Index<&str> for ById<T> {
    type Output = T;

    /// # Panics
    /// When the id has no value.
    fn index(&self, id: &str) -> &T {
        self.get(id).expect("the id has a value")
    }
}

impl<'a, T> IntoIterator for &'a ById<T> {
    type Item = (&'a String, &'a T);
    type IntoIter = Zip<Iter<'a, String>, Iter<'a, T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> IntoIterator for ById<T> {
    type Item = (String, T);
    type IntoIter = Zip<std::vec::IntoIter<String>, std::vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.ids.0.into_iter().zip(self.values)
    }
}

impl<T> Extend<(String, T)> for ById<T> {
    fn extend<I: IntoIterator<Item = (String, T)>>(&mut self, items: I) {
        for (id, value) in items {
            self.insert(id, value);
        }
    }
}

#[cfg(feature = "schema")]
impl<T: serde::Serialize> serde::Serialize for ById<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

#[cfg(feature = "schema")]
impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for ById<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map: std::collections::BTreeMap<String, T> = serde::Deserialize::deserialize(deserializer)?;
        Ok(map.into_iter().collect())
    }
}

impl<T> FromIterator<(String, T)> for ById<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(items: I) -> Self {
        crate::json::gather(items)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn it_is_a_map_in_the_order_of_its_ids() {
        let items = [("b", 1), ("a", 2), ("c", 3), ("a", 4), ("é", 5), ("", 6), ("B", 7)];
        let items = items.map(|it| (it.0.to_owned(), it.1));
        let expected: BTreeMap<String, u8> = items.iter().cloned().collect();
        let mut ours: ById<u8> = items.into_iter().collect();
        assert!(ours.iter().eq(&expected));
        assert!(ours.keys().eq(expected.keys()) && ours.values().eq(expected.values()));
        assert_eq!(ours.len(), expected.len());
        assert_eq!((ours.get("a"), ours.get("x")), (Some(&4), None));
        *ours.or_insert_with("a".to_owned(), || 9) += 1;
        *ours.or_insert_with("x".to_owned(), || 9) += 1;
        assert_eq!((ours.get("a"), ours.get("x")), (Some(&5), Some(&10)));
        ours.remove("a");
        assert!(!ours.contains_key("a") && ours.contains_key("b"));
        assert_eq!(ours.into_values(), [6, 7, 1, 3, 10, 5]);
    }

    #[test]
    fn an_id_is_in_a_set_once() {
        let mut ids = Ids::default();
        assert!(ids.insert("b".to_owned()) && ids.insert("a".to_owned()) && !ids.insert("b".to_owned()));
        assert_eq!(ids.to_vec(), ["a", "b"]);
        assert!(ids.contains("a") && !ids.contains("c"));
    }
}
