//! What an example prints, and when.
//!
//! The `println!` of this module takes the place of the usual one in every module that follows, so
//! the examples are tested just as they are.

use std::cell::RefCell;

use tokio::time::Instant;

thread_local! {
    static LINES: RefCell<Vec<(Instant, String)>> = const { RefCell::new(Vec::new()) };
}

/// Notes down a line in place of printing it.
pub fn note(line: String) {
    LINES.with_borrow_mut(|lines| lines.push((Instant::now(), line)));
}

/// Runs an example and returns its lines, each behind the time that had passed, such as "1.0 s".
pub async fn printed(example: impl Future) -> Vec<String> {
    LINES.take();
    let start = Instant::now();
    example.await;
    LINES
        .take()
        .into_iter()
        .map(|(at, line)| format!("{:.1} s: {line}", (at - start).as_secs_f64()))
        .collect()
}

macro_rules! println {
    ($($argument:tt)*) => { crate::printed::note(format!($($argument)*)) };
}
