//! Documents with the parts that other data make: messages, decisions, scenarios, exercises, forms.

use std::collections::BTreeMap;
use std::sync::Arc;

use bcm::field::{FormDocument, FormSection};
use bcm::form::Form;
use documents::sections;

use crate::diag::{Diagnostic, closest};
use crate::parse::data::{DocumentSource, Made, PlanData, SectionSource};

/// What parts can be made from.
pub(super) struct Parts<'a> {
    pub(super) plan: &'a PlanData,
    pub(super) forms: &'a BTreeMap<String, Form>,
}

impl Parts<'_> {
    /// The document with every part in its place. A part that cannot be made is left out and told.
    pub(super) fn complete(&self, name: &str, source: DocumentSource, found: &mut Vec<Diagnostic>) -> FormDocument {
        let file: Arc<str> = Arc::from(format!("data/documents/{name}.yaml"));
        let mut made = Vec::new();
        for (at, section) in source.sections.into_iter().enumerate() {
            match self.section(section) {
                Ok(sections) => made.extend(sections),
                Err((message, help)) => {
                    let message = format!("sections[{at}]: {message}");
                    found.push(Diagnostic::error(&file, "document-section", message).help(help));
                }
            }
        }
        FormDocument {
            id: source.id,
            title: source.title,
            version: source.version,
            intro: source.intro,
            sections: made,
        }
    }

    fn section(&self, source: SectionSource) -> Result<Vec<FormSection>, (String, String)> {
        let Some(made) = source.from else { return written(source).map(|it| vec![it]) };
        if source.title.is_some() || source.text.is_some() || !source.steps.is_empty() || !source.fields.is_empty() {
            let help = "put `title`, `text`, `steps` and `fields` in a section of their own".to_owned();
            return Err(("a section with `from` is made as a whole".to_owned(), help));
        }
        let plan = self.plan;
        let only = &source.only;
        match made {
            Made::Messages => pick(&plan.messages.messages, only, |it| it.id.clone(), sections::message),
            Made::Decisions => pick(&plan.decisions.decisions, only, |it| it.number.to_string(), sections::decision),
            Made::Scenarios => pick(&plan.scenarios.scenarios, only, |it| it.id.clone(), sections::scenario),
            Made::Exercises => pick(&plan.exercises.exercises, only, |it| it.level.to_string(), sections::exercise),
            Made::Form => self.form(source.form.as_deref(), only),
        }
    }

    fn form(&self, name: Option<&str>, only: &[String]) -> Result<Vec<FormSection>, (String, String)> {
        let names = || self.forms.keys().map(String::as_str);
        let name = name.unwrap_or_default();
        match self.forms.get(name) {
            Some(form) if only.is_empty() => Ok(form.sections.clone()),
            Some(_) => Err(("`only` does not choose from a form".to_owned(), "take `only` away".to_owned())),
            None => Err((format!("there is no form `{name}`"), format!("use one of: {}", list(names())))),
        }
    }
}

fn written(source: SectionSource) -> Result<FormSection, (String, String)> {
    let Some(title) = source.title else {
        let help = "add `title: …`, or `from:` with what the section is made of".to_owned();
        return Err(("this section has no `title`".to_owned(), help));
    };
    if !source.only.is_empty() || source.form.is_some() {
        return Err(("`only` and `form` go with `from`".to_owned(), "add `from: …` or take them away".to_owned()));
    }
    Ok(FormSection { title, new_page: source.new_page, text: source.text, steps: source.steps, fields: source.fields })
}

/// The items in the order of `only`, or all of them.
fn pick<T>(
    items: &[T],
    only: &[String],
    id: impl Fn(&T) -> String,
    make: impl Fn(&T) -> FormSection,
) -> Result<Vec<FormSection>, (String, String)> {
    if only.is_empty() {
        return Ok(items.iter().map(make).collect());
    }
    let ids: Vec<String> = items.iter().map(&id).collect();
    let one = |wanted: &String| match ids.iter().position(|it| it == wanted) {
        Some(at) => Ok(make(&items[at])),
        None => {
            let help = match closest(wanted, ids.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of: {}", list(ids.iter().map(String::as_str))),
            };
            Err((format!("there is nothing with the id `{wanted}`"), help))
        }
    };
    only.iter().map(one).collect()
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
}
