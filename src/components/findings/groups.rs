//! Findings in the order they are shown: by severity, then by place, explained ones last. Similar
//! findings form a group: sections without text, many findings of one rule, and findings that the
//! same change would settle.

use std::rc::Rc;

use report::finding::RuleText;
use report::{Finding, Severity};
use yew::prelude::*;

use super::card::{card, jump};
use crate::components::icon::{Shape, icon};
use crate::components::severity::class;
use crate::model::checked::{Fix, edits};
use crate::model::msg::Msg;
use crate::model::target::dom_id;
use crate::model::view::View;

/// Least number of findings of one kind that form a group.
const MANY: usize = 4;

/// Most places of a group that are listed without a click.
const FEW: usize = 6;

/// What a finding is listed under: its severity, or that it is explained.
pub type Rank = Option<Severity>;

/// What the findings of a group have in common.
#[derive(Clone, PartialEq)]
enum Kind {
    /// A section without text.
    Empty,
    Rule(RuleText),
    /// The same change would settle them: its cells and values, sorted.
    Fix(Fix),
}

impl Kind {
    fn of(view: &View, finding: &Finding) -> Kind {
        match finding.suspects.first() {
            _ if view.is_about_empty(finding) => Kind::Empty,
            Some(suspect) => {
                let mut fix = edits(suspect);
                fix.sort_unstable();
                Kind::Fix(fix)
            }
            None => Kind::Rule(finding.rule.clone()),
        }
    }

    /// Least number of findings that form a group of this kind.
    fn least(&self) -> usize {
        match self {
            Kind::Rule(_) => MANY,
            Kind::Empty | Kind::Fix(..) => 2,
        }
    }
}

/// A part of the outline: its position there, its place and its name.
type PartName = (usize, String, String);

/// Findings shown as one entry of the list.
#[derive(Clone, PartialEq)]
pub struct Group {
    pub key: String,
    pub rank: Rank,
    pub part: PartName,
    kind: Option<Kind>,
    items: Vec<Rc<Finding>>,
}

pub fn rank(finding: &Finding) -> Rank {
    Some(finding.severity).filter(|_| finding.explained.is_none())
}

/// All findings in the order they are shown, in groups.
pub fn groups(view: &View) -> Vec<Group> {
    let outline = view.outline();
    let part = |f: &Finding| {
        let at = view.part_of(f);
        let i = outline.iter().position(|part| part.at == at).unwrap_or(0);
        (i, at, outline[i].label.clone())
    };
    let kind = |f: &Finding| (rank(f), Kind::of(view, f));
    let all: Vec<_> = view.result.findings.iter().map(kind).collect();
    let mut groups: Vec<Group> = Vec::new();
    for (finding, (rank, kind)) in view.result.findings.iter().zip(&all) {
        let alike = || all.iter().filter(|other| other.0 == *rank && other.1 == *kind).count();
        let kind = Some(kind).filter(|kind| rank.is_some() && alike() >= kind.least());
        let own = |g: &&mut Group| g.rank == *rank && kind.is_some() && g.kind.as_ref() == kind;
        if let Some(group) = groups.iter_mut().find(own) {
            group.items.push(Rc::new(finding.clone()));
            continue;
        }
        let base = dom_id(finding);
        let again = groups.iter().filter(|g| g.key.starts_with(&base)).count();
        groups.push(Group {
            key: format!("{base}-{again}"),
            rank: *rank,
            part: part(finding),
            kind: kind.cloned(),
            items: vec![Rc::new(finding.clone())],
        });
    }
    groups.sort_by_key(|g| (g.rank.is_none(), g.rank, g.part.0));
    groups
}

#[derive(Properties)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub group: Group,
    pub readonly: bool,
}

/// Most findings do not change while the user types.
impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        let (one, two) = (&self.view, &other.view);
        let same_offer = |f: &Rc<Finding>| one.offer(&f.at) == two.offer(&f.at);
        self.send == other.send
            && self.group == other.group
            && self.readonly == other.readonly
            && (one.begun(), one.right_form()) == (two.begun(), two.right_form())
            && self.group.items.iter().all(same_offer)
    }
}

#[component]
pub fn GroupView(props: &Props) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let Props { send, view, group, readonly } = props;
    let card = |i: usize, finding: &Rc<Finding>| {
        let brief = i > 0 && matches!(group.kind, Some(Kind::Fix(..)));
        card(send, view, finding, *readonly, brief, format!("{i}-{}", dom_id(finding)))
    };
    let rest = &group.items[1..];
    let shown = |few: usize| *open || group.items.len() <= few;
    let more = |words: String, all_shown: bool| {
        html! {
            <div>{ for (!all_shown).then(|| html! {
                <button class="quiet fold" aria-expanded={open.to_string()} onclick={toggle}>
                    { words }{ icon(Shape::Down) }
                </button>
            }) }</div>
        }
    };
    match group.kind {
        Some(Kind::Empty) => html! {
            <li>
                { digest(props, shown(FEW)) }
                { more(format!("逐处查看（{} 处）", group.items.len()), group.items.len() <= FEW) }
            </li>
        },
        Some(Kind::Fix(..)) => html! {
            <li class="together">{ for group.items.iter().enumerate().map(|(i, f)| card(i, f)) }</li>
        },
        _ => html! {
            <li>
                { card(0, &group.items[0]) }
                { more(format!("还有 {} 处同类", rest.len()), rest.is_empty()) }
                <div class="folded">
                    { for rest.iter().enumerate().filter(|_| *open).map(|(i, f)| card(i + 1, f)) }
                </div>
            </li>
        },
    }
}

/// One card for many sections without text.
fn digest(props: &Props, listed: bool) -> Html {
    let Props { send, view, group, .. } = props;
    let first = &group.items[0];
    let tone = if view.begun() { class(first.severity) } else { "hint" };
    html! {
        <article class={classes!("finding", "digest", tone)}>
            <div class="jump">
                <span class="kind">
                    <b>{ if view.begun() { first.severity.word() } else { "待填写" } }</b>
                    <span>{ "正文" }</span>
                    <small>{ &*first.rule }</small>
                </span>
                <span class="message">{ format!("还有 {} 个部分没有内容。", group.items.len()) }</span>
            </div>
            <div class="places">
                { for group.items.iter().filter(|_| listed).enumerate().map(|(i, finding)| html! {
                    <span key={i}>{ jump(send, finding, view.place_word(finding).into()) }</span>
                }) }
            </div>
        </article>
    }
}
