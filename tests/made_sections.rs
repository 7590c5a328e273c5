//! Parts of a document that are made from other data: in with the data, out with the Word file.

mod common;

use common::{codes, messages, output, read, root, tiny};

const PLAN: [(&str, &str); 2] = [
    (
        "data/bcp/messages.yaml",
        "messages:\n  - { id: eerste, title: Eerste bericht, audience: Inwoners, channel: Affiche., text: \"Sinds … uur.\\nBel ….\" }\n  - { id: pers, title: Aan de pers, audience: Pers, channel: Mail, text: Later meer. }\n",
    ),
    (
        "data/bcp/scenarios.yaml",
        "scenarios:\n  - { id: S1, title: Gebouw weg, causes: [{ text: Brand }], first_decision: Waar werken we?, duration: weken, questions: [Wie heeft de sleutel?], steps: [Ga naar buiten.] }\n",
    ),
];

fn site(sections: &str) -> Vec<(String, String)> {
    let page = "---\ntitle: Blad\ndocument: blad\nversion: \"1.0\"\nchecked: 2026-11-23\n---\nTekst.\n";
    let document = format!("id: blad\ntitle: Blad\nversion: \"1.0\"\nintro: Vul in.\nsections:\n{sections}");
    let config = "title: T\nbase_url: https://voorbeeld.example/\nlanguage: nl\nkinds: { sjablonen: template }\n";
    let mut files: Vec<(String, String)> = PLAN.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
    files.push(("content/sjablonen/blad.md".into(), page.into()));
    files.push(("content/index.md".into(), "---\ntitle: Start\n---\n".into()));
    files.push(("data/documents/blad.yaml".into(), document));
    files.push(("data/site.yaml".into(), config.into()));
    files
}

fn tree(sections: &str) -> bcm_portal::source::SourceTree {
    let files = site(sections);
    let pairs: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    tiny(&pairs)
}

/// The preview on the page, as text with a bar between elements.
fn preview(sections: &str) -> String {
    let files = output(&tree(sections));
    let html = String::from_utf8_lossy(&files["sjablonen/blad/index.html"]).into_owned();
    let paper =
        html.split("<div class=\"paper\">").nth(1).unwrap_or_default().split("</main>").next().unwrap_or_default();
    let mut text = String::new();
    let mut inside = false;
    for sign in paper.chars() {
        match sign {
            '<' => inside = true,
            '>' => (inside, _) = (false, text.push('|')),
            _ if !inside => text.push(sign),
            _ => {}
        }
    }
    text
}

#[test]
fn messages_and_scenarios_become_parts_in_their_place() {
    let text =
        preview("  - { title: Vooraf, text: \"Een.\\n\\nTwee.\" }\n  - { from: messages }\n  - { from: scenarios }\n");
    let order = [
        "Vooraf",
        "Een.",
        "Twee.",
        "Eerste bericht",
        "Voor: Inwoners. Kanaal: Affiche.",
        "Sinds …………………… uur.",
        "Bel …………………….",
        "Aan de pers",
        "S1 Gebouw weg",
        "Eerste beslissing: Waar werken we?",
        "Reken op: weken",
        "Ga naar buiten.",
        "Wie heeft de sleutel?",
    ];
    let mut rest = text.as_str();
    for wanted in order {
        let (_, after) = rest.split_once(&format!("|{wanted}|")).unwrap_or_else(|| panic!("{wanted} in {text}"));
        rest = after;
    }
    let files = output(&tree("  - { from: scenarios }\n"));
    assert!(files.contains_key("downloads/blad.docx"));
}

#[test]
fn only_takes_what_it_names_in_that_order() {
    let text = preview("  - { from: messages, only: [pers] }\n");
    assert!(text.contains("|Aan de pers|") && !text.contains("Eerste bericht"), "{text}");
}

#[test]
fn a_part_that_cannot_be_made_is_told_with_the_way_out() {
    for (section, way_out) in [
        ("{ from: messages, only: [prs] }", "did you mean `pers`?"),
        ("{ from: form, form: niets }", "there is no form `niets`"),
        ("{ from: messages, title: Kop }", "put `title`, `text`, `steps` and `fields` in a section of their own"),
        ("{ text: Los }", "add `title: …`"),
        ("{ title: Kop, only: [pers] }", "add `from: …` or take them away"),
    ] {
        let tree = tree(&format!("  - {section}\n"));
        assert_eq!(codes(&tree), ["document-section data/documents/blad.yaml:1"], "{section}");
        let text = messages(&tree);
        assert!(text.contains("sections[0]") && text.contains(way_out), "{section}: {text}");
    }
}

#[test]
fn every_word_file_of_the_portal_is_valid_and_accessible() {
    let files = output(&read(&root()));
    let documents: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".docx")).collect();
    assert!(documents.len() > 13, "{} documents", documents.len());
    for (path, bytes) in documents {
        assert_eq!(documents::lint(bytes), [], "{path}");
    }
}
