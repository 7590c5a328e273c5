//! Writing what `format` reads.

use crate::format::{FORMAT_VERSION, HEADER_BYTES, MAGIC, Role, checksum, hash64};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Reader, unseal};
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
