//! From pages with words to terms with pages.

use std::collections::HashMap;

use super::analysed::{Analysed, Field};
use super::bytes::put_number;
use super::vocabulary::Vocabulary;
use crate::analysis::{term_of, tokens};
use crate::document::Synonyms;
use crate::format::IMPACT_STEPS;

/// Weight of one occurrence in the title; an occurrence in the text counts 1.
const TITLE_WEIGHT: f32 = 10.0;
/// Weight of one occurrence in the summary.
const SUMMARY_WEIGHT: f32 = 3.0;
/// Weight of one occurrence in a keyword.
const KEYWORD_WEIGHT: f32 = 5.0;
/// Weight of one occurrence in a heading.
const HEADING_WEIGHT: f32 = 6.0;
/// Weight of one occurrence in a file that the page offers.
const DOWNLOAD_WEIGHT: f32 = 0.15;
/// What is left of the weight of a function word in a title or heading; 0 would leave it out.
const STOP_WEIGHT: f32 = 0.3;

/// How many occurrences bring a term halfway to its highest impact, on a page of average length
/// (k1 of BM25). Large, so that a title is more than the same word a few times in the text.
const HALFWAY: f32 = 3.0;
/// How much the length of a page counts (b of BM25): 1 counts occurrences per word of text, 0
/// counts occurrences whatever the length.
const LENGTH_SHARE: f32 = 0.4;

/// Sections from this one on share a bit.
const LAST_SECTION: u32 = 63;

/// The pages that have a term, in order, as they stand in a term shard:
///
/// ```text
/// posting = page (less the page before), impact x 4 + form, sections
/// form 0: the section   1: the section, how much later the other   2: a bit per section   3: many
/// ```
#[derive(Default, Clone)]
pub(crate) struct Postings {
    pub(crate) bytes: Vec<u8>,
    pub(crate) pages: u32,
    last: u32,
}

impl Postings {
    /// The postings of a name, which says nothing of where on the page it stands.
    pub(crate) fn of_name(pages: &[u32]) -> Self {
        let mut postings = Self::default();
        pages.iter().for_each(|page| postings.add(*page, 1.0, 1, 1));
        postings
    }

    fn add(&mut self, page: u32, impact: f32, sections: u64, all: u64) {
        let steps = (impact * IMPACT_STEPS) as u8;
        put_number(&mut self.bytes, page - self.last);
        let head = steps.min(IMPACT_STEPS as u8 - 1) << 2;
        let first = sections.trailing_zeros();
        match sections.count_ones() {
            1 => {
                self.bytes.push(head);
                put_number(&mut self.bytes, first);
            }
            _ if sections == all => self.bytes.push(head | 3),
            2 => {
                self.bytes.push(head | 1);
                put_number(&mut self.bytes, first);
                put_number(&mut self.bytes, 63 - sections.leading_zeros() - first);
            }
            _ if sections < 1 << 28 => {
                self.bytes.push(head | 2);
                put_number(&mut self.bytes, sections as u32);
            }
            _ => self.bytes.push(head | 3),
        }
        self.last = page;
        self.pages += 1;
    }

    /// Appends the postings of later pages.
    pub(crate) fn append(&mut self, later: &Postings) {
        if self.pages == 0 {
            self.clone_from(later);
            return;
        }
        let mut reader = crate::format::Reader::new(&later.bytes);
        let Some(first) = reader.number() else { return };
        put_number(&mut self.bytes, first - self.last);
        self.bytes.extend_from_slice(reader.rest());
        self.pages += later.pages;
        self.last = later.last;
    }
}

/// The phrases of the synonyms as sequences of terms.
pub(crate) struct Phrases {
    pub(crate) groups: usize,
    /// Per term whether a phrase starts with it.
    starts: Vec<bool>,
    /// Per first term the other terms and the group.
    rest: HashMap<u32, Vec<(Vec<u32>, u32)>>,
}

impl Phrases {
    pub(crate) fn new(groups: &[Vec<String>], vocabulary: &Vocabulary) -> Self {
        let mut phrases =
            Self { groups: groups.len(), starts: vec![false; vocabulary.terms.len()], rest: HashMap::new() };
        for (group, number) in groups.iter().zip(0..) {
            for phrase in group {
                phrases.add(phrase, number, vocabulary);
            }
        }
        phrases
    }

    fn add(&mut self, phrase: &str, group: u32, vocabulary: &Vocabulary) {
        let terms: Option<Vec<u32>> = phrase.split(' ').map(|term| vocabulary.term(term)).collect();
        if let Some([first, rest @ ..]) = terms.as_deref() {
            self.starts[*first as usize] = true;
            self.rest.entry(*first).or_default().push((rest.to_vec(), group));
        }
    }
}

/// The groups with their phrases as terms with spaces between, in an order of their own.
pub(crate) fn phrase_groups(synonyms: &Synonyms) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = synonyms.groups().iter().map(|group| phrase_terms(group)).collect();
    groups.retain(|group| group.len() > 1);
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// A phrase as terms with spaces between.
pub(crate) fn phrase_of(phrase: &str) -> String {
    let mut terms = Vec::new();
    tokens(phrase, |token| terms.push(term_of(token.word)));
    terms.join(" ")
}

fn phrase_terms(group: &[String]) -> Vec<String> {
    let mut phrases: Vec<String> =
        group.iter().map(|phrase| phrase_of(phrase)).filter(|phrase| !phrase.is_empty()).collect();
    phrases.sort_unstable();
    phrases.dedup();
    phrases
}

/// What inverting needs to know of all pages.
pub(crate) struct Context<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) phrases: &'a Phrases,
    /// Words of text on an average page.
    pub(crate) average_words: f32,
}

/// Occurrences of one term on the page at hand.
#[derive(Default, Clone, Copy)]
struct Tally {
    weight: f32,
    sections: u64,
}

/// Inverts some pages; `first` is the number of the first. Gives postings per term, those of the
/// synonym groups after those of the words.
pub(crate) fn invert(context: &Context<'_>, pages: &[&Analysed], words: &[Vec<u32>], first: u32) -> Vec<Postings> {
    let terms = context.vocabulary.terms.len() + context.phrases.groups;
    let mut inverter = Inverter {
        context,
        tallies: vec![Tally::default(); terms],
        touched: Vec::new(),
        postings: vec![Postings::default(); terms],
    };
    for ((page, words), number) in pages.iter().zip(words).zip(first..) {
        let length = inverter.tally(page, words);
        inverter.flush(number, length, all_sections(page), page.weight);
    }
    inverter.postings
}

fn all_sections(page: &Analysed) -> u64 {
    let last = page.spans.last().map_or(0, |span| span.section);
    u64::MAX >> (63 - last.min(LAST_SECTION))
}

struct Inverter<'a> {
    context: &'a Context<'a>,
    tallies: Vec<Tally>,
    touched: Vec<u32>,
    postings: Vec<Postings>,
}

impl Inverter<'_> {
    /// Counts the page; gives its words of text.
    fn tally(&mut self, page: &Analysed, words: &[u32]) -> usize {
        let mut length = 0;
        let mut start = 0;
        for span in &page.spans {
            let tokens = &page.tokens[start as usize..span.end as usize];
            let weight = match span.field {
                Field::Title => TITLE_WEIGHT,
                Field::Summary => SUMMARY_WEIGHT,
                Field::Keywords => KEYWORD_WEIGHT,
                Field::Heading => HEADING_WEIGHT,
                Field::Text => 1.0,
                Field::Download => DOWNLOAD_WEIGHT,
            };
            let section = 1 << span.section.min(LAST_SECTION);
            self.tally_words(tokens, words, weight, section);
            if span.field == Field::Text {
                length += tokens.len();
            }
            start = span.end;
        }
        length
    }

    fn tally_words(&mut self, tokens: &[u32], words: &[u32], weight: f32, section: u64) {
        let Context { vocabulary, phrases, .. } = self.context;
        for (at, &token) in tokens.iter().enumerate() {
            let word = words[token as usize];
            if phrases.starts[vocabulary.main[word as usize] as usize] {
                self.tally_phrases(&tokens[at..], words, weight, section);
            }
            let weight = match vocabulary.is_stop[word as usize] {
                false => weight,
                true if weight > 1.0 => weight * STOP_WEIGHT,
                true => continue,
            };
            for &(term, share) in vocabulary.terms_of(word) {
                self.count(term, weight * share, section);
            }
        }
    }

    fn tally_phrases(&mut self, tokens: &[u32], words: &[u32], weight: f32, section: u64) {
        let Context { vocabulary, phrases, .. } = self.context;
        let term = |token: &u32| vocabulary.main[words[*token as usize] as usize];
        let first = term(&tokens[0]);
        for (rest, group) in phrases.rest.get(&first).into_iter().flatten() {
            let found = tokens.len() > rest.len() && rest.iter().zip(&tokens[1..]).all(|(a, b)| *a == term(b));
            if found {
                self.count(vocabulary.terms.len() as u32 + group, weight, section);
            }
        }
    }

    fn count(&mut self, term: u32, weight: f32, section: u64) {
        let tally = &mut self.tallies[term as usize];
        if tally.sections == 0 {
            self.touched.push(term);
        }
        tally.weight += weight;
        tally.sections |= section;
    }

    fn flush(&mut self, page: u32, length: usize, all: u64, weight: f32) {
        let relative = length as f32 / self.context.average_words;
        let halfway = HALFWAY * (1.0 - LENGTH_SHARE + LENGTH_SHARE * relative);
        for term in self.touched.drain(..) {
            let tally = std::mem::take(&mut self.tallies[term as usize]);
            let impact = weight * tally.weight / (tally.weight + halfway);
            self.postings[term as usize].add(page, impact, tally.sections, all);
        }
    }
}
