//! The engine: finds the pages for a query in the files of an index.

use alloc::string::String;
use alloc::vec::Vec;

mod choice;
mod clauses;
mod near;
mod pages;
mod rank;
mod scan;
mod snippet;
mod store;
mod words;

use crate::format::FormatError;
use choice::Choice;
use clauses::Clause;
use pages::Page;
use rank::Ranked;
#[cfg(feature = "build")]
pub(crate) use store::posting;
use store::{Need, Store};
use words::Word;

/// How many hits at a time are put in their final order by reading their text. The order of the
/// first hits therefore does not change when more are asked for.
const WINDOW: usize = 5;

/// Most hits that one search gives.
const MAX_HITS: usize = 50;

/// Name of the file that tells what pages can be chosen by; some indexes have none.
pub const FACETS_FILE: &str = "f-0.bin";

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
    /// Whether any page has all words of the query; else they have some of them.
    pub all_words: bool,
    /// The first pages.
    pub hits: Vec<Hit>,
    /// The kinds of all pages found, those with most pages first.
    pub kinds: Vec<KindCount>,
    /// Words of the query that no page has.
    pub unknown: Vec<Unknown>,
    /// Words that the last word of the query may become.
    pub completions: Vec<String>,
    /// What the pages found can be chosen by; none while the file of that, [`FACETS_FILE`], is not loaded.
    pub facets: Option<Vec<FacetCount>>,
}

/// A word that no page has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The word, folded.
    pub word: String,
    /// The words that were looked up in its place, as pages write them.
    pub meant: Vec<String>,
    /// When there are none: words that look most like it, which were not looked up.
    pub like: Vec<String>,
}

/// What to choose pages by: a kind, and for facets one value each. An empty kind stands for all kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Code of the kind.
    pub kind: String,
    /// Codes of facets with the value that a page must have.
    pub facets: Vec<(String, String)>,
}

/// How many of the pages found have each value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// Code of the facet.
    pub code: String,
    /// The values that any page found has, in order, with the number of pages.
    pub values: Vec<(String, usize)>,
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
        self.search_within(query, limit, &Filter::default())
    }

    /// As [`Searcher::search`], among the pages that the filter lets through. Facets and kinds are counted
    /// each as if the filter did not speak of it: so many pages another choice would give.
    pub fn search_within(&self, query: &str, limit: usize, filter: &Filter) -> Answer {
        let mut need = Need::default();
        let facets = self.store.facets(&mut need);
        if filter.facets.is_empty() {
            need = Need::default();
        }
        let typed = Word::read(query);
        let words = words::known(Word::read(query), &self.store, &mut need);
        let clauses = clauses::resolve(&words, &self.store, &mut need);
        let definition = clauses::definition(&words, &self.store, &mut need);
        if !need.is_empty() {
            return Answer::Need(need.names());
        }
        let choice = Choice::new(filter, &self.store, facets.as_deref().unwrap_or_default());
        let ranked = rank::rank(&clauses, definition, &choice, limit.min(MAX_HITS));
        let pages: Vec<Option<Page<'_>>> =
            ranked.best.iter().map(|(_, page)| self.store.page(*page, &mut need)).collect();
        if !need.is_empty() {
            return Answer::Need(need.names());
        }
        let mut results = self.results(&clauses, &ranked, pages);
        results.completions = clauses::completions(&typed, &self.store);
        results.facets = facets.map(|facets| choice.facets(&facets, &ranked.found));
        results.kinds = choice.kinds(&ranked.found);
        Answer::Results(results)
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
            unknown: clauses.iter().flat_map(|clause| clause.unknown.clone()).collect(),
            ..Results::default()
        }
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
                is_download: false,
            }],
            facets: vec![("theme".into(), if number.is_multiple_of(2) { "ict".into() } else { "zorg".into() })],
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

    /// Searches in an index that has these files in the place of its own.
    fn search_with(replaced: impl Fn(&str, Role) -> Option<Vec<u8>>) -> Option<FormatError> {
        let files = files();
        let mut wrong = None;
        let file = |name: &str, role, sound: &[u8]| replaced(name, role).unwrap_or_else(|| sound.to_vec());
        let mut searcher = match Searcher::new(&file(&files[0].0, Role::Entry, &files[0].1)) {
            Ok(searcher) => searcher,
            Err(error) => return Some(error),
        };
        for (name, sound) in &files[1..] {
            let (role, _) = Role::of_shard(name).expect("a shard");
            wrong = searcher.add(name, &file(name, role, sound)).err().or(wrong);
        }
        let filter = Filter { kind: String::new(), facets: vec![("theme".into(), "ict".into())] };
        for query in ["rto", "plan crisis", "cris", "serverplan ", "xrisis ", "crisis team", "nis 2"] {
            searcher.search(query, 20);
            searcher.search_within(query, 20, &filter);
        }
        wrong
    }

    /// A body with a header that fits it.
    fn sealed(role: Role, body: &[u8]) -> Vec<u8> {
        let (stamp, _) = unseal(Role::Entry, &files()[0].1).expect("a sound file");
        let mut file = [&[0; HEADER_BYTES], body].concat();
        let hash = body_hash(&file);
        seal(role, stamp, &mut file, hash);
        file
    }

    #[test]
    fn what_the_fuzzer_starts_from_is_refused_or_read() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/corpus/index");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).expect("the corpus is there") {
            let bytes = std::fs::read(entry.expect("a file").path()).expect("it can be read");
            let Some((&letter, body)) = bytes.split_first() else { continue };
            search_with(|name, role| (name.as_bytes()[0] == letter).then(|| sealed(role, body)));
            count += 1;
        }
        assert!(count > 5, "{count} files");
    }

    proptest! {
        #[test]
        fn a_forged_file_is_refused_or_read(
            entry in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 0..3),
            shard in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 0..4),
        ) {
            let files = files();
            let sound = |name: &str| &files.iter().find(|(it, _)| it == name).expect("a file of the index").1;
            search_with(|name, role| {
                let changes = if role == Role::Entry { &entry } else { &shard };
                Some(forged(sound(name), role, changes))
            });
        }
    }
}
