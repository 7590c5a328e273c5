//! The whole page of a questionnaire. Without JavaScript it is a paper form, with a table to work
//! out the result by hand.

use std::collections::BTreeMap;

use bcm::questionnaire::{Question, Questionnaire, evaluate};
use maud::{Markup, PreEscaped, Render, html};

use crate::region::steps_list;
use crate::{Addresses, Links, words};

/// The body of the page, without its `h1`. Every question is there and can be filled in on paper;
/// controls that need the script are hidden. Without `addresses` the script looks for them on an
/// element around this one.
pub fn questionnaire_page(questionnaire: &Questionnaire, links: &Links, addresses: Option<&Addresses>) -> String {
    let count = questionnaire.questions.len();
    let page = html! {
        (intro(questionnaire))
        (bar())
        nav.jump data-region="progress" aria-label="Vragen" hidden {}
        // A dialog form outside a dialog goes nowhere: not even the Enter key can send it.
        form.questionnaire data-form="questionnaire" method="dialog" autocomplete="off" {
            @for (index, question) in questionnaire.questions.iter().enumerate() {
                (fieldset(questionnaire, question, index + 1, count, links))
            }
            div.tool-steps data-script hidden {
                button.button.second type="button" data-do="back" { "Vorige" }
                button.button type="button" data-do="next" { "Verder" }
                button.button.plain type="button" data-do="clear" { "Wis dit antwoord" }
            }
        }
        section.result #resultaat data-region="result" aria-label="Resultaat" hidden {}
        (paper(questionnaire, links))
        (file_actions())
        (wipe_dialog())
        (replace_dialog())
    };
    root(questionnaire, addresses, &page).into_string()
}

/// The element that the script looks for, with its addresses and what it may say.
fn root(questionnaire: &Questionnaire, addresses: Option<&Addresses>, inside: &Markup) -> Markup {
    let mut attributes = BTreeMap::from(words::SAY);
    attributes.insert("data-tool", "questionnaire");
    attributes.insert("data-id", &questionnaire.id);
    if let Some(addresses) = addresses {
        attributes.insert("data-program", addresses.program);
        attributes.insert("data-wasm", addresses.wasm);
        attributes.insert("data-questionnaire", addresses.questionnaire);
    }
    let attributes: String = attributes.iter().map(|(name, value)| attribute(name, value)).collect();
    html! { (PreEscaped(format!("<div class=\"tool-root\"{attributes}>"))) (inside) (PreEscaped("</div>")) }
}

fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{}\"", value.render().into_string())
}

fn intro(questionnaire: &Questionnaire) -> Markup {
    html! {
        div.tool-intro data-intro {
            @for paragraph in &questionnaire.intro { p { (paragraph) } }
            p.provenance { (questionnaire.provenance) }
            p { "Wat je invult, blijft op deze computer. Zet er geen namen, telefoonnummers of wachtwoorden in." }
            div.scale-help {
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
            }
        }
    }
}

fn bar() -> Markup {
    html! {
        div.tool-bar data-script hidden {
            p.tool-place data-place {}
            p.tool-saved data-saved {}
        }
        p.tool-status data-status role="status" {}
        p.tool-error data-error role="alert" {}
        div.tool-banner data-banner="reader" hidden {
            p { "Je antwoorden staan al open in een ander tabblad. Hier kun je alleen lezen." }
            button.button.second type="button" data-do="take-over" { "Werk hier verder" }
        }
        div.tool-banner data-banner="newer" hidden {
            p data-newer {}
            button.button.second type="button" data-do="return" { "Terug naar mijn eigen antwoorden" }
        }
    }
}

fn fieldset(questionnaire: &Questionnaire, question: &Question, number: usize, count: usize, links: &Links) -> Markup {
    let id = &question.id;
    html! {
        fieldset.question id=(id) data-question=(id) aria-describedby={ (id) "-hint" } {
            legend.question-legend {
                h2 id={ (id) "-title" } tabindex="-1" {
                    span.question-number { "Vraag " (number) " van " (count) }
                    " " (question.text)
                }
            }
            p.question-hint id={ (id) "-hint" } { (question.hint) }
            div.levels {
                @for (score, (level, text)) in questionnaire.scale.iter().zip(&question.levels).enumerate() {
                    label.level {
                        input type="radio" name=(id) value=(score);
                        span.level-words {
                            span.level-label { span.level-score { (score) } " " (level.label) } " "
                            span.level-text { (text) }
                        }
                    }
                }
                label.level.level-unknown {
                    input type="radio" name=(id) value="unknown";
                    span.level-words {
                        span.level-label { (questionnaire.unknown.label) } " "
                        span.level-text { (questionnaire.unknown.description) }
                    }
                }
            }
            (evidence(question))
            p.note {
                label for={ (id) "-note" } { "Notitie " span.optional { "(hoeft niet)" } }
                textarea id={ (id) "-note" } name={ (id) "-note" } rows="2" aria-describedby={ (id) "-note-hint" } {}
                span.note-hint id={ (id) "-note-hint" } { "Bijvoorbeeld waar het bewijs ligt. Geen namen of wachtwoorden." }
            }
            (background(question, links))
        }
    }
}

fn evidence(question: &Question) -> Markup {
    let group = format!("{}-evidence", question.id);
    html! {
        @if !question.evidence.is_empty() {
            div.evidence role="group" aria-labelledby=(group) {
                p.evidence-title id=(group) { "Wat kun je tonen? " span.optional { "(hoeft niet)" } }
                @for evidence in &question.evidence {
                    label.tick {
                        input type="checkbox" name=(group) value=(evidence.id);
                        " " span { (evidence.label) }
                    }
                }
            }
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

fn file_actions() -> Markup {
    html! {
        section.tool-file data-script aria-labelledby="bewaren-titel" hidden {
            h2 #bewaren-titel { "Bewaar je antwoorden" }
            p { "Een bestand is de veiligste plaats: je kunt het later openen, ook op een andere computer." }
            p.name {
                label for="dossier-name" { "Naam van je bestuur " span.optional { "(hoeft niet, komt in de bestandsnaam)" } }
                input #dossier-name type="text" data-name autocomplete="organization" maxlength="80";
            }
            div.tool-actions {
                button.button type="button" data-do="save" { "Bewaar als bestand" }
                button.button.second type="button" data-do="open" { "Open een bestand" }
                button.button.second type="button" data-do="print" { "Druk af" }
                button.button.danger type="button" data-do="wipe" { "Wis alles op deze computer" }
            }
            input type="file" data-file accept=".json,application/json" aria-label="Open een bestand" tabindex="-1" hidden;
        }
        p.tool-fallback data-fallback hidden { button.button type="button" data-do="print" { "Druk af" } }
    }
}

fn wipe_dialog() -> Markup {
    html! {
        dialog.tool-dialog data-dialog="wipe" aria-labelledby="wis-titel" {
            form method="dialog" {
                h2 #wis-titel { "Alles wissen op deze computer?" }
                p { "Je antwoorden verdwijnen uit deze browser. Bestanden die je zelf bewaarde, blijven bestaan." }
                div.tool-actions {
                    button.button.second value="no" { "Niet wissen" }
                    button.button.danger value="yes" { "Wis alles" }
                }
            }
        }
    }
}

fn replace_dialog() -> Markup {
    html! {
        dialog.tool-dialog data-dialog="replace" aria-labelledby="vervang-titel" {
            form method="dialog" {
                h2 #vervang-titel { "Huidige antwoorden vervangen?" }
                p { "Wat je nu ziet, staat nog niet in een bestand. Het bestand dat je opent, komt in de plaats." }
                div.tool-actions {
                    button.button.second value="no" { "Niet openen" }
                    button.button value="yes" { "Vervang mijn antwoorden" }
                }
            }
        }
    }
}

/// How to work out the result by hand.
fn paper(questionnaire: &Questionnaire, links: &Links) -> Markup {
    let nothing = evaluate(questionnaire, &BTreeMap::new());
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
