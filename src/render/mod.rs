//! Pages become bytes: a site and a theme in, HTML out, each page alone and in any order.

pub mod body;
pub mod paper;
pub mod theme;
pub mod tools;
pub mod view;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use tera::{Context, Map, Value};

use crate::diag::Diagnostic;
use crate::export::downloads::Downloads;
use crate::export::headers;
use crate::parse::data::MenuItem;
use crate::parse::front_matter::{Details, Group, Kind, Layout};
use crate::site::{Page, Section, Site, group_of};
use theme::Theme;
use view::object;

/// A key of a list, and its values with their labels and numbers of pages.
type Filter = (&'static str, BTreeMap<String, (String, usize)>);

/// What one page came to.
pub type Rendered = Result<Vec<u8>, Diagnostic>;

/// Renders every page of one site with one theme.
#[derive(Debug)]
pub struct Renderer {
    /// The site.
    pub site: Site,
    /// The theme.
    pub theme: Theme,
    /// The downloads, made.
    pub downloads: Downloads,
    /// Texts of the theme with those of the site over them.
    pub texts: BTreeMap<String, String>,
    sections: Vec<OnceLock<Value>>,
}

impl Renderer {
    /// A renderer; what all pages share is made here.
    pub fn new(site: Site, theme: Theme, downloads: Downloads, texts: BTreeMap<String, String>) -> Renderer {
        let sections = site.sections.iter().map(|_| OnceLock::new()).collect();
        let mut renderer = Renderer { site, theme, downloads, texts, sections };
        let (shared, ui) = (renderer.shared_view(), Value::from(renderer.texts.clone()));
        let global = renderer.theme.tera.global_context();
        global.insert_value("site", shared);
        global.insert_value("ui", ui);
        renderer
    }

    fn shared_view(&self) -> Value {
        let (site, base) = (&self.site, &self.site.base);
        let config = &site.config;
        let maybe = |it: &Option<String>| it.as_deref().map_or_else(Value::none, Value::from);
        let glossary = if site.terms.list.is_empty() { Value::none() } else { Value::from(base.href("begrippen/")) };
        let help = config.help.as_ref().map_or_else(Value::none, |help| {
            let page = help.url.as_ref().map(|url| match site.page(url) {
                Some(page) => base.href(&page.address),
                None => url.clone(),
            });
            object([
                ("title", Value::from(help.title.as_str())),
                ("text", Value::from(help.text.as_str())),
                ("url", page.map_or_else(Value::none, Value::from)),
            ])
        });
        object([
            ("title", Value::from(config.title.as_str())),
            ("tagline", maybe(&config.tagline)),
            ("description", maybe(&config.description)),
            ("language", Value::from(config.language.as_str())),
            ("publisher", maybe(&config.publisher)),
            ("disclaimer", maybe(&config.disclaimer)),
            ("license_note", maybe(&config.license_note)),
            ("base_url", Value::from(base.absolute(""))),
            ("home", Value::from(base.path())),
            ("help", help),
            ("mistake_mail", maybe(&config.mistake_mail)),
            ("nav", self.menu(&config.nav)),
            ("footer", self.menu(&config.footer)),
            ("first_hour", config.first_hour.as_ref().and_then(|it| self.menu_item(it)).unwrap_or_else(Value::none)),
            ("search_url", Value::from(base.href("zoeken/"))),
            ("search_index", Value::from(base.href("zoek/"))),
            ("feed_url", Value::from(base.href("atom.xml"))),
            ("glossary_url", glossary),
            ("csp", Value::from(headers::page_policy())),
            ("live", Value::from(site.settings.live)),
        ])
    }

    /// A menu; without one, the folders of the root are it.
    fn menu(&self, items: &[MenuItem]) -> Value {
        let given: Vec<Value> = items.iter().filter_map(|item| self.menu_item(item)).collect();
        if !given.is_empty() {
            return Value::from(given);
        }
        let root = &self.site.sections[0];
        let folders = root.children.iter().filter_map(|at| self.site.sections[*at].index);
        Value::from(
            folders
                .map(|at| self.menu_value(self.site.pages[at].nav_title(), &self.site.pages[at].address))
                .collect::<Vec<_>>(),
        )
    }

    fn menu_item(&self, item: &MenuItem) -> Option<Value> {
        let address = match (&item.page, &item.made) {
            (Some(page), _) => self.site.page(page)?.address.clone(),
            (None, Some(made)) => format!("{made}/"),
            (None, None) => return None,
        };
        Some(self.menu_value(&item.title, &address))
    }

    fn menu_value(&self, title: &str, address: &str) -> Value {
        object([("title", Value::from(title)), ("url", Value::from(self.site.base.href(address)))])
    }

    /// A page that an author wrote.
    ///
    /// # Errors
    /// The mistake of a template.
    pub fn page(&self, page: &Page) -> Rendered {
        let mut context = Context::new();
        context.insert_value("page", self.page_view(page));
        if matches!(&page.parsed.details, Details::Page(keys) if keys.layout == Layout::Home) {
            self.home(&mut context);
            return self.theme.render(self.theme.pick(&["home.html"]), &context);
        }
        if matches!(&page.parsed.details, Details::Page(keys) if keys.layout == Layout::Matrix) {
            return self.theme.render(self.theme.pick(&["matrix.html", "page.html"]), &context);
        }
        let section = &self.site.sections[page.section];
        let own_list = section.index.is_some_and(|at| self.site.pages[at].address == page.address);
        if own_list {
            let kind = self.section(section, &mut context);
            let special = format!("section-{}.html", kind.name());
            return self.theme.render(self.theme.pick(&[&special, "section.html"]), &context);
        }
        let special = format!("{}.html", page.parsed.kind.name());
        self.theme.render(self.theme.pick(&[&special, "page.html"]), &context)
    }

    fn home(&self, context: &mut Context) {
        let home = self.site.config.home.as_ref();
        let doors = |list: Option<&Vec<crate::parse::data::Door>>| {
            let list = list.map(Vec::as_slice).unwrap_or_default();
            Value::from(list.iter().enumerate().map(|(at, door)| self.door(door, at + 1)).collect::<Vec<_>>())
        };
        context.insert_value("doors", doors(home.map(|it| &it.doors)));
        context.insert_value("trajectory", doors(home.map(|it| &it.trajectory)));
        let fact = home.and_then(|it| it.fact.as_ref()).map_or_else(Value::none, |fact| {
            let page = fact.page.as_ref().and_then(|page| self.site.page(page));
            object([
                ("figure", Value::from(fact.figure.as_str())),
                ("text", Value::from(fact.text.as_str())),
                ("source", Value::from(fact.source.as_str())),
                ("url", page.map_or_else(Value::none, |page| Value::from(self.site.base.href(&page.address)))),
                ("link_text", fact.link_text.as_deref().map_or_else(Value::none, Value::from)),
            ])
        });
        context.insert_value("fact", fact);
    }

    /// The list of a folder: its folders, then its pages. Gives the kind that most of it is.
    fn section(&self, section: &Section, context: &mut Context) -> Kind {
        let folders = section.children.iter().filter_map(|at| self.site.sections[*at].index);
        let pages: Vec<&Page> = folders.chain(section.pages.iter().copied()).map(|at| &self.site.pages[at]).collect();
        let at_root = section.folder.is_empty();
        let shown = if at_root { &pages[..section.children.len().min(pages.len())] } else { &pages[..] };
        let facets = shown.iter().any(|page| !self.facets(page).is_empty());
        // A list that can be filtered stays one list.
        let groups = if facets { &[][..] } else { section.groups(&self.site.pages) };
        let of = |group: Option<usize>| {
            let pages = shown.iter().filter(|page| group_of(groups, page) == group);
            Value::from(pages.map(|page| self.entry(page)).collect::<Vec<_>>())
        };
        let group = |(at, group): (usize, &Group)| {
            object([
                ("title", Value::from(group.title.as_str())),
                ("id", Value::from(view::group_id(group))),
                ("entries", of(Some(at))),
            ])
        };
        context.insert_value("groups", Value::from(groups.iter().enumerate().map(group).collect::<Vec<_>>()));
        context.insert_value("entries", of(None));
        context.insert_value("filters", self.filters(shown));
        section.pages.first().map_or(Kind::Page, |at| self.site.pages[*at].parsed.kind)
    }

    fn filters(&self, pages: &[&Page]) -> Value {
        let mut filters: Vec<Filter> = Vec::new();
        for (key, values) in pages.iter().flat_map(|page| self.facets(page)) {
            let at = filters.iter().position(|(it, _)| *it == key).unwrap_or_else(|| {
                filters.push((key, BTreeMap::new()));
                filters.len() - 1
            });
            for (value, label) in values {
                filters[at].1.entry(value).or_insert((label, 0)).1 += 1;
            }
        }
        let view = |(key, options): Filter| {
            let options = options.into_iter().map(|(value, (label, count))| {
                object([("value", value.into()), ("label", label.into()), ("count", Value::from(count as u64))])
            });
            object([
                ("key", Value::from(key)),
                ("label", Value::from(self.ui(&format!("filter_{key}")))),
                ("options", Value::from(options.collect::<Vec<_>>())),
            ])
        };
        Value::from(filters.into_iter().map(view).collect::<Vec<_>>())
    }

    fn made(&self, template: &str, title: &str, address: &str, description: Option<String>, more: Map) -> Rendered {
        let mut context = Context::new();
        let view = self.frame(title, address, description.as_deref());
        context.insert_value("page", Value::from(view));
        for (key, value) in more {
            if let Some(key) = key.as_str() {
                context.insert_value(key.to_owned(), value);
            }
        }
        self.theme.render(template, &context)
    }

    /// The list of all tags.
    ///
    /// # Errors
    /// The mistake of a template.
    pub fn tags(&self) -> Rendered {
        let mut tags: Vec<_> = self.site.tags.iter().collect();
        tags.sort_by_key(|(_, tag)| tag.name.to_lowercase());
        let tags = tags.into_iter().map(|(slug, tag)| {
            object([
                ("title", Value::from(tag.name.as_str())),
                ("url", Value::from(self.site.base.href(&format!("tags/{slug}/")))),
                ("count", Value::from(tag.pages.len() as u64)),
            ])
        });
        let more = Map::from_iter([("tags".into(), Value::from(tags.collect::<Vec<_>>()))]);
        self.made("tags.html", &self.ui("tags"), "tags/", None, more)
    }

    /// The pages of one tag.
    ///
    /// # Errors
    /// The mistake of a template.
    pub fn tag(&self, slug: &str) -> Rendered {
        let tag = &self.site.tags[slug];
        let entries: Vec<Value> = tag.pages.iter().map(|at| self.entry(&self.site.pages[*at])).collect();
        let more = Map::from_iter([("entries".into(), Value::from(entries))]);
        self.made("tag.html", &tag.name, &format!("tags/{slug}/"), None, more)
    }

    /// The page that searches, and lists all pages and terms for who has no JavaScript; `entry` is the file
    /// of the index that a search starts with.
    ///
    /// # Errors
    /// The mistake of a template.
    pub fn search(&self, entry: &[u8]) -> Rendered {
        let groups = self.site.sections.iter().filter(|it| !it.folder.is_empty()).filter_map(|section| {
            let index = &self.site.pages[section.index?];
            let entries: Vec<Value> = section.pages.iter().map(|at| self.card(&self.site.pages[*at])).collect();
            Some(object([
                ("title", Value::from(index.title())),
                ("url", Value::from(self.site.base.href(&index.address))),
                ("entries", Value::from(entries)),
            ]))
        });
        let terms = self.site.terms.list.iter().map(|term| {
            object([
                ("title", Value::from(term.term.as_str())),
                ("short", Value::from(term.abbreviations.join(", "))),
                ("url", Value::from(format!("{}#{}", self.site.base.href("begrippen/"), term.id))),
            ])
        });
        let more = Map::from_iter([
            ("all_pages".into(), Value::from(groups.collect::<Vec<_>>())),
            ("all_terms".into(), Value::from(terms.collect::<Vec<_>>())),
            ("entry".into(), Value::from(BASE64_STANDARD.encode(zlib(entry)))),
        ]);
        self.made("search.html", &self.ui("search_title"), "zoeken/", None, more)
    }

    /// The page of an address that does not exist.
    ///
    /// # Errors
    /// The mistake of a template.
    pub fn not_found(&self) -> Rendered {
        self.made("not-found.html", &self.ui("not_found_title"), "404.html", None, Map::default())
    }

    /// The glossary, by letter.
    ///
    /// # Errors
    /// The mistake of a template.
    pub fn glossary(&self) -> Rendered {
        let used = self.used_terms();
        let mut letters: BTreeMap<char, Vec<(String, Value)>> = BTreeMap::new();
        for (at, term) in self.site.terms.list.iter().enumerate() {
            let sorted = crate::site::address::slug(&term.term);
            let letter = sorted.chars().next().unwrap_or('#');
            letters.entry(letter).or_default().push((sorted, self.term_view(at, &used[at])));
        }
        let letters = letters.into_iter().map(|(letter, mut terms)| {
            terms.sort_by(|a, b| a.0.cmp(&b.0));
            let terms: Vec<Value> = terms.into_iter().map(|(_, term)| term).collect();
            object([("letter", Value::from(letter.to_string())), ("terms", Value::from(terms))])
        });
        let more = Map::from_iter([("letters".into(), Value::from(letters.collect::<Vec<_>>()))]);
        self.made("glossary.html", &self.ui("glossary"), "begrippen/", Some(self.ui("glossary_description")), more)
    }

    /// For each term, the first few pages that explain it.
    fn used_terms(&self) -> Vec<Vec<usize>> {
        const MOST: usize = 5;
        let mut used = vec![Vec::new(); self.site.terms.list.len()];
        for (at, page) in self.site.pages.iter().enumerate().filter(|(_, page)| !page.parsed.index) {
            let mut writer = body::BodyWriter::new(&self.site, true);
            writer.write(&page.parsed.body, &page.links);
            for term in writer.terms {
                if used[term].len() < MOST {
                    used[term].push(at);
                }
            }
        }
        used
    }

    fn term_view(&self, at: usize, used: &[usize]) -> Value {
        let term = &self.site.terms.list[at];
        let maybe = |it: &Option<String>| it.as_deref().map_or_else(Value::none, Value::from);
        let confused = term.confused_with.iter().filter_map(|it| {
            let other = &self.site.terms.list[self.site.terms.by_id(&it.term)?];
            Some(object([
                ("term", Value::from(other.term.as_str())),
                ("url", Value::from(format!("#{}", other.id))),
                ("difference", Value::from(it.difference.as_str())),
            ]))
        });
        object([
            ("id", Value::from(term.id.as_str())),
            ("term", Value::from(term.term.as_str())),
            ("abbreviations", Value::from(term.abbreviations.clone())),
            ("english", maybe(&term.english)),
            ("definition", Value::from(term.definition.as_str())),
            ("plain", maybe(&term.plain)),
            ("synonyms", Value::from(term.synonyms.clone())),
            ("confused_with", Value::from(confused.collect::<Vec<_>>())),
            ("used_on", Value::from(used.iter().map(|at| self.card(&self.site.pages[*at])).collect::<Vec<_>>())),
        ])
    }

    /// The page that an editor sees while the site has mistakes; `errors` is HTML.
    ///
    /// # Errors
    /// The mistake of a template.
    pub fn errors(&self, errors: &str) -> Rendered {
        let more = Map::from_iter([("errors".into(), Value::safe_string(errors))]);
        self.made("errors.html", &self.ui("errors_title"), "", None, more)
    }
}

/// Texts of the default theme with those of a site over them.
pub fn texts(own: &BTreeMap<String, String>) -> Arc<BTreeMap<String, String>> {
    static DEFAULTS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let defaults = DEFAULTS.get_or_init(|| serde_saphyr::from_str(theme::DEFAULT_UI).unwrap_or_default());
    let mut texts = defaults.clone();
    texts.extend(own.clone());
    Arc::new(texts)
}

/// Bytes as a script takes them out again, compressed.
fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.expect("memory can be written")
}
