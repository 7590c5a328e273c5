//! The middle of the generator as a pure function: order, threads and caches change nothing.

mod common;

use std::collections::BTreeMap;

use bcm_portal::source::SourceTree;
use bcm_portal::{Cache, build};
use common::{codes, messages, output, read, root, run, settings, site, tiny};

fn made(tree: &SourceTree, cache: &Cache) -> BTreeMap<String, Vec<u8>> {
    let output = build(tree, &settings(), cache).output.expect("the site builds");
    output.all().into_iter().map(|(path, made)| (path, made.expect("a page is made").to_vec())).collect()
}

#[test]
fn the_order_of_files_changes_nothing() {
    let tree = read(&root());
    let expected = output(&tree);
    let mut pairs: Vec<_> = tree.files.iter().map(|(path, file)| (path.to_string(), file.bytes.to_vec())).collect();
    for step in [7, 31] {
        let n = pairs.len();
        pairs = (0..n).map(|at| pairs[(at * step + 3) % n].clone()).collect();
        pairs.sort_by_key(|(path, _)| path.len() % step);
        pairs.dedup_by(|a, b| a.0 == b.0);
        let shuffled = SourceTree::from_pairs(tree.files.iter().map(|(p, f)| (p.as_ref(), f.bytes.as_ref())).rev());
        assert!(output(&shuffled) == expected, "another order gave other bytes");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let tree = read(&root());
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| output(&tree))
    };
    let one = with(1);
    assert!(one == with(2) && one == with(7), "another number of threads gave other bytes");
}

#[test]
fn a_cache_changes_nothing() {
    let mut tree = read(&root());
    let cache = Cache::default();
    let first = made(&tree, &cache);
    assert!(first == made(&tree, &cache));
    let page = "content/richtlijnen/wat-is-een-bcp.md";
    let text = String::from_utf8_lossy(&tree.files[page].bytes) + "\n## Een kop erbij\n\nEen zin erbij.\n";
    tree.files.insert(page.into(), bcm_portal::source::SourceFile::new(page, text.as_bytes()));
    let warm = made(&tree, &cache);
    assert!(warm != first, "an edit shows");
    assert!(warm == made(&tree, &Cache::default()), "a warm cache gave other bytes than a cold one");
}

#[test]
fn the_real_portal_has_no_mistakes() {
    let tree = read(&root());
    let text = messages(&tree);
    assert!(text.is_empty(), "{text}");
    let outcome = run(&tree);
    let mistakes = outcome.output.expect("the portal builds").mistakes();
    assert!(mistakes.is_empty(), "{mistakes:?}");
}

#[test]
fn a_folder_with_a_configuration_and_a_page_is_a_site() {
    let tree = tiny(&[("content/index.md", "---\ntitle: Thuis\n---\n\nHallo.\n")]);
    let files = output(&tree);
    for path in ["index.html", "404.html", "zoeken/index.html", "zoek/index.bin", "sitemap.xml", "atom.xml", "_headers"]
    {
        assert!(files.contains_key(path), "{path} is missing");
    }
    assert!(String::from_utf8_lossy(&files["index.html"]).contains("<h1>Thuis</h1>"));
}

#[test]
fn every_internal_address_of_every_page_exists_also_under_a_sub_path() {
    for base in ["https://voorbeeld.example/", "https://voorbeeld.example/een/map/"] {
        let mut settings = settings();
        settings.base_url = Some(base.to_owned());
        let outcome = build(&read(&root()), &settings, &Cache::default());
        let output = outcome.output.expect("the portal builds");
        let path = base.trim_start_matches("https://voorbeeld.example");
        let mut links = 0;
        for (file, made) in output.all() {
            let bytes = made.expect("a page is made");
            let text = if file.ends_with(".html") { String::from_utf8_lossy(&bytes).into_owned() } else { continue };
            for part in text.split(['"']).filter(|it| it.starts_with('/') && !it.starts_with("//") && !it.contains(' '))
            {
                let below = part.strip_prefix(path).unwrap_or_else(|| panic!("{file}: {part} is not below {path}"));
                let plain = below.split(['#', '?']).next().unwrap_or_default();
                let folder = plain.is_empty() || plain.ends_with('/');
                let target = if folder { format!("{plain}index.html") } else { plain.to_owned() };
                let group = plain == "zoek/";
                assert!(group || output.contains(&target), "{file}: nothing at {part}");
                links += 1;
            }
        }
        assert!(links > 5000, "only {links} links were looked at");
    }
}

#[test]
fn every_mistake_in_one_front_matter_is_told() {
    let page = "---\ntitel: T\ndate: morgen\ntags: x\nweight: zwaar\n---\n\nTekst.\n";
    let found = codes(&tiny(&[("content/index.md", page)]));
    let expected = [
        "missing-key content/index.md:2",
        "unknown-key content/index.md:2",
        "wrong-type content/index.md:3",
        "wrong-type content/index.md:4",
        "wrong-type content/index.md:5",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_draft_is_left_out_and_a_link_to_it_is_told() {
    let draft = ("content/d.md", "---\ntitle: D\ndraft: true\n---\n\nX.\n");
    let files = output(&tiny(&[("content/index.md", "---\ntitle: T\n---\n"), draft]));
    assert!(!files.contains_key("d/index.html"));
    let linked = tiny(&[("content/index.md", "---\ntitle: T\n---\n\n[d](d.md)\n"), draft]);
    assert_eq!(codes(&linked), ["draft-link content/index.md:5"]);
}

#[test]
fn a_page_that_is_due_for_review_is_a_warning() {
    let tree = tiny(&[("content/index.md", "---\ntitle: T\nreview_by: 2026-11-22\n---\n")]);
    assert_eq!(codes(&tree).len(), 1);
    assert!(run(&tree).output.is_some(), "a warning does not stop a build");
}

#[test]
fn a_template_with_an_error_is_told_with_its_place() {
    let page = ("content/index.md", "---\ntitle: T\n---\n");
    let syntax = tiny(&[page, ("themes/default/templates/page.html", "{% if %}")]);
    assert_eq!(codes(&syntax), ["template themes/default/templates/page.html:1"]);
    let home = ("content/index.md", "---\ntitle: T\nlayout: home\n---\n");
    let unknown = tiny(&[home, ("themes/default/templates/home.html", "a\n{{ page.nothing.more }}")]);
    let mistakes = run(&unknown).output.expect("it shows when the page is made").mistakes();
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0].file.as_ref(), "themes/default/templates/home.html");
    let parents = tiny(&[home, ("themes/default/templates/section.html", "zonder blokken")]);
    let found = codes(&parents);
    assert!(found.contains(&"template themes/default/templates/tag.html:2".to_owned()), "{found:?}");
}

#[test]
fn a_theme_in_the_root_lies_over_the_one_inside() {
    let tree = tiny(&[
        ("content/index.md", "---\ntitle: T\nlayout: home\n---\n"),
        ("themes/default/templates/home.html", "eigen sjabloon van {{ page.title }}"),
    ]);
    assert_eq!(output(&tree)["index.html"], b"eigen sjabloon van T");
}

#[test]
fn two_makers_of_one_address_are_told() {
    let pages = [("content/index.md", "---\ntitle: T\n---\n"), ("content/zoeken.md", "---\ntitle: Z\n---\n")];
    assert_eq!(codes(&tiny(&pages)), ["duplicate-address content/zoeken.md:1"]);
}

#[test]
fn the_small_site_keeps_its_drafts_and_numbers_double_headings() {
    let files = output(&site("small"));
    let page = String::from_utf8_lossy(&files["gids/eerste/index.html"]).into_owned();
    assert!(page.contains("id=\"stap-2\"") && page.contains("id=\"stap-2-2\""));
    assert!(!files.contains_key("gids/ontwerp/index.html"));
}
