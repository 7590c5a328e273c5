//! Files that people fill in offline: workbooks and Word documents.
//!
//! Pure: values in, bytes out. The same input gives the same bytes, so that a download keeps its
//! checksum until its content changes.
//!
//! - [`bia_workbook`] makes the empty sheet of a business impact analysis.
//! - [`bcp_document`] and [`form_document`] make a [`Document`], which [`write_docx`] writes and
//!   [`text_of`] turns into text for a search index.
//! - [`lint`] tells what keeps a Word document from being valid or accessible.

mod build;
mod clean;
mod docx;
mod lint;
mod meta;
mod model;
mod package;
mod text;
mod xlsx;
mod xml;

pub use build::{BlockChapter, bcp_document, form_document};
pub use docx::write_docx;
pub use lint::{LintFinding, lint};
pub use meta::{DocumentError, Meta};
pub use model::{Block, Cell, Cover, Document, Inline, Layout, NoteKind, Run, Table};
pub use text::{TextPart, text_of, workbook_text};
pub use xlsx::{WORKBOOK_FORMAT, WORKBOOK_FORMAT_VERSION, bia_workbook};
