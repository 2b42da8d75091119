#!/usr/bin/env python3
"""Runs provenu and its peers in turn on the Silkeborg scenario, checks that they agree, and prints a table of times.

Exits with 1 when a peer's results differ from provenu's by more than Monte Carlo error allows or a peer fails, with 2
when there is nothing to compare. Needs the standard library alone.
"""

import argparse
import datetime
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RUST = HERE / "rust" / "Cargo.toml"
CPP_PROGRAM = ROOT / "target" / "cpp_peer"
CPP_FLAGS = ["-std=c++20", "-O3", "-march=native", "-mprefer-vector-width=512", "-ffast-math"]
CPP_FLAGS += ["--param", "max-completely-peel-times=4"]  # or loops over lanes are unrolled before they become vectors

HEADLINE_LIMIT = 4.0  # |z| of mean, sd and P(net > 0)
OTHERS_LIMIT = 5.0  # |z| of every other figure: there are hundreds, so the largest is larger


class Unavailable(Exception):
    """Why a peer cannot be run here."""


class Failure(Exception):
    """What went wrong with a program that should have run."""


@dataclass
class Contestant:
    """A program, how it is called, and what its runs gave."""

    name: str
    command: list
    replications: int
    version: str = ""
    seconds: list = field(default_factory=list)  # by round, of simulation and summaries
    wall_seconds: list = field(default_factory=list)  # by round, of the whole process
    result: dict = field(default_factory=dict)  # the same in every round, since the seed is

    def nanoseconds(self):
        return statistics.median(self.seconds) / self.replications * 1e9

    def wall_nanoseconds(self):
        return statistics.median(self.wall_seconds) / self.replications * 1e9


def main():
    args = arguments()
    try:
        provenu = find_provenu(args)
        peers, skipped = find_peers(args)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 2
    for name, reason in skipped.items():
        print(f"skipped: {name} ({reason})", file=sys.stderr)
    if not peers:
        print("no peer is installed, see README.md", file=sys.stderr)
        return 2

    try:
        for number in range(args.rounds):
            for contestant in [provenu, *peers]:
                say(f"round {number + 1} of {args.rounds}: {contestant.name}")
                run_provenu(contestant, args) if contestant is provenu else run_peer(contestant)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    finally:
        say("")

    rows = [row(contestant, provenu) for contestant in [provenu, *peers]]
    facts = surroundings(args)
    print_table(facts, rows, skipped)
    if args.json:
        args.json.write_text(json.dumps(facts | {"rows": rows, "skipped": skipped}, indent=2) + "\n")
    complaints = [complaint for row in rows for complaint in disagreements(row)]
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--provenu", type=Path, default=ROOT / "target" / "release" / "provenu", metavar="PATH")
    parser.add_argument("--scenario", type=Path, default=ROOT / "configs" / "silkeborg.toml", metavar="PATH")
    parser.add_argument("--replications", type=int, default=1_000_000, metavar="N", help="of provenu and every peer")
    parser.add_argument(
        "--replications-of",
        type=one_peers_replications,
        action="append",
        default=[],
        metavar="PEER=N",
        help="of one of numpy, numba, r, rust, cpp instead; r=200000 by default",
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="K", help="the table shows medians over them")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--python", default=sys.executable, metavar="PATH", help="a Python that has numpy and numba")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the table as data")
    return parser.parse_args()


def one_peers_replications(text):
    name, _, number = text.partition("=")
    if name not in FINDERS:
        raise argparse.ArgumentTypeError(f"no peer is called {name!r}")
    return name, int(number)


def find_provenu(args):
    if not args.provenu.is_file():
        raise Failure(f"{args.provenu} is missing: `cargo build --release`, or tell --provenu")
    version = output([args.provenu, "--version"]).split()[-1]
    return Contestant("provenu", [args.provenu], args.replications, version)


def find_peers(args):
    """The peers that can run, and why the others cannot."""
    replications = {"r": min(200_000, args.replications)} | dict(args.replications_of)
    peers, skipped = [], {}
    for name, find in FINDERS.items():
        number = replications.get(name, args.replications)
        try:
            command = [*find(args), "--replications", str(number), "--seed", str(args.seed)]
            peers.append(Contestant(name, command, number))
        except Unavailable as unavailable:
            skipped[name] = str(unavailable)
    return peers, skipped


def numpy_peer(args):
    needs_module(args.python, "numpy")
    return [args.python, "-B", HERE / "numpy_peer.py"]


def numba_peer(args):
    needs_module(args.python, "numba")
    return [args.python, "-B", HERE / "numba_peer.py"]


def r_peer(_args):
    return [needs_program("Rscript"), "--vanilla", HERE / "peer.R"]


def rust_peer(_args):
    cargo = needs_program("cargo")
    options = ["--release", "--locked", "--quiet", "--manifest-path", RUST]
    say("building the Rust peer")
    build = subprocess.run([cargo, "build", *options], capture_output=True, text=True, check=False)
    if build.returncode != 0:
        raise Unavailable(f"cargo build: {first_line(build.stderr)}")
    return [cargo, "run", *options, "--", "--threads", "1"]


def cpp_peer(_args):
    command = [needs_program("g++"), *CPP_FLAGS, HERE / "cpp" / "main.cpp", "-o", CPP_PROGRAM]
    say("building the C++ peer")
    CPP_PROGRAM.parent.mkdir(exist_ok=True)
    build = subprocess.run(command, capture_output=True, text=True, check=False)
    if build.returncode != 0:
        raise Unavailable(f"g++: {first_line(build.stderr)}")
    return [CPP_PROGRAM]


FINDERS = {"numpy": numpy_peer, "numba": numba_peer, "r": r_peer, "rust": rust_peer, "cpp": cpp_peer}


def needs_program(name):
    found = shutil.which(name)
    if not found:
        raise Unavailable(f"{name} is not installed")
    return found


def needs_module(python, module):
    try:
        subprocess.run([python, "-c", f"import {module}"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        raise Unavailable(f"{python} has no {module}") from None


def run_provenu(contestant, args):
    """The whole process, start-up, the results folder and its pictures included; and simulation and summaries alone."""
    options = ["-n", str(contestant.replications), "--seed", str(args.seed), "--threads", "1"]
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results"
        start = time.perf_counter()
        output([*contestant.command, "run", args.scenario, *options, "--quiet", "-o", results])
        contestant.wall_seconds.append(time.perf_counter() - start)
        contestant.result = json.loads((results / "summary.json").read_text(encoding="utf-8"))
    timed = output([*contestant.command, "bench", args.scenario, *options, "--rounds", "1", "--format", "json"])
    nanoseconds = next(found["latency"]["value"] for found in json.loads(timed).values() if "latency" in found)
    contestant.seconds.append(nanoseconds * contestant.replications / 1e9)


def run_peer(contestant):
    """The peer's own clock counts: simulation and summaries, without start-up, imports and compilation."""
    start = time.perf_counter()
    printed = output(contestant.command)
    contestant.wall_seconds.append(time.perf_counter() - start)
    contestant.result = json.loads(printed)
    contestant.version = ", ".join(f"{name} {version}" for name, version in contestant.result["versions"].items())
    contestant.seconds.append(contestant.result["seconds"])


def output(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"`{' '.join(map(str, command))}` failed\n{done.stderr.strip()}")
    return done.stdout


def row(contestant, provenu):
    """One line of the table, as data."""
    facts = {
        "name": contestant.name,
        "version": contestant.version,
        "replications": contestant.replications,
        "ns_per_replication": contestant.nanoseconds(),
        "ratio": contestant.nanoseconds() / provenu.nanoseconds(),
        "ratio_to_whole_process": contestant.nanoseconds() / provenu.wall_nanoseconds(),
        "wall_ns_per_replication": contestant.wall_nanoseconds(),
        "seconds": contestant.seconds,
        "wall_seconds": contestant.wall_seconds,
    }
    if contestant is provenu:
        return facts
    other_z = others(contestant, provenu)
    largest = max(other_z, key=lambda name: abs(other_z[name]))
    facts["z"] = headline(contestant.result, provenu.result["payers"]["municipality"]["net_benefit"])
    facts["others"] = {"figures": len(other_z), "largest": largest, "z": other_z[largest]}
    return facts


def headline(peer, net):
    """z of the three headline figures, with the errors that both sides report."""

    def z(name, value, error):
        return (peer[name] - value) / math.hypot(peer[f"{name}_mcse"], error)

    positive = net["probability_positive"]
    return {
        "mean": z("mean", net["mean"], net["mcse"]),
        "sd": z("sd", net["sd"], net["sd_mcse"]),
        "P": z("probability_positive", positive["value"], positive["mcse"]),
    }


def others(peer, provenu):
    """z of all other figures, by name, with provenu's errors scaled to both numbers of replications."""
    scale = math.sqrt(1 + provenu.replications / peer.replications)
    theirs = dict(peer_figures(peer.result["summary"]))
    found = {}
    for name, value, error in provenu_figures(provenu.result):
        if value is None and theirs[name] is None:
            found[name] = 0.0  # "not within the horizon", says either
        elif value is None or theirs[name] is None:
            found[name] = math.inf
        elif error:  # none where something was seen never or always
            found[name] = (theirs[name] - value) / (error * scale)
    return found


def peer_figures(value, name=""):
    """Name and value of every number of a peer's summary; the names of lists end in a position."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from peer_figures(part, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from peer_figures(part, f"{name}.{position}")
    else:
        yield name, value


def provenu_figures(summary):
    """Name, value and error of the same numbers in provenu's summary."""
    for payer, account in summary["payers"].items():
        name = f"payers.{payer}"
        net = account["net_benefit"]
        yield from spread(f"{name}.net_benefit", net)
        shortfall = net["expected_shortfall_05"]
        yield f"{name}.net_benefit.expected_shortfall_05", shortfall["value"], shortfall["mcse"]
        for key in ("yearly", "cumulative"):
            for position, year in enumerate(account[key]):
                yield from spread(f"{name}.{key}.{position}", year)
        peak = account["peak_funding"]
        yield f"{name}.peak_funding.mean", peak["mean"], peak["mcse"]
        yield from quantiles(f"{name}.peak_funding.quantiles", peak["quantiles"])
        if not account["complete"]:
            continue  # whether it gains is withheld
        positive = net["probability_positive"]
        yield f"{name}.net_benefit.probability_positive", positive["value"], positive["mcse"]
        even = account["break_even"]
        for key, distribution in (("break_even", even), ("lasting_break_even", even["lasting"])):
            shares = [*distribution["by_year"], distribution["not_within_horizon"]]
            for position, share in enumerate(shares):
                yield f"{name}.{key}.{position}", share["probability"], share["mcse"]
        yield from quantiles(f"{name}.payback", account["payback"]["quantiles"])
        ratio = account["benefit_cost_ratio"] or {"value": None, "mcse": 0}
        yield f"{name}.benefit_cost_ratio", ratio["value"], ratio["mcse"]
    yield from spread("person_years", summary["person_years"])
    yield from spread("placements", summary["events"]["placement"])


def spread(name, value):
    yield f"{name}.mean", value["mean"], value["mcse"]
    yield f"{name}.sd", value["sd"], value["sd_mcse"]
    yield from quantiles(f"{name}.quantiles", value["quantiles"])


def quantiles(name, values):
    for position, quantile in enumerate(values):
        yield f"{name}.{position}", quantile["value"], quantile["mcse"]


def disagreements(row):
    for figure, z in row.get("z", {}).items():
        if not abs(z) < HEADLINE_LIMIT:
            yield f"{row['name']} disagrees with provenu: {figure} of the municipality's net benefit, z = {z:.1f}"
    if "others" in row and not abs(row["others"]["z"]) < OTHERS_LIMIT:
        yield f"{row['name']} disagrees with provenu: {row['others']['largest']}, z = {row['others']['z']:.1f}"


def surroundings(args):
    """When and on what the table was made."""
    model, flags = platform.processor() or platform.machine(), None
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = [line.partition(":") for line in cpuinfo.read_text().splitlines()]
        entries = {key.strip(): value.strip() for key, _, value in lines}
        model = entries.get("model name", model)
        flags = entries.get("flags", "").split()
    return {
        "date": datetime.date.today().isoformat(),
        "processor": model,
        "processors": os.cpu_count(),
        "avx2": None if flags is None else "avx2" in flags,
        "avx512": None if flags is None else "avx512f" in flags,
        "replications": args.replications,
        "rounds": args.rounds,
        "seed": args.seed,
    }


def print_table(facts, rows, skipped):
    says = {True: "yes", False: "no", None: "unknown"}
    print(f"{facts['date']}, {facts['processor']}, {facts['processors']} processors,", end=" ")
    print(f"AVX2 {says[facts['avx2']]}, AVX-512 {says[facts['avx512']]}")
    print(f"N = {facts['replications']:,} unless told, one thread, median of {facts['rounds']} rounds\n")
    title = ["", "N", "ns/replication", "÷ provenu's", "÷ provenu's whole process"]
    cells = [[*title, "z mean", "z sd", "z P(>0)", "largest other |z|", "version"]]
    for row in rows:
        z = [f"{z:+.1f}" for z in row["z"].values()] if "z" in row else ["", "", ""]
        other = f"{abs(row['others']['z']):.1f} of {row['others']['figures']}" if "others" in row else ""
        ratios = [f"{row[key]:.2f}" for key in ("ratio", "ratio_to_whole_process")]
        times = [f"{row['replications']:,}", f"{row['ns_per_replication']:,.0f}", *ratios]
        cells.append([row["name"], *times, *z, other, row["version"]])
    widths = [max(map(len, column)) for column in zip(*cells)]
    for line in cells:
        aligned = [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:-1], widths[1:-1]))]
        print("  ".join([*aligned, line[-1]]).rstrip())
    for name, reason in skipped.items():
        print(f"{name.ljust(widths[0])}  skipped: {reason}")
    print(f"\nprovenu's whole process, with its files and pictures: {rows[0]['wall_ns_per_replication']:,.0f} ns/replication")


def first_line(text):
    return next(iter(text.strip().splitlines()), "failed")


def say(text):
    """Progress, on one line that is overwritten; only where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
