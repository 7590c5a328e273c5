//! How the screens are looked at. Not part of the dossier, and gone when the page is left.

use bcm::json::ById;

/// What is chosen on screen: filters, parts that are open, screens whose mistakes are told.
#[derive(Debug, Clone, Default)]
pub(crate) struct View(ById<String>);

impl View {
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    pub(crate) fn set(&mut self, key: &str, value: &str) {
        if value.is_empty() {
            self.0.remove(key);
        } else {
            self.0.insert(key.to_owned(), value.to_owned());
        }
    }
}
