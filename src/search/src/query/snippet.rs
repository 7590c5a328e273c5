//! The piece of a text that shows why a page was found.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::Fragment;
use super::scan::Mark;

/// Bytes of a snippet, about two lines.
const LENGTH: usize = 190;
/// Bytes before the first mark in which a sentence may start.
const RUN_UP: usize = 90;
/// Bytes shown before the first mark when no sentence starts there.
const CONTEXT: usize = 40;
/// Weight from which a mark is shown as a hit; function words weigh less.
const SHOWN_FROM: f32 = 0.2;
/// What one more occurrence is worth beside one more clause, which is worth 1.
const REPEAT: f32 = 0.1;

/// The stretch of the text with most of the query, its marked words as hits.
pub(crate) fn snippet(text: &str, marks: &[Mark], clauses: usize) -> Vec<Fragment> {
    let first = richest(marks, clauses);
    let indent = text.len() - text.trim_ascii_start().len();
    let focus = first.map_or(indent, |mark| mark.start);
    let start = start_before(text, focus);
    let blank = piece(text, start, focus);
    let start = start + blank.len() - blank.trim_ascii_start().len();
    let end = end_after(text, start.max(focus.saturating_sub(RUN_UP)) + LENGTH);
    let mut fragments = Vec::new();
    let mut at = start;
    if !starts_sentence(text, start) {
        push(&mut fragments, "… ", false);
    }
    let shown = |mark: &&Mark| mark.end <= end && mark.weight >= SHOWN_FROM;
    for mark in marks.iter().filter(shown) {
        if mark.start >= at {
            push(&mut fragments, piece(text, at, mark.start), false);
            push(&mut fragments, piece(text, mark.start, mark.end), true);
            at = mark.end;
        }
    }
    push(&mut fragments, piece(text, at, end).trim_ascii_end(), false);
    if end < text.trim_ascii_end().len() {
        push(&mut fragments, " …", false);
    }
    fragments
}

/// A stretch of the text; the offsets of words are always boundaries.
fn piece(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// Adds a piece. Lines become one sentence: where one ends without a sign, a semicolon stands.
fn push(fragments: &mut Vec<Fragment>, text: &str, hit: bool) {
    let mut last = fragments.last().and_then(|it| it.text.chars().last());
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let is_open = last.is_some_and(|it| !it.is_ascii_punctuation() && !matches!(it, ' ' | '…' | '”' | '’'));
        match c {
            '\n' if is_open => line.push_str("; "),
            '\n' | ' ' if last == Some(' ') => {}
            '\n' => line.push(' '),
            c => line.push(c),
        }
        last = line.chars().last().or(last);
    }
    if !line.is_empty() {
        fragments.push(Fragment { text: line, hit });
    }
}

/// The mark with which the stretch begins that has most clauses.
fn richest(marks: &[Mark], clauses: usize) -> Option<&Mark> {
    let mut best: Option<(&Mark, f32)> = None;
    for (at, first) in marks.iter().enumerate() {
        let mut weights = vec![0.0f32; clauses];
        let mut repeats = 0.0;
        for mark in marks[at..].iter().take_while(|mark| mark.end <= first.start + LENGTH - CONTEXT) {
            let weight = &mut weights[mark.clause];
            repeats += REPEAT * mark.weight;
            *weight = weight.max(mark.weight);
        }
        let score = weights.iter().sum::<f32>() + repeats;
        if best.is_none_or(|(_, highest)| score > highest) {
            best = Some((first, score));
        }
    }
    best.map(|(mark, _)| mark)
}

/// Where the snippet starts: with the sentence of the focus, or a few words before it.
fn start_before(text: &str, focus: usize) -> usize {
    let from = floor(text, focus.saturating_sub(RUN_UP));
    let near = floor(text, focus.saturating_sub(CONTEXT));
    let before = piece(text, from, focus).char_indices().map(|(at, c)| (from + at, c));
    let mut sentence = (from == 0).then_some(0);
    let mut word = None;
    let mut last = ' ';
    for (at, c) in before {
        let is_space = c.is_ascii_whitespace();
        if c == '\n' || is_space && ends_sentence(last) {
            sentence = Some(at + 1);
        }
        if is_space && at >= near && word.is_none() {
            word = Some(at + 1);
        }
        last = c;
    }
    sentence.or(word).unwrap_or(focus)
}

fn ends_sentence(sign: char) -> bool {
    matches!(sign, '.' | '!' | '?' | ':')
}

fn starts_sentence(text: &str, start: usize) -> bool {
    let before = piece(text, 0, start);
    let trimmed = before.trim_ascii_end();
    trimmed.is_empty() || trimmed.ends_with(ends_sentence) || piece(before, trimmed.len(), start).contains('\n')
}

/// Where the snippet ends: not in the middle of a word.
fn end_after(text: &str, end: usize) -> usize {
    let end = floor(text, end);
    let rest = piece(text, end, text.len());
    rest.bytes().position(|byte| byte.is_ascii_whitespace()).map_or(text.len(), |more| end + more)
}

/// The last boundary between letters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(start: usize, end: usize) -> Mark {
        Mark { clause: 0, token: 0, start, end, weight: 1.0 }
    }

    fn shown(fragments: &[Fragment]) -> String {
        let show = |fragment: &Fragment| {
            if fragment.hit { format!("[{}]", fragment.text) } else { fragment.text.clone() }
        };
        fragments.iter().map(show).collect()
    }

    #[test]
    fn a_snippet_starts_with_its_sentence() {
        let text = "Eerst iets anders. Maak dan een plan voor de dienst.";
        let at = text.find("plan").unwrap_or_default();
        let snippet = snippet(text, &[mark(at, at + 4)], 1);
        assert_eq!(shown(&snippet), "Maak dan een [plan] voor de dienst.");
    }

    #[test]
    fn lines_become_a_sentence() {
        let text = "Laatste hersteltest\nNoodapparatuur\n\nWaar staat het plan?\nHier.";
        let at = text.find("plan").unwrap_or_default();
        let snippet = snippet(text, &[mark(8, 19), mark(at, at + 4)], 1);
        assert_eq!(shown(&snippet), "Laatste [hersteltest]; Noodapparatuur; Waar staat het [plan]? Hier.");
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let text = "woord ".repeat(100) + "plan " + &"woord ".repeat(100);
        let snippet = snippet(&text, &[mark(600, 604)], 1);
        let shown = shown(&snippet);
        assert!(shown.starts_with("… woord") && shown.ends_with("woord …") && shown.contains("[plan]"), "{shown}");
        assert!(shown.len() < 260, "{shown}");
    }

    proptest! {
        #[test]
        fn any_text_can_be_cut(text in "[a-zé .\n]{0,600}", at: prop::sample::Index) {
            let at = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            let is_word = text[at..end].chars().any(char::is_alphabetic);
            let marks = if is_word { vec![mark(at, end)] } else { vec![] };
            let snippet = snippet(&text, &marks, 1);
            prop_assert_eq!(snippet.iter().any(|fragment| fragment.hit), is_word);
            prop_assert!(snippet.iter().all(|fragment| !fragment.text.contains('\n')));
        }
    }
}
