//! What happens when a promise of ours breaks: a panic anywhere becomes a message that says what to
//! report, and exit 70. Nothing was committed, since commits are all or nothing.

use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

use crate::base::Lang;

use super::exit::Exit;
use super::screen::cry;

/// Runs `work`; a panic in it, on any thread that it joins, ends in [`Exit::Bug`].
pub fn guard(lang: Lang, work: impl FnOnce() -> Exit) -> Exit {
    panic::set_hook(Box::new(move |info| cry(&message(lang, info))));
    caught(work)
}

fn caught(work: impl FnOnce() -> Exit) -> Exit {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or(Exit::Bug)
}

fn message(lang: Lang, info: &PanicHookInfo<'_>) -> String {
    let at = info.location().map(ToString::to_string).unwrap_or_default();
    let said = info.payload();
    let fixed = said.downcast_ref::<&str>().copied();
    let why = fixed.or_else(|| said.downcast_ref::<String>().map(String::as_str));
    report(lang, &at, why.unwrap_or("?"))
}

fn report(lang: Lang, at: &str, why: &str) -> String {
    let head = match lang {
        Lang::Zh => {
            "内部错误：这是 incent 自己的缺陷，计划文件夹没有改动。\n\
             请把所用的命令和下面几行报告给维护者（先去掉其中的姓名和金额）："
        }
        Lang::En => {
            "internal error: this is a bug in incent; the plan folder was not changed.\n\
             Please report the command you used and these lines (without names and amounts):"
        }
    };
    let (version, system) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    let (machine, why) = (std::env::consts::ARCH, why.replace('\n', " "));
    format!("{head}\n  incent {version}, {system} {machine}\n  {at}\n  {why}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_in_exit_70() {
        let exit = caught(|| panic!("a broken promise"));
        assert_eq!(exit, Exit::Bug);
        assert_eq!(exit as u8, 70);
    }

    #[test]
    fn the_report_says_where_and_why() {
        for lang in [Lang::Zh, Lang::En] {
            let text = report(lang, "src/a.rs:1:2", "two\nlines");
            assert!(text.ends_with("\n  src/a.rs:1:2\n  two lines\n"), "{text}");
            assert!(text.contains(env!("CARGO_PKG_VERSION")));
        }
    }
}
