//! Reading entry to self-sufficiency, and relapse.

use super::node::Node;
use super::reader::{Reader, Table};
use super::relative::{ARM_KEYS, Measure, is_relative};
use super::shape::Domain;
use crate::distribution::{Beta, Distribution, Univariate};
use crate::model::{Coupling, Employment, Quantity, Relapse, SeenSpell, Tier};

/// How the probabilities of several tiers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shares {
    /// Given that no better tier is reached.
    Conditional,
    /// Of reaching at least this tier.
    AtLeast,
}

impl Reader<'_> {
    /// Entry without the relapse rule; `None` where it cannot be read or there is none.
    pub fn employment(&mut self, sections: &Table<'_>) -> Option<Employment> {
        let table = self.section(sections, "employment")?;
        let coupling = if table.has("coupling") { self.choice(&table, "coupling") } else { Some("monotone") };
        let shares = match self.choice(&table, "shares") {
            Some("at_least") => Shares::AtLeast,
            _ => Shares::Conditional,
        };
        let tiers = if table.has("counts") {
            self.counted_tiers(&table)
        } else if table.has("tiers") {
            self.several_tiers(&table, shares)
        } else {
            self.single_tier(&table)
        };
        let coupling = if coupling? == "monotone" { Coupling::Monotone } else { Coupling::Independent };
        Some(Employment { tiers: tiers?, coupling, relapse: Relapse::default() })
    }

    fn several_tiers(&mut self, table: &Table<'_>, shares: Shares) -> Option<Vec<Tier>> {
        for single in ["programme", "comparison", "programme_delay", "comparison_delay"] {
            if let Some(node) = table.get(single) {
                self.problem(node, &table.path(single), "not allowed beside `tiers`: each tier has its own");
            }
        }
        let named = self.named_tables(table, "tiers");
        if named.is_empty() {
            let path = table.path("tiers");
            self.problem(table.node, &path, "no tiers; allowed: [employment.tiers.some_id], best first");
        }
        // Every tier is read before any is refused, so that all their problems are reported.
        let mut better = [None, None];
        let mut tiers = Vec::new();
        for (entry, tier) in named {
            for arm in ARM_KEYS {
                if !tier.has(arm) {
                    let message = "missing; each tier has its own, unless `counts` say how many reached it";
                    self.problem(tier.node, &tier.path(arm), message);
                }
            }
            let read = match shares {
                Shares::Conditional => self.tier(&tier, &entry.key),
                Shares::AtLeast => self.tier_at_least(&tier, &entry.key, &mut better),
            };
            tiers.push(read);
        }
        tiers.into_iter().collect()
    }

    fn single_tier(&mut self, table: &Table<'_>) -> Option<Vec<Tier>> {
        for arm in ARM_KEYS {
            if !table.has(arm) {
                self.problem(table.node, &table.path(arm), "missing; give `programme` and `comparison`, or `tiers`");
            }
        }
        if let (Some(node), None) = (table.get("shares"), table.get("tiers")) {
            self.problem(node, &table.path("shares"), "only several `tiers` can be given as at least");
        }
        self.tier(table, "full").map(|tier| vec![tier])
    }

    /// A tier, or a whole employment of one.
    fn tier(&mut self, table: &Table<'_>, id: &str) -> Option<Tier> {
        let [programme, comparison] = self.arms(table, Measure::Probability, |reader, key| {
            reader.quantity(table, key).map(|quantity| vec![quantity])
        });
        self.finish_tier(table, id, programme.map(|arm| arm[0]), comparison.map(|arm| arm[0]))
    }

    pub(super) fn finish_tier(
        &mut self,
        table: &Table<'_>,
        id: &str,
        programme: Option<Quantity>,
        comparison: Option<Quantity>,
    ) -> Option<Tier> {
        let delay = ["programme_delay", "comparison_delay"]
            .map(|key| if table.has(key) { self.varying(table, key).map(Some) } else { Some(None) });
        let self_support = match table.shape.field("self_support") {
            Some(_) if table.has("self_support") => self.flag(table, "self_support"),
            _ => Some(true),
        };
        let [first, second] = delay;
        Some(Tier {
            id: id.to_owned(),
            programme: programme?,
            comparison: comparison?,
            delay: [first?, second?],
            self_support: self_support?,
        })
    }

    /// A tier whose probabilities are those of reaching at least it. `better` holds what was said of the tier before.
    fn tier_at_least(&mut self, table: &Table<'_>, id: &str, better: &mut [Option<AtLeast>; 2]) -> Option<Tier> {
        let arms = ARM_KEYS.map(|key| (key, table.get(key)));
        let mut quantities = [None, None];
        for (((key, node), better), quantity) in arms.into_iter().zip(better).zip(&mut quantities) {
            let Some(node) = node else { continue };
            let path = table.path(key);
            let Some(said) = self.at_least(node, &path) else { continue };
            match said.given(better.as_ref()) {
                Ok((distribution, base)) => {
                    *quantity = Some(self.assume_at(node, &path, distribution, base));
                    if better.is_some() {
                        self.qualify(&path, self.language.naming().given_no_better_tier());
                    }
                    *better = Some(said);
                }
                Err(message) => self.problem(node, &path, message),
            }
        }
        let [programme, comparison] = quantities;
        self.finish_tier(table, id, programme, comparison)
    }

    /// A probability of at least a tier, in the two forms that can be converted without loss.
    fn at_least(&mut self, node: &Node, path: &str) -> Option<AtLeast> {
        if is_relative(node) {
            let message = "an effect on \"at least\" this tier cannot be converted; give it of the tier given that no better one is reached";
            self.problem(node, path, message);
            return None;
        }
        let (distribution, base) = self.stated(node, path, Domain::Probability)?;
        if !matches!(distribution, Distribution::Fixed(_) | Distribution::Beta(_)) {
            self.problem(
                node,
                path,
                "only fixed shares and events out of n can be converted from \"at least\"; give the others given that no \
                 better tier is reached",
            );
            return None;
        }
        Some(AtLeast { base: base.unwrap_or_else(|| distribution.mean()), distribution })
    }

    /// Relapse; nobody relapses without the section.
    pub fn relapse(&mut self, sections: &Table<'_>) -> Option<Relapse> {
        let table = self.section(sections, "relapse")?;
        let hazard = self.hazards(&table);
        let counted = if table.has("counted") { self.one_of(&table, "counted") } else { Some(0.0) };
        let reentry = if table.has("reentry") { self.quantity(&table, "reentry") } else { Some(Quantity::Fixed(0.0)) };
        Some(Relapse { hazard: hazard?, counted: counted?, reentry: reentry?, seen: SeenSpell::Nothing })
    }
}

/// The probability of reaching at least a tier.
struct AtLeast {
    distribution: Distribution,
    base: f64,
}

impl AtLeast {
    /// The probability given that no better tier is reached, with its base value: (c − b)/(1 − b). Of x events at least
    /// this good and w better ones out of n the distribution is Beta(x − w, n − x), the exact conditional of the
    /// Dirichlet that the three counts make.
    fn given(&self, better: Option<&Self>) -> Result<(Distribution, Option<f64>), String> {
        let Some(better) = better else { return Ok((self.distribution.clone(), Some(self.base))) };
        if self.base < better.base {
            return Err(format!(
                "{} of at least this tier is less than the {} of a better one; allowed: shares that do not fall",
                self.base, better.base
            ));
        }
        let base = if better.base < 1.0 { (self.base - better.base) / (1.0 - better.base) } else { 0.0 };
        match (&better.distribution, &self.distribution) {
            (Distribution::Fixed(_), Distribution::Fixed(_)) => Ok((Distribution::Fixed(base), None)),
            (Distribution::Beta(w), Distribution::Beta(x)) if (w.weight() - x.weight()).abs() < 1e-9 => {
                let (more, rest) = (x.alpha() - w.alpha(), x.weight() - x.alpha());
                if more <= 0.0 {
                    let what =
                        format!("{} events of at least this tier are no more than those of a better one", x.alpha());
                    return Err(format!("{what}; allowed: more, or leave the tier out"));
                }
                let conditional = Beta::new(more, rest).map_err(|error| error.to_string())?;
                Ok((Distribution::Beta(conditional), Some(base)))
            }
            _ => {
                Err("tiers given as at least need the same form: all fixed, or all events out of the same n".to_owned())
            }
        }
    }
}
