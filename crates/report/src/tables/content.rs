//! Decides the value of a cell: its text, if that is exactly one value, and what is doubtful about
//! it. The decision is the same for all formats.

use super::{is_number, value};
use crate::amount::Entry;
use crate::document::{Aside, AsideKind, GridCell, NoteLevel};

/// The content of a cell.
#[derive(Clone, Copy)]
pub(super) struct Content<'a> {
    pub text: &'a str,
    pub asides: &'a [Aside],
}

impl<'a> Content<'a> {
    pub fn of(cell: &'a GridCell) -> Content<'a> {
        Content { text: &cell.text, asides: &cell.asides }
    }

    pub fn plain(text: &'a str) -> Content<'a> {
        Content { text, asides: &[] }
    }

    /// The cell's value (blank if it is unclear), and the note about it.
    pub fn read(&self) -> (String, Option<(NoteLevel, String)>) {
        let lost = |message: String| (String::new(), Some((NoteLevel::Lost, message)));
        let has = |kind| self.asides.iter().any(|aside| aside.kind == kind);
        let shown = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if has(AsideKind::CutOff) {
            return lost(format!("文件在这一格中断开，“{shown}”可能不完整，没有读入"));
        }
        if has(AsideKind::Overlaid) {
            return lost("单元格里的数叠印在一起，分不清是多少，没有读入".into());
        }
        if has(AsideKind::Nested) {
            return lost(format!("单元格里还有表格（{shown}），分不清哪个是填报的数，没有读入"));
        }
        let text = match numbers(self.text) {
            Numbers::Several => {
                return lost(format!("单元格里有不止一个数（{shown}），没有读入"));
            }
            Numbers::Grouped => {
                let joined = value(self.text);
                let message = format!("“{shown}”按一个数“{joined}”读入");
                return (joined, Some((NoteLevel::Guessed, message)));
            }
            Numbers::One => value(self.text),
        };
        let mut said: Vec<String> =
            self.asides.iter().filter_map(|aside| told(aside, &text)).collect();
        said.dedup();
        if said.is_empty() {
            return (text, None);
        }
        let level = if text.is_empty() { NoteLevel::Lost } else { NoteLevel::Guessed };
        (text, Some((level, said.join("；"))))
    }
}

/// The note about an aside of a cell.
fn told(aside: &Aside, text: &str) -> Option<String> {
    let what = aside.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let how = match aside.kind {
        AsideKind::Raised => "上标或下标",
        AsideKind::Struck => "划去的文字",
        AsideKind::Hidden => "隐藏的文字",
        AsideKind::Unlike => "颜色、高低或位置与其他文字不同的",
        AsideKind::Small => "较小的字",
        AsideKind::Drawn if !text.is_empty() => return None,
        AsideKind::Drawn => "图片或图形",
        AsideKind::Boxed => "文本框",
        AsideKind::Prompt => "未填写的提示",
        AsideKind::Field => return Some(format!("“{text}”取自表单控件，请核对")),
        AsideKind::Doubt if text.is_empty() => return None,
        AsideKind::Doubt => {
            return Some(format!("单元格里有{what}，显示的可能与读入的“{text}”不同，请核对"));
        }
        AsideKind::Nested | AsideKind::CutOff | AsideKind::Overlaid => return None,
    };
    let read = if text.is_empty() { String::new() } else { format!("，读入的是“{text}”") };
    (!what.is_empty()).then(|| format!("单元格里的{how}“{what}”没有读入{read}"))
}

/// What white space in a text that looks like a number separates.
enum Numbers {
    One,
    /// Thousands, as in 1 036.
    Grouped,
    Several,
}

fn numbers(text: &str) -> Numbers {
    let parts: Vec<String> =
        text.split_whitespace().map(|p| p.chars().map(crate::text::half_width).collect()).collect();
    let digits = |p: &String| p.bytes().all(|b| b.is_ascii_digit());
    let counted = parts.iter().filter(|p| is_number(p)).count();
    if parts.len() < 2 || counted < 2 {
        return Numbers::One;
    }
    let grouped = digits(&parts[0])
        && parts[0].len() <= 3
        && parts[1..].iter().all(|p| digits(p) && p.len() == 3)
        && !text.contains('\n');
    match Entry::parse(text) {
        Entry::Number(_) if grouped => Numbers::Grouped,
        _ => Numbers::Several,
    }
}

/// A number converted from one unit of money to another; `None` if the result is not exact.
pub(super) fn converted(number: &str, from: &str, to: &str) -> Option<String> {
    let in_yuan = Entry::parse_money(&format!("{number}{from}")).number()?;
    let per = Entry::parse_money(&format!("1{to}")).number()?;
    let per = u64::try_from(per.millionths() / 1_000_000).ok()?;
    from.ends_with('元').then(|| in_yuan.part(per))?.map(|n| n.to_string())
}
