//! The program `office`: makes documents and sheets of a dossier.
//!
//! It is loaded only when somebody asks for a file. All work is in `documents`; here is which kind
//! of file is which call, and what to say when a file cannot be made.

use bcm::date::Date;
use bcm::dossier::Dossier;
use bcm::questionnaire::Questionnaire;
use bcm::submission::SubmissionOptions;
use documents::plan::{self, OfficeData, PlanOptions, QuestionOptions, View};
use documents::{Document, DocumentError, Meta};
use serde_json::{Map, Value};
use wasm_bindgen::prelude::wasm_bindgen;

/// Makes a file. `kind` is one of [`KINDS`], `dossier_text` a dossier, `data_text` what the
/// generator wrote for this program, `args_json` an object with `today` (ISO) and what the kind asks.
///
/// # Errors
/// A sentence in Dutch for the person who asked for the file.
#[wasm_bindgen]
pub fn make(kind: &str, dossier_text: &str, data_text: &str, args_json: &str) -> Result<Vec<u8>, String> {
    let args = Args::read(args_json);
    let today = args.today().ok_or("De dag van vandaag ontbreekt. Laad de pagina opnieuw.")?;
    let dossier = dossier(dossier_text)?;
    let office = office(data_text)?;
    let view = View::new(&dossier.data, &office, today);
    let made = match kind {
        "bia-sheet" | "submission-sheet" | "action-list" => sheet(kind, &view, &dossier, &args)?,
        _ => documents::write_docx(&document(kind, &view, &args)?),
    };
    made.map_err(|it| failed(&it))
}

/// What a filled sheet would change in the dossier: JSON `{source, changes, notes}`, or `{error}` with
/// a sentence in Dutch. Nothing is taken yet.
#[wasm_bindgen]
pub fn read_sheet(bytes: &[u8], data_text: &str, dossier_text: &str) -> String {
    let read = || {
        let dossier = dossier(dossier_text)?;
        let office = office(data_text)?;
        let proposal = documents::read_workbook(bytes, &office.catalogue, &dossier.data, &dossier.lineage);
        let proposal = proposal.map_err(|it| it.message())?;
        serde_json::to_string(&proposal).map_err(|it| it.to_string())
    };
    read().unwrap_or_else(|error: String| serde_json::json!({ "error": error }).to_string())
}

fn office(text: &str) -> Result<OfficeData, String> {
    let office = OfficeData::read(text);
    office.ok_or_else(|| "De gegevens van het portaal kunnen niet gelezen worden. Laad de pagina opnieuw.".to_owned())
}

fn sheet(kind: &str, view: &View, dossier: &Dossier, args: &Args) -> Result<Result<Vec<u8>, DocumentError>, String> {
    let catalogue = &view.office.catalogue;
    let meta = |title: &str| Meta { version: catalogue.version.clone(), date: view.today, ..view.meta(title) };
    let data = &dossier.data;
    Ok(match kind {
        "bia-sheet" => {
            let meta = meta("Bedrijfsimpactanalyse");
            documents::filled_bia_workbook(catalogue, &meta, data, &dossier.lineage, dossier.revision)
        }
        "submission-sheet" => {
            let options = SubmissionOptions {
                include_notes: args.flag("include_notes"),
                include_functions: args.flag("include_functions"),
            };
            documents::submission_workbook(catalogue, &meta("Bedrijfsimpactanalyse, ingediend"), data, options)
        }
        _ => {
            let questionnaire = questionnaire(view, args)?;
            let rows = plan::actions(view, questionnaire, &dossier.record(&questionnaire.id).answers);
            documents::action_list_workbook(&meta("Actielijst"), &rows)
        }
    })
}

/// The questionnaire that the page names, or the first one.
fn questionnaire<'a>(view: &View<'a>, args: &Args) -> Result<&'a Questionnaire, String> {
    let found = match args.text("questionnaire") {
        Some(id) => view.office.questionnaire(&id),
        None => view.office.questionnaires.first(),
    };
    found.ok_or_else(|| "Deze vragenlijst bestaat niet.".to_owned())
}

/// The name for the file that [`make`] gives, such as `gemeente-voorbeeld-bcp-2026-11-24.docx`.
#[wasm_bindgen]
pub fn file_name(kind: &str, dossier_text: &str, args_json: &str) -> String {
    let args = Args::read(args_json);
    let government = dossier(dossier_text).map(|it| slug(it.name())).unwrap_or_default();
    let known = KINDS.iter().find(|it| it.0 == kind);
    let (what, end) = known.map_or(("bestand", "docx"), |it| (it.1, it.2));
    let what = if kind == "form" {
        args.text("form").map_or_else(|| what.to_owned(), |it| slug(&it))
    } else {
        what.to_owned()
    };
    let day = args.today().map(|it| it.to_string()).unwrap_or_default();
    let parts = [government, what, day];
    let name: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    format!("{}.{end}", name.join("-"))
}

/// The kinds of file: id, its part of the name, the end of the name.
const KINDS: [(&str, &str, &str); 12] = [
    ("bcp", "bcp", "docx"),
    ("cards", "kaarten", "docx"),
    ("public-summary", "publieke-samenvatting", "docx"),
    ("council-summary", "samenvatting-college", "docx"),
    ("exercise-kit", "oefening", "docx"),
    ("contacts", "contactlijst", "docx"),
    ("bia-report", "bia-rapport", "docx"),
    ("form", "formulier", "docx"),
    ("question-sheets", "vragen-per-collega", "docx"),
    ("bia-sheet", "bia", "xlsx"),
    ("submission-sheet", "bia-ingediend", "xlsx"),
    ("action-list", "actielijst", "xlsx"),
];

fn document(kind: &str, view: &View, args: &Args) -> Result<Document, String> {
    let meta = |title: &str| view.meta(title);
    Ok(match kind {
        "bcp" => {
            let options =
                PlanOptions { include_contacts: args.flag("contacts"), include_guidance: args.flag("guidance") };
            plan::bcp(view, &meta("Bedrijfscontinuïteitsplan"), &options)
        }
        "cards" => plan::cards(view, &meta("Noodkaarten")),
        "public-summary" => plan::public_summary(view, &meta("Publieke samenvatting continuïteitsplan")),
        "council-summary" => plan::council_summary(view, &meta("Bedrijfscontinuïteit")),
        "exercise-kit" => plan::exercise_kit(view, args.level(), &meta("Oefening bedrijfscontinuïteit")),
        "contacts" => plan::contacts(view, &meta("Contactlijst en belboom")),
        "bia-report" => plan::bia_report(view, &meta("Bedrijfsimpactanalyse")),
        "form" => form(view, args)?,
        "question-sheets" => questions(view, args)?,
        _ => return Err("Dit soort bestand bestaat niet.".to_owned()),
    })
}

fn form(view: &View, args: &Args) -> Result<Document, String> {
    let id = args.text("form").unwrap_or_default();
    let form = view.office.form(&id).ok_or("Dit formulier bestaat niet.")?;
    let stored = view.data.get("forms").and_then(|it| it.get(&id)?.get("values")?.as_object());
    let meta = Meta { version: form.version.to_string(), date: view.today, ..view.meta(&form.title) };
    Ok(plan::form(form, stored.unwrap_or(&Map::new()), &meta))
}

fn questions(view: &View, args: &Args) -> Result<Document, String> {
    let questionnaire = questionnaire(view, args)?;
    let options = QuestionOptions {
        questions: args.list("questions"),
        asked_by: args.text("asked_by"),
        return_by: args.text("return_by").and_then(|it| Date::parse(&it)),
    };
    let version = questionnaire.version.to_string();
    let meta = Meta { version, date: view.today, ..view.meta("Vragen om uit te zoeken") };
    Ok(plan::question_sheet(view, questionnaire, &options, &meta))
}

fn dossier(text: &str) -> Result<Dossier, String> {
    let opened = Dossier::open(text).map_err(|_| "Het dossier kan niet gelezen worden.")?;
    Ok(opened.dossier)
}

fn failed(error: &DocumentError) -> String {
    format!("Het bestand kan niet gemaakt worden ({error}).")
}

/// What the page asks beside the kind.
struct Args(Map<String, Value>);

impl Args {
    fn read(json: &str) -> Args {
        Args(serde_json::from_str(json).unwrap_or_default())
    }

    fn text(&self, key: &str) -> Option<String> {
        self.0.get(key)?.as_str().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned)
    }

    fn flag(&self, key: &str) -> bool {
        self.0.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    fn list(&self, key: &str) -> Vec<String> {
        let items = self.0.get(key).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    fn today(&self) -> Option<Date> {
        Date::parse(&self.text("today")?)
    }

    /// The rung of the ladder of exercises, as a number or as text.
    fn level(&self) -> u32 {
        let level = self.0.get("level");
        let number = level.and_then(Value::as_u64).and_then(|it| u32::try_from(it).ok());
        number.or_else(|| level?.as_str()?.parse().ok()).unwrap_or_default()
    }
}

/// A name in letters and digits that every file system takes, at most [`LONGEST_SLUG`] of them.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.to_lowercase().chars().flat_map(plain) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= LONGEST_SLUG {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The longest part of a file name that comes from the dossier.
const LONGEST_SLUG: usize = 60;

/// A letter without its accent.
fn plain(letter: char) -> Option<char> {
    match letter {
        'à'..='å' => Some('a'),
        'ç' => Some('c'),
        'è'..='ë' => Some('e'),
        'ì'..='ï' => Some('i'),
        'ñ' => Some('n'),
        'ò'..='ö' => Some('o'),
        'ù'..='ü' => Some('u'),
        '\'' | '’' => None,
        other => Some(other),
    }
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    fn dossier_of(name: &str) -> String {
        let mut dossier = Dossier::new("1", "1.0", "2026-11-24T08:00:00Z");
        dossier.set_name(name, "2026-11-24T08:00:00Z");
        dossier.to_text()
    }

    #[test]
    fn a_file_has_a_name_that_tells_whose_and_what_and_when() {
        let today = r#"{"today":"2026-11-24","form":"engagementsverklaring"}"#;
        let of = |kind: &str, government: &str| file_name(kind, &dossier_of(government), today);
        assert_eq!(of("bcp", "Gemeente Voorbeeld"), "gemeente-voorbeeld-bcp-2026-11-24.docx");
        assert_eq!(of("form", "  ’s Één/Twee & Zoë "), "s-een-twee-zoe-engagementsverklaring-2026-11-24.docx");
        assert_eq!(of("bia-sheet", ""), "bia-2026-11-24.xlsx");
        assert_eq!(of("bcp", &"é".repeat(500)).len(), LONGEST_SLUG + "-bcp-2026-11-24.docx".len());
        assert_eq!(file_name("?", "geen dossier", "geen json"), "bestand.docx");
    }

    #[test]
    fn what_cannot_be_made_says_so_in_dutch() {
        let dossier = dossier_of("Voorbeeld");
        let today = r#"{"today":"2026-11-24"}"#;
        for (dossier, data, args) in [(dossier.as_str(), "{}", today), ("{", "{}", today), (&dossier, "{}", "{}")] {
            let error = make("bcp", dossier, data, args).unwrap_err();
            assert!(error.ends_with('.') && error.contains(' '), "{error}");
        }
        assert!(read_sheet(b"geen zip", "{}", &dossier).contains("error"));
    }
}
