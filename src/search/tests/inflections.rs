//! The stemmer on the inflections of the domain, and on words that only look alike.

use search::{term_of, tokens};

fn lines(text: &'static str) -> impl Iterator<Item = (Vec<&'static str>, bool)> {
    text.lines().filter(|it| !it.starts_with('#') && !it.trim().is_empty()).map(|line| {
        let irregular = line.ends_with(" !");
        (line.trim_end_matches(" !").split_whitespace().collect(), irregular)
    })
}

fn key(word: &str) -> String {
    let mut key = String::new();
    tokens(word, |token| key.push_str(&term_of(token.word)));
    key
}

/// How many groups must meet: all but some strong verbs, foreign words and comparatives.
const MET: usize = 184;
/// How many pairs may fall together.
const TOGETHER: usize = 1;

/// How many groups of inflections meet in one key.
#[test]
fn inflections_meet() {
    let (mut met, mut all, mut regular, mut missed) = (0usize, 0, 0, Vec::new());
    for (forms, irregular) in lines(include_str!("inflections.txt")) {
        all += 1;
        let keys: Vec<String> = forms.iter().map(|it| key(it)).collect();
        if keys.windows(2).all(|it| it[0] == it[1]) {
            met += 1;
            regular += u32::from(!irregular);
        } else if !irregular {
            missed
                .push(forms.iter().zip(&keys).map(|(form, key)| format!("{form}={key}")).collect::<Vec<_>>().join(" "));
        }
    }
    let missed = missed.join("\n");
    println!("{met} of {all} groups meet, {regular} of them regular; regular ones apart:\n{missed}");
    assert!(met >= MET, "{met} of {all} groups meet; regular ones apart:\n{missed}");
}

/// Pairs of different words that must keep different keys.
#[test]
fn words_that_look_alike_stay_apart() {
    let wrong: Vec<String> = lines(include_str!("apart.txt"))
        .filter(|(pair, _)| key(pair[0]) == key(pair[1]))
        .map(|(pair, _)| pair.join(" "))
        .collect();
    println!("{} pairs fall together: {}", wrong.len(), wrong.join(", "));
    assert!(wrong.len() <= TOGETHER, "{} pairs fall together: {}", wrong.len(), wrong.join(", "));
}
