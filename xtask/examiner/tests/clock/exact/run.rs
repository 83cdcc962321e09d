//! Runs cases, each in a process of its own.

use super::{
    cases::{CASES, Case, Expected},
    draws::draw,
    stand_ins::{ASKS, Script},
};
use examiner::clock::{self, Config, Patience};
use std::{
    env,
    process::{self, Child, Command, ExitCode, Stdio},
    sync::atomic::Ordering,
    thread,
    time::{Duration, Instant},
};

/// Readings of the clock move it by a nanosecond each. No case needs more than a hundred thousand of them.
pub(crate) const TOLERANCE: Duration = Duration::from_micros(100);

/// Each repetition has an instant, and the watch thread's patience, to itself.
const BEFORE_A_REPETITION: Duration = Duration::from_millis(1);

/// Without an argument for a single case: runs all whose names contain one of the arguments.
pub(crate) fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, name, repetitions] = arguments.as_slice()
        && flag == "--case"
    {
        let case = CASES.iter().find(|case| case.name == name);
        run(
            case.expect("a known case"),
            repetitions.parse().expect("a number"),
        );
        return ExitCode::SUCCESS;
    }
    if let [flag, seed] = arguments.as_slice()
        && flag == "--draws"
    {
        start(seed.parse().expect("a number"), patience(), None);
        println!("{}", draw());
        return ExitCode::SUCCESS;
    }
    let parts: Vec<&String> = arguments.iter().filter(|it| !it.starts_with('-')).collect();
    let is_meant =
        |case: &&Case| parts.is_empty() || parts.iter().any(|part| case.name.contains(*part));
    let repetitions: u32 =
        env::var("CLOCK_REPETITIONS").map_or(20, |it| it.parse().expect("a number"));
    let mut failed = 0;
    for case in CASES.iter().filter(is_meant) {
        let begun = Instant::now();
        let (processes, each) = match case.expected {
            // Those with thousands of tasks take long.
            Expected::Takes(_) if case.name.contains("000") => (1, repetitions.div_ceil(20)),
            Expected::Takes(_) => (1, repetitions),
            Expected::Spins(_) => (1, repetitions.div_ceil(10)),
            Expected::Deadlocks(_) => (repetitions.div_ceil(10), 1),
        };
        let problem = (0..processes).find_map(|_| run_apart(case, each).err());
        let verdict = match problem {
            None => "ok".to_owned(),
            Some(problem) => {
                failed += 1;
                format!("FAILED: {problem}")
            }
        };
        let took = begun.elapsed().as_secs_f64();
        let name = case.name;
        println!(
            "{name:28} {:6} times {took:9.3} s  {verdict}",
            processes * each
        );
    }
    if parts.is_empty() {
        assert_eq!(draws_apart(1), draws_apart(1));
        assert_ne!(draws_apart(1), draws_apart(2));
    }
    match failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Runs a case in a process of its own, which must not stall.
fn run_apart(case: &Case, repetitions: u32) -> Result<(), String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let child = Command::new(program)
        .args(["--case", case.name, &repetitions.to_string()])
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let limit = Duration::from_secs(30) + Duration::from_millis(200) * repetitions;
    wait(child, limit)
}

fn wait(mut child: Child, limit: Duration) -> Result<(), String> {
    let begun = Instant::now();
    loop {
        let ended = child.try_wait().map_err(|error| error.to_string())?;
        if ended.is_some() {
            let output = child
                .wait_with_output()
                .map_err(|error| error.to_string())?;
            return match output.status.success() {
                true => Ok(()),
                false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
            };
        }
        if begun.elapsed() > limit {
            if env::var_os("CLOCK_KEEP").is_some() {
                return Err(format!("it stalled; process {} is left", child.id()));
            }
            child.kill().map_err(|error| error.to_string())?;
            return Err("it stalled".to_owned());
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// Runs a case in this process.
fn run(case: &Case, repetitions: u32) {
    let expected_deadlock = match case.expected {
        Expected::Deadlocks(after) => Some(Duration::from_millis(after)),
        Expected::Takes(_) | Expected::Spins(_) => None,
    };
    let patience = match case.expected {
        // Thousands of tasks need more for their work at one instant.
        Expected::Takes(_) if case.name.contains("000") => 20 * patience(),
        _ => patience(),
    };
    start(1, patience, expected_deadlock);
    for repetition in 0..repetitions {
        ASKS.store(repetition % 2 == 0, Ordering::Relaxed);
        thread::sleep(BEFORE_A_REPETITION);
        let begun = Instant::now();
        let steps = clock::step_ins();
        (case.run)();
        let took = begun.elapsed();
        let steps = clock::step_ins() - steps;
        let is_right = match case.expected {
            Expected::Takes(takes) => is_close(took, Duration::from_millis(takes)) && steps == 0,
            Expected::Spins(takes) => {
                let takes = Duration::from_millis(takes);
                let latest = takes + Duration::from_millis(10) + TOLERANCE;
                took + TOLERANCE >= takes && took < latest && steps > 0
            }
            Expected::Deadlocks(_) => false,
        };
        assert!(
            is_right,
            "repetition {repetition} took {took:?}; the watch thread stepped in {steps} times"
        );
    }
}

/// The patience of a case that is not special. An emulated processor needs more of it.
fn patience() -> Duration {
    const PATIENCE: Duration = Duration::from_millis(20);
    env::var("CLOCK_PATIENCE").map_or(PATIENCE, |it| {
        Duration::from_millis(it.parse().expect("a number"))
    })
}

/// Starts the clock of this process.
fn start(seed: u64, patience: Duration, expected_deadlock: Option<Duration>) {
    let script = Script::new(move |now| {
        let is_expected =
            expected_deadlock.is_some_and(|after| is_close(now, BEFORE_A_REPETITION + after));
        if !is_expected {
            eprintln!("a deadlock after {now:?}");
        }
        process::exit(if is_expected { 0 } else { 1 });
    });
    let patience = Patience {
        with_a_thread: patience,
        at_an_instant: patience,
    };
    clock::start(Config { seed, patience }, script).expect("threads can be created");
}

/// What a process with this seed draws.
fn draws_apart(seed: u64) -> Vec<u8> {
    let program = env::current_exe().expect("this program");
    let output = Command::new(program)
        .args(["--draws", &seed.to_string()])
        .output()
        .expect("it can be run");
    assert!(output.status.success());
    output.stdout
}

fn is_close(took: Duration, expected: Duration) -> bool {
    took.checked_sub(expected).map_or_else(
        // A tick of tokio's clock is counted from its start.
        || expected - took < TOLERANCE,
        |late| late < TOLERANCE,
    )
}
