//! Reading a page for a query: which section answers, and where its words stand.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::Hit;
use super::clauses::{Clause, How, Needle};
use super::pages::{Page, PageSection};
use super::snippet;
use crate::analysis::{is_stop_word, term_of, tokens};

/// How much better a page is whose words stand side by side: 0 would make no difference, 1 would
/// double its score.
const NEARNESS_BONUS: f32 = 0.4;
/// How much better a page is whose title is the query and nothing else.
const TITLE_BONUS: f32 = 0.3;
/// What a word in a heading is worth beside any number of times in the text, which is below 1.
const HEADING_SHARE: f32 = 2.0;
/// Occurrences that bring a word in the text halfway to 1.
const HALFWAY: f32 = 2.0;
/// What a function word is worth beside another word; too little to be shown as a hit.
const STOP_SHARE: f32 = 0.1;
/// Shortest part of a longer word, in letters, that counts as found in it.
const MIN_INSIDE: usize = 4;

/// What a page says to a query.
pub(crate) struct Reading {
    /// Factor for the score of the page, 1 and up.
    pub(crate) bonus: f32,
    pub(crate) hit: Hit,
}

/// A place in a text that answers a clause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Mark {
    pub(crate) clause: usize,
    /// Number of the word in the text.
    pub(crate) token: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) weight: f32,
}

/// A section with its marks.
struct Read<'a> {
    section: &'a PageSection<'a>,
    marks: Vec<Mark>,
    score: f32,
    nearness: f32,
}

/// Reads a page.
pub(crate) fn read(page: &Page<'_>, clauses: &[Clause<'_>]) -> Reading {
    let title = marks(page.title, clauses);
    let sections: Vec<Read<'_>> = page.sections.iter().map(|section| read_section(section, clauses)).collect();
    let title_share = title_share(page.title, &title, clauses);
    let title_nearness = nearness(&title, clauses);
    let best = if title_share > 0.0 { sections.first() } else { best(&sections) };
    let near = sections.iter().map(|section| section.nearness).fold(title_nearness, f32::max);
    Reading {
        bonus: 1.0 + NEARNESS_BONUS * near + TITLE_BONUS * title_share,
        hit: hit(page, best, &sections, clauses.len()),
    }
}

fn best<'r, 'a>(sections: &'r [Read<'a>]) -> Option<&'r Read<'a>> {
    sections.iter().reduce(|best, section| if section.score > best.score { section } else { best })
}

fn read_section<'a>(section: &'a PageSection<'a>, clauses: &[Clause<'_>]) -> Read<'a> {
    let heading = marks(section.heading, clauses);
    let marks = marks(section.text, clauses);
    let nearness = nearness(&marks, clauses).max(nearness(&heading, clauses));
    let mut score = nearness;
    for number in 0..clauses.len() {
        let of_clause = |marks: &[Mark]| -> Vec<f32> {
            marks.iter().filter(|mark| mark.clause == number).map(|mark| mark.weight).collect()
        };
        let in_heading = of_clause(&heading).into_iter().fold(0.0, f32::max);
        let in_text: f32 = of_clause(&marks).into_iter().sum();
        score += HEADING_SHARE * in_heading + in_text / (in_text + HALFWAY);
    }
    Read { section, marks, score, nearness }
}

/// The share of the words of the title that the query has; 0 unless the title has all of the query.
fn title_share(title: &str, marks: &[Mark], clauses: &[Clause<'_>]) -> f32 {
    let has_all = clauses
        .iter()
        .zip(0..)
        .filter(|(clause, _)| clause.is_required)
        .all(|(_, number)| marks.iter().any(|mark| mark.clause == number && mark.weight > 0.5));
    let mut words = 0;
    let mut found = 0;
    tokens(title, |token| {
        if !is_stop_word(token.word) || clauses.iter().all(|clause| clause.is_required) {
            words += 1;
            found += usize::from(marks.iter().any(|mark| mark.start <= token.start && token.end <= mark.end));
        }
    });
    if has_all && words > 0 { found as f32 / words as f32 } else { 0.0 }
}

/// How near to each other the required clauses stand: 1 side by side, 0 when one is missing or
/// there is only one.
fn nearness(marks: &[Mark], clauses: &[Clause<'_>]) -> f32 {
    let required = clauses.iter().filter(|clause| clause.is_required).count();
    let marks: Vec<&Mark> = marks.iter().filter(|mark| clauses[mark.clause].is_required).collect();
    if required < 2 {
        return 0.0;
    }
    let mut nearest = 0.0f32;
    let mut last: Vec<Option<usize>> = vec![None; clauses.len()];
    for mark in marks {
        last[mark.clause] = Some(mark.token);
        let seen = last.iter().flatten();
        if seen.clone().count() == required {
            let distance = mark.token - seen.min().copied().unwrap_or(mark.token);
            nearest = nearest.max((required - 1) as f32 / distance.max(required - 1) as f32);
        }
    }
    nearest
}

fn hit(page: &Page<'_>, best: Option<&Read<'_>>, sections: &[Read<'_>], clauses: usize) -> Hit {
    let section = best.map(|read| read.section);
    let anchor = section.map_or("", |section| section.anchor);
    let heading = section.map_or("", |section| section.heading);
    let quoted = best
        .filter(|read| !read.marks.is_empty())
        .or_else(|| sections.iter().find(|read| !read.marks.is_empty()))
        .or_else(|| best.filter(|read| !read.section.text.is_empty()))
        .or_else(|| sections.iter().find(|read| !read.section.text.is_empty()));
    Hit {
        url: if anchor.is_empty() { page.url.to_owned() } else { [page.url, "#", anchor].concat() },
        title: page.title.to_owned(),
        heading: (!heading.is_empty()).then(|| heading.to_owned()),
        kind: String::new(),
        kind_label: String::new(),
        snippet: quoted.map_or_else(Vec::new, |read| snippet::snippet(read.section.text, &read.marks, clauses)),
    }
}

/// A word of a text with its term.
struct TextWord {
    start: usize,
    end: usize,
    term: String,
    is_hyphenated: bool,
}

/// The places of a text that answer the clauses, in order; one per clause and word.
fn marks(text: &str, clauses: &[Clause<'_>]) -> Vec<Mark> {
    let mut words = Vec::new();
    tokens(text, |token| {
        words.push(TextWord {
            start: token.start,
            end: token.end,
            term: term_of(token.word),
            is_hyphenated: token.word.contains('-'),
        });
    });
    let mut marks = Vec::new();
    for at in 0..words.len() {
        for (clause, number) in clauses.iter().zip(0..) {
            let found = clause.needles.iter().filter_map(|needle| {
                let len = match_len(&words[at..], needle)?;
                Some((needle.weight, len))
            });
            if let Some((weight, len)) = found.max_by(|(a, _), (b, _)| a.total_cmp(b)) {
                let (start, end) = (words[at].start, words[at + len - 1].end);
                let weight = weight * if clause.is_required { 1.0 } else { STOP_SHARE };
                marks.push(Mark { clause: number, token: at, start, end, weight });
            }
        }
    }
    marks
}

/// As `str::contains`, whose search for long patterns is a large part of a small program.
fn contains(word: &str, part: &str) -> bool {
    word.as_bytes().windows(part.len()).any(|window| window == part.as_bytes())
}

/// How many words match, if the needle is at the start of the words.
fn match_len(words: &[TextWord], needle: &Needle) -> Option<usize> {
    let (first, rest) = needle.words.split_first()?;
    let word = words.first()?;
    let matches = match needle.how {
        How::Whole => word.term == *first,
        How::Start => word.term.starts_with(first.as_str()),
        How::Inside => {
            let is_long = first.len() >= MIN_INSIDE || word.is_hyphenated;
            is_long && word.term.len() > first.len() && contains(&word.term, first)
        }
    };
    let others = words.get(1..needle.words.len())?;
    let all = matches && rest.iter().zip(others).all(|(needle, word)| word.term == *needle);
    all.then_some(needle.words.len())
}
