//! Sites in, output and messages out. `UPDATE_EXPECT=1 cargo test --test golden` accepts new ones.

mod common;

use common::{expect, messages, output, root, site};

/// What is between the tags of `<main>`; the frame around it is the theme's and seen in a browser.
fn main_of(html: &str) -> &str {
    let start = html.find("<main").unwrap_or(0);
    let end = html.find("</main>").map_or(html.len(), |at| at + "</main>".len());
    &html[start..end]
}

/// The text with `*` for what a fingerprint or the start of the index says: the compiler gives other bytes of a
/// program in another folder, and the browser tests read the index.
fn without_fingerprints(text: &str) -> String {
    let mut parts = text.split("/assets/");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        shown.push_str("/assets/");
        match part.splitn(3, '.').collect::<Vec<_>>()[..] {
            [name, fingerprint, rest] if fingerprint.len() == 10 => shown.extend([name, ".*.", rest]),
            _ => shown.push_str(part),
        }
    }
    match shown.split_once("data-entry=\"").and_then(|(before, rest)| Some((before, rest.split_once('"')?.1))) {
        Some((before, after)) => format!("{before}data-entry=\"*\"{after}"),
        None => shown,
    }
}

#[test]
fn a_small_site_becomes_these_pages() {
    for (path, bytes) in output(&site("small")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let shown = match path.rsplit('.').next() {
            Some("html") if text.contains("http-equiv=\"refresh\"") => text,
            Some("html") => main_of(&text).to_owned() + "\n",
            Some("xml" | "txt") | None => text,
            _ if path.starts_with('_') => text,
            _ => continue,
        };
        expect(&root().join("tests/sites/small-expected").join(&path), &without_fingerprints(&shown));
    }
}

#[test]
fn a_small_site_has_these_files_and_no_others() {
    // A fingerprint changes with the theme; the name before it does not.
    let name = |path: String| match path.strip_prefix("assets/").map(|name| name.splitn(3, '.').collect::<Vec<_>>()) {
        Some(parts) if parts.len() == 3 => format!("assets/{}.*.{}", parts[0], parts[2]),
        _ => path,
    };
    let mut names: Vec<String> = output(&site("small")).into_keys().map(name).collect();
    names.sort();
    let list = names.join("\n") + "\n";
    expect(&root().join("tests/sites/small-expected/files"), &list);
}

#[test]
fn a_broken_site_gets_all_its_messages_at_once() {
    expect(&root().join("tests/sites/broken-expected/messages.txt"), &messages(&site("broken")));
}
