//! Submissions that cannot lie in a repository: links that lead outside, pipes, devices, names with line ends, bytes
//! that are no text, and very many files.

use crate::canary::Canary;
use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
};

/// Makes all of them in the folder of a class.
pub fn make(canary: &Canary, class: &Path) {
    let class = Class {
        canary: canary.folder(),
        folder: class,
    };
    class.links();
    class.pipes_and_devices();
    class.names();
    class.bytes();
    class.crowds();
}

struct Class<'a> {
    canary: &'a Path,
    folder: &'a Path,
}

const RIGHT: &str = include_str!("../../../concurrent_coroutines/src/lib.rs");

impl Class<'_> {
    /// A submission of task 1 and its folder of sources, in which nothing is yet.
    fn submission(&self, name: &str, tries: &str, must_not_pass: &str, says: &str) -> PathBuf {
        let folder = self.folder.join(name);
        let sources = folder.join("concurrent_coroutines/src");
        fs::create_dir_all(&sources).unwrap();
        let mut text = format!("// Tries: {tries}\n// Must not pass: {must_not_pass}\n");
        if !says.is_empty() {
            text += &format!("// Says: {says}\n");
        }
        fs::write(folder.join("expectation"), text).unwrap();
        sources
    }

    fn links(&self) {
        let other = self.canary.join("other/concurrent_coroutines");
        let sources = self.submission(
            "made_link_as_root",
            "to hand in the solution of another submission, by a link.",
            "compiles",
            "lib.rs is a link",
        );
        symlink(other.join("src/lib.rs"), sources.join("lib.rs")).unwrap();

        let sources = self.submission(
            "made_link_as_sources",
            "the same with the folder of sources.",
            "compiles",
            "src is a link",
        );
        fs::remove_dir(&sources).unwrap();
        symlink(other.join("src"), &sources).unwrap();

        let sources = self.submission(
            "made_link_as_crate",
            "the same with the crate's folder.",
            "compiles",
            "concurrent_coroutines is a link",
        );
        let folder = sources.parent().unwrap();
        fs::remove_dir_all(folder).unwrap();
        symlink(&other, folder).unwrap();

        let sources = self.submission(
            "made_link_as_module",
            "the same with a module.",
            "compiles",
            "file not found",
        );
        fs::write(sources.join("lib.rs"), format!("{RIGHT}\nmod other;\n")).unwrap();
        symlink(self.canary.join("secret.rs"), sources.join("other.rs")).unwrap();

        let sources = self.submission(
            "made_link_in_a_circle",
            "to lead whoever follows links in a circle.",
            "nothing",
            "",
        );
        fs::write(sources.join("lib.rs"), RIGHT).unwrap();
        symlink(".", sources.join("circle")).unwrap();
        symlink("/", sources.join("everything")).unwrap();
    }

    fn pipes_and_devices(&self) {
        let sources = self.submission(
            "made_pipe_as_root",
            "to make whoever reads it wait.",
            "compiles",
            "lib.rs is neither a file nor a folder",
        );
        run("mkfifo", &[sources.join("lib.rs").to_str().unwrap()]);

        let sources = self.submission(
            "made_pipe_as_module",
            "the same with a module.",
            "compiles",
            "file not found",
        );
        fs::write(sources.join("lib.rs"), format!("{RIGHT}\nmod other;\n")).unwrap();
        run("mkfifo", &[sources.join("other.rs").to_str().unwrap()]);

        if rustix::process::geteuid().is_root() {
            let sources = self.submission(
                "made_device_as_root",
                "to be read without end.",
                "compiles",
                "lib.rs is neither a file nor a folder",
            );
            let device = sources.join("lib.rs");
            run("mknod", &[device.to_str().unwrap(), "c", "1", "5"]);
        }

        let sources = self.submission(
            "made_enormous_file",
            "to be read for a very long time.",
            "compiles",
            "larger than 1 MB",
        );
        let file = fs::File::create(sources.join("lib.rs")).unwrap();
        file.set_len(1 << 40).unwrap();
    }

    fn names(&self) {
        // The compiler writes the names of what it has included line by line.
        for (name, inside, target) in [
            ("made_name_of_a_secret", true, self.canary.join("secret.rs")),
            ("made_name_of_a_device", true, PathBuf::from("/dev/zero")),
            (
                "made_name_of_a_secret_outside",
                false,
                self.canary.join("secret.rs"),
            ),
            (
                "made_name_of_a_device_outside",
                false,
                PathBuf::from("/dev/zero"),
            ),
        ] {
            let says = if inside {
                "control character"
            } else {
                "No such file"
            };
            let sources = self.submission(
                name,
                "to name another file in the list of what it was compiled from.",
                "compiles",
                says,
            );
            let (folder, way) = if inside {
                (sources.clone(), "")
            } else {
                (sources.join("../.."), "../../")
            };
            let target = target.to_str().unwrap();
            let file = folder.join(format!("line\n{target}"));
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, "// harmless\n").unwrap();
            let include = format!(
                "{RIGHT}\nconst _: &str = include_str!({:?});\n",
                format!("{way}line\n{target}")
            );
            fs::write(sources.join("lib.rs"), include).unwrap();
        }

        let sources = self.submission(
            "made_name_that_steers",
            "to steer a terminal with the name of a file.",
            "compiles",
            "control character",
        );
        let name = "\u{1b}[2J\u{7}.rs";
        let path = "#[path = \"\\u{1b}[2J\\u{7}.rs\"]\nmod other;\n";
        fs::write(sources.join("lib.rs"), format!("{RIGHT}\n{path}")).unwrap();
        fs::write(sources.join(name), "").unwrap();

        let sources = self.submission(
            "made_name_of_markup",
            "to be taken for HTML, a formula or an option by the name of a file.",
            "no_warnings",
            "<img src=x onerror=alert(1)>",
        );
        let name = "=1+1,--help <img src=x onerror=alert(1)> '&amp;";
        let path = format!("#[path = \"{name}.rs\"]\nmod other;\n");
        fs::write(sources.join("lib.rs"), format!("{RIGHT}\n{path}")).unwrap();
        fs::write(sources.join(format!("{name}.rs")), "fn unused() {}\n").unwrap();
    }

    fn bytes(&self) {
        let bom = [b"\xef\xbb\xbf".as_slice(), RIGHT.as_bytes()].concat();
        let windows = RIGHT.replace('\n', "\r\n").into_bytes();
        let old = RIGHT.replace('\n', "\r").into_bytes();
        let nul = [
            RIGHT.as_bytes(),
            b"// \0\nconst A: &str = \"\0\";\n".as_slice(),
        ]
        .concat();
        let latin = [RIGHT.as_bytes(), b"// caf\xe9\n".as_slice()].concat();
        let wide: Vec<u8> = format!("\u{feff}{RIGHT}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let unended = RIGHT.trim_end().as_bytes().to_owned();
        let line = format!("{RIGHT}// {}\n", "x".repeat(900_000)).into_bytes();
        let crowded =
            format!("{RIGHT}\nconst _: &[u8] = &[{}];\n", "1, ".repeat(100_000)).into_bytes();
        for (name, tries, must_not_pass, says, bytes) in [
            (
                "made_mark_of_order",
                "to begin with a mark.",
                "nothing",
                "",
                bom,
            ),
            (
                "made_lines_of_windows",
                "to end lines in another way.",
                "nothing",
                "",
                windows,
            ),
            (
                "made_lines_of_old",
                "to be one line for some, and many for others.",
                "compiles",
                "",
                old,
            ),
            (
                "made_zero_bytes",
                "to end where nothing ends.",
                "nothing",
                "",
                nul,
            ),
            (
                "made_latin",
                "to be no text.",
                "compiles",
                "not UTF-8",
                latin,
            ),
            (
                "made_wide",
                "to be text for others.",
                "compiles",
                "not UTF-8",
                wide,
            ),
            (
                "made_unended",
                "to end without an end.",
                "final_newline",
                "does not end with a newline",
                unended,
            ),
            ("made_long_line", "to be hard to read.", "nothing", "", line),
            (
                "made_crowded_line",
                "to be hard to read for programs.",
                "nothing",
                "",
                crowded,
            ),
        ] {
            let sources = self.submission(name, tries, must_not_pass, says);
            fs::write(sources.join("lib.rs"), bytes).unwrap();
        }
    }

    fn crowds(&self) {
        let sources = self.submission(
            "made_ten_thousand_files",
            "to keep whoever reads it busy.",
            "compiles",
            "more than 256 source files",
        );
        fs::write(sources.join("lib.rs"), RIGHT).unwrap();
        for index in 0..10_000 {
            fs::write(sources.join(format!("file{index}.rs")), "").unwrap();
        }

        let sources = self.submission(
            "made_many_large_files",
            "to fill the memory of whoever reads it as syntax.",
            "compiles",
            "larger than 1 MB together",
        );
        let text = format!("pub fn f() {{ {} }}\n", ";".repeat(2_000)).repeat(300);
        let names: Vec<String> = (0..27).map(|index| format!("file{index}")).collect();
        let modules: String = names.iter().map(|name| format!("mod {name};\n")).collect();
        fs::write(sources.join("lib.rs"), format!("{RIGHT}{modules}")).unwrap();
        for name in names {
            fs::write(sources.join(name).with_extension("rs"), &text).unwrap();
        }

        let sources = self.submission(
            "made_deep_folders",
            "to lead whoever reads it deep down.",
            "nothing",
            "",
        );
        fs::write(sources.join("lib.rs"), RIGHT).unwrap();
        let mut deep = sources;
        for _ in 0..1_000 {
            deep.push("a");
        }
        fs::create_dir_all(deep).unwrap();
    }
}

fn run(program: &str, arguments: &[&str]) {
    let status = Command::new(program).args(arguments).status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "cannot make {arguments:?}"
    );
}
