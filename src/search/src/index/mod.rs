//! Building an index: every page by itself, then all pages together.
//!
//! ```text
//! index.bin   counts, kinds, the first word of every shard of words, the pages of every shard of pages
//! t-<n>.bin   terms in order, each as pages write it, with the pages and sections that have it; behind a term the
//!             groups of synonyms with a phrase that starts with it, and the pages that define such a phrase
//! e-<n>.bin   words written backwards, in order: for a word whose mistake is at its start
//! d-<n>.bin   pages, those about one subject side by side: title, sections with anchor, heading and text
//! f-0.bin     what pages can be chosen by, with the pages; loaded when there are results to choose from
//! ```

mod analysed;
mod bytes;
mod compounds;
mod invert;
mod order;
mod vocabulary;
mod words;
mod write;

pub use analysed::{Analysed, analyse};
#[cfg(test)]
pub(crate) use bytes::{body_hash, seal};
pub use write::{INDEX_FILE, IndexFiles, build};
