//! What a BIA asks: for every path its kind, its label and its hint.

use crate::shape::{FieldDef, KNOWN, Kind};

/// The most days, people or things that a field takes: ten years, or more than anybody has.
const MANY: u32 = 3650;

/// Classes of the quick sort; what they mean stands on the screen, from the data.
const CLASSES: &[(&str, &str)] = &[("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")];

const HOURS: &[(&str, &str)] = &[("office", "Kantooruren"), ("always", "Dag en nacht (24/7)")];

const HOSTS: &[(&str, &str)] = &[
    ("own", "Het bestuur zelf"),
    ("supplier", "Een leverancier"),
    ("flemish", "Vlaanderen"),
    ("federal", "De federale overheid"),
];

const INFRASTRUCTURE: &[(&str, &str)] = &[
    ("power", "Stroom en koeling"),
    ("network", "Netwerk"),
    ("internet", "Internet"),
    ("identity", "Aanmelden en rechten"),
    ("telephony", "Telefonie"),
    ("mail", "Mail en agenda"),
    ("files", "Bestanden"),
    ("backup", "Back-up en herstel"),
];

const fn field(pattern: &'static str, kind: Kind, label: &'static str, hint: &'static str) -> FieldDef {
    FieldDef { pattern, kind, label, hint }
}

/// Every path of a BIA. Durations, domains and kinds of dependency come from the catalogue.
pub(crate) const FIELDS: &[FieldDef] = &[
    field("bia/settings/date", Kind::Date, "Datum van de BIA", ""),
    field(
        "bia/settings/author",
        Kind::Line,
        "Wie stelde de BIA op?",
        "Een functie, geen naam. Bijvoorbeeld: BCM-coördinator.",
    ),
    field(
        "bia/settings/recovery_days",
        Kind::Number(MANY),
        "Hoeveel dagen duurt het herstel van alle ICT na een cyberaanval?",
        "Voorbeeld: 14. Bij andere besturen duurde het weken tot maanden.",
    ),
    field(
        "bia/settings/absence_percent",
        Kind::Number(100),
        "Met hoeveel procent afwezigen reken je?",
        "Voorbeeld: 40. We kijken of je dan het minimum nog haalt.",
    ),
    field(
        "bia/settings/changed_on",
        Kind::Date,
        "Laatste grote verandering",
        "Een fusie, een reorganisatie of een nieuwe toepassing.",
    ),
    field("bia/settings/scope", Kind::Set, "Welke diensten bekijk je?", "Vink niets aan als je alles bekijkt."),
    field("bia/status/submitted_on", Kind::Date, "Ingediend op", ""),
    field(
        "bia/status/validated_by",
        Kind::Line,
        "Gevalideerd door",
        "Een functie of orgaan, geen naam. Bijvoorbeeld: managementteam.",
    ),
    field("bia/status/validated_on", Kind::Date, "Gevalideerd op", ""),
    field(
        "bia/accepted/*/reason",
        Kind::Line,
        "Waarom mag dit zo blijven?",
        "Bijvoorbeeld: het contract loopt af in juni.",
    ),
    field("bia/accepted/*/on", Kind::Date, "Aanvaard op", ""),
    field(
        "bia/processes/*/name",
        Kind::Line,
        "Naam van het proces",
        "Wat je doet en voor wie. Bijvoorbeeld: leefloon uitbetalen.",
    ),
    field("bia/processes/*/domain", Kind::Code, "Domein", ""),
    field("bia/processes/*/service", Kind::Line, "Dienst die het uitvoert", "Bijvoorbeeld: sociale dienst."),
    field(
        "bia/processes/*/owner",
        Kind::Line,
        "Eigenaar",
        "Een functie, geen naam. Bijvoorbeeld: hoofdmaatschappelijk werker.",
    ),
    field(
        "bia/processes/*/deputy",
        Kind::Line,
        "Vervanger van de eigenaar",
        "Een functie, geen naam. Bijvoorbeeld: diensthoofd burgerzaken.",
    ),
    field("bia/processes/*/description", Kind::Text, "Wat doet dit proces?", "1 zin is genoeg."),
    field(
        "bia/processes/*/clients",
        Kind::Line,
        "Voor wie, en hoeveel per dag?",
        "Bijvoorbeeld: inwoners, ongeveer 30 aanvragen per dag.",
    ),
    field("bia/processes/*/class", Kind::Choice(CLASSES), "Klasse", ""),
    field(
        "bia/processes/*/hours",
        Kind::Choice(HOURS),
        "Wanneer loopt het?",
        "Een woonzorgcentrum loopt dag en nacht.",
    ),
    field(
        "bia/processes/*/peak/when",
        Kind::Line,
        "Wanneer is het drukker of dringender?",
        "Bijvoorbeeld: van de 25e tot de 1e van de maand.",
    ),
    field(
        "bia/processes/*/peak/mtpd",
        Kind::Duration,
        "Maximale uitvalduur in die periode",
        "Vaak korter dan gewoonlijk.",
    ),
    field(
        "bia/processes/*/peak/rto",
        Kind::Duration,
        "Hersteltijddoel in die periode",
        "Korter dan de uitvalduur hierboven.",
    ),
    field("bia/processes/*/peak/wrt", Kind::Duration, "Inhaaltijd in die periode", ""),
    field(
        "bia/processes/*/legal/text",
        Kind::Line,
        "Wettelijke termijn die blijft lopen",
        "Bijvoorbeeld: aangifte van een geboorte.",
    ),
    field("bia/processes/*/legal/days", Kind::Number(MANY), "Binnen hoeveel kalenderdagen?", "Bijvoorbeeld: 15."),
    field(
        "bia/processes/*/legal/source",
        Kind::Line,
        "Waar staat die termijn?",
        "Bijvoorbeeld: de wet en het artikel.",
    ),
    field("bia/processes/*/impact/*/*", Kind::Score, "Gevolg", ""),
    field(
        "bia/processes/*/motivation",
        Kind::Text,
        "Waarom deze scores en tijden?",
        "Verplicht als je een langere uitvalduur kiest dan de scores tonen.",
    ),
    field(
        "bia/processes/*/mtpd",
        Kind::Duration,
        "Maximale uitvalduur (MTPD)",
        "Na die tijd zijn de gevolgen onaanvaardbaar.",
    ),
    field(
        "bia/processes/*/rto",
        Kind::Duration,
        "Hersteltijddoel (RTO)",
        "Binnen die tijd draait het proces weer op zijn minimum.",
    ),
    field(
        "bia/processes/*/wrt",
        Kind::Duration,
        "Inhaaltijd (WRT)",
        "Na het herstel: nakijken en de achterstand wegwerken.",
    ),
    field(
        "bia/processes/*/rpo",
        Kind::Duration,
        "Toegestaan gegevensverlies (RPO)",
        "Hoeveel werk mag je verliezen als je het opnieuw moet doen? Bijvoorbeeld: 1 dag.",
    ),
    field(
        "bia/processes/*/mbco",
        Kind::Text,
        "Minimum dat je moet leveren (MBCO)",
        "Bijvoorbeeld: 1 loket open, alleen dringende aanvragen, op papier.",
    ),
    field(
        "bia/processes/*/mbco_percent",
        Kind::Number(100),
        "Dat minimum in procent van een gewone dag",
        "Bijvoorbeeld: 50.",
    ),
    field(
        "bia/processes/*/procedure/exists",
        Kind::Choice(KNOWN),
        "Is er een noodprocedure?",
        "Een manier om door te werken zonder de gewone middelen.",
    ),
    field(
        "bia/processes/*/procedure/text",
        Kind::Text,
        "Wat doe je dan?",
        "Bijvoorbeeld: de lijst van vorige maand opnieuw uitbetalen.",
    ),
    field(
        "bia/processes/*/procedure/offline",
        Kind::Choice(KNOWN),
        "Ligt ze op papier of op een losse laptop?",
        "Zonder netwerk vind je ze anders niet.",
    ),
    field(
        "bia/processes/*/procedure/days",
        Kind::Number(MANY),
        "Hoeveel dagen houdt ze het vol?",
        "Hele dagen waarop je het minimum nog levert. Bijvoorbeeld: 5.",
    ),
    field("bia/processes/*/procedure/tested_on", Kind::Date, "Laatst getest op", ""),
    field(
        "bia/processes/*/procedure/uses",
        Kind::Set,
        "Welke middelen gebruikt de noodprocedure zelf?",
        "Alles wat je hiervoor nodig hebt, mag niet mee uitvallen.",
    ),
    field(
        "bia/processes/*/upstream",
        Kind::Set,
        "Welke processen moeten eerst klaar zijn?",
        "Bijvoorbeeld: de boekhouding vóór de betaling.",
    ),
    field("bia/processes/*/needs/*/minimum", Kind::Number(MANY), "Minimum", "Hoeveel heb je minstens nodig?"),
    field("bia/processes/*/needs/*", Kind::Json, "Nodig", ""),
    // A record as a whole: a sheet adds or takes away a process or a means.
    field("bia/processes/*", Kind::Json, "Hoort in je BIA", ""),
    field("bia/dependencies/*", Kind::Json, "Hoort bij je middelen", ""),
    field(
        "bia/dependencies/*/name",
        Kind::Line,
        "Naam van het middel",
        "Een toepassing, lokaal, functie of leverancier. Nooit de naam van een persoon.",
    ),
    field("bia/dependencies/*/kind", Kind::Code, "Soort", ""),
    field("bia/dependencies/*/host", Kind::Choice(HOSTS), "Wie beheert het?", ""),
    field(
        "bia/dependencies/*/infrastructure",
        Kind::Choice(INFRASTRUCTURE),
        "Is het infrastructuur die iedereen deelt?",
        "Kies niets als het maar voor enkele processen dient.",
    ),
    field(
        "bia/dependencies/*/owner",
        Kind::Line,
        "Wie zorgt ervoor?",
        "Een functie, geen naam. Bijvoorbeeld: ICT-verantwoordelijke.",
    ),
    field("bia/dependencies/*/deputy", Kind::Line, "Wie vervangt die functie?", "Een functie, geen naam."),
    field(
        "bia/dependencies/*/available",
        Kind::Number(MANY),
        "Hoeveel zijn er?",
        "Bijvoorbeeld: 4 medewerkers, 2 lokalen.",
    ),
    field(
        "bia/dependencies/*/single",
        Kind::Choice(KNOWN),
        "Is dit het enige?",
        "Valt het uit, dan is er geen tweede.",
    ),
    field("bia/dependencies/*/alternative", Kind::Line, "Wat gebruik je als het er niet is?", ""),
    field(
        "bia/dependencies/*/rto_contract",
        Kind::Duration,
        "Beloofde hersteltijd",
        "Wat de leverancier of ICT belooft, in een contract of afspraak.",
    ),
    field("bia/dependencies/*/rta", Kind::Duration, "Hersteltijd in de laatste test (RTA)", ""),
    field("bia/dependencies/*/tested_on", Kind::Date, "Herstel laatst getest op", ""),
    field("bia/dependencies/*/backup", Kind::Duration, "Tijd tussen 2 back-ups", "Bijvoorbeeld: 1 dag."),
    field(
        "bia/dependencies/*/startup",
        Kind::Duration,
        "Tijd om op te starten",
        "Vanaf het moment dat alles er is waar het op steunt.",
    ),
    field(
        "bia/dependencies/*/relies_on",
        Kind::Set,
        "Waar steunt het op?",
        "Wat er eerst moet zijn. Bijvoorbeeld: netwerk en aanmelden.",
    ),
    field("bia/dependencies/*/note", Kind::Text, "Notitie", "Geen wachtwoorden of telefoonnummers."),
];

/// Fields that a finished BIA has; the others say that they need not be filled in.
pub(super) const NEEDED: &[&str] = &[
    "bia/settings/date",
    "bia/processes/*/name",
    "bia/processes/*/domain",
    "bia/processes/*/owner",
    "bia/processes/*/deputy",
    "bia/processes/*/class",
    "bia/processes/*/hours",
    "bia/processes/*/mbco",
    "bia/processes/*/procedure/exists",
    "bia/dependencies/*/name",
    "bia/dependencies/*/kind",
];
