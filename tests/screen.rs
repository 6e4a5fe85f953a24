//! How the program speaks: help, mistakes, languages, and what happens when nobody can listen.

use std::fs::OpenOptions;
use std::process::Stdio;

use snapbox::{assert_data_eq, str};

use crate::driver::World;

#[test]
fn without_a_command_help_is_shown_and_the_command_line_is_wrong() {
    let help = World::new().run(&[]).failed(2);
    assert_eq!(help, World::new().run(&["--help"]).done());
    assert_eq!(help, World::new().run(&["help"]).done());
    assert!(help.starts_with("incent：销售激励计划"), "{help}");
}

#[test]
fn help_begins_with_examples_in_both_languages() {
    let world = World::new();
    assert_data_eq!(
        world.run(&["help", "explain"]).done(),
        str![[r#"
奖金怎样算出来的；或一个错误代码：为什么、怎么办

示例
  incent explain E1001 2026Q3                某人的奖金怎样算出来的
  incent explain E1001 2026Q3 excess         其中的一个组成部分
  incent explain E1001 2026Q3 --format json  完整的算式，供另外的程序复算
  incent explain F23                         说明代码 F23
  incent explain                             列出全部代码

用法
  incent explain [选项] [WHAT] [PERIOD] [COMPONENT]

参数
  [WHAT]       代码，例如 F23；或人员的编号、姓名；不写则列出全部代码
  [PERIOD]     人员：结算周期，例如 2026Q3；不写则取今天所在的周期
  [COMPONENT]  人员：只看一个组成部分或荣誉，写标识或名称

选项
      --format FORMAT  输出的形式：table、csv、json、md（默认 table）

通用选项
  -C DIR            计划文件夹；不写则取最近的含 incent.toml 的上级文件夹 [环境变量 INCENT_DIR]
      --lang LANG   消息和文档的语言：zh-CN 或 en [环境变量 INCENT_LANG]
      --as-of DATE  把 DATE 当作今天，写成 2026-07-01
      --color WHEN  何时使用颜色：auto、always、never（默认 auto）
  -q, --quiet       只输出结果和错误
  -v, --verbose     说明由哪些文件和规则决定
      --timings     显示各部分用时
  -h, --help        显示帮助

"#]]
    );
    let english = world.run(&["explain", "--help", "--lang", "en"]).done();
    assert!(
        english.contains("\n  incent explain F23                         explain the code F23\n")
    );
    assert!(!english.contains(|c: char| c > '\u{2e80}'), "{english}");
}

#[test]
fn the_language_is_that_of_the_flag_the_variable_or_the_locale() {
    let first = |world: World, args: &[&str]| {
        let mut line = vec!["explain", "F23"];
        line.extend(args);
        world.run(&line).done().lines().next().unwrap().to_owned()
    };
    let zh = "错误[F23]: 这一行有 <found> 个单元格，表头有 <expected> 个";
    let en = "error[F23]: this row has <found> cells, the header has <expected>";
    assert_eq!(first(World::new(), &[]), zh);
    assert_eq!(first(World::new().variable("LANG", "en_US.UTF-8"), &[]), en);
    assert_eq!(first(World::new().variable("INCENT_LANG", "en"), &[]), en);
    assert_eq!(first(World::new().variable("INCENT_LANG", "en"), &["--lang", "zh-CN"]), zh);
}

#[test]
fn a_mistake_on_the_command_line_says_what_may_have_been_meant() {
    let world = World::new();
    assert_data_eq!(
        world.run(&["explian", "F23"]).failed(2),
        str![[r#"
错误: 没有命令“explian”
  是否想写 explain？
  用 --help 查看帮助

"#]]
    );
    let hostile = world.run(&["--\u{1b}[2J\u{202e}"]).failed(2);
    assert!(hostile.contains("\\u{1b}[2J\\u{202e}"), "{hostile}");
    let unknown = world.run(&["explain", "F23X"]).failed(2);
    assert!(unknown.starts_with("错误: 没有代码“F23X”，相近的有 F23、"), "{unknown}");
}

#[test]
fn an_argument_that_is_no_unicode_is_refused_and_not_a_bug() {
    use std::os::unix::ffi::OsStrExt;
    let world = World::new();
    let mut command = world.command(&["explain"]);
    command.arg(std::ffi::OsStr::from_bytes(b"\xff\xfe"));
    let _ = world.ended(&command.output().unwrap()).failed(2);
}

#[test]
fn every_form_lists_the_same_codes() {
    let world = World::new();
    let json: serde_json::Value =
        serde_json::from_str(&world.run(&["explain", "--format", "json"]).done()).unwrap();
    assert_eq!(json["schema"], "incent.codes/1");
    let codes: Vec<&str> =
        json["rows"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    let first_words = |form: &str, skip: usize| -> Vec<String> {
        let text = world.run(&["explain", "--format", form]).done();
        let word = |line: &str| line.trim_start_matches("| ").chars().take(3).collect();
        text.lines().skip(skip).map(word).collect()
    };
    assert_eq!(first_words("table", 2), codes);
    assert_eq!(first_words("csv", 1), codes);
    assert_eq!(first_words("md", 2), codes);
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let coloured = |world: World, args: &[&str]| {
        let mut line = vec!["explain"];
        line.extend(args);
        world.run(&line).done().contains('\u{1b}')
    };
    assert!(!coloured(World::new(), &[]));
    assert!(coloured(World::new(), &["--color", "always"]));
    assert!(coloured(World::new().variable("CLICOLOR_FORCE", "1"), &[]));
    assert!(!coloured(World::new().variable("CLICOLOR_FORCE", "1"), &["--color", "never"]));
}

#[test]
fn a_full_disk_under_stdout_is_never_success() {
    for args in [&["explain"][..], &["explain", "F23"], &["--help"], &["explain", "--format=csv"]] {
        let world = World::new();
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = world.command(args).stdout(Stdio::from(full)).output().unwrap();
        let ended = world.ended(&output);
        assert_eq!(ended.code, 4, "{args:?}");
        assert!(ended.stderr.starts_with("错误: 无法写到标准输出: "), "{}", ended.stderr);
    }
}

#[test]
fn a_reader_that_went_away_is_met_with_silence() {
    let world = World::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = world.command(&["explain"]).stdout(Stdio::from(writer)).output().unwrap();
    let ended = world.ended(&output);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
}

#[test]
fn a_closed_stderr_changes_no_result() {
    let world = World::new();
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = world.command(&["explain", "-v", "--timings"]);
    let ended = world.ended(&command.stderr(Stdio::from(full)).output().unwrap());
    assert_eq!(ended.done(), world.run(&["explain"]).done());
}
