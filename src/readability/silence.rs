//! Reasons of an author to leave a line as it is.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::Diagnostic;

const WORD: &str = "leesbaar:";

/// What an author writes to silence a line.
pub(super) fn example(page: bool) -> &'static str {
    if page { "`<!-- leesbaar: … -->` on its line" } else { "`# leesbaar: …` on its line" }
}

struct Silence {
    /// Where the remark stands.
    place: Range<usize>,
    /// The line that it silences.
    line: Range<usize>,
    reason: bool,
}

/// The remarks of a file.
pub(super) struct Silences(Vec<Silence>);

impl Silences {
    /// `page`: whether the text below the front matter is Markdown.
    pub(super) fn of(text: &str, page: bool) -> Self {
        let mut found = Vec::new();
        let mut waiting: Vec<(Range<usize>, bool)> = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let place = at..at + line.trim_end().len();
            at += line.len();
            let remark = remark(line, page);
            let alone = remark.as_ref().is_some_and(|it| line[..it.0.start].trim().is_empty());
            if let Some((range, reason)) = remark {
                let remark = place.start + range.start..place.start + range.end;
                match alone {
                    true => waiting.push((remark, reason)),
                    false => found.push(Silence { place: remark, line: place.clone(), reason }),
                }
            }
            if !alone && !line.trim().is_empty() {
                found.extend(waiting.drain(..).map(|(remark, reason)| Silence {
                    place: remark,
                    line: place.clone(),
                    reason,
                }));
            }
        }
        found.extend(waiting.into_iter().map(|(remark, reason)| Silence { place: remark, line: 0..0, reason }));
        Silences(found)
    }

    /// The findings that no remark silences, and remarks that silence nothing or give no reason.
    pub(super) fn apply(self, path: &Arc<str>, _text: &str, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let touches = |silence: &Silence, it: &Diagnostic| {
            it.span.is_some_and(|(from, to)| from <= silence.line.end && to > silence.line.start)
        };
        let mut kept = Vec::new();
        for silence in &self.0 {
            let warning = |message| Diagnostic::warning(path, "silence", message).at(silence.place.clone());
            if !silence.reason {
                kept.push(warning("this remark gives no reason").help("write why the line stays as it is"));
            } else if !found.iter().any(|it| touches(silence, it)) {
                kept.push(warning("this remark silences nothing").help("take it away"));
            }
        }
        let silenced = |it: &Diagnostic| self.0.iter().any(|silence| silence.reason && touches(silence, it));
        kept.extend(found.into_iter().filter(|it| !silenced(it)));
        kept
    }
}

/// Where the remark of a line stands, and whether it gives a reason.
fn remark(line: &str, page: bool) -> Option<(Range<usize>, bool)> {
    let word = line.find(WORD)?;
    let after = &line[word + WORD.len()..];
    if let Some(start) = line[..word].rfind("<!--").filter(|it| page && line[it + 4..word].trim().is_empty()) {
        let (reason, _) = after.split_once("-->")?;
        return Some((start..word + WORD.len() + reason.len() + 3, !reason.trim().is_empty()));
    }
    let start = line[..word].rfind('#').filter(|it| line[it + 1..word].trim().is_empty())?;
    Some((start..line.trim_end().len(), !after.trim().is_empty()))
}
