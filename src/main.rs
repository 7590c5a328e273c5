//! The program `bcm-portal`.

use std::process::ExitCode;

fn main() -> ExitCode {
    bcm_portal::cli::run()
}
