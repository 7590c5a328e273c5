//! Words to avoid.

use std::collections::HashMap;
use std::ops::Range;

use super::Avoid;
use super::prose::Word;

/// The list, ready to be looked up.
pub(super) struct Jargon<'a> {
    /// Phrases by their first word, in whole.
    whole: HashMap<String, Vec<Phrase<'a>>>,
    /// Phrases whose first word has any ending.
    open: Vec<(String, Phrase<'a>)>,
}

struct Phrase<'a> {
    rest: Vec<String>,
    instead: &'a str,
}

impl<'a> Jargon<'a> {
    pub(super) fn new(list: &'a [Avoid]) -> Self {
        let mut jargon = Jargon { whole: HashMap::new(), open: Vec::new() };
        for avoid in list {
            for words in &avoid.words {
                let mut parts = words.split_whitespace().map(str::to_lowercase);
                let Some(first) = parts.next() else { continue };
                let phrase = Phrase { rest: parts.collect(), instead: &avoid.instead };
                match first.strip_suffix('*') {
                    Some(stem) => jargon.open.push((stem.to_owned(), phrase)),
                    None => jargon.whole.entry(first).or_default().push(phrase),
                }
            }
        }
        jargon
    }

    /// Where words of the list stand, and what to write instead.
    pub(super) fn find(&self, words: &[Word]) -> Vec<(Range<usize>, &'a str)> {
        let lower: Vec<String> = words.iter().map(|it| it.text.to_lowercase()).collect();
        let at = |from: usize| {
            let open = self.open.iter().filter(|(stem, _)| lower[from].starts_with(stem.as_str())).map(|it| &it.1);
            let whole = self.whole.get(&lower[from]).into_iter().flatten();
            let mut phrases = whole.chain(open).filter(|it| follows(&lower[from + 1..], &it.rest));
            phrases.next().map(|it| (from..from + 1 + it.rest.len(), it.instead))
        };
        (0..lower.len()).filter_map(at).collect()
    }
}

fn follows(words: &[String], rest: &[String]) -> bool {
    words.len() >= rest.len()
        && rest.iter().zip(words).all(|(want, word)| match want.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == want,
        })
}
