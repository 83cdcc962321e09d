use super::*;
use crate::hash::fnv1a;
use unicode_normalization::UnicodeNormalization;

fn file(name: &str) -> String {
    files(&[name.to_owned()]).remove(0)
}

#[test]
fn ordinary_names_are_unchanged() {
    for name in [
        "anna",
        "Zoë Müller",
        "Zoe\u{308}",
        "=1+1",
        "-rf",
        "\"quoted\" 'name'",
        "100%",
        "50% of 20 %",
        "%~",
        "a%~0123456789abcdef",
        "王小明",
        "김철수",
        "علی\u{200c}رضا",
        "Straße",
        "a.zip",
        "Doe, Jane_123_assignsubmission_file_",
    ] {
        assert_eq!(file(name), format!("{name}.json"));
    }
}

#[test]
fn other_names_are_escaped_and_unescaped() {
    for (name, expected) in [
        ("a\nb", "a%0Ab"),
        ("\u{1b}[31m", "%1B[31m"),
        ("\u{85}", "%C2%85"),
        ("\u{202e}cba", "%E2%80%AEcba"),
        ("an\u{200b}na", "an%E2%80%8Bna"),
        ("%41", "%2541"),
        ("%0A", "%250A"),
        ("%4", "%4"),
        ("ü%41\u{200b}", "ü%2541%E2%80%8B"),
        ("a/b\\c", "a%2Fb%5Cc"),
    ] {
        assert_eq!(file(name), format!("{expected}.json"));
        assert_eq!(unescape(expected).as_deref(), Some(name));
    }
}

/// A file system, and its normalization of file names: names with the same normal form are the same file.
type FileSystem = (&'static str, fn(&str) -> String);

const FILE_SYSTEMS: [FileSystem; 6] = [
    ("bytes", |file| file.to_owned()),
    ("lower case", |file| file.to_lowercase()),
    ("upper case", |file| file.to_uppercase()),
    ("composed", |file| file.nfc().collect()),
    ("decomposed, lower case", |file| {
        file.to_lowercase().nfd().collect()
    }),
    ("compatible, upper case", |file| {
        file.to_uppercase().nfkc().collect()
    }),
];

/// After 240 times `x`, both have the same 64-bit FNV-1a hash, so a short hash would not be enough.
const ONE_HASH: [&str; 2] = ["yalh44lr2fcsb", "wvlr5nhznkvra"];

#[test]
fn different_names_have_different_files() {
    let long = "x".repeat(LONGEST);
    let owned =
        |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    let one_hash: Vec<String> = ONE_HASH.map(|end| long.clone() + end).into();
    assert_eq!(fnv1a(one_hash[0].bytes()), fnv1a(one_hash[1].bytes()));
    let marked_anna = file_stem(&files(&owned(&["Anna", "anna"]))[1]);
    let cases: Vec<(&str, Vec<String>)> = vec![
        ("long with one FNV-1a hash", one_hash),
        (
            "long with one beginning",
            vec![long.clone() + "a", long.clone() + "b", long.clone() + "B"],
        ),
        ("case", owned(&["ANNA", "Anna", "anna"])),
        (
            "case beyond ASCII",
            owned(&["ZOË", "zoë", "ΣΑΣ", "σας", "σασ", "Ǆ", "ǅ", "ǆ"]),
        ),
        (
            "case of several letters",
            owned(&[
                "Straße", "STRASSE", "strasse", "STRAẞE", "ﬁ", "fi", "İ", "i\u{307}",
            ]),
        ),
        (
            "signs",
            owned(&["k", "\u{212a}", "å", "\u{212b}", "a\u{30a}"]),
        ),
        ("composition", owned(&["Zoë", "Zoe\u{308}", "ZOE\u{308}"])),
        (
            "order of marks",
            owned(&["a\u{323}\u{302}", "a\u{302}\u{323}", "ậ"]),
        ),
        ("Hangul", owned(&["각", "\u{1100}\u{1161}\u{11a8}"])),
        ("compatibility", owned(&["Ａｎｎａ", "anna", "ª", "a"])),
        (
            "invisible characters",
            owned(&["anna", "an\u{200b}na", "anna\u{fe0f}", "an%E2%80%8Bna"]),
        ),
        (
            "joiners",
            owned(&["علی\u{200c}رضا", "علیرضا", "علی\u{200d}رضا"]),
        ),
        (
            "like a name with a hash",
            vec![
                "Anna".to_owned(),
                "anna".to_owned(),
                marked_anna.clone(),
                marked_anna.to_uppercase(),
                marked_anna.replace("%~", "％～"),
                marked_anna.replace("%~", "%\u{200b}~"),
            ],
        ),
        (
            "like an escaped name",
            owned(&["a\nb", "a%0Ab", "a%0ab", "a%250Ab"]),
        ),
    ];
    for (what, names) in cases {
        let files = files(&names);
        for (system, same) in FILE_SYSTEMS {
            let different: BTreeSet<String> = files.iter().map(|file| same(file)).collect();
            assert_eq!(different.len(), names.len(), "{what}, {system}: {files:?}");
        }
        assert!(files.iter().all(|file| file.len() <= 255), "{what}");

        let mut turned = names.clone();
        turned.reverse();
        let mut again = self::files(&turned);
        again.reverse();
        assert_eq!(again, files, "{what}, in another order");
    }
}

fn file_stem(file: &str) -> String {
    file.trim_end_matches(".json").to_owned()
}

#[test]
fn the_first_of_names_that_differ_only_in_case_keeps_its_file() {
    let files = files(&["anna", "ANNA"].map(str::to_owned));
    assert_eq!(files[1], "ANNA.json");
    assert!(files[0].starts_with("anna%~"), "{files:?}");
}
