//! Style properties with values of their own. A host's policy may refuse style attributes, so they are set
//! by script.

use web_sys::HtmlElement;
use yew::prelude::*;

/// Sets these properties of an element after each drawing that changed a value.
#[hook]
pub fn use_style<const N: usize>(element: &NodeRef, properties: [(&'static str, String); N]) {
    let element = element.clone();
    use_effect_with(properties, move |properties| {
        let style = element.cast::<HtmlElement>().map(|element| element.style());
        for (style, (name, value)) in
            style.iter().flat_map(|s| properties.iter().map(move |p| (s, p)))
        {
            // It fails only for an element that is read-only, which those of a page are not.
            let _ = style.set_property(name, value);
        }
    });
}
