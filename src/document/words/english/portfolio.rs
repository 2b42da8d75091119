//! Several programmes at once, in English.

use super::common::of_cases;
use super::{E, English};
use crate::analysis::{Diversification, FirstThenOthers, PortfolioProgramme};
use crate::document::words::portfolio::{PortfolioLabels, PortfolioWords};
use crate::document::words::{CommonWords, sentences, some_of};
use crate::model::DeviationScale;
use crate::statistics::{Chance, Estimate};
use crate::summary::NetBenefit;

pub(in crate::document) const PORTFOLIO: PortfolioLabels = PortfolioLabels {
    programme: "PROGRAMME",
    participants: "taken in",
    together: "all together",
    even: ["BREAK EVEN WITHIN THE HORIZON", "in"],
    spread: [
        "THE TOTAL VARIES BY (SD)",
        "as simulated",
        "if they were independent",
        "if all went up and down together",
    ],
    account: "ALL TOGETHER, BY PAYER",
    advance: ["MONEY TO BE ADVANCED", "budget", "more than that"],
    programmes_note: "5 % and 95 %: of the net benefit; ±: standard error of the mean. The total is the sum of the programmes in every \
                      replication, so its quantiles are not the sums of theirs.",
    own_families: "Families are each programme's own.",
    cut: "Counted are the years that all scenarios have.",
    too_many: "The programmes one by one are in portfolio.csv.",
    counted: "Entries are counted in the programme arm, as if adults were independent given the assumptions.",
    heading: "P(net > 0)",
};

impl PortfolioWords for English {
    fn portfolio_answer(&self, programmes: usize, span: &str, total: &NetBenefit, currency: &str) -> String {
        let money = |value: f64| E.money(value, currency);
        let pays = total.probability_positive.as_ref().map_or_else(String::new, |chance| {
            format!("Together they pay {} in {}.", English.in_span(span), of_cases(chance))
        });
        sentences([
            format!(
                "The {programmes} programmes together bring {} on average (±\u{a0}{}).",
                money(total.mean),
                E.whole(total.mcse)
            ),
            pays,
            format!("The worst 5 % of cases come to {} on average.", money(total.expected_shortfall_05.value)),
        ])
    }

    fn portfolio_even(&self, mean: Estimate, of: usize, none: &Chance, all: &Chance) -> String {
        format!(
            "On average {} of {of} break even (±\u{a0}{}): all of them in {}, none in {}.",
            E.decimal(mean.value, 1),
            E.decimal(mean.mcse, 2),
            of_cases(all),
            of_cases(none)
        )
    }

    fn portfolio_spread(&self, spread: &Diversification, shares: bool, currency: &str) -> String {
        let Diversification { sd, sd_if_independent: apart, sd_if_together: together, .. } = *spread;
        let Some(remains) = spread.share_that_remains else {
            return "Nothing varies from case to case, so there is nothing to even out.".to_owned();
        };
        let [evened, independent] = [sd.value, apart].map(|sd| E.percent(1.0 - sd / together, 0));
        let of_total = format!("The total varies by {} (±\u{a0}{}).", E.money(sd.value, currency), E.whole(sd.mcse));
        if !shares {
            return format!(
                "The programmes share no assumption: spread over several of them {evened} of what they vary by one by one evens out, and \
                 more the more there are. {of_total}"
            );
        }
        format!(
            "Spread over several programmes {evened} of what they vary by one by one evens out; independent ones would even out \
             {independent}. The rest is shared: it goes up and down in all of them at once. However many more like these joined, {} of the \
             sum of their standard deviations would remain. {of_total}",
            E.percent(remains, 0)
        )
    }

    fn portfolio_independent(&self, shared: &Chance, independent: Estimate) -> String {
        format!(
            "All together gain in {}. Taken as independent, the same programmes would show {} (±\u{a0}{}): that is not what they are.",
            of_cases(shared),
            E.percent(independent.value, 1),
            E.points(independent.mcse)
        )
    }

    fn portfolio_shared(&self, titles: &[&str], programmes: usize) -> String {
        if titles.is_empty() {
            return "No assumption is one draw in several programmes; `programme = \"id\"` in the files, or --common, says which are."
                .to_owned();
        }
        let shown: Vec<&str> = some_of(titles).copied().collect();
        let more = titles.len() - shown.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let alone = programmes == 1;
        format!("One draw for {}: {}{more}.", if alone { "all" } else { "several" }, shown.join("; "))
    }

    fn portfolio_deviates(&self, of: &PortfolioProgramme, programmes: usize) -> String {
        let each = of.deviates.iter().map(|own| {
            let scale = match own.scale {
                DeviationScale::LogOdds => "log-odds",
                DeviationScale::Log => "logarithms",
            };
            format!("{} (standard deviation {} in {scale})", own.label.title, E.plain(own.sd))
        });
        format!(
            "{programmes} programmes have a value of their own around the shared one: {}.",
            each.collect::<Vec<_>>().join("; ")
        )
    }

    fn portfolio_assumed(&self, assumed: usize, of: usize) -> String {
        format!("The sizes of {assumed} of {of} programmes are assumed.")
    }

    fn portfolio_first(&self, found: &FirstThenOthers, currency: &str) -> String {
        let FirstThenOthers { facts, all_at_once, first_then_others, gain, gain_lower, .. } = found;
        let money = |value: f64| E.money(value, currency);
        let follow = match found.others_follow_at[..] {
            [] => "At no count would the others follow".to_owned(),
            [[0, to]] if to == facts.followed => "The others follow whatever it counts".to_owned(),
            [[from, to]] if to == facts.followed => format!("The others follow from {from} entries on"),
            _ => {
                let parts: Vec<String> =
                    some_of(&found.others_follow_at).map(|[from, to]| format!("{from}–{to}")).collect();
                format!("The others follow at {} entries", parts.join(", "))
            }
        };
        let verdict = if gain.value > 2.0 * gain.mcse && *gain_lower > 0.0 {
            "It is worth it."
        } else if gain.value < -2.0 * gain.mcse {
            "It is not worth it."
        } else {
            "It makes no difference that could be told."
        };
        let left = match facts.discount {
            left if left < 1.0 => format!(" ({} of their net benefit is left)", E.percent(left, 0)),
            _ => String::new(),
        };
        let wait = match facts.wait {
            0.0 => String::new(),
            1.0 => format!(", which wait a year{left},"),
            years => format!(", which wait {} years{left},", E.plain(years)),
        };
        format!(
            "Beginning with {} alone, counting entries among its {} adults and deciding on the others{wait} brings {} on average; all at \
             once {}; the first alone {}; none 0. Against the best of these it gains {} (±\u{a0}{}; by rules judged on other draws {}). {follow}; the count \
             says no in {} of cases. {verdict}",
            facts.programme,
            facts.followed,
            money(first_then_others.value),
            money(all_at_once.value),
            money(found.first_alone.value),
            money(gain.value),
            E.whole(gain.mcse),
            E.whole(*gain_lower),
            E.percent(found.says_no, 0)
        )
    }

    fn portfolio_count(&self, from: usize, to: usize) -> String {
        if from == to { from.to_string() } else { format!("{from} to {to}") }
    }

    fn portfolio_title(&self, span: &str, whose: &str) -> String {
        format!("Net benefit {span}, programme by programme: {whose}")
    }
}
