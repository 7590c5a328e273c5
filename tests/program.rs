//! The program itself: arguments in, exit codes and messages out, and the folder it writes.

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use common::{TempDir, snapshot};

const CONFIG: &str = "title: T\nbase_url: https://voorbeeld.example/\nlanguage: nl\n";
const PAGE: &str = "---\ntitle: Thuis\n---\n\nHallo.\n";

fn program(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bcm-portal")).args(arguments).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A site that builds, with its output beside it.
fn site(name: &str) -> TempDir {
    let dir = TempDir::new(name);
    dir.write("data/site.yaml", CONFIG);
    dir.write("content/index.md", PAGE);
    dir
}

fn arguments(dir: &TempDir) -> (String, String) {
    (dir.path().display().to_string(), dir.path().join("public").display().to_string())
}

fn build(dir: &TempDir) -> Output {
    let (root, out) = arguments(dir);
    program(&["build", "--root", &root, "--out", &out, "--date", "2026-11-23"])
}

/// Spoils a site that was built once, and expects a message, an exit code and the old output.
fn refuses(name: &str, code: i32, message: &str, spoil: impl FnOnce(&TempDir)) {
    let dir = site(name);
    assert!(build(&dir).status.success());
    let before = snapshot(&dir.path().join("public"));
    spoil(&dir);
    let output = build(&dir);
    let said = text(&output.stderr);
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(said.contains(message), "expected `{message}` in:\n{said}");
    assert!(snapshot(&dir.path().join("public")) == before, "the output changed");
}

#[test]
fn a_yaml_bomb_is_refused() {
    let mut bomb = String::from("---\ntitle: T\nextra:\n  a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (name, before) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        let list = vec![format!("*{before}"); 9].join(",");
        bomb.push_str(&format!("  {name}: &{name} [{list}]\n"));
    }
    bomb.push_str("---\n");
    refuses("bomb", 1, "content/index.md", |dir| dir.write("content/index.md", &bomb));
}

#[test]
fn a_page_of_fifty_megabytes_is_refused() {
    refuses("large", 1, "at most 5242880 are read", |dir| {
        dir.write("content/groot.md", [PAGE.as_bytes(), &vec![b'a'; 50 * 1024 * 1024]].concat());
    });
}

#[test]
fn a_page_that_is_not_utf8_is_refused() {
    refuses("latin", 1, "not valid UTF-8: line 5", |dir| {
        dir.write("content/index.md", b"---\ntitle: T\n---\n\nCaf\xe9\n")
    });
}

#[test]
fn a_name_with_a_space_or_an_accent_is_refused_with_a_better_one() {
    refuses("space", 1, "content/mijn-pagina.md", |dir| dir.write("content/mijn pagina.md", PAGE));
    refuses("accent", 1, "content/cafe.md", |dir| dir.write("content/café.md", PAGE));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_circle_or_out_of_the_root_is_refused() {
    use std::os::unix::fs::symlink;
    refuses("circle", 1, "leads back into a folder that contains it", |dir| {
        symlink(dir.path().join("content"), dir.path().join("content/rond")).expect("a link");
    });
    refuses("nowhere", 1, "leads nowhere, or in a circle", |dir| {
        symlink(dir.path().join("content/a"), dir.path().join("content/a")).expect("a link");
    });
    refuses("outside", 1, "leads outside the root folder", |dir| {
        symlink("/etc/hostname", dir.path().join("content/weg.md")).expect("a link");
    });
}

#[test]
fn a_template_with_an_error_is_refused_with_its_place() {
    refuses("template", 1, "themes/default/templates/base.html:2:", |dir| {
        dir.write("themes/default/templates/base.html", "<!doctype html>\n{% if page %}\n");
    });
    refuses("template-late", 1, "themes/default/templates/home.html:1:", |dir| {
        dir.write("content/index.md", "---\ntitle: T\nlayout: home\n---\n");
        dir.write("themes/default/templates/home.html", "{{ page.nothing.more }}");
    });
}

#[test]
fn a_folder_without_a_site_is_refused() {
    refuses("no-config", 1, "`data/site.yaml` is missing", |dir| {
        fs::remove_file(dir.path().join("data/site.yaml")).expect("it was there");
    });
    refuses("empty", 1, "`content/` is missing or empty", |dir| {
        fs::remove_dir_all(dir.path().join("content")).expect("it was there");
    });
    let output = program(&["build", "--root", "geen/folder"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`geen/folder` cannot be read"));
}

#[test]
fn a_folder_that_no_build_made_is_never_replaced() {
    let dir = site("foreign");
    dir.write("public/vakantie.jpg", b"een foto");
    let output = build(&dir);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no build made it"));
    assert_eq!(fs::read(dir.path().join("public/vakantie.jpg")).expect("it is there"), b"een foto");
}

#[test]
fn warnings_end_with_one_only_when_strict() {
    let dir = site("strict");
    dir.write("content/index.md", "---\ntitle: T\nreview_by: 2020-01-01\n---\n");
    let (root, out) = arguments(&dir);
    assert_eq!(program(&["build", "--root", &root, "--out", &out]).status.code(), Some(0));
    assert_eq!(program(&["build", "--root", &root, "--out", &out, "--strict"]).status.code(), Some(1));
    assert_eq!(program(&["check", "--root", &root]).status.code(), Some(0));
    assert_eq!(program(&["check", "--root", &root, "--strict"]).status.code(), Some(1));
}

#[test]
fn check_speaks_to_machines() {
    let dir = site("machines");
    dir.write("content/index.md", "---\ntitle: T\ntagz: [a]\n---\n\n[x](weg.md)\n");
    let (root, _) = arguments(&dir);
    let output = program(&["check", "--root", &root, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&json["errors"], &json["warnings"]), (&2.into(), &0.into()));
    let first = &json["diagnostics"][0];
    assert_eq!((&first["code"], &first["line"], &first["column"]), (&"unknown-key".into(), &3.into(), &1.into()));
    assert_eq!(first["help"], "did you mean `tags`?");
    let output = program(&["check", "--root", &root, "--format", "github"]);
    let said = text(&output.stdout);
    assert!(said.contains("::error file=content/index.md,line=6,endLine=6,col=1,title=broken-link::"), "{said}");
    assert!(!dir.path().join("public").exists(), "check writes nothing");
}

#[test]
fn every_kind_of_new_page_builds() {
    let dir = TempDir::new("new");
    for folder in ["data", "content"] {
        for (path, bytes) in snapshot(&common::root().join(folder)) {
            dir.write(&format!("{folder}/{}", path.display()), bytes);
        }
    }
    let (root, out) = arguments(&dir);
    for kind in ["guidance", "workshop", "reference", "template", "case", "block", "start", "faq", "tool", "page"] {
        let output = program(&["new", kind, &format!("nieuw-{kind}"), "--root", &root]);
        let path = text(&output.stdout).trim().to_owned();
        assert!(output.status.success(), "{kind}: {}", text(&output.stderr));
        let page = fs::read_to_string(&path).expect("the page is there").replace("draft: true\n", "");
        fs::write(&path, page).expect("it can be published");
    }
    let output = program(&["build", "--root", &root, "--out", &out, "--date", "2026-11-23"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let again = program(&["new", "guidance", "nieuw-guidance", "--root", &root]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("exists already"));
    assert!(text(&program(&["new", "guidence", "x", "--root", &root]).stderr).contains("did you mean `guidance`?"));
    assert!(text(&program(&["new", "page", "Mijn pagina", "--root", &root]).stderr).contains("use `mijn-pagina`"));
}

/// A site with enough pages that a build can be stopped in the middle of it.
fn many(dir: &TempDir, word: &str) {
    dir.write("data/site.yaml", CONFIG);
    dir.write("content/index.md", PAGE);
    for n in 0..300 {
        let page =
            format!("---\ntitle: Pagina {n} {word}\n---\n\n## {word}\n\n{}\n", format!("{word} en tekst. ").repeat(60));
        dir.write(&format!("content/map/pagina-{n}.md"), page);
    }
}

#[test]
fn a_build_that_is_killed_leaves_the_old_site_or_the_new_one() {
    let dir = TempDir::new("kill");
    let place = dir.path().join("public");
    many(&dir, "oud");
    let start = std::time::Instant::now();
    assert!(build(&dir).status.success());
    let took = start.elapsed();
    let old = snapshot(&place);
    many(&dir, "nieuw");
    let (root, out) = arguments(&dir);
    let other = dir.path().join("other").display().to_string();
    assert!(program(&["build", "--root", &root, "--out", &other, "--date", "2026-11-23"]).status.success());
    let new = snapshot(Path::new(&other));
    assert!(old != new);
    let mut seen = (0, 0);
    let mut random = 0x2545_f491_u64;
    for part in 0..20 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // A random moment in each twentieth, early ones first: the first build that ends changes the folder.
        let within = (random >> 40) as f64 / (1u64 << 24) as f64;
        let moment = took.mul_f64((f64::from(part) + within) / 20.0 * 1.1);
        let mut child = Command::new(env!("CARGO_BIN_EXE_bcm-portal"))
            .args(["build", "--root", &root, "--out", &out, "--date", "2026-11-23"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        thread::sleep(moment);
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().expect("it ended");
        let now = snapshot(&place);
        assert!(now == old || now == new, "after {moment:?} the folder is neither the old site nor the new one");
        if now == old { seen.0 += 1 } else { seen.1 += 1 }
    }
    assert!(seen.0 > 0, "no build was stopped in time: {seen:?}");
    assert!(build(&dir).status.success());
    assert!(snapshot(&place) == new);
    let left: Vec<_> = fs::read_dir(dir.path()).expect("it is there").flatten().map(|it| it.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".public.")), "leftovers: {left:?}");
}

/// A server, ended with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(root: &str, port: u16) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bcm-portal"))
            .args(["serve", "--root", root, "--addr", &format!("127.0.0.1:{port}")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("it says its address");
        Server { child, address: line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned() }
    }

    /// The whole answer to a raw request line, by a client that cleans up no path.
    fn raw(&self, line: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time-out");
        write!(stream, "{line} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).expect("it reads");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        text(&answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_second_server_takes_the_next_port() {
    let dir = site("ports");
    let (root, _) = arguments(&dir);
    let first = Server::start(&root, 24_680);
    let second = Server::start(&root, 24_680);
    assert_ne!(first.address, second.address);
    assert!(second.raw("GET /").starts_with("HTTP/1.1 200"));
}

#[test]
fn the_server_gives_what_the_build_made_and_nothing_else() {
    let dir = site("escape");
    dir.write("geheim.txt", "geheim");
    let (root, _) = arguments(&dir);
    let server = Server::start(&root, 24_710);
    let page = server.raw("GET /");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("<h1>Thuis</h1>"), "{page}");
    for header in
        ["content-security-policy: default-src 'none'", "x-frame-options: deny", "referrer-policy: no-referrer"]
    {
        assert!(page.to_lowercase().contains(header), "{header} is missing");
    }
    for path in
        ["/../geheim.txt", "/%2e%2e/geheim.txt", "/..%2fgeheim.txt", "//etc/passwd", "/data/site.yaml", "/%00", "/%zz"]
    {
        let answer = server.raw(&format!("GET {path}"));
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(!answer.contains("geheim\n") && !answer.contains("root:"), "{path}");
    }
    assert!(server.raw("POST /").starts_with("HTTP/1.1 405"));
    let output = program(&["serve", "--root", &root, "--addr", "0.0.0.0:24720"]);
    assert_eq!(output.status.code(), Some(2), "only this machine may be listened on");
}

#[test]
fn the_server_keeps_the_last_good_site_and_tells_all_mistakes() {
    let dir = site("live");
    let (root, _) = arguments(&dir);
    let server = Server::start(&root, 24_740);
    let until = |what: &str| {
        for _ in 0..200 {
            let page = server.raw("GET /");
            if page.contains(what) {
                return page;
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!("`{what}` never came: {}", server.raw("GET /"));
    };
    dir.write("content/index.md", PAGE.replace("Hallo", "Dag"));
    until("Dag.");
    dir.write("content/index.md", "---\ntitle: T\ntagz: [a]\ndate: nooit\n---\n\n[x](weg.md)\n");
    let page = until("unknown key");
    assert!(page.starts_with("HTTP/1.1 500"));
    for part in ["content/index.md:3:1", "content/index.md:4:7", "content/index.md:7:1", "^^^^", "did you mean `tags`?"]
    {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    dir.write("content/index.md", PAGE);
    until("<h1>Thuis</h1>");
}
