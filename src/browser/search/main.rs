//! The program behind the search page: the engine of the `search` crate, with answers as JSON.

#![cfg_attr(target_arch = "wasm32", no_std, no_main)]

extern crate alloc;

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};

use search::{Answer, FacetCount, Filter, Fragment, Hit, Results, Searcher};
use wasm_bindgen::prelude::*;

/// Without the standard library the program is a third smaller: most of what is left out words
/// panics, which nobody reads here. A panic stops the program; the page says that search is not there.
#[cfg(target_arch = "wasm32")]
mod alone {
    #[global_allocator]
    static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

    #[panic_handler]
    fn stop(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

/// An open index.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Search {
    searcher: Searcher,
}

#[wasm_bindgen]
impl Search {
    /// Opens an index by the bytes of its entry file.
    ///
    /// # Errors
    ///
    /// A sentence when the bytes are no index that this program can read.
    #[wasm_bindgen(constructor)]
    pub fn new(index: &[u8]) -> Result<Search, String> {
        let searcher = Searcher::new(index).map_err(|error| error.to_string())?;
        Ok(Search { searcher })
    }

    /// Adds a file that a search asked for.
    ///
    /// # Errors
    ///
    /// A sentence when the file is not a sound part of the index.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), String> {
        self.searcher.add(name, bytes).map_err(|error| error.to_string())
    }

    /// Searches; gives JSON, either `{"need": [file name]}` or
    /// `{"total", "all", "hits": [{"url", "title", "heading", "kind", "label", "snippet": [[text, hit]]}],
    /// "unknown": [[word, [meant], [like]]], "completions": [word], "kinds": [[code, name, pages]],
    /// "facets": [[code, [[value, pages]]]] or null while their file is not loaded}`.
    ///
    /// A line of the filter is a code, a tab and a value; the code of the kind is `kind`.
    pub fn search(&self, query: &str, limit: usize, filter: &str) -> String {
        let mut json = String::new();
        match self.searcher.search_within(query, limit, &read_filter(filter)) {
            Answer::Need(names) => {
                json.push_str("{\"need\":");
                list(&mut json, &names, |json, name| string(json, name));
                json.push('}');
            }
            Answer::Results(results) => push_results(&mut json, &results),
        }
        json
    }
}

fn read_filter(lines: &str) -> Filter {
    let mut filter = Filter::default();
    for (code, value) in lines.split('\n').filter_map(|line| line.split_once('\t')) {
        match code {
            "kind" => filter.kind = value.to_owned(),
            _ => filter.facets.push((code.to_owned(), value.to_owned())),
        }
    }
    filter
}

fn push_results(json: &mut String, results: &Results) {
    json.push_str("{\"total\":");
    json.push_str(&results.total.to_string());
    json.push_str(if results.all_words { ",\"all\":true,\"hits\":" } else { ",\"all\":false,\"hits\":" });
    list(json, &results.hits, push_hit);
    json.push_str(",\"unknown\":");
    list(json, &results.unknown, |json, it| {
        json.push('[');
        string(json, &it.word);
        json.push(',');
        list(json, &it.meant, |json, word| string(json, word));
        json.push(',');
        list(json, &it.like, |json, word| string(json, word));
        json.push(']');
    });
    json.push_str(",\"completions\":");
    list(json, &results.completions, |json, word| string(json, word));
    json.push_str(",\"kinds\":");
    list(json, &results.kinds, |json, it| {
        json.push('[');
        string(json, &it.kind);
        json.push(',');
        string(json, &it.label);
        json.push(',');
        json.push_str(&it.pages.to_string());
        json.push(']');
    });
    json.push_str(",\"facets\":");
    match &results.facets {
        None => json.push_str("null"),
        Some(facets) => list(json, facets, push_facet),
    }
    json.push('}');
}

fn push_facet(json: &mut String, facet: &FacetCount) {
    json.push('[');
    string(json, &facet.code);
    json.push(',');
    list(json, &facet.values, |json, (value, pages)| {
        json.push('[');
        string(json, value);
        json.push(',');
        json.push_str(&pages.to_string());
        json.push(']');
    });
    json.push(']');
}

fn push_hit(json: &mut String, hit: &Hit) {
    let heading = hit.heading.as_deref().unwrap_or_default();
    let fields = [
        ("{\"url\":", hit.url.as_str()),
        (",\"title\":", &hit.title),
        (",\"heading\":", heading),
        (",\"kind\":", &hit.kind),
    ];
    for (key, value) in fields {
        json.push_str(key);
        string(json, value);
    }
    json.push_str(",\"label\":");
    string(json, &hit.kind_label);
    json.push_str(",\"snippet\":");
    list(json, &hit.snippet, push_fragment);
    json.push('}');
}

fn push_fragment(json: &mut String, fragment: &Fragment) {
    json.push('[');
    string(json, &fragment.text);
    json.push_str(if fragment.hit { ",true]" } else { ",false]" });
}

fn list<T>(json: &mut String, items: &[T], item: impl Fn(&mut String, &T)) {
    json.push('[');
    for (at, value) in items.iter().enumerate() {
        if at > 0 {
            json.push(',');
        }
        item(json, value);
    }
    json.push(']');
}

/// A JSON string; control characters, which no text should have, become spaces.
fn string(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c < ' ' => json.push(' '),
            c => json.push(c),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use search::{KindCount, Unknown};

    use super::*;

    #[test]
    fn results_are_json() {
        let results = Results {
            total: 1,
            all_words: true,
            hits: vec![Hit {
                url: "a/#b".into(),
                title: "\"Plan\" \\ b".into(),
                heading: None,
                kind: "page".into(),
                kind_label: "Pagina".into(),
                snippet: vec![Fragment { text: "één\nplan".into(), hit: true }],
            }],
            kinds: vec![KindCount { kind: "page".into(), label: "Pagina".into(), pages: 1 }],
            unknown: vec![Unknown { word: "fussie".into(), meant: vec!["fusie".into()], like: vec![] }],
            completions: vec!["fusies".into()],
            facets: Some(vec![FacetCount { code: "theme".into(), values: vec![("back-up".into(), 2)] }]),
        };
        let mut json = String::new();
        push_results(&mut json, &results);
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(value["hits"][0]["title"], "\"Plan\" \\ b");
        assert_eq!(value["hits"][0]["snippet"][0], serde_json::json!(["één plan", true]));
        assert_eq!(value["total"], 1);
        assert_eq!(value["kinds"], serde_json::json!([["page", "Pagina", 1]]));
        assert_eq!(value["unknown"], serde_json::json!([["fussie", ["fusie"], []]]));
        assert_eq!(value["completions"], serde_json::json!(["fusies"]));
        assert_eq!(value["facets"], serde_json::json!([["theme", [["back-up", 2]]]]));
    }

    #[test]
    fn a_filter_is_read_line_by_line() {
        let filter = read_filter("kind\ttemplate\ntheme\tback-up\n");
        assert_eq!(filter.kind, "template");
        assert_eq!(filter.facets, [("theme".to_owned(), "back-up".to_owned())]);
        assert_eq!(read_filter(""), Filter::default());
    }
}
