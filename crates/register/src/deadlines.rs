//! Whether answers came in time, as a hint: 20 working days from receipt, 20 more if the time was
//! extended (《条例》第三十三条).

use serde::{Deserialize, Serialize};

use crate::classify::Class;
use crate::question::At;
use crate::workdays;

/// Answers that seem late.
#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct Deadlines {
    /// The sentence for the user; empty if there is nothing to say.
    pub words: String,
    /// The rows whose answers seem late.
    pub late: Vec<At>,
    /// Number of rows for whose days the days off are not known.
    pub unknown: usize,
}

impl Deadlines {
    /// Looks at a row that was answered.
    pub fn look(&mut self, class: &Class, at: &At) {
        let (Some(received), Some(answered)) = (class.days.received, class.days.answered) else {
            return;
        };
        // Time for corrections and for third parties does not count, and is not known.
        if class.longer.stopped || class.days.rough || answered < received {
            return;
        }
        let workdays = if class.longer.extended { 40 } else { 20 };
        match workdays::after(received, workdays) {
            None => self.unknown += 1,
            Some(last) if answered > last => self.late.push(at.clone()),
            Some(_) => {}
        }
    }

    /// Writes the sentence.
    pub fn tell(&mut self) {
        if !self.late.is_empty() {
            let count = self.late.len();
            self.words = format!(
                "有 {count} 件的答复日期晚于收到之日起 20 个工作日（延期的 40 个），请核对是否延期、补正或征求过第三方意见；放假调休以国务院办公厅通知为准，这里的安排未逐年核对，仅供参考。"
            );
        }
        if self.unknown > 0 {
            let count = self.unknown;
            self.words
                .push_str(&format!("有 {count} 件所在年份的节假日安排未收录，没有核对期限。"));
        }
    }
}
