//! Tasks 1 and 4: n waits at once, in the order in which they end.

use super::{
    Evidence, Purpose, Verdict, endings,
    evidence::{SingleCall, returned, span},
    text::{self, list, number, seconds},
};
use crate::course::Import;
use protocol::{Call, Clock, Fate, Outcome, Value, Wait};

/// The imported function is called `n` times.
pub fn calls_import(evidence: &Evidence) -> Verdict {
    let import = import(evidence);
    let mut judged = false;
    for purpose in [Purpose::Ordinary, Purpose::Crowd] {
        for single in evidence.single_calls(purpose) {
            judged = true;
            let called = single.observation.tally.called;
            let n = single.call.request.n;
            if called == n {
                continue;
            }
            let name = text::call(evidence.task, single.call.request);
            let function = import.function;
            return Verdict::Refuted(if called == 0 {
                format!(
                    "{name} does not call `{}::{function}` at all: each of its {n} waits should be a call of it.",
                    import.name
                )
            } else {
                format!(
                    "{name} calls `{function}` {}; it should call it {}.",
                    text::times(called),
                    text::times(n)
                )
            });
        }
    }
    if judged { Verdict::Passed } else { no_result() }
}

/// Every wait gets the `max_delay` of its call. Serves task 3 too.
pub fn passes_max_delay(evidence: &Evidence) -> Verdict {
    let import = import(evidence);
    let mut judged = false;
    for (_, observation) in evidence.of(Purpose::Ordinary) {
        let Some(call) = observation.calls.first() else {
            continue;
        };
        for wait in &observation.waits {
            judged = true;
            let expected = call.request.max_delay;
            let passed = wait.request.max_delay;
            if passed != expected {
                return Verdict::Refuted(format!(
                    "{} calls {}: the argument should be max_delay, which is {expected}.",
                    text::call(evidence.task, call.request),
                    text::invocation(import.function, import.arguments, wait.request),
                ));
            }
        }
    }
    // Several calls: each passes its own.
    for (_, observation) in evidence
        .of(Purpose::Repeated)
        .chain(evidence.of(Purpose::Overlapping))
    {
        let passed = observation.waits.iter().map(|wait| wait.request.max_delay);
        let foreign = passed.clone().find(|passed| {
            observation
                .calls
                .iter()
                .all(|call| call.request.max_delay != *passed)
        });
        let forgotten = observation.calls.iter().find(|call| {
            passed
                .clone()
                .all(|passed| passed != call.request.max_delay)
        });
        if let (Some(call), Some(passed)) = (forgotten, foreign.or_else(|| passed.clone().next())) {
            return Verdict::Refuted(format!(
                "{}, one of several calls, calls {} with {passed}: the argument should be max_delay, which is {}.",
                text::call(evidence.task, call.request),
                import.function,
                call.request.max_delay,
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        no_waits(evidence)
    }
}

/// All waits of a call are under way at the same time, and the call ends with the last of them.
pub fn runs_concurrently(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    for (_, observation) in evidence
        .of(Purpose::Ordinary)
        .chain(evidence.of(Purpose::Crowd))
    {
        let ([call], Some(first)) = (observation.calls.as_slice(), observation.waits.first())
        else {
            continue;
        };
        let given_up = matches!(call.outcome, Outcome::Stuck);
        if !(given_up || matches!(call.outcome, Outcome::Returned(_))) || first.delay < 0.001 {
            continue;
        }
        judged = true;
        let n = observation.tally.called.max(call.request.n);
        let name = text::call(evidence.task, call.request);
        let delays: Vec<f64> = observation.waits.iter().map(|wait| wait.delay).collect();
        let sum: f64 = delays.iter().sum();
        let longest = delays.iter().copied().fold(0.0, f64::max);
        let took = call.ended - call.begun;
        let took_text = if given_up {
            format!("had not returned after {}", seconds(took))
        } else {
            format!("took {}", seconds(took))
        };
        let peak = observation.tally.peak;
        if peak == 1 && n > 1 {
            return Verdict::Failed(format!(
                "{name} waits one after the other: it {took_text}, where the delays add up to {} . Started together \
                 they take {}, as long as the longest. Start all waits before you await the first.",
                seconds(sum),
                seconds(longest),
            ).replace(" .", "."));
        }
        if peak < observation.tally.called.min(call.request.n) {
            return Verdict::Failed(format!(
                "{name} has only {peak} of its {n} waits under way at once: it {took_text}, the longest wait \
                 {}. All {n} should start together.",
                seconds(longest),
            ));
        }
        if let Some(problem) = idle_time(call, &observation.waits, tolerance(evidence, call)) {
            return Verdict::Failed(format!("{name} {problem}"));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        no_waits(evidence)
    }
}

/// Time that a call spends without need: before its waits begin, or after they ended.
fn idle_time(call: &Call, waits: &[Wait], tolerance: f64) -> Option<String> {
    let spans: Vec<(f64, f64)> = waits.iter().filter_map(span).collect();
    let last_begin = spans.iter().map(|span| span.0).fold(call.begun, f64::max);
    let last_end = spans.iter().map(|span| span.1).fold(call.begun, f64::max);
    if last_begin - call.begun > tolerance {
        return Some(format!(
            "starts its last wait only after {}: all should start at once.",
            seconds(last_begin - call.begun)
        ));
    }
    (call.ended - last_end > tolerance).then(|| {
        format!(
            "returns {} after its last wait has ended: it should return as soon as that is over.",
            seconds(call.ended - last_end)
        )
    })
}

/// How much time a call may spend beside its waits, in seconds.
fn tolerance(evidence: &Evidence, call: &Call) -> f64 {
    let clock = evidence
        .exhibits
        .iter()
        .find(|exhibit| {
            exhibit
                .run
                .as_ref()
                .is_ok_and(|run| run.calls.iter().any(|other| std::ptr::eq(other, call)))
        })
        .map(|exhibit| exhibit.scenario.clock);
    match clock {
        Some(Clock::Paused) => 0.05,
        _ => 0.3,
    }
}

/// The returned numbers are those that the waits gave, each once.
pub fn returns_all_delays(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    for single in evidence.single_calls(Purpose::Ordinary) {
        // Without waits, the numbers are the function's own; that is for another check to say.
        if single.observation.waits.is_empty() && single.returned().len() == single.call.request.n {
            continue;
        }
        judged = true;
        if let Some(problem) = wrong_numbers(
            single.returned(),
            single.call.request.n,
            &single.observation.waits,
        ) {
            return Verdict::Failed(format!(
                "{} {problem}",
                text::call(evidence.task, single.call.request)
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        no_waits(evidence)
    }
}

/// What is wrong with the returned numbers, whatever their order.
fn wrong_numbers(returned: &[f64], n: usize, waits: &[Wait]) -> Option<String> {
    let mut left: Vec<f64> = waits.iter().map(|wait| wait.delay).collect();
    let mut foreign = Vec::new();
    for &delay in returned {
        match left
            .iter()
            .position(|&other| other.to_bits() == delay.to_bits() || other == delay)
        {
            Some(index) => {
                left.remove(index);
            }
            None => foreign.push(delay),
        }
    }
    let delays: Vec<f64> = waits.iter().map(|wait| wait.delay).collect();
    let facts = format!(
        "returned {} where the waits gave {}",
        list(returned),
        list(&delays)
    );
    // More waits than asked for is a mistake with a check of its own.
    let expected = n.min(waits.len());
    match (foreign.first(), returned.len()) {
        (None, length) if length == expected => None,
        (None, length) => Some(left.first().map_or_else(
            || format!("returned {length} numbers instead of {n}."),
            |&lost| {
                format!(
                    "{facts}: {} is missing. Every wait's delay should be in the list.",
                    number(lost)
                )
            },
        )),
        (Some(&extra), length) if length > n => Some(format!(
            "{facts}: {} numbers instead of {n}, {} is one too many.",
            length,
            number(extra)
        )),
        (Some(&changed), _) => Some(format!(
            "{facts}: {} is no delay that was waited. The list should hold what `wait_random` returned, unchanged.",
            number(changed)
        )),
    }
}

/// Delays that differ by more than a few milliseconds come back in ascending order.
pub fn ascending_order(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    for single in evidence.single_calls(Purpose::Ordinary) {
        let returned = single.returned();
        if returned.len() < 2 {
            continue;
        }
        judged = true;
        if let Some(index) = returned.windows(2).position(|pair| !pair.is_sorted()) {
            let delays: Vec<f64> = single
                .observation
                .waits
                .iter()
                .map(|wait| wait.delay)
                .collect();
            let order = if returned == delays {
                " That is the order in which the waits were started; put each delay into the list when its wait ends."
            } else if returned.windows(2).all(|pair| pair[0] >= pair[1]) {
                " That is descending order."
            } else {
                " The delays should be in the list in the order in which their waits end."
            };
            return Verdict::Failed(format!(
                "{} returned {}: {} stands before {}.{order}",
                text::call(evidence.task, single.call.request),
                list(returned),
                number(returned[index]),
                number(returned[index + 1]),
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        Verdict::Skipped("could not be told: no list of two or more numbers came back.".to_owned())
    }
}

/// Each of several calls returns the delays of its own waits.
pub fn independent_calls(evidence: &Evidence) -> Verdict {
    if !matches!(returns_all_delays(evidence), Verdict::Passed) {
        return Verdict::Skipped(
            "could not be told: a single call does not return its delays.".to_owned(),
        );
    }
    let mut judged = false;
    for (_, observation) in evidence.of(Purpose::Repeated) {
        for (index, call) in observation.calls.iter().enumerate() {
            let own: Vec<Wait> = observation
                .waits
                .iter()
                .filter(|wait| (call.begun..call.ended).contains(&wait.called))
                .copied()
                .collect();
            judged = true;
            if let Some(problem) = dependence(call, &own) {
                return Verdict::Failed(format!(
                    "{}, call number {} in a row, {problem}",
                    text::call(evidence.task, call.request),
                    index + 1
                ));
            }
        }
    }
    for (_, observation) in evidence.of(Purpose::Overlapping) {
        for call in &observation.calls {
            // Calls at once differ in `max_delay`, which tells their waits apart.
            let own: Vec<Wait> = observation
                .waits
                .iter()
                .filter(|wait| wait.request.max_delay == call.request.max_delay)
                .copied()
                .collect();
            judged = true;
            if let Some(problem) = dependence(call, &own) {
                return Verdict::Failed(format!(
                    "{}, called while another call is under way, {problem}",
                    text::call(evidence.task, call.request)
                ));
            }
        }
        // A call that keeps its thread busy keeps the others from beginning, which is not of its making.
        let last_begin = observation
            .calls
            .iter()
            .map(|call| call.begun)
            .fold(0.0, f64::max);
        let first_end = observation
            .calls
            .iter()
            .map(|call| call.ended)
            .fold(f64::INFINITY, f64::min);
        if last_begin < first_end && observation.tally.peak < observation.tally.called {
            return Verdict::Failed(format!(
                "{} calls at once wait for each other: only {} of their {} waits were under way together. Each call \
                 should go its own way.",
                observation.calls.len(),
                observation.tally.peak,
                observation.tally.called
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        no_waits(evidence)
    }
}

/// How a call shows that it is not the only one.
fn dependence(call: &Call, own: &[Wait]) -> Option<String> {
    let n = call.request.n;
    let advice = "A call should keep its delays to itself: no statics.";
    match &call.outcome {
        Outcome::Returned(_) if own.len() != n => Some(format!(
            "makes {} of the {n} waits it should make with its max_delay. {advice}",
            own.len()
        )),
        Outcome::Returned(_) => {
            wrong_numbers(returned(call), n, own).map(|problem| format!("{problem} {advice}"))
        }
        // That it does not return is for another check to say.
        _ => None,
    }
}

/// Order among waits that end within one tick of tokio's timer.
pub fn orders_ties(evidence: &Evidence) -> Verdict {
    stretch(evidence, Purpose::Ties, |single| {
        let Outcome::Returned(Value::List { descends_at, .. }) = &single.call.outcome else {
            return None;
        };
        let index = (*descends_at)?;
        let numbers = single.returned();
        Some(format!(
            "{} returned {} right before {}. Waits that end within the same millisecond end in no order: tokio's \
             timer counts in milliseconds. Putting each delay in its place as it arrives makes the order certain.",
            text::call(evidence.task, single.call.request),
            numbers
                .get(index - 1)
                .map_or_else(String::new, |&n| format!("{n:.6}")),
            numbers
                .get(index)
                .map_or_else(String::new, |&n| format!("{n:.6}")),
        ))
    })
}

/// `n = 0` gives an empty list.
pub fn empty_for_zero(evidence: &Evidence) -> Verdict {
    stretch(evidence, Purpose::Zero, |single| {
        let returned = single.returned();
        (!returned.is_empty()).then(|| {
            format!(
                "{} returned {} instead of an empty list.",
                text::call(evidence.task, single.call.request),
                list(returned)
            )
        })
    })
}

/// A hundred thousand waits are under way at once, and all end.
pub fn hundred_thousand(evidence: &Evidence) -> Verdict {
    stretch(evidence, Purpose::HundredThousand, |single| {
        let n = single.call.request.n;
        let Outcome::Returned(Value::List { length, .. }) = &single.call.outcome else {
            return None;
        };
        let peak = single.observation.tally.peak;
        let name = text::call(evidence.task, single.call.request);
        if *length != n {
            Some(format!("{name} returned {length} delays."))
        } else if peak < n {
            Some(format!(
                "{name} had at most {peak} waits under way at once."
            ))
        } else {
            None
        }
    })
}

/// Dropping the future drops all its waits.
pub fn stops_tasks_when_dropped(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    for (_, observation) in evidence.of(Purpose::Dropped) {
        let Some(call) = observation.calls.first() else {
            continue;
        };
        if !matches!(call.outcome, Outcome::Dropped) {
            continue;
        }
        judged = true;
        let went_on = observation
            .waits
            .iter()
            .filter(|wait| !matches!(wait.fate, Fate::Dropped(_)))
            .count();
        if went_on > 0 {
            return Verdict::Failed(format!(
                "the future of {} was dropped while its tasks were waiting, and {went_on} of them went on. Dropping a \
                 `JoinHandle` detaches its task: abort it, or keep the tasks in something that does.",
                text::call(evidence.task, call.request)
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        Verdict::Skipped("could not be told: the waits did not all begin.".to_owned())
    }
}

/// A stretch check: `problem` looks at each call that returned; one that did not is a problem itself.
fn stretch(
    evidence: &Evidence,
    purpose: Purpose,
    problem: impl Fn(SingleCall) -> Option<String>,
) -> Verdict {
    for exhibit in evidence
        .exhibits
        .iter()
        .filter(|exhibit| exhibit.purpose == purpose)
    {
        if let Some(problem) = endings::problem(evidence.task, exhibit) {
            return Verdict::Failed(problem);
        }
    }
    let mut judged = false;
    for single in evidence.single_calls(purpose) {
        judged = true;
        if let Some(problem) = problem(single) {
            return Verdict::Failed(problem);
        }
    }
    if judged { Verdict::Passed } else { no_result() }
}

fn import(evidence: &Evidence) -> Import {
    evidence
        .task
        .imports
        .expect("a task that is judged by its waits imports another")
}

fn no_result() -> Verdict {
    Verdict::Skipped("could not be told: no call returned.".to_owned())
}

fn no_waits(evidence: &Evidence) -> Verdict {
    Verdict::Skipped(format!(
        "could not be told: `{}` was not called.",
        import(evidence).function
    ))
}
