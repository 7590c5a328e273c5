//! Bytes of an index: the envelope that every file has, and the numbers and strings inside.
//!
//! ```text
//! file    = magic "BCMS", version u8, role u8, stamp u64, checksum u32, body
//! number  = 7 bits a byte, low bits first, high bit set on all but the last byte
//! string  = length in bytes, UTF-8
//! ```

use std::fmt;

/// Version of the file format. A reader refuses every other version.
pub const FORMAT_VERSION: u8 = 2;

const MAGIC: [u8; 4] = *b"BCMS";
pub(crate) const HEADER_BYTES: usize = 18;

/// Why bytes are not a usable part of this index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatError {
    /// The file does not start as an index file does.
    NotAnIndex,
    /// The file has another format version, given here, than [`FORMAT_VERSION`].
    OtherVersion(u8),
    /// The file is cut off or altered.
    Damaged,
    /// The file belongs to an index of another build.
    OtherBuild,
    /// The index has no file of this name.
    UnknownFile(String),
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnIndex => f.write_str("not a search index"),
            Self::OtherVersion(_) => f.write_str("search index of another version"),
            Self::Damaged => f.write_str("damaged search index"),
            Self::OtherBuild => f.write_str("search index of another build"),
            Self::UnknownFile(name) => {
                f.write_str("no such file in the search index: ")?;
                f.write_str(name)
            }
        }
    }
}

impl std::error::Error for FormatError {}

/// What a file holds; its code stands in the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Entry = 1,
    Terms = 2,
    Documents = 3,
}

/// Writes the header into the room left for it at the start of the file; `hash` is that of the body.
pub(crate) fn seal(role: Role, stamp: u64, file: &mut [u8], hash: u64) {
    let Some((header, _)) = file.split_first_chunk_mut::<HEADER_BYTES>() else {
        return;
    };
    header[..4].copy_from_slice(&MAGIC);
    header[4] = FORMAT_VERSION;
    header[5] = role as u8;
    header[6..14].copy_from_slice(&stamp.to_le_bytes());
    header[14..].copy_from_slice(&checksum(role, stamp, hash).to_le_bytes());
}

/// The hash of the body of a file.
pub(crate) fn body_hash(file: &[u8]) -> u64 {
    hash64(0, file.get(HEADER_BYTES..).unwrap_or_default())
}

/// Checks the header and gives the stamp and the body.
pub(crate) fn unseal(role: Role, file: &[u8]) -> Result<(u64, &[u8]), FormatError> {
    if !file.starts_with(&MAGIC) {
        return Err(FormatError::NotAnIndex);
    }
    match file.get(4) {
        Some(&FORMAT_VERSION) => {}
        Some(&version) => return Err(FormatError::OtherVersion(version)),
        None => return Err(FormatError::Damaged),
    }
    let (header, body) = file.split_at_checked(HEADER_BYTES).ok_or(FormatError::Damaged)?;
    let stamp = u64::from_le_bytes(array(&header[6..14]));
    let expected = u32::from_le_bytes(array(&header[14..18]));
    let intact = header[5] == role as u8 && checksum(role, stamp, hash64(0, body)) == expected;
    if intact { Ok((stamp, body)) } else { Err(FormatError::Damaged) }
}

fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut array = [0; N];
    array.copy_from_slice(bytes);
    array
}

fn checksum(role: Role, stamp: u64, body: u64) -> u32 {
    let hash = mix(mix(body, stamp), role as u64);
    (hash ^ (hash >> 32)) as u32
}

fn mix(hash: u64, word: u64) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mixed = (hash ^ word).wrapping_mul(FACTOR);
    mixed ^ (mixed >> 29)
}

/// A quick hash of bytes, the same on every machine; against accidents, not against attackers.
pub(crate) fn hash64(seed: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = mix(seed, bytes.len() as u64);
    for word in words {
        hash = mix(hash, u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(mix(hash, u64::from_le_bytes(last)), 0)
}

/// Appends a number.
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a string.
pub(crate) fn put_str(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

/// Reads what the functions above wrote. Every method gives `None` where the bytes end too early
/// or say something impossible.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(byte)
    }

    pub(crate) fn number(&mut self) -> Option<u32> {
        let mut number = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return u32::try_from(number).ok();
            }
        }
        None
    }

    pub(crate) fn take(&mut self, len: u32) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(len as usize)?;
        self.bytes = rest;
        Some(taken)
    }

    pub(crate) fn str(&mut self) -> Option<&'a str> {
        let len = self.number()?;
        std::str::from_utf8(self.take(len)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_and_strings_come_back(number: u32, text: String) {
            let mut bytes = Vec::new();
            put_number(&mut bytes, number);
            put_str(&mut bytes, &text);
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(reader.number(), Some(number));
            prop_assert_eq!(reader.str(), Some(text.as_str()));
            prop_assert!(reader.is_at_end());
        }

        #[test]
        fn one_altered_byte_is_noticed(body: Vec<u8>, stamp: u64, at: prop::sample::Index, by in 1..=255u8) {
            let mut file = [&[0; HEADER_BYTES], &body[..]].concat();
            let hash = body_hash(&file);
            seal(Role::Terms, stamp, &mut file, hash);
            prop_assert!(unseal(Role::Terms, &file) == Ok((stamp, &body[..])));
            let at = at.index(file.len());
            file[at] ^= by;
            prop_assert!(unseal(Role::Terms, &file).is_err());
        }
    }
}
