//! Files that people fill in offline: workbooks and Word documents.
//!
//! Pure: values in, bytes out. The same input gives the same bytes, so that a download keeps its
//! checksum until its content changes.
//!
//! - [`bia_workbook`] makes the empty sheet of a business impact analysis, [`filled_bia_workbook`] the
//!   one with a dossier in it, [`submission_workbook`] the one to hand in; [`read_workbook`] reads them
//!   back. [`action_list_workbook`] makes the action list of a self-evaluation.
//! - [`bcp_document`] and [`form_document`] make a [`Document`], which [`write_docx`] writes and
//!   [`text_of`] turns into text for a search index.
//! - `sections` makes parts of a [`bcm::field::FormDocument`] from the data of the plan.
//! - [`plan`] makes the documents of one government from its dossier.
//! - [`lint`] tells what keeps a Word document from being valid or accessible.

mod build;
mod clean;
mod docx;
mod lint;
mod meta;
mod model;
mod package;
pub mod plan;
mod read;
#[cfg(feature = "generate")]
pub mod sections;
mod text;
mod xlsx;
mod xml;

pub use build::{BlockChapter, bcp_document, form_document};
pub use docx::write_docx;
pub use lint::{LintFinding, lint};
pub use meta::{DocumentError, Meta};
pub use model::{Block, Cell, Cover, Document, Entry, FieldValue, Inline, Layout, NoteKind, Run, Table};
pub use plan::OfficeData;
#[cfg(feature = "generate")]
pub use plan::office_json;
pub use read::{SheetChange, SheetError, SheetProposal, SheetSource, read_workbook};
pub use text::{TextPart, text_of, workbook_text};
pub use xlsx::{
    ActionRow, WORKBOOK_FORMAT, WORKBOOK_FORMAT_VERSION, action_list_workbook, bia_workbook, filled_bia_workbook,
    submission_workbook,
};
