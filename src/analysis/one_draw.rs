//! Which draws scenarios have in common when they are compared.

use super::comparable::{Alternative, CompareError};
use crate::model::{Label, Model};
use crate::random::{Design, Seed};
use crate::scenario::CommonDraws;
use serde::Serialize;

/// Which draws several scenarios have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum OneDraw {
    /// All, of scenarios of one programme; nothing, of different programmes.
    #[default]
    Programmes,
    /// All: assumptions of the same path, and the luck of families.
    All,
    /// Nothing.
    Nothing,
    /// The assumptions of these paths, and nothing else.
    Paths(Vec<String>),
}

/// What a scenario has in common with the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// Whether chance is: what happens to each family, given the assumptions.
    pub families: bool,
    /// The uncertain assumptions that are one draw.
    pub assumptions: Vec<Label>,
}

impl From<CommonDraws> for OneDraw {
    fn from(common: CommonDraws) -> Self {
        match common {
            CommonDraws::All => Self::All,
            CommonDraws::Nothing => Self::Nothing,
            CommonDraws::Paths(paths) => Self::Paths(paths),
        }
    }
}

impl OneDraw {
    /// Checks that what is to be one draw can be.
    pub(super) fn check(&self, alternatives: &[Alternative<'_>]) -> Result<(), CompareError> {
        let Self::Paths(paths) = self else { return Ok(()) };
        for path in paths {
            let refuse = |why: String| Err(CompareError::NotCommon { path: path.clone(), why });
            let have = alternatives.iter().filter(|other| position(other.model, path).is_some());
            if have.count() < 2 {
                return refuse("fewer than two of the scenarios have an uncertain number of this path".to_owned());
            }
            for other in alternatives {
                // A correlated number is mixed from its own draw and its partners' draws.
                let at = |id: usize| other.model.parameters[id].path.as_str();
                let pairs = other.model.correlations.iter().map(|correlation| correlation.pair.between.map(at));
                let partner = |[a, b]: [&str; 2]| match path {
                    path if path == a => Some(b.to_owned()),
                    path if path == b => Some(a.to_owned()),
                    _ => None,
                };
                if let Some(partner) = pairs.filter_map(partner).find(|partner| !paths.contains(partner)) {
                    return refuse(format!("{} ties it to {partner}; name both", other.name));
                }
            }
        }
        Ok(())
    }

    /// The points of a scenario's parameters, and with them the luck of its families.
    pub(super) fn design(&self, alternatives: &[Alternative<'_>], position: usize, seed: Seed) -> Design {
        let (own, shared) = (self.seed(alternatives, position, seed), |path: &str| match self {
            Self::Paths(paths) => paths.iter().any(|known| known == path),
            _ => false,
        });
        let paths = alternatives[position].model.parameters.iter().map(|parameter| parameter.path.as_str());
        Design::random_under(own, paths.map(|path| (path, if shared(path) { seed } else { own })))
    }

    /// The points of a programme of a portfolio, whose families and deviations are always its own: by its id, so that another programme
    /// moves no number of this one. What is common is drawn under the seed itself; of several programmes, under that of each.
    pub(super) fn design_of_own(
        &self,
        alternatives: &[Alternative<'_>],
        position: usize,
        (id, seed): (&str, Seed),
    ) -> Design {
        let of = &alternatives[position];
        let own = seed.of_programme(&format!("portfolio/{id}"));
        let same = alternatives.iter().filter(|other| other.programme == of.programme).count() > 1;
        let common = |path: &str| match self {
            Self::All => seed,
            Self::Paths(paths) if paths.iter().any(|known| known == path) => seed,
            Self::Programmes if same && of.programme == alternatives[0].programme => seed,
            Self::Programmes if same => seed.of_programme(of.programme),
            Self::Programmes | Self::Nothing | Self::Paths(_) => own,
        };
        let deviates = |at: usize| of.model.parameters.deviations().iter().any(|deviation| deviation.by.0 == at);
        let parameters = of.model.parameters.iter().enumerate();
        let lucks = parameters.map(|(at, parameter)| {
            let path = parameter.path.as_str();
            (path, if deviates(at) { own } else { common(path) })
        });
        Design::random_under(own, lucks)
    }

    /// What a scenario has in common with the first.
    pub(super) fn with_first(&self, alternatives: &[Alternative<'_>], position: usize, seed: Seed) -> Shared {
        let [first, other] = [0, position].map(|at| self.design(alternatives, at, seed));
        let models = [0, position].map(|at| alternatives[at].model);
        let common = models[1].parameters.iter().enumerate().filter(|(dimension, parameter)| {
            let ours = self::position(models[0], &parameter.path);
            ours.is_some_and(|ours| first.luck(ours) == other.luck(*dimension))
        });
        Shared {
            families: first.seed() == other.seed(),
            assumptions: common.map(|(_, parameter)| models[1].label(&parameter.path)).collect(),
        }
    }

    /// The seed of all numbers except the assumptions in common: the first scenario keeps the seed of the run.
    fn seed(&self, alternatives: &[Alternative<'_>], position: usize, seed: Seed) -> Seed {
        let [first, own] = [0, position].map(|at| alternatives[at].programme);
        match self {
            Self::All => seed,
            Self::Programmes if own == first => seed,
            Self::Programmes => seed.of_programme(own),
            Self::Nothing | Self::Paths(_) if position == 0 => seed,
            Self::Nothing | Self::Paths(_) => seed.of_programme(&format!("{own}#{position}")),
        }
    }
}

fn position(model: &Model, path: &str) -> Option<usize> {
    model.parameters.iter().position(|parameter| parameter.path == path)
}
