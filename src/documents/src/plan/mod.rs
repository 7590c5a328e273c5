//! Documents of one government, made from its dossier: the plan, cards, summaries, reports.
//!
//! Every document is a pure function of a [`View`] and a [`Meta`]. Nothing is retyped: what follows
//! from the analysis comes from the analysis. What is not filled in yet says so in the text.

mod actions;
mod bcp;
mod bia_report;
mod cards;
mod contacts;
mod council_summary;
mod data;
mod exercise_kit;
mod form;
mod public_summary;
mod question_sheet;
mod tables;
mod view;

pub use actions::actions;
pub use bcp::{PlanOptions, bcp};
pub use bia_report::bia_report;
pub use cards::cards;
pub use contacts::contacts;
pub use council_summary::council_summary;
#[cfg(feature = "generate")]
pub use data::office_json;
pub use data::{OfficeData, PageLink};
pub use exercise_kit::exercise_kit;
pub use form::form;
pub use public_summary::public_summary;
pub use question_sheet::{QuestionOptions, question_sheet};
pub use view::View;

use crate::{Block, Document, Layout, Meta};

fn document(meta: &Meta, subject: &str, layout: Layout, blocks: Vec<Block>) -> Document {
    Document {
        title: meta.title.clone(),
        subject: subject.to_owned(),
        language: meta.language.clone(),
        version: meta.version.clone(),
        date: meta.date,
        site: meta.site.clone(),
        layout,
        blocks,
    }
}
