//! Today's date.

/// Today's year, month (1–12) and day of the month, in the person's time zone.
#[must_use]
pub fn today() -> (u32, u32, u32) {
    let now = js_sys::Date::new_0();
    (now.get_full_year(), now.get_month() + 1, now.get_date())
}
