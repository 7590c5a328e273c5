//! A workbook that people filled in, read back as a list of changes to a dossier. Nothing is taken
//! over here: people see every change first.
//!
//! A file is a stranger's. [`container`] unpacks it through limits, [`scan`] looks through its XML, and
//! only then [`grid`] reads cells, one by one. [`record`] understands `_meta`, [`table`] finds columns
//! by the ids there. What a cell held when the workbook was made is in `_meta` too: a cell counts as
//! changed when it holds something else now, so a dossier that went on meanwhile keeps what it has.

mod cell;
mod container;
mod dependencies;
mod error;
mod grid;
mod impact;
mod names;
mod processes;
mod reading;
mod record;
mod scan;
mod table;

use bcm::catalogue::Catalogue;
use serde::Serialize;
use serde_json::{Map, Value};

pub use error::SheetError;
use reading::Reading;
use record::Record;

/// What a workbook would change in a dossier.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SheetProposal {
    /// Which dossier the workbook was made of.
    pub source: SheetSource,
    /// The changes, in the order of the sheets.
    pub changes: Vec<SheetChange>,
    /// What could not be understood or was not taken, in Dutch, each with its cell.
    pub notes: Vec<String>,
}

/// Which dossier a workbook was made of.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SheetSource {
    /// Always `sheet`.
    pub kind: &'static str,
    /// The lineage of the dossier; empty for the empty workbook.
    pub lineage: String,
    /// Its revision then.
    pub revision: u64,
    /// Whether it is a workbook that was handed in, in which functions and notes may be left out.
    pub submission: bool,
}

/// A change to one value of a dossier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SheetChange {
    /// Keys joined by `/`, below `data`.
    pub path: String,
    /// The new value; nothing to remove it.
    pub value: Option<Value>,
    /// The cell, such as `Processen!G7`.
    pub place: String,
}

/// The most notes; more say nothing more.
const MAX_NOTES: usize = 300;

/// Reads a workbook against what a dossier holds now.
///
/// `current` is the part `data` of the dossier and `lineage` that of its envelope; empty when it has
/// none. In a workbook of the same lineage only cells count that somebody changed since it was made. In
/// another one every value counts that the dossier does not have yet.
///
/// # Errors
///
/// [`SheetError`] when the file as a whole cannot be read. Time and memory are bounded for any bytes.
pub fn read_workbook(
    bytes: &[u8],
    catalogue: &Catalogue,
    current: &Map<String, Value>,
    lineage: &str,
) -> Result<SheetProposal, SheetError> {
    let container = container::open(bytes)?;
    let grids = grid::sheets(&container)?;
    let record = Record::read(&grids)?;
    let mut reading = Reading::new(&record, catalogue, current, lineage);
    let rows = processes::read(&mut reading, &grids);
    let dependencies = dependencies::rows(&mut reading, &grids);
    processes::take(&mut reading, &grids, &rows);
    impact::read(&mut reading, &grids);
    dependencies::take(&mut reading, &grids, &dependencies);
    reading.settings();
    Ok(reading.done())
}
