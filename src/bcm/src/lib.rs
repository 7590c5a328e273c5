//! The domain: questionnaires, the catalogue of processes, fields and building blocks, the dossier.
//!
//! Pure values and rules. It knows no disk, no clock, no browser and no markup; Dutch text comes in
//! with the data.

pub mod catalogue;
pub mod date;
pub mod dossier;
pub mod field;
pub mod questionnaire;
