//! YAML becomes a tree in which every key and value knows its place in the file.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Bytes in the file.
    pub span: Range<usize>,
    /// What stands there.
    pub value: Value,
}

/// What YAML can say.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Everything else that is not a list or a map.
    Text(String),
    /// `- a` or `[a]`.
    List(Vec<Node>),
    /// `key: value`, in the order of the file.
    Map(Vec<(Key, Node)>),
}

impl Value {
    /// What an author calls this sort of value.
    pub fn name(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Int(_) | Value::Float(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "keys and values",
        }
    }
}

/// A key with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Bytes in the file.
    pub span: Range<usize>,
    /// The key.
    pub name: String,
}

/// Why YAML cannot be read, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct YamlError {
    /// Bytes in the file.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// Reads the YAML in `text[range]`; places count from the start of `text`. An empty text is an
/// empty map.
///
/// # Errors
/// When it is not YAML, or when it would unfold into more than the budget of the parser allows.
pub fn read(text: &str, range: Range<usize>) -> Result<Node, YamlError> {
    let yaml = &text[range.clone()];
    if yaml.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(Node { span: range.start..range.start, value: Value::Map(Vec::new()) });
    }
    let options = serde_saphyr::options! { emit_comments: false, with_snippet: false };
    let raw: Spanned<Raw> =
        serde_saphyr::from_str_with_options(yaml, options).map_err(|error| explain(&error, yaml, range.start))?;
    let place = Places { yaml, start: range.start };
    Ok(place.node(raw))
}

fn explain(error: &serde_saphyr::Error, yaml: &str, start: usize) -> YamlError {
    let span = error.location().map_or(0..0, |at| Places { yaml, start: 0 }.span(&at));
    let message = error.without_snippet().to_string();
    let message = message.lines().next().unwrap_or_default();
    let message = message.split("; set ").next().unwrap_or(message);
    let message = message.split(", set ").next().unwrap_or(message);
    let message = message.split(" at line ").next().unwrap_or(message).trim_start_matches("error: ");
    YamlError { span: span.start + start..(span.end + start).max(span.start + start + 1), message: message.to_owned() }
}

struct Places<'a> {
    yaml: &'a str,
    start: usize,
}

impl Places<'_> {
    fn node(&self, raw: Spanned<Raw>) -> Node {
        let span = self.span(&raw.referenced);
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Bool(it) => Value::Bool(it),
            Raw::Int(it) => Value::Int(it),
            Raw::Float(it) => Value::Float(it),
            Raw::Text(it) => Value::Text(it),
            Raw::List(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            Raw::Map(pairs) => Value::Map(pairs.into_iter().map(|pair| self.pair(pair)).collect()),
        };
        Node { span, value }
    }

    fn pair(&self, (key, value): (Spanned<String>, Spanned<Raw>)) -> (Key, Node) {
        (Key { span: self.span(&key.referenced), name: key.value }, self.node(value))
    }

    /// Bytes of a place; the parser gives them for texts, and line and column as a last resort.
    fn span(&self, at: &Location) -> Range<usize> {
        let from = at.span().byte_offset().and_then(|n| usize::try_from(n).ok());
        let from = from.unwrap_or_else(|| self.line_start(at.line()));
        let len = at.span().byte_len().and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        let from = from.min(self.yaml.len());
        let to = (from + len).min(self.yaml.len());
        let trimmed = self.yaml.get(from..to).map_or(to, |it| from + it.trim_end().len());
        self.start + from..self.start + trimmed.max(from)
    }

    fn line_start(&self, line: u64) -> usize {
        let line = usize::try_from(line).unwrap_or(1).saturating_sub(1);
        self.yaml.split_inclusive('\n').take(line).map(str::len).sum()
    }
}

enum Raw {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a YAML value")
    }
    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }
    fn visit_bool<E>(self, it: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(it))
    }
    fn visit_i64<E>(self, it: i64) -> Result<Raw, E> {
        Ok(Raw::Int(it))
    }
    fn visit_u64<E: serde::de::Error>(self, it: u64) -> Result<Raw, E> {
        i64::try_from(it).map(Raw::Int).map_err(|_| E::custom("this number is too large"))
    }
    fn visit_f64<E>(self, it: f64) -> Result<Raw, E> {
        Ok(Raw::Float(it))
    }
    fn visit_str<E>(self, it: &str) -> Result<Raw, E> {
        Ok(Raw::Text(it.to_owned()))
    }
    fn visit_string<E>(self, it: String) -> Result<Raw, E> {
        Ok(Raw::Text(it))
    }
    fn visit_bytes<E: serde::de::Error>(self, _: &[u8]) -> Result<Raw, E> {
        Err(E::custom("binary values are not used here"))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut pairs: Vec<(Spanned<String>, Spanned<Raw>)> = Vec::new();
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            if pairs.len() >= 10_000 {
                return Err(A::Error::custom("more than 10,000 keys"));
            }
            pairs.push((key, map.next_value()?));
        }
        Ok(Raw::Map(pairs))
    }
}
