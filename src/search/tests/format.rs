//! The files of an index: the same for the same pages, refused when they are not whole.

use std::sync::LazyLock;

use proptest::prelude::*;
use search::{
    Answer, Document, FORMAT_VERSION, FormatError, INDEX_FILE, IndexFiles, Searcher, Section, Synonyms, analyse, build,
};

const WORDS: &str = "plan proces dienst crisis team herstel tijd back-up continuïteitsplan leveranciers \
    noodstroom uitwijk gemeente oefening scenario's B01 22301 maximale uitvalduur mtpd het een van de";

fn documents(count: usize) -> Vec<Document> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let text = |seed: usize, len: usize| -> String {
        let picked: Vec<&str> = (0..len).map(|i| words[(seed * 7 + i * (3 + seed % 5)) % words.len()]).collect();
        picked.join(" ")
    };
    let section = |page: usize, number: usize| Section {
        anchor: (number > 0).then(|| format!("deel-{number}")),
        heading: if number > 0 { text(page + number, 3) } else { String::new() },
        text: text(page * 3 + number, 40 + page % 30) + &format!(" uniek{page}x{number}."),
        is_download: number % 4 == 3,
    };
    (0..count)
        .map(|page| Document {
            url: format!("map/{page:04}/"),
            title: text(page, 4),
            summary: text(page, 6),
            weight: if page % 5 == 0 { 75 } else { 0 },
            kind: "page".into(),
            kind_label: "Pagina".into(),
            sections: (0..1 + page % 6).map(|number| section(page, number)).collect(),
            keywords: vec![text(page + 1, 1)],
            names: if page % 7 == 3 { vec![text(page, 2)] } else { vec![] },
            facets: vec![("theme".into(), text(page, 1))],
        })
        .collect()
}

fn synonyms() -> Synonyms {
    Synonyms::new(vec![
        vec!["MTPD".into(), "maximale uitvalduur".into()],
        vec!["BCP".into(), "continuïteitsplan".into()],
    ])
}

fn index(documents: &[Document]) -> IndexFiles {
    let analysed: Vec<_> = documents.iter().map(analyse).collect();
    build(&analysed, &synonyms())
}

static TWELVE_PAGES: LazyLock<IndexFiles> = LazyLock::new(|| index(&documents(12)));
static THIRTY_PAGES: LazyLock<IndexFiles> = LazyLock::new(|| index(&documents(30)));

fn file<'a>(index: &'a IndexFiles, name: &str) -> &'a [u8] {
    &index.files.iter().find(|(file, _)| file == name).expect("a file of the index").1
}

fn first_url(searcher: &mut Searcher, index: &IndexFiles, query: &str) -> Option<String> {
    loop {
        match searcher.search(query, 5) {
            Answer::Results(results) => return results.hits.first().map(|hit| hit.url.clone()),
            Answer::Need(names) => {
                for name in names {
                    searcher.add(&name, file(index, &name)).expect("a sound file");
                }
            }
        }
    }
}

#[test]
fn every_page_is_found_by_a_word_of_its_own() {
    let index = index(&documents(300));
    assert!(index.files.len() > 10, "{} files", index.files.len());
    let mut searcher = Searcher::new(file(&index, INDEX_FILE)).expect("an index");
    for page in 0..300 {
        let query = format!("uniek{page}x{}", page % (1 + page % 6));
        let url = first_url(&mut searcher, &index, &query).expect("a hit");
        assert!(url.starts_with(&format!("map/{page:04}/")), "{query}: {url}");
    }
}

#[test]
fn the_order_of_pages_and_synonyms_changes_nothing() {
    let documents = documents(500);
    let expected = index(&documents);
    let mut shuffled = documents.clone();
    shuffled.reverse();
    shuffled.rotate_left(123);
    assert!(index(&shuffled) == expected);
    let groups =
        vec![vec!["continuïteitsplan".into(), "BCP".into()], vec!["maximale uitvalduur".into(), "MTPD".into()]];
    let analysed: Vec<_> = documents.iter().map(analyse).collect();
    assert!(build(&analysed, &Synonyms::new(groups)) == expected);
}

#[test]
fn asking_for_more_hits_keeps_the_first() {
    let index = index(&documents(200));
    let mut searcher = Searcher::new(file(&index, INDEX_FILE)).expect("an index");
    for (name, bytes) in &index.files[1..] {
        searcher.add(name, bytes).expect("a sound file");
    }
    for query in ["plan proces", "crisis", "oefening van de gemeente"] {
        let hits = |limit| match searcher.search(query, limit) {
            Answer::Results(results) => results.hits,
            Answer::Need(names) => panic!("needs {names:?}"),
        };
        assert_eq!(hits(5), hits(20)[..5], "{query}");
    }
}

#[test]
fn an_empty_site_has_an_index() {
    let index = build::<search::Analysed>(&[], &Synonyms::default());
    assert_eq!(index.files.len(), 1);
    let searcher = Searcher::new(file(&index, INDEX_FILE)).expect("an index");
    assert!(matches!(searcher.search("plan", 5), Answer::Results(results) if results.total == 0));
}

#[test]
fn another_version_or_build_is_refused_by_name() {
    let index = index(&documents(20));
    let mut newer = file(&index, INDEX_FILE).to_vec();
    newer[4] = FORMAT_VERSION + 1;
    assert_eq!(Searcher::new(&newer).err(), Some(FormatError::OtherVersion(FORMAT_VERSION + 1)));
    assert_eq!(Searcher::new(b"<!doctype html>").err(), Some(FormatError::NotAnIndex));

    let other = self::index(&documents(21));
    assert_ne!(index.stamp, other.stamp);
    let mut searcher = Searcher::new(file(&index, INDEX_FILE)).expect("an index");
    assert_eq!(searcher.add("t-0.bin", file(&other, "t-0.bin")), Err(FormatError::OtherBuild));
    assert_eq!(searcher.add("d-0.bin", file(&index, "t-0.bin")), Err(FormatError::Damaged));
    for name in ["t-999.bin", "x-0.bin", "t-0", "", "t--1.bin", "index.bin"] {
        assert_eq!(searcher.add(name, file(&index, "t-0.bin")), Err(FormatError::UnknownFile(name.into())));
    }
}

/// Searches with every file; nothing may panic.
fn search_with(index: &IndexFiles, query: &str) {
    let Ok(mut searcher) = Searcher::new(file(index, INDEX_FILE)) else {
        return;
    };
    for (name, bytes) in &index.files[1..] {
        let _ = searcher.add(name, bytes);
    }
    searcher.search(query, 10);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_query_has_an_answer(query: String, dutch in "[a-zé' -]{0,30}") {
        search_with(&TWELVE_PAGES, &query);
        search_with(&TWELVE_PAGES, &dutch);
        search_with(&TWELVE_PAGES, &format!("{query} plan {dutch}"));
    }

    #[test]
    fn any_text_can_be_indexed_and_found(texts in prop::collection::vec(any::<String>(), 1..5)) {
        let documents: Vec<Document> = texts
            .iter()
            .enumerate()
            .map(|(number, text)| Document {
                url: format!("{number}/"),
                title: text.clone(),
                sections: vec![Section { heading: text.clone(), text: text.clone(), ..Section::default() }],
                ..Document::default()
            })
            .collect();
        let index = index(&documents);
        for text in &texts {
            search_with(&index, text);
        }
    }

    #[test]
    fn a_cut_or_altered_file_is_refused(which: prop::sample::Index, at: prop::sample::Index, by in 1..=255u8) {
        let index = &*THIRTY_PAGES;
        let (name, bytes) = &index.files[which.index(index.files.len())];
        let at = at.index(bytes.len());
        let mut altered = bytes.clone();
        altered[at] ^= by;
        for broken in [&bytes[..at], &altered] {
            if name == INDEX_FILE {
                prop_assert!(Searcher::new(broken).is_err());
            } else {
                let mut searcher = Searcher::new(file(index, INDEX_FILE)).expect("an index");
                prop_assert!(searcher.add(name, broken).is_err());
            }
        }
    }
}
