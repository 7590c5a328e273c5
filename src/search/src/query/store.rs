//! The files of an index as they have been loaded so far.
//!
//! Every file is checked as a whole when it is added, so that a search can read on without
//! asking whether the bytes make sense.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

use super::pages::Page;
use crate::format::{FormatError, IMPACT_STEPS, Reader, Role, unseal};

/// Most shards that are loaded for the words that start with a prefix.
const MAX_PREFIX_SHARDS: usize = 2;

/// Most pages of an index; a false number must not make a reader ask for all memory.
const MAX_PAGES: u32 = 1 << 20;

/// Files that a search cannot do without.
#[derive(Default)]
pub(crate) struct Need(Vec<String>);

impl Need {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    fn file(&mut self, prefix: &str, number: usize) {
        let name = [prefix, &number.to_string(), ".bin"].concat();
        if !self.0.contains(&name) {
            self.0.push(name);
        }
    }

    pub(crate) fn names(self) -> Vec<String> {
        self.0
    }
}

#[derive(Debug)]
pub(crate) struct Store {
    stamp: u64,
    pages: u32,
    groups: Vec<Vec<String>>,
    firsts: Vec<String>,
    /// Per document shard the number just after its last page.
    page_ends: Vec<u32>,
    /// Code and name of every kind of page.
    kinds: Vec<(String, String)>,
    /// Per page the number of its kind.
    page_kinds: Vec<u32>,
    terms: Vec<Option<Vec<u8>>>,
    documents: Vec<Option<Vec<u8>>>,
}

/// A term of the index.
#[derive(Clone, Copy)]
pub(crate) struct Term<'a> {
    /// Number of pages that have it.
    pub(crate) pages: u32,
    postings: &'a [u8],
}

/// A page that has a term.
pub(crate) struct Posting {
    pub(crate) page: u32,
    /// How much the page is about the term, from 0 (not) to 1.
    pub(crate) impact: f32,
    /// A bit for every section that has the term.
    pub(crate) sections: u64,
}

impl Store {
    pub(crate) fn new(index: &[u8]) -> Result<Self, FormatError> {
        let (stamp, body) = unseal(Role::Entry, index)?;
        Self::read(stamp, body).ok_or(FormatError::Damaged)
    }

    fn read(stamp: u64, body: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(body);
        let pages = reader.number()?;
        let groups = list(&mut reader, |reader| list(reader, |reader| reader.str().map(str::to_owned)))?;
        let mut last = String::new();
        let firsts = list(&mut reader, |reader| {
            let shared = reader.number()? as usize;
            last = [last.get(..shared)?, reader.str()?].concat();
            Some(last.clone())
        })?;
        let mut end = 0u32;
        let page_ends = list(&mut reader, |reader| {
            end = end.checked_add(reader.number()?)?;
            Some(end)
        })?;
        let kinds = list(&mut reader, |reader| Some((reader.str()?.to_owned(), reader.str()?.to_owned())))?;
        if end != pages || pages > MAX_PAGES || pages as usize > reader.rest().len() {
            return None;
        }
        let mut page_kinds = Vec::with_capacity(pages as usize);
        for _ in 0..pages {
            page_kinds.push(reader.number().filter(|kind| (*kind as usize) < kinds.len())?);
        }
        let is_sound = reader.is_at_end() && firsts.is_sorted();
        is_sound.then(|| Self {
            stamp,
            pages,
            groups,
            terms: vec![None; firsts.len()],
            documents: vec![None; page_ends.len()],
            firsts,
            page_ends,
            kinds,
            page_kinds,
        })
    }

    /// Code and name of every kind of page.
    pub(crate) fn kinds(&self) -> &[(String, String)] {
        &self.kinds
    }

    /// Per page the number of its kind.
    pub(crate) fn page_kinds(&self) -> &[u32] {
        &self.page_kinds
    }

    pub(crate) fn groups(&self) -> &[Vec<String>] {
        &self.groups
    }

    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), FormatError> {
        let unknown = || FormatError::UnknownFile(name.to_owned());
        let (prefix, number) = name.strip_suffix(".bin").and_then(|stem| stem.split_once('-')).ok_or_else(unknown)?;
        let role = match prefix {
            "t" => Role::Terms,
            "d" => Role::Documents,
            _ => return Err(unknown()),
        };
        let number: usize = number.parse().map_err(|_| unknown())?;
        let shards = if role == Role::Terms { &self.terms } else { &self.documents };
        if number >= shards.len() {
            return Err(unknown());
        }
        let body = self.body(role, number, bytes).ok_or(FormatError::Damaged)??;
        let shards = if role == Role::Terms { &mut self.terms } else { &mut self.documents };
        shards[number] = Some(body);
        Ok(())
    }

    /// The checked body of a shard, without its number.
    fn body(&self, role: Role, number: usize, bytes: &[u8]) -> Option<Result<Vec<u8>, FormatError>> {
        let (stamp, body) = match unseal(role, bytes) {
            Ok(parts) => parts,
            Err(error) => return Some(Err(error)),
        };
        if stamp != self.stamp {
            return Some(Err(FormatError::OtherBuild));
        }
        let mut reader = Reader::new(body);
        if reader.number()? as usize != number {
            return None;
        }
        let body = reader.rest();
        if role == Role::Terms {
            self.check_terms(body)?;
        } else {
            self.check_pages(number, body)?;
        }
        Some(Ok(body.to_vec()))
    }

    fn check_terms(&self, body: &[u8]) -> Option<()> {
        let mut last = String::new();
        let mut terms = Terms::new(body)?;
        while terms.left > 0 {
            terms.step()?;
            if terms.name <= last && !last.is_empty() {
                return None;
            }
            last.clone_from(&terms.name);
        }
        let mut postings = terms.reader;
        let mut terms = Terms::new(body)?;
        while terms.left > 0 {
            let (pages, len) = terms.step()?;
            let mut reader = Reader::new(postings.take(len)?);
            let mut page = 0u32;
            for _ in 0..pages {
                page = posting(&mut reader, page)?.page;
            }
            if page >= self.pages || !reader.is_at_end() {
                return None;
            }
        }
        postings.is_at_end().then_some(())
    }

    fn check_pages(&self, number: usize, body: &[u8]) -> Option<()> {
        let mut reader = Reader::new(body);
        for _ in self.first_page(number)..self.page_ends[number] {
            Page::read(&mut reader)?;
        }
        reader.is_at_end().then_some(())
    }

    fn first_page(&self, shard: usize) -> u32 {
        shard.checked_sub(1).map_or(0, |before| self.page_ends[before])
    }

    /// The page with this number; none, and a need, while its shard is not there.
    pub(crate) fn page(&self, page: u32, need: &mut Need) -> Option<Page<'_>> {
        let shard = self.page_ends.partition_point(|&end| end <= page);
        let Some(body) = self.documents.get(shard)? else {
            need.file("d-", shard);
            return None;
        };
        let mut reader = Reader::new(body);
        for _ in self.first_page(shard)..page {
            Page::read(&mut reader)?;
        }
        Page::read(&mut reader)
    }

    /// The shard that has the term, if any has.
    fn shard_of(&self, term: &str) -> usize {
        self.firsts.partition_point(|first| first.as_str() <= term).saturating_sub(1)
    }

    fn shard(&self, number: usize, need: &mut Need) -> Option<&[u8]> {
        let shard = self.terms.get(number)?;
        if shard.is_none() {
            need.file("t-", number);
        }
        shard.as_deref()
    }

    /// The term of this name; none also while its shard is not there, with a need.
    pub(crate) fn term(&self, name: &str, need: &mut Need) -> Option<Term<'_>> {
        let body = self.shard(self.shard_of(name), need)?;
        let mut found = None;
        scan_terms(body, |candidate, term| {
            if candidate == name {
                found = Some(term);
            }
            candidate < name
        });
        found
    }

    /// Calls `each` for the terms that start with `prefix`, in the shards that hold the first of them.
    pub(crate) fn terms_with<'a>(&'a self, prefix: &str, need: &mut Need, mut each: impl FnMut(&str, Term<'a>)) {
        let start = self.shard_of(prefix);
        let beyond = |first: &String| first.as_str() > prefix && !first.starts_with(prefix);
        let end = self.firsts.iter().position(beyond).unwrap_or(self.firsts.len());
        for number in start..end.min(start + MAX_PREFIX_SHARDS) {
            if let Some(body) = self.shard(number, need) {
                scan_terms(body, |name, term| {
                    if name.starts_with(prefix) {
                        each(name, term);
                    }
                    name < prefix || name.starts_with(prefix)
                });
            }
        }
    }

    /// Number of shards from the one of `start` to the one of `end`.
    pub(crate) fn shards_between(&self, start: &str, end: &str) -> usize {
        (self.shard_of(end) + 1).saturating_sub(self.shard_of(start))
    }
}

/// A list as its length and its items; the length cannot be more than the bytes that are left.
fn list<'a, T>(reader: &mut Reader<'a>, mut item: impl FnMut(&mut Reader<'a>) -> Option<T>) -> Option<Vec<T>> {
    let count = reader.number()? as usize;
    if count > reader.rest().len() {
        return None;
    }
    let mut items = Vec::with_capacity(count);
    for _ in 0..count {
        items.push(item(reader)?);
    }
    Some(items)
}

/// Walks over the names in a term shard.
struct Terms<'a> {
    reader: Reader<'a>,
    name: String,
    left: u32,
}

impl<'a> Terms<'a> {
    fn new(body: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(body);
        let left = reader.number()?;
        Some(Self { reader, name: String::new(), left })
    }

    /// Goes to the next name; gives its pages and the bytes of its postings.
    fn step(&mut self) -> Option<(u32, u32)> {
        let shared = self.reader.number()? as usize;
        self.name.get(shared..)?;
        self.name.truncate(shared);
        self.name.push_str(self.reader.str()?);
        self.left -= 1;
        Some((self.reader.number()?, self.reader.number()?))
    }
}

/// Calls `each` for the terms of a shard in order, until it says no.
fn scan_terms<'a>(body: &'a [u8], mut each: impl FnMut(&str, Term<'a>) -> bool) {
    let (Some(mut terms), Some(mut ahead)) = (Terms::new(body), Terms::new(body)) else {
        return;
    };
    while ahead.left > 0 && ahead.step().is_some() {}
    let mut postings = ahead.reader;
    while terms.left > 0 {
        let Some((pages, len)) = terms.step() else {
            return;
        };
        let Some(postings) = postings.take(len) else {
            return;
        };
        if !each(&terms.name, Term { pages, postings }) {
            return;
        }
    }
}

fn posting(reader: &mut Reader<'_>, last: u32) -> Option<Posting> {
    let page = last.checked_add(reader.number()?)?;
    let head = reader.byte()?;
    let bit = |section: u32| 1u64.checked_shl(section);
    let sections = match head & 3 {
        0 => bit(reader.number()?)?,
        1 => {
            let first = reader.number()?;
            bit(first)? | bit(first.checked_add(reader.number()?)?)?
        }
        2 => u64::from(reader.number()?),
        _ => u64::MAX,
    };
    let impact = f32::from((head >> 2) + 1) / IMPACT_STEPS;
    Some(Posting { page, impact, sections })
}

impl Term<'_> {
    /// Calls `each` for every page that has the term, in order.
    pub(crate) fn postings(&self, mut each: impl FnMut(Posting)) {
        let mut reader = Reader::new(self.postings);
        let mut page = 0;
        while let Some(posting) = posting(&mut reader, page) {
            page = posting.page;
            each(posting);
        }
    }
}
