//! The zip around a workbook: unpacked through limits, checked part by part, and packed again without
//! anything that is not needed, so that the reader of cells never sees what a file claims of itself.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::SheetError;
use super::scan::{Budget, scan};

/// The largest file that is read, in bytes. A full workbook is about 200 kB.
pub(super) const MAX_FILE: usize = 16 << 20;
/// The most that one part may unpack to, in bytes.
pub(super) const MAX_PART: u64 = 32 << 20;
/// The most that all parts together may unpack to, in bytes.
pub(super) const MAX_UNPACKED: u64 = 64 << 20;
/// The most parts. A full workbook has about 20.
pub(super) const MAX_ENTRIES: usize = 1000;

/// A workbook that was checked, as an uncompressed zip of only the parts with cells.
pub(super) struct Container {
    pub(super) bytes: Vec<u8>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
}

/// Unpacks and checks a file.
pub(super) fn open(bytes: &[u8]) -> Result<Container, SheetError> {
    let parts = unpack(bytes)?;
    if !parts.contains_key("xl/workbook.xml") {
        return Err(other_zip(&parts));
    }
    let mut budget = Budget::default();
    let mut is_1904 = false;
    for (name, part) in parts.iter().filter(|it| is_needed(it.0)) {
        is_1904 |= scan(name, part, &mut budget)?.is_1904;
    }
    let needed = parts.iter().filter(|it| is_needed(it.0));
    let bytes = pack(needed).map_err(|_| SheetError::Damaged("zip".to_owned()))?;
    Ok(Container { bytes, is_1904 })
}

/// What a file is that is no zip with a workbook.
fn other_zip(parts: &BTreeMap<String, Vec<u8>>) -> SheetError {
    let kind = parts.get("mimetype").map(Vec::as_slice).unwrap_or_default();
    if kind.starts_with(b"application/vnd.oasis.opendocument") {
        return SheetError::OtherFormat("OpenDocument (.ods)");
    }
    if parts.contains_key("xl/workbook.bin") {
        return SheetError::OtherFormat("Excel, binair (.xlsb)");
    }
    SheetError::NotAWorkbook
}

fn unpack(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, SheetError> {
    if bytes.len() > MAX_FILE {
        return Err(SheetError::TooLarge(String::new()));
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(compound(bytes));
    }
    if !bytes.starts_with(b"PK") {
        return Err(SheetError::NotAWorkbook);
    }
    if entry_count(bytes) > MAX_ENTRIES {
        return Err(SheetError::TooManyParts);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|it| zip_error(&it, "zip"))?;
    if zip.len() > MAX_ENTRIES {
        return Err(SheetError::TooManyParts);
    }
    let mut room = MAX_UNPACKED;
    let mut parts = BTreeMap::new();
    for index in 0..zip.len() {
        let (name, part) = entry(&mut zip, index, room)?;
        room -= part.len() as u64;
        // Programs find parts without regard to case: two of one name would be two truths.
        if parts.insert(name.clone(), part).is_some() {
            return Err(SheetError::Damaged(name));
        }
    }
    Ok(parts)
}

/// An entry, unpacked as far as there is room; what it claims of its size is never believed.
fn entry(zip: &mut ZipArchive<Cursor<&[u8]>>, index: usize, room: u64) -> Result<(String, Vec<u8>), SheetError> {
    let entry = zip.by_index(index).map_err(|it| zip_error(&it, &format!("onderdeel {}", index + 1)))?;
    let name = entry.name().map_err(|it| zip_error(&it, "zip"))?;
    let name = safe_name(&name)?;
    let limit = room.min(MAX_PART);
    let mut part = Vec::new();
    entry.take(limit + 1).read_to_end(&mut part).map_err(|_| SheetError::Damaged(name.clone()))?;
    if part.len() as u64 > limit {
        return Err(SheetError::TooLarge(name));
    }
    Ok((name, part))
}

/// The name in lower case with `/` between folders; one that leads out of the file is refused.
fn safe_name(name: &str) -> Result<String, SheetError> {
    let safe = name.replace('\\', "/").to_ascii_lowercase();
    let leads_out = safe.starts_with('/') || safe.contains(':') || safe.split('/').any(|it| it == ".." || it == ".");
    if leads_out || safe.chars().any(char::is_control) || safe.len() > 200 {
        return Err(SheetError::Damaged(safe.chars().filter(|it| !it.is_control()).take(80).collect()));
    }
    Ok(safe)
}

/// How many entries the end of a zip claims, without reading them.
fn entry_count(bytes: &[u8]) -> usize {
    const END: [u8; 4] = *b"PK\x05\x06";
    let start = bytes.len().saturating_sub(66_000);
    let tail = &bytes[start..];
    let found = tail.windows(4).rposition(|it| it == END);
    let count = found.and_then(|at| tail.get(at + 10..at + 12));
    count.map_or(0, |it| usize::from(u16::from_le_bytes([it[0], it[1]])))
}

/// An old workbook, or a new one that is encrypted: its parts have names in UTF-16.
fn compound(bytes: &[u8]) -> SheetError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|it| it == name) {
        return SheetError::PasswordProtected;
    }
    SheetError::OtherFormat("Excel 97-2003 (.xls)")
}

fn zip_error(error: &ZipError, place: &str) -> SheetError {
    match error {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => SheetError::PasswordProtected,
        ZipError::InvalidPassword => SheetError::PasswordProtected,
        _ => SheetError::Damaged(place.to_owned()),
    }
}

/// Whether a part is needed to read cells.
fn is_needed(name: &str) -> bool {
    let parts =
        ["xl/workbook.xml", "xl/sharedstrings.xml", "xl/styles.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"];
    parts.contains(&name) || (name.starts_with("xl/worksheets/") && name.ends_with(".xml"))
}

fn pack<'a>(parts: impl Iterator<Item = (&'a String, &'a Vec<u8>)>) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(part)?;
    }
    Ok(zip.finish()?.into_inner())
}
