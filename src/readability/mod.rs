//! How plainly the texts read: long sentences, passives, jargon.
//!
//! In go all texts of a site and the rules of `data/readability.yaml`, out come warnings. A site
//! without that file is not judged. An author who has a reason silences one line with
//! `<!-- leesbaar: reden -->` in a text, or `# leesbaar: reden` in YAML, at its end or alone above it.

mod jargon;
mod passive;
mod prose;
mod silence;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diag::Diagnostic;
use crate::source::{SourceFile, SourceTree};
use jargon::Jargon;
use prose::{Block, Sentence};
use silence::Silences;

/// `data/readability.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
pub struct Rules {
    /// The most words that a sentence may have.
    pub sentence_words: usize,
    /// The most words that the sentences of a page may have on average.
    pub average_words: usize,
    /// Whether a Dutch passive (`worden` with a past participle) is told.
    #[serde(default)]
    pub passive: bool,
    /// Words to avoid, and what to write instead.
    #[serde(default)]
    pub jargon: Vec<Avoid>,
}

/// A word to avoid.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
pub struct Avoid {
    /// The words, in lower case; `*` at the end stands for any ending, a space parts words.
    pub words: Vec<String>,
    /// What to write instead.
    pub instead: String,
}

/// The hash of a file and that of the rules.
type Key = (u64, u64);

/// What was found in a file.
#[derive(Debug, Default)]
pub struct Cache {
    found: Mutex<HashMap<Key, Arc<[Diagnostic]>>>,
}

/// Judges every page and every file of data.
pub fn check(tree: &SourceTree, rules: &Rules, cache: &Cache) -> Vec<Diagnostic> {
    let mut hasher = DefaultHasher::new();
    rules.hash(&mut hasher);
    let rules_hash = hasher.finish();
    let jargon = Jargon::new(&rules.jargon);
    let known = cache.found.lock().map(|it| it.clone()).unwrap_or_default();
    let judged: Vec<_> = files(tree)
        .par_iter()
        .map(|(path, file)| {
            let key = (file.hash, rules_hash);
            let found = known.get(&key).cloned();
            (key, found.unwrap_or_else(|| judge(path, file, rules, &jargon).into()))
        })
        .collect();
    let found = judged.iter().flat_map(|(_, it)| it.iter().cloned()).collect();
    if let Ok(mut kept) = cache.found.lock() {
        *kept = judged.into_iter().collect();
    }
    found
}

fn files(tree: &SourceTree) -> Vec<(&Arc<str>, &SourceFile)> {
    let is_page = |path: &str| path.ends_with(".md") && !path.ends_with("/README.md");
    let pages = tree.below("content/").filter(|(path, _)| is_page(path));
    let data = tree.below("data/").filter(|(path, _)| path.ends_with(".yaml") && &***path != RULES);
    pages.chain(data).collect()
}

/// The file with the rules.
pub const RULES: &str = "data/readability.yaml";

fn judge(path: &Arc<str>, file: &SourceFile, rules: &Rules, jargon: &Jargon) -> Vec<Diagnostic> {
    let Ok(text) = std::str::from_utf8(&file.bytes) else { return Vec::new() };
    let page = path.ends_with(".md");
    let Some(blocks) = (if page { prose::of_page(text) } else { prose::of_yaml(text, 0..text.len()) }) else {
        return Vec::new();
    };
    let sentences: Vec<Sentence> = blocks.iter().flat_map(Block::sentences).collect();
    let mut found: Vec<Diagnostic> =
        sentences.iter().flat_map(|it| of_sentence(path, it, rules, jargon, page)).collect();
    if page {
        found.extend(average(path, text, &sentences, rules));
    }
    Silences::of(text, page).apply(path, text, found)
}

fn of_sentence(path: &Arc<str>, sentence: &Sentence, rules: &Rules, jargon: &Jargon, page: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let warn = |code, message: String, span: Range<usize>| Diagnostic::warning(path, code, message).at(span);
    let words = sentence.words();
    if words.len() > rules.sentence_words {
        let message = format!("this sentence has {} words; {} is the most", words.len(), rules.sentence_words);
        let help = format!("make it two sentences, or say why not with {}", silence::example(page));
        found.push(warn("long-sentence", message, sentence.span()).help(help));
    }
    if rules.passive {
        found.extend(passive::find(&words).map(|(verb, participle)| {
            let message = format!("`{} … {}` does not say who does it", words[verb].text, words[participle].text);
            let (from, to) = (verb.min(participle), verb.max(participle));
            let help = format!("write who does it, or say why not with {}", silence::example(page));
            warn("passive", message, sentence.place(words[from].at.start..words[to].at.end)).help(help)
        }));
    }
    found.extend(jargon.find(&words).into_iter().map(|(range, instead)| {
        let place = sentence.place(words[range.start].at.start..words[range.end - 1].at.end);
        let said: Vec<&str> = words[range].iter().map(|it| it.text).collect();
        let help = format!("write {instead}, or say why not with {}", silence::example(page));
        warn("jargon", format!("`{}` is on the list of words to avoid", said.join(" ")), place).help(help)
    }));
    found
}

/// Too many words a sentence over the running text of a page.
fn average(path: &Arc<str>, text: &str, sentences: &[Sentence], rules: &Rules) -> Option<Diagnostic> {
    let lengths: Vec<usize> = sentences.iter().filter(|it| it.running()).map(|it| it.words().len()).collect();
    let (words, count) = (lengths.iter().sum::<usize>(), lengths.len());
    if words <= rules.average_words * count {
        return None;
    }
    let title = text.find("\ntitle:").map_or(0, |at| at + 1);
    let end = text[title..].find('\n').map_or(text.len(), |at| title + at);
    let tenths = words * 10 / count;
    let message = format!(
        "a sentence of this page has {}.{} words on average; {} is the most",
        tenths / 10,
        tenths % 10,
        rules.average_words
    );
    Some(Diagnostic::warning(path, "long-sentences", message).at(title..end).help("make the longest sentences two"))
}
