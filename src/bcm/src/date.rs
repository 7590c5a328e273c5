//! A calendar day without a clock: today is an argument of a build.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::json::FromJson;

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
}

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

impl Date {
    /// Reads `2026-11-23`, and refuses days that do not exist.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let lengths = (year.len(), month.len(), day.len()) == (4, 2, 2);
        let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if !lengths || !digits || parts.next().is_some() {
            return None;
        }
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day, if it exists.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let date = Date { year, month, day };
        let real = date.year > 0 && (1..=12).contains(&date.month) && (1..=date.days_in_month()).contains(&date.day);
        real.then_some(date)
    }

    fn days_in_month(self) -> u8 {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// The day that is `days` after 1 January 1970.
    pub fn from_unix_days(days: i64) -> Date {
        // Howard Hinnant's civil_from_days: years that begin in March make leap days the last day.
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        let fits = |n: i64| u8::try_from(n).unwrap_or(1);
        Date { year: u16::try_from(year).unwrap_or(9999), month: fits(month), day: fits(day) }
    }

    /// Days since 1 January 1970.
    pub fn unix_days(self) -> i64 {
        // The inverse of `from_unix_days`: days_from_civil.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let yoe = year.rem_euclid(400);
        let mp = (i64::from(self.month) + 9) % 12;
        let doy = (153 * mp + 2) / 5 + i64::from(self.day) - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        era * 146_097 + doe - 719_468
    }

    /// The day that is so many months later, or earlier when negative. A day that does not exist in
    /// that month becomes its last one. Years stay between 1 and 9999.
    pub fn plus_months(self, months: i32) -> Date {
        let all = i64::from(self.year) * 12 + i64::from(self.month) - 1 + i64::from(months);
        let all = all.clamp(12, 9999 * 12 + 11);
        let year = u16::try_from(all.div_euclid(12)).unwrap_or(9999);
        let month = u8::try_from(all.rem_euclid(12)).unwrap_or(0) + 1;
        let first = Date { year, month, day: 1 };
        Date { day: self.day.min(first.days_in_month()), ..first }
    }

    /// As a reader in Flanders writes it: `23 november 2026`.
    pub fn in_words(self) -> String {
        format!("{} {} {}", self.day, MONTHS[usize::from(self.month.clamp(1, 12) - 1)], self.year)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Date::parse(&text).ok_or_else(|| D::Error::custom("expected a day such as 2026-11-23"))
    }
}

impl FromJson for Date {
    fn from_json(value: &serde_json::Value) -> Option<Self> {
        Date::parse(value.as_str()?)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_exist() {
        assert!(Date::new(2028, 2, 29).is_some());
        for (year, month, day) in [(2027, 2, 29), (2100, 2, 29), (2026, 13, 1), (2026, 4, 31), (2026, 1, 0), (0, 1, 1)]
        {
            assert_eq!(Date::new(year, month, day), None, "{year}-{month}-{day}");
        }
        for text in ["2026-1-01", "26-01-01", "2026-01-01-", "2026/01/01", "+026-01-01"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_counted_in_both_directions() {
        assert_eq!(Date::new(1970, 1, 1).unwrap().unix_days(), 0);
        for days in (-719_162..=2_932_896).step_by(37) {
            assert_eq!(Date::from_unix_days(days).unix_days(), days);
        }
    }

    #[test]
    fn months_are_added_without_inventing_days() {
        let plus = |text: &str, months| Date::parse(text).unwrap().plus_months(months).to_string();
        assert_eq!(plus("2026-11-23", -12), "2025-11-23");
        assert_eq!(plus("2028-02-29", -12), "2027-02-28");
        assert_eq!(plus("2026-08-31", 6), "2027-02-28");
        assert_eq!(plus("0001-01-01", -5), "0001-01-01");
        assert_eq!(plus("9999-12-31", 5), "9999-12-31");
    }

    #[test]
    fn a_day_reads_in_two_ways() {
        let date = Date::new(2026, 3, 7).unwrap();
        assert_eq!(date.to_string(), "2026-03-07");
        assert_eq!(date.in_words(), "7 maart 2026");
    }
}
