//! The judges on plain data: what a right run shows passes, and each mistake is seen by its own check.

use super::{
    Evidence, Judge, Verdict, beyond, calls, concurrency, delays, draws, endings, independence,
    overlap, spawning, spread, timing,
};
use crate::{
    course::{self, TASKS, Task},
    observe::{self, Ending, Exhibit, Part, Purpose},
};
use protocol::{
    Call, Clock, Fate, Manner, Observation, Outcome, Panic, Request, Scenario, Script, Tally,
    Value, Wait,
};
use std::time::Duration;

/// What one call of `wait_n` shows.
#[derive(Clone)]
struct Run {
    max_delay_passed: u32,
    /// Delay and begin of each wait.
    waits: Vec<(f64, f64)>,
    returned: Vec<f64>,
    ended: f64,
}

/// Three waits at once, as they should be.
fn right() -> Run {
    Run {
        max_delay_passed: 7,
        waits: vec![(2.0, 0.0), (1.0, 0.0), (3.0, 0.0)],
        returned: vec![1.0, 2.0, 3.0],
        ended: 3.0,
    }
}

fn exhibit(purpose: Purpose, calls: Vec<Call>, waits: Vec<Wait>) -> Exhibit {
    let peak = waits
        .iter()
        .filter_map(|wait| wait.begun)
        .map(|moment| {
            let under_way = |wait: &&Wait| {
                matches!((wait.begun, wait.fate), (Some(begun), Fate::Ended(ended))
                    if (begun..ended).contains(&moment))
            };
            waits.iter().filter(under_way).count()
        })
        .max()
        .unwrap_or(0);
    Exhibit {
        purpose,
        scenario: Scenario {
            nonce: 0,
            clock: Clock::Paused,
            manner: if calls.len() == 1 {
                Manner::InTurn
            } else {
                Manner::AtOnce
            },
            calls: calls.iter().map(|call| call.request).collect(),
            script: Script::List(Vec::new()),
            patience: 100.0,
            head_start: 0.0,
            record: 100,
            stack: 0,
        },
        run: Ok(Observation {
            nonce: 0,
            constant: Some(10),
            calls,
            tally: Tally {
                called: waits.len(),
                begun: waits.len(),
                ended: waits.len(),
                dropped: 0,
                peak,
            },
            waits,
            wall: 0.001,
            processor: 0.0,
            lateness: 0.0,
        }),
    }
}

fn evidence(number: &str, exhibits: Vec<Exhibit>) -> Evidence {
    Evidence {
        task: course::task(number).expect("it is a task of the course"),
        constant_problem: None,
        exhibits,
    }
}

fn list(run: &Run) -> Evidence {
    let request = Request { n: 3, max_delay: 7 };
    let call = Call {
        request,
        begun: 0.0,
        handed_over: None,
        ended: run.ended,
        blocked: 0.0,
        outcome: Outcome::Returned(Value::List {
            numbers: run.returned.clone(),
            length: run.returned.len(),
            descends_at: None,
        }),
    };
    let waits = run
        .waits
        .iter()
        .map(|&(delay, begun)| Wait {
            request: Request {
                n: 0,
                max_delay: run.max_delay_passed,
            },
            delay,
            called: begun,
            begun: Some(begun),
            fate: Fate::Ended(begun + delay),
        })
        .collect();
    evidence("1", vec![exhibit(Purpose::Ordinary, vec![call], waits)])
}

fn failures(run: &Run) -> Vec<&'static str> {
    let evidence = list(run);
    [
        ("finishes", endings::finishes(&evidence)),
        ("calls", calls::calls_import(&evidence)),
        ("passes", calls::passes_max_delay(&evidence)),
        ("concurrent", concurrency::runs_concurrently(&evidence)),
        ("all", delays::returns_all_delays(&evidence)),
        ("order", delays::ascending_order(&evidence)),
    ]
    .into_iter()
    .filter(|(_, verdict)| matches!(verdict, Verdict::Failed(_) | Verdict::Refuted(_)))
    .map(|(check, _)| check)
    .collect()
}

#[test]
fn one_mistake_in_a_list_of_waits_fails_one_check() {
    let right = right();
    let staircase = vec![(2.0, 0.0), (1.0, 2.0), (3.0, 3.0)];
    let two_at_once = vec![(2.0, 0.0), (1.0, 0.0), (3.0, 1.0)];
    let cases: [(&str, Run, &[&str]); 10] = [
        ("right", right.clone(), &[]),
        (
            "one after the other",
            Run {
                waits: staircase,
                ended: 6.0,
                ..right.clone()
            },
            &["concurrent"],
        ),
        (
            "two at once",
            Run {
                waits: two_at_once,
                ended: 4.0,
                ..right.clone()
            },
            &["concurrent"],
        ),
        (
            "dawdles",
            Run {
                ended: 3.5,
                ..right.clone()
            },
            &["concurrent"],
        ),
        (
            "call order",
            Run {
                returned: vec![2.0, 1.0, 3.0],
                ..right.clone()
            },
            &["order"],
        ),
        (
            "one lost",
            Run {
                returned: vec![1.0, 3.0],
                ..right.clone()
            },
            &["all"],
        ),
        (
            "one doubled",
            Run {
                returned: vec![1.0, 1.0, 2.0, 3.0],
                ..right.clone()
            },
            &["all"],
        ),
        (
            "one changed",
            Run {
                returned: vec![1.0, 2.1, 3.0],
                ..right.clone()
            },
            &["all"],
        ),
        (
            "NaN",
            Run {
                returned: vec![1.0, f64::NAN, 3.0],
                ..right.clone()
            },
            &["all", "order"],
        ),
        (
            "another argument",
            Run {
                max_delay_passed: 3,
                ..right.clone()
            },
            &["passes"],
        ),
    ];
    for (name, run, expected) in cases {
        assert_eq!(failures(&run), expected, "{name}");
    }
}

#[test]
fn silence_is_not_success() {
    let mut silent = list(&right());
    silent.exhibits[0].run = Err(Ending::Exited(0));
    for verdict in [
        endings::finishes(&silent),
        calls::calls_import(&silent),
        calls::passes_max_delay(&silent),
        concurrency::runs_concurrently(&silent),
        delays::returns_all_delays(&silent),
        delays::ascending_order(&silent),
        independence::independent_calls(&silent),
        beyond::hundred_thousand(&silent),
        beyond::stops_tasks_when_dropped(&silent),
    ] {
        assert_ne!(verdict, Verdict::Passed);
    }
    assert_ne!(
        endings::finishes(&evidence("1", Vec::new())),
        Verdict::Passed
    );
}

/// What a task shows whose calls all come to this.
fn evidence_of_calls_that(outcome: &Outcome, task: &'static Task, part: Part) -> Evidence {
    let exhibits = observe::plan(task, part, Clock::Paused)
        .into_iter()
        .map(|planned| {
            let calls = planned.scenario.calls.iter().map(|&request| Call {
                request,
                begun: 0.0,
                handed_over: None,
                ended: 0.001,
                blocked: 0.0,
                outcome: outcome.clone(),
            });
            Exhibit {
                scenario: planned.scenario.clone(),
                ..exhibit(planned.purpose, calls.collect(), Vec::new())
            }
        })
        .collect();
    Evidence {
        task,
        constant_problem: None,
        exhibits,
    }
}

#[test]
fn what_never_returns_passes_nothing() {
    let panic = Panic {
        message: "nothing for 0, and nothing for any other number".to_owned(),
        location: "src/lib.rs:1:1".to_owned(),
    };
    let outcomes = [Outcome::Panicked(panic), Outcome::Stuck];
    for (task, outcome) in TASKS
        .iter()
        .flat_map(|task| outcomes.iter().map(move |outcome| (task, outcome)))
    {
        for part in [Part::Counted, Part::Stretch] {
            let evidence = evidence_of_calls_that(outcome, task, part);
            for check in task.checks.iter().filter(|check| part.has(check)) {
                // A constant needs no call; and to refuse zero is to panic.
                if let Judge::Behaviour(judge) = super::of(check.id)
                    && !["default_max_delay", "refuses_zero"].contains(&check.id)
                {
                    assert_ne!(
                        judge(&evidence),
                        Verdict::Passed,
                        "{} of task {}, {outcome:?}",
                        check.id,
                        task.number
                    );
                }
            }
        }
    }
}

#[test]
fn a_crowd_that_is_too_slow_is_not_stuck() {
    let mut crowd = list(&right());
    crowd.exhibits[0].purpose = Purpose::Crowd;
    crowd.exhibits[0].run = Err(Ending::TimedOut(Duration::from_secs(2)));
    assert_eq!(endings::finishes(&crowd), Verdict::Passed);
}

/// Draws of task 0: what each returned, and how long it took.
fn drawn(max_delay: u32, draws: impl IntoIterator<Item = (f64, f64)>) -> Exhibit {
    let calls = draws
        .into_iter()
        .map(|(delay, took)| Call {
            request: Request { n: 0, max_delay },
            begun: 0.0,
            handed_over: None,
            ended: took,
            blocked: 0.0,
            outcome: Outcome::Returned(Value::Number(delay)),
        })
        .collect();
    exhibit(Purpose::Crowd, calls, Vec::new())
}

/// `count` numbers that are spread over 0..1 as evenly as can be, in an order of chance that is always the same.
fn random(count: u32) -> Vec<f64> {
    let mut numbers: Vec<f64> = (0..count)
        .map(|index| f64::from(index) / f64::from(count))
        .collect();
    fastrand::Rng::with_seed(1).shuffle(&mut numbers);
    numbers
}

#[test]
fn draws_are_judged_by_their_spread() {
    let verdict = |shape: fn(f64) -> f64| {
        let draws = random(1000)
            .into_iter()
            .map(|unit| (10.0 * shape(unit), 10.0 * shape(unit)));
        spread::uniform_draws(&evidence("0", vec![drawn(10, draws)]))
    };
    assert_eq!(verdict(|unit| unit), Verdict::Passed);
    for (name, shape) in [
        ("squared", (|unit| unit * unit) as fn(f64) -> f64),
        ("lower half", |unit| unit / 2.0),
        ("whole", |unit| (10.0 * unit).floor() / 10.0),
        ("tenths", |unit| (100.0 * unit).floor() / 100.0),
        ("constant", |_| 0.5),
    ] {
        assert!(matches!(verdict(shape), Verdict::Refuted(_)), "{name}");
    }
    let run = |units: Vec<f64>| drawn(10, units.into_iter().map(|unit| (10.0 * unit, 10.0 * unit)));
    let same = || run(random(1000));
    let seeded = spread::uniform_draws(&evidence("0", vec![same(), same()]));
    assert!(matches!(seeded, Verdict::Refuted(text) if text.contains("seed")));
    let mirrored = random(500).into_iter().flat_map(|unit| [unit, 1.0 - unit]);
    let golden = (1..1000).map(|index| (f64::from(index) * 0.618_034).fract());
    for dependent in [mirrored.collect(), golden.collect()] {
        let verdict = spread::uniform_draws(&evidence("0", vec![run(dependent)]));
        assert!(matches!(verdict, Verdict::Refuted(text) if text.contains("correlation")));
    }
}

#[test]
fn a_delay_has_to_be_waited() {
    let verdict = |delay: f64, took: f64| {
        let evidence = evidence("0", vec![drawn(10, [(delay, took)])]);
        (
            draws::waits_what_it_returns(&evidence),
            draws::within_range(&evidence),
        )
    };
    assert_eq!(verdict(3.25, 3.2505), (Verdict::Passed, Verdict::Passed));
    for (delay, took, hint) in [
        (3.25, 0.0, "nothing was waited for"),
        (3.25, 3.0, "whole number of seconds"),
        (3.25, 0.00325, "taken for milliseconds"),
        (3.25, 6.5, "waits twice"),
    ] {
        let (Verdict::Failed(message) | Verdict::Refuted(message), _) = verdict(delay, took) else {
            panic!("{delay} waited as {took} passes");
        };
        assert!(message.contains(hint), "{message}");
    }
    assert!(matches!(verdict(10.5, 10.5).1, Verdict::Refuted(_)));
    assert!(
        matches!(verdict(3250.0, 3.25).1, Verdict::Refuted(text) if text.contains("milliseconds"))
    );
    assert!(matches!(verdict(f64::NAN, 1.0).1, Verdict::Refuted(_)));
}

#[test]
fn only_what_takes_turns_or_keeps_the_thread_holds_others_up() {
    // Each delay is more than twice the one before it.
    let delays = [0.0264, 0.3053, 0.1134, 0.9302];
    let verdict = |ends: fn(f64, f64) -> f64, share_blocked: f64| {
        let mut before = 0.0;
        let ends = delays.map(|delay| {
            before += delay;
            (delay, ends(delay, before))
        });
        let mut run = drawn(1, ends);
        run.purpose = Purpose::Ordinary;
        for call in &mut run.run.as_mut().expect("it is a run").calls {
            call.blocked = share_blocked * 0.9302;
        }
        overlap::leaves_thread_free(&evidence("0", vec![run]))
    };
    assert_eq!(verdict(|delay, _| delay, 0.0), Verdict::Passed);
    assert_eq!(verdict(|delay, _| 2.0 * delay, 0.0), Verdict::Passed);
    assert_eq!(verdict(|delay, _| delay + 1.0, 0.0), Verdict::Passed);
    let fails_with =
        |verdict, words: &str| matches!(verdict, Verdict::Failed(text) if text.contains(words));
    assert!(fails_with(verdict(|_, sum| sum, 0.0), "took 1.4 s"));
    assert!(fails_with(verdict(|_, sum| 2.0 * sum, 0.0), "took 2.8 s"));
    assert!(fails_with(
        verdict(|delay, _| delay, 0.2),
        "blocked their thread for 744 ms"
    ));
}

/// A call of `measure_time(4, 2)` around a `wait_n` of 0.1 s that returned this.
fn measured(returned: f64) -> Verdict {
    let request = Request { n: 4, max_delay: 2 };
    let call = Call {
        request,
        begun: 0.0,
        handed_over: None,
        ended: 0.103,
        blocked: 0.0,
        outcome: Outcome::Returned(Value::Number(returned)),
    };
    let wait = Wait {
        request,
        delay: 0.1,
        called: 0.001,
        begun: Some(0.001),
        fate: Fate::Ended(0.101),
    };
    let exhibit = exhibit(Purpose::Ordinary, vec![call], vec![wait]);
    timing::returns_total_over_n(&evidence("2", vec![exhibit]))
}

#[test]
fn a_measured_time_lies_between_the_wait_and_the_call() {
    assert_eq!(measured(0.1004 / 4.0), Verdict::Passed);
    for (returned, hint) in [
        (0.1, "that is the total; divide"),
        (0.05, "divided by max_delay"),
        (25.0, "in milliseconds"),
        (0.0, "fraction of a second"),
        (40.0, "wrong way round"),
        (0.075 / 4.0, "comes from the delays"),
        (f64::NAN, "measure the time"),
    ] {
        let Verdict::Failed(message) = measured(returned) else {
            panic!("{returned} passes");
        };
        assert!(message.contains(hint), "{message}");
    }
}

#[test]
fn a_task_has_to_be_under_way_and_to_end_with_its_wait() {
    let judge = |begun: Option<f64>, outcome: Outcome, ended: f64| {
        let request = Request { n: 0, max_delay: 5 };
        let call = Call {
            request,
            begun: 0.0,
            handed_over: Some((0.0, 0.5)),
            ended,
            blocked: 0.0,
            outcome,
        };
        let wait = Wait {
            request,
            delay: 1.0,
            called: 0.0,
            begun,
            fate: begun.map_or(Fate::Pending, |begun| Fate::Ended(begun + 1.0)),
        };
        let evidence = evidence(
            "3",
            vec![exhibit(Purpose::Ordinary, vec![call], vec![wait])],
        );
        (
            spawning::starts_at_once(&evidence) == Verdict::Passed,
            spawning::yields_delay(&evidence) == Verdict::Passed,
        )
    };
    let delay = |delay| Outcome::Returned(Value::Number(delay));
    assert_eq!(judge(Some(0.0), delay(1.0), 1.0), (true, true));
    assert_eq!(judge(Some(0.5), delay(1.0), 1.5), (false, true), "lazy");
    assert_eq!(
        judge(Some(0.0), delay(2.0), 1.0),
        (true, false),
        "another number"
    );
    assert_eq!(
        judge(Some(0.0), Outcome::Cancelled, 0.5),
        (true, false),
        "aborted"
    );
    assert_eq!(judge(Some(0.0), delay(1.0), 0.5), (true, false), "detached");
    assert_eq!(judge(None, delay(1.0), 0.5), (false, true), "never begun");
}

#[test]
fn a_panic_is_shown_with_its_reason_and_its_place_in_the_learners_file() {
    let text = |location: &str| {
        endings::describe_panic(
            "wait_n(5, 7)",
            &Panic {
                message: "there is no reactor running".to_owned(),
                location: location.to_owned(),
            },
        )
    };
    assert!(text("tasks/src/lib.rs:3:4").contains("(tasks/src/lib.rs:3:4)"));
    assert!(text("tasks/src/lib.rs:3:4").contains("where no tokio runtime is"));
    assert!(!text("/home/me/.cargo/registry/tokio/src/lib.rs:1:1").contains("lib.rs"));
}

#[test]
fn every_check_has_a_judge_and_no_id_is_used_twice() {
    for task in &TASKS {
        let mut ids: Vec<&str> = task.checks.iter().map(|check| check.id).collect();
        for id in &ids {
            let judge: Judge = super::of(id);
            assert_eq!(
                matches!(judge, Judge::Gate),
                ["compiles", "signature"].contains(id)
            );
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), task.checks.len(), "{}", task.name);
    }
}
