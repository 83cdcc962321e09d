//! How long the waits of a scenario take.

use protocol::{Request, Script};

/// Different delays in no order.
pub(super) fn spread(low: f64, high: f64, count: u32) -> Script {
    const PRIME: u32 = 7_919;
    Script::Spread {
        low,
        high,
        count,
        stride: PRIME,
    }
}

/// `count` delays that differ by `step` at least, neither ascending nor descending if there are three or more.
pub(super) fn shuffled(count: usize, low: f64, step: f64) -> Vec<f64> {
    let mut delays: Vec<f64> = (0..count)
        .map(|index| low + step * (index as f64 + 0.2 * fastrand::f64()))
        .collect();
    if count == 2 {
        delays.reverse();
    }
    while count > 2 && (delays.is_sorted() || delays.is_sorted_by(|a, b| a >= b)) {
        fastrand::shuffle(&mut delays);
    }
    delays
}

/// Delays for all waits of several calls, dealt out in turn: no call has all of its waits end before those of
/// another, so that calls made at once get in each other's way if they can. Within a call they are not ascending.
pub(super) fn interleaved(requests: &[Request], low: f64, step: f64) -> Vec<f64> {
    let mut hands: Vec<Vec<f64>> = vec![Vec::new(); requests.len()];
    let most = requests.iter().map(|request| request.n).max().unwrap_or(0);
    let mut delay = low;
    for round in 0..most {
        let mut dealt_to: Vec<usize> = (0..requests.len())
            .filter(|&call| round < requests[call].n)
            .collect();
        // Forwards and backwards, so that calls that take turns do not get their own by accident.
        if round % 2 == 1 {
            dealt_to.reverse();
        }
        for call in dealt_to {
            hands[call].push(delay + 0.2 * step * fastrand::f64());
            delay += step;
        }
    }
    hands
        .into_iter()
        .flat_map(|mut hand| {
            hand.reverse();
            hand
        })
        .collect()
}

/// A delay up to a tenth longer.
pub(super) fn jittered(delay: f64) -> f64 {
    delay * (1.0 + 0.1 * fastrand::f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_are_far_apart_and_unsorted() {
        for _ in 0..200 {
            let delays = shuffled(5, 0.03, 0.03);
            assert!(!delays.is_sorted());
            let mut ordered = delays;
            ordered.sort_by(f64::total_cmp);
            assert!(ordered.windows(2).all(|pair| pair[1] - pair[0] >= 0.024));
        }
    }
}
