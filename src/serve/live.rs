//! The newest good site, and what is wrong with the newest files.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::diag::{self, Diagnostic, Format};
use crate::output::OutputTree;
use crate::parse::markdown::escaped;
use crate::render::Renderer;
use crate::site::Settings;
use crate::source::Reader;
use crate::{AllTexts, Cache, build};

/// What pages are answered from.
#[derive(Clone, Debug)]
pub struct Good {
    /// The files.
    pub output: Arc<OutputTree>,
    /// The renderer behind them.
    pub renderer: Arc<Renderer>,
}

/// What is served now.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// The newest site without errors.
    pub good: Option<Good>,
    /// The messages of the newest files, as HTML, while they hold an error.
    pub errors: Option<String>,
    /// Counts builds; a page that has another number is old.
    pub number: u64,
}

/// Builds, keeps the newest good site and wakes who waits for a change.
#[derive(Debug)]
pub struct Live {
    settings: Settings,
    color: bool,
    reader: Mutex<Reader>,
    cache: Cache,
    now: Mutex<Now>,
    changed: Condvar,
}

impl Live {
    /// Nothing built yet.
    pub fn new(root: PathBuf, settings: Settings, color: bool) -> Live {
        Live {
            settings,
            color,
            reader: Mutex::new(Reader::new(&root)),
            cache: Cache::default(),
            now: Mutex::new(Now::default()),
            changed: Condvar::new(),
        }
    }

    /// What is served now.
    pub fn now(&self) -> Now {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until there is something newer than `number`, or `patience` is over.
    pub fn wait(&self, number: u64, patience: Duration) -> Now {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(now, patience, |now| now.number == number);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Reads and builds; the last good site stays while there are errors.
    ///
    /// # Errors
    /// When the root cannot be read.
    pub fn rebuild(&self) -> io::Result<()> {
        let start = Instant::now();
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let tree = reader.read()?;
        let outcome = build(tree, &self.settings, &self.cache);
        let good = outcome.output.zip(outcome.renderer);
        let messages = diag::write(&outcome.diagnostics, &AllTexts(tree), Format::Human, self.color);
        let plain = diag::write(&outcome.diagnostics, &AllTexts(tree), Format::Human, false);
        let whole = good.is_some();
        {
            let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
            now.number += 1;
            now.errors = (!whole).then(|| escaped(&plain));
            if let Some((output, renderer)) = good {
                now.good = Some(Good { output: Arc::new(output), renderer });
            }
        }
        self.changed.notify_all();
        report(&outcome.diagnostics, &messages, whole, start.elapsed());
        Ok(())
    }

    /// A mistake that shows only when a page is made: on the terminal, and as HTML.
    pub fn explain(&self, mistake: &Diagnostic) -> String {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let list = std::slice::from_ref(mistake);
        let tree = reader.tree();
        eprint!("{}", diag::write(list, &AllTexts(tree), Format::Human, self.color));
        escaped(&diag::write(list, &AllTexts(tree), Format::Human, false))
    }
}

fn report(diagnostics: &[Diagnostic], messages: &str, whole: bool, took: Duration) {
    eprint!("{messages}");
    let (errors, _) = diag::count(diagnostics);
    let took = format!("{:.0} ms", took.as_secs_f64() * 1000.0);
    if whole {
        eprintln!("built in {took}");
    } else {
        eprintln!("{errors} to mend; the last good site is still served ({took})");
    }
}
