//! More ways of damage: what pasting, page breaks, notes and other tables do to a table.

use report::document::{Block, CellRole, Document, Grid, GridCell, Paragraph, Role};

use super::ways::{CASES, COLUMNS, Damaged, REQUESTS, Way, each_row, first};

pub const MORE: &[(&str, Way)] = &[
    ("a block one column to the right", |d, _| {
        each_row(d.grid(REQUESTS).1, |cells| cells.insert(0, value("")));
    }),
    ("a block one row down", |d, _| {
        let (_, grid) = d.grid(REQUESTS);
        let mut above: Vec<GridCell> = (0..COLUMNS).map(|_| value("")).collect();
        each_row(grid, |cells| std::mem::swap(cells, &mut above));
        let mut last = vec![GridCell { columns: 3, ..value("") }];
        last.append(&mut above);
        grid.rows.push(last);
        d.words.push("也许错了行".into());
    }),
    ("a row twice", |d, dice| {
        let (_, grid) = d.grid(REQUESTS);
        let r = 3 + dice.roll(2);
        let mut again = grid.rows[r].clone();
        again.iter_mut().filter(|c| c.cell.is_some()).for_each(|c| c.text = "888".into());
        insert(grid, r + dice.roll(2), again);
    }),
    ("last year's rows between", |d, _| {
        let (_, grid) = d.grid(REQUESTS);
        for r in (3..grid.rows.len()).rev() {
            let Some(x) = first(grid, r) else { continue };
            let mut row: Vec<GridCell> = grid.rows[r][x - 1..].to_vec();
            row.iter_mut().for_each(|c| (c.text, c.cell) = ("777".into(), None));
            row[0].text = "上年同期".into();
            insert(grid, r + 1, row);
        }
    }),
    ("a unit's table before", |d, _| {
        let agency = match &d.document.blocks[0] {
            Block::Paragraph(p) => report::recognize::split_title(&p.text).map(|t| t.0),
            Block::Grid(_) => None,
        };
        let (at, grid) = d.grid(REQUESTS);
        let mut units = grid.clone();
        each_row(&mut units, |cells| cells.iter_mut().for_each(|c| c.text = "555".into()));
        let mut words = Document::default();
        words.push(Role::Body, "（一）示例市示例管理中心");
        words.blocks.push(Block::Grid(units));
        words.push(Role::Body, format!("（二）{}本级", agency.unwrap()));
        d.document.blocks.splice(at..at, words.blocks);
    }),
    ("digits cut", |d, dice| {
        let text = d.text(dice);
        *text = format!("{}…", &text[..1]);
    }),
    ("a cell too narrow", |d, dice| *d.text(dice) = "###".into()),
    ("full-width digits", |d, _| {
        let wide = |c: char| char::from_u32(0xff10 + c.to_digit(10).unwrap()).unwrap();
        change(d, |text| text.chars().map(wide).collect());
    }),
    ("digits from right to left", |d, _| {
        let back = |text: &str| text.chars().rev().collect::<String>();
        change(d, |text| format!("\u{202e}{}\u{202c}", back(text)));
    }),
    ("Chinese numerals", |d, _| {
        let digits: Vec<char> = "〇一二三四五六七八九".chars().collect();
        change(d, |text| text.chars().map(|c| digits[c.to_digit(10).unwrap() as usize]).collect());
    }),
    ("a mark behind a number", |d, dice| {
        let mark = ["*", "①", "[1]", "（注1）", "²", "+", "?", "件", "万"][dice.roll(9)];
        d.text(dice).push_str(mark);
    }),
    ("words before a number", |d, dice| {
        let words = ["约", "~", ">", "(", "共"][dice.roll(5)];
        d.text(dice).insert_str(0, words);
    }),
    ("a row of notes", |d, dice| {
        let (_, r, x) = d.place(dice);
        let (_, grid) = d.grid(REQUESTS);
        let note = "注：本年新收政府信息公开申请数量含上年转来 9 件";
        let width = grid.rows[r][x - 1].columns + COLUMNS;
        insert(grid, r, vec![GridCell { columns: width, ..value(note) }]);
    }),
    ("the rows numbered", |d, _| {
        let (_, grid) = d.grid(REQUESTS);
        let head = GridCell { rows: 3, ..GridCell::new(CellRole::ColumnHead, "序号") };
        grid.rows[0].insert(0, head);
        for r in 3..grid.rows.len() {
            grid.rows[r].insert(0, value(&(r - 2).to_string()));
        }
    }),
    ("last year's column behind", |d, _| {
        let (_, grid) = d.grid(REQUESTS);
        let head = GridCell { rows: 3, ..GridCell::new(CellRole::ColumnHead, "上年同期") };
        grid.rows[0].push(head);
        each_row(grid, |cells| cells.push(value("7")));
    }),
    ("no heads, and columns swapped", |d, dice| {
        let k = dice.roll(6);
        let (_, grid) = d.grid(REQUESTS);
        grid.rows.drain(..3);
        each_row(grid, |cells| cells.swap(k, k + 1));
        d.words.push("没有表头".into());
    }),
    ("a column without its head", |d, dice| {
        let k = dice.roll(COLUMNS);
        each_row(d.grid(REQUESTS).1, |cells| cells.insert(k, value("7")));
    }),
    ("a column lost, its head left", |d, dice| {
        let k = dice.roll(COLUMNS - 1);
        each_row(d.grid(REQUESTS).1, |cells| drop(cells.remove(k)));
    }),
    ("a table over two pages", |d, dice| {
        let (at, grid) = d.grid(REQUESTS);
        let r = 5 + dice.roll(grid.rows.len() - 6);
        let mut rest = Grid { rows: grid.rows.split_off(r), ..grid.clone() };
        for (y, row) in grid.rows.iter_mut().enumerate().skip(3).rev() {
            for cell in row.iter_mut().filter(|c| y + c.rows > r).rev() {
                rest.rows[0].insert(0, GridCell { rows: y + cell.rows - r, ..value("") });
                cell.rows = r - y;
            }
        }
        let heads: Vec<Vec<GridCell>> = grid.rows[..3].to_vec();
        rest.rows.splice(0..0, heads.into_iter().take(3 * dice.roll(2)));
        d.document.blocks.insert(at + 1, Block::Grid(rest));
    }),
    ("a row over two pages", |d, dice| {
        let (_, grid) = d.grid(REQUESTS);
        let long = |r: &usize| {
            first(grid, *r).is_some_and(|x| grid.rows[*r][x - 1].text.chars().count() > 7)
        };
        let rows: Vec<usize> = (3..grid.rows.len()).filter(long).collect();
        let r = rows[dice.roll(rows.len())];
        let x = first(grid, r).unwrap();
        let label = &mut grid.rows[r][x - 1];
        let end = label.text.char_indices().nth(4).unwrap().0;
        let mut rest = vec![GridCell { text: label.text.split_off(end), ..label.clone() }];
        let blank = |c: &GridCell| GridCell { text: String::new(), cell: None, ..c.clone() };
        rest.extend(grid.rows[r][x..].iter().map(blank));
        insert(grid, r + 1, rest);
    }),
    ("a row without its label", |d, dice| {
        let (_, r, x) = d.place(dice);
        d.grid(REQUESTS).1.rows[r][x - 1].text.clear();
    }),
    ("two tables beside each other", |d, _| {
        let (_, grid) = d.grid(REQUESTS);
        let mut beside = grid.clone();
        each_row(&mut beside, |cells| cells.iter_mut().for_each(|c| c.text = "777".into()));
        for (row, other) in grid.rows.iter_mut().zip(beside.rows) {
            row.extend(other);
        }
    }),
    ("a table turned", |d, _| {
        let (_, grid) = d.grid(CASES);
        let values = grid.rows.pop().unwrap();
        let heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
        let groups = ["", "行政复议", "未经复议直接起诉", "复议后起诉"];
        let mut rows = vec![groups.iter().map(|head| value(head)).collect::<Vec<_>>()];
        for (k, head) in heads.iter().enumerate() {
            let figures = (0..3).map(|group| values[group * 5 + k].clone());
            rows.push(std::iter::once(value(head)).chain(figures).collect());
        }
        grid.rows = rows;
        d.words.extend(["没有列入报告".into(), "行政复议".into()]);
    }),
    ("a case is missing", |d, dice| {
        let (_, grid) = d.grid(CASES);
        let last = grid.rows.last_mut().unwrap();
        let lost = last.remove(dice.roll(14));
        d.gone.extend(lost.cell);
        d.words.push("行政复议".into());
    }),
    ("a case is blank", |d, dice| {
        let (_, grid) = d.grid(CASES);
        let cell = &mut grid.rows.last_mut().unwrap()[dice.roll(15)];
        cell.text.clear();
        let blank = cell.cell.clone();
        d.gone.extend(blank);
    }),
    ("the unit is ten", |d, dice| {
        let (at, _) = d.grid(REQUESTS);
        let unit = ["单位：十件", "（单位：百件）", "（以千件计）"][dice.roll(3)];
        let role = Role::Body;
        d.document.blocks.insert(at, Block::Paragraph(Paragraph { role, text: unit.into() }));
    }),
    ("the fee in yuan", |d, _| {
        let (_, grid) = d.grid(0);
        let heads = grid.rows.iter_mut().flatten().filter(|c| c.text.contains("万元"));
        heads.for_each(|c| c.text = c.text.replace("万元", "元"));
        d.words.push("表头的单位".into());
    }),
];

fn value(text: &str) -> GridCell {
    GridCell::new(CellRole::Value, text)
}

/// Changes the values of table 3.
fn change(d: &mut Damaged, to: impl Fn(&str) -> String) {
    let (_, grid) = d.grid(REQUESTS);
    each_row(grid, |cells| cells.iter_mut().for_each(|c| c.text = to(&c.text)));
}

/// Inserts a row; cells from above that reach beyond it become longer.
fn insert(grid: &mut Grid, at: usize, row: Vec<GridCell>) {
    for (y, above) in grid.rows[..at].iter_mut().enumerate() {
        above.iter_mut().filter(|c| y + c.rows > at).for_each(|c| c.rows += 1);
    }
    grid.rows.insert(at, row);
}
