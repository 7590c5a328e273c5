//! The markup of one field: label, hint, mistake and control, tied together.

use bcm::field::{cents_of, money};
use maud::{Markup, html};
use serde_json::Value;

use crate::shape::{Kind, problem, shown_day};

/// A field on screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Control<'a> {
    /// Where its value is kept.
    pub(crate) path: &'a str,
    /// What it takes.
    pub(crate) kind: Kind,
    /// What stands before it.
    pub(crate) label: &'a str,
    /// Help in view; empty for none.
    pub(crate) hint: &'a str,
    /// Its value.
    pub(crate) value: Option<&'a Value>,
    /// For [`Kind::Duration`], [`Kind::Code`] and [`Kind::Set`]: code and label.
    pub(crate) options: &'a [(String, String)],
    /// Whether it must be filled in; others say that they need not be.
    pub(crate) needed: bool,
    /// Whether to tell what is wrong with the value.
    pub(crate) checked: bool,
}

/// The id of the control of a path.
pub(crate) fn id(path: &str) -> String {
    path.replace('/', "-")
}

/// The text of a value as a text field shows it.
pub(crate) fn text(kind: Kind, value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) if kind == Kind::Date => shown_day(text),
        Some(Value::String(text)) => text.clone(),
        Some(value) if kind == Kind::Money => cents_of(value).map(money).unwrap_or_default(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

impl Control<'_> {
    /// The field. A disabled one comes from the `fieldset` around it.
    pub(crate) fn markup(&self) -> Markup {
        match self.kind {
            Kind::Choice(codes) => {
                let options: Vec<(String, String)> =
                    codes.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
                self.radios(&options)
            }
            Kind::Set => self.ticks(),
            Kind::Flag => self.flag(),
            _ => self.typed(),
        }
    }

    /// One of the options, as radio buttons in a row or below each other.
    pub(crate) fn radios(&self, options: &[(String, String)]) -> Markup {
        let id = id(self.path);
        let current = text(self.kind, self.value);
        html! {
            fieldset.field.field-radios id=(id) tabindex="-1" aria-describedby=[self.described(&id)] {
                legend { (self.title()) }
                (self.help(&id))
                div.chips {
                    @for (code, label) in options {
                        label.chip {
                            input type="radio" name=(id) value=(code) data-path=(self.path) checked[*code == current];
                            " " span { (label) }
                        }
                    }
                    label.chip.chip-none {
                        input type="radio" name=(id) value="" data-path=(self.path) checked[current.is_empty()];
                        " " span { "Nog niet" }
                    }
                }
            }
        }
    }

    fn typed(&self) -> Markup {
        let id = id(self.path);
        html! {
            div.field {
                label for=(id) { (self.title()) }
                (self.help(&id))
                (self.input(&id))
            }
        }
    }

    /// The control alone.
    pub(crate) fn input(&self, id: &str) -> Markup {
        let current = text(self.kind, self.value);
        let described = self.described(id);
        let invalid = self.mistake().map(|_| "true");
        html! {
            @match self.kind {
                Kind::Text => textarea id=(id) data-path=(self.path) rows="3" aria-describedby=[described] { (current) },
                Kind::Duration | Kind::Code => select id=(id) data-path=(self.path) aria-describedby=[described] {
                    option value="" { "Kies …" }
                    @for (code, label) in self.options { option value=(code) selected[*code == current] { (label) } }
                    @if !current.is_empty() && self.options.iter().all(|it| it.0 != current) {
                        option value=(current) selected { (current) }
                    }
                },
                Kind::Number(_) => input.short id=(id) type="text" inputmode="numeric" data-path=(self.path) value=(current)
                    autocomplete="off" aria-describedby=[described] aria-invalid=[invalid];,
                Kind::Money => input.short id=(id) type="text" inputmode="decimal" data-path=(self.path) value=(current)
                    autocomplete="off" aria-describedby=[described] aria-invalid=[invalid];,
                Kind::Date => input.short id=(id) type="text" inputmode="numeric" data-path=(self.path) value=(current)
                    autocomplete="off" placeholder="" aria-describedby=[described] aria-invalid=[invalid];,
                _ => input id=(id) type="text" data-path=(self.path) value=(current) autocomplete="off"
                    aria-describedby=[described];,
            }
        }
    }

    fn ticks(&self) -> Markup {
        let id = id(self.path);
        let on = |code: &str| {
            self.value.and_then(Value::as_array).is_some_and(|it| it.iter().any(|it| it.as_str() == Some(code)))
        };
        html! {
            fieldset.field.field-ticks id=(id) tabindex="-1" aria-describedby=[self.described(&id)] {
                legend { (self.title()) }
                (self.help(&id))
                @for (code, label) in self.options {
                    label.tick {
                        input type="checkbox" data-set value=(code) data-path=(self.path) checked[on(code)];
                        " " span { (label) }
                    }
                }
            }
        }
    }

    fn flag(&self) -> Markup {
        let id = id(self.path);
        html! {
            div.field {
                label.tick {
                    input type="checkbox" id=(id) data-path=(self.path) checked[self.value == Some(&Value::Bool(true))]
                        aria-describedby=[self.described(&id)];
                    " " span { (self.label) }
                }
                (self.help(&id))
            }
        }
    }

    fn title(&self) -> Markup {
        html! { (self.label) @if !self.needed { " " span.optional { "(hoeft niet)" } } }
    }

    fn help(&self, id: &str) -> Markup {
        let day = if self.kind == Kind::Date { "Dag/maand/jaar, bijvoorbeeld 24/11/2026." } else { "" };
        html! {
            @if !self.hint.is_empty() || !day.is_empty() {
                span.hint id={ (id) "-hint" } { (self.hint) @if !self.hint.is_empty() && !day.is_empty() { " " } (day) }
            }
            @if let Some(mistake) = self.mistake() {
                span.error-message id={ (id) "-error" } { strong { "Fout: " } (mistake) }
            }
        }
    }

    fn described(&self, id: &str) -> Option<String> {
        let hint = (!self.hint.is_empty() || self.kind == Kind::Date).then(|| format!("{id}-hint"));
        let error = self.mistake().map(|_| format!("{id}-error"));
        let all: Vec<String> = hint.into_iter().chain(error).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    fn mistake(&self) -> Option<&'static str> {
        if self.checked { problem(self.kind, self.value?) } else { None }
    }
}
