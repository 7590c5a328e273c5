//! Lists that a folder's own page shows: in groups, as questions, as a table of references.

mod common;

use common::{output, tiny};

fn page(pairs: &[(&str, &str)], address: &str) -> String {
    let config = "title: T\nbase_url: https://voorbeeld.example/\nlanguage: nl\nkinds: { gids: guidance, vragen: faq, bron: reference, blok: block }\n";
    let mut files = vec![("data/site.yaml", config), ("content/index.md", "---\ntitle: Start\n---\n")];
    files.extend(pairs);
    let made = output(&tiny(&files));
    let html = String::from_utf8_lossy(&made[&format!("{address}index.html")]).into_owned();
    html.split("<main").nth(1).and_then(|it| it.split("</main>").next()).unwrap_or_default().to_owned()
}

/// Whether the parts stand in the text in this order.
fn in_order(text: &str, parts: &[&str]) -> Result<(), String> {
    let mut rest = text;
    for part in parts {
        rest = rest
            .split_once(part)
            .ok_or_else(|| format!("`{part}` is not there, or not after the one before, in\n{text}"))?
            .1;
    }
    Ok(())
}

const GROUPED: [(&str, &str); 4] = [
    (
        "content/gids/index.md",
        "---\ntitle: Gids\ngroups: [{ title: Begin, from: 1 }, { title: Later werk, from: 10 }]\n---\n",
    ),
    ("content/gids/een.md", "---\ntitle: Een\nweight: 1\n---\n"),
    ("content/gids/twee.md", "---\ntitle: Twee\nweight: 12\n---\n"),
    ("content/gids/los.md", "---\ntitle: Los\n---\n"),
];

#[test]
fn groups_divide_a_list_and_what_has_no_weight_comes_first() {
    let html = page(&GROUPED, "gids/");
    let order = [
        ">Los<",
        "<h2 id=\"groep-begin\">Begin</h2>",
        "<h3><a href=\"/gids/een/\">Een<",
        "id=\"groep-later-werk\"",
        ">Twee<",
    ];
    in_order(&html, &order).unwrap();
}

#[test]
fn beside_a_page_stand_the_pages_of_its_group_and_the_other_groups() {
    let html = page(&GROUPED, "gids/twee/");
    let side = html.split("<nav class=\"side\"").nth(1).unwrap_or_default();
    in_order(side, &["<a href=\"/gids/#groep-begin\">Begin</a>", "<b>Later werk</b>", "aria-current=\"page\">Twee<"])
        .unwrap();
    assert!(!side.contains(">Een<"), "{side}");
}

#[test]
fn the_page_of_questions_lists_every_question() {
    let faq =
        "---\ntitle: Over geld\n---\n## Wat kost het?\n\nNiets.\n\n### Detail\n\nIets.\n\n## En later?\n\nOok niets.\n";
    let html =
        page(&[("content/vragen/index.md", "---\ntitle: Vragen\n---\n"), ("content/vragen/geld.md", faq)], "vragen/");
    in_order(
        &html,
        &["Over geld", "<a href=\"/vragen/geld/#wat-kost-het\">Wat kost het?</a>", "/vragen/geld/#en-later"],
    )
    .unwrap();
    assert!(!html.contains("Detail"), "{html}");
}

#[test]
fn the_matrix_says_which_reference_speaks_of_which_block_and_where() {
    let block = |code: &str, title: &str| {
        format!("---\ntitle: {title}\ncode: {code}\ncontents: [x]\ndone_when: Klaar.\nfields: []\n---\n")
    };
    let (first, second) = (block("B01", "Fiche"), block("B02", "Volgorde"));
    let norm = "---\ntitle: Een norm\nissuer: iso\nlanguage: [en]\nprice: paid\npurpose: Doel.\nblocks: [{ block: B02, where: \"8.2.2\" }]\n---\n";
    let none = "---\ntitle: Zonder bouwsteen\nissuer: iso\nlanguage: [en]\nprice: free\npurpose: Doel.\n---\n";
    let pairs = [
        ("data/organisations.yaml", "organisations: [{ id: iso, name: ISO }]\n"),
        ("content/blok/fiche.md", first.as_str()),
        ("content/blok/volgorde.md", second.as_str()),
        ("content/bron/norm.md", norm),
        ("content/bron/zonder.md", none),
        ("content/bron/per-bouwsteen/index.md", "---\ntitle: Matrix\nlayout: matrix\n---\n"),
    ];
    let html = page(&pairs, "bron/per-bouwsteen/");
    let table = html.split("</table>").next().unwrap_or_default();
    in_order(
        table,
        &[
            "href=\"#b01\"",
            "href=\"#b02\"",
            ">Een norm</a></th><td></td><td><span class=\"visually-hidden\">8.2.2</span>",
        ],
    )
    .unwrap();
    assert!(!html.contains("Zonder bouwsteen"), "{html}");
    in_order(&html, &["id=\"b01\"", "Geen van de documenten", "id=\"b02\"", "Een norm</a></th><td>8.2.2</td>"])
        .unwrap();
    let reference = page(&pairs, "bron/norm/");
    in_order(&reference, &["Zoek op de titel bij de uitgever.", "vindplaats niet gecontroleerd"]).unwrap();
}
