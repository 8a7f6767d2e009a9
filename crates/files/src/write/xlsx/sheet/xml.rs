//! The XML of a worksheet. Elements are in the order that the schema asks for. Strings are written
//! inline in their cells, without a table of shared strings.

use std::fmt::Write;

use super::{Allowed, Condition, LONGEST_TEXT, Row, Sheet, Shown, Validation, Value};
use super::{pieces, reference};
use crate::write::escape;

impl Sheet {
    /// The worksheet as XML. `first` says whether this is the sheet shown when the workbook is
    /// opened.
    pub fn xml(&self, header: &str, first: bool) -> String {
        let mut xml = format!(
            "{header}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
        );
        let selected = if first { " tabSelected=\"1\"" } else { "" };
        let _ = write!(xml, "<sheetViews><sheetView{selected} workbookViewId=\"0\">");
        if self.heads > 0 {
            let (heads, kept, top) = (self.heads, self.kept, reference(self.heads, self.kept));
            let left = if kept > 0 { format!(" xSplit=\"{kept}\"") } else { String::new() };
            let pane = if kept > 0 { "bottomRight" } else { "bottomLeft" };
            let _ = write!(
                xml,
                "<pane{left} ySplit=\"{heads}\" topLeftCell=\"{top}\" activePane=\"{pane}\" \
                 state=\"frozen\"/><selection pane=\"{pane}\"/>"
            );
        }
        xml.push_str("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"18\"/>");
        if !self.widths.is_empty() {
            xml.push_str("<cols>");
            for (i, width) in self.widths.iter().enumerate() {
                let n = i + 1;
                let _ = write!(
                    xml,
                    "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>"
                );
            }
            xml.push_str("</cols>");
        }
        xml.push_str("<sheetData>");
        for (r, row) in self.rows.iter().enumerate() {
            push_row(&mut xml, r, row);
        }
        xml.push_str("</sheetData>");
        self.push_rest(&mut xml);
        xml.push_str("</worksheet>");
        xml
    }

    /// Appends the elements that follow the cells in the schema.
    fn push_rest(&self, xml: &mut String) {
        if let Some(columns) = self.widths.len().checked_sub(1).filter(|_| self.filtered) {
            let end = reference(self.rows.len().max(1) - 1, columns);
            let _ = write!(xml, "<autoFilter ref=\"A1:{end}\"/>");
        }
        if !self.merges.is_empty() {
            let _ = write!(xml, "<mergeCells count=\"{}\">", self.merges.len());
            for merge in &self.merges {
                let _ = write!(xml, "<mergeCell ref=\"{merge}\"/>");
            }
            xml.push_str("</mergeCells>");
        }
        for (i, Condition { cells, formula }) in self.conditions.iter().enumerate() {
            let _ = write!(
                xml,
                "<conditionalFormatting sqref=\"{cells}\"><cfRule type=\"expression\" dxfId=\"0\" \
                 priority=\"{}\"><formula>{}</formula></cfRule></conditionalFormatting>",
                i + 1,
                escape(formula)
            );
        }
        if !self.validations.is_empty() {
            let _ = write!(xml, "<dataValidations count=\"{}\">", self.validations.len());
            self.validations.iter().for_each(|v| push_validation(xml, v));
            xml.push_str("</dataValidations>");
        }
        if !self.links.is_empty() {
            xml.push_str("<hyperlinks>");
            for (cell, place) in &self.links {
                let place = escape(place);
                let _ = write!(xml, "<hyperlink ref=\"{cell}\" location=\"{place}\"/>");
            }
            xml.push_str("</hyperlinks>");
        }
        let orientation = if self.landscape { "landscape" } else { "portrait" };
        let _ = write!(
            xml,
            "<printOptions horizontalCentered=\"1\"/>\
             <pageMargins left=\"0.7\" right=\"0.7\" top=\"0.9\" bottom=\"0.9\" header=\"0.4\" footer=\"0.5\"/>\
             <pageSetup paperSize=\"9\" orientation=\"{orientation}\" fitToHeight=\"0\"/>\
             <headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>"
        );
        if !self.breaks.is_empty() {
            let n = self.breaks.len();
            let _ = write!(xml, "<rowBreaks count=\"{n}\" manualBreakCount=\"{n}\">");
            for row in &self.breaks {
                let _ = write!(xml, "<brk id=\"{row}\" max=\"16383\" man=\"1\"/>");
            }
            xml.push_str("</rowBreaks>");
        }
        if self.drawn {
            xml.push_str("<drawing r:id=\"rId1\"/>");
        }
    }
}

fn push_row(xml: &mut String, r: usize, row: &Row) {
    let _ = write!(xml, "<row r=\"{}\"", r + 1);
    if row.height > 0 {
        let _ = write!(xml, " ht=\"{}\"", row.height);
    }
    xml.push_str(if row.fixed { " customHeight=\"1\">" } else { ">" });
    for (column, cell) in &row.cells {
        let (place, style) = (reference(r, *column), cell.style as u8);
        let _ = match &cell.value {
            Value::Blank => write!(xml, "<c r=\"{place}\" s=\"{style}\"/>"),
            Value::Text(text) => write!(
                xml,
                "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                string(text)
            ),
            Value::Number(n) => write!(xml, "<c r=\"{place}\" s=\"{style}\"><v>{n}</v></c>"),
            Value::Formula(formula, Shown::Number(n)) => write!(
                xml,
                "<c r=\"{place}\" s=\"{style}\"><f>{}</f><v>{n}</v></c>",
                escape(formula)
            ),
            Value::Formula(formula, Shown::Text(text)) => write!(
                xml,
                "<c r=\"{place}\" s=\"{style}\" t=\"str\"><f>{}</f><v>{}</v></c>",
                escape(formula),
                string(text)
            ),
        };
    }
    xml.push_str("</row>");
}

fn push_validation(xml: &mut String, validation: &Validation) {
    let (kind, operator, bounds, words) = match validation.kind {
        Allowed::Count => ("whole", "greaterThanOrEqual", &["0"][..], "请填写非负整数。"),
        Allowed::Change => {
            ("whole", "between", &["-999999999", "999999999"][..], "请填写整数，减少的写负数。")
        }
        Allowed::Amount => {
            ("decimal", "greaterThanOrEqual", &["0"][..], "请填写非负数，以万元计，最多六位小数。")
        }
        Allowed::Among(ref range) => {
            ("list", "between", std::slice::from_ref(range), "请从下拉列表中选择。")
        }
        Allowed::Anything => ("none", "between", &[][..], ""),
    };
    let (title, prompt) = &validation.prompt;
    let _ = write!(
        xml,
        "<dataValidation type=\"{kind}\" operator=\"{operator}\" allowBlank=\"1\" showInputMessage=\"1\" \
         showErrorMessage=\"1\" errorTitle=\"请核对\" error=\"{words}\" promptTitle=\"{}\" prompt=\"{}\" \
         sqref=\"{}\">",
        escape(pieces(title, 32)[0]),
        escape(pieces(prompt, 255)[0]),
        validation.cells
    );
    for (i, bound) in bounds.iter().enumerate() {
        let n = i + 1;
        let _ = write!(xml, "<formula{n}>{bound}</formula{n}>");
    }
    xml.push_str("</dataValidation>");
}

/// A string as a workbook stores it: cut to the longest text of a cell, and with `_x0041_` (which
/// would be read as a character's number) escaped.
fn string(text: &str) -> String {
    let text = pieces(text, LONGEST_TEXT)[0];
    let mut kept = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        let rest = &text.as_bytes()[i..];
        let numbered = rest.len() >= 7
            && rest.starts_with(b"_x")
            && rest[2..6].iter().all(u8::is_ascii_hexdigit)
            && rest[6] == b'_';
        if numbered {
            kept.push_str("_x005F");
        }
        kept.push(c);
    }
    escape(&kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_fit_their_cells() {
        assert_eq!(string("a_x0041_b_xyz_"), "a_x005F_x0041_b_xyz_");
        assert_eq!(string(&"字".repeat(LONGEST_TEXT + 9)).chars().count(), LONGEST_TEXT);
    }
}
