//! Steps from one schema to the next, for files of every version that was ever written.

use serde_json::Value;

use super::OpenError;

/// A step: a pure function of the whole file.
pub(super) type Migration = fn(Value) -> Result<Value, OpenError>;

/// The first one turns schema 1 into schema 2, and so on. Each has a golden file of the old schema in
/// `tests/golden/`, and one of what it becomes.
pub(super) const MIGRATIONS: &[Migration] = &[answers_are_leaves];

/// Runs every step from `schema` to the present one. A newer file is left as it is.
pub(super) fn migrate(steps: &[Migration], file: Value, schema: u32) -> Result<Value, OpenError> {
    let done = usize::try_from(schema - 1).unwrap_or(usize::MAX);
    steps.iter().skip(done).try_fold(file, |file, step| step(file))
}

/// Schema 2: a level is a number, no longer `{"level": 3}`, so that undoing, comparing and merging
/// treat it as the one value that it is. What is not a level stays as it was.
fn answers_are_leaves(mut file: Value) -> Result<Value, OpenError> {
    let questionnaires = file.pointer_mut("/data/questionnaires").and_then(Value::as_object_mut);
    for questionnaire in questionnaires.into_iter().flat_map(|it| it.values_mut()) {
        let answers = questionnaire.get_mut("answers").and_then(Value::as_object_mut);
        for response in answers.into_iter().flat_map(|it| it.values_mut()).filter_map(Value::as_object_mut) {
            for key in ["answer", "practice"] {
                let level = response.get(key).and_then(Value::as_object).filter(|it| it.len() == 1);
                if let Some(level) = level.and_then(|it| it.get("level")).filter(|it| it.is_u64()).cloned() {
                    response.insert(key.to_owned(), level);
                }
            }
        }
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::SCHEMA;
    use super::*;

    fn rename(mut file: Value) -> Result<Value, OpenError> {
        let moved = file["old"].take();
        file["new"] = moved;
        Ok(file)
    }

    fn refuse(_: Value) -> Result<Value, OpenError> {
        Err(OpenError::Broken { key: "data" })
    }

    #[test]
    fn there_is_one_step_from_each_old_schema() {
        assert_eq!(MIGRATIONS.len() + 1, SCHEMA as usize);
    }

    #[test]
    fn only_steps_after_the_schema_of_the_file_run() {
        let file = json!({"old": 1});
        assert_eq!(migrate(&[refuse, rename], file.clone(), 2).unwrap()["new"], 1);
        assert_eq!(migrate(&[rename, rename], file.clone(), 9).unwrap(), file);
        assert!(migrate(&[refuse, rename], file, 1).is_err());
    }
}
