//! What a column of a register may mean, and which words of a head mean it.

use crate::words::has;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// A running number.
    Serial,
    /// The number by which the application is registered.
    Number,
    /// Who applies.
    Applicant,
    /// The kind of applicant.
    Kind,
    /// The day of receipt.
    Received,
    /// The day on which the application was registered or confirmed.
    Registered,
    /// The day on which it was sent.
    Filed,
    /// A day of which the head does not say what it is.
    Date,
    /// The year of receipt.
    Year,
    /// The month of receipt.
    Month,
    /// The day of the answer.
    Answered,
    /// What became of the application; with ticks, the head says it.
    Result,
    /// The reason or the finer case of the result.
    Detail,
    /// How far the work has come.
    Status,
    /// Received this year, or carried over from the last or into the next.
    Period,
    /// Whether there was a review, and how it ended.
    Review,
    /// Whether there was a suit, and how it ended.
    Suit,
    /// Reviews and suits in one column.
    Remedy,
    /// The fee that was collected.
    Fee,
    /// Whether the time for the answer was extended.
    Extended,
    /// Whether the applicant was asked to correct the application.
    Correction,
    /// Whether a third party was asked.
    ThirdParty,
    /// What is asked for.
    Contents,
    /// Remarks.
    Note,
    /// In a list of cases: review or suit.
    Case,
    /// In a list of cases: how the case ended.
    Outcome,
    /// In a list of cases: as what the office takes part.
    Role,
    /// In a list of cases: whether there was a review before the suit.
    Reviewed,
    /// In a legend: the code.
    Code,
    /// In a legend: what the code means.
    Meaning,
    /// A type or case of something that the head does not name; the contents decide.
    Vague,
    /// Persons other than the applicant: clerks, contacts.
    Person,
    /// Anything else that a register has, such as addresses; not used.
    Other,
}

/// The words of a field, of which one must occur in the head, and those with which it is another
/// field; lists are written with bars.
struct Words(Field, &'static str, &'static str);

use Field::*;

/// Days, by the words beside 日期 or 时间; the first that fits counts.
const DATES: &[Words] = &[
    Words(
        Other,
        "期限|时限|截止|到期|应答|应于|届满|法定|更新|导出|打印|交办|分办|转办|派发|派单|签批|审批|审核|批示|拟办|呈批|归档|存档|公示|出生",
        "",
    ),
    Words(Correction, "补正", ""),
    Words(Extended, "延期|延长", ""),
    Words(Other, "第三方|征求|复议|诉讼|起诉|立案|开庭|缴费|缴纳|收费|交费|通知", ""),
    Words(
        Answered,
        "答复|办结|回复|办毕|办理|出具|告知|送达|发文|寄出|寄送|邮寄|结案|反馈|完成|处理",
        "",
    ),
    Words(Received, "收到|接收|收件|来件|收悉|签收|收文|收信", ""),
    Words(Registered, "受理|登记|确认|录入", ""),
    Words(Filed, "申请|提交|来文|来信|提出", ""),
];

/// All other fields; the first that fits counts.
const FIELDS: &[Words] = &[
    Words(Serial, "序号|序列|次序|No", "登记序号"),
    Words(
        Person,
        "联系人|经办|承办人|办理人|代理人|代表人|登记人|审核人|审批人|填表人|负责人|签收人|收件人|答复人|责任人",
        "",
    ),
    Words(
        Other,
        "电话|手机|联系方式|证件|身份证|信用代码|邮箱|邮编|邮政|电邮|地址|住址|通信|通讯|传真|查询码|性别|年龄|职业|学历|密码",
        "",
    ),
    Words(Other, "答复文号|答复书|告知书|案号|决定书|文书|发文号|发文字号|回函", "结果|类型"),
    Words(
        Other,
        "减免|用途|载体|获取方式|提供方式|申请方式|申请渠道|申请途径|来源|渠道|答复方式|送达方式|获取信息的方式|形式",
        "",
    ),
    Words(Role, "地位|角色|被申请人|是否共同被告|担任", "身份证"),
    Words(Case, "案件类型|案件性质|案件种类|救济类型|救济方式|救济种类|案件类别", ""),
    Words(Remedy, "救济|争议", ""),
    Words(Case, "案由", ""),
    Words(ThirdParty, "第三方|第三人|征求意见", "保护|权益"),
    Words(Extended, "延期|延长", ""),
    Words(Correction, "补正|补充更正", "逾期|明确"),
    Words(
        Other,
        "应收|应缴|收费标准|收费方式|计费|页数|件数|缴费通知|收费通知|收费依据|票据",
        "实收",
    ),
    Words(
        Fee,
        "信息处理费|收款|实缴|已缴|实收|已收|收取|收费|费用|金额|处理费",
        "逾期|不缴|未缴|未按",
    ),
    Words(Period, "结转|新收|所属年度|统计年度|转入|转出", ""),
    Words(
        Detail,
        "子类|小类|细类|二级|具体|理由|依据|原因|条款|适用|情形|答复内容|答复说明|结果说明",
        "申请理由|申请原因",
    ),
    Words(Vague, "申请类型|申请类别|申请性质", "申请人"),
    Words(
        Kind,
        "申请人类|申请人性质|申请人属性|主体类|主体分类|主体性质|身份类别|人员类别|单位性质|单位类型",
        "",
    ),
    Words(
        Result,
        "结果|答复类|处理类|办理类|大类|一级|答复情况|处理情况|办理情况|答复意见|处理意见|办理意见|答复决定|处理决定|公开情况|公开类型|是否公开|公开与否|办结情况|处理方式|办理方式|结论",
        "",
    ),
    Words(Status, "状态|进度|环节|阶段|是否办结|进展", ""),
    Words(
        Number,
        "登记编号|登记号|受理号|受理编号|申请编号|申请号|收文号|收件号|档案号|流水|业务号|件号|回执|办件编号|申请表编号|编号|文号|字号|单号",
        "",
    ),
    Words(
        Contents,
        "内容|事项|信息名称|描述|标题|主题|诉求|事由|摘要|申请信息|申请公开的|所需信息|申请件名称",
        "",
    ),
    Words(
        Other,
        "承办|受理单位|受理机关|办理单位|办理机关|责任|主办|处室|科室|部门|收件单位|处理单位|答复单位|答复机关|转办|登记单位",
        "",
    ),
    Words(
        Applicant,
        "申请人|申请者|申请单位|姓名|名称|当事人|来件人|来信人|谁申请|申请方",
        "信息|人数|数量",
    ),
    Words(Note, "备注|附注|备考|说明|其他情况", ""),
    Words(Code, "代码|代号|编码", ""),
    Words(Meaning, "含义|意义|释义|对应", ""),
    Words(Month, "月份", ""),
    Words(Vague, "类型|类别|性质|种类|分类|属性|身份", ""),
];

fn first(words: &[Words], text: &str) -> Option<Field> {
    let fits = |w: &&Words| has(text, w.1) && !has(text, w.2);
    words.iter().find(fits).map(|w| w.0)
}

/// What a column means whose head is this, from the group down to the column's own words; all are
/// normalised by [`report::text::key`].
pub fn meant(path: &[String]) -> Option<Field> {
    let (leaf, groups) = path.split_last()?;
    let above = groups.concat();
    let both = format!("{above}{leaf}");
    if matches!(&**leaf, "年" | "年度" | "年份" | "月" | "月份") {
        // Year, month and day of the answer are no more than that.
        let received =
            first(DATES, &above).is_none_or(|f| matches!(f, Received | Registered | Filed));
        return Some(match leaf.starts_with('年') {
            _ if !received => Other,
            true => Year,
            false => Month,
        });
    }
    if leaf.contains("日期") || leaf.contains("时间") || leaf.ends_with('日') {
        let own = first(DATES, leaf);
        return Some(own.or_else(|| first(DATES, &above)).unwrap_or(Date));
    }
    if let Some(field) = crate::latin::meant(leaf) {
        return Some(field);
    }
    if let Some(field) = remedy(leaf, &above) {
        return Some(field);
    }
    let own = by_person(leaf).or_else(|| with_contacts(leaf)).or_else(|| first(FIELDS, leaf));
    // `类型` or `结果` alone are told by the group above.
    match own {
        Some(Vague) if above.contains("申请人") => Some(Kind),
        Some(Vague) | None if !groups.is_empty() => first(FIELDS, &both).or(own),
        _ => own,
    }
}

/// The kinds of words by which registers call who applies: 诉求人, 来件人, 申请主体. A word for another
/// person is none of them.
fn by_person(leaf: &str) -> Option<Field> {
    const OTHERS: &str = "经办|承办|办理|办件|联系|联络|代理|代表|登记|审核|审批|填表|填报|填写|负责|责任|签收|收件|接收|接件|接听|接待|受理|答复|处理|主办|协办|拟稿|录入|操作|更新|第三|利害|相关|被告|被申请|法定|寄件";
    let at = leaf.find(['人', '者', '方']).or_else(|| leaf.find("主体"))?;
    let (who, rest) = leaf.split_at(at);
    let rest = rest.strip_prefix("主体").unwrap_or_else(|| {
        let mut chars = rest.chars();
        chars.next();
        chars.as_str()
    });
    if who.is_empty() && rest.is_empty() || has(who, OTHERS) || who.chars().count() > 4 {
        return None;
    }
    match rest {
        "" | "姓名" | "名称" | "姓名或名称" | "姓名/名称" | "(单位)" | "单位" => {
            Some(Applicant)
        }
        _ if has(rest, "类|性质|属性|身份|种类|主体") && !has(rest, "身份证|证件|复议") => {
            Some(Kind)
        }
        _ => None,
    }
}

/// A column that holds the name first and then how to reach the applicant: 申请人及联系方式.
fn with_contacts(leaf: &str) -> Option<Field> {
    let at = leaf.find(['及', '和', '与', '/', '、', ',', '('])?;
    let (who, rest) = leaf.split_at(at);
    let contacts = has(rest, "联系|电话|手机|地址|住址|证件|身份证|邮箱");
    let named = by_person(who).or_else(|| first(FIELDS, who)) == Some(Applicant);
    (named && contacts).then_some(Applicant)
}

/// Columns about reviews and suits, by their own words or those of their group.
fn remedy(leaf: &str, above: &str) -> Option<Field> {
    let review = |text: &str| text.contains("复议");
    let suit = |text: &str| ["诉讼", "起诉", "应诉", "行诉"].iter().any(|word| text.contains(word));
    let outside = ["案号", "文号", "编号", "机关", "法院", "日期"];
    if outside.iter().any(|word| leaf.contains(word))
        && (review(leaf) || review(above) || suit(leaf) || suit(above))
    {
        return Some(if leaf.contains("被告") { Role } else { Other });
    }
    if (leaf.contains("是否经") || leaf.starts_with("经复议") || leaf.contains("是否先"))
        && review(leaf)
    {
        return Some(Reviewed);
    }
    match (review(leaf), suit(leaf)) {
        (true, true) if leaf.contains("复议后") || leaf.contains("未经") => Some(Suit),
        (true, true) => Some(Remedy),
        // 诉讼/复议后 is of suits, 复议诉讼情况/复议结果 of reviews.
        (true, false) => Some(if suit(above) && !review(above) { Suit } else { Review }),
        (false, true) => Some(Suit),
        (false, false) => match (review(above), suit(above)) {
            (true, true) => Some(Remedy),
            (true, false) => Some(Review),
            (false, true) => Some(Suit),
            (false, false) => None,
        },
    }
}

/// The public name of each field, and its words on the screen.
pub const NAMES: &[(Field, &str, &str)] = &[
    (Serial, "serial", "序号"),
    (Number, "number", "登记编号"),
    (Applicant, "applicant", "申请人"),
    (Kind, "kind", "申请人类别"),
    (Received, "received", "收到日期"),
    (Registered, "registered", "登记日期"),
    (Filed, "filed", "申请日期"),
    (Date, "date", "日期"),
    (Year, "year", "年份"),
    (Month, "month", "月份"),
    (Answered, "answered", "答复日期"),
    (Result, "result", "办理结果"),
    (Detail, "detail", "具体情形"),
    (Status, "status", "办理状态"),
    (Period, "period", "结转情况"),
    (Review, "review", "行政复议"),
    (Suit, "suit", "行政诉讼"),
    (Remedy, "remedy", "复议诉讼"),
    (Fee, "fee", "信息处理费"),
    (Extended, "extended", "延期"),
    (Correction, "correction", "补正"),
    (ThirdParty, "third_party", "征求第三方意见"),
    (Contents, "contents", "申请内容"),
    (Note, "note", "备注"),
    (Case, "case", "案件类型"),
    (Outcome, "outcome", "案件结果"),
    (Role, "role", "本机关地位"),
    (Reviewed, "reviewed", "是否经复议"),
    (Code, "code", "代码"),
    (Meaning, "meaning", "代码含义"),
    (Vague, "vague", "类别"),
    (Person, "person", "经办人或联系人"),
    (Other, "other", "不使用"),
];

/// The public name of a field, and its words on the screen.
pub fn names(field: Field) -> (&'static str, &'static str) {
    let named = NAMES.iter().find(|(other, ..)| *other == field);
    named.map_or(("", ""), |(_, name, words)| (name, words))
}

/// A field by its public name, such as `received`.
pub fn by_name(name: &str) -> Option<Field> {
    NAMES.iter().find(|(_, other, _)| *other == name).map(|(field, ..)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_what_they_mean() {
        let of = |path: &str| {
            let path: Vec<String> = path.split('/').map(report::text::key).collect();
            meant(&path)
        };
        for (path, field) in [
            ("申请人信息/姓名或名称", Some(Applicant)),
            ("申请人信息/类别", Some(Kind)),
            ("申请人信息/联系方式", Some(Other)),
            ("类型", Some(Vague)),
            ("收到申请的时间", Some(Received)),
            ("法定答复期限", None),
            ("办理情况/答复日期", Some(Answered)),
            ("办理情况/答复文号", Some(Other)),
            ("办理情况/结果", Some(Result)),
            ("救济情况/行政复议", Some(Review)),
            ("行政诉讼/未经复议直接起诉", Some(Suit)),
            ("复议、诉讼情况", Some(Remedy)),
            ("复议诉讼情况/复议结果", Some(Review)),
            ("复议诉讼情况/是否诉讼", Some(Suit)),
            ("诉讼/复议后", Some(Suit)),
            ("申请人及联系方式", Some(Applicant)),
            ("姓名、电话、住址", Some(Applicant)),
            ("申请人电话", Some(Other)),
            ("信息处理费（元）", Some(Fee)),
            ("应收费用", Some(Other)),
            ("申请时间", Some(Filed)),
            ("具体情形", Some(Detail)),
            ("诉求人", Some(Applicant)),
            ("诉求人身份", Some(Kind)),
            ("申请主体", Some(Applicant)),
            ("申请人身份证号", Some(Other)),
            ("经办人", Some(Person)),
            ("收到日期/年", Some(Year)),
            ("答复日期/月", Some(Other)),
            ("天气", None),
        ] {
            assert_eq!(of(path), field, "{path}");
        }
    }
}
