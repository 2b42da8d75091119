// The Silkeborg programme in C++, tuned for the processor at hand: g++ -O3 -march=native -ffast-math.
#include "summary.hpp"
#include <chrono>
#include <cstdlib>
#include <cstring>

int main(int count, char** given) {
    size_t replications = 100'000;
    uint64_t seed = 1;
    for (int i = 1; i + 1 < count; i += 2) {
        if (std::strcmp(given[i], "--replications") == 0) replications = std::strtoull(given[i + 1], nullptr, 10);
        else if (std::strcmp(given[i], "--seed") == 0) seed = std::strtoull(given[i + 1], nullptr, 10);
        else return std::fprintf(stderr, "unknown argument %s\n", given[i]), 2;
    }
    if (replications % LANES != 0) return std::fprintf(stderr, "replications: a multiple of %d\n", LANES), 2;

    const auto start = std::chrono::steady_clock::now();
    Results results(replications);
    Generator generator(seed);
    for (size_t first = 0; first < replications; first += LANES) simulate(generator, results, first);

    const auto none = [](int, size_t) { return 0.0; };
    const auto support = [&](int year, size_t i) { return results.support[year][i]; };
    const auto of_the_state = [&](int year, size_t i) { return STATE_SHARE * results.support[year][i]; };
    const auto municipality = [&](int year, size_t i) { return results.municipality[year][i]; };
    const auto both = [&](int year, size_t i) { return municipality(year, i) + of_the_state(year, i); };
    const auto costs = [&](int, size_t i) { return results.costs[i]; };
    const Account accounts[] = {
        Account(replications, municipality, costs),
        Account(replications, of_the_state, none),
        Account(replications, none, support),
        Account(replications, both, costs),
    };
    const Spread person_years(results.person_years), placements(results.placements);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

    const double n = replications;
    const char* names[] = {"municipality", "state", "citizen", "public_sector"};
    std::string payers;
    for (int i = 0; i < 4; ++i) payers += (i ? ", \"" : "\"") + std::string(names[i]) + "\": " + json(accounts[i], n);
    std::printf(
        "{\"peer\": \"cpp\", \"versions\": {\"g++\": \"" __VERSION__ "\"}, \"replications\": %zu, \"seconds\": %.9f, %s, %s, "
        "\"summary\": {\"payers\": {%s}, \"person_years\": %s, \"placements\": %s}}\n",
        replications, seconds, headline(accounts[0].cumulative.back()).c_str(), positive(accounts[0], n).c_str(),
        payers.c_str(), json(person_years).c_str(), json(placements).c_str());
}
