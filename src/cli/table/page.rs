//! A table as a page for people. The only file that knows comfy-table.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle,
    Width,
};

use crate::text::escape;

use super::{Align, Cell, Mark, Table};

/// Columns of a terminal that a column of text keeps, however narrow the terminal.
const NARROWEST: u16 = 10;

impl Table {
    /// For people, at most `width` columns wide.
    pub fn to_page(&self, width: Option<usize>, colour: bool) -> String {
        let rule = LineStyle::none().fill('─').junction('─');
        let style = TableStyle::new()
            .header_lines(ContentLineStyle::none())
            .header_separator(rule)
            .content_lines(ContentLineStyle::none());
        let mut table = comfy_table::Table::new();
        table.load_style(style);
        if let Some(width) = width {
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        }
        table.set_header(self.columns.iter().map(|column| drawn(&column.heading, Mark::Plain)));
        for row in &self.rows {
            table.add_row(row.iter().map(|cell| drawn(&cell.text, cell.mark)));
        }
        for (at, row) in self.foot.iter().enumerate() {
            let mut cells: Vec<String> =
                row.iter().map(|cell| drawn(&cell.text, cell.mark)).collect();
            if let (0, Some(first)) = (at, cells.first_mut()) {
                first.insert(0, FOOT);
            }
            table.add_row(cells);
        }
        self.set_columns(&mut table);
        self.framed(&table.to_string(), colour)
    }

    fn set_columns(&self, table: &mut comfy_table::Table) {
        let last = self.columns.len().saturating_sub(1);
        let widths = table.column_max_content_widths();
        for (at, column) in self.columns.iter().enumerate() {
            let Some(drawn) = table.column_mut(at) else { continue };
            // Between columns comfy-table puts one blank of its own.
            drawn.set_padding((0, if at == last { 0 } else { 1 }));
            if column.align == Align::Right {
                drawn.set_cell_alignment(CellAlignment::Right);
            }
            // A broken figure can be misread, and a mark must end on the line on which it began;
            // other text may be broken, but not into a pillar of single characters.
            let marked = |row: &Vec<Cell>| row.get(at).is_some_and(|c| c.mark != Mark::Plain);
            let whole =
                column.align == Align::Right || self.rows.iter().chain(&self.foot).any(marked);
            drawn.set_constraint(if whole {
                ColumnConstraint::ContentWidth
            } else {
                ColumnConstraint::LowerBoundary(Width::Fixed(NARROWEST.min(widths[at])))
            });
        }
    }

    /// Title above, rule above the foot, notes below, marks into colours.
    fn framed(&self, body: &str, colour: bool) -> String {
        let mut page = String::new();
        if !self.title.is_empty() {
            let title = escape(&self.title);
            page +=
                &if colour { format!("\u{1b}[1m{title}\u{1b}[0m\n") } else { format!("{title}\n") };
        }
        let ruled = |line: &&str| !line.is_empty() && line.chars().all(|c| c == '─');
        let rule = body.lines().map(str::trim_end).find(ruled).unwrap_or("");
        for line in body.lines() {
            if line.contains(FOOT) {
                page += rule;
                page.push('\n');
            }
            page += paint(line, colour).trim_end();
            page.push('\n');
        }
        self.notes.iter().fold(page, |page, note| page + &escape(note) + "\n")
    }
}

/// Marks travel through comfy-table as characters without width, which escaped text can't contain.
const MARKS: [(Mark, char, &str); 4] = [
    (Mark::Good, '\u{2061}', "\u{1b}[32m"),
    (Mark::Yellow, '\u{2062}', "\u{1b}[33m"),
    (Mark::Red, '\u{2063}', "\u{1b}[1;31m"),
    (Mark::Dim, '\u{2064}', "\u{1b}[2m"),
];
/// Ends a mark.
const END: char = '\u{2060}';
/// Stands on the first line of the foot.
const FOOT: char = '\u{206e}';

/// The text of a cell as comfy-table gets it.
fn drawn(text: &str, mark: Mark) -> String {
    let text = escape(text);
    match MARKS.iter().find(|(known, ..)| *known == mark) {
        Some((_, begin, _)) => format!("{begin}{text}{END}"),
        None => text.into_owned(),
    }
}

/// Turns marks into colours, or drops them.
fn paint(line: &str, colour: bool) -> String {
    let paint = |c: char| match c {
        FOOT => String::new(),
        END => if colour { "\u{1b}[0m" } else { "" }.to_owned(),
        c => match MARKS.iter().find(|(_, begin, _)| *begin == c) {
            Some((_, _, sequence)) => if colour { sequence } else { "" }.to_owned(),
            None => c.to_string(),
        },
    };
    line.chars().map(paint).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::table::Column;
    use crate::cli::table::tests::sample;

    #[test]
    fn wide_characters_line_up_and_figures_stand_right() {
        assert_eq!(
            sample().to_page(None, false),
            "销售进度
姓名               销售额  状态
───────────────────────────────
张三             1,200.00  正常
欧阳|明\\u{202e}         —  红
───────────────────────────────
合计             1,200.00
数据截至 2026-07-31
"
        );
    }

    #[test]
    fn colours_stand_around_the_marked_words_only() {
        let page = sample().to_page(None, true);
        assert!(page.contains("\u{1b}[32m正常\u{1b}[0m\n"), "{page}");
        assert!(page.contains("\u{1b}[1;31m红\u{1b}[0m"), "{page}");
        assert!(page.starts_with("\u{1b}[1m销售进度\u{1b}[0m\n"));
        assert!(!page.contains(['\u{2060}', '\u{2061}', '\u{2063}', '\u{206e}']));
    }

    #[test]
    fn a_narrow_terminal_wraps_text_and_never_figures() {
        let mut table = sample();
        table.rows[0][0] = Cell::text("名字很长很长很长的销售人员");
        let page = table.to_page(Some(34), true);
        assert!(page.contains("1,200.00"), "{page}");
        for line in table.to_page(Some(34), false).lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 34, "{line}");
        }
        let short = Table {
            columns: vec![Column::text("a", "甲"), Column::text("b", "乙")],
            rows: vec![vec![Cell::text("一"), Cell::text("二")]],
            ..Table::default()
        };
        assert_eq!(short.to_page(Some(80), false), "甲  乙\n──────\n一  二\n");
        let tiny = table.to_page(Some(8), false);
        assert!(tiny.contains("1,200.00  正常\n"), "{tiny}");
        assert_eq!(tiny.matches("────\n").count(), 2, "{tiny}");
    }
}
