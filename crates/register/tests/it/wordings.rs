//! Words for results: what is decided, and what must be asked.

use register::count;

use crate::made::{document, sheet};

/// Words with the one result that they mean.
const CLEAR: &[(&str, &str)] = &[
    (
        "granted",
        "予以公开|公开|同意公开|全部公开|依申请公开|属主动公开范围，已告知网址|已主动公开，告知获取方式和途径|当场提供|书面答复并提供信息|第三方同意，予以公开|不涉及国家秘密，予以公开|第三十六条第（二）项|答复公开",
    ),
    (
        "partial",
        "部分公开|区分处理后公开|部分予以公开，其余涉及个人隐私|予以公开部分，涉密部分不予公开（区分处理）|隐去个人信息后提供|《条例》第三十七条",
    ),
    ("refused.secret", "国家秘密|涉密，不予公开|不予公开（国家秘密）|涉及国家秘密"),
    ("refused.law", "其他法律、行政法规禁止公开|法律禁止公开|不予公开-其他法律行政法规禁止公开"),
    (
        "refused.safety",
        "危及“三安全一稳定”|危及\"三安全一稳定\"|可能影响社会稳定，不予公开|危及国家安全",
    ),
    (
        "refused.third_party",
        "商业秘密|涉及个人隐私不予公开|第三方不同意公开，不予公开|侵害第三方合法权益|15条",
    ),
    ("refused.internal", "内部事务|三类内部事务信息|属人事管理信息，不予公开|16条1款"),
    ("refused.process", "过程性信息|四类过程性信息|讨论记录、过程稿|属过程性信息（会议纪要）"),
    ("refused.enforcement", "行政执法案卷|执法案卷信息"),
    ("refused.inquiry", "行政查询事项|属于行政查询，告知按规定查询|不动产登记资料查询"),
    (
        "unavailable.not_held",
        "本机关不掌握|信息不存在|经检索，未查到相关信息|不属于本机关公开，告知向有关单位申请|非本单位职责范围|36（五）|该信息未制作",
    ),
    ("unavailable.to_create", "没有现成信息|需另行制作|需要加工、汇总"),
    ("unavailable.unclear", "补正后仍不明确|经补正申请内容仍不明确"),
    ("declined.petition", "信访|信访举报投诉类|属信访事项，不予处理|投诉举报"),
    ("declined.repeat", "重复申请|重复申请，不予重复处理|前期已答复，告知不予重复处理"),
    ("declined.publication", "公开出版物|要求提供报刊、书籍"),
    ("declined.excessive", "大量反复申请|无正当理由大量、反复申请|申请频次明显超过合理范围"),
    ("declined.reissue", "要求重新出具|要求行政机关确认或重新出具已获取信息"),
    ("closed.uncorrected", "逾期不补正|逾期未补正，视为放弃申请|申请人未在规定期限内补正"),
    ("closed.unpaid", "逾期未缴费|未按通知缴纳费用，不再处理"),
    ("closed.other", "申请人撤回|撤回申请|主动放弃申请|不属于政府信息|党务信息|其他处理—其他"),
];

/// Words that do not decide.
const OPEN: &str = "不予公开|无法提供|不予处理|其他处理|其他|已答复|会议纪要|转住建局办理|转办|国家秘密；信访|信息不存在、重复申请|第十四条|第16条第2款|30条|酌情处理|不予受理|依法答复|视为放弃|办理中|按《档案法》第十五条答复";

fn counted(words: &str) -> register::Register {
    let rows = [
        vec!["序号", "申请人", "收到日期", "答复日期", "办理结果"],
        vec!["1", "赵一鸣", "2023-03-01", "2023-03-10", words],
        vec!["2", "钱二多", "2023-03-02", "2023-03-13", "予以公开"],
    ];
    count(&document(vec![sheet("台账", &rows)]), Some(2023), &[]).unwrap()
}

#[test]
fn clear_words_are_decided() {
    let mut wrong = Vec::new();
    for (id, list) in CLEAR {
        for words in list.split('|') {
            let register = counted(words);
            let to =
                register.rows.first().filter(|row| row.at.row == 2).map_or("asked", |row| &row.to);
            if to != format!("3.{id}.person") {
                wrong.push(format!("{words}: {to}, should be {id}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn other_words_are_asked() {
    let mut silent = Vec::new();
    for words in OPEN.split('|') {
        let register = counted(words);
        match &register.questions[..] {
            [question] if question.rows.len() == 1 && register.counted == 1 => {}
            _ => silent.push(format!("{words}: {:?}", register.rows.first().map(|row| &row.to))),
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

/// Without a day of the answer, words for work that goes on carry an application over.
#[test]
fn work_that_goes_on() {
    for (received, words, asked) in [
        ("2023-12-20", "办理中", false),
        ("2023-12-20", "", false),
        ("2023-12-20", "已告知补正，补正期未满", false),
        ("2023-12-20", "正在征求第三方意见", false),
        ("2023-12-20", "已通知补正，申请人未回复", true),
        ("2023-05-20", "已通知补正", true),
        ("2023-05-20", "予以公开", true),
        ("2023-05-20", "申请人撤回", false),
    ] {
        let mut rows = vec![vec!["序号", "申请人", "收到日期", "答复日期", "办理结果"]];
        for n in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] {
            rows.push(vec![n, "钱二多", "2023-03-02", "2023-03-13", "予以公开"]);
        }
        rows.push(vec!["10", "赵一鸣", received, "", words]);
        let register = count(&document(vec![sheet("台账", &rows)]), Some(2023), &[]).unwrap();
        assert_eq!(
            register.questions.len(),
            usize::from(asked),
            "{received} {words}: {:?}",
            register.questions
        );
        if !asked {
            let result = if words == "申请人撤回" { "closed.other" } else { "carried_out" };
            assert_eq!(register.rows[9].to, format!("3.{result}.person"), "{words}");
        }
    }
}
