//! The arithmetic of all forms as JSON lines, one relation at one place each, for programs that want
//! to check the same sums: `cargo run -p report --example relations`. Relations that are no sums, and
//! those with last year's cells, are left out.

use report::form::{Form, Order, Shape};
use serde_json::json;

fn main() {
    for form in report::FORMS {
        for placed in form.placed_relations() {
            let Shape::Sum(_, order, _) = placed.relation.shape else { continue };
            let (Some(left), Some(right)) = (ids(form, &placed.left), ids(form, &placed.right))
            else {
                continue;
            };
            let order = match order {
                Order::Equal => "==",
                Order::AtMost => "<=",
                Order::AtLeast => ">=",
            };
            let rule = placed.relation.rule;
            let line = json!({
                "form": form.id, "rule": rule, "left": left, "order": order, "right": right,
            });
            println!("{line}");
        }
    }
}

/// The cells' ids; `None` if one is last year's.
fn ids(form: &'static Form, positions: &[usize]) -> Option<Vec<&'static str>> {
    let cells = form.all_cells();
    positions.iter().map(|&i| cells.get(i).map(|cell| &*cell.id)).collect()
}
