//! What the first module handles itself, before and after the editor is loaded.

use yew::prelude::*;

use super::App;
use crate::browser::drafts;
use crate::model::msg::Early;

impl App {
    /// Handles a message that needs no editor; returns whether to draw again.
    pub(super) fn early(&mut self, ctx: &Context<Self>, early: Early) -> bool {
        match early {
            Early::Ready => self.ready(ctx),
            Early::Unready(error) => self.unready(&error),
            Early::Fetch => self.retry(ctx),
            Early::Wanted if self.queue.is_empty() => return false,
            Early::Wanted => self.retry(ctx),
            Early::Ping => {
                self.host.alive();
                return false;
            }
            Early::Listed => self.set(|s| s.drafts = drafts::list()),
            Early::Enlarge => {
                let large = !self.host.large();
                self.host.set_large(large);
                self.set(|s| s.large = large);
            }
            Early::Dragging(on) if on == self.state.dragging => return false,
            Early::Dragging(on) => self.set(|s| s.dragging = on),
            Early::DismissFault => self.set(|s| s.fault = None),
            Early::Readonly(readonly) => self.set(|s| s.readonly = readonly),
        }
        true
    }
}
