//! Laws and notices on yearly reports that are no longer in force.

/// From this year on the revised 政府信息公开条例 (国务院令第711号) is in force, with other numbers for
/// its articles.
pub const REVISED: u16 = 2019;

/// A document that was replaced by another.
pub struct Replaced {
    /// Its number without white space, with brackets as `(` and `)`.
    pub number: &'static str,
    /// The first report year for which it is no longer a basis.
    pub since: u16,
    /// The document in force since then.
    pub by: &'static str,
}

/// Documents that reports still cite though they were replaced.
pub const REPLACED: &[Replaced] = &[
    Replaced { number: "国务院令第492号", since: 2019, by: "国务院令第711号" },
    Replaced { number: "国令第492号", since: 2019, by: "国务院令第711号" },
    Replaced { number: "国务院第492号令", since: 2019, by: "国务院令第711号" },
    Replaced { number: "国务院令492号", since: 2019, by: "国务院令第711号" },
    Replaced { number: "第492号国务院令", since: 2019, by: "国务院令第711号" },
    Replaced { number: "国务院492号令", since: 2019, by: "国务院令第711号" },
    Replaced {
        number: "国办公开办函(2019)60号", since: 2021, by: "国办公开办函〔2021〕30号"
    },
    // It was in force until 2025-05-31.
    Replaced {
        number: "法释(2011)17号",
        since: 2025,
        by: "《最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释》",
    },
];
