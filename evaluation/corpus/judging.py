"""What orgcheck tells of a planted pair of versions, held against what was planted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from evaluation.corpus.findable import Findable
from evaluation.corpus.register import Unit, as_snapshot, ids
from evaluation.corpus.reorganising import Reorganised, reorganised, truncated
from orgcheck.changes.compare import compare
from orgcheck.changes.identity import identify
from orgcheck.changes.identity.declared import Identification
from orgcheck.organisation import Organisation
from orgcheck.rules.change_rules import change_findings, ground_of
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText

SURE = ("same-id", "declared", "accepted")


@dataclass
class Score:
    """Counts over all seeds; `wrong` says each thing that was not as it should be."""

    planted: Counter[str] = field(default_factory=Counter)
    findable: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    found_findable: Counter[str] = field(default_factory=Counter)
    decoys: Counter[str] = field(default_factory=Counter)
    decoys_joined: Counter[str] = field(default_factory=Counter)
    joins: int = 0
    joins_right: int = 0
    hard_joins: int = 0
    hard_right: int = 0
    endings: int = 0
    endings_false: int = 0
    truncations: int = 0
    truncations_told: int = 0
    wrong: list[str] = field(default_factory=list)


def judge(seed: int, score: Score) -> None:
    """Add what orgcheck makes of the register of a seed."""
    case = reorganised(seed)
    old_ids, new_ids = _ids_of(case, Random(seed + 1_000))
    found = identify(
        organisation(as_snapshot(case.old, old_ids, "1")),
        organisation(as_snapshot(case.new, new_ids, "2")),
    )
    olds, news = _keys(old_ids), _keys(new_ids)
    pairs = {(olds[old], news[new]) for old, new in joined(found)}
    settled = pairs | {(olds[m.old], news[m.new]) for m in found.matches.values()}
    _judge_planted(seed, case, settled, score)
    _judge_joins(seed, case, pairs, score)
    offered = {(olds[one.old], news[one.new]) for one in found.possible}
    _judge_endings(seed, case, settled, offered, score)
    _judge_truncation(seed, score)


def _judge_planted(
    seed: int, case: Reorganised, settled: set[tuple[int, int]], score: Score
) -> None:
    findable = Findable(case)
    for one in case.planted:
        wanted = {(o, n) for o in one.old for n in one.new if case.is_true(o, n)}
        found, can_be = wanted <= settled, findable.of(one)
        score.planted[one.kind] += 1
        score.found[one.kind] += found
        score.findable[one.kind] += can_be
        score.found_findable[one.kind] += found and can_be
        if can_be and not found:
            score.wrong.append(f"seed {seed}: missed: {one.kind}: {_told(case, one.old, one.new)}")
    for kind, old, new in case.decoys:
        score.decoys[kind] += 1
        if (old, new) in settled:
            score.decoys_joined[kind] += 1
            score.wrong.append(f"seed {seed}: decoy joined: {kind}: {_told(case, [old], [new])}")


def _judge_joins(seed: int, case: Reorganised, pairs: set[tuple[int, int]], score: Score) -> None:
    for old, new in sorted(pairs):
        right, hard = case.is_true(old, new), old != new or old in case.touched
        score.joins += 1
        score.joins_right += right
        score.hard_joins += hard
        score.hard_right += hard and right
        if not right:
            score.wrong.append(f"seed {seed}: wrong join: {_told(case, [old], [new])}")


def _judge_endings(
    seed: int,
    case: Reorganised,
    settled: set[tuple[int, int]],
    offered: set[tuple[int, int]],
    score: Score,
) -> None:
    """A unit told as ended without a successor, where none is offered as possible either."""
    accounted = {old for old, _ in settled} | {
        old for old, new in offered if case.is_true(old, new)
    }
    for old in sorted(set(case.old) - accounted):
        score.endings += 1
        if case.goes_somewhere(old):
            score.endings_false += 1
            score.wrong.append(f"seed {seed}: told as ended: {_told(case, [old], [])}")


def _judge_truncation(seed: int, score: Score) -> None:
    rng = Random(seed + 2_000)
    units, left = truncated(seed, rng)
    names = ids(units, rng, "a")
    whole = as_snapshot(units, names, "1")
    broken = {**whole, "version": "2", "units": whole["units"][:left]}
    broken["posts"] = [
        post for post in whole["posts"] if post["unit"] in {unit["id"] for unit in broken["units"]}
    ]
    before, after = organisation(whole), organisation(broken)
    score.truncations += 1
    findings = change_findings(ground_of(before, after, compare(before, after)))
    if any(finding.rule == "CHG005" for finding in findings):
        score.truncations_told += 1
    else:
        share = f"{1 - left / len(units):.0%}"
        score.wrong.append(f"seed {seed}: not told: a file that breaks off, {share} of it gone")


def organisation(mapping: Any) -> Organisation:
    """The organisation of a snapshot's mapping."""
    text = json.dumps(mapping, ensure_ascii=False, indent=1)
    reading = load([SourceText(f"{mapping['version']}.json", text)], mapping["version"])
    return Organisation(reading.snapshot, reading.places, reading.findings, reading.incomplete)


def joined(found: Identification) -> Iterator[tuple[str, str]]:
    """The pairs that were inferred: who goes on under another id, and who succeeds whom."""
    yield from ((m.old, m.new) for m in found.matches.values() if m.certainty not in SURE)
    yield from ((s.old, s.new) for s in found.successions if s.certainty not in SURE)


def _ids_of(case: Reorganised, rng: Random) -> tuple[dict[int, str], dict[int, str]]:
    """Ids on both sides: as new as the style has them, and new for all that was touched."""
    old, new = ids(case.old, rng, "a"), ids(case.new, rng, "b")
    kept = {
        key: old[key]
        for key in case.new
        if key in old and key not in case.touched and rng.random() >= case.style_new_ids
    }
    return old, {**new, **kept}


def _keys(names: dict[int, str]) -> dict[str, int]:
    return {name: key for key, name in names.items()}


def _told(case: Reorganised, old: Any, new: Any) -> str:
    before = " + ".join(_name(case.old, key) for key in old)
    after = " + ".join(_name(case.new, key) for key in new)
    return f"{before} -> {after}"


def _name(units: dict[int, Unit], key: int) -> str:
    unit = units[key]
    parent = units[unit.parent].name.text if unit.parent in units else "-"
    return f"{unit.name.text!r} below {parent!r}"
