//! What the columns of an export are for, proposed from their headers for a file never seen. A
//! proposal is shown to the user and never used unasked.

use super::header::{Found, HeaderName, HeaderRow};

/// What a column of an export is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who gets the credit.
    Owner,
    /// How much.
    Amount,
    /// When.
    Date,
    /// To whom it was sold.
    Customer,
    /// Won, lost, void, pending.
    Status,
    /// The number of the deal.
    Id,
    /// Where.
    Region,
    /// What came back.
    Returns,
    /// What was sold.
    Product,
}

impl Role {
    /// The word that a plan writes.
    pub fn word(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Amount => "amount",
            Role::Date => "date",
            Role::Customer => "customer",
            Role::Status => "status",
            Role::Id => "id",
            Role::Region => "region",
            Role::Returns => "returns",
            Role::Product => "product",
        }
    }
}

/// Headers seen in exports of Chinese and English CRM and ERP systems, squeezed (lower case without
/// spaces, underscores and hyphens), apart by spaces.
const ALIASES: [(Role, &str); 9] = [
    (
        Role::Owner,
        "负责人 主责销售 责任人 销售负责人 销售员 业务员 销售人员 所有人 签订人 归属人 业务机会所有人 业务机会所有人名称 员工姓名 owner \
         ownerid dealowner opportunityowner salesrep salesagent salesperson",
    ),
    (
        Role::Amount,
        "合同金额 销售金额 成交金额 订单金额 价税合计 本币价税合计 含税金额 金额 商机金额 回款金额 交易额 销售额 合同总金额 amount \
         closevalue dealamount dealvalue",
    ),
    (
        Role::Date,
        "下单时间 签约日期 成交日期 预计成交日期 结单日期 结束日期 单据日期 回款日期 日期 date closedate orderdate",
    ),
    (
        Role::Customer,
        "客户名称 客户 客户名 客户公司 客户编号 客户编码 customer customername account accountid accountname \
         associatedcompany",
    ),
    (
        Role::Status,
        "状态 阶段 销售阶段 商机阶段 单据状态 审核状态 赢单状态 项目状态 status stage stagename dealstage",
    ),
    (
        Role::Id,
        "合同编号 订单编号 单据编号 机会编号 商机编码 回款编号 编号 id recordid dealid opportunityid orderid",
    ),
    (
        Role::Region,
        "区域 大区 销售区域 部门 所属部门 归属部门 负责人主属部门 销售组 region territory regionaloffice",
    ),
    (Role::Returns, "退货金额 退款金额 退货单 红字 returns returnamount refundamount"),
    (
        Role::Product,
        "产品 产品名称 商品 商品名称 物料名称 物料编码 存货名称 存货编码 品名 product productname productc",
    ),
];

/// Which columns play which role in a file never seen. Two columns for one role are for the user
/// to choose from: an opportunity's amount is a forecast, a receipt's is cash.
pub fn propose(row: &HeaderRow) -> Vec<(Role, Found)> {
    let squeezed: Vec<String> = row.names.iter().map(HeaderName::squeezed).collect();
    let columns = |aliases: &str| {
        let fits = |header: &String| aliases.split_whitespace().any(|alias| alias == header);
        let of = squeezed.iter().enumerate().filter(|(_, header)| fits(header));
        Found::of(of.map(|(column, _)| column).collect())
    };
    ALIASES.iter().map(|(role, aliases)| (*role, columns(aliases))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(row: &HeaderRow, role: Role) -> Found {
        propose(row).into_iter().find(|(known, _)| *known == role).unwrap().1
    }

    #[test]
    fn a_file_never_seen_gets_a_proposal_and_a_question() {
        let row = HeaderRow::new([
            "合同编号",
            "*客户名称",
            "合同金额（元）",
            "下单时间",
            "负责人",
            "所属部门",
            "状态",
            "备注",
        ]);
        assert_eq!(at(&row, Role::Id), Found::At(0));
        assert_eq!(at(&row, Role::Customer), Found::At(1));
        assert_eq!(at(&row, Role::Amount), Found::At(2));
        assert_eq!(at(&row, Role::Date), Found::At(3));
        assert_eq!(at(&row, Role::Owner), Found::At(4));
        assert_eq!(at(&row, Role::Region), Found::At(5));
        assert_eq!(at(&row, Role::Status), Found::At(6));
        assert_eq!(at(&row, Role::Returns), Found::Nowhere);
        let row = HeaderRow::new(["商机金额", "回款金额"]);
        assert_eq!(at(&row, Role::Amount), Found::Several(vec![0, 1]));
    }

    #[test]
    fn english_headers_are_known_in_every_spelling() {
        let hubspot =
            HeaderRow::new(["Record ID", "Deal Stage", "Amount", "Close Date", "Deal owner"]);
        let salesforce = HeaderRow::new(["Id", "StageName", "Amount", "CloseDate", "OwnerId"]);
        let snake = HeaderRow::new([
            "opportunity_id",
            "deal_stage",
            "close_value",
            "close_date",
            "sales_agent",
        ]);
        for row in [hubspot, salesforce, snake] {
            let roles = [Role::Id, Role::Status, Role::Amount, Role::Date, Role::Owner];
            for (column, role) in roles.into_iter().enumerate() {
                assert_eq!(at(&row, role), Found::At(column), "{role:?}");
            }
        }
    }
}
