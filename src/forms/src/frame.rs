//! What stands around every tool on its page: what is kept where, files, dialogs, the screen itself.

use maud::{Markup, PreEscaped, Render, html};

use crate::{Addresses, words};

/// What a page of a tool consists of.
pub(crate) struct Frame<'a> {
    /// Name of the tool: `questionnaire`, `form`, `bia` or `bcp`.
    pub(crate) tool: &'a str,
    /// Id of its data; the name of the tool where there is only one.
    pub(crate) id: &'a str,
    /// Where the script finds what it loads.
    pub(crate) addresses: Option<&'a Addresses<'a>>,
    /// Whether a sheet can be read back.
    pub(crate) sheets: bool,
    /// What stands there without a program: complete, and good to print.
    pub(crate) paper: Markup,
}

impl Frame<'_> {
    pub(crate) fn html(&self) -> String {
        let page = html! {
            (bar())
            div.tool-screen data-screen data-script hidden {}
            div.tool-print data-print hidden {}
            div data-static { (self.paper) }
            (self.file_actions())
            (dialogs())
        };
        self.root(&page).into_string()
    }

    /// The element that the script looks for, with its addresses and what it may say.
    fn root(&self, inside: &Markup) -> Markup {
        let mut attributes: Vec<(&str, &str)> = words::SAY.to_vec();
        attributes.extend([("data-tool", self.tool), ("data-id", self.id)]);
        if let Some(addresses) = self.addresses {
            attributes.extend(addresses.attributes());
        }
        attributes.sort_unstable();
        let attributes: String = attributes.iter().map(|(name, value)| attribute(name, value)).collect();
        html! { (PreEscaped(format!("<div class=\"tool-root\"{attributes}>"))) (inside) (PreEscaped("</div>")) }
    }

    fn file_actions(&self) -> Markup {
        html! {
            section.tool-file data-script aria-labelledby="bewaren-titel" hidden {
                h2 #bewaren-titel { "Bewaar je dossier" }
                p { "Een bestand is de veiligste plaats: je kunt het later openen, ook op een andere computer. In één dossier zitten je tien vragen, je BIA en je plan." }
                div.field {
                    label for="name" { "Naam van je bestuur " span.optional { "(hoeft niet, komt in de bestandsnaam)" } }
                    input #name type="text" data-path="name" data-name autocomplete="organization" maxlength="80";
                }
                div.tool-actions {
                    button.button type="button" data-do="save" { "Bewaar als bestand" }
                    button.button.second type="button" data-do="open" { "Open een bestand" }
                    button.button.second type="button" data-do="print" { "Druk af" }
                }
                details.more {
                    summary { "Meer mogelijkheden" }
                    div.tool-actions {
                        button.button.second type="button" data-do="passphrase" { "Beveilig met een wachtwoordzin" }
                        button.button.second type="button" data-do="save-apart" { "Bewaar contacten in een apart bestand" }
                        button.button.second type="button" data-do="merge" { @if self.sheets { "Voeg een dossier of Excel-blad samen" } @else { "Voeg een ander dossier samen" } }
                        button.button.second type="button" data-do="compare" { "Vergelijk met een eerder dossier" }
                        button.button.second type="button" data-do="new-year" { "Begin een nieuw jaar" }
                        button.button.second type="button" data-do="example" { "Bekijk het voorbeeld" }
                        button.button.danger type="button" data-do="wipe" { "Wis alles op deze computer" }
                    }
                    p.quiet { "Een nieuw jaar begint met alles van nu. Vergelijken toont daarna wat er veranderde." }
                }
                input type="file" data-file accept=".json,application/json" aria-label="Open een bestand" tabindex="-1" hidden;
                input type="file" data-file-merge multiple accept=".json,.xlsx,application/json" aria-label="Kies bestanden om samen te voegen" tabindex="-1" hidden;
                input type="file" data-file-compare accept=".json,application/json" aria-label="Kies een eerder dossier" tabindex="-1" hidden;
            }
            p.tool-fallback data-fallback hidden { button.button type="button" data-do="print" { "Druk af" } }
        }
    }
}

fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{}\"", value.render().into_string())
}

fn bar() -> Markup {
    html! {
        div.tool-bar data-script hidden {
            p.tool-saved { span data-saved {} " " span data-protected hidden { "· beveiligd met een wachtwoordzin" } }
            div.tool-undo {
                button.button.second.quiet type="button" data-do="undo" { "Maak ongedaan" }
                button.button.second.quiet type="button" data-do="redo" { "Doe opnieuw" }
            }
        }
        p.tool-status data-status data-live role="status" {}
        p.tool-error data-error role="alert" {}
        div.tool-banner data-banner="reader" hidden {
            p { "Je dossier staat al open in een ander tabblad. Hier kun je alleen lezen." }
            button.button.second type="button" data-do="take-over" { "Werk hier verder" }
        }
        div.tool-banner data-banner="newer" hidden {
            p data-newer {}
            button.button.second type="button" data-do="return" { "Terug naar mijn eigen dossier" }
        }
        div.tool-banner data-banner="rescue" hidden {
            p { "Je kunt je dossier nu ook downloaden. Dan verlies je niets." }
            button.button.second type="button" data-do="download" { "Download mijn dossier" }
        }
        div.tool-banner data-banner="locked" hidden {
            p { "Je dossier in deze browser is beveiligd met een wachtwoordzin. Zonder die zin kun je het niet lezen of wijzigen." }
            button.button type="button" data-do="unlock" { "Geef de wachtwoordzin" }
        }
        div.tool-banner data-banner="reminder" hidden {
            p { "Bewaar je dossier nu en dan als bestand. Dan ben je zeker dat je niets verliest." }
            button.button.second type="button" data-do="save" { "Bewaar als bestand" }
            button.button.second.quiet type="button" data-do="later" { "Herinner me later" }
        }
    }
}

fn question(name: &str, title: &str, text: &str, no: &str, yes: &str, danger: bool) -> Markup {
    let id = format!("{name}-titel");
    html! {
        dialog.tool-dialog data-dialog=(name) aria-labelledby=(id) {
            form method="dialog" {
                h2 id=(id) { (title) }
                p { (text) }
                div.tool-actions {
                    button.button.second value="no" { (no) }
                    button.button.danger[danger] value="yes" { (yes) }
                }
            }
        }
    }
}

fn dialogs() -> Markup {
    html! {
        (question("wipe", "Alles wissen op deze computer?", "Je dossier verdwijnt uit deze browser. Bestanden die je zelf bewaarde, blijven bestaan.", "Niet wissen", "Wis alles", true))
        (question("replace", "Huidig dossier vervangen?", "Wat je nu ziet, staat nog niet in een bestand. Het bestand dat je opent, komt in de plaats.", "Niet openen", "Vervang mijn dossier", false))
        (question("new-year", "Een nieuw jaar beginnen?", "Je begint met alles van vorig jaar. De status en de aanvaarde aandachtspunten gaan leeg. Bewaar eerst het dossier van nu als bestand.", "Nog niet", "Begin een nieuw jaar", false))
        dialog.tool-dialog data-dialog="passphrase-set" aria-labelledby="zin-titel" {
            form method="dialog" {
                h2 #zin-titel { "Beveilig met een wachtwoordzin" }
                // Managers of passwords want a name with every password; ours has none.
                input type="text" autocomplete="username" hidden;
                p { "Kies een zin van 4 of meer woorden die niemand raadt. Ben je hem kwijt, dan kan niemand je dossier nog openen. Ook wij niet." }
                div.field { label for="zin-nieuw" { "Wachtwoordzin" } input #zin-nieuw type="password" autocomplete="new-password"; }
                div.field { label for="zin-herhaal" { "Nog eens dezelfde wachtwoordzin" } input #zin-herhaal type="password" autocomplete="new-password"; }
                label.tick { input type="checkbox" data-show-secret; " " span { "Toon wat ik typ" } }
                p.error-message data-dialog-error role="alert" {}
                div.tool-actions {
                    button.button.second value="no" { "Niet beveiligen" }
                    button.button value="yes" { "Beveilig mijn dossier" }
                    button.button.danger value="remove" { "Verwijder de wachtwoordzin" }
                }
            }
        }
        dialog.tool-dialog data-dialog="apart" aria-labelledby="apart-titel" {
            form method="dialog" {
                h2 #apart-titel { "Contacten in een apart bestand" }
                p { "Bewaar 2 bestanden. Het eerste kun je delen. Het tweede bevat de namen en nummers: hou het bij jou." }
                div.tool-actions {
                    button.button type="button" data-do="save-part" data-kind="without-contacts" { "Bewaar het dossier zonder contacten" }
                    button.button type="button" data-do="save-part" data-kind="contacts" { "Bewaar de contacten" }
                }
                p.tool-status role="status" {}
                div.tool-actions { button.button.second value="no" { "Sluit" } }
            }
        }
        dialog.tool-dialog data-dialog="passphrase-ask" aria-labelledby="zin-vraag-titel" {
            form method="dialog" {
                h2 #zin-vraag-titel { "Dit dossier is beveiligd" }
                input type="text" autocomplete="username" hidden;
                p data-dialog-text {}
                div.field { label for="zin-open" { "Wachtwoordzin" } input #zin-open type="password" autocomplete="current-password"; }
                label.tick { input type="checkbox" data-show-secret; " " span { "Toon wat ik typ" } }
                p.error-message data-dialog-error role="alert" {}
                p.quiet { "Wachtwoordzin kwijt? Dan is er geen weg terug. Je kunt een oudere, onbeveiligde kopie openen, of alles wissen en opnieuw beginnen." }
                div.tool-actions {
                    button.button value="yes" { "Open" }
                    button.button.second value="no" { "Niet openen" }
                    button.button.danger value="wipe" { "Wis alles op deze computer" }
                }
            }
        }
    }
}
