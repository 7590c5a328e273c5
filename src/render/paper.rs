//! Fields as they stand on paper: a label, a hint and room to write.

use std::fmt::Write as _;

use bcm::field::{Field, FieldKind, FormDocument};

use crate::parse::markdown::escape;

/// A form document as it prints.
pub fn form(document: &FormDocument) -> String {
    let mut out = String::from("<div class=\"paper\">\n");
    paragraph(&document.intro, &mut out);
    for section in &document.sections {
        element("h3", &section.title, &mut out);
        if let Some(text) = &section.text {
            paragraph(text, &mut out);
        }
        if !section.steps.is_empty() {
            list("ol", &section.steps, &mut out);
        }
        write_fields(&section.fields, &section.title, &mut out);
    }
    out.push_str("</div>\n");
    out
}

/// The fields of a building block as they print.
pub fn fields(fields: &[Field], title: &str) -> String {
    let mut out = String::from("<div class=\"paper\">\n");
    write_fields(fields, title, &mut out);
    out.push_str("</div>\n");
    out
}

fn write_fields(fields: &[Field], title: &str, out: &mut String) {
    for field in fields {
        out.push_str("<div class=\"paper-field\">");
        out.push_str("<p class=\"paper-label\">");
        escape(&field.label, out);
        out.push_str("</p>");
        if let Some(hint) = &field.hint {
            out.push_str("<p class=\"paper-hint\">");
            escape(hint, out);
            out.push_str("</p>");
        }
        room(field, title, out);
        out.push_str("</div>\n");
    }
}

fn room(field: &Field, title: &str, out: &mut String) {
    match &field.kind {
        FieldKind::Text => out.push_str("<div class=\"paper-lines\"></div>"),
        FieldKind::YesNo => list("ul class=\"paper-choice\"", &["ja".to_owned(), "nee".to_owned()], out),
        FieldKind::Choice { options } | FieldKind::Choices { options } | FieldKind::Scale { options } => {
            list("ul class=\"paper-choice\"", options, out);
        }
        FieldKind::Table { columns, rows } => {
            out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
            escape(&format!("{title}: {}", field.label), out);
            out.push_str("\"><table class=\"paper-table\"><thead><tr>");
            for column in columns {
                out.push_str("<th scope=\"col\">");
                escape(&column.label, out);
                out.push_str("</th>");
            }
            out.push_str("</tr></thead><tbody>");
            for _ in 0..(*rows).min(8) {
                let _ = write!(out, "<tr>{}</tr>", "<td></td>".repeat(columns.len()));
            }
            out.push_str("</tbody></table></div>");
        }
        FieldKind::Line
        | FieldKind::Date
        | FieldKind::Number { .. }
        | FieldKind::Money
        | FieldKind::PercentOf { .. } => out.push_str("<div class=\"paper-line\"></div>"),
    }
}

fn element(name: &str, text: &str, out: &mut String) {
    let _ = write!(out, "<{name}>");
    escape(text, out);
    let _ = writeln!(out, "</{}>", name.split(' ').next().unwrap_or(name));
}

fn paragraph(text: &str, out: &mut String) {
    for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
        element("p", part.trim(), out);
    }
}

fn list(name: &str, items: &[String], out: &mut String) {
    let _ = write!(out, "<{name}>");
    for item in items {
        element("li", item, out);
    }
    let _ = writeln!(out, "</{}>", name.split(' ').next().unwrap_or(name));
}
