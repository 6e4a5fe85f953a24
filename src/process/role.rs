//! Who is responsible in the process. Which person holds which role is said in the plan.

use crate::base::Lang;

/// A responsible role.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// 销售负责人.
    SalesHead,
    /// 管理层.
    Management,
    /// 财务部.
    Finance,
    /// 人力资源部.
    HumanResources,
    /// 销售经理.
    SalesManager,
    /// 销售人员.
    Salesperson,
    /// 数据运营.
    DataOperations,
}

impl Role {
    /// Every role with its word in plans and records, its Chinese and its English name.
    pub const ALL: [(Role, &'static str, &'static str, &'static str); 7] = [
        (Role::SalesHead, "sales-lead", "销售负责人", "head of sales"),
        (Role::Management, "management", "管理层", "management"),
        (Role::Finance, "finance", "财务部", "finance"),
        (Role::HumanResources, "hr", "人力资源部", "human resources"),
        (Role::SalesManager, "sales-manager", "销售经理", "sales manager"),
        (Role::Salesperson, "salesperson", "销售人员", "salesperson"),
        (Role::DataOperations, "data-ops", "数据运营", "data operations"),
    ];

    /// The word of plans and records.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The name that people read.
    pub fn name(self, lang: Lang) -> &'static str {
        let (_, _, zh, en) = Self::ALL[self as usize];
        lang.pick(zh, en)
    }

    /// Reads the word, or the Chinese name.
    pub fn parse(word: &str) -> Option<Role> {
        Self::ALL.iter().find(|row| row.1 == word || row.2 == word).map(|row| row.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_stands_at_its_own_row_and_reads_back() {
        for (at, (role, word, zh, _)) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, at);
            assert_eq!(Role::parse(word), Some(role));
            assert_eq!(Role::parse(zh), Some(role));
        }
        assert_eq!(Role::parse("boss"), None);
    }
}
