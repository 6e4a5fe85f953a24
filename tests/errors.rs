//! One page per code: `errors/CODE.page` holds the smallest input that shows it, the exact words in
//! both languages, and the remedy carried out. `UPDATE_PAGES=1` writes the words anew; whoever does
//! that reads them. The form of a page is told in `errors/README.md`.

mod page;

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;

use incent::text::code;

use page::{FOLDER, Page};

const LANGS: [&str; 2] = ["zh-CN", "en"];

/// Does something with every page that the variable `PAGES` (codes, or their beginnings) leaves, on
/// all processors; panics with everything that was complained about.
fn on_every_page(judge: impl Fn(&Page) -> Result<(), String> + Sync) {
    let wanted = std::env::var("PAGES").unwrap_or_default();
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    let mut pages = Page::all();
    pages.retain(|p| wanted.is_empty() || wanted.iter().any(|begin| p.code.starts_with(begin)));
    let queue = Mutex::new(pages.iter());
    let complaints = Mutex::new(Vec::new());
    let work = || {
        while let Some(page) = { queue.lock().unwrap().next() } {
            let judged = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| judge(page)));
            let told = judged.unwrap_or_else(|_| Err("panicked, see above".to_owned()));
            if let Err(told) = told {
                complaints.lock().unwrap().push(format!("{}: {told}", page.code));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut complaints = complaints.into_inner().unwrap();
    complaints.sort();
    assert!(complaints.is_empty(), "{} pages:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn every_page_shows_its_code_in_these_words_and_its_remedy_mends_it() {
    let update = std::env::var_os("UPDATE_PAGES").is_some();
    on_every_page(|page| {
        let worlds = LANGS.map(|lang| page.world(lang));
        let ended = [0, 1].map(|lang| page.shown(&worlds[lang]));
        if ended[0].code != ended[1].code {
            return Err(format!("ends with {} or {}", ended[0].code, ended[1].code));
        }
        let (exit, said) = (ended[0].code, ended.map(|ended| ended.stderr));
        let mark = format!("[{}]", page.code);
        if update {
            page.rewrite(exit, &said);
        } else if exit != page.exit || said != page.said {
            return Err(format!(
                "exit {exit} instead of {}\n{}\n{}\ninstead of\n{}\n{}",
                page.exit, said[0], said[1], page.said[0], page.said[1]
            ));
        }
        if said.iter().any(|said| !said.contains(&mark)) {
            return Err(format!("isn't told\n{}", said[1]));
        }
        let mended = page.mended(&worlds[0]);
        if mended.stderr.contains(&mark) || mended.code != page.mended_exit {
            return Err(format!("mended, it ends with {}\n{}", mended.code, mended.stderr));
        }
        Ok(())
    });
}

#[test]
fn every_code_has_a_page_or_a_reason_to_have_none() {
    let without = fs::read_to_string(format!("{FOLDER}/without-page.txt")).unwrap();
    let without: BTreeSet<&str> = without
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (code, reason) = line.split_once(' ').unwrap_or((line, ""));
            assert!(reason.trim().len() > 10, "{code} has no reason");
            code
        })
        .collect();
    let pages = Page::all();
    let pages: BTreeSet<&str> = pages.iter().map(|page| page.code.as_str()).collect();
    let known: BTreeSet<&str> = code::all().map(|code| code.id).collect();
    let told: BTreeSet<&str> = pages.union(&without).copied().collect();
    assert_eq!(pages.intersection(&without).count(), 0, "a page and a reason to have none");
    let (silent, gone) = (&known - &told, &told - &known);
    assert!(silent.is_empty(), "codes without a page: {silent:?}");
    assert!(gone.is_empty(), "pages of codes that don't exist: {gone:?}");
}

/// The words of the program in what was said: titles and what to do, not what people typed.
fn own_words(said: &str) -> impl Iterator<Item = &str> {
    let own = ["错误[", "警告[", "说明[", "error[", "warning[", "note["];
    said.lines().filter(move |line| {
        own.iter().any(|title| line.starts_with(title))
            || line.contains("= 建议: ")
            || line.contains("= help: ")
    })
}

#[test]
fn no_placeholder_is_left_and_both_languages_point_to_the_same_places() {
    for page in Page::all() {
        for line in page.said.iter().flat_map(|said| own_words(said)) {
            for inside in line.split('{').skip(1).filter_map(|part| part.split_once('}')) {
                let word = |c: char| c.is_ascii_lowercase() || c == '_' || c == '-';
                let left = !inside.0.is_empty() && inside.0.chars().all(word);
                assert!(!left, "{}: {line}", page.code);
            }
        }
        let places = |said: &str| -> Vec<String> {
            said.lines().filter(|line| line.contains("--> ")).map(str::to_owned).collect()
        };
        let codes = |said: &str| -> Vec<String> {
            let titles = own_words(said).filter(|line| !line.contains(" = "));
            titles.filter_map(|line| line.split(['[', ']']).nth(1)).map(str::to_owned).collect()
        };
        let [zh, en] = &page.said;
        assert_eq!(places(zh), places(en), "{}", page.code);
        assert_eq!(codes(zh), codes(en), "{}", page.code);
    }
}
