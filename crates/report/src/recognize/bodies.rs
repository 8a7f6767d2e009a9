//! Names of public bodies in running text: where a name begins and ends.
//!
//! The Chinese name of a body ends in a word for its kind, and the words around it do not belong to
//! it. Text that ends like a name is only a candidate; the caller decides by the context (see
//! `heads`).

/// Kinds of bodies, with which a name in running text ends.
const KINDS: &[&str] = &[
    "政府",
    "办公室",
    "办公厅",
    "委员会",
    "管委会",
    "办事处",
    "街道办",
    "街道",
    "党政办",
    "政府办",
    "局",
    "厅",
    "委",
    "镇",
    "乡",
    "区",
    "县",
    "市",
    "省",
    "州",
    "盟",
    "旗",
    "法院",
    "检察院",
    "学院",
    "研究院",
    "医院",
    "中心",
    "总队",
    "支队",
    "大队",
    "公司",
    "集团",
    "大学",
    "学校",
    "联合会",
    "总工会",
    "协会",
    "海关",
    "监狱",
    "博物馆",
    "图书馆",
    "档案馆",
    "气象台",
    "科技委",
    "发改委",
    "卫健委",
];

/// Last characters of names of bodies, used where the position of the name is known.
const LAST: &str = "府局委办厅院部处站所镇乡区县市省州盟旗会社队司校学团库馆台狱场室道心组村园";

/// Words that begin a statement about a body, and so end its name. None of them occurs within a
/// name.
#[rustfmt::skip]
const SAID: &[&str] = &[
    "坚持", "严格", "严肃", "认真", "深入", "全面", "积极", "持续", "高度", "紧紧", "紧扣", "按照", "根据", "围绕",
    "贯彻", "落实", "继续", "始终", "切实", "进一步", "共公开", "共收", "共受理", "共发布", "共主动", "共办",
    "累计", "主动", "通过", "在", "以", "把", "未", "没有", "收到", "办理", "不断", "扎实", "充分", "着力",
    "结合", "坚决", "立足", "聚焦", "对照", "依法", "依据", "组织开展", "组织召开", "加强", "强化", "推进", "推动",
    "做好", "制定", "公开", "发布", "印发", "成立", "健全", "完善", "建立", "的", "牢牢", "牢固", "编制", "编写",
    "向社会", "各", "政府信息", "政务公开", "信息公开", "门户", "网站", "是", "由", "已", "全年", "能够", "有效",
    "有力", "有序", "依照", "遵照", "会同", "牵头", "汇总", "为进一步", "为了", "为切实", "为做好", "特编", "现将", "负责",
];

/// Words before a name that do not belong to it.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "现将", "公布", "发布", "公开", "编制", "撰写", "形成", "完成", "关于", "根据", "按照", "依据", "报告", "联系",
    "我们", "要求", "规定", "有关",
];

/// Single characters before a name that do not belong to it, though they may occur within other
/// names.
const AT_ONCE: &[char] = &['由', '现', '了', '的', '是', '特', '经'];

/// Characters that refer to a body without naming it.
const PRONOUNS: &[char] = &['我', '本', '该', '全', '各', '其', '此', '贵', '有', '相'];

/// Ranks and kinds: a name that begins with one (县政府, 局办公室) identifies no body.
const RANKS: &[char] =
    &['省', '市', '州', '县', '区', '旗', '乡', '镇', '局', '厅', '委', '办', '院', '校', '所'];

/// Whether a text in the position of an agency's name may be one.
pub(super) fn is_body(name: &str) -> bool {
    let count = name.chars().count();
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let plain = |c: char| han(c) || matches!(c, '(' | ')' | '·' | '"' | '、');
    // 市委办公室、市政府办公室 is one name of two bodies.
    (2..=40).contains(&count)
        && name.chars().all(plain)
        && !name.starts_with(PRONOUNS)
        && !BEFORE.iter().any(|word| name.starts_with(word))
        && !is_menu(name)
        && name.trim_end_matches(")").chars().last().is_some_and(|c| LAST.contains(c))
}

/// Whether a text contains words of menus, which no name does.
fn is_menu(name: &str) -> bool {
    ["首页", "公开", "专栏", "栏目", "位置", "年报", "网站", "平台"]
        .iter()
        .any(|w| name.contains(w))
}

/// The name with which a text begins, as the subject of its statement: `示例区坚持…`.
///
/// The name ends before the first word that begins a statement.
pub(super) fn subject(text: &str) -> Option<&str> {
    let end = SAID.iter().filter_map(|w| text.find(w)).min()?;
    let name = &text[..end];
    // An adverb that is not listed may follow the name.
    let kinds = KINDS.iter().filter_map(|k| Some(name.rfind(k)? + k.len()));
    let name = &name[..kinds.max()?];
    let rest = text[name.len()..end].chars().count();
    (rest <= 4 && is_proper(name)).then_some(name)
}

/// The name with which a text ends: `…现公布示例区统计局`.
pub(super) fn object(text: &str) -> Option<&str> {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let start = text.char_indices().rev().take_while(|(_, c)| han(*c)).last()?.0;
    let name = &text[start..];
    let from = BEFORE.iter().filter_map(|w| Some(name.rfind(w)? + w.len())).max().unwrap_or(0);
    let name = name[from..].trim_start_matches(AT_ONCE);
    is_body(name).then_some(name)
}

/// Whether a name identifies a body: it has more words than ranks and kinds.
pub(super) fn is_proper(name: &str) -> bool {
    is_body(name) && name.chars().count() >= 3 && !name.starts_with(RANKS)
}
