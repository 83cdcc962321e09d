use super::*;
use crate::{report::Line, trace::Trace, watch::view::view};
use grader::outcome::{CheckOutcome, CheckStatus, TaskOutcome};

const SIZE: Size = Size {
    columns: 80,
    rows: 24,
};

fn check(task: usize) -> Job {
    job(task, Kind::Check)
}

fn job(task: usize, kind: Kind) -> Job {
    Job { task, kind }
}

/// The outcome of a task one check of which fails, with a message of some lines, or none.
fn outcome(task: usize, fails: bool) -> TaskOutcome {
    let task = &TASKS[task];
    let checks = task.checks.iter().enumerate().map(|(index, check)| {
        let failed = fails && index == 2;
        if failed {
            let message = "It went wrong.\nline\n".repeat(20);
            CheckOutcome::new(check, CheckStatus::Failed, message)
        } else {
            CheckOutcome::new(check, CheckStatus::Passed, String::new())
        }
    });
    TaskOutcome::new(task, checks.collect())
}

fn ended(task: usize, fails: bool) -> Event {
    Event::Ended(check(task), Ending::Checked(Box::new(outcome(task, fails))))
}

fn traced() -> Ending {
    Ending::Traced(Box::new(Trace {
        timeline: None,
        problem: None,
    }))
}

/// Takes in events one after the other, and says what the last one asks for.
fn update(state: &mut State, events: impl IntoIterator<Item = Event>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for event in events {
        effects = state.update(event, state.now + Duration::from_millis(100));
    }
    effects
}

/// Watch of task 0, all tasks of which have been checked and are unfinished.
fn settled() -> State {
    let (mut state, effects) = State::new(Some(0), SIZE);
    assert_eq!(effects, [Effect::Start(check(0))]);
    let effects = update(&mut state, (0..TASKS.len()).map(|task| ended(task, true)));
    assert_eq!(effects, []);
    state
}

#[test]
fn the_first_unfinished_task_is_looked_for() {
    let (mut state, effects) = State::new(None, SIZE);
    assert_eq!(effects, [Effect::Start(check(0))]);
    let effects = update(&mut state, [ended(0, false)]);
    assert_eq!(effects, [Effect::Start(check(1))]);
    assert_eq!(state.screen, Screen::Search);
    let effects = update(&mut state, [ended(1, true)]);
    assert_eq!(effects, [Effect::Announce(1), Effect::Start(check(2))]);
    assert_eq!((state.shown, &state.screen), (1, &Screen::Task));
    let effects = update(&mut state, [ended(2, true), ended(3, true)]);
    assert_eq!(effects, [Effect::Start(check(4))]);
    assert_eq!((state.shown, &state.screen), (1, &Screen::Task));
}

#[test]
fn all_tasks_may_be_finished() {
    let (mut state, _) = State::new(None, SIZE);
    let effects = update(&mut state, (0..TASKS.len()).map(|task| ended(task, false)));
    assert_eq!(effects, [Effect::Announce(4)]);
    assert_eq!(&state.screen, &Screen::List);
    assert_eq!(state.next_unfinished(4), None);
}

#[test]
fn whoever_chooses_a_task_ends_the_search() {
    let (mut state, _) = State::new(None, SIZE);
    let effects = update(
        &mut state,
        [Event::Key(Key::Digit(3)), Event::Key(Key::Enter)],
    );
    // What was under way for the search gives way.
    assert_eq!(effects, []);
    let effects = update(&mut state, [Event::Ended(check(0), Ending::Stopped)]);
    assert_eq!(effects, [Effect::Start(check(3))]);
    let effects = update(&mut state, [ended(3, true)]);
    assert_eq!(effects, [Effect::Start(check(0))]);
    assert_eq!((state.shown, &state.screen), (3, &Screen::Task));
}

#[test]
fn a_save_during_a_check_ends_it_and_is_checked() {
    let mut state = settled();
    let save = || Event::Saved(vec![0]);
    assert_eq!(update(&mut state, [save()]), [Effect::Start(check(0))]);
    assert_eq!(update(&mut state, [save()]), [Effect::Stop]);
    assert_eq!(update(&mut state, [save(), save()]), []);
    // The verdict on what is no longer there comes too late.
    let runs = state.tasks[0].runs;
    let effects = update(&mut state, [ended(0, false)]);
    assert_eq!(effects, [Effect::Start(check(0))]);
    assert_eq!(state.tasks[0].runs, runs);
    assert!(!state.tasks[0].is_finished());
    assert_eq!(update(&mut state, [ended(0, false)]), [Effect::Announce(0)]);
    assert!(state.tasks[0].is_finished());
}

#[test]
fn the_shown_task_does_not_wait_for_another() {
    let mut state = settled();
    let save = |task| Event::Saved(vec![task]);
    assert_eq!(update(&mut state, [save(4)]), [Effect::Start(check(4))]);
    assert_eq!(update(&mut state, [save(3)]), []);
    assert_eq!(update(&mut state, [save(0)]), [Effect::Stop]);
    let stopped = Event::Ended(check(4), Ending::Stopped);
    assert_eq!(update(&mut state, [stopped]), [Effect::Start(check(0))]);
    let effects = update(&mut state, [ended(0, true)]);
    assert_eq!(effects, [Effect::Announce(0), Effect::Start(check(3))]);
    let effects = update(&mut state, [ended(3, true)]);
    assert_eq!(effects, [Effect::Announce(3), Effect::Start(check(4))]);
    assert_eq!(state.news, Some(3));
    update(&mut state, [ended(4, true), Event::Key(Key::Digit(4))]);
    assert_eq!((state.shown, state.news), (4, None));
}

#[test]
fn it_never_moves_on_by_itself() {
    let mut state = settled();
    update(&mut state, [Event::Saved(vec![0]), ended(0, false)]);
    assert_eq!((state.shown, &state.screen), (0, &Screen::Task));
    assert_eq!(state.next_unfinished(0), Some(1));
    update(&mut state, [Event::Key(Key::Next)]);
    assert_eq!(state.shown, 1);
    update(&mut state, [Event::Saved(vec![1]), ended(1, false)]);
    update(&mut state, [Event::Key(Key::Digit(4))]);
    assert_eq!(state.next_unfinished(4), Some(2));
}

#[test]
fn a_hint_waits_for_the_check_that_it_is_about() {
    let mut state = settled();
    update(&mut state, [Event::Saved(vec![0])]);
    let hint = || Event::Key(Key::Hint);
    assert_eq!(update(&mut state, [hint(), hint()]), []);
    let effects = update(&mut state, [ended(0, true)]);
    assert_eq!(
        effects,
        [Effect::Announce(0), Effect::Start(job(0, Kind::Hint))]
    );
    let told = vec![Line::from("a hint")];
    let tell = Event::Ended(job(0, Kind::Hint), Ending::Hinted(told.clone()));
    assert_eq!(update(&mut state, [tell]), []);
    assert_eq!(state.screen, Screen::Hint(Answer::Here(told)));
    // A hint about what was there before a save is of no use.
    update(&mut state, [Event::Saved(vec![0])]);
    assert_eq!(state.screen, Screen::Task);
}

#[test]
fn a_timeline_does_not_wait_for_a_check() {
    let mut state = settled();
    update(&mut state, [Event::Saved(vec![0])]);
    let key = Event::Key(Key::Timeline);
    assert_eq!(update(&mut state, [key]), [Effect::Stop]);
    let stopped = Event::Ended(check(0), Ending::Stopped);
    let timeline = job(0, Kind::Timeline);
    assert_eq!(update(&mut state, [stopped]), [Effect::Start(timeline)]);
    assert_eq!(update(&mut state, [Event::Begun, Event::Tick]), []);
    let failed = Event::Ended(timeline, Ending::Failed("why".to_owned()));
    assert_eq!(update(&mut state, [failed]), [Effect::Start(check(0))]);
    let why = Answer::Failed("why".to_owned());
    assert_eq!(state.screen, Screen::Timeline(why));
    update(&mut state, [Event::Key(Key::Escape)]);
    assert_eq!(state.screen, Screen::Task);
}

#[test]
fn what_was_left_is_not_shown_when_it_is_done() {
    let mut state = settled();
    let timeline = job(0, Kind::Timeline);
    update(
        &mut state,
        [Event::Key(Key::Timeline), Event::Key(Key::Next)],
    );
    update(&mut state, [Event::Ended(timeline, traced())]);
    assert_eq!((state.shown, &state.screen), (1, &Screen::Task));
}

#[test]
fn escape_closes_what_is_open_and_then_watch() {
    let mut state = settled();
    let escape = || Event::Key(Key::Escape);
    let effects = update(&mut state, [Event::Key(Key::List), escape()]);
    assert_eq!((effects, &state.screen), (vec![], &Screen::Task));
    assert_eq!(update(&mut state, [escape()]), [Effect::Quit]);
    assert_eq!(update(&mut state, [Event::Key(Key::Quit)]), [Effect::Quit]);
}

#[test]
fn the_text_is_scrolled_within_its_limits() {
    let mut state = settled();
    let limit = content::scroll_limit(&state);
    assert!(limit > 10, "{limit}");
    for (key, scroll) in [
        (Key::Up, 0),
        (Key::Down, 1),
        (Key::End, limit),
        (Key::Down, limit),
        (Key::PageDown, limit),
        (Key::Up, limit - 1),
        (Key::Home, 0),
    ] {
        update(&mut state, [Event::Key(key)]);
        assert_eq!(state.scroll, scroll, "{key:?}");
    }
    update(&mut state, [Event::Key(Key::End), Event::Saved(vec![0])]);
    update(&mut state, [ended(0, false)]);
    assert_eq!(state.scroll, 0);
}

/// Whatever happens in whatever order: there is one job at a time, no save is lost, what is asked for comes, and the
/// screen is full.
#[test]
fn no_order_of_events_loses_anything() {
    const KEYS: [Key; 16] = [
        Key::Next,
        Key::Previous,
        Key::Digit(3),
        Key::Digit(9),
        Key::Up,
        Key::Down,
        Key::PageUp,
        Key::PageDown,
        Key::Home,
        Key::End,
        Key::Hint,
        Key::Timeline,
        Key::List,
        Key::Again,
        Key::Enter,
        Key::Escape,
    ];
    for seed in 0..100 {
        let mut random = fastrand::Rng::with_seed(seed);
        let task = random.bool().then(|| random.usize(..TASKS.len()));
        let (mut state, mut effects) = State::new(task, SIZE);
        let (mut running, mut stops) = (None, false);
        let mut unseen = [true; TASKS.len()];
        for step in 0.. {
            for effect in effects {
                match effect {
                    Effect::Start(job) => {
                        assert_eq!(running, None, "seed {seed}: two jobs at once");
                        (running, stops) = (Some(job), false);
                        if job.kind == Kind::Check {
                            unseen[job.task] = false;
                        }
                    }
                    Effect::Stop => {
                        // Who is stopped has not seen what was saved.
                        let job: Job = running.expect("what is stopped is running");
                        unseen[job.task] |= job.kind == Kind::Check;
                        stops = true;
                    }
                    Effect::Announce(_) | Effect::Suspend | Effect::Quit => {}
                }
            }
            let lines = view(&state);
            assert_eq!(lines.len(), state.size.rows, "seed {seed}");
            let event = match (random.usize(..4), running) {
                (_, Some(_)) if random.bool() => Event::Begun,
                (_, Some(_)) if step > 40 || random.bool() => {
                    let job = running.take().expect("one is running");
                    let ending = match (random.usize(..4), job.kind) {
                        (0, _) if stops => Ending::Stopped,
                        (1, _) => Ending::Failed("it failed".to_owned()),
                        (_, Kind::Check) => {
                            Ending::Checked(Box::new(outcome(job.task, random.bool())))
                        }
                        (_, Kind::Hint) => Ending::Hinted(vec!["told".into()]),
                        (_, Kind::Timeline) => traced(),
                    };
                    Event::Ended(job, ending)
                }
                (_, None) if step > 40 => break,
                (0, _) => {
                    let task = random.usize(..TASKS.len());
                    unseen[task] = true;
                    Event::Saved(vec![task])
                }
                (1, _) => Event::Resized(Size {
                    columns: random.usize(..90),
                    rows: random.usize(..30),
                }),
                _ => Event::Key(KEYS[random.usize(..KEYS.len())]),
            };
            let now = state.now + Duration::from_millis(300);
            effects = state.update(event, now);
        }
        assert_eq!(unseen, [false; TASKS.len()], "seed {seed}: a save is lost");
        let has_come = match state.screen {
            Screen::Hint(Answer::Wanted | Answer::Begun)
            | Screen::Timeline(Answer::Wanted | Answer::Begun) => false,
            Screen::Hint(_) | Screen::Timeline(_) => true,
            Screen::Task | Screen::List | Screen::Search => true,
        };
        assert!(has_come, "seed {seed}: what was asked for has not come");
    }
}
