//! Puts the default theme and the programs for the browser inside the generator.
//!
//! The programs are compiled by a cargo of their own, in one target folder for all profiles, so that
//! tests, clippy and a run share them.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// The packages of the programs. That of the search is compiled by itself: another's use of the standard
/// library would bring it into this one too.
const PACKAGES: [&str; 2] = ["browser", "browser-search"];

/// The programs, each a `[[bin]]` of a package.
const PROGRAMS: [&str; 5] = ["bcp", "bia", "forms", "office", "search"];

/// What the programs are made of.
const SOURCES: [&str; 7] =
    ["Cargo.lock", "Cargo.toml", "src/bcm", "src/browser", "src/documents", "src/forms", "src/search"];

fn main() {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(variable("OUT_DIR"));
    let mut code = String::new();
    theme(&root, &mut code);
    programs(&root, &out, &mut code);
    fs::write(out.join("embedded.rs"), code).expect("the output folder can be written");
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}

fn theme(root: &Path, code: &mut String) {
    let folder = root.join("themes/default");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    walk(&folder, &mut files);
    files.sort();
    code.push_str("static EMBEDDED_THEME: &[(&str, &[u8])] = &[\n");
    for file in files {
        let name = file.strip_prefix(&folder).expect("it was found there").to_string_lossy().replace('\\', "/");
        let _ = writeln!(code, "    ({name:?}, include_bytes!({:?})),", file.display().to_string());
    }
    code.push_str("];\n");
    let ui = root.join("data/ui.yaml");
    println!("cargo::rerun-if-changed={}", ui.display());
    let _ = writeln!(code, "static EMBEDDED_UI: &str = include_str!({:?});", ui.display().to_string());
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

fn programs(root: &Path, out: &Path, code: &mut String) {
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", root.join(source).display());
    }
    add_target();
    let target = target_folder(out).join("programs");
    PACKAGES.into_iter().for_each(|package| compile(root, &target, package));
    code.push_str("static PROGRAMS: &[(&str, &[u8])] = &[\n");
    for name in PROGRAMS {
        bind(&target.join(TARGET).join("wasm").join(format!("{name}.wasm")), name, out);
        for (end, file) in [("js", format!("{name}.js")), ("wasm", format!("{name}_bg.wasm"))] {
            let place = out.join(file).display().to_string();
            let _ = writeln!(code, "    (\"programs/{name}.{end}\", include_bytes!({place:?})),");
        }
    }
    code.push_str("];\n");
    let packed = out.join("search.zlib");
    fs::write(&packed, zlib(&out.join("search_bg.wasm"))).expect("the output folder can be written");
    let _ = writeln!(code, "static SEARCH_ZLIB: &[u8] = include_bytes!({:?});", packed.display().to_string());
}

/// A file as small as zlib can make it: it goes into a script as text, which no host compresses much.
fn zlib(file: &Path) -> Vec<u8> {
    let bytes = fs::read(file).expect("the program was bound");
    let mut packed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Zlib, bytes.as_slice(), &mut packed)
        .expect("bytes in memory can be written");
    packed
}

/// The folder that cargo marks as its cache, however deep the output folder lies in it.
fn target_folder(out: &Path) -> PathBuf {
    let marked = |folder: &&Path| folder.join("CACHEDIR.TAG").is_file();
    out.ancestors().find(marked).unwrap_or(out).to_owned()
}

/// `rust-toolchain.toml` names the target; where rustup does not install by itself, this does.
fn add_target() {
    let sysroot = Command::new(variable("RUSTC")).args(["--print", "sysroot"]).output();
    let sysroot = sysroot.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned()).unwrap_or_default();
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return;
    }
    let added = Command::new("rustup").args(["target", "add", TARGET]).status();
    assert!(
        added.is_ok_and(|status| status.success()),
        "the programs for the browser need the target {TARGET}: run `rustup target add {TARGET}`"
    );
}

fn compile(root: &Path, target: &Path, package: &str) {
    let status = Command::new(variable("CARGO"))
        .current_dir(root)
        .args(["build", "--package", package, "--profile", "wasm", "--locked", "--target", TARGET, "--target-dir"])
        .arg(target)
        // Flags and wrappers of the outer cargo are for another machine than the browser.
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .status();
    assert!(status.is_ok_and(|status| status.success()), "the programs for the browser do not compile");
}

fn bind(wasm: &Path, name: &str, out: &Path) {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(name).typescript(false).remove_producers_section(true).remove_name_section(true);
    let bound = bindgen
        .no_modules(true)
        .and_then(|it| it.no_modules_global(&format!("program_{name}")))
        .and_then(|it| it.generate(out));
    if let Err(error) = bound {
        panic!("the program `{name}` cannot be bound to the browser: {error:#}");
    }
}
