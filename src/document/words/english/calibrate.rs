//! Data and the distributions that follow from them, in English.

use super::{E, English};
use crate::calibrate::DataLimit;
use crate::document::words::calibrate::{CalibrateLabels, CalibrateWords, FoundRow, WELL};

pub(in crate::document) const CALIBRATE: CalibrateLabels = CalibrateLabels {
    columns: ["mean", "5 %", "median", "95 %"],
    title: "What the data say",
    cannot_say: "What they cannot say:",
    pictures: ["What the data say: shares", "What the data say: amounts"],
    abouts: ["share", "times its mean"],
    legend: ["90 % of what is believed", "80 %", "50 %", "median", "mean"],
    interval: "5 to 95 %",
};

impl CalibrateWords for English {
    fn found_row(&self, row: FoundRow<'_>) -> String {
        match row {
            FoundRow::Share => "share".to_owned(),
            FoundRow::Tier(id) => format!("reach {id}"),
            FoundRow::NoTier => "reach none".to_owned(),
            FoundRow::Programme => "with the programme".to_owned(),
            FoundRow::Comparison => "without it".to_owned(),
            FoundRow::Difference => "difference".to_owned(),
            FoundRow::OddsRatio => "odds ratio".to_owned(),
            FoundRow::NewProgramme => "a new place".to_owned(),
            FoundRow::SpreadHalved => "the same, half the spread allowed".to_owned(),
            FoundRow::SpreadDoubled => "the same, twice the spread allowed".to_owned(),
            FoundRow::Mean => "the mean".to_owned(),
            FoundRow::Each => "one unit".to_owned(),
            FoundRow::Pool => "all experts together".to_owned(),
            FoundRow::Family(name) => format!("fitted: {name}"),
            FoundRow::Plateau => "ever enter".to_owned(),
            FoundRow::PlateauOf(name) => format!("the same by {name}"),
            FoundRow::RelapseWithin(months) => format!("relapsed within {} months", E.plain(months)),
        }
    }

    fn limit(&self, limit: &DataLimit) -> String {
        let share = |of: f64| E.percent(of, 0);
        match limit {
            DataLimit::NoComparison => {
                "Nobody was followed without the programme, so how many would have managed anyway does not follow from this.".to_owned()
            }
            DataLimit::NotRandomised => {
                "The arms were not drawn by lot: their difference is also that of the people in them.".to_owned()
            }
            DataLimit::NoPrior { coverage } if *coverage < WELL => {
                "No prior was added, as the house's convention is; with so few observations the interval is too narrow.".to_owned()
            }
            DataLimit::NoPrior { .. } => "No prior was added, as the house's convention is.".to_owned(),
            DataLimit::PriorAdded { observations } => {
                format!("The prior weighs as much as {} observations.", E.plain(*observations))
            }
            DataLimit::FromElsewhere { weight, effective } => format!(
                "It comes from elsewhere and counts {}, as {} observations; how much it should count is a judgement.",
                share(*weight),
                E.plain(*effective)
            ),
            DataLimit::FewProgrammes { programmes, of_prior } => format!(
                "With {programmes} programmes the spread between places is mostly what was assumed ({} of its prior spread is left).",
                share(*of_prior)
            ),
            DataLimit::ProgrammesAsFound => {
                "The programmes are those that were measured and published; a new place may be unlike them.".to_owned()
            }
            DataLimit::ShapeUnknown => {
                "Mean and standard deviation do not tell the shape; other shapes are given beside.".to_owned()
            }
            DataLimit::Opinion { experts } => format!(
                "It is what {} expected, never observed.",
                if *experts == 1 { "one person".to_owned() } else { format!("{experts} people") }
            ),
            DataLimit::TailsUnstated { low, high } => {
                format!("Nobody said anything below {} and above {}: there the family decides.", share(*low), share(*high))
            }
            DataLimit::ExpertsDisagree { ratio } => format!(
                "The experts differ {} times as much as each is unsure: the mean of all may be nobody's view.",
                E.decimal(*ratio, 1)
            ),
            DataLimit::PoorFit { distance } => {
                format!("The distribution that a scenario takes of it is off by up to {} points of probability.", E.decimal(100.0 * distance, 0))
            }
            DataLimit::PlateauUnknown { interval, limit } => format!(
                "How many ever enter is not known: between {} and {} (known would be an interval of {} points at most).",
                share(interval.low),
                share(interval.high),
                E.decimal(100.0 * limit, 0)
            ),
            DataLimit::FamiliesDisagree { low, high } => {
                format!("The families of curves disagree on it: their medians go from {} to {}.", share(*low), share(*high))
            }
            DataLimit::PlateauWithPace { correlation } => format!(
                "How many enter and how fast are known only together (correlation {}).",
                E.decimal(*correlation, 2)
            ),
            DataLimit::ExpectedLeftOut { months } => {
                format!("Left out, since expected and not observed: {}.", month_list(months))
            }
            DataLimit::ExpectedCounted { months } => {
                format!("Counted as if observed, though only expected: {}.", month_list(months))
            }
            DataLimit::BeyondLastMonth { month } => {
                format!("Nothing was observed after month {}.", E.plain(*month))
            }
            DataLimit::WithinIntervals { longest } => {
                format!("When within an interval it happened is not known; the longest has {} months.", E.plain(*longest))
            }
        }
    }

    fn coverage(&self, stated: f64, without: f64) -> String {
        let [stated, without] = [stated, without].map(|share| E.percent(share, 0));
        if stated == without {
            format!("Were the mean the truth, such an interval of 90 % would hold it in {stated} of samples.")
        } else {
            format!(
                "Were the mean the truth, such an interval of 90 % would hold it in {stated} of samples, without any prior in {without}."
            )
        }
    }

    fn programme_better(&self, probability: f64) -> String {
        format!("The programme's share is the higher one with probability {}.", E.percent(probability, 1))
    }

    fn family_chosen(&self, family: &str, distance: f64) -> String {
        format!("Best fit: {family}, off by {} points at most.", E.decimal(100.0 * distance, 1))
    }

    fn fragment_in(&self, file: &str) -> String {
        format!("For a scenario: {file}")
    }
}

fn month_list(months: &[f64]) -> String {
    let months: Vec<String> = months.iter().map(|month| E.plain(*month)).collect();
    format!("month {}", months.join(", "))
}
