use super::*;
use crate::watch::events::{Ending, Event, Job, Key, Kind, Size};
use grader::outcome::{CheckOutcome, CheckStatus, TaskOutcome};
use std::time::Duration;

/// Task 1 with a check that fails with this message, and no other checked yet.
fn failing(message: &str, columns: usize, rows: usize) -> State {
    let (mut state, _) = State::new(Some(1), Size { columns, rows });
    let task = &TASKS[1];
    let checks = task.checks.iter().map(|check| {
        let fails = check.id.name() == "runs_concurrently";
        if fails {
            CheckOutcome::new(check, CheckStatus::Failed, message.to_owned())
        } else {
            CheckOutcome::new(check, CheckStatus::Passed, String::new())
        }
    });
    let ending = Ending::Checked(Box::new(TaskOutcome::new(task, checks.collect())));
    let check = |task| Job {
        task,
        kind: Kind::Check,
    };
    state.update(Event::Ended(check(1), ending), Duration::from_millis(312));
    for task in [0, 2, 3, 4] {
        let ending = Ending::Failed("no reason".to_owned());
        state.update(Event::Ended(check(task), ending), Duration::from_secs(1));
    }
    state
}

/// The screen without styles and without spaces at the ends of lines.
fn seen(state: &State) -> Vec<String> {
    view(state)
        .iter()
        .map(|line| line.plain().trim_end().to_owned())
        .collect()
}

#[test]
fn a_screen_of_the_usual_size() {
    let state = failing("They wait one after the other.", 80, 14);
    assert_eq!(
        seen(&state),
        [
            " 0 ? [1 ✗] 2 ?  3 ?  4 ?                                         check 1: 0.31 s",
            "",
            "✗ 1 concurrent_coroutines  15 of 20 points",
            "  ✓ 13 checks pass, and 4 stretch checks",
            "  ✗ runs_concurrently: all waits are under way at the same time",
            "    They wait one after the other.",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "h hint  t timeline  l list  r again  n next  p previous  q quit",
        ]
    );
}

#[test]
fn on_a_small_terminal_the_text_goes_before_the_rest() {
    let state = failing("They wait one after the other.", 20, 5);
    assert_eq!(
        seen(&state),
        [
            "check 1: 0.31 s",
            "✗ 1 concurrent_corou",
            "tines",
            "    15 of 20 points",
            "↑↓ 10 more  q quit",
        ]
    );
    assert_eq!(seen(&failing("No.", 1, 1)), ["✗"]);
    assert_eq!(seen(&failing("No.", 0, 3)), ["", "", ""]);
    assert_eq!(seen(&failing("No.", 9, 0)), [""; 0]);
}

#[test]
fn every_size_is_filled_and_nothing_is_wider() {
    let message =
        "等待一个接一个地进行。 They wait.\n\tlet délai = 等待().await; // e\u{301}\n".repeat(9);
    let told = Event::Ended(
        Job {
            task: 1,
            kind: Kind::Hint,
        },
        Ending::Hinted(vec!["A 提示.".repeat(30).into()]),
    );
    for columns in (0..12).chain([20, 33, 40, 79, 80, 200]) {
        for rows in (0..14).chain([24, 60]) {
            let mut state = failing(&message, columns, rows);
            let keys = [Key::End, Key::List, Key::Timeline, Key::Hint];
            for event in keys.map(Event::Key).into_iter().chain([told.clone()]) {
                let lines = view(&state);
                assert_eq!(lines.len(), rows, "{columns}x{rows}");
                for line in &lines {
                    assert!(line.width() <= columns, "{columns}x{rows}: {line:?}");
                }
                state.update(event, Duration::from_secs(2));
            }
        }
    }
}

#[test]
fn a_long_message_is_scrolled() {
    let message: String = (0..40).map(|line| format!("line {line}\n")).collect();
    let mut state = failing(&message, 80, 10);
    let before = seen(&state);
    assert_eq!(before[4], "    line 0");
    assert!(before[9].starts_with("↑↓ 35 more  h hint"), "{before:?}");
    state.update(Event::Key(Key::PageDown), Duration::from_secs(2));
    let after = seen(&state);
    assert_eq!(after[1], before[8], "a page keeps one line");
    state.update(Event::Key(Key::End), Duration::from_secs(2));
    let end = seen(&state);
    assert_eq!(end[8], "    line 39");
    assert!(end[9].starts_with("↑↓ end"), "{end:?}");
}

#[test]
fn what_is_under_way_is_said() {
    let mut state = failing("No.", 60, 10);
    let seconds = Duration::from_secs;
    for (event, now, said) in [
        (Event::Saved(vec![1]), seconds(10), "checking …"),
        (Event::Tick, seconds(13), "checking … 3 s"),
        (
            Event::Waiting,
            seconds(14),
            "waiting for another check to end",
        ),
        (
            Event::Building("Compiling tokio v1.0.0".to_owned()),
            seconds(15),
            "building what checks need: Compiling tokio v1.0.0",
        ),
        (Event::Begun, seconds(20), "checking …"),
        (Event::Tick, seconds(21), "checking … 1 s"),
    ] {
        state.update(event.clone(), now);
        let header = &seen(&state)[0];
        assert!(header.ends_with(said), "{event:?}: {header}");
    }
}

#[test]
fn an_old_verdict_is_not_taken_for_a_new_one() {
    let mut state = failing("They wait one after the other.", 80, 20);
    let old = |state: &State| seen(state).iter().any(|line| line.contains("earlier save"));
    let now = state.now;
    state.update(Event::Saved(vec![state.shown]), now);
    assert!(!old(&state));
    state.update(Event::Tick, now + Duration::from_secs(2));
    assert!(old(&state));
}
