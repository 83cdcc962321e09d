//! Tests the judges on made-up runs.

use super::{Evidence, Judge, SoloRun, Verdict, for_check};
use crate::{
    course::{Id, TASKS},
    observe::{Call, Ending, Moment, Observation, Outcome, Purpose, Run, Wait, WaitOutcome},
};
use protocol::{CallMode, Clock, Request, Runtime, Scenario, Value};

/// An instant with no moves of the clock before it.
fn at(at: f64) -> Option<Moment> {
    Some(Moment {
        at,
        naps: (at > 0.0).into(),
        steps: 0,
    })
}

/// A wait that began and ended like this.
fn wait(begun: f64, delay: f64) -> Wait {
    Wait {
        call: 0,
        request: Request {
            n: 0,
            max_delay: 20,
        },
        delay,
        asked: begun,
        begun: Some(begun),
        fate: WaitOutcome::Ended(begun + delay),
    }
}

/// A call of `n` waits that ended like this.
fn call(n: usize, ended: Option<f64>, outcome: Outcome) -> Call {
    Call {
        request: Request { n, max_delay: 20 },
        begun: at(0.0),
        handed_over: at(0.0),
        awaited: at(0.5),
        ended: ended.and_then(at),
        outcome,
    }
}

fn list(numbers: &[f64]) -> Outcome {
    Outcome::Returned(Value::List {
        numbers: numbers.to_vec(),
        length: numbers.len(),
    })
}

fn run_with(purpose: Purpose, call: Call, waits: Vec<Wait>) -> Run {
    Run {
        purpose,
        scenario: Scenario {
            clock: Clock::Exact,
            seed: 1,
            runtime: Runtime::Workers,
            mode: CallMode::InTurn,
            calls: vec![call.request],
            heartbeat: false,
            head_start: 0,
        },
        observation: Observation {
            constant: Some(10),
            calls: vec![call],
            waits,
            ..Observation::default()
        },
        ending: Ending::Over,
        cost: std::time::Duration::ZERO,
    }
}

fn verdict(task: usize, check: Id, runs: Vec<Run>, solo_runs: Vec<SoloRun>) -> Verdict {
    let evidence = Evidence {
        task: &TASKS[task],
        constant_problem: None,
        runs,
        solo_runs,
    };
    match for_check(check) {
        Judge::Behaviour(judge) => judge(&evidence),
        Judge::Gate | Judge::Source(_) => panic!("{} is not about behaviour", check.name()),
    }
}

/// `passed`, `unseen`, or the message of a failure.
fn message_of(verdict: Verdict) -> String {
    match verdict {
        Verdict::Passed => "passed".to_owned(),
        Verdict::Failed { message, .. } => message,
        Verdict::Unseen(_) => "unseen".to_owned(),
        Verdict::Error(why) => why,
    }
}

#[test]
fn lists_of_waits() {
    let together = || vec![wait(0.0, 3.0), wait(0.0, 1.0), wait(0.0, 2.0)];
    let in_turn = || vec![wait(0.0, 3.0), wait(3.0, 1.0), wait(4.0, 2.0)];
    let right = || call(3, Some(3.0), list(&[1.0, 2.0, 3.0]));
    use Id::{AscendingOrder, CallsWaitRandom, ReturnsAllDelays, RunsConcurrently};
    for (check, call, waits, expected) in [
        (RunsConcurrently, right(), together(), "passed"),
        (
            RunsConcurrently,
            call(3, Some(6.0), list(&[3.0, 1.0, 2.0])),
            in_turn(),
            "one after the other",
        ),
        (
            RunsConcurrently,
            call(3, Some(3.2), list(&[1.0, 2.0, 3.0])),
            together(),
            "took 3.2 s",
        ),
        (
            RunsConcurrently,
            call(3, None, Outcome::Open),
            together(),
            "passed",
        ),
        (
            RunsConcurrently,
            call(3, Some(0.0), list(&[])),
            vec![],
            "unseen",
        ),
        (ReturnsAllDelays, right(), together(), "passed"),
        (
            ReturnsAllDelays,
            call(3, Some(3.0), list(&[1.0, 3.0])),
            together(),
            "2 is missing",
        ),
        (
            ReturnsAllDelays,
            call(3, Some(3.0), list(&[1.0, 1.0, 3.0])),
            together(),
            "1 is there once too often, and 2 is missing",
        ),
        (
            ReturnsAllDelays,
            call(3, Some(3.0), list(&[1.0, 2.00001, 3.0])),
            together(),
            "2.00001 is no delay of a wait; the nearest is 2.00000",
        ),
        (
            ReturnsAllDelays,
            call(3, None, Outcome::Open),
            together(),
            "unseen",
        ),
        (AscendingOrder, right(), together(), "passed"),
        (
            AscendingOrder,
            call(3, Some(3.0), list(&[3.0, 1.0, 2.0])),
            together(),
            "the order in which the waits were started",
        ),
        (
            AscendingOrder,
            call(3, Some(3.0), list(&[1.0, 2.005, 2.0])),
            together(),
            "passed",
        ),
        (CallsWaitRandom, right(), together(), "passed"),
        (
            CallsWaitRandom,
            call(5, Some(3.0), list(&[1.0])),
            together(),
            "calls `wait_random` 3 times; it should call it 5 times",
        ),
        (
            CallsWaitRandom,
            call(5, None, Outcome::Open),
            together(),
            "unseen",
        ),
    ] {
        let run = run_with(Purpose::Ordinary, call, waits);
        let said = message_of(verdict(1, check, vec![run], vec![]));
        assert!(said.contains(expected), "{}: {said}", check.name());
    }
}

#[test]
fn a_call_is_dependent_only_if_it_is_right_alone() {
    let wrong = || {
        run_with(
            Purpose::Several,
            call(1, Some(1.0), list(&[1.0, 7.0])),
            vec![wait(0.0, 1.0)],
        )
    };
    let right = run_with(
        Purpose::Ordinary,
        call(1, Some(1.0), list(&[1.0])),
        vec![wait(0.0, 1.0)],
    );
    let mut as_wrong = wrong();
    as_wrong.purpose = Purpose::Ordinary;
    let alone = || {
        vec![SoloRun {
            run_index: 0,
            call: 0,
            solo_index: 1,
        }]
    };
    let told = message_of(verdict(
        1,
        Id::IndependentCalls,
        vec![wrong(), right],
        alone(),
    ));
    assert!(told.contains("Alone, the same call is right"), "{told}");
    let told = message_of(verdict(
        1,
        Id::IndependentCalls,
        vec![wrong(), as_wrong],
        alone(),
    ));
    assert_eq!(told, "passed");
}

#[test]
fn a_wait_may_be_late_by_a_tick_for_each_nap() {
    let number = |number| Outcome::Returned(Value::Number(number));
    for (delay, took, expected) in [
        (2.0, 2.0009, "passed"),
        (2.0, 2.01, "returned 2 but waited 2.01 s"),
        (2.0, 0.002, "nothing was waited for"),
        (2.0, 4.0, "it waits twice"),
        (0.0, 0.0, "waits for nothing"),
        (2.5, 2.0, "whole number of seconds"),
    ] {
        let run = run_with(
            Purpose::Ordinary,
            call(0, Some(took), number(delay)),
            vec![],
        );
        let said = message_of(verdict(0, Id::WaitsWhatItReturns, vec![run], vec![]));
        assert!(said.contains(expected), "{delay} and {took}: {said}");
    }
}

#[test]
fn a_total_is_judged_to_the_microsecond() {
    for (result, expected) in [
        (1.0, "passed"),
        (1.000_000_1, "passed"),
        (
            1.000_01,
            "returned 1.00001. wait_n took 4.0 s, so total / n is 1.00000",
        ),
        (4.0, "that is the total; divide it by n"),
        (0.9, "Measure the time"),
    ] {
        let outcome = Outcome::Returned(Value::Number(result));
        let run = run_with(
            Purpose::Ordinary,
            call(4, Some(4.0), outcome),
            vec![wait(0.0, 4.0)],
        );
        let said = message_of(verdict(2, Id::ReturnsTotalOverN, vec![run], vec![]));
        assert!(
            said.to_lowercase().contains(&expected.to_lowercase()),
            "{result}: {said}"
        );
    }
}

#[test]
fn a_task_starts_and_ends_with_its_wait() {
    let yields = |number| Outcome::Returned(Value::Number(number));
    let late = || Wait {
        begun: Some(0.3),
        fate: WaitOutcome::Ended(2.3),
        ..wait(0.0, 2.0)
    };
    let unbegun = || Wait {
        begun: None,
        fate: WaitOutcome::Dropped(0.0),
        ..wait(0.0, 2.0)
    };
    use Id::{ReturnsAtOnce, StartsAtOnce, YieldsDelay};
    for (check, call, wait, expected) in [
        (
            StartsAtOnce,
            call(0, Some(2.0), yields(2.0)),
            wait(0.0, 2.0),
            "passed",
        ),
        (
            StartsAtOnce,
            call(0, Some(2.3), yields(2.0)),
            late(),
            "began to wait only after 300 ms",
        ),
        (
            StartsAtOnce,
            call(0, Some(2.0), yields(0.0)),
            unbegun(),
            "never ran `wait_random`",
        ),
        (
            YieldsDelay,
            call(0, Some(2.0), yields(2.0)),
            wait(0.0, 2.0),
            "passed",
        ),
        (
            YieldsDelay,
            call(0, Some(2.0), yields(3.0)),
            wait(0.0, 2.0),
            "yielded 3 where its wait gave 2",
        ),
        (
            YieldsDelay,
            call(0, Some(2.5), yields(2.0)),
            wait(0.0, 2.0),
            "ended 500 ms after its wait",
        ),
        (
            YieldsDelay,
            call(0, None, Outcome::Cancelled),
            wait(0.0, 2.0),
            "was cancelled",
        ),
        (
            ReturnsAtOnce,
            call(0, Some(2.0), yields(2.0)),
            wait(0.0, 2.0),
            "passed",
        ),
    ] {
        let run = run_with(Purpose::Ordinary, call, vec![wait]);
        let said = message_of(verdict(3, check, vec![run], vec![]));
        assert!(said.contains(expected), "{}: {said}", check.name());
    }
}
