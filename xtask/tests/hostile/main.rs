//! Grades the hostile corpus: none passes a check that it should not, none reaches or leaves anything outside, none
//! costs anybody else a grade, and all of it ends.
//!
//! All are graded by one run of `grade`, as one class. Honest submissions lie among them, and their results must be
//! those that they have in a class of their own. What `grade` itself must not pass on is at hand: a secret in its
//! environment, and a secret file that is open.
//!
//! `submissions/hostile/<name>/` holds submissions like any other. Comments at the start of a `lib.rs` say what it
//! tries and what must become of it; [`expectation`] reads them. What cannot lie in a repository, such as pipes and
//! names with line ends, is [`made`] here. `HOSTILE_ONLY=<text>,<text>` grades only those whose name has one of the
//! texts in it, and
//! `HOSTILE_SHOW=1` prints what becomes of each.

#![cfg(all(target_os = "linux", feature = "classroom"))]

mod canary;
mod class;
mod expectation;
mod honest;
mod made;
mod processes;
mod snapshot;

use class::Class;
use std::env;

#[test]
fn no_hostile_submission_gains_or_harms_anything() {
    let only = env::var("HOSTILE_ONLY").unwrap_or_default();
    let class = Class::lay_out(|name| only.split(',').any(|part| name.contains(part)));
    let mut problems = class.grade();
    let traces = class.traces();
    if !traces.is_empty() {
        eprintln!("{}\nLooking for who has left it...", traces.join("\n"));
        let culprits = class.names().into_iter().filter(|name| leaves_traces(name));
        let culprits: Vec<String> = culprits.collect();
        problems.push(format!(
            "{}\nAlone, these leave such traces: {culprits:?}",
            traces.join("\n")
        ));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Whether a submission that is graded alone leaves traces.
fn leaves_traces(name: &str) -> bool {
    let class = Class::lay_out(|other| other == name);
    class.grade();
    !class.traces().is_empty()
}
