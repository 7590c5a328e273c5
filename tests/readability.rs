//! What `check` says of the way a text reads, and how an author silences it.

mod common;

use common::{codes, messages, tiny};

const RULES: &str = "sentence_words: 8\naverage_words: 6\npassive: true\njargon:\n  - { words: [teneinde], instead: om }\n  - { words: [\"in het kader van\", \"implement*\"], instead: bij }\n";

/// A site with one page below front matter of three lines, judged by [`RULES`].
fn judged(text: &str) -> Vec<String> {
    let page = format!("---\ntitle: Start\n---\n{text}\n");
    let found = codes(&tiny(&[("data/readability.yaml", RULES), ("content/index.md", &page)]));
    found.into_iter().map(|it| it.replace(" content/index.md:", " ")).collect()
}

const LONG: &str = "Een twee drie vier vijf zes zeven acht negen.";

#[test]
fn a_site_without_rules_is_not_judged() {
    let page = format!("---\ntitle: Start\n---\n{LONG} Teneinde iets te doen.\n");
    assert_eq!(codes(&tiny(&[("content/index.md", &page)])), Vec::<String>::new());
}

#[test]
fn a_long_sentence_is_told_on_its_line_and_a_short_one_is_not() {
    assert_eq!(judged(&format!("Kort.\n\nNog kort. {LONG}")), ["long-sentence 6"]);
    assert_eq!(judged("Een twee. Drie vier vijf. Bel om 8.40 uur (bv. nu)."), Vec::<String>::new());
}

#[test]
fn the_average_counts_paragraphs_and_items_but_no_headings_and_cells() {
    let eight = "Een twee drie vier vijf zes zeven acht.";
    assert_eq!(judged(eight), ["long-sentences 2"]);
    assert_eq!(judged(&format!("- {eight}\n- Kort item.")), Vec::<String>::new());
    assert_eq!(judged(&format!("## Kop\n\n{eight}\n\n| Kort |\n| --- |\n| Ja |")), ["long-sentences 2"]);
}

#[test]
fn a_passive_and_jargon_are_told_with_the_way_out() {
    assert_eq!(judged("Het plan wordt later goedgekeurd."), ["passive 4"]);
    assert_eq!(judged("Bel teneinde te horen."), ["jargon 4"]);
    assert_eq!(judged("Nu. In het **kader** van Y."), ["jargon 4"]);
    assert_eq!(judged("Wij implementeren dit."), ["jargon 4"]);
    let page = "---\ntitle: Start\n---\nBel teneinde te horen.\n";
    let text = messages(&tiny(&[("data/readability.yaml", RULES), ("content/index.md", page)]));
    assert!(text.contains("write om, or say why not with `<!-- leesbaar: … -->` on its line"), "{text}");
    assert!(text.contains("content/index.md:4:5"), "{text}");
}

#[test]
fn front_matter_and_data_are_judged_too() {
    let page = format!("---\ntitle: Start\ndescription: {LONG}\nsources:\n  - title: {LONG}\n---\nKort.\n");
    let glossary = format!("terms:\n  - id: a\n    term: A\n    definition: {LONG}\n    english: {LONG}\n");
    let site =
        tiny(&[("data/readability.yaml", RULES), ("content/index.md", &page), ("data/glossary.yaml", &glossary)]);
    assert_eq!(codes(&site), ["long-sentence content/index.md:3", "long-sentence data/glossary.yaml:4"]);
}

#[test]
fn a_reason_silences_its_line_and_no_other() {
    let at_end = format!("{LONG} <!-- leesbaar: citaat -->\n\nKort. Kort. Kort.\n\n{LONG}");
    assert_eq!(judged(&at_end), ["long-sentence 8"]);
    let above = format!("<!-- leesbaar: citaat -->\n{LONG}\n\nKort. Kort.");
    assert_eq!(judged(&above), Vec::<String>::new());
    let page = format!("---\ntitle: Start\n# leesbaar: citaat\ndescription: {LONG}\n---\nKort.\n");
    let glossary = format!("terms:\n  - id: a\n    term: A\n    definition: {LONG} # leesbaar: citaat\n");
    let site =
        tiny(&[("data/readability.yaml", RULES), ("content/index.md", &page), ("data/glossary.yaml", &glossary)]);
    assert_eq!(codes(&site), Vec::<String>::new());
}

#[test]
fn a_remark_without_a_reason_or_without_a_use_is_told() {
    assert_eq!(judged(&format!("Kort. Kort. {LONG} <!-- leesbaar: -->")), ["long-sentence 4", "silence 4"]);
    assert_eq!(judged("Kort. <!-- leesbaar: citaat -->"), ["silence 4"]);
}
