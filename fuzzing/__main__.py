"""`python -m fuzzing`: mutants of real files, for all that reads them.

Prints how many cases there were, how they ended and how many a second. A case that ends as none
may is written to a file, with the command that tries it again.
"""

from __future__ import annotations

import argparse
import faulthandler
import mmap
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fuzzing.campaign import Failure, Tally

NAMES = ("snapshot", "pack", "waivers", "changes", "diff", "configuration")
_EVERY = 50_000


def main() -> int:
    """Do what the command line asks; 1 where a case failed."""
    options = _options()
    if options.atheris:
        from fuzzing.coverage_guided import fuzz

        fuzz(options.targets[0], _folders(options.seeds), options.arguments)
        return 0
    from fuzzing.guard import heed_the_clock, limit_memory

    faulthandler.enable()
    limit_memory()
    heed_the_clock()
    if options.replay:
        return _replayed(options.replay, options.targets)
    options.output.mkdir(parents=True, exist_ok=True)
    return _long_run(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzzing", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(NAMES))
    parser.add_argument("--cases", type=int, default=10_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other mutants")
    parser.add_argument("--seeds", type=Path, action="append", default=[], metavar="PATH",
                        help="a folder or file of further seeds; repeatable")  # fmt: skip
    parser.add_argument("--output", type=Path, default=Path("fuzzing-failures"), metavar="DIR",
                        help="where failing inputs are written")  # fmt: skip
    parser.add_argument("--replay", type=Path, metavar="FILE", help="try one input again")
    parser.add_argument("--atheris", action="store_true",
                        help="guided by coverage; options of libFuzzer after --")  # fmt: skip
    options, rest = parser.parse_known_args(_before_dashes())
    options.arguments = sys.argv[1:][len(_before_dashes()) + 1 :]
    if rest or (unknown := set(options.targets) - set(NAMES)):
        parser.error(f"unknown: {', '.join(rest or sorted(unknown))}")
    if (options.atheris or options.replay) and len(options.targets) != 1:
        parser.error("name one target")
    if missing := [str(path) for path in options.seeds if not path.exists()]:
        parser.error(f"{missing[0]} does not exist")
    options.targets = options.targets or list(NAMES)
    return options


def _before_dashes() -> list[str]:
    words = sys.argv[1:]
    return words[: words.index("--")] if "--" in words else words


def _folders(further: Sequence[Path]) -> list[Path]:
    from fuzzing.seeds import FOLDERS

    return [*FOLDERS, *further]


def _long_run(options: argparse.Namespace) -> int:
    from fuzzing.campaign import Campaign, run
    from fuzzing.makers import MAKERS
    from fuzzing.seeds import seeds
    from fuzzing.targets import TARGETS

    given = seeds(_folders(options.seeds))
    campaigns = [
        Campaign(
            name, TARGETS[name], given[name], Random(f"{options.seed} {name}"), MAKERS.get(name)
        )
        for name in options.targets
    ]
    counts = ", ".join(f"{len(campaign.seeds)} {campaign.name}" for campaign in campaigns)
    last = options.output / "last-case"
    print(f"seeds: {counts}\nthe case at hand is kept in {last}", flush=True)
    begun = time.perf_counter()
    tallies = run(campaigns, options.cases, _watch(last), lambda failure: _keep(failure, options))
    _print_table(tallies, time.perf_counter() - begun, options.seed)
    return 1 if any(tally.failures for tally in tallies.values()) else 0


def _watch(last: Path) -> Callable[[str, bytes], None]:
    """Keep every case in a file while it runs: what ends the process itself is found there."""
    size = 2**22
    last.write_bytes(b"\0" * size)
    with last.open("r+b") as file:
        kept = mmap.mmap(file.fileno(), size)
    number = 0

    def on_case(name: str, data: bytes) -> None:
        nonlocal number
        number += 1
        head = f"{name} {len(data)}\n".encode()
        kept[: len(head) + len(data)] = head + data
        if number % _EVERY == 0:
            print(f"{number:,} cases", flush=True)

    return on_case


def _keep(failure: Failure, options: argparse.Namespace) -> None:
    file = options.output / failure.name
    file.write_bytes(failure.data)
    print(
        f"\nFAILED {failure.target}: {failure.words}\n  {failure.place}\n"
        f"  again: python -m fuzzing {failure.target} --replay {file}\n",
        flush=True,
    )


def _replayed(file: Path, targets: Sequence[str]) -> int:
    from fuzzing.campaign import Failure, attempt
    from fuzzing.targets import TARGETS

    (name,) = targets
    ended = attempt(name, TARGETS[name], file.read_bytes())
    if isinstance(ended, Failure):
        print(f"FAILED {name}: {ended.words}\n  {ended.place}\n")
        TARGETS[name](file.read_bytes())
        return 1
    print(f"{name}: {ended.kind}")
    return 0


def _print_table(tallies: Mapping[str, Tally], seconds: float, seed: int) -> None:
    from fuzzing.guard import peak_mib

    total = sum(tally.cases for tally in tallies.values())
    failed = sum(tally.kinds["FAILED"] for tally in tallies.values())
    for name, tally in tallies.items():
        endings = ", ".join(
            f"{kind} {count:,}" for kind, count in tally.kinds.most_common() if count
        )
        mean = 1000 * tally.seconds / max(tally.cases, 1)
        print(
            f"{name:<14}{tally.cases:>9,} cases  {mean:6.2f} ms each, "
            f"slowest {1000 * tally.slowest:,.0f} ms: {endings}"
        )
    print(
        f"\n{total:,} cases with seed {seed} over {len(tallies)} targets: {failed:,} failed; "
        f"{seconds:,.0f} s, {total / max(seconds, 1e-9):,.0f} a second; "
        f"slowest case {max(tally.slowest for tally in tallies.values()):.1f} s, "
        f"most memory {peak_mib():,.0f} MiB"
    )


if __name__ == "__main__":
    sys.exit(main())
