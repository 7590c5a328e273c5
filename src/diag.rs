//! What an author did wrong, as a value: where it is, what it is and the way out.
//!
//! Every stage adds to one list; nothing here stops a build. The same value is printed for a
//! terminal, for machines and for the page that `serve` shows.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// How bad a [`Diagnostic`] is. Errors stop a build; warnings do so with `--strict` only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site cannot be published like this.
    Error,
    /// The site can be published, and an editor should look.
    Warning,
}

impl Severity {
    /// The word used in every output format.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One mistake of an author.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// Path below the root, with `/`.
    pub file: Arc<str>,
    /// Bytes in the file; `None` when the file as a whole is meant.
    pub span: Option<(usize, usize)>,
    /// Error or warning.
    pub severity: Severity,
    /// A permanent name for this sort of mistake, such as `broken-link`.
    pub code: &'static str,
    /// What is wrong, lower case, without a full stop.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error in `file`.
    pub fn error(file: &Arc<str>, code: &'static str, message: impl Into<String>) -> Self {
        let (file, message) = (file.clone(), message.into());
        Diagnostic { file, span: None, severity: Severity::Error, code, message, help: None }
    }

    /// A warning in `file`.
    pub fn warning(file: &Arc<str>, code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Self::error(file, code, message) }
    }

    /// Points at bytes of the file.
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some((span.start, span.end));
        self
    }

    /// Adds the way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Whether any of `diagnostics` stops a build.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// Numbers of errors and warnings.
pub fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    (errors, diagnostics.len() - errors)
}

/// Sorts by file, place and message and drops repeats, so that every run prints the same list.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort();
    diagnostics.dedup();
}

/// The texts that diagnostics point into.
pub trait Texts {
    /// The text of a file, when it has one.
    fn text(&self, file: &str) -> Option<&str>;
}

impl Texts for BTreeMap<String, String> {
    fn text(&self, file: &str) -> Option<&str> {
        self.get(file).map(String::as_str)
    }
}

/// Line and column, both from 1, in characters, of byte `at`.
pub fn line_column(text: &str, at: usize) -> (usize, usize) {
    let at = floor_boundary(text, at);
    let line = text[..at].matches('\n').count() + 1;
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    (line, text[start..at].chars().count() + 1)
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A form in which diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Excerpt, caret and help.
    Human,
    /// `{diagnostics, errors, warnings}`.
    Json,
    /// Annotations for a workflow run.
    Github,
}

/// Writes all diagnostics in one format; `color` matters to [`Format::Human`] alone.
pub fn write(diagnostics: &[Diagnostic], texts: &impl Texts, format: Format, color: bool) -> String {
    match format {
        Format::Human => human(diagnostics, texts, color),
        Format::Json => json(diagnostics, texts),
        Format::Github => github(diagnostics, texts),
    }
}

fn human(diagnostics: &[Diagnostic], texts: &impl Texts, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&render_one(diagnostic, texts, &renderer));
        out.push_str("\n\n");
    }
    let (errors, warnings) = count(diagnostics);
    if !diagnostics.is_empty() {
        let _ = writeln!(out, "{}, {}", plural(errors, "error"), plural(warnings, "warning"));
    }
    out
}

fn plural(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

fn render_one(diagnostic: &Diagnostic, texts: &impl Texts, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let (text, line, span) = excerpt(diagnostic, texts);
    let file = diagnostic.file.as_ref();
    let mut group = match span {
        Some(span) => Group::with_title(title)
            .element(Snippet::source(text).path(file).line_start(line).annotation(AnnotationKind::Primary.span(span))),
        None => Group::with_title(title).element(annotate_snippets::Origin::path(file)),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The lines around a span alone: the renderer walks everything it is given.
fn excerpt<'a>(diagnostic: &Diagnostic, texts: &'a impl Texts) -> (&'a str, usize, Option<Range<usize>>) {
    let (Some(text), Some((start, end))) = (texts.text(&diagnostic.file), diagnostic.span) else {
        return ("", 1, None);
    };
    let start = floor_boundary(text, start);
    let end = floor_boundary(text, end.max(start));
    let from = text[..start].rfind('\n').map_or(0, |n| n + 1);
    let to = text[end..].find('\n').map_or(text.len(), |n| end + n);
    let first_line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
    let end = end.min(first_line_end).max(start);
    let to = to.min(first_line_end.max(end));
    (&text[from..to], line_column(text, start).0, Some(start - from..end - from))
}

/// Where a diagnostic points, as `(line, column, end line, end column)`; all 1 for a whole file.
fn place(diagnostic: &Diagnostic, texts: &impl Texts) -> (usize, usize, usize, usize) {
    match (texts.text(&diagnostic.file), diagnostic.span) {
        (Some(text), Some((start, end))) => {
            let (line, column) = line_column(text, start);
            let (end_line, end_column) = line_column(text, end.max(start));
            (line, column, end_line, end_column)
        }
        _ => (1, 1, 1, 1),
    }
}

fn json(diagnostics: &[Diagnostic], texts: &impl Texts) -> String {
    let list: Vec<_> = diagnostics
        .iter()
        .map(|d| {
            let (line, column, end_line, end_column) = place(d, texts);
            serde_json::json!({
                "severity": d.severity.word(), "code": d.code, "message": d.message,
                "file": d.file.as_ref(), "line": line, "column": column,
                "end_line": end_line, "end_column": end_column,
                "excerpt": excerpt(d, texts).0, "help": d.help,
            })
        })
        .collect();
    let (errors, warnings) = count(diagnostics);
    let all = serde_json::json!({ "diagnostics": list, "errors": errors, "warnings": warnings });
    format!("{all:#}\n")
}

fn github(diagnostics: &[Diagnostic], texts: &impl Texts) -> String {
    let mut out = String::new();
    for d in diagnostics {
        let (line, column, end_line, _) = place(d, texts);
        let help = d.help.as_ref().map(|h| format!("\nhelp: {h}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "::{} file={},line={line},endLine={end_line},col={column},title={}::{}",
            d.severity.word(),
            escape_property(&d.file),
            d.code,
            escape_message(&format!("{}{help}", d.message)),
        );
    }
    out
}

fn escape_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_message(text).replace(':', "%3A").replace(',', "%2C")
}

/// The closest of `known` to a mistyped `word`, when one is close enough to be meant.
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).clamp(1, 2);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(far, _)| *far <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Optimal string alignment: insertions, deletions, substitutions and neighbours swapped.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}
