//! Short texts in English.

use crate::document::words::Labels;

pub(in crate::document) const LABELS: Labels = Labels {
    mean: "mean",
    median: "median",
    middle: "median",
    withheld: "withheld",
    incomplete: "Incomplete: the file holds only what others pay to them or take from them, not their whole side of the case, \
                 so how likely they gain is withheld; `complete = true` in [payers.ID] says otherwise.",
    total: "Total",
    net_benefit: "Net benefit",
    present_value: "Present value",
    benefit_cost_ratio: "benefit-cost ratio",
    costs_per_year: ["programme cost per person-year", "net cost per person-year"],
    costs_per_year_discounted: [
        "programme cost per person-year, both discounted",
        "net cost per person-year, both discounted",
    ],
    net_cost_note: "Net cost: the costs less all savings that are not per person-year.",
    switching_value: "SWITCHING VALUE",
    expected_to_pay: "expected to pay",

    expected_case: "expected business case, at base values",
    mean_of_exact: "mean of exact expectations over the uncertain assumptions",
    mean_of_simulated: "mean of simulated programmes",
    standard_deviation: "standard deviation",
    mean_of_worst: "mean of the worst 5\u{a0}%",
    cumulative_by_year: "CUMULATIVE",
    break_even: ["BREAK-EVEN", "P(> 0)", "first even", "even by then", "for good"],
    not_within: "not within",
    peak_funding: "peak funding need",
    additional_person_years: "additional person-years",
    large_error: "its error is more than half of it",
    avoided: ["avoided", "avoided"],
    gained: ["gained", "gained"],
    by_payer: "BY PAYER",
    welfare_heading: "WELFARE, MARKET PRICES",
    probability_net_positive: "P(net > 0)",
    errors_note: "± is the Monte Carlo standard error: how far a rerun under another seed typically lands.",
    discounted_results: "Cumulative figures, the whole horizon's, break-even and ratios are discounted; figures of single \
                         years (yearly.csv, net_YYYY in replications.csv) are not.",

    base_values: "base values",
    interval_from: "95\u{a0}% from",
    interval_to: "to",
    sd: "sd",
    quick_note: "How likely the investment pays, and when, takes a full run: leave out --quick, which takes no -n (its work \
                 is always the same, some hundredths of a second), no --sampling and no targets.",

    costs: "COSTS",
    costs_total: "Costs",
    savings: "SAVINGS",
    savings_total: "Savings",
    result: "RESULT",
    discount_factor: "Discount factor",
    present_value_of_net: "Net, present value",
    cumulative: "Cumulative",
    person_years: "Person-years",
    placement_years: "Placement-years",
    net_benefit_of: "Net benefit of",
    welfare_of_all: "Welfare of all, market prices",
    discounted_note: "Lines, totals and net benefit are undiscounted; present value, cumulative, break-even and ratios are \
                      discounted.",

    uncertain: "UNCERTAIN",
    fixed_numbers: "FIXED",
    go_together: "GO TOGETHER (rank correlation)",
    data_files: "DATA FILES",
    choices: "CHOICES",
    paths_note: "The paths are what --set takes: --set employment.programme=0.15 replaces the value and its uncertainty, a \
                 distribution in its place keeps it uncertain; --shift moves its mean and keeps its spread.",
    variants: "VARIANTS (--variant ID; compare runs all of them)",
    no_source: "no source given",
    no_grade: "no grade given",
    undiscounted: "0, every year weighs the same",
    the_rest: "the rest",

    at_base: "at base",
    probability_positive: "P(> 0)",
    scenarios_note: "at base: the expected business case, with every assumption at its base value; mean: over all \
                     replications, with the assumptions drawn.",
    certain_there: "A number set to one value is certain there, so P(> 0) is not that of a run that draws it.",
    above_zero_at_end: "ABOVE ZERO AT THE END OF",
    cumulative_above_zero: "P(cumulative net benefit > 0).",
    ranking: "RANKING, by mean",
    probability_best: "P(best)",
    mean_rank: "mean rank",
    best_note: "P(best): no other brings more; where some bring the same, each has its part.",
    difference: "DIFFERENCE",
    probability_better: "P(better)",

    tornado: ["ASSUMPTION", "from", "to", "mean at from", "mean at to", "P at from", "P at to"],
    fixed: "(fixed)",
    fixed_note: "(fixed): the scenario has it as certain; moved by a share of itself, of a list all entries at once: by \
                 default the five that would matter most, of those that may be moved so far either way (--fixed names \
                 others, --fixed none leaves them out).",
    stress: ["ALL ADVERSE, ONE AFTER ANOTHER", "at", "at base", "mean", "P(> 0)"],
    nothing_held: "nothing held",
    all_favourable: "all favourable",
    stress_note: "Each row holds its assumption and all above it at their adverse ends; at base: the rest at base values; \
                  mean: the rest uncertain.",
    mean_net_benefit: "MEAN NET BENEFIT",
    probability_above_zero: "P(NET > 0)",
    grid_pairs: "Each pair holds both numbers as certain; a run that draws them, with as many replications as it takes, \
                 finds another P. All pairs of values are in grid.csv.",
    replications_for: "REPLICATIONS FOR",
    a_run_takes: "a run takes",
    no_number: "none",

    pays: "pays",
    exact: "exact",
    zero_at_base: "net benefit zero, everything else at base values",
    zero_on_average: "net benefit zero on average, the rest uncertain",
    held_as_certain: "In the last row the number is held as certain; a run that draws it, or has more replications, finds another \
        probability.",
    no_value_note: "At no (or every) value: the search went far beyond what is believed, as far as the scenario allows.",
    nowhere_else: "It pays in the ranges given and nowhere else.",
    nothing_uncertain: "No assumption is uncertain: there is no combination of them to look for.",
    least_adverse: "LEAST ADVERSE COMBINATION THAT LOSES",
    nearest_that_pays: "NEAREST COMBINATION THAT PAYS",
    there: "there",
    share: "share",
    share_of_later: "Of assumptions that go together the later one in the file has what it adds to the earlier one's share.",

    replication: ["ASSUMPTION", "drawn", "percentile", "base"],
    planned_for: "PLANNED FOR",
    leaving_in: "LEAVING IN",
    families: "families",
    better: "better",
    worse: "worse",
    year: "YEAR",
    self_sufficient_with: "self-sufficient with",
    without: "without",
    same: "same",

    bench: ["THREADS", "replications/s", "family-years/s", "ns/replication", "scaling"],
    pictures: super::pictures::LABELS,

    suite: ["SCENARIO", "ns", "least", "most", "results"],
};
