//! The ten questions as data, the rules against vectors, and what holds for any answers.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bcm::questionnaire::{Answer, Answers, Evaluation, Horizon, Questionnaire, Response, evaluate};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// A vector: run here and, from the same file, in the browser.
#[derive(Debug, Serialize, Deserialize)]
struct Vector {
    name: String,
    answers: Answers,
    evaluation: Option<Evaluation>,
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn ten_questions() -> Questionnaire {
    let text = fs::read_to_string(root().join("data/questionnaires/ten-questions.yaml")).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

fn vectors() -> Vec<Vector> {
    let text = fs::read_to_string(root().join("tests/vectors/ten-questions.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_ten_questions_have_no_problems() {
    assert_eq!(ten_questions().problems(), []);
}

#[test]
fn vectors_give_the_accepted_evaluation() {
    let questionnaire = ten_questions();
    let mut vectors = vectors();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        for vector in &mut vectors {
            vector.evaluation = Some(evaluate(&questionnaire, &vector.answers));
        }
        let text = serde_json::to_string_pretty(&vectors).unwrap() + "\n";
        fs::write(root().join("tests/vectors/ten-questions.json"), text).unwrap();
    }
    for vector in vectors {
        let evaluation = evaluate(&questionnaire, &vector.answers);
        assert_eq!(Some(evaluation), vector.evaluation, "{}", vector.name);
    }
}

fn answers(levels: &[(&str, Answer)]) -> Answers {
    let response = |answer| Response { answer: Some(answer), ..Response::default() };
    levels.iter().map(|&(id, answer)| (id.to_owned(), response(answer))).collect()
}

fn all(answer: Answer) -> Answers {
    let questionnaire = ten_questions();
    let ids: Vec<_> = questionnaire.questions.iter().map(|it| (it.id.as_str(), answer)).collect();
    answers(&ids)
}

#[test]
fn what_decides_the_first_days_comes_first() {
    let mut given = all(Answer::Level(0));
    given.extend(answers(&[("v8", Answer::Level(1)), ("v3", Answer::Level(1)), ("v2", Answer::Level(2))]));
    let evaluation = evaluate(&ten_questions(), &given);
    let order: Vec<_> = evaluation.ranking.iter().map(|it| it.question.as_str()).collect();
    assert_eq!(order, ["v6", "v5", "v8", "v3", "v7", "v1", "v4", "v9", "v10", "v2"]);
    assert!(evaluation.ranking[..3].iter().all(|it| it.begin_here));
    assert!(evaluation.ranking[3..].iter().all(|it| !it.begin_here));
}

#[test]
fn unknown_is_never_a_zero() {
    let mut given = all(Answer::Level(4));
    given.extend(answers(&[("v1", Answer::Unknown), ("v2", Answer::Unknown), ("v3", Answer::Unknown)]));
    let evaluation = evaluate(&ten_questions(), &given);
    assert_eq!((evaluation.total, evaluation.max), (Some(28), 28));
    assert_eq!(evaluation.profile.as_deref(), Some("tested"));
    assert_eq!(evaluation.to_find_out, ["v3", "v2", "v1"]);
}

#[test]
fn a_name_needs_every_question_and_few_unknown() {
    let questionnaire = ten_questions();
    let mut given = all(Answer::Level(2));
    assert_eq!(evaluate(&questionnaire, &given).profile.as_deref(), Some("working"));
    given.remove("v9");
    assert_eq!(evaluate(&questionnaire, &given).profile, None);
    let unknown = [("v9", Answer::Unknown), ("v1", Answer::Unknown), ("v2", Answer::Unknown)];
    given.extend(answers(&unknown));
    assert!(evaluate(&questionnaire, &given).profile.is_some());
    given.extend(answers(&[("v3", Answer::Unknown)]));
    assert_eq!(evaluate(&questionnaire, &given).profile, None);
}

#[test]
fn problems_name_their_place() {
    let mut questionnaire = ten_questions();
    questionnaire.questions[2].levels.pop();
    questionnaire.questions[3].id = "V 4".into();
    questionnaire.start.first.push("v99".into());
    questionnaire.actions.retain(|it| it.when != Horizon::Week);
    let places: Vec<_> = questionnaire.problems().into_iter().map(|it| it.place).collect();
    for place in ["questions[2].levels", "questions[3].id", "start.first[3]", "actions"] {
        assert!(places.iter().any(|it| it == place), "{place} in {places:?}");
    }
}

#[test]
fn unknown_keys_in_the_data_are_refused() {
    let text = fs::read_to_string(root().join("data/questionnaires/ten-questions.yaml")).unwrap();
    let text = text.replacen("    hint:", "    hnit: x\n    hint:", 1);
    assert!(serde_saphyr::from_str::<Questionnaire>(&text).is_err());
}

fn any_response() -> impl Strategy<Value = Response> {
    let answer = prop_oneof![
        Just(None),
        Just(Some(Answer::Unknown)),
        (0..=4_u8).prop_map(|it| Some(Answer::Level(it))),
        any::<u8>().prop_map(|it| Some(Answer::Level(it))),
    ];
    let evidence = prop::collection::btree_set("[a-z-]{0,12}", 0..3);
    (answer, evidence, ".{0,20}").prop_map(|(answer, evidence, note)| Response {
        answer,
        evidence: evidence.into_iter().collect::<Vec<_>>().into(),
        note,
        practice: None,
    })
}

fn any_answers() -> impl Strategy<Value = Answers> {
    prop::collection::btree_map("v([1-9]|1[0-2])", any_response(), 0..14).prop_map(|it| it.into_iter().collect())
}

proptest! {
    #[test]
    fn the_evaluation_is_true_for_any_answers(answers in any_answers()) {
        let questionnaire = ten_questions();
        let evaluation = evaluate(&questionnaire, &answers);

        let level = |id: &String| match answers.get(id)?.answer? {
            Answer::Level(it) if it <= 4 => Some(u32::from(it)),
            _ => None,
        };
        let levels: Vec<u32> = questionnaire.questions.iter().filter_map(|it| level(&it.id)).collect();
        prop_assert_eq!(evaluation.answered, levels.len());
        prop_assert_eq!(evaluation.total.unwrap_or(0), levels.iter().sum::<u32>());
        prop_assert_eq!(evaluation.total.is_none(), levels.is_empty());
        prop_assert_eq!(evaluation.answered + evaluation.unknown + evaluation.open, 10);
        prop_assert!(evaluation.profile.is_none() || (evaluation.open == 0 && evaluation.unknown <= 3));

        let ranked: BTreeSet<_> = evaluation.ranking.iter().map(|it| &it.question).collect();
        let asked: BTreeSet<_> = questionnaire.questions.iter().map(|it| &it.id).collect();
        prop_assert_eq!(evaluation.ranking.len(), 10);
        prop_assert_eq!(ranked, asked);

        let horizons: Vec<_> = evaluation.steps.iter().map(|it| it.when).collect();
        prop_assert_eq!(horizons, Horizon::ALL);
        let actions: BTreeSet<_> = evaluation.steps.iter().map(|it| &it.action).collect();
        prop_assert_eq!(actions.len(), 3);
        for step in &evaluation.steps {
            let action = questionnaire.action(&step.action).unwrap();
            prop_assert_eq!(step.because.map(u32::from), level(&step.question));
            prop_assert!(step.because.map_or(action.start, |it| action.levels.contains(&it)));
        }
        let gone: Vec<_> = answers.keys().filter(|it| questionnaire.question(it).is_none()).cloned().collect();
        prop_assert_eq!(evaluation.gone, gone);
    }
}
