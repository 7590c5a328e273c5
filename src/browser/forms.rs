//! The program `forms`: hands text to a [`forms::session::Session`] and back.
//!
//! No rule and no word is here. Times and random ids come from the script, so that the same calls
//! always give the same text.

use wasm_bindgen::prelude::wasm_bindgen;

/// One person at work on one questionnaire.
#[wasm_bindgen]
pub struct Session(forms::session::Session);

#[wasm_bindgen]
impl Session {
    /// Starts with an empty dossier; see `forms::session::Session::new`.
    ///
    /// # Errors
    /// When the questionnaire's JSON cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(linked: &str, lineage: &str, now: &str) -> Result<Session, String> {
        forms::session::Session::new(linked, lineage, now).map(Session)
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

    /// Puts down an answer and says whether it was taken.
    pub fn answer(&mut self, question: &str, response: &str, now: &str) -> bool {
        self.0.answer(question, response, now)
    }

    /// Changes the name of the government and says whether it was taken.
    pub fn set_name(&mut self, name: &str, now: &str) -> bool {
        self.0.set_name(name, now)
    }

    /// What the fields show: JSON `{name, read_only, any, first_open, responses}`.
    pub fn shown(&self) -> String {
        self.0.shown()
    }

    /// The regions that an answer changes: JSON `{place, progress, result}`.
    pub fn render(&self, current: usize) -> String {
        self.0.render(current)
    }

    /// The dossier as text, for the crash buffer.
    pub fn text(&self) -> String {
        self.0.text()
    }

    /// The dossier as text for a file, counted as a new revision.
    pub fn save(&mut self) -> String {
        self.0.save()
    }

    /// A name for the file.
    pub fn file_name(&self) -> String {
        self.0.file_name()
    }

    /// The rules alone: answers in, evaluation out, both JSON.
    ///
    /// # Errors
    /// When the answers cannot be read.
    pub fn evaluate_json(&self, answers: &str) -> Result<String, String> {
        self.0.evaluate_json(answers)
    }
}

fn main() {}
