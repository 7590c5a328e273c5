//! Which of the pages found are shown, and how many another choice would show.

use alloc::borrow::ToOwned;
use alloc::vec;
use alloc::vec::Vec;

use super::store::{Facet, Store};
use super::{FacetCount, Filter, KindCount};

/// The kind of page, beside the facets by their number.
const KIND: usize = usize::MAX;

/// What a filter lets through.
pub(crate) struct Choice<'a> {
    store: &'a Store,
    /// Per page what keeps it back.
    kept_back: Vec<KeptBack>,
}

/// By how much of a filter a page is kept back, and by which part last.
#[derive(Clone, Copy, Default)]
struct KeptBack {
    by: usize,
    last: usize,
}

impl KeptBack {
    fn add(&mut self, part: usize) {
        *self = Self { by: self.by + 1, last: part };
    }

    /// Whether the page would be let through if that part of the filter were not there.
    fn only_by(&self, part: usize) -> bool {
        self.by == 0 || self.by == 1 && self.last == part
    }
}

impl<'a> Choice<'a> {
    pub(crate) fn new(filter: &Filter, store: &'a Store, facets: &[Facet<'_>]) -> Self {
        let mut kept_back = vec![KeptBack::default(); store.page_kinds().len()];
        if !filter.kind.is_empty() {
            let kind = store.kinds().iter().position(|it| it.0 == filter.kind);
            let others = kept_back.iter_mut().zip(store.page_kinds()).filter(|it| Some(*it.1 as usize) != kind);
            others.for_each(|(page, _)| page.add(KIND));
        }
        for (code, value) in &filter.facets {
            let number = facets.iter().position(|facet| facet.code == code);
            let having = number.and_then(|number| facets[number].values.iter().find(|it| it.0 == value));
            let having = having.map_or(&[][..], |it| &it.1);
            let others = kept_back.iter_mut().zip(0..).filter(|it| having.binary_search(&it.1).is_err());
            others.for_each(|(page, _)| page.add(number.unwrap_or(KIND - 1)));
        }
        Self { store, kept_back }
    }

    pub(crate) fn pages(&self) -> usize {
        self.kept_back.len()
    }

    pub(crate) fn has(&self, page: usize) -> bool {
        self.kept_back[page].by == 0
    }

    /// The kinds of the pages found, those with most pages first.
    pub(crate) fn kinds(&self, found: &[bool]) -> Vec<KindCount> {
        let mut counts = vec![0; self.store.kinds().len()];
        for ((kind, found), page) in self.store.page_kinds().iter().zip(found).zip(&self.kept_back) {
            counts[*kind as usize] += usize::from(*found && page.only_by(KIND));
        }
        let mut kinds: Vec<KindCount> = Vec::new();
        for ((kind, label), pages) in self.store.kinds().iter().zip(counts).filter(|it| it.1 > 0) {
            let at = kinds.iter().position(|other| other.pages < pages).unwrap_or(kinds.len());
            kinds.insert(at, KindCount { kind: kind.clone(), label: label.clone(), pages });
        }
        kinds
    }

    /// The values of the pages found.
    pub(crate) fn facets(&self, facets: &[Facet<'_>], found: &[bool]) -> Vec<FacetCount> {
        let count = |(facet, number): (&Facet<'_>, usize)| {
            let counted = facet.values.iter().map(|(value, having)| {
                let shown = |page: &&u32| found[**page as usize] && self.kept_back[**page as usize].only_by(number);
                ((*value).to_owned(), having.iter().filter(shown).count())
            });
            FacetCount { code: facet.code.to_owned(), values: counted.filter(|it| it.1 > 0).collect() }
        };
        facets.iter().zip(0..).map(count).collect()
    }
}
