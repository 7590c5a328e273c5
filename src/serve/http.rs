//! Requests to answers: only what the output map holds, with the headers a host would send.

use std::io::{self, Read};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

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
            request.respond(add(answer, "Allow", "GET, HEAD"))
        }
        SCRIPT => request.respond(plain(include_str!("live.js"), 200, SCRIPT)),
        EVENTS => {
            let live = live.clone();
            thread::spawn(move || drop(events(request, &live)));
            Ok(())
        }
        path => page(request, path, live),
    };
}

/// A header; the names and values here are ours and always accepted.
fn header(name: &str, value: &str) -> Option<Header> {
    Header::from_bytes(name, value).ok()
}

fn add<R: Read>(mut response: Response<R>, name: &str, value: &str) -> Response<R> {
    if let Some(header) = header(name, value) {
        response.add_header(header);
    }
    response
}

fn page(request: Request, path: &str, live: &Live) -> io::Result<()> {
    let now = live.now();
    let Some(good) = &now.good else { return request.respond(errors(&now, None)) };
    if now.errors.is_some() && is_page(path) {
        return request.respond(errors(&now, Some(good)));
    }
    let rules = feeds::rules(&good.renderer);
    let Some(file) = file_of(path, good) else { return request.respond(missing(good, &rules)) };
    match file {
        Found::Moved(to) => request.respond(add(plain("", 308, "/308.txt"), "Location", &to)),
        Found::File(file) => match good.output.get(&file) {
            Some(Ok(bytes)) => request.respond(with_headers(bytes.to_vec(), 200, &rules, &format!("/{file}"))),
            Some(Err(mistake)) => {
                let text = live.explain(&mistake);
                let now = Now { errors: Some(text), ..now.clone() };
                request.respond(errors(&now, Some(good)))
            }
            None => request.respond(missing(good, &rules)),
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

type Answer = Response<io::Cursor<Vec<u8>>>;

fn with_headers(bytes: Vec<u8>, status: u16, rules: &[headers::Rule], path: &str) -> Answer {
    let mut response = Response::from_data(bytes).with_status_code(StatusCode(status));
    for (name, value) in headers::of(rules, path) {
        response = add(response, name, &value);
    }
    response
}

/// An answer that no build made, with the headers of one.
fn plain(text: &str, status: u16, path: &str) -> Answer {
    with_headers(text.as_bytes().to_vec(), status, &headers::rules([], true), path)
}

fn missing(good: &Good, rules: &[headers::Rule]) -> Answer {
    let bytes = good.output.get("404.html").and_then(Result::ok).map_or_else(Vec::new, |bytes| bytes.to_vec());
    with_headers(bytes, 404, rules, "/404.html")
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
    with_headers(bytes, 500, &rules, "/errors.html")
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
