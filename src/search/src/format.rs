//! Bytes of an index: the envelope that every file has, and the numbers and strings inside.
//!
//! ```text
//! file    = magic "BCMS", version u8, role u8, stamp u64, checksum u32, body
//! number  = 7 bits a byte, low bits first, high bit set on all but the last byte
//! string  = length in bytes, UTF-8
//! ```

use alloc::string::{String, ToString};

use core::fmt;

/// Version of the file format. A reader refuses every other version.
pub const FORMAT_VERSION: u8 = 4;

pub(crate) const MAGIC: [u8; 4] = *b"BCMS";
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

impl core::error::Error for FormatError {}

/// What a file holds; its code stands in the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// What a searcher starts with.
    Entry = 1,
    /// Words with the pages that have them.
    Terms = 2,
    /// Pages with their text.
    Documents = 3,
    /// Words by their ends.
    Ends = 4,
    /// What pages can be chosen by.
    Facets = 5,
}

impl Role {
    /// What the names of its files start with.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Entry => "index",
            Self::Terms => "t",
            Self::Documents => "d",
            Self::Ends => "e",
            Self::Facets => "f",
        }
    }

    /// The name of a file.
    pub(crate) fn file(self, number: usize) -> String {
        [self.prefix(), "-", &number.to_string(), ".bin"].concat()
    }

    /// The role and the number of a shard, by its name.
    pub(crate) fn of_shard(name: &str) -> Option<(Self, usize)> {
        let (prefix, number) = name.strip_suffix(".bin")?.split_once('-')?;
        let role =
            [Self::Terms, Self::Documents, Self::Ends, Self::Facets].into_iter().find(|it| it.prefix() == prefix)?;
        Some((role, number.parse().ok()?))
    }
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
    // A fuzzer would never guess it, and so never get behind it.
    let is_sound = cfg!(fuzzing) || checksum(role, stamp, hash64(0, body)) == expected;
    let intact = header[5] == role as u8 && is_sound;
    if intact { Ok((stamp, body)) } else { Err(FormatError::Damaged) }
}

fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut array = [0; N];
    array.copy_from_slice(bytes);
    array
}

pub(crate) fn checksum(role: Role, stamp: u64, body: u64) -> u32 {
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

/// Steps of an impact in a posting.
pub(crate) const IMPACT_STEPS: f32 = 64.0;

/// Starts the second part of a name that is no word but is kept behind one; sorts before all that words have.
const MARK: char = '\u{1}';

/// What stands between the phrases of a group of synonyms.
pub(crate) const PHRASE_MARK: char = '\n';

/// What the names of groups of synonyms start with that have a phrase which starts with this word.
pub(crate) fn group_terms(first: &str) -> String {
    let mut name = String::from(first);
    name.extend([MARK, '#']);
    name
}

/// The name of a group of synonyms behind the first word of one of its phrases.
pub(crate) fn group_term(first: &str, group: u32) -> String {
    let digit = |shift: u32| char::from_digit((group >> shift) & 15, 16).unwrap_or('0');
    let mut name = group_terms(first);
    name.extend([digit(12), digit(8), digit(4), digit(0)]);
    name
}

/// The name of what a page defines, given as terms with spaces between, behind the first of them.
pub(crate) fn definition_term(phrase: &str) -> String {
    let mut name = String::from(phrase.split(' ').next().unwrap_or_default());
    name.extend([MARK, '=']);
    name.push_str(phrase);
    name
}

/// Whether a name is kept behind a word and is none itself.
pub(crate) fn is_marked(name: &str) -> bool {
    name.contains(MARK)
}

/// Reads numbers and strings. Every method gives `None` where the bytes end too early
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
        core::str::from_utf8(self.take(len)?).ok()
    }
}
