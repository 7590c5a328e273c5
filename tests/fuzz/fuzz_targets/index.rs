//! A search index of a stranger: `cargo +nightly fuzz run index --fuzz-dir tests/fuzz`.
//!
//! The first byte says which file of a sound index is replaced, by the first letter of its name; the rest
//! is the body of that file. Under the fuzzer no checksum stands in the way.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use search::{Answer, Document, Filter, INDEX_FILE, IndexFiles, Searcher, Section, Synonyms, analyse, build};

/// Bytes of a file before its body.
const HEADER: usize = 18;

const QUERIES: [&str; 7] = ["rto", "plan crisis", "cris", "serverplan ", "xrisis ", "crisis team", "nis 2"];

static INDEX: LazyLock<IndexFiles> = LazyLock::new(|| {
    let page = |number: usize| Document {
        url: format!("{number}/"),
        title: format!("Plan {number}"),
        sections: vec![Section {
            anchor: Some("a".into()),
            heading: "Crisisteam".into(),
            text: "Het crisisteam maakt een plan voor de hersteltijd (RTO) en voor NIS2.".repeat(1 + number % 3),
            is_download: false,
        }],
        names: vec![format!("plan {number}")],
        facets: vec![("theme".into(), ["ict", "zorg"][number % 2].into())],
        ..Document::default()
    };
    let pages: Vec<_> = (0..20).map(|number| analyse(&page(number))).collect();
    build(&pages, &Synonyms::new(vec![vec!["RTO".into(), "hersteltijd".into()]]))
});

/// A file of the index: a sound one, or with another body when its name starts with the letter.
fn file(name: &str, letter: u8, body: &[u8]) -> Vec<u8> {
    let (_, sound) = INDEX.files.iter().find(|(it, _)| it == name).expect("the index has such a file");
    let is_replaced = name.as_bytes()[0] == letter;
    if is_replaced { [&sound[..HEADER], body].concat() } else { sound.clone() }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&letter, body)) = bytes.split_first() else { return };
    let Ok(mut searcher) = Searcher::new(&file(INDEX_FILE, letter, body)) else { return };
    for (name, _) in &INDEX.files[1..] {
        let _ = searcher.add(name, &file(name, letter, body));
    }
    let filter = Filter { kind: String::new(), facets: vec![("theme".into(), "ict".into())] };
    for query in QUERIES {
        for answer in [searcher.search(query, 20), searcher.search_within(query, 20, &filter)] {
            if let Answer::Results(results) = answer {
                assert!(results.hits.len() <= results.total);
            }
        }
    }
});
