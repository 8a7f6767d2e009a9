//! Goes through the lines of a document: first the tables are taken out, then the title, then what
//! a website prints around an article; the rest is the preface and the sections.

use std::collections::BTreeMap;

use super::headings::{Headings, contents, is_section_heading, numbered_by_space};
use super::heads::Heads;
use super::layout::{self, Line};
use super::names::Named;
use super::placed::Placed;
use super::{is_own_heading, known_section, page, statement};
use crate::document::{Note, NoteLevel, Role};
use crate::report::{Report, Section};
use crate::steps;
use crate::tables;
use crate::text::{self, key};

pub(super) struct Reader<'a> {
    pub report: Report,
    pub notes: Vec<Note>,
    pub places: BTreeMap<String, String>,
    pub used: Vec<bool>,
    pub lines: &'a [Line<'a>],
    /// Whether the form prescribes tables and none was found.
    pub no_table: bool,
    /// One past the last line of each table that was read.
    pub table_ends: Vec<usize>,
    /// Where the prose of a line ends, of those into which a table has run.
    pub ends: BTreeMap<usize, usize>,
    /// Which section has each of the form's ids.
    pub holders: BTreeMap<String, usize>,
}

impl Reader<'_> {
    pub(super) fn take_tables(&mut self, tables: Vec<Placed>) {
        let local = self.local_tables(&tables);
        self.no_table =
            local.is_empty() && tables.is_empty() && !self.report.form.tables.is_empty();
        for (first, end, found) in tables.into_iter().chain(local) {
            self.used[first..end].fill(true);
            self.table_ends.push(end);
            self.report.cells.extend(found.cells);
            self.places.extend(found.places);
            self.report.extra_rows.extend(found.extra_rows);
            self.notes.extend(found.notes);
            self.table_title(first);
        }
        for (i, line) in self.lines.iter().enumerate() {
            if let Some(grid) = line.grid.filter(|_| !self.used[i]) {
                self.used[i] = true;
                let words = grid.rows.iter().flatten().map(|c| c.text.as_str());
                let text: String = words.collect::<Vec<_>>().join(" ").chars().take(60).collect();
                let note = Note::new(NoteLevel::Lost, format!("有一个表格没有列入报告：{text}…"));
                self.notes.push(note.at(format!("第{}段", i + 1)));
            }
        }
    }

    /// Tables of the agency's own. If the form's tables are inside its sections, a report has no
    /// place for others, and none is kept.
    fn local_tables(&self, tables: &[Placed]) -> Vec<Placed> {
        if self.report.form.tables.iter().any(|t| t.section.is_some()) {
            return Vec::new();
        }
        let texts: Vec<&str> = self.lines.iter().map(|l| l.text.as_ref()).collect();
        let mut taken = vec![false; self.lines.len()];
        tables.iter().for_each(|(first, end, _)| taken[*first..*end].fill(true));
        let (mut local, mut grids, mut i) = (Vec::new(), 0, 0);
        while i < self.lines.len() {
            grids += usize::from(self.lines[i].grid.is_some());
            let found = match self.lines[i].grid {
                _ if taken[i] => None,
                Some(grid) => tables::from_local_grid(grid, grids).map(|found| (found, 1)),
                None => tables::from_local_lines(&texts[i..], i),
            };
            let count = found.as_ref().map_or(1, |(_, count)| *count);
            local.extend(found.map(|(found, count)| (i, i + count, found)));
            i += count;
        }
        local
    }

    /// Takes out the lines above an annexed table that are printed anew: its title and the word
    /// 附件.
    fn table_title(&mut self, first: usize) {
        for i in (first.saturating_sub(4)..first).rev().filter(|&i| self.lines[i].grid.is_none()) {
            let line = &self.lines[i];
            let tight = key(&line.text);
            let annex = tight.starts_with("附件") || tight.starts_with("附表");
            if annex && tight.chars().count() <= 5 {
                self.used[i] = true;
                return;
            }
            let titled = (tight.ends_with("统计表") || tight.ends_with("情况表")) && !annex;
            if line.role != Role::TableTitle && !titled {
                return;
            }
            self.used[i] = true;
        }
    }

    /// Takes the heads; what is above the title, or above the text if there is none, is noted.
    pub(super) fn heads(&mut self, heads: &Heads) {
        self.report.title = heads.title.clone();
        self.report.agency = heads.agency.clone();
        self.report.year = heads.year;
        if self.report.title.is_empty() {
            self.report.title = self.report.standard_title();
        }
        self.notes.extend(heads.notes.iter().cloned());
        match heads.own {
            Some((first, end)) => {
                self.used[first..end].fill(true);
                self.above_title(first);
                self.below_title(end);
            }
            None => self.above_text(),
        }
    }

    /// Notes once which heads were not found.
    pub(super) fn tell_missing(&mut self, heads: &Heads) {
        let mut missing: Vec<&str> = heads.missing.clone();
        if self.no_table {
            missing.push("可以识别的统计表");
        }
        if missing.is_empty() {
            return;
        }
        let message = format!("没有找到{}，请核对原文后填写", missing.join("、"));
        self.notes.push(Note::new(NoteLevel::Lost, message));
    }

    /// Takes out what a website prints above a text without a title: facts, menus, single words.
    fn above_text(&mut self) {
        let is_text = |l: &Line| {
            l.grid.is_some()
                || is_section_heading(&l.text)
                || numbered_by_space(&l.text)
                || l.text.contains('。')
                || text::length(&l.text) > 60
        };
        let Some(first) = self.lines.iter().position(is_text) else { return };
        let of_page = |l: &Line| page::labelled(&l.text).is_some() || page::is_menu(&l.text);
        let last = self.lines[..first].iter().rposition(of_page);
        let end = last.map_or(0, |last| {
            let words = |l: &&Line| text::length(&l.text) <= 8 || l.text.ends_with(['：', ':']);
            last + 1 + self.lines[last + 1..first].iter().take_while(words).count()
        });
        // The name of the agency is already known from the heads.
        let named = |i: &usize| key(&self.lines[*i].text) == self.report.agency;
        let name = (0..first).find(named).filter(|_| !self.report.agency.is_empty());
        name.into_iter().for_each(|i| self.used[i] = true);
        self.above_title(end);
    }

    /// Takes out what a website prints above an article, but keeps its date of publication. Other
    /// words above the title (line `first`) are noted as lost.
    fn above_title(&mut self, first: usize) {
        let free = (0..first).filter(|&i| !self.used[i] && self.lines[i].grid.is_none());
        let told = |i: usize| page::labelled(&self.lines[i].text).is_some();
        let menu = |i: usize| page::is_menu(&self.lines[i].text);
        let lost: Vec<usize> = free.filter(|&i| !told(i) || menu(i)).collect();
        (0..first).for_each(|i| self.published(i));
        self.used[..first].fill(true);
        self.lose(&lost, "标题之前的文字没有列入报告");
    }

    /// Takes out the lines around the tables of a workbook without text: titles of tables, who
    /// filled them in, units. Only sentences belong to the report.
    pub(super) fn around_tables(&mut self, said: &Named) {
        let first = (0..self.lines.len()).find(|&i| !self.used[i] && self.is_heading(i));
        let mut lost = Vec::new();
        for i in 0..first.unwrap_or(self.lines.len()) {
            let text = &*self.lines[i].text;
            let remark = ["注", "备注", "说明", "填表"].iter().any(|w| text.starts_with(w));
            if self.used[i] || self.lines[i].grid.is_some() || text.contains('。') && !remark {
                continue;
            }
            self.used[i] = true;
            let told = text == self.report.agency || said.quote.iter().any(|q| q == text);
            if !told && !layout::is_table_title(&key(text)) {
                lost.push(i);
            }
        }
        self.lose(&lost, "表格之外的文字没有列入报告");
        if first.is_none() {
            let message = "文件里只有表格，没有报告的文字部分，请补写";
            self.notes.push(Note::new(NoteLevel::Info, message));
        }
    }

    fn is_heading(&self, i: usize) -> bool {
        let line = &self.lines[i];
        let known = known_section(self.report.form, &line.text).is_some();
        line.grid.is_none() && is_section_heading(&line.text) && known
    }

    /// Takes out what a website prints between the title and the article.
    fn below_title(&mut self, first: usize) {
        for i in first..self.lines.len() {
            if self.used[i] || self.lines[i].grid.is_some() {
                return;
            }
            if !self.is_metadata(i) && page::date_in(&self.lines[i].text).is_none() {
                return;
            }
            self.published(i);
            self.used[i] = true;
        }
    }

    fn is_metadata(&self, i: usize) -> bool {
        page::labelled(&self.lines[i].text).is_some() || page::is_menu(&self.lines[i].text)
    }

    /// Keeps the date of publication if this line states it.
    fn published(&mut self, i: usize) {
        let line = &*self.lines[i].text;
        if let Some(date) = page::date_in(line) {
            self.report.published = text::iso_date(date);
        }
    }

    /// Takes out what a website prints below an article: everything from the first line that only a
    /// web page has, and lines at the end about the page.
    pub(super) fn below_text(&mut self) {
        let free = |i: &usize| !self.used[*i] && self.lines[*i].grid.is_none();
        let heading = self.lines.iter().rposition(|l| is_section_heading(&l.text));
        let text = heading.map_or(0, |i| i + 1)..self.lines.len();
        let first = text.clone().find(|&i| page::begins_footer(&self.lines[i].text));
        let mut lost: Vec<usize> = (first.unwrap_or(text.end)..text.end).filter(free).collect();
        let last = (0..first.unwrap_or(text.end)).rev().filter(free);
        lost.extend(last.take_while(|&i| page::is_footer(&self.lines[i].text)));
        lost.sort_unstable();
        lost.iter().for_each(|&i| self.used[i] = true);
        self.lose(&lost, "文后的网页文字没有列入报告");
    }

    /// Notes lines that are left out; the first one is quoted.
    fn lose(&mut self, lines: &[usize], why: &str) {
        let Some(&first) = lines.first() else { return };
        let start: String = self.lines[first].text.chars().take(40).collect();
        let more = Some(lines.len()).filter(|n| *n > 1).map(|n| format!("（共{n}段）"));
        let more = more.unwrap_or_default();
        let note = Note::new(NoteLevel::Lost, format!("{why}：{start}{more}"));
        self.notes.push(note.at(format!("第{}段", first + 1)));
    }

    /// The lines, of these free ones, that are cells of tables which were not read.
    fn cells_left(&self, words: &tables::Words, free: &[usize]) -> Vec<usize> {
        let texts: Vec<&str> = free.iter().map(|&i| &*self.lines[i].text).collect();
        let stretches = words.stretches(&texts).into_iter().flat_map(|(first, end)| first..end);
        let mut lost: Vec<usize> = stretches.map(|i| free[i]).collect();
        // What follows a table that was read, or stands between bars, is of a table at once.
        let within = self.report.form.tables.iter().any(|t| t.section.is_some());
        for &end in &self.table_ends {
            let open = |i: &usize| {
                let line = &self.lines[*i];
                let headed = within && self.is_heading(*i);
                !self.used[*i] && line.grid.is_none() && !headed && words.is_cells(&line.text)
            };
            lost.extend((end..self.lines.len()).take_while(open));
        }
        lost.extend(free.iter().copied().filter(|&i| words.is_barred(&self.lines[i].text)));
        let whole = |i: &usize| {
            let text = &self.lines[*i].text;
            !is_section_heading(text) && words.is_run_together(text)
        };
        lost.extend(free.iter().copied().filter(whole));
        lost.sort_unstable();
        lost.dedup();
        // Between cells stand pieces of labels, and nothing else so short.
        const GAP: usize = 8;
        let pieces = |i: usize| {
            let line = &self.lines[i];
            let short = text::length(&line.text) <= 40 && !line.text.contains('。');
            line.grid.is_none() && short && !is_section_heading(&line.text)
        };
        let gaps = lost.windows(2).map(|pair| pair[0] + 1..pair[1]);
        let filled = gaps.filter(|gap| (1..=GAP).contains(&gap.len()) && gap.clone().all(pieces));
        let between: Vec<usize> = filled.flatten().filter(|&i| !self.used[i]).collect();
        lost.extend(between);
        lost.sort_unstable();
        lost
    }

    /// What is left of tables that could not be read is no prose: lines that are nothing but cells.
    pub(super) fn remnants(&mut self) {
        let words = tables::Words::known();
        let free: Vec<usize> = (0..self.lines.len())
            .filter(|&i| !self.used[i] && self.lines[i].grid.is_none())
            .collect();
        let mut lost = self.cells_left(words, &free);
        lost.iter().for_each(|&i| self.used[i] = true);
        for i in free.into_iter().filter(|&i| !self.used[i]) {
            let end = words.prose_end(&self.lines[i].text);
            if end < self.lines[i].text.len() {
                self.ends.insert(i, end);
                lost.push(i);
            }
        }
        let labels: Vec<tables::Labels> =
            self.report.form.tables.iter().map(tables::Labels::of).collect();
        let run_together = |l: &Line| labels.iter().any(|t| tables::has_run_together(t, &l.text));
        if self.no_table && (!lost.is_empty() || self.lines.iter().any(run_together)) {
            // There is a table that could not be read; the note says so.
            self.no_table = false;
            let message = "表格各格的内容连在了一起，无法分清，没有读入，也没有列入正文；\
                请从原文件重新打开或手工填写";
            self.notes.push(Note::new(NoteLevel::Lost, message));
        } else {
            self.lose(&lost, self.why_left(&lost));
        }
    }

    /// Makes the preface and the sections from all lines that are left, in order.
    pub(super) fn text(&mut self) {
        let mut preface: Vec<&str> = Vec::new();
        let mut texts: Vec<Vec<&str>> = Vec::new();
        let mut lost = Vec::new();
        let contents = contents(self.report.form, self.lines);
        contents.iter().for_each(|&i| self.used[i] = true);
        let mut headings = Headings::of(self.report.form, self.lines, contents);
        for i in 0..self.lines.len() {
            if self.used[i] || !steps::take(1) {
                continue;
            }
            let line = &self.lines[i];
            let blank = line.text.chars().all(|c| matches!(c, '|' | ' ' | '\u{a0}'));
            if blank {
                continue;
            }
            if texts.is_empty()
                && is_section_heading(&line.text)
                && statement::is_name_of_kind(&line.text)
            {
                // The line is the column of the website.
                lost.push(i);
                continue;
            }
            let form = self.report.form;
            let new = |heading: &str| {
                known_section(form, heading).is_some_and(|s| self.may_have(s.id, heading))
            };
            if headings.take(form, self.lines, i, new) {
                let known = known_section(self.report.form, &line.text);
                let known = known.filter(|s| self.may_have(s.id, &line.text));
                let id = known.map(|s| s.id.to_string());
                // The form's exact heading gets the section's id, even if a similar heading before
                // it had it.
                let here = self.report.sections.len();
                let before = id.clone().and_then(|id| self.holders.insert(id, here));
                before.into_iter().for_each(|at| self.report.sections[at].id = None);
                self.report.sections.push(Section {
                    id,
                    heading: line.text.trim_end_matches(['：', ':']).to_string(),
                    text: String::new(),
                });
                texts.push(Vec::new());
            } else {
                let end = self.ends.get(&i).copied().unwrap_or(line.text.len());
                texts.last_mut().unwrap_or(&mut preface).push(&line.text[..end]);
            }
        }
        self.lose(&lost, "网页的栏目名称没有列入报告");
        self.report.preface = preface.join("\n");
        for (section, text) in self.report.sections.iter_mut().zip(texts) {
            section.text = text.join("\n");
        }
    }

    /// Whether a heading may have this section's id: no other heading has it, or only one that is
    /// not the form's exact heading while this one is.
    fn may_have(&self, id: &str, heading: &str) -> bool {
        let holder = self.holders.get(id).and_then(|at| self.report.sections.get(*at));
        let form = self.report.form;
        holder.is_none_or(|h| !is_own_heading(form, &h.heading) && is_own_heading(form, heading))
    }

    /// Takes out the agency and date below the text, or a date below the title.
    pub(super) fn signature(&mut self) {
        let Some(section) = self.report.sections.last_mut() else { return };
        let mut lines: Vec<&str> = section.text.lines().collect();
        let Some(date) = lines.last().and_then(|l| text::parse_date(l)) else { return };
        lines.pop();
        match lines.last() {
            Some(agency) if key(agency) == key(&self.report.agency) => drop(lines.pop()),
            // The name of another body stays in the text, where the rules examine it.
            Some(line) if text::length(line) <= 30 && !line.ends_with(['。', '；']) => return,
            _ => {}
        }
        section.text = lines.join("\n");
        self.report.published = text::iso_date(date);
    }
}
