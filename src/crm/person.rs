//! Who a cell means: ids, names, aliases, `姓名(工号)`, co-owners, masked and garbled names against
//! the roster. A cell means exactly one person, or the several that it lists, or it is a fault;
//! nobody is chosen because his name is near.

use std::collections::HashMap;

use crate::text::{Diagnostic, code::import};

use super::cell::{Stray, code_point, hidden_in, shown};
use super::spelling::{
    LIST_MARKS, LOOSE_LIST_MARKS, fits, is_masked, name_and_id, normal, parts, ungarbled,
};

/// How many candidates a message lists.
const MOST_CANDIDATES: usize = 5;

/// What a person is called, as the roster says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonNames {
    /// The id.
    pub id: String,
    /// Ids in other systems, e-mail addresses, telephone numbers.
    pub further_ids: Vec<String>,
    /// The name.
    pub name: String,
    /// Other names: nicknames, titles such as 王经理, former names.
    pub aliases: Vec<String>,
}

/// Everybody on the roster, to be found by what a cell says. A person is the index in the order in
/// which the roster gave them.
#[derive(Clone, Debug, Default)]
pub struct People {
    shown: Vec<String>,
    /// Every spelling in normal form, in order of people.
    spellings: Vec<(String, u32)>,
    /// People by spelling.
    by_spelling: HashMap<String, Vec<u32>>,
}

/// Whom a cell means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owners {
    /// One person.
    One(u32),
    /// Co-owners, each once, in the order of the cell.
    Several(Vec<u32>),
}

/// Why a cell, or one of the people in it, is nobody in particular.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFault {
    /// What was looked for: the cell, or the part of it that is at fault.
    pub text: String,
    /// Why.
    pub why: Nobody,
}

/// Why a text is nobody in particular. People are indexes, the nearest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nobody {
    /// The cell is blank.
    Missing,
    /// An invisible character.
    Hidden(Stray),
    /// Nobody is called that; these are near.
    Unknown(Vec<u32>),
    /// Several people are called that.
    Ambiguous(Vec<u32>),
    /// Masked, and not exactly one person fits.
    Masked(Vec<u32>),
    /// Decoded wrongly before it was exported.
    Garbled {
        /// What was probably meant.
        original: String,
        /// The encoding that its UTF-8 was taken for.
        encoding: &'static str,
    },
    /// A character was lost in the export; these fit what is left.
    Lost(Vec<u32>),
    /// Name and id belong to different people.
    Contradicts(Vec<u32>),
    /// One co-owner stands twice.
    Repeated(u32),
}

impl PersonFault {
    /// The diagnostic, without its place.
    pub fn diagnose(&self, people: &People, column: &str) -> Diagnostic {
        let said =
            |code| Diagnostic::new(code).arg("column", column).arg("value", shown(&self.text));
        let listed = |code, who: &[u32]| said(code).arg("candidates", people.list(who));
        match &self.why {
            Nobody::Missing => said(&import::VALUE_MISSING),
            Nobody::Hidden(stray) => said(&import::CONTROL_CHARACTER)
                .arg("position", stray.position)
                .arg("character", code_point(stray.character)),
            Nobody::Unknown(who) | Nobody::Ambiguous(who) => listed(&import::OWNER_UNMATCHED, who),
            Nobody::Repeated(who) => listed(&import::OWNER_UNMATCHED, &[*who]),
            Nobody::Masked(who) => listed(&import::OWNER_MASKED, who),
            Nobody::Garbled { original, encoding } => {
                said(&import::MOJIBAKE_NAME).arg("original", original).arg("encoding", encoding)
            }
            Nobody::Lost(who) => listed(&import::LOST_CHARACTER, who),
            Nobody::Contradicts(who) => listed(&import::OWNER_CONTRADICTS, who),
        }
    }
}

impl People {
    /// The index of these people.
    pub fn new(roster: impl IntoIterator<Item = PersonNames>) -> People {
        let mut people = People::default();
        for (index, person) in (0u32..).zip(roster) {
            people.shown.push(format!("{}({})", person.name, person.id));
            let more = person.further_ids.into_iter().chain(person.aliases);
            for spelling in [person.id, person.name].into_iter().chain(more) {
                people.call(index, normal(&spelling));
            }
        }
        people
    }

    fn call(&mut self, person: u32, spelling: String) {
        let known = self.by_spelling.entry(spelling.clone()).or_default();
        if !spelling.is_empty() && !known.contains(&person) {
            known.push(person);
            self.spellings.push((spelling, person));
        }
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// `张伟(E1001), 张伟(E1007)`: how a message lists people.
    pub fn list(&self, who: &[u32]) -> String {
        let name = |person: &u32| self.shown.get(*person as usize).cloned().unwrap_or_default();
        let mut names: Vec<String> = who.iter().take(MOST_CANDIDATES).map(name).collect();
        if who.len() > MOST_CANDIDATES {
            names.push("…".to_owned());
        }
        if names.is_empty() { "—".to_owned() } else { names.join(", ") }
    }

    /// Whom a cell means, without its CSV quotes. Cells repeat, so callers keep the answer.
    pub fn who(&self, cell: &str) -> Result<Owners, PersonFault> {
        // A line break inside a cell lists people like a semicolon.
        let cell = cell.trim().replace("\r\n", ";").replace(['\r', '\n'], ";");
        let whole = match self.find(&cell) {
            Ok(person) => return Ok(Owners::One(person)),
            Err(fault) => fault,
        };
        if let Some(parts) = parts(&cell, &LIST_MARKS) {
            return self.several(&parts);
        }
        match parts(&cell, &LOOSE_LIST_MARKS).map(|parts| self.several(&parts)) {
            Some(Ok(owners)) => Ok(owners),
            Some(Err(fault)) if matches!(fault.why, Nobody::Repeated(_)) => Err(fault),
            _ => Err(whole),
        }
    }

    fn several(&self, parts: &[&str]) -> Result<Owners, PersonFault> {
        let mut owners = Vec::with_capacity(parts.len());
        for part in parts {
            let person = self.find(part)?;
            if owners.contains(&person) {
                let why = Nobody::Repeated(person);
                return Err(PersonFault { text: (*part).to_owned(), why });
            }
            owners.push(person);
        }
        match owners.as_slice() {
            [person] => Ok(Owners::One(*person)),
            _ => Ok(Owners::Several(owners)),
        }
    }

    /// The one person of a text as written.
    fn find(&self, written: &str) -> Result<u32, PersonFault> {
        let text = normal(written);
        let found = match hidden_in(written) {
            Some(stray) => Err(Nobody::Hidden(stray)),
            None if text.is_empty() => Err(Nobody::Missing),
            None => self.one(&text),
        };
        found.map_err(|why| {
            // Text decoded wrongly is full of strange characters, whatever else is wrong with it.
            let near = matches!(why, Nobody::Hidden(_) | Nobody::Unknown(_) | Nobody::Lost(_));
            let why = match ungarbled(written) {
                Some((original, encoding)) if near => Nobody::Garbled { original, encoding },
                _ => why,
            };
            PersonFault { text: written.to_owned(), why }
        })
    }

    /// The one person of a text in normal form.
    fn one(&self, text: &str) -> Result<u32, Nobody> {
        match (self.called(text).as_slice(), is_masked(text)) {
            ([person], _) => return Ok(*person),
            ([], false) => {}
            ([], true) if name_and_id(text).is_some() => {}
            (several, true) => return Err(Nobody::Masked(several.to_vec())),
            (several, false) => return Err(Nobody::Ambiguous(several.to_vec())),
        }
        match name_and_id(text) {
            Some((outer, inner)) => self.both(text, outer, inner),
            None => self.joined(text).ok_or_else(|| self.why_nobody(text)),
        }
    }

    /// Everybody whom a spelling, masked or not, may mean.
    fn called(&self, text: &str) -> Vec<u32> {
        if !is_masked(text) {
            return self.by_spelling.get(text).cloned().unwrap_or_default();
        }
        let mut who: Vec<u32> =
            self.spellings.iter().filter(|(name, _)| fits(text, name)).map(|row| row.1).collect();
        who.dedup();
        who
    }

    /// The person of `姓名(工号)`: both must mean him.
    fn both(&self, text: &str, outer: &str, inner: &str) -> Result<u32, Nobody> {
        let (outer, inner) = (self.called(outer), self.called(inner));
        let common: Vec<u32> = outer.iter().filter(|who| inner.contains(who)).copied().collect();
        match common.as_slice() {
            [person] => Ok(*person),
            [] if outer.is_empty() && inner.is_empty() => Err(self.why_nobody(text)),
            [] if inner.is_empty() => Err(Nobody::Unknown(outer)),
            [] => Err(Nobody::Contradicts(inner.into_iter().chain(outer).collect())),
            _ => Err(Nobody::Ambiguous(common)),
        }
    }

    /// The person of `E1001-张三`, `张三 E1001`: only where both sides mean him and nobody else.
    fn joined(&self, text: &str) -> Option<u32> {
        let sides = text.char_indices().skip(1).filter_map(|(at, here)| {
            let mark = matches!(here, '-' | '/' | ' ' | '_' | ':');
            let before = text[..at].chars().next_back()?;
            // A space between Chinese and an id is gone in the normal form.
            let seam = before.is_ascii_alphanumeric() != here.is_ascii_alphanumeric()
                && (!before.is_ascii() || !here.is_ascii());
            let after = if mark { at + here.len_utf8() } else { at };
            let sides = (text[..at].trim(), text[after..].trim());
            if mark || seam { self.both(text, sides.0, sides.1).ok() } else { None }
        });
        let mut who: Vec<u32> = sides.collect();
        who.sort_unstable();
        who.dedup();
        match who.as_slice() {
            [person] => Some(*person),
            _ => None,
        }
    }

    fn why_nobody(&self, text: &str) -> Nobody {
        if text.contains(['?', char::REPLACEMENT_CHARACTER]) {
            let mask = text.replace(['?', char::REPLACEMENT_CHARACTER], "*");
            return Nobody::Lost(self.called(&mask));
        }
        if is_masked(text) { Nobody::Masked(Vec::new()) } else { Nobody::Unknown(self.near(text)) }
    }

    /// People with a spelling that differs by one character (two in longer ones) or by leading
    /// zeros, the nearest first.
    fn near(&self, text: &str) -> Vec<u32> {
        let length = text.chars().count();
        let most = if length <= 4 { 1 } else { 2 };
        let zeroless = text.trim_start_matches('0');
        let distance = |name: &str| {
            if !zeroless.is_empty() && name.trim_start_matches('0') == zeroless {
                return Some(0);
            }
            let comparable = length > 1 && name.chars().count().abs_diff(length) <= most;
            comparable.then(|| strsim::damerau_levenshtein(name, text)).filter(|far| *far <= most)
        };
        let mut near: Vec<(usize, u32)> = self
            .spellings
            .iter()
            .filter_map(|(name, person)| Some((distance(name)?, *person)))
            .collect();
        near.sort_unstable();
        let mut who: Vec<u32> = Vec::new();
        for (_, person) in near {
            if !who.contains(&person) {
                who.push(person);
            }
        }
        who
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn person(id: &str, further: &[&str], name: &str, aliases: &[&str]) -> PersonNames {
        let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        PersonNames {
            id: id.to_owned(),
            further_ids: owned(further),
            name: name.to_owned(),
            aliases: owned(aliases),
        }
    }

    /// 0 张三, 1 李四, 2 王五, 3 and 4 the two 张伟, 5 欧阳小明, 6 Zoë, 7 阿凡提.
    fn people() -> People {
        People::new([
            person(
                "E1001",
                &["san.zhang@example.com", "13800001234", "005f4000000VrDDAA0"],
                "张三",
                &[],
            ),
            person("E1002", &["00042"], "李四", &["小李"]),
            person("E1003", &[], "王五", &["王经理"]),
            person("E1004", &[], "张伟", &[]),
            person("E1005", &[], "张伟", &[]),
            person("E1006", &[], "欧阳小明", &["李经理"]),
            person("E1007", &[], "Zoë Müller", &[]),
            person("E1008", &[], "阿凡提·买买提", &[]),
        ])
    }

    fn who(cell: &str) -> Result<Owners, PersonFault> {
        people().who(cell)
    }

    fn why(cell: &str) -> Nobody {
        who(cell).unwrap_err().why
    }

    #[test]
    fn a_person_is_found_by_every_spelling_of_the_roster() {
        for (cell, index) in [
            ("E1001", 0),
            ("e1001", 0),
            ("张三", 0),
            ("张 三", 0),
            ("张\u{3000}三", 0),
            (" 张三 ", 0),
            ("San.Zhang@example.com", 0),
            ("Ｅ１００１", 0),
            ("005f4000000VrDDAA0", 0),
            ("小李", 1),
            ("王经理", 2),
            ("zoë  müller", 6),
            ("Zoe\u{308} Mu\u{308}ller", 6),
            ("阿凡提•买买提", 7),
            ("阿凡提・买买提", 7),
        ] {
            assert_eq!(who(cell), Ok(Owners::One(index)), "{cell}");
        }
    }

    #[test]
    fn name_and_id_together_must_mean_one_person() {
        for cell in [
            "张伟(E1005)",
            "张伟（E1005）",
            "E1005(张伟)",
            "[E1005]张伟",
            "张伟 <E1005>",
            "E1005-张伟",
            "张伟 E1005",
            "张伟/E1005",
            "张*(E1005)",
        ] {
            assert_eq!(who(cell), Ok(Owners::One(4)), "{cell}");
        }
        assert_eq!(why("李四(E1001)"), Nobody::Contradicts(vec![0, 1]));
        assert_eq!(why("赵六(E1001)"), Nobody::Contradicts(vec![0]));
        assert_eq!(why("张三(华东)"), Nobody::Unknown(vec![0]));
    }

    #[test]
    fn namesakes_are_told_apart_by_their_id_only() {
        assert_eq!(why("张伟"), Nobody::Ambiguous(vec![3, 4]));
        let told = who("张伟").unwrap_err().diagnose(&people(), "负责人");
        assert_eq!(told.code.id, "I09");
        assert!(told.args.contains(&("candidates", "张伟(E1004), 张伟(E1005)".to_owned())));
    }

    #[test]
    fn a_masked_name_counts_only_if_exactly_one_person_fits() {
        assert_eq!(who("王*"), Ok(Owners::One(2)));
        assert_eq!(who("欧阳**"), Ok(Owners::One(5)));
        assert_eq!(who("138****1234"), Ok(Owners::One(0)));
        assert_eq!(who("＊五"), Ok(Owners::One(2)));
        assert_eq!(why("*经理"), Nobody::Masked(vec![2, 5]));
        assert_eq!(why("张*"), Nobody::Masked(vec![0, 3, 4]));
        assert_eq!(why("赵**"), Nobody::Masked(vec![]));
        assert_eq!(why("***"), Nobody::Masked(vec![]));
        let alone = People::new([person("E1", &[], "张三", &[])]);
        assert!(alone.who("**").is_err(), "asterisks alone say nothing");
    }

    #[test]
    fn co_owners_are_listed_in_their_order() {
        for cell in [
            "张三;李四",
            "张三；李四",
            "张三、李四",
            "张三, 李四",
            "张三/E1002",
            "张三\n李四",
            "张三|小李;",
        ] {
            assert_eq!(who(cell), Ok(Owners::Several(vec![0, 1])), "{cell:?}");
        }
        assert_eq!(who("张三;"), Ok(Owners::One(0)));
        let fault = who("张三;赵六").unwrap_err();
        assert_eq!(fault.text, "赵六");
        assert_eq!(why("张三;张伟"), Nobody::Ambiguous(vec![3, 4]));
        assert_eq!(why("张三;E1001"), Nobody::Repeated(0));
        assert!(matches!(why("Smith, John"), Nobody::Unknown(_)));
        assert_eq!(who("Smith, John").unwrap_err().text, "Smith, John");
    }

    #[test]
    fn an_unknown_name_lists_the_nearest_and_takes_none() {
        assert_eq!(why("张叁"), Nobody::Unknown(vec![0, 3, 4]));
        assert_eq!(why("张经理"), Nobody::Unknown(vec![2, 5]));
        assert_eq!(why("欧阳晓明"), Nobody::Unknown(vec![5]));
        assert_eq!(why("42"), Nobody::Unknown(vec![1]));
        assert_eq!(why("赵云龙"), Nobody::Unknown(vec![]));
        assert_eq!(why(" "), Nobody::Missing);
    }

    #[test]
    fn garbled_names_are_named_and_not_used() {
        let garbled =
            |original: &str, encoding| Nobody::Garbled { original: original.into(), encoding };
        assert_eq!(why("寮犱笁"), garbled("张三", "GBK"));
        assert_eq!(why("å¼\u{a0}ä¸‰"), garbled("张三", "Windows-1252"));
        // Nine bytes: the last has no partner in a two-byte encoding and is lost.
        assert_eq!(why("娆ч槼鏄?"), garbled("欧阳…", "GBK"));
        for plain in ["赵六", "José", "Müller", "慕容复", "状态"] {
            assert!(matches!(why(plain), Nobody::Unknown(_)), "{plain}");
        }
        let told = who("寮犱笁").unwrap_err().diagnose(&people(), "负责人");
        let text = crate::text::code::fill(told.code.en.message, &told.args);
        assert_eq!(
            text,
            "`寮犱笁` in column `负责人` is garbled; it looks like UTF-8 read as GBK: 张三"
        );
    }

    #[test]
    fn a_lost_character_is_not_taken_for_another() {
        assert_eq!(why("王?"), Nobody::Lost(vec![2]));
        assert_eq!(why("李？"), Nobody::Lost(vec![1, 5]));
    }

    #[test]
    fn an_invisible_character_in_a_name_is_refused() {
        assert!(matches!(why("张\u{200b}三"), Nobody::Hidden(Stray { position: 2, .. })));
        assert!(matches!(why("张三\0"), Nobody::Hidden(_)));
        assert!(matches!(why("张三;李\u{202e}四"), Nobody::Hidden(_)));
    }

    proptest! {
        #[test]
        fn no_cell_whatever_panics(cell in "[张三李四王经理a-c1-3*?;、,()/ -]{0,10}") {
            let _ = people().who(&cell);
        }
    }
}
