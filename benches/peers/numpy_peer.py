"""The Silkeborg programme in NumPy: whole columns of replications at a time, no loop over people.

Three facts, all exact, keep the columns short:

- Of the adults of an intake year, each is additional with probability |p1 - p0| and gets past the year of entry with
  probability 1 - h, so those who do are Binomial(adults, |p1 - p0| (1 - h)). The others never count.
- The hazard is the same in every year, so those who got past their year of entry are thinned together, whatever year
  they entered in: Binomial(settled, 1 - h).
- Poisson numbers add up to a Poisson number, so placements are drawn for the families of a year at once.

Entry moments are drawn one by one and summed by replication. Replications go in chunks that fit a core's cache.
"""

import argparse
import json
import platform
import time

import numpy as np

FIRST_YEAR = 2017
YEARS = 5
INTAKE = (100 / 3, 40.0, 40.0, 40.0, 40.0)
PLACEMENT_PROFILE = (1, 1, 0, 0, 0)
# Project manager, five case managers, training, follow-up, IT workplaces, licences, transport.
COSTS_A_YEAR = 580_000 + 5 * 465_000 + 100_000 + 80_000 + 40_000 + 32_000 + 100_000
POSTS_SAVED = 0.75 + 2
STATE_SHARE = 0.2

PROBABILITIES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
SHORTFALL = 0.05
CHUNK = 20_000


class Results:
    """What every replication leaves behind; years by replications, so that each year is one contiguous column."""

    def __init__(self, replications):
        self.person_years = np.empty((YEARS, replications))
        self.placement_years = np.empty((YEARS, replications))
        self.placements = np.empty(replications)
        self.costs = np.empty(replications)  # a year
        self.casework = np.empty(replications)  # saved a year
        self.support = np.empty(replications)  # saved per person-year
        self.placement_price = np.empty(replications)  # saved per placement-year


def simulate(rng, replications):
    """All replications, chunk by chunk."""
    results = Results(replications)
    for start in range(0, replications, CHUNK):
        simulate_chunk(rng, results, slice(start, min(start + CHUNK, replications)))
    return results


def simulate_chunk(rng, results, chunk):
    """Draws the parameters of a chunk of replications, then what happens to the families at these parameters."""
    n = chunk.stop - chunk.start
    programme = rng.beta(17.1, 57 - 17.1, n)
    comparison = rng.beta(3, 20 - 3, n)
    staying = 1 - rng.beta(2, 20 - 2, n)
    starts = rng.gamma(2, 0.5, n)
    results.support[chunk] = 12 * nonnegative_normal(rng, 14_575, 440, n)
    results.placement_price[chunk] = lognormal(rng, 450_000, 90_000, n)
    realised = np.sqrt(rng.random(n))  # triangular on 0 to 1 with its mode at 1: the share of the posts that are in fact cut
    results.casework[chunk] = POSTS_SAVED * realised * nonnegative_normal(rng, 450_000, 22_500, n)
    results.costs[chunk] = COSTS_A_YEAR * pert(rng, 0.95, 1.0, 1.25, n)

    effect = programme - comparison
    sign = np.sign(effect)
    enters_and_stays = np.abs(effect) * staying
    settled = np.zeros(n, dtype=np.int64)
    placed = np.zeros(n, dtype=np.int64)
    for year, intake in enumerate(INTAKE):
        adults = rounded_at_random(rng, intake, n)
        settled = rng.binomial(settled, staying)
        entrants = rng.binomial(adults, enters_and_stays)
        results.person_years[year, chunk] = sign * (settled + sums_of_uniforms(rng, entrants))
        settled += entrants

        results.placement_years[year, chunk] = placed
        if PLACEMENT_PROFILE[year] > 0:
            avoided = rng.poisson(starts * PLACEMENT_PROFILE[year] * (adults / intake))
            results.placement_years[year, chunk] += sums_of_uniforms(rng, avoided)
            placed += avoided
    results.placements[chunk] = placed


def rounded_at_random(rng, intake, n):
    """Whole numbers of adults with the mean kept: rounded down, plus one with the probability of the remainder."""
    whole = int(intake)
    return whole if whole == intake else whole + (rng.random(n) < intake - whole)


def sums_of_uniforms(rng, counts):
    """The sum of so many uniforms for each replication: the rest of the year after as many random moments."""
    offsets = np.concatenate(([0], np.cumsum(counts)))
    uniforms = rng.random(offsets[-1] + 1)  # one to spare, so that the last offset is one too
    sums = np.add.reduceat(uniforms, offsets)[:-1]
    return np.where(counts > 0, sums, 0.0)  # of an empty segment, reduceat returns the element it begins at


def nonnegative_normal(rng, mean, sd, n):
    """Normal truncated at zero, by rejection."""
    draws = rng.normal(mean, sd, n)
    while (outside := np.flatnonzero(draws < 0)).size:
        draws[outside] = rng.normal(mean, sd, outside.size)
    return draws


def lognormal(rng, mean, sd, n):
    """Lognormal by mean and standard deviation of the quantity itself, not of its logarithm."""
    variance = np.log1p((sd / mean) ** 2)
    return rng.lognormal(np.log(mean) - variance / 2, np.sqrt(variance), n)


def pert(rng, low, mode, high, n):
    """PERT: a beta stretched over [low, high] with weight 4 on the mode."""
    peak = (mode - low) / (high - low)
    return low + (high - low) * rng.beta(1 + 4 * peak, 5 - 4 * peak, n)


def summarise(results):
    """Everything that is reported, by account. Both Python peers end here."""
    support = results.person_years * results.support
    savings = (1 - STATE_SHARE) * support + results.placement_years * results.placement_price + results.casework
    nothing = np.zeros(1)
    payers = {
        "municipality": account(savings - results.costs, savings.sum(axis=0), YEARS * results.costs),
        "state": account(STATE_SHARE * support, STATE_SHARE * support.sum(axis=0), nothing),
        "citizen": account(-support, nothing, support.sum(axis=0)),
    }
    savings += STATE_SHARE * support
    payers["public_sector"] = account(savings - results.costs, savings.sum(axis=0), YEARS * results.costs)
    return {
        "payers": payers,
        "person_years": spread(results.person_years.sum(axis=0)),
        "placements": spread(results.placements),
    }


def account(yearly, gains, payments):
    """One account from its net benefit, years by replications, and from what it gains and pays in all."""
    cumulative = np.cumsum(yearly, axis=0)
    total = cumulative[-1]
    n = total.size

    by_end_of_year = [spread(net) for net in cumulative]

    # No year counts before money moves.
    even = np.logical_or.accumulate(yearly != 0, axis=0) & (cumulative >= 0)
    # Year of break-even from 0; YEARS = not within the horizon. Lasting: the year after the last that is not even.
    first = np.where(even.any(axis=0), even.argmax(axis=0), YEARS)
    lasting = np.where(even.all(axis=0), 0, YEARS - (~even)[::-1].argmax(axis=0))

    payback = np.where(first == 0, 0.0, np.inf)
    later = np.flatnonzero((first > 0) & (first < YEARS))
    year = first[later]
    before, after = cumulative[year - 1, later], cumulative[year, later]
    payback[later] = year + before / (before - after)

    peak = np.maximum(-cumulative.min(axis=0), 0)
    worst = int(SHORTFALL * n)
    positive = np.count_nonzero(total > 0) / n
    return {
        "net_benefit": {
            **by_end_of_year[-1],
            "probability_positive": positive,
            "probability_positive_mcse": np.sqrt(positive * (1 - positive) / n),
            "expected_shortfall_05": np.partition(total, worst)[:worst].mean(),
        },
        "yearly": [spread(net) for net in yearly],
        "cumulative": by_end_of_year,
        "break_even": np.bincount(first, minlength=YEARS + 1) / n,
        "lasting_break_even": np.bincount(lasting, minlength=YEARS + 1) / n,
        "payback": quantiles(payback),
        "peak_funding": {"mean": peak.mean(), "quantiles": quantiles(peak)},
        "benefit_cost_ratio": gains.mean() / payments.mean() if payments.any() else None,
    }


def spread(values):
    """Mean and standard deviation with their Monte Carlo standard errors, and quantiles."""
    n = values.size
    mean = values.mean()
    squares = np.square(values - mean)
    variance = squares.sum() / (n - 1)
    fourth = np.square(squares).mean()
    sd = np.sqrt(variance)
    return {
        "mean": mean,
        "mean_mcse": sd / np.sqrt(n),
        "sd": sd,
        "sd_mcse": np.sqrt((fourth - variance**2) / n) / (2 * sd),
        "quantiles": quantiles(values),
    }


def quantiles(values):
    """Type 7, NumPy's default. Between two "never" NumPy interpolates to NaN, which is "never" too."""
    with np.errstate(invalid="ignore"):
        found = np.quantile(values, PROBABILITIES)
    return [x if np.isfinite(x) else None for x in found]


def arguments(description):
    """The two arguments that every peer takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--replications", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def report(peer, replications, seconds, summary, versions):
    """Prints the one JSON object that every peer prints."""
    net = summary["payers"]["municipality"]["net_benefit"]
    headline = ("mean", "mean_mcse", "sd", "sd_mcse", "probability_positive", "probability_positive_mcse")
    facts = {
        "peer": peer,
        "versions": {"python": platform.python_version(), "numpy": np.__version__} | versions,
        "replications": replications,
        "seconds": seconds,
        **{key: net[key] for key in headline},
        "summary": summary,
    }
    print(json.dumps(facts, default=lambda value: value.tolist()))


def main():
    args = arguments(__doc__.splitlines()[0])
    start = time.perf_counter()
    summary = summarise(simulate(np.random.default_rng(args.seed), args.replications))
    report("numpy", args.replications, time.perf_counter() - start, summary, {})


if __name__ == "__main__":
    main()
