//! XML by closures, so that every element is closed.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::DocumentError;
use crate::clean::clean;

/// An XML part that is being written. A mistake of the writer shows in [`Xml::finish`].
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
    error: Option<std::io::Error>,
}

/// Names and values of attributes.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A part that begins with an XML declaration.
    pub(crate) fn part() -> Xml {
        let mut xml = Xml::fragment();
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    /// A part of a part.
    pub(crate) fn fragment() -> Xml {
        Xml { writer: Writer::new(Vec::new()), error: None }
    }

    /// An element with what the closure writes inside it.
    pub(crate) fn element(&mut self, name: &str, attributes: Attributes, inside: impl FnOnce(&mut Xml)) {
        self.event(Event::Start(start(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element with the one attribute `w:val`, the commonest shape in WordprocessingML.
    pub(crate) fn val(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// An element that holds only text.
    pub(crate) fn leaf(&mut self, name: &str, attributes: Attributes, text: &str) {
        self.element(name, attributes, |xml| xml.text(text));
    }

    /// Text, without the characters that XML cannot hold.
    pub(crate) fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&clean(text))));
    }

    /// The bytes, or the first mistake.
    pub(crate) fn finish(self) -> Result<Vec<u8>, DocumentError> {
        match self.error {
            Some(error) => Err(DocumentError::Xml(error.to_string())),
            None => Ok(self.writer.into_inner()),
        }
    }

    fn event(&mut self, event: Event) {
        if let Err(error) = self.writer.write_event(event) {
            self.error.get_or_insert(error);
        }
    }
}

fn start<'a>(name: &'a str, attributes: Attributes) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, clean(value).as_str()));
    }
    start
}
