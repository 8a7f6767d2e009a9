//! Texts and web pages that grow: each function makes about `size` bytes of one pattern.

use std::fmt::Write;

/// Paragraphs, one on each line, or the markup within `<body>`.
pub type Pattern = (&'static str, fn(usize) -> String);

/// The name of a kind of file, and a file with about so many bytes of content.
pub type Kind = (&'static str, fn(usize) -> Vec<u8>);

/// Writing to a text cannot fail.
pub fn done(_: std::fmt::Result) {}

/// Fills about `size` bytes; `one` writes the `i`th piece.
pub fn fill(size: usize, mut one: impl FnMut(usize, &mut String)) -> String {
    let mut text = String::new();
    let mut i = 0;
    while text.len() < size {
        one(i, &mut text);
        i += 1;
    }
    text
}

/// What a report says of itself, so that a pattern is read as part of a report.
pub const BEGIN: &str = "示例市财政局2024年政府信息公开工作年度报告\n一、总体情况\n";

const WORDS: &str = "加强政府信息管理，做好解读和回应，提高公开的质量。";

/// Paragraphs of `WIDE` repetitions.
const WIDE: usize = 40;

fn paragraphs(size: usize, one: impl Fn(usize, &mut String)) -> String {
    BEGIN.to_string()
        + &fill(size, |i, text| {
            one(i, text);
            if i % WIDE == WIDE - 1 {
                text.push('\n');
            }
        })
}

pub const PLAIN: &[Pattern] = &[
    ("words", |size| paragraphs(size, |_, t| t.push_str(WORDS))),
    ("one long paragraph", |size| BEGIN.to_string() + &fill(size, |_, t| t.push_str(WORDS))),
    ("one long paragraph of figures", |size| {
        BEGIN.to_string()
            + &fill(size, |i, t| done(write!(t, "新收政府信息公开申请{}件，", i % 977)))
    }),
    ("one long word", |size| BEGIN.to_string() + &fill(size, |_, t| t.push('公'))),
    ("one long line of headings", |size| {
        BEGIN.to_string() + &fill(size, |i, t| done(write!(t, "{}、主动公开情况 ", numeral(i))))
    }),
    ("short paragraphs", |size| {
        BEGIN.to_string() + &fill(size, |i, t| done(writeln!(t, "第{i}次会议。")))
    }),
    ("equal lines", |size| BEGIN.to_string() + &"主动公开政府信息。\n".repeat(size / 28)),
    ("lines of one character", |size| BEGIN.to_string() + &"件\n".repeat(size / 4)),
    ("figures in prose", |size| {
        paragraphs(size, |i, t| {
            let _ = write!(t, "本年新收政府信息公开申请{}件，予以公开{}件，", i % 977, i % 89);
        })
    }),
    ("equal figures in prose", |size| {
        paragraphs(size, |_, t| t.push_str("新收政府信息公开申请12件，其中自然人10件、企业2件。"))
    }),
    ("shares", |size| {
        paragraphs(size, |i, t| done(write!(t, "其中予以公开{}件，占{}%，", i % 90, i % 100)))
    }),
    ("figures of other bodies", |size| {
        paragraphs(size, |i, t| done(write!(t, "市教育局收到申请{}件、主动公开{}条；", i % 90, i)))
    }),
    ("years", |size| {
        paragraphs(size, |i, t| {
            done(write!(t, "{}年{}月{}日发布公告{i}件。", 2000 + i % 40, i % 12 + 1, i % 28 + 1))
        })
    }),
    ("numbers only", |size| paragraphs(size, |i, t| done(write!(t, "{i} ")))),
    ("one long number", |size| {
        BEGIN.to_string() + &fill(size, |i, t| done(write!(t, "{}", i % 10)))
    }),
    ("lines of numbers", |size| {
        BEGIN.to_string() + &fill(size, |i, t| done(writeln!(t, "{}", i % 1000)))
    }),
    ("Chinese numerals", |size| {
        paragraphs(size, |_, t| t.push_str("一百二十三件两千零五条三万六千元"))
    }),
    ("brackets", |size| paragraphs(size, |_, t| t.push_str("（《「“"))),
    ("closed brackets", |size| {
        paragraphs(size, |i, t| done(write!(t, "（其中{i}件）《条例》“公开”")))
    }),
    ("nested brackets", |size| {
        let half = size / 6;
        format!("{BEGIN}{}{}", "（".repeat(half), "）".repeat(half))
    }),
    ("quotes", |size| paragraphs(size, |_, t| t.push_str("“\"'‘"))),
    ("headings", |size| {
        BEGIN.to_string() + &fill(size, |i, t| done(writeln!(t, "{}、主动公开情况", numeral(i))))
    }),
    ("known headings", |size| {
        let all = [
            "一、总体情况",
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
            "五、存在的主要问题及改进情况",
            "六、其他需要报告的事项",
        ];
        BEGIN.to_string() + &fill(size, |i, t| done(writeln!(t, "{}", all[i % 6])))
    }),
    ("subheadings", |size| {
        BEGIN.to_string()
            + &fill(size, |i, t| done(writeln!(t, "（{}）主动公开\n1.依申请公开", numeral(i))))
    }),
    ("list of items", |size| {
        BEGIN.to_string() + &fill(size, |i, t| done(writeln!(t, "{}.公开制度{i}项；", i % 50 + 1)))
    }),
    ("titles", |size| {
        fill(size, |i, t| done(writeln!(t, "示例市第{i}局2024年政府信息公开工作年度报告")))
    }),
    ("whole reports", |size| {
        fill(size, |i, t| {
            let mut report =
                corpus::random::consistent(report::FORMS[report::FORMS.len() - 1], i as u64 % 7);
            report.agency = format!("示例市第{i}局");
            t.push_str(&crate::write::txt::write(&report::compose::compose(&report)));
        })
    }),
    ("agencies", |size| {
        paragraphs(size, |i, t| {
            done(write!(t, "示例市第{}局、区财政局、县人民政府办公室，", i % 99))
        })
    }),
    ("links", |size| {
        paragraphs(size, |i, t| {
            done(write!(t, "http://www.example{i}.gov.cn/zwgk，电话0531-{:08}，", i))
        })
    }),
    ("commas", |size| paragraphs(size, |_, t| t.push('，'))),
    ("points", |size| paragraphs(size, |_, t| t.push('。'))),
    ("spaces", |size| paragraphs(size, |_, t| t.push_str("公 　"))),
    ("tabs", |size| {
        BEGIN.to_string()
            + &fill(size, |i, t| {
                let _ = writeln!(t, "项目{}\t{}\t{}", i, i % 7, i % 5);
                if i % 9 == 0 {
                    t.push_str("一段文字。\n");
                }
            })
    }),
    ("bars", |size| {
        BEGIN.to_string()
            + &fill(size, |i, t| done(writeln!(t, "| 项目{} | {} | {} |", i, i % 7, i % 5)))
    }),
    ("lines of a table's cells", |size| {
        BEGIN.to_string()
            + &fill(size, |i, t| {
                let cells = [
                    "本年新收政府信息公开申请数量",
                    "上年结转政府信息公开申请数量",
                    "予以公开",
                    "部分公开",
                    "总计",
                ];
                let _ = writeln!(t, "{}\n{}", cells[i % 5], i % 100);
            })
    }),
    ("comparisons", |size| {
        paragraphs(size, |i, t| {
            done(write!(t, "较上年增长{}%，比去年减少{}件，同比上升{i}；", i % 99, i % 9))
        })
    }),
    ("citations", |size| {
        paragraphs(size, |i, t| {
            done(write!(t, "根据《中华人民共和国政府信息公开条例》第{}条规定，", numeral(i % 56)))
        })
    }),
    ("slips", |size| {
        paragraphs(size, |_, t| t.push_str("公开公开，的的，，。。进一步进一步加强加强"))
    }),
];

/// The digits of a number as Chinese numerals.
fn numeral(n: usize) -> String {
    let digits: Vec<char> = "〇一二三四五六七八九".chars().collect();
    n.to_string().bytes().map(|b| digits[usize::from(b - b'0')]).collect()
}

/// Markup within `<body>`.
pub const MARKUP: &[Pattern] = &[
    ("open elements", |size| "<div>".repeat(size / 5)),
    ("open elements of many kinds", |size| "<b><i><p><ul><li>".repeat(size / 17)),
    ("closed by mistake", |size| "</div></p></td>".repeat(size / 15)),
    ("open tables", |size| "<table><tr><td>".repeat(size / 15)),
    ("small tables", |size| {
        fill(size, |i, t| done(write!(t, "<table><tr><td>项目<td>{i}</table>")))
    }),
    ("tables of the form", |size| {
        fill(size, |_, t| {
            t.push_str("<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>2<td>3</table>");
        })
    }),
    ("one long table", |size| {
        "<table>".to_string()
            + &fill(size, |i, t| done(write!(t, "<tr><td>项目{i}<td>{}<td>{}", i % 9, i % 7)))
            + "</table>"
    }),
    ("one long table of the form", |size| {
        "<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数".to_string()
            + &fill(size, |_, t| t.push_str("<tr><td>规章<td>1<td>2<td>3"))
            + "</table>"
    }),
    ("one wide table", |size| {
        "<table><tr>".to_string()
            + &fill(size, |i, t| done(write!(t, "<td>{}", i % 977)))
            + "</table>"
    }),
    ("spans", |size| {
        "<table>".to_string()
            + &fill(size, |i, t| {
                done(write!(t, "<tr><td colspan=60 rowspan=9000>{i}<td colspan=2>1"))
            })
            + "</table>"
    }),
    ("long spans", |size| {
        "<table>".to_string()
            + &fill(size, |i, t| done(write!(t, "<tr><td rowspan=9999>{i}")))
            + "</table>"
    }),
    ("lines in a cell", |size| format!("<table><tr><td>{}</table>", "1<br>".repeat(size / 5))),
    ("text in a cell", |size| {
        format!("<table><tr><td>{}</table>", fill(size, |_, t| t.push_str(WORDS)))
    }),
    ("asides in a cell", |size| {
        format!("<table><tr><td>{}</table>", "1<sup>2</sup><s>3</s>".repeat(size / 21))
    }),
    ("cells with asides", |size| {
        format!("<table>{}</table>", "<tr><td>规章<td>1<sup>2</sup><td><s>3</s>4".repeat(size / 37))
    }),
    ("fields", |size| {
        "<table><tr><td><input value=1><select><option>1<option selected>2</select>"
            .repeat(size / 76)
    }),
    ("attributes", |size| format!("<p {}>", fill(size, |i, t| done(write!(t, "a{i}=1 "))))),
    ("styles", |size| {
        let rules: String = (0..200).map(|i| format!(".c{i} {{ display: none }}\n")).collect();
        let lines = fill(size, |i, t| {
            done(write!(t, "<p class=c{}>公开{i}件。</p>", i % 2 * 200 + i % 200))
        });
        format!("<style>{rules}</style>{lines}")
    }),
    ("classes", |size| {
        let classes = fill(size, |i, t| done(write!(t, "c{i} ")));
        format!("<style>.x {{ display: none }}</style><p class=\"{classes}\">1</p>")
    }),
    ("entities", |size| "&amp;&#20214;&nbsp;&unknown;".repeat(size / 29)),
    ("open entity", |size| "&".repeat(size)),
    ("comments", |size| "<!-- x --><!--".repeat(size / 14)),
    ("open script", |size| "<script>".repeat(size / 8)),
    ("open titles", |size| "<title><textarea>".repeat(size / 17)),
    ("angles", |size| "<".repeat(size)),
    ("links of a menu", |size| {
        fill(size, |i, t| done(write!(t, "<li><a href=/{i}>政务公开{i}</a></li>")))
    }),
    ("inline elements", |size| "<span>件</span>".repeat(size / 16)),
    ("line breaks", |size| "件<br>".repeat(size / 7)),
    ("headings of pages", |size| fill(size, |i, t| done(write!(t, "<h2>主动公开情况{i}</h2>")))),
    ("lists", |size| "<ol><li>件</li></ol>".repeat(size / 22)),
];
