// What is reported of all replications together. Columns are worked through one at a time, so that each stays in the cache;
// quantiles are exact, found among the few values that share a bin of a histogram with them.
#pragma once

#include "simulate.hpp"
#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>

constexpr std::array<double, 7> PROBABILITIES = {0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};
constexpr double SHORTFALL = 0.05;
using Column = std::vector<double>;

// Order statistics of a column, of which `never` further values lie above all others.
class Ordered {
    const Column& values;
    size_t total;
    double lowest = 0, scale = 0;
    static constexpr size_t BINS = 4096;
    std::vector<size_t> before; // values below each bin
    std::array<Column, 16> shared;
    std::array<uint8_t, BINS> slot = {}; // where a bin's values are, from 1

    size_t bin(double value) const { return std::min(BINS - 1, size_t((value - lowest) * scale)); }
    size_t bin_of(size_t rank) const { return std::upper_bound(before.begin(), before.end(), rank) - before.begin() - 1; }

public:
    Ordered(const Column& values, size_t never, std::initializer_list<size_t> more = {})
        : values(values), total(values.size() + never), before(BINS + 1) {
        if (values.empty()) return;
        double low = values[0], high = values[0];
        for (double value : values) low = std::min(low, value), high = std::max(high, value);
        lowest = low;
        scale = high > low ? BINS / (high - low) : 0;
        // Four counts of each bin, so that equal neighbours do not wait for each other.
        std::vector<uint32_t> counts(4 * BINS);
        for (size_t i = 0; i < values.size(); ++i) ++counts[4 * bin(values[i]) + i % 4];
        for (size_t b = 0; b < BINS; ++b)
            before[b + 1] = before[b] + counts[4 * b] + counts[4 * b + 1] + counts[4 * b + 2] + counts[4 * b + 3];
        std::vector<size_t> ranks(more);
        for (double p : PROBABILITIES) ranks.insert(ranks.end(), {size_t(p * (total - 1)), size_t(p * (total - 1)) + 1});
        uint8_t slots = 0;
        for (size_t rank : ranks)
            if (rank < values.size() && slot[bin_of(rank)] == 0) slot[bin_of(rank)] = ++slots;
        for (double value : values)
            if (uint8_t at = slot[bin(value)]) shared[at - 1].push_back(value);
        for (Column& column : shared) std::sort(column.begin(), column.end());
    }

    // None for those above all others.
    std::optional<double> at(size_t rank) const {
        if (rank >= values.size()) return {};
        const size_t b = bin_of(rank);
        return shared[slot[b] - 1][rank - before[b]];
    }

    // Type 7.
    std::array<std::optional<double>, 7> quantiles() const {
        std::array<std::optional<double>, 7> found;
        for (size_t i = 0; i < found.size(); ++i) {
            const double position = PROBABILITIES[i] * (total - 1);
            const size_t rank = size_t(position);
            const double part = position - rank;
            const auto below = at(rank), above = at(std::min(rank + 1, total - 1));
            if (part == 0) found[i] = below;
            else if (below && above) found[i] = *below + part * (*above - *below);
        }
        return found;
    }
};

struct Spread {
    double mean, mean_mcse, sd, sd_mcse;
    std::array<std::optional<double>, 7> quantiles;

    Spread(const Column& values, const Ordered& ordered) : quantiles(ordered.quantiles()) {
        const double n = values.size();
        double sum = 0, second = 0, fourth = 0;
        for (double value : values) sum += value;
        mean = sum / n;
        for (double value : values) {
            const double square = (value - mean) * (value - mean);
            second += square;
            fourth += square * square;
        }
        const double variance = second / (n - 1);
        sd = std::sqrt(variance);
        mean_mcse = sd / std::sqrt(n);
        sd_mcse = std::sqrt((fourth / n - variance * variance) / n) / (2 * sd);
    }
    explicit Spread(const Column& values) : Spread(values, Ordered(values, 0)) {}
};

struct Account {
    std::vector<Spread> yearly, cumulative; // the last one is of the net benefit
    double positive = 0, shortfall = 0;
    std::array<double, YEARS + 1> break_even = {}, lasting = {}; // shares by year; the last is "not within the horizon"
    std::array<std::optional<double>, 7> payback;
    double peak_mean = 0;
    std::array<std::optional<double>, 7> peak_quantiles;
    std::optional<double> benefit_cost_ratio;

    // From what is gained and paid, each a function of the year and the replication.
    Account(size_t n, auto gain, auto payment) {
        Column net(n), running(n), peak(n), payback_times;
        std::vector<uint8_t> first(n, YEARS), last(n), moved(n);
        payback_times.reserve(n);
        double gains = 0, payments = 0;
        for (int year = 0; year < YEARS; ++year) {
            for (size_t i = 0; i < n; ++i) {
                const double more = gain(year, i), less = payment(year, i);
                gains += more;
                payments += less;
                net[i] = more - less;
            }
            for (size_t i = 0; i < n; ++i) {
                const double before = running[i], after = before + net[i];
                running[i] = after;
                peak[i] = std::max(peak[i], -after);
                moved[i] |= net[i] != 0; // no year counts before
                const bool even = moved[i] && after >= 0;
                last[i] = even ? last[i] : year + 1;
                if (even && first[i] == YEARS) {
                    first[i] = year;
                    payback_times.push_back(year + (before == 0 ? 0 : before / (before - after)));
                }
            }
            yearly.emplace_back(net);
            if (year == 0) cumulative.push_back(yearly[0]);
            else if (year < YEARS - 1) cumulative.emplace_back(running);
        }
        const size_t worst = size_t(SHORTFALL * n);
        const Ordered ordered(running, 0, {worst - 1});
        cumulative.emplace_back(running, ordered);
        const double limit = *ordered.at(worst - 1);
        size_t below = 0, above_zero = 0;
        double sum = 0;
        for (double total : running) {
            sum += total < limit ? total : 0;
            below += total < limit;
            above_zero += total > 0;
        }
        shortfall = (sum + (worst - below) * limit) / worst;
        positive = double(above_zero) / n;
        std::array<size_t, YEARS + 1> firsts = {}, lasts = {};
        for (size_t i = 0; i < n; ++i) ++firsts[first[i]], ++lasts[last[i]];
        for (int year = 0; year <= YEARS; ++year) break_even[year] = double(firsts[year]) / n, lasting[year] = double(lasts[year]) / n;
        payback = Ordered(payback_times, n - payback_times.size()).quantiles();
        double peaks = 0;
        for (double value : peak) peaks += value;
        peak_mean = peaks / n;
        peak_quantiles = Ordered(peak, 0).quantiles();
        if (payments != 0) benefit_cost_ratio = gains / payments;
    }
};

// JSON of what there is.
inline std::string json(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", value);
    return text;
}
inline std::string json(const std::optional<double>& value) { return value ? json(*value) : "null"; }
std::string json(const Spread& spread);
inline std::string json(const auto& list) {
    std::string text;
    for (const auto& value : list) text += (text.empty() ? "" : ", ") + json(value);
    return "[" + text + "]";
}
inline std::string headline(const Spread& spread) {
    return "\"mean\": " + json(spread.mean) + ", \"mean_mcse\": " + json(spread.mean_mcse) + ", \"sd\": " + json(spread.sd) +
           ", \"sd_mcse\": " + json(spread.sd_mcse);
}
inline std::string json(const Spread& spread) {
    return "{" + headline(spread) + ", \"quantiles\": " + json(spread.quantiles) + "}";
}
inline std::string positive(const Account& account, double n) {
    return "\"probability_positive\": " + json(account.positive) +
           ", \"probability_positive_mcse\": " + json(std::sqrt(account.positive * (1 - account.positive) / n));
}
inline std::string json(const Account& account, double n) {
    const Spread& net = account.cumulative.back();
    return "{\"net_benefit\": {" + headline(net) + ", \"quantiles\": " + json(net.quantiles) + ", " + positive(account, n) +
           ", \"expected_shortfall_05\": " + json(account.shortfall) + "}, \"yearly\": " + json(account.yearly) +
           ", \"cumulative\": " + json(account.cumulative) + ", \"break_even\": " + json(account.break_even) +
           ", \"lasting_break_even\": " + json(account.lasting) + ", \"payback\": " + json(account.payback) +
           ", \"peak_funding\": {\"mean\": " + json(account.peak_mean) + ", \"quantiles\": " + json(account.peak_quantiles) +
           "}, \"benefit_cost_ratio\": " + json(account.benefit_cost_ratio) + "}";
}
