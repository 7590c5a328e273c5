//! The real data of the portal, and documents made of it.

#![allow(dead_code)]

use std::fs::read_to_string;
use std::path::Path;

use bcm::catalogue::{Catalogue, DependencyList, ProcessList, Scales};
use bcm::date::Date;
use bcm::field::{BuildingBlock, Column, Field, FieldKind, FormDocument};
use documents::{Block, BlockChapter, Meta, NoteKind, Run, Table};

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
