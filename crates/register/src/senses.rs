//! The words by which registers say what became of an application: those of the official table, of
//! the regulation (《政府信息公开条例》), and the field's own. This is data; [`crate::outcome`] decides.

/// The 22 results of table 3 in its order, by the ids of their rows without `3.`.
pub const RESULTS: [&str; 22] = [
    "granted",
    "partial",
    "refused.secret",
    "refused.law",
    "refused.safety",
    "refused.third_party",
    "refused.internal",
    "refused.process",
    "refused.enforcement",
    "refused.inquiry",
    "unavailable.not_held",
    "unavailable.to_create",
    "unavailable.unclear",
    "declined.petition",
    "declined.repeat",
    "declined.publication",
    "declined.excessive",
    "declined.reissue",
    "closed.uncorrected",
    "closed.unpaid",
    "closed.other",
    "carried_out",
];

/// The position of a result in [`RESULTS`]; 0 for an id that is none, which a test excludes.
pub const fn at(id: &str) -> usize {
    let mut n = 0;
    while n < RESULTS.len() {
        let (a, b) = (RESULTS[n].as_bytes(), id.as_bytes());
        let mut same = a.len() == b.len();
        let mut i = 0;
        while same && i < a.len() {
            same = a[i] == b[i];
            i += 1;
        }
        if same {
            return n;
        }
        n += 1;
    }
    0
}

/// Words for a reason; lists are written with bars (see [`crate::words`]).
pub struct Sense {
    /// The id of the result.
    pub id: &'static str,
    /// Alternatives, each with parts that must all occur.
    pub words: &'static str,
    /// Words with which it is another reason, or none.
    pub but: &'static str,
}

const fn sense(id: &'static str, words: &'static str, but: &'static str) -> Sense {
    Sense { id, words, but }
}

/// The reasons, from refusals to closed cases.
pub const SENSES: &[Sense] = &[
    sense("refused.secret", "国家秘密|涉密|密级|机密|绝密|定密", "脱密|不涉密"),
    sense(
        "refused.law",
        "法 禁止|法规 禁止|法律法规规定不得|法 不得公开|法 不得对外|法 不得提供|法定不予公开",
        "",
    ),
    sense(
        "refused.safety",
        "三安全|一稳定|国家安全|公共安全|经济安全|社会稳定|影响稳定|危及稳定|维护稳定",
        "",
    ),
    sense(
        "refused.third_party",
        "第三方 不同意|第三方 未同意|第三方 拒绝|第三方 反对|第三方 权益|第三方 利益|第三方 损害|第三方 侵害|第三方 保护|第三人 不同意|第三人 权益|他人 权益|利害关系人 不同意|权利人 不同意|他户 不同意|当事人 不同意|对方 不同意|商业秘密|个人隐私|隐私",
        "",
    ),
    sense(
        "refused.internal",
        "内部事务|内部管理|内部信息|内部资料|人事管理|后勤管理|内部工作流程|内部文件|内部流程|人事信息|后勤信息",
        "",
    ),
    sense(
        "refused.process",
        "过程性|过程信息|讨论记录|过程稿|讨论稿|草稿|征求意见稿|审议稿|未定稿|过程材料|过程资料|过程文件|磋商信函|请示报告|内部讨论",
        "",
    ),
    sense("refused.enforcement", "卷宗|执法案卷|案卷信息|处罚案卷|案卷材料|案卷", ""),
    sense(
        "refused.inquiry",
        "行政查询|查询事项|登记资料|登记查询|特别规定|专门规定|查询类|档案查询|登记簿查询|按规定查询",
        "",
    ),
    sense(
        "unavailable.not_held",
        "本局没有|我局没有|本机关没有|本单位没有|我单位没有|本委没有|无记录|未形成|未收集|未留存|未存档|查不到|查找不到|找不到|未能查到|未能找到|无此件|没有找到|没有查到|未发现|非本|不属于本部门|不属于本局|不属本局|不是本局|不在本|不在我|职责范围外|不属于职责|不掌握|未掌握|没有掌握|非本机关|非本单位|非我|不存在|未制作|没有制作|未保存|未检索到|没有检索到|检索未果|查无|无此信息|无相关信息|无该信息|没有相关信息|没有该信息|未查到|未找到|不属于本机关|不属于本单位|不属本机关|不属本单位|不属于我|不属我|不是本机关|不由本|本机关不负责|向有关单位申请|向有关单位咨询|向其他机关|向其他行政机关|告知 申请公开的机关|他机关负责公开|未获取|建议向 申请|建议向 咨询|告知向 申请|告知向 咨询|请向 申请|由其他机关|由其他单位|由其他部门|不是本单位|没有这份|没有这个|没有这些|没有该|没有此|没有所需|没有所申请|查无|不归我|不归本|不归属",
        "",
    ),
    sense(
        "unavailable.to_create",
        "没有现成|无现成|非现成|现有 没有|要另做|另做|另外 汇总|另外 加工|另行制作|重新制作|需制作|需要制作|加工|需汇总|需要汇总|汇总分析|需分析|需要分析|需统计|需要统计",
        "",
    ),
    sense(
        "unavailable.unclear",
        "不明确|不够明确|不清楚|不具体|指向不明|内容不明|仍不明|不清晰|无法明确|内容不清|不能明确|未能明确|说不清|讲不清|看不清|不清楚|无法指向|不能指向|未指向|没有指向|无法识别|无法确定",
        "",
    ),
    sense("declined.petition", "信访|举报|投诉", ""),
    sense(
        "declined.repeat",
        "重复|已答复过|曾答复|此前已答复|已就该|已就同一|已就相同|之前已答复|前期已答复|前已答复|已作出过答复|曾作出答复",
        "大量",
    ),
    sense("declined.publication", "出版物|报刊|书籍|期刊|年鉴|公报|志书|地方志|图书", ""),
    sense(
        "declined.excessive",
        "大量 反复|大量申请|反复申请|频次|频繁申请|超过合理|超出合理|滥用",
        "",
    ),
    sense(
        "declined.reissue",
        "重新出具|再次出具|确认 已获取|确认 出具|要求确认|确认信息|重新提供已|重新盖章|重新 盖章|盖章确认|重新加盖|重新 加盖|重新打印|再确认|重出|再出具",
        "",
    ),
    sense(
        "closed.uncorrected",
        "不补正|逾期 补正|未补正|没有补正|没补正|未作出补正|未按期 补正|未按时 补正|未在 补正|期满 补正|未能补正|未作补正|未予补正|拒绝补正|超期 补正|补正 放弃|未补充|放弃补正",
        "期未满|未逾期|待补正",
    ),
    sense(
        "closed.unpaid",
        "逾期 缴|未 缴费|没有缴费|没缴费|没有交费|没交费|未缴|不缴|未 缴纳|逾期 付费|未付费|未 交费|逾期 交费|不交费|未交纳",
        "",
    ),
    sense(
        "closed.other",
        "撤回|主动撤|自愿终止|不再需要|已自行取得|已自行获取|撤销申请|撤件|撤销了申请|取消申请|放弃|不再申请|不属于政府信息|不属政府信息|非政府信息|不是政府信息|不属于条例|不属于《|咨询|党务|党组织|党委",
        "补正|缴|交费|向有关单位咨询|告知向|建议向|请向",
    ),
    // An applicant who was asked to correct the application may withdraw it.
    sense(
        "closed.other",
        "申请人 撤回|撤回申请|主动撤|撤件|撤销申请|撤销了申请|取消申请",
        "撤回补正|建议|可撤|可以撤|拟撤|不撤|未撤|没有撤|缴|交费",
    ),
];

/// Words that disclose all.
pub const GRANTS: &str = "予以公开|同意公开|全部公开|全文公开|准予公开|给予公开|准许公开|可以公开|公开范围|完全公开|依法公开|依申请公开|主动公开|已公开|已经公开|均公开|公开获取|信息公开告知书|提供信息|予以提供|已提供|同意提供|全部提供|提供相关|提供了|提供材料|提供复印件|提供复制|提供所申请|可以给|给了|已给|给付|全部给|交复印件|发电子版|已发布|已公布|公布在|已刊登|已上网|门户网站|公示栏发布|公开栏发布";

/// Words that tell where to find information: a disclosure, unless a reason not to disclose is given.
pub const WHERE: &str = "获取方式|获取途径|获取的方式|查询网址|网址|查询途径|查询方式|查阅途径|查阅方式|查阅地址|查阅地点|链接";

/// Words before those of a disclosure that deny it.
pub const DENIED: &str =
    "不|未|非|无法|不属于|不属|不涉及|未涉及|不含|不宜|不得|不能|不可|禁止|不同意|要求|申请";

/// Words with which a few words that end in 公开 or 提供 do not say that all was given.
pub const NOT_YET: &str = "部分|主动|政府信息|信息公开|缓|拟|待|是否|可否|能否|建议|请示|商|暂|延|同步|后公开|再公开|准备|研究|协调";

/// Words that set the parts of an answer apart.
pub const APART: &str = "部分|其余|其他信息|另一|另外|其中|分别|剩余|第一项|第二项|第1项|第2项";

/// Words before those of a reason that deny it.
pub const NOT_THIS: &str = "不属于|不属|不涉及|未涉及|不含|不是|非";

/// Words that disclose a part.
pub const PARTS: &str = "部分公开|部分予以公开|部分提供|部分不予|部分不公开|部分同意|同意部分|区分处理|区分公开|可部分|隐去|遮盖|遮挡|脱密|涂黑|打码|脱敏|抹去|剔除|删去|公开一部分|提供一部分|给一部分|去标识|予以部分|不完全公开|删减后|屏蔽后|删除|遮蔽|处理后公开|处理后提供|公开(部分|公开部分|提供部分|除 外均|除 外，均|除 外其余|除 外提供|除 外公开|除 外予以|除 外全部|部分给|给部分|能给的|能公开的|能提供的|可公开的部分|可以公开的部分|其余不|其余未|其余部分不";

/// Words for a group of reasons that leave the reason open: the group's beginning in [`RESULTS`],
/// and the words.
pub const GROUPS: &[(&str, &str)] = &[
    (
        "refused.",
        "不予公开|不公开|不同意公开|不给|不提供|拒绝公开|不予以公开|不宜公开|不得公开|不能公开",
    ),
    (
        "unavailable.",
        "无法提供|给不了|提供不了|公开不了|不能提供|不予提供|未能提供|未提供|无法公开",
    ),
    ("declined.", "不予处理|不处理|不予重复处理|不作处理|不予受理|不予办理"),
    ("closed.", "其他处理|不再处理|终止办理|终止处理"),
];

/// Words for work that goes on.
pub const PENDING: &str = "办理中|正在办理|在办|待答复|待办|待受理|待处理|待审|处理中|审核中|审批中|审查中|受理中|征求|征询|已延期|延期答复|延期办理|延长答复|补正期|待补正|补正中|补正告知|补正通知|告知补正|通知补正|要求补正|未办结|尚未办结|未答复|尚未答复|未到期|未满|中止|结转|跨年|未完成|未办理完|拟办|流转中|起草|等待|未结|延期|未办|未完结|未答|承办中|会商|核实中|核查中|研究中|没办完|没有办完";

/// Words for a correction that the applicant owes, without a decision.
pub const OWED: &str = "补正";
/// Words that say that it has not come.
pub const SILENT: &str = "未回复|未答复补正|未反馈|未回应|没有回复|无回复|未收到|未提交|失联|未回";

/// Words for lines that are no application.
pub const VOIDS: &str =
    "作废|误登|登错|误录|录入错误|登记错误|错登|测试|无效登记|废件|重复登记|重复录入";

/// Words that say only that there was an answer.
pub const REPLIED: &str = "已函复|已复|已答复|已办结|办结|已回复|已处理|已告知|已办理|答复完毕|办毕|完成|已寄出|已送达|已出具";

/// Words for cases about which offices differ or that say too little, always asked, with the
/// likely results.
pub const OPEN: &[(&str, &str)] = &[
    ("视为放弃|视同放弃|视为撤回", "closed.uncorrected|closed.unpaid"),
    ("会议纪要|会议记录", "refused.process|refused.internal"),
    ("转办|转送|移送|转交|转至|移交|转由|转有关", "unavailable.not_held|closed.other"),
];

/// The articles of the regulation that say what becomes of an application: article, paragraph (款),
/// item (项), and the possible results; 0 stands for one that is not named.
pub const ARTICLES: &[(u32, u32, u32, &str)] = &[
    (36, 0, 1, "granted"),
    (36, 0, 2, "granted"),
    (
        36,
        0,
        3,
        "refused.secret|refused.law|refused.safety|refused.third_party|refused.internal|refused.process|refused.enforcement",
    ),
    (36, 0, 4, "unavailable.not_held"),
    (36, 0, 5, "unavailable.not_held"),
    (36, 0, 6, "declined.repeat"),
    (36, 0, 7, "refused.inquiry"),
    (37, 0, 0, "partial"),
    (15, 0, 0, "refused.third_party"),
    (16, 1, 0, "refused.internal"),
    (16, 2, 0, "refused.process|refused.enforcement"),
    (16, 0, 0, "refused.internal|refused.process|refused.enforcement"),
    (38, 0, 0, "unavailable.to_create"),
    (39, 1, 0, "declined.petition"),
    (39, 2, 0, "declined.publication"),
    (39, 0, 0, "declined.petition|declined.publication"),
    (35, 0, 0, "declined.excessive"),
    (14, 0, 0, "refused.secret|refused.law|refused.safety"),
    (30, 0, 0, "unavailable.unclear|closed.uncorrected"),
    (42, 0, 0, "closed.unpaid|granted"),
];
