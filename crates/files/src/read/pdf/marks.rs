//! Characters on a page that are not its plain text: struck out, invisible, or part of a watermark.

use report::document::AsideKind;

use super::ink::{Cover, Glyph, Ink, Rule};
use crate::read::colours::alike;

/// Lines near the middle of a word that are looked at.
const LOOKED_AT: usize = 64;
/// Large strings of a page that are looked at.
const LARGE: usize = 60;

impl Ink {
    /// Removes words printed large across smaller text, and the same words elsewhere; gives the
    /// words.
    pub fn take_watermarks(&mut self) -> Vec<String> {
        const TIMES: f32 = 1.4;
        let mut sizes: Vec<f32> = self.glyphs.iter().map(|g| g.size).collect();
        sizes.sort_by(f32::total_cmp);
        let Some(median) = sizes.get(sizes.len() / 2).copied() else { return Vec::new() };
        let is_large = |word: &&[Glyph]| word[0].size >= median * TIMES;
        let words = || self.glyphs.chunk_by(|a, b| a.string == b.string);
        let text = |word: &[Glyph]| word.iter().map(|g| g.c).collect::<String>().trim().to_string();
        let crosses = |word: &[Glyph]| {
            let (first, last) = (word[0], word[word.len() - 1]);
            let (top, bottom) =
                (first.start.1 - first.size * 0.8, first.start.1 + first.size * 0.1);
            self.glyphs.iter().any(|g| {
                let (x, y) = ((g.start.0 + g.end.0) / 2.0, g.start.1 - g.size * 0.35);
                !g.c.is_whitespace()
                    && g.size * TIMES <= first.size
                    && (first.start.0..=last.end.0).contains(&x)
                    && (top..=bottom).contains(&y)
            })
        };
        let large = || words().filter(is_large).take(LARGE);
        let mut marks: Vec<String> =
            large().filter(|w| crosses(w)).map(text).filter(|t| t.chars().count() > 1).collect();
        marks.sort();
        marks.dedup();
        let strings: Vec<usize> =
            large().filter(|w| marks.contains(&text(w))).map(|w| w[0].string).collect();
        self.glyphs.retain(|g| !strings.contains(&g.string));
        marks
    }

    /// Hides the characters over which something was drawn later, and those in the colour of the paper
    /// or of the shape behind them. A character below something that was added to the page as a note, or
    /// beyond its edge, is in doubt.
    pub fn cover(&mut self) {
        const BAND: f32 = 20.0;
        let band = |y: f32| (y / BAND) as usize;
        let height = self.height.clamp(0.0, 20_000.0);
        let mut bands: Vec<Vec<Cover>> = vec![Vec::new(); band(height) + 1];
        for cover in std::mem::take(&mut self.covers).into_iter().rev() {
            let last = band(cover.frame.bottom).min(bands.len() - 1);
            let lists = bands.get_mut(band(cover.frame.top)..=last).unwrap_or_default();
            for list in lists.iter_mut().filter(|list| list.len() < LOOKED_AT) {
                list.push(cover);
            }
        }
        for (i, glyph) in self.glyphs.iter_mut().enumerate() {
            let x = (glyph.start.0 + glyph.end.0) / 2.0;
            let y = glyph.start.1 - glyph.size * 0.35;
            if self.drawn_over.iter().any(|frame| frame.near((x, y), 3.0)) {
                glyph.look.get_or_insert(AsideKind::Doubt);
            }
            if glyph.start.0 > self.width && glyph.c.is_ascii_digit() {
                glyph.look.get_or_insert(AsideKind::Doubt);
            }
            let Some(list) = bands.get(band(y)) else { continue };
            let here = || list.iter().filter(|cover| cover.frame.near((x, y), 0.0));
            let covered = here().any(|cover| i < cover.before && cover.opaque);
            let below = here().find(|cover| i >= cover.before);
            let paper = match below {
                Some(cover) => cover.colour,
                None => (list.len() < LOOKED_AT).then_some([255; 3]),
            };
            let same = glyph.colour.zip(paper).is_some_and(|(ink, paper)| alike(ink, paper));
            if covered || same && !glyph.invisible {
                glyph.look = Some(AsideKind::Hidden);
            }
        }
    }

    /// Finds figures that are printed one over the other.
    pub fn find_overlaid(&mut self) {
        let line = |g: &Glyph| (g.start.1 / 4.0).round();
        let mut places: Vec<usize> = (0..self.glyphs.len())
            .filter(|i| self.glyphs[*i].c.is_ascii_digit() && self.glyphs[*i].look.is_none())
            .collect();
        let key = |i: &usize| (line(&self.glyphs[*i]), self.glyphs[*i].start.0);
        places.sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal));
        let mut overlaid = Vec::new();
        for (n, i) in places.iter().enumerate() {
            let a = self.glyphs[*i];
            let width = a.end.0 - a.start.0;
            for j in places[n + 1..].iter().take(LOOKED_AT) {
                let b = self.glyphs[*j];
                if line(&a) != line(&b) || b.start.0 - a.start.0 > width * 0.4 {
                    break;
                }
                if a.c != b.c {
                    overlaid.extend([*i, *j]);
                }
            }
        }
        overlaid.into_iter().for_each(|i| self.glyphs[i].look = Some(AsideKind::Overlaid));
    }

    /// Finds the characters that a line strikes out, and those that nobody sees on a page that is no
    /// picture.
    pub fn mark(&mut self) {
        let mut across = self.across.clone();
        across.sort_by(|a, b| a.at.total_cmp(&b.at));
        let unseen = self.glyphs.iter().filter(|g| g.invisible).count();
        let pictured = unseen * 2 > self.glyphs.len();
        let mut words: Vec<&mut [Glyph]> =
            self.glyphs.chunk_by_mut(|a, b| a.string == b.string).collect();
        for word in &mut words {
            let (first, last) = (word[0], word[word.len() - 1]);
            let (top, bottom) =
                (first.start.1 - first.size * 0.5, first.start.1 - first.size * 0.15);
            let begin = across.partition_point(|r| r.at < top);
            // A line that strikes out is about as long as the words; those of tables are longer.
            let beyond = first.size * 0.6;
            let strikes =
                |r: &&Rule| r.from >= first.start.0 - beyond && r.to <= last.end.0 + beyond;
            let near = across[begin..].iter().take(LOOKED_AT).take_while(|r| r.at <= bottom);
            let rules: Vec<Rule> = near.filter(strikes).copied().collect();
            for glyph in word.iter_mut() {
                let middle = (glyph.start.0 + glyph.end.0) / 2.0;
                if rules.iter().any(|r| (r.from..=r.to).contains(&middle)) {
                    glyph.look = Some(AsideKind::Struck);
                } else if glyph.invisible && !pictured {
                    glyph.look = Some(AsideKind::Hidden);
                }
            }
        }
    }
}
