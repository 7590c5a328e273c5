//! Rules that a whole site keeps: a table of plain functions, all run, all their findings shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use bcm::dossier::Dossier;

use super::{EXAMPLE, Site};
use crate::diag::Diagnostic;
use crate::export::MADE;
use crate::parse::CONFIG;
use crate::parse::front_matter::{Details, ToolKind};

type Rule = fn(&Site, &mut Vec<Diagnostic>);

const RULES: [Rule; 11] = [
    review_dates,
    questionnaires,
    forms,
    catalogue,
    rules,
    documents,
    tools,
    example,
    block_codes,
    menus,
    security_expires,
];

/// What all rules find.
pub(super) fn all(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        rule(site, &mut found);
    }
    found
}

/// A page is read again before its day has passed.
fn review_dates(site: &Site, found: &mut Vec<Diagnostic>) {
    for page in &site.pages {
        let Some(due) = page.parsed.common.review_by.filter(|due| *due < site.settings.date) else { continue };
        let message = format!("this page had to be read again by {due}");
        found.push(
            Diagnostic::warning(&page.parsed.file, "review-due", message)
                .at(page.parsed.place_of("review_by"))
                .help("hold it against its sources, then set `checked` and a new `review_by`"),
        );
    }
}

/// A questionnaire does not contradict itself, and names pages that exist.
fn questionnaires(site: &Site, found: &mut Vec<Diagnostic>) {
    for (name, questionnaire) in &site.data.questionnaires {
        let file: Arc<str> = Arc::from(format!("data/questionnaires/{name}.yaml"));
        let problems = questionnaire.problems().into_iter().map(|it| format!("{}: {}", it.place, it.message));
        let missing = questionnaire.paths().into_iter().filter(|path| site.page(path).is_none());
        let missing = missing.map(|path| format!("there is no page `content/{path}`"));
        found.extend(problems.chain(missing).map(|it| Diagnostic::error(&file, "questionnaire", it)));
    }
}

/// A form has the id of its file, and each of its fields once.
fn forms(site: &Site, found: &mut Vec<Diagnostic>) {
    for (name, form) in &site.data.forms {
        let file: Arc<str> = Arc::from(format!("data/forms/{name}.yaml"));
        if form.id != *name {
            let message = format!("the id `{}` is not the name of the file", form.id);
            found.push(Diagnostic::error(&file, "form-id", message).help(format!("write `id: {name}`")));
        }
        let twice = form.repeated().into_iter().map(|id| format!("the field `{id}` occurs twice"));
        found.extend(twice.map(|it| Diagnostic::error(&file, "form", it).help("give each field an id of its own")));
    }
}

/// Every rule of the review has its text, with the blanks that the rule fills in.
fn rules(site: &Site, found: &mut Vec<Diagnostic>) {
    let file: Arc<str> = Arc::from("data/bia/rules.yaml");
    if site.data.catalogue.is_some() {
        let problems = site.data.rules.problems().into_iter();
        found.extend(problems.map(|it| Diagnostic::error(&file, "rules", it)));
    }
}

/// The worked example opens.
fn example(site: &Site, found: &mut Vec<Diagnostic>) {
    let Some(example) = &site.data.example else { return };
    let opened = Dossier::open(&String::from_utf8_lossy(&example.bytes));
    let message = match opened {
        Ok(opened) if !opened.read_only() => return,
        Ok(opened) => format!("schema {} is newer than this program", opened.schema),
        Err(error) => error.to_string(),
    };
    found.push(Diagnostic::error(&Arc::from(EXAMPLE), "example", message).help("save it again from a tool"));
}

/// The catalogue of processes does not contradict itself.
fn catalogue(site: &Site, found: &mut Vec<Diagnostic>) {
    let file: Arc<str> = Arc::from("data/bia/processes.yaml");
    let problems = site.data.catalogue.iter().flat_map(bcm::catalogue::Catalogue::problems);
    found.extend(problems.map(|it| Diagnostic::error(&file, "catalogue", it.to_string())));
}

/// A document has the id of its file, for that is what a template names.
fn documents(site: &Site, found: &mut Vec<Diagnostic>) {
    for (name, document) in site.data.documents.iter().filter(|(name, it)| it.id != **name) {
        let file: Arc<str> = Arc::from(format!("data/documents/{name}.yaml"));
        let message = format!("the id `{}` is not the name of the file", document.id);
        found.push(Diagnostic::error(&file, "document-id", message).help(format!("write `id: {name}`")));
    }
}

/// A tool that is made of data says of which.
fn tools(site: &Site, found: &mut Vec<Diagnostic>) {
    for page in &site.pages {
        let Details::Tool(tool) = &page.parsed.details else { continue };
        let (missing, what, folder) = match tool.tool {
            ToolKind::Questionnaire => (tool.questionnaire.is_none(), "questionnaire", "data/questionnaires"),
            ToolKind::Form => (tool.form.is_none(), "form", "data/forms"),
            ToolKind::Bia | ToolKind::Bcp => (site.data.catalogue.is_none(), "catalogue", "data/bia"),
            ToolKind::Guide => continue,
        };
        if missing {
            let message = format!("this tool does not say which {what} it is");
            let diagnostic = Diagnostic::error(&page.parsed.file, "missing-key", message);
            let help = format!("add `{what}: …` with the name of a file in `{folder}`");
            found.push(diagnostic.at(page.parsed.place_of("tool")).help(help));
        }
    }
}

/// The code of a block is a B and two digits: references, documents and dossiers name it for good.
fn block_codes(site: &Site, found: &mut Vec<Diagnostic>) {
    for page in &site.pages {
        let Details::Block(block) = &page.parsed.details else { continue };
        let digits = block.code.strip_prefix('B').unwrap_or_default();
        if digits.len() != 2 || !digits.bytes().all(|it| it.is_ascii_digit()) {
            let message = format!("`{}` is not the code of a block", block.code);
            found.push(
                Diagnostic::error(&page.parsed.file, "block-code", message)
                    .at(page.parsed.place_of("code"))
                    .help("write a B and two digits, such as `B07`"),
            );
        }
    }
}

/// Every line of a menu leads somewhere, and so does the help.
fn menus(site: &Site, found: &mut Vec<Diagnostic>) {
    let file: Arc<str> = Arc::from(CONFIG);
    let known: BTreeSet<&str> = MADE.into_iter().collect();
    for item in site.config.nav.iter().chain(&site.config.footer).chain(&site.config.first_hour) {
        let problem = match (&item.page, &item.made) {
            (None, None) => Some("names no page".to_owned()),
            (None, Some(made)) if !known.contains(made.as_str()) => Some(format!("names `{made}`, which is not made")),
            _ => None,
        };
        found.extend(problem.map(|it| {
            Diagnostic::error(&file, "menu", format!("the menu line `{}` {it}", item.title))
                .help(format!("add `page: …`, or `made:` with one of: {}", MADE.join(", ")))
        }));
    }
    let help = site.config.help.as_ref().and_then(|it| it.url.as_deref());
    if let Some(url) = help.filter(|url| !url.contains(':') && site.page(url).is_none()) {
        found.push(Diagnostic::error(&file, "broken-link", format!("`help` names `{url}`, which is no page")));
    }
}

/// A `security.txt` that has expired does not count.
fn security_expires(site: &Site, found: &mut Vec<Diagnostic>) {
    let Some(security) = &site.config.security else { return };
    if security.expires < site.settings.date {
        let file: Arc<str> = Arc::from(CONFIG);
        let message = format!("`security.txt` expired on {}", security.expires);
        found.push(Diagnostic::warning(&file, "security-expired", message).help("set a new `security.expires`"));
    }
}
