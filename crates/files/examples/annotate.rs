fn main() {
    let args: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&args[1]).unwrap();
    let (report, _) = files::read_report(&bytes).unwrap();
    let findings = report::checks::check(&report, None).findings;
    let t = std::time::Instant::now();
    let new = files::annotate(&bytes, &report, &findings).unwrap();
    println!("{} findings {:?}", findings.len(), t.elapsed());
    std::fs::write(&args[2], new).unwrap();
}
