//! PDF with a text layer: characters placed on pages become lines, lines become paragraphs, and
//! ruled lines become tables.
//!
//! `hayro-syntax` reads objects, encryption without a password, and repairs; this code reads what
//! the pages show. Deliberately absent: pictures (a scanned page has no text, and a note says so),
//! vertical writing, and annotations other than typed ones.

use hayro_syntax::{LoadPdfError, Pdf};
use report::document::{AsideKind, Document, Note, NoteLevel, Role};

use crate::error::{Code, Error};
use crate::kind::{Content, Fit};
use crate::limits;
use content::Fonts;
use guard::Budget;
use ink::Ink;
use page::{Item, Page};

mod carried;
mod cmap;
mod content;
mod encoding;
mod flow;
mod font;
mod guard;
mod ink;
mod lines;
mod marks;
mod matrix;
mod page;
mod ruling;
mod tables;
mod truetype;

/// Most pages of a file.
const PAGES: usize = 1_000;
/// Most characters of all pages together.
const GLYPHS: usize = 1_000_000;

pub fn fits(content: &Content) -> Fit {
    let (Content::Binary(bytes) | Content::Text(bytes, _)) = content else { return Fit::No };
    Fit::sure_if(bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-"))
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    guard::check(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Error::encrypted(),
        LoadPdfError::Invalid => Error::damaged(),
    })?;
    let mut budget = Budget::new();
    let inks = draw(&pdf, &mut budget)?;
    let carried = carried::data(&pdf, &mut budget);
    let data = match carried {
        Some((json, true)) => match carried::print(&json, &inks) {
            Some(print) => return Ok(print),
            None => None,
        },
        changed => changed.map(|(json, _)| json),
    };
    let mut pages = layout(inks, notes)?;
    for head in flow::strip(&mut pages) {
        let message = format!("每页重复的页眉或页脚没有列入报告：{head}");
        notes.push(Note::new(NoteLevel::Info, message));
    }
    tables::join_rows(&mut pages);
    let mut document = Document { data, ..Document::default() };
    write(pages, &mut document, notes)?;
    Ok(document)
}

/// Reads the content of each page.
fn draw(pdf: &Pdf, budget: &mut Budget) -> Result<Vec<Ink>, Error> {
    if pdf.pages().len() > PAGES {
        return Err(limits::too_large());
    }
    let mut fonts = Fonts::default();
    let mut left = GLYPHS;
    let mut inks = Vec::new();
    for page in pdf.pages().iter() {
        let mut ink = content::draw(page, &mut fonts, budget);
        ink.cut_short |= std::mem::take(&mut budget.broken);
        left = left.checked_sub(ink.glyphs.len()).ok_or_else(limits::too_large)?;
        if budget.spent {
            return Err(limits::too_large());
        }
        limits::step(1)?;
        inks.push(ink);
    }
    Ok(inks)
}

/// The pages as lines and tables; what could not be read is noted.
fn layout(inks: Vec<Ink>, notes: &mut Vec<Note>) -> Result<Vec<Page>, Error> {
    check_text(&inks)?;
    let mut pages = Vec::new();
    for (i, mut ink) in inks.into_iter().enumerate() {
        let of_page = prepare(&mut ink).into_iter();
        notes.extend(of_page.map(|note| note.at(format!("第{}页", i + 1))));
        pages.push(Page::of(ink, i + 1));
    }
    Ok(pages)
}

/// Number of characters of a page that are unknown.
fn unknown(ink: &Ink) -> usize {
    ink.unreadable + ink.glyphs.iter().filter(|g| g.c == '\u{fffd}').count()
}

/// Refuses pages without text, and those of which a fifth cannot be read.
fn check_text(inks: &[Ink]) -> Result<(), Error> {
    let written = inks.iter().map(|i| i.glyphs.len() + i.unreadable).sum::<usize>();
    let message = if written == 0 && inks.iter().any(|i| i.images > 0.2) {
        "这份 PDF 是扫描的图片，里面没有文字；请打开报告的 Word 文件，或先用 WPS 等软件识别文字，另存为 docx 后再打开。"
    } else if written == 0 {
        "这份 PDF 里没有文字；请打开报告的 Word 文件，或重新导出 PDF 后再试。"
    } else if inks.iter().map(unknown).sum::<usize>() * 5 > written {
        "这份 PDF 的字体没有说明每个字是什么，文字读不出来；请打开报告的 Word 文件，或先用 WPS 等软件识别文字，另存为 docx 后再打开。"
    } else {
        return Ok(());
    };
    Err(Error::new(Code::Unsupported, message))
}

/// Takes from a page what is not its text, marks the asides in it, and gives notes about both, without
/// their place.
fn prepare(ink: &mut Ink) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut lost = |level, message: String| notes.push(Note::new(level, message));
    let (strange, drawn) = (unknown(ink), ink.glyphs.len());
    ink.cover();
    let turned = ink.upright();
    let watermarks = ink.take_watermarks();
    ink.mark();
    ink.find_overlaid();
    if !watermarks.is_empty() {
        lost(NoteLevel::Info, format!("水印没有列入报告：{}", watermarks.join("；")));
    }
    if strange > 0 {
        lost(NoteLevel::Lost, format!("有{strange}个字读不出来，显示为“\u{fffd}”"));
    }
    if ink.images > 0.5 && drawn == 0 {
        lost(NoteLevel::Lost, "这一页是图片，没有文字可读".into());
    }
    if ink.glyphs.iter().filter(|g| g.invisible).count() * 2 > drawn.max(1) {
        lost(NoteLevel::Guessed, "这一页是扫描后识别的文字，请核对原文".into());
    }
    if !turned.is_empty() {
        let text: String = turned.iter().map(|g| g.c).take(40).collect();
        lost(NoteLevel::Lost, format!("斜排或竖排的文字没有列入报告：{text}"));
    }
    if !ink.undrawn.is_empty() {
        let values = ink.undrawn.join("”“");
        lost(NoteLevel::Lost, format!("表单里填写的内容没有显示在页面上，没有读入：“{values}”"));
    }
    if ink.glyphs.iter().any(|g| g.look == Some(AsideKind::Field)) {
        let message = "这一页有填写在表单里的内容，按页面上显示的读入，请核对";
        lost(NoteLevel::Guessed, message.into());
    }
    if ink.cut_short {
        lost(NoteLevel::Lost, "这一页内容太多或不完整，只读入了一部分".into());
    }
    notes
}

/// Appends the pages to the document as paragraphs and grids.
fn write(pages: Vec<Page>, document: &mut Document, notes: &mut Vec<Note>) -> Result<(), Error> {
    let setting = flow::Setting::of(&pages.iter().flat_map(Page::lines).collect::<Vec<_>>());
    let mut open: Option<(String, lines::Line, usize)> = None;
    for page in pages {
        let tabbed = tables::tabbed(&page.items, &setting);
        if tabbed.iter().any(Option::is_some) {
            let message = "没有表格线的内容按对齐分列读入，请核对";
            let note = Note::new(NoteLevel::Guessed, message);
            notes.push(note.at(format!("第{}页", page.number)));
        }
        for (item, tabbed) in page.items.into_iter().zip(tabbed) {
            if document.blocks.len() >= limits::PARAGRAPHS {
                return Err(limits::too_large());
            }
            let line = match item {
                Item::Line(line) => line,
                Item::Sheet(sheet) => {
                    close(&mut open, document);
                    document.blocks.push(report::document::Block::Grid(sheet.grid));
                    continue;
                }
            };
            if let Some(tabbed) = tabbed {
                close(&mut open, document);
                document.push(Role::Body, tabbed);
                continue;
            }
            let text = line.text();
            match &mut open {
                Some((whole, before, number))
                    if setting.goes_on(before, &line, *number != page.number) =>
                {
                    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
                    if latin(whole.chars().last()) && latin(text.chars().next()) {
                        whole.push(' ');
                    }
                    whole.push_str(&text);
                    (*before, *number) = (line, page.number);
                }
                _ => {
                    close(&mut open, document);
                    open = Some((text, line, page.number));
                }
            }
        }
    }
    close(&mut open, document);
    Ok(())
}

fn close(open: &mut Option<(String, lines::Line, usize)>, document: &mut Document) {
    if let Some((text, ..)) = open.take() {
        document.push(Role::Body, text);
    }
}
