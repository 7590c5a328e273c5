//! In which order pages stand in the index: pages that answer the same words side by side, so that the
//! pages of one answer come from few files.

use std::collections::HashMap;

use super::analysed::{Analysed, Field};
use super::invert::Postings;
use crate::analysis::{is_stop_word, stem};
use crate::format::Reader;
use crate::query::posting;

/// Most pages that are compared with each other; the time grows with the square of it. Pages of a
/// larger site are put in order by their titles.
pub(super) const MOST_PAGES: usize = 1000;

/// How many pages of a word are taken to be shown together: those that a search loads first.
const SHOWN: usize = 5;

/// Per page how much it is shown together with others.
type Together = Vec<Vec<f32>>;

/// The numbers of the pages in an order that puts pages with the same words side by side, in runs of at
/// most `run_bytes`. The same pages give the same order.
pub(super) fn together(postings: &[Postings], sizes: &[usize], run_bytes: usize) -> Vec<usize> {
    let shown = shown_together(postings, sizes.len());
    let links: Vec<f32> = shown.iter().map(|others| others.iter().sum::<f32>().max(1.0).sqrt()).collect();
    let mut rest: Vec<usize> = (0..sizes.len()).collect();
    let mut order = Vec::with_capacity(sizes.len());
    while !rest.is_empty() {
        let mut next = best(&rest, |page| links[page]);
        let mut near = vec![0.0f32; sizes.len()];
        let mut bytes = 0;
        while let Some(at) = next {
            let page = rest.remove(at);
            bytes += sizes[page];
            order.push(page);
            near.iter_mut().zip(&shown[page]).for_each(|(sum, with)| *sum += with);
            let fitting = |page: usize| if bytes + sizes[page] <= run_bytes { near[page] / links[page] } else { -1.0 };
            next = best(&rest, fitting).filter(|at| fitting(rest[*at]) >= 0.0);
        }
    }
    order
}

/// Puts pages side by side that share the rarest word which a title of each has in common with another. Takes
/// them in order of address, and keeps it among those that share a word.
pub(super) fn by_title(pages: &mut Vec<&Analysed>) {
    let titles: Vec<Vec<String>> = pages.iter().map(|page| title_words(page)).collect();
    let mut spread: HashMap<&str, u32> = HashMap::new();
    titles.iter().flatten().for_each(|word| *spread.entry(word).or_default() += 1);
    let shared = |word: &&str| spread[word] > 1;
    let keys = titles.iter().map(|title| {
        let words = title.iter().map(String::as_str).filter(shared);
        words.min_by_key(|word| (spread[word], *word)).unwrap_or_default()
    });
    let mut keyed: Vec<(&str, &Analysed)> = keys.zip(pages.drain(..)).collect();
    keyed.sort_by_key(|it| it.0);
    pages.extend(keyed.into_iter().map(|it| it.1));
}

/// The stems of the words of a title, each once.
fn title_words(page: &Analysed) -> Vec<String> {
    let end = page.spans.iter().find(|span| span.field == Field::Title).map_or(0, |span| span.end as usize);
    let words = page.tokens[..end].iter().map(|token| page.words.get(*token)).filter(|word| !is_stop_word(word));
    let mut stems: Vec<String> = words.map(|word| stem(word).into_owned()).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The place of the page with the highest score, the first of several.
fn best(pages: &[usize], score: impl Fn(usize) -> f32) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (at, page) in pages.iter().enumerate() {
        let score = score(*page);
        if best.is_none_or(|(_, highest)| score > highest) {
            best = Some((at, score));
        }
    }
    best.map(|(at, _)| at)
}

/// Counts for every two pages the words that show both among their first pages, more for a word that
/// they are about.
fn shown_together(postings: &[Postings], pages: usize) -> Together {
    let mut together = vec![vec![0.0f32; pages]; pages];
    for postings in postings.iter().filter(|postings| postings.pages > 1) {
        let mut having = Vec::with_capacity(postings.pages as usize);
        let mut reader = Reader::new(&postings.bytes);
        let mut page = 0;
        while let Some(posting) = posting(&mut reader, page) {
            page = posting.page;
            having.push((posting.impact, page as usize));
        }
        having.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        having.truncate(SHOWN);
        let weight = having.iter().map(|it| it.0).sum::<f32>() / having.len() as f32;
        for (_, one) in &having {
            for (_, other) in having.iter().filter(|(_, other)| other != one) {
                together[*one][*other] += weight;
            }
        }
    }
    together
}
