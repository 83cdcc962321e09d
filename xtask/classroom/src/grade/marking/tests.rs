use super::*;
use crate::grade::{
    batch::{self, Ended, Event, Plan},
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

/// A grader that does what the submission's only file says.
#[derive(Default)]
struct Scripted {
    tries: Mutex<BTreeMap<String, usize>>,
    under_way: AtomicUsize,
    most_under_way: AtomicUsize,
    /// Whether the self-test fails.
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
            partial: None,
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
    /// Grades all. Returns the sorted names of written, unchanged and postponed submissions.
    fn run(&self, stop: &Stop) -> (Result<Ended>, [Vec<String>; 3]) {
        let mut names: [Vec<String>; 3] = Default::default();
        let plan = Plan {
            workers: 3,
            pauses: [Duration::from_millis(1); 2],
        };
        let ended = batch::run(
            &self.marking,
            self.jobs.clone(),
            plan,
            stop,
            |event| match event {
                Event::Written(brief) => names[0].push(brief.name),
                Event::Unchanged(brief) => names[1].push(brief.name),
                Event::Postponed(name, _) => names[2].push(name),
            },
        );
        for names in &mut names {
            names.sort();
        }
        (ended, names)
    }

    fn result(&self, job: usize) -> Graded {
        let file = &self.jobs[job].file;
        self.marking
            .results
            .load(file)
            .unwrap_or_else(|| panic!("there is no result {file}"))
    }

    fn complete(&self) -> [Vec<String>; 3] {
        let (ended, names) = self.run(&Stop::default());
        assert_eq!(ended.unwrap(), Ended::Complete);
        names
    }
}

#[test]
fn a_second_run_grades_only_changed_submissions() {
    let class = class(&["fine", "fine", "fine", "fine", "fine", "fine"]);
    let [written, unchanged, _] = class.complete();
    assert_eq!((written.len(), unchanged.len()), (6, 0));
    let most = class.marking.grade.most_under_way.load(Ordering::Relaxed);
    assert!((1..=3).contains(&most), "{most} were under way at once");
    let [written, unchanged, _] = class.complete();
    assert_eq!((written.len(), unchanged.len()), (0, 6));

    // A changed submission, a damaged result, an empty result, and the result of another submission.
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
fn a_submission_with_a_grader_error_is_graded_again_and_never_gets_a_zero() {
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
        (3, GradedStatus::Error, "the grader panicked: a bug"),
        (4, GradedStatus::Error, "who knows"),
        (5, GradedStatus::Graded, ""),
    ] {
        let graded = class.result(job);
        assert_eq!(graded.status, status, "{}", graded.result.submission);
        let tasks = &graded.result.tasks;
        let has_error = tasks.iter().any(|task| task.status == TaskStatus::Error);
        assert_eq!(has_error, status == GradedStatus::Error);
        assert!(graded.notes.join(" ").contains(part), "{:?}", graded.notes);
    }
    // Only submissions with a grader error are graded again.
    let [written, unchanged, _] = class.complete();
    assert_eq!(unchanged.len(), 3, "a grader error is never final");
    assert_eq!(written, ["1 fails", "3 panics", "4 unsure"]);
}

#[test]
fn an_error_of_a_stretch_check_is_no_reason_to_grade_again() {
    let class = class(&["unsure_beyond"]);
    let [written, _, postponed] = class.complete();
    assert_eq!((written.len(), postponed.len()), (1, 0));
    assert_eq!(class.result(0).status, GradedStatus::Graded);
    let [written, unchanged, _] = class.complete();
    assert_eq!((written.len(), unchanged.len()), (0, 1), "it is final");
}

#[test]
fn a_submission_that_fails_beside_others_is_graded_again_alone() {
    let class = class(&["fails_beside_others", "fine"]);
    let [written, _, postponed] = class.complete();
    assert_eq!(postponed, ["0 fails_beside_others"]);
    assert_eq!(written.len(), 2);
    assert_eq!(class.result(0).status, GradedStatus::Graded);
}

#[test]
fn a_failed_self_test_ends_the_batch() {
    for submissions in [3, 30] {
        let mut class = class(&vec!["fails"; submissions]);
        class.marking.grade.is_broken = true;
        let (ended, names) = class.run(&Stop::default());
        let error = format!("{:#}", ended.unwrap_err());
        assert_eq!(error, "the grader does not work: no compiler");
        assert!(names[0].is_empty());
        assert!(names[2].len() >= submissions.min(20), "{names:?}");
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
fn an_interrupted_batch_can_be_continued() {
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
fn an_unreadable_submission_is_reported_and_not_graded() {
    let class = class(&["fine", "fine"]);
    fs::remove_dir_all(&class.jobs[0].entry.path).unwrap();
    let [written, ..] = class.complete();
    assert_eq!(written.len(), 2);
    let graded = class.result(0);
    assert_eq!(graded.status, GradedStatus::Unreadable);
    assert_eq!(graded.notes, ["it was deleted during grading"]);
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
fn a_write_error_ends_the_batch_and_leaves_other_results_intact() {
    let class = class(&["fine", "fine"]);
    class.complete();
    let results = class.marking.results.dir().join("results");
    let kept = fs::read(results.join(&class.jobs[0].file)).unwrap();
    // A file cannot replace a non-empty folder, not even for root.
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
