//! Scripts that only other scripts import. wasm-bindgen includes a script only if the program names
//! it.

use wasm_bindgen::prelude::*;

/// Includes a script by declaring a type in it; the type is never used.
macro_rules! pack {
    ($($script:literal)*) => {$(
        const _: () = {
            #[wasm_bindgen(module = $script)]
            extern "C" {
                #[allow(dead_code)]
                type Unused;
            }
        };
    )*};
}

pack! {
    "/www/back.js"
    "/www/chunk-names.js"
    "/www/corrections.js"
    "/www/crash.js"
    "/www/desk.js"
    "/www/filecopy.js"
    "/www/gather.js"
    "/www/keeper.js"
    "/www/listed.js"
    "/www/outline.js"
    "/www/page-events.js"
    "/www/pool.js"
    "/www/size.js"
    "/www/stopwatch.js"
    "/www/styles.js"
}
