//! A run as bars on a time axis, made from the same data as the verdicts.

use crate::{
    course::{Arguments, Id, Import, Shape, Task},
    observe::{Call, Observation, Outcome, Purpose, Run, Wait, WaitOutcome},
    text,
};
use protocol::{CallMode, Clock, Value};
use serde::{Deserialize, Serialize};

/// A run of a learner's function. All times are seconds since it was called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// The call, such as `wait_n(5, 20)`.
    pub title: String,
    /// Whether the run used simulated time, which skips waits.
    pub simulated: bool,
    /// The waits in the order in which they ended.
    pub bars: Vec<Bar>,
    /// How many waits are not in `bars`. The bars are then an even selection.
    pub left_out: usize,
    /// Other events, in order of time.
    pub moments: Vec<Moment>,
    /// When the call ended, or when the grader stopped watching it.
    pub total: f64,
    /// The longest wait.
    pub longest: f64,
    /// The sum of all waits.
    pub sum: f64,
}

/// A period of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// A label of a few characters; for most waits, the delay.
    pub label: String,
    /// The requested delay, in seconds.
    pub delay: f64,
    /// The index of the wait's delay in the returned list.
    pub place: Option<usize>,
    /// When it began; `None` for a wait that never began.
    pub begun: Option<f64>,
    /// When it ended, or when the run ended.
    pub ended: f64,
    /// What the bar shows.
    pub kind: Kind,
}

/// What a bar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A wait that ended.
    Wait,
    /// A wait that was still under way at the end of the run.
    Pending,
    /// A wait that was dropped before its end.
    Dropped,
    /// A time that the learner's function measured.
    Measured,
}

/// An instant that matters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// What happened.
    pub label: String,
    /// When.
    pub at: f64,
}

/// Whether a timeline helps to explain a failure of this check.
pub fn illustrates(check: Id) -> bool {
    matches!(
        check,
        Id::LeavesThreadFree
            | Id::CallsWaitRandom
            | Id::CallsTaskWaitRandom
            | Id::CallsWaitN
            | Id::RunsConcurrently
            | Id::AscendingOrder
            | Id::WaitsToTheEnd
            | Id::ReturnsTotalOverN
            | Id::ReturnsAtOnce
            | Id::StartsAtOnce
            | Id::YieldsDelay
            | Id::StopsTasksWhenDropped
    )
}

/// The maximum number of bars in a timeline.
const MOST_BARS: usize = 12;

impl Timeline {
    /// The timeline of a run. Returns `None` if the run has no waits, or if waits of several calls would be mixed.
    pub fn from_run(task: &Task, run: &Run) -> Option<Self> {
        let observation = &run.observation;
        let too_many = [Purpose::Ties, Purpose::TenThousand];
        if too_many.contains(&run.purpose) {
            return None;
        }
        let first = observation.calls.first()?;
        let mut bars = match (task.imports, observation.calls.as_slice()) {
            (None, calls) => own_waits(calls, observation),
            (Some(import), [call]) => imported_waits(import, observation, call)?,
            (Some(_), _) => return None,
        };
        bars.sort_by(|a, b| a.ended.total_cmp(&b.ended));
        bars.first()?;
        let begun = || bars.iter().filter(|bar| bar.begun.is_some());
        let delays = || begun().map(|bar| bar.delay);
        let start = first.begun?.at;
        let ended = |call: &Call| end(call, observation) - start;
        let mut timeline = Self {
            title: title(task, run, &observation.calls),
            simulated: run.scenario.clock == Clock::Exact,
            moments: moments(first, start, &bars),
            total: observation.calls.iter().map(ended).fold(0.0, f64::max),
            longest: delays().fold(0.0, f64::max),
            sum: delays().sum(),
            left_out: bars.len().saturating_sub(MOST_BARS),
            bars: evenly(bars),
        };
        timeline.bars.extend(measured(task, first, &timeline.bars));
        Some(timeline)
    }

    /// The end of the time axis.
    pub fn end(&self) -> f64 {
        let bars = self.bars.iter().map(|bar| bar.ended);
        let moments = self.moments.iter().map(|moment| moment.at);
        bars.chain(moments).fold(self.total, f64::max)
    }

    /// A summary in one line.
    pub fn summary(&self) -> String {
        let all = self.bars.len() + self.left_out;
        let shown = match self.left_out {
            0 => String::new(),
            _ => format!("{} of {all} waits; ", self.bars.len()),
        };
        format!(
            "{shown}total {}, longest wait {}, sum of the waits {}",
            text::seconds(self.total),
            text::seconds(self.longest),
            text::seconds(self.sum)
        )
    }

    /// The label to the left of a bar.
    pub fn label(&self, bar: &Bar) -> String {
        match bar.place {
            Some(place) if self.is_rearranged() => format!("[{place}] {}", bar.label),
            _ => bar.label.clone(),
        }
    }

    /// Whether the delays were returned in a different order than the waits ended.
    pub fn is_rearranged(&self) -> bool {
        !self.bars.iter().filter_map(|bar| bar.place).is_sorted()
    }
}

/// When a call ended, or else when the run ended.
fn end(call: &Call, observation: &Observation) -> f64 {
    call.ended.map_or(observation.end, |ended| ended.at)
}

/// The bars of task 0, whose calls are the waits.
fn own_waits(calls: &[Call], observation: &Observation) -> Vec<Bar> {
    let begun = calls.iter().filter_map(|call| Some((call, call.begun?.at)));
    let start = begun.clone().map(|(_, at)| at).fold(f64::MAX, f64::min);
    let bar = |(call, begun): (&Call, f64)| {
        let kind = match &call.outcome {
            Outcome::Returned(_) => Kind::Wait,
            Outcome::Open => Kind::Pending,
            Outcome::Dropped | Outcome::Cancelled | Outcome::Panicked(_) => Kind::Dropped,
        };
        let ended = end(call, observation);
        Bar {
            label: match call.returned() {
                [delay] => text::seconds(*delay),
                _ => "?".to_owned(),
            },
            delay: ended - begun,
            place: None,
            begun: Some(begun - start),
            ended: ended - start,
            kind,
        }
    };
    begun.map(bar).collect()
}

/// The bars of the waits that a call requested from the imported task.
fn imported_waits(import: Import, observation: &Observation, call: &Call) -> Option<Vec<Bar>> {
    let start = call.begun?.at;
    let list: &[f64] = match &call.outcome {
        Outcome::Returned(Value::List { numbers, .. }) => numbers,
        _ => &[],
    };
    let place = |wait: &Wait| {
        // Equal delays are indistinguishable.
        let mut places = list.iter().enumerate().filter(|(_, n)| **n == wait.delay);
        places
            .next()
            .map(|(place, _)| place)
            .filter(|_| places.next().is_none())
    };
    let bar = |wait: &Wait| {
        let (ended, kind) = match wait.fate {
            WaitOutcome::Ended(at) => (at, Kind::Wait),
            WaitOutcome::Dropped(at) => (at, Kind::Dropped),
            WaitOutcome::Open => (end(call, observation).max(wait.asked), Kind::Pending),
        };
        Bar {
            label: match import.arguments {
                Arguments::MaxDelay => text::seconds(wait.delay),
                Arguments::Both => {
                    text::invocation(import.function, import.arguments, wait.request)
                }
            },
            delay: wait.delay,
            place: place(wait),
            begun: wait.begun.map(|begun| begun - start),
            ended: ended - start,
            kind,
        }
    };
    Some(observation.waits.iter().map(bar).collect())
}

/// An even selection of at most [`MOST_BARS`] bars, with the first and the last.
fn evenly(bars: Vec<Bar>) -> Vec<Bar> {
    let count = bars.len();
    if count <= MOST_BARS {
        return bars;
    }
    (0..MOST_BARS)
        .map(|index| bars[index * (count - 1) / (MOST_BARS - 1)].clone())
        .collect()
}

/// Task 2: the time that the function must have measured, if its result is that time divided by n. It is drawn from
/// the beginning of the first wait.
fn measured(task: &Task, call: &Call, bars: &[Bar]) -> Option<Bar> {
    let &[share] = call.returned() else {
        return None;
    };
    let total = share * call.request.n as f64;
    let begun = bars.first()?.begun?;
    (task.shape == Shape::Blocking && total.is_finite() && total >= 0.0).then(|| Bar {
        label: "result × n".to_owned(),
        delay: total,
        place: None,
        begun: Some(begun),
        ended: begun + total,
        kind: Kind::Measured,
    })
}

/// Task 3: the events of the task other than its wait.
fn moments(call: &Call, start: f64, bars: &[Bar]) -> Vec<Moment> {
    let (Some(returned), Some(awaited)) = (call.handed_over, call.awaited) else {
        return Vec::new();
    };
    let moment = |label: &str, at| Moment {
        label: label.to_owned(),
        at,
    };
    let started = bars.first().and_then(|bar| bar.begun);
    let mut moments = vec![
        moment("handed back", returned.at - start),
        moment("first awaited", awaited.at - start),
    ];
    moments.extend(started.map(|at| moment("started", at)));
    moments.sort_by(|a, b| a.at.total_cmp(&b.at));
    moments
}

fn title(task: &Task, run: &Run, calls: &[Call]) -> String {
    let mut title = calls
        .first()
        .map_or_else(String::new, |call| text::call(task, call.request));
    if let (CallMode::AtOnce, 2..) = (run.scenario.mode, calls.len()) {
        title += &format!(", {} at once", text::times(calls.len()));
    }
    title
}
