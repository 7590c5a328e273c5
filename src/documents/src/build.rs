//! Documents out of building blocks and forms.

use bcm::field::{BuildingBlock, Field, FieldKind, FormDocument, FormSection};

use crate::{Block, Cover, Document, Layout, Meta, NoteKind, Run};

/// A chapter of the continuity plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockChapter {
    /// What the chapter holds and asks.
    pub block: BuildingBlock,
    /// The text of the block's page on the site. Its headings are moved under those of the chapter.
    pub guidance: Vec<Block>,
}

/// The empty business continuity plan: cover, contents, how to use it, and a chapter per block with
/// what it holds, when it is finished, guidance and fields.
///
/// The tag of every content control is the code of the block, a full stop and the id of the field.
pub fn bcp_document(chapters: &[BlockChapter], meta: &Meta) -> Document {
    let mut blocks = vec![
        Block::Cover(cover()),
        Block::PageBreak,
        Block::Toc { title: "Inhoud".to_owned() },
        Block::Paragraph(vec![Run::plain(CONTENTS_HELP)]),
    ];
    blocks.extend(introduction(chapters));
    blocks.extend(chapters.iter().flat_map(chapter));
    Document {
        title: meta.title.clone(),
        subject: "Leeg bedrijfscontinuïteitsplan voor een lokaal bestuur, met uitleg en invulvelden".to_owned(),
        language: meta.language.clone(),
        version: meta.version.clone(),
        date: meta.date,
        site: meta.site.clone(),
        layout: Layout::Book,
        blocks,
    }
}

/// A form of one or two pages. Title and version are those of the form, the rest is from `meta`.
///
/// The tag of every content control is the id of the form, a full stop and the id of the field.
pub fn form_document(form: &FormDocument, meta: &Meta) -> Document {
    let subtitle = form.intro.clone();
    let mut blocks = vec![Block::Cover(Cover { subtitle, ..Cover::default() })];
    blocks.extend(form.sections.iter().flat_map(|it| section(form, it)));
    Document {
        title: form.title.clone(),
        subject: format!("{}, om in te vullen en af te drukken", form.title),
        language: meta.language.clone(),
        version: form.version.clone(),
        date: meta.date,
        site: meta.site.clone(),
        layout: Layout::Card,
        blocks,
    }
}

const CONTENTS_HELP: &str = "Klik op een titel om erheen te gaan. Wil je ook paginanummers, klik dan met \
    de rechtermuisknop op de lijst en kies ‘Veld bijwerken’ (Word) of ‘Index bijwerken’ (LibreOffice).";

fn cover() -> Cover {
    Cover {
        subtitle: "Leeg model om in te vullen, met uitleg per bouwsteen".to_owned(),
        fields: vec![
            line("omslag.bestuur", "Bestuur", None),
            line("omslag.eigenaar", "Eigenaar van dit plan (functie)", None),
            line("omslag.versie", "Versie van jullie plan", None),
            date("omslag.datum", "Datum van jullie plan"),
            line(
                "omslag.exemplaar",
                "Exemplaar en bewaarplaats",
                Some("Bijvoorbeeld: exemplaar 2 van 5, crisislokaal."),
            ),
        ],
        notice: Some(SENSITIVE.to_owned()),
        ..Cover::default()
    }
}

pub(crate) const SENSITIVE: &str = "Dit plan is gevoelig: het noemt zwakke plekken, locaties en soms privénummers. \
    Deel het alleen met wie het nodig heeft, en bewaar de contactlijst apart.";

fn introduction(chapters: &[BlockChapter]) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, "Zo gebruik je dit document", "zo-gebruik-je-dit-document"),
        Block::text(
            "Een bedrijfscontinuïteitsplan zegt wie wat doet, en waarmee, als de gewone werking \
             wegvalt. Dit model heeft één hoofdstuk per bouwsteen. Bij elk hoofdstuk lees je wat er \
             minstens in staat en wanneer het klaar is. Daarna volgen de velden die je invult.",
        ),
        Block::heading(2, "In deze volgorde", "in-deze-volgorde"),
        Block::list(true, STEPS),
    ];
    blocks.extend(minimum_set(chapters));
    blocks.push(Block::heading(2, "Bewaren en afdrukken", "bewaren-en-afdrukken"));
    blocks.push(Block::list(false, KEEPING));
    blocks
}

const STEPS: [&str; 6] = [
    "Maak eerst de bedrijfsimpactanalyse (BIA). De volgorde van de kritieke processen komt daaruit.",
    "Begin met de bouwstenen van het minimumplan. De andere volgen wanneer je tijd hebt.",
    "Vul functies in, geen namen. Namen en privénummers horen alleen in de contactlijst.",
    "Toets elk hoofdstuk aan ‘klaar als’. Laat iemand anders meelezen.",
    "Leg het plan voor aan het managementteam en aan het college.",
    "Haal de uitleg weg als het plan af is: in een crisis telt alleen wat je moet doen.",
];

const KEEPING: [&str; 5] = [
    "Bewaar het plan nooit alleen op één gedeelde schijf: net die kan uitvallen.",
    "Leg een afdruk bij de algemeen directeur, in het crisislokaal en in het woonzorgcentrum.",
    "Bewaar een kopie op een versleutelde USB-stick bij de eigenaar van het plan.",
    "Hou de contactlijst op een apart blad. Ze bevat persoonsgegevens.",
    "Maak voor de raad en de inwoners een samenvatting zonder gevoelige gegevens.",
];

fn minimum_set(chapters: &[BlockChapter]) -> Vec<Block> {
    let in_minimum: Vec<Vec<Block>> = chapters
        .iter()
        .filter(|it| it.block.minimum_set)
        .map(|it| vec![Block::Paragraph(vec![Run::link(heading(&it.block), format!("#{}", anchor(&it.block)))])])
        .collect();
    if in_minimum.is_empty() {
        return Vec::new();
    }
    vec![
        Block::heading(2, "Het minimumplan voor een klein bestuur", "minimumplan"),
        Block::text("Heb je weinig tijd, werk dan eerst deze bouwstenen af (eigen voorstel):"),
        Block::List { ordered: false, items: in_minimum },
    ]
}

fn chapter(chapter: &BlockChapter) -> Vec<Block> {
    let block = &chapter.block;
    let mut blocks = vec![Block::heading(1, heading(block), anchor(block))];
    if block.minimum_set {
        blocks.push(Block::Paragraph(vec![Run::italic("Deze bouwsteen hoort bij het minimumplan.")]));
    }
    if !block.contents.is_empty() {
        blocks.push(Block::heading(2, "Wat staat hier minstens in?", ""));
        blocks.push(Block::list(false, block.contents.iter().cloned()));
    }
    blocks.push(Block::Note {
        kind: NoteKind::Tip,
        label: "Klaar als".to_owned(),
        blocks: vec![Block::text(block.done_when.clone())],
    });
    if !chapter.guidance.is_empty() {
        blocks.push(Block::heading(2, "Uitleg", ""));
        blocks.extend(lowered(&chapter.guidance));
    }
    if !block.fields.is_empty() {
        blocks.push(Block::heading(2, "Vul in", ""));
        blocks.extend(block.fields.iter().map(|it| Block::Field(tagged(&block.code, it))));
    }
    blocks
}

pub(crate) fn heading(block: &BuildingBlock) -> String {
    format!("{} {}", block.code, block.title)
}

pub(crate) fn anchor(block: &BuildingBlock) -> String {
    block.code.to_lowercase()
}

/// The level of a heading that stands under the headings of a chapter.
const UNDER_CHAPTER: u8 = 3;

/// The same blocks with the highest heading at [`UNDER_CHAPTER`].
pub(crate) fn lowered(blocks: &[Block]) -> Vec<Block> {
    let levels = blocks.iter().filter_map(|it| match it {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let highest = levels.min().unwrap_or(UNDER_CHAPTER);
    let lower = |block: &Block| match block {
        Block::Heading { level, text, id } => Block::Heading {
            level: level.saturating_sub(highest).saturating_add(UNDER_CHAPTER),
            text: text.clone(),
            id: id.clone(),
        },
        other => other.clone(),
    };
    blocks.iter().map(lower).collect()
}

fn section(form: &FormDocument, section: &FormSection) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, section.title.clone(), "")];
    blocks.extend(section.paragraphs().map(Block::text));
    if !section.steps.is_empty() {
        blocks.push(Block::list(true, section.steps.iter().cloned()));
    }
    blocks.extend(section.fields.iter().map(|it| Block::Field(tagged(&form.id, it))));
    if section.new_page {
        blocks.insert(0, Block::PageBreak);
    } else if lines(section) <= TOGETHER {
        blocks = vec![Block::Together(blocks)];
    }
    blocks
}

/// A section of at most so many lines stays on one page: about a quarter of it.
const TOGETHER: usize = 15;
/// Letters on a line, about.
const LINE: usize = 95;

/// About how many lines a section takes.
fn lines(section: &FormSection) -> usize {
    let texts = section.paragraphs().chain(section.steps.iter().map(String::as_str));
    let fields = section.fields.iter().map(|it| match &it.kind {
        FieldKind::Table { rows, .. } => 2 * *rows as usize + 2,
        _ => 4,
    });
    2 + texts.map(|it| it.len() / LINE + 1).sum::<usize>() + fields.sum::<usize>()
}

pub(crate) fn tagged(owner: &str, field: &Field) -> Field {
    Field { id: format!("{owner}.{}", field.id), ..field.clone() }
}

fn line(id: &str, label: &str, hint: Option<&str>) -> Field {
    Field { id: id.to_owned(), label: label.to_owned(), hint: hint.map(str::to_owned), kind: FieldKind::Line }
}

fn date(id: &str, label: &str) -> Field {
    Field { kind: FieldKind::Date, ..line(id, label, None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guidance_keeps_its_order_of_headings_under_the_chapter() {
        let page = [Block::heading(2, "a", ""), Block::heading(3, "b", ""), Block::text("c")];
        let levels: Vec<u8> = lowered(&page)
            .iter()
            .filter_map(|it| if let Block::Heading { level, .. } = it { Some(*level) } else { None })
            .collect();
        assert_eq!(levels, [3, 4]);
    }
}
