//! The files in `integrations/`, as far as one machine can try them.

#![cfg(feature = "classroom")]

use clap::{CommandFactory, Parser};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use xtask::cli::Cli;
use yaml_rust2::{Yaml, YamlLoader};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("integrations")
}

/// Every file below the folder, with its text.
fn files() -> Vec<(PathBuf, String)> {
    fn below(folder: &Path, all: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).expect("a folder can be read") {
            let path = entry.expect("a folder can be read").path();
            if path.is_dir() {
                below(&path, all);
            } else {
                let text = fs::read_to_string(&path).expect("a file can be read");
                all.push((path, text));
            }
        }
    }
    let mut all = Vec::new();
    below(&folder(), &mut all);
    all.sort();
    all
}

fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending == "yml" || ending == "yaml")
}

/// A file of Kubernetes or GitHub.
fn yaml(name: &str) -> Yaml {
    let text = fs::read_to_string(folder().join(name)).expect("a file can be read");
    let mut documents =
        YamlLoader::load_from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(documents.len(), 1, "{name}");
    documents.remove(0)
}

/// All texts in a document.
fn texts(yaml: &Yaml, all: &mut Vec<String>) {
    match yaml {
        Yaml::String(text) => all.push(text.clone()),
        Yaml::Array(items) => items.iter().for_each(|item| texts(item, all)),
        Yaml::Hash(pairs) => pairs.iter().for_each(|(_, value)| texts(value, all)),
        _ => {}
    }
}

/// Whether the command is part of this program.
fn has(command: &str) -> bool {
    let there = Cli::command().find_subcommand(command).is_some();
    if !there {
        eprintln!("not tested: there is no command `{command}`");
    }
    there
}

#[test]
fn scripts_are_well_formed_and_can_be_run() {
    let mut scripts = 0;
    for (path, text) in files() {
        if !text.starts_with("#!") {
            continue;
        }
        scripts += 1;
        let name = path.display();
        assert!(text.starts_with("#!/usr/bin/env bash\n"), "{name}");
        assert!(
            text.contains("\nset -euo pipefail\n"),
            "{name} goes on after an error"
        );
        let output = Command::new("bash")
            .arg("-n")
            .arg(&path)
            .output()
            .expect("there is a shell");
        assert!(output.status.success(), "{name}: {output:?}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path)
                .expect("it is there")
                .permissions()
                .mode();
            assert_eq!(mode & 0o111, 0o111, "{name} cannot be run");
        }
    }
    assert_eq!(scripts, 6);
}

#[test]
fn every_command_in_them_is_one_that_this_program_knows() {
    let mut commands = Vec::new();
    for (path, text) in files() {
        let mut parts = Vec::new();
        if is_yaml(&path) {
            for document in YamlLoader::load_from_str(&text).expect("it is YAML") {
                texts(&document, &mut parts);
            }
        } else if path.extension().is_none_or(|ending| ending != "md") {
            parts.push(text);
        }
        for part in parts {
            let part = part.replace("\\\n", " ");
            for line in part
                .lines()
                .filter(|line| !line.trim_start().starts_with('#'))
            {
                if let Some((_, rest)) = line
                    .split_once("cargo xtask ")
                    .or_else(|| line.split_once("/cargo\" xtask "))
                {
                    commands.push((path.clone(), rest.to_owned()));
                }
            }
        }
    }
    assert!(commands.len() >= 9, "{commands:#?}");
    for (path, command) in commands {
        let words = words(&command);
        if !has(&words[0]) {
            continue;
        }
        let arguments = ["xtask".to_owned()].into_iter().chain(words);
        if let Err(error) = Cli::try_parse_from(arguments) {
            panic!("{}: {command}\n{error}", path.display());
        }
    }
}

/// The words of a command, as far as these files need a shell: a variable is 1, or what stands for it where it is
/// empty.
fn words(command: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = command;
    while let Some((before, after)) = rest.split_once('$') {
        text += before;
        let closing = if after.starts_with("((") {
            Some("))")
        } else {
            after.starts_with('{').then_some("}")
        };
        if let Some(closing) = closing {
            let (inside, after) = after.split_once(closing).expect("what is opened is closed");
            text += inside
                .split_once(":-")
                .map_or("1", |(_, otherwise)| otherwise);
            rest = after;
        } else {
            text += "1";
            rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        }
    }
    text += rest;
    let command = text.split(['>', '|', ';', '&']).next().unwrap_or_default();
    command
        .replace('"', "")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

#[test]
fn kubernetes_jobs_are_what_they_have_to_be() {
    let job = yaml("kubernetes/grade-class.yaml");
    assert_eq!(job["apiVersion"].as_str(), Some("batch/v1"));
    assert_eq!(job["kind"].as_str(), Some("Job"));
    assert_eq!(job["spec"]["completionMode"].as_str(), Some("Indexed"));
    let pod = &job["spec"]["template"]["spec"];
    let container = &pod["containers"][0];
    let command = container["args"][0].as_str().expect("a command");
    let shards = job["spec"]["completions"].as_i64().expect("a number");
    assert!(
        command.contains(&format!(
            "--shard \"$((JOB_COMPLETION_INDEX + 1))/{shards}\""
        )),
        "{command}"
    );
    for (name, job) in [
        ("grade", job.clone()),
        ("merge", yaml("kubernetes/merge-class.yaml")),
    ] {
        let pod = &job["spec"]["template"]["spec"];
        assert_eq!(pod["restartPolicy"].as_str(), Some("Never"), "{name}");
        assert_eq!(
            pod["automountServiceAccountToken"].as_bool(),
            Some(false),
            "{name}"
        );
        assert_eq!(
            pod["securityContext"]["runAsNonRoot"].as_bool(),
            Some(true),
            "{name}"
        );
        let container = &pod["containers"][0];
        assert_eq!(
            container["securityContext"]["allowPrivilegeEscalation"].as_bool(),
            Some(false),
            "{name}"
        );
        let mounts = container["volumeMounts"].as_vec().expect("a list");
        let volumes = pod["volumes"].as_vec().expect("a list");
        for mount in mounts {
            assert!(
                volumes.iter().any(|volume| volume["name"] == mount["name"]),
                "{name}: {mount:?}"
            );
        }
    }
}

#[test]
fn the_workflow_has_as_many_machines_as_it_says() {
    let workflow = yaml("github-actions/grade-class.yml");
    let shards = workflow["env"]["SHARDS"].as_i64().expect("a number");
    let grade = &workflow["jobs"]["grade"];
    let matrix = grade["strategy"]["matrix"]["shard"]
        .as_vec()
        .expect("a list");
    let matrix: Vec<i64> = matrix.iter().filter_map(Yaml::as_i64).collect();
    assert_eq!(matrix, (1..=shards).collect::<Vec<i64>>());
    assert_eq!(workflow["permissions"]["contents"].as_str(), Some("read"));
    assert_eq!(workflow["jobs"]["merge"]["needs"].as_str(), Some("grade"));
    // An input that stood in a script itself could be a script.
    for job in ["grade", "merge"] {
        for step in workflow["jobs"][job]["steps"].as_vec().expect("a list") {
            let script = step["run"].as_str().unwrap_or_default();
            assert!(!script.contains("${{"), "{script}");
            let output = Command::new("bash")
                .args(["-n", "-c", script])
                .output()
                .expect("there is a shell");
            assert!(output.status.success(), "{script}: {output:?}");
        }
    }
}

#[test]
fn the_projects_own_workflow_is_well_formed() {
    let workflow = yaml("../../.github/workflows/ci.yml");
    assert_eq!(workflow["permissions"]["contents"].as_str(), Some("read"));
    assert!(!workflow["on"].is_badvalue());
    let jobs = workflow["jobs"].as_hash().expect("there are jobs");
    let mut commands = Vec::new();
    for (name, job) in jobs {
        let known = ["runs-on", "timeout-minutes", "strategy", "steps"];
        for (key, _) in job.as_hash().expect("a job is a map") {
            assert!(
                known.iter().any(|known| key.as_str() == Some(known)),
                "{name:?}: {key:?}"
            );
        }
        assert!(job["runs-on"].as_str().is_some(), "{name:?}");
        for step in job["steps"].as_vec().expect("a job has steps") {
            let script = match (step["uses"].as_str(), step["run"].as_str()) {
                (Some(action), None) => {
                    assert!(action.contains('@'), "{action} has no version");
                    continue;
                }
                (None, Some(script)) => script,
                _ => panic!("{name:?}: a step either uses or runs something: {step:?}"),
            };
            assert!(!script.contains("${{"), "{script}");
            let output = Command::new("bash").args(["-n", "-c", script]).output();
            assert!(
                output.expect("there is a shell").status.success(),
                "{script}"
            );
            commands.push(script.to_owned());
        }
    }
    for command in &commands {
        let is_ours = command.starts_with("cargo xtask ") || command.starts_with("cargo +");
        if let Some((_, arguments)) = command.split_once(" xtask ").filter(|_| is_ours) {
            let arguments = ["xtask".to_owned()].into_iter().chain(words(arguments));
            if let Err(error) = Cli::try_parse_from(arguments) {
                panic!("{command}\n{error}");
            }
        }
        let mut words = command.split_whitespace();
        while let Some(word) = words.next() {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            let path = match (word, words.clone().next()) {
                ("--package", Some("xtask")) => continue,
                ("--package", Some(package @ ("grader" | "classroom"))) => root.join(package),
                ("--package", Some(package)) => root.join("..").join(package),
                ("--test", Some(test)) => root.join("tests").join(test).with_extension("rs"),
                (".ci/run", _) => root.join("../.ci/run"),
                _ => continue,
            };
            assert!(path.exists(), "{command}: there is no {}", path.display());
        }
    }
    assert!(commands.iter().any(|command| command == ".ci/run"));
}

#[test]
fn the_autograder_leaves_a_result_for_gradescope() {
    if !has("grade") {
        return;
    }
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let (autograder, course) = (dir.path(), Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    let submitted = autograder
        .join("submission")
        .join("basic_async_syntax")
        .join("src");
    fs::create_dir_all(&submitted).expect("a folder can be made");
    fs::copy(
        course.join("basic_async_syntax/src/lib.rs"),
        submitted.join("lib.rs"),
    )
    .expect("a file can be copied");
    let output = Command::new(folder().join("gradescope/run_autograder"))
        .env("AUTOGRADER", autograder)
        .env("COURSE", &course)
        .output()
        .expect("the script can be started");
    assert!(output.status.success(), "{output:?}");
    let results = fs::read(autograder.join("results/results.json")).expect("there is a result");
    let results: Value = serde_json::from_slice(&results).expect("it is JSON");
    let first = |test: &&Value| test["tags"][0] == "basic_async_syntax";
    let tests = results["tests"].as_array().expect("it has tests");
    let points: u64 = tests
        .iter()
        .filter(first)
        .filter_map(|test| test["max_score"].as_u64())
        .sum();
    assert!(points > 0);
    assert_eq!(
        results["score"], points,
        "the reference of one task was submitted: {results:#}"
    );
}
