//! Files of one report on the desk, compared with each other.

use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::Array;
use report::copies::Copies;

use super::{DeskController, js};
use crate::browser::clock::now_in_words;
use crate::model::desk::At;

impl DeskController {
    /// The reports that several files have: the positions of each, first of the file that counts.
    pub fn repeated(&self) -> Vec<Vec<At>> {
        self.with_list(|list| {
            let mut groups: BTreeMap<At, Vec<At>> = BTreeMap::new();
            for (at, _) in list.all().filter(|(_, entry)| entry.error.is_none()) {
                let taken = list.marks().taken(at);
                let group = groups.entry(taken).or_default();
                group.insert(if at == taken { 0 } else { group.len() }, at);
            }
            groups.into_values().filter(|group| group.len() > 1).collect()
        })
    }

    /// Compares the files of every report that is there in several.
    pub fn collate(self: &Rc<DeskController>) {
        let group = |group: Vec<At>| -> Array { group.into_iter().map(js).collect() };
        let groups: Array = self.repeated().into_iter().map(group).collect();
        self.update(|ui| ui.copies = None);
        self.work("正在核对…", self.script.copies(&groups), |desk, told| {
            let mut all: Option<Vec<Copies>> = desk.answer(&told);
            if let Some(all) = &mut all {
                all.sort_by_key(|copies| (copies.agree(), copies.name()));
            }
            desk.update(|ui| ui.copies = all.map(Rc::new));
        });
    }

    /// Saves the receipt of all comparisons.
    pub fn receipt(self: &Rc<DeskController>, format: &'static str) {
        let Some(all) = self.ui().copies else { return };
        let all = super::json(&*all);
        let asked = self.script.receipt(&all, format, &now_in_words());
        self.save("正在写核对单…", asked, format!("核对单.{format}"));
    }
}
