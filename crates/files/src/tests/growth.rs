//! Work grows at most in proportion to the size of a file: every kind of content is doubled, and the
//! counted steps are compared. Where a content has too much for its budget, it ends there.

mod containers;
mod packed;
mod pdf;
mod sheets;
mod texts;
mod whole;
mod word;

use report::steps;

use crate::desk::check_file;

/// A kind of input: its name, and a file with about so many bytes of content.
type Input = (String, Box<dyn Fn(usize) -> Vec<u8>>);

fn inputs() -> Vec<Input> {
    let mut all: Vec<Input> = Vec::new();
    for &(name, text) in texts::PLAIN {
        all.push((format!("txt, {name}"), Box::new(move |size| text(size).into_bytes())));
    }
    for &(format, write) in packed::OF_PARAGRAPHS {
        for &(name, text) in texts::PLAIN.iter().filter(|(name, _)| packed::ALSO.contains(name)) {
            all.push((format!("{format}, {name}"), Box::new(move |size| write(&text(size)))));
        }
    }
    for &(format, write) in packed::OF_PAGES {
        for &(name, text) in texts::MARKUP {
            all.push((format!("{format}, {name}"), Box::new(move |size| write(&text(size)))));
        }
    }
    let others = [word::KINDS, sheets::KINDS, pdf::KINDS, containers::KINDS].concat();
    all.extend(others.into_iter().map(|(name, make)| (name.into(), Box::new(make) as _)));
    let only = std::env::var("GROWTH_ONLY").unwrap_or_default();
    all.retain(|(name, _)| name.contains(&only));
    let shard = std::env::var("GROWTH_SHARD").unwrap_or("0/1".into());
    let (own, of) = shard.split_once('/').unwrap();
    let (own, of): (usize, usize) = (own.parse().unwrap(), of.parse().unwrap());
    all.into_iter().skip(own).step_by(of).collect()
}

/// What is read, recognised and checked of a file, and the steps for it; `None` if it has too much.
fn steps_of(bytes: &[u8]) -> Option<u64> {
    let before = steps::taken();
    let rows = check_file(bytes, "", &Default::default());
    let much = |row: &report::desk::Row| row.error.as_ref().is_some_and(|e| e.code == "too-large");
    (!rows.iter().any(much)).then(|| steps::taken() - before)
}

/// The variable `GROWTH` sets the largest size in KB.
#[test]
fn steps_grow_at_most_as_the_content() {
    const FROM: usize = 8 << 10;
    let most = std::env::var("GROWTH").map_or(16, |kb| kb.parse().unwrap()) << 10;
    let mut faster = Vec::new();
    // A small bomb stands for much: it only ends within its budget.
    for (name, make) in inputs().iter().filter(|(name, _)| !name.starts_with("bomb")) {
        let sizes = std::iter::successors(Some(FROM), |size| Some(size * 2));
        let counts = sizes.take_while(|size| *size <= most).map(|size| steps_of(&make(size)));
        let counts: Vec<_> = counts.collect();
        if grows(&counts) {
            faster.push(format!("{name}: {counts:?}"));
        }
    }
    assert!(faster.is_empty(), "{}", faster.join("\n"));
}

/// No file of less than 1 MB takes more than two seconds of the processor or 300 MB, and a content
/// that doubles takes at most twice the steps. The variable `GROWTH` sets the largest size in KB
/// (16384 is 16 MB), `GROWTH_ONLY` a part of the names, `GROWTH_SHARD` a share of the kinds (`1/3` is
/// the second of three), `GROWTH_FOLDER` a folder of more files.
#[test]
#[ignore = "measures time, of a release build"]
fn timed_no_small_file_takes_long() {
    const FROM: usize = 240 << 10;
    const MOST: f64 = 2.0;
    const MOST_MEMORY: usize = 300;
    let most = std::env::var("GROWTH").map_or(960, |kb| kb.parse().unwrap()) << 10;
    let mut slow = Vec::new();
    let mut measure = |name: &str, bytes: &[u8]| {
        forget_memory();
        let begun = processor();
        let steps = steps_of(bytes);
        let (taken, memory, kb) = (processor() - begun, memory(), bytes.len() >> 10);
        let told = steps.map_or("too large".into(), |steps| format!("{} M", steps / 1_000_000));
        println!("{name}: {kb} KB {taken:.2} s {memory} MB {told}");
        if (taken > MOST || memory > MOST_MEMORY) && kb < 1 << 10 {
            slow.push(format!("{name}, {kb} KB: {taken:.1} s, {memory} MB"));
        }
        steps
    };
    let mut faster = Vec::new();
    for (name, make) in inputs() {
        let sizes = std::iter::successors(Some(FROM), |size| Some(size * 2));
        let counts: Vec<_> = sizes
            .take_while(|size| *size <= most)
            .map(|size| measure(&name, &make(size)))
            .collect();
        if grows(&counts) && !name.starts_with("bomb") {
            faster.push(format!("{name}: {counts:?}"));
        }
    }
    let folder = std::env::var_os("GROWTH_FOLDER");
    for file in folder.into_iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()) {
        let path = file.unwrap().path();
        if let Ok(bytes) = std::fs::read(&path) {
            measure(&path.to_string_lossy(), &bytes);
        }
    }
    slow.extend(faster);
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// Whether one of the contents, each twice the one before, takes more than twice the steps. `None` had too much.
fn grows(counts: &[Option<u64>]) -> bool {
    const TIMES: f64 = 2.3;
    counts.windows(2).any(|pair| match *pair {
        [Some(small), Some(large)] => large as f64 > small as f64 * TIMES,
        _ => false,
    })
}

/// Seconds of the processor that this thread has used.
pub fn processor() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    told.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap() / 1e9
}

/// The most memory since [`forget_memory`], in MB.
fn memory() -> usize {
    let told = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = told.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse::<usize>().unwrap() >> 10
}

fn forget_memory() {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
}
