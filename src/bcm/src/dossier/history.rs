//! Undo and redo.

use super::{Change, Dossier};

/// So many groups can be undone.
pub const LIMIT: usize = 200;

/// Changes that are undone together, in the order in which they were made.
pub type Group = Vec<Change>;

/// What was done, and what was undone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    done: Vec<Group>,
    undone: Vec<Group>,
    /// Whether the next change of the same path belongs to the last group.
    open: bool,
}

impl History {
    /// Nothing done yet.
    pub fn new() -> History {
        History::default()
    }

    /// Remembers changes that were just made. A change of the path that the last group began with, such
    /// as the next letter, joins that group; a clearing stands alone.
    pub fn record(&mut self, mut group: Group) {
        if group.is_empty() {
            return;
        }
        self.undone.clear();
        if let ([next], Some([last, ..])) = (group.as_slice(), self.done.last_mut().map(Vec::as_mut_slice))
            && self.open
            && last.path == next.path
            && last.after.is_some()
            && next.after.is_some()
        {
            *last = last.followed_by(group.remove(0));
            return;
        }
        self.open = true;
        self.done.push(group);
        if self.done.len() > LIMIT {
            self.done.remove(0);
        }
    }

    /// The next change begins a group of its own, also at the same path.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Undoes the last group, and gives the changes that this made.
    pub fn undo(&mut self, dossier: &mut Dossier, now: &str) -> Option<Group> {
        let group = self.done.pop()?;
        let back: Group = group.iter().rev().map(Change::inverse).collect();
        dossier.apply(&back, now);
        self.undone.push(group);
        self.open = false;
        Some(back)
    }

    /// Does the last undone group again, and gives the changes that this made.
    pub fn redo(&mut self, dossier: &mut Dossier, now: &str) -> Option<Group> {
        let group = self.undone.pop()?;
        dossier.apply(&group, now);
        self.done.push(group.clone());
        self.open = false;
        Some(group)
    }

    /// Whether something can be undone.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether something can be redone.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Forgets everything, such as after another file was opened.
    pub fn clear(&mut self) {
        *self = History::default();
    }
}
