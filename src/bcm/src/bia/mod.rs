//! The business impact analysis of one government: what it filled in, what follows from it, and the
//! review of both.
//!
//! Method and rules: `bia.md` (own proposal, in line with ISO 22301, 8.2.2). All times are calendar
//! hours. [`model`] reads the dossier, [`derive`](mod@derive) works out times, classes and the roll-up to shared
//! means, [`order`] puts the recovery in order, [`review`] holds everything against the rules.

pub mod derive;
mod graph;
pub mod model;
pub mod order;
pub mod review;

/// Text for comparing: lower case, one space between words.
pub(crate) fn folded(text: &str) -> String {
    crate::text::lower(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
