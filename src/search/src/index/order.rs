//! In which order pages stand in the index: pages about one subject side by side, so that the pages of
//! one answer come from few files.

use std::collections::HashMap;

use super::analysed::{Analysed, Field};
use crate::analysis::{is_stop_word, stem};

/// Most pages that are compared with each other; the time grows with the square of it. Pages of a
/// larger site stay in order of address.
pub(super) const MOST_PAGES: usize = 400;

/// What a word in a title, a heading or a keyword counts beside one in the text.
const PROMINENT: f32 = 4.0;

/// Words and what they say about a page; the length of all together is 1.
type Subject = Vec<(u32, f32)>;

/// Puts pages about one subject side by side, in runs of about `run_bytes` of records.
///
/// Takes the pages in order of address; the same pages give the same order.
pub(super) fn by_subject(pages: &mut Vec<&Analysed>, run_bytes: usize) {
    if pages.len() > MOST_PAGES {
        return;
    }
    let (subjects, words) = subjects(pages);
    let mut rest: Vec<usize> = (0..pages.len()).collect();
    let mut order = Vec::with_capacity(pages.len());
    let mut middle = vec![0.0f32; words];
    let mut bytes = 0;
    while !rest.is_empty() {
        let near =
            |page: usize| subjects[page].iter().map(|(word, weight)| middle[*word as usize] * weight).sum::<f32>();
        let mut best = (0, f32::MIN);
        for (at, page) in rest.iter().enumerate() {
            let score = near(*page);
            if score > best.1 {
                best = (at, score);
            }
        }
        let page = rest.remove(best.0);
        if bytes + pages[page].record.len() > run_bytes {
            middle.fill(0.0);
            bytes = 0;
        }
        bytes += pages[page].record.len();
        subjects[page].iter().for_each(|(word, weight)| middle[*word as usize] += weight);
        order.push(pages[page]);
    }
    *pages = order;
}

/// The subject of every page, and the number of different words.
fn subjects(pages: &[&Analysed]) -> (Vec<Subject>, usize) {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut spread: Vec<u32> = Vec::new();
    let mut counted: Vec<Vec<(u32, f32)>> = Vec::with_capacity(pages.len());
    for page in pages {
        let mut counts: HashMap<u32, f32> = HashMap::new();
        for (word, count) in counts_of(page) {
            let next = numbers.len() as u32;
            let number = *numbers.entry(word).or_insert(next);
            *counts.entry(number).or_default() += count;
        }
        spread.resize(numbers.len(), 0);
        counts.keys().for_each(|number| spread[*number as usize] += 1);
        let mut counts: Vec<(u32, f32)> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|it| it.0);
        counted.push(counts);
    }
    let all = pages.len() as f32;
    let weighed = |counts: Vec<(u32, f32)>| {
        let told = counts.into_iter().filter(|(word, _)| spread[*word as usize] > 1);
        let mut subject: Subject =
            told.map(|(word, count)| (word, (1.0 + count.ln()) * (all / spread[word as usize] as f32).ln())).collect();
        let length = subject.iter().map(|it| it.1 * it.1).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        subject.iter_mut().for_each(|it| it.1 /= length);
        subject
    };
    (counted.into_iter().map(weighed).collect(), numbers.len())
}

/// The words of a page by their stem, with how much they count.
fn counts_of(page: &Analysed) -> Vec<(String, f32)> {
    let mut counts = vec![0.0f32; page.words.len()];
    let mut start = 0;
    for span in &page.spans {
        let each = if span.field == Field::Text { 1.0 } else { PROMINENT };
        for token in &page.tokens[start..span.end as usize] {
            counts[*token as usize] += each;
        }
        start = span.end as usize;
    }
    let words = page.words.iter().zip(counts).filter(|(word, count)| *count > 0.0 && !is_stop_word(word));
    words.map(|(word, count)| (stem(word).into_owned(), count)).collect()
}
