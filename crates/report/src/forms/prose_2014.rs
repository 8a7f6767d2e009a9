//! Form 2014: the words by which prose refers to the cells.

use std::sync::OnceLock;

use crate::form::{Mention, Role, Speech};

pub static SPEECH: Speech = Speech { mentions: &[MENTIONS], scopes: &[], lexicon: OnceLock::new() };

const fn mention(
    sums: &'static [&'static [&'static str]],
    words: &'static [&'static [&'static str]],
    context: &'static [&'static str],
    without: &'static [&'static str],
    units: &'static [&'static str],
    role: Role,
) -> Mention {
    Mention { rule: "A-16", sums, words, context, against: &[], without, units, role }
}

/// A figure in a context, unless words for other matters follow the context.
const fn told(
    sums: &'static [&'static [&'static str]],
    words: &'static [&'static [&'static str]],
    context: &'static [&'static str],
    against: &'static [&'static str],
    units: &'static [&'static str],
) -> Mention {
    Mention { against, ..mention(sums, words, context, &[], units, Role::Figure) }
}

/// In the section 概述, staff, meetings and training are those for government information even without
/// one of these words.
const SUMMARY: &[&str] = &["概述", "工作概况", "信息公开", "政务公开", "公开工作"];
/// Words for other work that has staff, meetings and training.
#[rustfmt::skip]
const OTHER_WORK: &[&str] = &[
    "法治", "普法", "党建", "党员", "党支部", "党风", "党史", "党课", "党委", "安全", "消防", "执法", "扶贫", "招聘", "就业", "农", "技能", "干部",
    "发布会", "教育", "宣传", "信访", "档案",
];

/// Other work that has staff of its own.
#[rustfmt::skip]
const OTHER_STAFF: &[&str] = &[
    "法治", "普法", "党建", "党员", "党支部", "安全", "消防", "执法", "扶贫", "招聘", "农技", "信访", "档案", "网格",
];

/// A figure of requests whose row has a name that nothing else has.
const fn apart(
    sums: &'static [&'static [&'static str]],
    words: &'static [&'static [&'static str]],
) -> Mention {
    Mention { against: OTHER_BUSINESS, ..mention(sums, words, &[], &[], REQUESTED, Role::Figure) }
}

const OPEN: &[&str] = &["公开", "发布", "推送", "刊登", "刊发", "刊载", "发送", "发表", "更新"];
const PIECES: &[&str] = &["条", "篇", "则"];
const CASES: &[&str] = &["件", "起", "宗", "次", "例"];
/// Units in which requests are counted, as cases or as pieces of information.
const REQUESTED: &[&str] = &["件", "起", "宗", "次", "例", "条", "份"];
const TIMES: &[&str] = &["次", "场", "期", "件", "个"];
/// Words for things counted at a channel that are not published information.
#[rustfmt::skip]
const NOT_OPEN: &[&str] = &[
    "诉求", "咨询", "留言", "回应", "回复", "粉丝", "关注", "阅读", "浏览", "点击", "访问",
    "解读", "申请", "规范性文件", "转载", "转发", "建议", "提示", "提醒", "预警", "采用", "采纳",
    "报送", "类信息", "要闻", "首页", "推送动态",
];
/// Channels without a row of their own in the table.
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "头条", "报刊", "报纸", "广播", "电视", "电台", "公开栏", "公示栏", "宣传栏", "显示屏",
    "电子屏", "客户端", "抖音", "快手", "短信", "其他方式", "其它方式", "新闻媒体", "新媒体平台",
    "手机报", "查阅点", "张贴",
];
/// Any channel: a figure with one of these words is not the total.
#[rustfmt::skip]
const ANYWHERE: &[&str] = &[
    "公报", "网站", "门户", "微博", "微信", "公众号", "诉求", "咨询", "留言", "回应", "解读",
    "申请", "规范性文件", "头条", "报刊", "报纸", "广播", "电视", "电台", "公开栏", "公示栏",
    "宣传栏", "显示屏", "电子屏", "客户端", "抖音", "快手", "短信", "其他方式", "其它方式",
    "媒体", "手机报", "查阅点", "平台", "目录", "专栏", "类", "领域", "涉及",
];
#[rustfmt::skip]
const REQUESTS: &[&str] = &[
    "依申请公开", "公开申请", "申请公开", "信息公开", "收到申请", "收到的申请", "受理申请", "受理的申请", "办结申请",
    "申请办结", "答复申请", "申请答复", "提出的申请", "提交的申请", "件申请",
];
/// What is refused is refused of requests.
#[rustfmt::skip]
const REFUSED: &[&str] = &[
    "依申请公开", "公开申请", "申请公开", "信息公开", "收到申请", "受理申请", "件申请", "不同意公开", "不予公开",
];
/// Ways and terms, whose figures are parts of the whole.
const WAYS: &[&str] = &[
    "当面", "书面", "传真", "网络", "网上", "信函", "按时", "延期", "属于", "同意", "不予", "存在",
];
/// Other matters that are also received, answered and finished.
#[rustfmt::skip]
const OTHER_BUSINESS: &[&str] = &[
    "查档", "登记", "救助", "补贴", "查询",
    "建议", "提案", "议案", "复议", "诉讼", "许可", "审批", "援助", "仲裁", "信访", "投诉",
    "举报", "来信", "来访", "来电", "咨询", "热线", "诉求", "工单", "审查",
];
const REVIEWS: &[&str] = &["行政复议", "复议"];
const LAWSUITS: &[&str] = &["行政诉讼", "诉讼", "法院"];
/// What an agency does with the cases of others.
const OF_OTHERS: &[&str] = &["指导", "代理", "审理", "应诉", "承办", "出庭"];
const OUTCOMES: &[&str] = &["维持", "纠错", "纠正", "撤销", "败诉", "审结"];
/// Nouns after 没有 with which the clause says nothing about requests.
#[rustfmt::skip]
const NOT_RECEIVED: &[&str] = &[
    "复议", "诉讼", "投诉", "举报", "收费", "费用", "当面", "传真", "网络", "网上", "信函",
    "不予", "答复", "超期", "逾期",
];
const OF_OPENNESS: &[&str] = &["信息公开", "政务公开", "公开工作"];
/// Other words of the same sentence with which staff are those for government information.
#[rustfmt::skip]
const STAFFED: &[&str] = &["信息公开", "政务公开", "公开工作", "工作机构", "专门机构", "查阅点", "有工作人员", "配备工作人员"];
/// Words for those who do the work, behind 专职 or 兼职.
#[rustfmt::skip]
const FULL_TIME: &[&str] = &["专职人员", "专职工作人员", "专职公开"];
#[rustfmt::skip]
const PART_TIME: &[&str] = &["兼职人员", "兼职工作人员", "兼职公开"];

#[rustfmt::skip]
const MENTIONS: &[Mention] = &[
    mention(&[&["1.1"]], &[&["主动公开"], &["信息"]], &[], ANYWHERE, &["条", "件", "篇"], Role::Whole),
    mention(&[&["1.1"]], &[&["本年公开", "全年公开", "年内公开", "共公开"]], &["主动公开"], ANYWHERE, &["条"], Role::Whole),
    mention(&[&["1.1a"]], &[&["规范性文件"], &["主动公开", "公开规范性文件"]], &[], &["解读", "类", "制发", "审查", "备案", "清理"], &["条", "件", "份", "个"], Role::Figure),
    told(&[&["1.1a"]], &[&["公开"]], &["规范性文件"], &["信息", "解读", "申请"], &["件", "份", "个"]),
    Mention { against: &["制发", "制定", "印发", "出台"], ..mention(&[&["1.1a"]], &[&["其中规范性文件", "其中行政规范性文件"]], &["主动公开"], &["解读", "类"], &["条", "件", "份"], Role::Figure) },
    mention(&[&["1.1b"]], &[&["规范性文件"], &["制发", "制定", "印发", "出台"]], &[], &["解读", "类", "审查", "备案", "清理", "废止", "公开"], &["件", "个", "份"], Role::Figure),
    mention(&[&["1.1b"]], &[&["规范性文件"], &["制发", "制定", "印发", "出台"]], &[], &["解读", "备案", "审查", "公开"], &[], Role::Absence),
    mention(&[&["1.2.1"]], &[&["公报"]], OPEN, NOT_OPEN, PIECES, Role::Channel),
    mention(&[&["1.2.2"]], &[&["网站", "门户"]], OPEN, NOT_OPEN, PIECES, Role::Channel),
    mention(&[&["1.2.3"]], &[&["微博"]], OPEN, NOT_OPEN, PIECES, Role::Channel),
    mention(&[&["1.2.4"]], &[&["微信", "公众号"]], OPEN, NOT_OPEN, PIECES, Role::Channel),
    Mention { against: &["类", "领域", "回应"], ..mention(&[&["1.2.5"]], &[&["其他"]], &["微博", "微信"], &["类", "领域", "方面", "方式", "媒体", "平台"], PIECES, Role::Channel) },
    mention(&[&["1.2.5"]], &[ELSEWHERE], OPEN, NOT_OPEN, PIECES, Role::OtherChannels("A-17")),
    mention(&[&["2.1"]], &[&["热点", "舆情", "社会关注", "社会关切", "公众关注", "公众关切", "群众关切"], &["回应"]], &[], &["微博", "微信"], &["次", "件", "条", "个", "起"], Role::Figure),
    mention(&[&["2.1"]], &[&["回应"]], &["回应解读", "解读回应"], &["微博", "微信", "网站", "留言", "咨询", "诉求", "来信", "信件", "来电", "率", "稿", "篇"], &["次", "件", "个", "起"], Role::Figure),
    mention(&[&["2.2.1"]], &[&["新闻发布会"]], &[], &["负责", "领导", "在线访谈"], TIMES, Role::Figure),
    told(&[&["2.2.1a"]], &[&["负责同志", "负责人"]], &["新闻发布会"], &["在线访谈"], TIMES),
    told(&[&["2.2.1a"]], &[&["区长参加", "市长参加", "县长参加", "局长参加", "主要领导参加", "主要领导出席"]], &["新闻发布会"], &["在线访谈", "副"], TIMES),
    mention(&[&["2.2.1"]], &[&["召开了", "举办了", "举行了", "参加了"], &["新闻发布会"]], &[], &["未", "没有"], &[], Role::Activity),
    mention(&[&["2.2.1"]], &[&["新闻发布会"]], &[], &["负责", "领导"], &[], Role::Absence),
    mention(&[&["2.2.2"]], &[&["在线访谈"]], &[], &["负责", "领导"], &[], Role::Absence),
    mention(&[&["2.2.2"]], &[&["在线访谈"]], &[], &["负责", "领导", "新闻发布会"], TIMES, Role::Figure),
    told(&[&["2.2.2a"]], &[&["负责同志", "负责人"]], &["在线访谈"], &["新闻发布会"], TIMES),
    mention(&[&["2.2.2"]], &[&["开展了", "举办了", "参加了"], &["在线访谈"]], &[], &["未", "没有"], &[], Role::Activity),
    mention(&[&["2.2.3"]], &[&["政策解读", "解读稿件", "解读材料", "解读文章", "发布解读", "解读稿"]], &[], &["微博", "微信", "访谈", "发布会"], &["篇", "条", "件", "个"], Role::Figure),
    mention(&[&["2.2.5"]], &[&["其他方式回应", "其它方式回应"]], &[], &[], &["次", "件", "个", "条"], Role::Figure),
    mention(&[&["2.2.4"]], &[&["微博", "微信"], &["诉求", "回应", "留言", "咨询", "受理", "回复"]], &[], &["公开", "发布"], &["件", "次", "条", "个"], Role::OtherChannels("A-16")),
    Mention { against: OTHER_BUSINESS, ..mention(&[&["3.1"]], &[&["收到", "受理", "接到", "接收"], &["申请"]], REQUESTS, WAYS, CASES, Role::Figure) },
    mention(&[&["3.1"]], &[&["公开申请", "依申请公开", "公开的申请"]], &[], NOT_RECEIVED, &[], Role::Absence),
    told(&[&["3.1.1"]], &[&["当面"]], REQUESTS, OTHER_BUSINESS, REQUESTED),
    told(&[&["3.1.2"]], &[&["传真"]], REQUESTS, OTHER_BUSINESS, REQUESTED),
    told(&[&["3.1.3"]], &[&["网络", "网上", "电子邮件"]], REQUESTS, OTHER_BUSINESS, REQUESTED),
    apart(&[&["3.1.1"]], &[&["当面申请"]]),
    apart(&[&["3.1.2"]], &[&["传真申请"]]),
    apart(&[&["3.1.3"]], &[&["网络申请", "网上申请"]]),
    apart(&[&["3.1.4"]], &[&["信函申请"]]),
    told(&[&["3.1.4"]], &[&["信函"]], REQUESTS, OTHER_BUSINESS, REQUESTED),
    Mention { against: OTHER_BUSINESS, ..mention(&[&["3.2"]], &[&["办结"]], REQUESTS, WAYS, CASES, Role::Figure) },
    told(&[&["3.2.1"]], &[&["按时办结", "按期办结"]], REQUESTS, OTHER_BUSINESS, CASES),
    told(&[&["3.2.2"]], &[&["延期办结"]], REQUESTS, OTHER_BUSINESS, CASES),
    apart(&[&["3.2.1"]], &[&["按时办结", "按期办结"]]),
    apart(&[&["3.2.2"]], &[&["延期办结"]]),
    Mention { without: &["办结"], ..told(&[&["3.2.1"]], &[&["按时", "按期"]], &["办结"], OTHER_BUSINESS, CASES) },
    Mention { without: &["办结"], ..told(&[&["3.2.2"]], &[&["延期"]], &["办结"], OTHER_BUSINESS, CASES) },
    Mention { role: Role::Kind, without: &["同意公开"], ..apart(&[&["3.3.3"]], &[&["同意部分公开"]]) },
    apart(&[&["3.3.6"]], &[&["申请信息不存在", "政府信息不存在"]]),
    Mention { against: OTHER_BUSINESS, ..mention(&[&["3.3"]], &[&["答复"]], REQUESTS, WAYS, CASES, Role::Figure) },
    told(&[&["3.3.1"]], &[&["已主动公开", "已经主动公开", "属于主动公开", "主动公开范围"]], REQUESTS, OTHER_BUSINESS, CASES),
    Mention { against: OTHER_BUSINESS, ..mention(&[&["3.3.2"]], &[&["同意公开"]], REQUESTS, &["不同意"], CASES, Role::Kind) },
    Mention { role: Role::Kind, ..told(&[&["3.3.3"]], &[&["同意部分公开", "部分公开"]], REQUESTS, OTHER_BUSINESS, CASES) },
    Mention { without: &["其他情形"], ..told(&[&["3.3.4"]], &[&["不同意公开", "不予公开"]], REFUSED, OTHER_BUSINESS, CASES) },
    told(&[&["3.3.4a"]], &[&["国家秘密"]], REFUSED, OTHER_BUSINESS, CASES),
    told(&[&["3.3.4b"]], &[&["商业秘密"]], REFUSED, OTHER_BUSINESS, CASES),
    told(&[&["3.3.4c"]], &[&["个人隐私"]], REFUSED, OTHER_BUSINESS, CASES),
    told(&[&["3.3.5"]], &[&["不属于本行政机关", "不属于本机关", "不属于本单位", "不属于我局", "不属于本部门", "不属于我单位"]], REQUESTS, OTHER_BUSINESS, CASES),
    told(&[&["3.3.6"]], &[&["信息不存在"]], REQUESTS, OTHER_BUSINESS, CASES),
    Mention { against: OF_OTHERS, ..mention(&[&["4"]], &[&["行政复议", "申请复议"]], &[], &["诉讼", "维持", "纠错", "办理"], CASES, Role::Figure) },
    apart(&[&["3.3.7"]], &[&["作出更改补充", "作出更改、补充", "告知更改补充", "告知补正"]]),
    apart(&[&["3.3.8"]], &[&["通过其他途径办理", "通过其它途径办理"]]),
    told(&[&["3.3.4d"]], &[&["危及国家安全"]], REFUSED, OTHER_BUSINESS, CASES),
    told(&[&["3.3.4e"]], &[&["不是《条例》所指"]], REFUSED, OTHER_BUSINESS, CASES),
    told(&[&["3.3.4f"]], &[&["法律法规规定的其他情形"]], REFUSED, OTHER_BUSINESS, CASES),
    mention(&[&["4"]], &[&["行政复议"]], &[], OUTCOMES, &[], Role::Absence),
    told(&[&["4.1"]], &[&["维持"]], REVIEWS, LAWSUITS, CASES),
    told(&[&["4.2"]], &[&["纠错", "纠正"]], REVIEWS, LAWSUITS, CASES),
    told(&[&["4.3"]], &[&["其他情形"]], REVIEWS, LAWSUITS, CASES),
    Mention { against: OF_OTHERS, ..mention(&[&["5"]], &[&["行政诉讼"]], &[], &["复议", "维持", "驳回", "纠错", "办理", "审结"], CASES, Role::Figure) },
    mention(&[&["5"]], &[&["行政诉讼"]], &[], OUTCOMES, &[], Role::Absence),
    told(&[&["5.1"]], &[&["维持", "驳回"]], LAWSUITS, REVIEWS, CASES),
    told(&[&["5.2"]], &[&["纠错", "纠正", "败诉"]], LAWSUITS, REVIEWS, CASES),
    told(&[&["5.3"]], &[&["其他情形"]], LAWSUITS, REVIEWS, CASES),
    mention(&[&["6"]], &[&["投诉", "举报"]], OF_OPENNESS, &["复议", "诉讼", "消费", "环境", "信访"], CASES, Role::Figure),
    told(&[&["6"]], &[&["举报投诉", "投诉举报"]], &["行政诉讼", "行政复议"], &["消费", "环境", "信访"], CASES),
    mention(&[&["6"]], &[&["举报", "投诉"]], OF_OPENNESS, &[], &[], Role::Absence),
    mention(&[&["7"]], &[&["依申请", "检索", "复制"], &["收取", "收费"]], &[], &["减免", "免收", "行政事业性"], &["万元"], Role::Figure),
    mention(&[&["7"]], &[&["收取", "收费"], &["费"]], &["依申请", "公开申请", "申请公开", "收费"], &["减免", "行政事业性"], &[], Role::Absence),
    mention(&[&["8.1"]], &[&["专门机构"]], &[], &[], &["个"], Role::Figure),
    told(&[&["8.1"]], &[&["工作机构", "专门机构"]], SUMMARY, OTHER_WORK, &["个"]),
    mention(&[&["8.2"]], &[&["查阅点", "查阅场所"]], &[], &["接待", "其中", "乡镇", "街道", "部门", "档案", "图书", "新"], &["个", "处"], Role::Figure),
    mention(&[&["8.2"]], &[&["查阅点"], &["设"]], &[], &["接待", "条"], &["个", "处"], Role::Figure),
    mention(&[&["8.3"]], &[&["从事", "信息公开工作人员", "政务公开工作人员"], &["人员"]], OF_OPENNESS, &["专职", "兼职", "培训", "仅"], &["人", "名"], Role::Figure),
    Mention { without: &["专职", "兼职", "培训", "参", "组织", "仅"], ..told(&[&["8.3"]], &[&["有工作人员", "配备工作人员", "公开工作人员"]], SUMMARY, OTHER_WORK, &["人", "名"]) },
    told(&[&["8.3"]], &[&["工作人员"]], &["专门机构"], &["专职", "兼职"], &["人", "名"]),
    told(&[&["8.3.1"]], &[FULL_TIME], SUMMARY, OTHER_STAFF, &["人", "名"]),
    told(&[&["8.3.2"]], &[PART_TIME], SUMMARY, OTHER_STAFF, &["人", "名"]),
    told(&[&["9.1"]], &[&["召开会议", "召开工作会议", "召开专题会", "专题会议"]], SUMMARY, OTHER_WORK, &["次", "场"]),
    told(&[&["9.2"]], &[&["举办培训", "培训班", "培训"]], SUMMARY, OTHER_WORK, &["次", "场", "期", "班"]),
    told(&[&["9.3"]], &[&["培训", "参训"]], SUMMARY, OTHER_WORK, &["人次"]),
    Mention { without: &["培训", "兼职", "信息员"], ..told(&[&["8.3.1"]], &[&["专职"]], SUMMARY, OTHER_STAFF, &["人", "名"]) },
    Mention { without: &["培训", "信息员"], ..told(&[&["8.3.2"]], &[&["兼职"]], SUMMARY, OTHER_STAFF, &["人", "名"]) },
    told(&[&["8.3.1"]], &[&["专职"]], STAFFED, &["培训", "兼职", "信息员"], &["人", "名"]),
    told(&[&["8.3.2"]], &[&["兼职"]], &["专职人员"], OTHER_STAFF, &["人", "名"]),
    told(&[&["8.3.2"]], &[&["兼职"]], STAFFED, &["培训", "信息员"], &["人", "名"]),
    told(&[&["9.1"]], &[&["工作会议", "专题会议"]], SUMMARY, OTHER_WORK, &["次", "场"]),
    told(&[&["9.3"]], &[&["参加培训", "参训", "受训", "到课"]], SUMMARY, OTHER_WORK, &["人次", "人", "名"]),
    told(&[&["9.3"]], &[&["参加"]], &["培训班"], &["会议", "座谈"], &["人次"]),
    told(&[&["8.4"]], &[&["投入经费", "工作经费", "经费"]], SUMMARY, OTHER_WORK, &["万元"]),
    told(&[&["8.4"]], &[&["专项经费"]], SUMMARY, OTHER_WORK, &["万元"]),
    mention(&[&["8.4"]], &[&["信息公开专项经费", "信息公开工作经费", "专项经费"]], OF_OPENNESS, &[], &["万元"], Role::Figure),
    mention(&[&["9.1"]], &[&["召开"], OF_OPENNESS, &["会议", "专题会"]], &[], &["培训", "计划", "拟"], &["次", "场", "期", "个"], Role::Figure),
    mention(&[&["9.2"]], &[&["举办", "开展", "组织"], OF_OPENNESS, &["培训"]], &[], &["参加", "计划", "拟"], &["次", "场", "期", "班"], Role::Figure),
    mention(&[&["9.2"]], &[&["举办了", "组织了"], OF_OPENNESS, &["培训班"]], &[], &["参加", "未", "没有"], &[], Role::Activity),
    mention(&[&["9.3"]], &[&["培训", "参训", "受训"]], OF_OPENNESS, &["计划", "拟", "业务骨干"], &["人次"], Role::Figure),
];
