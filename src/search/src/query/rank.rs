//! Which pages, in which order.

use alloc::vec;
use alloc::vec::Vec;

use super::choice::Choice;
use super::clauses::{Alternative, Clause};
use super::store::{Posting, Term};

/// How much better a page is when one section has all words: 0 would make no difference, 1 would
/// double its score.
const SECTION_BONUS: f32 = 0.1;

/// How much better the page is that defines the query: more than all else together.
const DEFINITION_BONUS: f32 = 10.0;

/// The least share that a page has of what another page has of the query, by rarity.
const LEAST_SHARE: f32 = 0.5;

/// Pages added to those that have a word before its rarity is taken, so that a word of one page does not
/// outweigh all the others of the query.
const MORE_PAGES: f32 = 2.0;

/// The pages found.
#[derive(Default)]
pub(crate) struct Ranked {
    /// Score and number of the best pages, best first.
    pub(crate) best: Vec<(f32, u32)>,
    /// Number of all pages found.
    pub(crate) total: usize,
    /// Whether they have all required clauses.
    pub(crate) all_words: bool,
    /// Per page whether it was found, chosen or not.
    pub(crate) found: Vec<bool>,
}

impl Ranked {
    /// Counts the page, and keeps it if it is among the best `limit`.
    fn add(&mut self, score: f32, page: u32, limit: usize) {
        self.total += 1;
        let is_full = self.best.len() >= limit;
        if is_full && self.best.last().is_none_or(|(lowest, _)| score <= *lowest) {
            return;
        }
        if is_full {
            self.best.pop();
        }
        let at = self.best.partition_point(|(other, _)| *other >= score);
        self.best.insert(at, (score, page));
    }
}

/// How well a page fits a clause, and where.
#[derive(Clone, Copy, Default)]
struct Fit {
    score: f32,
    sections: u64,
}

/// How well a page fits all clauses so far.
#[derive(Clone, Copy)]
struct Sum {
    score: f32,
    /// Sections that have all required clauses found so far.
    sections: u64,
    /// The rarity of the required clauses that it has, together.
    covered: f32,
    required: u32,
    any: bool,
}

/// Finds the pages that have most of what is required, a rare word counting more than a common one.
pub(crate) fn rank(clauses: &[Clause<'_>], definition: Option<Term<'_>>, choice: &Choice<'_>, limit: usize) -> Ranked {
    let pages = choice.pages();
    let mut sums = vec![Sum { score: 0.0, sections: u64::MAX, covered: 0.0, required: 0, any: false }; pages];
    let (mut required, mut all) = (0, 0.0);
    for clause in clauses {
        let fits = fits(clause, pages);
        let having = fits.iter().filter(|fit| fit.score > 0.0).count();
        let rarity = rarity(having, pages);
        if clause.is_required {
            required += 1;
            all += if having > 0 { rarity } else { 0.0 };
        }
        for (sum, fit) in sums.iter_mut().zip(fits) {
            sum.add(fit, rarity, clause.is_required);
        }
    }
    let most = sums.iter().map(|sum| sum.covered).fold(0.0, f32::max);
    let found = sums.iter().map(|sum| sum.any && sum.covered >= LEAST_SHARE * most).collect();
    let all_words = sums.iter().any(|sum| sum.any && sum.required == required);
    let mut ranked = Ranked { all_words, found, ..Ranked::default() };
    let mut bonus = vec![1.0; pages];
    if let Some(term) = definition {
        term.postings(|posting| bonus[posting.page as usize] = DEFINITION_BONUS);
    }
    for (sum, page) in sums.iter().zip(0..) {
        if ranked.found[page] && choice.has(page) {
            ranked.add(bonus[page] * sum.total(all), page as u32, limit);
        }
    }
    ranked
}

impl Sum {
    fn add(&mut self, fit: Fit, rarity: f32, is_required: bool) {
        if fit.score == 0.0 {
            return;
        }
        self.any = true;
        self.score += rarity * fit.score;
        if is_required {
            self.required += 1;
            self.covered += rarity;
            self.sections &= fit.sections;
        }
    }

    fn total(&self, all: f32) -> f32 {
        let share = if all > 0.0 { self.covered / all } else { 1.0 };
        let together = self.sections != 0 && self.required > 1;
        self.score * share * if together { 1.0 + SECTION_BONUS } else { 1.0 }
    }
}

/// Per page how well it fits the clause: by the best of the alternatives.
fn fits(clause: &Clause<'_>, pages: usize) -> Vec<Fit> {
    let mut best = vec![Fit::default(); pages];
    for alternative in &clause.alternatives {
        if let [term] = alternative.terms[..] {
            term.postings(|Posting { page, impact, sections }| {
                if let Some(fit) = best.get_mut(page as usize) {
                    fit.improve(Fit { score: alternative.weight * impact, sections });
                }
            });
        } else {
            for (fit, other) in best.iter_mut().zip(conjunction(alternative, pages)) {
                fit.improve(other);
            }
        }
    }
    best
}

impl Fit {
    fn improve(&mut self, other: Fit) {
        self.score = self.score.max(other.score);
        self.sections |= other.sections;
    }
}

/// Per page how well it has all terms: the mean of them, nothing when one is missing.
fn conjunction(alternative: &Alternative<'_>, pages: usize) -> Vec<Fit> {
    let mut sums = vec![(0u32, Fit { score: 0.0, sections: u64::MAX }); pages];
    for term in &alternative.terms {
        let scale = alternative.weight / alternative.terms.len() as f32;
        term.postings(|Posting { page, impact, sections }| {
            if let Some((count, fit)) = sums.get_mut(page as usize) {
                *count += 1;
                fit.score += scale * impact;
                fit.sections &= sections;
            }
        });
    }
    let all = alternative.terms.len() as u32;
    sums.into_iter().map(|(count, fit)| if count == all { fit } else { Fit::default() }).collect()
}

/// The weight of a term by the number of pages that have it (the idf of BM25): about 0.3 and up,
/// more the rarer it is.
fn rarity(with: usize, pages: usize) -> f32 {
    let without = pages as f32 - with as f32;
    libm::logf(1.3 + (without.max(0.0) + 0.5) / (with as f32 + MORE_PAGES))
}
