//! Notices that a file changed, and lets a burst of changes pass as one.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Live;
use crate::source::FOLDERS;

/// How long after a change another one still belongs to it: an editor writes, renames and sets times
/// within a few milliseconds, and a person waits for the rest.
const BURST: Duration = Duration::from_millis(5);

/// A burst that goes on is cut off here, so that a long copy shows something.
const BURST_MOST: u32 = 2;

/// Watches the folders of a site; dropping the result ends it.
///
/// # Errors
/// When the system refuses to watch.
pub(super) fn start(root: &Path, live: Arc<Live>) -> io::Result<RecommendedWatcher> {
    let (sender, receiver) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.map_or(true, |event| !matches!(event.kind, EventKind::Access(_))) {
            // The receiver lives as long as the server; without it nobody needs to know.
            let _ = sender.send(());
        }
    })
    .map_err(io::Error::other)?;
    let watched = FOLDERS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir());
    for folder in watched {
        watcher.watch(&folder, RecursiveMode::Recursive).map_err(io::Error::other)?;
    }
    watcher.watch(root, RecursiveMode::NonRecursive).map_err(io::Error::other)?;
    thread::spawn(move || rebuild_on(&receiver, &live));
    Ok(watcher)
}

fn rebuild_on(receiver: &Receiver<()>, live: &Live) {
    while receiver.recv().is_ok() {
        for _ in 0..BURST_MOST {
            thread::sleep(BURST);
            if receiver.try_iter().count() == 0 {
                break;
            }
        }
        while receiver.try_recv().is_ok() {}
        if let Err(error) = live.rebuild() {
            eprintln!("error: the site cannot be read: {error}");
        }
    }
}
