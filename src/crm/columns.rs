//! Where the columns that a plan declares are in a file, and by which form their cells are to be
//! read there: a header may say 万元. Scoring a row as header for the scanner belongs here too.

use std::sync::Arc;

use crate::plan::column::{Column, Form};
use crate::plan::format::{MoneyForm, PercentScale};
use crate::text::code::import;
use crate::text::{Diagnostic, Place, Sink};

use super::cell::shown;
use super::cell_value::CellReader;
use super::header::{Found, HeaderName, HeaderRow, HeaderUnit};
use super::layout::Layout;

/// How many headers a message lists.
const MOST_LISTED: usize = 30;

/// The declared columns of one file, in the order of their declaration.
#[derive(Clone, Debug)]
pub struct Columns {
    located: Vec<Located>,
}

/// A declared column in a file.
#[derive(Clone, Debug)]
pub struct Located {
    /// Which column of the file it is, from 0.
    pub position: usize,
    /// What the file calls it; without a header, what the plan does.
    pub header: String,
    /// The declared form with the unit that the header gives.
    pub form: Form,
}

impl Columns {
    /// Finds the declared columns in a file. Columns that are missing or stand twice, and units
    /// that contradict the declaration, are told: then there are none. Columns of the file that
    /// nobody declared are one note.
    pub fn find(
        declared: &[Column],
        layout: &Layout,
        file: &Arc<str>,
        sink: &mut Sink,
    ) -> Option<Columns> {
        let head = Head::new(layout, file);
        let located: Vec<Option<Located>> =
            declared.iter().map(|column| head.locate(column, sink)).collect();
        let used: Vec<usize> = located.iter().flatten().map(|column| column.position).collect();
        let located: Vec<Located> = located.into_iter().collect::<Option<_>>()?;
        head.tell_extra(&used, sink);
        Some(Columns { located })
    }

    /// A declared column, by its index.
    pub fn get(&self, column: usize) -> &Located {
        &self.located[column]
    }

    /// All of them.
    pub fn located(&self) -> &[Located] {
        &self.located
    }

    /// The readers of all columns.
    pub fn readers(&self, declared: &[Column]) -> Vec<CellReader> {
        let pairs = declared.iter().zip(&self.located);
        pairs.map(|(column, here)| CellReader::new(column, &here.form, &here.header)).collect()
    }
}

/// How much a row of cells looks like the header: how many of the declared columns it has. Where all
/// of them are declared by position, the widest row is taken.
pub fn header_score(declared: &[Column]) -> impl Fn(&[String]) -> u32 + Send + Sync + use<> {
    let names: Vec<Vec<HeaderName>> =
        declared.iter().map(names_of).filter(|names| !names.is_empty()).collect();
    move |cells: &[String]| {
        let score = if names.is_empty() {
            cells.len()
        } else {
            HeaderRow::new(cells.iter().map(String::as_str)).score(&names)
        };
        u32::try_from(score).unwrap_or(u32::MAX)
    }
}

fn names_of(column: &Column) -> Vec<HeaderName> {
    column.headers.iter().map(|header| HeaderName::new(&header.value)).collect()
}

/// The header of a file with the place of its row.
struct Head<'a> {
    layout: &'a Layout,
    row: HeaderRow,
    file: &'a Arc<str>,
}

impl<'a> Head<'a> {
    fn new(layout: &'a Layout, file: &'a Arc<str>) -> Head<'a> {
        let row = HeaderRow::new(layout.header.iter().map(String::as_str));
        Head { layout, row, file }
    }

    fn locate(&self, column: &Column, sink: &mut Sink) -> Option<Located> {
        let by_name = !self.row.names.is_empty() && !column.headers.is_empty();
        let position = match (by_name, &column.position) {
            (false, Some(position)) => self.at_position(column, position.value, sink)?,
            _ => self.by_name(column, sink)?,
        };
        let name = self.row.names.get(position);
        let header = name.map_or(column.title(), |name| name.text.as_str());
        let unit = name.and_then(|name| name.unit);
        let form = self.effective(column, unit, header, sink)?;
        Some(Located { position, header: shown(header), form })
    }

    fn by_name(&self, column: &Column, sink: &mut Sink) -> Option<usize> {
        // The first spelling that the file has is the one that is meant.
        let found = names_of(column)
            .into_iter()
            .map(|name| self.row.find(&[name]))
            .find(|found| *found != Found::Nowhere);
        match found {
            Some(Found::At(position)) => Some(position),
            Some(Found::Several(positions)) => Diagnostic::new(&import::TWO_COLUMNS)
                .arg("header", shown(column.title()))
                .arg("found", self.list(positions))
                .place(self.place())
                .at(column.span)
                .tell(sink),
            Some(Found::Nowhere) | None => self.missing(column, column.title(), sink),
        }
    }

    fn at_position(&self, column: &Column, position: u32, sink: &mut Sink) -> Option<usize> {
        let index = usize::try_from(position).ok()?.checked_sub(1);
        match index.filter(|index| *index < self.layout.width) {
            Some(index) => Some(index),
            None => self.missing(column, &format!("#{position}"), sink),
        }
    }

    fn missing<T>(&self, column: &Column, name: &str, sink: &mut Sink) -> Option<T> {
        let found = match self.row.names.len() {
            0 => format!("#1–#{}", self.layout.width),
            count => self.list((0..count).collect()),
        };
        Diagnostic::new(&import::FIELD_MISSING)
            .arg("header", shown(name))
            .arg("found", found)
            .place(self.place())
            .at(column.span)
            .tell(sink)
    }

    /// The form with the unit that the header gives; a header that contradicts the plan is told.
    fn effective(
        &self,
        column: &Column,
        unit: Option<HeaderUnit>,
        header: &str,
        sink: &mut Sink,
    ) -> Option<Form> {
        let conflict = |code, declared: String, found: String| {
            Diagnostic::new(code)
                .arg("column", shown(column.title()))
                .arg("declared", declared)
                .arg("value", shown(header))
                .arg("found", found)
                .place(self.place())
                .at(column.span)
        };
        match (&column.form, unit) {
            (Form::Money(form, declared), Some(HeaderUnit::Money { scale, currency })) => {
                if let Some(found) = currency.filter(|found| found != declared) {
                    let (declared, found) = (declared.code().to_owned(), found.code().to_owned());
                    return conflict(&import::OTHER_CURRENCY, declared, found).tell(sink);
                }
                match form.scale_unit {
                    Some(own) if own != scale => {
                        conflict(&import::UNIT_CONFLICT, own.to_string(), scale.to_string())
                            .tell(sink)
                    }
                    _ => {
                        let form = MoneyForm { scale_unit: Some(scale), ..form.clone() };
                        Some(Form::Money(form, *declared))
                    }
                }
            }
            (Form::Percent(form), Some(HeaderUnit::Percent)) => match form.scale {
                Some(PercentScale::Fraction) => {
                    conflict(&import::UNIT_CONFLICT, "fraction".into(), "%".into()).tell(sink)
                }
                _ => {
                    let mut form = form.clone();
                    form.scale = Some(PercentScale::Percent);
                    Some(Form::Percent(form))
                }
            },
            (form, _) => Some(form.clone()),
        }
    }

    fn tell_extra(&self, used: &[usize], sink: &mut Sink) {
        let extra: Vec<usize> = (0..self.row.names.len())
            .filter(|at| !used.contains(at) && !self.row.names[*at].is_empty())
            .collect();
        if !extra.is_empty() {
            sink.push(
                Diagnostic::new(&import::EXTRA_COLUMNS)
                    .arg("columns", self.list(extra))
                    .place(Place::File(self.file.to_string())),
            );
        }
    }

    fn list(&self, columns: Vec<usize>) -> String {
        let name = |at: &usize| shown(&self.row.names[*at].text);
        let mut listed: Vec<String> = columns.iter().take(MOST_LISTED).map(name).collect();
        if columns.len() > MOST_LISTED {
            listed.push("…".to_owned());
        }
        listed.join(", ")
    }

    fn place(&self) -> Place {
        match self.layout.header_line {
            0 => Place::File(self.file.to_string()),
            line => Place::Spot {
                file: self.file.to_string(),
                line,
                column: 0,
                width: 0,
                excerpt: shown(&self.layout.header.join(&self.separator())),
            },
        }
    }

    fn separator(&self) -> String {
        char::from(self.layout.delimiter.byte()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::unit::Currency;
    use crate::plan::format::{Blank, PercentForm, ScaleUnit};
    use crate::text::{SourceId, Span, Spanned};

    use super::super::layout::Delimiter;

    fn span() -> Span {
        Span::new(SourceId(0), 0, 1)
    }

    fn column(headers: &[&str], position: Option<u32>, form: Form) -> Column {
        Column {
            id: Spanned::new("c".into(), span()),
            headers: headers.iter().map(|h| Spanned::new((*h).to_owned(), span())).collect(),
            position: position.map(|at| Spanned::new(at, span())),
            form,
            alias: Vec::new(),
            span: span(),
        }
    }

    fn text(headers: &[&str]) -> Column {
        column(headers, None, Form::Text(Blank::default()))
    }

    fn money(headers: &[&str], scale_unit: Option<ScaleUnit>) -> Column {
        let cny = Currency::parse("CNY").unwrap();
        let form = MoneyForm { scale_unit, currency: Some(cny), ..MoneyForm::default() };
        column(headers, None, Form::Money(form, cny))
    }

    fn layout(header: &[&str]) -> Layout {
        Layout {
            delimiter: Delimiter::Comma,
            width: header.len().max(3),
            header: header.iter().map(|h| (*h).to_owned()).collect(),
            header_line: u64::from(!header.is_empty()) * 2,
            titles: Vec::new(),
            data_line: 3,
        }
    }

    fn find(declared: &[Column], header: &[&str]) -> (Option<Columns>, Vec<Diagnostic>) {
        let mut sink = Sink::default();
        let found = Columns::find(declared, &layout(header), &Arc::from("a.csv"), &mut sink);
        (found, sink.diagnostics().to_vec())
    }

    fn codes(told: &[Diagnostic]) -> Vec<&'static str> {
        told.iter().map(|told| told.code.id).collect()
    }

    #[test]
    fn columns_are_found_by_name_in_any_order_and_the_rest_is_one_note() {
        let declared = [text(&["客户", "客户名称"]), text(&["负责人"])];
        let (found, told) = find(&declared, &["*负责人", "电话", "客户名称", "备注"]);
        let positions: Vec<usize> =
            found.unwrap().located().iter().map(|column| column.position).collect();
        assert_eq!(positions, [2, 0]);
        assert_eq!(codes(&told), ["I35"]);
        assert!(told[0].args.contains(&("columns", "电话, 备注".to_owned())));
    }

    #[test]
    fn every_missing_and_every_doubtful_column_is_told_with_both_places() {
        let declared = [text(&["日期"]), text(&["金额"]), text(&["客户"])];
        let (found, told) = find(&declared, &["金额", "金额", "客户"]);
        assert!(found.is_none());
        assert_eq!(codes(&told), ["I03", "I04"]);
        assert!(told.iter().all(|told| told.places.len() == 2));
    }

    #[test]
    fn a_unit_in_the_header_is_part_of_the_form_unless_the_plan_says_otherwise() {
        let scale = |found: Option<Columns>| match &found.unwrap().get(0).form {
            Form::Money(form, _) => form.scale_unit,
            other => panic!("{other:?}"),
        };
        let wan = Some(ScaleUnit::WAN);
        assert_eq!(scale(find(&[money(&["金额"], None)], &["金额（万元）"]).0), wan);
        assert_eq!(scale(find(&[money(&["金额"], wan)], &["金额（万元）"]).0), wan);
        assert_eq!(scale(find(&[money(&["金额"], wan)], &["金额"]).0), wan);
        let conflict = find(&[money(&["金额"], wan)], &["金额(元)"]).1;
        assert_eq!(codes(&conflict), ["I08"]);
        let dollars = find(&[money(&["金额"], None)], &["金额(USD)"]).1;
        assert_eq!(codes(&dollars), ["I44"]);
        let share = column(&["赢率"], None, Form::Percent(PercentForm::default()));
        let Form::Percent(form) = &find(&[share], &["赢率(%)"]).0.unwrap().get(0).form.clone()
        else {
            panic!()
        };
        assert_eq!(form.scale, Some(PercentScale::Percent));
    }

    #[test]
    fn without_a_header_columns_are_known_by_position() {
        let at = |position| [column(&[], Some(position), Form::Text(Blank::default()))];
        assert_eq!(find(&at(3), &[]).0.unwrap().get(0).position, 2);
        assert_eq!(codes(&find(&at(4), &[]).1), ["I03"]);
        assert_eq!(codes(&find(&at(0), &[]).1), ["I03"]);
    }

    #[test]
    fn the_score_of_a_row_is_how_many_declared_columns_it_has() {
        let score = header_score(&[text(&["客户"]), text(&["负责人"]), text(&["金额"])]);
        let cells = |row: &[&str]| row.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        assert_eq!(score(&cells(&["*客户", "x", "负责人"])), 2);
        assert_eq!(score(&cells(&["甲", "x", "张三"])), 0);
    }
}
