//! No file of code has more than 400 lines, and no function more than 60 unless it is a table.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// What holds code of our own, below the folder of the workspace.
const FOLDERS: &[&str] =
    &["build.rs", "crates", "fuzz/fuzz_targets", "src", "tests", "www", "xtask"];
/// The kinds of file that hold code.
const KINDS: &[&str] = &["rs", "js", "mjs", "ts", "css"];
/// Folders inside of those that hold what others wrote, or what a command wrote.
const OTHERS: &[&str] = &["node_modules", "target", "dist"];

/// The types of the package are one file for those who use it.
const TYPES: &str = "www/nianbao.d.ts";

const MOST_OF_A_FILE: usize = 400;
const MOST_OF_A_FUNCTION: usize = 60;
/// Most lines of one arm of a table.
const MOST_OF_AN_ARM: usize = 12;

/// All files with code at or below a path.
fn sources(path: &Path, found: &mut Vec<PathBuf>) {
    let named = |names: &[&str], name: Option<&std::ffi::OsStr>| {
        name.and_then(|n| n.to_str()).is_some_and(|name| names.contains(&name))
    };
    if path.is_dir() {
        if !named(OTHERS, path.file_name()) {
            for entry in fs::read_dir(path).unwrap() {
                sources(&entry.unwrap().path(), found);
            }
        }
    } else if named(KINDS, path.extension()) && !path.ends_with(TYPES) {
        found.push(path.to_path_buf());
    }
}

/// All files with code, by their path in the workspace, each with its text.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in FOLDERS {
        sources(&root.join(folder), &mut found);
    }
    assert!(found.len() > 500, "only {} files with code were found", found.len());
    let name = |path: &Path| path.strip_prefix(root).unwrap().display().to_string();
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn no_file_has_more_than_400_lines() {
    let long = |(name, text): &(String, String)| {
        let lines = text.lines().count();
        (lines > MOST_OF_A_FILE).then(|| format!("{name} has {lines} lines"))
    };
    let long: Vec<String> = files().iter().filter_map(long).collect();
    assert!(long.is_empty(), "cut these along their jobs:\n{}", long.join("\n"));
}

#[test]
fn no_function_has_more_than_60_lines_unless_it_is_a_table() {
    let (mut all, mut long) = (0, Vec::new());
    for (name, text) in files().iter().filter(|(name, _)| name.ends_with(".rs")) {
        for function in functions(text.parse().unwrap()) {
            all += 1;
            if function.lines > MOST_OF_A_FUNCTION && !function.is_table {
                let Function { name: called, line, lines, .. } = function;
                long.push(format!("{name}:{line}: `{called}` has {lines} lines"));
            }
        }
    }
    assert!(all > 3_000, "only {all} functions were found");
    assert!(long.is_empty(), "cut these along their jobs:\n{}", long.join("\n"));
}

/// A function of a source.
struct Function {
    name: String,
    line: usize,
    /// From `fn` to its last brace.
    lines: usize,
    /// Whether two thirds of it or more are one `match`, with no arm over [`MOST_OF_AN_ARM`] lines.
    is_table: bool,
}

/// All functions in code, those inside of others too.
fn functions(code: TokenStream) -> Vec<Function> {
    let mut found = Vec::new();
    let mut begun: Option<(String, usize)> = None;
    let mut tokens = code.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "fn" => {
                // The type `fn(u8)` has no name.
                let name = tokens.next_if(|t| matches!(t, TokenTree::Ident(_)));
                begun = name.map(|name| (name.to_string(), word.span().start().line));
            }
            // A function without a body, of a trait.
            TokenTree::Punct(mark) if mark.as_char() == ';' => begun = None,
            TokenTree::Group(group) => {
                if group.delimiter() == Delimiter::Brace
                    && let Some((name, line)) = begun.take()
                {
                    let lines = group.span_close().end().line - line + 1;
                    let is_table = longest_table(&group) * 3 >= lines * 2;
                    found.push(Function { name, line, lines, is_table });
                }
                found.extend(functions(group.stream()));
            }
            _ => {}
        }
    }
    found
}

/// The lines of the longest `match` among the statements of a body whose arms are all short.
fn longest_table(body: &Group) -> usize {
    let mut longest = 0;
    let mut tokens = body.stream().into_iter();
    while let Some(token) = tokens.next() {
        if matches!(&token, TokenTree::Ident(word) if word == "match") {
            let arms = tokens.by_ref().find_map(|t| match t {
                TokenTree::Group(arms) if arms.delimiter() == Delimiter::Brace => Some(arms),
                _ => None,
            });
            let arms = arms.filter(|arms| longest_arm(arms) <= MOST_OF_AN_ARM);
            longest =
                longest.max(arms.map_or(0, |arms| {
                    arms.span_close().end().line - token.span().start().line + 1
                }));
        }
    }
    longest
}

/// The lines of the longest arm of a `match`, its pattern left out.
fn longest_arm(arms: &Group) -> usize {
    // The first line of the arm that is being read; `None` within a pattern.
    let (mut longest, mut from) = (0, None);
    let mut tokens = arms.stream().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_mark = |c: char| matches!(&token, TokenTree::Punct(mark) if mark.as_char() == c);
        match from {
            None if is_mark('=')
                && tokens
                    .next_if(|t| matches!(t, TokenTree::Punct(mark) if mark.as_char() == '>'))
                    .is_some() =>
            {
                let Some(first) = tokens.next() else { break };
                let (start, end) = (first.span().start().line, first.span().end().line);
                longest = longest.max(end - start + 1);
                // An arm in braces needs no comma at its end.
                let braced =
                    matches!(&first, TokenTree::Group(g) if g.delimiter() == Delimiter::Brace);
                from = (!braced).then_some(start);
            }
            Some(_) if is_mark(',') => from = None,
            Some(start) => longest = longest.max(token.span().end().line - start + 1),
            None => {}
        }
    }
    longest
}

/// Tests how functions are measured on made-up code.
#[test]
fn a_table_is_one_match_with_short_arms() {
    let code = |arm: &str, before: &str| {
        format!(
            "impl A {{\n fn f(a: fn(u8)) -> u8 {{\n{before}match a {{\n{arm}_ => 1,\n}}\n}}\n}}"
        )
    };
    let measure = |arm: &str, before: &str| {
        let all = functions(code(arm, before).parse().unwrap());
        assert_eq!(all.len(), 1);
        (all[0].name.clone(), all[0].line, all[0].lines, all[0].is_table)
    };
    let named = |lines, is_table| ("f".to_string(), 2, lines, is_table);
    let short = "0 | 1 if b == c => {\nx\n}\n2 => b(\nx,\n),\n".repeat(10);
    assert_eq!(measure(&short, ""), named(65, true));
    assert_eq!(measure(&short, &"let x = 1;\n".repeat(29)), named(94, true));
    assert_eq!(measure(&short, &"let x = 1;\n".repeat(30)), named(95, false));
    let braces = |lines: usize| format!("0 => {{\n{}}}\n", "x;\n".repeat(lines - 2));
    assert_eq!(measure(&braces(12), ""), named(17, true));
    assert_eq!(measure(&braces(13), ""), named(18, false));
    let call = |lines: usize| format!("0 => a.b(\n{}),\n", "x,\n".repeat(lines - 2));
    assert_eq!(measure(&call(12), ""), named(17, true));
    assert_eq!(measure(&call(13), ""), named(18, false));
    assert!(functions("trait A { fn f(self); const B: u8 = { 1 }; }".parse().unwrap()).is_empty());
}
