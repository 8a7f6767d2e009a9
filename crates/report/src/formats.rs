//! The file formats, one line for each. From here come what the toolbar offers, how a file is named
//! and sent, and the sentences that list formats. The readers and writers themselves are modules of
//! the crate `files` with the same names.

/// A format of files.
pub struct Format {
    /// The public name; for a writer an argument of `writeReport` and `download`.
    pub id: &'static str,
    /// File name extensions, first the one we use for writing.
    pub extensions: &'static [&'static str],
    /// The media type that the browser is given when it saves the file.
    pub mime: &'static str,
    /// The name on the screen; empty if the page does not offer the format.
    pub label: &'static str,
    /// A short hint on the use of the format, if the page offers it.
    pub hint: &'static str,
    /// The name in the list of formats that can be opened; several formats may share one. Empty if
    /// files of this format are not read as reports.
    pub read_as: &'static str,
    /// Whether the writers of the crate `files` write reports in this format.
    pub writes: bool,
}

impl Format {
    /// Whether reports can be read in this format.
    pub fn reads(&self) -> bool {
        !self.read_as.is_empty()
    }

    /// A file's name with the extension; if the extension does not show that it is no report, the
    /// name says so.
    pub fn file_name(&self, name: &str) -> String {
        match self.extensions[0] {
            extension if extension == self.id => format!("{name}.{extension}"),
            extension => format!("{name}{}.{extension}", self.label),
        }
    }
}

/// All formats, one line each, given to the macro `$table`; those that can be written come in the
/// order in which they are offered.
///
/// A line is `id(extensions, media type)`, with `read(…)` and `write(…)` if reports can be read and
/// written: [`Format::read_as`]; [`Format::label`] and [`Format::hint`]. The crate `files` makes its
/// tables of readers and writers of the same lines: the reader is in its module `read::id`, the
/// writer in `write::id`. In place of `write(…)`, `page(…)` has the same words of a format that only the
/// page offers, which asks for what its writer needs besides the report.
#[macro_export]
macro_rules! formats {
    ($table:ident) => {
        $table! {
            docx(["docx"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
                read("Word、WPS 文档") write("Word 文档", "上报、盖章用，可用 WPS 打开");
            pdf(["pdf"], "application/pdf") read("PDF") page("PDF 文档", "发布、归档用，版式固定，字体在文件里");
            html(["html", "htm"], "text/html;charset=utf-8") read("网页") write("网页", "发布到网站用");
            fragment(["html"], "text/html;charset=utf-8") write("网页内容", "贴进网站后台的编辑器用");
            xlsx(["xlsx"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                read("电子表格") write("Excel 工作簿", "核对、收表用，自动计算");
            sheet(["html"], "text/html;charset=utf-8") write("自查表", "打印签字用");
            csv(["csv"], "text/csv;charset=utf-8") read("电子表格") write("CSV 表格", "供其他程序读取");
            txt(["txt"], "text/plain;charset=utf-8") read("文本") write("纯文本", "粘贴到其他系统用");
            json(["json"], "application/json") read("本程序的数据文件") write("数据文件", "留底用，可再打开");
            doc(["doc", "wps"], "application/msword") read("Word、WPS 文档");
            odt(["odt"], "application/vnd.oasis.opendocument.text") read("Word、WPS 文档");
            xls(["xls", "et"], "application/vnd.ms-excel") read("电子表格");
            ods(["ods"], "application/vnd.oasis.opendocument.spreadsheet") read("电子表格");
            mht(["mht", "mhtml"], "multipart/related") read("网页");
            zip(["zip"], "application/zip") read("压缩包");
        }
    };
}

/// The lines as values.
macro_rules! table {
    ($(
        $id:ident($extensions:expr, $mime:literal)
        $(read($read_as:literal))? $(write($label:literal, $hint:literal))?
        $(page($page_label:literal, $page_hint:literal))?;
    )*) => {
        &[$(Format {
            id: stringify!($id),
            extensions: &$extensions,
            mime: $mime,
            label: concat!($($label)? $($page_label)?),
            hint: concat!($($hint)? $($page_hint)?),
            read_as: concat!($($read_as)?),
            writes: !concat!($($label)?).is_empty(),
        }),*]
    };
}

/// All formats; those that can be written come in the order in which they are offered.
pub static FORMATS: &[Format] = formats!(table);

/// The formats in which all rows of the desk can be saved: extension, and the name on the screen.
pub const ROW_FORMATS: [(&str, &str); 3] =
    [("xlsx", "Excel 工作簿"), ("csv", "CSV 表格"), ("jsonl", "JSON 行")];

/// The formats that can be opened, in words. It is a constant, so that the start page does not need
/// the table.
pub const READABLE: &str = "Word、WPS 文档，电子表格，PDF，网页，文本，压缩包，或本程序的数据文件";

/// The formats that the page offers, in this order: those that can be written, and those of the page only.
pub fn offered() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|f| !f.label.is_empty())
}

/// The formats that can be written, in the order in which they are offered.
pub fn written() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|f| f.writes)
}

/// A format that can be written, by its id.
pub fn to_write(id: &str) -> Option<&'static Format> {
    written().find(|f| f.id == id)
}

/// The media type of a file, by its name.
pub fn mime_of(name: &str) -> &'static str {
    of_name(name).map_or("application/octet-stream", |f| f.mime)
}

fn of_name(name: &str) -> Option<&'static Format> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    FORMATS.iter().find(|f| f.extensions.contains(&ending.as_str()))
}

/// How far a file's format, by its name, is from those in which reports are written: 0 for Word
/// files, and the most for a PDF, which is made from another file, or an unknown format.
pub fn derived(name: &str) -> u32 {
    const WRITTEN_FIRST: [&str; 6] =
        ["Word、WPS 文档", "本程序的数据文件", "电子表格", "网页", "文本", "PDF"];
    let format = of_name(name).map_or("", |f| f.read_as);
    let place = WRITTEN_FIRST.iter().position(|one| *one == format);
    place.unwrap_or(WRITTEN_FIRST.len()) as u32
}

/// The formats that can be written, as a sentence lists them: `docx、html、自查表（sheet）`.
pub fn listed() -> String {
    let name = |f: &Format| match f.extensions[0] == f.id {
        true => f.id.to_string(),
        false => format!("{}（{}）", f.label, f.id),
    };
    written().map(name).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn what_can_be_opened_is_said_in_words() {
        let families: BTreeSet<&str> =
            FORMATS.iter().map(|f| f.read_as).filter(|f| !f.is_empty()).collect();
        let said: BTreeSet<&str> =
            READABLE.split('，').map(|word| word.trim_start_matches('或')).collect();
        assert_eq!(said, families);
    }

    #[test]
    fn files_are_named_by_their_format() {
        let name = |id| to_write(id).map(|f| f.file_name("年报"));
        assert_eq!(name("docx").as_deref(), Some("年报.docx"));
        assert_eq!(name("sheet").as_deref(), Some("年报自查表.html"));
        assert_eq!(name("pdf"), None);
        assert_eq!(mime_of("年报自查表.html"), "text/html;charset=utf-8");
        assert_eq!(mime_of("年报"), "application/octet-stream");
    }
}
