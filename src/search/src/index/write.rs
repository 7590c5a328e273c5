//! The files of an index.

use std::num::NonZero;
use std::thread;

use super::analysed::Analysed;
use super::bytes::{body_hash, put_number, put_str, seal};
use super::invert::{Context, Phrases, Postings, invert, phrase_groups};
use super::order::{MOST_PAGES, by_subject};
use super::vocabulary::{Survey, survey};
use crate::document::Synonyms;
use crate::format::{HEADER_BYTES, Role, group_term, hash64};

/// Name of the file that a searcher starts with.
pub const INDEX_FILE: &str = "index.bin";

/// Bytes of a term shard; a longer list of pages has a shard of its own.
const TERM_SHARD_BYTES: usize = 14 * 1024;
/// Bytes of a document shard; a longer page has a shard of its own.
const DOCUMENT_SHARD_BYTES: usize = 28 * 1024;
/// Document shards of a site so small that five larger ones hold it all: a search there asks for fewer
/// files, and for hardly more bytes.
const FEW_SHARDS: usize = 5;
/// The largest of those few.
const LARGER_SHARD_BYTES: usize = 56 * 1024;

/// Bytes of a document shard where pages about one subject stand side by side: the five pages of an
/// answer share a shard more often, so that fewer files cost as many bytes.
const SUBJECT_SHARD_BYTES: usize = 44 * 1024;

/// Bytes that a document shard of these pages may have.
fn document_shard_bytes(pages: &[&Analysed]) -> usize {
    let even = pages.iter().map(|page| page.record.len()).sum::<usize>().div_ceil(FEW_SHARDS);
    match pages.len() {
        _ if even <= LARGER_SHARD_BYTES => DOCUMENT_SHARD_BYTES.max(even + even / 8),
        0..=MOST_PAGES => SUBJECT_SHARD_BYTES,
        _ => DOCUMENT_SHARD_BYTES,
    }
}

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
    let most = document_shard_bytes(&pages);
    by_subject(&mut pages, most);
    let groups = phrase_groups(synonyms);
    let (names, postings) = inverted(&pages, &groups, synonyms);
    let (term_shards, first_terms) = term_shards(&names, &postings);
    let (document_shards, page_counts) = document_shards(&pages, most);
    let entry = entry(&pages, &groups, &first_terms, &page_counts);
    assemble(entry, term_shards, document_shards)
}

/// The names of all terms in byte order, with their postings.
fn inverted(pages: &[&Analysed], groups: &[Vec<String>], synonyms: &Synonyms) -> (Vec<String>, Vec<Postings>) {
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
    let words = vocabulary.terms.len();
    let mut postings = joined(parts, words + groups.len());
    postings.rotate_left(words);
    let names = (0..groups.len()).map(|group| group_term(group as u32)).chain(vocabulary.terms);
    (names.collect(), postings)
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
fn term_shards(names: &[String], postings: &[Postings]) -> (Vec<Vec<u8>>, Vec<String>) {
    let mut shards = Vec::new();
    let mut firsts = Vec::new();
    let mut shard = TermShard::default();
    let mut before = "";
    for (name, postings) in names.iter().zip(postings).filter(|(_, postings)| postings.pages > 0) {
        if shard.count > 0 && shard.len() + postings.bytes.len() > TERM_SHARD_BYTES {
            shards.push(std::mem::take(&mut shard).file(shards.len()));
        }
        if shard.count == 0 {
            firsts.push(shortest_between(before, name).to_owned());
        }
        shard.add(name, postings);
        before = name;
    }
    if shard.count > 0 {
        shards.push(shard.file(shards.len()));
    }
    (shards, firsts)
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

    fn add(&mut self, name: &str, postings: &Postings) {
        let shared = shared_len(&self.last, name);
        put_number(&mut self.terms, shared as u32);
        put_str(&mut self.terms, &name[shared..]);
        put_number(&mut self.terms, postings.pages);
        put_number(&mut self.terms, postings.bytes.len() as u32);
        self.postings.extend_from_slice(&postings.bytes);
        self.count += 1;
        name.clone_into(&mut self.last);
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

/// The entry file.
fn entry(pages: &[&Analysed], groups: &[Vec<String>], first_terms: &[String], page_counts: &[u32]) -> Vec<u8> {
    let mut body = with_header(4096);
    put_number(&mut body, pages.len() as u32);
    put_number(&mut body, groups.len() as u32);
    for group in groups {
        put_number(&mut body, group.len() as u32);
        group.iter().for_each(|phrase| put_str(&mut body, phrase));
    }
    put_number(&mut body, first_terms.len() as u32);
    let mut last = "";
    for first in first_terms {
        let shared = shared_len(last, first);
        put_number(&mut body, shared as u32);
        put_str(&mut body, &first[shared..]);
        last = first;
    }
    put_number(&mut body, page_counts.len() as u32);
    page_counts.iter().for_each(|&count| put_number(&mut body, count));
    put_kinds(&mut body, pages);
    body
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

fn assemble(entry: Vec<u8>, term_shards: Vec<Vec<u8>>, document_shards: Vec<Vec<u8>>) -> IndexFiles {
    let named = |role, prefix, files: Vec<Vec<u8>>| {
        let numbered = files.into_iter().enumerate();
        numbered.map(move |(number, file)| (role, format!("{prefix}-{number}.bin"), file))
    };
    let files: Vec<(Role, String, Vec<u8>)> = std::iter::once((Role::Entry, INDEX_FILE.to_owned(), entry))
        .chain(named(Role::Terms, "t", term_shards))
        .chain(named(Role::Documents, "d", document_shards))
        .collect();
    let hashes: Vec<u64> = files.iter().map(|(_, _, file)| body_hash(file)).collect();
    let stamp = hashes.iter().fold(0, |stamp, hash| hash64(stamp, &hash.to_le_bytes()));
    let sealed = files.into_iter().zip(hashes).map(|((role, name, mut file), hash)| {
        seal(role, stamp, &mut file, hash);
        (name, file)
    });
    IndexFiles { files: sealed.collect(), stamp: format!("{stamp:016x}") }
}
