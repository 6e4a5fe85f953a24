//! A deals export of any size, made up. The same rows, seed and encoding always give the same bytes.
//! The rows have what makes real exports slow to read: quoted fields with delimiters, doubled quotes
//! and line breaks, thousands separators, Chinese text.

use std::io::{self, Write};

/// Rows between two writes of the encoded text.
const BATCH: u64 = 4096;
const HEADER: &str = "合同编号,负责人,客户名称,产品,合同金额,退货金额,下单时间,合同状态,备注\n";
const SURNAMES: [&str; 20] = [
    "张", "王", "李", "赵", "陈", "杨", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何",
    "高", "林", "罗", "郑",
];
const GIVEN: [&str; 25] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
    "秀英", "志强", "建国", "晓燕", "海波", "文博", "思远", "雨桐", "子涵",
];
const CITIES: [&str; 10] =
    ["杭州", "上海", "北京", "深圳", "广州", "成都", "武汉", "西安", "南京", "苏州"];
const TRADES: [&str; 10] = [
    "云栖科技",
    "恒信贸易",
    "华康医药",
    "中远物流",
    "金石机械",
    "百川食品",
    "天工软件",
    "永安建材",
    "明德教育",
    "新锐电子",
];
const PRODUCTS: [&str; 8] = [
    "标准版(年付)",
    "专业版(年付)",
    "企业版(年付)",
    "私有部署",
    "实施服务",
    "数据迁移",
    "培训服务",
    "运维支持",
];
const STATES: [&str; 8] =
    ["已签约", "已签约", "已签约", "已签约", "已签约", "已作废", "审批中", "已终止"];
const DAYS: [u64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// SplitMix64: a short published generator, good enough to vary rows.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn pick<'a, const N: usize>(&mut self, of: &[&'a str; N]) -> &'a str {
        usize::try_from(self.roll(N as u64)).map_or("", |at| of[at])
    }
}

/// Different names that there are; more people than that have a number behind theirs.
const NAMES: u64 = 500;

/// What an export has.
#[derive(Clone, Copy)]
pub struct Size {
    /// Its rows.
    pub rows: u64,
    /// The salespeople.
    pub people: u64,
}

/// The names of that many salespeople, in the order of their numbers.
pub fn people(count: u64) -> impl Iterator<Item = String> {
    (0..count).map(name)
}

fn name(owner: u64) -> String {
    let (again, name) = (owner / NAMES, owner % NAMES);
    let (surname, given) = (SURNAMES[(name % 20) as usize], GIVEN[(name / 20) as usize]);
    match again {
        0 => format!("{surname}{given}"),
        _ => format!("{surname}{given}{}", again + 1),
    }
}

/// Writes the header and the rows.
pub fn write_rows(to: &mut impl Write, size: Size, seed: u64, gb18030: bool) -> io::Result<()> {
    let mut dice = Dice(seed);
    let mut text = HEADER.as_bytes().to_vec();
    let names: Vec<String> = people(size.people).collect();
    for number in 1..=size.rows {
        write_row(&mut text, number, &names, &mut dice)?;
        if number.is_multiple_of(BATCH) || number == size.rows {
            write_text(to, &text, gb18030)?;
            text.clear();
        }
    }
    write_text(to, &text, gb18030)?;
    to.flush()
}

fn write_text(to: &mut impl Write, text: &[u8], gb18030: bool) -> io::Result<()> {
    if !gb18030 {
        return to.write_all(text);
    }
    let text = std::str::from_utf8(text).map_err(io::Error::other)?;
    to.write_all(&encoding_rs::GB18030.encode(text).0)
}

fn write_row(to: &mut Vec<u8>, number: u64, names: &[String], dice: &mut Dice) -> io::Result<()> {
    let owner = &names[dice.roll(names.len() as u64) as usize];
    let month = dice.roll(12);
    let day = dice.roll(DAYS[month as usize]) + 1;
    let year = 2025 + dice.roll(2);
    let customer = dice.roll(20_000);
    write!(to, "HT{year}-{number:08},{owner},")?;
    let city = CITIES[(customer % 10) as usize];
    let trade = TRADES[(customer / 10 % 10) as usize];
    if customer.is_multiple_of(5) {
        write!(to, "\"{city}{trade}有限公司,第{customer}分部\",")?;
    } else {
        write!(to, "{city}{trade}有限公司{customer},")?;
    }
    write!(to, "{},", dice.pick(&PRODUCTS))?;
    write_amount(to, dice)?;
    if dice.roll(20) == 0 {
        write!(to, "{}.{:02},", dice.roll(900) + 100, dice.roll(100))?;
    } else {
        write!(to, "0.00,")?;
    }
    write!(to, "{year}-{:02}-{day:02},{},", month + 1, dice.pick(&STATES))?;
    match dice.roll(10) {
        0 => writeln!(to, "\"客户要求分两次交付,\n第二次在{}月底前完成\"", month + 1),
        1 => writeln!(to, "\"口头承诺\"\"按季返点\"\",待书面确认\""),
        2..=5 => writeln!(
            to,
            "\"续约客户,由{}老客户转介绍,下季度有扩容计划,报价已发\"",
            dice.pick(&CITIES)
        ),
        _ => writeln!(to),
    }
}

/// An amount with two decimals; above a thousand with separators and thus quoted.
fn write_amount(to: &mut Vec<u8>, dice: &mut Dice) -> io::Result<()> {
    let cents = dice.roll(100);
    let whole = match dice.roll(4) {
        0 => dice.roll(1_000),
        1 | 2 => dice.roll(100_000),
        _ => dice.roll(5_000_000),
    };
    let (millions, thousands, ones) = (whole / 1_000_000, whole / 1_000 % 1_000, whole % 1_000);
    match (millions, thousands) {
        (0, 0) => write!(to, "{ones}.{cents:02},"),
        (0, _) => write!(to, "\"{thousands},{ones:03}.{cents:02}\","),
        _ => write!(to, "\"{millions},{thousands:03},{ones:03}.{cents:02}\","),
    }
}
