//! Counts what a text file holds besides its final text (comments, tracked changes, pictures …)
//! while the file is read, and says it in notes, so that nothing is left out silently.

use report::document::{Note, NoteLevel};

/// The end of the note about rows and cells that are not shown.
pub const UNSEEN: &str = "没有读入，请核对。";

/// How much of each sort was found.
#[derive(Default)]
pub struct Omitted {
    /// The file has tracked changes.
    pub changed: bool,
    pub hidden: bool,
    /// Rows and cells of tables that are not shown.
    pub unseen: usize,
    /// Text is struck out.
    pub struck: bool,
    pub comments: usize,
    pub footnotes: usize,
    /// The footnotes are together at the end of the file.
    pub endnotes: bool,
    pub pictures: usize,
    /// Lines and shapes drawn over the page.
    pub drawings: usize,
    /// Other files embedded in the file.
    pub objects: usize,
    pub formulas: usize,
    /// Characters of fonts such as Wingdings whose meaning is not known.
    pub signs: usize,
    /// Paragraphs whose automatic number is of an unknown kind.
    pub numbers: usize,
    /// The texts of page headers and footers.
    pub margins: Vec<String>,
    /// What fields ask for that nobody has filled in, outside tables.
    pub prompts: Vec<String>,
    /// Text boxes whose position the file does not say.
    pub unplaced: usize,
}

impl Omitted {
    pub fn tell(self, notes: &mut Vec<Note>) {
        let mut tell = |level, met: bool, message: String| {
            if met {
                notes.push(Note::new(level, message));
            }
        };
        let changed = "文件带有修订记录，已按“接受所有修订”后的文字读取。";
        tell(NoteLevel::Info, self.changed, changed.into());
        let message = format!("文件中有 {} 条批注，批注没有列入报告。", self.comments);
        tell(NoteLevel::Info, self.comments > 0, message);
        let message = "文件中有隐藏文字，隐藏的文字没有列入报告。";
        tell(NoteLevel::Info, self.hidden, message.into());
        let message = format!("表格中有 {} 处隐藏的行或单元格，{UNSEEN}", self.unseen);
        tell(NoteLevel::Guessed, self.unseen > 0, message);
        let message = "文件中有划去的文字，划去的文字没有列入报告。";
        tell(NoteLevel::Info, self.struck, message.into());
        let message = format!(
            "文件中有 {} 条脚注或尾注，已各成一段放在所注段落之后，前加“注：”。",
            self.footnotes
        );
        tell(NoteLevel::Info, self.footnotes > 0, message);
        let message = "文件中的脚注已作为正文放在文末，请核对。";
        tell(NoteLevel::Info, self.endnotes, message.into());
        let margins = margins(self.margins);
        let message = format!("页眉页脚的文字没有列入报告：{margins}");
        tell(NoteLevel::Info, !margins.is_empty(), message);
        let prompts: String = self.prompts.join("；").chars().take(60).collect();
        let message = format!("没有填写的提示没有列入报告：{prompts}");
        tell(NoteLevel::Info, !prompts.is_empty(), message);
        let message =
            format!("文件中有 {} 个文本框的位置不明，已放在文末，请核对。", self.unplaced);
        tell(NoteLevel::Guessed, self.unplaced > 0, message);
        let message = format!("文件中有 {} 张图片，图片里的文字读不出来。", self.pictures);
        tell(NoteLevel::Lost, self.pictures > 0, message);
        let message =
            format!("文件中有 {} 个图形（线条、印章等），图形没有列入报告。", self.drawings);
        tell(NoteLevel::Info, self.drawings > 0, message);
        let message = format!("文件中嵌有 {} 个其他文件，其中的内容没有读入。", self.objects);
        tell(NoteLevel::Lost, self.objects > 0, message);
        let message =
            format!("文件中有 {} 个公式，公式只读出了其中的文字，请核对。", self.formulas);
        tell(NoteLevel::Lost, self.formulas > 0, message);
        let message = format!("有 {} 段的自动编号无法辨认，编号没有读入。", self.numbers);
        tell(NoteLevel::Lost, self.numbers > 0, message);
        let message = format!("有 {} 个特殊符号无法辨认，显示为“\u{fffd}”。", self.signs);
        tell(NoteLevel::Lost, self.signs > 0, message);
    }
}

/// The texts of page headers and footers, each once, without page numbers.
fn margins(texts: Vec<String>) -> String {
    let mut words: Vec<String> = Vec::new();
    for text in texts {
        let bare =
            |c: char| !c.is_ascii_digit() && !c.is_whitespace() && !"-—–－·第页共/".contains(c);
        let text = text.trim().to_string();
        if text.chars().any(bare) && !words.contains(&text) {
            words.push(text);
        }
    }
    words.join("；").chars().take(60).collect()
}
