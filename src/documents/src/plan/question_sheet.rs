//! A sheet per colleague with the questions that nobody could answer.

use bcm::date::Date;
use bcm::field::{Column, Field, FieldKind};
use bcm::questionnaire::{Question, Questionnaire};
use serde_json::Value;

use super::view::View;
use crate::{Block, Cover, Document, Layout, Meta, Run};

/// What is asked, and by when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionOptions {
    /// Ids of the questions; those answered with "I do not know" when it is empty.
    pub questions: Vec<String>,
    /// Who asks: a function.
    pub asked_by: Option<String>,
    /// The day by which the sheet comes back.
    pub return_by: Option<Date>,
}

/// A page per colleague: the questions to find out, what the levels mean, and room to answer.
pub fn question_sheet(view: &View, questionnaire: &Questionnaire, options: &QuestionOptions, meta: &Meta) -> Document {
    let asked: Vec<&Question> =
        questionnaire.questions.iter().filter(|it| is_asked(view, questionnaire, it, options)).collect();
    let mut colleagues: Vec<&str> = Vec::new();
    for question in &asked {
        if !colleagues.contains(&question.ask.as_str()) {
            colleagues.push(&question.ask);
        }
    }
    let cover = Cover { subtitle: questionnaire.title.clone(), ..Cover::default() };
    let mut blocks = vec![Block::Cover(cover)];
    if asked.is_empty() {
        blocks.push(Block::text("Er is niets uit te zoeken: elke vraag heeft een antwoord, of nog geen."));
    }
    for (index, colleague) in colleagues.iter().enumerate() {
        if index > 0 {
            blocks.push(Block::PageBreak);
        }
        blocks.extend(sheet(questionnaire, options, colleague));
        let own = asked.iter().filter(|it| it.ask == *colleague);
        blocks.extend(own.flat_map(|it| self::question(questionnaire, it)));
    }
    super::document(meta, "Vragen om uit te zoeken, per collega", Layout::Card, blocks)
}

fn is_asked(view: &View, questionnaire: &Questionnaire, question: &Question, options: &QuestionOptions) -> bool {
    if !options.questions.is_empty() {
        return options.questions.contains(&question.id);
    }
    let answer = view.at(&format!("questionnaires/{}/answers/{}/answer", questionnaire.id, question.id));
    answer.and_then(Value::as_str) == Some("unknown")
}

fn sheet(questionnaire: &Questionnaire, options: &QuestionOptions, colleague: &str) -> Vec<Block> {
    let line = |label: &str, value: Option<String>| {
        let value = value.unwrap_or_else(|| "………………………………………………".to_owned());
        Block::Paragraph(vec![Run::bold(format!("{label}: ")), Run::plain(value)])
    };
    let by = options.return_by.map(Date::in_words);
    vec![
        Block::heading(1, format!("Vragen voor {colleague}"), ""),
        Block::text(format!(
            "We vullen “{}” in. Op deze vragen wisten we het antwoord niet. Weet jij het?",
            questionnaire.short_title
        )),
        line("Gevraagd door", options.asked_by.clone()),
        line("Terug ten laatste op", by),
    ]
}

/// Lines to write on.
const ROWS: u32 = 3;

fn question(questionnaire: &Questionnaire, question: &Question) -> Vec<Block> {
    let number = questionnaire.number(&question.id).unwrap_or_default();
    let levels = questionnaire.scale.iter().zip(&question.levels);
    let levels = levels.enumerate().map(|(score, (level, text))| format!("{score} {}: {text}", level.label));
    let field = |id: &str, label: &str, kind| {
        let id = format!("{}.{}.{id}", questionnaire.id, question.id);
        Block::Field(Field { id, label: label.to_owned(), hint: None, kind })
    };
    let mut choices: Vec<String> = questionnaire.scale.iter().map(|it| it.label.clone()).collect();
    choices.push(questionnaire.unknown.label.clone());
    let options = choices.iter().enumerate().map(|(score, label)| match score < questionnaire.scale.len() {
        true => format!("{score} {label}"),
        false => label.clone(),
    });
    let reason = Column { id: "waar".to_owned(), label: "Waaraan zie je dat? Waar staat het?".to_owned(), width: None };
    vec![
        Block::heading(2, format!("{number}. {}", question.text), ""),
        Block::text(question.hint.clone()),
        Block::list(false, levels),
        field("niveau", "Jouw antwoord", FieldKind::Choice { options: options.collect() }),
        field("uitleg", "Toelichting", FieldKind::Table { columns: vec![reason], rows: ROWS }),
    ]
}
