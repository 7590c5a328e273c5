//! The text of the document: `word/document.xml`.

use bcm::date::Date;
use bcm::field::{Column, Field, FieldKind};

use super::outline::Outline;
use super::parts::{FOOTER_ID, HEADER_ID, LIST_LEVELS, LIST_STEP, link_id, list_indent, stamp};
use super::{Page, R, W};
use crate::clean::{clean, cut, one_line};
use crate::xml::Xml;
use crate::{Block, Cell, Cover, Document, DocumentError, Entry, FieldValue, Layout, NoteKind, Run, Table};

/// What the other parts need to know of the text.
pub(super) struct Body {
    pub(super) xml: Vec<u8>,
    /// Targets of links to the outside, in order of first use.
    pub(super) links: Vec<String>,
    pub(super) ordered_lists: usize,
}

/// The number of the list with bullets in the list definitions.
const BULLETS: usize = 1;
/// The number of the first ordered list.
const FIRST_ORDERED: usize = 2;
/// What Word accepts at most as the tag or the title of a content control.
const MAX_TAG: usize = 64;
/// What Word keeps at most of a table's description.
const MAX_DESCRIPTION: usize = 255;
/// The style of the cells of a header row.
const TABLE_HEADER: &str = "TableHeader";
/// Colours of character styles; also in the style sheet.
const COLOURS: [(&str, &str); 2] = [("Hyperlink", "0B5563"), ("Missing", "9B2C1F")];
/// A table of facts with at most so many rows stays on one page.
const KEPT_TOGETHER: usize = 16;
/// Empty rows of a table in a plan that still has to be filled in.
const MISSING_ROWS: u32 = 3;
/// Height of an empty row to write in, in twentieths of a point: room for handwriting.
const WRITING_ROW: &str = "420";

pub(super) fn write(document: &Document) -> Result<Body, DocumentError> {
    let mut writer = Writer {
        document,
        page: Page::of(document.layout),
        outline: Outline::of(document),
        next_heading: 0,
        breaks_page: false,
        keeps_next: false,
        next_control: 1,
        links: Vec::new(),
        ordered_lists: 0,
    };
    let mut xml = Xml::part();
    let namespaces = [
        ("xmlns:w", W),
        ("xmlns:r", R),
        ("xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("xmlns:w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("mc:Ignorable", "w14"),
    ];
    xml.element("w:document", &namespaces, |xml| {
        xml.element("w:body", &[], |xml| {
            writer.blocks(xml, &document.blocks, Place::text());
            writer.section(xml);
        });
    });
    Ok(Body { xml: xml.finish()?, links: writer.links, ordered_lists: writer.ordered_lists })
}

struct Writer<'a> {
    document: &'a Document,
    page: Page,
    outline: Outline,
    next_heading: usize,
    /// Whether the next heading begins a page, beside those whose style says so.
    breaks_page: bool,
    /// Whether a paragraph stays on the page of the next one.
    keeps_next: bool,
    next_control: usize,
    links: Vec<String>,
    ordered_lists: usize,
}

/// Where a paragraph stands.
#[derive(Clone, Copy)]
struct Place {
    style: Option<&'static str>,
    list: Option<ListPlace>,
}

#[derive(Clone, Copy)]
struct ListPlace {
    number: usize,
    level: usize,
    /// Whether the next paragraph carries the bullet or the number.
    is_first: bool,
}

impl Place {
    fn text() -> Place {
        Place { style: None, list: None }
    }

    fn styled(style: &'static str) -> Place {
        Place { style: Some(style), list: None }
    }

    fn list_level(self) -> usize {
        self.list.map_or(0, |it| it.level + 1).min(LIST_LEVELS - 1)
    }
}

impl Writer<'_> {
    fn blocks(&mut self, xml: &mut Xml, blocks: &[Block], place: Place) {
        for (index, block) in blocks.iter().enumerate() {
            match (block, blocks.get(index + 1)) {
                // A break of its own would leave an empty line above the heading.
                (Block::PageBreak, Some(Block::Heading { .. })) => self.breaks_page = true,
                _ => self.block(xml, block, place),
            }
        }
    }

    fn block(&mut self, xml: &mut Xml, block: &Block, place: Place) {
        match block {
            Block::Heading { text, .. } => self.heading(xml, text),
            Block::Paragraph(runs) => self.paragraph(xml, place, runs),
            Block::List { ordered, items } => self.list(xml, *ordered, items, place),
            Block::Table(table) => self.table(xml, table),
            Block::Field(field) => self.field(xml, field),
            Block::Entry(entry) => self.entry(xml, entry),
            Block::Note { kind, label, blocks } => self.note(xml, *kind, label, blocks),
            Block::Together(blocks) => self.together(xml, blocks, place),
            Block::PageBreak => page_break(xml),
            Block::Toc { title } => self.contents(xml, title),
            Block::Cover(cover) => self.cover(xml, cover),
        }
    }

    fn together(&mut self, xml: &mut Xml, blocks: &[Block], place: Place) {
        for (index, block) in blocks.iter().enumerate() {
            self.keeps_next = index + 1 < blocks.len();
            self.block(xml, block, place);
        }
        self.keeps_next = false;
    }

    fn heading(&mut self, xml: &mut Xml, text: &str) {
        if one_line(text).is_empty() {
            return;
        }
        let breaks_page = std::mem::take(&mut self.breaks_page);
        let id = self.next_heading.to_string();
        let entry = &self.outline.entries[self.next_heading];
        self.next_heading += 1;
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.val("w:pStyle", &format!("Heading{}", entry.level));
                if breaks_page {
                    xml.empty("w:pageBreakBefore", &[]);
                }
            });
            xml.empty("w:bookmarkStart", &[("w:id", id.as_str()), ("w:name", &entry.bookmark)]);
            text_run(xml, &entry.text);
            xml.empty("w:bookmarkEnd", &[("w:id", id.as_str())]);
        });
    }

    fn paragraph(&mut self, xml: &mut Xml, place: Place, runs: &[Run]) {
        xml.element("w:p", &[], |xml| {
            paragraph_properties(xml, place, self.keeps_next);
            self.runs(xml, runs);
        });
    }

    fn runs(&mut self, xml: &mut Xml, runs: &[Run]) {
        for run in runs {
            match self.link_attribute(run.link.as_deref()) {
                Some((name, value)) => xml.element("w:hyperlink", &[(name, &value)], |xml| {
                    marked_run(xml, run, Some("Hyperlink"));
                }),
                None => marked_run(xml, run, run.missing.then_some("Missing")),
            }
        }
    }

    /// How a link is written, unless it leads nowhere.
    fn link_attribute(&mut self, link: Option<&str>) -> Option<(&'static str, String)> {
        let link = link?;
        if let Some(id) = link.strip_prefix('#') {
            return Some(("w:anchor", self.outline.bookmark(id)?.to_owned()));
        }
        let is_outside = ["https:", "http:", "mailto:"].iter().any(|it| link.starts_with(it));
        if !is_outside || link.chars().any(|it| it.is_whitespace() || it.is_control()) {
            return None;
        }
        let known = self.links.iter().position(|it| it == link);
        let index = known.unwrap_or_else(|| {
            self.links.push(link.to_owned());
            self.links.len() - 1
        });
        Some(("r:id", link_id(index)))
    }

    fn list(&mut self, xml: &mut Xml, ordered: bool, items: &[Vec<Block>], place: Place) {
        let number = if ordered {
            self.ordered_lists += 1;
            FIRST_ORDERED + self.ordered_lists - 1
        } else {
            BULLETS
        };
        let level = place.list_level();
        for item in items {
            let mut is_first = true;
            for block in item {
                let list = Some(ListPlace { number, level, is_first });
                self.block(xml, block, Place { style: place.style, list });
                is_first = false;
            }
        }
    }

    fn note(&mut self, xml: &mut Xml, kind: NoteKind, label: &str, blocks: &[Block]) {
        let place = Place::styled(note_style(kind));
        if !one_line(label).is_empty() {
            xml.element("w:p", &[], |xml| {
                xml.element("w:pPr", &[], |xml| {
                    xml.val("w:pStyle", note_style(kind));
                    xml.empty("w:keepNext", &[]);
                    xml.empty("w:spacing", &[("w:before", "160"), ("w:after", "40")]);
                });
                self.runs(xml, &[Run::bold(one_line(label))]);
            });
        }
        self.blocks(xml, blocks, place);
    }

    fn cover(&mut self, xml: &mut Xml, cover: &Cover) {
        let document = self.document;
        if let Some(logo) = &cover.logo {
            self.logo(xml, logo);
        }
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "Title");
                if cover.logo.is_some() {
                    // The frame already keeps the title away from the top of the page.
                    xml.empty("w:spacing", &[("w:before", "1200"), ("w:after", "160")]);
                }
            });
            text_run(xml, &one_line(&document.title));
        });
        if !one_line(&cover.subtitle).is_empty() {
            self.paragraph(xml, Place::styled("Subtitle"), &[Run::plain(cover.subtitle.as_str())]);
        }
        self.paragraph(xml, Place::text(), &[Run::plain(stamp(document))]);
        for (name, text) in &cover.facts {
            let fact = [Run::bold(format!("{}: ", one_line(name))), Run::plain(one_line(text))];
            self.paragraph(xml, Place::text(), &fact);
        }
        cover.fields.iter().for_each(|it| self.field(xml, it));
        if let Some(notice) = &cover.notice {
            self.paragraph(xml, Place::styled("NoteWarning"), &[Run::plain(notice.as_str())]);
        }
    }

    /// A frame that text or a picture can be put in.
    fn logo(&mut self, xml: &mut Xml, text: &str) {
        xml.element("w:sdt", &[], |xml| {
            xml.element("w:sdtPr", &[], |xml| {
                self.control_name(xml, "Logo", "logo");
                xml.empty("w:showingPlcHdr", &[]);
                xml.empty("w:richText", &[]);
            });
            xml.element("w:sdtContent", &[], |xml| {
                self.paragraph(xml, Place::styled("Logo"), &[Run::plain(one_line(text))]);
            });
        });
    }

    /// The contents: a TOC field whose result is already there, so that nothing has to be updated
    /// to follow a link. Page numbers are fields of their own.
    fn contents(&mut self, xml: &mut Xml, title: &str) {
        self.paragraph(xml, Place::styled("TOCHeading"), &[Run::plain(one_line(title))]);
        let listed: Vec<(u8, String, String)> = self
            .outline
            .entries
            .iter()
            .filter(|it| it.level <= CONTENTS_DEPTH)
            .map(|it| (it.level, it.text.clone(), it.bookmark.clone()))
            .collect();
        let last = listed.len().saturating_sub(1);
        for (index, (level, text, bookmark)) in listed.iter().enumerate() {
            xml.element("w:p", &[], |xml| {
                xml.element("w:pPr", &[], |xml| xml.val("w:pStyle", &format!("TOC{level}")));
                if index == 0 {
                    field_begin(xml, " TOC \\o \"1-1\" \\h \\z \\u ");
                }
                contents_entry(xml, text, bookmark);
                if index == last {
                    field_char(xml, "end");
                }
            });
        }
    }

    fn table(&mut self, xml: &mut Xml, table: &Table) {
        let columns = table.header.len();
        if columns == 0 {
            return;
        }
        if !one_line(&table.caption).is_empty() {
            let caption = [Run::plain(one_line(&table.caption))];
            self.paragraph(xml, Place::styled("Caption"), &caption);
        }
        let widths = column_widths(&table.widths, columns, self.page.text_width());
        let description = if table.description.is_empty() { &table.caption } else { &table.description };
        xml.element("w:tbl", &[], |xml| {
            table_properties(xml, &table.caption, description, table.row_headers, &widths);
            self.header_row(xml, &table.header, &widths);
            let is_kept = table.row_headers && table.rows.len() <= KEPT_TOGETHER;
            for (index, row) in table.rows.iter().enumerate() {
                self.row(xml, row, &widths, is_kept && index + 1 < table.rows.len());
            }
        });
        after_table(xml, self.keeps_next);
    }

    fn header_row(&mut self, xml: &mut Xml, cells: &[Cell], widths: &[u32]) {
        xml.element("w:tr", &[], |xml| {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                xml.empty("w:tblHeader", &[]);
            });
            for (cell, width) in cells.iter().zip(widths) {
                self.cell(xml, cell, *width, TABLE_HEADER);
            }
        });
    }

    fn row(&mut self, xml: &mut Xml, cells: &[Cell], widths: &[u32], keeps_next: bool) {
        let is_empty = cells.iter().flatten().all(|it| it.text.is_empty());
        xml.element("w:tr", &[], |xml| {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                if is_empty {
                    xml.empty("w:trHeight", &[("w:val", WRITING_ROW), ("w:hRule", "atLeast")]);
                }
            });
            for (index, width) in widths.iter().enumerate() {
                let cell = cells.get(index).map_or(&[][..], |it| it);
                let style = if keeps_next { "TableTextKept" } else { "TableText" };
                self.cell(xml, cell, *width, style);
            }
        });
    }

    fn cell(&mut self, xml: &mut Xml, runs: &[Run], width: u32, style: &'static str) {
        xml.element("w:tc", &[], |xml| {
            xml.element("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                if style == TABLE_HEADER {
                    // Also in the table style, but not every program applies that.
                    let shade = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", "12323F")];
                    xml.empty("w:shd", &shade);
                }
            });
            self.paragraph(xml, Place::styled(style), runs);
        });
    }

    fn field(&mut self, xml: &mut Xml, field: &Field) {
        self.paragraph(xml, Place::styled("FieldLabel"), &[Run::plain(one_line(&field.label))]);
        self.hint(xml, field);
        if let FieldKind::Table { columns, rows } = &field.kind {
            let empty = vec![Vec::new(); *rows as usize];
            return self.field_table(xml, field, columns, &empty);
        }
        if field.kind == FieldKind::YesNo {
            return self.yes_no(xml, field, None);
        }
        if !field.options().is_empty() {
            self.choices(xml, field.options());
        }
        let placeholder = match &field.kind {
            FieldKind::Text => "Klik en typ je tekst",
            FieldKind::Date => "Kies of typ een datum",
            FieldKind::Choice { .. } | FieldKind::Choices { .. } | FieldKind::Scale { .. } => "Kies",
            _ => "Klik en typ",
        };
        self.control(xml, field, Content::Room(placeholder));
    }

    fn entry(&mut self, xml: &mut Xml, entry: &Entry) {
        let field = &entry.field;
        let label = Run::plain(one_line(&field.label));
        let Some(value) = &entry.value else {
            let mark = [label, Run::plain(" "), Run::missing("(nog in te vullen)")];
            self.paragraph(xml, Place::styled("FieldLabel"), &mark);
            self.hint(xml, field);
            return self.missing(xml, field);
        };
        self.paragraph(xml, Place::styled("FieldLabel"), &[label]);
        match (value, &field.kind) {
            (FieldValue::Rows(rows), FieldKind::Table { columns, .. }) => self.field_table(xml, field, columns, rows),
            (FieldValue::Rows(rows), _) => {
                let lines: Vec<String> = rows.iter().map(|it| it.join(" · ")).collect();
                self.control(xml, field, Content::Text(&lines.join("\n")));
            }
            (FieldValue::Chosen(chosen), FieldKind::Choices { options }) => self.ticks(xml, field, options, chosen),
            (FieldValue::Chosen(chosen), _) => self.control(xml, field, Content::Text(&chosen.join("; "))),
            (FieldValue::YesNo(yes), _) => self.yes_no(xml, field, Some(*yes)),
            (FieldValue::Date(date), _) => self.control(xml, field, Content::Date(*date)),
            (FieldValue::Text(text), _) => self.control(xml, field, Content::Text(text)),
        }
    }

    /// The place to fill in what is missing: smaller than on paper, for it is typed.
    fn missing(&mut self, xml: &mut Xml, field: &Field) {
        match &field.kind {
            FieldKind::Table { columns, rows } => {
                let empty = vec![Vec::new(); (*rows).min(MISSING_ROWS) as usize];
                self.field_table(xml, field, columns, &empty);
            }
            FieldKind::YesNo => self.yes_no(xml, field, None),
            FieldKind::Choices { options } => self.ticks(xml, field, options, &[]),
            _ => self.control(xml, field, Content::Placeholder("Nog in te vullen")),
        }
    }

    fn hint(&mut self, xml: &mut Xml, field: &Field) {
        if let Some(hint) = &field.hint {
            self.paragraph(xml, Place::styled("FieldHint"), &[Run::plain(hint.as_str())]);
        }
    }

    /// A block content control with its content, or with a placeholder.
    fn control(&mut self, xml: &mut Xml, field: &Field, content: Content) {
        let language = self.document.language.clone();
        let is_empty = matches!(content, Content::Placeholder(_) | Content::Room(_));
        let keeps_next = self.keeps_next;
        xml.element("w:sdt", &[], |xml| {
            xml.element("w:sdtPr", &[], |xml| {
                self.control_name(xml, &field.label, &field.id);
                if is_empty {
                    xml.empty("w:showingPlcHdr", &[]);
                }
                match (&field.kind, &content) {
                    (_, Content::Date(day)) => date(xml, &language, Some(*day)),
                    (FieldKind::Date, Content::Placeholder(_) | Content::Room(_)) => date(xml, &language, None),
                    (FieldKind::Choice { options } | FieldKind::Scale { options }, _) if content.fits(options) => {
                        drop_down(xml, options)
                    }
                    (FieldKind::Line, Content::Placeholder(_) | Content::Room(_)) => xml.empty("w:text", &[]),
                    // One line break within a control moves in LibreOffice; paragraphs stay.
                    (_, Content::Text(text)) if text.trim().contains('\n') => xml.empty("w:richText", &[]),
                    _ => xml.empty("w:text", &[("w:multiLine", "1")]),
                }
            });
            xml.element("w:sdtContent", &[], |xml| {
                let mut line = |style: &'static str, run: &Run, mark: Option<&str>| {
                    xml.element("w:p", &[], |xml| {
                        paragraph_properties(xml, Place::styled(style), keeps_next);
                        marked_run(xml, run, mark);
                    });
                };
                match content {
                    Content::Placeholder(text) => line("FieldInput", &Run::plain(text), Some("PlaceholderText")),
                    Content::Room(text) => {
                        let style = if field.kind == FieldKind::Text { "FieldInputTall" } else { "FieldInput" };
                        line(style, &Run::plain(text), Some("PlaceholderText"));
                    }
                    Content::Date(day) => line("FieldValue", &Run::plain(day.in_words()), None),
                    Content::Text(text) => {
                        let text = clean(text);
                        let text = text.trim();
                        text.split('\n').for_each(|it| line("FieldValue", &Run::plain(it.trim_end()), None));
                    }
                }
            });
        });
    }

    fn control_name(&mut self, xml: &mut Xml, label: &str, tag: &str) {
        xml.val("w:alias", &cut(&one_line(label), MAX_TAG));
        xml.val("w:tag", &cut(tag, MAX_TAG));
        xml.val("w:id", &(CONTROL_IDS + self.next_control).to_string());
        self.next_control += 1;
    }

    /// The list of a content control does not print; this line does.
    fn choices(&mut self, xml: &mut Xml, options: &[String]) {
        let all = options.iter().map(|it| one_line(it)).collect::<Vec<_>>().join(" · ");
        self.paragraph(xml, Place::styled("FieldHint"), &[Run::plain(format!("Keuze: {all}"))]);
    }

    /// A box to tick per choice; what was ticked and is no choice any more comes last.
    fn ticks(&mut self, xml: &mut Xml, field: &Field, options: &[String], chosen: &[String]) {
        let gone = chosen.iter().filter(|it| !options.contains(it));
        for (index, option) in options.iter().chain(gone).enumerate() {
            let option = one_line(option);
            xml.element("w:p", &[], |xml| {
                paragraph_properties(xml, Place::styled("FieldTick"), self.keeps_next);
                let is_checked = chosen.iter().any(|it| one_line(it) == option);
                self.checkbox(xml, field, (&option, &(index + 1).to_string()), is_checked);
                text_run(xml, &format!(" {option}"));
            });
        }
    }

    fn yes_no(&mut self, xml: &mut Xml, field: &Field, value: Option<bool>) {
        xml.element("w:p", &[], |xml| {
            paragraph_properties(xml, Place::styled("FieldCheck"), self.keeps_next);
            for (answer, id, meaning) in [("Ja", "ja", true), ("Nee", "nee", false)] {
                self.checkbox(xml, field, (answer, id), value == Some(meaning));
                text_run(xml, &format!(" {answer}        "));
            }
        });
    }

    fn checkbox(&mut self, xml: &mut Xml, field: &Field, (answer, id): (&str, &str), is_checked: bool) {
        xml.element("w:sdt", &[], |xml| {
            xml.element("w:sdtPr", &[], |xml| {
                let label = format!("{answer}: {}", field.label);
                self.control_name(xml, &label, &format!("{}.{id}", field.id));
                xml.element("w14:checkbox", &[], |xml| {
                    xml.empty("w14:checked", &[("w14:val", if is_checked { "1" } else { "0" })]);
                    for (state, sign) in [("w14:checkedState", "2612"), ("w14:uncheckedState", "2610")] {
                        xml.empty(state, &[("w14:val", sign), ("w14:font", "MS Gothic")]);
                    }
                });
            });
            xml.element("w:sdtContent", &[], |xml| {
                xml.element("w:r", &[], |xml| {
                    xml.element("w:rPr", &[], |xml| {
                        let font = "MS Gothic";
                        let fonts = [("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font)];
                        xml.empty("w:rFonts", &fonts);
                    });
                    xml.leaf("w:t", &[], if is_checked { "☒" } else { "☐" });
                });
            });
        });
    }

    fn field_table(&mut self, xml: &mut Xml, field: &Field, columns: &[Column], rows: &[Vec<String>]) {
        let shares: Vec<u32> = columns.iter().map(|it| it.width.unwrap_or(1)).collect();
        let widths = column_widths(&shares, columns.len(), self.page.text_width());
        let labels: Vec<&str> = columns.iter().map(|it| it.label.as_str()).collect();
        let (count, labels_in_words) = (rows.len(), labels.join(", "));
        let description = match rows.iter().all(Vec::is_empty) {
            true => format!("Invultabel met {count} lege rijen en de kolommen {labels_in_words}."),
            false => format!("Tabel met {count} rijen en de kolommen {labels_in_words}."),
        };
        let header: Vec<Cell> = labels.iter().map(|it| vec![Run::plain(one_line(it))]).collect();
        xml.element("w:tbl", &[], |xml| {
            table_properties(xml, &field.label, &description, false, &widths);
            self.header_row(xml, &header, &widths);
            for row in rows {
                let cells: Vec<Cell> = row.iter().map(|it| vec![Run::plain(it.as_str())]).collect();
                self.row(xml, &cells, &widths, false);
            }
        });
        after_table(xml, self.keeps_next);
    }

    fn section(&self, xml: &mut Xml) {
        let margin = self.page.margin.to_string();
        xml.element("w:sectPr", &[], |xml| {
            xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", HEADER_ID)]);
            xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", FOOTER_ID)]);
            let (width, height) = (self.page.width.to_string(), self.page.height.to_string());
            let size = [("w:w", width.as_str()), ("w:h", &height), ("w:orient", "landscape")];
            let is_upright = self.page.height > self.page.width;
            xml.empty("w:pgSz", if is_upright { &size[..2] } else { &size });
            let margins = [
                ("w:top", "1304"),
                ("w:right", &margin),
                ("w:bottom", "1134"),
                ("w:left", &margin),
                ("w:header", "567"),
                ("w:footer", "567"),
                ("w:gutter", "0"),
            ];
            xml.empty("w:pgMar", &margins);
            xml.empty("w:cols", &[("w:space", "708")]);
            if self.document.layout == Layout::Book {
                xml.empty("w:titlePg", &[]);
            }
        });
    }
}

/// How far the text of a note stands from the margin; also in the style sheet.
const NOTE_INDENT: usize = 227;
/// Headings to this level are in the contents.
const CONTENTS_DEPTH: u8 = 1;
/// Ids of content controls start above this: Word gives special meaning to none of them.
const CONTROL_IDS: usize = 100_000;

fn paragraph_properties(xml: &mut Xml, place: Place, keeps_next: bool) {
    let style = place.style.or(place.list.map(|_| "ListParagraph"));
    if style.is_none() && !keeps_next {
        return;
    }
    xml.element("w:pPr", &[], |xml| {
        if let Some(style) = style {
            xml.val("w:pStyle", style);
        }
        if keeps_next {
            xml.empty("w:keepNext", &[]);
        }
        match place.list {
            Some(list) if list.is_first => {
                xml.element("w:numPr", &[], |xml| {
                    xml.val("w:ilvl", &list.level.to_string());
                    xml.val("w:numId", &list.number.to_string());
                });
                if place.style.is_some() {
                    // The bar of a note stands where the bullet stands: both in line with the text.
                    let left = (NOTE_INDENT + LIST_STEP * (list.level + 1)).to_string();
                    let hanging = LIST_STEP.to_string();
                    xml.empty("w:ind", &[("w:left", left.as_str()), ("w:hanging", &hanging)]);
                }
            }
            Some(list) => {
                let left = list_indent(list.level).to_string();
                xml.empty("w:ind", &[("w:left", &left)]);
            }
            None => {}
        }
    });
}

fn note_style(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Example => "NoteExample",
        NoteKind::Pitfall => "NotePitfall",
        NoteKind::Tip => "NoteTip",
        NoteKind::Warning => "NoteWarning",
    }
}

fn marked_run(xml: &mut Xml, run: &Run, style: Option<&str>) {
    let text = clean(&run.text);
    if text.is_empty() {
        return;
    }
    xml.element("w:r", &[], |xml| {
        if style.is_some() || run.bold || run.italic {
            xml.element("w:rPr", &[], |xml| {
                if let Some(style) = style {
                    xml.val("w:rStyle", style);
                }
                // Beside the style, for not every program applies that within a table.
                let colour = style.and_then(|it| COLOURS.iter().find(|colour| colour.0 == it));
                let marks = [(run.bold, "w:b"), (run.bold, "w:bCs"), (run.italic, "w:i"), (run.italic, "w:iCs")];
                marks.iter().filter(|it| it.0).for_each(|it| xml.empty(it.1, &[]));
                if let Some((_, colour)) = colour {
                    xml.val("w:color", colour);
                }
            });
        }
        lines(xml, &text);
    });
}

fn text_run(xml: &mut Xml, text: &str) {
    marked_run(xml, &Run::plain(text), None);
}

fn lines(xml: &mut Xml, text: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            xml.empty("w:br", &[]);
        }
        if !line.is_empty() {
            xml.leaf("w:t", &[("xml:space", "preserve")], line);
        }
    }
}

fn page_break(xml: &mut Xml) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:r", &[], |xml| xml.empty("w:br", &[("w:type", "page")]));
    });
}

fn contents_entry(xml: &mut Xml, text: &str, bookmark: &str) {
    xml.element("w:hyperlink", &[("w:anchor", bookmark), ("w:history", "1")], |xml| {
        text_run(xml, text);
        xml.element("w:r", &[], |xml| xml.empty("w:tab", &[]));
        field_begin(xml, &format!(" PAGEREF {bookmark} \\h "));
        field_char(xml, "end");
    });
}

fn field_begin(xml: &mut Xml, instruction: &str) {
    field_char(xml, "begin");
    xml.element("w:r", &[], |xml| {
        xml.leaf("w:instrText", &[("xml:space", "preserve")], instruction);
    });
    field_char(xml, "separate");
}

fn field_char(xml: &mut Xml, kind: &str) {
    xml.element("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
}

/// What stands in a content control.
enum Content<'a> {
    Placeholder(&'a str),
    /// A placeholder with room to write by hand.
    Room(&'a str),
    Text(&'a str),
    Date(Date),
}

impl Content<'_> {
    /// Whether a list of these options can hold it.
    fn fits(&self, options: &[String]) -> bool {
        match self {
            Content::Placeholder(_) | Content::Room(_) => true,
            Content::Text(text) => options.iter().any(|it| one_line(it) == one_line(text)),
            Content::Date(_) => false,
        }
    }
}

fn drop_down(xml: &mut Xml, options: &[String]) {
    xml.element("w:dropDownList", &[], |xml| {
        let mut seen = std::collections::BTreeSet::new();
        for option in options.iter().map(|it| one_line(it)) {
            if !option.is_empty() && seen.insert(option.clone()) {
                let item = [("w:displayText", option.as_str()), ("w:value", &option)];
                xml.empty("w:listItem", &item);
            }
        }
    });
}

fn date(xml: &mut Xml, language: &str, value: Option<Date>) {
    let full = value.map(|it| format!("{it}T00:00:00Z"));
    let attribute = full.as_deref().map(|it| [("w:fullDate", it)]);
    xml.element("w:date", attribute.as_ref().map_or(&[], |it| it.as_slice()), |xml| {
        xml.val("w:dateFormat", "d MMMM yyyy");
        xml.val("w:lid", language);
        xml.val("w:storeMappedDataAs", "dateTime");
        xml.val("w:calendar", "gregorian");
    });
}

fn table_properties(xml: &mut Xml, caption: &str, description: &str, row_headers: bool, widths: &[u32]) {
    let total: u32 = widths.iter().sum();
    xml.element("w:tblPr", &[], |xml| {
        xml.val("w:tblStyle", "BcmTable");
        xml.empty("w:tblW", &[("w:w", &total.to_string()), ("w:type", "dxa")]);
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        let (value, first_column) = if row_headers { ("06A0", "1") } else { ("0620", "0") };
        xml.empty(
            "w:tblLook",
            &[
                ("w:val", value),
                ("w:firstRow", "1"),
                ("w:lastRow", "0"),
                ("w:firstColumn", first_column),
                ("w:lastColumn", "0"),
                ("w:noHBand", "1"),
                ("w:noVBand", "1"),
            ],
        );
        let caption = if caption.is_empty() { description } else { caption };
        let name = cut(&one_line(caption), MAX_DESCRIPTION);
        xml.val("w:tblCaption", if name.is_empty() { "Tabel" } else { &name });
        let description = cut(&one_line(description), MAX_DESCRIPTION);
        xml.val("w:tblDescription", if description.is_empty() { "Tabel" } else { &description });
    });
    xml.element("w:tblGrid", &[], |xml| {
        for width in widths {
            xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
        }
    });
}

/// Word wants a paragraph between two tables; this one is as low as a hairline.
fn after_table(xml: &mut Xml, keeps_next: bool) {
    xml.element("w:p", &[], |xml| paragraph_properties(xml, Place::styled("AfterTable"), keeps_next));
}

/// Widths in twentieths of a point that add up to the total.
fn column_widths(shares: &[u32], columns: usize, total: u32) -> Vec<u32> {
    let share = |index: usize| u64::from(shares.get(index).copied().unwrap_or(1).clamp(1, 1_000));
    let all: u64 = (0..columns).map(share).sum();
    let mut widths: Vec<u32> = (0..columns).map(|it| (u64::from(total) * share(it) / all) as u32).collect();
    let rest = total - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_add_up() {
        assert_eq!(column_widths(&[], 3, 100), [33, 33, 34]);
        assert_eq!(column_widths(&[1, 3], 2, 100), [25, 75]);
        assert_eq!(column_widths(&[0, 4_000_000_000], 2, 1_001), [1, 1_000]);
    }
}
