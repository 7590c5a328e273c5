//! The markup of a tool for a state: the paper form when the site is built, and screens in the
//! browser. Both sides run the same functions.
//!
//! Pure: a state in, HTML out. No style, script or handler stands in the markup; what only makes
//! sense with JavaScript carries `hidden` until the script takes it away.
//!
//! - [`session`] is a tool in use: every call that the script makes.
//! - `tool` is what each tool is to the session; `questionnaire`, `form`, `bia` and `bcp` are the tools.
//! - `shape` says what can be filled in where, `control` how a field looks, `frame` what stands
//!   around every tool.

mod bcp;
mod bia;
#[cfg(feature = "build")]
mod build;
mod calendar;
mod control;
mod fields;
mod form;
mod frame;
mod labels;
mod linked;
mod new_year;
mod proposal;
mod questionnaire;
pub mod session;
mod shape;
mod tool;
mod view;
mod words;

#[cfg(feature = "build")]
pub use build::{PAGES, Page, linked_json, page};
use shape::{FieldDef, Kind};

/// What can be filled in, whatever the tool.
const TABLES: &[&[FieldDef]] = &[bia::FIELDS, bcp::FIELDS, COMMON];

const COMMON: &[FieldDef] = &[FieldDef { pattern: "name", kind: Kind::Line, label: "Naam van je bestuur", hint: "" }];

/// Where a page is, seen from the page that holds the tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Address, relative or absolute.
    pub url: String,
    /// Title of the page.
    pub title: String,
}

/// Finds the page with a path such as `richtlijnen/wat-is-een-bcp.md`. A path without a page gives
/// no link; the generator tells the author about it.
pub type Links<'a> = dyn Fn(&str) -> Option<Link> + 'a;

/// Where the script finds what it loads, seen from the page that holds the tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addresses<'a> {
    /// The glue script of the program `forms`.
    pub program: &'a str,
    /// The program itself.
    pub wasm: &'a str,
    /// The data of the tool, as [`linked_json`] wrote it.
    pub linked: &'a str,
    /// The glue script of the program `office`.
    pub office: &'a str,
    /// The program `office` itself.
    pub office_wasm: &'a str,
    /// What `office` needs beside the dossier.
    pub office_data: &'a str,
    /// The worked example.
    pub example: &'a str,
}

impl<'a> Addresses<'a> {
    fn attributes(&self) -> [(&'static str, &'a str); 7] {
        [
            ("data-program", self.program),
            ("data-wasm", self.wasm),
            ("data-linked", self.linked),
            ("data-office", self.office),
            ("data-office-wasm", self.office_wasm),
            ("data-office-data", self.office_data),
            ("data-example", self.example),
        ]
    }
}
