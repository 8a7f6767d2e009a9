//! What is asked about a register, one question for all rows with the same words, and what was
//! answered.

use web_sys::{Element, HtmlSelectElement, MouseEvent};
use yew::prelude::*;

use crate::browser::register;
use crate::model::msg::{Count, Msg};
use crate::model::register::{About, Choice, Given, MOST, Question, Register, places};

/// Most questions that are shown at once.
const AT_ONCE: usize = 30;
/// Most choices that are all shown as buttons; of more, the first ones are.
const BUTTONS: usize = 7;
const FIRST: usize = 4;

/// The questions that are open.
pub fn questions(send: &Callback<Msg>, register: &Register) -> Html {
    let open: Vec<&Question> = register.open().collect();
    let title = match open.len() {
        0 => "待确认：没有了".to_string(),
        n => format!("待确认（{n} 组，{} 行）", register.undecided()),
    };
    let more = open.len().saturating_sub(AT_ONCE);
    html! {
        <section data-register="questions">
            <h2>{ title }</h2>
            <p class="muted" hidden={open.is_empty()}>
                { "写法相同的行一起回答；在一组里按数字键就选定。没有回答的行不计入任何一格。" }
            </p>
            <div class="asks">
                { for open.iter().take(AT_ONCE).enumerate().map(|(i, q)| ask(send, q, i, open.len())) }
            </div>
            <p class="muted" hidden={more == 0}>{ format!("还有 {more} 组，回答了上面的就会出现。") }</p>
        </section>
    }
}

/// A question, the `i`th of `count`.
fn ask(send: &Callback<Msg>, question: &Question, i: usize, count: usize) -> Html {
    let pick = pick(send, question, i, count);
    let all = question.options.len() <= BUTTONS;
    let shown = if all { BUTTONS } else { FIRST };
    let onkeydown = by_number(&pick, question, shown);
    let onchange =
        pick.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let words = format!("ask-words-{i}");
    html! {
        <section class="ask" role="group" tabindex="-1" key={question.id.clone()} aria-labelledby={words.clone()}
            data-place={format!("ask-{i}")} data-ask={question.words.clone()} {onkeydown}>
            <p id={words}>
                <b>{ about(question.about) }</b>{ quoted(question) }
                <small>{ places(&question.rows, MOST) }</small>
            </p>
            <div class="acts">
                { for question.options.iter().take(shown).enumerate().map(|(n, choice)| {
                    let value = choice.value.clone();
                    html! {
                        <button key={choice.value.clone()} data-choice={choice.value.clone()}
                            onclick={pick.reform(move |_: MouseEvent| value.clone())}>
                            <kbd>{ n + 1 }</kbd>{ &choice.label }
                        </button>
                    }
                }) }
                <select hidden={all} aria-label={format!("{}：其他", about(question.about))} {onchange}>
                    <option value="" selected=true>{ "其他…" }</option>
                    { for question.options.iter().skip(shown).map(|choice| html! {
                        <option key={choice.value.clone()} value={choice.value.clone()}>{ &choice.label }</option>
                    }) }
                </select>
            </div>
        </section>
    }
}

/// Answers a question with the choice of a value, and goes on to the next one.
fn pick(send: &Callback<Msg>, question: &Question, i: usize, count: usize) -> Callback<String> {
    // The next question moves up to the place of this one.
    let next = match count {
        1 => "fill".to_string(),
        _ => format!("ask-{}", i.min(count - 2)),
    };
    let given = |choice: &Choice| Given::to(question, choice);
    let answers: Vec<Given> = question.options.iter().map(given).collect();
    let send = send.clone();
    Callback::from(move |value: String| {
        if let Some(given) = answers.iter().find(|given| given.value == value) {
            send.emit(Msg::Count(Count::Answer(given.clone(), Some(next.clone()))));
        }
    })
}

/// Picks one of the first `shown` choices by its number.
fn by_number(
    pick: &Callback<String>,
    question: &Question,
    shown: usize,
) -> Callback<KeyboardEvent> {
    let keys: Vec<String> = question.options.iter().take(shown).map(|c| c.value.clone()).collect();
    let pick = pick.clone();
    Callback::from(move |event: KeyboardEvent| {
        let held = event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat();
        let on_select = event.target_unchecked_into::<Element>().tag_name() == "SELECT";
        let number = event.key().parse::<usize>().ok().filter(|_| !held && !on_select);
        if let Some(value) = number.and_then(|n| keys.get(n.checked_sub(1)?)) {
            event.prevent_default();
            pick.emit(value.clone());
        }
    })
}

fn about(about: About) -> &'static str {
    match about {
        About::Result => "办理结果",
        About::Applicant => "申请人类别",
        About::Period => "新收还是结转",
        About::Count => "是否另计",
        About::Review => "复议诉讼结果",
    }
}

/// The office's words in quotes, or the reason for the question.
fn quoted(question: &Question) -> String {
    match question.about {
        About::Result | About::Review if question.words.is_empty() => "（没有写）".into(),
        About::Result | About::Review => format!("“{}”", question.words),
        _ => format!("：{}", question.words),
    }
}

/// What was answered, with a way to take each answer back.
pub fn answered(send: &Callback<Msg>, register: &Register) -> Html {
    let answers = &register.answers;
    html! {
        <details class="answers" hidden={answers.is_empty()} data-register="answers">
            <summary>{ format!("已回答（{}）", answers.len()) }</summary>
            { list(&send.reform(|id| Msg::Count(Count::Withdraw(id))), answers, "改") }
        </details>
    }
}

/// The answers that are remembered on this computer.
#[component]
pub fn Remembered() -> Html {
    let answers = use_state(register::remembered);
    let forget = {
        let answers = answers.setter();
        Callback::from(move |id: String| {
            register::forget(&id);
            answers.set(register::remembered());
        })
    };
    html! {
        <details class="answers" hidden={answers.is_empty()} data-register="answers">
            <summary>{ format!("记住的答案（{}）", answers.len()) }</summary>
            { list(&forget, &answers, "忘记") }
        </details>
    }
}

/// Answers, each with a button that calls `drop` with its id.
fn list(drop: &Callback<String>, answers: &[Given], word: &'static str) -> Html {
    let line = |given: &Given| {
        let id = given.id.clone();
        html! {
            <li key={given.id.clone()}>
                <span>{ format!("{} → {}", given.words, given.label) }</span>
                <small>{ if given.kept { "记在这个浏览器里，以后的台账也这样计" } else { "只用于这份台账" } }</small>
                <button class="link" aria-label={format!("{word}：{}", given.words)}
                    onclick={drop.reform(move |_: MouseEvent| id.clone())}>{ word }</button>
            </li>
        }
    };
    html! { <ul class="plain">{ for answers.iter().map(line) }</ul> }
}
