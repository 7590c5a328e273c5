//! A cell as a value of the dossier.

use serde_json::Value;

use super::grid::Cell;
use super::names::{Names, code_of, fold, parts};
use super::record::Record;
use crate::xlsx::columns::{Kind, SCORE};
use crate::xlsx::lists::{List, ListId};
use crate::xlsx::value::{Content, read_day, read_number};

/// What cells are understood by.
pub(super) struct Words<'a> {
    pub(super) record: &'a Record,
    pub(super) lists: &'a [List],
    pub(super) processes: &'a Names,
    pub(super) dependencies: &'a Names,
}

/// What a cell holds, as its column sees it: a number in a column of days is a day.
pub(super) fn content(cell: Option<&Cell>, kind: Kind) -> Content {
    let Some(cell) = cell else { return Content::Empty };
    match (kind, &cell.content, cell.day) {
        (Kind::Date, Content::Number(_), Some(day)) => Content::Day(day),
        _ => cell.content.clone(),
    }
}

impl Words<'_> {
    /// The value, or what the cell should hold, in Dutch.
    pub(super) fn read(&self, kind: Kind, content: &Content) -> Result<Value, String> {
        let plain = content.plain(kind);
        match kind {
            Kind::Locked => Err("Verwacht: niets.".to_owned()),
            Kind::Text => match content {
                Content::Truth(_) => Err("Verwacht: tekst.".to_owned()),
                _ => Ok(plain.into()),
            },
            _ if kind == SCORE => whole(&plain, 4).ok_or_else(|| "Verwacht: een score van 0 tot 4.".to_owned()),
            Kind::Count(most) => {
                whole(&plain, most).ok_or_else(|| format!("Verwacht: een geheel getal van 0 tot {most}."))
            }
            Kind::Date => {
                let day = read_day(&plain).ok_or_else(|| "Verwacht: een datum als dag/maand/jaar.".to_owned())?;
                Ok(day.to_string().into())
            }
            Kind::List(list) => self.code(list, content, &plain),
            Kind::Processes => self.ids(self.processes, &plain, "Welk proces is"),
            Kind::Dependencies => self.ids(self.dependencies, &plain, "Welke afhankelijkheid is"),
        }
    }

    /// The value of a cell that nobody changed: what is no code, number or day stays the text that it is.
    pub(super) fn read_kept(&self, kind: Kind, content: &Content) -> Value {
        let plain = content.plain(kind);
        let names = match kind {
            Kind::Processes => self.processes,
            Kind::Dependencies => self.dependencies,
            _ => return self.read(kind, content).unwrap_or_else(|_| plain.into()),
        };
        let ids = parts(&plain).map(|it| names.find(it).unwrap_or(code_of(it)).into());
        Value::Array(ids.collect())
    }

    fn code(&self, list: ListId, content: &Content, plain: &str) -> Result<Value, String> {
        let folded = match content {
            Content::Truth(true) => "ja".to_owned(),
            Content::Truth(false) => "nee".to_owned(),
            _ => fold(plain),
        };
        let ours = self.lists.iter().find(|it| it.id == list).map(|it| it.items.as_slice()).unwrap_or_default();
        let theirs = self.record.items.get(list.name()).map(Vec::as_slice).unwrap_or_default();
        let is_ours = |code: &str| ours.iter().any(|it| it.code == code);
        let by_label = theirs.iter().find(|it| it.1 == folded && is_ours(&it.0)).map(|it| it.0.as_str());
        let found = by_label
            .or_else(|| ours.iter().find(|it| fold(&it.label) == folded).map(|it| it.code.as_str()))
            .or_else(|| ours.iter().find(|it| it.code.eq_ignore_ascii_case(&folded)).map(|it| it.code.as_str()));
        let labels: Vec<&str> = ours.iter().map(|it| it.label.as_str()).collect();
        found.map(Value::from).ok_or_else(|| format!("Verwacht: een van {}.", labels.join(", ")))
    }

    fn ids(&self, names: &Names, plain: &str, question: &str) -> Result<Value, String> {
        let mut ids: Vec<Value> = Vec::new();
        for part in parts(plain) {
            let id =
                names.find(part).ok_or_else(|| format!("{question} ‘{}’? Schrijf de code of de naam.", short(part)))?;
            if !ids.iter().any(|it| it == id) {
                ids.push(id.into());
            }
        }
        Ok(Value::Array(ids))
    }
}

fn whole(plain: &str, most: i32) -> Option<Value> {
    let number = read_number(plain)?;
    let is_right = number.fract() == 0.0 && (0.0..=f64::from(most)).contains(&number);
    is_right.then(|| Value::from(number as u64))
}

/// What was found, as much as fits a message.
pub(super) fn short(text: &str) -> String {
    crate::clean::cut(&crate::clean::one_line(text), 60)
}

/// Whether a value of the dossier is what a cell says, after all that writing it into a cell changes.
pub(super) fn is_same(value: &Value, current: &Value) -> bool {
    match (value, current) {
        (Value::String(new), Value::String(old)) => *new == Content::text(old).plain(Kind::Text),
        (Value::Number(new), Value::Number(old)) => new.as_f64() == old.as_f64(),
        (Value::Number(new), Value::String(old)) => read_number(old).is_some_and(|it| Some(it) == new.as_f64()),
        (Value::String(new), Value::Number(old)) => *new == old.to_string(),
        (new, old) => new == old,
    }
}
