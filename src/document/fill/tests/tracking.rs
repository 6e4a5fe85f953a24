//! x
use super::*;
#[test]
fn look() {
    for lang in [Lang::Zh, Lang::En] {
        let got = Files::of(lang).assigned();
        println!("{:#?}", got.sink.diagnostics());
        let facts = got.facts(&SEVEN);
        let before = got.track("2026-08-07", &facts, None, &[]).snapshot(&got.setting());
        let progress = got.track("2026-08-14", &facts, None, &[before]);
        let out = |name: &str, text: String| {
            assert_tables(&text);
            std::fs::write(format!("/tmp/fill/{name}-{}.md", lang.code()), text).unwrap()
        };
        out("breakdown", rendered(&TARGET_BREAKDOWN, &got.breakdown(lang), lang));
        out("progress", rendered(&PROGRESS, &got.page(&progress, Some("2026-08-07"), lang), lang));
        out("atrisk", rendered(&AT_RISK, &got.list(&progress, lang), lang));
    }
}
