//! Shares in cells: `85%`, or `85` and `0.85` by the scale that the column declares. Which of the
//! two a bare number is, is never told from its size.

use crate::base::Number;
use crate::plan::format::{Negative, PercentForm, PercentScale};
use crate::text::{Diagnostic, code::import};

use super::cell::{Narrowed, Stray, shown};
use super::number::{NumberFault, Scaled, Style, Wrong, figure};

/// Why a cell is no share of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentFault {
    /// Blank in a column that may not be.
    Missing,
    /// A character that can't stand there.
    Stray(Stray),
    /// More digits than are read.
    TooLong,
    /// A number without a percent sign in a column that declares no scale.
    ScaleUndeclared(Scaled),
}

impl PercentFault {
    /// The diagnostic, without its place.
    pub fn diagnose(&self, column: &str, value: &str) -> Diagnostic {
        match *self {
            PercentFault::Missing => NumberFault::Missing.diagnose(column, value),
            PercentFault::Stray(stray) => NumberFault::Stray(stray).diagnose(column, value),
            PercentFault::TooLong => NumberFault::TooLong.diagnose(column, value),
            PercentFault::ScaleUndeclared(bare) => Diagnostic::new(&import::PERCENT_SCALE)
                .arg("column", column)
                .arg("value", shown(value))
                .arg("percent", percent_text(&bare.to_number()))
                .arg("fraction", percent_text(&bare.to_number().shift(2))),
        }
    }
}

fn percent_text(percent: &Number) -> String {
    format!("{}%", percent.to_exact_text().unwrap_or_default())
}

/// A share and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The share as a fraction of one: 85 % is 0.85.
    pub value: Scaled,
    /// Whether a percent sign was missing, so that the column's scale decided; see [`Spread`].
    pub bare: bool,
}

/// Reads a share from a cell without its CSV quotes, in UTF-8. `None` is a blank cell of an optional
/// column.
pub fn read_percent(bytes: &[u8], form: &PercentForm) -> Result<Option<Share>, PercentFault> {
    let cell = Narrowed::new(bytes).map_err(PercentFault::Stray)?;
    if cell.is_blank(&form.blank) {
        return if form.blank.optional { Ok(None) } else { Err(PercentFault::Missing) };
    }
    let (digits, bare) = match cell.chars.as_slice() {
        [digits @ .., '%'] => (digits, false),
        digits => (digits, true),
    };
    let style = Style { thousands: true, negative: Negative::default(), money: false };
    let value = figure(digits, &style).map_err(|wrong| match wrong {
        Wrong::At(at) => PercentFault::Stray(cell.stray(at)),
        Wrong::TooLong => PercentFault::TooLong,
    })?;
    let value = value.value;
    let power = match (bare, form.scale) {
        (false, _) | (true, Some(PercentScale::Percent)) => -2,
        (true, Some(PercentScale::Fraction)) => 0,
        (true, None) => return Err(PercentFault::ScaleUndeclared(value)),
    };
    let value = value.times_ten(power).ok_or(PercentFault::TooLong)?;
    Ok(Some(Share { value, bare }))
}

/// Whether the bare numbers of a column are of one scale: where the first up to 1 and the first
/// above 1 stand. Zero fits both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// The first physical line with a bare number up to 1, without regard to its sign.
    pub small: Option<u64>,
    /// The first physical line with a bare number above 1.
    pub large: Option<u64>,
}

impl Spread {
    /// Takes in a share of the column, read by its form, from that line.
    pub fn note(&mut self, share: &Share, form: &PercentForm, line: u64) {
        if !share.bare || share.value.mantissa == 0 {
            return;
        }
        let power = if form.scale == Some(PercentScale::Percent) { 2 } else { 0 };
        let written = share.value.to_number().shift(power).abs();
        let first = if written <= Number::one() { &mut self.small } else { &mut self.large };
        *first = Some(first.map_or(line, |known| known.min(line)));
    }

    /// Takes in another part of the same column; the order of parts doesn't matter.
    pub fn absorb(&mut self, other: Spread) {
        let earlier = |a: Option<u64>, b: Option<u64>| a.into_iter().chain(b).min();
        self.small = earlier(self.small, other.small);
        self.large = earlier(self.large, other.large);
    }

    /// The lines of two scales in one column, where the form doesn't allow that.
    pub fn mixed(&self, form: &PercentForm) -> Option<(u64, u64)> {
        if form.mixed { None } else { self.small.zip(self.large) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(scale: Option<PercentScale>) -> PercentForm {
        PercentForm { scale, ..PercentForm::default() }
    }

    fn read(text: &str, scale: Option<PercentScale>) -> Result<String, PercentFault> {
        let share = read_percent(text.as_bytes(), &form(scale))?.unwrap();
        Ok(share.value.to_number().to_exact_text().unwrap())
    }

    #[test]
    fn a_percent_sign_says_itself_what_it_means() {
        for scale in [None, Some(PercentScale::Percent), Some(PercentScale::Fraction)] {
            for (text, value) in
                [("85%", "0.85"), ("85.0 %", "0.85"), ("－５％", "-0.05"), ("1,250%", "12.5")]
            {
                assert_eq!(read(text, scale).as_deref(), Ok(value), "{text}");
            }
        }
    }

    #[test]
    fn a_bare_number_means_what_the_column_declares() {
        assert_eq!(read("85.0", Some(PercentScale::Percent)).as_deref(), Ok("0.85"));
        assert_eq!(read("0.85", Some(PercentScale::Percent)).as_deref(), Ok("0.0085"));
        assert_eq!(read("0.85", Some(PercentScale::Fraction)).as_deref(), Ok("0.85"));
        assert_eq!(read("1.2", Some(PercentScale::Fraction)).as_deref(), Ok("1.2"));
        let fault = read("5", None).unwrap_err();
        let told = fault.diagnose("折扣", "5");
        assert_eq!(told.code.id, "I47");
        let text = crate::text::code::fill(told.code.en.message, &told.args);
        assert!(text.ends_with("no percent sign: 5% or 500%?"), "{text}");
    }

    #[test]
    fn what_is_no_share_is_refused() {
        for (text, position) in [("85‰", 3), ("%", 1), ("8 5%", 3), ("85%%", 3), ("八成", 1)] {
            match read(text, Some(PercentScale::Percent)) {
                Err(PercentFault::Stray(stray)) => assert_eq!(stray.position, position, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        assert_eq!(read("", None), Err(PercentFault::Missing));
    }

    #[test]
    fn two_scales_in_one_column_are_noticed_in_any_order() {
        let form = form(Some(PercentScale::Percent));
        let spread = |rows: &[(&str, u64)]| {
            let mut spread = Spread::default();
            for (text, line) in rows {
                let share = read_percent(text.as_bytes(), &form).unwrap().unwrap();
                spread.note(&share, &form, *line);
            }
            spread
        };
        let mut left = spread(&[("85", 2), ("0.9%", 3), ("0", 4)]);
        assert_eq!(left.mixed(&form), None);
        let right = spread(&[("0.85", 9), ("0.7", 8)]);
        left.absorb(right);
        assert_eq!(left.mixed(&form), Some((8, 2)));
        assert_eq!(left.mixed(&PercentForm { mixed: true, ..form }), None);
    }
}
