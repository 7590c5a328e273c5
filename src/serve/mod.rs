//! The development server: the output map over HTTP, built again when a file changes.
//!
//! It listens on this machine alone, answers with what the build made and nothing else, and tells
//! open pages when there is something new. It calls the same [`build`](crate::build) as everybody.

mod http;
mod live;
mod watch;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use crate::site::Settings;

pub use live::Live;

/// How many ports are tried when the wanted one is taken.
const PORTS: u16 = 20;

/// What the server is told.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the site.
    pub root: PathBuf,
    /// Where to listen; a taken port gives the next.
    pub addr: SocketAddr,
    /// What a build is told.
    pub settings: Settings,
    /// Whether messages may have colours.
    pub color: bool,
}

/// Serves until the process is ended. Calls `started` with the address once pages can be asked for.
///
/// # Errors
/// When no port is free, or the root cannot be read or watched.
pub fn serve(options: &Options, started: impl FnOnce(SocketAddr, bool)) -> io::Result<()> {
    let (server, addr) = bind(options.addr)?;
    let mut settings = options.settings.clone();
    settings.base_url = Some(format!("http://{addr}/"));
    let live = Arc::new(Live::new(options.root.clone(), settings, options.color));
    live.rebuild()?;
    let watcher = watch::start(&options.root, live.clone())?;
    started(addr, addr != options.addr);
    http::run(&server, &live);
    drop(watcher);
    Ok(())
}

fn bind(wanted: SocketAddr) -> io::Result<(tiny_http::Server, SocketAddr)> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for step in 0..PORTS {
        let Some(port) = wanted.port().checked_add(step) else { break };
        let addr = SocketAddr::new(wanted.ip(), port);
        match tiny_http::Server::http(addr) {
            Ok(server) => {
                let addr = server.server_addr().to_ip().unwrap_or(addr);
                return Ok((server, addr));
            }
            Err(error) => last = to_io(error),
        }
        if last.kind() != io::ErrorKind::AddrInUse {
            break;
        }
    }
    Err(io::Error::new(last.kind(), format!("cannot listen on {wanted}: {last}")))
}

fn to_io(error: Box<dyn std::error::Error + Send + Sync>) -> io::Error {
    match error.downcast::<io::Error>() {
        Ok(error) => *error,
        Err(error) => io::Error::other(error.to_string()),
    }
}
