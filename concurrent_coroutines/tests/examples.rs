//! What the examples print, and when, on a clock that jumps over the waits.

// The examples' own `main` functions, which would really wait, are not called.
#![allow(dead_code)]

#[macro_use]
#[path = "../../basic_async_syntax/tests/printed/mod.rs"]
mod printed;
#[path = "../examples/a_random_choice.rs"]
mod a_random_choice;
#[path = "../examples/finishing_order.rs"]
mod finishing_order;
#[path = "../examples/greet_three_names.rs"]
mod greet_three_names;

use std::collections::HashSet;

use printed::printed;

#[tokio::test(start_paused = true)]
async fn greet_three_names_overlaps_all_waits() {
    let mut lines = printed(greet_three_names::greet_three()).await;
    // Ends at the same moment have no order.
    lines[3..6].sort();

    assert_eq!(
        lines,
        [
            "0.0 s: Hello, Ada!",
            "0.0 s: Hello, Grace!",
            "0.0 s: Hello, Edsger!",
            "1.0 s: Goodbye, Ada!",
            "1.0 s: Goodbye, Edsger!",
            "1.0 s: Goodbye, Grace!",
            "1.0 s: three greetings in 1.0 s",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn finishing_order_is_not_the_order_of_the_results() {
    assert_eq!(
        printed(finishing_order::join_both()).await,
        [
            "1.0 s: the second has finished",
            "2.0 s: the first has finished",
            r#"2.0 s: the results: ("first", "second")"#,
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn finishing_order_is_the_order_in_which_results_come() {
    assert_eq!(
        printed(finishing_order::take_as_completed()).await,
        [
            "1.0 s: the second has finished",
            "1.0 s: the second has come in",
            "2.0 s: the first has finished",
            "2.0 s: the first has come in",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_random_choice_runs_five_different_ones_of_ten() {
    let lines = printed(a_random_choice::run_five_of_ten()).await;
    let (last, run) = lines.split_last().expect("lines are printed");
    let numbers: Vec<u32> = run
        .iter()
        .filter_map(|line| line.strip_prefix("0.0 s: number ")?.strip_suffix(" runs"))
        .map(|number| number.parse().expect("a number"))
        .collect();

    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), 5);
    assert!(numbers.iter().all(|number| (1..=10).contains(number)));
    assert_eq!(*last, format!("1.0 s: 5 of 10 have run: {numbers:?}"));
}

/// Two choices are equal once in 30,240 times or less, so five are all equal in none of 10¹⁷ runs.
#[tokio::test(start_paused = true)]
async fn a_random_choice_differs_from_run_to_run() {
    let mut choices = HashSet::new();
    for _ in 0..5 {
        choices.insert(printed(a_random_choice::run_five_of_ten()).await);
    }

    assert!(choices.len() > 1);
}
