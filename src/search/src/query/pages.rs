//! A page as it stands in a document shard.

use alloc::vec::Vec;

use crate::format::Reader;

/// A page with its text.
pub(crate) struct Page<'a> {
    pub(crate) url: &'a str,
    pub(crate) title: &'a str,
    pub(crate) sections: Vec<PageSection<'a>>,
}

/// A section of a page.
pub(crate) struct PageSection<'a> {
    /// Empty for the start of the page.
    pub(crate) anchor: &'a str,
    pub(crate) heading: &'a str,
    pub(crate) text: &'a str,
}

impl<'a> Page<'a> {
    pub(crate) fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let mut page = Self { url: reader.str()?, title: reader.str()?, sections: Vec::new() };
        for _ in 0..reader.number()? {
            let (anchor, heading, text) = (reader.str()?, reader.str()?, reader.str()?);
            page.sections.push(PageSection { anchor, heading, text });
        }
        Some(page)
    }
}
