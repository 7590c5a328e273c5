//! What a plan asks beside the fields of its building blocks.

use crate::shape::{FieldDef, Kind, YES_NO};

const fn field(pattern: &'static str, kind: Kind, label: &'static str, hint: &'static str) -> FieldDef {
    FieldDef { pattern, kind, label, hint }
}

const KINDS: &[(&str, &str)] = &[("internal", "Eigen personeel"), ("external", "Buiten het bestuur")];

/// Paths that are the same for every government. Fields of blocks come from the blocks themselves.
pub(crate) const FIELDS: &[FieldDef] = &[
    field("bcp/blocks/*/done", Kind::Flag, "Wij hebben dit nagekeken: deze bouwsteen is klaar", ""),
    field("bcp/blocks/*/note", Kind::Text, "Notitie", "Bijvoorbeeld wat nog moet gebeuren, en wie dat doet."),
    field("bcp/strategies/*/choices", Kind::Set, "Wat kiezen jullie?", "Van licht naar zwaar. Meer dan 1 mag."),
    field("bcp/strategies/*/cost", Kind::Line, "Wat kost dat per jaar?", "Een schatting volstaat. Tel ook werktijd."),
    field(
        "bcp/strategies/*/residual_risk",
        Kind::Text,
        "Wat kan dan nog misgaan?",
        "Dat is het restrisico. Het bestuur aanvaardt het of niet.",
    ),
    field("bcp/strategies/*/date", Kind::Date, "Beslist op", ""),
    field("bcp/decisions/*/text", Kind::Text, "Tekst voor het college", "Vul in waar … staat."),
    field("bcp/decisions/*/date", Kind::Date, "Beslist door het college op", ""),
    field(
        "bcp/scenarios/*/applies",
        Kind::Choice(YES_NO),
        "Kan dit bij jullie gebeuren?",
        "Kies ja om een kaart in je plan te krijgen.",
    ),
    field("bcp/scenarios/*/first_decision", Kind::Line, "Eerste beslissing", "1 zin."),
    field("bcp/scenarios/*/who", Kind::Line, "Wie neemt die beslissing, en wie vervangt?", "Functies, geen namen."),
    field("bcp/scenarios/*/works", Kind::Text, "Wat werkt nog?", "Denk aan telefoon, wifi, externe software en buren."),
    field("bcp/scenarios/*/duration", Kind::Line, "Hoelang moet je het volhouden?", ""),
    field(
        "bcp/scenarios/*/procedures",
        Kind::Text,
        "Welke noodprocedures starten?",
        "Noem de kaarten, de dringendste eerst.",
    ),
    field(
        "bcp/scenarios/*/steps",
        Kind::Text,
        "Eerste dag, stap voor stap",
        "1 stap per regel. Begin elke stap met een werkwoord.",
    ),
    field("bcp/procedures/*/name", Kind::Line, "Naam van de kaart", ""),
    field(
        "bcp/procedures/*/when",
        Kind::Line,
        "Gebruik deze kaart als de uitval langer duurt dan",
        "Bijvoorbeeld: 4 uur.",
    ),
    field("bcp/procedures/*/who", Kind::Line, "Wie voert uit?", "Een functie, geen naam."),
    field("bcp/procedures/*/deputy", Kind::Line, "Wie vervangt?", "Een functie, geen naam."),
    field(
        "bcp/procedures/*/needed",
        Kind::Text,
        "Wat heb je nodig, en waar ligt het?",
        "Formulier, lijst, sleutel of toestel. Kies niets dat het uitgevallen systeem nodig heeft.",
    ),
    field("bcp/procedures/*/steps/*", Kind::Line, "Stap", ""),
    field("bcp/procedures/*/dont", Kind::Text, "Wat doe je niet?", ""),
    field(
        "bcp/procedures/*/privacy",
        Kind::Text,
        "Privacy",
        "Wat noteer je, waar bewaar je het, wanneer vernietig je het?",
    ),
    field(
        "bcp/procedures/*/days",
        Kind::Number(3650),
        "Hoeveel dagen houd je dit vol?",
        "Hele dagen. Bijvoorbeeld: 5.",
    ),
    field(
        "bcp/procedures/*/catch_up",
        Kind::Text,
        "Inhalen na het herstel",
        "Wie voert alles in, en binnen hoeveel dagen?",
    ),
    field("bcp/procedures/*/owner", Kind::Line, "Eigenaar van de kaart", "Een functie, geen naam."),
    field("bcp/procedures/*/tested_on", Kind::Date, "Laatst getest op", ""),
    field("bcp/details/version", Kind::Line, "Versie van het plan", "Bijvoorbeeld: 1.0. Ze komt op elke pagina."),
    field("bcp/details/date", Kind::Date, "Datum van deze versie", ""),
    field("bcp/details/owner", Kind::Line, "Eigenaar van het plan", "Een functie. Meestal de algemeen directeur."),
    field(
        "bcp/details/logo_note",
        Kind::Line,
        "Opmerking op het voorblad",
        "Bijvoorbeeld: vertrouwelijk, niet kopiëren.",
    ),
    field("contacts/*/kind", Kind::Choice(KINDS), "Soort contact", ""),
    field("contacts/*/function", Kind::Line, "Functie of rol", "Bijvoorbeeld: ICT-verantwoordelijke."),
    field("contacts/*/name", Kind::Line, "Naam", ""),
    field("contacts/*/organisation", Kind::Line, "Organisatie of dienst", ""),
    field("contacts/*/phone", Kind::Line, "Telefoon", "Ook het nummer buiten de kantooruren."),
    field("contacts/*/mobile", Kind::Line, "Gsm", ""),
    field("contacts/*/mail", Kind::Line, "Mail buiten het eigen netwerk", ""),
    field("contacts/*/order", Kind::Number(999), "Plaats in de belvolgorde", "1 wordt eerst gebeld."),
    field("contacts/*/deputy", Kind::Line, "Wie vervangt?", "Een functie."),
];

/// The patterns of a card, in the order of its screen.
pub(super) const SCENARIO: &[&str] = &["applies", "first_decision", "who", "works", "duration", "procedures", "steps"];

/// The fields of a procedure before its steps.
pub(super) const PROCEDURE: &[&str] = &["name", "when", "who", "deputy", "needed"];

/// And after them.
pub(super) const PROCEDURE_END: &[&str] = &["dont", "privacy", "days", "catch_up", "owner", "tested_on"];

/// The most steps of a card: more does not fit on it, and nobody follows more under stress.
pub(super) const STEPS: usize = 8;

/// What is kept of a contact.
pub(super) const CONTACT: &[&str] =
    &["kind", "function", "name", "organisation", "phone", "mobile", "mail", "order", "deputy"];

/// What is kept of a strategy; its choices come first.
pub(super) const STRATEGY: &[&str] = &["cost", "residual_risk", "date"];

/// Fields of a block that other parts of the dossier answer, so that nobody types them twice.
const ELSEWHERE: &[(&str, &[&str])] = &[
    ("B02", &["processen", "pieken", "datum-bia", "bekrachtigd-door"]),
    ("B05", &["intern", "extern"]),
    ("B08", &["keuzes"]),
    ("B09", &["scenario", "eerste-beslissing", "wat-werkt-nog", "eerste-dag", "welke-noodprocedures", "hoe-lang"]),
    ("B10", &["procedures"]),
    ("B12", &["volgorde"]),
];

/// Whether another screen answers this field of a block.
pub(super) fn elsewhere(code: &str, field: &str) -> bool {
    ELSEWHERE.iter().any(|it| it.0 == code && it.1.contains(&field))
}
