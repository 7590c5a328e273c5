//! The command line: what it accepts, what it prints, how it ends.

use std::io::{IsTerminal, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use clap::{Args, Parser, Subcommand};

use crate::diag::{self, Diagnostic, Format};
use crate::output::disk::{self, WriteError};
use crate::site::Settings;
use crate::source::{Reader, SourceTree};
use crate::{AllTexts, Cache, build, new_page, serve};
use bcm::date::Date;

/// A portal is built, served and checked from a folder with `content/` and `data/site.yaml`.
#[derive(Debug, Parser)]
#[command(name = "bcm-portal", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site into a folder
    Build {
        #[command(flatten)]
        site: SiteArgs,
        /// Folder to write; replaced as a whole
        #[arg(long, value_name = "DIR", default_value = "public")]
        out: PathBuf,
        /// Exit with 1 when there are warnings
        #[arg(long)]
        strict: bool,
    },
    /// Serve the site on this machine and build it again when a file changes
    Serve {
        /// Folder of the site
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: PathBuf,
        /// Where to listen; when the port is taken the next one is used
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:1111")]
        addr: SocketAddr,
        /// Open the site in a browser
        #[arg(long)]
        open: bool,
    },
    /// Say what is wrong with the site, and write nothing
    Check {
        #[command(flatten)]
        site: SiteArgs,
        /// How messages are written
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
        /// Exit with 1 when there are warnings
        #[arg(long)]
        strict: bool,
    },
    /// Make a page that builds
    New {
        /// What sort of page: guidance, workshop, reference, template, case, block, start, faq, tool, page
        kind: String,
        /// The last part of its address, such as `wat-is-een-bcp`
        slug: String,
        /// Folder of the site
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: PathBuf,
    },
}

#[derive(Debug, Args)]
struct SiteArgs {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where the site will live, such as `https://voorbeeld.example/map/`; `data/site.yaml` says it otherwise
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Today, for review dates and the like
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    date: Option<Date>,
    /// Tell search engines to stay away, for a preview
    #[arg(long)]
    noindex: bool,
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a day such as 2026-11-23".to_owned())
}

/// How a command ends: 0 done, 1 the site has mistakes, 2 the machine or the command line is wrong.
enum End {
    Done,
    Mistakes,
    Broken(String),
}

/// Runs the command line and gives the exit code.
pub fn run() -> ExitCode {
    let end = match Cli::parse().command {
        Command::Build { site, out, strict } => build_command(&site, &out, strict),
        Command::Serve { root, addr, open } => serve_command(root, addr, open),
        Command::Check { site, format, strict } => check_command(&site, format, strict),
        Command::New { kind, slug, root } => new_command(&kind, &slug, &root),
    };
    match end {
        End::Done => ExitCode::SUCCESS,
        End::Mistakes => ExitCode::from(1),
        End::Broken(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn settings(site: &SiteArgs) -> Settings {
    Settings {
        base_url: site.base_url.clone(),
        date: site.date.unwrap_or_else(today),
        live: false,
        noindex: site.noindex,
    }
}

fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    Date::from_unix_days(i64::try_from(seconds / 86_400).unwrap_or(0))
}

fn color() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

fn read(root: &Path) -> Result<Reader, String> {
    let mut reader = Reader::new(root);
    match reader.read() {
        Ok(_) => Ok(reader),
        Err(error) => Err(format!("the folder `{}` cannot be read: {error}", root.display())),
    }
}

fn build_command(site: &SiteArgs, out: &Path, strict: bool) -> End {
    let start = Instant::now();
    let reader = match read(&site.root) {
        Ok(reader) => reader,
        Err(message) => return End::Broken(message),
    };
    let tree = reader.tree();
    let outcome = build(tree, &settings(site), &Cache::default());
    eprint!("{}", diag::write(&outcome.diagnostics, &AllTexts(tree), Format::Human, color()));
    let Some(output) = outcome.output else { return End::Mistakes };
    match disk::write(&output, out) {
        Ok(files) => {
            println!("{files} files in {} ({:.2} s)", out.display(), start.elapsed().as_secs_f64());
            ended(&outcome.diagnostics, strict)
        }
        Err(WriteError::Content(mistakes)) => mistaken(mistakes, tree),
        Err(error) => End::Broken(error.to_string()),
    }
}

fn mistaken(mut mistakes: Vec<Diagnostic>, tree: &SourceTree) -> End {
    diag::sort(&mut mistakes);
    eprint!("{}", diag::write(&mistakes, &AllTexts(tree), Format::Human, color()));
    End::Mistakes
}

fn ended(diagnostics: &[Diagnostic], strict: bool) -> End {
    let bad = diag::has_errors(diagnostics) || strict && !diagnostics.is_empty();
    if bad { End::Mistakes } else { End::Done }
}

fn check_command(site: &SiteArgs, format: Format, strict: bool) -> End {
    let reader = match read(&site.root) {
        Ok(reader) => reader,
        Err(message) => return End::Broken(message),
    };
    let tree = reader.tree();
    let outcome = build(tree, &settings(site), &Cache::default());
    let mut diagnostics = outcome.diagnostics;
    if let Some(output) = &outcome.output {
        diagnostics.extend(output.mistakes());
        diag::sort(&mut diagnostics);
    }
    let text = diag::write(&diagnostics, &AllTexts(tree), format, color());
    // A closed pipe is its reader's choice.
    let _ = match format {
        Format::Human => std::io::stderr().write_all(text.as_bytes()),
        _ => std::io::stdout().write_all(text.as_bytes()),
    };
    if format == Format::Human && diagnostics.is_empty() {
        println!("no mistakes");
    }
    ended(&diagnostics, strict)
}

fn serve_command(root: PathBuf, addr: SocketAddr, open: bool) -> End {
    if !addr.ip().is_loopback() {
        return End::Broken(format!("`{addr}` is not an address of this machine alone; use 127.0.0.1 or [::1]"));
    }
    let settings = Settings { base_url: None, date: today(), live: true, noindex: true };
    let options = serve::Options { root, addr, settings, color: color() };
    let started = |addr: SocketAddr, moved: bool| {
        if moved {
            eprintln!("the port {} is taken; the next free one is used", options.addr.port());
        }
        println!("http://{addr}/");
        if open {
            open_browser(&format!("http://{addr}/"));
        }
    };
    match serve::serve(&options, started) {
        Ok(()) => End::Done,
        Err(error) => End::Broken(error.to_string()),
    }
}

fn open_browser(url: &str) {
    let opener = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    if std::process::Command::new(opener).arg(url).spawn().is_err() {
        eprintln!("no browser could be opened; go to {url}");
    }
}

fn new_command(kind: &str, slug: &str, root: &Path) -> End {
    match new_page::make(kind, slug, root, today()) {
        Ok(path) => {
            println!("{}", path.display());
            End::Done
        }
        Err(message) => End::Broken(message),
    }
}
