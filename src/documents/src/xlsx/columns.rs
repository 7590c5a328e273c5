//! The columns of the sheets that are filled in.
//!
//! An id is permanent: a filled sheet is read back by it. The order and the labels may change.

use super::lists::ListId;

/// A column.
pub(super) struct Column {
    pub(super) id: &'static str,
    /// The word above a group of columns; empty where the group of the column before goes on.
    pub(super) group: &'static str,
    pub(super) label: &'static str,
    /// Width in characters.
    pub(super) width: f64,
    pub(super) kind: Kind,
    /// What the program shows when the cell is chosen; empty for none.
    pub(super) help: &'static str,
}

/// What a cell of a column takes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Nothing: it is ours.
    Locked,
    /// Any text.
    Text,
    /// One of a list.
    List(ListId),
    /// A whole number, from 0 to this one.
    Count(i32),
    /// A day.
    Date,
}

const fn column(
    id: &'static str,
    group: &'static str,
    label: &'static str,
    width: f64,
    kind: Kind,
    help: &'static str,
) -> Column {
    Column { id, group, label, width, kind, help }
}

/// The columns of `Processen`.
pub(super) const PROCESSES: [Column; 31] = [
    column("id", "Welk proces?", "Id", 10.0, Kind::Locked, ""),
    column(
        "gekozen",
        "",
        "Kies",
        8.0,
        Kind::List(ListId::YesNo),
        "Kies Ja als jullie dit proces hebben. Kies anders Nee.",
    ),
    column(
        "proces",
        "",
        "Proces",
        38.0,
        Kind::Text,
        "Pas de naam aan als jullie het anders noemen. Onderaan staan lege rijen voor eigen processen.",
    ),
    column("domein", "", "Domein", 22.0, Kind::List(ListId::Domain), "Kies het domein waar het proces bij hoort."),
    column("keuze", "", "Naam in keuzelijsten", 34.0, Kind::Locked, ""),
    column("dienst", "Wie?", "Dienst", 20.0, Kind::Text, "De dienst die het proces uitvoert."),
    column(
        "eigenaar",
        "",
        "Proceseigenaar (functie)",
        22.0,
        Kind::Text,
        "Een functie, geen naam. Wie beslist over dit proces?",
    ),
    column(
        "plaatsvervanger",
        "",
        "Plaatsvervanger (functie)",
        22.0,
        Kind::Text,
        "Een functie, geen naam. Wie neemt over als de eigenaar er niet is?",
    ),
    column(
        "klasse",
        "Snelle sortering",
        "Klasse A tot D",
        20.0,
        Kind::List(ListId::Class),
        "Hoe snel wordt dit proces gemist? Ga op je gevoel af: de scores volgen later.",
    ),
    column("voorbeeld-klasse", "", "Voorbeeld: klasse", 13.0, Kind::Locked, ""),
    column("voorbeeld-mtpd", "", "Voorbeeld: maximale uitvalduur", 22.0, Kind::Locked, ""),
    column("voorbeeld-wie", "", "Voorbeeld: wie merkt het?", 28.0, Kind::Locked, ""),
    column(
        "werktijd",
        "Wanneer?",
        "Werktijd",
        16.0,
        Kind::List(ListId::Hours),
        "Loopt het proces in de kantooruren, of dag en nacht?",
    ),
    column(
        "piek",
        "",
        "Piekperiode",
        22.0,
        Kind::Text,
        "Wanneer is dit proces kritieker dan anders? Laat leeg als er geen piek is.",
    ),
    column(
        "piek-mtpd",
        "",
        "Maximale uitvalduur in de piek",
        16.0,
        Kind::List(ListId::Duration),
        "Na hoeveel tijd is het in de piek echt te laat?",
    ),
    column(
        "wettelijke-termijn",
        "",
        "Wettelijke termijn",
        24.0,
        Kind::Text,
        "Welke termijn blijft lopen, en waar staat dat? Controleer wat hier al staat.",
    ),
    column(
        "mtpd",
        "Tijden",
        "Maximale uitvalduur (MTPD)",
        16.0,
        Kind::List(ListId::Duration),
        "Na hoeveel tijd is het echt te laat? De eerste kolom met een score van 3 of meer op ‘Gevolgen in de tijd’.",
    ),
    column(
        "rto",
        "",
        "Hersteltijddoel (RTO)",
        16.0,
        Kind::List(ListId::Duration),
        "Binnen hoeveel tijd moet het weer draaien? Korter dan de maximale uitvalduur.",
    ),
    column(
        "wrt",
        "",
        "Inhaaltijd (WRT)",
        14.0,
        Kind::List(ListId::Duration),
        "Hoeveel tijd heb je na het herstel nodig om te controleren en in te halen?",
    ),
    column(
        "rpo",
        "",
        "Toegestaan gegevensverlies (RPO)",
        16.0,
        Kind::List(ListId::Duration),
        "Hoeveel werk mag verloren zijn als je het opnieuw doet?",
    ),
    column(
        "mbco",
        "",
        "Minimum dat je moet leveren (MBCO)",
        30.0,
        Kind::Text,
        "Wat is nog net genoeg? In woorden en met een getal: alleen dringende, 1 loket, op papier.",
    ),
    column(
        "motivering",
        "",
        "Motivering",
        34.0,
        Kind::Text,
        "Waarom deze tijden? Verplicht als je een langere uitvalduur kiest dan de scores tonen.",
    ),
    column(
        "noodprocedure",
        "Noodprocedure",
        "Is er een noodprocedure?",
        16.0,
        Kind::List(ListId::YesNoUnknown),
        "Kan het proces een tijd verder zonder de gewone middelen?",
    ),
    column(
        "noodprocedure-tekst",
        "",
        "Wat doe je intussen?",
        36.0,
        Kind::Text,
        "Kort: hoe werk je verder zonder de gewone middelen?",
    ),
    column(
        "noodprocedure-offline",
        "",
        "Op papier of offline?",
        14.0,
        Kind::List(ListId::YesNoUnknown),
        "Vind je de noodprocedure ook als het netwerk weg is?",
    ),
    column(
        "noodprocedure-dagen",
        "",
        "Houdt zoveel dagen vol",
        14.0,
        Kind::Count(3650),
        "Hoeveel dagen houdt de noodprocedure het minimum vol? Een geheel getal.",
    ),
    column(
        "noodprocedure-test",
        "",
        "Laatst getest op",
        14.0,
        Kind::Date,
        "De dag van de laatste test, als dag/maand/jaar. Laat leeg als er nooit getest is.",
    ),
    column("voorbeeld-noodprocedure", "Voorbeelden", "Voorbeeld: noodprocedure", 60.0, Kind::Locked, ""),
    column("voorbeeld-piek", "", "Voorbeeld: piek", 26.0, Kind::Locked, ""),
    column("voorbeeld-toepassingen", "", "Voorbeeld: toepassingen", 30.0, Kind::Locked, ""),
    column("voorbeeld-extern", "", "Voorbeeld: wie van buiten?", 30.0, Kind::Locked, ""),
];

/// The columns of `Gevolgen in de tijd` before those of the moments.
pub(super) const IMPACT_START: [Column; 4] = [
    column("id", "Wat?", "Id", 24.0, Kind::Locked, ""),
    column(
        "proces",
        "",
        "Proces",
        40.0,
        Kind::List(ListId::Process),
        "Kies een proces op de eerste rij van elk blok. De naam komt dan op de andere rijen.",
    ),
    column("categorie", "", "Soort gevolg", 26.0, Kind::Locked, ""),
    column("drempel", "", "Onaanvaardbaar is", 36.0, Kind::Locked, ""),
];

/// The column of `Gevolgen in de tijd` after those of the moments.
pub(super) const IMPACT_END: Column =
    column("motivering", "Waarom?", "Motivering", 44.0, Kind::Text, "Waarop steunen deze scores? Een zin volstaat.");

/// The columns of `Afhankelijkheden`.
pub(super) const DEPENDENCIES: [Column; 13] = [
    column("id", "Wat heb je nodig?", "Id", 8.0, Kind::Locked, ""),
    column(
        "proces",
        "",
        "Proces",
        38.0,
        Kind::List(ListId::Process),
        "Kies het proces dat dit nodig heeft. Een rij per proces en per middel.",
    ),
    column(
        "soort",
        "",
        "Soort",
        26.0,
        Kind::List(ListId::Dependency),
        "Kies een van de acht soorten. De vraag per soort staat op ‘Lijsten’.",
    ),
    column(
        "naam",
        "",
        "Wat precies?",
        34.0,
        Kind::Text,
        "De toepassing, ruimte, functie of leverancier. Functies, geen namen van mensen.",
    ),
    column(
        "minimum",
        "",
        "Minimum aantal",
        11.0,
        Kind::Count(100_000),
        "Hoeveel heb je er minstens nodig om het minimum te leveren?",
    ),
    column(
        "enig",
        "Hoe kwetsbaar?",
        "Is het de enige?",
        12.0,
        Kind::List(ListId::YesNoUnknown),
        "Ja als er maar één is: een mens, een toestel, een contract.",
    ),
    column("alternatief", "", "Alternatief", 34.0, Kind::Text, "Wat gebruik je als dit er niet is?"),
    column(
        "eigenaar",
        "",
        "Eigenaar (functie)",
        22.0,
        Kind::Text,
        "Een functie, geen naam. Wie zorgt voor dit middel?",
    ),
    column(
        "hersteltijd-contract",
        "Hoe snel terug?",
        "Hersteltijd in het contract",
        15.0,
        Kind::List(ListId::Duration),
        "Wat belooft de leverancier of de ICT-dienst? Laat leeg als er niets beloofd is.",
    ),
    column(
        "hersteltijd-getest",
        "",
        "Geteste hersteltijd",
        15.0,
        Kind::List(ListId::Duration),
        "Hoe lang duurde het herstel in de laatste test?",
    ),
    column(
        "hersteltest",
        "",
        "Laatste hersteltest",
        14.0,
        Kind::Date,
        "De dag van de laatste hersteltest, als dag/maand/jaar.",
    ),
    column(
        "back-upinterval",
        "Gegevens",
        "Hoe vaak een back-up?",
        15.0,
        Kind::List(ListId::Duration),
        "De tijd tussen twee back-ups: niet langer dan het toegestane gegevensverlies.",
    ),
    column("opmerking", "", "Opmerking", 34.0, Kind::Text, "Wat een lezer verder moet weten."),
];
