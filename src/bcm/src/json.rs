//! Reading of typed values out of JSON that was parsed already.
//!
//! `serde` derives would do the same; in the browser they cost a third of the program, because each
//! type becomes a parser of its own. Unknown keys are ignored: what they hold stays in the JSON.

use std::collections::BTreeMap;

use serde_json::Value;

pub use crate::by_id::{ById, Ids};

/// A value that can be read from JSON.
pub trait FromJson: Sized {
    /// Reads it; `None` when the JSON is of another shape. A missing key is given as `null`.
    fn from_json(value: &Value) -> Option<Self>;
}

impl FromJson for String {
    fn from_json(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl FromJson for bool {
    fn from_json(value: &Value) -> Option<Self> {
        if value.is_null() { Some(false) } else { value.as_bool() }
    }
}

impl FromJson for u64 {
    fn from_json(value: &Value) -> Option<Self> {
        value.as_u64()
    }
}

impl FromJson for u32 {
    fn from_json(value: &Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl FromJson for usize {
    fn from_json(value: &Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl FromJson for u8 {
    fn from_json(value: &Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

/// What cannot be read counts as absent.
impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: &Value) -> Option<Self> {
        Some(if value.is_null() { None } else { T::from_json(value) })
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Vec::new()),
            Value::Array(items) => items.iter().map(T::from_json).collect(),
            _ => None,
        }
    }
}

impl FromJson for Ids {
    fn from_json(value: &Value) -> Option<Self> {
        Some(Ids::from(Vec::from_json(value)?))
    }
}

impl<T: FromJson> FromJson for ById<T> {
    fn from_json(value: &Value) -> Option<Self> {
        let mut read = ById::default();
        match value {
            Value::Null => {}
            Value::Object(map) => {
                for (key, value) in map {
                    read.insert(key.clone(), T::from_json(value)?);
                }
            }
            _ => return None,
        }
        Some(read)
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(value: &Value) -> Option<Self> {
        Some(gather(ById::from_json(value)?))
    }
}

impl<T: FromJson, const N: usize> FromJson for [T; N] {
    fn from_json(value: &Value) -> Option<Self> {
        Vec::from_json(value)?.try_into().ok()
    }
}

/// Collects into a map or a set one by one: `collect` sorts first, which weighs 5 kB in the browser
/// for every type.
pub fn gather<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut collection = C::default();
    collection.extend(items);
    collection
}

/// The text of a value; all of it on one line. `to_string` gives the same, with a writer of its own
/// that weighs 2 kB in the browser.
#[inline(never)]
pub fn text(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Takes a key out of an object. `Map::remove` does the same, and weighs 6 kB in the browser.
#[inline(never)]
pub fn remove(map: &mut serde_json::Map<String, Value>, key: &str) -> Option<Value> {
    if !map.contains_key(key) {
        return None;
    }
    let mut removed = None;
    for (name, value) in std::mem::take(map) {
        if name == key {
            removed = Some(value);
        } else {
            map.insert(name, value);
        }
    }
    removed
}

/// The text of a JSON object, written key by key.
#[derive(Debug, Default)]
pub struct ObjectText(String);

impl ObjectText {
    /// A key whose value is text.
    pub fn text(&mut self, key: &str, value: &str) -> &mut Self {
        self.json(key, &text(&Value::from(value)))
    }

    /// A key whose value is text or `null`.
    pub fn maybe(&mut self, key: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(key, value),
            None => self.json(key, "null"),
        }
    }

    /// A key whose value is true or false.
    pub fn flag(&mut self, key: &str, value: bool) -> &mut Self {
        self.json(key, if value { "true" } else { "false" })
    }

    /// A key whose value is JSON already. The key is written as it is.
    #[inline(never)]
    pub fn json(&mut self, key: &str, value: &str) -> &mut Self {
        let before = if self.0.is_empty() { "{\"" } else { ",\"" };
        for part in [before, key, "\":", value] {
            self.0.push_str(part);
        }
        self
    }

    /// The text.
    pub fn end(&mut self) -> String {
        if self.0.is_empty() {
            self.0.push('{');
        }
        self.0.push('}');
        std::mem::take(&mut self.0)
    }
}

/// Implements [`FromJson`] for a struct whose keys are its fields, or for an enum of words.
///
/// `from_json!(Level { label, description });` · `from_json!(Horizon: "week" => Week, "month" => Month);`
#[macro_export]
macro_rules! from_json {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::json::FromJson for $name {
            fn from_json(value: &serde_json::Value) -> Option<Self> {
                let map = value.as_object()?;
                Some(Self { $($field: $crate::json::field(map, stringify!($field))?),* })
            }
        }
    };
    ($name:ident: $($word:literal => $variant:ident),* $(,)?) => {
        impl $crate::json::FromJson for $name {
            fn from_json(value: &serde_json::Value) -> Option<Self> {
                match value.as_str()? {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

/// The value of a key, a missing one as `null`.
pub fn field<T: FromJson>(map: &serde_json::Map<String, Value>, key: &str) -> Option<T> {
    T::from_json(map.get(key).unwrap_or(&Value::Null))
}
