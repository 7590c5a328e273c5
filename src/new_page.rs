//! A new page: a file with the keys that its kind needs, that builds as it is.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::Cache;
use crate::diag::closest;
use crate::parse::front_matter::Kind;
use crate::site::Settings;
use crate::site::address::slug;
use crate::source::Reader;
use bcm::date::Date;

/// Writes a draft of a page of `kind` at `slug` and gives its path.
///
/// # Errors
/// A sentence: the kind is not known, the slug is no address, the page exists, or the disk refuses.
pub fn make(kind: &str, name: &str, root: &Path, today: Date) -> Result<PathBuf, String> {
    let names = Kind::ALL.map(Kind::name);
    let found = Kind::ALL.into_iter().find(|it| it.name() == kind).ok_or_else(|| match closest(kind, names) {
        Some(it) => format!("there is no kind `{kind}`; did you mean `{it}`?"),
        None => format!("there is no kind `{kind}`; use one of: {}", names.join(", ")),
    })?;
    if slug(name) != name || name.is_empty() {
        return Err(format!("`{name}` cannot be part of an address; use `{}`", slug(name)));
    }
    let facts = Facts::read(root, found, today)?;
    let folder = root.join("content").join(&facts.folder);
    let path = folder.join(format!("{name}.md"));
    fs::create_dir_all(&folder).map_err(|error| format!("failed to make `{}`: {error}", folder.display()))?;
    let mut file = fs::File::create_new(&path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => format!("`{}` exists already", path.display()),
        _ => format!("failed to write `{}`: {error}", path.display()),
    })?;
    let text = text(found, name, today, &facts);
    file.write_all(text.as_bytes()).map_err(|error| format!("failed to write `{}`: {error}", path.display()))?;
    Ok(path)
}

/// What a page must name, taken from the site so that it builds.
struct Facts {
    folder: String,
    organisation: String,
    document: String,
    block: String,
}

impl Facts {
    fn read(root: &Path, kind: Kind, today: Date) -> Result<Facts, String> {
        let mut reader = Reader::new(root);
        let tree = reader.read().map_err(|error| format!("the folder `{}` cannot be read: {error}", root.display()))?;
        let settings = Settings { base_url: None, date: today, live: true, noindex: true };
        let (renderer, diagnostics) = crate::prepare(tree, &settings, &Cache::default());
        let Some(renderer) = renderer else {
            let first = diagnostics.first().map_or_else(String::new, |it| format!(": {}", it.message));
            return Err(format!("`{}` is not a site that builds{first}", root.display()));
        };
        let site = &renderer.site;
        let folder = site.config.kinds.iter().find(|(_, it)| **it == kind).map(|(folder, _)| folder.clone());
        if folder.is_none() && kind != Kind::Page {
            return Err(format!(
                "no folder holds pages of the kind `{0}`; add one to `kinds` in `data/site.yaml`, such as `map: {0}`",
                kind.name()
            ));
        }
        let free = (1..=99).map(|n| format!("B{n:02}")).find(|code| !site.blocks.contains_key(code));
        Ok(Facts {
            folder: folder.unwrap_or_default(),
            organisation: site.organisations.keys().next().cloned().unwrap_or_default(),
            document: site.data.documents.keys().next().cloned().unwrap_or_else(|| "bcp".to_owned()),
            block: free.unwrap_or_else(|| "B00".to_owned()),
        })
    }
}

fn text(kind: Kind, name: &str, today: Date, facts: &Facts) -> String {
    let title = name.replace('-', " ");
    let mut chars = title.chars();
    let title: String = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
    let mut out = format!(
        "---\ntitle: {title}\ndescription: Zeg in één zin wat de lezer hier vindt.\ndraft: true\ndate: {today}\n"
    );
    out.push_str(&own_keys(kind, facts));
    if matches!(kind, Kind::Guidance | Kind::Reference | Kind::Case | Kind::Block | Kind::Template) {
        let _ = write!(out, "checked: {today}\nsources: []\n");
    }
    out.push_str("---\n\nBegin met het antwoord. Leg daarna uit hoe de lezer het doet.\n\n");
    out.push_str(match kind {
        Kind::Workshop => "## Vragen\n\n## Vooraf\n\n## Tijdens\n\n## Huiswerk\n\n## Materiaal\n",
        Kind::Faq => "## De eerste vraag\n\nHet antwoord.\n",
        Kind::Guidance | Kind::Block => {
            "## Zo pak je het aan\n\n1. De eerste stap.\n\n> [!VOORBEELD]\n> Een voorbeeld.\n\n> [!VALKUIL]\n> Wat vaak misgaat.\n"
        }
        _ => "## Een eerste kop\n\nDe tekst.\n",
    });
    out
}

fn own_keys(kind: Kind, facts: &Facts) -> String {
    match kind {
        Kind::Guidance => "audience: [iedereen]\nin_short:\n  - Het eerste punt.\n  - Het tweede punt.\n  - Het derde punt.\n".into(),
        Kind::Workshop => "number: 9\nduration: 3 uur\n".into(),
        Kind::Reference => format!(
            "issuer: {}\nlanguage: [nl]\nprice: free\npurpose: Zeg in één zin waarvoor het document dient.\nurl_checked: false\n",
            facts.organisation
        ),
        Kind::Template => format!("document: {}\nversion: \"1.0\"\nduration: 15 minuten\nneeds: []\n", facts.document),
        Kind::Case => {
            "government: Naam van het bestuur\ncountry: BE\nsize: unknown\nincident: other\nthemes: [noodprocedures]\nhappened: \"2026\"\n".into()
        }
        Kind::Block => format!(
            "code: {}\ncontents:\n  - Wat er minstens in staat.\ndone_when: Hoe je weet dat het klaar is.\n\
             fields:\n  - {{ id: veld, label: Een veld, kind: text }}\n",
            facts.block
        ),
        Kind::Start => "role: Naam van de functie\nminutes: 15\n".into(),
        Kind::Tool => "tool: guide\n".into(),
        Kind::Faq | Kind::Page => String::new(),
    }
}
