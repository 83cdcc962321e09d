//! `junit.xml`, as nextest writes it: a test suite for each submission, a test case for each check.

use super::{CONTRADICTING, ClassFormat, NOT_GRADED, state};
use crate::class::{Class, Graded};
use anyhow::Result;
use grader::{
    outcome::{CheckOutcome, CheckStatus, TaskOutcome},
    output::{visible, visible_line},
};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite, XmlString};

/// Failed stretch checks are reported as skipped. A submission without a grade is a suite with one error.
pub(super) struct JUnit;

impl ClassFormat for JUnit {
    fn file_name(&self) -> &'static str {
        "junit.xml"
    }

    fn contents(&self, class: &Class) -> Result<Vec<u8>> {
        let mut report = Report::new("class");
        report.add_test_suites(class.graded.iter().map(suite));
        let contradicting = class.contradicting.iter().map(|contradiction| {
            error(
                &contradiction.name,
                CONTRADICTING,
                &contradiction.results.join("\n"),
            )
        });
        let missing = class
            .missing
            .iter()
            .map(|name| error(name, NOT_GRADED, "there is no result"));
        report.add_test_suites(contradicting.chain(missing));
        Ok(report.to_string()?.into_bytes())
    }
}

fn suite(graded: &Graded) -> TestSuite {
    let name = &graded.result.submission;
    if graded.grade().is_none() && graded.result.tasks.is_empty() {
        return error(name, state(graded), &graded.notes.join("\n"));
    }
    let mut suite = TestSuite::new(clean_line(name));
    for task in &graded.result.tasks {
        suite.add_test_cases(task.checks.iter().map(|check| case(task, check)));
    }
    if graded.grade().is_none() {
        let why = match graded.notes.as_slice() {
            [] => "a check has a grader error".to_owned(),
            notes => notes.join("\n"),
        };
        suite.add_test_case(no_grade(state(graded), &why));
    }
    suite
}

fn case(task: &TaskOutcome, check: &CheckOutcome) -> TestCase {
    let mut status = match (check.status, check.stretch) {
        (CheckStatus::Passed, _) => TestCaseStatus::success(),
        (CheckStatus::Failed, false) => TestCaseStatus::non_success(NonSuccessKind::Failure),
        (CheckStatus::Error, false) => TestCaseStatus::non_success(NonSuccessKind::Error),
        (CheckStatus::Skipped, _) | (CheckStatus::Failed | CheckStatus::Error, true) => {
            TestCaseStatus::skipped()
        }
    };
    if check.status != CheckStatus::Passed {
        let first = check.message.lines().next().unwrap_or_default();
        status.set_message(clean_line(if first.is_empty() {
            &check.title
        } else {
            first
        }));
        if check.status != CheckStatus::Skipped {
            status
                .set_type(clean_line(&check.id))
                .set_description(clean(&check.message));
        }
    }
    let name = format!("{}: {}", check.id, check.title);
    let mut case = TestCase::new(clean_line(&name), status);
    case.set_classname(clean_line(&task.task));
    case
}

fn error(name: &str, state: &str, why: &str) -> TestSuite {
    let mut suite = TestSuite::new(clean_line(name));
    suite.add_test_case(no_grade(state, why));
    suite
}

fn no_grade(state: &str, why: &str) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status
        .set_type(state)
        .set_message(state)
        .set_description(clean(why));
    TestCase::new("there is a grade", status)
}

/// Foreign text, with hidden characters made visible, and without characters that XML does not allow.
fn clean(text: &str) -> XmlString {
    XmlString::new(visible(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"))
}

/// [`clean`] text in one line.
fn clean_line(text: &str) -> XmlString {
    clean(&visible_line(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn junit(class: &Class) -> String {
        String::from_utf8(JUnit.contents(class).unwrap()).unwrap()
    }

    #[test]
    fn every_submission_is_a_suite_and_every_check_a_case() {
        let mut class = sample::class();
        for graded in &mut class.graded {
            graded.result.tasks.retain(|task| task.number == 1);
        }
        class.graded[3].status = crate::class::GradedStatus::Error;
        sample::assert_expected("junit/expected.xml", &junit(&class));
    }

    #[test]
    fn foreign_text_is_escaped() {
        let mut class = sample::class();
        class.graded[0].result.submission = "</testsuite>\"'\u{1b}[31m".to_owned();
        let attack = "]]>\0<x a='\u{fffe}'>\u{1}".to_owned();
        let task = &mut class.graded[0].result.tasks[0];
        task.task.clone_from(&attack);
        let check = &mut task.checks[1];
        check.status = CheckStatus::Failed;
        check.id.clone_from(&attack);
        check.title.clone_from(&attack);
        check.message = attack;
        let xml = junit(&class);
        assert!(!xml.contains("]]>") && !xml.contains("<x "), "{xml}");
        assert!(
            !xml.contains(|c: char| c.is_control() && c != '\n'),
            "{xml}"
        );
    }
}
