//! The Markdown of a page as blocks of a document: one text is a page and a chapter.

use documents::{Block, Cell, Inline, NoteKind, Run, Table};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::diag::Texts;
use crate::parse::markdown::{BOXES, options};
use crate::site::links::Resolved;
use crate::site::{Page, Site};
use crate::source::SourceTree;

/// The text of a page as blocks. Links lead to the site, for a document is read elsewhere.
pub fn blocks(site: &Site, tree: &SourceTree, page: &Page) -> Vec<Block> {
    let text = tree.text(&page.parsed.file).and_then(|text| text.get(page.parsed.text.clone())).unwrap_or_default();
    let mut builder = Builder { site, page, links: 0, open: vec![Frame::default()], table: None, skip: 0 };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if range.start >= builder.skip || !matches!(event, Event::Text(_) | Event::SoftBreak) {
            builder.event(event, &text[range.clone()], range.start);
        }
    }
    builder.open.swap_remove(0).blocks
}

/// What is being gathered: blocks, and the runs of the paragraph that is open.
#[derive(Default)]
struct Frame {
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
    runs: Inline,
    note: Option<(NoteKind, String)>,
}

struct Builder<'a> {
    site: &'a Site,
    page: &'a Page,
    links: usize,
    open: Vec<Frame>,
    table: Option<(Vec<Vec<Cell>>, Vec<Cell>)>,
    skip: usize,
}

impl Builder<'_> {
    fn frame(&mut self) -> &mut Frame {
        if self.open.is_empty() {
            self.open.push(Frame::default());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn event(&mut self, event: Event, source: &str, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, source, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.run(&text),
            Event::SoftBreak => self.run(" "),
            Event::HardBreak => self.run("\n"),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, source: &str, at: usize) {
        match tag {
            Tag::List(_) | Tag::Item => {
                self.flush();
                self.open.push(Frame::default());
            }
            Tag::BlockQuote(_) => self.quote(source, at),
            Tag::Strong => self.mark(|run| run.bold = true),
            Tag::Emphasis => self.mark(|run| run.italic = true),
            Tag::Link { .. } | Tag::Image { .. } => {
                let link = self.address();
                self.mark(|run| run.link = link);
            }
            Tag::Table(_) => self.table = Some((Vec::new(), Vec::new())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock => self.flush(),
            TagEnd::Heading(level) => {
                let runs = std::mem::take(&mut self.frame().runs);
                let title: String = runs.iter().map(|run| run.text.as_str()).collect();
                let block = Block::heading(level as u8, title, "");
                self.frame().blocks.push(block);
            }
            TagEnd::Item => {
                self.flush();
                let item = self.close();
                self.frame().items.push(item.blocks);
            }
            TagEnd::List(ordered) => {
                let list = self.close();
                self.frame().blocks.push(Block::List { ordered, items: list.items });
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                let quote = self.close();
                let block = match quote.note {
                    Some((kind, label)) => Block::Note { kind, label, blocks: quote.blocks },
                    None => Block::Note { kind: NoteKind::Tip, label: String::new(), blocks: quote.blocks },
                };
                self.frame().blocks.push(block);
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image => self.unmark(tag),
            TagEnd::TableCell => {
                let cell: Cell = self.frame().runs.drain(..).filter(|run| !run.text.is_empty()).collect();
                if let Some((_, row)) = &mut self.table {
                    row.push(cell);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some((rows, row)) = &mut self.table {
                    rows.push(std::mem::take(row));
                }
            }
            TagEnd::Table => self.close_table(),
            _ => {}
        }
    }

    fn close(&mut self) -> Frame {
        self.open.pop().unwrap_or_default()
    }

    fn flush(&mut self) {
        let runs: Inline = self.frame().runs.drain(..).filter(|run| !run.text.is_empty()).collect();
        if !runs.is_empty() {
            self.frame().blocks.push(Block::Paragraph(runs));
        }
    }

    fn run(&mut self, text: &str) {
        match self.frame().runs.last_mut() {
            Some(run) => run.text.push_str(text),
            None => self.frame().runs.push(Run::plain(text)),
        }
    }

    /// A mark begins: a new run with the marks so far and this one.
    fn mark(&mut self, change: impl FnOnce(&mut Run)) {
        let mut run = Run { text: String::new(), ..self.frame().runs.last().cloned().unwrap_or_default() };
        change(&mut run);
        self.frame().runs.push(run);
    }

    fn unmark(&mut self, tag: TagEnd) {
        self.mark(|run| match tag {
            TagEnd::Strong => run.bold = false,
            TagEnd::Emphasis => run.italic = false,
            _ => run.link = None,
        });
    }

    fn address(&mut self) -> Option<String> {
        let resolved = self.page.links.get(self.links);
        self.links += 1;
        let base = &self.site.base;
        match resolved? {
            Resolved::Inside(address) | Resolved::File(address) => Some(base.absolute(address)),
            Resolved::Anchor(anchor) => Some(format!("{}#{anchor}", base.absolute(&self.page.address))),
            Resolved::Outside(url) => Some(url.clone()),
            Resolved::Term(term) => Some(base.absolute(&format!("begrippen/#{}", self.site.terms.list[*term].id))),
            Resolved::Broken => None,
        }
    }

    fn quote(&mut self, source: &str, at: usize) {
        self.flush();
        let first = source.lines().next().unwrap_or_default();
        let said = first.trim_start_matches(['>', ' ']).trim_end();
        let name = said.strip_prefix("[!").and_then(|rest| rest.strip_suffix(']')).unwrap_or_default();
        let found = BOXES.iter().find(|(it, ..)| it.eq_ignore_ascii_case(name));
        let note = found.map(|(_, class, label)| (note_kind(class), (*label).to_owned()));
        if note.is_some() {
            self.skip = at + first.len() + 1;
        }
        self.open.push(Frame { note, ..Frame::default() });
    }

    fn close_table(&mut self) {
        let Some((mut rows, _)) = self.table.take() else { return };
        if rows.is_empty() {
            return;
        }
        let header = rows.remove(0);
        // The heading above says what the table is about; its caption says what the columns are.
        let columns: Vec<String> =
            header.iter().map(|cell| cell.iter().map(|run| run.text.as_str()).collect()).collect();
        let table = Table {
            header,
            rows,
            widths: Vec::new(),
            caption: columns.join(", "),
            description: self.page.title().to_owned(),
            row_headers: false,
        };
        self.frame().blocks.push(Block::Table(table));
    }
}

fn note_kind(class: &str) -> NoteKind {
    match class {
        "example" => NoteKind::Example,
        "pitfall" => NoteKind::Pitfall,
        "tip" => NoteKind::Tip,
        _ => NoteKind::Warning,
    }
}
