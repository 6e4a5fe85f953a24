//! The one table of the fifteen steps: stage, responsible roles, what comes before, what proves a
//! step done, its documents. Steps one to four follow the common template of such plans; stage five
//! is field practice.

use super::{Both, Document, Need, Stage, Step, StepId};
use crate::process::role::Role::{
    DataOperations, Finance, HumanResources, Management, SalesHead, SalesManager, Salesperson,
};

const fn both(zh: &'static str, en: &'static str) -> Both {
    Both { zh, en }
}

const fn document(id: &'static str, title: Both, readers: Both) -> Document {
    Document { id, title, readers, personal: false }
}

const fn personal(id: &'static str, title: Both, readers: Both) -> Document {
    Document { id, title, readers, personal: true }
}

const EVERYONE: Both = both("全体人员", "everyone");
const MANAGERS: Both = both("管理层、销售经理、财务部", "management, sales managers, finance");
const PERSON_AND_MANAGER: Both = both("本人及直接上级", "the person and the line manager");
const APPROVERS: Both = both("审批人、财务部", "approvers, finance");

const APPROVALS: Document = document("approvals", both("审批记录", "Approval Log"), APPROVERS);

/// The steps, in order.
pub static STEPS: [Step; 15] = [
    Step {
        id: StepId::Targets,
        number: "1.1",
        slug: "targets",
        stage: Stage::Prepare,
        name: both("目标梳理", "Targets"),
        roles: &[SalesHead, Management],
        needs: &[],
        before: both(
            "适用场景、考核周期、人员名册、基期实际",
            "scenario, period, roster, actuals of the baseline period",
        ),
        proof: both(
            "目标分解到个人,各项校验无误",
            "targets broken down to every person, all checks clean",
        ),
        command: Some("assign"),
        optional: false,
        documents: &[document(
            "target-breakdown",
            both("销售目标分解清单", "Target Breakdown List"),
            MANAGERS,
        )],
    },
    Step {
        id: StepId::Resources,
        number: "1.2",
        slug: "resources",
        stage: Stage::Prepare,
        name: both("资源评估", "Resources"),
        roles: &[SalesHead, Finance, HumanResources],
        needs: &[Need::Done(StepId::Targets)],
        before: both("团队目标与增长率", "team target and growth"),
        proof: both(
            "每项资源由责任部门确认;满足预留要求,或书面接受缺口",
            "every line confirmed by its owner; the reserve rule met or the gap accepted in writing",
        ),
        command: None,
        optional: false,
        documents: &[document(
            "resource-inventory",
            both("激励资源清单", "Incentive Resource Inventory"),
            both("销售负责人、财务部、人力资源部", "head of sales, finance, human resources"),
        )],
    },
    Step {
        id: StepId::Survey,
        number: "1.3",
        slug: "survey",
        stage: Stage::Prepare,
        name: both("需求调研", "Needs survey"),
        roles: &[SalesManager, HumanResources],
        needs: &[],
        before: both("人员名册", "roster"),
        proof: both(
            "问卷已关闭,回收率达到要求,每个痛点至少一条建议",
            "survey closed, response rate reached, a recommendation for every pain point",
        ),
        command: None,
        optional: false,
        documents: &[document(
            "needs-analysis",
            both("团队激励需求分析报告", "Team Incentive Needs Analysis"),
            both("计划设计人", "plan designers"),
        )],
    },
    Step {
        id: StepId::Incentives,
        number: "2.1",
        slug: "incentives",
        stage: Stage::Design,
        name: both("激励方式设计", "Incentives"),
        roles: &[SalesHead, HumanResources],
        needs: &[Need::Done(StepId::Resources), Need::Done(StepId::Survey)],
        before: both("资源清单与需求分析", "resource inventory and needs analysis"),
        proof: both(
            "至少一项物质激励和一项精神激励,每项有成本并对应资源;未满足的需求已列出",
            "a monetary and a recognition item at least, each costed and linked to a resource; unmet needs listed",
        ),
        command: None,
        optional: false,
        documents: &[document(
            "incentive-catalogue",
            both("激励方式清单", "Incentive Catalogue"),
            both("评审人、财务部", "reviewers, finance"),
        )],
    },
    Step {
        id: StepId::Rules,
        number: "2.2",
        slug: "rules",
        stage: Stage::Design,
        name: both("目标与规则细化", "Rules"),
        roles: &[SalesHead, SalesManager],
        needs: &[Need::Done(StepId::Targets), Need::Done(StepId::Incentives)],
        before: both("目标分解与激励方式", "target breakdown and incentive catalogue"),
        proof: both(
            "指标公式与来源、周期、达标条件、排除项、档位和算例齐全,检查无误",
            "metric formulas and sources, period, gates, exclusions, tiers and examples complete, checks clean",
        ),
        command: None,
        optional: false,
        documents: &[document("plan-rules", both("激励计划细则", "Plan Rules"), EVERYONE)],
    },
    Step {
        id: StepId::Review,
        number: "2.3",
        slug: "review",
        stage: Stage::Design,
        name: both("评审与确认", "Review and approval"),
        roles: &[SalesHead, Management, HumanResources, Finance],
        needs: &[Need::Done(StepId::Rules)],
        before: both("激励计划细则", "plan rules"),
        proof: both(
            "全部评审人对同一版本同意,意见已关闭,版本冻结",
            "every reviewer agreed to the same version, comments closed, version frozen",
        ),
        command: None,
        optional: false,
        documents: &[
            document("final-plan", both("正式版激励计划文件", "Final Incentive Plan"), EVERYONE),
            APPROVALS,
        ],
    },
    Step {
        id: StepId::Kickoff,
        number: "3.1",
        slug: "kickoff",
        stage: Stage::Launch,
        name: both("会议宣讲", "Kick-off"),
        roles: &[SalesHead, HumanResources],
        needs: &[Need::Done(StepId::Review)],
        before: both("正式版激励计划文件", "final plan"),
        proof: both(
            "宣讲材料出自冻结版本;名册人员全部签到,或已补训",
            "deck made from the frozen version; everybody on the roster signed in or made it up",
        ),
        command: None,
        optional: false,
        documents: &[
            document(
                "attendance",
                both("会议签到表", "Kick-off Attendance Sheet"),
                both("人力资源部", "human resources"),
            ),
            document("kickoff-deck", both("宣讲PPT", "Kick-off Deck"), EVERYONE),
        ],
    },
    Step {
        id: StepId::Handbook,
        number: "3.2",
        slug: "handbook",
        stage: Stage::Launch,
        name: both("分发与答疑", "Handbook and Q&A"),
        roles: &[SalesManager, HumanResources],
        needs: &[Need::Done(StepId::Review), Need::Done(StepId::Kickoff)],
        before: both("激励计划手册", "handbook"),
        proof: both(
            "领取确认齐全,没有未答疑问,每个疑问24小时内解答或说明迟延原因",
            "receipts from all, no open question, every answer within 24 hours or its lateness explained",
        ),
        command: None,
        optional: false,
        documents: &[
            document("handbook", both("激励计划手册", "Plan Handbook"), EVERYONE),
            document("qa-log", both("疑问反馈与解答记录", "Q&A Log"), EVERYONE),
        ],
    },
    Step {
        id: StepId::Commitment,
        number: "3.3",
        slug: "commitment",
        stage: Stage::Launch,
        name: both("认领与承诺", "Commitment"),
        roles: &[SalesManager, Salesperson],
        needs: &[Need::Done(StepId::Handbook)],
        before: both("手册已分发", "handbook handed out"),
        proof: both(
            "每人一份责任书,双方签字,数字与目标分解一致",
            "a letter per person, both signatures, numbers equal to the breakdown",
        ),
        command: None,
        optional: false,
        documents: &[personal(
            "commitment-letter",
            both("目标责任书", "Letter of Target Commitment"),
            PERSON_AND_MANAGER,
        )],
    },
    Step {
        id: StepId::Progress,
        number: "4.1",
        slug: "progress",
        stage: Stage::Track,
        name: both("进度监控", "Progress"),
        roles: &[SalesManager, DataOperations],
        // Results can be watched as soon as there are targets; letters still missing are told.
        needs: &[Need::Done(StepId::Targets), Need::Told(StepId::Commitment)],
        before: both("已导入的业绩数据", "imported results"),
        proof: both(
            "每个报告日一份跟踪表和预警名单,数据不过时",
            "a tracker and a watchlist per reporting date, data no older than the cadence",
        ),
        command: Some("track"),
        optional: false,
        documents: &[
            document("progress", both("销售进度跟踪表", "Sales Progress Tracker"), EVERYONE),
            document(
                "at-risk",
                both("预警成员清单", "At-Risk Watchlist"),
                both("预警成员本人及各级上级", "the people listed and their line managers"),
            ),
        ],
    },
    Step {
        id: StepId::Coaching,
        number: "4.2",
        slug: "coaching",
        stage: Stage::Track,
        name: both("过程辅导", "Coaching"),
        roles: &[SalesManager],
        needs: &[Need::Done(StepId::Progress)],
        before: both("预警成员清单有成员", "somebody on the watchlist"),
        proof: both(
            "每名预警成员3个工作日内辅导,追赶计划不小于缺口,复查完成",
            "everybody warned coached within 3 working days, catch-up plan covers the gap, re-check done",
        ),
        command: None,
        optional: false,
        documents: &[
            personal("coaching", both("辅导记录表", "Coaching Record"), PERSON_AND_MANAGER),
            personal("catch-up", both("追赶计划表", "Catch-up Plan"), PERSON_AND_MANAGER),
        ],
    },
    Step {
        id: StepId::Adjustment,
        number: "4.3",
        slug: "adjustment",
        stage: Stage::Track,
        name: both("动态调整", "Adjustment"),
        roles: &[SalesHead, Management],
        needs: &[Need::Done(StepId::Review)],
        before: both("触发事件的证据", "evidence of what triggers it"),
        proof: both(
            "申请已批准或已否决;批准后出新版本、重测奖金池、重签责任书并通知。\u{201c}无需调整\u{201d}也是明确结论",
            "request approved or rejected; if approved a new version, pool re-tested, letters re-signed, notice sent; 'not needed' is a valid result",
        ),
        command: None,
        optional: true,
        documents: &[
            document(
                "adjustment-request",
                both("调整申请表", "Adjustment Request"),
                both("审批人", "approvers"),
            ),
            APPROVALS,
        ],
    },
    Step {
        id: StepId::Settlement,
        number: "5.1",
        slug: "settlement",
        stage: Stage::Evaluate,
        name: both("结果核算与激励兑现", "Settlement and payout"),
        roles: &[DataOperations, Finance, HumanResources, SalesHead],
        // Anybody may compute what the targets and the exports come to; what is missing before is
        // told, and stands in the way of posting and payment.
        needs: &[
            Need::Done(StepId::Targets),
            Need::Told(StepId::Review),
            Need::Told(StepId::Commitment),
        ],
        before: both(
            "周期已结束,退货宽限期已过,数据已冻结",
            "period ended, grace for returns passed, data frozen",
        ),
        proof: both(
            "财务已复核,公示满3个工作日,异议已关闭,已审批,30日内发放",
            "statement reviewed by finance, posted 3 working days, disputes closed, approved, paid within 30 days",
        ),
        command: Some("settle"),
        optional: false,
        documents: &[
            document("settlement", both("激励核算表", "Incentive Calculation Statement"), MANAGERS),
            personal(
                "statement",
                both("个人激励核算单", "Individual Statement"),
                PERSON_AND_MANAGER,
            ),
            document("posting", both("激励结果公示", "Internal Posting of Results"), EVERYONE),
            document(
                "disputes",
                both("异议处理记录", "Dispute Log"),
                both("当事人、财务部", "the people concerned, finance"),
            ),
            document(
                "payout-approval",
                both("激励发放审批表", "Payout Approval Form"),
                both("管理层", "management"),
            ),
            document(
                "payout",
                both("激励发放明细表", "Payout Register"),
                both("财务部、人力资源部", "finance, human resources"),
            ),
            document("honours", both("荣誉表彰名单", "Recognition List"), EVERYONE),
            APPROVALS,
        ],
    },
    Step {
        id: StepId::Evaluation,
        number: "5.2",
        slug: "evaluation",
        stage: Stage::Evaluate,
        name: both("效果评估", "Evaluation"),
        roles: &[SalesHead, HumanResources, Finance],
        needs: &[Need::Done(StepId::Settlement)],
        before: both("满意度调查", "satisfaction survey"),
        proof: both(
            "至少四个维度与基期对比的报告,已批准",
            "a report on four dimensions at least against the baseline, approved",
        ),
        command: None,
        optional: false,
        documents: &[
            document("survey", both("激励满意度调查表", "Incentive Survey"), EVERYONE),
            document(
                "survey-summary",
                both("激励满意度调查汇总", "Incentive Survey Summary"),
                MANAGERS,
            ),
            document(
                "evaluation",
                both("激励效果评估报告", "Plan Effectiveness Review"),
                both("管理层", "management"),
            ),
        ],
    },
    Step {
        id: StepId::Improvement,
        number: "5.3",
        slug: "improvement",
        stage: Stage::Evaluate,
        name: both("复盘与优化", "Retrospective and improvement"),
        roles: &[SalesHead, Management, HumanResources],
        needs: &[Need::Done(StepId::Evaluation)],
        before: both("激励效果评估报告", "effectiveness review"),
        proof: both(
            "每项行动有负责人、日期和衡量标准;归档齐全",
            "every action with owner, date and measure; archive complete",
        ),
        command: None,
        optional: false,
        documents: &[
            document(
                "retro",
                both("复盘会议纪要", "Retrospective Minutes"),
                both("参会人", "attendees"),
            ),
            document(
                "improvement",
                both("激励计划优化方案", "Improvement Plan"),
                both("管理层", "management"),
            ),
            document(
                "archive",
                both("计划归档清单", "Archive Index"),
                both("人力资源部、审计", "human resources, auditors"),
            ),
        ],
    },
];
