use super::*;
use crate::grade::{
    batch::{self, Ended, News, Plan},
    entries::Form,
};
use anyhow::ensure;
use grader::{course::TASKS, sandbox::Protections};
use std::{
    collections::BTreeMap,
    fs,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tempfile::TempDir;

/// Does with a submission what its only file says.
#[derive(Default)]
struct Scripted {
    tries: Mutex<BTreeMap<String, usize>>,
    under_way: AtomicUsize,
    most_under_way: AtomicUsize,
    /// Whether not even what is right can be graded.
    is_broken: bool,
}

impl Grade for Scripted {
    fn grade(
        &self,
        submission: &Submission,
        tasks: &[&'static Task],
        machine: MachineUse,
        scratch: &Path,
    ) -> Result<Vec<TaskOutcome>> {
        let Some(Crate::Files(files)) = submission.crates.get(&3) else {
            panic!("{submission:?}");
        };
        let script = String::from_utf8(files[Path::new("lib.rs")].clone())?;
        let now = 1 + self.under_way.fetch_add(1, Ordering::Relaxed);
        self.most_under_way.fetch_max(now, Ordering::Relaxed);
        fs::write(scratch.join("built"), "a program")?;
        thread::sleep(Duration::from_millis(5));
        self.under_way.fetch_sub(1, Ordering::Relaxed);
        let tries = {
            let mut tries = self.tries.lock().unwrap();
            let tries = tries.entry(script.clone()).or_default();
            *tries += 1;
            *tries
        };
        let what = script.split(' ').next().unwrap_or_default();
        let broken = |status| match (what, tries) {
            ("fails", _) | ("fails_once", 1) => Err(anyhow!("no luck")),
            ("fails_beside_others", _) if machine == MachineUse::Shared => Err(anyhow!("no room")),
            ("panics", _) => panic!("a bug"),
            ("unsure", _) | ("unsure_once", 1) => Ok(status),
            _ => Ok(CheckStatus::Passed),
        };
        tasks
            .iter()
            .map(|task| {
                let mut outcome = grading::ungraded(task, "");
                for check in &mut outcome.checks {
                    check.status = CheckStatus::Passed;
                    check.score = check.max_score;
                }
                if what == "unsure_beyond" {
                    let beyond = outcome.checks.iter_mut().filter(|check| check.stretch);
                    beyond.for_each(|check| check.status = CheckStatus::Error);
                }
                if task.number == 3 {
                    let check = &mut outcome.checks[3];
                    check.status = broken(CheckStatus::Error)?;
                    check.message = "who knows".to_owned();
                }
                Ok(TaskOutcome::new(task, outcome.checks))
            })
            .collect()
    }

    fn ensure_works(&self, _: &Path) -> Result<()> {
        ensure!(!self.is_broken, "no compiler");
        Ok(())
    }
}

struct Class {
    folder: TempDir,
    marking: Marking<Scripted>,
    jobs: Vec<Job>,
}

fn class(scripts: &[&str]) -> Class {
    let folder = tempfile::tempdir().unwrap();
    let jobs = scripts.iter().enumerate().map(|(number, script)| {
        let name = format!("{number} {script}");
        let path = folder.path().join(&name);
        fs::create_dir_all(path.join("tasks/src")).unwrap();
        fs::write(path.join("tasks/src/lib.rs"), format!("{script} {number}")).unwrap();
        Job {
            entry: Entry {
                name: name.clone(),
                path,
                form: Form::Folder,
            },
            file: format!("{name}.json"),
            person: None,
            again: false,
            partly: None,
        }
    });
    let jobs = jobs.collect();
    let results = Results::open(&folder.path().join("out"), None).unwrap();
    let marking = Marking {
        grade: Scripted::default(),
        results,
        settings: Settings::for_tests(),
        points: Points::default(),
        tasks: TASKS.iter().collect(),
        info: GraderInfo {
            version: "1".to_owned(),
            checks: "2".to_owned(),
            toolchain: "3".to_owned(),
            seed: 1,
            clock: grader::outcome::ClockUsed::Exact,
            sandbox: Protections::available(),
        },
    };
    Class {
        folder,
        marking,
        jobs,
    }
}

impl Class {
    /// Sees to all; the names of what was written, what was unchanged and what was postponed.
    fn run(&self, stop: &Stop) -> (Result<Ended>, [Vec<String>; 3]) {
        let mut told: [Vec<String>; 3] = Default::default();
        let plan = Plan {
            workers: 3,
            pauses: [Duration::from_millis(1); 2],
        };
        let ended = batch::run(
            &self.marking,
            self.jobs.clone(),
            plan,
            stop,
            |news| match news {
                News::Written(brief) => told[0].push(brief.name),
                News::Unchanged(brief) => told[1].push(brief.name),
                News::Postponed(name, _) => told[2].push(name),
            },
        );
        for told in &mut told {
            told.sort();
        }
        (ended, told)
    }

    fn result(&self, job: usize) -> Graded {
        let file = &self.jobs[job].file;
        self.marking
            .results
            .load(file)
            .unwrap_or_else(|| panic!("there is no result {file}"))
    }

    fn complete(&self) -> [Vec<String>; 3] {
        let (ended, told) = self.run(&Stop::default());
        assert_eq!(ended.unwrap(), Ended::Complete);
        told
    }
}

#[test]
fn a_second_run_grades_nothing_that_is_done() {
    let class = class(&["fine", "fine", "fine", "fine", "fine", "fine"]);
    let [written, unchanged, _] = class.complete();
    assert_eq!((written.len(), unchanged.len()), (6, 0));
    let most = class.marking.grade.most_under_way.load(Ordering::Relaxed);
    assert!((1..=3).contains(&most), "{most} were under way at once");
    let [written, unchanged, _] = class.complete();
    assert_eq!((written.len(), unchanged.len()), (0, 6));

    // Changed, damaged, of another version, and of another submission.
    let source = |job: usize| class.jobs[job].entry.path.join("tasks/src/lib.rs");
    let result = |job: usize| {
        class
            .marking
            .results
            .dir()
            .join("results")
            .join(&class.jobs[job].file)
    };
    fs::write(source(1), "fine again").unwrap();
    let whole = fs::read(result(2)).unwrap();
    fs::write(result(2), &whole[..whole.len() / 2]).unwrap();
    fs::write(result(3), "{}").unwrap();
    fs::copy(result(0), result(4)).unwrap();
    let [written, unchanged, _] = class.complete();
    assert_eq!(written, ["1 fine", "2 fine", "3 fine", "4 fine"]);
    assert_eq!(unchanged, ["0 fine", "5 fine"]);
}

#[test]
fn what_the_grader_fails_on_is_tried_again_and_never_a_zero() {
    let class = class(&[
        "fine",
        "fails",
        "fails_once",
        "panics",
        "unsure",
        "unsure_once",
    ]);
    let [written, _, postponed] = class.complete();
    assert_eq!(written.len(), 6);
    assert_eq!(
        postponed,
        [
            "1 fails",
            "1 fails",
            "2 fails_once",
            "3 panics",
            "3 panics",
            "4 unsure",
            "4 unsure",
            "5 unsure_once"
        ]
    );
    for (job, status, part) in [
        (0, GradedStatus::Graded, ""),
        (1, GradedStatus::Error, "no luck"),
        (2, GradedStatus::Graded, ""),
        (3, GradedStatus::Error, "it has panicked: a bug"),
        (4, GradedStatus::Error, "who knows"),
        (5, GradedStatus::Graded, ""),
    ] {
        let graded = class.result(job);
        assert_eq!(graded.status, status, "{}", graded.result.submission);
        let tasks = &graded.result.tasks;
        let untold = tasks.iter().any(|task| task.status == TaskStatus::Error);
        assert_eq!(untold, status == GradedStatus::Error);
        assert!(graded.notes.join(" ").contains(part), "{:?}", graded.notes);
    }
    // Only the task that the grader failed on was graded again.
    let [written, unchanged, _] = class.complete();
    assert_eq!(unchanged.len(), 3, "errors are never settled");
    assert_eq!(written, ["1 fails", "3 panics", "4 unsure"]);
}

#[test]
fn what_does_not_count_is_no_reason_to_try_again() {
    let class = class(&["unsure_beyond"]);
    let [written, _, postponed] = class.complete();
    assert_eq!((written.len(), postponed.len()), (1, 0));
    assert_eq!(class.result(0).status, GradedStatus::Graded);
    let [written, unchanged, _] = class.complete();
    assert_eq!((written.len(), unchanged.len()), (0, 1), "it is settled");
}

#[test]
fn what_has_failed_beside_others_is_tried_again_alone() {
    let class = class(&["fails_beside_others", "fine"]);
    let [written, _, postponed] = class.complete();
    assert_eq!(postponed, ["0 fails_beside_others"]);
    assert_eq!(written.len(), 2);
    assert_eq!(class.result(0).status, GradedStatus::Graded);
}

#[test]
fn where_not_even_what_is_right_can_be_graded_the_batch_ends() {
    for submissions in [3, 30] {
        let mut class = class(&vec!["fails"; submissions]);
        class.marking.grade.is_broken = true;
        let (ended, told) = class.run(&Stop::default());
        let error = format!("{:#}", ended.unwrap_err());
        assert_eq!(error, "the grader does not work: no compiler");
        assert!(told[0].is_empty());
        assert!(told[2].len() >= submissions.min(20), "{told:?}");
    }
}

#[test]
fn many_submissions_that_cannot_be_graded_do_not_end_the_batch() {
    let mut scripts = vec!["fails"; 25];
    scripts.push("fine");
    let class = class(&scripts);
    let [written, _, _] = class.complete();
    assert_eq!(written.len(), 26);
}

#[test]
fn what_is_interrupted_goes_on_later() {
    let class = class(&["fine"; 20]);
    let stop = Stop::default();
    let ended = batch::run(
        &class.marking,
        class.jobs.clone(),
        Plan {
            workers: 2,
            pauses: [Duration::ZERO; 2],
        },
        &stop,
        |_| stop.raise(),
    );
    assert_eq!(ended.unwrap(), Ended::Interrupted);
    let first = class.marking.results.files().unwrap().len();
    assert!(first < 20, "{first}");
    let [written, unchanged, _] = class.complete();
    assert_eq!((written.len(), unchanged.len()), (20 - first, first));
}

#[test]
fn what_cannot_be_read_is_told_and_not_graded() {
    let class = class(&["fine", "fine"]);
    fs::remove_dir_all(&class.jobs[0].entry.path).unwrap();
    let [written, ..] = class.complete();
    assert_eq!(written.len(), 2);
    let graded = class.result(0);
    assert_eq!(graded.status, GradedStatus::Unreadable);
    assert_eq!(graded.notes, ["it has been deleted meanwhile"]);
    assert!(graded.result.max_score > 0);
    assert_eq!(class.result(1).status, GradedStatus::Graded);
}

#[test]
fn nothing_is_left_in_the_scratch_folder() {
    let class = class(&["fine", "fails", "panics"]);
    class.complete();
    let left = fs::read_dir(class.marking.results.scratch())
        .unwrap()
        .count();
    assert_eq!(left, 0);
    let dir = class.marking.results.dir().to_owned();
    drop(class.marking);
    assert!(!dir.join(".scratch").exists());
    drop(class.folder);
}

#[test]
fn a_result_that_cannot_be_written_ends_the_batch_and_tears_nothing() {
    let class = class(&["fine", "fine"]);
    class.complete();
    let results = class.marking.results.dir().join("results");
    let kept = fs::read(results.join(&class.jobs[0].file)).unwrap();
    // A folder with something in it cannot be replaced by a file, whoever asks.
    let blocked = results.join(&class.jobs[1].file);
    fs::remove_file(&blocked).unwrap();
    fs::create_dir_all(blocked.join("x")).unwrap();
    let (ended, _) = class.run(&Stop::default());
    let error = format!("{:#}", ended.unwrap_err());
    assert!(
        error.contains("cannot write") && error.contains("1 fine.json"),
        "{error}"
    );
    assert_eq!(fs::read(results.join(&class.jobs[0].file)).unwrap(), kept);
    assert_eq!(
        fs::read_dir(&results).unwrap().count(),
        2,
        "no temporary file is left"
    );
}
