//! The real data of the portal, and documents made of it.

#![allow(dead_code)]

use std::fs::read_to_string;
use std::path::Path;

use bcm::catalogue::{Catalogue, DependencyList, ProcessList, Scales};
use bcm::date::Date;
use bcm::field::{BuildingBlock, Column, Field, FieldKind, FormDocument};
use bcm::json::FromJson;
use bcm::questionnaire::Questionnaire;
use documents::plan::{OfficeData, PageLink};
use documents::{Block, BlockChapter, Meta, NoteKind, Run, Table};
use serde_json::Value;

fn data(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The catalogue in `data/bia/`.
pub(crate) fn catalogue() -> Catalogue {
    let processes: ProcessList = serde_saphyr::from_str(&data("bia/processes.yaml")).unwrap();
    let scales: Scales = serde_saphyr::from_str(&data("bia/scales.yaml")).unwrap();
    let dependencies: DependencyList = serde_saphyr::from_str(&data("bia/dependencies.yaml")).unwrap();
    Catalogue::from_parts(processes, scales, dependencies)
}

/// A form in `data/documents/`.
pub(crate) fn form(id: &str) -> FormDocument {
    serde_saphyr::from_str(&data(&format!("documents/{id}.yaml"))).unwrap()
}

/// The forms in `data/documents/`.
pub(crate) const FORMS: [&str; 3] = ["eerste-uur-kaart", "noodprocedurekaart", "contactlijst-belboom"];

pub(crate) fn meta(title: &str) -> Meta {
    Meta {
        title: title.to_owned(),
        version: "1.0".to_owned(),
        date: Date::new(2026, 11, 23).unwrap(),
        language: "nl-BE".to_owned(),
        site: "https://voorbeeld.example/".to_owned(),
    }
}

pub(crate) fn field(id: &str, kind: FieldKind) -> Field {
    Field { id: id.to_owned(), label: format!("Veld {id}"), hint: Some("Hulp".to_owned()), kind }
}

/// A chapter with every kind of block and of field.
pub(crate) fn full_chapter(code: &str) -> BlockChapter {
    let column = |id: &str| Column { id: id.to_owned(), label: id.to_uppercase(), width: None };
    let fields = vec![
        field("lijn", FieldKind::Line),
        field("tekst", FieldKind::Text),
        field("dag", FieldKind::Date),
        field("ja", FieldKind::YesNo),
        field("keuze", FieldKind::Choice { options: vec!["Licht".to_owned(), "Zwaar".to_owned()] }),
        field("tabel", FieldKind::Table { columns: vec![column("a"), column("b")], rows: 3 }),
    ];
    let table = Table {
        header: vec![vec![Run::plain("Niveau")], vec![Run::plain("Wie")]],
        rows: vec![vec![vec![Run::bold("1")], vec![Run::plain("diensthoofd")]], vec![]],
        widths: vec![1, 3],
        caption: "Niveaus".to_owned(),
        description: String::new(),
        row_headers: true,
    };
    let note = vec![Block::text("Pas op."), Block::list(false, ["mail", "intranet"])];
    let links = vec![
        Run::link("de site", "https://voorbeeld.example/a?b=1&c=2"),
        Run::link("deze bouwsteen", format!("#{}", code.to_lowercase())),
        Run::link("nergens", "#bestaat-niet"),
        Run::link("script", "javascript:alert(1)"),
        Run::italic("schuin\nop twee regels"),
    ];
    let nested = vec![Block::text("punt"), Block::list(true, ["een", "twee"]), Block::text("vervolg")];
    BlockChapter {
        block: BuildingBlock {
            code: code.to_owned(),
            title: "Activatie".to_owned(),
            minimum_set: true,
            contents: vec!["wie mag activeren".to_owned()],
            done_when: "het kan in 15 minuten".to_owned(),
            fields,
        },
        guidance: vec![
            Block::heading(2, "Hoe begin je?", "hoe"),
            Block::Paragraph(links),
            Block::List { ordered: false, items: vec![nested] },
            Block::heading(3, "En dan?", "dan"),
            Block::Note { kind: NoteKind::Pitfall, label: "Valkuil".to_owned(), blocks: note },
            Block::Table(table),
        ],
    }
}

/// A dossier of an invented government with something in every part.
pub(crate) const DOSSIER: &str = include_str!("dossier.bcm.json");

/// What the generator would write for the program in the browser.
pub(crate) fn office() -> OfficeData {
    let questions: Questionnaire = serde_saphyr::from_str(&data("questionnaires/ten-questions.yaml")).unwrap();
    let page = |path: &str| PageLink { url: format!("https://voorbeeld.example/{path}"), title: path.to_owned() };
    let links = questions.paths().into_iter().map(|it| (it.to_owned(), page(it))).collect();
    OfficeData {
        site: "https://voorbeeld.example/".to_owned(),
        language: "nl-BE".to_owned(),
        catalogue: catalogue(),
        rules: list("bia/rules.yaml", "rules"),
        chapters: chapters(),
        resources: list("bcp/strategies.yaml", "resources"),
        scenarios: list("bcp/scenarios.yaml", "scenarios"),
        decisions: list("bcp/decisions.yaml", "decisions"),
        messages: list("bcp/messages.yaml", "messages"),
        exercises: list("bcp/exercises.yaml", "exercises"),
        forms: vec![serde_saphyr::from_str(&data("forms/engagementsverklaring.yaml")).unwrap()],
        questionnaires: vec![questions],
        links,
    }
}

fn list<T: FromJson>(path: &str, key: &str) -> Vec<T> {
    let value: Value = serde_saphyr::from_str(&data(path)).unwrap();
    Vec::from_json(&value[key]).unwrap_or_else(|| panic!("{path}: {key}"))
}

/// The building blocks in the front matter of `content/bouwstenen/`, each with a line of guidance.
fn chapters() -> Vec<BlockChapter> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/bouwstenen");
    let mut all: Vec<BlockChapter> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|it| {
            let text = read_to_string(it.unwrap().path()).unwrap();
            let front: Value = serde_saphyr::from_str(text.split("---\n").nth(1)?).unwrap();
            let block = BuildingBlock::from_json(&front)?;
            Some(BlockChapter {
                block,
                guidance: vec![Block::heading(2, "Zo pak je het aan", ""), Block::text("Lees.")],
            })
        })
        .collect();
    all.sort_by(|a, b| a.block.code.cmp(&b.block.code));
    assert_eq!(all.len(), 18);
    all
}
