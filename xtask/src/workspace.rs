//! What cargo says about this workspace: its target folder, and the packages of a program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, TargetKind};

use crate::command::Result;
use crate::root;

/// Asks cargo for its metadata, for all platforms or for one.
pub fn metadata(platform: Option<&str>) -> Result<Metadata> {
    let mut command = MetadataCommand::new();
    let platform = platform.map(|name| format!("--filter-platform={name}"));
    let options = ["--locked".to_string()].into_iter().chain(platform).collect::<Vec<_>>();
    Ok(command.manifest_path(root().join("Cargo.toml")).other_options(options).exec()?)
}

/// The folder into which cargo builds.
pub fn target() -> Result<PathBuf> {
    Ok(metadata(None)?.target_directory.into_std_path_buf())
}

/// The packages that the packages `start` consist of by these kinds of dependency, themselves
/// included, by name and version. With `linked`, procedural macros and their dependencies are left
/// out.
pub fn made_of<'m>(
    metadata: &'m Metadata,
    start: &[&str],
    kinds: &[DependencyKind],
    linked: bool,
) -> Vec<&'m Package> {
    let packages: BTreeMap<_, _> = metadata.packages.iter().map(|p| (&p.id, p)).collect();
    let nodes: BTreeMap<_, _> =
        metadata.resolve.iter().flat_map(|r| &r.nodes).map(|node| (&node.id, node)).collect();
    let is_macro =
        |p: &Package| p.targets.iter().any(|target| target.kind.contains(&TargetKind::ProcMacro));
    let mut found = BTreeSet::new();
    let mut waiting: Vec<_> =
        packages.values().filter(|p| start.contains(&p.name.as_str())).collect();
    while let Some(package) = waiting.pop() {
        if (linked && is_macro(package)) || !found.insert(&package.id) {
            continue;
        }
        for dependency in &nodes[&package.id].deps {
            if dependency.dep_kinds.iter().any(|kind| kinds.contains(&kind.kind)) {
                waiting.push(&packages[&dependency.pkg]);
            }
        }
    }
    let mut found: Vec<_> = found.into_iter().map(|id| packages[id]).collect();
    found.sort_by_key(|package| (package.name.to_string(), package.version.clone()));
    found
}
