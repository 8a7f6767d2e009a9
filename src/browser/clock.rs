//! The computer's clock.

/// The year before the current one, for which reports are written in January.
pub fn last_year() -> u16 {
    js_sys::Date::new_0().get_full_year() as u16 - 1
}

/// How many days it is from today to a day, given as year, month and day; negative if it is over.
pub fn days_until((year, month, day): (u16, u8, u8)) -> i32 {
    const DAY: f64 = 86_400_000.0;
    let today = js_sys::Date::new_0();
    let noon = |year: f64, month: i32, day: i32| {
        js_sys::Date::utc(year, month.into()) + f64::from(day) * DAY
    };
    let now = noon(today.get_full_year().into(), today.get_month() as i32, today.get_date() as i32);
    let then = noon(year.into(), i32::from(month) - 1, day.into());
    ((then - now) / DAY).round() as i32
}

/// The day and the time: `2026年1月23日 14:32`.
pub fn now_in_words() -> String {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    format!("{year}年{month}月{day}日 {:02}:{:02}", now.get_hours(), now.get_minutes())
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
