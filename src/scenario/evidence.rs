//! Reading distributions: tables of evidence, `low to high`, plain numbers.

use super::curve::CurvePoints;
use super::node::{Node, Value};
use super::number::fraction;
use super::optional::Optional;
use super::reader::{Reader, Table};
use super::shape::{DISTRIBUTION, Domain};
use super::values::FIGURES;
use crate::distribution::{Argument, Distribution, DistributionError, DistributionFamily, Evidence, Univariate, range};
use crate::model::{BetweenFamilies, Cut, Quantity};

impl Reader<'_> {
    /// A value: a number, a fraction, `low to high`, or a distribution table, within a domain.
    pub fn distribution(&mut self, node: &Node, path: &str, domain: Domain) -> Option<Distribution> {
        let found = self.any_distribution(node, path, domain)?;
        self.note_cut(path, &found);
        Some(found)
    }

    /// Records a distribution with a mean that a limit moves.
    pub(super) fn note_cut(&mut self, path: &str, distribution: &Distribution) {
        let path = path.strip_suffix(".value").unwrap_or(path);
        if self.cuts.iter().all(|known| known.path != path) {
            self.cuts.extend(Cut::of(path, distribution));
        }
    }

    fn any_distribution(&mut self, node: &Node, path: &str, domain: Domain) -> Option<Distribution> {
        match &node.value {
            Value::Table(_) => {
                let table = self.table(node, path, &DISTRIBUTION)?;
                let evidence =
                    self.evidence(&table, |reader, node, path| reader.number(node, path, Domain::Real), |share| share)?;
                self.build(&table, &evidence, domain)
            }
            Value::Text(text) if text.starts_with(FIGURES) => self.figure(node, path, domain),
            Value::Text(text) if fraction(text).is_none() => match low_to_high(text) {
                Some((low, high)) => {
                    if self.refuse_thousands(node, path, domain, text.split(" to ")) {
                        return None;
                    }
                    let mut evidence = Evidence {
                        family: Some(range_family(domain, low, high)),
                        scalars: vec![(Argument::Low, low), (Argument::High, high)],
                        ..Evidence::default()
                    };
                    cut_to_domain(&mut evidence, domain, |bound| bound);
                    let built = evidence.distribution().and_then(|found| within(found, domain));
                    built.map_err(|error| self.problem(node, path, error.to_string())).ok()
                }
                None => self.number(node, path, domain).map(Distribution::Fixed),
            },
            _ => self.number(node, path, domain).map(Distribution::Fixed),
        }
    }

    /// A figure: certain, or with the spread that is known of it.
    fn figure(&mut self, node: &Node, path: &str, domain: Domain) -> Option<Distribution> {
        let before = self.cited.len();
        let value = self.number(node, path, domain)?;
        let cited = self.cited.get(before)?;
        let Some(mut evidence) = cited.row.evidence() else { return Some(Distribution::Fixed(value)) };
        cut_to_domain(&mut evidence, domain, |bound| bound);
        let built = evidence.distribution().and_then(|found| within(found, domain));
        built.map_err(|error| self.problem(node, path, error.to_string())).ok()
    }

    /// A distribution between families; its arguments may be parameters.
    pub fn between_families(&mut self, node: &Node, path: &str, domain: Domain) -> Option<BetweenFamilies> {
        let table = self.table(node, path, &DISTRIBUTION)?;
        let mut evidence = self.evidence(
            &table,
            |reader, node, path| match reader.reference(node, path, Domain::Real) {
                Optional::Found(quantity) => Some(quantity),
                Optional::Refused => None,
                Optional::Absent => reader.number(node, path, Domain::Real).map(Quantity::Fixed),
            },
            Quantity::Fixed,
        )?;
        // Uncertain arguments are tried at their base values; every draw is checked again in the run.
        let base = self.parameters.base_draw();
        let distribution = self.build(&table, &evidence.resolve(|quantity| quantity.at(&base)), domain)?;
        self.note_cut(path, &distribution);
        let scalars = evidence.scalars.iter().map(|(_, quantity)| quantity);
        if scalars.chain(evidence.curve.iter().map(|(_, quantity)| quantity)).all(Quantity::is_certain) {
            return Some(BetweenFamilies::Known(distribution.tabulated()));
        }
        cut_to_domain(&mut evidence, domain, Quantity::Fixed);
        Some(BetweenFamilies::Uncertain { evidence, bounds: domain.bounds() })
    }

    fn evidence<N>(
        &mut self,
        table: &Table<'_>,
        mut argument: impl FnMut(&mut Self, &Node, &str) -> Option<N>,
        of: impl Fn(f64) -> N,
    ) -> Option<Evidence<N>> {
        let family = match table.get("distribution") {
            Some(_) => {
                let name = self.choice(table, "distribution")?;
                DistributionFamily::ALL.iter().find(|known| known.0 == name).map(|known| known.1)
            }
            None => None,
        };
        let mut scalars = Vec::new();
        let mut sound = true;
        for (key, name) in Argument::SCALARS {
            if let Some(node) = table.get(key) {
                match argument(self, node, &table.path(key)) {
                    Some(value) => scalars.push((name, value)),
                    None => sound = false,
                }
            }
        }
        let mut lists = [vec![], vec![]];
        for (list, key) in lists.iter_mut().zip(["values", "weights"]) {
            if let Some(node) = table.get(key) {
                match self.numbers(node, &table.path(key)) {
                    Some(numbers) => *list = numbers,
                    None => sound = false,
                }
            }
        }
        let [mut values, weights] = lists;
        for key in ["column", "decimal"] {
            if let (Some(node), None) = (table.get(key), table.get("file")) {
                self.problem(node, &table.path(key), "not allowed without `file`");
                sound = false;
            }
        }
        let is_curve = table.has("within") || table.has("share");
        let alone =
            [("values", true, "`file`"), ("column", is_curve, "`within` and `share`, which name columns themselves")];
        for (key, _, beside) in alone.into_iter().filter(|(_, alone, _)| *alone) {
            if let (Some(node), Some(_)) = (table.get(key), table.get("file")) {
                self.problem(node, &table.path(key), format!("not allowed beside {beside}"));
                sound = false;
            }
        }
        let mut curve = Vec::new();
        if is_curve {
            match self.cumulative(table, argument, of) {
                Some(points) => curve = points,
                None => sound = false,
            }
        } else if let Some(node) = table.get("file") {
            match self.data(node, table) {
                Some(column) => values = column,
                None => sound = false,
            }
        }
        sound.then_some(Evidence { family, scalars, values, weights, curve })
    }

    /// The points of a cumulative curve.
    fn cumulative<N>(
        &mut self,
        table: &Table<'_>,
        mut argument: impl FnMut(&mut Self, &Node, &str) -> Option<N>,
        of: impl Fn(f64) -> N,
    ) -> Option<Vec<(f64, N)>> {
        let shares = |reader: &mut Self, node: &Node, path: &str| {
            let Value::List(items) = &node.value else { return reader.not_a_list(node, path) };
            let found: Vec<Option<N>> = items.iter().map(|item| argument(reader, item, path)).collect();
            found.into_iter().collect()
        };
        let CurvePoints { months, shares } = self.curve_points(table, "share", shares, of)?;
        Some(months.into_iter().zip(shares).collect())
    }

    fn build(&mut self, table: &Table<'_>, evidence: &Evidence, domain: Domain) -> Option<Distribution> {
        let mut evidence = evidence.clone();
        cut_to_domain(&mut evidence, domain, |bound| bound);
        match evidence.distribution().and_then(|found| within(found, domain)) {
            Ok(distribution) => Some(distribution),
            Err(error) => {
                let (node, path) = match &error {
                    DistributionError::Argument { argument, .. } => {
                        let key = argument.to_string();
                        (table.node.get(&key).unwrap_or(table.node), table.path(&key))
                    }
                    _ => (table.node, table.path.clone()),
                };
                let message = match error {
                    DistributionError::Argument { allowed, .. } => format!("not allowed; allowed: {allowed}"),
                    other => other.to_string(),
                };
                self.problem(node, &path, message);
                None
            }
        }
    }
}

/// A normal distribution has no ends of its own, so where the domain asks for them it is cut there. `check` shows the cut
/// and the mean as truncated.
fn cut_to_domain<N>(evidence: &mut Evidence<N>, domain: Domain, number: impl Fn(f64) -> N) {
    if evidence.family() != Some(DistributionFamily::Normal) {
        return;
    }
    let (low, high) = domain.bounds();
    for (argument, bound) in [(Argument::Min, low), (Argument::Max, high)] {
        if bound.is_finite() && !evidence.scalars.iter().any(|(known, _)| *known == argument) {
            evidence.scalars.push((argument, number(bound)));
        }
    }
}

/// The distribution, if it stays within the domain.
fn within(distribution: Distribution, domain: Domain) -> Result<Distribution, DistributionError> {
    let (low, high) = distribution.support();
    let (least, most) = domain.bounds();
    if low >= least && high <= most {
        return Ok(distribution);
    }
    let instead = match distribution {
        Distribution::Uniform(_) | Distribution::Triangular(_) | Distribution::Pert(_) => "give it other ends",
        Distribution::Points(_) => "leave out the values beyond",
        _ => "cut it with min and max, or choose another distribution",
    };
    Err(DistributionError::Form(format!(
        "{distribution} runs {}; allowed: {} ({instead})",
        range((low, high)),
        domain.describe()
    )))
}

/// `4 to 9` as two numbers.
fn low_to_high(text: &str) -> Option<(f64, f64)> {
    let (low, high) = text.split_once(" to ")?;
    Some((low.trim().parse().ok()?, high.trim().parse().ok()?))
}

/// What a bare `low to high` stands for: a beta for probabilities, a lognormal above zero, else a normal, cut to the
/// domain where that has ends.
fn range_family(domain: Domain, low: f64, high: f64) -> DistributionFamily {
    match domain {
        Domain::Probability if low > 0.0 && high < 1.0 => DistributionFamily::Beta,
        Domain::NonNegative | Domain::Real if low > 0.0 => DistributionFamily::LogNormal,
        _ => DistributionFamily::Normal,
    }
}
