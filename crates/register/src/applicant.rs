//! The kind of applicant: a column of table 3, from the words of a column or from a name.

use report::text::key;

use crate::words::each;

use crate::surnames::SURNAMES;

/// The kinds in the order of table 3, by the ids of its columns.
pub const KINDS: [&str; 6] = ["person", "company", "research", "charity", "legal", "other_org"];
/// Their heads in table 3.
pub const LABELS: [&str; 6] =
    ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];

const PERSON: usize = 0;
const COMPANY: usize = 1;
const RESEARCH: usize = 2;
const CHARITY: usize = 3;
const LEGAL: usize = 4;
const OTHER: usize = 5;

/// What the words of a column say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Said {
    /// This kind.
    Kind(usize),
    /// Some organisation.
    Organisation,
    /// Nothing that is known.
    Nothing,
}

/// What the words of a column of kinds say.
pub fn said(words: &str) -> Said {
    let words = key(&crate::blank::checked(words));
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let others = ["其他组织", "其它组织", "法人", "单位", "组织", "机构", "团体"];
    match &*words {
        "其他" | "其它" | "其他类" | "5.其他" | "其他法人" => {
            return Said::Kind(OTHER);
        }
        _ => {}
    }
    match () {
        () if has(&["自然人", "公民", "个人", "居民", "村民", "群众"])
            && !has(&["法人", "组织"]) =>
        {
            Said::Kind(PERSON)
        }
        () if has(&["法律服务", "律师", "律所"]) || words == "法律" => Said::Kind(LEGAL),
        () if has(&["科研", "研究机构", "高校"]) => Said::Kind(RESEARCH),
        () if has(&["公益", "社会组织", "社会团体", "社团"]) => Said::Kind(CHARITY),
        () if has(&["非企业", "个体", "合作社"]) => Said::Nothing,
        () if has(&["商业", "企业", "公司"]) && !has(&["事业"]) => Said::Kind(COMPANY),
        () if has(&["其他机构", "机关", "事业单位"]) => Said::Kind(OTHER),
        () if has(&others) => Said::Organisation,
        () => Said::Nothing,
    }
}

/// Words for the kinds that stand beside a name or alone as a title, by the kind.
const WORDS: [&str; 6] = [
    "自然人|公民|个人|群众",
    "商业企业|企业|企业法人|公司",
    "科研机构|科研单位|科研院所|科研",
    "社会公益组织|公益组织|公益机构|公益",
    "法律服务机构|法律服务|律师事务所|律所|律师",
    "其他|其它",
];

/// The kind that a text says with no other word.
pub fn kind_alone(text: &str) -> Option<usize> {
    let text = text.trim();
    WORDS.iter().position(|words| each(words).any(|word| word == text))
}

/// The kind that a part of a title says, such as `二、商业企业` or `登记表（企业申请）`.
pub fn kind_of_title(title: &str) -> Option<usize> {
    let title = key(title);
    let parts = title.split(['(', ')', '—', '-', '、', ' ', ':', '.']);
    let bare = |part: &str| {
        let ends = ["表", "台账", "登记", "申请", "申请人", "类"];
        ends.iter().fold(part.to_string(), |part, end| {
            part.strip_suffix(end).map_or(part.clone(), str::to_string)
        })
    };
    parts.map(bare).find_map(|part| kind_alone(&part))
}

/// A name and the kind that stands behind or before it: `张某（自然人）`, `企业/示例公司`.
pub fn with_kind(text: &str) -> Option<(&str, usize)> {
    let cut = |c: char| "(（)）/／|-—:： ".contains(c);
    let mut parts = text.split(cut).map(str::trim).filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    match (kind_alone(first), kind_alone(second)) {
        (None, Some(kind)) => Some((first, kind)),
        (Some(kind), None) => Some((second, kind)),
        _ => None,
    }
}

/// How sure a name says its kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// This kind, clearly.
    Kind(usize),
    /// This kind by a rule in which offices differ: its id, and the other kind.
    Choice(usize, &'static str, usize),
    /// It must be asked: what the name has, and the likely kinds.
    Ask(&'static str, [usize; 2]),
}

/// Ends of names: the kind, and the ends. The longest that fits counts.
const ENDS: &[(usize, &str)] = &[
    (
        COMPANY,
        "公司|集团|厂|银行|支行|分行|信用社|合伙企业|(有限合伙)|(普通合伙)|企业|矿|煤矿|酒店|宾馆|饭店|超市|商场|商店|农场|林场|电站|加油站|交易所|证券|保险|物业|书店|药店|药房",
    ),
    (RESEARCH, "研究所|研究院|科学院|研究中心|研究会所|科研所|实验室|社科院|农科院|工程院"),
    (
        CHARITY,
        "基金会|慈善总会|慈善会|志愿者协会|志愿服务队|志愿者联合会|志愿服务联合会|红十字会|公益组织|公益服务中心|公益中心|义工联合会|义工协会|救助中心|救助站|残疾人联合会|消费者协会|环保组织|动物保护协会",
    ),
    (LEGAL, "律师事务所|律所|法律服务所|法律服务中心|法律援助中心|司法鉴定所|公证处"),
    (
        OTHER,
        "村委会|村民委员会|居委会|居民委员会|社区委员会|业委会|业主委员会|业主大会|村民小组|中学|小学|学校|幼儿园|医院|卫生院|卫生室|诊所|卫生服务中心|政府|政府办公室|法院|检察院|派出所|工会|工会委员会|党支部|党委|寺|教堂|教会|清真寺|电视台|广播电台|敬老院|养老院|福利院|博物馆|图书馆|管理委员会|村|社区|经济合作社|股份经济合作社|村民代表|管委会|监狱|中心校|完小|一中|二中|筹备组|居民小组|分局|街道办事处|办事处",
    ),
];

/// Ends about which offices differ, by a rule of counting: its id, the ends, the kind, the other.
const CHOICES: &[(&str, &str, usize, usize)] = &[
    ("R12", "大学|学院|高校|党校", RESEARCH, OTHER),
    ("R13", "行业协会|商会|协会|学会|联合会|促进会|研究会|联谊会|校友会|工商联", CHARITY, OTHER),
    ("R14", "报社|杂志社|报业集团|通讯社|新闻社|融媒体中心|出版社", OTHER, COMPANY),
    (
        "R15",
        "研究院有限公司|研究所有限公司|研究院有限责任公司|研究院股份有限公司|研究中心有限公司|科学院有限公司|设计院有限公司|研究院集团有限公司|设计研究院有限公司",
        COMPANY,
        RESEARCH,
    ),
];

/// What is asked even where a column says the kind.
pub const MIXED: &[&str] = &["代理人", "合作社", "个体工商户", "名称带括注"];

/// Words of names that are always asked, with the likely kinds.
const OPEN: &[(&str, &str, [usize; 2])] = &[
    (
        "个体工商户",
        "个体|经营部|商行|经销部|门市部|工作室|小吃店|便利店|杂货店|批发部|服务部|加工坊|养殖场|养殖户|种植户|店|铺|馆|坊|摊|饭馆|餐馆|理发店",
        [PERSON, COMPANY],
    ),
    ("合作社", "专业合作社|合作社|合作联社|家庭农场", [COMPANY, OTHER]),
    (
        "事务所",
        "事务所|咨询中心|鉴定中心|代理所|评估所|测绘院|设计院|勘察院|规划院",
        [COMPANY, OTHER],
    ),
    ("中心", "中心|站|所|局|委员会|院|社|会|队|部|处|园|户|组|办公室|团|盟", [OTHER, CHARITY]),
];

/// Whether a text is the name of a person, as registers write it: 张三, 欧阳某某, 王*, 李女士,
/// 阿依古丽·买买提.
pub fn is_person(name: &str) -> bool {
    let name = name.trim_end_matches(['(', ')']);
    let chars: Vec<char> = name.chars().collect();
    if (3..=20).contains(&chars.len()) && chars.iter().any(|c| matches!(c, '·' | '•' | '・')) {
        return chars.iter().all(|c| is_han(*c) || matches!(c, '·' | '•' | '・'));
    }
    let body =
        ["先生", "女士", "同志", "小姐"].iter().find_map(|t| name.strip_suffix(t)).unwrap_or(name);
    let count = body.chars().count();
    let masked =
        |c: char| is_han(c) || matches!(c, '*' | '×' | 'X' | 'x' | '＊' | '○' | '〇' | '■' | '□');
    let titled = body.len() < name.len() && count >= 1;
    if !body.chars().all(masked) || count > 4 || (count < 2 && !titled) {
        return false;
    }
    let double = count >= 3 && crate::surnames::DOUBLE.iter().any(|two| body.starts_with(two));
    (double && count <= 4)
        || (count <= 3 || masked_tail(body)) && body.starts_with(|c| SURNAMES.contains(c))
}

fn masked_tail(body: &str) -> bool {
    body.chars().skip(1).all(|c| !is_han(c) || c == '某')
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
        || ('\u{3400}'..='\u{4dbf}').contains(&c)
        || c > '\u{1ffff}'
}

/// The parts of a name that stands for several applicants, the first first, without remarks such as
/// `等16人`.
pub fn applicants(name: &str) -> Vec<String> {
    // 张三 李四 are two, 张 三 is one.
    let apart: Vec<&str> = name.split_whitespace().collect();
    let two = apart.len() > 1 && apart.iter().all(|n| n.chars().count() > 1 && is_person(n));
    let plain: String = if two { apart.join("、") } else { key(name) };
    let parts = plain.split(['、', ',', '，', ';', '；', '/', '&', '+', '\n']);
    let trim = |part: &str| {
        let part = match part.find('等') {
            Some(at) if is_count(&part[at + '等'.len_utf8()..]) => &part[..at],
            _ => part,
        };
        part.trim_end_matches(|c: char| c.is_ascii_digit()).trim().to_string()
    };
    parts.map(trim).filter(|part| !part.is_empty()).collect()
}

/// `16人`, `三人`, `人`, `` after 等.
fn is_count(text: &str) -> bool {
    let text = text.trim_end_matches(['人', '户', '名', '位', '家']);
    text.is_empty() || text.chars().all(|c| c.is_ascii_digit() || report::text::is_numeral(c))
}

/// The kind that the name of one applicant says; `None` if it says nothing.
pub fn named(name: &str) -> Option<Named> {
    let name = key(name);
    let (body, remark) = split_remark(&name);
    let body = &*body;
    // 高家村 and 王记店 begin like names of persons.
    let place = ["厂", "店", "局", "院", "所", "站", "村", "公司", "集团"]
        .iter()
        .any(|end| body.ends_with(end));
    if !place && (is_person(&name) || is_person(body) && (remark.is_empty() || own_remark(remark)))
    {
        return Some(Named::Kind(PERSON));
    }
    if place && is_person(body) {
        return Some(Named::Ask("名称", [PERSON, OTHER]));
    }
    let kind = by_end(body)?;
    let lawyer = matches!(kind, Named::Kind(LEGAL));
    if ["代理", "委托", "受托", "代"].iter().any(|word| name.contains(word))
        && (lawyer || !remark.is_empty())
    {
        return Some(Named::Ask("代理人", [PERSON, LEGAL]));
    }
    if !remark.is_empty() && !own_remark(remark) {
        return Some(Named::Ask("名称带括注", [PERSON, kind_of(kind)]));
    }
    Some(kind)
}

/// A name without what stands in brackets, and that; brackets within a name are part of it: 示例（北京）公司.
fn split_remark(name: &str) -> (String, &str) {
    let Some(at) = name.find('(').filter(|at| *at > 0 && !name.ends_with("合伙)")) else {
        return (name.to_string(), "");
    };
    match name[at..].split_once(')') {
        Some((_, rest)) if !rest.is_empty() => (format!("{}{rest}", &name[..at]), ""),
        _ => (name[..at].to_string(), &name[at..]),
    }
}

/// Whether words say how to reach someone: a number of five figures or more, or words for one.
pub fn is_contact(words: &str) -> bool {
    let mut runs = words.split(|c: char| !c.is_ascii_digit());
    let leads = ["电话", "联系", "手机", "身份证", "证件", "地址", "住"];
    runs.any(|run| run.len() >= 5) || leads.iter().any(|lead| words.starts_with(lead))
}

/// A remark in brackets that leaves the kind as it is: a place, a number of persons.
fn own_remark(remark: &str) -> bool {
    let inner = remark.trim_matches(['(', ')']);
    let (inner, _) = inner.split_once(')').unwrap_or((inner, ""));
    let place = inner.chars().count() <= 4 && !is_person(inner) && by_end(inner).is_none();
    let count = ["等", "代表", "共"].iter().find_map(|lead| inner.strip_prefix(lead));
    place
        || is_count(count.unwrap_or(inner))
        || is_contact(inner)
        || inner.contains("共同")
        || inner.contains("联合")
}

fn kind_of(named: Named) -> usize {
    match named {
        Named::Kind(kind) | Named::Choice(kind, ..) => kind,
        Named::Ask(_, likely) => likely[0],
    }
}

/// What the longest known end of a name says.
fn by_end(name: &str) -> Option<Named> {
    // 某科学院某分院 is of the kind of the whole.
    if name.ends_with("分院") && ["科学院", "研究院"].iter().any(|word| name.contains(word))
    {
        return Some(Named::Kind(RESEARCH));
    }
    let mut best: (usize, Option<Named>) = (0, None);
    let mut offer = |ends: &str, named: Named| {
        let fits = |end: &&str| name.ends_with(*end) && name.len() > end.len();
        let length = each(ends).filter(fits).map(|end| end.len()).max().unwrap_or(0);
        if length > best.0 {
            best = (length, Some(named));
        }
    };
    for (kind, ends) in ENDS {
        offer(ends, Named::Kind(*kind));
    }
    for (rule, ends, kind, other) in CHOICES {
        offer(ends, Named::Choice(*kind, rule, *other));
    }
    for (what, ends, likely) in OPEN {
        offer(ends, Named::Ask(what, *likely));
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_kinds() {
        for (name, kind) in [
            ("欧阳修文", PERSON),
            ("赵某某", PERSON),
            ("钱**", PERSON),
            ("孙女士", PERSON),
            ("李四", PERSON),
            ("迪丽·买买提", PERSON),
            ("示例市某某建材厂", COMPANY),
            ("某某集团", COMPANY),
            ("示例市某某（北京）科技有限公司", COMPANY),
            ("示例农业科学研究所", RESEARCH),
            ("示例律师事务所", LEGAL),
            ("示例县慈善总会", CHARITY),
            ("示例村民委员会", OTHER),
            ("赵某某（电话12900001111）", PERSON),
            ("赵某某（代表12人）", PERSON),
            ("示例有限公司（联系方式12900001111）", COMPANY),
            ("示例市第一中学", OTHER),
            ("某某公司工会委员会", OTHER),
            ("某某中心（有限合伙）", COMPANY),
        ] {
            assert_eq!(named(name), Some(Named::Kind(kind)), "{name}");
        }
        for (name, rule) in [
            ("示例大学", "R12"),
            ("示例市餐饮行业协会", "R13"),
            ("示例晚报社", "R14"),
            ("示例设计研究院有限公司", "R15"),
        ] {
            assert!(matches!(named(name), Some(Named::Choice(_, r, _)) if r == rule), "{name}");
        }
        for name in [
            "示例种植专业合作社",
            "老王小吃店",
            "示例律师事务所（代理周某）",
            "示例有限公司（吴某）",
            "示例会计师事务所",
            "示例服务中心",
        ] {
            assert!(matches!(named(name), Some(Named::Ask(..))), "{name}: {:?}", named(name));
        }
        assert_eq!(named("待核实"), None);
    }

    #[test]
    fn several_applicants() {
        assert_eq!(applicants("赵某、钱某某等16人"), ["赵某", "钱某某"]);
        assert_eq!(applicants("赵某等三人"), ["赵某"]);
        assert_eq!(applicants("赵某 钱某某"), ["赵某", "钱某某"]);
        assert_eq!(applicants("赵 某"), ["赵某"]);
    }

    #[test]
    fn words_of_a_column() {
        for (words, meant) in [
            ("公民", Said::Kind(PERSON)),
            ("自然人", Said::Kind(PERSON)),
            ("法人/其他组织", Said::Organisation),
            ("法人或其他组织—商业企业", Said::Kind(COMPANY)),
            ("其他组织", Said::Organisation),
            ("其他", Said::Kind(OTHER)),
            ("律所", Said::Kind(LEGAL)),
            ("事业单位", Said::Kind(OTHER)),
            ("甲", Said::Nothing),
        ] {
            assert_eq!(said(words), meant, "{words}");
        }
    }
}
