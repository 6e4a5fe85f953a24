//! Makes the exports of `examples/spruce-2026q3` anew: contracts of two years' third quarters and the
//! receivables of this one, as a CRM would write them. The same bytes at every run; no customer in it
//! exists. Run it with `cargo bench --bench example`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use encoding_rs::GB18030;

/// A small deterministic generator (Knuth's constants), whole numbers only.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        let index = self.roll(items.len() as u64);
        items[usize::try_from(index).unwrap_or(0)]
    }
}

/// Id, name as the CRM writes it, strength in percent of the average.
const PEOPLE: [(&str, &str, u64); 36] = [
    ("S1101", "陈思远", 128),
    ("S1102", "林晓彤", 117),
    ("S1103", "王浩然", 96),
    ("S1104", "徐若溪", 104),
    ("S1105", "何俊杰", 88),
    ("S1106", "沈佳宁", 121),
    ("S1201", "陆子涵", 109),
    ("S1202", "方雨晴", 92),
    ("S1203", "蒋明轩", 101),
    ("S1204", "韩雪", 84),
    ("S1205", "曹志远", 113),
    ("S1206", "潘悦", 97),
    ("S2101", "黄志强", 118),
    ("S2102", "吴雨桐", 102),
    ("S2103", "梁家豪", 95),
    ("S2104", "郑晓燕", 107),
    ("S2105", "罗文杰", 79),
    ("S2106", "谢婷", 111),
    ("S2201", "邓伟", 90),
    ("S2202", "叶梓萱", 105),
    ("S2203", "苏建国", 86),
    ("S2204", "卢静怡", 99),
    ("S2205", "蔡俊", 94),
    ("S2206", "钟丽", 103),
    ("S3101", "赵文博", 112),
    ("S3102", "孙佳怡", 98),
    ("S3103", "李 响", 87),
    ("S3104", "马晓东", 106),
    ("S3105", "高远", 93),
    ("S3106", "宋雅琴", 115),
    ("S3201", "郭峰", 82),
    ("S3202", "董洁", 100),
    ("S3203", "任鹏", 91),
    ("S3204", "范冰玉", 108),
    ("S3205", "石磊", 76),
    ("S3206", "姚遥", 101),
];

const CITIES: [&str; 12] = [
    "上海", "杭州", "苏州", "南京", "广州", "深圳", "厦门", "佛山", "北京", "天津", "青岛", "济南",
];
const NAMES: [&str; 20] = [
    "启明", "恒泰", "锦程", "远航", "云帆", "德润", "华彩", "百川", "嘉禾", "同舟", "瑞丰", "凌志",
    "晨曦", "金石", "海纳", "安盛", "博雅", "天工", "长青", "立信",
];
const TRADES: [&str; 10] =
    ["电子", "医疗器械", "机械", "食品", "物流", "软件", "建材", "纺织", "能源", "教育咨询"];

/// Line, product, list price in yuan.
const PRODUCTS: [(&str, &str, u64); 8] = [
    ("软件", "云表 标准版", 9_800),
    ("软件", "云表 企业版", 36_800),
    ("软件", "数据中台", 88_000),
    ("硬件", "采集网关", 12_600),
    ("硬件", "边缘服务器", 58_000),
    ("硬件", "工业平板", 7_200),
    ("服务", "实施服务", 24_000),
    ("服务", "年度运维", 16_500),
];

fn customer(dice: &mut Dice) -> String {
    format!("{}{}{}有限公司", dice.pick(&CITIES), dice.pick(&NAMES), dice.pick(&TRADES))
}

fn grouped(cents: u64) -> String {
    let whole = (cents / 100).to_string();
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}.{:02}", cents % 100)
}

/// Day number of the quarter as month and day: 1 July to 30 September.
fn date(day: u64) -> (u64, u64) {
    match day {
        0..31 => (7, day + 1),
        31..62 => (8, day - 30),
        _ => (9, day - 61),
    }
}

/// One contract of that person; the CRM groups digits and quotes where it must.
fn contract(dice: &mut Dice, year: u64, number: u64, person: usize, days: u64) -> String {
    let (_, name, strength) = PEOPLE[person];
    let (line, product, price) = PRODUCTS[usize::try_from(dice.roll(8)).unwrap_or(0)];
    let quantity = 1 + dice.roll(4);
    let cents = price * quantity * (85 + dice.roll(21)) * strength / 100;
    let (month, day) = date(dice.roll(days));
    let status = match dice.roll(100) {
        0..88 => "通过",
        88..94 => "待审核",
        94..97 => "审核中",
        97..99 => "撤回",
        _ => "作废",
    };
    let returned = if dice.roll(100) < 3 { grouped(cents / 4) } else { String::new() };
    let kind = if dice.roll(100) < 18 { "新客户" } else { "老客户" };
    let note = match dice.roll(40) {
        0 => "\"客户要求分两批交货\n第二批等通知\"",
        1 => "\"价格已特批, 见附件\"",
        2 => "*加急*|含培训",
        _ => "",
    };
    format!(
        "HT{year}{number:05},{},{kind},{line},{product},\"{}\",{returned_cell},{year}-{month:02}-{day:02},{name},{status},{note}\r\n",
        customer(dice),
        grouped(cents),
        returned_cell = if returned.is_empty() { String::new() } else { format!("\"{returned}\"") },
    )
}

const HEADER: &str = "合同编号,客户名称,客户类型,产品线,产品,合同金额(元),退货金额,下单时间,负责人,审核状态,备注\r\n";

fn contracts(seed: u64, year: u64, rows: u64, days: u64, people: usize) -> String {
    let mut dice = Dice(seed);
    let mut out = HEADER.to_owned();
    for number in 0..rows {
        let person = usize::try_from(dice.roll(people as u64)).unwrap_or(0);
        out.push_str(&contract(&mut dice, year, number + 1, person, days));
    }
    out
}

fn receivables(seed: u64, rows: u64) -> String {
    let mut dice = Dice(seed);
    let mut out =
        "回款计划编号,合同编号,计划回款金额,计划回款日期,实际回款金额,负责人\r\n".to_owned();
    for number in 0..rows {
        let (id, _, _) = PEOPLE[usize::try_from(dice.roll(36)).unwrap_or(0)];
        let due = (5_000 + dice.roll(60_000)) * 100;
        let paid = match dice.roll(100) {
            0..86 => grouped(due),
            86..93 => grouped(due / 2),
            _ => String::new(),
        };
        let (month, day) = date(dice.roll(45));
        let contract = 1 + dice.roll(2_600);
        let paid = if paid.is_empty() { paid } else { format!("\"{paid}\"") };
        // This export names people by their id.
        let _ = write!(
            out,
            "HK2026{number:05},HT2026{contract:05},\"{}\",2026/{month}/{day},{paid},{id}\r\n",
            grouped(due)
        );
    }
    out
}

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/spruce-2026q3/crm");
    fs::create_dir_all(&folder)?;
    // Last year's export was saved by a spreadsheet on Chinese Windows; the last person came later.
    let last_year = contracts(20_250_930, 2025, 3_000, 92, 35);
    let (bytes, _, unmappable) = GB18030.encode(&last_year);
    assert!(!unmappable, "every character of the example is in GB18030");
    fs::write(folder.join("contracts-2025q3.csv"), bytes)?;
    let this_year = contracts(20_260_814, 2026, 1_700, 45, 36);
    fs::write(folder.join("contracts-2026q3.csv"), format!("\u{feff}{this_year}"))?;
    fs::write(folder.join("receivables-2026q3.csv"), receivables(46, 1_200))?;
    Ok(())
}
