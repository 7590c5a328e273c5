//! The words of all pages, and the terms that each stands for.

use super::analysed::{Analysed, Field};
use super::compounds::{Dictionary, is_false_part, remainders, split};
use super::words::Words;
use crate::analysis::{hyphen_parts, is_stop_word, number_and_unit, stem, term_of, verb_of};
use crate::document::Synonyms;

/// Weight of a part of a compound; 1 would count it as the word itself, 0 not at all.
const PART_WEIGHT: f32 = 0.5;

/// On how many pages a word must stand to be taken as a part of compounds, unless it stands in a
/// title, a heading, a keyword or the glossary.
const DICTIONARY_PAGES: u32 = 2;

/// After how many different beginnings the end of a word is taken for a word.
const LEARNED_FROM: u32 = 3;

/// Common last and first parts of compounds in the language of administration, for a small site
/// whose own vocabulary does not have them apart.
const COMMON_PARTS: &str = "actie adres afspraak analyse bedrijf beheer beleid bericht bestuur beveiliging bewaking \
    blad brand burger centrum communicatie contact continuiteit contract controle crisis cyber datum dienst document \
    doel dossier eigenaar formulier gebouw gebruiker gegeven gemeente herstel impact incident informatie kaart kanaal \
    keten keuze klant koffer leverancier lijst locatie loket maatregel management medewerker melding middel netwerk \
    niveau nood oefening onderhoud opvang organisatie overleg pakket periode persoon personeel plan planning platform \
    procedure proces programma punt register risico rooster scenario school server sleutel software stroom structuur \
    systeem taak team telefoon termijn test tijd toegang traject uitval uitwijk veiligheid verantwoordelijke verlies \
    verslag vraag water werk zorg";

/// What a word of the site adds to the index.
pub(crate) struct Vocabulary {
    /// All terms, in byte order.
    pub(crate) terms: Vec<String>,
    /// Per term its most frequent word as it is written, diacritics included.
    pub(crate) written: Vec<String>,
    /// Per word its own term, the key under which phrases are compared.
    pub(crate) main: Vec<u32>,
    /// Per word whether it is a function word.
    pub(crate) is_stop: Vec<bool>,
    /// Per word where its terms end in `postings`.
    ends: Vec<u32>,
    postings: Vec<(u32, f32)>,
}

impl Vocabulary {
    /// The terms of a word with their weights, its own term first.
    pub(crate) fn terms_of(&self, word: u32) -> &[(u32, f32)] {
        let word = word as usize;
        let start = if word == 0 { 0 } else { self.ends[word - 1] };
        &self.postings[start as usize..self.ends[word] as usize]
    }

    /// The number of a term.
    pub(crate) fn term(&self, term: &str) -> Option<u32> {
        let at = self.terms.binary_search_by(|other| other.as_str().cmp(term)).ok()?;
        Some(at as u32)
    }
}

/// The words of some pages and what the pages call them.
#[derive(Default)]
pub(crate) struct Survey {
    pub(crate) words: Words,
    /// Per word on how many pages it stands.
    pages: Vec<u32>,
    /// Per word whether it stands in a title, heading or keyword.
    prominent: Vec<bool>,
    /// Per word how it is best written; empty when as the index knows it.
    spellings: Vec<String>,
    /// Per page the numbers in `words` of the page's own words.
    pub(crate) numbers: Vec<Vec<u32>>,
    /// Words of text in all pages.
    pub(crate) text_words: u64,
}

/// Counts the words of the pages.
pub(crate) fn survey(pages: &[&Analysed]) -> Survey {
    let mut survey = Survey::default();
    for page in pages {
        survey.add(page);
    }
    survey
}

impl Survey {
    fn add(&mut self, page: &Analysed) {
        let numbers: Vec<u32> = (0..page.words.len() as u32)
            .map(|word| self.words.number_with(page.words.get(word), page.words.hash_of(word)))
            .collect();
        self.pages.resize(self.words.len(), 0);
        self.prominent.resize(self.words.len(), false);
        for &number in &numbers {
            self.pages[number as usize] += 1;
        }
        for (&number, spelling) in numbers.iter().zip(page.spellings.lines()) {
            self.spell(number, spelling);
        }
        let mut start = 0;
        for span in &page.spans {
            let tokens = &page.tokens[start as usize..span.end as usize];
            if span.field == Field::Text {
                self.text_words += tokens.len() as u64;
            } else {
                for &token in tokens {
                    self.prominent[numbers[token as usize] as usize] = true;
                }
            }
            start = span.end;
        }
        self.numbers.push(numbers);
    }

    /// Adds the words of another survey; gives the new numbers of its words.
    pub(crate) fn absorb(&mut self, other: &Survey) -> Vec<u32> {
        let numbers: Vec<u32> = (0..other.words.len() as u32)
            .map(|word| self.words.number_with(other.words.get(word), other.words.hash_of(word)))
            .collect();
        self.pages.resize(self.words.len(), 0);
        self.prominent.resize(self.words.len(), false);
        for (&number, (pages, prominent)) in numbers.iter().zip(other.pages.iter().zip(&other.prominent)) {
            self.pages[number as usize] += pages;
            self.prominent[number as usize] |= prominent;
        }
        for (&number, spelling) in numbers.iter().zip(&other.spellings) {
            self.spell(number, spelling);
        }
        self.text_words += other.text_words;
        numbers
    }

    /// Keeps the better of two ways to write a word, the first in byte order of two as good.
    fn spell(&mut self, word: u32, spelling: &str) {
        let word = word as usize;
        let Some(kept) = self.spellings.get_mut(word) else {
            self.spellings.push(spelling.to_owned());
            return;
        };
        if (rank_of(spelling), kept.as_str()) > (rank_of(kept), spelling) {
            spelling.clone_into(kept);
        }
    }

    /// Per term the word that stands on most pages, as it is written; empty for a term that is only a part
    /// of words.
    fn written(&self, main: &[u32], terms: usize) -> Vec<String> {
        let mut most: Vec<Option<(u32, u32)>> = vec![None; terms];
        for (word, term) in main.iter().enumerate() {
            let best = &mut most[*term as usize];
            let pages = self.pages[word];
            let is_better = best.is_none_or(|(other, than)| {
                (pages, std::cmp::Reverse(self.words.get(word as u32)))
                    > (other, std::cmp::Reverse(self.words.get(than)))
            });
            if is_better {
                *best = Some((pages, word as u32));
            }
        }
        let write = |(_, word): (u32, u32)| match self.spellings[word as usize].as_str() {
            "" => self.words.get(word).to_owned(),
            spelling => spelling.to_owned(),
        };
        most.into_iter().map(|best| best.map_or_else(String::new, write)).collect()
    }

    /// Decides which terms every word stands for.
    pub(crate) fn vocabulary(&self, synonyms: &Synonyms) -> Vocabulary {
        let dictionary = self.dictionary(synonyms);
        let mut terms = Words::default();
        let mut found = Found::default();
        for word in self.words.iter() {
            found.add(word, &dictionary, &mut terms);
        }
        found.sorted(self, terms)
    }

    fn dictionary(&self, synonyms: &Synonyms) -> Known {
        let mut known = Known::default();
        for (word, number) in self.words.iter().zip(0usize..) {
            if self.prominent[number] || self.pages[number] >= DICTIONARY_PAGES {
                known.add(word);
            }
        }
        for phrase in synonyms.groups().iter().flatten() {
            crate::tokens(phrase, |token| known.add(token.word));
        }
        COMMON_PARTS.split_whitespace().for_each(|word| known.add(word));
        self.learn(&mut known);
        known
    }

    /// Adds the words that occur only at the end of compounds, after several known words.
    fn learn(&self, known: &mut Known) {
        let mut seen = Words::default();
        let mut counts: Vec<u32> = Vec::new();
        for word in self.words.iter() {
            remainders(word, known, |rest| {
                let number = seen.number(&stem(rest)) as usize;
                counts.resize(seen.len(), 0);
                counts[number] += 1;
            });
        }
        for (rest, count) in seen.iter().zip(counts) {
            if count >= LEARNED_FROM {
                known.0.number(rest);
            }
        }
    }
}

/// How good a way to write a word is: with its diacritics and no capital best, then plain, then the rest,
/// which may only have stood at the start of a sentence.
fn rank_of(spelling: &str) -> u8 {
    match spelling.chars().next() {
        None => 1,
        Some(first) if first.is_lowercase() => 2,
        Some(_) => 0,
    }
}

/// The words that compounds are split with, and their stems.
#[derive(Default)]
struct Known(Words);

impl Known {
    fn add(&mut self, word: &str) {
        for part in word.split('-') {
            let is_part = part.len() >= crate::analysis::MIN_PART
                && part.bytes().all(|byte| byte.is_ascii_lowercase())
                && !is_stop_word(part);
            if is_part {
                self.0.number(part);
                self.0.number(&stem(part));
            }
        }
    }
}

impl Dictionary for Known {
    fn knows(&self, word: &str) -> bool {
        !is_false_part(word) && self.0.lookup(word).is_some()
    }
}

/// Terms as they are found, numbered in order of appearance.
#[derive(Default)]
struct Found {
    is_stop: Vec<bool>,
    ends: Vec<u32>,
    postings: Vec<(u32, f32)>,
}

impl Found {
    fn add(&mut self, word: &str, dictionary: &impl Dictionary, terms: &mut Words) {
        let start = self.postings.len();
        self.postings.push((terms.number(&term_of(word)), 1.0));
        if let Some(verb) = verb_of(word) {
            self.part(start, terms.number(&verb));
        }
        if let Some(parts) = number_and_unit(word) {
            parts.iter().for_each(|part| self.part(start, terms.number(part)));
        } else if word.contains('-') {
            for part in hyphen_parts(word) {
                self.part(start, terms.number(&stem(part)));
                self.parts(start, split(part, dictionary), terms);
            }
        } else {
            self.parts(start, split(word, dictionary), terms);
        }
        self.is_stop.push(is_stop_word(word));
        self.ends.push(self.postings.len() as u32);
    }

    fn parts(&mut self, start: usize, parts: Vec<String>, terms: &mut Words) {
        for part in parts {
            self.part(start, terms.number(&part));
        }
    }

    fn part(&mut self, start: usize, term: u32) {
        if self.postings[start..].iter().all(|(other, _)| *other != term) {
            self.postings.push((term, PART_WEIGHT));
        }
    }

    /// Renumbers the terms in byte order.
    fn sorted(mut self, survey: &Survey, terms: Words) -> Vocabulary {
        let mut order: Vec<u32> = (0..terms.len() as u32).collect();
        order.sort_unstable_by_key(|&term| terms.get(term));
        let mut rank = vec![0; order.len()];
        for (&term, at) in order.iter().zip(0..) {
            rank[term as usize] = at;
        }
        for (term, _) in &mut self.postings {
            *term = rank[*term as usize];
        }
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let main: Vec<u32> = starts.take(self.ends.len()).map(|start| self.postings[start as usize].0).collect();
        Vocabulary {
            terms: order.iter().map(|&term| terms.get(term).to_owned()).collect(),
            written: survey.written(&main, order.len()),
            main,
            is_stop: self.is_stop,
            ends: self.ends,
            postings: self.postings,
        }
    }
}
