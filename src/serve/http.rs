//! Requests to answers: only what the output map holds, with the headers a host would send.

use std::io::{self, Write as _};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tiny_http::{Method, Request, Server, StatusCode};

use super::Live;
use super::live::{Good, Now};
use crate::export::{feeds, headers};
use crate::parse::markdown::escaped;

/// The script that reloads a page; the only address that a build does not make, with [`EVENTS`].
const SCRIPT: &str = "/__live.js";

/// Where that script hears of changes.
const EVENTS: &str = "/__events";

/// How often a silent connection is given a sign of life, so that a closed one is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Threads that answer; waiting for changes has threads of its own.
const THREADS: usize = 4;

/// Answers until the server is closed.
pub(super) fn run(server: &Server, live: &Arc<Live>) {
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    answer(request, live);
                }
            });
        }
    });
}

fn answer(request: Request, live: &Arc<Live>) {
    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    // A browser that went away while it was answered is no news.
    let _ = match path.as_str() {
        _ if !matches!(request.method(), Method::Get | Method::Head) => {
            let answer = plain("only GET and HEAD are answered\n", 405, "/405.txt");
            answer.with("Allow", "GET, HEAD").send(request)
        }
        SCRIPT => plain(include_str!("live.js"), 200, SCRIPT).send(request),
        EVENTS => {
            let live = live.clone();
            thread::spawn(move || drop(events(request, &live)));
            Ok(())
        }
        path => page(request, path, live),
    };
}

fn page(request: Request, path: &str, live: &Live) -> io::Result<()> {
    let now = live.now();
    let Some(good) = &now.good else { return errors(&now, None).send(request) };
    if now.errors.is_some() && is_page(path) {
        return errors(&now, Some(good)).send(request);
    }
    let rules = feeds::rules(&good.renderer);
    let Some(file) = file_of(path, good) else { return missing(good, &rules, now.number).send(request) };
    match file {
        Found::Moved(to) => plain("", 308, "/308.txt").with("Location", &to).send(request),
        Found::File(file) => match good.output.get(&file) {
            Some(Ok(bytes)) => {
                with_headers(of_build(&bytes, &file, now.number), 200, &rules, &format!("/{file}")).send(request)
            }
            Some(Err(mistake)) => {
                let text = live.explain(&mistake);
                let now = Now { errors: Some(text), ..now.clone() };
                errors(&now, Some(good)).send(request)
            }
            None => missing(good, &rules, now.number).send(request),
        },
    }
}

enum Found {
    File(String),
    Moved(String),
}

fn is_page(path: &str) -> bool {
    path.ends_with('/') || path.ends_with(".html") || !path.rsplit('/').next().unwrap_or_default().contains('.')
}

/// The file of the output map that a path asks for; a path is looked up, never joined to a folder.
fn file_of(path: &str, good: &Good) -> Option<Found> {
    let path = path.strip_prefix(good.renderer.site.base.path())?;
    let path = decoded(path)?;
    if path.is_empty() || path.ends_with('/') {
        return Some(Found::File(format!("{path}index.html")));
    }
    if good.output.contains(&path) {
        return Some(Found::File(path));
    }
    let folder = format!("{path}/index.html");
    good.output.contains(&folder).then(|| Found::Moved(good.renderer.site.base.href(&format!("{path}/"))))
}

fn decoded(path: &str) -> Option<String> {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let pair = [bytes.next()?, bytes.next()?];
        out.push(u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?);
    }
    String::from_utf8(out).ok()
}

/// Status, headers and body of an answer.
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    /// Writes the answer and asks for the connection to be closed. By hand, for the library gives no
    /// say in that: it keeps a thread on every connection that a browser leaves open, and a request
    /// that comes while all are taken may wait for ever.
    fn send(self, request: Request) -> io::Result<()> {
        let reason = StatusCode(self.status).default_reason_phrase();
        let mut head = format!("HTTP/1.1 {} {reason}\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\nConnection: close\r\n\r\n", self.body.len()));
        let body = if *request.method() == Method::Head { Vec::new() } else { self.body };
        let mut out = request.into_writer();
        out.write_all(head.as_bytes())?;
        out.write_all(&body)?;
        out.flush()
    }

    fn with(mut self, name: &'static str, value: &str) -> Answer {
        self.headers.push((name, value.to_owned()));
        self
    }
}

fn with_headers(body: Vec<u8>, status: u16, rules: &[headers::Rule], path: &str) -> Answer {
    Answer { status, headers: headers::of(rules, path), body }
}

/// A page with the number of its build in the address of the script that waits for the next one.
fn of_build(bytes: &[u8], file: &str, number: u64) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(html) if file.ends_with(".html") => numbered(html, number).into_bytes(),
        _ => bytes.to_vec(),
    }
}

fn numbered(html: &str, number: u64) -> String {
    html.replacen(&format!("\"{SCRIPT}\""), &format!("\"{SCRIPT}?build={number}\""), 1)
}

/// An answer that no build made, with the headers of one.
fn plain(text: &str, status: u16, path: &str) -> Answer {
    with_headers(text.as_bytes().to_vec(), status, &headers::rules([], true), path)
}

fn missing(good: &Good, rules: &[headers::Rule], number: u64) -> Answer {
    let bytes = good.output.get("404.html").and_then(Result::ok).map_or_else(Vec::new, |bytes| bytes.to_vec());
    with_headers(of_build(&bytes, "404.html", number), 404, rules, "/404.html")
}

/// The messages as a page, in the theme when there is one.
fn errors(now: &Now, good: Option<&Good>) -> Answer {
    let text = now.errors.as_deref().unwrap_or_default();
    let list = format!("<pre class=\"code\" tabindex=\"0\" data-errors>{text}</pre>");
    let themed = good.and_then(|good| good.renderer.errors(&list).ok());
    let bytes = themed.unwrap_or_else(|| {
        format!(
            "<!doctype html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><title>{0}</title>\
             <script src=\"{SCRIPT}\" defer></script></head><body><h1>{0}</h1>{list}</body></html>\n",
            escaped("Deze site heeft meldingen")
        )
        .into_bytes()
    });
    let rules = headers::rules([], true);
    with_headers(of_build(&bytes, "errors.html", now.number), 500, &rules, "/errors.html")
}

/// Server-sent events: the number of the newest build, at once and at every change.
fn events(request: Request, live: &Live) -> io::Result<()> {
    let mut out = request.into_writer();
    // By hand: the library closes a response that has no length before it is written.
    out.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
          X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n",
    )?;
    let mut number = live.now().number;
    loop {
        write!(out, "data: {number}\n\n")?;
        out.flush()?;
        number = live.wait(number, HEARTBEAT).number;
    }
}
