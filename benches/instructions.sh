#!/usr/bin/env bash
# Instructions per replication, counted by valgrind: a track of the core without the noise of a clock.
# The difference of two runs of `provenu bench` leaves out start-up; files and pictures it has none. valgrind has no AVX-512,
# so this is the AVX2 path.
# With --json prints the Bencher Metric Format.
set -euo pipefail
cd "$(dirname "$0")/.."
scenario=${SCENARIO:-configs/silkeborg.toml}
few=${FEW:-20480} many=${MANY:-40960}
command -v valgrind >/dev/null || { echo "valgrind is not installed" >&2; exit 1; }
cargo build --release --locked --quiet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
count() {
    valgrind --tool=callgrind --callgrind-out-file="$folder/out" target/release/provenu bench "$scenario" \
        -n "$1" --threads 1 --rounds 1 >"$folder/shown" 2>"$folder/log"
    sed -n 's/.*Collected : //p' "$folder/log"
}
per_replication=$(( ($(count "$many") - $(count "$few")) / (many - few) ))
name=$(basename "$scenario" .toml)
if [ "${1:-}" = --json ]; then
    printf '{"%s instructions per replication": {"instructions": {"value": %d}}}\n' "$name" "$per_replication"
else
    printf '%s: %d instructions per replication (between %d and %d replications)\n' "$name" "$per_replication" "$few" "$many"
fi
