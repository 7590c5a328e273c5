//! Reading of typed values out of JSON that was parsed already.
//!
//! `serde` derives would do the same; in the browser they cost a third of the program, because each
//! type becomes a parser of its own. Unknown keys are ignored: what they hold stays in the JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

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

impl FromJson for BTreeSet<String> {
    fn from_json(value: &Value) -> Option<Self> {
        Some(gather(Vec::<String>::from_json(value)?))
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(BTreeMap::new()),
            Value::Object(map) => {
                let mut read = BTreeMap::new();
                for (key, value) in map {
                    read.insert(key.clone(), T::from_json(value)?);
                }
                Some(read)
            }
            _ => None,
        }
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
