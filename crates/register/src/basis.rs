//! The rules of counting and what each rests on.

/// A rule of counting.
pub struct Rule {
    /// Its id.
    pub id: &'static str,
    /// What is counted how, in one Chinese sentence.
    pub words: &'static str,
    /// What it rests on; `各地做法不一` where offices differ.
    pub basis: &'static str,
}

const fn rule(id: &'static str, words: &'static str, basis: &'static str) -> Rule {
    Rule { id, words, basis }
}

/// Where offices differ and no text decides.
const DIFFER: &str = "各地做法不一";

/// All rules of counting.
pub const RULES: &[Rule] = &[
    rule("R01", "多人共同申请计 1 件，按第一申请人的类别统计", "《条例》第二十九条"),
    rule(
        "R02",
        "既有公开又有其他结果的，只计“部分公开”",
        "表三“区分处理的，只计这一情形，不计其他情形”",
    ),
    rule("R03", "一件申请分几行登记的计 1 件，收费计一次", "《条例》第二十九条"),
    rule("R04", "不属于政府信息、咨询、党务信息的，计入“其他处理—其他”", DIFFER),
    rule("R05", "申请人撤回、放弃申请的，计入“其他处理—其他”", "年度报告编制惯例"),
    rule("R06", "以“申请内容不明确”答复的，计入“补正后申请内容仍不明确”", DIFFER),
    rule(
        "R07",
        "12 月 31 日前未答复的结转下年；1 月 1 日前收到、此前未答复的为上年结转",
        "国办公开办函各年度报告格式：核定时间点为报告年度的 12 月 31 日",
    ),
    rule("R08", "复议机关作为共同被告的案件不计入", "国办公开办函各年度报告格式，表四说明"),
    rule("R09", "信息处理费只计实际收取的金额", "《政府信息公开信息处理费管理办法》"),
    rule("R10", "系统测试数据不计", DIFFER),
    rule("R11", "被筛选隐藏的行照常统计", DIFFER),
    rule("R12", "大学、学院计入“科研机构”", DIFFER),
    rule("R13", "行业协会、商会等计入“社会公益组织”", DIFFER),
    rule("R14", "报社等新闻单位计入“其他”", DIFFER),
    rule("R15", "名称为研究院、以公司形式登记的，计入“商业企业”", DIFFER),
    rule("R16", "未登记类别的，按申请人名称判断", "表三各栏含义"),
    rule("R17", "作废、误登、重复登记的行和合计、小计不计", "《条例》第四十五条"),
    rule(
        "R18",
        "只写条款的，按《条例》该条款对应的情形统计",
        "《条例》第十四条至第十六条、第三十条、第三十五条至第三十九条",
    ),
    rule("R19", "同一答复先复议后起诉的，复议和诉讼各计 1 件；一审、二审为 1 件", "表四各栏含义"),
    rule(
        "R20",
        "维持、驳回诉讼请求为“结果维持”；撤销、确认违法、责令重作为“结果纠正”；撤回、终止、不予受理、驳回起诉为“其他结果”",
        DIFFER,
    ),
];

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}
