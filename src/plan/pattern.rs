//! Date patterns as a plan declares them: `YYYY-MM-DD`, `M/D/YYYY`, `YYYY年M月D日[ hh:mm]`. Parsed once,
//! refused where they could be misread; the days in cells are read by them in `crm`.

/// A declared way of writing a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatePattern {
    /// As declared: what a message shows.
    pub text: String,
    /// What it means.
    pub shape: DateShape,
}

/// What a date pattern means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateShape {
    /// Parts and separators in order: `YYYY-MM-DD`, `M/D/YYYY`, `YYYY年M月D日 h:mm`.
    Pieces(Vec<Piece>),
    /// `iso-timestamp`: date and time with `Z` or an offset, as `2024-01-22T16:14:25.000+0000`.
    Timestamp,
    /// `excel-serial`: days since 1899-12-30, as `46204`.
    Serial,
}

/// A part of a date, as a pattern's letter names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `YYYY`
    Year,
    /// `MM`, `M`
    Month,
    /// `DD`, `D`
    Day,
    /// `hh`, `h`
    Hour,
    /// `mm`
    Minute,
    /// `ss`
    Second,
    /// `f`: any number of digits
    Fraction,
}

/// One element of a date pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Digits of a part, from the least to the most number of them.
    Digits(Part, usize, usize),
    /// A character as written; a space stands for one or more spaces.
    Literal(char),
    /// `[…]`: may be absent as a whole.
    Optional(Vec<Piece>),
}

/// Why a text is no date pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// A character that patterns don't know.
    Character(char),
    /// `YY`: two-digit years are never read.
    TwoDigitYear,
    /// Year, month or day is missing, stands twice, or stands in brackets.
    Parts,
    /// A part of one or two digits is followed by digits: where it ends can't be told.
    RunTogether,
    /// A bracket without its partner.
    Bracket,
}

impl DatePattern {
    /// Reads a pattern: `YYYY`, `MM` or `M`, `DD` or `D`, `hh` or `h`, `mm`, `ss`, `f`, the
    /// separators `- / . : 年 月 日 T` and the space, `[…]` around what may be absent; or one of the
    /// words `iso-timestamp` and `excel-serial`.
    pub fn parse(text: &str) -> Result<DatePattern, PatternFault> {
        let shape = match text {
            "iso-timestamp" => DateShape::Timestamp,
            "excel-serial" => DateShape::Serial,
            _ => DateShape::Pieces(pieces(text)?),
        };
        Ok(DatePattern { text: text.to_owned(), shape })
    }
}

fn pieces(text: &str) -> Result<Vec<Piece>, PatternFault> {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let found = sequence(&chars, &mut at, false)?;
    for part in [Part::Year, Part::Month, Part::Day] {
        let times = found.iter().filter(|p| matches!(p, Piece::Digits(q, ..) if *q == part));
        if times.count() != 1 {
            return Err(PatternFault::Parts);
        }
    }
    let mut flat = Vec::new();
    flatten(&found, &mut flat);
    let open_ended = |piece: &Piece| matches!(piece, Piece::Digits(_, least, most) if least < most);
    let run = |pair: &[&Piece]| open_ended(pair[0]) && matches!(pair[1], Piece::Digits(..));
    if flat.windows(2).any(run) { Err(PatternFault::RunTogether) } else { Ok(found) }
}

fn flatten<'a>(pieces: &'a [Piece], into: &mut Vec<&'a Piece>) {
    for piece in pieces {
        match piece {
            Piece::Optional(inner) => flatten(inner, into),
            other => into.push(other),
        }
    }
}

/// Pieces up to the end of the pattern, or of its bracket where `inside` one.
fn sequence(chars: &[char], at: &mut usize, inside: bool) -> Result<Vec<Piece>, PatternFault> {
    let mut found = Vec::new();
    while let Some(&letter) = chars.get(*at) {
        let run = chars[*at..].iter().take_while(|c| **c == letter).count();
        let (piece, length) = match (letter, run) {
            ('[', _) => {
                *at += 1;
                (Piece::Optional(sequence(chars, at, true)?), 0)
            }
            (']', _) if inside => {
                *at += 1;
                return Ok(found);
            }
            (']', _) => return Err(PatternFault::Bracket),
            ('-' | '/' | '.' | ':' | '年' | '月' | '日' | 'T' | ' ', _) => {
                (Piece::Literal(letter), 1)
            }
            _ => (digits(letter, run)?, run),
        };
        found.push(piece);
        *at += length;
    }
    if inside { Err(PatternFault::Bracket) } else { Ok(found) }
}

fn digits(letter: char, run: usize) -> Result<Piece, PatternFault> {
    let (part, least, most) = match (letter, run) {
        ('Y', 4) => (Part::Year, 4, 4),
        ('Y', 2) => return Err(PatternFault::TwoDigitYear),
        ('M', 1) => (Part::Month, 1, 2),
        ('M', 2) => (Part::Month, 2, 2),
        ('D', 1) => (Part::Day, 1, 2),
        ('D', 2) => (Part::Day, 2, 2),
        ('h', 1) => (Part::Hour, 1, 2),
        ('h', 2) => (Part::Hour, 2, 2),
        ('m', 2) => (Part::Minute, 2, 2),
        ('s', 2) => (Part::Second, 2, 2),
        ('f', 1) => (Part::Fraction, 1, 9),
        _ => return Err(PatternFault::Character(letter)),
    };
    Ok(Piece::Digits(part, least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_patterns_are_known() {
        for text in ["YYYY-MM-DD", "M/D/YYYY", "DD.MM.YYYY", "YYYYMMDD", "YYYY年M月D日"] {
            assert!(DatePattern::parse(text).is_ok(), "{text}");
        }
        assert!(DatePattern::parse("YYYY-MM-DD hh:mm[:ss]").is_ok());
        assert_eq!(DatePattern::parse("excel-serial").unwrap().shape, DateShape::Serial);
    }

    #[test]
    fn a_pattern_that_could_be_misread_is_refused_at_once() {
        let fault = |text| DatePattern::parse(text).unwrap_err();
        assert_eq!(fault("YY-MM-DD"), PatternFault::TwoDigitYear);
        assert_eq!(fault("YYYYMD"), PatternFault::RunTogether);
        assert_eq!(fault("YYYY-M-D[hh]"), PatternFault::RunTogether);
        assert_eq!(fault("YYYY-MM"), PatternFault::Parts);
        assert_eq!(fault("YYYY-MM-DD-DD"), PatternFault::Parts);
        assert_eq!(fault("YYYY-MM[-DD]"), PatternFault::Parts);
        assert_eq!(fault("YYYY-MM-DD[ hh"), PatternFault::Bracket);
        assert_eq!(fault("YYYY-MM-DD]"), PatternFault::Bracket);
        assert_eq!(fault("yyyy-MM-DD"), PatternFault::Character('y'));
        assert_eq!(fault("YYYY-MMM-DD"), PatternFault::Character('M'));
        assert_eq!(fault(""), PatternFault::Parts);
    }
}
