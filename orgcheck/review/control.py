"""Control of the control: what a change alters of the rules that it is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orgcheck.counting import counted
from orgcheck.findings import Location
from orgcheck.rules.waivers.model import Waiver
from orgcheck.snapshot.nodes import Mapping as Node
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.text import SourceText

if TYPE_CHECKING:
    from pydantic import BaseModel

    from orgcheck.review.baseline import Known

# A rule's own tests say nothing about a snapshot.
_EXAMPLES = ("pass", "fail")


@dataclass(frozen=True)
class Alteration:
    """One thing that a change alters of the control.

    `sort` is `rule`, `waiver`, `setting` or `baseline`, `change` is `added`, `removed`, `changed`
    or `loosened`, and `detail` says more: what a rule states or which of its keys differ, and what
    it lets through now; the ground of a waiver.
    """

    sort: str
    name: str
    change: str
    detail: str = ""
    location: Location | None = None


@dataclass(frozen=True)
class Control:
    """By which rules a change is judged, and what it does to them.

    `revision` is where rules, waivers and settings were read; None where they are those of the
    newer side. `independent` says whether the change itself could have altered them.
    """

    revision: str | None = None
    independent: bool = True
    alterations: tuple[Alteration, ...] = ()

    def altered(self, sort: str) -> tuple[Alteration, ...]:
        """What is altered of one sort."""
        return tuple(one for one in self.alterations if one.sort == sort)


def alterations(
    rules: tuple[Sequence[SourceText], Sequence[SourceText]],
    waivers: tuple[Sequence[Waiver], Sequence[Waiver]],
    settings: tuple[BaseModel, BaseModel],
    baselines: tuple[Sequence[Known], Sequence[Known]] = ((), ()),
) -> tuple[Alteration, ...]:
    """What differs between two sides: packs, waivers, settings, baselines."""
    return (
        *_of_rules(*rules),
        *_of_waivers(*waivers),
        *_of_settings(*settings),
        *_of_baselines(*baselines),
    )


# -- rules ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Entry:
    values: Mapping[str, Any]
    location: Location


def _of_rules(old: Sequence[SourceText], new: Sequence[SourceText]) -> Iterator[Alteration]:
    before, after = _rules(old), _rules(new)
    for id in sorted(before.keys() | after.keys()):
        was, now = before.get(id), after.get(id)
        if was is None:
            assert now is not None, "a rule is on one side at least"
            yield Alteration("rule", id, "added", _says(now), now.location)
        elif now is None:
            yield Alteration("rule", id, "removed", _says(was), was.location)
        elif keys := _differing(was.values, now.values):
            yield Alteration("rule", id, "changed", ", ".join(keys), now.location)


def _says(entry: _Entry) -> str:
    return str(entry.values.get("statement") or "")


def _rules(texts: Iterable[SourceText]) -> dict[str, _Entry]:
    """The rules of packs that have been read already, by id, without their own tests.

    The parameters that a pack gives its rules stand among them under the name of the pack.
    """
    rules: dict[str, _Entry] = {}
    for text in texts:
        document = read(text)
        root = document.root
        if isinstance(root.get("parameters"), Node):
            place = document.of_key(root, "parameters")
            rules[f"{root['pack']}.parameters"] = _Entry(root["parameters"], place)
        for key in ("rules", "change_rules"):
            for rule in root.get(key) or ():
                values = {name: value for name, value in rule.items() if name not in _EXAMPLES}
                place = document.of_key(rule, next(iter(rule)))
                rules[str(rule["id"])] = _Entry(values, place)
    return rules


def _differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    keys = dict.fromkeys((*was, *now))
    return [key for key in keys if was.get(key) != now.get(key)]


# -- waivers and settings ---------------------------------------------------------------------


def _of_waivers(old: Sequence[Waiver], new: Sequence[Waiver]) -> Iterator[Alteration]:
    before, after = ({waiver.key: waiver for waiver in side} for side in (old, new))
    for key in sorted(
        before.keys() | after.keys(), key=lambda key: (key[0], key[1] or "", key[2] or "")
    ):
        was, now = before.get(key), after.get(key)
        if was is None:
            assert now is not None, "a waiver is on one side at least"
            yield Alteration("waiver", now.words, "added", now.ground, now.location)
        elif now is None:
            yield Alteration("waiver", was.words, "removed", was.ground, was.location)
        elif was.ground != now.ground:
            detail = f"{now.ground}; was: {was.ground}"
            yield Alteration("waiver", now.words, "changed", detail, now.location)


def _of_settings(old: BaseModel, new: BaseModel) -> Iterator[Alteration]:
    before, after = (side.model_dump(exclude_none=True) for side in (old, new))
    for key in _differing(before, after):
        change = "added" if key not in before else "changed" if key in after else "removed"
        yield Alteration("setting", key, change)


# -- baselines --------------------------------------------------------------------------------


def _of_baselines(old: Sequence[Known], new: Sequence[Known]) -> Iterator[Alteration]:
    """How many entries come and go: each is a finding, which the report tells by itself."""
    before, after = ({(k.snapshot, k.finding.fingerprint) for k in side} for side in (old, new))
    for entries, change in ((after - before, "added"), (before - after, "removed")):
        if entries:
            yield Alteration("baseline", counted(len(entries), "entry", "entries"), change)
