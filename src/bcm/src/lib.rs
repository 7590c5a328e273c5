//! The domain: questionnaires, the catalogue of processes, fields and building blocks, the business
//! impact analysis with its review, the continuity plan, the dossier.
//!
//! Pure values and rules. It knows no disk, no clock, no browser and no markup; Dutch text comes in
//! with the data.

pub mod bia;
mod by_id;
pub mod catalogue;
pub mod date;
pub mod dossier;
pub mod field;
pub mod form;
pub mod json;
pub mod plan;
pub mod questionnaire;
pub mod sort;
pub mod submission;
pub mod text;
