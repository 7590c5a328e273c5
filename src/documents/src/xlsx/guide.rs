//! The sheet `Uitleg`: what to do, in order, and what the colours mean.

use rust_xlsxwriter::{RowNum, Url, Workbook, Worksheet, XlsxError};

use super::book::Book;
use super::frame::{Frame, fit_row, write_text};
use super::{dependencies, impact, lists, processes};
use crate::clean::one_line;

/// The name of the sheet.
pub(super) const SHEET: &str = "Uitleg";
/// Width of the text in characters: what fits a page without shrinking.
const WIDTH: f64 = 92.0;

const INTRODUCTION: [&str; 2] = [
    "Met dit werkblad maak je een bedrijfsimpactanalyse (BIA). Je zoekt uit welke processen kritiek zijn, hoelang ze \
     mogen stilliggen en wat ze nodig hebben. De oorzaak van de uitval doet er nu niet toe.",
    "De tijden, bedragen en noodprocedures die er al staan, zijn voorbeelden om het gesprek te beginnen. \
     Jullie beslissen zelf. ‘Niet geverifieerd’ betekent: nog niet bevestigd door de bevoegde dienst.",
];

const STEPS: [(&str, &str); 6] = [
    (
        "Stap 1. Kies de processen.",
        "Ga naar ‘Processen’. Zet Ja bij elk proces dat jullie hebben. Pas namen aan en vul onderaan eigen processen in. Reken op een uur per dienst.",
    ),
    (
        "Stap 2. Sorteer snel van A tot D.",
        "Doe dit met het managementteam, op gevoel: hoe snel wordt het proces gemist? Reken op anderhalf uur.",
    ),
    (
        "Stap 3. Geef scores aan de processen A en B.",
        "Ga naar ‘Gevolgen in de tijd’. Kies per blok een proces, hoogstens 15. Doe het samen met de proceseigenaar, iemand die het werk echt doet en ICT: 45 tot 60 minuten per proces.",
    ),
    (
        "Stap 4. Bepaal de tijden.",
        "Ga terug naar ‘Processen’. De maximale uitvalduur is het eerste moment met een score van 3 of meer. Het hersteltijddoel is korter, want na het herstel moet je nog inhalen. Vul ook het minimum en de noodprocedure in.",
    ),
    (
        "Stap 5. Noteer de afhankelijkheden.",
        "Ga naar ‘Afhankelijkheden’. Noteer wat elk proces minstens nodig heeft, of er maar één van is, en wat het alternatief is.",
    ),
    (
        "Stap 6. Toets en bewaar.",
        "Laat iemand anders meelezen. Leg het resultaat voor aan het managementteam en het college. Bewaar een afdruk: zonder netwerk vind je dit bestand niet.",
    ),
];

const RULES: [&str; 5] = [
    "Een score kan niet dalen in de tijd: wat na 1 dag ernstig is, is dat na 3 dagen ook.",
    "Een score van 3 of meer in één soort gevolg is onaanvaardbaar (eigen voorstel). Levensgevaar is altijd klasse A.",
    "Loopt een proces dag en nacht, reken dan in kalenderuren. In een piekperiode is de maximale uitvalduur korter.",
    "Schrijf functies op, geen namen en geen telefoonnummers. Die horen alleen in de contactlijst.",
    "Dit blad wordt gevoelig zodra het ingevuld is: het noemt jullie zwakke plekken. Deel het alleen met wie het nodig heeft.",
];

const PRACTICAL: [&str; 3] = [
    "Kies je een cel om in te vullen, dan verschijnt er een korte uitleg. Bij een keuzelijst open je de lijst met Alt en pijl omlaag.",
    "De andere cellen zijn vergrendeld zonder wachtwoord, zodat je niet per ongeluk een kop wist. Kolommen breder maken en filteren kan wel.",
    "Laat de codes in de eerste kolom en de namen van de bladen staan: anders kan je begeleider de bladen van verschillende besturen moeilijk naast elkaar leggen.",
];

pub(super) fn write(workbook: &mut Workbook, book: &Book) -> Result<(), XlsxError> {
    let frame = &book.frame;
    let sheet = frame.sheet(workbook, SHEET)?;
    sheet.set_portrait().set_print_fit_to_pages(1, 1).set_column_width(0, WIDTH)?;
    sheet.set_active(true);
    let mut page = Page { sheet, frame, row: 0 };
    page.title(&frame.meta.title)?;
    let meta = frame.meta;
    page.text(&format!("Versie {} · {} · {}", meta.version, meta.date.in_words(), meta.site))?;
    page.texts(&INTRODUCTION)?;
    page.heading("Zo ga je te werk")?;
    for (step, text) in STEPS {
        page.text(&format!("{step} {text}"))?;
    }
    page.heading("Hou deze regels in het oog")?;
    page.texts(&RULES)?;
    page.heading("Wat betekenen de kleuren?")?;
    page.legend()?;
    page.heading("Praktisch")?;
    page.texts(&PRACTICAL)?;
    page.heading("Ga naar")?;
    page.links()
}

struct Page<'a> {
    sheet: &'a mut Worksheet,
    frame: &'a Frame<'a>,
    row: RowNum,
}

impl Page<'_> {
    fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, 26)?;
        write_text(self.sheet, self.row, 0, &one_line(text), &self.frame.looks.title)?;
        self.row += 1;
        Ok(())
    }

    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        write_text(self.sheet, self.row, 0, text, &self.frame.looks.heading)?;
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), XlsxError> {
        write_text(self.sheet, self.row, 0, text, &self.frame.looks.text)?;
        fit_row(self.sheet, self.row, &[(text, WIDTH)])?;
        self.row += 1;
        Ok(())
    }

    fn texts(&mut self, texts: &[&str]) -> Result<(), XlsxError> {
        texts.iter().try_for_each(|it| self.text(it))
    }

    fn legend(&mut self) -> Result<(), XlsxError> {
        let looks = &self.frame.looks;
        let lines = [
            (&looks.input, "Lichtgeel met een rand: hier vul jij in."),
            (&looks.locked, "Lichtgrijs met een rand: vast, of een voorbeeld. Hier vul je niets in."),
            (&looks.header, "Wit op donker: de naam van een kolom."),
        ];
        for (look, text) in lines {
            write_text(self.sheet, self.row, 0, text, look)?;
            self.row += 1;
        }
        Ok(())
    }

    fn links(&mut self) -> Result<(), XlsxError> {
        for name in [processes::SHEET, impact::SHEET, dependencies::SHEET, lists::SHEET] {
            let url = Url::new(format!("internal:'{name}'!A1")).set_text(name);
            self.sheet.write_url_with_format(self.row, 0, url, &self.frame.looks.link)?;
            self.row += 1;
        }
        Ok(())
    }
}
