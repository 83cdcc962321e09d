//! Imports, as far as they are still used.

use anyhow::{Result, bail};
use std::collections::BTreeSet;
use syn::UseTree;

/// What is left of an import.
#[derive(Debug, PartialEq, Eq)]
pub enum Pruned {
    /// All of it.
    Whole,
    /// So much, as text to stand between `use` and `;`.
    Part(String),
}

/// An import as far as it brings in something that is `named`, or `None` where it brings in nothing of that.
///
/// # Errors
/// Fails if the import does not say what it brings in.
pub fn prune(tree: &UseTree, named: &BTreeSet<String>) -> Result<Option<Pruned>> {
    let all = rest(tree, "", &|_| true)?;
    let used = rest(tree, "", &|name| named.contains(name))?;
    Ok(used.map(|used| match all {
        Some(all) if all == used => Pruned::Whole,
        _ => Pruned::Part(used),
    }))
}

/// The text of an import with only the names that `keep` wants; `parent` is what `self` stands for.
fn rest(tree: &UseTree, parent: &str, keep: &dyn Fn(&str) -> bool) -> Result<Option<String>> {
    Ok(match tree {
        UseTree::Name(name) if name.ident == "self" => keep(parent).then(|| "self".to_owned()),
        UseTree::Name(name) => {
            let name = name.ident.to_string();
            keep(&name).then_some(name)
        }
        UseTree::Rename(rename) => {
            let name = rename.rename.to_string();
            keep(&name).then(|| format!("{} as {name}", rename.ident))
        }
        UseTree::Path(path) => {
            let parent = path.ident.to_string();
            rest(&path.tree, &parent, keep)?.map(|rest| match rest.as_str() {
                "self" => parent,
                rest => format!("{parent}::{rest}"),
            })
        }
        UseTree::Group(group) => {
            let mut items = Vec::new();
            for item in &group.items {
                items.extend(rest(item, parent, keep)?);
            }
            match items.as_slice() {
                [] => None,
                [only] => Some(only.clone()),
                several => Some(format!("{{{}}}", several.join(", "))),
            }
        }
        _ => bail!("an import of `*` does not say what it brings in; name that"),
    })
}
