//! What the commonest mistakes cost: a table for a teacher to look at, and to defend before a student.

mod grading;

use grader::{compile::Submitted, course, outcome::CheckStatus};
use grading::{grader, side_by_side};
use std::{fs, sync::Mutex};

/// A task, what was done, the points of 20, and the counted checks that do not pass.
type Row = (&'static str, &'static str, &'static str, u32, &'static str);

/// The bodies of the functions; `use` lines and the head are added.
const TABLE: [Row; 38] = [
    (
        "0",
        "right",
        "let d = rand::random_range(0.0..=f64::from(max_delay)); sleep(d).await; d",
        20,
        "",
    ),
    (
        "0",
        "a constant",
        "f64::from(max_delay) / 2.0",
        0,
        "waits_what_it_returns leaves_thread_free uniform_draws",
    ),
    (
        "0",
        "nothing but zero",
        "let _ = max_delay; 0.0",
        0,
        "waits_what_it_returns leaves_thread_free uniform_draws",
    ),
    (
        "0",
        "one second, whatever is asked",
        "sleep(1.0).await; if max_delay == 0 { 0.0 } else { 1.0 }",
        0,
        "both_ends uniform_draws",
    ),
    (
        "0",
        "panic",
        "panic!(\"{max_delay}: not done\")",
        0,
        "finishes waits_what_it_returns leaves_thread_free within_range both_ends uniform_draws",
    ),
    (
        "0",
        "sleep not awaited",
        "let d = rand::random_range(0.0..=f64::from(max_delay)); drop(sleep(d)); d",
        0,
        "waits_what_it_returns leaves_thread_free",
    ),
    (
        "0",
        "one end left out",
        "let d = rand::random_range(0.0..f64::from(max_delay)); sleep(d).await; d",
        18,
        "both_ends",
    ),
    (
        "0",
        "blocks the thread",
        "let d = rand::random_range(0.0..=f64::from(max_delay)); std::thread::sleep(std::time::Duration::from_secs_f64(d)); d",
        16,
        "leaves_thread_free",
    ),
    (
        "0",
        "milliseconds",
        "let d = rand::random_range(0.0..=f64::from(max_delay)); sleep(d / 1000.0).await; d",
        15,
        "waits_what_it_returns",
    ),
    (
        "0",
        "draws again to return",
        "let d = || rand::random_range(0.0..=f64::from(max_delay)); sleep(d()).await; d()",
        15,
        "waits_what_it_returns",
    ),
    (
        "0",
        "always the maximum",
        "let d = f64::from(max_delay); sleep(d).await; d",
        18,
        "uniform_draws",
    ),
    (
        "0",
        "one second more",
        "let d = rand::random_range(0.0..=f64::from(max_delay) + 1.0); sleep(d).await; d",
        14,
        "within_range both_ends uniform_draws",
    ),
    (
        "0",
        "ten milliseconds too long",
        "let d = rand::random_range(0.0..=f64::from(max_delay)); sleep(d + 0.01).await; d",
        15,
        "waits_what_it_returns",
    ),
    (
        "1",
        "right",
        "let mut w: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect(); let mut v = Vec::new(); while let Some(d) = w.next().await { v.push(d); } v",
        20,
        "",
    ),
    (
        "1",
        "a list of zeros",
        "let _ = max_delay; vec![0.0; n]",
        0,
        "calls_wait_random passes_max_delay runs_concurrently returns_all_delays ascending_order",
    ),
    (
        "1",
        "an empty list",
        "let _ = (n, max_delay); vec![]",
        0,
        "calls_wait_random passes_max_delay runs_concurrently returns_all_delays ascending_order",
    ),
    (
        "1",
        "one after the other",
        "let mut v = Vec::new(); for _ in 0..n { v.push(wait_random(max_delay).await); } v",
        12,
        "runs_concurrently ascending_order",
    ),
    (
        "1",
        "one after the other, sorted",
        "let mut v = Vec::new(); for _ in 0..n { v.push(wait_random(max_delay).await); } v.sort_by(f64::total_cmp); v",
        14,
        "runs_concurrently no_sort",
    ),
    (
        "1",
        "join_all and sort",
        "let mut v = join_all((0..n).map(|_| wait_random(max_delay))).await; v.sort_by(f64::total_cmp); v",
        19,
        "no_sort",
    ),
    (
        "1",
        "join_all alone",
        "join_all((0..n).map(|_| wait_random(max_delay))).await",
        17,
        "ascending_order",
    ),
    (
        "1",
        "one wait too few",
        "let mut w: FuturesUnordered<_> = (1..n).map(|_| wait_random(max_delay)).collect(); let mut v = Vec::new(); while let Some(d) = w.next().await { v.push(d); } v",
        17,
        "calls_wait_random",
    ),
    (
        "1",
        "ten at a time",
        "let mut w = stream::iter((0..n).map(|_| wait_random(max_delay))).buffer_unordered(10); let mut v = Vec::new(); while let Some(d) = w.next().await { v.push(d); } v",
        12,
        "runs_concurrently ascending_order",
    ),
    (
        "1",
        "always ten",
        "let _ = max_delay; let mut w: FuturesUnordered<_> = (0..n).map(|_| wait_random(10)).collect(); let mut v = Vec::new(); while let Some(d) = w.next().await { v.push(d); } v",
        19,
        "passes_max_delay",
    ),
    (
        "1",
        "rounded",
        "let mut w: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect(); let mut v = Vec::new(); while let Some(d) = w.next().await { v.push((d * 100.0).round() / 100.0); } v",
        18,
        "returns_all_delays",
    ),
    (
        "1",
        "never returns",
        "let mut w: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect(); let mut v = Vec::<f64>::new(); while let Some(d) = w.next().await { v.push(d); } std::future::pending().await",
        14,
        "finishes returns_all_delays ascending_order independent_calls",
    ),
    (
        "1",
        "a list of all calls",
        "static V: std::sync::Mutex<Vec<f64>> = std::sync::Mutex::new(Vec::new()); let mut w: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect(); while let Some(d) = w.next().await { V.lock().unwrap().push(d); } V.lock().unwrap().clone()",
        19,
        "independent_calls",
    ),
    (
        "1",
        "waits of its own",
        "let mut w: FuturesUnordered<_> = (0..n).map(|_| sleep(f64::from(max_delay))).collect(); while w.next().await.is_some() {} vec![f64::from(max_delay); n]",
        0,
        "calls_wait_random passes_max_delay runs_concurrently returns_all_delays ascending_order",
    ),
    (
        "2",
        "right",
        "let r = runtime(); let t = Instant::now(); r.block_on(wait_n(n, max_delay)); t.elapsed().as_secs_f64() / n as f64",
        20,
        "",
    ),
    (
        "2",
        "not divided",
        "let _ = n; let r = runtime(); let t = Instant::now(); r.block_on(wait_n(n, max_delay)); t.elapsed().as_secs_f64()",
        13,
        "returns_total_over_n",
    ),
    (
        "2",
        "swapped",
        "let r = runtime(); let t = Instant::now(); r.block_on(wait_n(max_delay as usize, n as u32)); t.elapsed().as_secs_f64() / n as f64",
        18,
        "passes_arguments",
    ),
    (
        "2",
        "never run",
        "let t = Instant::now(); drop(wait_n(n, max_delay)); t.elapsed().as_secs_f64() / n as f64",
        0,
        "waits_to_the_end returns_total_over_n",
    ),
    (
        "2",
        "whole seconds",
        "let r = runtime(); let t = Instant::now(); r.block_on(wait_n(n, max_delay)); t.elapsed().as_secs() as f64 / n as f64",
        13,
        "returns_total_over_n",
    ),
    ("3", "right", "tokio::spawn(wait_random(max_delay))", 20, ""),
    (
        "3",
        "made and never awaited",
        "tokio::spawn(async move { let _ = wait_random(max_delay); 0.0 })",
        0,
        "calls_wait_random starts_at_once yields_delay",
    ),
    (
        "3",
        "15 ms on its thread first",
        "std::thread::sleep(std::time::Duration::from_millis(15)); tokio::spawn(wait_random(max_delay))",
        17,
        "returns_at_once",
    ),
    (
        "3",
        "another number",
        "tokio::spawn(async move { wait_random(max_delay).await + 1.0 })",
        16,
        "yields_delay",
    ),
    (
        "4",
        "right",
        "let mut t: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect(); let mut v = Vec::new(); while let Some(d) = t.next().await { v.push(d.unwrap()); } v",
        20,
        "",
    ),
    (
        "4",
        "each task awaited at once",
        "let mut v = Vec::new(); for _ in 0..n { v.push(task_wait_random(max_delay).await.unwrap()); } v",
        12,
        "runs_concurrently ascending_order",
    ),
];

/// What stands before the body. Formatting and warnings are not this test's subject.
fn source(task: &course::Task, body: &str) -> String {
    let head = match task.number {
        0 => "/// How long it is by default.\npub const DEFAULT_MAX_DELAY: u32 = 10;\n",
        1 => "use basic_async_syntax::wait_random;\n",
        2 => "use concurrent_coroutines::wait_n;\nuse std::time::Instant;\n",
        3 => "use basic_async_syntax::wait_random;\n",
        _ => "use tasks::task_wait_random;\n",
    };
    let used = [
        (
            "FuturesUnordered",
            "use futures::stream::FuturesUnordered;\n",
        ),
        (".next()", "use futures::StreamExt;\n"),
        ("join_all", "use futures::future::join_all;\n"),
        ("stream::iter", "use futures::stream;\n"),
        (
            "sleep(",
            "async fn sleep(s: f64) {\n    tokio::time::sleep(std::time::Duration::from_secs_f64(s)).await;\n}\n",
        ),
        (
            "runtime()",
            "fn runtime() -> tokio::runtime::Runtime {\n    tokio::runtime::Runtime::new().unwrap()\n}\n",
        ),
    ];
    let mut text = format!("//! A task of the course.\n{head}");
    for (word, line) in used {
        if body.contains(word) {
            text += line;
        }
    }
    format!(
        "{text}\n/// Does what the task says.\n{} {{ {body} }}\n",
        task.signature
    )
}

#[test]
fn what_mistakes_cost() {
    let grader = grader();
    let scratch = tempfile::tempdir().unwrap();
    let wrong = Mutex::new(Vec::new());
    side_by_side(TABLE.len(), |index| {
        let (number, what, body, points, lost) = &TABLE[index];
        let task = course::task(number).unwrap();
        let folder = scratch.path().join(format!("{number} {what}"));
        fs::create_dir_all(folder.join(task.name).join("src")).unwrap();
        let submitted = Submitted::in_folder(&folder, task);
        fs::write(folder.join(&submitted.lib), source(task, body)).unwrap();
        let outcome = grader.grade(&submitted, &folder.join("out")).unwrap();
        // How the table is laid out is none of the mistakes.
        let style = ["formatted", "no_warnings"];
        let counted = || outcome.checks.iter().filter(|check| !check.stretch);
        let failing: Vec<&str> = counted()
            .filter(|check| check.status != CheckStatus::Passed)
            .map(|check| check.id.as_str())
            .filter(|id| !style.contains(id))
            .collect();
        let lost_to_layout: u32 = counted()
            .filter(|check| style.contains(&check.id.as_str()) && outcome.attempted)
            .map(|check| check.max_score - check.score)
            .sum();
        let reached = outcome.score + lost_to_layout;
        if (reached, failing.join(" ").as_str()) != (*points, *lost) {
            let told: Vec<String> = outcome
                .checks
                .iter()
                .filter(|check| !check.message.is_empty() && !check.stretch)
                .map(|check| format!("    {} {:?}: {}", check.id, check.status, check.message))
                .collect();
            wrong.lock().unwrap().push(format!(
                "{number} {what}: {reached} points, not {points}; without {}\n{}",
                failing.join(" "),
                told.join("\n")
            ));
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
