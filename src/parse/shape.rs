//! What a front matter or a data file may hold: compiled from the JSON Schema of the Rust type it
//! becomes, so that type, check and (one day) published schema are one definition.
//!
//! In goes a tree with places, out come all its mistakes and a clean JSON value that serde can turn
//! into the type without failing. Strings with an `x-ref` extension are collected as references,
//! which the site resolves when all files are known.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value as Json;

use super::yaml::{Node, Value};
use crate::diag::{Diagnostic, closest};

/// What a value may be.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Anything at all.
    Any,
    /// Text; a number or a word is taken as it was written.
    Text(Option<Ref>),
    /// A day, as `2026-11-23`.
    Date,
    /// A whole number, not below `min`.
    Int(Option<i64>),
    /// Any number.
    Number,
    /// `true` or `false`.
    Bool,
    /// One of these words.
    OneOf(Vec<String>),
    /// A list of these.
    List(Arc<Shape>),
    /// Keys of the author's choice.
    Map(Arc<Shape>),
    /// Fixed keys.
    Record(Arc<Record>),
    /// One of several shapes: the first that fits.
    Either(Vec<Shape>),
}

/// Fixed keys and their shapes.
#[derive(Debug, Clone)]
pub struct Record {
    /// The fields by key.
    pub fields: BTreeMap<String, (Shape, bool)>,
}

/// What a text refers to, and so what must exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ref {
    /// A `.md` file, relative to the file that names it.
    Page,
    /// A `.md` file, relative to `content/`.
    ContentPage,
    /// A term of the glossary.
    Term,
    /// An organisation of `data/organisations.yaml`.
    Organisation,
    /// A building block's code.
    Block,
    /// A file of `data/questionnaires/`.
    Questionnaire,
    /// A file of `data/forms/`.
    Form,
    /// A document that the program makes.
    Document,
    /// Markdown of one paragraph.
    Markdown,
}

impl Ref {
    fn named(name: &str) -> Option<Ref> {
        Some(match name {
            "page" => Ref::Page,
            "content-page" => Ref::ContentPage,
            "term" => Ref::Term,
            "organisation" => Ref::Organisation,
            "block" => Ref::Block,
            "questionnaire" => Ref::Questionnaire,
            "form" => Ref::Form,
            "document" => Ref::Document,
            "markdown" => Ref::Markdown,
            _ => return None,
        })
    }
}

/// A reference that a file makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// To what sort of thing.
    pub kind: Ref,
    /// Which one.
    pub target: String,
    /// Where it is said.
    pub span: Range<usize>,
}

/// The shape of a Rust type.
pub fn of<T: JsonSchema>() -> Shape {
    let settings = SchemaSettings::draft2020_12().with(|s| s.inline_subschemas = false);
    let schema = SchemaGenerator::new(settings).into_root_schema_for::<T>();
    let json = serde_json::to_value(&schema).unwrap_or(Json::Bool(true));
    compile(&json, json.get("$defs").unwrap_or(&Json::Null))
}

fn compile(schema: &Json, defs: &Json) -> Shape {
    if let Some(name) = schema.get("$ref").and_then(Json::as_str) {
        let name = name.rsplit('/').next().unwrap_or_default();
        return compile(&defs[name], defs);
    }
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        return Shape::OneOf(words.iter().filter_map(Json::as_str).map(str::to_owned).collect());
    }
    if let Some(word) = schema.get("const").and_then(Json::as_str) {
        return Shape::OneOf(vec![word.to_owned()]);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(list) = schema.get(key).and_then(Json::as_array) {
            return either(list, defs);
        }
    }
    compile_type(schema, defs)
}

fn either(list: &[Json], defs: &Json) -> Shape {
    let is_null = |it: &&Json| it.get("type").and_then(Json::as_str) != Some("null");
    let mut shapes: Vec<Shape> = list.iter().filter(is_null).map(|it| compile(it, defs)).collect();
    if shapes.iter().all(|it| matches!(it, Shape::OneOf(_))) {
        let words = shapes.iter().flat_map(|it| match it {
            Shape::OneOf(words) => words.clone(),
            _ => Vec::new(),
        });
        return Shape::OneOf(words.collect());
    }
    if shapes.len() == 1 { shapes.remove(0) } else { Shape::Either(shapes) }
}

fn compile_type(schema: &Json, defs: &Json) -> Shape {
    let kind = match schema.get("type") {
        Some(Json::String(kind)) => kind.as_str(),
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).find(|k| *k != "null").unwrap_or(""),
        _ => "",
    };
    match kind {
        "string" if schema.get("format").and_then(Json::as_str) == Some("date") => Shape::Date,
        "string" => Shape::Text(schema.get("x-ref").and_then(Json::as_str).and_then(Ref::named)),
        "integer" => Shape::Int(schema.get("minimum").and_then(Json::as_i64)),
        "number" => Shape::Number,
        "boolean" => Shape::Bool,
        "array" => {
            let mut item = compile(schema.get("items").unwrap_or(&Json::Bool(true)), defs);
            if let (Shape::Text(at), Some(name)) = (&mut item, schema.get("x-ref").and_then(Json::as_str)) {
                *at = Ref::named(name);
            }
            Shape::List(Arc::new(item))
        }
        "object" => compile_object(schema, defs),
        _ => Shape::Any,
    }
}

fn compile_object(schema: &Json, defs: &Json) -> Shape {
    let Some(properties) = schema.get("properties").and_then(Json::as_object) else {
        let values = schema.get("additionalProperties").unwrap_or(&Json::Bool(true));
        return Shape::Map(Arc::new(compile(values, defs)));
    };
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Json::as_array)
        .map(|list| list.iter().filter_map(Json::as_str).collect())
        .unwrap_or_default();
    let fields = properties
        .iter()
        .map(|(key, it)| (key.clone(), (compile(it, defs), required.contains(&key.as_str()))))
        .collect();
    Shape::Record(Arc::new(Record { fields }))
}

/// Checks one file's tree against shapes and gathers what is wrong and what is referred to.
#[derive(Debug)]
pub struct Checker<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    /// The mistakes so far.
    pub diagnostics: Vec<Diagnostic>,
    /// The references so far.
    pub references: Vec<Reference>,
}

impl<'a> Checker<'a> {
    /// A checker for `file`, whose text is `text`.
    pub fn new(file: &'a Arc<str>, text: &'a str) -> Self {
        Checker { file, text, diagnostics: Vec::new(), references: Vec::new() }
    }

    /// The clean value, or `None` when something in it is wrong (and said).
    pub fn check(&mut self, node: &Node, shape: &Shape) -> Option<Json> {
        match (shape, &node.value) {
            (Shape::Record(record), Value::Map(pairs)) => self.record(record, pairs, node),
            (Shape::Map(shape), Value::Map(pairs)) => self.map(shape, pairs),
            (Shape::List(shape), Value::List(items)) => self.list(shape, items),
            (Shape::List(_), Value::Null) => Some(Json::Array(Vec::new())),
            (Shape::Any, _) => Some(to_json(node)),
            (Shape::Either(shapes), _) => self.either(shapes, node),
            (Shape::Record(_) | Shape::Map(_), Value::Null) => self.wrong(node, "keys and values"),
            (Shape::Record(_) | Shape::Map(_), _) => self.wrong(node, "keys and values"),
            (Shape::List(_), _) => self.wrong(node, "a list"),
            _ => self.scalar(node, shape),
        }
    }

    /// A record is usable when its required keys are: what else is wrong in it is said, and left out,
    /// so that one mistake does not hide those of other files.
    fn record(&mut self, record: &Record, pairs: &[(super::yaml::Key, Node)], node: &Node) -> Option<Json> {
        let mut out = serde_json::Map::new();
        for (key, value) in pairs {
            let Some((shape, _)) = record.fields.get(&key.name) else {
                self.unknown_key(key, record);
                continue;
            };
            if value.value == Value::Null && !matches!(shape, Shape::List(_)) {
                continue;
            }
            if let Some(json) = self.check(value, shape) {
                out.insert(key.name.clone(), json);
            }
        }
        let mut whole = true;
        for (key, _) in record.fields.iter().filter(|(_, (_, required))| *required) {
            if !pairs.iter().any(|(it, value)| it.name == *key && value.value != Value::Null) {
                self.missing(key, pairs, node);
            }
            whole &= out.contains_key(key);
        }
        whole.then_some(Json::Object(out))
    }

    fn unknown_key(&mut self, key: &super::yaml::Key, record: &Record) {
        let names: Vec<&str> = record.fields.keys().map(String::as_str).collect();
        let help = match closest(&key.name, names.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("known keys: {}", names.join(", ")),
        };
        self.diagnostics.push(
            Diagnostic::error(self.file, "unknown-key", format!("unknown key `{}`", key.name))
                .at(key.span.clone())
                .help(help),
        );
    }

    fn missing(&mut self, key: &str, pairs: &[(super::yaml::Key, Node)], node: &Node) {
        let given = pairs.iter().find(|(it, _)| it.name == key).map(|(it, _)| it.span.clone());
        let first = pairs.first().map_or(node.span.clone(), |(it, _)| it.span.clone());
        self.diagnostics.push(
            Diagnostic::error(self.file, "missing-key", format!("the key `{key}` is missing"))
                .at(given.unwrap_or(first))
                .help(format!("add `{key}: …`")),
        );
    }

    fn map(&mut self, shape: &Shape, pairs: &[(super::yaml::Key, Node)]) -> Option<Json> {
        let mut out = serde_json::Map::new();
        let mut whole = true;
        for (key, value) in pairs {
            match self.check(value, shape) {
                Some(json) => drop(out.insert(key.name.clone(), json)),
                None => whole = false,
            }
        }
        whole.then_some(Json::Object(out))
    }

    fn list(&mut self, shape: &Shape, items: &[Node]) -> Option<Json> {
        let checked: Vec<_> = items.iter().map(|item| self.check(item, shape)).collect();
        checked.into_iter().collect::<Option<Vec<_>>>().map(Json::Array)
    }

    fn either(&mut self, shapes: &[Shape], node: &Node) -> Option<Json> {
        let (known, said) = (self.references.len(), self.diagnostics.len());
        for shape in shapes {
            let found = self.check(node, shape);
            if found.is_some() {
                self.diagnostics.truncate(said);
                return found;
            }
            self.references.truncate(known);
            if shape.fits(node) {
                return None;
            }
            self.diagnostics.truncate(said);
        }
        self.wrong(node, "another sort of value")
    }

    fn scalar(&mut self, node: &Node, shape: &Shape) -> Option<Json> {
        match (shape, &node.value) {
            (Shape::Text(kind), _) => {
                let Some(text) = self.as_text(node) else { return self.wrong(node, "text") };
                if let Some(kind) = *kind {
                    self.references.push(Reference { kind, target: text.clone(), span: node.span.clone() });
                }
                Some(Json::String(text))
            }
            (Shape::Date, Value::Text(text)) if bcm::date::Date::parse(text).is_some() => {
                Some(Json::String(text.clone()))
            }
            (Shape::Date, _) => self.wrong(node, "a day such as 2026-11-23"),
            (Shape::Int(min), Value::Int(it)) if min.is_none_or(|min| *it >= min) => Some(Json::from(*it)),
            (Shape::Int(_), _) => self.wrong(node, "a whole number"),
            (Shape::Number, Value::Int(it)) => Some(Json::from(*it)),
            (Shape::Number, Value::Float(it)) => Some(Json::from(*it)),
            (Shape::Number, _) => self.wrong(node, "a number"),
            (Shape::Bool, Value::Bool(it)) => Some(Json::Bool(*it)),
            (Shape::Bool, _) => self.wrong(node, "true or false"),
            (Shape::OneOf(words), _) => self.one_of(node, words),
            _ => self.wrong(node, "another sort of value"),
        }
    }

    fn one_of(&mut self, node: &Node, words: &[String]) -> Option<Json> {
        let text = self.as_text(node).unwrap_or_default();
        if words.contains(&text) {
            return Some(Json::String(text));
        }
        let help = match closest(&text, words.iter().map(String::as_str)) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("use one of: {}", words.join(", ")),
        };
        self.diagnostics.push(
            Diagnostic::error(self.file, "unknown-value", format!("`{text}` is not known here"))
                .at(node.span.clone())
                .help(help),
        );
        None
    }

    /// A scalar as the author wrote it: `1.0` stays `1.0`.
    fn as_text(&self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Int(_) | Value::Float(_) | Value::Bool(_) => self.text.get(node.span.clone()).map(str::to_owned),
            _ => None,
        }
    }

    fn wrong(&mut self, node: &Node, wanted: &str) -> Option<Json> {
        let message = format!("expected {wanted}, found {}", node.value.name());
        let span = first_line(self.text, &node.span);
        self.diagnostics.push(Diagnostic::error(self.file, "wrong-type", message).at(span));
        None
    }
}

impl Shape {
    /// Whether a value is of this sort at all, right or wrong inside.
    fn fits(&self, node: &Node) -> bool {
        matches!(
            (self, &node.value),
            (Shape::Record(_) | Shape::Map(_), Value::Map(_)) | (Shape::List(_), Value::List(_))
        )
    }
}

fn first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let line = text.get(span.clone()).map_or(0, |it| it.lines().next().map_or(0, str::len));
    span.start..span.start + line.max(1)
}

fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(it) => Json::Bool(*it),
        Value::Int(it) => Json::from(*it),
        Value::Float(it) => Json::from(*it),
        Value::Text(it) => Json::String(it.clone()),
        Value::List(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Map(pairs) => Json::Object(pairs.iter().map(|(k, v)| (k.name.clone(), to_json(v))).collect()),
    }
}
