//! How declarations display an element, as far as it changes what is read.

use crate::read::colours::{Colour, css_colour};
use crate::read::styles::SMALL;

/// How an element is displayed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Look {
    pub hidden: bool,
    pub struck: bool,
    pub raised: bool,
    /// Its text is white, or moved to another place, or may be hidden.
    pub unlike: bool,
    /// Its text is in small type.
    pub small: bool,
    /// It is moved, turned or cut in a way that is not followed.
    pub odd: bool,
    /// It shows a picture behind its text.
    pub pictured: bool,
    /// The colour of its text and the colour behind it, if they are known.
    pub ink: Option<Colour>,
    pub paper: Option<Colour>,
    /// A rule displays it although others hide it.
    pub shown: bool,
    /// This is said with more weight than what others say.
    pub weighty: bool,
}

impl Look {
    /// The effect of declarations, given in lower case and without spaces.
    pub fn of(style: &str) -> Look {
        let says = |name: &str, values: &[&str]| {
            style
                .split(';')
                .filter_map(|d| d.split_once(':'))
                .any(|(n, v)| n == name && values.contains(&v.trim_end_matches("!important")))
        };
        let hidden = says("display", &["none"])
            || says("visibility", &["hidden", "collapse"])
            || says("mso-hide", &["all"])
            || says("content-visibility", &["hidden"])
            || style.contains("scale(0)")
            || style.split(';').any(|d| d.starts_with("opacity:") && is_clear(&d[8..]))
            || style.split(';').any(|d| d.starts_with("font-size:") && is_zero(&d[10..]))
            || style.split(';').any(|d| d.starts_with("font:0"))
            || is_cut_away(style)
            || style.split(';').filter_map(|d| d.split_once(':')).any(is_outside);
        let shown = !hidden && style.split(';').any(|d| d.starts_with("display:"));
        let struck = style.contains("line-through");
        let measured =
            |v: &str| v.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.');
        let lifted = |d: &str| {
            let by = d.strip_prefix("vertical-align:").or_else(|| d.strip_prefix("bottom:"));
            let by = by.or_else(|| d.strip_prefix("transform:translatey("));
            d.starts_with("top:-") || by.is_some_and(|v| measured(v) && !is_zero(v))
        };
        let moved = style.contains("position:relative") || style.contains("transform:");
        let raised = says("vertical-align", &["super", "sub", "text-top"])
            || style.split(';').any(|d| lifted(d) && (moved || d.starts_with("vertical-")));
        let clear = |d: &str| {
            let color = d.strip_prefix("color:").unwrap_or_default();
            let clear =
                ["transparent", ",0)", "/0)", "/0%)"].iter().any(|end| color.ends_with(end));
            clear && (color.starts_with("rgba") || !color.ends_with(",0)"))
                || color.len() == 9 && color.ends_with("00")
        };
        let unlike = says("color", &["hsl(0,0%,100%)"])
            || says("-webkit-text-fill-color", &["transparent"])
            || style.split(';').any(clear)
            || says("position", &["absolute", "fixed"])
            || says("float", &["right", "left"])
            || style.split(';').any(|d| d.starts_with("order:"));
        let small = style.split(';').filter_map(|d| d.strip_prefix("font-size:")).any(is_small);
        let weighty = style.contains("!important");
        let last = |names: [&str; 2]| {
            let all = style.rsplit(';').filter_map(|d| d.split_once(':'));
            let mut of = all.filter(|(name, _)| names.contains(name)).map(|(_, value)| value);
            of.next().map(|value| value.trim_end_matches("!important"))
        };
        let ink = last(["color", "color"]).and_then(css_colour);
        let paper = last(["background-color", "background"]).and_then(css_colour);
        let picture = |value: &str| value.contains("url(");
        let pictured = last(["background-image", "background"]).is_some_and(picture);
        let odd = style.split(';').filter_map(|d| d.split_once(':')).any(|d| is_odd(d, style));
        Look { hidden, struck, raised, unlike, small, odd, pictured, ink, paper, shown, weighty }
    }

    /// The combination of both.
    pub fn or(self, other: Look) -> Look {
        if other.weighty && !self.weighty {
            return other.or(Look { weighty: true, ..self });
        }
        Look {
            hidden: self.hidden || other.hidden && !self.shown,
            struck: self.struck || other.struck,
            raised: self.raised || other.raised,
            unlike: self.unlike || other.unlike,
            small: self.small || other.small,
            odd: self.odd || other.odd,
            pictured: self.pictured || other.pictured,
            ink: self.ink.or(other.ink),
            paper: self.paper.or(other.paper),
            shown: self.shown || other.shown,
            weighty: self.weighty || other.weighty,
        }
    }
}

/// Whether a declaration moves, turns, cuts or replaces what is shown in a way that is not followed.
/// `style` are all declarations of the element.
fn is_odd((name, value): (&str, &str), style: &str) -> bool {
    let value = value.trim_end_matches("!important");
    let plain = ["none", "0", "auto", "normal", "initial", "unset", "inherit", "revert"];
    // Less than this is a matter of taste.
    let far = |value: &str| {
        let number = value.trim_end_matches(|c: char| !c.is_ascii_digit());
        let times = if value.ends_with("em") || value.ends_with("ch") { 16.0 } else { 1.0 };
        number.parse::<f32>().map_or(!plain.contains(&value), |n| n.abs() * times > 4.0)
    };
    let back = |value: &str| value.starts_with('-') && far(value);
    let is = |words: &[&str]| words.iter().any(|word| value.contains(word));
    match name {
        _ if plain.contains(&value) => false,
        "display" | "visibility" | "opacity" | "font-size" | "color" => is(&["var("]),
        "transform" | "rotate" | "scale" | "translate" | "clip-path" | "clip" | "offset" => true,
        "left" | "right" | "top" | "bottom" => style.contains("position:relative") && far(value),
        "margin-left" | "margin-right" | "margin-top" | "letter-spacing" => back(value),
        "text-indent" => back(value),
        "filter" | "-webkit-filter" => is(&["opacity", "blur", "brightness", "contrast"]),
        "flex-direction" | "flex-flow" | "flex-wrap" => is(&["reverse"]),
        "direction" => value == "rtl",
        "unicode-bidi" => is(&["override"]),
        "writing-mode" => !is(&["horizontal", "lr-tb"]),
        "order" => true,
        _ => name.trim_start_matches("-webkit-").starts_with("mask"),
    }
}

/// Whether nothing is left of an element: it is cut to nothing, or without width or height.
fn is_cut_away(style: &str) -> bool {
    let nothing = ["width", "height", "max-width", "max-height"].iter().any(|name| {
        let size = |d: &str| d.strip_prefix(name)?.strip_prefix(':').map(String::from);
        style.split(';').filter_map(size).any(|v| matches!(v.as_str(), "0" | "0px" | "1px"))
    });
    let cut = style.contains("clip:rect(0") && style.contains("position:absolute");
    let clipped = style.contains("overflow:hidden") || style.contains("overflow:clip");
    let path = ["clip-path:inset(50%", "clip-path:inset(100%", "clip-path:circle(0"];
    cut || nothing && clipped || path.iter().any(|p| style.contains(p))
}

/// Whether a size or a share is zero, or too small to be seen.
fn is_zero(size: &str) -> bool {
    let number = size.trim_end_matches(|c: char| !c.is_ascii_digit() && c != '.');
    number.parse::<f32>().is_ok_and(|n| n == 0.0 || n < 1.0 && size.ends_with("px"))
}

/// Whether an opacity, such as `.05` or `5%`, leaves nothing to be seen.
fn is_clear(share: &str) -> bool {
    let share = share.trim_end_matches("!important");
    let of = if share.ends_with('%') { 100.0 } else { 1.0 };
    share.trim_end_matches('%').parse::<f32>().is_ok_and(|n| n / of < 0.1)
}

/// Whether a size is that of small type.
fn is_small(size: &str) -> bool {
    let number = |unit: &str| size.strip_suffix(unit).and_then(|n| n.parse::<f32>().ok());
    number("pt").is_some_and(|n| n <= SMALL)
        || number("px").is_some_and(|n| n * 0.75 <= SMALL)
        || number("%").is_some_and(|n| n < 70.0)
        || number("em").is_some_and(|n| n < 0.7)
        || matches!(size, "x-small" | "xx-small" | "smaller")
}

/// Whether a declaration moves an element out of the page: `left:-9999px`.
fn is_outside((name, value): (&str, &str)) -> bool {
    let far = |v: &str| v.bytes().take_while(u8::is_ascii_digit).count() > 2;
    matches!(name, "left" | "right" | "top" | "text-indent" | "margin-left")
        && value.strip_prefix('-').is_some_and(far)
}
