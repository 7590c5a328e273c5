//! The files of an index.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::thread;

use super::analysed::Analysed;
use super::bytes::{body_hash, put_number, put_str, seal};
use super::invert::{Context, Phrases, Postings, invert, phrase_groups};
use super::order::{MOST_PAGES, by_title, together};
use super::vocabulary::{Survey, Vocabulary, survey};
use crate::analysis::MIN_PART;
use crate::document::Synonyms;
use crate::format::{HEADER_BYTES, PHRASE_MARK, Role, definition_term, group_term, hash64, is_marked};

/// Name of the file that a searcher starts with.
pub const INDEX_FILE: &str = "index.bin";

/// Bytes of the shards. A longer list of pages, or a longer page, has a shard of its own.
struct ShardBytes {
    terms: usize,
    documents: usize,
}

/// Small shards for a site so small that pages found together can stand together (see `order`).
const SMALL: ShardBytes = ShardBytes { terms: 4 * 1024, documents: 8 * 1024 };
/// Larger ones where small ones would be thousands of files.
const LARGE: ShardBytes = ShardBytes { terms: 12 * 1024, documents: 12 * 1024 };
/// Bytes of a shard of the words by their ends.
const ENDS_SHARD_BYTES: usize = 12 * 1024;

/// Pages below which another thread costs more than it brings.
const PAGES_PER_THREAD: usize = 200;

/// A complete index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFiles {
    /// Names and bytes, [`INDEX_FILE`] first. Same documents, same bytes, whatever their order.
    pub files: Vec<(String, Vec<u8>)>,
    /// Sixteen hexadecimal digits that differ when any file does.
    pub stamp: String,
}

/// Builds the index of all pages. Addresses are taken to be unique.
pub fn build<P: AsRef<Analysed> + Sync>(pages: &[P], synonyms: &Synonyms) -> IndexFiles {
    let mut pages: Vec<&Analysed> = pages.iter().map(AsRef::as_ref).collect();
    pages.sort_unstable_by(|a, b| (&a.url, &a.record).cmp(&(&b.url, &b.record)));
    if pages.len() > MOST_PAGES {
        by_title(&mut pages);
    }
    let groups = phrase_groups(synonyms);
    let mut inverted = invert_all(&pages, &groups, synonyms);
    let mut bytes = LARGE;
    if pages.len() <= MOST_PAGES {
        bytes = SMALL;
        let sizes: Vec<usize> = pages.iter().map(|page| page.record.len()).collect();
        pages = together(&inverted.postings, &sizes, bytes.documents).into_iter().map(|page| pages[page]).collect();
        inverted = invert_all(&pages, &groups, synonyms);
    }
    let (term_shards, first_terms) = term_shards(&inverted.terms(&groups, &definitions(&pages)), bytes.terms);
    let (ends_shards, first_ends) = ends_shards(&inverted);
    let (document_shards, page_counts) = document_shards(&pages, bytes.documents);
    let facets = facets(&pages);
    let mut entry = entry(&pages, &page_counts);
    put_firsts(&mut entry, &first_terms);
    put_firsts(&mut entry, &first_ends);
    entry.push(u8::from(facets.is_some()));
    let shards = [
        (Role::Terms, term_shards),
        (Role::Ends, ends_shards),
        (Role::Documents, document_shards),
        (Role::Facets, facets.into_iter().collect()),
    ];
    assemble(entry, shards)
}

/// All words with their pages.
struct Inverted {
    vocabulary: Vocabulary,
    /// Per term of the vocabulary, then per group of synonyms.
    postings: Vec<Postings>,
}

/// A term as it goes into a shard.
struct Listed<'a> {
    name: Cow<'a, str>,
    /// How pages write it; of a group all of its phrases.
    written: Cow<'a, str>,
    postings: &'a Postings,
}

impl Inverted {
    /// The terms in byte order. A group stands behind the first word of each of its phrases, so that who
    /// loads the word has the group.
    fn terms<'a>(&'a self, groups: &[Vec<String>], definitions: &'a [(String, Postings)]) -> Vec<Listed<'a>> {
        let Vocabulary { terms, written, .. } = &self.vocabulary;
        let own = terms.iter().zip(written).zip(&self.postings);
        let mut all: Vec<Listed<'_>> = own
            .map(|((name, written), postings)| Listed { name: name.into(), written: written.into(), postings })
            .collect();
        for ((group, number), postings) in groups.iter().zip(0..).zip(&self.postings[terms.len()..]) {
            let mut firsts: Vec<&str> = group.iter().filter_map(|phrase| phrase.split(' ').next()).collect();
            firsts.sort_unstable();
            firsts.dedup();
            let phrases: Cow<'_, str> = group.join(PHRASE_MARK.encode_utf8(&mut [0; 4])).into();
            let named = |first| Listed { name: group_term(first, number).into(), written: phrases.clone(), postings };
            all.extend(firsts.into_iter().map(named));
        }
        let defined =
            definitions.iter().map(|(name, postings)| Listed { name: name.into(), written: "".into(), postings });
        all.extend(defined);
        all.retain(|term| term.postings.pages > 0);
        all.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        all
    }
}

/// The names of what pages define, with the pages.
fn definitions(pages: &[&Analysed]) -> Vec<(String, Postings)> {
    let mut named: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (page, number) in pages.iter().zip(0..) {
        for name in page.names.iter().filter(|name| !name.is_empty()) {
            let defining = named.entry(name).or_default();
            if defining.last() != Some(&number) {
                defining.push(number);
            }
        }
    }
    named.into_iter().map(|(name, pages)| (definition_term(name), Postings::of_name(&pages))).collect()
}

fn invert_all(pages: &[&Analysed], groups: &[Vec<String>], synonyms: &Synonyms) -> Inverted {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let chunk = pages.len().div_ceil(threads).max(PAGES_PER_THREAD);
    let chunks: Vec<&[&Analysed]> = pages.chunks(chunk).collect();
    let surveys = parallel(&chunks, |_, pages| survey(pages));
    let mut all = Survey::default();
    let numbers: Vec<Vec<u32>> = surveys.iter().map(|survey| all.absorb(survey)).collect();
    let vocabulary = all.vocabulary(synonyms);
    let phrases = Phrases::new(groups, &vocabulary);
    let context = Context {
        vocabulary: &vocabulary,
        phrases: &phrases,
        average_words: (all.text_words as f32 / pages.len() as f32).max(1.0),
    };
    let parts = parallel(&chunks, |part, pages| {
        let words: Vec<Vec<u32>> = surveys[part]
            .numbers
            .iter()
            .map(|words| words.iter().map(|&word| numbers[part][word as usize]).collect())
            .collect();
        invert(&context, pages, &words, (part * chunk) as u32)
    });
    let postings = joined(parts, vocabulary.terms.len() + groups.len());
    Inverted { vocabulary, postings }
}

fn joined(parts: Vec<Vec<Postings>>, terms: usize) -> Vec<Postings> {
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_else(|| vec![Postings::default(); terms]);
    for part in parts {
        for (all, later) in all.iter_mut().zip(&part) {
            if later.pages > 0 {
                all.append(later);
            }
        }
    }
    all
}

fn parallel<I: Sync, O: Send>(items: &[I], work: impl Fn(usize, &I) -> O + Sync) -> Vec<O> {
    if let [item] = items {
        return vec![work(0, item)];
    }
    let work = &work;
    thread::scope(|scope| {
        let handles: Vec<_> = items.iter().enumerate().map(|(i, item)| scope.spawn(move || work(i, item))).collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// The term shards, and a string for each that is after all terms of the shard
/// before and not after its own.
fn term_shards(terms: &[Listed<'_>], most: usize) -> (Vec<Vec<u8>>, Vec<String>) {
    let mut shards = Vec::new();
    let mut firsts = Vec::new();
    let mut shard = TermShard::default();
    let mut before = "";
    for term in terms {
        let is_full = shard.len() + term.postings.bytes.len() > most;
        if shard.count > 0 && is_full && !is_marked(&term.name) {
            shards.push(std::mem::take(&mut shard).file(shards.len()));
        }
        if shard.count == 0 {
            firsts.push(shortest_between(before, &term.name).to_owned());
        }
        shard.add(term);
        before = &term.name;
    }
    if shard.count > 0 {
        shards.push(shard.file(shards.len()));
    }
    (shards, firsts)
}

/// The shards of the words by their ends, for a word whose mistake is at its start: all that may be
/// misspelt, written backwards, in byte order.
fn ends_shards(inverted: &Inverted) -> (Vec<Vec<u8>>, Vec<String>) {
    let is_word = |name: &&String| name.len() >= MIN_PART && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let terms = inverted.vocabulary.terms.iter().zip(&inverted.postings).filter(|(_, postings)| postings.pages > 0);
    let mut ends: Vec<String> =
        terms.map(|(name, _)| name).filter(is_word).map(|name| name.chars().rev().collect()).collect();
    ends.sort_unstable();
    let mut shards = Vec::new();
    let mut firsts = Vec::new();
    let mut rest = &ends[..];
    let mut before = "";
    while let Some(first) = rest.first() {
        let mut body = with_header(ENDS_SHARD_BYTES + 64);
        put_number(&mut body, shards.len() as u32);
        firsts.push(shortest_between(before, first).to_owned());
        let mut last = "";
        while let Some((end, others)) = rest.split_first().filter(|_| body.len() < ENDS_SHARD_BYTES) {
            put_after(&mut body, last, end);
            (last, rest) = (end, others);
        }
        before = last;
        shards.push(body);
    }
    (shards, firsts)
}

/// Appends a string by how much of its start it shares with the one before.
fn put_after(out: &mut Vec<u8>, last: &str, text: &str) {
    let shared = shared_len(last, text);
    put_number(out, shared as u32);
    put_str(out, &text[shared..]);
}

/// The shortest start of `name` that sorts after `before`.
fn shortest_between<'a>(before: &str, name: &'a str) -> &'a str {
    let end = name.char_indices().map(|(at, c)| at + c.len_utf8()).find(|&end| &name[..end] > before);
    &name[..end.unwrap_or(name.len())]
}

#[derive(Default)]
struct TermShard {
    count: u32,
    last: String,
    terms: Vec<u8>,
    postings: Vec<u8>,
}

impl TermShard {
    fn len(&self) -> usize {
        self.terms.len() + self.postings.len()
    }

    fn add(&mut self, term: &Listed<'_>) {
        let Listed { name, written, postings } = term;
        put_after(&mut self.terms, &self.last, name);
        let kept = shared_len(name, written);
        put_number(&mut self.terms, (name.len() - kept) as u32);
        put_str(&mut self.terms, &written[kept..]);
        put_number(&mut self.terms, postings.pages);
        put_number(&mut self.terms, postings.bytes.len() as u32);
        self.postings.extend_from_slice(&postings.bytes);
        self.count += 1;
        self.last.clear();
        self.last.push_str(name);
    }

    fn file(self, number: usize) -> Vec<u8> {
        let mut body = with_header(self.len() + 8);
        put_number(&mut body, number as u32);
        put_number(&mut body, self.count);
        body.extend_from_slice(&self.terms);
        body.extend_from_slice(&self.postings);
        body
    }
}

fn shared_len(a: &str, b: &str) -> usize {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    shared.map(|(c, _)| c.len_utf8()).sum()
}

/// The document shards, and the number of pages in each.
fn document_shards(pages: &[&Analysed], most: usize) -> (Vec<Vec<u8>>, Vec<u32>) {
    let mut bodies = Vec::new();
    let mut counts = Vec::new();
    let mut rest = pages;
    while let Some((first, others)) = rest.split_first() {
        let mut len = first.record.len();
        let more = others.iter().take_while(|page| {
            len += page.record.len();
            len <= most
        });
        let count = 1 + more.count();
        let (shard, after) = rest.split_at(count);
        let mut body = with_header(len + 8);
        put_number(&mut body, bodies.len() as u32);
        shard.iter().for_each(|page| body.extend_from_slice(&page.record));
        bodies.push(body);
        counts.push(count as u32);
        rest = after;
    }
    (bodies, counts)
}

/// The entry file, without what is told about shards of words.
fn entry(pages: &[&Analysed], page_counts: &[u32]) -> Vec<u8> {
    let mut body = with_header(4096);
    put_number(&mut body, pages.len() as u32);
    put_number(&mut body, page_counts.len() as u32);
    page_counts.iter().for_each(|&count| put_number(&mut body, count));
    put_kinds(&mut body, pages);
    body
}

/// Appends the first word of every shard.
fn put_firsts(body: &mut Vec<u8>, firsts: &[String]) {
    put_number(body, firsts.len() as u32);
    let mut last = "";
    for first in firsts {
        put_after(body, last, first);
        last = first;
    }
}

/// What pages can be chosen by, with the pages that have it; none when there is nothing to choose.
fn facets(pages: &[&Analysed]) -> Option<Vec<u8>> {
    let mut codes: BTreeMap<&str, BTreeMap<&str, Vec<u32>>> = BTreeMap::new();
    for (page, number) in pages.iter().zip(0..) {
        for (code, value) in &page.facets {
            let having = codes.entry(code).or_default().entry(value).or_default();
            if having.last() != Some(&number) {
                having.push(number);
            }
        }
    }
    let mut body = with_header(4096);
    put_number(&mut body, 0);
    put_number(&mut body, codes.len() as u32);
    for (code, values) in &codes {
        put_str(&mut body, code);
        put_number(&mut body, values.len() as u32);
        for (value, having) in values {
            put_str(&mut body, value);
            put_number(&mut body, having.len() as u32);
            let mut last = 0;
            for page in having {
                put_number(&mut body, page - last);
                last = *page;
            }
        }
    }
    (!codes.is_empty()).then_some(body)
}

/// The kinds in order of their code, then for every page the number of its kind.
fn put_kinds(body: &mut Vec<u8>, pages: &[&Analysed]) {
    let mut kinds: Vec<&(String, String)> = pages.iter().map(|page| &page.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    put_number(body, kinds.len() as u32);
    for (code, label) in &kinds {
        put_str(body, code);
        put_str(body, label);
    }
    for page in pages {
        let kind = kinds.partition_point(|kind| **kind < page.kind);
        put_number(body, kind as u32);
    }
}

/// An empty file with room for its header and for a body.
fn with_header(body: usize) -> Vec<u8> {
    let mut file = Vec::with_capacity(HEADER_BYTES + body);
    file.resize(HEADER_BYTES, 0);
    file
}

fn assemble(entry: Vec<u8>, shards: [(Role, Vec<Vec<u8>>); 4]) -> IndexFiles {
    let named = |(role, files): (Role, Vec<Vec<u8>>)| {
        files.into_iter().enumerate().map(move |(number, file)| (role, role.file(number), file))
    };
    let files: Vec<(Role, String, Vec<u8>)> = std::iter::once((Role::Entry, INDEX_FILE.to_owned(), entry))
        .chain(shards.into_iter().flat_map(named))
        .collect();
    let hashes: Vec<u64> = files.iter().map(|(_, _, file)| body_hash(file)).collect();
    let stamp = hashes.iter().fold(0, |stamp, hash| hash64(stamp, &hash.to_le_bytes()));
    let sealed = files.into_iter().zip(hashes).map(|((role, name, mut file), hash)| {
        seal(role, stamp, &mut file, hash);
        (name, file)
    });
    IndexFiles { files: sealed.collect(), stamp: format!("{stamp:016x}") }
}
