//! Pages → the bytes of a file that keeps to PDF/A-3a and PDF/UA-1: tags, fonts, colours, bookmarks,
//! what the file says of itself, and the report's data as an attachment.

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::types::{
    ArtifactSubtype, ArtifactType, AssociationKind, OutputIntentSubtype, StructRole,
    TableHeaderScope,
};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Settings, Str, TextStr};

use report::compose::{ATTACHMENT, PAGES, digest};

use crate::Error;
use crate::book::{Book, Bookmark, Mark, PAGE, Page, Piece};
use crate::embed;
use crate::fonts::{Fonts, Key, is_private};

/// sRGB, of the Compact ICC Profiles (CC0).
const SRGB: &[u8] = include_bytes!("srgb.icc");
const XMP: &str = include_str!("xmp.xml");

/// What a file says of itself besides its pages.
pub struct About<'a> {
    pub title: &'a str,
    /// The report's JSON.
    pub data: Option<&'a str>,
}

/// Bytes packed for a stream.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, 9)
}

/// The elements' places on the pages: page and number of the marked content.
type Places = Vec<Vec<(usize, i32)>>;

/// The objects to which others refer.
struct Ids {
    catalog: Ref,
    tree: Ref,
    parents: Ref,
    page_tree: Ref,
    metadata: Ref,
    profile: Ref,
    pages: Vec<Ref>,
    nodes: Vec<Ref>,
}

/// The bytes of the file.
///
/// # Errors
/// A font is damaged.
pub fn write(book: &Book, fonts: &Fonts, about: &About) -> Result<Vec<u8>, Error> {
    let mut pdf = Pdf::with_settings(Settings { pretty: false });
    pdf.set_version(1, 7);
    let mut next = Ref::new(1);
    let ids = Ids {
        catalog: next.bump(),
        tree: next.bump(),
        parents: next.bump(),
        page_tree: next.bump(),
        metadata: next.bump(),
        profile: next.bump(),
        pages: book.pages.iter().map(|_| next.bump()).collect(),
        nodes: book.nodes.iter().map(|_| next.bump()).collect(),
    };
    let embedded = embed::fonts(&mut pdf, &mut next, fonts)?;
    let mut places: Places = book.nodes.iter().map(|_| Vec::new()).collect();
    let (mut on_page, mut all) = (Vec::new(), Vec::new());
    for (number, page) in book.pages.iter().enumerate() {
        let (content, marked) = draw(page);
        for (i, node) in marked.iter().enumerate() {
            places[*node].push((number, i as i32));
        }
        on_page.push(marked);
        all.extend_from_slice(content.trim_ascii_end());
        write_page(&mut pdf, &mut next, &ids, number, &content, &embedded);
    }
    pdf.pages(ids.page_tree).count(book.pages.len() as i32).kids(ids.pages.iter().copied());
    tree(&mut pdf, &ids, book, &places, &on_page);
    let outline = outline(&mut pdf, &mut next, &ids, &book.bookmarks);
    let attached = about.data.map(|data| {
        all.extend_from_slice(data.as_bytes());
        attach(&mut pdf, &mut next, data, digest(&all))
    });
    pdf.icc_profile(ids.profile, &packed(SRGB)).n(3).filter(Filter::FlateDecode);
    pdf.metadata(ids.metadata, XMP.replace("{title}", &escaped(about.title)).as_bytes());
    pdf.document_info(next.bump()).title(TextStr(about.title));
    catalog(&mut pdf, &ids, outline, attached);
    let seed = pdf.as_bytes();
    let id = [digest(seed), digest(about.data.unwrap_or(about.title).as_bytes())];
    let id: Vec<u8> = id.iter().flat_map(|half| half.to_be_bytes()).collect();
    pdf.set_file_id((id.clone(), id));
    let xref = next.bump();
    Ok(pdf.finish_with_xref_stream_and_filter(xref, |table| {
        (packed(table), pdf_writer::XRefFilter::Single(Filter::FlateDecode))
    }))
}

fn catalog(pdf: &mut Pdf, ids: &Ids, outline: Option<Ref>, attached: Option<Ref>) {
    let mut catalog = pdf.catalog(ids.catalog);
    catalog.pages(ids.page_tree).metadata(ids.metadata).lang(TextStr("zh-CN"));
    catalog.mark_info().marked(true);
    catalog.viewer_preferences().display_doc_title(true);
    if let Some(outline) = outline {
        catalog.outlines(outline);
    }
    catalog.pair(Name(b"StructTreeRoot"), ids.tree);
    let mut intents = catalog.output_intents();
    intents
        .push()
        .subtype(OutputIntentSubtype::PDFA)
        .output_condition_identifier(TextStr("sRGB"))
        .info(TextStr("sRGB IEC61966-2.1"))
        .dest_output_profile(ids.profile);
    intents.finish();
    if let Some(file) = attached {
        let mut names = catalog.names();
        names.embedded_files().names().insert(Str(ATTACHMENT.as_bytes()), file);
        names.finish();
        catalog.insert(Name(b"AF")).array().item(file);
    }
}

/// The content of a page, and the elements of its marked contents in order.
fn draw(page: &Page) -> (Vec<u8>, Vec<usize>) {
    let (mut content, mut marked) = (Content::new(), Vec::new());
    if !page.frames.is_empty() {
        let mut mark = content.begin_marked_content_with_properties(Name(b"Artifact"));
        mark.properties().artifact().kind(ArtifactType::Layout);
        mark.finish();
        content.set_line_width(0.5);
        for [left, top, width, height] in &page.frames {
            content.rect(*left, PAGE.1 - top - height, *width, *height);
        }
        content.stroke().end_marked_content();
    }
    for pieces in page.pieces.chunk_by(|a, b| a.mark == b.mark) {
        match pieces[0].mark {
            Mark::Node(node) => {
                let mut mark = content.begin_marked_content_with_properties(Name(b"P"));
                mark.properties().identify(marked.len() as i32);
                marked.push(node);
            }
            mark => {
                let artifact = content.begin_marked_content_with_properties(Name(b"Artifact"));
                let mut artifact = artifact;
                let mut properties = artifact.properties().artifact();
                properties.kind(ArtifactType::Pagination);
                if mark == Mark::Number {
                    properties.subtype(ArtifactSubtype::Footer);
                }
            }
        }
        content.begin_text();
        let mut font = None;
        pieces.iter().for_each(|piece| show(&mut content, piece, &mut font));
        content.end_text().end_marked_content();
    }
    (content.finish().into_vec(), marked)
}

/// Shows a line; `font` is the font and size that are set.
fn show(content: &mut Content, piece: &Piece, font: &mut Option<(Key, f32)>) {
    let (x, y) = piece.at;
    content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, PAGE.1 - y]);
    let same = |a: &(crate::fonts::Glyph, f32), b: &(crate::fonts::Glyph, f32)| {
        a.0.font == b.0.font && !is_private(a.0.c) && !is_private(b.0.c)
    };
    for run in piece.glyphs.chunk_by(same) {
        let first = run[0].0;
        if *font != Some((first.font, piece.size)) {
            content.set_font(Name(embed::name(first.font).as_bytes()), piece.size);
            *font = Some((first.font, piece.size));
        }
        // A code of a private area does not say what a character is; PDF/A asks for it as a text.
        if is_private(first.c) {
            let mut mark = content.begin_marked_content_with_properties(Name(b"Span"));
            mark.properties().actual_text(TextStr(first.c.encode_utf8(&mut [0; 4])));
        }
        let mut shown = content.show_positioned();
        let mut items = shown.items();
        let mut codes = Vec::new();
        for (glyph, space) in run {
            match glyph.font {
                Key::Face(..) => codes.extend(glyph.code.to_be_bytes()),
                Key::Boxes(_) => codes.push(glyph.code as u8),
            }
            if *space > 0.0 {
                items.show(Str(&codes)).adjust((-1000.0 * space).round());
                codes.clear();
            }
        }
        if !codes.is_empty() {
            items.show(Str(&codes));
        }
        items.finish();
        shown.finish();
        if is_private(first.c) {
            content.end_marked_content();
        }
    }
}

fn write_page(
    pdf: &mut Pdf,
    next: &mut Ref,
    ids: &Ids,
    number: usize,
    content: &[u8],
    fonts: &[(Key, Ref)],
) {
    let stream = next.bump();
    let mut page = pdf.page(ids.pages[number]);
    page.parent(ids.page_tree).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).contents(stream);
    page.struct_parents(number as i32).pair(Name(b"Tabs"), Name(b"S"));
    let mut resources = page.resources();
    let mut dict = resources.fonts();
    for (key, id) in fonts {
        dict.pair(Name(embed::name(*key).as_bytes()), *id);
    }
    dict.finish();
    resources.finish();
    page.finish();
    pdf.stream(stream, &packed(content)).filter(Filter::FlateDecode);
}

/// The tree of the structure, and for each page the elements of its marked contents.
fn tree(pdf: &mut Pdf, ids: &Ids, book: &Book, places: &Places, on_page: &[Vec<usize>]) {
    let mut root = pdf.indirect(ids.tree).start::<pdf_writer::writers::StructTreeRoot>();
    root.children().item(ids.nodes[0]);
    root.pair(Name(b"ParentTree"), ids.parents)
        .pair(Name(b"ParentTreeNextKey"), on_page.len() as i32);
    root.finish();
    let mut parents = pdf.indirect(ids.parents).dict();
    let mut numbers = parents.insert(Name(b"Nums")).array();
    for (page, marked) in on_page.iter().enumerate() {
        numbers.item(page as i32);
        numbers.push().array().items(marked.iter().map(|node| ids.nodes[*node]));
    }
    numbers.finish();
    parents.finish();
    for (i, node) in book.nodes.iter().enumerate() {
        let mut element = pdf.struct_element(ids.nodes[i]);
        element.kind(node.role);
        element.parent(if i == 0 { ids.tree } else { ids.nodes[node.parent] });
        let first = places[i].first().map(|(page, _)| *page);
        if let Some(page) = first {
            element.page(ids.pages[page]);
        }
        let mut children = element.children();
        for kid in &node.kids {
            children.struct_element(ids.nodes[*kid]);
        }
        for (page, content) in &places[i] {
            match Some(*page) == first {
                true => {
                    children.marked_content_id(*content);
                }
                false => {
                    let mut reference = children.marked_content_ref();
                    reference.page(ids.pages[*page]).marked_content_id(*content);
                }
            }
        }
        children.finish();
        if matches!(node.role, StructRole::TH | StructRole::TD) {
            let (rows, columns) = node.span;
            let is_head = node.role == StructRole::TH;
            if is_head || rows > 1 || columns > 1 {
                let mut attributes = element.attributes();
                let mut table = attributes.push().table();
                if is_head {
                    table.scope(scope(book, node.parent));
                }
                if rows > 1 {
                    table.row_span(rows as i32);
                }
                if columns > 1 {
                    table.col_span(columns as i32);
                }
            }
        }
    }
}

/// Heads in rows of nothing but heads are those of columns; others are those of rows.
fn scope(book: &Book, row: usize) -> TableHeaderScope {
    match book.nodes[row].kids.iter().all(|cell| book.nodes[*cell].role == StructRole::TH) {
        true => TableHeaderScope::Column,
        false => TableHeaderScope::Row,
    }
}

/// The bookmarks in two levels; `None` without any.
fn outline(pdf: &mut Pdf, next: &mut Ref, ids: &Ids, marks: &[Bookmark]) -> Option<Ref> {
    if marks.is_empty() {
        return None;
    }
    let root = next.bump();
    let items: Vec<Ref> = marks.iter().map(|_| next.bump()).collect();
    let parent = |at: usize| {
        let above = (0..at).rev().find(|other| marks[*other].level < marks[at].level);
        above.filter(|_| marks[at].level > 0)
    };
    let kids = |of: Option<usize>| (0..marks.len()).filter(move |at| parent(*at) == of);
    let top: Vec<usize> = kids(None).collect();
    let mut whole = pdf.outline(root);
    whole.first(items[top[0]]).last(items[top[top.len() - 1]]).count(marks.len() as i32);
    whole.finish();
    for (at, mark) in marks.iter().enumerate() {
        let mut item = pdf.outline_item(items[at]);
        item.title(TextStr(&mark.text)).parent(parent(at).map_or(root, |above| items[above]));
        if let Some(before) = (0..at).rev().find(|other| parent(*other) == parent(at)) {
            item.prev(items[before]);
        }
        if let Some(after) = (at + 1..marks.len()).find(|other| parent(*other) == parent(at)) {
            item.next(items[after]);
        }
        let below: Vec<usize> = kids(Some(at)).collect();
        if let (Some(first), Some(last)) = (below.first(), below.last()) {
            item.first(items[*first]).last(items[*last]).count(below.len() as i32);
        }
        item.dest().page(ids.pages[mark.page]).xyz(0.0, PAGE.1 - mark.y, None);
    }
    Some(root)
}

/// Attaches the report's JSON as the source of the file, with the digest of what all pages show and
/// of the JSON: our reader takes the JSON only if nothing was moved or changed.
fn attach(pdf: &mut Pdf, next: &mut Ref, data: &str, pages: u64) -> Ref {
    let (specification, stream) = (next.bump(), next.bump());
    let mut file = pdf.file_spec(specification);
    file.path(Str(ATTACHMENT.as_bytes())).unic_file(TextStr(ATTACHMENT));
    file.description(TextStr("年度报告的数据，可用年报程序打开"));
    file.association_kind(AssociationKind::Source);
    file.pair(Name(PAGES.as_bytes()), Str(format!("{pages:016x}").as_bytes()));
    let mut embedded = file.insert(Name(b"EF")).dict();
    embedded.pair(Name(b"F"), stream).pair(Name(b"UF"), stream);
    embedded.finish();
    file.finish();
    let bytes = packed(data.as_bytes());
    let mut embedded = pdf.embedded_file(stream, &bytes);
    embedded.subtype(Name(b"application/json")).filter(Filter::FlateDecode);
    embedded.params().size(data.len() as i32);
    embedded.finish();
    specification
}

/// Text escaped for XML, without characters that XML forbids.
fn escaped(text: &str) -> String {
    let drawn = text.chars().filter_map(report::compose::as_drawn).collect::<String>();
    drawn.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
