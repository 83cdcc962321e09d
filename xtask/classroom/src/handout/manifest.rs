//! Makes the handout's manifests, without tests, benches and the teachers' commands.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use toml_edit::{DocumentMut, Item, TableLike};

/// The crate of the teachers' commands, and the feature that enables it.
const TEACHERS: &str = "classroom";

/// A member's manifest without its benches and tests, and without the teachers' commands. It keeps only the
/// dev-dependencies in `used`, since unit tests in the sources need no others.
///
/// # Errors
/// Fails if the manifest is not TOML.
pub(super) fn member(manifest: &str, used: &BTreeSet<String>) -> Result<String> {
    let mut manifest = parse(manifest)?;
    for targets in ["bench", "test"] {
        manifest.remove(targets);
    }
    remove_teachers_commands(&mut manifest);
    retain(manifest.as_table_mut(), "dev-dependencies", |name, _| {
        used.contains(name)
    });
    let targets = manifest.get_mut("target").and_then(Item::as_table_like_mut);
    for (_, target) in targets.into_iter().flat_map(TableLike::iter_mut) {
        if let Some(target) = target.as_table_like_mut() {
            retain(target, "dev-dependencies", |_, _| false);
        }
    }
    Ok(manifest.to_string())
}

/// The names of a member's dependencies.
///
/// # Errors
/// Fails if the manifest is not TOML.
pub(super) fn dependencies(manifest: &str) -> Result<BTreeSet<String>> {
    Ok(keys(parse(manifest)?.get("dependencies")))
}

/// The root manifest for a workspace with only these members, each a folder and its manifest, and with only the
/// dependencies that they use.
///
/// # Errors
/// Fails if a manifest is not TOML, or the root one has no workspace.
pub(super) fn workspace(manifest: &str, members: &[(&str, &str)]) -> Result<String> {
    let mut used = BTreeSet::new();
    for (folder, member) in members {
        let member = parse(member).with_context(|| format!("{folder}/Cargo.toml"))?;
        let targets = member.get("target").and_then(Item::as_table_like);
        let of_targets = targets
            .into_iter()
            .flat_map(TableLike::iter)
            .filter_map(|(_, target)| target.as_table_like());
        for table in of_targets.chain([member.as_table() as &dyn TableLike]) {
            for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
                used.extend(keys(table.get(kind)));
            }
        }
    }
    let is_member = |path: &str| members.iter().any(|(folder, _)| *folder == path);
    let has_members = |path: &str| match path.strip_suffix('*') {
        Some(start) => members.iter().any(|(folder, _)| folder.starts_with(start)),
        None => is_member(path),
    };

    let mut manifest = parse(manifest)?;
    let workspace = manifest
        .get_mut("workspace")
        .and_then(Item::as_table_mut)
        .context("there is no [workspace]")?;
    retain(workspace, "dependencies", |name, dependency| {
        let path = dependency
            .as_table_like()
            .and_then(|table| table.get("path")?.as_str());
        path.map_or_else(|| used.contains(name), is_member)
    });
    if let Some(listed) = workspace.get_mut("members").and_then(Item::as_array_mut) {
        listed.retain(|path| path.as_str().is_some_and(has_members));
    }
    Ok(manifest.to_string())
}

fn parse(manifest: &str) -> Result<DocumentMut> {
    manifest.parse().context("this is not TOML")
}

fn keys(table: Option<&Item>) -> BTreeSet<String> {
    table
        .and_then(Item::as_table_like)
        .into_iter()
        .flat_map(TableLike::iter)
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// Removes entries from a table, and the table if it is empty then.
fn retain(parent: &mut dyn TableLike, name: &str, keep: impl Fn(&str, &Item) -> bool) {
    let Some(table) = parent.get_mut(name).and_then(Item::as_table_like_mut) else {
        return;
    };
    let removed: Vec<String> = table
        .iter()
        .filter(|(key, item)| !keep(key, item))
        .map(|(key, _)| key.to_owned())
        .collect();
    for key in &removed {
        table.remove(key);
    }
    if !removed.is_empty() && table.is_empty() {
        parent.remove(name);
    }
}

/// Removes the teachers' commands. Their feature stays, empty and disabled, since the code refers to it.
fn remove_teachers_commands(manifest: &mut DocumentMut) {
    retain(manifest.as_table_mut(), "dependencies", |name, _| {
        name != TEACHERS
    });
    let features = manifest
        .get_mut("features")
        .and_then(Item::as_table_like_mut);
    for (_, enabled) in features.into_iter().flat_map(TableLike::iter_mut) {
        if let Some(enabled) = enabled.as_array_mut() {
            enabled.retain(|name| !name.as_str().is_some_and(|name| name.ends_with(TEACHERS)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{dependencies, member, workspace};

    #[test]
    fn a_member_keeps_what_learners_build() {
        let manifest = "\
[package]
name = \"a\"

# What it needs.
[dependencies]
b.workspace = true # always
classroom = { workspace = true, optional = true }

[target.'cfg(unix)'.dev-dependencies]
e.workspace = true

[features]
default = [\"classroom\"]
# For teachers.
classroom = [\"dep:classroom\"]

[dev-dependencies]
b = { workspace = true, features = [\"test-util\"] }
criterion.workspace = true

[[bench]]
name = \"speed\"
harness = false

[[test]]
name = \"whole\"

[lints]
workspace = true
";
        let expected = "\
[package]
name = \"a\"

# What it needs.
[dependencies]
b.workspace = true # always

[features]
default = []
# For teachers.
classroom = []

[dev-dependencies]
b = { workspace = true, features = [\"test-util\"] }

[lints]
workspace = true
";
        let used = dependencies(manifest).expect("it is a manifest");
        assert_eq!(member(manifest, &used).expect("it is a manifest"), expected);
        assert_eq!(member(expected, &used).expect("it is a manifest"), expected);
        assert!(member("[package", &used).is_err());
    }

    #[test]
    fn a_workspace_keeps_its_members_and_what_they_use() {
        let manifest = "\
[workspace]
members = [
    \"a\",
    \"gone\",
    \"tools/*\",
    \"more/*\",
]

[workspace.dependencies]
# Members.
a = { path = \"a\" }
gone = { path = \"gone\" }

# Others.
b = \"1\"
c = \"1\"
# Benches.
criterion = \"1\"
";
        let members = [
            (
                "a",
                "[dependencies]\nb.workspace = true\n[target.'cfg(unix)'.dependencies]\nc.workspace = true\n",
            ),
            ("tools/t", ""),
        ];
        let expected = "\
[workspace]
members = [
    \"a\",
    \"tools/*\",
]

[workspace.dependencies]
# Members.
a = { path = \"a\" }

# Others.
b = \"1\"
c = \"1\"
";
        assert_eq!(
            workspace(manifest, &members).expect("it is a workspace"),
            expected
        );
        assert!(workspace("[package]\n", &members).is_err());
    }
}
