//! A question of a reader, in the reader's words, finds the page that answers it: the real portal,
//! with its real index.

mod common;

use std::collections::BTreeMap;

use common::{output, read, root};
use search::{Answer, INDEX_FILE, Searcher, fold};
use serde::Deserialize;

/// How many results a reader looks at.
const FIRST: usize = 3;

#[derive(Deserialize)]
struct Question {
    question: String,
    queries: Vec<String>,
    pages: Vec<String>,
}

fn questions() -> Vec<Question> {
    let text = std::fs::read_to_string(root().join("tests/questions.yaml")).expect("the questions are there");
    serde_saphyr::from_str(&text).expect("the questions can be read")
}

fn portal() -> BTreeMap<String, Vec<u8>> {
    let mut tree = read(&root());
    tree.files.retain(|path, _| ["content/", "data/", "themes/"].iter().any(|folder| path.starts_with(folder)));
    output(&tree)
}

/// The addresses of the first pages, without their anchors.
fn found(files: &BTreeMap<String, Vec<u8>>, searcher: &mut Searcher, query: &str) -> Vec<String> {
    loop {
        match searcher.search(query, FIRST) {
            Answer::Results(results) => {
                let page = |url: String| url.split('#').next().unwrap_or_default().to_owned();
                return results.hits.into_iter().map(|hit| page(hit.url)).collect();
            }
            Answer::Need(names) => {
                for name in names {
                    searcher.add(&name, &files[&format!("zoek/{name}")]).expect("a sound file of the index");
                }
            }
        }
    }
}

#[test]
fn every_question_finds_its_page_among_the_first_three() {
    let files = portal();
    let mut searcher = Searcher::new(&files[&format!("zoek/{INDEX_FILE}")]).expect("an index");
    let mut missed = Vec::new();
    for question in questions() {
        for query in &question.queries {
            let found = found(&files, &mut searcher, query);
            if !question.pages.iter().any(|page| found.contains(page)) {
                missed.push(format!("{query}\n    for {}\n    found {}", question.pages.join(" "), found.join(" ")));
            }
        }
    }
    assert!(missed.is_empty(), "{} queries miss their page:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn no_query_contains_the_title_of_its_page() {
    let files = portal();
    for question in questions() {
        assert!(question.queries.len() > 1, "{} has one query", question.question);
        for page in &question.pages {
            let html = String::from_utf8_lossy(files.get(&format!("{page}index.html")).expect(page)).into_owned();
            let (_, after) = html.split_once("<h1>").expect("a page has a heading");
            let title = fold(after.split("</h1>").next().unwrap_or_default());
            for query in &question.queries {
                assert!(!fold(query).contains(title.trim()), "`{query}` contains the title of {page}");
            }
        }
    }
}
