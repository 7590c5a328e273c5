//! The program `bcp`: the continuity plan.

mod session;

fn start(linked: &str, lineage: &str, now: &str) -> Result<forms::session::Session, String> {
    forms::session::Session::bcp(linked, lineage, now)
}

fn main() {}
