//! The engine: finds the pages for a query in the files of an index.

use alloc::string::String;
use alloc::vec::Vec;

mod clauses;
mod near;
mod pages;
mod rank;
mod scan;
mod snippet;
mod store;

use crate::format::FormatError;
use clauses::{Clause, Word};
use pages::Page;
use rank::Ranked;
use store::{Need, Store};

/// How many hits at a time are put in their final order by reading their text. The order of the
/// first hits therefore does not change when more are asked for.
const WINDOW: usize = 5;

/// Most hits that one search gives.
const MAX_HITS: usize = 50;

/// Answers queries from the files it has been given, and says which others it needs.
#[derive(Debug)]
pub struct Searcher {
    store: Store,
}

/// What a search gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Names of files to [`Searcher::add`] before the same search is asked again.
    Need(Vec<String>),
    /// The pages found.
    Results(Results),
}

/// The pages found for a query, best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// Number of pages found, of which `hits` are the first.
    pub total: usize,
    /// Whether the pages have all words of the query; else they have some of them.
    pub all_words: bool,
    /// The first pages.
    pub hits: Vec<Hit>,
    /// The kinds of all pages found, those with most pages first.
    pub kinds: Vec<KindCount>,
    /// Words of the query that no page has; the search went on with words that look like them.
    pub unknown: Vec<String>,
}

/// How many of the pages found are of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindCount {
    /// Code of the kind.
    pub kind: String,
    /// Name of the kind.
    pub label: String,
    /// Number of pages.
    pub pages: usize,
}

/// A page with the section that answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Address of the section relative to the root of the site, with `#` and the anchor.
    pub url: String,
    /// Title of the page.
    pub title: String,
    /// The heading that answers; none when it is the page from its start.
    pub heading: Option<String>,
    /// Code of the kind of page.
    pub kind: String,
    /// Name of the kind of page.
    pub kind_label: String,
    /// A piece of the text, in order.
    pub snippet: Vec<Fragment>,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The text of the piece.
    pub text: String,
    /// Whether it is a word that answers the query.
    pub hit: bool,
}

impl Searcher {
    /// Opens an index by its entry file.
    ///
    /// # Errors
    ///
    /// When the bytes are no index, one of another version, or damaged.
    pub fn new(index: &[u8]) -> Result<Self, FormatError> {
        Store::new(index).map(|store| Self { store })
    }

    /// Adds a file that [`Searcher::search`] asked for.
    ///
    /// # Errors
    ///
    /// When the index has no such file, or the bytes are damaged or of another build.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), FormatError> {
        self.store.add(name, bytes)
    }

    /// Finds at most `limit` pages. The last word also finds the words that start with it, as
    /// long as nothing follows it in the query.
    pub fn search(&self, query: &str, limit: usize) -> Answer {
        self.search_kind(query, limit, "")
    }

    /// As [`Searcher::search`], for the pages of one kind, by its code; an empty one stands for all.
    pub fn search_kind(&self, query: &str, limit: usize, kind: &str) -> Answer {
        let only = match kind {
            "" => None,
            code => Some(self.store.kinds().iter().position(|it| it.0 == code).map_or(u32::MAX, |at| at as u32)),
        };
        let mut need = Need::default();
        let words = Word::read(query);
        let clauses = clauses::resolve(&words, &self.store, &mut need);
        if !need.is_empty() {
            return Answer::Need(need.names());
        }
        let ranked = rank::rank(&clauses, self.store.page_kinds(), only, limit.min(MAX_HITS));
        let pages: Vec<Option<Page<'_>>> =
            ranked.best.iter().map(|(_, page)| self.store.page(*page, &mut need)).collect();
        if !need.is_empty() {
            return Answer::Need(need.names());
        }
        Answer::Results(self.results(&clauses, &ranked, pages))
    }

    fn results(&self, clauses: &[Clause<'_>], ranked: &Ranked, pages: Vec<Option<Page<'_>>>) -> Results {
        let mut found: Vec<(f32, Hit)> = Vec::with_capacity(pages.len());
        for ((score, number), page) in ranked.best.iter().zip(pages) {
            let Some(page) = page else { continue };
            let mut reading = scan::read(&page, clauses);
            let (kind, label) = &self.store.kinds()[self.store.page_kinds()[*number as usize] as usize];
            (reading.hit.kind, reading.hit.kind_label) = (kind.clone(), label.clone());
            let score = score * reading.bonus;
            let window = found.len() / WINDOW * WINDOW;
            let better = found[window..].iter().take_while(|(other, _)| *other >= score).count();
            found.insert(window + better, (score, reading.hit));
        }
        Results {
            total: ranked.total,
            all_words: ranked.all_words,
            hits: found.into_iter().map(|(_, hit)| hit).collect(),
            kinds: self.kinds(&ranked.per_kind),
            unknown: clauses.iter().filter_map(|clause| clause.unknown.clone()).collect(),
        }
    }

    fn kinds(&self, per_kind: &[usize]) -> Vec<KindCount> {
        let all = self.store.kinds().iter().zip(per_kind).filter(|it| *it.1 > 0);
        let count = |((kind, label), pages): (&(String, String), &usize)| KindCount {
            kind: kind.clone(),
            label: label.clone(),
            pages: *pages,
        };
        let mut kinds: Vec<KindCount> = Vec::new();
        for kind in all.map(count) {
            let at = kinds.iter().position(|other| other.pages < kind.pages).unwrap_or(kinds.len());
            kinds.insert(at, kind);
        }
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{HEADER_BYTES, Role, unseal};
    use crate::index::{body_hash, seal};
    use crate::{Document, Section, Synonyms, analyse, build};
    use proptest::prelude::*;

    fn files() -> Vec<(String, Vec<u8>)> {
        let page = |number: usize| Document {
            url: format!("{number}/"),
            title: format!("Plan {number}"),
            sections: vec![Section {
                anchor: Some("a".into()),
                heading: "Crisisteam".into(),
                text: "Het crisisteam maakt een plan voor de hersteltijd (RTO).".repeat(1 + number % 3),
            }],
            ..Document::default()
        };
        let pages: Vec<_> = (0..20).map(|number| analyse(&page(number))).collect();
        build(&pages, &Synonyms::new(vec![vec!["RTO".into(), "hersteltijd".into()]])).files
    }

    /// The file with altered bytes in its body and a header that fits them.
    fn forged(file: &[u8], role: Role, changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
        let (stamp, _) = unseal(role, file).expect("a sound file");
        let mut forged = file.to_vec();
        for (at, byte) in changes {
            let at = HEADER_BYTES + at.index(file.len() - HEADER_BYTES);
            forged[at] = *byte;
        }
        let hash = body_hash(&forged);
        seal(role, stamp, &mut forged, hash);
        forged
    }

    proptest! {
        #[test]
        fn a_forged_file_is_refused_or_read(
            entry in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 0..3),
            shard in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 0..4),
        ) {
            let files = files();
            let Ok(mut searcher) = Searcher::new(&forged(&files[0].1, Role::Entry, &entry)) else { return Ok(()) };
            for (name, file) in &files[1..] {
                let role = if name.starts_with('t') { Role::Terms } else { Role::Documents };
                let _ = searcher.add(name, &forged(file, role, &shard));
            }
            for query in ["rto", "plan crisis", "cris", "serverplan "] {
                searcher.search(query, 20);
            }
        }
    }
}
