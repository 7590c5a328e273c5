//! The program `forms`: questionnaires of levels and of fields.

mod session;

fn start(linked: &str, lineage: &str, now: &str) -> Result<forms::session::Session, String> {
    forms::session::Session::questionnaire(linked, lineage, now)
}

fn main() {}
