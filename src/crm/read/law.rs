//! Laws of reading, held against a slow and simple reckoning: the same rows in any order, split,
//! encoding and number of threads give the same facts.

use proptest::prelude::*;

use super::sample::*;
use super::*;

/// How many rows two files share.
fn overlaps() -> std::ops::Range<usize> {
    0..10
}

const NEGATIVE: &str = "returns = { shape = \"negative\" }\nkey = \"no\"";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_facts_are_those_of_a_slow_reckoning(rows in rows()) {
        let case = Case::new(NEGATIVE, "");
        case.write("a.csv", file(&rows));
        let reading = case.read();
        prop_assert_eq!(&reading.facts, &reckoned(&rows));
        let dated = rows.iter().filter(|row| !row.day.is_empty()).count();
        prop_assert_eq!(reading.sources[0].undated as usize, rows.len() - dated);
    }

    #[test]
    fn order_split_encoding_and_overlap_change_nothing(
        rows in rows(),
        order in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        overlap in overlaps(),
        encodings in (0u8..4, 0u8..4),
        has_key in any::<bool>(),
    ) {
        let options = if has_key { NEGATIVE } else { "returns = { shape = \"negative\" }" };
        let mut shuffled = rows.clone();
        let turn = order.index(rows.len());
        shuffled.rotate_left(turn);
        if turn % 2 == 1 {
            shuffled.reverse();
        }
        let cut = cut.index(shuffled.len());
        let case = Case::new(options, "");
        let second = &shuffled[cut.saturating_sub(overlap)..];
        case.write("a.csv", encoded(&file(&shuffled[..cut]), encodings.0));
        case.write("b.csv", encoded(&file(second), encodings.1));
        let (reading, sink) = case.read_as(1, None);
        if cut == 0 {
            let empty = sink.diagnostics().iter().any(|told| told.code.id == "I18");
            prop_assert!(empty && reading.is_none());
            return Ok(());
        }
        let reading = reading.unwrap_or_else(|| panic!("{:?}", sink.diagnostics()));
        prop_assert_eq!(&reading.facts, &reckoned(&rows));
        let twice = shuffled.len() - cut + cut.min(overlap) + cut - shuffled.len();
        prop_assert_eq!(reading.sources[0].duplicates.count as usize, twice);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_facts_and_the_same_report() {
    let rows = many(40_000);
    let mut repeated = rows.clone();
    // Some rows come again, far away from the first time.
    repeated.extend(rows.iter().step_by(97).cloned());
    for options in ["", "key = \"no\""] {
        let case = Case::new(options, "");
        case.write("a.csv", file(&repeated));
        let reads: Vec<Reading> =
            [1, 2, 4].map(|threads| case.read_as(threads, None).0.unwrap()).into();
        assert_eq!(reads[0].facts, reckoned(&rows));
        for read in &reads {
            assert_eq!(read.facts, reads[0].facts);
            let (one, other) = (&read.sources[0], &reads[0].sources[0]);
            assert_eq!(format!("{one:?}"), format!("{other:?}"));
        }
        let report = &reads[0].sources[0];
        assert_eq!(report.rows, repeated.len() as u64);
        assert_eq!(report.duplicates.count, (repeated.len() - rows.len()) as u64);
        assert_eq!(report.unattributed.len(), 1);
        assert_eq!(report.unattributed[0].owner, "谁");
    }
}

#[test]
fn a_file_found_to_be_gb18030_late_is_counted_once() {
    let mut rows = many(9_000);
    for row in &mut rows {
        (row.owner, row.customer, row.product, row.note) = ("E1", "A", "甲", "-");
    }
    let ascii = |text: String| {
        let names = ["no", "owner", "customer", "product", "amount", "day", "state", "note"];
        let text = text.replace(HEADER, &(names.join(",") + "\n"));
        text.replace("赢单", "W").replace("输单", "L").replace("甲", "P")
    };
    let mut case = Case::new("key = \"no\"", "");
    for column in &mut case.plan.sources[0].columns {
        column.headers[0].value.clone_from(&column.id.value);
        if let crate::plan::column::Form::Status(map, _) = &mut column.form {
            *map = vec![("W".into(), "won".into()), ("L".into(), "lost".into())];
        }
    }
    std::fs::write(case.folder.path().join("products.csv"), "产品,价格\nP,100.5\n").unwrap();
    // These two characters are valid UTF-8 in GBK; only the last row gives the file away.
    rows[0].note = "状态";
    rows.last_mut().unwrap().note = "张三";
    case.write("a.csv", encoded(&ascii(file(&rows)), 1));
    case.write("b.csv", ascii(file(&rows[1..5])));
    let reading = case.read();
    assert_eq!(reading.facts, reckoned(&rows));
    assert_eq!(reading.sources[0].duplicates.count, 4);
    assert_eq!(reading.sources[0].files[0].summary.encoding, crate::crm::Encoding::Gb18030);
}
