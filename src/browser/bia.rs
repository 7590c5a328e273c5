//! The program `bia`: the business impact analysis.

mod session;

fn start(linked: &str, lineage: &str, now: &str) -> Result<forms::session::Session, String> {
    forms::session::Session::bia(linked, lineage, now)
}

fn main() {}
