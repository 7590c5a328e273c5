//! Files that nobody made with a spreadsheet program: each is refused with a message, in bounded time.

mod common;

use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use common::{catalogue, meta};
use documents::{SheetError, bia_workbook, read_workbook};
use serde_json::Map;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

fn read(bytes: &[u8]) -> Result<(), SheetError> {
    let start = Instant::now();
    let result = read_workbook(bytes, &catalogue(), &Map::new(), "");
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    result.map(drop)
}

fn refused(bytes: &[u8]) -> SheetError {
    let error = read(bytes).expect_err("it should be refused");
    assert!(error.message().ends_with('.') && error.message().len() > 30, "{}", error.message());
    error
}

fn damaged(place: &str) -> SheetError {
    SheetError::Damaged(place.to_owned())
}

/// An entry of a zip made by hand.
struct Entry<'a> {
    name: &'a str,
    deflated: bool,
    data: &'a [u8],
    claimed_size: u32,
}

impl<'a> Entry<'a> {
    fn new(name: &'a str, data: &'a [u8]) -> Entry<'a> {
        Entry { name, deflated: false, data, claimed_size: data.len() as u32 }
    }
}

/// A zip that says of itself what it is told to say.
fn raw_zip(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let at = bytes.len() as u32;
        let mut header = Vec::new();
        let method: u16 = if entry.deflated { 8 } else { 0 };
        for it in [20, 0, method, 0, 0x21] {
            header.extend(u16::to_le_bytes(it));
        }
        header.extend(0_u32.to_le_bytes());
        header.extend((entry.data.len() as u32).to_le_bytes());
        header.extend(entry.claimed_size.to_le_bytes());
        header.extend((entry.name.len() as u16).to_le_bytes());
        header.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&header);
        bytes.extend(entry.name.as_bytes());
        bytes.extend(entry.data);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(entry.name.as_bytes());
    }
    let (at, size) = (bytes.len() as u32, directory.len() as u32);
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend((entries.len() as u16).to_le_bytes());
    bytes.extend((entries.len() as u16).to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// Zeros, deflated: 13 bits that say "258 times the same again", over and over. 13 bytes are 2064 zeros.
fn deflated_zeros(length: u64) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.push(&[true, true, false]); // the last block, with fixed codes
    bits.push(&[false, false, true, true, false, false, false, false]); // a zero
    while !bits.is_full() {
        bits.again();
    }
    let head = bits.bytes;
    let mut body = Bits::default();
    while body.bytes.len() < 13 || !body.is_full() {
        body.again();
    }
    let mut bytes = head;
    for _ in 0..length / 2064 {
        bytes.extend(&body.bytes[..13]);
    }
    bytes
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn push(&mut self, bits: &[bool]) {
        for bit in bits {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let last = self.bytes.last_mut().unwrap();
            *last |= u8::from(*bit) << (self.used % 8);
            self.used += 1;
        }
    }

    /// Length 258 is code 285, distance 1 is code 0.
    fn again(&mut self) {
        self.push(&[true, true, false, false, false, true, false, true]);
        self.push(&[false; 5]);
    }

    fn is_full(&self) -> bool {
        self.used.is_multiple_of(8)
    }
}

/// The empty workbook with some parts changed, uncompressed.
fn with_parts(changes: &[(&str, &dyn Fn(String) -> String)]) -> Vec<u8> {
    let bytes = bia_workbook(&catalogue(), &meta("BIA")).unwrap();
    let mut zip = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..zip.len() {
        let mut text = String::new();
        let mut entry = zip.by_index(index).unwrap();
        entry.read_to_string(&mut text).unwrap();
        let name = entry.name().unwrap().into_owned();
        let text = changes.iter().filter(|it| it.0 == name).fold(text, |text, it| it.1(text));
        out.start_file(name, options).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet2.xml";
const TEXTS: &str = "xl/sharedStrings.xml";

fn with_rows(rows: &str) -> Vec<u8> {
    with_parts(&[(SHEET, &|text| {
        let start = text.find("<sheetData>").unwrap() + 11;
        let end = text.find("</sheetData>").unwrap();
        [&text[..start], rows, &text[end..]].concat()
    })])
}

#[test]
fn the_workbook_that_hostile_ones_are_made_of_is_read() {
    assert_eq!(read(&with_parts(&[])), Ok(()));
}

#[test]
fn a_bomb_of_zeros_is_refused() {
    let data = deflated_zeros(1 << 30);
    let bomb = |claimed_size| {
        let entry = Entry { name: SHEET, deflated: true, data: &data, claimed_size };
        raw_zip(&[Entry::new("xl/workbook.xml", b""), entry])
    };
    assert_eq!(refused(&bomb(1 << 30)), SheetError::TooLarge(SHEET.to_owned()));
    assert_eq!(refused(&bomb(100)), damaged(SHEET), "it says that it is small");
}

#[test]
fn many_parts_that_are_large_together_are_refused() {
    let mut one = ZipWriter::new(Cursor::new(Vec::new()));
    one.start_file("a", SimpleFileOptions::default()).unwrap();
    one.write_all(&vec![0; 30 << 20]).unwrap();
    let mut one = ZipArchive::new(one.finish().unwrap()).unwrap();
    let mut all = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["a", "b", "c"] {
        all.raw_copy_file_rename(one.by_index(0).unwrap(), name).unwrap();
    }
    assert_eq!(refused(&all.finish().unwrap().into_inner()), SheetError::TooLarge("c".to_owned()));
}

#[test]
fn sizes_that_lie_are_not_believed() {
    for claimed_size in [0, 3, u32::MAX - 1] {
        let entry = Entry { claimed_size, ..Entry::new("xl/workbook.xml", b"<workbook></workbook>") };
        assert!(matches!(refused(&raw_zip(&[entry])), SheetError::Damaged(_)), "{claimed_size}");
    }
}

#[test]
fn names_that_lead_out_of_the_file_are_refused() {
    for name in ["../../etc/passwd", "/xl/workbook.xml", "xl\\..\\..\\a", "C:\\a", "xl/./a"] {
        assert!(matches!(refused(&raw_zip(&[Entry::new(name, b"")])), SheetError::Damaged(_)), "{name}");
    }
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let bytes = raw_zip(&[Entry::new("xl/workbook.xml", b""), Entry::new("XL/Workbook.xml", b"")]);
    assert_eq!(refused(&bytes), damaged("xl/workbook.xml"));
}

#[test]
fn too_many_parts_are_refused() {
    let names: Vec<String> = (0..100_000).map(|it| format!("xl/{it}")).collect();
    for count in [1001, 60_000, 100_000] {
        let entries: Vec<Entry> = names[..count].iter().map(|it| Entry::new(it, b"")).collect();
        assert_eq!(refused(&raw_zip(&entries)), SheetError::TooManyParts, "{count}");
    }
}

#[test]
fn a_million_rows_are_refused() {
    assert_eq!(refused(&with_rows(&"<row/>".repeat(1_000_000))), SheetError::TooManyRows(SHEET.to_owned()));
    let cells = format!("<row>{}</row>", "<c/>".repeat(600_000));
    assert_eq!(refused(&with_rows(&cells)), SheetError::TooManyRows(SHEET.to_owned()));
    let far = "<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>";
    assert_eq!(refused(&with_rows(far)), SheetError::TooManyRows("Processen".to_owned()));
}

#[test]
fn deep_nesting_is_refused() {
    let deep = "<a>".repeat(100_000);
    assert_eq!(refused(&with_rows(&deep)), SheetError::TooDeep(SHEET.to_owned()));
}

#[test]
fn a_table_of_texts_that_never_ends_is_refused() {
    let many = |text: String| text.replacen("<si>", &format!("{}<si>", "<si/>".repeat(1_500_000)), 1);
    assert_eq!(refused(&with_parts(&[(TEXTS, &many)])), SheetError::TooManyRows(TEXTS.to_lowercase()));
    let claim = |text: String| text.replacen("uniqueCount=\"", "uniqueCount=\"99999999999", 1);
    assert_eq!(refused(&with_parts(&[(TEXTS, &claim)])), damaged(&TEXTS.to_lowercase()));
}

#[test]
fn one_long_text_in_many_cells_is_refused() {
    let long = |text: String| text.replacen("<si><t>", &format!("<si><t>{}", "x".repeat(32_000)), 1);
    let row = |it: usize| format!("<row r=\"{it}\"><c r=\"A{it}\" t=\"s\"><v>0</v></c></row>");
    let rows: String = (1..9000).map(row).collect();
    let fill = |text: String| {
        let start = text.find("<sheetData>").unwrap() + 11;
        let end = text.find("</sheetData>").unwrap();
        [&text[..start], &rows, &text[end..]].concat()
    };
    let bytes = with_parts(&[(TEXTS, &long), (SHEET, &fill)]);
    assert_eq!(refused(&bytes), SheetError::TooLarge("Processen".to_owned()));
}

#[test]
fn cells_that_are_not_as_they_should_be_are_refused() {
    for cell in [
        "<c r=\"A5\" t=\"n\"><v>drie</v></c>",
        "<c r=\"A5\" t=\"n\"><v>inf</v></c>",
        "<c r=\"A5\" t=\"s\"><v>99999999</v></c>",
        "<c r=\"A5\" t=\"zomaar\"><v>1</v></c>",
        "<c r=\"A5\" t=\"e\"><v>#GEEN</v></c>",
        "<c r=\"ZZZZZZZZ5\"/>",
        "<c r=\"A99999999999\"/>",
        "<c r=\"A0\"/>",
        "<c r=\"5A\"/>",
        "<c r=\"A5\" x:r=\"ZZZZZZZZ99999999999\"/>",
        "<c r=\"A5\"><f t=\"shared\" si=\"4294967290\" ref=\"A1:B2\">A1</f></c>",
        "<c r=\"A5\"><f t=\"shared\" si=\"1\" ref=\"B2:A1\">A1</f></c>",
        "<c r=\"A5\"><zomaar/></c>",
        "<c r=\"A5\"",
        "</c>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    ] {
        let result = read(&with_rows(&format!("<row r=\"5\">{cell}</row>")));
        assert!(matches!(result, Err(SheetError::Damaged(_))), "{cell} gives {result:?}");
    }
    let attributes: String = (0..100_000).map(|it| format!(" a{it}=\"\"")).collect();
    assert_eq!(refused(&with_rows(&format!("<row{attributes}/>"))), damaged(SHEET));
    for dimension in ["A1:ZZZZZZ9999999999", "B2:A1", "", "A1:B2:C3"] {
        let change = |text: String| {
            let start = text.find("<dimension ref=\"").unwrap() + 16;
            let end = start + text[start..].find('"').unwrap();
            [&text[..start], dimension, &text[end..]].concat()
        };
        assert_eq!(refused(&with_parts(&[(SHEET, &change)])), damaged(SHEET), "{dimension}");
    }
}

#[test]
fn a_file_of_another_kind_is_refused() {
    assert_eq!(refused(b""), SheetError::NotAWorkbook);
    assert_eq!(refused(b"a;b;c\n1;2;3\n"), SheetError::NotAWorkbook);
    assert_eq!(refused(&vec![b'P'; 17 << 20]), SheetError::TooLarge(String::new()));
    assert!(matches!(refused(b"PK\x03\x04"), SheetError::Damaged(_)));
    assert_eq!(refused(&zip_of(&[("word/document.xml", b"")])), SheetError::NotAWorkbook);
    assert!(matches!(refused(&zip_of(&[("xl/workbook.bin", b"")])), SheetError::OtherFormat(_)));
    let ods = zip_of(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]);
    assert!(matches!(refused(&ods), SheetError::OtherFormat(_)));
    let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    old.resize(2000, 0);
    assert!(matches!(refused(&old), SheetError::OtherFormat(_)));
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&old), SheetError::PasswordProtected);
}

fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_is_not_ours_is_refused() {
    let foreign = with_parts(&[(TEXTS, &|text| text.replace("<t>format</t>", "<t>iets</t>"))]);
    assert_eq!(refused(&foreign), SheetError::Foreign);
    let other = with_parts(&[(TEXTS, &|text| text.replace("<t>bcm-bia</t>", "<t>iets</t>"))]);
    assert_eq!(refused(&other), SheetError::Foreign);
}

#[test]
fn a_newer_workbook_is_refused() {
    // The version stands in a cell as text of its own.
    let newer = with_parts(&[("xl/worksheets/sheet6.xml", &|text| {
        let start = text.find("<c r=\"C2\"").unwrap();
        let end = start + text[start..].find("</c>").unwrap() + 4;
        let cell = "<c r=\"C2\" t=\"inlineStr\"><is><t>99</t></is></c>";
        [&text[..start], cell, &text[end..]].concat()
    })]);
    assert_eq!(refused(&newer), SheetError::Newer("99".to_owned()));
}

#[test]
fn a_workbook_that_is_cut_off_is_refused() {
    let bytes = bia_workbook(&catalogue(), &meta("BIA")).unwrap();
    for length in [0, 1, 100, bytes.len() / 2, bytes.len() - 1] {
        assert!(matches!(refused(&bytes[..length]), SheetError::NotAWorkbook | SheetError::Damaged(_)), "{length}");
    }
}
