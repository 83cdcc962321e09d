//! The class report in a real browser: Chromium, driven by chromedriver. Where they are not installed nothing is
//! tested, unless `BROWSER_TEST=required` says that they must be. `BROWSER_PICTURES=DIR` keeps what was to be seen.

#![cfg(feature = "classroom")]

mod made_up;
mod webdriver;

use classroom::class::{Graded, GradedStatus};
use serde_json::{Value, json};
use std::{fs, path::PathBuf, process::Command, time::Instant};
use webdriver::{Browser, ENTER, TAB};

/// A report of these submissions, in a folder that is removed at the end.
fn report(class: &[Graded]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let mut manifest = made_up::manifest(class);
    manifest.submissions.push(made_up::HOSTILE.to_owned());
    manifest.skipped.push(made_up::HOSTILE.to_owned());
    made_up::write(dir.path(), class, Some(&manifest));
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("report")
        .arg(dir.path())
        .output()
        .expect("the program can be started");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let page = dir.path().join("report.html");
    (dir, page)
}

fn browser() -> Option<Browser> {
    let browser = Browser::start();
    let required = std::env::var("BROWSER_TEST").is_ok_and(|value| value == "required");
    assert!(
        browser.is_some() || !required,
        "chromium and chromedriver are needed: apt-get install chromium chromium-driver"
    );
    if browser.is_none() {
        eprintln!("not tested: chromium or chromedriver is not installed");
    }
    browser
}

/// What no page may do, whatever it shows.
fn assert_sound(browser: &Browser) {
    let complaints = browser.complaints();
    assert!(complaints.is_empty(), "{complaints:#?}");
    let requests = browser.requests();
    assert!(!requests.is_empty(), "the page itself is a request");
    for request in requests {
        assert!(
            request.starts_with("file://") && request.ends_with("/report.html")
                || request.starts_with("data:"),
            "{request}"
        );
    }
    let injected = browser.run(
        "return {
            run: window.injected === undefined,
            elements: document.querySelectorAll('script, style, title:not(svg title), img, iframe, object, form').length,
            attributes: [...document.querySelectorAll('*')].filter((one) =>
                [...one.attributes].some((attribute) => attribute.name.startsWith('on'))).length,
        }",
    );
    assert_eq!(
        injected,
        json!({"run": true, "elements": 3, "attributes": 0})
    );
}

#[test]
fn whatever_submissions_hold_the_page_stays_what_it_is() {
    let Some(browser) = browser() else { return };
    let mut class = made_up::class(6);
    class.extend((0..3).map(made_up::hostile));
    let (_dir, page) = report(&class);
    browser.open(&page);
    assert_eq!(
        browser.run("return document.querySelectorAll('#grid tbody tr').length"),
        11
    );
    browser.run("document.querySelector('#open').click()");
    browser.picture("hostile");
    assert_sound(&browser);
    // The sound page is one on which something could have happened.
    let text = browser.run("return document.body.innerText");
    assert!(
        text.as_str()
            .expect("a text")
            .contains("</style></script><script>window.injected=1</script>")
    );
}

#[test]
fn everything_can_be_reached_and_used_by_keyboard() {
    let Some(browser) = browser() else { return };
    let mut class = made_up::class(30);
    class[4].status = GradedStatus::Error;
    let (_dir, page) = report(&class);
    browser.open(&page);

    // First comes a link to what most want to see.
    browser.press(&[TAB]);
    assert_eq!(focused(&browser, "className"), "skip");
    browser.press(&[ENTER]);
    assert_eq!(browser.run("return location.hash"), "#class");

    // A name leads to what is told of it, and takes the focus there.
    for _ in 0..60 {
        browser.press(&[TAB]);
        assert_ne!(
            browser.run("return getComputedStyle(document.activeElement).outlineStyle"),
            "none",
            "focus is seen"
        );
        if browser.run("return document.activeElement.matches('#grid a')") == true {
            break;
        }
    }
    let link = focused(&browser, "hash");
    browser.press(&[ENTER]);
    assert_eq!(browser.run("return location.hash"), link);
    let reached = "const around = document.activeElement.closest('details.submission');
        return document.activeElement.tagName + ' ' + around.open + ' #s' + around.dataset.row";
    assert_eq!(
        browser.run(reached),
        format!("SUMMARY true {}", link.as_str().expect("an address"))
    );
    browser.picture("details");
    browser.press(&[' ']);
    assert_eq!(
        browser.run("return document.activeElement.parentElement.open"),
        false
    );

    // Headers sort; what has no grade comes last either way.
    for (times, order) in [(1, "descending"), (2, "ascending")] {
        browser.run("document.querySelectorAll('#grid thead button')[6].focus()");
        browser.press(&[ENTER]);
        let sorted = browser.run(
            "return {
                order: document.querySelectorAll('#grid thead th')[6].getAttribute('aria-sort'),
                totals: [...document.querySelectorAll('#grid tbody tr')].map((row) => row.cells[6].textContent),
            }",
        );
        assert_eq!(sorted["order"], order, "pressed {times} times");
        let totals: Vec<Option<i64>> = sorted["totals"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|total| total.as_str()?.parse().ok())
            .collect();
        let known: Vec<i64> = totals.iter().copied().flatten().collect();
        assert_eq!(known.len(), 29);
        assert!(totals[29..].iter().all(Option::is_none), "{totals:?}");
        let ordered = if order == "ascending" {
            known.is_sorted()
        } else {
            known.iter().rev().is_sorted()
        };
        assert!(ordered, "{order}: {known:?}");
    }

    // Typing filters the grid and what is below it.
    browser.run("document.querySelector('#search').focus()");
    let name = &class[3].result.submission;
    browser.press(&name.to_lowercase().chars().collect::<Vec<_>>());
    let shown = "return [...document.querySelectorAll('#grid tbody tr, details.submission')]
        .filter((one) => !one.hidden).length";
    assert_eq!(browser.run(shown), 2, "{name}");
    browser.run("document.querySelector('#reset').click()");
    // A mistake shows who made it.
    browser.run("document.querySelector('button[data-mistake]').focus()");
    browser.press(&[ENTER]);
    let made = browser.run(
        "const button = document.querySelector('button[data-mistake]');
        return [button.getAttribute('aria-pressed'),
            parseInt(button.closest('tr').querySelector('.number').textContent),
            [...document.querySelectorAll('#grid tbody tr')].filter((one) => !one.hidden).length]",
    );
    assert_eq!(made[0], "true");
    assert_eq!(made[1], made[2], "as many as the table says");
    assert_sound(&browser);
}

fn focused(browser: &Browser, property: &str) -> Value {
    browser.run(&format!("return document.activeElement.{property}"))
}

#[test]
fn it_is_legible_in_light_and_dark_on_a_telephone_and_printed() {
    let Some(browser) = browser() else { return };
    let mut class = made_up::class(30);
    class.push(made_up::hostile(1));
    let (_dir, page) = report(&class);
    browser.open(&page);
    browser.run("document.querySelector('#open').click()");
    let mut backs = Vec::new();
    for scheme in ["light", "dark"] {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.devtools("Emulation.setEmulatedMedia", &features);
        backs.push(browser.run("return getComputedStyle(document.body).backgroundColor"));
        let poor = browser.run(POOR_CONTRAST);
        assert_eq!(poor, json!([]), "{scheme}: text that is hard to read");
        browser.run("scrollTo(0, 0)");
        browser.picture(scheme);
        browser.run("document.querySelector('svg.timeline').closest('details').scrollIntoView()");
        browser.picture(&format!("{scheme}-details"));
    }
    assert_ne!(backs[0], backs[1]);

    let telephone = json!({"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true});
    browser.devtools("Emulation.setDeviceMetricsOverride", &telephone);
    let wide = browser.run(
        "return document.documentElement.scrollWidth <= 360 ? [] : [...document.querySelectorAll('body *')]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > 361)
            .map((one) => one.outerHTML.slice(0, 120)).slice(-5)",
    );
    assert_eq!(wide, json!([]), "wider than a telephone");
    browser.run("scrollTo(0, 0)");
    browser.picture("telephone");
    browser.run("document.querySelector('#class').scrollIntoView()");
    browser.picture("telephone-grid");
    browser.devtools("Emulation.clearDeviceMetricsOverride", &json!({}));

    browser.devtools("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    let printed = browser.run(
        "const seen = (what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility()).length;
        return [seen('.tools'), seen('#grid tbody tr') > 30, seen('details.submission') > 30]",
    );
    assert_eq!(
        printed,
        json!([0, true, true]),
        "tools are for the screen, the class and what is open is for paper"
    );
    assert_sound(&browser);
}

/// Text that stands out from what is behind it by less than 4.5 to 1: <https://www.w3.org/TR/WCAG22/#contrast-minimum>.
const POOR_CONTRAST: &str = "
    const parse = (color) => color.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
        .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const back = (one) => {
        for (; one; one = one.parentElement) {
            const color = parse(getComputedStyle(one).backgroundColor);
            if (color.length === 3 || color[3] === 1) return color;
        }
        return [255, 255, 255];
    };
    const poor = new Set();
    for (const one of document.querySelectorAll('body *:not(svg *, script)')) {
        const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        if (!own || !one.checkVisibility()) continue;
        const [a, b] = [light(parse(getComputedStyle(one).color)), light(back(one))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) poor.add(`${one.tagName}.${one.className} ${ratio.toFixed(1)}`);
    }
    return [...poor]";

#[test]
fn a_thousand_submissions_open_at_once() {
    let Some(browser) = browser() else { return };
    let (_dir, page) = report(&made_up::class(1000));
    let size = fs::metadata(&page).expect("there is a page").len();
    assert!(size < 10 << 20, "{size} bytes");
    let start = Instant::now();
    browser.open(&page);
    let rows = browser.run("return document.querySelectorAll('#grid tbody tr').length");
    let time = start.elapsed().as_secs_f64();
    assert_eq!(rows, 1002);
    println!(
        "1,000 submissions: {:.1} MB, open after {time:.1} s",
        size as f64 / 1e6
    );
    let typed = browser.run(
        "const begin = performance.now();
        const search = document.querySelector('#search');
        search.value = 'ada';
        search.dispatchEvent(new Event('input'));
        document.querySelectorAll('#grid thead button')[6].click();
        document.body.offsetHeight;
        return performance.now() - begin",
    );
    println!("filtered and sorted in {typed} ms");
    assert_sound(&browser);
}
