//! Figures of what each of several has, and of those several.

/// What each of several does with what is counted.
const DEEDS: [char; 12] = ['设', '有', '建', '配', '置', '开', '办', '召', '制', '挂', '选', '派'];

/// Whether a figure before the words of its clause counts those of which each has something: 15个乡镇大厅各设1个.
pub(super) fn is_of_holders(after: &str) -> bool {
    let number = |rest: &str| rest.contains(|c: char| crate::text::half_width(c).is_ascii_digit());
    let own = after.split(['，', ',', '、', '；', ';']).next().unwrap_or(after);
    let each = own.split_once('各').filter(|(_, rest)| !rest.starts_with("有关"));
    each.is_some_and(|(_, rest)| rest.starts_with(DEEDS) && number(rest))
}

/// Whether a figure behind these words is that of each of several: 服务中心和文化站各设查阅点1个.
pub(super) fn is_of_each(before: &str) -> bool {
    let clause = before.rsplit(['，', ',', '；', ';', '。', '：', ':']).next().unwrap_or(before);
    clause.rsplit_once('各').is_some_and(|(_, rest)| rest.starts_with(DEEDS))
}
