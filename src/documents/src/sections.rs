//! Parts of a document that are made from the data of the plan: model messages, decisions, cards of
//! scenarios, the ladder of exercises. What the portal says once is typed once.

use bcm::field::{Field, FieldKind, FormSection};
use bcm::plan::{Decision, Exercise, Message, Scenario};

/// Room to write by hand where a text has a gap.
const GAP: &str = "……………………";

/// A message to copy, with its gaps; each line of it is a paragraph.
pub fn message(message: &Message) -> FormSection {
    let head = format!("Voor: {}. Kanaal: {}.", without_stop(&message.audience), without_stop(&message.channel));
    let text = message.text.replace('…', GAP);
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    FormSection { text: Some(paragraphs(std::iter::once(head.as_str()).chain(lines))), ..section(&message.title) }
}

/// A decision of the college: the text to copy, what to think of, and room for the outcome.
pub fn decision(decision: &Decision) -> FormSection {
    let id = |what: &str| format!("beslissing-{}-{what}", decision.number);
    let outcomes = ["Akkoord", "Akkoord, met een wijziging", "Uitgesteld"].map(str::to_owned).to_vec();
    FormSection {
        text: Some(paragraphs([decision.text.replace('…', GAP).as_str(), &format!("Let op: {}", decision.help)])),
        fields: vec![
            field(&id("uitkomst"), "Uitkomst", FieldKind::Choice { options: outcomes }),
            field(&id("wijziging"), "Wijziging of opmerking", FieldKind::Text),
        ],
        ..section(&format!("Beslissing {}: {}", decision.number, decision.title))
    }
}

/// The card of a scenario: what it may be, what comes first, what to do, what to know beforehand.
pub fn scenario(scenario: &Scenario) -> FormSection {
    let id = |what: &str| format!("{}-{what}", scenario.id.to_lowercase());
    let questions = scenario.questions.iter().enumerate();
    let mut fields = vec![field(&id("leiding"), "Wie leidt (functie en vervanger)", FieldKind::Line)];
    fields.extend(questions.map(|(at, it)| field(&id(&format!("vraag-{}", at + 1)), it, FieldKind::Text)));
    let first = format!("Eerste beslissing: {}", scenario.first_decision);
    let duration = format!("Reken op: {}", scenario.duration);
    FormSection {
        new_page: true,
        text: Some(paragraphs([first.as_str(), &duration])),
        steps: scenario.steps.clone(),
        fields,
        ..section(&format!("{} {}", scenario.id, scenario.title))
    }
}

/// A rung of the ladder of exercises, with room to plan it.
pub fn exercise(exercise: &Exercise) -> FormSection {
    let id = |what: &str| format!("trede-{}-{what}", exercise.level);
    let proof = format!("Bewijs: {}", exercise.proof);
    FormSection {
        text: Some(paragraphs([exercise.form.as_str(), &proof])),
        fields: vec![
            field(&id("gepland"), "Gepland op", FieldKind::Date),
            field(&id("leiding"), "Wie leidt (functie)", FieldKind::Line),
            field(&id("resultaat"), "Resultaat", FieldKind::Text),
        ],
        ..section(&format!("Trede {}: {} ({})", exercise.level, exercise.title, exercise.duration))
    }
}

fn section(title: &str) -> FormSection {
    FormSection { title: title.to_owned(), new_page: false, text: None, steps: Vec::new(), fields: Vec::new() }
}

fn field(id: &str, label: &str, kind: FieldKind) -> Field {
    Field { id: id.to_owned(), label: label.to_owned(), hint: None, kind }
}

fn paragraphs<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().collect::<Vec<_>>().join("\n\n")
}

fn without_stop(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}
