"""Control of the control: what a change alters of the rules that it is judged by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from orgcheck.counting import counted
from orgcheck.findings import Location
from orgcheck.language import said
from orgcheck.policy.baseline import Known, added
from orgcheck.policy.policy import Force
from orgcheck.records import dataclass
from orgcheck.results import Alteration
from orgcheck.rules.pack_text import worded
from orgcheck.rules.waivers.model import Waiver
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.text import MappingNode, SourceText

if TYPE_CHECKING:
    from orgcheck.snapshot.model import Part

# How many entries of a baseline that come or go are named.
MOST_ENTRIES = 100
# A rule's own tests say nothing about a snapshot.
_EXAMPLES = ("pass", "fail")


def alterations(
    rules: tuple[Sequence[SourceText], Sequence[SourceText]],
    waivers: tuple[Sequence[Waiver], Sequence[Waiver]],
    settings: tuple[Part, Part],
    baselines: tuple[Sequence[Known], Sequence[Known]] = ((), ()),
    force: tuple[Force, Force] = (Force(), Force()),
) -> tuple[Alteration, ...]:
    """What differs between two sides: packs, waivers, settings, baselines; and rules in force."""
    return (
        *_of_rules(*rules),
        *_of_waivers(*waivers),
        *_of_settings(*settings, *force),
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
    return worded(entry.values.get("statement") or "")


def _rules(texts: Iterable[SourceText]) -> dict[str, _Entry]:
    """The rules of packs that have been read already, by id, without their own tests.

    The parameters that a pack gives its rules stand among them under the name of the pack.
    """
    rules: dict[str, _Entry] = {}
    for text in texts:
        document = read(text)
        root = document.root
        if isinstance(root.get("parameters"), MappingNode):
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
            detail = said("{now}; was: {was}", now=now.ground, was=was.ground)
            yield Alteration("waiver", now.words, "changed", detail, now.location)


def _of_settings(
    old: Part, new: Part, force_before: Force, force_after: Force
) -> Iterator[Alteration]:
    before, after = (side.model_dump(exclude_none=True) for side in (old, new))
    for key in _differing(before, after):
        change = "added" if key not in before else "changed" if key in after else "removed"
        yield Alteration("setting", key, change, _effect(key, force_before, force_after))


def _effect(key: str, was: Force, now: Force) -> str:
    """Which rules a setting takes out of force, and which it puts into force."""
    if key == "fail_on":
        lighter = [
            id
            for id, severity in was.severities.items()
            if severity.at_least(was.fail_on) and not severity.at_least(now.fail_on)
        ]
        return _with_verb(lighter, "no longer fails", "no longer fail")
    if key not in ("select", "ignore"):
        return ""
    both = was.known & now.known
    gone, come = (
        both & (was.severities.keys() - now.severities),
        both & (now.severities.keys() - was.severities),
    )
    words = (
        _with_verb(gone, "no longer counts", "no longer count"),
        _with_verb(come, "counts now", "count now"),
    )
    return "; ".join(filter(None, words))


def _with_verb(rules: Collection[str], one: str, many: str) -> str:
    return f"{', '.join(sorted(rules))} {one if len(rules) == 1 else many}" if rules else ""


# -- baselines --------------------------------------------------------------------------------


def _of_baselines(old: Sequence[Known], new: Sequence[Known]) -> Iterator[Alteration]:
    """The entries that come and go, by rule and unit; of very many how many there are besides."""
    for entries, change in ((added(old, new), "added"), (added(new, old), "removed")):
        for one in entries[:MOST_ENTRIES]:
            detail = f"{one.snapshot}: {one.finding.message}"
            yield Alteration("baseline", one.words, change, detail, one.location)
        more = len(entries[MOST_ENTRIES:])
        if more:
            yield Alteration("baseline", counted(more, "more entry", "more entries"), change)
