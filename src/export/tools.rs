//! The files that the programs in the browser read: the data of each tool, what the documents are
//! made of, the worked example.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use documents::plan::PageLink;
use documents::{OfficeData, office_json};

use crate::output::OutputTree;
use crate::render::Renderer;
use crate::render::tools::{EXAMPLE, OFFICE, SCHEMA, data_path};

/// Adds them to the output.
pub(super) fn files(renderer: &Arc<Renderer>, tree: &mut OutputTree) {
    let tools = renderer.tools();
    for (name, id) in &tools {
        let (maker, name, id) = (renderer.clone(), *name, (*id).to_owned());
        tree.recipe(data_path(name, &id), move || Ok(maker.tool_json(name, &id).into_bytes()));
    }
    if tools.is_empty() {
        return;
    }
    tree.recipe(SCHEMA.to_owned(), || Ok(bcm::dossier::json_schema().to_string().into_bytes()));
    let maker = renderer.clone();
    tree.recipe(OFFICE.to_owned(), move || Ok(office(&maker).into_bytes()));
    if let Some(example) = &renderer.site.data.example {
        tree.bytes(EXAMPLE, example.bytes.clone());
    }
}

/// Whether a file of the theme belongs to tools only, and the site has none.
pub(super) fn is_idle(renderer: &Renderer, path: &str) -> bool {
    const OF_TOOLS: [&str; 10] = [
        "programs/bcp",
        "programs/bia",
        "programs/forms",
        "programs/office",
        "scripts/cipher",
        "scripts/dialogs",
        "scripts/dossier",
        "scripts/files",
        "scripts/screens",
        "scripts/tool",
    ];
    let of_tools = |name: &str| OF_TOOLS.iter().any(|it| name.strip_prefix(it).is_some_and(|it| it.starts_with('.')));
    let mut names = renderer.theme.assets.paths.iter();
    let name = names.find(|it| it.1 == path).map_or(path, |it| it.0.as_str());
    of_tools(name) && renderer.tools().is_empty()
}

/// What the documents are made of, for a government's own dossier.
fn office(renderer: &Renderer) -> String {
    let site = &renderer.site;
    let plan = &site.data.plan;
    let Some(catalogue) = site.data.catalogue.clone() else { return "null".to_owned() };
    let data = OfficeData {
        site: site.base.absolute(""),
        language: site.config.language.clone(),
        catalogue,
        rules: site.data.rules.rules.clone(),
        chapters: renderer.downloads.chapters.clone(),
        resources: plan.strategies.resources.clone(),
        scenarios: plan.scenarios.scenarios.clone(),
        decisions: plan.decisions.decisions.clone(),
        exercises: plan.exercises.exercises.clone(),
        forms: site.data.forms.values().cloned().collect(),
        messages: plan.messages.messages.clone(),
        links: links(renderer),
        questionnaires: site.data.questionnaires.values().cloned().collect(),
    };
    office_json(&data).to_string()
}

/// The pages that questionnaires mention, with whole addresses: a sheet is read elsewhere.
fn links(renderer: &Renderer) -> BTreeMap<String, PageLink> {
    let site = &renderer.site;
    let paths: BTreeSet<&str> = site.data.questionnaires.values().flat_map(|it| it.paths()).collect();
    let link = |path: &str| {
        let page = site.page(path)?;
        let link = PageLink { title: page.title().to_owned(), url: site.base.absolute(&page.address) };
        Some((path.to_owned(), link))
    };
    paths.into_iter().filter_map(link).collect()
}
