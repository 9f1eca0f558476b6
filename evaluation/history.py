"""Precision and recall on real organisations: `python -m evaluation.history FOLDER...`.

A folder holds snapshots of one organisation, named so that they sort by time, and `truth.json`:
a list of what really happened, each with `type`, `from`, `to` and `date`. Neighbouring versions
are compared without any declaration, by orgcheck, by likeness of names alone and by children in
common alone.

A row of the truth is *visible* where two neighbouring versions around its date show it: all ids of
`from` in the older one and all of `to` in the newer. The truth of these sources is not complete,
so the share of applied joins that are in it is a lower bound of precision; the joins that are not
are listed, to be judged by eye.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from evaluation.baselines import by_children, by_names
from orgcheck.changes.changeset import Match, Succession
from orgcheck.changes.identity import identify
from orgcheck.changes.identity.declared import Identification
from orgcheck.organisation import Organisation
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText

METHODS: Mapping[str, Callable[[Organisation, Organisation], Identification]] = {
    "orgcheck": identify,
    "names": by_names,
    "children": by_children,
}
ENDINGS = ("retire", "archive", "delete")
SURE = ("same-id", "declared", "accepted")


class Row(NamedTuple):
    """Something that really happened."""

    kind: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    date: str

    @property
    def changes_ids(self) -> bool:
        """Whether it is for an inference to find: a move under one and the same id is not."""
        return bool(self.new) and self.old != self.new

    @property
    def label(self) -> str:
        """The kind by which it is counted."""
        return "abolish" if self.kind in ENDINGS else self.kind


@dataclass
class Versions:
    """Two neighbouring versions and what happened between them."""

    name: str
    old: Organisation
    new: Organisation
    rows: list[Row] = field(default_factory=list)

    def shows(self, row: Row) -> bool:
        """Whether the ids of a row are there to be compared."""
        old_there = all(id in self.old.units for id in row.old)
        if not row.new:
            return old_there and not any(id in self.new.units for id in row.old)
        new_there = all(id in self.new.units for id in row.new)
        stays = all(id in self.new.units for id in row.old)
        was_there = all(id in self.old.units for id in row.new)
        return old_there and new_there and not (row.changes_ids and stays and was_there)


def organisation(path: Path) -> Organisation:
    """The organisation that a file describes."""
    reading = load([SourceText(path.name, path.read_text(encoding="utf-8"))], path.stem)
    return Organisation(reading.snapshot, reading.places, reading.findings, reading.incomplete)


def truth(folder: Path) -> list[Row]:
    """What really happened, in the order of the file."""
    path = folder / "truth.json"
    rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [Row(row["type"], tuple(row["from"]), tuple(row["to"]), row["date"]) for row in rows]


def neighbours(folder: Path, rows: Iterable[Row]) -> tuple[list[Versions], list[Row]]:
    """The pairs of versions, each with what happened between them, and the rows in none."""
    paths = sorted(path for path in folder.glob("*.json") if path.name != "truth.json")
    organisations = [organisation(path) for path in paths]
    pairs = [
        Versions(f"{before.stem} -> {after.stem}", old, new)
        for (before, old), (after, new) in pairwise(zip(paths, organisations, strict=True))
    ]
    hidden = []
    for row in rows:
        home = _home(row, pairs, [path.stem for path in paths])
        if home is None:
            hidden.append(row)
        else:
            home.rows.append(row)
    return pairs, hidden


def _home(row: Row, pairs: list[Versions], dates: list[str]) -> Versions | None:
    """The pair around the date that shows a row, or the one after, where a record lags."""
    around = [
        number
        for number, (before, after) in enumerate(pairwise(dates))
        if before <= row.date <= after
    ]
    lagging = [number + 1 for number in around if number + 1 < len(pairs)]
    shown = (pairs[number] for number in (*around, *lagging) if pairs[number].shows(row))
    return next(shown, None)


def joins(found: Identification) -> dict[tuple[str, str], Match | Succession]:
    """What was inferred: who goes on under another id, and who succeeds whom."""
    inferred = {
        (match.old, match.new): match
        for match in found.matches.values()
        if match.certainty not in SURE
    }
    successions = {(link.old, link.new): link for link in found.successions}
    return {**successions, **inferred}


def is_found(row: Row, found: Identification) -> bool:
    """Whether a correspondence tells what happened: each id of a row linked to another."""
    linked = {*joins(found), *((match.old, match.new) for match in found.matches.values())}
    if not row.new:
        return not any(old == id for old, _ in linked for id in row.old)
    pairs = [(old, new) for old in row.old for new in row.new]
    olds = {old for old, new in pairs if (old, new) in linked}
    news = {new for old, new in pairs if (old, new) in linked}
    return olds == set(row.old) and news == set(row.new)


@dataclass
class Tally:
    """How one method did on one folder."""

    found: Counter[str] = field(default_factory=Counter)
    joined: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    further: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, versions: Versions, found: Identification) -> None:
        """Count what a correspondence of two versions tells and does not tell."""
        told = {(old, new) for row in versions.rows for old in row.old for new in row.new}
        for row in versions.rows:
            if is_found(row, found):
                self.found[row.label] += 1
            elif row.changes_ids:
                happened = f"{row.kind} {', '.join(row.old)} -> {', '.join(row.new)}"
                self.missed.append(f"{versions.name}: {happened}")
        for pair, join in sorted(joins(found).items()):
            kind = _kind_of_join(join)
            self.joined[kind] += 1
            if pair in told:
                self.right[kind] += 1
            else:
                names = f"{pair[0]} -> {pair[1]}"
                evidence = "; ".join(join.evidence)
                self.further.append(f"{versions.name}: {kind}: {names} ({evidence})")


def _kind_of_join(join: Match | Succession) -> str:
    if isinstance(join, Match):
        return "goes on"
    return "spun off" if join.spin_off else "succeeded"


def table(
    rows: Iterable[Row], hidden: Iterable[Row], tallies: Mapping[str, Tally]
) -> Iterator[str]:
    """Recall by kind of what happened, and precision by kind of join, for each method."""
    all_rows, out_of_sight = Counter(r.label for r in rows), Counter(r.label for r in hidden)
    yield f"{'what happened':<16}{'rows':>6}{'visible':>9}" + "".join(
        f"{method:>14}" for method in tallies
    )
    for kind in sorted(all_rows):
        visible = all_rows[kind] - out_of_sight[kind]
        cells = (_share(tally.found[kind], visible) for tally in tallies.values())
        yield f"{kind:<16}{all_rows[kind]:>6}{visible:>9}" + "".join(f"{c:>14}" for c in cells)
    yield ""
    yield f"{'joins in truth':<31}" + "".join(f"{method:>14}" for method in tallies)
    for kind in ("goes on", "succeeded", "spun off"):
        cells = (_share(tally.right[kind], tally.joined[kind]) for tally in tallies.values())
        yield f"{kind:<31}" + "".join(f"{cell:>14}" for cell in cells)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:.2f}" if whole else "-"


def report(folder: Path) -> Iterator[str]:
    """All that is to be said about one folder."""
    rows = truth(folder)
    pairs, hidden = neighbours(folder, rows)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for versions in pairs:
        for method, compare in METHODS.items():
            tallies[method].add(versions, compare(versions.old, versions.new))
    yield f"{folder.name}: {len(pairs) + 1} versions"
    yield from table(rows, hidden, tallies)
    yield ""
    yield "missed by orgcheck:"
    yield from (f"  {line}" for line in tallies["orgcheck"].missed or ["nothing"])
    yield "joined by orgcheck and not in the truth:"
    yield from (f"  {line}" for line in tallies["orgcheck"].further or ["nothing"])


def main() -> None:
    """Print a report on each folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    for folder in parser.parse_args().folders:
        print("\n".join(report(folder)), end="\n\n")


if __name__ == "__main__":
    main()
