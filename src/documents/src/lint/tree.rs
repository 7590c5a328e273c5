//! A part as a tree.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// With its prefix, as it is written.
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
    pub(super) text: String,
}

/// Deeper than any document of ours; a deeper one is refused before it can exhaust the stack.
const MAX_DEPTH: usize = 128;

impl Node {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }

    /// The value of the attribute `w:val` of a child.
    pub(super) fn val(&self, child: &str) -> Option<&str> {
        self.child(child)?.attribute("w:val")
    }

    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|it| it.name == name)
    }

    pub(super) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |it| it.name == name)
    }

    /// All elements below this one with this name, in document order.
    pub(super) fn descendants(&self, name: &str) -> Vec<&Node> {
        let mut found = Vec::new();
        self.walk(&mut |node| {
            if node.name == name {
                found.push(node);
            }
        });
        found
    }

    /// This element and all below it, in document order.
    pub(super) fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        visit(self);
        self.children.iter().for_each(|it| it.walk(visit));
    }

    /// The text of this element and all below it.
    pub(super) fn full_text(&self) -> String {
        let mut text = String::new();
        self.walk(&mut |node| text.push_str(&node.text));
        text
    }
}

/// The root element of a part.
pub(super) fn parse(bytes: &[u8]) -> Result<Node, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => open.push(node(&start)?),
            Event::Empty(start) => close(&mut open, node(&start)?),
            Event::End(_) => {
                let done = open.pop().unwrap_or_default();
                close(&mut open, done);
            }
            Event::Text(text) => add_text(&mut open, &text),
            Event::GeneralRef(reference) => add_text(&mut open, &entity(&reference)?),
            Event::DocType(_) => return Err("has a document type".to_owned()),
            Event::Eof => break,
            _ => {}
        }
        if open.len() > MAX_DEPTH {
            return Err(format!("is nested deeper than {MAX_DEPTH}"));
        }
    }
    match (open.len(), open.pop().and_then(|it| it.children.into_iter().next())) {
        (1, Some(root)) => Ok(root),
        _ => Err("has no root element, or one that is not closed".to_owned()),
    }
}

fn close(open: &mut [Node], done: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(done);
    }
}

fn add_text(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(text);
    }
}

fn entity(reference: &str) -> Result<String, String> {
    let text = quick_xml::escape::unescape(&format!("&{reference};")).map(|it| it.into_owned());
    text.map_err(|error| error.to_string())
}

fn node(start: &BytesStart) -> Result<Node, String> {
    let mut node = Node { name: start.name().as_ref().to_owned(), ..Node::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| error.to_string())?;
        node.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(node)
}
