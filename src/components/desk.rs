//! The self-check desk: many reports at once. Files are dropped or chosen. A matrix of reports and
//! rules lists the worst report first; a panel shows details of a report, of a rule, or of all
//! reports. The checking is done by [`DeskController`], which also holds the state of the screen,
//! so that the desk is unchanged when the user comes back from a report.

mod alike;
mod bar;
mod copies;
mod expected;
mod filters;
mod line;
mod matrix;
mod notices;
mod pick;
mod shown;
mod side;
mod sum;

use std::rc::Rc;

use gloo::events::EventListener;
use yew::prelude::*;

use crate::browser::desk::{DeskController, Panel};
use crate::model::checking::Stage;
use crate::model::msg::Msg;
use bar::bar;
use matrix::Matrix;
use pick::pick;
use shown::Shown;
use side::Side;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub desk: Rc<DeskController>,
    pub large: bool,
}

#[component]
pub fn Desk(props: &Props) -> Html {
    let Props { send, desk, large } = props;
    let redraw = use_force_update();
    use_effect_with(desk.clone(), move |desk| {
        desk.watch(Some(Callback::from(move |()| redraw.force_update())));
        let desk = desk.clone();
        move || desk.watch(None)
    });
    let ui = desk.ui();
    let key = (desk.clone(), desk.version(), ui.filter.clone(), ui.sort);
    let shown = use_memo(key, |(desk, _, filter, sort)| {
        desk.with_list(|list| Shown::of(list, filter, *sort))
    });
    use_effect_with(desk.clone(), |desk| {
        let desk = desk.clone();
        let listeners = web_sys::window().map(|window| {
            [("beforeprint", true), ("afterprint", false)].map(|(name, whole)| {
                let desk = desk.clone();
                EventListener::new(&window, name, move |_| desk.update(|ui| ui.whole = whole))
            })
        });
        move || drop(listeners)
    });
    use_effect_with(desk.with_list(|list| list.forms()), {
        let desk = desk.clone();
        move |forms| desk.load_rules(forms.clone())
    });
    let empty =
        desk.with_list(|list| list.all().next().is_none()) && desk.progress().state == Stage::Idle;
    // A sum is printed in the place of the matrix.
    let summed = ui.panel == Panel::Sum && ui.sum.done.is_some();
    html! {
        <div class={classes!("desk", (ui.panel != Panel::None).then_some("sided"), summed.then_some("summed"))} key="desk">
            { bar(send, desk) }
            <main class="desk-main" aria-label="自检多份">
                <p class="printed">{ filters::printed(desk, &ui) }</p>
                { for empty.then(|| html! { <div class="desk-empty" key="empty">{ invitation(desk) }</div> }) }
                { for (!empty).then(|| html! {
                    <Matrix key="matrix" desk={desk.clone()} shown={shown.clone()} large={*large}
                        ui={Rc::new(ui.clone())} />
                }) }
            </main>
            <Side send={send.clone()} desk={desk.clone()} shown={shown.clone()} panel={ui.panel.clone()}
                version={desk.version()} stamp={ui.stamp} />
        </div>
    }
}

/// What an empty desk shows.
fn invitation(desk: &Rc<DeskController>) -> Html {
    html! {
        <>
            <h2>{ "把要检查的年报拖到这里" }</h2>
            <p>{ "文件、文件夹或压缩包都可以，格式可以混在一起。" }</p>
            <div class="acts">{ pick(desk, false, "选择文件") }{ pick(desk, true, "选择文件夹") }</div>
            <p class="muted">{ "同一单位有两年的报告时，会自动与上年对照。文件只在这台电脑上处理，不会上传。" }</p>
        </>
    }
}
