#!/usr/bin/env bash
# Instructions per replication of every shipped scenario, or of SCENARIO, counted by valgrind: a track of the core without the
# noise of a clock. The difference of two runs of `provenu bench` leaves out start-up; files and pictures it has none. valgrind
# has no AVX-512, so this is the AVX2 path.
# With --json prints the Bencher Metric Format.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v valgrind >/dev/null || { echo "valgrind is not installed" >&2; exit 1; }
cargo build --release --locked --quiet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
count() {
    valgrind --tool=callgrind --callgrind-out-file="$folder/out" target/release/provenu bench "$1" \
        -n "$2" --threads 1 --rounds 1 >"$folder/shown" 2>"$folder/log"
    sed -n 's/.*Collected : //p' "$folder/log"
}
series=()
for scenario in ${SCENARIO:-configs/*.toml}; do
    name=$(basename "$scenario" .toml)
    # Some seconds under valgrind each; never fewer than the 256 with which `bench` warms up.
    case $name in
        silkeborg*) few=20480 ;;
        helhedsindsats) few=256 ;;
        *) few=1024 ;;
    esac
    few=${FEW:-$few} many=${MANY:-$((2 * few))}
    per_replication=$((($(count "$scenario" "$many") - $(count "$scenario" "$few")) / (many - few)))
    if [ "${1:-}" = --json ]; then
        series+=("\"$name instructions per replication\": {\"instructions\": {\"value\": $per_replication}}")
    else
        echo "$name: $per_replication instructions per replication (between $few and $many replications)"
    fi
done
if [ "${1:-}" = --json ]; then
    (IFS=,; echo "{${series[*]}}")
fi
