//! The Dutch of the tool itself. What belongs to one questionnaire is in its data.

use bcm::dossier::{OpenError, SCHEMA};
use bcm::questionnaire::Horizon;

/// By when a step can be done.
pub(crate) fn horizon(when: Horizon) -> &'static str {
    match when {
        Horizon::Week => "Deze week",
        Horizon::Month => "Deze maand",
        Horizon::Quarter => "Dit kwartaal",
    }
}

/// `1 vraag`, `2 vragen`.
pub(crate) fn questions(count: usize) -> String {
    if count == 1 { "1 vraag".into() } else { format!("{count} vragen") }
}

/// `a`, `a en b`, `a, b en c`.
pub(crate) fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., end] => format!("{} {last} {end}", start.join(", ")),
    }
}

/// What is wrong with a file and what to do. The dossier on screen is untouched.
pub(crate) fn open_error(error: &OpenError) -> String {
    let wrong = match error {
        OpenError::TooLarge(bytes) => format!(
            "Dit bestand is {} MB groot. Een dossier is veel kleiner. Kies een bestand dat eindigt op .bcm.json.",
            bytes / 1_000_000
        ),
        OpenError::NotJson { line, column } => format!(
            "Dit bestand is beschadigd of het is geen dossier: vanaf regel {line}, teken {column} kunnen we het niet lezen. Kies een bestand dat eindigt op .bcm.json, of een oudere kopie."
        ),
        OpenError::NotADossier => {
            "Dit is geen dossier van dit portaal. Kies een bestand dat eindigt op .bcm.json.".into()
        }
        OpenError::Broken { key } => format!(
            "In dit dossier ontbreekt het onderdeel “{key}” of het is beschadigd. Open een oudere kopie van het bestand."
        ),
        OpenError::TooNew { schema } => format!(
            "Dit dossier is gemaakt met een nieuwere versie van het portaal (versie {schema}; deze site kent versie {SCHEMA}). Open het op de nieuwste versie van de site."
        ),
    };
    format!("{wrong} Aan je huidige antwoorden is niets veranderd.")
}

/// Shown with a file of a newer schema.
pub(crate) fn newer(schema: u32) -> String {
    format!(
        "Dit dossier is gemaakt met een nieuwere versie van het portaal (versie {schema}; deze site kent versie {SCHEMA}). Je kunt het lezen, niet wijzigen."
    )
}

/// Shown where a button of the page cannot do without these: the script reads them from the page.
/// `{time}` and `{file}` are filled in there.
pub(crate) const SAY: [(&str, &str); 15] = [
    ("data-say-saved", "Bewaard in deze browser om {time}, nog niet in een bestand"),
    ("data-say-filed", "Bewaard in {file} om {time}"),
    ("data-say-not-saved", "Nog niets ingevuld"),
    (
        "data-say-no-storage",
        "Deze browser kan niets bewaren. Bewaar je antwoorden in een bestand vóór je dit venster sluit.",
    ),
    (
        "data-say-local",
        "Je opende deze pagina als bestand. Er wordt niets in de browser bewaard: bewaar je antwoorden zelf in een bestand.",
    ),
    ("data-say-restored", "Je antwoorden van {time} staan er weer."),
    ("data-say-opened", "{file} is geopend."),
    ("data-say-downloaded", "{file} staat bij je downloads."),
    (
        "data-say-save-failed",
        "Bewaren in {file} lukte niet. Je antwoorden staan nog op dit scherm. Probeer het opnieuw en kies een andere plaats.",
    ),
    (
        "data-say-unreadable",
        "We konden {file} niet lezen. Staat het bestand nog op zijn plaats? Aan je huidige antwoorden is niets veranderd.",
    ),
    ("data-say-wiped", "Alles is gewist op deze computer. Bestanden die je zelf bewaarde, bestaan nog."),
    (
        "data-say-trapped",
        "Het programma stopte onverwacht. We laadden de pagina opnieuw, met je antwoorden van {time}.",
    ),
    (
        "data-say-stopped",
        "Het programma stopte onverwacht. Laad de pagina opnieuw. Wat in deze browser bewaard was, komt dan terug.",
    ),
    ("data-say-no-program", "Het programma kon niet starten. Je kunt dit formulier afdrukken en op papier invullen."),
    (
        "data-say-damaged",
        "Wat in deze browser bewaard was, kunnen we niet lezen. Het blijft in deze browser staan tot je kiest voor “Wis alles op deze computer”. Heb je je antwoorden ook in een bestand? Open dan dat bestand.",
    ),
];
