//! Task 0: is the thread free while a call waits, and do calls at once wait at the same time?

use super::{
    Evidence, Verdict,
    draws::waits_what_it_returns,
    evidence::{Finding, TICK},
    held_up::{blocked, held_up},
};
use crate::{
    observe::{Purpose, Run},
    text::{list, seconds},
};
use protocol::CallMode;

/// The thread can do other things while a call waits.
pub(super) fn leaves_thread_free(evidence: &Evidence) -> Verdict {
    if let Some((run_index, run, late)) = blocked(evidence) {
        return Verdict::Failed {
            message: blocks(run, late),
            run: Some(run_index),
        };
    }
    // If a single call does not wait for the delay that it returns, other calls are not the reason.
    if waits_what_it_returns(evidence) == Verdict::Passed
        && let Some(verdict) = held_up(evidence)
    {
        return verdict;
    }
    let several = evidence.calls(&[Purpose::Several]);
    if several
        .iter()
        .all(|seen| seen.call.took().is_some_and(|took| took < TICK))
    {
        return Verdict::Unseen("nothing is waited for.".to_owned());
    }
    evidence.each(&[Purpose::Several], |seen| match seen.number() {
        Some(_) => Finding::Right,
        None => seen.without_result(),
    })
}

fn blocks(run: &Run, late: f64) -> String {
    let calls = &run.observation.calls;
    let delays: Vec<f64> = calls
        .iter()
        .flat_map(|call| call.returned())
        .copied()
        .collect();
    let how = match run.scenario.mode {
        CallMode::AtOnce => "at once",
        CallMode::InTurn | CallMode::InThreads | CallMode::Dropped => "in turn",
    };
    format!(
        "{} calls {how} kept their thread for {} in all, in which nothing else could run on it; their delays are {}. \
         Waiting should leave the thread to others: use `tokio::time::sleep(...).await`, no `std::thread::sleep`, no \
         `block_on` and no loop that only looks at the clock.",
        calls.len(),
        seconds(late),
        list(&delays),
    )
}
