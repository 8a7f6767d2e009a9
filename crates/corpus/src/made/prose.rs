//! Prose as agencies write it: phrases combined anew for each agency and year, and figures that
//! agree with the tables. It was written independently of the program's own drafting.

use report::Report;

use crate::Dice;

const FOCUS: [&str; 12] = [
    "企业群众关心的办事事项",
    "重大民生实事项目",
    "优化营商环境",
    "惠农补贴和乡村建设",
    "财政预算决算",
    "教育医疗和社会保障",
    "生态环境保护",
    "安全生产监管",
    "城市更新与住房保障",
    "就业创业扶持政策",
    "食品药品监管",
    "公共文化服务",
];
const DONE: [&str; 14] = [
    "梳理公开事项并编制目录",
    "细化公开标准和办理流程",
    "建立信息发布审核台账",
    "开设专题专栏集中展示",
    "组织业务骨干撰写解读文章",
    "制作图解和短视频",
    "邀请群众代表参与座谈",
    "压实各科室的发布责任",
    "完善信息更新提醒机制",
    "推动公开内容向基层延伸",
    "统一文件公布的格式",
    "定期抽查栏目更新情况",
    "对存量信息逐条核对",
    "回应社会关切的热点",
];
const RESULT: [&str; 10] = [
    "公开的及时性明显提高",
    "群众查询更加方便",
    "信息发布更加规范",
    "政策知晓率稳步上升",
    "答复质量持续改善",
    "栏目内容更加充实",
    "办事指南更加清楚",
    "社会反响良好",
    "工作衔接更加顺畅",
    "责任链条更加清晰",
];
const PROBLEMS: [&str; 10] = [
    "少数科室主动公开的意识还不强",
    "政策解读的形式比较单一",
    "答复文书的规范程度有待提高",
    "基层公开的力量比较薄弱",
    "栏目更新有时不够及时",
    "公众参与的渠道不够丰富",
    "业务培训的针对性有待加强",
    "存量信息的归类还有不足",
    "对申请人的沟通解释不够充分",
    "公开与业务工作的结合不够紧密",
];
const MEASURES: [&str; 10] = [
    "把公开工作列入年度重点任务清单",
    "丰富图文音视频等解读方式",
    "编印答复文书范本并开展跟班学习",
    "为乡镇街道配强专兼职人员",
    "按月检查栏目更新并通报结果",
    "举办开放日和网上征集活动",
    "分岗位组织专题培训",
    "开展历史文件清理归类",
    "健全受理前后的沟通制度",
    "在业务流程中嵌入公开审查环节",
];
const STREETS: [&str; 6] = ["建设路", "人民路", "文化街", "滨河大道", "迎宾路", "新华街"];

/// Fills in preface, sections and date of a report that has its cells.
pub fn write(report: &mut Report, dice: &mut Dice) {
    let year = report.year.unwrap_or(2024);
    report.preface = preface(report, year, dice);
    let texts = match report.form.position("3.received.total") {
        Some(_) => sections(report, year, dice),
        None => sections_of_activities(report, year, dice),
    };
    for (section, text) in report.sections.iter_mut().zip(texts) {
        section.text = text;
    }
    report.published = format!("{}-01-{:02}", year + 1, 8 + dice.roll(22));
}

fn preface(report: &Report, year: u16, dice: &mut Dice) -> String {
    let agency = &report.agency;
    let street = STREETS[dice.roll(STREETS.len())];
    let (house, phone) = (1 + dice.roll(299), 1_000_000 + dice.roll(8_999_999));
    let begin = match dice.roll(3) {
        0 => "根据《中华人民共和国政府信息公开条例》的规定，编制本报告。",
        1 => "本报告按照《中华人民共和国政府信息公开条例》的要求编制。",
        _ => "按照上级有关工作要求，现公布本年度报告。",
    };
    format!(
        "{begin}所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。\n\
         如对本报告有疑问，请与{agency}办公室联系（地址：{street}{house}号，邮编：3{:05}，\
         电话：0571-8{phone}，电子邮箱：gk{house}@example.gov.cn）。",
        dice.roll(99_999)
    )
}

/// The phrases of one report; none is used twice.
struct Phrases<'a> {
    dice: &'a mut Dice,
    used: Vec<&'static str>,
}

impl Phrases<'_> {
    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        let start = self.dice.roll(list.len());
        let free = (0..list.len()).map(|i| list[(start + i) % list.len()]);
        let phrase = free.into_iter().find(|p| !self.used.contains(p)).unwrap_or(list[start]);
        self.used.push(phrase);
        phrase
    }

    /// A sentence about the year's work that contains these words.
    fn work(&mut self, about: &str) -> String {
        let (focus, done, more) = (self.pick(&FOCUS), self.pick(&DONE), self.pick(&DONE));
        let result = self.pick(&RESULT);
        match self.dice.roll(4) {
            0 => format!("围绕{focus}，{done}，{more}，{about}工作有序推进，{result}。"),
            1 => format!("在{about}方面，{done}；针对{focus}，{more}，{result}。"),
            2 => format!("{about}工作中，聚焦{focus}，{more}、{done}，{result}。"),
            _ => format!("扎实做好{about}，{done}，{more}。涉及{focus}的内容优先安排，{result}。"),
        }
    }

    fn problems(&mut self) -> String {
        let (a, b) = (self.pick(&PROBLEMS), self.pick(&PROBLEMS));
        let (c, d) = (self.pick(&MEASURES), self.pick(&MEASURES));
        match self.dice.roll(2) {
            0 => format!("存在的主要问题：一是{a}；二是{b}。\n改进情况：一是{c}；二是{d}。"),
            _ => format!(
                "主要问题有两个方面。一是{a}，二是{b}。针对上述问题，我们着力改进：一是{c}，二是{d}。"
            ),
        }
    }
}

fn number(report: &Report, id: &str) -> usize {
    report.cell(id).parse().unwrap_or(0)
}

fn sections(report: &Report, year: u16, dice: &mut Dice) -> Vec<String> {
    let n = |id: &str| number(report, id);
    let variant = dice.roll(3);
    let mut phrases = Phrases { dice, used: Vec::new() };
    let documents = match report.form.position("2.normative.made") {
        Some(_) => format!(
            "制发行政规范性文件{}件，废止{}件。",
            n("2.normative.made"),
            n("2.normative.repealed")
        ),
        None => format!("新制作规范性文件{}件。", n("2.normative.new")),
    };
    let [received, processed, left] =
        ["received", "processed", "carried_out"].map(|row| n(&format!("3.{row}.total")));
    let requests = match (received + processed, variant) {
        (0, _) => "全年未收到政府信息公开申请。".to_string(),
        (_, 0) => format!(
            "全年共收到政府信息公开申请{received}件，办结{processed}件，结转下年度继续办理{left}件。"
        ),
        (_, 1) => format!(
            "本年新收政府信息公开申请{received}件，已办结{processed}件，其中予以公开{}件。",
            n("3.granted.total")
        ),
        _ => format!("{year}年，收到政府信息公开申请{received}件，答复{processed}件。"),
    };
    let (review, court) = (n("4.review.total"), n("4.direct.total") + n("4.after.total"));
    let cases = format!("全年因政府信息公开发生行政复议{review}件，行政诉讼{court}件。");
    let summary = [
        format!("（一）主动公开情况。{year}年，{}全年{documents}", phrases.work("主动公开")),
        format!("（二）依申请公开情况。{requests}{}", phrases.work("申请办理")),
        format!("（三）政府信息管理情况。{}", phrases.work("政府信息管理")),
        format!("（四）政府信息公开平台建设情况。{}", phrases.work("网站和新媒体")),
        format!(
            "（五）监督保障情况。{}组织开展工作考核和社会评议，未发生责任追究的情形。",
            phrases.work("监督保障")
        ),
    ];
    let fee = [
        "全年未收取信息处理费。",
        "没有收取信息处理费，没有其他需要报告的事项。",
        "本年度信息处理费收取情况：未收取。",
    ];
    let [published, reported] = ["主动公开", "复议应诉"].map(|about| phrases.work(about));
    vec![
        summary.join("\n"),
        if variant == 0 { String::new() } else { published },
        String::new(),
        if variant == 1 { String::new() } else { format!("{cases}{reported}") },
        phrases.problems(),
        fee[phrases.dice.roll(3)].to_string(),
    ]
}

fn sections_of_activities(report: &Report, year: u16, dice: &mut Dice) -> Vec<String> {
    let n = |id: &str| number(report, id);
    let mut phrases = Phrases { dice, used: Vec::new() };
    let received = n("3.1");
    let requests = match received {
        0 => "全年未收到政府信息公开申请。".to_string(),
        _ => format!("全年收到政府信息公开申请{received}件，办结{}件。", n("3.2")),
    };
    let meetings = format!(
        "召开政府信息公开工作会议{}次，举办培训班{}次，培训{}人次。",
        n("9.1"),
        n("9.2"),
        n("9.3")
    );
    let channels = format!(
        "全年主动公开政府信息{}条。通过政府网站公开{}条，政务微博公开{}条，政务微信公开{}条。",
        n("1.1"),
        n("1.2.2"),
        n("1.2.3"),
        n("1.2.4")
    );
    let cases = format!(
        "因政府信息公开申请行政复议{}件，提起行政诉讼{}件，收到举报投诉{}件。",
        n("4"),
        n("5"),
        n("6")
    );
    let fee = if report.cell("7") == "0" {
        "依申请提供政府信息没有收取费用。"
    } else {
        "依申请提供政府信息按规定收取检索、复制费用。"
    };
    vec![
        format!("{year}年，{}{meetings}", phrases.work("信息公开")),
        format!("{channels}{}", phrases.work("主动公开")),
        format!("{requests}{}", phrases.work("申请办理")),
        fee.to_string(),
        cases,
        format!("建议提案办理结果按规定公开。{}", phrases.work("建议提案办理")),
        phrases.problems(),
        "没有其他需要报告的事项。".to_string(),
    ]
}
