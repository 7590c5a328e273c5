//! A theme: templates that are compiled once, and files that get their final names.
//!
//! The default theme is inside the program. A folder of `themes/` in the root lies over it, file by
//! file.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use tera::{ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::diag::Diagnostic;
use crate::site::Site;
use crate::source::SourceTree;
use bcm::date::Date;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Texts of the default theme, for a site that has no `data/ui.yaml`.
pub const DEFAULT_UI: &str = EMBEDDED_UI;

/// The text of a template inside the program, by the path at which an author could lay one over it.
pub fn embedded_text(file: &str) -> Option<&'static str> {
    let name = file.strip_prefix("themes/default/")?;
    let (_, bytes) = EMBEDDED_THEME.iter().find(|(it, _)| *it == name)?;
    std::str::from_utf8(bytes).ok()
}

/// Files that a theme emits, by the name that templates use.
#[derive(Debug, Default)]
pub struct Assets {
    /// Name in templates to path below the output folder.
    pub paths: BTreeMap<String, String>,
    /// Path below the output folder to bytes.
    pub files: BTreeMap<String, Arc<[u8]>>,
    icons: BTreeMap<String, String>,
}

/// A compiled theme.
#[derive(Debug)]
pub struct Theme {
    /// The templates.
    pub tera: Tera,
    /// Its files.
    pub assets: Arc<Assets>,
    names: BTreeMap<String, Arc<str>>,
}

struct Layer {
    /// Path inside the theme to the file an author sees and its bytes.
    files: BTreeMap<String, (Arc<str>, Arc<[u8]>)>,
}

impl Layer {
    fn of(tree: &SourceTree, theme: &str) -> Layer {
        let inside = |(path, bytes): &(&str, &'static [u8])| {
            (path.to_string(), (Arc::from(format!("themes/default/{path}")), Arc::from(*bytes)))
        };
        let mut files: BTreeMap<_, _> = EMBEDDED_THEME.iter().map(inside).collect();
        for folder in ["themes/default/".to_owned(), format!("themes/{theme}/")] {
            for (path, file) in tree.below(&folder) {
                files.insert(path[folder.len()..].to_owned(), (path.clone(), file.bytes.clone()));
            }
        }
        Layer { files }
    }

    /// The byte of a line and a column, both from 1, of a template.
    fn offset(&self, name: &str, line: usize, column: usize) -> usize {
        let bytes = self.files.get(&format!("templates/{name}")).map(|(_, bytes)| bytes.as_ref()).unwrap_or_default();
        let before = bytes.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len);
        before.sum::<usize>() + column.saturating_sub(1)
    }

    fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Arc<str>, &'a Arc<[u8]>)> {
        let range = self.files.range(folder.to_owned()..);
        range
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(move |(path, (file, bytes))| (&path[folder.len()..], file, bytes))
    }
}

/// Compiles the theme of a site. `None` when a template cannot be used.
pub fn load(tree: &SourceTree, site: &Site) -> (Option<Theme>, Vec<Diagnostic>) {
    let layer = Layer::of(tree, &site.config.theme);
    let mut diagnostics = Vec::new();
    if site.config.theme != "default" && tree.below(&format!("themes/{}/", site.config.theme)).next().is_none() {
        let file: Arc<str> = Arc::from(crate::parse::CONFIG);
        let message = format!("there is no theme `themes/{}`", site.config.theme);
        diagnostics.push(Diagnostic::error(&file, "unknown-theme", message));
    }
    let assets = Arc::new(assets(&layer));
    let (tera, names) = templates(&layer, site, &assets, &mut diagnostics);
    (tera.map(|tera| Theme { tera, assets, names }), diagnostics)
}

fn assets(layer: &Layer) -> Assets {
    let mut assets = Assets::default();
    for folder in ["fonts/", "icons/", "scripts/"] {
        for (name, _, bytes) in layer.below(folder) {
            if let Some(icon) = name.strip_suffix(".svg").filter(|_| folder == "icons/") {
                assets.icons.insert(icon.to_owned(), String::from_utf8_lossy(bytes).trim().to_owned());
            }
            if !name.ends_with(".txt") {
                assets.add(&format!("{folder}{name}"), bytes.clone());
            }
        }
    }
    for (name, bytes) in PROGRAMS {
        assets.add(name, Arc::from(*bytes));
    }
    join_search(layer, &mut assets);
    let css = stylesheet(layer, &assets);
    assets.add("site.css", Arc::from(css.into_bytes()));
    assets
}

/// The search page always runs its program, so the loader, the script that binds the program and the program
/// itself come with the page's own script: a first answer waits for three files less, and no file has to be
/// fetched, which a page on a disk cannot do.
fn join_search(layer: &Layer, assets: &mut Assets) {
    let script = |name: &str| layer.files.get(name).map(|(_, bytes)| bytes.clone());
    let (own, loader) = (script("scripts/search.js"), script("scripts/loader.js").unwrap_or_default());
    let binding = PROGRAMS.iter().find(|(name, _)| *name == "programs/search.js").map(|(_, bytes)| *bytes);
    let path = |name: &str| assets.paths.get(name).cloned();
    let (wasm, old) = (path("programs/search.wasm"), path("scripts/search.js"));
    if let (Some(own), Some(binding), Some(wasm), Some(old)) = (own, binding, wasm, old) {
        let program = format!("\nportal.bring('{wasm}', '{}');\n", BASE64_STANDARD.encode(SEARCH_ZLIB));
        let script = [loader.as_ref(), b"\n", binding, program.as_bytes(), own.as_ref()].concat();
        assets.files.remove(&old);
        assets.add("scripts/search.js", script.into());
    }
}

impl Assets {
    fn add(&mut self, name: &str, bytes: Arc<[u8]>) {
        let plain = name.rsplit('/').next().unwrap_or(name);
        let (stem, end) = plain.rsplit_once('.').unwrap_or((plain, "bin"));
        let path = format!("assets/{stem}.{}.{end}", fingerprint(&bytes));
        self.paths.insert(name.to_owned(), path.clone());
        self.files.insert(path, bytes);
    }
}

/// Ten hexadecimal digits of SHA-256: enough to tell two versions of one file apart.
fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect()
}

/// All styles in the order of their names; `url("asset:…")` becomes the final address beside it.
fn stylesheet(layer: &Layer, assets: &Assets) -> String {
    let mut css = String::new();
    for (_, _, bytes) in layer.below("styles/") {
        css.push_str(&String::from_utf8_lossy(bytes));
        css.push('\n');
    }
    for (name, path) in &assets.paths {
        let final_name = path.rsplit('/').next().unwrap_or(path);
        css = css.replace(&format!("asset:{name}"), final_name);
    }
    css
}

type Templates = (Option<Tera>, BTreeMap<String, Arc<str>>);

fn templates(layer: &Layer, site: &Site, assets: &Arc<Assets>, diagnostics: &mut Vec<Diagnostic>) -> Templates {
    let mut tera = Tera::new();
    register(&mut tera, site, assets);
    let before = diagnostics.len();
    let mut sources = Vec::new();
    let mut names = BTreeMap::new();
    for (name, file, bytes) in layer.below("templates/") {
        names.insert(name.to_owned(), file.clone());
        match std::str::from_utf8(bytes) {
            Ok(text) => sources.push((name, text)),
            Err(_) => diagnostics.push(Diagnostic::error(file, "utf8", "this template is not valid UTF-8")),
        }
    }
    // Each alone first: the whole stops at the first mistake, and an author wants them all.
    for (name, text) in &sources {
        let mut alone = Tera::new();
        register(&mut alone, site, assets);
        if let Err(error) = alone.add_raw_template(name, text)
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            diagnostics.push(explain(&error, name, &names));
        }
    }
    if diagnostics.len() > before {
        return (None, names);
    }
    match tera.add_raw_templates(sources) {
        Ok(()) => (Some(tera), names),
        Err(error) => {
            diagnostics.extend(explain_all(&error, layer, &names));
            (None, names)
        }
    }
}

/// A template's mistake as a diagnostic in the file an author can open.
fn explain(error: &tera::Error, name: &str, names: &BTreeMap<String, Arc<str>>) -> Diagnostic {
    let file =
        |name: &str| names.get(name).cloned().unwrap_or_else(|| Arc::from(format!("themes/default/templates/{name}")));
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file = file(if report.filename().is_empty() { name } else { report.filename() });
            Diagnostic::error(&file, "template", report.message().to_owned()).at(report.span().range.clone())
        }
        _ => Diagnostic::error(&file(name), "template", error.to_string()),
    }
    .help("mend the template; the templates of the default theme show what each page gets")
}

/// Mistakes between templates come as one report: `error: message` and ` --> file:line:column`, several
/// times. Each becomes a diagnostic of its own.
fn explain_all(error: &tera::Error, layer: &Layer, names: &BTreeMap<String, Arc<str>>) -> Vec<Diagnostic> {
    let report = error.to_string();
    let mut found = Vec::new();
    let mut message = "";
    for line in report.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("error: ") {
            message = text;
        } else if let Some(place) = line.strip_prefix("--> ") {
            let mut parts = place.rsplitn(3, ':');
            let (column, line, name) = (parts.next(), parts.next(), parts.next());
            let Some(file) = name.and_then(|name| names.get(name)) else { continue };
            let number = |text: Option<&str>| text.and_then(|it| it.parse::<usize>().ok()).unwrap_or(1);
            let at = layer.offset(name.unwrap_or_default(), number(line), number(column));
            found.push(Diagnostic::error(file, "template", message).at(at..at + 1));
        }
    }
    if found.is_empty() {
        found.push(explain(error, "base.html", names));
    }
    found
}

fn register(tera: &mut Tera, site: &Site, assets: &Arc<Assets>) {
    let (known, base) = (assets.clone(), site.base.clone());
    tera.register_function("asset", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let name: String = args.must_get("path")?;
        let absolute: bool = args.get("absolute")?.unwrap_or(false);
        let path =
            known.paths.get(&name).ok_or_else(|| tera::Error::message(format!("the theme has no file `{name}`")))?;
        Ok(Value::from(if absolute { base.absolute(path) } else { base.href(path) }))
    });
    let known = assets.clone();
    tera.register_function("icon", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let name: String = args.must_get("name")?;
        let svg = known.icons.get(&name);
        svg.map(|svg| Value::safe_string(svg))
            .ok_or_else(|| tera::Error::message(format!("the theme has no icon `{name}`")))
    });
    tera.register_function("date", |args: Kwargs, _: &State| -> TeraResult<Value> {
        let text: String = args.must_get("value")?;
        Ok(Value::from(Date::parse(&text).map_or(text, Date::in_words)))
    });
}

impl Theme {
    /// The first of `names` that the theme has.
    pub fn pick<'a>(&self, names: &[&'a str]) -> &'a str {
        names.iter().copied().find(|name| self.tera.contains_template(name)).unwrap_or("page.html")
    }

    /// Renders a template.
    ///
    /// # Errors
    /// The mistake of the template's author.
    pub fn render(&self, name: &str, context: &tera::Context) -> Result<Vec<u8>, Diagnostic> {
        let mut out = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(name, context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(explain(&error, name, &self.names)),
        }
    }
}
