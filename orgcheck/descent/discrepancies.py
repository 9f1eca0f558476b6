"""Where all versions tell of a unit something else than a comparison of first and last does.

A comparison of two versions knows nothing of those between them. Where both ways differ, neither is
corrected: the difference is told (HIS001), with its cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from orgcheck.changes.identity import identify
from orgcheck.counting import listed
from orgcheck.descent.graph import Lifetime, Node
from orgcheck.descent.history import History
from orgcheck.findings import Finding
from orgcheck.language import Said, said, said_later
from orgcheck.rules.builtin import COMPARED_OTHERWISE

_BETWEEN = 3
# How many versions and ids a message names.
_NAMED = 4


def discrepancies(history: History) -> tuple[Finding, ...]:
    """What HIS001 finds: the first and the last version are compared once more, directly.

    Of fewer than three versions there is nothing to compose.
    """
    if len(history.versions) < _BETWEEN:
        return ()
    first, last = (history.versions[number].organisation for number in (0, -1))
    direct = identify(first, last, history.thresholds, history.inference)
    return tuple(_found(history, {id: direct.new_of(id) for id in first.units}))


def _found(history: History, direct: dict[str, str | None]) -> Iterator[Finding]:
    end = len(history.steps)
    for id, now in sorted(direct.items()):
        last = history.descent.end(Node(0, id))
        goes_on = last.unit if last.version == end else None
        if goes_on != now:
            yield _finding(history, history.descent.lifetime_of(last), now)


def _finding(history: History, lifetime: Lifetime, direct: str | None) -> Finding:
    id = lifetime[0].unit
    newest = history.versions[-1].organisation
    over_all = lifetime[-1].unit if lifetime[-1].version == len(history.steps) else None
    found = over_all if over_all is not None else direct
    unit = newest.units[found] if found is not None else None
    fix = COMPARED_OTHERWISE.fix
    if direct is not None and over_all is None:
        fix = _mend(id, direct)
    return Finding(
        rule=COMPARED_OTHERWISE.id,
        severity=COMPARED_OTHERWISE.severity,
        message=said(
            "{over_all}; {directly}",
            over_all=_composed(history, lifetime),
            directly=_directly(history, lifetime, direct),
        ),
        unit=found,
        location=newest.locate(unit, "id") if unit is not None else None,
        fix=fix,
        about="id",
        value=f"{id} {over_all} {direct}",
    )


def _mend(id: str, direct: str) -> Said:
    if id == direct:
        return said(
            "If it is the same unit, say so: `revives: true`; if it is another, `revives: false`, "
            "which a direct comparison heeds."
        )
    return said(
        "If it is the same unit all the same, say so: `previously: [{id}]` of {now}.",
        id=id,
        now=direct,
    )


def _composed(history: History, lifetime: Lifetime) -> str:
    """What became of a unit over all versions."""
    id, last = lifetime[0].unit, lifetime[-1]
    label = history.versions[last.version].label
    if last.version < len(history.steps):
        return said("over all versions {id} is recorded until {version}", id=id, version=label)
    ids = list(dict.fromkeys(node.unit for node in lifetime))
    if len(ids) == 1:
        return said("over all versions {id} goes on", id=id)
    return said("over all versions {id} goes on as {ids}", id=id, ids=_through(history, lifetime))


def _through(history: History, lifetime: Lifetime) -> str:
    """The further ids of a unit, each with the first version that has it."""
    changes = [
        f"{new.unit} ({history.versions[new.version].label})"
        for old, new in pairwise(lifetime)
        if new.unit != old.unit
    ]
    return said_later(lambda: listed(changes, most=_NAMED))


def _directly(history: History, lifetime: Lifetime, direct: str | None) -> str:
    """What a comparison of first and last makes of it, and why that differs."""
    if direct is None:
        return said(
            "compared directly it is not found again: too little is the same in the first and the "
            "last version"
        )
    home = history.descent.lifetime_of(Node(len(history.steps), direct))
    begun, last = home[0], lifetime[-1]
    label = history.versions[begun.version].label
    if direct == lifetime[0].unit:
        if begun.version <= last.version:
            return said(
                "compared directly it is taken for the unit that has its id now: that is another "
                "one, first recorded in {version}",
                version=label,
            )
        return said(
            "compared directly it is taken for the unit that has its id now: that one is recorded "
            "since {version}, after versions that leave the id out",
            version=label,
        )
    if begun.version <= last.version:
        return said(
            "compared directly it is taken for {now}, though both are recorded in {version}",
            now=direct,
            version=label,
        )
    return said(
        "compared directly it is taken for {now}, which is first recorded in {version}: no two "
        "neighbouring versions join them",
        now=direct,
        version=label,
    )
