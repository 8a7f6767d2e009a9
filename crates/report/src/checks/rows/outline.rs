//! Parts that stand in paragraphs of their own, below a paragraph that ends in a colon with their total:
//! 公开信息684条。其中：/（一）土地类246条。/（二）矿产类88条。

use super::{Paragraph, is_counted, stands_free};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::text::split_numeral;

/// A total and its parts, each with its paragraph.
pub(in super::super) struct Outline<'a> {
    pub whole: (&'a Paragraph<'a>, &'a Figure),
    pub parts: Vec<(&'a Paragraph<'a>, &'a Figure)>,
}

impl Outline<'_> {
    pub(in super::super) fn sum(&self) -> Amount {
        self.parts.iter().map(|(_, f)| f.value).sum()
    }
}

/// The outlines of a section.
pub(in super::super) fn outlines<'a>(section: &'a [Paragraph<'a>]) -> Vec<Outline<'a>> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < section.len() {
        let here = &section[at];
        at += 1;
        let Some(whole) = section.get(at).and_then(|next| announced(here, next)) else { continue };
        let numbered = |p: &Paragraph| split_numeral(p.line.trim_start()).is_some();
        let first = section.get(at).is_some_and(numbered);
        let list = section[at..].iter().take_while(|p| numbered(p) == first);
        let items = list.map_while(|p| Some((p, item(p, whole.unit)?)));
        let parts: Vec<_> = items.collect();
        at += parts.len();
        if parts.len() > 1 {
            all.push(Outline { whole: (here, whole), parts });
        }
    }
    all
}

/// The total whose parts the end of a paragraph announces.
fn announced<'a>(here: &'a Paragraph, next: &Paragraph) -> Option<&'a Figure> {
    const SOME: &[&str] = &["主要", "例如", "重点", "部分", "典型"];
    const WORDS: usize = 20;
    let line = here.line.trim_end().strip_suffix(['：', ':'])?;
    // 公开信息472条，分五类：
    let of_items = |f: &&Figure| stands_free(f) && item(next, f.unit).is_some();
    let whole = here.figures.iter().rev().find(of_items)?;
    let lead = line.get(whole.whole.end..)?;
    let all = lead.chars().count() <= WORDS && !SOME.iter().any(|w| lead.contains(w));
    all.then_some(whole)
}

/// The figure of an item, a paragraph that begins with its name: （一）土地类246条.
fn item<'a>(here: &'a Paragraph, unit: &str) -> Option<&'a Figure> {
    const NAME: usize = 20;
    let line = here.line.trim_start();
    let rest = split_numeral(line).map_or(line, |(_, rest)| rest);
    let from = here.line.len() - rest.len();
    let figure = here.figures.iter().find(|f| f.number.start >= from)?;
    let name = &here.line[from..figure.number.start];
    let bare =
        !name.contains(['，', ',', '。', '；']) && (1..=NAME).contains(&name.chars().count());
    (bare && figure.unit == unit && is_counted(figure)).then_some(figure)
}
