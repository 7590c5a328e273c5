//! What can be filled in: for every path below the data of a dossier, its kind and its words.
//!
//! One table serves the controls on screen, what the program takes from the page, and the labels in
//! a comparison with a sheet or another dossier. A path that no pattern fits is never written.

use bcm::date::Date;
use bcm::field::{cents, cents_of, euro};
use serde_json::Value;

/// A thing to fill in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldDef {
    /// A path with `*` for one part that may be any id, such as `bia/processes/*/owner`.
    pub(crate) pattern: &'static str,
    /// What it takes.
    pub(crate) kind: Kind,
    /// What stands before the control.
    pub(crate) label: &'static str,
    /// Help that is always in view; empty for none.
    pub(crate) hint: &'static str,
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// One line of text.
    Line,
    /// Several lines of text.
    Text,
    /// A whole number from 0 to this one.
    Number(u32),
    /// An amount in euro; whole cents.
    Money,
    /// A day.
    Date,
    /// One of a few codes, each with its label; radio buttons.
    Choice(&'static [(&'static str, &'static str)]),
    /// A duration of the catalogue; a list to choose from.
    Duration,
    /// One of a list that the tool makes, such as the domains.
    Code,
    /// A score of the impact scale, 0 to 4.
    Score,
    /// A level of a questionnaire: a number, or `unknown`.
    Level,
    /// Ticked or not.
    Flag,
    /// Any of a list that the tool makes: an array of codes.
    Set,
    /// JSON of the tool's own.
    Json,
}

/// Yes, no, or not known.
pub(crate) const KNOWN: &[(&str, &str)] = &[("yes", "Ja"), ("no", "Nee"), ("unknown", "Ik weet het niet")];

/// Yes or no.
pub(crate) const YES_NO: &[(&str, &str)] = &[("yes", "Ja"), ("no", "Nee")];

/// The longest text that a field keeps, in characters; what comes after is refused, not cut.
pub(crate) const MAX_TEXT: usize = 20_000;

/// The definition of a path, in the given tables.
pub(crate) fn definition<'a>(tables: &[&'a [FieldDef]], path: &str) -> Option<&'a FieldDef> {
    tables.iter().copied().flatten().find(|it| fits(it.pattern, path))
}

fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    let matched =
        pattern.split('/').all(|it| parts.next().is_some_and(|part| it == part || (it == "*" && !part.is_empty())));
    matched && parts.next().is_none()
}

/// The value as the dossier keeps it; `Ok(None)` clears the field.
///
/// A number or a day that cannot be understood is kept as the text that was typed, so that nothing
/// is lost; it reads as absent and [`problem`] tells about it.
///
/// # Errors
/// The value is of a kind that this field never takes, or is too long.
pub(crate) fn taken(kind: Kind, value: Value) -> Result<Option<Value>, ()> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) if text.chars().count() > MAX_TEXT => return Err(()),
        Value::String(text) => text,
        other => return of_json(kind, other),
    };
    if text.trim().is_empty() {
        return Ok(None);
    }
    Ok(Some(match kind {
        Kind::Number(max) => number(&text, max).map_or(Value::String(text), Value::from),
        Kind::Money => cents(&text).map_or(Value::String(text), euro),
        Kind::Date => day(&text).map_or(Value::String(text), |it| it.to_string().into()),
        Kind::Choice(codes) => choice(codes, text)?.into(),
        Kind::Score => Value::from(text.trim().parse::<u8>().ok().filter(|it| *it <= 4).ok_or(())?),
        Kind::Level if text == "unknown" => text.into(),
        Kind::Level => Value::from(text.trim().parse::<u8>().map_err(|_| ())?),
        Kind::Flag | Kind::Set => return Err(()),
        Kind::Line | Kind::Text | Kind::Duration | Kind::Code | Kind::Json => text.into(),
    }))
}

fn of_json(kind: Kind, value: Value) -> Result<Option<Value>, ()> {
    match (kind, &value) {
        (Kind::Flag, Value::Bool(on)) => Ok(on.then_some(value)),
        (Kind::Set, Value::Array(items)) if items.is_empty() => Ok(None),
        (Kind::Set, Value::Array(items)) if items.iter().all(Value::is_string) => Ok(Some(value)),
        (Kind::Number(max), Value::Number(it)) if it.as_u64().is_some_and(|it| it <= u64::from(max)) => Ok(Some(value)),
        (Kind::Level, Value::Number(it)) if it.as_u64().is_some_and(|it| it < 10) => Ok(Some(value)),
        (Kind::Money, Value::Number(_)) => Ok(cents_of(&value).map(euro)),
        (Kind::Score, Value::Number(it)) if it.as_u64().is_some_and(|it| it <= 4) => Ok(Some(value)),
        (Kind::Json, _) => Ok(Some(value)),
        _ => Err(()),
    }
}

fn choice(codes: &[(&str, &str)], text: String) -> Result<String, ()> {
    if codes.iter().any(|it| it.0 == text) { Ok(text) } else { Err(()) }
}

/// A whole number as people write it: `1 250`, `1.250`.
fn number(text: &str, max: u32) -> Option<u32> {
    let digits: String = text.chars().filter(|it| !it.is_whitespace() && *it != '.').collect();
    digits.parse().ok().filter(|it| *it <= max)
}

/// A day as people write it, `24/11/2026`, `24-11-2026` or `24.11.2026`, or as the dossier keeps it.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = Date::parse(text) {
        return Some(date);
    }
    let mut parts = text.split(['/', '-', '.']).map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A day as people read it: `24/11/2026`. Other text comes back as it is.
pub(crate) fn shown_day(text: &str) -> String {
    Date::parse(text).map_or_else(|| text.to_owned(), |it| format!("{:02}/{:02}/{:04}", it.day, it.month, it.year))
}

/// Whether a field of this kind is typed in, letter by letter.
pub(crate) fn is_typed(kind: Kind) -> bool {
    matches!(kind, Kind::Line | Kind::Text | Kind::Number(_) | Kind::Date | Kind::Money)
}

/// What is wrong with what a field holds, as its reader should hear it.
pub(crate) fn problem(kind: Kind, value: &Value) -> Option<&'static str> {
    match (kind, value) {
        (Kind::Number(_), Value::String(_)) => Some("Vul een geheel getal in, met cijfers. Bijvoorbeeld: 14."),
        (Kind::Money, Value::String(_)) => Some("Vul een bedrag in, met cijfers. Bijvoorbeeld: 12.500,50."),
        (Kind::Date, Value::String(text)) if Date::parse(text).is_none() => {
            Some("Vul een dag in als dag/maand/jaar. Bijvoorbeeld: 24/11/2026.")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_star_stands_for_one_part() {
        assert!(fits("bia/processes/*/owner", "bia/processes/BZ1/owner"));
        assert!(!fits("bia/processes/*/owner", "bia/processes/BZ1/peak/owner"));
        assert!(!fits("bia/processes/*/owner", "bia/processes//owner"));
        assert!(!fits("bia/processes/*", "bia/processes"));
    }

    #[test]
    fn what_cannot_be_understood_is_kept_as_typed() {
        assert_eq!(taken(Kind::Number(99), json!("1 4")), Ok(Some(json!(14))));
        assert_eq!(taken(Kind::Number(99), json!("veel")), Ok(Some(json!("veel"))));
        assert_eq!(taken(Kind::Money, json!("€ 1.250,50")), Ok(Some(json!(1250.5))));
        assert_eq!(taken(Kind::Money, json!("veel")), Ok(Some(json!("veel"))));
        assert_eq!(taken(Kind::Money, json!(-3)), Ok(None));
        assert_eq!(taken(Kind::Date, json!("3/2/2027")), Ok(Some(json!("2027-02-03"))));
        assert_eq!(taken(Kind::Date, json!("31/2/2027")), Ok(Some(json!("31/2/2027"))));
        assert!(problem(Kind::Date, &json!("31/2/2027")).is_some());
        assert_eq!(taken(Kind::Line, json!("  ")), Ok(None));
        assert_eq!(taken(Kind::Choice(YES_NO), json!("maybe")), Err(()));
        assert_eq!(taken(Kind::Score, json!("5")), Err(()));
    }
}
