use super::*;
use crate::class::Person;

fn roster() -> Roster {
    Roster::parse(
        "name,email,id\n\
         Zoë Müller,zm@x.org,1001\n\
         \"Doe, Jane\",jane.doe@x.org,1002\n\
         Bob Li,bob@x.org,boblee\n\
         Bob Li,other@x.org,1004\n\
         Carl,carl@x.org,1\n"
            .as_bytes(),
    )
    .unwrap()
}

#[test]
fn names_lead_to_persons() {
    for (name, id) in [
        ("Zoë Müller", Some("zm@x.org")),
        ("zoë_müller", Some("zm@x.org")),
        ("Müller Zoë", Some("zm@x.org")),
        ("zm", Some("zm@x.org")),
        ("zm@x.org", Some("zm@x.org")),
        ("1001", Some("zm@x.org")),
        ("Zoë Müller_4711_assignsubmission_file_", Some("zm@x.org")),
        ("Jane Doe", Some("jane.doe@x.org")),
        ("Doe, Jane", Some("jane.doe@x.org")),
        ("jane.doe", Some("jane.doe@x.org")),
        (
            "Jane Doe_12_assignsubmission_file_work",
            Some("jane.doe@x.org"),
        ),
        ("doejane_LATE_1002_333_work", Some("jane.doe@x.org")),
        ("async-course-boblee", Some("bob@x.org")),
        // Two persons have this name.
        ("Bob Li", None),
        // Too short to be more than chance.
        ("work_1", None),
        ("1", Some("carl@x.org")),
        ("Zoë", None),
        ("stranger", None),
        ("", None),
    ] {
        let matched = roster().match_with(&[name.to_owned()]);
        let found = matched.persons[0].as_ref().map(|person| person.id.as_str());
        assert_eq!(found, id, "{name:?}");
    }
}

#[test]
fn what_is_unclear_is_told() {
    let names = ["Bob Li", "zm", "1001", "stranger"].map(str::to_owned);
    let matched = roster().match_with(&names);
    assert_eq!(matched.unexpected, ["Bob Li", "stranger"]);
    assert_eq!(
        matched.notes,
        [
            "Bob Li could be of Bob Li (bob@x.org) or Bob Li (other@x.org): it is left to nobody",
            "Zoë Müller (zm@x.org) has several submissions: zm, 1001",
        ]
    );
    let absent: Vec<_> = matched
        .not_submitted
        .iter()
        .map(|person| &*person.id)
        .collect();
    assert_eq!(
        absent,
        ["jane.doe@x.org", "bob@x.org", "other@x.org", "carl@x.org"]
    );
}

/// Whether a name fits a member in each of the ways, as the module's documentation tells them.
fn fits(member: &Member, name: &str) -> [bool; WAYS] {
    let called = |name: &str| {
        let own = &member.person.name;
        let turned = own.split_once(',');
        let turned = turned.map(|(last, first)| format!("{first} {last}"));
        let last_first = words(own)
            .rsplit_once(' ')
            .is_some_and(|(first, last)| format!("{last} {first}") == words(name));
        let mut texts = member.ids.iter().chain([own]).chain(&turned);
        last_first || texts.any(|text| words(text) == words(name))
    };
    let address = |name: &str| {
        let mut locals = member.ids.iter().filter_map(|id| id.split_once('@'));
        locals.any(|(local, _)| words(local) == words(name))
    };
    let owner = moodle_owner(name);
    let lower = name.to_lowercase();
    let named = member.ids.iter().any(|id| {
        let id = id.split('@').next().unwrap().to_lowercase();
        let last = lower.strip_suffix(&*id);
        id.chars().count() >= 3
            && (lower.split('_').any(|part| part == id)
                || last.is_some_and(|rest| rest.ends_with('-')))
    });
    [
        called(name),
        address(name),
        owner.is_some_and(called),
        owner.is_some_and(address),
        named,
    ]
}

#[test]
fn the_index_finds_whom_a_look_at_each_member_finds() {
    const PARTS: [&str; 14] = [
        "an", "Ann", "LEE", "lee", "Zoë", "ΣΑΣ", " ", ",", "-", "_", ".", "@", "12", "-ann",
    ];
    const MOODLE: [&str; 3] = ["", "_12_assignsubmission_file", "_x_assignsubmission_file"];
    let mut random = fastrand::Rng::with_seed(1);
    let text = |random: &mut fastrand::Rng| -> String {
        let parts = (0..random.usize(1..5)).map(|_| PARTS[random.usize(..PARTS.len())]);
        parts.collect()
    };
    let mut found_by = [0; WAYS];
    for round in 0..300 {
        let members: Vec<Member> = (0..random.usize(1..12))
            .map(|_| {
                let ids: Vec<String> = (0..random.usize(1..3)).map(|_| text(&mut random)).collect();
                let (name, id) = (text(&mut random), ids[0].clone());
                Member {
                    person: Person { name, id },
                    ids,
                }
            })
            .collect();
        let names: Vec<String> = (0..30)
            .map(|_| text(&mut random) + MOODLE[random.usize(..MOODLE.len())])
            .collect();
        let found = Index::of(&names).find(&members);
        for (name, found) in names.iter().zip(found) {
            let fits: Vec<[bool; WAYS]> = members.iter().map(|member| fits(member, name)).collect();
            let way = (0..WAYS).find(|way| fits.iter().any(|fits| fits[*way]));
            let expected: Vec<usize> = (0..members.len())
                .filter(|member| way.is_some_and(|way| fits[*member][way]))
                .collect();
            assert_eq!(found, expected, "{round}: {name:?} in {members:?}");
            if let Some(way) = way {
                found_by[way] += 1;
            }
        }
    }
    assert!(found_by.iter().all(|count| *count > 10), "{found_by:?}");
}
