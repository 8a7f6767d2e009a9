//! The plain register written in other ways: other heads, other orders, other dates, other marks.
//! Each gives the same cells.

use report::document::Document;

use crate::made::{Application, applications, cells, counted, document, lent, plain, sheet, truth};

type Rows = Vec<Vec<String>>;

fn agrees(layout: &str, document: &Document) {
    let register = counted(document, &[]);
    assert!(register.questions.is_empty(), "{layout}: {:#?}", register.questions);
    assert_eq!(cells(&register), truth(&applications()), "{layout}: {:#?}", register.columns);
}

fn rows_agree(layout: &str, rows: &Rows) {
    agrees(layout, &document(vec![sheet("台账", &lent(rows))]));
}

fn headed(heads: [&str; 10]) -> Rows {
    let mut rows = plain(&applications());
    rows[0] = heads.map(String::from).to_vec();
    rows
}

/// Year, month and day of a day as the applications write it.
fn parts(day: &str) -> Option<(&str, &str, &str)> {
    Some((day.get(..4)?, day.get(5..7)?, day.get(8..)?))
}

fn days(write: impl Fn(&str, &str, &str) -> String) -> Rows {
    let mut rows = plain(&applications());
    for text in rows[1..].iter_mut().flat_map(|row| &mut row[6..8]) {
        if let Some((y, m, d)) = parts(text) {
            *text = write(y, m, d);
        }
    }
    rows
}

#[test]
fn other_heads() {
    let lists = [
        [
            "流水",
            "件号",
            "诉求人",
            "诉求人身份",
            "联络方式",
            "诉求事项",
            "收文日",
            "办结日",
            "办结情况",
            "说明",
        ],
        [
            "号",
            "受理号",
            "来信方",
            "来信者类型",
            "电话",
            "想要什么",
            "何时来的",
            "何时复的",
            "怎样办的",
            "附记",
        ],
        [
            "No.",
            "登记号",
            "申请主体",
            "主体分类",
            "手机",
            "标题",
            "登记日",
            "函复日",
            "文书摘要",
            "备考",
        ],
        ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"],
    ];
    for heads in lists {
        rows_agree(heads[2], &headed(heads));
    }
    let mut none = plain(&applications());
    none.remove(0);
    rows_agree("no heads", &none);
}

#[test]
fn other_places() {
    let rows = plain(&applications());
    let backwards: Rows = rows.iter().map(|row| row.iter().rev().cloned().collect()).collect();
    rows_agree("backwards", &backwards);
    let mut below: Rows = vec![vec!["示例市档案局".to_string()]];
    for n in 0..14 {
        below.push(vec![format!("说明{n}：本簿由办公室填写。"), String::new()]);
    }
    below.push(vec!["单位名称".into(), "示例市档案局".into(), "登记年度".into(), "2023年".into()]);
    below.extend(rows);
    rows_agree("far below", &below);
}

#[test]
fn other_days() {
    let day = |text: &str| text.trim_start_matches('0').to_string();
    rows_agree("month first", &days(|y, m, d| format!("{m}/{d}/{y}")));
    rows_agree("with a time", &days(|y, m, d| format!("{y}/{}/{} 9:05", day(m), day(d))));
    rows_agree("two digits", &days(|y, m, d| format!("{}.{}.{}", &y[2..], day(m), day(d))));
    rows_agree("full stops", &days(|y, m, d| format!("{y}。{}。{}", day(m), day(d))));
    rows_agree("eight digits", &days(|y, m, d| format!("{y}{m}{d}")));
    // Year, month and day of the receipt in a column each.
    let mut rows = plain(&applications());
    for (n, row) in rows.iter_mut().enumerate() {
        let (y, m, d) = parts(&row[6]).map_or(("", "", ""), |p| p);
        let three = if n == 0 {
            ["年^1", "月", "日"].map(String::from)
        } else {
            [y, m, d].map(String::from)
        };
        row.splice(6..7, three);
    }
    let last = rows.remove(0);
    let mut top: Vec<String> = last.iter().map(|head| format!("{head}^2")).collect();
    top.splice(6..9, ["收到日期<3".to_string()]);
    let three = ["年", "月", "日"].map(String::from).to_vec();
    rows.splice(0..0, [top, three]);
    rows_agree("three columns", &rows);
}

/// Days without any year, whose answer came in the year after the receipt: carried in or out is open.
#[test]
fn days_without_a_year_are_asked_where_they_straddle() {
    let mut rows = days(|_, m, d| format!("{m}月{d}日"));
    rows.iter_mut().for_each(|row| drop(row.remove(1)));
    let register = counted(&document(vec![sheet("台账", &lent(&rows))]), &[]);
    let asked: Vec<usize> =
        register.questions.iter().flat_map(|q| &q.rows).map(|at| at.row).collect();
    assert!(asked.contains(&2) && asked.contains(&13), "{:#?}", register.questions);
    assert!(register.counted == 10, "{}", register.counted);
    // A line that names the year tells it.
    let part = |words: &str| vec![words.to_string()];
    rows.insert(1, part("二〇二二年转来"));
    rows.insert(3, part("二〇二三年"));
    let register = counted(&document(vec![sheet("台账", &lent(&rows))]), &[]);
    assert!(register.questions.iter().all(|q| q.rows.iter().all(|at| at.row == 15)));
}

#[test]
fn boxes_numbers_and_names_by_kind() {
    let mut rows = plain(&applications());
    let all = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
    for row in &mut rows[1..] {
        let mark = |kind: &&str| format!("{}{kind}", if row[3] == **kind { '☑' } else { '□' });
        row[3] = all.iter().map(mark).collect::<Vec<_>>().join(" ");
    }
    rows_agree("boxes", &rows);
    // The number of the result in the official table.
    let mut rows = plain(&applications());
    let number = |one: &Application| match one.result.2 {
        "granted" => "三（一）",
        "partial" => "三（二）",
        "refused.secret" => "三（三）1",
        "refused.third_party" => "三（三）4",
        "unavailable.not_held" => "三（四）1",
        "unavailable.to_create" => "三（四）2",
        "declined.petition" => "三（五）1",
        "declined.repeat" => "三（五）2",
        "closed.unpaid" => "三（六）2",
        "closed.other" => "三（六）3",
        _ => "",
    };
    rows[0][8] = "年报归类".into();
    applications().iter().zip(&mut rows[1..]).for_each(|(one, row)| row[8] = number(one).into());
    rows_agree("numbers", &rows);
    // Persons in one column, organisations in another.
    let mut rows = plain(&applications());
    for (n, row) in rows.iter_mut().enumerate() {
        let two = match (n, row[3] == "自然人") {
            (0, _) => ["公民".to_string(), "法人或组织".into()],
            (_, true) => [row[2].clone(), String::new()],
            _ => [String::new(), row[2].clone()],
        };
        row.splice(2..4, two);
    }
    rows_agree("two columns of names", &rows);
}

/// What stands in the column of a result is as good as a tick.
#[test]
fn days_in_place_of_ticks() {
    let heads = ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"];
    let mut rows = plain(&applications());
    for (n, row) in rows.iter_mut().enumerate() {
        let result = row[8].clone();
        let (group, case) = result.split_once('—').unwrap_or((&result, "是"));
        let of = |head: &str| match (n, group == head) {
            (0, _) => head.to_string(),
            (_, true) if case == "是" => row[7].clone(),
            (_, true) => case.to_string(),
            _ => String::new(),
        };
        let six: Vec<String> = heads.iter().map(|head| of(head)).collect();
        row.splice(8..9, six);
    }
    rows_agree("days for ticks", &rows);
}

/// Kinds and results have the same codes, which their heads explain.
#[test]
fn codes_in_heads() {
    let mut rows = plain(&applications());
    let kinds = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
    let mut results: Vec<String> = Vec::new();
    for row in &mut rows[1..] {
        let kind = kinds.iter().position(|kind| *kind == row[3]).unwrap();
        row[3] = (kind + 1).to_string();
        if !row[8].is_empty() {
            let at = results.iter().position(|r| *r == row[8]).unwrap_or_else(|| {
                results.push(row[8].clone());
                results.len() - 1
            });
            row[8] = (at + 1).to_string();
        }
    }
    let list = |words: Vec<&str>| -> String {
        let pair = |(n, w): (usize, &&str)| format!("{}{w}", n + 1);
        words.iter().enumerate().map(pair).collect::<Vec<_>>().join(" ")
    };
    let legend = list(results.iter().map(|r| r.rsplit('—').next().unwrap()).collect());
    rows[0][3] = format!("申请人类别（{}）", list(kinds.to_vec()));
    rows.push(vec![format!("办理结果：{legend}")]);
    // 其他 alone says nothing, so its group stands in the legend.
    let last = rows.len() - 1;
    rows[last][0] = rows[last][0].replace("其他 ", "其他处理—其他 ");
    if rows[last][0].ends_with("其他") {
        rows[last][0] = rows[last][0].trim_end_matches("其他").to_string() + "其他处理—其他";
    }
    rows_agree("codes", &rows);
}

/// The applications in one list, the answers by their numbers in another.
#[test]
fn two_lists() {
    let rows = plain(&applications());
    let pick = |columns: &[usize]| -> Rows {
        rows.iter().map(|row| columns.iter().map(|n| row[*n].clone()).collect()).collect()
    };
    let asked = pick(&[0, 1, 2, 3, 5, 6]);
    let mut answered = pick(&[1, 7, 8]);
    answered[1..].reverse();
    answered.push(vec!["示公开〔2023〕77号".into(), "2023-05-05".into(), "予以公开".into()]);
    let text = document(vec![sheet("收件", &lent(&asked)), sheet("答复", &lent(&answered))]);
    agrees("two lists", &text);
    let register = counted(&text, &[]);
    let told: Vec<(&str, usize)> =
        register.skipped.iter().map(|skip| (&*skip.at.sheet, skip.at.row)).collect();
    assert_eq!(told, [("答复", 14)]);
}

/// Persons on the left, organisations on the right of one sheet.
#[test]
fn two_lists_side_by_side() {
    let rows = plain(&applications());
    let pick = |person: bool| -> Rows {
        let of = |row: &&Vec<String>| (row[3] == "自然人") == person;
        rows[1..].iter().filter(of).cloned().collect()
    };
    let (left, right) = (pick(true), pick(false));
    let half = |row: Option<&Vec<String>>| -> Vec<String> {
        row.map_or(vec![String::new(); 9], |row| row[1..].to_vec())
    };
    let mut both: Rows = vec![[&rows[0][1..], &[String::new()], &rows[0][1..]].concat()];
    for n in 0..left.len().max(right.len()) {
        let halves = [half(left.get(n)), vec![String::new()], half(right.get(n))];
        both.push(halves.concat());
    }
    rows_agree("side by side", &both);
}

/// No line with something on it is passed over without a word.
#[test]
fn every_line_is_counted_or_told() {
    let mut rows = plain(&applications());
    let odd = |texts: [&str; 10]| texts.map(String::from).to_vec();
    // Contents that end like a sum, a line with little, one of which nothing is known.
    rows[3][5] = "财政支出合计".into();
    rows.push(odd(["13", "", "", "自然人", "", "", "", "", "予以公开", ""]));
    rows.push(odd(["", "", "陈九龙", "", "", "", "", "", "予以公开", ""]));
    rows.push(odd(["合计", "14", "", "", "", "", "", "", "", ""]));
    let other = sheet(
        "别的",
        &[vec!["地点", "人数", "天气"], vec!["东", "3", "晴"], vec!["西", "4", "雨"]],
    );
    let register = counted(&document(vec![sheet("台账", &lent(&rows)), other]), &[]);
    assert_eq!(register.counted, 12);
    let asked = register.questions.iter().flat_map(|q| &q.rows).map(|at| (&*at.sheet, at.row));
    let told = register.skipped.iter().map(|skip| (&*skip.at.sheet, skip.at.row));
    let mut all: Vec<(&str, usize)> = asked.chain(told).collect();
    all.sort();
    all.dedup();
    assert_eq!(all, [("别的", 1), ("台账", 14), ("台账", 15), ("台账", 16)]);
}
