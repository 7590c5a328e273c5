//! The zip container of Office files: parts by name, always written the same way.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::DocumentError;

/// The part that tells the type of every other one. Office wants it first.
pub(crate) const CONTENT_TYPES: &str = "[Content_Types].xml";

/// Parts by name.
pub(crate) type Parts = BTreeMap<String, Vec<u8>>;

/// The largest file that is unpacked, over all parts: 64 MiB.
const MAX_UNPACKED: u64 = 64 << 20;

/// The parts as a zip file: content types first, the others by name, all with the same time stamp.
pub(crate) fn pack(parts: &Parts) -> Result<Vec<u8>, DocumentError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let first = parts.iter().filter(|(name, _)| *name == CONTENT_TYPES);
    let others = parts.iter().filter(|(name, _)| *name != CONTENT_TYPES);
    for (name, bytes) in first.chain(others) {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The parts of a zip file. Refuses one that unpacks to more than 64 MiB.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Parts, DocumentError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes))?;
    let mut room = MAX_UNPACKED;
    let mut parts = Parts::new();
    for index in 0..zip.len() {
        let entry = zip.by_index(index)?;
        let name = entry.name()?.into_owned();
        let mut content = Vec::new();
        entry.take(room + 1).read_to_end(&mut content)?;
        room = room.checked_sub(content.len() as u64).ok_or_else(too_large)?;
        parts.insert(name, content);
    }
    Ok(parts)
}

fn too_large() -> DocumentError {
    DocumentError::Package("it unpacks to more than 64 MiB".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_and_unpacking_gives_the_same_parts() {
        let parts =
            Parts::from([(CONTENT_TYPES.to_owned(), b"<Types/>".to_vec()), ("a/b.xml".to_owned(), b"<b/>".to_vec())]);
        assert_eq!(unpack(&pack(&parts).unwrap()).unwrap(), parts);
    }

    #[test]
    fn a_zip_bomb_is_refused() {
        let parts = Parts::from([("a".to_owned(), vec![0; (MAX_UNPACKED + 1) as usize])]);
        assert_eq!(unpack(&pack(&parts).unwrap()), Err(too_large()));
    }
}
