//! Building an index: every page by itself, then all pages together.
//!
//! ```text
//! index.bin   counts, synonyms, kinds, the first term of every term shard, the pages of every document shard
//! t-<n>.bin   terms in order, each with the pages and sections that have it
//! d-<n>.bin   pages, those about one subject side by side: title, kind, sections with anchor, heading and text
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
