//! Results of a class that never was, for tests of what is made of results.
#![allow(dead_code, reason = "not every test needs all of it")]

use classroom::class::{Graded, GradedStatus, Manifest, Person};
use fastrand::Rng;
use grader::{
    course::{Check, TASKS, Task},
    outcome::{CheckOutcome, CheckStatus, GraderInfo, Submission, TaskOutcome},
    sandbox::Protections,
    timeline::{Bar, Kind, Timeline, illustrates},
};
use std::{fs, path::Path};

/// What a name or a message may hold to break out of a format.
pub const HOSTILE: &str = "</title></style></script><script>window.injected=1</script>\"onmouseover=\"window.injected=1\" \
    '<img src=x onerror=window.injected=1>]]>\u{1b}[31m\u{202e}drow\u{0}=1+1&amp;";

/// Submissions as a class of this size might send them: most are right or nearly so, some hardly begun.
pub fn class(size: usize) -> Vec<Graded> {
    let mut rng = Rng::with_seed(7);
    (0..size)
        .map(|number| submission(&name(number), &mut rng))
        .collect()
}

fn name(number: usize) -> String {
    const FIRST: [&str; 20] = [
        "Ada",
        "Zoë",
        "Noor",
        "Li",
        "Jürgen",
        "Mia",
        "Oluwaseun",
        "Søren",
        "María José",
        "Ivan",
        "Aiko",
        "Fatima",
        "Tom",
        "Chloé",
        "Raj",
        "Eun-ji",
        "Łukasz",
        "Amara",
        "Ben",
        "Yara",
    ];
    const LAST: [&str; 17] = [
        "Lovelace",
        "Nguyễn",
        "Okafor",
        "Müller",
        "O'Neill",
        "Kowalski",
        "García",
        "Ito",
        "Haddad",
        "Smith",
        "van der Berg",
        "Ivanova",
        "Kim",
        "Silva",
        "Andersson",
        "Rossi",
        "Dvořák",
    ];
    format!(
        "{} {} {}",
        LAST[number % LAST.len()],
        FIRST[number / 3 % FIRST.len()],
        1000 + number
    )
}

/// One submission.
pub fn submission(name: &str, rng: &mut Rng) -> Graded {
    let skill = rng.f64().sqrt();
    let begun = if skill < 0.25 { rng.usize(1..5) } else { 5 };
    let tasks: Vec<TaskOutcome> = TASKS
        .iter()
        .map(|task| outcome(task, skill, begun, rng))
        .collect();
    Graded {
        result: Submission::new(
            name.to_owned(),
            tasks,
            GraderInfo {
                version: "0.1.0".to_owned(),
                checks: "4f2a9c".to_owned(),
                toolchain: "rustc 1.95.0".to_owned(),
                seed: 1,
                clock: grader::outcome::ClockUsed::Exact,
                sandbox: Protections {
                    resource_limits: true,
                    system_calls: true,
                    landlock: 5,
                },
            },
        ),
        status: GradedStatus::Graded,
        person: None,
        notes: Vec::new(),
        key: format!("{:x}", rng.u64(..)),
    }
}

fn outcome(task: &Task, skill: f64, begun: usize, rng: &mut Rng) -> TaskOutcome {
    let number = task.number as usize;
    let begun = number < begun;
    let checks = task
        .checks
        .iter()
        .map(|check| told(task, check, skill, begun, rng))
        .collect();
    if begun {
        TaskOutcome::new(task, checks)
    } else if number.is_multiple_of(2) {
        TaskOutcome::not_started(task, checks)
    } else {
        TaskOutcome::missing(task, checks)
    }
}

fn told(
    task: &Task,
    check: &'static Check,
    skill: f64,
    begun: bool,
    rng: &mut Rng,
) -> CheckOutcome {
    let difficulty = if check.stretch {
        0.5
    } else {
        0.22 * (check.id.name().len() % 5) as f64 / 2.0
    };
    let status = if !begun {
        CheckStatus::Skipped
    } else if check.id.name() != "compiles" && rng.f64() < difficulty * (1.05 - skill) {
        if rng.u8(..) < 40 {
            CheckStatus::Skipped
        } else {
            CheckStatus::Failed
        }
    } else {
        CheckStatus::Passed
    };
    if status != CheckStatus::Failed {
        return CheckOutcome::new(check, status, String::new());
    }
    let message = format!(
        "{}(6, 12) took {:.1} s, the sum of the delays. Started together they take {:.1} s, the longest.\n\
         src/lib.rs:{}\n    for _ in 0..n {{ delays.push(wait_random(max_delay).await); }}",
        task.function,
        20.0 + 9.0 * rng.f64(),
        9.0 * rng.f64(),
        rng.u8(5..40)
    );
    CheckOutcome {
        timeline: illustrates(check.id).then(|| staircase(task, rng)),
        ..CheckOutcome::new(check, status, message)
    }
}

/// Waits one after the other.
fn staircase(task: &Task, rng: &mut Rng) -> Timeline {
    let mut bars: Vec<Bar> = Vec::new();
    for _ in 0..6 {
        let begun = bars.last().map_or(0.0, |bar| bar.ended);
        let delay = 1.0 + 6.0 * rng.f64();
        bars.push(Bar {
            label: format!("{delay:.1} s"),
            delay,
            place: None,
            begun: Some(begun),
            ended: begun + delay,
            kind: Kind::Wait,
        });
    }
    let sum: f64 = bars.iter().map(|bar| bar.delay).sum();
    Timeline {
        title: format!("{}(6, 12)", task.function),
        simulated: true,
        left_out: 0,
        moments: Vec::new(),
        total: sum,
        longest: bars.iter().map(|bar| bar.delay).fold(0.0, f64::max),
        sum,
        bars,
    }
}

/// One whose every word is an attack.
pub fn hostile(number: usize) -> Graded {
    let mut graded = submission(
        &format!("{HOSTILE}{number}"),
        &mut Rng::with_seed(number as u64),
    );
    graded.notes.push(HOSTILE.to_owned());
    graded.result.grader.toolchain = HOSTILE.to_owned();
    graded.person = Some(Person {
        name: HOSTILE.to_owned(),
        id: HOSTILE.to_owned(),
    });
    for task in &mut graded.result.tasks {
        task.task += HOSTILE;
        for check in task.checks.iter_mut().filter(|check| check.score > 0) {
            check.id += HOSTILE;
            check.title += HOSTILE;
            check.status = CheckStatus::Failed;
            check.message = format!("{HOSTILE}\n{HOSTILE}");
            check.score = 0;
        }
    }
    graded
}

/// Writes results as `grade` does, and what it says of the class.
pub fn write(dir: &Path, graded: &[Graded], manifest: Option<&Manifest>) {
    let results = dir.join("results");
    fs::create_dir_all(&results).expect("a folder can be made");
    for one in graded {
        let safe = |c: char| {
            if c.is_alphanumeric() || c == '.' {
                c
            } else {
                '_'
            }
        };
        let name: String = one.result.submission.chars().map(safe).collect();
        let text = serde_json::to_string(one).expect("a result can be written");
        fs::write(results.join(format!("{name}.json")), text).expect("a file can be written");
    }
    if let Some(manifest) = manifest {
        manifest.write(dir).expect("a file can be written");
    }
}

/// What a class of these submissions is, with somebody who sent nothing, and more that is not right.
pub fn manifest(graded: &[Graded]) -> Manifest {
    Manifest {
        submissions: graded
            .iter()
            .map(|one| one.result.submission.clone())
            .collect(),
        not_submitted: vec![Person {
            name: "Nemo, Nobody".to_owned(),
            id: "nemo@example.org".to_owned(),
        }],
        unexpected: vec!["a stranger".to_owned()],
        skipped: vec!["readme.txt: neither a folder nor an archive".to_owned()],
        ..Manifest::default()
    }
}
