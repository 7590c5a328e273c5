//! Search in Dutch: the analysis of words, the index and the engine that reads it.
//!
//! One tokenizer serves both sides. [`analyse`] turns a page into words, [`build`] turns all pages
//! into the files of an index, and a [`Searcher`], which runs in the reader's browser, answers a
//! query from the few of those files that it needs.
//!
//! Nothing here reads a disk, a clock or the network: documents come in as values, files go out as
//! bytes, and a searcher that lacks a file says which one.

#![cfg_attr(not(feature = "build"), no_std)]

extern crate alloc;

mod analysis;
#[cfg(feature = "build")]
mod document;
mod format;
#[cfg(feature = "build")]
mod index;
mod query;

pub use analysis::{Token, fold, is_stop_word, stem, term_of, tokens};
#[cfg(feature = "build")]
pub use document::{Document, Section, Synonyms};
pub use format::{FORMAT_VERSION, FormatError};
#[cfg(feature = "build")]
pub use index::{Analysed, INDEX_FILE, IndexFiles, analyse, build};
pub use query::{Answer, FACETS_FILE, FacetCount, Filter, Fragment, Hit, KindCount, Results, Searcher, Unknown};
