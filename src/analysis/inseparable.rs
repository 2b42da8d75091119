//! Which inputs of a response are looked at together, because no figure of one alone would mean anything.

use super::response::{Input, Response};
use crate::model::Copula;
use serde::Serialize;

/// Why inputs are looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// They are correlated.
    Correlated,
    /// They are the years of one series.
    Years,
    /// Somebody asked.
    Asked,
}

/// Inputs that are looked at together.
#[derive(Debug, Clone, PartialEq)]
pub struct InputSet {
    /// By position, ascending.
    pub inputs: Vec<usize>,
    /// Why; `None` for an input by itself.
    pub reason: Option<Reason>,
}

/// The uncertain inputs of a response, divided into sets that are independent of each other: an input by itself, those that are correlated,
/// the years of a series.
#[must_use]
pub fn independent_sets(response: &impl Response) -> Vec<InputSet> {
    let inputs = response.inputs();
    let ties = response.copula().map_or_else(Vec::new, Copula::ties);
    let mut sets: Vec<InputSet> = Vec::new();
    for (i, input) in inputs.iter().enumerate().filter(|(_, input)| !input.distribution.is_fixed()) {
        let tie = ties.iter().find(|tie| tie.contains(&i));
        let joined = sets.iter_mut().find(|set| {
            let first = set.inputs[0];
            tie.is_some_and(|tie| tie.contains(&first)) || (input.shock && series(input) == series(&inputs[first]))
        });
        match joined {
            Some(set) => set.inputs.push(i),
            None if tie.is_some() => sets.push(InputSet { inputs: vec![i], reason: Some(Reason::Correlated) }),
            None if input.shock => sets.push(InputSet { inputs: vec![i], reason: Some(Reason::Years) }),
            None => sets.push(InputSet { inputs: vec![i], reason: None }),
        }
    }
    sets
}

/// The path of the series that a year's draw belongs to; that of the input itself where it is none.
pub(crate) fn series(input: &Input) -> &str {
    let path = input.label.path.as_str();
    if input.shock { path.rsplit_once('.').map_or(path, |(series, _)| series) } else { path }
}

#[cfg(test)]
mod tests {
    use super::super::Function;
    use super::*;
    use crate::distribution::{Distribution, Uniform};
    use crate::model::RankCorrelation;
    use crate::random::Seed;

    #[test]
    fn what_is_correlated_or_of_one_series_stays_together_and_what_is_certain_is_left_out() {
        let unit = |path| Input::new(path, Distribution::Uniform(Uniform::new(0.0, 1.0).expect("an interval")));
        let year = |path| Input { shock: true, ..unit(path) };
        let inputs = vec![
            unit("a"),
            year("odds.2020"),
            unit("b"),
            Input::new("c", Distribution::Fixed(1.0)),
            year("odds.2021"),
            unit("d"),
        ];
        let copula = Copula::new(&[RankCorrelation { between: [0, 5], rank: 0.5 }]).expect("possible");
        let response = Function::new(inputs, Seed::default(), 1, |_: &[f64]| 0.0).tied_by(copula);
        let found: Vec<_> = independent_sets(&response).into_iter().map(|set| (set.inputs, set.reason)).collect();
        let expected = [(vec![0, 5], Some(Reason::Correlated)), (vec![1, 4], Some(Reason::Years)), (vec![2], None)];
        assert_eq!(found, expected);
    }
}
