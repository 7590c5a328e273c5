//! What templates see: values made for them, never the model.

use tera::{Map, Value};

use super::body::BodyWriter;
use super::paper;
use crate::export::downloads::Download;
use crate::parse::data::Door;
use crate::parse::front_matter::{
    Case, Details, Group, Incident, Kind, Language, Layout, Price, Reference, Size, Tool,
};
use crate::parse::markdown::Heading;
use crate::render::Renderer;
use crate::site::address::slug;
use crate::site::{Page, Section, group_of};

/// A map for a template.
pub fn object<const N: usize>(pairs: [(&'static str, Value); N]) -> Value {
    Value::from(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect::<Map>())
}

fn text(value: &str) -> Value {
    Value::from(value)
}

fn maybe(value: Option<&str>) -> Value {
    value.map_or_else(Value::none, Value::from)
}

fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::from(values.into_iter().collect::<Vec<Value>>())
}

fn texts<'a>(values: impl IntoIterator<Item = &'a String>) -> Value {
    list(values.into_iter().map(|it| text(it)))
}

/// Words a minute that a reader of these texts takes in; used for the reading time alone.
const WORDS_A_MINUTE: usize = 200;

/// The anchor of a group on its folder's page.
pub fn group_id(group: &Group) -> String {
    format!("groep-{}", slug(&group.title))
}

impl Renderer {
    /// Title and address of a page.
    fn link(&self, page: &Page) -> Value {
        object([("title", text(page.nav_title())), ("url", text(&self.site.base.href(&page.address)))])
    }

    fn link_to(&self, page: Option<usize>) -> Value {
        page.map_or_else(Value::none, |at| self.link(&self.site.pages[at]))
    }

    /// A page as a short entry of a list of links.
    pub fn card(&self, page: &Page) -> Value {
        object([
            ("title", text(page.title())),
            ("url", text(&self.site.base.href(&page.address))),
            ("description", maybe(page.parsed.common.description.as_deref())),
            ("kind_label", text(&self.kind_label(page.parsed.kind))),
        ])
    }

    fn cards(&self, pages: &[usize]) -> Value {
        list(pages.iter().map(|at| self.card(&self.site.pages[*at])))
    }

    /// The word for a kind of page.
    pub fn kind_label(&self, kind: Kind) -> String {
        self.ui(&format!("kind_{}", kind.name()))
    }

    /// A text of `data/ui.yaml`.
    pub fn ui(&self, key: &str) -> String {
        self.texts.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// Everything that the template of a page sees of it.
    pub fn page_view(&self, page: &Page) -> Value {
        let common = &page.parsed.common;
        let mut writer = BodyWriter::new(&self.site, !self.is_home(page));
        let in_short: Vec<Value> = page
            .parsed
            .in_short
            .iter()
            .zip(&page.short_links)
            .map(|(line, links)| Value::from(writer.write(line, links)))
            .collect();
        let content = writer.write(&page.parsed.body, &page.links);
        let words = page.parsed.body.words;
        let minutes = if page.parsed.kind == Kind::Page { 0 } else { words.div_ceil(WORDS_A_MINUTE) };
        let mut map = self.frame(page.title(), &page.address, common.description.as_deref());
        let mut set = |key: &'static str, value: Value| drop(map.insert(key.into(), value));
        set("nav_title", text(page.nav_title()));
        set("kind", text(page.parsed.kind.name()));
        set("kind_label", text(&self.kind_label(page.parsed.kind)));
        set("draft", Value::from(common.draft));
        set("content", Value::from(content));
        set("in_short", Value::from(in_short));
        set("toc", toc(page));
        set("crumbs", self.crumbs(page));
        set("section", self.section_view(page));
        set("section_group", self.section_group(page));
        for (key, date) in [
            ("date", common.date),
            ("updated", common.updated),
            ("checked", common.checked),
            ("review_by", common.review_by),
        ] {
            set(key, date.map_or_else(Value::none, |it| Value::from(it.to_string())));
        }
        set("audience", texts(&common.audience));
        set("reading_minutes", Value::from(minutes as u64));
        set("tags", self.tag_links(&common.tags));
        set("related", self.cards(&self.related(page)));
        set("tools", self.cards(&page.tools));
        set("sources", sources(page));
        set("prev", self.link_to(page.prev));
        set("next", self.link_to(page.next));
        set("trajectory", Value::from(page.in_trajectory));
        set("terms", self.terms(&writer.terms));
        set("source_path", text(&page.parsed.file));
        set("extra", Value::from_serializable(&common.extra));
        self.kind_views(page, &mut set);
        Value::from(map)
    }

    /// The keys that every page has, made or written.
    pub fn frame(&self, title: &str, address: &str, description: Option<&str>) -> Map {
        let pairs = [
            ("title", text(title)),
            ("nav_title", text(title)),
            ("description", maybe(description)),
            ("url", text(&self.site.base.href(address))),
            ("canonical", text(&self.site.base.absolute(address))),
            ("lang", text(&self.site.config.language)),
            ("kind", text("page")),
            ("draft", Value::from(false)),
            ("noindex", Value::from(self.site.settings.noindex)),
            ("mistake_url", self.mistake_url(title, address)),
            ("content", text("")),
            ("crumbs", list([self.home_crumb()])),
        ];
        let mut map: Map = pairs.into_iter().map(|(key, value)| (key.into(), value)).collect();
        let empty = ["in_short", "toc", "audience", "tags", "related", "tools", "sources", "terms"];
        map.extend(empty.map(|key| (key.into(), list([]))));
        let none = [
            "section",
            "section_group",
            "matrix",
            "date",
            "updated",
            "checked",
            "review_by",
            "prev",
            "next",
            "reference",
            "case",
            "template",
            "block",
            "workshop",
            "tool",
            "start",
            "reading_minutes",
        ];
        map.extend(none.map(|key| (key.into(), Value::none())));
        map
    }

    /// A mail with the page's name and address filled in.
    fn mistake_url(&self, title: &str, address: &str) -> Value {
        let Some(mail) = &self.site.config.mistake_mail else { return Value::none() };
        let subject = percent(&format!("{} {title}", self.ui("mistake_subject")));
        let body = percent(&self.site.base.absolute(address));
        Value::from(format!("mailto:{mail}?subject={subject}&body={body}"))
    }

    fn is_home(&self, page: &Page) -> bool {
        page.address.is_empty()
    }

    fn home_crumb(&self) -> Value {
        object([("title", text(&self.ui("home"))), ("url", text(self.site.base.path()))])
    }

    fn crumbs(&self, page: &Page) -> Value {
        if self.is_home(page) {
            return list([]);
        }
        let mut up = Vec::new();
        let mut at = Some(page.section);
        while let Some(section) = at {
            let section = &self.site.sections[section];
            up.extend(section.index.filter(|_| !section.folder.is_empty()));
            at = section.parent;
        }
        let crumbs = up.into_iter().rev().map(|at| self.link(&self.site.pages[at]));
        list(std::iter::once(self.home_crumb()).chain(crumbs))
    }

    /// The page's folder with its list, made once for all its pages.
    fn section_view(&self, page: &Page) -> Value {
        let section = &self.site.sections[page.section];
        if section.folder.is_empty() {
            return Value::none();
        }
        self.sections[page.section].get_or_init(|| self.new_section_view(section)).clone()
    }

    fn new_section_view(&self, section: &Section) -> Value {
        let Some(index) = section.index else { return Value::none() };
        let own = &self.site.pages[index];
        object([
            ("title", text(own.nav_title())),
            ("url", text(&self.site.base.href(&own.address))),
            ("items", list(section.pages.iter().map(|at| self.link(&self.site.pages[*at])))),
            ("groups", list(self.section_groups(section, own))),
        ])
    }

    fn section_groups(&self, section: &Section, own: &Page) -> Vec<Value> {
        let groups = section.groups(&self.site.pages);
        let group = |(at, group): (usize, &Group)| {
            let pages = section.pages.iter().map(|it| &self.site.pages[*it]);
            let inside = pages.filter(|it| group_of(groups, it) == Some(at));
            object([
                ("title", text(&group.title)),
                ("url", text(&self.site.base.href(&format!("{}#{}", own.address, group_id(group))))),
                ("items", list(inside.map(|it| self.link(it)))),
            ])
        };
        groups.iter().enumerate().map(group).collect()
    }

    /// The number of its group in its folder's list.
    fn section_group(&self, page: &Page) -> Value {
        let groups = self.site.sections[page.section].groups(&self.site.pages);
        group_of(groups, page).map_or_else(Value::none, |at| Value::from(at as u64))
    }

    fn tag_links(&self, tags: &[String]) -> Value {
        list(tags.iter().map(|tag| {
            let address = format!("tags/{}/", slug(tag));
            object([("title", text(tag)), ("url", text(&self.site.base.href(&address)))])
        }))
    }

    /// The pages that its author named, or else those that share the rarest of its tags.
    fn related(&self, page: &Page) -> Vec<usize> {
        const MOST: usize = 4;
        if !page.related.is_empty() || page.parsed.index {
            return page.related.clone();
        }
        let tags = page.parsed.common.tags.iter().filter_map(|tag| self.site.tags.get(&slug(tag)));
        let mut tags: Vec<_> = tags.filter(|tag| tag.pages.len() < 50).collect();
        tags.sort_by_key(|tag| tag.pages.len());
        let mut found = Vec::new();
        for at in tags.iter().flat_map(|tag| &tag.pages) {
            let other = &self.site.pages[*at];
            if found.len() < MOST && other.address != page.address && !found.contains(at) {
                found.push(*at);
            }
        }
        found
    }

    /// Terms as they are explained at the end of a page.
    fn terms(&self, terms: &[usize]) -> Value {
        list(terms.iter().map(|at| {
            let term = &self.site.terms.list[*at];
            object([
                ("id", text(&term.id)),
                ("term", text(&term.term)),
                ("abbreviation", maybe(term.abbreviations.first().map(String::as_str))),
                ("plain", text(term.plain.as_deref().unwrap_or(&term.definition))),
                ("definition", text(&term.definition)),
                ("url", text(&self.site.base.href(&format!("begrippen/#{}", term.id)))),
            ])
        }))
    }

    fn kind_views(&self, page: &Page, set: &mut impl FnMut(&'static str, Value)) {
        match &page.parsed.details {
            Details::Reference(it) => set("reference", self.reference(it)),
            Details::Case(it) => set("case", self.case(it)),
            Details::Template(it) => {
                let preview = self.site.data.documents.get(&it.document).map(paper::form).unwrap_or_default();
                set(
                    "template",
                    object([
                        ("duration", maybe(it.duration.as_deref())),
                        ("needs", texts(&it.needs)),
                        ("license", maybe(it.license.as_deref())),
                        ("download", self.download(page)),
                        ("preview", Value::from(preview)),
                    ]),
                );
            }
            Details::Block(it) => set(
                "block",
                object([
                    ("code", text(&it.code)),
                    ("minimum_set", Value::from(it.minimum_set)),
                    ("contents", texts(&it.contents)),
                    ("done_when", text(&it.done_when)),
                    ("fields_html", Value::from(paper::fields(&it.fields, page.title()))),
                ]),
            ),
            Details::Workshop(it) => {
                set(
                    "workshop",
                    object([
                        ("number", Value::from(u64::from(it.number))),
                        ("duration", maybe(it.duration.as_deref())),
                    ]),
                );
            }
            Details::Tool(it) => set("tool", self.tool(it)),
            Details::Start(it) => set(
                "start",
                object([
                    ("role", text(&it.role)),
                    ("minutes", it.minutes.map_or_else(Value::none, |n| Value::from(u64::from(n)))),
                ]),
            ),
            Details::Page(it) if it.layout == Layout::Matrix => set("matrix", self.matrix()),
            Details::Page(_) | Details::None => {}
        }
    }

    /// Which reference says something for which building block.
    fn matrix(&self) -> Value {
        let pages = self.site.sections.iter().flat_map(|it| &it.pages).map(|at| &self.site.pages[*at]);
        let used: Vec<(&Page, &Reference)> = pages
            .filter_map(|page| match &page.parsed.details {
                Details::Reference(it) if !it.blocks.is_empty() => Some((page, it)),
                _ => None,
            })
            .collect();
        let place =
            |code: &str, it: &Reference| it.blocks.iter().find(|it| it.block == code).map(|it| it.place.clone());
        let blocks = self.site.blocks.iter().map(|(code, at)| {
            let named = |(page, it): &(&Page, &Reference)| {
                let url = self.site.base.href(&page.address);
                let place = place(code, it)?;
                Some(object([("title", text(page.nav_title())), ("url", text(&url)), ("where", text(&place))]))
            };
            let page = &self.site.pages[*at];
            object([
                ("code", text(code)),
                ("id", text(&code.to_lowercase())),
                ("title", text(page.title())),
                ("url", text(&self.site.base.href(&page.address))),
                ("references", list(used.iter().filter_map(named))),
            ])
        });
        let references = used.iter().map(|(page, it)| {
            object([
                ("title", text(page.nav_title())),
                ("url", text(&self.site.base.href(&page.address))),
                ("cells", list(self.site.blocks.keys().map(|code| maybe(place(code, it).as_deref())))),
            ])
        });
        object([("blocks", list(blocks)), ("references", list(references))])
    }

    fn reference(&self, it: &Reference) -> Value {
        let issuer = self.site.organisations.get(&it.issuer);
        let blocks = it.blocks.iter().filter_map(|used| {
            let page = &self.site.pages[*self.site.blocks.get(&used.block)?];
            Some(object([
                ("code", text(&used.block)),
                ("title", text(page.title())),
                ("url", text(&self.site.base.href(&page.address))),
                ("where", text(&used.place)),
            ]))
        });
        let price = match it.price {
            Price::Free => "free",
            Price::Paid => "paid",
        };
        object([
            ("issuer", text(issuer.map_or(&it.issuer, |it| it.short.as_ref().unwrap_or(&it.name)))),
            ("issuer_name", text(issuer.map_or(&it.issuer, |it| &it.name))),
            ("issuer_url", maybe(issuer.and_then(|it| it.url.as_deref()))),
            ("year", it.year.map_or_else(Value::none, |n| Value::from(n.to_string()))),
            ("version", maybe(it.version.as_deref())),
            (
                "languages",
                list(it.language.iter().map(|it| Value::from(self.ui(&format!("language_{}", language(*it)))))),
            ),
            ("price", text(price)),
            ("price_label", Value::from(self.ui(&format!("price_{price}")))),
            ("license", maybe(it.license.as_deref())),
            ("url", maybe(it.url.as_deref())),
            ("url_checked", Value::from(it.url_checked)),
            ("purpose", text(&it.purpose)),
            ("blocks", list(blocks)),
        ])
    }

    fn case(&self, it: &Case) -> Value {
        object([
            ("government", text(&it.government)),
            ("country", text(&it.country)),
            ("size", text(size(it.size))),
            ("size_label", Value::from(self.ui(&format!("size_{}", size(it.size))))),
            ("inhabitants", it.inhabitants.map_or_else(Value::none, |n| Value::from(thousands(n)))),
            ("incident", text(incident(it.incident))),
            ("incident_label", Value::from(self.ui(&format!("incident_{}", incident(it.incident))))),
            ("themes", texts(&it.themes)),
            ("happened", text(&it.happened)),
            ("lasted", maybe(it.lasted.as_deref())),
        ])
    }

    fn tool(&self, tool: &Tool) -> Value {
        let html = self.tool_html(tool);
        let program = if html.is_empty() { Value::none() } else { text("forms") };
        object([("html", Value::from(html)), ("program", program)])
    }

    fn download(&self, page: &Page) -> Value {
        self.downloads.of(page).map_or_else(Value::none, |it| self.download_view(it))
    }

    fn download_view(&self, it: &Download) -> Value {
        object([
            ("url", text(&self.site.base.href(&it.path))),
            ("file_name", text(it.file_name())),
            ("format", text(it.format)),
            ("size", Value::from(it.size())),
            ("version", text(&it.version)),
            ("date", Value::from(it.date.to_string())),
            ("sha256", text(&it.sha256)),
        ])
    }

    /// A page as an entry of its folder's list.
    pub fn entry(&self, page: &Page) -> Value {
        let mut map: Map = [
            ("title", text(page.title())),
            ("url", text(&self.site.base.href(&page.address))),
            ("description", maybe(page.parsed.common.description.as_deref())),
            ("kind", text(page.parsed.kind.name())),
            ("kind_label", Value::from(self.kind_label(page.parsed.kind))),
            ("date", page.parsed.common.date.map_or_else(Value::none, |it| Value::from(it.to_string()))),
            ("checked", page.parsed.common.checked.map_or_else(Value::none, |it| Value::from(it.to_string()))),
            ("filter_values", self.filter_values(page)),
        ]
        .into_iter()
        .map(|(key, value)| (key.into(), value))
        .collect();
        let none = ["case", "reference", "template", "block", "workshop"];
        map.extend(none.map(|key| (key.into(), Value::none())));
        if page.parsed.kind == Kind::Faq {
            map.insert("questions".into(), list(self.questions(page)));
        }
        let mut set = |key: &'static str, value: Value| drop(map.insert(key.into(), value));
        match &page.parsed.details {
            Details::Case(it) => set("case", self.case(it)),
            Details::Reference(it) => set("reference", self.reference(it)),
            Details::Template(it) => {
                set(
                    "template",
                    object([("duration", maybe(it.duration.as_deref())), ("download", self.download(page))]),
                );
            }
            Details::Block(it) => {
                set("block", object([("code", text(&it.code)), ("minimum_set", Value::from(it.minimum_set))]));
            }
            Details::Workshop(it) => set("workshop", object([("duration", maybe(it.duration.as_deref()))])),
            _ => {}
        }
        Value::from(map)
    }

    /// The questions of a page, each a heading of it.
    fn questions(&self, page: &Page) -> Vec<Value> {
        let headings = page.parsed.body.headings.iter().filter(|it| it.level == 2);
        let question = |heading: &Heading| {
            let url = self.site.base.href(&format!("{}#{}", page.address, heading.id));
            object([("title", text(&heading.text)), ("url", text(&url))])
        };
        headings.map(question).collect()
    }

    /// What a list can be filtered on: key, and each value of this page with its label.
    pub fn facets(&self, page: &Page) -> Vec<(&'static str, Vec<(String, String)>)> {
        let labelled = |prefix: &str, name: &str| (name.to_owned(), self.ui(&format!("{prefix}_{name}")));
        match &page.parsed.details {
            Details::Case(it) => vec![
                ("incident", vec![labelled("incident", incident(it.incident))]),
                ("theme", it.themes.iter().map(|it| (slug(it), it.clone())).collect()),
                ("size", vec![labelled("size", size(it.size))]),
            ],
            Details::Reference(it) => {
                let issuer = self.site.organisations.get(&it.issuer);
                let label = issuer.map_or(&it.issuer, |it| it.short.as_ref().unwrap_or(&it.name)).clone();
                let price = if it.price == Price::Free { "free" } else { "paid" };
                vec![
                    ("issuer", vec![(it.issuer.clone(), label)]),
                    ("language", it.language.iter().map(|it| labelled("language", language(*it))).collect()),
                    ("price", vec![labelled("price", price)]),
                ]
            }
            _ => Vec::new(),
        }
    }

    fn filter_values(&self, page: &Page) -> Value {
        list(self.facets(page).into_iter().map(|(key, values)| {
            let values: Vec<String> = values.into_iter().map(|(value, _)| value).collect();
            object([("key", text(key)), ("value", Value::from(values.join(" ")))])
        }))
    }

    /// A door of the home page.
    pub fn door(&self, door: &Door, number: usize) -> Value {
        let url = self.site.page(&door.page).map(|page| self.site.base.href(&page.address)).unwrap_or_default();
        object([
            ("number", Value::from(number as u64)),
            ("title", text(&door.title)),
            ("url", Value::from(url)),
            ("description", text(&door.description)),
            ("meta", maybe(door.meta.as_deref())),
        ])
    }
}

fn toc(page: &Page) -> Value {
    let mut items: Vec<(Value, Value, Vec<Value>)> = Vec::new();
    for heading in page.parsed.body.headings.iter().filter(|it| it.level <= 3) {
        let (id, title) = (text(&heading.id), text(&heading.text));
        match items.last_mut().filter(|_| heading.level == 3) {
            Some((.., children)) => children.push(object([("id", id), ("title", title)])),
            None => items.push((id, title, Vec::new())),
        }
    }
    list(
        items
            .into_iter()
            .map(|(id, title, children)| object([("id", id), ("title", title), ("children", Value::from(children))])),
    )
}

fn sources(page: &Page) -> Value {
    list(page.parsed.common.sources.iter().map(|it| {
        object([
            ("title", text(&it.title)),
            ("url", maybe(it.url.as_deref())),
            ("note", maybe(it.note.as_deref())),
            ("verified", Value::from(it.verified.unwrap_or(false))),
        ])
    }))
}

fn language(it: Language) -> &'static str {
    match it {
        Language::Nl => "nl",
        Language::En => "en",
        Language::Fr => "fr",
        Language::De => "de",
    }
}

fn size(it: Size) -> &'static str {
    match it {
        Size::Small => "small",
        Size::Medium => "medium",
        Size::Large => "large",
        Size::Unknown => "unknown",
    }
}

fn incident(it: Incident) -> &'static str {
    match it {
        Incident::Cyber => "cyber",
        Incident::Fire => "fire",
        Incident::Outage => "outage",
        Incident::Supplier => "supplier",
        Incident::Utilities => "utilities",
        Incident::Flood => "flood",
        Incident::Pandemic => "pandemic",
        Incident::Other => "other",
    }
}

/// `26000` as `26 000`, with a space that does not break.
fn thousands(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// Percent-encodes text for the fields of a `mailto:` address.
fn percent(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
