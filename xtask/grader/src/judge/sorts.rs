//! Checks that no sort of the standard library is used.

use super::{Source, Verdict};
use std::path::Path;

/// No sort of the standard library is used, according to the compiler. Handwritten sorts are not detected.
pub(super) fn no_sort(source: &Source) -> Verdict {
    let Some(sort) = source.sorts.first() else {
        return Verdict::Passed;
    };
    let place = match place(source, sort) {
        Some((path, line)) => format!("{}:{line}", path.display()),
        None => "the crate".to_owned(),
    };
    Verdict::failed(format!(
        "{place} calls `{sort}`. The order should come from concurrency: put each delay into the list when its wait ends."
    ))
}

/// The first place that names a method.
fn place<'a>(source: &'a Source, method: &str) -> Option<(&'a Path, usize)> {
    source.files.iter().find_map(|file| {
        let line = file
            .text
            .lines()
            .position(|line| names_method(line, method))?;
        Some((file.path.as_path(), line + 1))
    })
}

/// Whether a line names a method after a dot or colons, outside a comment.
fn names_method(line: &str, method: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices(method).any(|(start, _)| {
        let before = code[..start].trim_end();
        let after = code[start + method.len()..].chars().next();
        before.ends_with(['.', ':']) && after.is_none_or(|c| c != '_' && !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_name_a_method_are_found() {
        for (line, found) in [
            ("v.sort();", true),
            ("    . sort()", true),
            ("<[u8]>::sort(v);", true),
            ("let order = <[f64]>::sort;", true),
            ("v.sort_by(f64::total_cmp);", false),
            ("// v.sort()", false),
            ("let sort = 1;", false),
        ] {
            assert_eq!(names_method(line, "sort"), found, "{line}");
        }
    }
}
