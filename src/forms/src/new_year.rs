//! Last year's dossier as the start of this year's.

use crate::tool::Done;

/// What to say when a new year has begun.
pub(crate) fn done() -> Done {
    Done::said(
        "Je nieuwe jaar is begonnen, met alles van vorig jaar. Bewaar het in een nieuw bestand. Bij de resultaten zie je wat er verandert.",
    )
}
