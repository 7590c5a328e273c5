//! The JSON Schema of a dossier.

use serde_json::Value;

/// The JSON Schema (2020-12) of a dossier file.
pub fn schema() -> Value {
    Value::Null
}
