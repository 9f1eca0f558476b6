"""`python -m evaluation.corpus`: how well units are found again in registers with realistic names.

The seeds of `TUNING` are there to work with; those of `HELD_OUT` were first run when the comparison
was finished.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from evaluation.corpus.judging import Score, judge

TUNING = range(10)
HELD_OUT = range(100, 110)


def main() -> None:
    """Print the tables of the seeds that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.corpus", description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="the other ten seeds")
    parser.add_argument("--all", action="store_true", help="all twenty seeds")
    parser.add_argument("--wrong", action="store_true", help="say each thing that is wrong")
    given = parser.parse_args()
    seeds = [*TUNING, *HELD_OUT] if given.all else HELD_OUT if given.held_out else TUNING
    score = Score()
    for seed in seeds:
        judge(seed, score)
    print(*_table(score), sep="\n")
    if given.wrong:
        print("", *score.wrong, sep="\n")


def _table(score: Score) -> Iterator[str]:
    yield "| planted | number | findable | recall of findable | recall of all |"
    yield "|---|---|---|---|---|"
    for kind in score.planted:
        yield (
            f"| {kind} | {score.planted[kind]} | {score.findable[kind]} "
            f"| {_share(score.found_findable[kind], score.findable[kind])} "
            f"| {_share(score.found[kind], score.planted[kind])} |"
        )
    renames = [kind for kind in score.planted if not kind.startswith(("merger", "split", "abs"))]
    for label, kinds in (("all renames", renames), ("all", list(score.planted))):
        planted, findable = (sum(c[k] for k in kinds) for c in (score.planted, score.findable))
        found = sum(score.found[kind] for kind in kinds)
        sought = sum(score.found_findable[kind] for kind in kinds)
        yield (
            f"| **{label}** | {planted} | {findable} "
            f"| {_share(sought, findable)} | {_share(found, planted)} |"
        )
    yield ""
    yield "| decoy | number | joined |"
    yield "|---|---|---|"
    for kind in score.decoys:
        yield f"| {kind} | {score.decoys[kind]} | {score.decoys_joined[kind]} |"
    yield f"| **all** | {score.decoys.total()} | {score.decoys_joined.total()} |"
    yield ""
    yield "| figure | number | of | share |"
    yield "|---|---|---|---|"
    for label, part, whole in (
        ("applied joins that are right", score.joins_right, score.joins),
        ("those of units whose name or place changed", score.hard_right, score.hard_joins),
        ("units told as ended that were not", score.endings_false, score.endings),
        ("files that break off, told", score.truncations_told, score.truncations),
    ):
        yield f"| {label} | {part} | {whole} | {_share(part, whole)} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    main()
