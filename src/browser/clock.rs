//! The computer's clock.

/// The year before the current one, for which reports are written in January.
pub fn last_year() -> u16 {
    js_sys::Date::new_0().get_full_year() as u16 - 1
}

/// `14:32` for today, `1月3日 14:32` for other days.
pub fn clock(ms: f64) -> String {
    let (then, today) = (js_sys::Date::new(&ms.into()), js_sys::Date::new_0());
    let time = format!("{:02}:{:02}", then.get_hours(), then.get_minutes());
    let day = |d: &js_sys::Date| (d.get_full_year(), d.get_month(), d.get_date());
    match day(&then) == day(&today) {
        true => time,
        false if then.get_full_year() == today.get_full_year() => {
            format!("{}月{}日 {time}", then.get_month() + 1, then.get_date())
        }
        false => format!(
            "{}年{}月{}日 {time}",
            then.get_full_year(),
            then.get_month() + 1,
            then.get_date()
        ),
    }
}
