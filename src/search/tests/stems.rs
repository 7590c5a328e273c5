//! The light stemmer on inflections of the vocabulary of business continuity.

use search::{fold, stem};

/// A group on each line: forms of one word.
const GROUPS: &str = "
plan plannen
proces processen
gevolg gevolgen
leverancier leveranciers
dag dagen
taak taken
rol rollen
brief brieven
prijs prijzen
bedrijf bedrijven
stad steden
lid leden
kind kinderen
raadslid raadsleden
afhankelijkheid afhankelijkheden
verantwoordelijkheid verantwoordelijkheden
strategie strategieën
categorie categorieën
idee ideeën
scenario scenario's
risico risico's
analyse analyses
procedure procedures
evaluatie evaluaties
locatie locaties
oefening oefeningen
maatregel maatregelen maatregels
systeem systemen
dienst diensten
gemeente gemeenten gemeentes
bestuur besturen
keten ketens
gegeven gegevens
middel middelen
fase fasen fases
norm normen
eis eisen
toets toetsen
lijst lijsten
kaart kaarten
back-up back-ups
workshop workshops
audit audits
adviseur adviseurs
eigenaar eigenaars eigenaren
coördinator coördinatoren
functie functies
kritiek kritieke
financieel financiële
digitaal digitale
hoog hoge
jaarlijks jaarlijkse
extern externe
beschikbaar beschikbare
tijdelijk tijdelijke
ondersteunend ondersteunende ondersteunen ondersteunt
herstellen herstelt hersteld herstelde
testen test getest testte
oefenen oefent oefende geoefend
plannen plant gepland
melden meldt gemeld meldde
beschrijven beschrijft
controleren controleert gecontroleerd controleerde
registreren registreert geregistreerd
verwerken verwerkt verwerkte
beheren beheert beheerd beheerde
uitvallen uitvalt
bewaren bewaart bewaard
kiezen kiest gekozen
vinden vond gevonden
schip schepen
museum musea
";

/// How many groups must meet; strong verbs and foreign plurals stay apart.
const FLOOR: usize = 68;

fn stems(group: &str) -> Vec<String> {
    group.split(' ').map(|word| stem(&fold(word).replace("'s", "").replace('-', "")).into_owned()).collect()
}

#[test]
fn most_inflections_meet() {
    let groups: Vec<&str> = GROUPS.trim().lines().collect();
    let (met, apart): (Vec<&str>, Vec<&str>) =
        groups.iter().copied().partition(|group| stems(group).windows(2).all(|pair| pair[0] == pair[1]));
    let apart: Vec<String> = apart.iter().map(|group| format!("{group}: {}", stems(group).join(" "))).collect();
    println!("{} of {} groups meet; apart:\n{}", met.len(), groups.len(), apart.join("\n"));
    assert!(met.len() >= FLOOR, "{} of {} meet, apart:\n{}", met.len(), groups.len(), apart.join("\n"));
}

#[test]
fn different_words_stay_apart() {
    for (a, b) in [
        ("plan", "planning"),
        ("proces", "procedure"),
        ("oefening", "oefenen"),
        ("dienst", "dienen"),
        ("gemeente", "gemeen"),
        ("bestuur", "bestand"),
        ("team", "teken"),
        ("crisis", "criteria"),
        ("kritiek", "kritisch"),
        ("herstel", "hersteltest"),
        ("code", "codex"),
        ("gevolg", "volgorde"),
    ] {
        assert_ne!(stem(a), stem(b), "{a} {b}");
    }
}

#[test]
fn codes_and_numbers_stay_whole() {
    for code in ["b01", "nis2", "22301", "4u", "r15s"] {
        assert_eq!(stem(code), code);
    }
}
