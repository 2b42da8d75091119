//! Bars that stand side by side as one shape: a page with a thousand of them is smaller by half.

use std::fmt::Write;

/// A filled rectangle of an SVG.
struct Bar<'s> {
    /// Left, top, width, height.
    place: [i32; 4],
    /// All other attributes.
    look: &'s str,
}

/// Bars from left to right in a tint: the ground beneath them, and they themselves.
#[derive(Default)]
struct Run<'s> {
    ground: Vec<[i32; 4]>,
    tinted: Vec<[i32; 4]>,
    look: &'s str,
}

/// The look of what lies beneath a tint.
const GROUND: &str = "class=\"f-ground\"";

/// The lines of an SVG, bars that follow one another from left to right in the same tint made one shape; what has no area is left out.
pub(super) fn merged(shapes: &str) -> String {
    let mut all = String::with_capacity(shapes.len());
    let mut run = Run::default();
    for line in shapes.lines() {
        let Some(bar) = bar(line) else {
            run.end(&mut all);
            all.push_str(line);
            all.push('\n');
            continue;
        };
        if bar.place[2] == 0 || bar.place[3] == 0 {
            continue;
        }
        if !run.takes(&bar) {
            run.end(&mut all);
        }
        run.take(&bar);
    }
    run.end(&mut all);
    all
}

/// The bar that a line is.
fn bar(line: &str) -> Option<Bar<'_>> {
    let mut rest = line.strip_prefix("<rect ")?.strip_suffix("/>")?;
    let mut place = [0; 4];
    for (at, name) in ["x=\"", "y=\"", "width=\"", "height=\""].into_iter().enumerate() {
        let (value, after) = rest.strip_prefix(name)?.split_once('"')?;
        place[at] = value.parse().ok()?;
        rest = after.trim_start();
    }
    Some(Bar { place, look: rest })
}

impl<'s> Run<'s> {
    /// Whether a bar goes on with it: to the right of those before, in the same tint.
    fn takes(&self, bar: &Bar<'s>) -> bool {
        let (list, same) = if bar.look == GROUND {
            (&self.ground, self.ground.len() == self.tinted.len())
        } else {
            let beneath = self.ground.get(self.tinted.len()) == Some(&bar.place);
            (&self.tinted, beneath && (self.tinted.is_empty() || self.look == bar.look))
        };
        same && list.last().is_none_or(|[left, _, width, _]| bar.place[0] >= left + width)
    }

    fn take(&mut self, bar: &Bar<'s>) {
        if bar.look == GROUND {
            self.ground.push(bar.place);
        } else {
            self.tinted.push(bar.place);
            self.look = bar.look;
        }
    }

    /// Writes it, and begins another.
    fn end(&mut self, all: &mut String) {
        shape(&self.ground, GROUND, all);
        shape(&self.tinted, self.look, all);
        *self = Self::default();
    }
}

fn shape(bars: &[[i32; 4]], look: &str, all: &mut String) {
    match bars {
        [] => {}
        [[x, y, width, height]] => {
            let _ = writeln!(all, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {look}/>");
        }
        bars => {
            let each = bars.iter().fold(String::new(), |mut each, [x, y, width, height]| {
                let _ = write!(each, "M{x} {y}h{width}v{height}h-{width}z");
                each
            });
            let _ = writeln!(all, "<path d=\"{each}\" {look}/>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_side_by_side_in_one_tint_are_one_shape() {
        let bar = |x: i32, height: i32, look: &str| {
            format!("<rect x=\"{x}\" y=\"5\" width=\"9\" height=\"{height}\" {look}/>\n")
        };
        let tint = "class=\"f-loss\" fill-opacity=\"0.850\"";
        let pair = |x: i32, height: i32| bar(x, height, GROUND) + &bar(x, height, tint);
        let drawn =
            pair(0, 4) + &pair(9, 0) + &pair(18, 7) + "<text>x</text>\n" + &pair(0, 3) + &bar(4, 2, "class=\"f-ink\"");
        let expected = format!(
            "<path d=\"M0 5h9v4h-9zM18 5h9v7h-9z\" {GROUND}/>\n<path d=\"M0 5h9v4h-9zM18 5h9v7h-9z\" {tint}/>\n<text>x</text>\n{}{}",
            pair(0, 3),
            bar(4, 2, "class=\"f-ink\"")
        );
        assert_eq!(merged(&drawn), expected);
    }

    #[test]
    fn bars_that_lie_on_one_another_stay_apart_and_in_order() {
        let drawn = format!(
            "<rect x=\"0\" y=\"5\" width=\"9\" height=\"3\" {GROUND}/>\n<rect x=\"4\" y=\"5\" width=\"9\" height=\"3\" {GROUND}/>\n"
        );
        assert_eq!(merged(&drawn), drawn);
    }
}
