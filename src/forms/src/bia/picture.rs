//! Drawings of what needs what, in layers. Pure: names and lines in, SVG out.
//!
//! A drawing never says more than the table or list beside it, so it is hidden from screen readers.

use maud::{Markup, html};

/// A box with a name.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// What stands in it; cut to fit.
    pub(crate) label: String,
    /// A class for its look, such as `class-a`; empty for none.
    pub(crate) look: &'static str,
}

/// A box by its layer and its place in it.
pub(crate) type Place = (usize, usize);

/// Boxes beside each other; more go on below.
const PER_ROW: usize = 4;
const WIDTH: usize = 168;
const HEIGHT: usize = 52;
const GAP: usize = 16;
/// Room for the lines between two layers.
const BETWEEN: usize = 56;
/// Letters of 14 pixels that fit in a box.
const LETTERS: usize = 18;

/// Layers from top to bottom, with a line from each first place to its second. `kind` is the class of
/// the drawing: `graph` or `order`.
pub(crate) fn layered(kind: &str, layers: &[Vec<Node>], lines: &[(Place, Place)]) -> Markup {
    let widest = layers.iter().map(|it| it.len().min(PER_ROW)).max().unwrap_or_default();
    let width = widest * (WIDTH + GAP) + GAP;
    let (tops, height) = tops(layers);
    let corner = |(layer, index): Place| {
        let row = index / PER_ROW;
        let all = layers.get(layer).map_or(0, Vec::len);
        let beside = all.saturating_sub(row * PER_ROW).min(PER_ROW);
        let left = (width - (beside * (WIDTH + GAP)).min(width)) / 2 + GAP / 2;
        let top = tops.get(layer).copied().unwrap_or_default();
        (left + index % PER_ROW * (WIDTH + GAP), top + row * (HEIGHT + GAP))
    };
    let tip = [kind, "-pijl"].concat();
    html! {
        svg class=(kind) viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height) aria-hidden="true" focusable="false" {
            defs {
                marker id=(tip) viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse" {
                    path d="M0 0 10 5 0 10z" {}
                }
            }
            @for (from, to) in direct(lines) { (line(corner(from), corner(to), &tip)) }
            @for (layer, nodes) in layers.iter().enumerate() {
                @for (index, node) in nodes.iter().enumerate() { (boxed(corner((layer, index)), node)) }
            }
        }
    }
}

/// The lines without those that a way along other lines already shows.
fn direct(lines: &[(Place, Place)]) -> Vec<(Place, Place)> {
    let around = |&(from, to): &(Place, Place)| {
        let mut open: Vec<Place> = lines.iter().filter(|it| it.0 == from && it.1 != to).map(|it| it.1).collect();
        let mut seen = open.clone();
        while let Some(place) = open.pop() {
            for next in lines.iter().filter(|it| it.0 == place).map(|it| it.1) {
                if next == to {
                    return true;
                }
                if next != from && !seen.contains(&next) {
                    seen.push(next);
                    open.push(next);
                }
            }
        }
        false
    };
    lines.iter().copied().filter(|it| !around(it)).collect()
}

/// Where each layer begins, and how high all of it is.
fn tops(layers: &[Vec<Node>]) -> (Vec<usize>, usize) {
    let mut top = GAP;
    let mut tops = Vec::new();
    for layer in layers {
        tops.push(top);
        let rows = layer.len().div_ceil(PER_ROW).max(1);
        top += rows * (HEIGHT + GAP) - GAP + BETWEEN;
    }
    (tops, (top + GAP).saturating_sub(BETWEEN))
}

fn line(from: (usize, usize), to: (usize, usize), tip: &str) -> Markup {
    let down = from.1 <= to.1;
    let (start, end) = if down { (from.1 + HEIGHT, to.1) } else { (from.1, to.1 + HEIGHT) };
    let (left, right, middle) = (from.0 + WIDTH / 2, to.0 + WIDTH / 2, (start + end) / 2);
    html! {
        path.edge d={ "M" (left) " " (start) "C" (left) " " (middle) " " (right) " " (middle) " " (right) " " (end) }
            marker-end={ "url(#" (tip) ")" } {}
    }
}

fn boxed((left, top): (usize, usize), node: &Node) -> Markup {
    let lines = fitted(&node.label);
    let first = top + if lines.len() == 1 { 31 } else { 22 };
    html! {
        g class={ "node " (node.look) } {
            rect x=(left) y=(top) width=(WIDTH) height=(HEIGHT) rx="6" {}
            @for (index, text) in lines.iter().enumerate() {
                text x=(left + WIDTH / 2) y=(first + index * 18) text-anchor="middle" { (text) }
            }
        }
    }
}

/// A name on one or two lines that fit.
fn fitted(label: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in label.split_whitespace() {
        let last = lines.len() - 1;
        let used = lines[last].chars().count();
        let more = word.chars().count();
        if used > 0 && used + 1 + more > LETTERS {
            if lines.len() == 2 {
                return ended(lines);
            }
            lines.push(String::new());
        } else if used > 0 {
            lines[last].push(' ');
        }
        let last = lines.len() - 1;
        lines[last].push_str(word);
        if lines[last].chars().count() > LETTERS {
            return ended(lines);
        }
    }
    lines
}

/// The same, with dots where it stops.
fn ended(mut lines: Vec<String>) -> Vec<String> {
    if let Some(last) = lines.last_mut() {
        *last = last.chars().take(LETTERS - 1).collect();
        last.push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_to_two_lines_that_fit() {
        for text in [
            "",
            "Netwerk",
            "Uitbetaling van het leefloon en voorschotten op de 1e",
            "Hottentottententententoonstelling x y",
        ] {
            let lines = fitted(text);
            assert!(lines.len() <= 2 && lines.iter().all(|it| it.chars().count() <= LETTERS), "{lines:?}");
        }
        assert_eq!(fitted("Dossier sociale dienst"), ["Dossier sociale", "dienst"]);
    }

    #[test]
    fn a_line_that_others_show_is_left_out() {
        let (a, b, c) = ((0, 0), (1, 0), (2, 0));
        assert_eq!(direct(&[(a, b), (b, c), (a, c)]), [(a, b), (b, c)]);
        assert_eq!(direct(&[(a, b), (a, c)]), [(a, b), (a, c)]);
        assert_eq!(direct(&[(a, b), (b, a)]), [(a, b), (b, a)], "a circle stays");
    }

    #[test]
    fn boxes_and_lines_stay_within_the_drawing() {
        let node = |label: &str| Node { label: label.to_owned(), look: "" };
        let layers = [vec![node("a")], vec![node("b"); 9], vec![node("<c>")]];
        let lines = [((0, 0), (1, 8)), ((1, 0), (2, 0)), ((1, 1), (2, 0))];
        let svg = layered("graph", &layers, &lines).into_string();
        assert_eq!((svg.matches("<rect").count(), svg.matches("class=\"edge\"").count()), (11, 3));
        assert!(svg.contains("&lt;c&gt;") && !svg.contains("style="));
        let box_of: Vec<usize> = svg.split('"').nth(3).unwrap().split(' ').map(|it| it.parse().unwrap()).collect();
        let numbers = |key: &str| -> Vec<usize> {
            svg.split(key).skip(1).map(|it| it.split('"').next().unwrap().parse().unwrap()).collect()
        };
        assert!(numbers("rect x=\"").iter().all(|it| it + WIDTH <= box_of[2]));
        assert!(numbers(" y=\"").iter().all(|it| *it < box_of[3]));
        assert!(layered("order", &[], &[]).into_string().starts_with("<svg"));
    }
}
