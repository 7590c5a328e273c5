//! A questionnaire of fields: sections one below the other, an overview, a document.

use bcm::field::{Field, FormSection};
use bcm::form::Form;
use bcm::json::FromJson;
use maud::{Markup, html};
use serde_json::Value;

use crate::fields::{field_kind, field_label, field_markup, field_summary, rows_act, shares};
use crate::session::TextFile;
use crate::shape::{self, Kind};
use crate::tool::{Act, Done, Screen, State, Tool};

/// The screen that shows what was filled in.
const CHECK: &str = "controle";

/// A questionnaire of fields as a tool.
#[derive(Debug)]
pub(crate) struct FormTool {
    form: Form,
}

impl FormTool {
    pub(crate) fn read(data: &Value) -> Option<Self> {
        Some(Self { form: Form::from_json(data)? })
    }

    fn base(&self) -> String {
        format!("forms/{}/values", self.form.id)
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.form.sections.iter().flat_map(|it| &it.fields)
    }

    /// The address of a section, from 0.
    fn address(index: usize) -> String {
        format!("deel-{}", index + 1)
    }

    fn index(&self, address: &str) -> Option<usize> {
        (0..self.form.sections.len()).find(|it| Self::address(*it) == address)
    }

    fn section(&self, state: &State, index: usize, section: &FormSection) -> Markup {
        let address = Self::address(index);
        let last = index + 1 == self.form.sections.len();
        let next = if last { CHECK.to_owned() } else { Self::address(index + 1) };
        let checked = state.checked(&address);
        let args = format!(r#"{{"from":"{address}","to":"{next}","prefix":"{}"}}"#, self.base());
        html! {
            @if index == 0 { (intro(&self.form)) }
            (self.mistakes(state, section, checked))
            h2 data-heading tabindex="-1" {
                span.question-number { "Deel " (index + 1) " van " (self.form.sections.len()) } " " (section.title)
            }
            @for part in section.paragraphs() { p { (part) } }
            @if !section.steps.is_empty() { ol { @for step in &section.steps { li { (step) } } } }
            fieldset.plain-fieldset disabled[state.read_only] {
                legend.visually-hidden { (section.title) }
                @for field in &section.fields { (field_markup(state, &self.base(), field, checked)) }
            }
            div.tool-steps {
                @if index > 0 { a.button.second href={ "#" (Self::address(index - 1)) } data-step="back" { "Vorige" } }
                button.button #verder type="button" data-act="check" data-args=(args) data-step="next" { "Verder" }
            }
        }
    }

    fn mistakes(&self, state: &State, section: &FormSection, checked: bool) -> Markup {
        let wrong: Vec<_> = section
            .fields
            .iter()
            .filter_map(|it| {
                let path = format!("{}/{}", self.base(), it.id);
                let problem = shape::problem(field_kind(it, "")?, state.get(&path)?)?;
                Some((path, &it.label, problem))
            })
            .collect();
        html! {
            @if checked && !wrong.is_empty() {
                div.error-summary #fouten role="alert" tabindex="-1" {
                    h2 { "Hier klopt iets niet" }
                    ul { @for (path, label, problem) in wrong {
                        li { a href={ "#~" (crate::control::id(&path)) } { (label) ": " (problem) } }
                    } }
                }
            }
        }
    }

    fn overview(&self, state: &State, change: bool) -> Markup {
        html! {
            @for (index, section) in self.form.sections.iter().enumerate() {
                h3 { (section.title) }
                dl.summary { @for field in &section.fields {
                    div {
                        dt { (field.label) }
                        dd { (field_summary(state, &self.base(), field)) }
                        @if change { dd.summary-change {
                            a href={ "#" (Self::address(index)) "~" (crate::control::id(&format!("{}/{}", self.base(), field.id))) } {
                                "Wijzig" span.visually-hidden { " " (field.label) }
                            }
                        } }
                    }
                } }
            }
        }
    }
}

impl Tool for FormTool {
    fn first(&self, _state: &State) -> String {
        Self::address(0)
    }

    fn screen(&self, state: &State, address: &str) -> Option<Screen> {
        if address == CHECK {
            let last = Self::address(self.form.sections.len().saturating_sub(1));
            let html = html! {
                h2 data-heading tabindex="-1" { "Controleer wat je invulde" }
                (self.overview(state, true))
                div.tool-actions {
                    button.button type="button" data-office="form" data-args={ "{\"form\":\"" (self.form.id) "\"}" } { "Download als Word-document" }
                    button.button.second type="button" data-do="print" { "Druk af" }
                }
                div.tool-steps { a.button.second href={ "#" (last) } data-step="back" { "Vorige" } }
            };
            return Some(Screen { title: "Controle".to_owned(), html });
        }
        let index = self.index(address)?;
        let section = &self.form.sections[index];
        Some(Screen { title: section.title.clone(), html: self.section(state, index, section) })
    }

    fn regions(&self, state: &State, address: &str) -> Vec<(&'static str, Markup)> {
        let Some(section) = self.index(address).map(|it| &self.form.sections[it]) else { return Vec::new() };
        shares(state, &self.base(), &section.fields)
    }

    fn act(&self, state: &mut State, act: &Act) -> Option<Done> {
        rows_act(state, act)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        if path == format!("forms/{}/version", self.form.id) {
            return Some(Kind::Number(u32::MAX));
        }
        let rest = path.strip_prefix(&self.base())?.strip_prefix('/')?;
        let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
        field_kind(self.fields().find(|it| it.id == id)?, rest)
    }

    fn print(&self, state: &State) -> Markup {
        html! { h2 { (self.form.title) } (self.overview(state, false)) }
    }

    fn file(&self, _state: &State, _kind: &str) -> Option<TextFile> {
        None
    }

    fn describe(&self, _state: &State, path: &str) -> Option<(String, String)> {
        let rest = path.strip_prefix(&self.base())?.strip_prefix('/')?;
        let fields: Vec<Field> = self.fields().cloned().collect();
        Some((self.form.title.clone(), field_label(&fields, rest)))
    }

    fn after(&self, _state: &State, _path: &str, _now: &str) -> Vec<(String, Option<Value>)> {
        Vec::new()
    }
}

fn intro(form: &Form) -> Markup {
    html! {
        @for paragraph in &form.intro { p { (paragraph) } }
        p.provenance { (form.provenance) }
    }
}

/// The form as it is filled in with a pen.
#[cfg(feature = "build")]
pub(crate) fn paper(form: &Form) -> Markup {
    html! {
        (intro(form))
        @for section in &form.sections {
            h2 { (section.title) }
            @if let Some(text) = &section.text { p { (text) } }
            @if !section.steps.is_empty() { ol { @for step in &section.steps { li { (step) } } } }
            @for field in &section.fields { (crate::fields::field_paper(field)) }
        }
    }
}
