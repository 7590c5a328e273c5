//! The Dutch of the tool itself. What belongs to one questionnaire is in its data.

use bcm::dossier::{OpenError, SCHEMA};
use bcm::questionnaire::Horizon;
use bcm::text::{is_letter_or_digit, lower};

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

/// A name for a file out of the name of a government: `gemeente-voorbeeld`.
pub(crate) fn file_stem(name: &str) -> String {
    let words = lower(name);
    let words = words.split(|it| !is_letter_or_digit(it)).filter(|it| !it.is_empty());
    let stem: String = words.collect::<Vec<_>>().join("-").chars().take(60).collect();
    if stem.is_empty() { "dossier".to_owned() } else { stem }
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
pub(crate) const SAY: [(&str, &str); 38] = [
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
    (
        "data-say-full",
        "De opslag van deze browser is vol of geblokkeerd. Bewaar je dossier nu als bestand. Daarna kun je gewoon verder werken.",
    ),
    (
        "data-say-denied",
        "Je browser gaf geen toestemming om in {file} te schrijven. Je dossier staat nog op dit scherm. Download het, of kies “Bewaar als bestand” en een andere plaats.",
    ),
    (
        "data-say-too-large",
        "{file} is te groot. Een dossier of een blad is kleiner dan 32 MB. Aan je dossier is niets veranderd.",
    ),
    ("data-say-sealed-file", "Voor {file} is een wachtwoordzin nodig."),
    ("data-say-sealed-buffer", "Je dossier in deze browser is beveiligd. Geef je wachtwoordzin om verder te werken."),
    (
        "data-say-sealed-broken",
        "{file} is een beveiligd dossier, maar het is beschadigd. Open een oudere kopie van het bestand. Aan je dossier is niets veranderd.",
    ),
    (
        "data-say-sealed-newer",
        "{file} is beveiligd met een nieuwere versie van het portaal. Open het op de nieuwste versie van de site.",
    ),
    ("data-say-wrong-passphrase", "Deze wachtwoordzin past niet. Kijk of Caps Lock uit staat en probeer het opnieuw."),
    ("data-say-passphrase-short", "Deze zin is te kort. Gebruik minstens 8 tekens. 4 losse woorden zijn beter."),
    ("data-say-passphrase-differs", "De 2 zinnen zijn niet gelijk. Typ de tweede opnieuw."),
    (
        "data-say-passphrase-set",
        "Je dossier is beveiligd in deze browser. Bewaar het nu als bestand: dan is ook het bestand beveiligd.",
    ),
    (
        "data-say-passphrase-removed",
        "De wachtwoordzin is weg. Bewaar je dossier opnieuw als bestand om ook het bestand te openen zonder zin.",
    ),
    ("data-say-no-cipher", "Deze browser kan geen beveiligd dossier openen of maken. Gebruik een recente browser."),
    ("data-say-making", "Het bestand wordt gemaakt…"),
    ("data-say-made", "{file} is gemaakt en staat bij je downloads."),
    (
        "data-say-no-office",
        "Het onderdeel dat bestanden maakt en leest, kon niet laden. Kijk of je verbinding werkt en probeer het opnieuw. Je kunt je dossier ook afdrukken.",
    ),
    ("data-say-office-failed", "Het bestand kon niet gemaakt worden. {reason} Je kunt je dossier wel afdrukken."),
    ("data-say-reading", "{file} wordt gelezen…"),
    ("data-say-queue", "Daarna nog te vergelijken: {count}."),
    ("data-say-compared", "{file} staat naast je dossier van nu. Het wordt niet bewaard."),
    (
        "data-say-example",
        "Dit is een voorbeeld van een verzonnen bestuur. Je kunt rondkijken, niet wijzigen. Je eigen dossier blijft bewaard.",
    ),
    ("data-say-no-example", "Het voorbeeld kon niet laden. Kijk of je verbinding werkt en probeer het opnieuw."),
    (
        "data-say-not-wiped",
        "Wissen lukte niet helemaal. Wis de gegevens van deze site in de instellingen van je browser.",
    ),
];
