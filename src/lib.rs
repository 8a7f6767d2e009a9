//! The shell: the Yew app and the wasm boundary; all that knows a browser.
