use super::*;

fn listed(names: &[&str], ids: &[&str], numbers: &[&str]) -> Listed {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Listed {
        names: owned(names),
        ids: owned(ids),
        numbers: owned(numbers),
    }
}

fn find(list: &[Listed], name: &str, person: Option<&Person>) -> Vec<usize> {
    owners(list, [Submitted { name, person }]).remove(0)
}

#[test]
fn submissions_are_matched_by_name() {
    const ZOE: usize = 0;
    const JANE: usize = 1;
    const BOB: usize = 2;
    const OTHER_BOB: usize = 3;
    const CARL: usize = 4;
    let list = [
        listed(&["Zoë Müller"], &["zm@x.org", "1001"], &[]),
        listed(&["Doe, Jane"], &["jane.doe@x.org", "1002"], &["481"]),
        listed(&["Bob Li"], &["bob@x.org", "boblee"], &[]),
        listed(&["Bob Li"], &["other@x.org", "1004"], &[]),
        listed(&["Carl O'Neill"], &["carl@x.org", "1"], &[" 17 "]),
    ];
    for (name, expected) in [
        ("Zoë Müller", &[ZOE][..]),
        ("zoë_müller", &[ZOE]),
        ("Müller Zoë", &[ZOE]),
        // As file systems of Macs spell it.
        ("Zoe\u{308} Mu\u{308}ller", &[ZOE]),
        ("ZOË\u{200b} MÜLLER", &[ZOE]),
        ("Zoe Muller", &[]),
        ("zm", &[ZOE]),
        ("zm@x.org", &[ZOE]),
        ("1001", &[ZOE]),
        ("Zoë Müller_4711_assignsubmission_file_", &[ZOE]),
        ("Jane Doe", &[JANE]),
        ("Doe, Jane", &[JANE]),
        ("jane.doe", &[JANE]),
        ("Jane Doe_12_assignsubmission_file_work", &[JANE]),
        ("doejane_LATE_1002_333_work", &[JANE]),
        ("doejane_LATE_481_1001_work", &[JANE]),
        ("Jane Doe_17_assignsubmission_file", &[CARL]),
        ("async-course-boblee", &[BOB]),
        ("Bob Li", &[BOB, OTHER_BOB]),
        ("carl o’neill", &[CARL]),
        // The id is too short.
        ("work_1", &[]),
        ("1", &[CARL]),
        ("Zoë", &[]),
        ("stranger", &[]),
        ("?", &[]),
        ("", &[]),
    ] {
        assert_eq!(find(&list, name, None), expected, "{name:?}");
    }
}

#[test]
fn the_roster_takes_precedence_over_the_name_and_its_id_over_its_name() {
    let list = [
        listed(&["Ann Lee"], &["a@x.org"], &["7"]),
        listed(&["Lee, Ann"], &["b@x.org"], &["8"]),
        listed(&["Jan Roe"], &["c@x.org"], &["9"]),
    ];
    for (name, person, id, expected) in [
        ("Jan Roe", "Ann Lee", "B@x.org", &[1][..]),
        ("Jan Roe", "Ann Lee", "unknown", &[0, 1]),
        ("Jan Roe", "nobody", "unknown", &[2]),
        ("x_7_y", "Ann Lee", "b@x.org", &[0]),
    ] {
        let person = Person {
            name: person.to_owned(),
            id: id.to_owned(),
        };
        assert_eq!(find(&list, name, Some(&person)), expected, "{person:?}");
    }
}

/// The module's rules in order, for one person, without an index.
fn fits(listed: &Listed, name: &str) -> [bool; 6] {
    let called = |name: &str| {
        let mut ids = listed.ids.iter();
        !id_key(name).is_empty()
            && (ids.any(|id| id_key(id) == id_key(name))
                || listed
                    .names
                    .iter()
                    .any(|own| name_key(own) == name_key(name)))
    };
    let address = |name: &str| {
        let mut locals = listed.ids.iter().filter_map(|id| id.split_once('@'));
        !id_key(name).is_empty() && locals.any(|(local, _)| id_key(local) == id_key(name))
    };
    let mut parts = name.split('_').skip(1);
    let number = parts.find(|part| part.parse::<u32>().is_ok());
    let owner = moodle_owner(name);
    let lower = folded(name);
    let marked = listed.ids.iter().any(|id| {
        let id = folded(id.split('@').next().unwrap_or_default().trim());
        let before = lower.strip_suffix(&*id);
        id.chars().count() >= 3
            && (lower.split('_').any(|part| part == id)
                || before.is_some_and(|before| before.ends_with('-')))
    });
    [
        number.is_some_and(|number| listed.numbers.iter().any(|own| own == number)),
        called(name),
        address(name),
        owner.is_some_and(called),
        owner.is_some_and(address),
        marked,
    ]
}

#[test]
fn the_index_finds_the_same_people_as_a_linear_search() {
    const PARTS: [&str; 14] = [
        "an", "Ann", "LEE", "lee", "Zoë", "ΣΑΣ", " ", ",", "-", "_", ".", "@", "12", "-ann",
    ];
    const MOODLE: [&str; 3] = ["", "_34_assignsubmission_file", "_x_assignsubmission_file"];
    let mut random = fastrand::Rng::with_seed(1);
    let text = |random: &mut fastrand::Rng| -> String {
        let parts = (0..random.usize(1..5)).map(|_| PARTS[random.usize(..PARTS.len())]);
        parts.collect()
    };
    let mut found_by = [0; 6];
    for round in 0..80 {
        let list: Vec<Listed> = (0..random.usize(1..8))
            .map(|_| Listed {
                names: vec![text(&mut random)],
                ids: (0..random.usize(1..3))
                    .map(|_| text(&mut random) + ["", "@x.org"][random.usize(..2)])
                    .collect(),
                numbers: vec![["5", "5", "5", "12", "34"][random.usize(..5)].to_owned()],
            })
            .collect();
        for _ in 0..30 {
            let name = text(&mut random) + MOODLE[random.usize(..MOODLE.len())];
            let fits: Vec<[bool; 6]> = list.iter().map(|listed| fits(listed, &name)).collect();
            let way = (0..6).find(|way| fits.iter().any(|fits| fits[*way]));
            let expected: Vec<usize> = (0..list.len())
                .filter(|person| way.is_some_and(|way| fits[*person][way]))
                .collect();
            assert_eq!(
                find(&list, &name, None),
                expected,
                "{round}: {name:?} in {list:?}"
            );
            if let Some(way) = way {
                found_by[way] += 1;
            }
        }
    }
    assert!(found_by.iter().all(|count| *count > 5), "{found_by:?}");
}
