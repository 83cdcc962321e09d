//! Task 0: are the delays random, and uniform over the range?

use super::{Evidence, Verdict};
use crate::{
    observe::{Call, Ending, Observation, Purpose},
    text::{self, list},
};
use std::collections::{BTreeMap, HashSet};

/// The delays are random and uniform.
pub(super) fn uniform_draws(evidence: &Evidence) -> Verdict {
    let runs_of = |purposes: &[Purpose]| -> Vec<&Observation> {
        evidence
            .runs_for(purposes)
            // A run that was not followed to its end would show only the short delays.
            .filter(|(_, run)| run.ending == Ending::Over)
            .map(|(_, run)| &run.observation)
            .collect()
    };
    let runs = runs_of(&[Purpose::Ordinary, Purpose::Several, Purpose::Crowd]);
    let long = runs_of(&[Purpose::Long]);
    let units_of_runs: Vec<Vec<f64>> = runs.iter().map(|run| units_of(run)).collect();
    let units = units_of_runs.concat();
    if units.len() < FEWEST_DRAWS {
        return Verdict::Unseen("too few calls returned a delay.".to_owned());
    }
    let of_long = || {
        let mut long = long.iter();
        long.find_map(|run| capped(run).or_else(|| empty_end(&units_of(run))))
    };
    match unevenness(&runs, &units_of_runs, units).or_else(of_long) {
        Some(message) => Verdict::failed(message),
        None => Verdict::Passed,
    }
}

/// Describes how the draws show that they are not random or not uniform.
fn unevenness(
    runs: &[&Observation],
    units_of_runs: &[Vec<f64>],
    mut units: Vec<f64>,
) -> Option<String> {
    let different: HashSet<u64> = units.iter().map(|unit| unit.to_bits()).collect();
    if different.len() == 1 {
        return Some(format!(
            "{} calls all drew the same delay. Each call should draw a new random number.",
            units.len()
        ));
    }
    if let Some((whole, max_delay)) = whole_numbers(runs) {
        return Some(format!(
            "wait_random({max_delay}) gives whole numbers only, such as {}: draw a float, from \
             `0.0..=f64::from(max_delay)`.",
            list(&whole)
        ));
    }
    if let Some(message) = runs.iter().find_map(|run| repeated(run)) {
        return Some(message);
    }
    let beginnings = units_of_runs.iter().filter_map(|drawn| drawn.get(..3));
    let beginnings: Vec<[u64; 3]> = beginnings
        .map(|first| [0, 1, 2].map(|index| first[index].to_bits()))
        .collect();
    let different_beginnings: HashSet<_> = beginnings.iter().collect();
    if different_beginnings.len() < beginnings.len() {
        return Some(
            "two runs of the program drew the very same delays: the random numbers come from a fixed seed."
                .to_owned(),
        );
    }
    if let Some(message) = runs.iter().find_map(|run| capped(run)) {
        return Some(message);
    }
    units.sort_by(f64::total_cmp);
    let (distance, at) = distance_from_uniform(&units);
    if distance > tolerated_distance(units.len()) {
        let share = units.iter().filter(|&&unit| unit <= at).count() as f64 / units.len() as f64;
        return Some(format!(
            "the delays are not spread evenly: of {} draws, {:.0} % lie in the first {:.0} % of the range.",
            units.len(),
            100.0 * share,
            100.0 * at,
        ));
    }
    uneven_part(&units)
        .or_else(|| of_same_range(runs).find_map(|units| empty_end(&units)))
        .or_else(|| dependent_neighbours(units_of_runs))
}

/// Finds delays that occur again and again in a run, which random floats hardly ever do. Whole milliseconds are fine: a
/// third of some thousand draws still differ, and none occurs often.
fn repeated(run: &Observation) -> Option<String> {
    const FEWEST_DIFFERENT: usize = 4;
    const OFTEN: usize = 50;
    let mut counts: BTreeMap<u64, (f64, usize)> = BTreeMap::new();
    for &unit in &units_of(run) {
        counts.entry(unit.to_bits()).or_insert((unit, 0)).1 += 1;
    }
    let draws: usize = counts.values().map(|(_, count)| count).sum();
    let max_delay = run.calls.first()?.request.max_delay;
    let are_alike = run
        .calls
        .iter()
        .all(|call| call.request.max_delay == max_delay);
    let calls = match are_alike {
        true => format!("{draws} calls of wait_random({max_delay})"),
        false => format!("{draws} calls"),
    };
    if let (1, Some((unit, _))) = (counts.len(), counts.values().next())
        && are_alike
        && draws >= FEWEST_DRAWS
    {
        let delay = text::number(unit * f64::from(max_delay));
        return Some(format!(
            "{calls} all drew the same delay, {delay}. Each call should draw a new random number."
        ));
    }
    if counts.len() * FEWEST_DIFFERENT < draws {
        let reason = if is_rounded(run) {
            "they are rounded. Any float in the range should be possible."
        } else {
            "they come again and again. Each call should draw a new random number."
        };
        let different = text::count(counts.len(), "different delay");
        return Some(format!("{calls} drew only {different}: {reason}"));
    }
    let (unit, often) = counts.into_values().max_by_key(|(_, count)| *count)?;
    (are_alike && often * OFTEN > draws && often > 2).then(|| {
        format!(
            "of {calls}, {often} returned {}: a delay that is drawn evenly from all floats of the range hardly ever comes twice.",
            text::number(unit * f64::from(max_delay))
        )
    })
}

/// The delays of a run, divided by their `max_delay`.
fn units_of(observation: &Observation) -> Vec<f64> {
    observation
        .calls
        .iter()
        .flat_map(|call| {
            let max_delay = f64::from(call.request.max_delay.max(1));
            call.returned().iter().map(move |delay| delay / max_delay)
        })
        .collect()
}

/// Finds runs whose delays stay below a limit of their own. All draws are at most `longest` with the probability
/// `longest / max_delay`, multiplied over all calls with a larger `max_delay`.
fn capped(run: &Observation) -> Option<String> {
    let draws = run.calls.iter().filter_map(|call| {
        let max_delay = f64::from(call.request.max_delay);
        call.returned().first().map(|&delay| (max_delay, delay))
    });
    let longest = draws.clone().map(|(_, delay)| delay).fold(0.0, f64::max);
    let largest = draws
        .clone()
        .map(|(max_delay, _)| max_delay)
        .fold(0.0, f64::max);
    let likelihood: f64 = draws
        .clone()
        .map(|(max_delay, _)| (longest / max_delay).min(1.0))
        .product();
    (likelihood < FALSE_ALARM_RATE).then(|| {
        format!(
            "of {} draws none is longer than {} s, where max_delay is up to {largest}: each call should draw from all of its range.",
            draws.count(),
            text::number(longest),
        )
    })
}

/// The delays of all runs whose first calls have the same `max_delay`, divided by it.
fn of_same_range(runs: &[&Observation]) -> impl Iterator<Item = Vec<f64>> {
    let mut ranges: BTreeMap<Option<u32>, Vec<f64>> = BTreeMap::new();
    for run in runs {
        let max_delay = run.calls.first().map(|call| call.request.max_delay);
        ranges.entry(max_delay).or_default().extend(units_of(run));
    }
    ranges.into_values()
}

/// The part at either end of the range that has no draws, if that is too improbable. None of n uniform draws lies in a
/// fraction x of the range with probability (1 - x)^n.
fn empty_end(units: &[f64]) -> Option<String> {
    if units.len() < FEWEST_DRAWS {
        return None;
    }
    let smallest = units.iter().copied().min_by(f64::total_cmp)?;
    let largest = units.iter().copied().max_by(f64::total_cmp)?;
    let likely = 1.0 - FALSE_ALARM_RATE.powf(1.0 / units.len() as f64);
    (smallest > likely || largest < 1.0 - likely).then(|| {
        format!(
            "of {} draws, none lies in the first {:.1} % or the last {:.1} % of the range: all of it should be drawn from.",
            units.len(),
            100.0 * smallest,
            100.0 * (1.0 - largest)
        )
    })
}

/// The number of parts of the range for which draws are counted.
const PARTS: usize = 20;

/// A part of the range that gets too few or too many draws. The relative entropy to the expected share bounds the
/// probability of a share (Chernoff; Hoeffding, Journal of the American Statistical Association 58, 1963).
fn uneven_part(units: &[f64]) -> Option<String> {
    let mut counts = [0_u32; PARTS];
    for unit in units {
        counts[((unit * PARTS as f64) as usize).min(PARTS - 1)] += 1;
    }
    let draws = units.len() as f64;
    let expected = 1.0 / PARTS as f64;
    let entropy = |share: f64| {
        let term = |part: f64, of: f64| {
            if part == 0.0 {
                0.0
            } else {
                part * (part / of).ln()
            }
        };
        term(share, expected) + term(1.0 - share, 1.0 - expected)
    };
    let least = (2.0 * PARTS as f64 / FALSE_ALARM_RATE).ln() / draws;
    let part = counts
        .iter()
        .position(|&count| entropy(f64::from(count) / draws) > least)?;
    Some(format!(
        "the delays are not spread evenly: of {draws} draws, {:.1} % lie between {:.0} % and {:.0} % of the range, \
         where {:.0} % should be.",
        100.0 * f64::from(counts[part]) / draws,
        100.0 * part as f64 * expected,
        100.0 * (part + 1) as f64 * expected,
        100.0 * expected,
    ))
}

/// Finds draws that depend on the draw before. For independent draws, multiply the distances of two neighbours from the
/// middle: the products have a mean of 0 and a variance of 1/144, and lie within 1/4 of 0. Bernstein's inequality
/// bounds the probability of their average (Boucheron, Lugosi and Massart, Concentration Inequalities, 2013, section
/// 2.8).
fn dependent_neighbours(runs: &[Vec<f64>]) -> Option<String> {
    const VARIANCE: f64 = 1.0 / 144.0;
    const BOUND: f64 = 0.25;
    // Pairs that share no draw are independent: those that begin at even places, and those that begin at odd places.
    [0, 1].into_iter().find_map(|first| {
        let products: Vec<f64> = runs
            .iter()
            .flat_map(|units| units.get(first..).unwrap_or_default().chunks_exact(2))
            .map(|pair| (pair[0] - 0.5) * (pair[1] - 0.5))
            .collect();
        let pairs = products.len() as f64;
        let average = products.iter().sum::<f64>() / pairs;
        let exponent = pairs * average.powi(2) / (2.0 * (VARIANCE + BOUND * average.abs() / 3.0));
        (exponent > (4.0 / FALSE_ALARM_RATE).ln()).then(|| {
            format!(
                "each delay tells something of the next one: the correlation of {pairs} pairs is {:.2}, where random \
                 numbers have none. Draw each delay from a random generator.",
                12.0 * average
            )
        })
    })
}

/// Whether all delays of a run have at most three decimals.
fn is_rounded(observation: &Observation) -> bool {
    let mut delays = observation.calls.iter().flat_map(Call::returned);
    delays.all(|delay| (1000.0 * delay - (1000.0 * delay).round()).abs() < 1e-6)
}

/// The minimum number of draws for a statement about their distribution.
const FEWEST_DRAWS: usize = 6;

/// The probability that a uniform generator fails the check by chance.
const FALSE_ALARM_RATE: f64 = 1e-9;

/// The Kolmogorov-Smirnov distance of sorted numbers from the uniform distribution on 0..=1, and the number with that
/// distance.
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

/// The distance that `count` uniform draws exceed with a probability of at most [`FALSE_ALARM_RATE`], by the
/// Dvoretzky-Kiefer-Wolfowitz inequality with Massart's constant (Annals of Probability 18, 1990).
fn tolerated_distance(count: usize) -> f64 {
    ((2.0 / FALSE_ALARM_RATE).ln() / (2.0 * count as f64)).sqrt()
}

/// The delays and the `max_delay` of the run with many calls and the largest `max_delay`, if all delays are whole
/// numbers.
fn whole_numbers(runs: &[&Observation]) -> Option<(Vec<f64>, u32)> {
    let max_delay = |run: &Observation| run.calls.first().map(|call| call.request.max_delay);
    let most = runs.iter().map(|run| run.calls.len()).max()?;
    let large = runs.iter().filter(|run| 4 * run.calls.len() > most);
    let largest = large.max_by_key(|run| max_delay(run))?;
    let delays = largest.calls.iter().flat_map(Call::returned).copied();
    let delays: Vec<f64> = delays.collect();
    let max_delay = max_delay(largest)?;
    (delays.len() >= FEWEST_DRAWS && delays.iter().all(|delay| delay.fract() == 0.0))
        .then_some((delays, max_delay))
}
