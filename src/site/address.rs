//! Addresses: where a source file ends up, and how one page writes the address of another.

use std::borrow::Cow;

/// Turns text into the part of an address: lower case, without accents, hyphens for the rest.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match fold(c) {
            Some(folded) => out.push_str(&folded),
            None if c == '\'' || c == '’' => {}
            None if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            None => {}
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

fn fold(c: char) -> Option<Cow<'static, str>> {
    Some(match c.to_lowercase().next().unwrap_or(c) {
        c if c.is_ascii_alphanumeric() => Cow::Owned(c.to_string()),
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a".into(),
        'è' | 'é' | 'ê' | 'ë' => "e".into(),
        'ì' | 'í' | 'î' | 'ï' => "i".into(),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => "o".into(),
        'ù' | 'ú' | 'û' | 'ü' => "u".into(),
        'ý' | 'ÿ' => "y".into(),
        'ç' => "c".into(),
        'ñ' => "n".into(),
        'ß' => "ss".into(),
        'æ' => "ae".into(),
        'œ' => "oe".into(),
        'ĳ' => "ij".into(),
        _ => return None,
    })
}

/// A name for a path that holds signs an address should not: each part slugged, its ending kept.
pub fn slug_path(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.rsplit_once('.') {
        Some((stem, end)) => format!("{}.{}", slug(stem), slug(end)),
        None => slug(part),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Where a Markdown file ends up below the site's root: `richtlijnen/bia.md` is `richtlijnen/bia/`,
/// `index.md` is the folder itself. The home page is the empty string.
pub fn of_page(path: &str) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    match stem.rsplit_once('/') {
        _ if stem == "index" => String::new(),
        Some((folder, "index")) => format!("{folder}/"),
        _ => format!("{stem}/"),
    }
}

/// The file that answers an address: a folder answers with its `index.html`.
pub fn file_of(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() }
}

/// A path relative to the folder of `from`, both below the same root, with `.` and `..` resolved.
/// `None` when it climbs out of the root.
pub fn join(from: &str, relative: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = if relative.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop().filter(|it| !it.is_empty())?),
            part => parts.push(part),
        }
    }
    parts.retain(|it| !it.is_empty());
    Some(parts.join("/"))
}

/// How addresses are written: the one place that knows under which path a site lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    origin: String,
    path: String,
}

impl Base {
    /// A base such as `https://voorbeeld.example/sub/`.
    ///
    /// # Errors
    /// A sentence that says what a base address looks like.
    pub fn parse(url: &str) -> Result<Base, String> {
        let refused = || format!("`{url}` is not an address such as `https://voorbeeld.example/` or `…/map/`");
        let (scheme, rest) = url.split_once("://").ok_or_else(refused)?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%:[]".contains(c);
        if !matches!(scheme, "http" | "https") || host.is_empty() || !rest.chars().all(plain) {
            return Err(refused());
        }
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Ok(Base { origin: format!("{scheme}://{host}"), path })
    }

    /// The same path on another origin.
    pub fn with_origin(&self, origin: &str) -> Base {
        Base { origin: origin.trim_end_matches('/').to_owned(), path: self.path.clone() }
    }

    /// What every address on the site begins with: `/` or `/sub/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// How one page writes the address of something below the root.
    pub fn href(&self, address: &str) -> String {
        format!("{}{address}", self.path)
    }

    /// The same with scheme and host, for those who read it elsewhere.
    pub fn absolute(&self, address: &str) -> String {
        format!("{}{}{address}", self.origin, self.path)
    }

    /// The address below the root that a root-relative link means, whether or not its author wrote
    /// the path under which the site lives.
    pub fn below_root<'a>(&self, link: &'a str) -> Option<&'a str> {
        link.strip_prefix(self.path.as_str()).or_else(|| link.strip_prefix('/'))
    }
}
