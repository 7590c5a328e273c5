//! What a host says with each file: one table, written for hosts that read `_headers` and used by
//! the development server.

use std::fmt::Write as _;

/// Where scripts, styles and data may come from: nowhere but this site, and nothing inline. A search
/// and the forms run as WASM; no form is ever sent.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// Features of a browser that no page uses.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), fullscreen=(self), geolocation=(), gyroscope=(), \
    magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), \
    xr-spatial-tracking=()";

/// The policy as a page says it itself, for hosts that say nothing.
pub fn page_policy() -> &'static str {
    POLICY
}

/// Headers for the paths that a pattern names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// A path; a `*` at its end stands for anything.
    pub pattern: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
}

impl Rule {
    fn matches(&self, path: &str) -> bool {
        match self.pattern.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == self.pattern,
        }
    }
}

/// All rules, for a site with these downloads. No two that fit one path name the same header: hosts
/// differ in what they make of that.
pub fn rules<'a>(downloads: impl IntoIterator<Item = &'a str>, noindex: bool) -> Vec<Rule> {
    let mut all = vec![
        ("Content-Security-Policy", format!("{POLICY}; frame-ancestors 'none'")),
        ("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("X-Frame-Options", "DENY".to_owned()),
        ("Permissions-Policy", PERMISSIONS.to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Embedder-Policy", "require-corp".to_owned()),
    ];
    if noindex {
        all.push(("X-Robots-Tag", "noindex".to_owned()));
    }
    let immutable = vec![("Cache-Control", "public, max-age=31536000, immutable".to_owned())];
    let text = |mime: &str| vec![("Content-Type", mime.to_owned())];
    let mut rules = vec![
        Rule { pattern: "/*".into(), headers: all },
        Rule { pattern: "/assets/*".into(), headers: immutable },
        Rule { pattern: "/atom.xml".into(), headers: text("application/atom+xml; charset=utf-8") },
        Rule { pattern: "/.well-known/security.txt".into(), headers: text("text/plain; charset=utf-8") },
    ];
    rules.extend(downloads.into_iter().map(|path| Rule {
        pattern: format!("/{path}"),
        headers: vec![
            ("Content-Type", content_type(path).to_owned()),
            ("Content-Disposition", "attachment".to_owned()),
        ],
    }));
    rules
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The headers of one path, which begins with `/`: those of its rules, its type, and for all that can
/// change the order to ask again.
pub fn of(rules: &[Rule], path: &str) -> Vec<(&'static str, String)> {
    let fitting = rules.iter().filter(|rule| rule.matches(path));
    let mut headers: Vec<_> = fitting.flat_map(|rule| rule.headers.clone()).collect();
    let defaults = [("Content-Type", content_type(path)), ("Cache-Control", "public, max-age=0, must-revalidate")];
    for (name, value) in defaults {
        if !headers.iter().any(|(it, _)| *it == name) {
            headers.push((name, value.to_owned()));
        }
    }
    headers
}

/// The type of a file by its ending.
pub fn content_type(path: &str) -> &'static str {
    let end = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("html", |(_, end)| end);
    match end {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "pdf" => "application/pdf",
        "xlsx" => XLSX,
        "docx" => DOCX,
        _ => "application/octet-stream",
    }
}

/// The `_headers` file of a site that lives under `base`.
pub fn file(rules: &[Rule], base: &str) -> String {
    let mut out = String::new();
    for rule in rules {
        let _ = writeln!(out, "{}{}", base.trim_end_matches('/'), rule.pattern);
        for (name, value) in &rule.headers {
            let _ = writeln!(out, "  {name}: {value}");
        }
    }
    out
}
