//! Finds the sorts of the standard library that a crate uses.
//!
//! The compiler prints the mid-level representation of a crate (`--emit mir`). It names the function of each call, even
//! in macros and behind aliases. The format may change with the compiler, so [`probe`](super::probe) checks for each
//! new compiler that the sort of a known crate is found.

use anyhow::{Context, Result};
use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

/// The text before the name of a slice method. Only the standard library can have such an `impl`.
const SLICE_METHOD: &str = "slice::<impl [";

/// The prefixes of slice methods that sort or select.
const SORT: [&str; 2] = ["sort", "select_nth_unstable"];

/// The sorting method of the standard library's heap.
const HEAP_METHOD: (&str, &str) = ("BinaryHeap::<", "into_sorted_vec");

/// The names of the sorts in a file with the mid-level representation.
///
/// # Errors
/// Fails if the file cannot be read.
pub(super) fn in_mir(file: &Path) -> Result<Vec<String>> {
    let read = || {
        let mut found = BTreeSet::new();
        for line in BufReader::new(File::open(file)?).split(b'\n') {
            let line = line?;
            let line = without_text(&String::from_utf8_lossy(&line));
            found.extend(in_line(&line).map(str::to_owned));
        }
        std::io::Result::Ok(found.into_iter().collect())
    };
    read().with_context(|| format!("cannot read {}", file.display()))
}

/// The sorts that a line names.
fn in_line(line: &str) -> impl Iterator<Item = &str> {
    let names = line.match_indices("]>::").filter_map(|(end, mark)| {
        let is_of_a_slice = line[..end].contains(SLICE_METHOD);
        let name = first_word(&line[end + mark.len()..]);
        let sorts = SORT.iter().any(|sort| name.starts_with(sort));
        (is_of_a_slice && sorts).then_some(name)
    });
    let (heap, of_heap) = HEAP_METHOD;
    let is_of_a_heap = line.contains(heap) && line.contains(&format!(">::{of_heap}"));
    names.chain(is_of_a_heap.then_some(of_heap))
}

/// The identifier at the beginning of a text.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| c != '_' && !c.is_alphanumeric());
    &text[..end.unwrap_or(text.len())]
}

/// A line without the contents of its string literals.
fn without_text(line: &str) -> String {
    let line = line
        .replace("'\"'", "")
        .replace("\\\\", "")
        .replace("\\\"", "");
    line.split('"').step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines that rustc 1.95 prints.
    #[test]
    fn only_sorts_of_the_standard_library_are_found() {
        for (line, found) in [
            (
                "_6 = std::slice::<impl [f64]>::sort_by::<for<'a> fn(&'a f64) -> Ordering {f64::total_cmp}>(copy _7)",
                &["sort_by"][..],
            ),
            (
                "let mut _23: for<'a> fn(&'a mut [u8]) {std::slice::<impl [u8]>::sort};",
                &["sort"],
            ),
            (
                "_36 = core::slice::<impl [[u8; 2]]>::sort_unstable(copy _37)",
                &["sort_unstable"],
            ),
            (
                "_0 = core::slice::<impl [X]>::select_nth_unstable(copy _2)",
                &["select_nth_unstable"],
            ),
            (
                "_30 = BinaryHeap::<u8>::into_sorted_vec(copy _27)",
                &["into_sorted_vec"],
            ),
            ("_31 = core::slice::<impl [i32]>::is_sorted(move _32)", &[]),
            ("_9 = D::sort_unstable(move _10, const 1_u8)", &[]),
            ("_11 = slice::sort(copy _12)", &[]),
            ("_14 = <[f64] as T>::sort(copy _15)", &[]),
            (
                "fn <impl at a.rs:5:1: 5:17>::sort(_1: &mut [f64]) -> () {",
                &[],
            ),
            ("_1 = const \"slice::<impl [f64]>::sort \\\" x\";", &[]),
            (
                "_1 = const '\"'; _2 = std::slice::<impl [f64]>::sort(copy _3)",
                &["sort"],
            ),
        ] {
            let line = without_text(line);
            assert_eq!(in_line(&line).collect::<Vec<_>>(), found, "{line}");
        }
    }
}
