//! Markdown becomes HTML with holes, and everything later stages want to know of it.
//!
//! In goes the text of one file, out come its HTML, its links, headings, plain text and mistakes.
//! Where a link leads is not known here: each link is a hole that the site fills, so a file is parsed
//! once however often other files change.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::highlight;
use crate::diag::{Diagnostic, closest};
use crate::site::address::slug;

/// A parsed text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// HTML without what stands in the holes.
    pub html: String,
    /// Places in `html` where something is added, in order.
    pub holes: Vec<Hole>,
    /// Links and images, as written.
    pub links: Vec<Link>,
    /// Headings of level 2 and lower.
    pub headings: Vec<Heading>,
    /// Plain text by heading, for search; the first has none.
    pub sections: Vec<Section>,
    /// Number of words.
    pub words: usize,
}

/// Something that is added to the HTML when the site is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hole {
    /// Byte in [`Body::html`].
    pub at: usize,
    /// What comes there.
    pub what: Fill,
}

/// What comes in a [`Hole`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// The attributes of link or image number so many.
    Link(usize),
    /// Not an addition: so many bytes of running text, in which a term may be explained.
    Prose(usize),
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// As written.
    pub target: String,
    /// The whole link in the file.
    pub span: Range<usize>,
    /// Whether it is an image.
    pub image: bool,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// The plain text below one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading, unless it is the text before the first one.
    pub heading: Option<(String, String)>,
    /// The text, blocks apart by a line feed.
    pub text: String,
}

/// The boxes that a block quote can be: what an author writes, and the class it gets.
pub const BOXES: [(&str, &str, &str); 4] = [
    ("VOORBEELD", "example", "Voorbeeld"),
    ("VALKUIL", "pitfall", "Valkuil"),
    ("TIP", "tip", "Tip"),
    ("LET OP", "warning", "Let op"),
];

/// The Markdown that we read: CommonMark with tables and strikethrough.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Parses `text[range]` of `file`; places count from the start of the file.
pub fn parse(file: &Arc<str>, text: &str, range: Range<usize>) -> (Body, Vec<Diagnostic>) {
    let mut writer = Writer::new(file, &text[range.clone()], range.start);
    writer.run();
    (writer.body, writer.diagnostics)
}

/// Parses one paragraph of Markdown, as in front matter, into HTML without `<p>`.
pub fn parse_inline(file: &Arc<str>, text: &str, span: Range<usize>) -> (Body, Vec<Diagnostic>) {
    let mut writer = Writer::new(file, text, span.start);
    writer.inline = Some(span);
    writer.run();
    (writer.body, writer.diagnostics)
}

struct Writer<'a> {
    file: &'a Arc<str>,
    source: &'a str,
    start: usize,
    inline: Option<Range<usize>>,
    body: Body,
    diagnostics: Vec<Diagnostic>,
    ids: HashMap<String, usize>,
    level: u8,
    heading: Option<(u8, usize, String)>,
    skip_before: usize,
    boxes: Vec<bool>,
    no_prose: usize,
    image: Option<(usize, String, String, bool)>,
    code: Option<(String, String)>,
    table: Option<Table>,
    tables: usize,
}

struct Table {
    aligns: Vec<Alignment>,
    column: usize,
    head: bool,
}

impl<'a> Writer<'a> {
    fn new(file: &'a Arc<str>, source: &'a str, start: usize) -> Self {
        let mut body = Body { html: String::with_capacity(source.len() + source.len() / 4), ..Body::default() };
        body.sections.push(Section::default());
        Writer {
            file,
            source,
            start,
            inline: None,
            body,
            diagnostics: Vec::new(),
            ids: HashMap::new(),
            level: 1,
            heading: None,
            skip_before: 0,
            boxes: Vec::new(),
            no_prose: 0,
            image: None,
            code: None,
            table: None,
            tables: 0,
        }
    }

    fn run(&mut self) {
        for (event, range) in Parser::new_ext(self.source, options()).into_offset_iter() {
            self.event(event, range);
        }
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        if range.start < self.skip_before
            && matches!(event, Event::Text(_) | Event::SoftBreak | Event::HardBreak | Event::Html(_))
        {
            return;
        }
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(tag, range),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.inline_code(&code),
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, range),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => {
                self.push("<br>\n");
                self.plain(" ");
            }
            Event::Rule => self.push("<hr>\n"),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open_paragraph(&range),
            Tag::Heading { level, .. } => self.open_heading(level, &range),
            Tag::BlockQuote(_) => self.open_quote(&range),
            Tag::CodeBlock(kind) => {
                let lang = match kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or_default().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((lang, String::new()));
            }
            Tag::HtmlBlock => {
                self.raw_html(&self.source[range.clone()], range.clone());
                self.skip_before = range.end;
            }
            Tag::List(None) => self.push("<ul>\n"),
            Tag::List(Some(1)) => self.push("<ol>\n"),
            Tag::List(Some(n)) => {
                let _ = writeln!(self.body.html, "<ol start=\"{n}\">");
            }
            Tag::Item => self.push("<li>"),
            Tag::Table(aligns) => self.open_table(aligns),
            Tag::TableHead => {
                self.push("<thead><tr>");
                self.in_table(|table| (table.head, table.column) = (true, 0));
            }
            Tag::TableRow => {
                self.push("<tr>");
                self.in_table(|table| table.column = 0);
            }
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.push("<em>"),
            Tag::Strong => self.push("<strong>"),
            Tag::Strikethrough => self.push("<del>"),
            Tag::Link { dest_url, .. } => self.open_link(&dest_url, range),
            Tag::Image { dest_url, title, .. } => self.open_image(&dest_url, &title, range),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.close_paragraph(&range),
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::BlockQuote(_) => {
                let boxed = self.boxes.pop().unwrap_or(false);
                self.push(if boxed { "</div>\n" } else { "</blockquote>\n" });
            }
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::List(ordered) => self.push(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => {
                self.push("</li>\n");
                self.plain("\n");
            }
            TagEnd::Table => {
                self.push("</tbody></table></div>\n");
                self.table = None;
            }
            TagEnd::TableHead => {
                self.push("</tr></thead>\n<tbody>\n");
                self.in_table(|table| table.head = false);
                self.plain("\n");
            }
            TagEnd::TableRow => {
                self.push("</tr>\n");
                self.plain("\n");
            }
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Link => {
                self.push("</a>");
                self.no_prose -= 1;
            }
            TagEnd::Image => self.close_image(),
            _ => {}
        }
    }

    fn push(&mut self, html: &str) {
        self.body.html.push_str(html);
    }

    fn plain(&mut self, text: &str) {
        if self.heading.is_none()
            && let Some(section) = self.body.sections.last_mut()
        {
            section.text.push_str(text);
        }
    }

    fn open_paragraph(&mut self, range: &Range<usize>) {
        if self.inline.is_none() && !self.skipped(range) {
            let figure = self.only_image(range);
            self.push(if figure { "<figure>" } else { "<p>" });
        }
    }

    fn close_paragraph(&mut self, range: &Range<usize>) {
        if self.inline.is_none() && !self.skipped(range) {
            let figure = self.only_image(range);
            self.push(if figure { "</figure>\n" } else { "</p>\n" });
            self.plain("\n");
        }
    }

    /// A paragraph that is nothing but the name of a box.
    fn skipped(&self, range: &Range<usize>) -> bool {
        self.source[range.clone()].trim_end().len() + range.start < self.skip_before
    }

    fn only_image(&self, range: &Range<usize>) -> bool {
        let text = self.source[range.clone()].trim();
        text.starts_with("![") && text.ends_with(')') && text.matches("](").count() == 1
    }

    fn open_heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        let level = level as u8;
        let place = self.place(range);
        if level == 1 {
            self.diagnostics.push(
                Diagnostic::error(self.file, "heading-level", "a page has one heading of level 1: its title")
                    .at(place)
                    .help("begin at `##`"),
            );
        } else if level > self.level + 1 {
            let message = format!("heading level {} is skipped", self.level + 1);
            self.diagnostics.push(
                Diagnostic::error(self.file, "heading-skip", message)
                    .at(place)
                    .help(format!("use `{}`", "#".repeat(usize::from(self.level) + 1))),
            );
        }
        self.level = level;
        self.heading = Some((level, self.body.html.len(), String::new()));
        self.no_prose += 1;
    }

    fn close_heading(&mut self) {
        let Some((level, at, text)) = self.heading.take() else { return };
        self.no_prose -= 1;
        let id = self.unique_id(&text);
        let open = format!("<h{level} id=\"{id}\">");
        self.body.html.insert_str(at, &open);
        for hole in self.body.holes.iter_mut().rev().take_while(|hole| hole.at >= at) {
            hole.at += open.len();
        }
        let _ = writeln!(self.body.html, "</h{level}>");
        self.body.words += text.split_whitespace().count();
        self.body.sections.push(Section { heading: Some((id.clone(), text.clone())), text: String::new() });
        self.body.headings.push(Heading { level, id, text });
    }

    fn unique_id(&mut self, text: &str) -> String {
        let base = slug(text);
        let base = if base.is_empty() { "deel".to_owned() } else { base };
        let seen = self.ids.entry(base.clone()).or_insert(0);
        *seen += 1;
        if *seen == 1 {
            return base;
        }
        let numbered = format!("{base}-{seen}");
        self.ids.insert(numbered.clone(), 1);
        numbered
    }

    fn open_quote(&mut self, range: &Range<usize>) {
        let first = self.source[range.clone()].lines().next().unwrap_or_default();
        let said = first.trim_start_matches(['>', ' ']).trim_end();
        let name = said.strip_prefix("[!").and_then(|rest| rest.strip_suffix(']'));
        let Some(name) = name else {
            self.boxes.push(false);
            return self.push("<blockquote>\n");
        };
        self.skip_before = range.start + first.len() + 1;
        self.boxes.push(true);
        let Some((_, class, title)) = BOXES.iter().find(|(it, ..)| it.eq_ignore_ascii_case(name)) else {
            self.unknown_box(name, range.start..range.start + first.len());
            return self.push("<div class=\"box\">\n");
        };
        let _ = write!(
            self.body.html,
            "<div class=\"box box-{class}\" role=\"note\" aria-label=\"{title}\">\n<p class=\"box-title\">{title}</p>\n"
        );
    }

    fn unknown_box(&mut self, name: &str, range: Range<usize>) {
        let names = BOXES.map(|(it, ..)| it);
        let help = match closest(&name.to_uppercase(), names) {
            Some(it) => format!("did you mean `[!{it}]`?"),
            None => format!("use one of: {}", names.map(|it| format!("[!{it}]")).join(", ")),
        };
        let place = self.place(&range);
        self.diagnostics.push(
            Diagnostic::error(self.file, "unknown-box", format!("there is no box `{name}`")).at(place).help(help),
        );
    }

    fn close_code(&mut self) {
        let Some((lang, code)) = self.code.take() else { return };
        self.push("<pre class=\"code\" tabindex=\"0\"><code>");
        highlight::write(&lang, &code, &mut self.body.html);
        self.push("</code></pre>\n");
        self.plain(&code);
        self.plain("\n");
    }

    fn open_table(&mut self, aligns: Vec<Alignment>) {
        self.tables += 1;
        let label = self.body.headings.last().map(|it| format!(": {}", it.text)).unwrap_or_default();
        self.push("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        let label = format!("Tabel {}{label}", self.tables);
        escape(&label, &mut self.body.html);
        self.push("\"><table>\n");
        self.table = Some(Table { aligns, column: 0, head: false });
    }

    fn in_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = &mut self.table {
            change(table);
        }
    }

    fn open_cell(&mut self) {
        let Some(table) = &self.table else { return };
        let class = match table.aligns.get(table.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        let html = if table.head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") };
        self.push(&html);
    }

    fn close_cell(&mut self) {
        let head = self.table.as_ref().is_some_and(|table| table.head);
        self.push(if head { "</th>" } else { "</td>" });
        self.in_table(|table| table.column += 1);
        self.plain("; ");
    }

    fn open_link(&mut self, target: &str, range: Range<usize>) {
        self.push("<a");
        self.hole(target, range, false);
        self.push(">");
        self.no_prose += 1;
    }

    fn open_image(&mut self, target: &str, title: &str, range: Range<usize>) {
        let figure = self.body.html.ends_with("<figure>");
        self.push("<img");
        self.hole(target, range, true);
        self.image = Some((self.body.links.len() - 1, String::new(), title.to_owned(), figure));
    }

    fn close_image(&mut self) {
        let Some((link, alt, title, figure)) = self.image.take() else { return };
        if alt.trim().is_empty() {
            let span = self.body.links[link].span.clone();
            self.diagnostics.push(
                Diagnostic::error(self.file, "missing-alt", "this image has no text for who cannot see it")
                    .at(span)
                    .help("write what the image tells between the square brackets: `![…](…)`"),
            );
        }
        self.push(" alt=\"");
        escape(&alt, &mut self.body.html);
        self.push("\" loading=\"lazy\" decoding=\"async\">");
        if figure && !title.is_empty() {
            self.push("<figcaption>");
            escape(&title, &mut self.body.html);
            self.push("</figcaption>");
        }
        self.plain(&alt);
        self.plain("\n");
    }

    fn hole(&mut self, target: &str, range: Range<usize>, image: bool) {
        let link = self.body.links.len();
        self.body.links.push(Link { target: target.to_owned(), span: self.place(&range), image });
        self.body.holes.push(Hole { at: self.body.html.len(), what: Fill::Link(link) });
    }

    fn text(&mut self, text: &str) {
        if let Some((_, alt, ..)) = &mut self.image {
            return alt.push_str(text);
        }
        if let Some((_, code)) = &mut self.code {
            return code.push_str(text);
        }
        let at = self.body.html.len();
        escape(text, &mut self.body.html);
        match &mut self.heading {
            Some((.., heading)) => heading.push_str(text),
            None => {
                self.body.words += text.split_whitespace().count();
                self.plain(text);
            }
        }
        if self.no_prose == 0 {
            let len = self.body.html.len() - at;
            match self.body.holes.last_mut() {
                Some(Hole { at: before, what: Fill::Prose(so_far) }) if *before + *so_far == at => *so_far += len,
                _ => self.body.holes.push(Hole { at, what: Fill::Prose(len) }),
            }
        }
    }

    fn soft_break(&mut self) {
        if let Some((_, alt, ..)) = &mut self.image {
            return alt.push(' ');
        }
        if let Some((.., heading)) = &mut self.heading {
            heading.push(' ');
        }
        self.push("\n");
        self.plain(" ");
    }

    fn inline_code(&mut self, code: &str) {
        if let Some((_, alt, ..)) = &mut self.image {
            return alt.push_str(code);
        }
        self.push("<code>");
        escape(code, &mut self.body.html);
        self.push("</code>");
        match &mut self.heading {
            Some((.., heading)) => heading.push_str(code),
            None => self.plain(code),
        }
    }

    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        let text = html.trim();
        let comment = text.starts_with("<!--") && text.ends_with("-->");
        if text.is_empty() || comment {
            return;
        }
        let first = html.lines().next().map_or(0, str::len);
        let place = self.place(&(range.start..range.start + first));
        self.diagnostics.push(
            Diagnostic::error(self.file, "raw-html", "raw HTML is not used in content")
                .at(place)
                .help("write it in Markdown; put `\\` before `<` to show the sign itself"),
        );
    }

    /// A place in the file, for one in the text that is parsed.
    fn place(&self, range: &Range<usize>) -> Range<usize> {
        match &self.inline {
            Some(span) => span.clone(),
            None => self.start + range.start..self.start + range.end.max(range.start),
        }
    }
}

/// Writes text for HTML, in elements and in quoted attributes alike.
pub fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// [`escape`] into a new string.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(text, &mut out);
    out
}
