//! Code gets classes for its comments, strings and words, never colours: those are the theme's.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::markdown::escape;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes that a theme colours, and their class; the first prefix that fits wins.
static CLASSES: LazyLock<Vec<(Scope, &str)>> = LazyLock::new(|| {
    [
        ("comment", "hl-comment"),
        ("string", "hl-string"),
        ("constant", "hl-constant"),
        ("keyword", "hl-keyword"),
        ("storage", "hl-keyword"),
        ("entity", "hl-entity"),
        ("support", "hl-support"),
        ("variable", "hl-variable"),
    ]
    .into_iter()
    .filter_map(|(name, class)| Scope::new(name).ok().map(|scope| (scope, class)))
    .collect()
});

/// Longer lines are not coloured: a line of a megabyte would hold up a build for minutes.
const MAX_LINE_BYTES: usize = 2000;

/// Writes code as HTML; a language that is not known stays plain text.
pub fn write(lang: &str, code: &str, out: &mut String) {
    match syntax(lang) {
        Some(syntax) if code.lines().all(|line| line.len() <= MAX_LINE_BYTES) => colored(syntax, code, out),
        _ => escape(code, out),
    }
}

fn syntax(lang: &str) -> Option<&'static SyntaxReference> {
    let plain = ["", "text", "txt", "plain"];
    if plain.contains(&lang) { None } else { SYNTAXES.find_syntax_by_token(lang) }
}

fn colored(syntax: &SyntaxReference, code: &str, out: &mut String) {
    let mut state = ParseState::new(syntax);
    let mut spans = Spans { stack: ScopeStack::new(), open: None };
    for line in code.split_inclusive('\n') {
        match parse_line(&mut state, line) {
            Some(ops) => spans.line(line, &ops, out),
            None => spans.piece(line, out),
        }
    }
    spans.end(out);
}

type Ops = Rc<[(usize, ScopeStackOp)]>;

/// A line that was parsed before: from which state, to what, to which state.
struct Known {
    before: ParseState,
    ops: Ops,
    after: ParseState,
}

/// Lines of code repeat, within a page and over a site, and parsing one is the slowest thing a build
/// does: without this, code on a fifth of the pages was two fifths of the time of all parsing and
/// rendering.
const KNOWN_LINES: usize = 4096;

thread_local! {
    static KNOWN: RefCell<HashMap<Box<str>, Vec<Known>>> = RefCell::new(HashMap::new());
}

/// The operations of a line, and the state after it. `None` when the grammar fails on it.
fn parse_line(state: &mut ParseState, line: &str) -> Option<Ops> {
    KNOWN.with_borrow_mut(|known| {
        if let Some(found) = known.get(line).and_then(|list| list.iter().find(|it| it.before == *state)) {
            *state = found.after.clone();
            return Some(found.ops.clone());
        }
        let before = state.clone();
        let ops: Ops = state.parse_line(line, &SYNTAXES).ok()?.into();
        if known.len() >= KNOWN_LINES {
            known.clear();
        }
        let entry = Known { before, ops: ops.clone(), after: state.clone() };
        known.entry(line.into()).or_default().push(entry);
        Some(ops)
    })
}

struct Spans {
    stack: ScopeStack,
    open: Option<&'static str>,
}

impl Spans {
    fn line(&mut self, line: &str, ops: &[(usize, ScopeStackOp)], out: &mut String) {
        let mut from = 0;
        for (at, op) in ops {
            self.piece(&line[from..*at], out);
            from = *at;
            // An operation that does not fit the stack loses a colour, nothing else.
            let _ = self.stack.apply(op);
        }
        self.piece(&line[from..], out);
    }

    fn piece(&mut self, text: &str, out: &mut String) {
        if text.is_empty() {
            return;
        }
        let class = self.class();
        if class != self.open && !text.trim().is_empty() {
            self.end(out);
            if let Some(class) = class {
                out.push_str("<span class=\"");
                out.push_str(class);
                out.push_str("\">");
            }
            self.open = class;
        }
        escape(text, out);
    }

    fn class(&self) -> Option<&'static str> {
        let find = |scope: &Scope| CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
        self.stack.as_slice().iter().rev().find_map(find).map(|(_, class)| *class)
    }

    fn end(&mut self, out: &mut String) {
        if self.open.take().is_some() {
            out.push_str("</span>");
        }
    }
}
