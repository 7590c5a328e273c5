//! A question on screen, and the whole questionnaire on paper.

use bcm::questionnaire::{Answer, Answers, Question, Questionnaire, Response, evaluate};
use maud::{Markup, html};

use super::result::steps_list;
use super::{ANSWERS, QuestionnaireTool, RESULT, Work};
use crate::tool::State;
use crate::{Links, words};

/// The screen of one question.
pub(super) fn question_screen(
    tool: &QuestionnaireTool,
    work: &Work,
    question: &Question,
    state: &State,
    links: &Links,
) -> Markup {
    let questions = &work.questionnaire.questions;
    let before = work.current.checked_sub(1).and_then(|it| questions.get(it));
    let after = questions.get(work.current + 1);
    let response = work.record.answers.get(&question.id).cloned().unwrap_or_default();
    let sheet = Sheet {
        questionnaire: work.questionnaire,
        question,
        number: work.current + 1,
        response: &response,
        path: format!("{}/answers/{}", tool.prefix(), question.id),
        two_axes: tool.two_axes(state),
    };
    let axes = format!("{}/two_axes", tool.prefix());
    html! {
        @if work.current == 0 { (intro(work.questionnaire, false)) }
        fieldset.plain-fieldset disabled[state.read_only] {
            legend.visually-hidden { "Vraag " (work.current + 1) " van " (questions.len()) }
            (sheet.fieldset(true, links))
            div.tool-steps {
                @if let Some(it) = before { a.button.second href={ "#" (it.id) } data-step="back" { "Vorige" } }
                a.button href={ "#" (after.map_or(RESULT, |it| &it.id)) } data-step="next" { "Verder" }
                button.button.plain #wis-antwoord type="button" data-act="clear" data-args={ "{\"question\":\"" (question.id) "\"}" } { "Wis dit antwoord" }
            }
            details.more open[tool.two_axes(state)] {
                summary { "Papier en praktijk apart scoren" }
                label.tick {
                    input #twee-assen type="checkbox" data-path=(axes) data-act="ui" checked[tool.two_axes(state)];
                    " " span { "Scoor elke vraag 2 keer: wat op papier staat, en wat in de praktijk gebeurt" }
                }
                p.quiet { "Zo zie je waar een plan bestaat dat niemand gebruikt. Het totaal blijft dat van het eerste cijfer." }
            }
        }
        p.quiet { a href={ "#" (ANSWERS) } { "Bekijk al je antwoorden" } }
    }
}

/// One question, on screen or on paper.
struct Sheet<'a> {
    questionnaire: &'a Questionnaire,
    question: &'a Question,
    number: usize,
    response: &'a Response,
    path: String,
    two_axes: bool,
}

impl Sheet<'_> {
    /// Where an answer is kept; nowhere on paper.
    fn path(&self, field: &str) -> Option<String> {
        (!self.path.is_empty()).then(|| [&self.path, "/", field].concat())
    }

    fn fieldset(&self, screen: bool, links: &Links) -> Markup {
        let Sheet { questionnaire, question, .. } = self;
        let id = &question.id;
        html! {
            fieldset.question id=[(!screen).then_some(id)] data-question=(id) aria-describedby={ (id) "-hint" } {
                legend.question-legend {
                    h2 id={ (id) "-title" } tabindex="-1" data-heading[screen] {
                        span.question-number { "Vraag " (self.number) " van " (questionnaire.questions.len()) }
                        " " (question.text)
                    }
                }
                p.question-hint id={ (id) "-hint" } { (question.hint) }
                @if self.two_axes { p.axis-title { "Op papier" } }
                div.levels {
                    @for (score, (level, text)) in questionnaire.scale.iter().zip(&question.levels).enumerate() {
                        (self.level("answer", self.response.answer, score, &level.label, text))
                    }
                    (self.unknown("answer", self.response.answer))
                }
                @if self.two_axes { (self.practice()) }
                (self.evidence())
                (self.note())
                (background(question, links))
            }
        }
    }

    fn level(&self, field: &str, answer: Option<Answer>, score: usize, label: &str, text: &str) -> Markup {
        let here = matches!(answer, Some(Answer::Level(it)) if usize::from(it) == score);
        html! {
            label.level {
                input type="radio" id={ (self.question.id) "-" (field) "-" (score) } name={ (self.question.id) "-" (field) }
                    value=(score) data-path=[self.path(field)] checked[here];
                span.level-words {
                    span.level-label { span.level-score { (score) } " " (label) } " "
                    span.level-text { (text) }
                }
            }
        }
    }

    fn unknown(&self, field: &str, answer: Option<Answer>) -> Markup {
        let unknown = &self.questionnaire.unknown;
        html! {
            label.level.level-unknown {
                input type="radio" id={ (self.question.id) "-" (field) "-unknown" } name={ (self.question.id) "-" (field) }
                    value="unknown" data-path=[self.path(field)] checked[answer == Some(Answer::Unknown)];
                span.level-words {
                    span.level-label { (unknown.label) } " "
                    span.level-text { (unknown.description) }
                }
            }
        }
    }

    /// The same scale for what is done.
    fn practice(&self) -> Markup {
        html! {
            fieldset.practice {
                legend.axis-title { "In de praktijk" }
                div.levels {
                    @for (score, level) in self.questionnaire.scale.iter().enumerate() {
                        (self.level("practice", self.response.practice, score, &level.label, &level.description))
                    }
                    (self.unknown("practice", self.response.practice))
                }
            }
        }
    }

    fn evidence(&self) -> Markup {
        let group = format!("{}-evidence", self.question.id);
        let known = |id: &str| self.question.evidence.iter().any(|it| it.id == id);
        let gone = self.response.evidence.iter().filter(|it| !known(it));
        html! {
            @if !self.question.evidence.is_empty() {
                div.evidence role="group" aria-labelledby=(group) {
                    p.evidence-title id=(group) { "Wat kun je tonen? " span.optional { "(hoeft niet)" } }
                    @for evidence in &self.question.evidence { (self.tick(&evidence.id, &evidence.label)) }
                    @for id in gone { (self.tick(id, &format!("{id} (staat niet meer in de lijst)"))) }
                }
            }
        }
    }

    fn tick(&self, id: &str, label: &str) -> Markup {
        html! {
            label.tick {
                input type="checkbox" id={ (self.question.id) "-evidence-" (id) } data-set value=(id)
                    data-path=[self.path("evidence")] checked[self.response.evidence.contains(id)];
                " " span { (label) }
            }
        }
    }

    fn note(&self) -> Markup {
        let id = &self.question.id;
        html! {
            p.note {
                label for={ (id) "-note" } { "Notitie " span.optional { "(hoeft niet)" } }
                textarea id={ (id) "-note" } data-path=[self.path("note")] rows="2" aria-describedby={ (id) "-note-hint" } {
                    (self.response.note)
                }
                span.note-hint id={ (id) "-note-hint" } { "Bijvoorbeeld waar het bewijs ligt. Geen namen of wachtwoorden." }
            }
        }
    }
}

/// The whole questionnaire as a paper form, with a table to work out the result by hand.
pub(crate) fn paper(questionnaire: &Questionnaire, links: &Links) -> Markup {
    let nothing = Response::default();
    html! {
        (intro(questionnaire, true))
        // A dialog form outside a dialog goes nowhere: not even the Enter key can send it.
        form.questionnaire method="dialog" autocomplete="off" {
            @for (index, question) in questionnaire.questions.iter().enumerate() {
                @let sheet = Sheet { questionnaire, question, number: index + 1, response: &nothing, path: String::new(), two_axes: false };
                (sheet.fieldset(false, links))
            }
        }
        (by_hand(questionnaire, links))
    }
}

fn intro(questionnaire: &Questionnaire, scale: bool) -> Markup {
    html! {
        div.tool-intro {
            @for paragraph in &questionnaire.intro { p { (paragraph) } }
            p.provenance { (questionnaire.provenance) }
            p { "Wat je invult, blijft op deze computer. Zet er geen namen, telefoonnummers of wachtwoorden in." }
            @if scale { div.scale-help {
                h2 { "Wat de cijfers betekenen" }
                table.scale {
                    caption { "Dezelfde schaal voor elke vraag" }
                    thead { tr { th scope="col" { "Cijfer" } th scope="col" { "In één woord" } th scope="col" { "Wat het betekent" } } }
                    tbody {
                        @for (score, level) in questionnaire.scale.iter().enumerate() {
                            tr { td { (score) } th scope="row" { (level.label) } td { (level.description) } }
                        }
                        tr { td { "geen" } th scope="row" { (questionnaire.unknown.label) } td { (questionnaire.unknown.description) } }
                    }
                }
            } }
        }
    }
}

fn background(question: &Question, links: &Links) -> Markup {
    let help: Vec<_> = question.help.iter().filter_map(|it| links(it)).collect();
    html! {
        div.background {
            @if !help.is_empty() {
                p.background-title { "Meer weten" }
                ul { @for link in help { li { a href=(link.url) { (link.title) } } } }
            }
            @if !question.standards.is_empty() {
                p.standards { "Past bij: " (question.standards.join("; ")) "." }
            }
        }
    }
}

/// How to work out the result by hand.
fn by_hand(questionnaire: &Questionnaire, links: &Links) -> Markup {
    let nothing = evaluate(questionnaire, &Answers::default());
    html! {
        section.paper data-paper aria-labelledby="papier-titel" {
            h2 #papier-titel { "Reken het uit op papier" }
            ol.paper-how {
                li { "Schrijf bij elke vraag het cijfer van je antwoord in de tabel." }
                li { "Koos je “" (questionnaire.unknown.label) "”, schrijf dan geen cijfer. Zet een kruisje bij “uit te zoeken” en vraag het na." }
                li { "Tel alleen de cijfers op." }
                li { (begin_rule(questionnaire)) }
            }
            (score_table(questionnaire))
            (profile_table(questionnaire))
            h3 { "De eerste drie stappen voor elk bestuur" }
            (steps_list(questionnaire, &nothing, links))
        }
    }
}

fn begin_rule(questionnaire: &Questionnaire) -> String {
    let numbers = |ids: &[String]| -> Vec<String> {
        ids.iter().filter_map(|it| questionnaire.number(it)).map(|it| it.to_string()).collect()
    };
    let weak: Vec<String> = (0..=questionnaire.start.weak).map(|it| it.to_string()).collect();
    format!(
        "Staat bij vraag {} een {}? Begin dan daar. Kijk daarna naar vraag {}, in die volgorde. Neem dan het laagste cijfer dat overblijft.",
        words::list(&numbers(&questionnaire.start.first), "of"),
        words::list(&weak, "of"),
        words::list(&numbers(&questionnaire.start.then), "en"),
    )
}

fn score_table(questionnaire: &Questionnaire) -> Markup {
    html! {
        table.paper-scores {
            caption { "Je cijfers" }
            thead { tr {
                th scope="col" { "Vraag" }
                th scope="col" { "Cijfer (0 tot " (questionnaire.top()) ")" }
                th scope="col" { "Uit te zoeken" }
                th scope="col" { "Vraag het aan" }
            } }
            tbody {
                @for (index, question) in questionnaire.questions.iter().enumerate() {
                    tr { th scope="row" { (index + 1) ". " (question.short) } td {} td {} td { (question.ask) } }
                }
                tr { th scope="row" { "Totaal" } td {} td {} td {} }
            }
        }
    }
}

fn profile_table(questionnaire: &Questionnaire) -> Markup {
    html! {
        @if let Some(profiles) = &questionnaire.profiles {
            table.profiles {
                caption { "Wat het totaal zegt, als elke vraag een cijfer heeft" }
                thead { tr { th scope="col" { "Totaal" } th scope="col" { "Naam" } th scope="col" { "Wat het zegt" } } }
                tbody { @for profile in &profiles.names {
                    tr { td { (profile.from) " tot " (profile.to) } th scope="row" { (profile.name) } td { (profile.text) } }
                } }
            }
        }
    }
}
