//! What must hold of a whole export, however it is encoded, delivered, and shared out.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Mutex;

use proptest::prelude::*;

use super::*;

/// A row of data as it was shown: its line and its cells.
type Seen = (u64, Vec<String>);

#[derive(Clone, Copy)]
struct How {
    encoding: Option<Encoding>,
    threads: usize,
    as_stream: bool,
}

const AUTO: How = How { encoding: None, threads: 1, as_stream: false };

fn is_header(cells: &[String]) -> u32 {
    let known = ["负责人", "金额", "Owner", "Amount"];
    let found = cells.iter().filter(|cell| known.contains(&cell.trim())).count();
    if found < 2 { 0 } else { found as u32 }
}

fn options(how: How) -> Options<'static> {
    Options {
        encoding: how.encoding,
        delimiter: None,
        sep_line: false,
        header: Header::Find(&is_header),
        labels: &[],
        on_chunk: None,
        threads: how.threads,
    }
}

fn source(bytes: &[u8], as_stream: bool) -> Source {
    if as_stream {
        return Source::stream("a.csv", std::io::Cursor::new(bytes.to_vec()));
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    Source::open("a.csv", file.path()).unwrap()
}

fn rows_of(block: &Block<'_>) -> Vec<Seen> {
    let cells =
        |row| (0..block.width()).map(|at| block.cell(row, at).text().into_owned()).collect();
    (0..block.len()).map(|row| (block.line(row), cells(row))).collect()
}

/// All rows in the order of the file, and what else was found; or why it was refused.
fn read(bytes: &[u8], how: How) -> Result<(Vec<Seen>, Scanned<()>), Vec<ScanFault>> {
    let refused = |why: Refused| match why {
        Refused::Faults(faults) => faults,
        Refused::Io(error) => panic!("{error}"),
    };
    let export = Export::open(source(bytes, how.as_stream), options(how)).map_err(refused)?;
    let visit = |blocks: &mut BTreeMap<usize, Vec<Seen>>, block: &Block<'_>| {
        blocks.insert(block.number(), rows_of(block));
    };
    let scanned = export.scan(BTreeMap::new, visit).map_err(refused)?;
    let Scanned { parts, summary, faults, fault_count } = scanned;
    let mut blocks: Vec<_> = parts.into_iter().flatten().collect();
    blocks.sort_by_key(|(number, _)| *number);
    let rows = blocks.into_iter().flat_map(|(_, rows)| rows).collect();
    Ok((rows, Scanned { parts: Vec::new(), summary, faults, fault_count }))
}

fn rows(bytes: &[u8], how: How) -> Vec<Seen> {
    let (rows, scanned) = read(bytes, how).unwrap();
    assert_eq!(scanned.faults, []);
    rows
}

fn faults(bytes: &[u8], how: How) -> Vec<ScanFault> {
    read(bytes, how).map_or_else(|faults| faults, |(_, scanned)| scanned.faults)
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{FEFF}{text}").encode_utf16().flat_map(order).collect()
}

/// A table of several blocks with everything that moves lines about.
fn long_table() -> String {
    let mut text = "季度明细\r\n\r\n负责人,金额,备注\r\n".to_owned();
    let note = "长备注".repeat(60);
    for row in 0..10_000 {
        match row % 7 {
            0 => text.push_str(&format!("张三,{row},\"第一行\n第二行,\"\"引用\"\"\"\r\n")),
            1 => text.push_str(&format!("\r\n李四,\"1,{row:03}\",\n")),
            2 => text.push_str(&format!("王五,{row},𠮷{note}\r")),
            _ => text.push_str(&format!("赵六,{row},¥{note}\n")),
        }
    }
    text + "合计,1,\n导出时间:2026-07-01\n"
}

#[test]
fn every_encoding_and_way_gives_the_same_rows_on_the_same_lines() {
    let text = long_table();
    let marked = format!("\u{FEFF}{text}");
    let expected = rows(text.as_bytes(), AUTO);
    assert_eq!(expected.len(), 10_000);
    assert!(text.len() > 3 * CHUNK);
    assert_eq!(expected[0].0, 4);
    let encoded = [
        marked.into_bytes(),
        gb18030(&text),
        utf16(&text, u16::to_le_bytes),
        utf16(&text, u16::to_be_bytes),
    ];
    for bytes in encoded.iter().chain([&text.into_bytes()]) {
        for threads in [1, 2, 5] {
            for as_stream in [false, true] {
                let how = How { threads, as_stream, ..AUTO };
                assert!(rows(bytes, how) == expected, "{threads} {as_stream}");
            }
        }
    }
}

#[test]
fn physical_lines_are_those_of_an_independent_count() {
    let text = long_table();
    let (mut line, mut starts) = (1, BTreeMap::new());
    let mut quoted = false;
    let mut bytes = text.bytes().peekable();
    let (mut row, mut start) = (String::new(), 1);
    while let Some(byte) = bytes.next() {
        quoted ^= byte == b'"';
        row.push(byte as char);
        let is_end = byte == b'\n' || byte == b'\r' && bytes.peek() != Some(&b'\n');
        line += u64::from(is_end);
        if is_end && !quoted {
            starts.insert(start, std::mem::take(&mut row));
            start = line;
        }
    }
    let rows = rows(text.as_bytes(), How { threads: 3, ..AUTO });
    for (line, cells) in rows {
        let owner: String = cells[0].bytes().map(char::from).collect();
        assert!(starts[&line].starts_with(&owner), "{line}");
    }
}

#[test]
fn totals_are_told_with_their_lines_and_whether_data_follows() {
    let text = "Owner,Amount\n小计,1\nA,1\n\"合计\",2\n,\n,Total\n制表人:张三\n";
    let (rows, scanned) = read(text.as_bytes(), AUTO).unwrap();
    assert_eq!(rows, [(3, vec!["A".to_owned(), "1".to_owned()])]);
    let totals: Vec<_> =
        scanned.summary.totals.iter().map(|row| (row.line, row.trailing)).collect();
    assert_eq!(totals, [(2, false), (4, true), (6, true), (7, true)]);
    assert_eq!(scanned.summary.totals[1].cells, ["合计", "2"]);
    assert_eq!((scanned.summary.rows, scanned.summary.blank_rows), (1, 1));
    assert_eq!((scanned.summary.lines, scanned.faults.len()), (7, 0));
}

#[test]
fn every_ragged_row_is_told_with_its_line() {
    let text = "Owner,Amount\r\nA,\"1\n2\"\r\nB\r\nC,1,2\r\nD,1\r\n";
    let found = faults(text.as_bytes(), AUTO);
    let facts: Vec<_> = found
        .iter()
        .map(|fault| match fault {
            ScanFault::Ragged { at, expected, found } => (at.line, *expected, *found),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(facts, [(4, 2, 1), (5, 2, 3)]);
    let ScanFault::Ragged { at, .. } = &found[1] else { unreachable!() };
    assert_eq!(at.excerpt, "C,1,2");
}

#[test]
fn a_stray_quote_is_told_at_the_quote_that_opened_the_field() {
    let swallowing = format!("Owner,Amount\n7,8\n3,\"3\n{}", "4,5\n".repeat(1_200_000));
    for threads in [1, 3] {
        let how = How { threads, ..AUTO };
        let found = faults(swallowing.as_bytes(), how);
        let [ScanFault::RowTooLong { at, .. }] = &found[..] else { panic!("{found:?}") };
        assert_eq!((at.line, at.column), (3, 3));
    }
    let open = "Owner,Amount\n1,\"3\n4,5\n";
    let found = faults(open.as_bytes(), AUTO);
    let [ScanFault::UnterminatedQuote(at)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((at.line, at.column, at.excerpt.as_str()), (2, 3, "1,\"3"));
    let closed = "Owner,Amount\n张,\"3\n4,\"x\"\nB\n";
    let found = faults(closed.as_bytes(), AUTO);
    let [ScanFault::TextAfterQuote { opening, at }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((opening.line, opening.column, at.line, at.column), (2, 3, 3, 4));
}

#[test]
fn a_row_without_end_is_too_long_wherever_the_file_ends() {
    for length in [1_100_000, 2_500_000, 5_000_000] {
        let text = format!("Owner,Amount\n{}", "x".repeat(length));
        let found = faults(text.as_bytes(), AUTO);
        let [ScanFault::RowTooLong { at, .. }] = &found[..] else { panic!("{found:?}") };
        assert_eq!((at.line, at.column), (2, 0), "{length}");
    }
}

#[test]
fn a_field_that_swallowed_rows_is_told_though_its_quote_was_closed() {
    let lines = format!("Owner,Amount\n1,\"{}\"\n", "a\n".repeat(51));
    let found = faults(lines.as_bytes(), AUTO);
    assert!(matches!(&found[..], [ScanFault::TooManyLines { at, limit: 50 }] if at.line == 2));
    let long = format!("Owner,Amount\n1,{}\n2,3\n", "a".repeat(65_537));
    let found = faults(long.as_bytes(), AUTO);
    assert!(matches!(&found[..], [ScanFault::FieldTooLong { at, .. }] if at.column == 3));
    let fair = format!("Owner,Amount\n1,\"{}\"\n", "a\n".repeat(50));
    assert_eq!(rows(fair.as_bytes(), AUTO).len(), 1);
}

#[test]
fn a_byte_that_is_no_text_is_told_with_its_place_and_value() {
    let mut bytes = "Owner,Amount\n张三,\"1\n2\"\n李四,x".as_bytes().to_vec();
    bytes.extend(b"\xFF\n");
    for as_stream in [false, true] {
        let found = faults(&bytes, How { as_stream, ..AUTO });
        let [ScanFault::Undecodable(tried)] = &found[..] else { panic!("{found:?}") };
        let facts: Vec<_> =
            tried.iter().map(|one| (one.encoding, one.at.line, one.bytes.clone())).collect();
        assert_eq!(facts[0], (Encoding::Utf8, 4, vec![0xFF]));
        assert_eq!(facts.len(), 2);
        assert_eq!(tried[0].at.column, 5);
    }
}

#[test]
fn a_declared_encoding_is_not_departed_from() {
    let bytes = gb18030("Owner,Amount\n张三,1\n");
    let found = faults(&bytes, How { encoding: Some(Encoding::Utf8), ..AUTO });
    let [ScanFault::Undecodable(tried)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((tried.len(), tried[0].at.line, tried[0].bytes[0]), (1, 2, 0xD5));
    let how = How { encoding: Some(Encoding::Gb18030), ..AUTO };
    assert_eq!(rows(&bytes, how)[0].1[0], "张三");
}

/// ASCII, then a word that is UTF-8 and GB18030, then much later one that is only the latter.
fn late_gb18030() -> Vec<u8> {
    let filler = format!("{},1\n", "a".repeat(999)).repeat(2_800);
    let mut bytes = b"Owner,Amount\n".to_vec();
    bytes.extend(gb18030("状态,2\n"));
    bytes.extend(filler.as_bytes());
    bytes.extend(gb18030("张三,3\n"));
    bytes
}

#[test]
fn a_file_that_stops_being_utf8_is_read_again_as_gb18030() {
    for threads in [1, 2] {
        let rows = rows(&late_gb18030(), How { threads, ..AUTO });
        assert_eq!(rows[0].1, ["状态", "2"]);
        assert_eq!(rows.last().unwrap(), &(2_803, vec!["张三".to_owned(), "3".to_owned()]));
    }
}

#[test]
fn a_stream_that_stops_being_utf8_is_refused_unless_the_encoding_is_declared() {
    let bytes = late_gb18030();
    let found = faults(&bytes, How { as_stream: true, ..AUTO });
    let [ScanFault::EncodingUndecided(wrong)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((wrong.at.line, wrong.at.column, wrong.bytes[0]), (2_803, 1, 0xD5));
    let declared = How { as_stream: true, encoding: Some(Encoding::Gb18030), threads: 2 };
    assert_eq!(rows(&bytes, declared).len(), 2_802);
}

#[test]
fn a_stream_that_is_ascii_for_long_may_still_be_either() {
    let filler = format!("{},1\n", "a".repeat(999)).repeat(2_800);
    for last in [gb18030("张三,3\n"), "张三,3\n".into()] {
        let bytes = [b"Owner,Amount\n", filler.as_bytes(), &last].concat();
        let rows = rows(&bytes, How { as_stream: true, threads: 2, ..AUTO });
        assert_eq!(rows.last().unwrap().1[0], "张三");
    }
}

#[test]
fn a_pipe_inside_a_gb18030_character_separates_nothing() {
    // 81 7C and D5 7C end in the byte of a pipe.
    let bytes = [&gb18030("负责人|金额\n")[..], b"\x81\x7C\xD5\x7C|1\n"].concat();
    let (rows, scanned) = read(&bytes, AUTO).unwrap();
    assert_eq!((rows[0].1.len(), rows[0].1[0].chars().count()), (2, 2));
    assert_eq!(scanned.summary.layout.delimiter, Delimiter::Pipe);
    assert_eq!(scanned.faults, []);
}

#[test]
fn a_file_that_grows_while_it_is_read_is_told() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"Owner,Amount\nA,1\n").unwrap();
    let export = Export::open(Source::open("a.csv", file.path()).unwrap(), options(AUTO)).unwrap();
    file.write_all(b"B,2\n").unwrap();
    let scanned = export.scan(|| (), |(), _| ()).unwrap();
    assert!(matches!(scanned.faults[..], [ScanFault::Changed { before: 17, .. }]));
}

#[test]
fn the_chunks_of_a_file_are_its_bytes_whoever_reads_them() {
    let text = long_table();
    for bytes in [text.clone().into_bytes(), utf16(&text, u16::to_le_bytes)] {
        for threads in [1, 3] {
            let chunks = Mutex::new(BTreeMap::new());
            let on_chunk = |first: u64, bytes: &[u8]| {
                for (number, chunk) in (first..).zip(bytes.chunks(CHUNK)) {
                    chunks.lock().unwrap().insert(number, chunk.to_vec());
                }
            };
            let options = Options {
                encoding: None,
                delimiter: None,
                sep_line: false,
                header: Header::Find(&is_header),
                labels: &[],
                on_chunk: Some(&on_chunk),
                threads,
            };
            Export::open(source(&bytes, true), options).unwrap().scan(|| (), |(), _| ()).unwrap();
            let chunks = chunks.into_inner().unwrap();
            assert!(chunks.values().rev().skip(1).all(|chunk| chunk.len() == CHUNK));
            assert!(chunks.into_values().collect::<Vec<_>>().concat() == bytes);
        }
    }
}

#[test]
fn a_stream_without_end_ends() {
    for (byte, header) in [(0, "Owner,Amount\n"), (b'a', "Owner,Amount\n1,\"")] {
        let from = std::io::Read::chain(header.as_bytes(), std::io::repeat(byte));
        let export = Export::open(Source::stream("-", from), options(AUTO)).unwrap();
        let scanned = export.scan(|| (), |(), _| ()).unwrap();
        assert!(matches!(&scanned.faults[..], [ScanFault::RowTooLong { at, .. }] if at.line == 2));
    }
}

#[test]
fn nothing_and_no_rows_are_different_things() {
    assert!(matches!(faults(b"", AUTO)[..], [ScanFault::Empty { .. }]));
    assert!(matches!(faults(b"\xEF\xBB\xBF\r\n", AUTO)[..], [ScanFault::Empty { .. }]));
    for text in ["Owner,Amount", "Owner,Amount\n\n"] {
        assert_eq!(rows(text.as_bytes(), AUTO), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn faults_and_rows_are_the_same_for_any_number_of_threads(
        lines in prop::collection::vec(0..9usize, 30..60),
        wrong in prop::option::of(0..3000usize),
    ) {
        let kinds = ["张三,1\n", "a,\"b\nc\"\r\n", "x\n", "x,y,z\n", "\n", "合计,3\n", ",\n",
            "长长长长长长长长长长长长长长长长长长长长长长长长长长长长,1\r", "a,\"\"\"\"\n"];
        let mut text = "Owner,Amount\n".to_owned();
        for round in 0..3000 {
            let kind = kinds[lines[round % lines.len()]];
            text.push_str(if wrong == Some(round) { "bare\"quote,\n" } else { kind });
            if round % 50 == 0 {
                text.push_str(&"a,filler filler filler\n".repeat(120));
            }
        }
        let one = read(text.as_bytes(), AUTO).unwrap();
        let many = read(text.as_bytes(), How { threads: 4, as_stream: true, ..AUTO }).unwrap();
        prop_assert_eq!(&one.1.faults, &many.1.faults);
        if wrong.is_none() {
            prop_assert!(one.0 == many.0);
            prop_assert_eq!(&one.1.summary, &many.1.summary);
            prop_assert_eq!(one.1.fault_count, many.1.fault_count);
        }
    }
}
