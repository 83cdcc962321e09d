//! `report.html`: a page without external resources, about the class and each submission.
//!
//! It is made of maud templates, which are checked by the compiler and escape text. Text from submissions, rosters and
//! results goes through [`foreign`] first.

mod detail;
mod grid;
mod mistakes;
mod overview;

use super::ClassFormat;
use crate::class::Class;
use anyhow::Result;
use base64::{Engine, prelude::BASE64_STANDARD};
use grader::{output::visible, svg::inline_style};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use mistakes::Mistakes;
use sha2::{Digest, Sha256};

/// The page. It loads nothing, and its policy allows only its own script, by hash.
pub(super) struct Page;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

impl ClassFormat for Page {
    fn file_name(&self) -> &'static str {
        "report.html"
    }

    fn contents(&self, class: &Class) -> Result<Vec<u8>> {
        let style = inline_style() + STYLE;
        let policy = format!(
            "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
            hash(&style),
            hash(SCRIPT)
        );
        let mistakes = Mistakes::new(class);
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    title { "Class report" }
                    // Without this, a browser requests an icon from the site.
                    link rel="icon" href="data:,";
                    style { (PreEscaped(&style)) }
                }
                body {
                    a.skip href="#class" { "To the class" }
                    (overview::header(class))
                    main {
                        (overview::attention(class))
                        (overview::cards(class))
                        (mistakes::mistakes(class, &mistakes))
                        (grid::grid(class, &mistakes))
                        (detail::details(class))
                    }
                    (overview::footer(class))
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        Ok(page.into_string().into_bytes())
    }
}

/// A hash as a source in the content security policy.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// Text from submissions, rosters or results. It must not change the direction of the text after it.
fn foreign(text: &str) -> Markup {
    html! { bdi { (visible(text)) } }
}

/// A part of a whole, in percent.
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64 * 100.0
    }
}

/// `1 submission`, `2 submissions`.
fn number_of(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use grader::outcome::CheckStatus;

    fn page(class: &Class) -> String {
        String::from_utf8(Page.contents(class).unwrap()).unwrap()
    }

    #[test]
    fn everyone_is_on_the_page_and_missing_grades_are_not_zero() {
        let page = page(&sample::class());
        for name in [
            "Ada",
            "broken.zip",
            "unlucky",
            "Nemo",
            "later",
            "twice",
            "the archive is damaged",
            "x.json",
        ] {
            assert!(page.contains(name), "{name}");
        }
        assert!(!page.contains(">0 of"), "a missing grade is not 0");
    }

    #[test]
    fn foreign_text_is_escaped() {
        let attack = "</style></script><script>x()</script>\" onmouseover=\"x()' <img src=x onerror=x()>\u{202e}\u{1b}[31m]]>";
        let mut class = sample::class();
        class.graded[0].result.submission = attack.to_owned();
        class.graded[0].notes.push(attack.to_owned());
        class.graded[0].result.grader.toolchain = attack.to_owned();
        class.not_submitted[0].name = attack.to_owned();
        class.missing.push(attack.to_owned());
        class.unexpected.push(attack.to_owned());
        class.skipped.push(attack.to_owned());
        class.troubles.push(attack.to_owned());
        class.contradicting[0].name = attack.to_owned();
        class.contradicting[0].results.push(attack.to_owned());
        for task in &mut class.graded[0].result.tasks {
            task.task = attack.to_owned();
            for check in &mut task.checks {
                check.id = attack.to_owned();
                check.title = attack.to_owned();
                check.status = CheckStatus::Failed;
                check.message = format!("{attack}\n{attack}");
            }
        }
        let page = page(&class);
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("</style>").count(), 1);
        assert!(
            !page.contains("<img") && !page.contains("onmouseover=\""),
            "an injected attribute or element"
        );
        assert!(!page.contains(['\u{1b}', '\u{202e}']));
    }

    #[test]
    fn an_empty_class_has_a_page() {
        assert!(page(&Class::default()).contains("</html>"));
    }

    #[test]
    fn style_and_script_contain_no_end_tags() {
        assert!(!STYLE.contains('<') && !SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }
}
