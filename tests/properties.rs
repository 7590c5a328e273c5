//! What must hold for any input.

mod common;

use bcm::date::Date;
use bcm_portal::parse::markdown::{Fill, parse};
use bcm_portal::site::address::{Base, file_of, join, of_page, slug, slug_path};
use bcm_portal::site::links::relative_path;
use common::{run, tiny};
use proptest::prelude::*;

/// A path such as a file of `content/` has.
fn path() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-z][a-z0-9-]{0,6}", 1..5).prop_map(|parts| format!("content/{}.md", parts.join("/")))
}

/// Lines that look like front matter, mostly.
fn front_matter() -> impl Strategy<Value = String> {
    let key = prop_oneof!["title", "tags", "date", "draft", "in_short", "sources", "extra", "[a-z_]{1,9}"];
    let value = prop_oneof![
        "\\PC{0,20}",
        Just("2026-11-23".to_owned()),
        Just("[a, b]".to_owned()),
        Just("{ a: 1 }".to_owned()),
        Just("\"open".to_owned()),
        Just("&a [*a]".to_owned()),
        Just("|\n  tekst".to_owned()),
    ];
    proptest::collection::vec((key, value), 0..6)
        .prop_map(|pairs| pairs.into_iter().map(|(key, value)| format!("{key}: {value}\n")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_front_matter_is_a_page_or_a_message(yaml in front_matter()) {
        let page = format!("---\n{yaml}---\n\nTekst.\n");
        let tree = tiny(&[("content/index.md", &page)]);
        let outcome = run(&tree);
        prop_assert!(outcome.output.is_some() || !outcome.diagnostics.is_empty());
        for diagnostic in &outcome.diagnostics {
            if let (Some((start, end)), "content/index.md") = (diagnostic.span, diagnostic.file.as_ref()) {
                prop_assert!(start <= end && end <= page.len() + 1, "{diagnostic:?}");
            }
        }
    }

    #[test]
    fn any_text_is_a_page_or_a_message(text in "(\\PC|\n|`|\\[|\\]|\\(|\\)|>|#|!|\\||-){0,200}") {
        let page = format!("---\ntitle: T\n---\n\n{text}\n");
        let outcome = run(&tiny(&[("content/index.md", &page)]));
        prop_assert!(outcome.output.is_some() || !outcome.diagnostics.is_empty());
    }

    #[test]
    fn holes_are_in_order_and_between_characters(text in "(\\PC|\n|\\[a\\]\\(b\\.md\\)|# |> ){0,60}") {
        let file = "content/x.md".into();
        let (body, _) = parse(&file, &text, 0..text.len());
        let mut last = 0;
        for hole in &body.holes {
            prop_assert!(hole.at >= last && body.html.is_char_boundary(hole.at));
            last = hole.at;
            if let Fill::Prose(len) = hole.what {
                last += len;
                prop_assert!(body.html.is_char_boundary(last));
            }
        }
    }

    #[test]
    fn no_text_becomes_markup(text in "[<>&\"'a-z ]{0,40}") {
        let page = format!("---\ntitle: '{}'\n---\n\nA.\n", text.replace('\'', "''"));
        let outcome = run(&tiny(&[("content/index.md", &page)]));
        if let Some(output) = outcome.output {
            let html = String::from_utf8_lossy(&output.get("index.html").expect("a page").expect("made")).into_owned();
            let heading = html.split("<h1>").nth(1).and_then(|it| it.split("</h1>").next()).expect("a heading");
            prop_assert!(!heading.contains(['<', '>', '"']), "{heading}");
        }
    }

    #[test]
    fn a_relative_path_leads_where_it_was_made_for(from in path(), to in path()) {
        prop_assert_eq!(join(&from, &relative_path(&from, &to)), Some(to));
    }

    #[test]
    fn no_relative_path_climbs_out_of_the_root(from in path(), path in "(\\.\\./|[a-z]/|\\./){0,9}x\\.md") {
        if let Some(joined) = join(&from, &path) {
            prop_assert!(!joined.contains("..") && !joined.starts_with('/'));
        }
    }

    #[test]
    fn two_files_have_the_same_address_only_when_they_clash(a in path(), b in path()) {
        let address = |file: &str| file_of(&of_page(file.trim_start_matches("content/")));
        if a != b && address(&a) == address(&b) {
            prop_assert!(a.ends_with("index.md") || b.ends_with("index.md"));
        }
    }

    #[test]
    fn a_slug_is_plain_and_stays_itself(text in "\\PC{0,30}") {
        let once = slug(&text);
        prop_assert!(once.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
        prop_assert_eq!(slug(&once), once.clone());
        prop_assert!(!slug_path(&text).contains(' '));
    }

    #[test]
    fn a_base_address_is_a_prefix_of_all(map in "[a-z]{0,6}(/[a-z]{1,5}){0,2}", address in "[a-z]{0,5}/?") {
        let base = Base::parse(&format!("https://voorbeeld.example/{map}")).expect("an address");
        prop_assert!(base.href(&address).starts_with(base.path()));
        let href = base.href(&address);
        prop_assert_eq!(base.below_root(&href), Some(address.as_str()));
    }

    #[test]
    fn a_day_reads_back(days in 0i64..100_000) {
        let date = Date::from_unix_days(days);
        prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
        prop_assert!(Date::from_unix_days(days + 1) > date);
    }
}
