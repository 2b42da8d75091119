"""The Silkeborg programme in Numba: replication by replication, adult by adult, compiled.

Every adult carries one uniform for both arms, and those whose arms differ are followed year by year. Only placements
are drawn for the families of a year at once: Poisson numbers add up to a Poisson number. Results are columns, so that
they are summarised as in numpy_peer.py.
"""

import time

import numba
import numpy as np

from numpy_peer import (
    COSTS_A_YEAR,
    INTAKE,
    PLACEMENT_PROFILE,
    POSTS_SAVED,
    YEARS,
    Results,
    arguments,
    report,
    summarise,
)


@numba.njit
def simulate(rng, person_years, placement_years, placements, costs, casework, support, placement_price):
    """Fills the columns of numpy_peer.Results."""
    for i in range(placements.size):
        programme = rng.beta(17.1, 57 - 17.1)
        comparison = rng.beta(3.0, 20.0 - 3.0)
        hazard = rng.beta(2.0, 20.0 - 2.0)
        starts = rng.gamma(2.0, 0.5)
        support[i] = 12 * nonnegative_normal(rng, 14_575.0, 440.0)
        placement_price[i] = lognormal(rng, 450_000.0, 90_000.0)
        realised = np.sqrt(rng.random())  # triangular on 0 to 1 with its mode at 1: the share of the posts that are in fact cut
        casework[i] = POSTS_SAVED * realised * nonnegative_normal(rng, 450_000.0, 22_500.0)
        costs[i] = COSTS_A_YEAR * pert(rng, 0.95, 1.0, 1.25)

        # An adult with low <= u < high becomes self-sufficient in one arm only.
        sign = 1.0 if programme >= comparison else -1.0
        low, high = min(programme, comparison), max(programme, comparison)
        placements[i] = 0.0
        person_years[:, i] = 0.0
        placement_years[:, i] = 0.0
        for year in range(YEARS):
            adults = rounded_at_random(rng, INTAKE[year])
            for _ in range(adults):
                if low <= rng.random() < high:
                    follow(rng, year, hazard, sign, person_years[:, i])
            if PLACEMENT_PROFILE[year] > 0:
                avoided = rng.poisson(starts * PLACEMENT_PROFILE[year] * (adults / INTAKE[year]))
                placements[i] += avoided
                for _ in range(avoided):
                    placement_years[year, i] += 1 - rng.random()
                placement_years[year + 1 :, i] += avoided


@numba.njit
def follow(rng, entry, hazard, sign, person_years):
    """An adult's time from a random moment of the year of entry until relapse, whose year counts nothing."""
    for year in range(entry, YEARS):
        if rng.random() < hazard:
            return
        person_years[year] += sign * (1 - rng.random() if year == entry else 1.0)


@numba.njit
def rounded_at_random(rng, intake):
    """A whole number with the mean kept: rounded down, plus one with the probability of the remainder."""
    whole = int(intake)
    return whole + (rng.random() < intake - whole)


@numba.njit
def nonnegative_normal(rng, mean, sd):
    """Normal truncated at zero, by rejection."""
    while True:
        draw = rng.normal(mean, sd)
        if draw >= 0:
            return draw


@numba.njit
def lognormal(rng, mean, sd):
    """Lognormal by mean and standard deviation of the quantity itself, not of its logarithm."""
    variance = np.log1p((sd / mean) ** 2)
    return rng.lognormal(np.log(mean) - variance / 2, np.sqrt(variance))


@numba.njit
def pert(rng, low, mode, high):
    """PERT: a beta stretched over [low, high] with weight 4 on the mode."""
    peak = (mode - low) / (high - low)
    return low + (high - low) * rng.beta(1 + 4 * peak, 5 - 4 * peak)


def run(seed, replications):
    """Simulation and summaries, the part that is timed."""
    results = Results(replications)
    simulate(np.random.default_rng(seed), **vars(results))
    return summarise(results)


def main():
    args = arguments(__doc__.splitlines()[0])
    run(args.seed, 1_000)  # compiles
    start = time.perf_counter()
    summary = run(args.seed, args.replications)
    report("numba", args.replications, time.perf_counter() - start, summary, {"numba": numba.__version__})


if __name__ == "__main__":
    main()
