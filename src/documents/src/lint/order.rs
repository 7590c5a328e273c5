//! The order of elements in the schema of WordprocessingML (ECMA-376 part 1, annex A), for the
//! elements that our documents use.

/// What an element may hold, in order. What is not named here may not occur at all.
const ORDERS: [(&str, &str); 22] = [
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "w:rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    ),
    (
        "w:tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    ),
    (
        "w:trPr",
        "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden ins del trPrChange",
    ),
    (
        "w:tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
    ),
    (
        "w:sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    ),
    (
        "w:sdtPr",
        "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex equation comboBox date docPartObj docPartList dropDownList picture richText text citation group bibliography w14:checkbox",
    ),
    ("w:sdt", "sdtPr sdtEndPr sdtContent"),
    ("w:date", "dateFormat lid storeMappedDataAs calendar"),
    ("w14:checkbox", "w14:checked w14:checkedState w14:uncheckedState"),
    ("w:tbl", "tblPr tblGrid tr"),
    ("w:tr", "tblPrEx trPr tc"),
    ("w:numPr", "ilvl numId"),
    ("w:pBdr", "top left bottom right between bar"),
    ("w:tblBorders", "top left start bottom right end insideH insideV"),
    ("w:tblCellMar", "top left start bottom right end"),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    ),
    ("w:tblStylePr", "pPr rPr tblPr trPr tcPr"),
    ("w:styles", "docDefaults latentStyles style"),
    ("w:lvl", "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"),
    ("w:abstractNum", "nsid multiLevelType tmpl name styleLink numStyleLink lvl"),
    (
        "w:settings",
        "writeProtection view zoom removePersonalInformation defaultTabStop autoHyphenation characterSpacingControl updateFields compat docVars rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    ),
];

/// Elements that come first in their parent, if they are there at all.
const FIRST: [(&str, &str); 3] = [("w:p", "w:pPr"), ("w:r", "w:rPr"), ("w:tc", "w:tcPr")];

/// The element that stands out of order in its parent, if one does.
pub(super) fn out_of_order<'a>(parent: &str, children: &[&'a str]) -> Option<&'a str> {
    if let Some((_, first)) = FIRST.iter().find(|it| it.0 == parent) {
        return children.iter().skip(1).find(|it| *it == first).copied();
    }
    let order = ORDERS.iter().find(|it| it.0 == parent)?.1;
    let mut reached = 0;
    for child in children {
        let short = child.strip_prefix("w:").unwrap_or(child);
        match order.split(' ').position(|it| it == short) {
            Some(place) if place >= reached => reached = place,
            _ => return Some(child),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_that_of_the_schema() {
        assert_eq!(out_of_order("w:pPr", &["w:pStyle", "w:keepNext", "w:spacing"]), None);
        assert_eq!(out_of_order("w:pPr", &["w:spacing", "w:keepNext"]), Some("w:keepNext"));
        assert_eq!(out_of_order("w:rPr", &["w:b", "w:unknown"]), Some("w:unknown"));
        assert_eq!(out_of_order("w:p", &["w:r", "w:pPr"]), Some("w:pPr"));
        assert_eq!(out_of_order("w:body", &["w:sectPr", "w:p"]), None);
    }
}
