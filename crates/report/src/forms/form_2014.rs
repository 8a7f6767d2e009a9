//! Form 2014: the statistics table of 国办发〔2014〕32号, annexed to the reports of 2014 to 2018, and
//! the parts that 第三十二条 of 《条例》(2007) asks of the text.

use std::sync::OnceLock;

use super::{amount, count, heading};
use crate::finding::Severity::{Error, Hint, Warning};
use crate::form::{
    Block, Column, Form, Level, Mention, Order, Relation, Role, Row, Section, Shape, Table,
};

pub static FORM: Form = Form {
    id: "2014",
    years: (2014, 2018),
    issued_by: "国办发〔2014〕32号",
    deadlines: &[
        (Level::Department, (3, 31)),
        (Level::Township, (3, 31)),
        (Level::County, (3, 31)),
        (Level::Municipality, (3, 31)),
        (Level::Province, (3, 31)),
    ],
    title: "政府信息公开工作年度报告",
    fixed_headings: false,
    sections: SECTIONS,
    tables: &[Table {
        id: "2014",
        section: None,
        title: "{agency}{year}年度政府信息公开情况统计表",
        stub: Some("统计指标"),
        units: Some("单位"),
        widths: &[700, 130, 170],
        blocks: &[Block {
            title: None,
            columns: &[Column { id: "", heads: &["统计数"] }],
            rows: ROWS,
        }],
    }],
    relations: RELATIONS,
    mentions: MENTIONS,
    index: OnceLock::new(),
};

const fn section(
    id: &'static str,
    heading: &'static str,
    known_by: &'static [&'static [&'static str]],
    required: Option<&'static str>,
    guidance: &'static str,
) -> Section {
    Section { id, heading, known_by, required, guidance, limit: None, alike: None }
}

#[rustfmt::skip]
const SECTIONS: &[Section] = &[
    section("1", "概述", &[&["概述"], &["概况"], &["总体情况"], &["基本情况"], &["总体", "工作"]], None,
        "一年来推进政府信息公开的组织领导、制度建设、平台建设、政策解读和回应关切等总体情况。"),
    section("2", "政府信息主动公开情况", &[&["主动公开"], &["公开政府信息", "情况"]], Some("V-03"),
        "主动公开的数量、主要类别和各渠道的情况；数字应与统计表第一项一致。"),
    section("3", "政府信息依申请公开情况", &[&["依申请"], &["公开申请", "办理"], &["申请", "处理"], &["申请公开", "情况"]], Some("V-03"),
        "收到、办结和答复申请的情况，不予公开的理由；没有收到申请的也请写明。"),
    section("4", "政府信息公开的收费及减免情况", &[&["收费"], &["减免"]], Some("A-15"),
        "依申请提供政府信息的收费和减免情况；没有收费的也请写明。"),
    section("5", "因政府信息公开申请行政复议、提起行政诉讼、收到投诉举报情况", &[&["复议"], &["诉讼"], &["投诉"], &["举报"]], Some("V-03"),
        "行政复议、行政诉讼和举报投诉的件数与结果；没有发生的也请写明。"),
    section("6", "人大代表建议和政协提案办理结果公开情况", &[&["建议", "提案"], &["议案"], &["提案"]], None,
        "建议、提案办理结果的公开情况；没有的可以删去本部分。"),
    Section { alike: Some(70), ..section("7", "存在的主要问题及改进措施", &[&["问题"], &["不足"], &["改进"], &["下一步"]], Some("V-03"),
        "本年工作中的主要问题，以及针对每个问题的改进措施。") },
    section("8", "其他需要报告的事项", &[&["其他", "事项"], &["其它", "事项"], &["需要", "说明"], &["需要报告"]], None,
        "其他需要报告的事项；没有的请写“无”。"),
];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    heading("1", "一、主动公开情况", 0),
    count("1.1", "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", 1, "本年主动公开的政府信息条数；同一信息经几个渠道公开，只计一条。"),
    count("1.1a", "其中：主动公开规范性文件数", "条", 2, "上一行中属于规范性文件的条数。"),
    count("1.1b", "制发规范性文件总数", "件", 2, "本年制发的规范性文件总件数，不论是否公开。"),
    heading("1.2", "（二）通过不同渠道和方式公开政府信息的情况", 1),
    count("1.2.1", "1.政府公报公开政府信息数", "条", 2, "刊登在政府公报上的条数。"),
    count("1.2.2", "2.政府网站公开政府信息数", "条", 2, "发布在政府网站上的条数。"),
    count("1.2.3", "3.政务微博公开政府信息数", "条", 2, "发布在政务微博上的条数。"),
    count("1.2.4", "4.政务微信公开政府信息数", "条", 2, "发布在政务微信上的条数。"),
    count("1.2.5", "5.其他方式公开政府信息数", "条", 2, "报刊、广播、电视、其他新媒体、公开栏、查阅点等其他方式公开的条数。"),
    heading("2", "二、回应解读情况", 0),
    count("2.1", "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", 1, "回应公众关注热点或重大舆情的次数；用几种方式回应同一热点，只计一次。"),
    heading("2.2", "（二）通过不同渠道和方式回应解读的情况", 1),
    count("2.2.1", "1.参加或举办新闻发布会总次数", "次", 2, "参加或举办新闻发布会的总次数。"),
    count("2.2.1a", "其中：主要负责同志参加新闻发布会次数", "次", 3, "上一行中主要负责同志参加的次数。"),
    count("2.2.2", "2.政府网站在线访谈次数", "次", 2, "在政府网站开展在线访谈的次数。"),
    count("2.2.2a", "其中：主要负责同志参加政府网站在线访谈次数", "次", 3, "上一行中主要负责同志参加的次数。"),
    count("2.2.3", "3.政策解读稿件发布数", "篇", 2, "发布政策解读稿件的篇数。"),
    count("2.2.4", "4.微博微信回应事件数", "次", 2, "用微博、微信回应的事件数。"),
    count("2.2.5", "5.其他方式回应事件数", "次", 2, "用其他方式回应的事件数。"),
    heading("3", "三、依申请公开情况", 0),
    count("3.1", "（一）收到申请数", "件", 1, "本年收到的政府信息公开申请件数，等于四种申请方式之和。"),
    count("3.1.1", "1.当面申请数", "件", 2, "当面提交的申请。"),
    count("3.1.2", "2.传真申请数", "件", 2, "以传真提交的申请。"),
    count("3.1.3", "3.网络申请数", "件", 2, "经网站、电子邮件等提交的申请。"),
    count("3.1.4", "4.信函申请数", "件", 2, "以信函提交的申请。"),
    count("3.2", "（二）申请办结数", "件", 1, "本年办结的申请件数，等于按时与延期办结之和。"),
    count("3.2.1", "1.按时办结数", "件", 2, "在法定期限内办结的件数（《条例》2007 第二十四条）。"),
    count("3.2.2", "2.延期办结数", "件", 2, "经批准延长期限后办结的件数（《条例》2007 第二十四条）。"),
    count("3.3", "（三）申请答复数", "件", 1, "本年答复申请的件数，等于以下八种答复之和。"),
    count("3.3.1", "1.属于已主动公开范围数", "件", 2, "告知申请的内容已经主动公开（《条例》2007 第二十一条）。"),
    count("3.3.2", "2.同意公开答复数", "件", 2, "同意公开。"),
    count("3.3.3", "3.同意部分公开答复数", "件", 2, "区分处理后公开一部分（《条例》2007 第二十二条）。"),
    count("3.3.4", "4.不同意公开答复数", "件", 2, "不同意公开，等于以下各种理由之和。"),
    count("3.3.4a", "其中：涉及国家秘密", "件", 3, "以涉及国家秘密为由。"),
    count("3.3.4b", "涉及商业秘密", "件", 3, "以涉及商业秘密为由。"),
    count("3.3.4c", "涉及个人隐私", "件", 3, "以涉及个人隐私为由。"),
    count("3.3.4d", "危及国家安全、公共安全、经济安全和社会稳定", "件", 3, "以危及国家安全、公共安全、经济安全和社会稳定为由（《条例》2007 第八条）。"),
    count("3.3.4e", "不是《条例》所指政府信息", "件", 3, "申请的不是《条例》所指政府信息（第二条）。"),
    count("3.3.4f", "法律法规规定的其他情形", "件", 3, "法律法规规定的其他情形。"),
    count("3.3.5", "5.不属于本行政机关公开数", "件", 2, "告知不属于本行政机关公开。"),
    count("3.3.6", "6.申请信息不存在数", "件", 2, "告知申请的信息不存在。"),
    count("3.3.7", "7.告知作出更改补充数", "件", 2, "告知作出更改、补充。"),
    count("3.3.8", "8.告知通过其他途径办理数", "件", 2, "告知通过其他途径办理。"),
    count("4", "四、行政复议数量", "件", 0, "因政府信息公开被申请行政复议的件数，等于以下三种结果之和。"),
    count("4.1", "（一）维持具体行政行为数", "件", 1, "复议机关维持的件数。"),
    count("4.2", "（二）被依法纠错数", "件", 1, "被依法纠错的件数。"),
    count("4.3", "（三）其他情形数", "件", 1, "其他结果的件数。"),
    count("5", "五、行政诉讼数量", "件", 0, "因政府信息公开被提起行政诉讼的件数，等于以下三种结果之和。"),
    count("5.1", "（一）维持具体行政行为或者驳回原告诉讼请求数", "件", 1, "法院维持或者驳回诉讼请求的件数。"),
    count("5.2", "（二）被依法纠错数", "件", 1, "被依法纠错的件数。"),
    count("5.3", "（三）其他情形数", "件", 1, "其他结果的件数。"),
    count("6", "六、举报投诉数量", "件", 0, "因政府信息公开被举报、投诉的件数。"),
    amount("7", "七、依申请公开信息收取的费用", "万元", 0, "依申请提供政府信息实际收取的检索、复制、邮寄等费用，以万元计，最多六位小数。"),
    heading("8", "八、机构建设和保障经费情况", 0),
    count("8.1", "（一）政府信息公开工作专门机构数", "个", 1, "专门负责政府信息公开工作的机构个数。"),
    count("8.2", "（二）设置政府信息公开查阅点数", "个", 1, "设置的政府信息公开查阅点个数。"),
    count("8.3", "（三）从事政府信息公开工作人员数", "人", 1, "从事政府信息公开工作的人数，等于专职与兼职之和。"),
    count("8.3.1", "1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", 2, "专职人员数，不包括政府公报及政府网站工作人员。"),
    count("8.3.2", "2.兼职人员数", "人", 2, "兼职人员数。"),
    amount("8.4", "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "万元", 1, "专项经费，以万元计，最多六位小数。"),
    heading("9", "九、政府信息公开会议和培训情况", 0),
    count("9.1", "（一）召开政府信息公开工作会议或专题会议数", "次", 1, "召开政府信息公开工作会议或专题会议的次数。"),
    count("9.2", "（二）举办各类培训班数", "次", 1, "举办各类培训班的次数。"),
    count("9.3", "（三）接受培训人员数", "人次", 1, "接受培训的人次。"),
];

const TABLE: &str = "国办发〔2014〕32号附表";

const fn relation(
    rule: &'static str,
    severity: crate::Severity,
    shape: Shape,
    words: &'static str,
) -> Relation {
    Relation { rule, severity, shape, each: &[], words, basis: TABLE, softened_by: &[] }
}

/// Cases still before the review body or the court have no row in this form.
const fn case(shape: Shape, words: &'static str) -> Relation {
    let softened_by = &["尚未审结", "未审结", "正在审理", "审理中", "未结案"];
    Relation { softened_by, ..relation("A-05", Error, shape, words) }
}

const fn equal(whole: &'static [&'static str], parts: &'static [&'static str]) -> Shape {
    Shape::Sum(whole, Order::Equal, parts)
}

const fn at_most(part: &'static [&'static str], whole: &'static [&'static str]) -> Shape {
    Shape::Sum(part, Order::AtMost, whole)
}

#[rustfmt::skip]
const RELATIONS: &[Relation] = &[
    relation("A-01", Error, equal(&["3.1"], &["3.1.1", "3.1.2", "3.1.3", "3.1.4"]), "收到申请数应等于四种申请方式之和"),
    relation("A-02", Error, equal(&["3.2"], &["3.2.1", "3.2.2"]), "申请办结数应等于按时办结与延期办结之和"),
    relation("A-03", Error, equal(&["3.3"], &["3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.5", "3.3.6", "3.3.7", "3.3.8"]), "申请答复数应等于八种答复之和"),
    relation("A-04", Error, equal(&["3.3.4"], &["3.3.4a", "3.3.4b", "3.3.4c", "3.3.4d", "3.3.4e", "3.3.4f"]), "不同意公开答复数应等于各种理由之和"),
    case(equal(&["4"], &["4.1", "4.2", "4.3"]), "行政复议数量应等于三种结果之和"),
    case(equal(&["5"], &["5.1", "5.2", "5.3"]), "行政诉讼数量应等于三种结果之和"),
    relation("A-06", Error, equal(&["8.3"], &["8.3.1", "8.3.2"]), "工作人员数应等于专职与兼职之和"),
    relation("A-07", Warning, Shape::Distinct("1.1", &["1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5"]), "不同渠道公开相同信息只计1条，主动公开数应不小于任一渠道，也不大于各渠道之和"),
    relation("A-08", Error, at_most(&["1.1a"], &["1.1"]), "其中项不应大于总数"),
    relation("A-09", Warning, at_most(&["1.1a"], &["1.1b"]), "主动公开的规范性文件数一般不大于制发总数"),
    relation("A-10", Error, at_most(&["2.2.1a"], &["2.2.1"]), "其中项不应大于总数"),
    relation("A-10", Error, at_most(&["2.2.2a"], &["2.2.2"]), "其中项不应大于总数"),
    relation("A-11", Warning, equal(&["3.2"], &["3.1"]), "办结数与收到数不同，请核对是否有上年结转或跨年办理的申请"),
    relation("A-11", Warning, equal(&["3.3"], &["3.2"]), "答复数与办结数不同，请核对是否有撤回或合并办理的申请"),
    relation("A-12", Warning, Shape::Needs("7", "3.1"), "没有收到申请，却收取了依申请公开的费用"),
    relation("A-13", Hint, Shape::Needs("9.3", "9.2"), "有人接受培训，而举办培训班数为0；如是参加上级培训，可不改"),
];

const fn mention(
    cell: &'static str,
    words: &'static [&'static [&'static str]],
    context: &'static [&'static str],
    without: &'static [&'static str],
    units: &'static [&'static str],
    role: Role,
) -> Mention {
    Mention { rule: "A-16", cell, words, context, without, units, role }
}

const OPEN: &[&str] = &["公开", "发布", "推送", "刊登", "刊发", "刊载", "发送", "发表", "更新"];
const PIECES: &[&str] = &["条", "篇", "则"];
const CASES: &[&str] = &["件", "起", "宗", "次", "例"];
const TIMES: &[&str] = &["次", "场", "期", "件", "个"];
/// Words for what is counted at a channel but is no information made public there.
const NOT_OPEN: &[&str] = &[
    "诉求",
    "咨询",
    "留言",
    "回应",
    "回复",
    "粉丝",
    "关注",
    "阅读",
    "浏览",
    "点击",
    "访问",
    "解读",
    "申请",
    "规范性文件",
    "转载",
    "建议",
];
/// Where information is published without a row of its own in the table.
const ELSEWHERE: &[&str] = &[
    "头条",
    "报刊",
    "报纸",
    "广播",
    "电视",
    "电台",
    "公开栏",
    "公示栏",
    "宣传栏",
    "显示屏",
    "电子屏",
    "客户端",
    "抖音",
    "快手",
    "短信",
    "其他方式",
    "其它方式",
    "新闻媒体",
    "新媒体平台",
    "手机报",
    "查阅点",
];
/// Any channel; where one is named, the figure is not the total.
const ANYWHERE: &[&str] = &[
    "公报",
    "网站",
    "门户",
    "微博",
    "微信",
    "公众号",
    "诉求",
    "咨询",
    "留言",
    "回应",
    "解读",
    "申请",
    "规范性文件",
    "头条",
    "报刊",
    "报纸",
    "广播",
    "电视",
    "电台",
    "公开栏",
    "公示栏",
    "宣传栏",
    "显示屏",
    "电子屏",
    "客户端",
    "抖音",
    "快手",
    "短信",
    "其他方式",
    "其它方式",
    "媒体",
    "手机报",
    "查阅点",
    "平台",
    "目录",
    "专栏",
    "类",
];
const REQUESTS: &[&str] = &["依申请公开", "公开申请", "申请公开", "信息公开"];
/// Business of the office that also is received, answered and finished.
const OTHER_BUSINESS: &[&str] = &[
    "建议", "提案", "议案", "复议", "诉讼", "许可", "审批", "援助", "仲裁", "信访", "投诉", "举报",
    "来信", "来访", "来电", "咨询", "热线", "当面", "传真", "网络", "信函", "按时", "延期", "审查",
];
const OF_OPENNESS: &[&str] = &["信息公开", "政务公开"];

#[rustfmt::skip]
const MENTIONS: &[Mention] = &[
    mention("1.1", &[&["主动公开"], &["信息"]], &[], ANYWHERE, &["条", "件", "篇"], Role::Figure),
    mention("1.2.1", &[&["公报"]], OPEN, NOT_OPEN, PIECES, Role::Channel),
    mention("1.2.2", &[&["网站", "门户"]], OPEN, NOT_OPEN, PIECES, Role::Channel),
    mention("1.2.3", &[&["微博"]], OPEN, NOT_OPEN, PIECES, Role::Channel),
    mention("1.2.4", &[&["微信", "公众号"]], OPEN, NOT_OPEN, PIECES, Role::Channel),
    mention("1.2.5", &[ELSEWHERE], OPEN, NOT_OPEN, PIECES, Role::OtherChannels("A-17")),
    mention("2.1", &[&["热点", "舆情"], &["回应"]], &[], &["微博", "微信"], &["次", "件", "条", "个"], Role::Figure),
    mention("2.2.1", &[&["新闻发布会"]], &[], &["负责", "在线访谈"], TIMES, Role::Figure),
    mention("2.2.1", &[&["召开了", "举办了", "举行了", "参加了"], &["新闻发布会"]], &[], &["未", "没有"], &[], Role::Activity),
    mention("2.2.2", &[&["在线访谈"]], &[], &["负责", "新闻发布会"], TIMES, Role::Figure),
    mention("2.2.2", &[&["开展了", "举办了", "参加了"], &["在线访谈"]], &[], &["未", "没有"], &[], Role::Activity),
    mention("2.2.3", &[&["政策解读", "解读稿件", "解读材料"]], &[], &["微博", "微信", "访谈", "发布会"], &["篇", "条", "件", "个"], Role::Figure),
    mention("2.2.4", &[&["微博", "微信"], &["诉求", "回应", "留言", "咨询", "受理", "回复"]], &[], &["公开", "发布"], &["件", "次", "条", "个"], Role::Figure),
    mention("3.1", &[&["收到", "受理", "接到", "接收"], &["申请"]], REQUESTS, OTHER_BUSINESS, CASES, Role::Figure),
    mention("3.1", &[&["公开申请", "依申请公开", "公开的申请"]], &[], &["复议", "诉讼", "投诉", "举报", "收费", "费用"], &[], Role::Absence),
    mention("3.1.1", &[&["当面"], &["申请"]], REQUESTS, &["传真", "网络", "信函"], CASES, Role::Figure),
    mention("3.1.2", &[&["传真"], &["申请"]], REQUESTS, &["当面", "网络", "信函"], CASES, Role::Figure),
    mention("3.1.3", &[&["网络", "网上", "电子邮件"], &["申请"]], REQUESTS, &["当面", "传真", "信函"], CASES, Role::Figure),
    mention("3.1.4", &[&["信函"], &["申请"]], REQUESTS, &["当面", "传真", "网络"], CASES, Role::Figure),
    mention("3.2", &[&["办结"]], &["依申请公开", "公开申请", "申请公开"], OTHER_BUSINESS, CASES, Role::Figure),
    mention("4", &[&["行政复议", "申请复议"]], &[], &["诉讼", "维持", "纠错", "指导", "代理"], CASES, Role::Figure),
    mention("4", &[&["行政复议"]], &[], &[], &[], Role::Absence),
    mention("5", &[&["行政诉讼"]], &[], &["复议", "维持", "驳回", "纠错", "代理"], CASES, Role::Figure),
    mention("5", &[&["行政诉讼"]], &[], &[], &[], Role::Absence),
    mention("6", &[&["投诉", "举报"]], OF_OPENNESS, &["复议", "诉讼", "消费", "环境", "信访"], CASES, Role::Figure),
    mention("6", &[&["举报", "投诉"]], OF_OPENNESS, &[], &[], Role::Absence),
    mention("9.1", &[&["召开"], OF_OPENNESS, &["会议", "专题会"]], &[], &["培训", "计划", "拟"], &["次", "场", "期", "个"], Role::Figure),
    mention("9.2", &[&["举办", "开展", "组织"], OF_OPENNESS, &["培训"]], &[], &["参加", "计划", "拟"], &["次", "场", "期", "班"], Role::Figure),
    mention("9.2", &[&["举办了", "组织了"], OF_OPENNESS, &["培训班"]], &[], &["参加", "未", "没有"], &[], Role::Activity),
    mention("9.3", &[&["培训"]], OF_OPENNESS, &["计划", "拟", "业务骨干"], &["人次"], Role::Figure),
];
