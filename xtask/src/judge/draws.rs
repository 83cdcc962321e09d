//! Task 0: is what is drawn also what is waited and returned, and is it random?

use super::{
    Evidence, Purpose, Verdict, endings,
    evidence::returned,
    text::{list, number, seconds},
};
use protocol::{Call, Clock, Manner, Observation, Outcome, Scenario};
use std::collections::HashSet;

/// `DEFAULT_MAX_DELAY` is 10.
pub fn default_max_delay(evidence: &Evidence) -> Verdict {
    if let Some(problem) = &evidence.constant_problem {
        return Verdict::Refuted(problem.clone());
    }
    let constant = evidence
        .exhibits
        .iter()
        .find_map(|exhibit| exhibit.run.as_ref().ok()?.constant);
    match constant {
        Some(10) => Verdict::Passed,
        Some(other) => Verdict::Refuted(format!("DEFAULT_MAX_DELAY is {other}; it should be 10.")),
        None => Verdict::Skipped("its value could not be read, because no run ended".to_owned()),
    }
}

/// Each call takes as long as the delay that it returns says.
pub fn waits_what_it_returns(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    let runs = evidence
        .of(Purpose::Ordinary)
        .chain(evidence.of(Purpose::Crowd));
    for (scenario, observation) in runs {
        let mut late = Vec::new();
        for call in &observation.calls {
            let &[delay] = returned(call) else { continue };
            judged = true;
            let waited = call.ended - call.begun;
            if waited >= delay - ROUNDING && delay.is_finite() {
                late.push((waited - delay, call));
                continue;
            }
            let message = describe_wait(call);
            // No clock can have waited longer than the simulated and the real time together.
            return if waited + observation.wall < delay - ROUNDING {
                Verdict::Refuted(message)
            } else {
                Verdict::Failed(message)
            };
        }
        // On the real clock one end may be seen late, because of the machine or of the other calls; but most
        // are not.
        late.sort_by(|a, b| a.0.total_cmp(&b.0));
        let too_late = match scenario.clock {
            Clock::Paused => late.last().filter(|(time, _)| *time > ROUNDING),
            Clock::Real => late.get(late.len() / 2).filter(|(time, _)| *time > 0.025),
        };
        if let Some((_, call)) = too_late {
            return Verdict::Failed(describe_wait(call));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        nothing_returned()
    }
}

/// How far a wait may be off, in seconds: tokio rounds up to the next millisecond, a program may round to
/// milliseconds too, and it may use two waits for one delay.
const ROUNDING: f64 = 0.003;

fn describe_wait(call: &Call) -> String {
    let waited = call.ended - call.begun;
    let delay = returned(call).first().copied().unwrap_or_default();
    format!(
        "wait_random({}) returned {} but waited {}: {}",
        call.request.max_delay,
        number(delay),
        seconds(waited),
        likely_reason(call.request.max_delay, delay, waited),
    )
}

fn likely_reason(max_delay: u32, delay: f64, waited: f64) -> &'static str {
    let near = |a: f64, b: f64| (a - b).abs() <= 0.003 + 0.01 * b.abs();
    if waited < 0.003 {
        "nothing was waited for. Is the sleep awaited (`.await`)?"
    } else if near(waited, delay / 1000.0) && delay > f64::from(max_delay) {
        "the delay is returned in milliseconds; it should be in seconds."
    } else if near(waited, delay / 1000.0) {
        "the delay is taken for milliseconds; it is in seconds."
    } else if near(waited, delay.trunc()) || near(waited, delay.round()) {
        "the wait is a whole number of seconds. Use `Duration::from_secs_f64`."
    } else if near(waited, 2.0 * delay) {
        "it waits twice."
    } else {
        "draw one delay, wait for it, and return that same number, in seconds."
    }
}

/// Several calls at once wait at the same time, on one thread.
pub fn leaves_thread_free(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    for (scenario, observation) in evidence.of(Purpose::Ordinary) {
        if scenario.manner != Manner::AtOnce {
            continue;
        }
        let delays: Vec<f64> = observation
            .calls
            .iter()
            .flat_map(returned)
            .copied()
            .collect();
        if delays.len() < 2 || delays.len() != observation.calls.len() {
            continue;
        }
        judged = true;
        let sum: f64 = delays.iter().sum();
        let longest = delays.iter().copied().fold(0.0, f64::max);
        let took = observation.wall;
        let blocked = match scenario.clock {
            // The paused clock needs no time of its own: time passes only where the thread is kept busy.
            Clock::Paused => took > 0.5 * sum,
            Clock::Real => took > longest + 0.5 * (sum - longest) && sum - longest > 0.2,
        };
        if blocked {
            return Verdict::Failed(format!(
                "{} calls at once took {}: the sum of their delays {}. While one waits the others could wait too, and \
                 all would be done after {}; but the thread is blocked. Use `tokio::time::sleep(...).await` \
                 instead of `std::thread::sleep` or a busy loop.",
                delays.len(),
                seconds(took),
                list(&delays),
                seconds(longest),
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        nothing_returned()
    }
}

/// No delay is negative or longer than `max_delay`.
pub fn within_range(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    for (_, call) in drawing_calls(evidence) {
        for &delay in returned(call) {
            judged = true;
            let max_delay = call.request.max_delay;
            if !(0.0..=f64::from(max_delay)).contains(&delay) {
                return Verdict::Refuted(format!(
                    "wait_random({max_delay}) returned {}: a delay should lie between 0 and {max_delay} seconds.",
                    number(delay)
                ));
            }
        }
    }
    if judged {
        Verdict::Passed
    } else {
        nothing_returned()
    }
}

/// `wait_random(0)` returns 0 at once.
pub fn both_ends(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    for exhibit in evidence
        .exhibits
        .iter()
        .filter(|exhibit| exhibit.purpose == Purpose::Zero)
    {
        if let Some(problem) = endings::problem(evidence.task, exhibit) {
            return Verdict::Failed(format!(
                "{problem} Both ends of the range count, so 0 is the only delay it can give."
            ));
        }
        let calls = exhibit
            .run
            .iter()
            .flat_map(|observation| &observation.calls);
        for &delay in calls.flat_map(returned) {
            judged = true;
            if delay != 0.0 {
                return Verdict::Refuted(format!(
                    "wait_random(0) returned {}: between 0 and 0 there is only 0.",
                    number(delay)
                ));
            }
        }
    }
    if judged {
        Verdict::Passed
    } else {
        nothing_returned()
    }
}

/// Delays are random and evenly spread.
pub fn uniform_draws(evidence: &Evidence) -> Verdict {
    let runs: Vec<(&Scenario, &Observation)> = evidence
        .of(Purpose::Ordinary)
        .chain(evidence.of(Purpose::Crowd))
        .filter(|(scenario, _)| scenario.manner == Manner::AtOnce)
        .collect();
    let mut units = Vec::new();
    let mut beginnings = HashSet::new();
    for (_, observation) in &runs {
        let delays: Vec<f64> = observation
            .calls
            .iter()
            .flat_map(|call| {
                let max_delay = f64::from(call.request.max_delay.max(1));
                returned(call).iter().map(move |delay| delay / max_delay)
            })
            .collect();
        if let [first, second, third, ..] = delays.as_slice() {
            beginnings.insert([first.to_bits(), second.to_bits(), third.to_bits()]);
        }
        units.extend(delays);
    }
    if units.len() < FEWEST_DRAWS {
        return nothing_returned();
    }
    let different: HashSet<u64> = units.iter().map(|unit| unit.to_bits()).collect();
    if different.len() == 1 {
        return Verdict::Refuted(format!(
            "{} calls all drew the same delay. Each call should draw a new random number.",
            units.len()
        ));
    }
    if let Some((whole, max_delay)) = whole_numbers(&runs) {
        return Verdict::Refuted(format!(
            "wait_random({max_delay}) gives whole numbers only, such as {}: draw a float, from \
             `0.0..=f64::from(max_delay)`.",
            list(&whole)
        ));
    }
    // Steps of a millisecond leave most of a few hundred draws different; steps of a hundredth do not.
    if different.len() * 2 < units.len() {
        return Verdict::Refuted(format!(
            "{} calls drew only {} different delays: they are rounded. Any float in the range should be possible.",
            units.len(),
            different.len()
        ));
    }
    if beginnings.len() < runs.len() && runs.len() > 1 {
        return Verdict::Refuted(
            "two runs of the program drew the very same delays: the random numbers come from a fixed seed."
                .to_owned(),
        );
    }
    units.sort_by(f64::total_cmp);
    let (distance, at) = distance_from_uniform(&units);
    if distance > tolerated_distance(units.len()) {
        let share = units.iter().filter(|&&unit| unit <= at).count() as f64 / units.len() as f64;
        return Verdict::Refuted(format!(
            "the delays are not spread evenly: of {} draws, {:.0} % lie in the first {:.0} % of the range.",
            units.len(),
            100.0 * share,
            100.0 * at,
        ));
    }
    Verdict::Passed
}

/// Fewer draws than this say nothing about how they are spread.
const FEWEST_DRAWS: usize = 6;

/// How often a uniform generator may be blamed: once in a thousand million checks.
const FALSE_ALARM_RATE: f64 = 1e-9;

/// The Kolmogorov-Smirnov distance of sorted numbers from the uniform distribution on 0..=1, and where it is.
fn distance_from_uniform(sorted: &[f64]) -> (f64, f64) {
    let count = sorted.len() as f64;
    sorted
        .iter()
        .enumerate()
        .map(|(index, &unit)| {
            let below = unit - index as f64 / count;
            let above = (index + 1) as f64 / count - unit;
            (below.max(above), unit)
        })
        .fold(
            (0.0, 0.0),
            |worst, next| if next.0 > worst.0 { next } else { worst },
        )
}

/// The distance that `count` uniform draws exceed with probability [`FALSE_ALARM_RATE`] at most: the
/// Dvoretzky-Kiefer-Wolfowitz inequality with Massart's constant (Annals of Probability 18, 1990).
fn tolerated_distance(count: usize) -> f64 {
    ((2.0 / FALSE_ALARM_RATE).ln() / (2.0 * count as f64)).sqrt()
}

/// The delays of the largest run, if all are whole numbers, and its `max_delay`.
fn whole_numbers(runs: &[(&Scenario, &Observation)]) -> Option<(Vec<f64>, u32)> {
    let (_, observation) = runs
        .iter()
        .max_by_key(|(_, observation)| observation.calls.len())?;
    let delays: Vec<f64> = observation
        .calls
        .iter()
        .flat_map(returned)
        .copied()
        .collect();
    let max_delay = observation.calls.first()?.request.max_delay;
    (delays.len() >= FEWEST_DRAWS && delays.iter().all(|delay| delay.fract() == 0.0))
        .then_some((delays, max_delay))
}

/// The calls that returned, but for those with a `max_delay` of 0.
fn drawing_calls(evidence: &Evidence) -> impl Iterator<Item = (&Scenario, &Call)> {
    evidence
        .of(Purpose::Ordinary)
        .chain(evidence.of(Purpose::Crowd))
        .flat_map(|(scenario, observation)| {
            observation.calls.iter().map(move |call| (scenario, call))
        })
        .filter(|(_, call)| matches!(call.outcome, Outcome::Returned(_)))
}

fn nothing_returned() -> Verdict {
    Verdict::Skipped("could not be told: no call returned a delay.".to_owned())
}
