//! Which pages, in which order.

use alloc::vec;
use alloc::vec::Vec;

use super::clauses::{Alternative, Clause};
use super::store::Posting;

/// How much better a page is when one section has all words: 0 would make no difference, 1 would
/// double its score.
const SECTION_BONUS: f32 = 0.25;

/// The pages found.
#[derive(Default)]
pub(crate) struct Ranked {
    /// Score and number of the best pages, best first.
    pub(crate) best: Vec<(f32, u32)>,
    /// Number of all pages found.
    pub(crate) total: usize,
    /// Whether they have all required clauses.
    pub(crate) all_words: bool,
    /// Number of pages found per kind, whatever kind was asked for.
    pub(crate) per_kind: Vec<usize>,
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
    required: u32,
    any: bool,
}

/// Finds the pages that have all required clauses, or, when there are none, those that have some; of
/// one kind when `only` names it.
pub(crate) fn rank(clauses: &[Clause<'_>], page_kinds: &[u32], only: Option<u32>, limit: usize) -> Ranked {
    let pages = page_kinds.len();
    let mut sums = vec![Sum { score: 0.0, sections: u64::MAX, required: 0, any: false }; pages];
    for clause in clauses {
        for (sum, fit) in sums.iter_mut().zip(fits(clause, pages)) {
            sum.add(fit, clause.is_required);
        }
    }
    let required = clauses.iter().filter(|clause| clause.is_required).count() as u32;
    let all_words = sums.iter().any(|sum| sum.any && sum.required == required);
    let mut ranked = Ranked { all_words, ..Ranked::default() };
    let kinds = page_kinds.iter().max().map_or(0, |most| *most as usize + 1);
    ranked.per_kind = vec![0; kinds];
    for ((sum, kind), page) in sums.iter().zip(page_kinds).zip(0..) {
        if sum.any && (!all_words || sum.required == required) {
            ranked.per_kind[*kind as usize] += 1;
            if only.is_none_or(|only| only == *kind) {
                ranked.add(sum.total(required), page, limit);
            }
        }
    }
    ranked
}

impl Sum {
    fn add(&mut self, fit: Fit, is_required: bool) {
        if fit.score == 0.0 {
            return;
        }
        self.any = true;
        self.score += fit.score;
        if is_required {
            self.required += 1;
            self.sections &= fit.sections;
        }
    }

    fn total(&self, required: u32) -> f32 {
        let share = self.required as f32 / required.max(1) as f32;
        let together = self.sections != 0 && self.required > 1;
        self.score * share * if together { 1.0 + SECTION_BONUS } else { 1.0 }
    }
}

/// Per page how well it fits the clause: by the best of the alternatives.
fn fits(clause: &Clause<'_>, pages: usize) -> Vec<Fit> {
    let mut best = vec![Fit::default(); pages];
    for alternative in &clause.alternatives {
        if let [term] = alternative.terms[..] {
            let scale = alternative.weight * rarity(term.pages, pages);
            term.postings(|Posting { page, impact, sections }| {
                if let Some(fit) = best.get_mut(page as usize) {
                    fit.improve(Fit { score: scale * impact, sections });
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
        let scale = alternative.weight * rarity(term.pages, pages) / alternative.terms.len() as f32;
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
fn rarity(with: u32, pages: usize) -> f32 {
    let without = pages as f32 - with as f32;
    libm::logf(1.3 + (without.max(0.0) + 0.5) / (with as f32 + 0.5))
}
