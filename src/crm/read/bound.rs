//! A declared column in one file: how its cells are read there, in the general way and, where a cell is
//! written as most are, without looking twice.

use crate::crm::Encoding;
use crate::crm::block::Block;
use crate::crm::cell_value::CellReader;
use crate::crm::columns::Located;
use crate::crm::date::DateReader;
use crate::crm::number::usual;
use crate::expr::Value;
use crate::plan::column::{Column, Form};
use crate::text::Diagnostic;

use super::sheet::{FIGURE_LEAST, scale_of};

const POWERS: [i64; 19] = {
    let mut powers = [1i64; 19];
    let mut at = 1;
    while at < 19 {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// A declared column in a file.
pub(super) struct Bound {
    /// Which cell of a row.
    pub physical: usize,
    /// Reads the text of a cell.
    pub reader: CellReader,
    /// Whether values are replaced before they are read.
    pub has_alias: bool,
    /// Reads days where nothing is replaced.
    pub date: Option<DateReader>,
    /// Characters of the longest text that means "no value".
    longest_blank: usize,
}

impl Bound {
    /// A declared column where it is in a file.
    pub fn new(column: &Column, here: &Located) -> Bound {
        let date = match &here.form {
            Form::Date(form) => Some(DateReader::new(form.clone())),
            _ => None,
        };
        let reader = CellReader::new(column, &here.form, &here.header);
        let lengths = here.form.blank().tokens.iter().map(|token| token.chars().count());
        let longest_blank = lengths.max().unwrap_or(0);
        Bound {
            physical: here.position,
            reader,
            has_alias: !column.alias.is_empty(),
            date,
            longest_blank,
        }
    }

    /// Reads a cell in the general way.
    pub fn read(&self, block: &Block<'_>, row: usize) -> Result<Value, Diagnostic> {
        self.reader.read(&block.cell(row, self.physical).text())
    }

    /// The bytes of a text's cell, where these are its value as it stands.
    #[inline]
    pub fn plain_text<'c>(&self, block: &Block<'c>, row: usize) -> Option<&'c [u8]> {
        let bytes = block.bytes(row, self.physical);
        let is_plain = block.encoding() == Encoding::Utf8 && self.is_plain_text(bytes);
        is_plain.then_some(bytes)
    }

    #[inline]
    fn is_plain_text(&self, bytes: &[u8]) -> bool {
        // Spaces are 0x20 and below, or begin with one of these bytes.
        let may_begin_in_space =
            bytes.first().is_none_or(|byte| *byte <= b' ' || matches!(byte, 0xC2 | 0xE1..=0xE3));
        // A text with more bytes than four for each character of a token is none.
        matches!(self.reader.form(), Form::Text(_) | Form::Person(_))
            && !self.has_alias
            && bytes.len() > self.longest_blank * 4
            && !may_begin_in_space
            && !may_end_in_space(bytes)
            && !bytes.contains(&b'"')
    }

    /// The bytes of an id's cell, where these are its key as it stands.
    #[inline]
    pub fn plain_key<'c>(&self, block: &Block<'c>, row: usize) -> Option<&'c [u8]> {
        let bytes = block.bytes(row, self.physical);
        self.is_plain_key(bytes).then_some(bytes)
    }

    #[inline]
    fn is_plain_key(&self, bytes: &[u8]) -> bool {
        let is_id = matches!(self.reader.form(), Form::Id(_)) && !self.has_alias;
        if !is_id || bytes.len() <= self.longest_blank || bytes.len() < 2 {
            return false;
        }
        let is_sound = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        // What a spreadsheet made of a number looks like `1.1E+17` or `1E-5`.
        let is_power = bytes[0].is_ascii_digit() && matches!(bytes[1], b'E' | b'e');
        !is_power && bytes.iter().all(is_sound)
    }
}

/// Whether a text may end in a space: those of Unicode have two bytes that begin with C2, or three
/// that begin with E1 to E3.
fn may_end_in_space(bytes: &[u8]) -> bool {
    match bytes {
        [.., 0xE1..=0xE3, _, _] | [.., 0xC2, _] => true,
        [.., last] => *last <= b' ',
        [] => true,
    }
}

/// The declared columns in a file, by their index in the source.
pub(super) type Binding = [Bound];

/// The fast way of reading a column's figures.
#[derive(Clone, Copy)]
pub(super) struct Fast {
    is_open: bool,
    thousands: bool,
    minus: bool,
    /// Zeros that the unit adds, and decimals that the scale has.
    zeros: u32,
}

impl Fast {
    /// The fast way of that column; it may lead nowhere.
    pub fn of(bound: &Bound) -> Fast {
        let shut = Fast { is_open: false, thousands: false, minus: false, zeros: 0 };
        let form = bound.reader.form();
        let (thousands, minus, power) = match form {
            Form::Money(form, _) => (
                form.thousands,
                form.negative.minus,
                form.scale_unit.map_or(0, |unit| unit.power()),
            ),
            Form::Number(form, _) => (form.thousands, form.negative.minus, 0),
            _ => return shut,
        };
        let zeros = power + scale_of(form);
        Fast { is_open: !bound.has_alias, thousands, minus, zeros }
    }

    /// The value at the column's scale; none where the general way must look.
    #[inline]
    pub fn read(self, bytes: &[u8]) -> Option<i64> {
        if !self.is_open {
            return None;
        }
        let value = usual(bytes, self.thousands, self.minus)?;
        let zeros = self.zeros.checked_sub(value.scale)?;
        let power = POWERS.get(zeros as usize)?;
        let plain = i64::try_from(value.mantissa).ok()?.checked_mul(*power)?;
        (plain >= FIGURE_LEAST).then_some(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::unit::Currency;
    use crate::plan::format::{Blank, KeyForm, MoneyForm, ScaleUnit};
    use crate::text::{SourceId, Span, Spanned};
    use proptest::prelude::*;

    fn bound(form: Form) -> Bound {
        let span = Span::new(SourceId(0), 0, 0);
        let column = Column {
            id: Spanned::new("c".into(), span),
            headers: Vec::new(),
            position: None,
            form: form.clone(),
            alias: Vec::new(),
            span,
        };
        Bound::new(&column, &Located { position: 0, header: "c".into(), form })
    }

    fn piece() -> impl Strategy<Value = String> {
        let pieces = [
            "1",
            "E",
            "e",
            "+",
            "-",
            ".",
            "A",
            "_",
            " ",
            "\t",
            "\u{3000}",
            "\u{a0}",
            "\u{2003}",
            "—",
            "N/A",
            "null",
            "公司",
            "，",
            "＃Ｎ/Ａ",
            "\u{200b}",
            "'",
            "=",
            "ab",
            "12345678",
            "é",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..8)
            .prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]

        #[test]
        fn the_short_way_reads_what_the_general_way_reads(text in piece(), amount in piece()) {
            let value = || Ok(Value::Text(text.as_str().into()));
            let plain = bound(Form::Text(Blank::default()));
            if plain.is_plain_text(text.as_bytes()) {
                prop_assert_eq!(plain.reader.read(&text), value());
            }
            let id = bound(Form::Id(KeyForm::default()));
            if id.is_plain_key(text.as_bytes()) {
                prop_assert_eq!(id.reader.read(&text), value());
            }
            let cny = Currency::parse("CNY").unwrap();
            let form = MoneyForm { scale_unit: Some(ScaleUnit::WAN), ..MoneyForm::default() };
            let money = bound(Form::Money(form, cny));
            if let Some(plain) = Fast::of(&money).read(amount.as_bytes()) {
                let number = crate::base::Number::scaled(i128::from(plain), 4);
                prop_assert_eq!(money.reader.read(&amount), Ok(Value::Num(number)));
            }
        }
    }

    #[test]
    fn usual_cells_go_the_short_way() {
        let customer = bound(Form::Text(Blank::default()));
        assert!(customer.is_plain_text("杭州云栖科技有限公司12".as_bytes()));
        assert!(bound(Form::Id(KeyForm::default())).is_plain_key(b"HT2026-00000001"));
        let cny = Currency::parse("CNY").unwrap();
        let money = bound(Form::Money(MoneyForm::default(), cny));
        assert_eq!(Fast::of(&money).read(b"1,234.50"), Some(12_345_000));
        assert_eq!(Fast::of(&money).read(b"-0.12345"), None);
    }
}
