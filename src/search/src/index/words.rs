//! A set of words that gives each a number.

use crate::format::hash64;

/// Numbers words in order of first appearance, without an allocation per word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    text: String,
    ends: Vec<u32>,
    hashes: Vec<u32>,
    /// Open addressing: number + 1 of the word in the slot, 0 for none. A power of two long.
    slots: Vec<u32>,
}

impl Words {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start as usize..self.ends[number] as usize]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    /// An empty set with room for some words.
    pub(crate) fn with_room_for(words: usize) -> Self {
        let mut set = Self {
            text: String::with_capacity(words * 10),
            ends: Vec::with_capacity(words),
            hashes: Vec::with_capacity(words),
            slots: Vec::new(),
        };
        set.slots = vec![0; (words * 4).next_power_of_two().max(64)];
        set
    }

    /// The hash of the word with this number, for [`Words::number_with`] of another set.
    pub(crate) fn hash_of(&self, number: u32) -> u32 {
        self.hashes[number as usize]
    }

    /// The number of the word, a new one when it has none yet.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        self.number_with(word, hash(word))
    }

    /// As [`Words::number`], for a word whose hash is known.
    pub(crate) fn number_with(&mut self, word: &str, hash: u32) -> u32 {
        if self.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = match self.find(word, hash) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        self.hashes.push(hash);
        let number = self.len() as u32;
        self.slots[slot] = number;
        number - 1
    }

    /// The number of a word that is in the set.
    pub(crate) fn lookup(&self, word: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.find(word, hash(word)).ok()
    }

    /// Gives up the table and keeps the words: for a set that is complete.
    pub(crate) fn freeze(&mut self) {
        self.slots = Vec::new();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.hashes.shrink_to_fit();
    }

    fn find(&self, word: &str, hash: u32) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                taken => {
                    let number = taken - 1;
                    if self.hashes[number as usize] == hash && self.get(number) == word {
                        return Ok(number);
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let len = (self.slots.len() * 4).max(1024);
        self.slots = vec![0; len];
        for (number, hash) in self.hashes.iter().enumerate() {
            let mut slot = *hash as usize & (len - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (len - 1);
            }
            self.slots[slot] = number as u32 + 1;
        }
    }
}

fn hash(word: &str) -> u32 {
    (hash64(0, word.as_bytes()) >> 32) as u32
}
