//! Recognizes sentences.

/// Whether a text contains a sentence: at least three words, or five characters of a script without spaces.
pub(super) fn is_sentence(text: &str) -> bool {
    const FEWEST_WORDS: usize = 3;
    const FEWEST_SIGNS: usize = 5;
    let mut in_code = false;
    let mut prose = String::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("```") || line.starts_with("~~~") {
            in_code = !in_code;
        } else if !in_code {
            prose.push_str(line);
            prose.push(' ');
        }
    }
    let upper = prose.trim_start().to_uppercase();
    if ["TODO", "FIXME", "XXX"]
        .iter()
        .any(|mark| upper.starts_with(mark))
    {
        return false;
    }
    let words = prose
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count();
    // Han, kana, Hangul, Thai, Lao, Khmer and Burmese.
    let signs = prose
        .chars()
        .filter(|sign| {
            matches!(sign, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
                | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
        })
        .count();
    words >= FEWEST_WORDS || signs >= FEWEST_SIGNS
}

#[cfg(test)]
mod tests {
    use super::is_sentence;

    #[test]
    fn three_words_are_a_sentence_in_any_script() {
        for text in [
            " Waits a while.",
            "Attend un délai aléatoire.",
            "随机等待一段时间。",
            "ランダムに待つ",
            "# Task 1\n\nRuns all waits.",
        ] {
            assert!(is_sentence(text), "{text}");
        }
        for text in [
            "",
            " wait_n",
            "TODO: write this up",
            "Waits.",
            "```\na b c d\n```",
            "... -- !!",
        ] {
            assert!(!is_sentence(text), "{text}");
        }
    }
}
