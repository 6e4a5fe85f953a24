//! Encodings: which one a file is in, whether every byte of it is text in it, and the text of a
//! piece. Nothing is ever replaced: what can't be decoded is a fault. UTF-16 is turned into UTF-8
//! while it is read ([`super::utf16`]); UTF-8 and GB18030 are scanned as they are.

use std::borrow::Cow;
use std::fmt;

use wide::u8x16;

use super::mask::{beyond_ascii, masks};

/// An encoding that exports come in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Encoding {
    /// UTF-8, and thus ASCII.
    #[default]
    Utf8,
    /// GB18030, and thus GBK and GB2312.
    Gb18030,
    /// UTF-16, low byte first, as a spreadsheet's "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// The encoding of that name as it is written in a plan; `None` if there is no such.
    pub fn named(name: &str) -> Option<Encoding> {
        match name {
            "utf-8" => Some(Encoding::Utf8),
            "gb18030" => Some(Encoding::Gb18030),
            "utf-16le" => Some(Encoding::Utf16Le),
            "utf-16be" => Some(Encoding::Utf16Be),
            _ => None,
        }
    }

    /// The encoding that a byte order mark announces, and the mark's length in bytes.
    pub(super) fn marked(start: &[u8]) -> Option<(Encoding, usize)> {
        match start {
            [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
            [0x84, 0x31, 0x95, 0x33, ..] => Some((Encoding::Gb18030, 4)),
            _ => None,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Gb18030 => "gb18030",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
        })
    }
}

/// How many bytes from the beginning are text; all of them in a sound file. What has been turned
/// into UTF-8 while reading counts as UTF-8.
pub(super) fn valid_up_to(bytes: &[u8], encoding: Encoding) -> usize {
    if encoding == Encoding::Gb18030 {
        return gb18030_valid_up_to(bytes);
    }
    match simdutf8::basic::from_utf8(bytes) {
        Ok(_) => bytes.len(),
        Err(_) => std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len),
    }
}

/// The bytes at `at` that are no text: up to where text could begin again.
pub(super) fn undecodable_at(bytes: &[u8], at: usize, encoding: Encoding) -> Vec<u8> {
    let rest = bytes.get(at..).unwrap_or_default();
    let length = match encoding {
        Encoding::Gb18030 => 1,
        _ => std::str::from_utf8(rest).err().and_then(|e| e.error_len()).unwrap_or(rest.len()),
    };
    rest.iter().copied().take(length.clamp(1, 4)).collect()
}

/// The text of bytes that were found valid. Bytes that weren't are shown as `\xNN`, which only
/// excerpts of faulty lines come to.
pub(super) fn text(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    let decoded = match encoding {
        Encoding::Gb18030 if !bytes.is_ascii() => {
            encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)
        }
        _ => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    };
    decoded.unwrap_or_else(|| Cow::Owned(shown(bytes, encoding)))
}

fn shown(mut bytes: &[u8], encoding: Encoding) -> String {
    let mut shown = String::new();
    loop {
        let (sound, rest) = bytes.split_at(valid_up_to(bytes, encoding));
        shown.push_str(&text(sound, encoding));
        let Some((bad, rest)) = rest.split_first() else { return shown };
        shown.push_str(&format!("\\x{bad:02X}"));
        bytes = rest;
    }
}

/// How many bytes are GB18030 (2005, as browsers read it): one byte below 0x80 (and 0x80 itself),
/// two of 81–FE and 40–7E or 80–FE, or four of 81–FE, 30–39, 81–FE, 30–39 that stand for a
/// character. Every pair of two bytes stands for one.
fn gb18030_valid_up_to(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes[at..].first_chunk::<64>() {
        if let Some(length) = plain_length(chunk) {
            at += length;
            continue;
        }
        let end = at + chunk.len();
        while at < end {
            match character_length(&bytes[at..]) {
                Some(length) => at += length,
                None => return at,
            }
        }
    }
    while at < bytes.len() {
        match character_length(&bytes[at..]) {
            Some(length) => at += length,
            None => return at,
        }
    }
    at
}

/// The length of the character at the beginning, if it is one.
fn character_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [0..=0x80, ..] => Some(1),
        [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, ..] => Some(2),
        [a, b, c, d, ..] if is_four([*a, *b, *c, *d]) => Some(4),
        _ => None,
    }
}

/// How many of the 64 bytes are whole characters, 63 or 64, if all are ASCII or pairs and that is
/// easily seen: bytes beyond ASCII come in runs, a run pairs up from its beginning, and the last
/// byte of an odd one pairs with the byte after it. (Runs of odd length are found by adding a bit
/// at their beginning: it comes out after their end.)
#[inline]
fn plain_length(chunk: &[u8; 64]) -> Option<usize> {
    const EVEN: u64 = 0x5555_5555_5555_5555;
    let high = beyond_ascii(chunk);
    if high == 0 {
        return Some(64);
    }
    let [low_lead, no_byte] = masks(chunk, [u8x16::splat(0x80), u8x16::splat(0xFF)]);
    if low_lead | no_byte != 0 {
        return None;
    }
    let starts = high & !(high << 1);
    let after_even = high.wrapping_add(starts & EVEN) & !high;
    let (odd, is_cut) = high.overflowing_add(starts & !EVEN);
    let mut trails = (after_even & !EVEN) | (odd & !high & EVEN);
    while trails != 0 {
        let trail = chunk[trails.trailing_zeros() as usize & 63];
        if !(0x40..=0x7E).contains(&trail) {
            return None;
        }
        trails &= trails - 1;
    }
    Some(64 - usize::from(is_cut))
}

fn is_four([a, b, c, d]: [u8; 4]) -> bool {
    let is_shape = (0x81..=0xFE).contains(&a)
        && b.is_ascii_digit()
        && (0x81..=0xFE).contains(&c)
        && d.is_ascii_digit();
    if !is_shape {
        return false;
    }
    let tens = (u32::from(a - 0x81) * 10 + u32::from(b - b'0')) * 126 + u32::from(c - 0x81);
    let pointer = tens * 10 + u32::from(d - b'0');
    // The basic plane, then the planes above; between and after them nothing is assigned.
    pointer <= 39_419 || (189_000..=1_237_575).contains(&pointer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_gb18030(bytes: &[u8]) -> bool {
        encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    }

    #[test]
    fn every_sequence_of_four_is_judged_as_the_decoder_judges_it() {
        for a in [0x80, 0x81, 0x84, 0x8F, 0x90, 0xE3, 0xE4, 0xFE, 0xFF] {
            for b in 0x2F..=0x3A {
                for c in 0x80..=0xFF {
                    for d in [0x2F, 0x30, 0x35, 0x36, 0x39, 0x3A] {
                        let bytes = [a, b, c, d];
                        let ours = valid_up_to(&bytes, Encoding::Gb18030) == 4;
                        assert_eq!(ours, is_gb18030(&bytes), "{bytes:02X?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_pair_is_judged_as_the_decoder_judges_it() {
        for lead in 0..=0xFF {
            for trail in 0..=0xFF {
                let ours = valid_up_to(&[lead, trail], Encoding::Gb18030) == 2;
                assert_eq!(ours, is_gb18030(&[lead, trail]), "{lead:02X} {trail:02X}");
            }
        }
    }

    #[test]
    fn no_byte_with_a_meaning_in_csv_is_part_of_a_gb18030_character() {
        for meaning in *b"\",\n\r\t;" {
            for lead in 0x81..=0xFE {
                assert_eq!(valid_up_to(&[lead, meaning, b'0', b'0'], Encoding::Gb18030), 0);
                assert_eq!(valid_up_to(&[lead, b'0', lead, meaning], Encoding::Gb18030), 0);
            }
        }
        assert_eq!(valid_up_to(&[0x81, b'|'], Encoding::Gb18030), 2);
    }

    #[test]
    fn the_first_bad_byte_is_found() {
        let text = "销售额,张三".as_bytes();
        let mut bytes = text.to_vec();
        bytes[4] = b'x';
        assert_eq!(valid_up_to(&bytes, Encoding::Utf8), 3);
        assert_eq!(undecodable_at(&bytes, 3, Encoding::Utf8), [0xE5]);
        assert_eq!(valid_up_to(&text[..text.len() - 1], Encoding::Utf8), text.len() - 3);
        assert_eq!(valid_up_to(b"abc\xFF", Encoding::Gb18030), 3);
        assert_eq!(valid_up_to(b"abc\xD5", Encoding::Gb18030), 3);
        assert_eq!(super::text(b"abc\xFFd", Encoding::Utf8), "abc\\xFFd");
    }

    proptest! {
        #[test]
        fn gb18030_is_valid_exactly_where_the_decoder_says(
            bytes in prop::collection::vec(
                prop::sample::select(vec![b'a', b'0', b'9', b'@', b',', 0x7F, 0x80, 0x81, 0x90, 0xE3, 0xFE, 0xFF]),
                0..40,
            ),
            plain in 0..100usize,
        ) {
            let pairs = [0xD5, 0xC5, 0xC8, 0xFD, 0x81, 0x40, b'a'];
            let bytes = [pairs.repeat(plain), bytes.clone(), pairs.repeat(plain), bytes].concat();
            let ours = valid_up_to(&bytes, Encoding::Gb18030);
            prop_assert_eq!(ours == bytes.len(), is_gb18030(&bytes));
            prop_assert!(is_gb18030(&bytes[..ours]));
        }

        #[test]
        fn what_was_encoded_is_decoded_to_the_same(text in "\\PC{0,60}") {
            let (bytes, ..) = encoding_rs::GB18030.encode(&text);
            prop_assume!(is_gb18030(&bytes));
            prop_assert_eq!(valid_up_to(&bytes, Encoding::Gb18030), bytes.len());
            let (expected, ..) = encoding_rs::GB18030.decode(&bytes);
            prop_assert_eq!(super::text(&bytes, Encoding::Gb18030), expected);
        }
    }
}
