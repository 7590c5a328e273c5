//! Days to remember as an iCalendar file (RFC 5545), for any calendar program.

use bcm::date::Date;

/// A whole day in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// Names the event within its dossier, always the same: a newer file then replaces it.
    pub(crate) uid: String,
    /// The day.
    pub(crate) date: Date,
    /// What stands in the calendar.
    pub(crate) title: String,
    /// What more there is to say.
    pub(crate) text: String,
}

/// The longest line, in octets and without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// The file. `lineage` is that of the dossier, `today` the day of the file.
pub(crate) fn calendar(lineage: &str, today: Date, events: &[Event]) -> String {
    let mut out = String::new();
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//BCM-portaal//BCM-portaal//NL", "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    for event in events {
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}.{}@bcm-portaal", plain(&event.uid), plain(lineage)));
        line(&mut out, &format!("DTSTAMP:{}T000000Z", digits(today)));
        line(&mut out, &format!("DTSTART;VALUE=DATE:{}", digits(event.date)));
        line(&mut out, &format!("SUMMARY:{}", escaped(&event.title)));
        if !event.text.is_empty() {
            line(&mut out, &format!("DESCRIPTION:{}", escaped(&event.text)));
        }
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn digits(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// Letters, digits and hyphens: what every program takes in a name.
fn plain(text: &str) -> String {
    text.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' }).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.trim().chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            it if it.is_control() => {}
            it => out.push(it),
        }
    }
    out
}

/// Writes a line, folded: what is too long goes on in a next one that begins with a space.
fn line(out: &mut String, text: &str) {
    let mut used = 0;
    for letter in text.chars() {
        if used + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(letter);
        used += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(title: &str) -> Event {
        let date = Date { year: 2027, month: 3, day: 9 };
        Event { uid: "review/1".to_owned(), date, title: title.to_owned(), text: "1 regel;\r\nnog, 1 \\".to_owned() }
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let title = "é€😀 herziening van het plan ".repeat(20);
        let text = calendar("0-1", Date { year: 2026, month: 11, day: 24 }, &[event(&title)]);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split("\r\n") {
            assert!(line.len() <= LINE, "{line}");
            assert!(!line.contains(['\r', '\n']), "{line}");
        }
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:{}\r\n", title.trim())));
        assert!(unfolded.contains("DESCRIPTION:1 regel\\;\\nnog\\, 1 \\\\\r\n"));
        assert!(unfolded.contains("UID:review-1.0-1@bcm-portaal\r\n"));
        assert!(unfolded.contains("DTSTAMP:20261124T000000Z\r\n"));
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20270309\r\n"));
    }
}
