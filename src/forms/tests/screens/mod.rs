//! Looking at the screens of a session as a browser would: tags, links, fields, regions.

use std::collections::{BTreeMap, BTreeSet};

use forms::session::Session;
use serde_json::Value;

pub(crate) const NOW: &str = "2026-11-24T10:00:00Z";

/// A start tag with its attributes.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    attributes: BTreeMap<String, String>,
    /// Names of the elements around it.
    inside: Vec<String>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The start tags of our own, well-formed HTML; panics where elements do not nest.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for part in html.split('<').skip(1) {
        let inner = &part[..part.find('>').expect("a tag that ends")];
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "nesting");
            continue;
        }
        let (name, mut rest) = inner.split_once(' ').unwrap_or((inner, ""));
        let mut attributes = BTreeMap::new();
        while !rest.trim().is_empty() {
            rest = rest.trim_start();
            let end = rest.find(['=', ' ']).unwrap_or(rest.len());
            let key = rest[..end].to_owned();
            rest = &rest[end..];
            let mut value = String::new();
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let end = quoted.find('"').unwrap();
                value = plain(&quoted[..end]);
                rest = &quoted[end + 1..];
            }
            assert!(attributes.insert(key, value).is_none(), "an attribute twice: {inner}");
        }
        tags.push(Tag { name: name.to_owned(), attributes, inside: open.clone() });
        if !["input", "br", "hr", "img", "meta", "link"].contains(&name) {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    tags
}

/// A screen as HTML and as tags; `None` when there is none.
pub(crate) fn screen(session: &Session, address: &str) -> Option<(String, Vec<Tag>)> {
    let json: Value = serde_json::from_str(&session.screen(address)).unwrap();
    let html = json.get("html")?.as_str()?.to_owned();
    let tags = tags(&html);
    Some((html, tags))
}

/// Every screen that can be reached, with its tags. `step` is the act that goes on to the screen `to`.
pub(crate) fn crawl(session: &Session, step: &str) -> BTreeMap<String, (String, Vec<Tag>)> {
    let mut found = BTreeMap::new();
    let mut open = vec!["start".to_owned()];
    while let Some(address) = open.pop() {
        if found.contains_key(&address) {
            continue;
        }
        let shown = screen(session, &address).unwrap_or_else(|| panic!("a dead link to #{address}"));
        for tag in &shown.1 {
            let link = tag.get("href").and_then(|it| it.strip_prefix('#'));
            open.extend(link.map(|it| it.split('~').next().unwrap().to_owned()).filter(|it| !it.is_empty()));
            let args: Option<Value> =
                tag.get("data-args").map(|it| serde_json::from_str(it).expect("JSON in data-args"));
            if tag.get("data-act") == Some(step) {
                open.push(args.unwrap()["to"].as_str().unwrap().to_owned());
            }
        }
        found.insert(address, shown);
    }
    found
}

fn check_ids(address: &str, tags: &[Tag]) {
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|it| it.get("id")) {
        assert!(ids.insert(id), "{address}: the id {id} twice");
        assert!(!id.is_empty() && !id.contains(' '), "{address}: the id {id:?}");
    }
    for tag in tags {
        for key in ["for", "aria-labelledby", "aria-describedby"] {
            for id in tag.get(key).into_iter().flat_map(str::split_whitespace) {
                assert!(ids.contains(id), "{address}: {key} names {id}, which is not there");
            }
        }
    }
}

/// Every path is one that is taken; what was filled in stays.
fn check_paths(session: &mut Session, address: &str, tags: &[Tag]) {
    let paths: BTreeSet<&str> = tags.iter().filter_map(|it| it.get("data-path")).collect();
    let before = session.text();
    for path in paths {
        let answer = session.set(path, "null", "start", NOW);
        assert!(answer.contains("\"taken\":true"), "{address}: {path} is not taken");
    }
    session.open(&before);
}

fn check_field(address: &str, tag: &Tag, tags: &[Tag]) {
    if ["input", "textarea", "select"].contains(&tag.name.as_str()) {
        let labels = |id: &str| tags.iter().any(|it| it.name == "label" && it.get("for") == Some(id));
        let labelled = tag.inside.iter().any(|it| it == "label") || tag.get("id").is_some_and(labels);
        assert!(labelled, "{address}: no label for {tag:?}");
    }
    if tag.name == "button" {
        assert_eq!(tag.get("type"), Some("button"), "{address}: {tag:?}");
    }
}

/// Regions are those of the screen, and none holds a field.
fn check_regions(session: &mut Session, address: &str, html: &str, tags: &[Tag]) {
    let regions: BTreeSet<&str> = tags.iter().filter_map(|it| it.get("data-region")).collect();
    let set: Value = serde_json::from_str(&session.set("name", "\"Voorbeeldgemeente\"", address, NOW)).unwrap();
    for (name, inside) in set["regions"].as_object().unwrap() {
        let inside = inside.as_str().unwrap();
        assert!(regions.contains(name.as_str()), "{address}: the region {name} is not on the screen");
        assert!(html.contains(inside), "{address}: the region {name} differs from the screen");
        assert!(!inside.contains("data-path") && !inside.contains("<input"), "{address}: a field in {name}");
    }
    assert_eq!(regions.len(), set["regions"].as_object().unwrap().len(), "{address}: {regions:?}");
}

/// Checks what holds for every screen; gives their addresses.
pub(crate) fn check_all(mut session: Session, step: &str) -> BTreeSet<String> {
    let screens = crawl(&session, step);
    for (address, (html, tags)) in &screens {
        check_ids(address, tags);
        assert_eq!(tags.iter().filter(|it| it.get("data-heading").is_some()).count(), 1, "{address}");
        assert!(!html.contains("<script"), "{address}");
        for tag in tags {
            for key in ["style", "onclick", "onchange", "oninput"] {
                assert!(tag.get(key).is_none(), "{address}: {key}");
            }
            check_field(address, tag, tags);
        }
        check_regions(&mut session, address, html, tags);
        check_paths(&mut session, address, tags);
        for link in tags.iter().filter_map(|it| it.get("href")?.strip_prefix('#')?.split_once('~')) {
            let there = if link.0.is_empty() { tags } else { &screens[link.0].1 };
            assert!(there.iter().any(|it| it.get("id") == Some(link.1)), "{address}: no {} on #{}", link.1, link.0);
        }
    }
    screens.into_keys().collect()
}
