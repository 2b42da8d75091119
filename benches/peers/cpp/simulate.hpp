// Sixteen replications of the Silkeborg programme side by side, one in each lane of the vectors that g++ makes of the loops.
//
// The three facts of numpy_peer.py hold here too: who enters and gets past the year of entry is drawn at once, those who did
// are thinned together, and a year's placements are one Poisson number. Every adult still has a number of their own.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

constexpr int YEARS = 5;
constexpr std::array<double, YEARS> INTAKE = {100.0 / 3, 40, 40, 40, 40};
constexpr std::array<double, YEARS> PLACEMENT_PROFILE = {1, 1, 0, 0, 0};
// Project manager, five case managers, training, follow-up, IT workplaces, licences, transport.
constexpr double COSTS_A_YEAR = 580'000 + 5 * 465'000 + 100'000 + 80'000 + 40'000 + 32'000 + 100'000;
constexpr double POSTS_SAVED = 0.75 + 2;
constexpr double STATE_SHARE = 0.2;

constexpr int LANES = 16;
template <typename T> struct alignas(64) Lanes {
    T at[LANES];
    T& operator[](int lane) { return at[lane]; }
    const T& operator[](int lane) const { return at[lane]; }
};
using Words = Lanes<uint32_t>;
using Numbers = Lanes<double>;

inline uint32_t largest(const Words& words) {
    uint32_t most = 0;
    for (int i = 0; i < LANES; ++i) most = words[i] > most ? words[i] : most;
    return most;
}

// xoshiro128++ (Blackman and Vigna, 2021), a stream in each lane.
class Generator {
    Words state[4];

public:
    explicit Generator(uint64_t seed) {
        // SplitMix64, as its authors advise.
        for (int word = 0; word < 4; ++word) {
            for (int i = 0; i < LANES; ++i) {
                uint64_t z = seed += 0x9e3779b97f4a7c15;
                z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
                z = (z ^ z >> 27) * 0x94d049bb133111eb;
                state[word][i] = uint32_t((z ^ z >> 31) >> 32);
            }
        }
    }

    Words words() {
        Words result;
        auto& [a, b, c, d] = state;
        for (int i = 0; i < LANES; ++i) {
            const uint32_t sum = a[i] + d[i];
            result[i] = (sum << 7 | sum >> 25) + a[i];
            const uint32_t shifted = b[i] << 9;
            c[i] ^= a[i];
            d[i] ^= b[i];
            b[i] ^= c[i];
            a[i] ^= d[i];
            c[i] ^= shifted;
            d[i] = d[i] << 11 | d[i] >> 21;
        }
        return result;
    }

    // Between 0 and 1, never either.
    Numbers uniforms() {
        const Words high = words(), low = words();
        Numbers result;
        for (int i = 0; i < LANES; ++i) {
            const uint64_t bits = uint64_t(high[i]) << 20 | low[i] >> 12;
            result[i] = (double(int64_t(bits)) + 0.5) * 0x1p-52;
        }
        return result;
    }

    // Box and Muller's pair.
    std::array<Numbers, 2> normals() {
        const Numbers u = uniforms(), v = uniforms();
        std::array<Numbers, 2> pair;
        for (int i = 0; i < LANES; ++i) {
            // The sine from the cosine: for both, g++ would make a call for each lane.
            const double radius = std::sqrt(-2 * std::log(u[i])), cosine = std::cos(2 * std::numbers::pi * v[i]);
            const double sine = std::sqrt(std::max(0.0, 1 - cosine * cosine));
            pair[0][i] = radius * cosine;
            pair[1][i] = radius * (v[i] < 0.5 ? sine : -sine);
        }
        return pair;
    }

    // Marsaglia and Tsang (2000), of a pair of shapes from 1 on; lanes that were refused draw again with all others.
    std::array<Numbers, 2> gammas(double first, double second) {
        std::array<Numbers, 2> result;
        Words drawn[2] = {};
        for (bool missing = true; missing;) {
            const auto x = normals();
            uint32_t refused = 0;
            for (int which = 0; which < 2; ++which) {
                const double d = (which == 0 ? first : second) - 1.0 / 3, c = 1 / std::sqrt(9 * d);
                const Numbers u = uniforms();
                for (int i = 0; i < LANES; ++i) {
                    const double base = 1 + c * x[which][i], v = base * base * base;
                    const double kept = v > 0 ? v : 1;
                    const bool fits = v > 0 && std::log(u[i]) < 0.5 * x[which][i] * x[which][i] + d * (1 - kept + std::log(kept));
                    result[which][i] = drawn[which][i] ? result[which][i] : d * kept;
                    drawn[which][i] |= fits;
                    refused += !drawn[which][i];
                }
            }
            missing = refused > 0;
        }
        return result;
    }

    Numbers beta(double successes, double failures) {
        const auto [a, b] = gammas(successes, failures);
        Numbers result;
        for (int i = 0; i < LANES; ++i) result[i] = a[i] / (a[i] + b[i]);
        return result;
    }

    // By inversion, one number after another.
    Words poisson(const Numbers& means) {
        const Numbers u = uniforms();
        Numbers probability, below;
        Words counts = {};
        for (int i = 0; i < LANES; ++i) below[i] = probability[i] = std::exp(-means[i]);
        for (uint32_t k = 1, open = 1; open > 0; ++k) {
            open = 0;
            for (int i = 0; i < LANES; ++i) {
                // Below the rounding of the sum nothing more is added, and the search ends.
                const bool further = u[i] > below[i] && probability[i] > 0x1p-60;
                counts[i] += further;
                probability[i] *= means[i] / k;
                below[i] += probability[i];
                open += further;
            }
        }
        return counts;
    }

    // How many of so many in each lane are below the lane's limit.
    Words below(const Words& counts, const Words& limits) {
        Words found = {};
        for (uint32_t k = 0, most = largest(counts); k < most; ++k) {
            const Words drawn = words();
            for (int i = 0; i < LANES; ++i) found[i] += (k < counts[i]) & (drawn[i] < limits[i]);
        }
        return found;
    }

    // The sum of so many uniforms: the rest of the year after as many random moments.
    Numbers sums(const Words& counts) {
        Lanes<uint64_t> sum = {};
        for (uint32_t k = 0, most = largest(counts); k < most; ++k) {
            const Words drawn = words();
            for (int i = 0; i < LANES; ++i) sum[i] += k < counts[i] ? drawn[i] : 0;
        }
        Numbers result;
        for (int i = 0; i < LANES; ++i) result[i] = (double(int64_t(sum[i])) + 0.5 * counts[i]) * 0x1p-32;
        return result;
    }
};

// What every replication leaves behind, by column.
struct Results {
    std::array<std::vector<double>, YEARS> support, municipality; // kroner by year; the second includes its share of the first
    std::vector<double> costs, person_years, placements;          // costs of a year

    explicit Results(size_t replications) {
        for (auto* columns : {&support, &municipality})
            for (auto& column : *columns) column.resize(replications);
        for (auto* column : {&costs, &person_years, &placements}) column->resize(replications);
    }
};

// A probability as the limit that a word is below.
inline Words limits(const Numbers& probabilities) {
    Words result;
    for (int i = 0; i < LANES; ++i) result[i] = uint32_t(std::min(probabilities[i] * 0x1p32, 0x1p32 - 1));
    return result;
}

// Normal truncated at zero, by rejection of all lanes where any is outside.
inline std::array<Numbers, 2> nonnegative_normals(Generator& generator, std::array<double, 2> mean, std::array<double, 2> sd) {
    for (;;) {
        auto pair = generator.normals();
        int outside = 0;
        for (int which = 0; which < 2; ++which) {
            for (int i = 0; i < LANES; ++i) {
                pair[which][i] = mean[which] + sd[which] * pair[which][i];
                outside += pair[which][i] < 0;
            }
        }
        if (outside == 0) return pair;
    }
}

// Sixteen replications from `first` on.
inline void simulate(Generator& generator, Results& results, size_t first) {
    const Numbers programme = generator.beta(17.1, 57 - 17.1);
    const Numbers comparison = generator.beta(3, 20 - 3);
    const Numbers hazard = generator.beta(2, 20 - 2);
    const Numbers overrun = generator.beta(1 + 4 * (0.05 / 0.3), 5 - 4 * (0.05 / 0.3)); // of a PERT on 0.95 to 1.25
    const Numbers one = generator.uniforms(), other = generator.uniforms();             // of a gamma of shape 2
    const auto [support, post] = nonnegative_normals(generator, {14'575, 450'000}, {440, 22'500});
    const Numbers realised = generator.uniforms(); // its root is triangular with the mode at 1: the share of posts that are in fact cut
    const Numbers price_normal = generator.normals()[0];
    const double variance = std::log1p(0.2 * 0.2); // of the logarithm of a price with mean 450,000 and sd 90,000

    Numbers effect, starts, price, casework, enters, stays;
    for (int i = 0; i < LANES; ++i) {
        effect[i] = programme[i] < comparison[i] ? -1 : 1;
        stays[i] = 1 - hazard[i];
        enters[i] = std::abs(programme[i] - comparison[i]) * stays[i];
        starts[i] = -0.5 * std::log(one[i] * other[i]);
        price[i] = std::exp(std::log(450'000) - variance / 2 + std::sqrt(variance) * price_normal[i]);
        casework[i] = POSTS_SAVED * std::sqrt(realised[i]) * post[i];
        results.costs[first + i] = COSTS_A_YEAR * (0.95 + 0.3 * overrun[i]);
    }
    const Words enters_below = limits(enters), stays_below = limits(stays);

    Words settled = {}, placed = {};
    Numbers total = {};
    for (int year = 0; year < YEARS; ++year) {
        Words adults;
        const double whole = std::floor(INTAKE[year]);
        for (int i = 0; i < LANES; ++i) adults[i] = uint32_t(whole);
        if (whole < INTAKE[year]) { // rounded at random, so that the mean is kept
            const Numbers u = generator.uniforms();
            for (int i = 0; i < LANES; ++i) adults[i] += u[i] < INTAKE[year] - whole;
        }
        settled = generator.below(settled, stays_below);
        const Words entrants = generator.below(adults, enters_below);
        const Numbers entered = generator.sums(entrants);
        Numbers placement_years;
        for (int i = 0; i < LANES; ++i) placement_years[i] = placed[i];
        if (PLACEMENT_PROFILE[year] > 0) {
            Numbers means;
            for (int i = 0; i < LANES; ++i) means[i] = starts[i] * PLACEMENT_PROFILE[year] * adults[i] / INTAKE[year];
            const Words avoided = generator.poisson(means);
            const Numbers begun = generator.sums(avoided);
            for (int i = 0; i < LANES; ++i) {
                placement_years[i] += begun[i];
                placed[i] += avoided[i];
            }
        }
        for (int i = 0; i < LANES; ++i) {
            const double person_years = effect[i] * (settled[i] + entered[i]);
            const double paid = 12 * support[i] * person_years;
            total[i] += person_years;
            settled[i] += entrants[i];
            results.support[year][first + i] = paid;
            results.municipality[year][first + i] = (1 - STATE_SHARE) * paid + placement_years[i] * price[i] + casework[i];
        }
    }
    for (int i = 0; i < LANES; ++i) {
        results.person_years[first + i] = total[i];
        results.placements[first + i] = placed[i];
    }
}
