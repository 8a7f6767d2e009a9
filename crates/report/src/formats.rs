//! The file formats, one line for each. From here come what the toolbar offers, how a file is named
//! and sent, and the sentences that list formats. The readers and writers themselves are in the
//! crate `files`, under the same ids.

/// A format of files.
pub struct Format {
    /// The public name; for a writer an argument of `writeReport` and `download`.
    pub id: &'static str,
    /// File name extensions, first the one we use for writing.
    pub extensions: &'static [&'static str],
    /// The media type that the browser is given when it saves the file.
    pub mime: &'static str,
    /// The name on the screen.
    pub label: &'static str,
    /// A short hint on the use of the format, if it can be written.
    pub hint: &'static str,
    /// The name in the list of formats that can be opened; several formats may share one. Empty if
    /// files of this format are not read as reports.
    pub read_as: &'static str,
    /// Whether reports can be written in this format.
    pub writes: bool,
}

const fn format(
    id: &'static str,
    extensions: &'static [&'static str],
    mime: &'static str,
) -> Format {
    Format { id, extensions, mime, label: "", hint: "", read_as: "", writes: false }
}

impl Format {
    const fn read_as(self, read_as: &'static str) -> Format {
        Format { read_as, ..self }
    }

    const fn written(self, label: &'static str, hint: &'static str) -> Format {
        Format { label, hint, writes: true, ..self }
    }

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

/// All formats; those that can be written come in the order in which they are offered.
#[rustfmt::skip]
pub static FORMATS: &[Format] = &[
    format("docx", &["docx"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        .read_as("Word、WPS 文档").written("Word 文档", "上报、盖章用，可用 WPS 打开"),
    format("html", &["html", "htm"], "text/html;charset=utf-8").read_as("网页").written("网页", "发布到网站用"),
    format("xlsx", &["xlsx"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .read_as("电子表格").written("Excel 工作簿", "核对、收表用，自动计算"),
    format("sheet", &["html"], "text/html;charset=utf-8").written("自查表", "打印签字用"),
    format("csv", &["csv"], "text/csv;charset=utf-8").read_as("电子表格").written("CSV 表格", "供其他程序读取"),
    format("txt", &["txt"], "text/plain;charset=utf-8").read_as("文本").written("纯文本", "粘贴到其他系统用"),
    format("json", &["json"], "application/json").read_as("本程序的数据文件").written("数据文件", "留底用，可再打开"),
    format("doc", &["doc", "wps"], "application/msword").read_as("Word、WPS 文档"),
    format("odt", &["odt"], "application/vnd.oasis.opendocument.text").read_as("Word、WPS 文档"),
    format("xls", &["xls", "et"], "application/vnd.ms-excel").read_as("电子表格"),
    format("ods", &["ods"], "application/vnd.oasis.opendocument.spreadsheet").read_as("电子表格"),
    format("pdf", &["pdf"], "application/pdf").read_as("PDF"),
    format("mht", &["mht", "mhtml"], "multipart/related").read_as("网页"),
    format("zip", &["zip"], "application/zip").read_as("压缩包"),
];

/// The formats in which all rows of the desk can be saved: extension, and the name on the screen.
pub const ROW_FORMATS: [(&str, &str); 3] =
    [("xlsx", "Excel 工作簿"), ("csv", "CSV 表格"), ("jsonl", "JSON 行")];

/// The formats that can be opened, in words. It is a constant, so that the start page does not need
/// the table.
pub const READABLE: &str = "Word、WPS 文档，电子表格，PDF，网页，文本，压缩包，或本程序的数据文件";

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
    let ending = name.rsplit('.').next().unwrap_or_default();
    let known = FORMATS.iter().find(|f| f.extensions.contains(&ending));
    known.map_or("application/octet-stream", |f| f.mime)
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

    /// The quoted words in a line of the type declarations.
    fn alternatives(of: &str) -> Vec<&'static str> {
        let types = include_str!("../../../www/nianbao.d.ts");
        let line = types.lines().find_map(|l| l.strip_prefix(&format!("export type {of} = ")));
        line.expect("the type is there").split('"').skip(1).step_by(2).collect()
    }

    #[test]
    fn the_types_name_the_formats_and_the_forms() {
        let ours: BTreeSet<&str> = written().map(|f| f.id).collect();
        assert_eq!(alternatives("Format").into_iter().collect::<BTreeSet<_>>(), ours);
        assert!(crate::all_forms().map(|f| f.id).eq(alternatives("FormId")));
        assert!(ROW_FORMATS.map(|(id, _)| id).iter().eq(&alternatives("RowFormat")));
        let cli = include_str!("../../../www/cli.js");
        let line = cli.lines().find_map(|l| l.strip_prefix("const FORMATS = "));
        let accepted = line.expect("the formats are there").split('"').skip(1).step_by(2);
        assert_eq!(
            accepted.collect::<BTreeSet<_>>(),
            BTreeSet::from(ROW_FORMATS.map(|(id, _)| id))
        );
    }

    #[test]
    fn what_can_be_opened_is_said_in_words() {
        let families: BTreeSet<&str> =
            FORMATS.iter().map(|f| f.read_as).filter(|f| !f.is_empty()).collect();
        let said: BTreeSet<&str> =
            READABLE.split('，').map(|word| word.trim_start_matches('或')).collect();
        assert_eq!(said, families);
    }

    #[test]
    fn the_readmes_name_every_format() {
        for readme in [include_str!("../../../README.md"), include_str!("../../../README.zh.md")] {
            let begin =
                readme.find("## Formats").or(readme.find("## 文件格式")).expect("a section");
            let section = readme[begin..].split("\n## ").next().unwrap_or_default().to_lowercase();
            for format in FORMATS {
                for word in [format.id, format.extensions[0]] {
                    assert!(section.contains(word), "{word} is not in: {section}");
                }
            }
        }
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
