//! Hands text to a [`forms::session::Session`] and back. No rule and no word is here. Times and random
//! ids come from the script, so that the same calls always give the same text.

use wasm_bindgen::prelude::wasm_bindgen;

/// One person at work with one tool.
#[wasm_bindgen]
pub struct Session(forms::session::Session);

#[wasm_bindgen]
impl Session {
    /// Starts with an empty dossier; see `forms::session::Session`.
    ///
    /// # Errors
    /// When the data of the tool cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(linked: &str, lineage: &str, now: &str) -> Result<Session, String> {
        crate::start(linked, lineage, now).map(Session)
    }

    /// Begins anew with an empty dossier.
    pub fn begin(&mut self, lineage: &str, now: &str) {
        self.0.begin(lineage, now);
    }

    /// What opening this file would lead to: JSON `{outcome, message}`.
    pub fn inspect(&self, text: &str) -> String {
        self.0.inspect(text)
    }

    /// Opens a file; a refused one changes nothing: JSON `{outcome, message}`.
    pub fn open(&mut self, text: &str) -> String {
        self.0.open(text)
    }

    /// JSON `{name, read_only, any, undo, redo}`.
    pub fn state(&self) -> String {
        self.0.state()
    }

    /// A screen: JSON `{address, title, html}` or `null`.
    pub fn screen(&self, address: &str) -> String {
        self.0.screen(address)
    }

    /// Puts a value in its place: JSON `{taken, regions}`.
    pub fn set(&mut self, path: &str, value: &str, address: &str, now: &str) -> String {
        self.0.set(path, value, address, now)
    }

    /// Does what a button asks for: JSON `{taken, address, focus, status, error}`.
    pub fn act(&mut self, name: &str, args: &str, seed: &str, now: &str) -> String {
        self.0.act(name, args, seed, now)
    }

    /// Takes the last change back: JSON as of `act`.
    pub fn undo(&mut self, now: &str) -> String {
        self.0.undo(now)
    }

    /// Does the change again that was taken back: JSON as of `act`.
    pub fn redo(&mut self, now: &str) -> String {
        self.0.redo(now)
    }

    /// Sets changes out for a yes or no: JSON as of `act`.
    pub fn propose(&mut self, proposal: &str, file: &str, back: &str, now: &str) -> String {
        self.0.propose(proposal, file, back, now)
    }

    /// An older dossier to compare with: JSON `{outcome, message}`.
    pub fn compare_with(&mut self, text: &str) -> String {
        self.0.compare_with(text)
    }

    /// Everything that was filled in, as HTML for paper.
    pub fn print(&self) -> String {
        self.0.print()
    }

    /// A text file: JSON `{name, type, text}` or `null`.
    pub fn file(&self, kind: &str) -> String {
        self.0.file(kind)
    }

    /// The dossier as text, for the crash buffer.
    pub fn text(&self) -> String {
        self.0.text()
    }

    /// The dossier as text for a file, counted as a new revision.
    pub fn save(&mut self, kind: &str) -> String {
        self.0.save(kind)
    }

    /// A name for the file.
    pub fn file_name(&self, kind: &str) -> String {
        self.0.file_name(kind)
    }

    /// The rules of a questionnaire alone: answers in, evaluation out, both JSON.
    ///
    /// # Errors
    /// When the answers cannot be read.
    pub fn evaluate_json(&self, answers: &str) -> Result<String, String> {
        self.0.evaluate_json(answers)
    }
}
