//! The files of an index as they have been loaded so far.
//!
//! Every file is checked as a whole when it is added, so that a search can read on without
//! asking whether the bytes make sense.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::pages::Page;
use crate::format::{FormatError, IMPACT_STEPS, PHRASE_MARK, Reader, Role, group_terms, is_marked, unseal};

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

    fn file(&mut self, role: Role, number: usize) {
        let name = role.file(number);
        if !self.0.contains(&name) {
            self.0.push(name);
        }
    }

    /// Takes over what another needs.
    pub(crate) fn absorb(&mut self, other: &mut Need) {
        for name in other.0.drain(..) {
            if !self.0.contains(&name) {
                self.0.push(name);
            }
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
    /// Per term shard a string that is after all terms before it and not after its own.
    first_terms: Vec<String>,
    /// The same for the shards of the words by their ends.
    first_ends: Vec<String>,
    /// Per document shard the number just after its last page.
    page_ends: Vec<u32>,
    /// Code and name of every kind of page.
    kinds: Vec<(String, String)>,
    /// Per page the number of its kind.
    page_kinds: Vec<u32>,
    terms: Vec<Option<Vec<u8>>>,
    ends: Vec<Option<Vec<u8>>>,
    documents: Vec<Option<Vec<u8>>>,
    /// One shard, or none.
    facets: Vec<Option<Vec<u8>>>,
}

/// What pages can be chosen by beside their kind.
pub(crate) struct Facet<'a> {
    pub(crate) code: &'a str,
    /// The values with the pages that have them.
    pub(crate) values: Vec<(&'a str, Vec<u32>)>,
}

/// A group of synonyms.
pub(crate) struct Group<'a> {
    /// The pages that have one of its phrases.
    pub(crate) term: Term<'a>,
    /// Its phrases as terms with spaces between.
    pub(crate) phrases: Vec<String>,
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
        let first_terms = firsts(&mut reader)?;
        let first_ends = firsts(&mut reader)?;
        let has_facets = reader.byte()? == 1;
        reader.is_at_end().then(|| Self {
            stamp,
            pages,
            terms: vec![None; first_terms.len()],
            ends: vec![None; first_ends.len()],
            documents: vec![None; page_ends.len()],
            facets: vec![None; usize::from(has_facets)],
            first_terms,
            first_ends,
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

    /// The groups of synonyms that have a phrase which starts with the term; none while its shard is not there.
    pub(crate) fn groups_at(&self, first: &str, need: &mut Need) -> Vec<Group<'_>> {
        let prefix = group_terms(first);
        let mut groups = Vec::new();
        let Some(body) = self.shard(self.shard_of(first), need) else {
            return groups;
        };
        scan_terms(body, |terms, term| {
            if terms.name.starts_with(&*prefix) {
                groups.push(Group { term, phrases: terms.written().split(PHRASE_MARK).map(str::to_owned).collect() });
            }
            terms.name.as_str() <= &*prefix || terms.name.starts_with(&*prefix)
        });
        groups
    }

    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), FormatError> {
        let unknown = || FormatError::UnknownFile(name.to_owned());
        let (role, number) = Role::of_shard(name).ok_or_else(unknown)?;
        if number >= self.shards(role).len() {
            return Err(unknown());
        }
        let (stamp, body) = unseal(role, bytes)?;
        if stamp != self.stamp {
            return Err(FormatError::OtherBuild);
        }
        let body = self.checked(role, number, body).ok_or(FormatError::Damaged)?;
        self.shards(role)[number] = Some(body.to_vec());
        Ok(())
    }

    fn shards(&mut self, role: Role) -> &mut [Option<Vec<u8>>] {
        match role {
            Role::Terms => &mut self.terms,
            Role::Ends => &mut self.ends,
            Role::Documents => &mut self.documents,
            Role::Facets => &mut self.facets,
            Role::Entry => &mut [],
        }
    }

    /// The body of a shard without its number, if all of it makes sense.
    fn checked<'a>(&self, role: Role, number: usize, body: &'a [u8]) -> Option<&'a [u8]> {
        let mut reader = Reader::new(body);
        let is_own = reader.number()? as usize == number;
        let body = reader.rest();
        match role {
            Role::Terms => self.check_terms(body)?,
            Role::Documents => self.check_pages(number, body)?,
            Role::Ends => read_ends(body, |_| {})?,
            Role::Facets => read_facets(body, self.pages).map(drop)?,
            Role::Entry => return None,
        }
        is_own.then_some(body)
    }

    fn check_terms(&self, body: &[u8]) -> Option<()> {
        let mut last = String::new();
        let mut terms = Terms::new(body)?;
        while terms.left > 0 {
            terms.step()?;
            if !terms.name.is_char_boundary(terms.name.len().checked_sub(terms.cut as usize)?) {
                return None;
            }
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
            need.file(Role::Documents, shard);
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
        shard_of(&self.first_terms, term)
    }

    fn shard(&self, number: usize, need: &mut Need) -> Option<&[u8]> {
        let shard = self.terms.get(number)?;
        if shard.is_none() {
            need.file(Role::Terms, number);
        }
        shard.as_deref()
    }

    /// The term of this name; none also while its shard is not there, with a need.
    pub(crate) fn term(&self, name: &str, need: &mut Need) -> Option<Term<'_>> {
        let body = self.shard(self.shard_of(name), need)?;
        let mut found = None;
        scan_terms(body, |candidate, term| {
            if candidate.name == name {
                found = Some(term);
            }
            candidate.name.as_str() < name
        });
        found
    }

    /// How pages write a term; none while its shard is not there.
    pub(crate) fn written(&self, name: &str, need: &mut Need) -> Option<String> {
        let body = self.shard(self.shard_of(name), need)?;
        let mut written = None;
        scan_terms(body, |terms, _| {
            if terms.name == name {
                written = Some(terms.written());
            }
            terms.name.as_str() < name
        });
        written
    }

    /// Whether any word starts so; no while that is not loaded.
    pub(crate) fn has_start(&self, prefix: &str, need: &mut Need) -> bool {
        let mut any = false;
        self.terms_with(prefix, need, |_, _| any = true);
        any
    }

    /// Calls `each` for the words that start with `prefix`, in the shards that hold the first of them.
    pub(crate) fn terms_with<'a>(&'a self, prefix: &str, need: &mut Need, mut each: impl FnMut(&Terms<'a>, Term<'a>)) {
        let (start, end) = shards_with(&self.first_terms, prefix);
        for number in start..end.min(start + MAX_PREFIX_SHARDS) {
            if let Some(body) = self.shard(number, need) {
                scan_terms(body, |terms, term| {
                    let is_start = terms.name.starts_with(prefix);
                    if is_start && !is_marked(&terms.name) {
                        each(terms, term);
                    }
                    is_start || terms.name.as_str() < prefix
                });
            }
        }
    }

    /// Calls `each` for the words that end with `end`, backwards as `end` is, in the first shards that have any.
    pub(crate) fn terms_ending(&self, end: &str, need: &mut Need, mut each: impl FnMut(&str)) {
        let (start, beyond) = shards_with(&self.first_ends, end);
        for number in start..beyond.min(start + MAX_PREFIX_SHARDS) {
            match self.ends.get(number) {
                Some(Some(body)) => drop(read_ends(body, |word| {
                    if word.starts_with(end) {
                        each(word);
                    }
                })),
                Some(None) => need.file(Role::Ends, number),
                None => {}
            }
        }
    }

    /// What pages can be chosen by; none, and a need, while that is not loaded, unless there is nothing.
    pub(crate) fn facets(&self, need: &mut Need) -> Option<Vec<Facet<'_>>> {
        match self.facets.first() {
            None => Some(Vec::new()),
            Some(None) => {
                need.file(Role::Facets, 0);
                None
            }
            Some(Some(body)) => read_facets(body, self.pages),
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

/// The first words of shards, each by what it shares with the one before; in order.
fn firsts(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let mut last = String::new();
    let firsts = list(reader, |reader| {
        last = next_name(reader, &last)?;
        Some(last.clone())
    })?;
    firsts.is_sorted().then_some(firsts)
}

fn next_name(reader: &mut Reader<'_>, last: &str) -> Option<String> {
    let shared = reader.number()? as usize;
    Some([last.get(..shared)?, reader.str()?].concat())
}

/// The shard that has the word, if any has.
fn shard_of(firsts: &[String], word: &str) -> usize {
    firsts.partition_point(|first| first.as_str() <= word).saturating_sub(1)
}

/// The first shard that may have words which start so, and the first after it that has none.
fn shards_with(firsts: &[String], prefix: &str) -> (usize, usize) {
    let beyond = |first: &String| first.as_str() > prefix && !first.starts_with(prefix);
    (shard_of(firsts, prefix), firsts.iter().position(beyond).unwrap_or(firsts.len()))
}

/// Calls `each` for the words of a shard of ends.
fn read_ends(body: &[u8], mut each: impl FnMut(&str)) -> Option<()> {
    let mut reader = Reader::new(body);
    let mut word = String::new();
    while !reader.is_at_end() {
        word = next_name(&mut reader, &word)?;
        each(&word);
    }
    Some(())
}

fn read_facets(body: &[u8], pages: u32) -> Option<Vec<Facet<'_>>> {
    let mut reader = Reader::new(body);
    let facets = list(&mut reader, |reader| {
        let code = reader.str()?;
        let values = list(reader, |reader| {
            let value = reader.str()?;
            let mut page = 0u32;
            let having = list(reader, |reader| {
                page = page.checked_add(reader.number()?)?;
                (page < pages).then_some(page)
            })?;
            Some((value, having))
        })?;
        Some(Facet { code, values })
    })?;
    reader.is_at_end().then_some(facets)
}

/// Walks over the names in a term shard.
pub(crate) struct Terms<'a> {
    reader: Reader<'a>,
    pub(crate) name: String,
    /// How many bytes at the end of the name are written otherwise, and how.
    cut: u32,
    rest: &'a str,
    left: u32,
}

impl<'a> Terms<'a> {
    fn new(body: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(body);
        let left = reader.number()?;
        Some(Self { reader, name: String::new(), cut: 0, rest: "", left })
    }

    /// Goes to the next name; gives its pages and the bytes of its postings.
    fn step(&mut self) -> Option<(u32, u32)> {
        let shared = self.reader.number()? as usize;
        self.name.get(shared..)?;
        self.name.truncate(shared);
        self.name.push_str(self.reader.str()?);
        self.left -= 1;
        self.cut = self.reader.number()?;
        self.rest = self.reader.str()?;
        Some((self.reader.number()?, self.reader.number()?))
    }

    /// The name as pages write it; empty when it stands on none by itself.
    pub(crate) fn written(&self) -> String {
        let kept = self.name.len().saturating_sub(self.cut as usize);
        [self.name.get(..kept).unwrap_or_default(), self.rest].concat()
    }
}

/// Calls `each` for the terms of a shard in order, until it says no.
fn scan_terms<'a>(body: &'a [u8], mut each: impl FnMut(&Terms<'a>, Term<'a>) -> bool) {
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
        if !each(&terms, Term { pages, postings }) {
            return;
        }
    }
}

pub(crate) fn posting(reader: &mut Reader<'_>, last: u32) -> Option<Posting> {
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
