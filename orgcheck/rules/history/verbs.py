"""The verbs of rules over all versions: how often something happens, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.kinds import type_of
from orgcheck.language import Said, msg, said, said_later, spoken
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.rules.arguments import (
    COUNT,
    PARAMETER,
    TRUE,
    Argument,
    Key,
    Subject,
    keyed,
    read_verbs,
)
from orgcheck.rules.assertions.verb import Example
from orgcheck.rules.changes.case import ChangeFailure
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.history.past import (
    HistoryDemand,
    HistoryVerb,
    Life,
    Moment,
    PastScene,
    Period,
    Return,
)
from orgcheck.rules.pack_text import Node, Unanswerable
from orgcheck.snapshot.text import found

# -- how often --------------------------------------------------------------------------------

_PERIOD = r"([1-9][0-9]{0,3}) (day|month|year)s?"
_PERIODS = pattern(_PERIOD)


def _period(node: Node, _: Subject) -> Period | None:
    text = node.text()
    if text is None:
        return None
    match = _PERIODS.fullmatch(text)
    if match is None:
        fix = said("write a number of days, months or years: 1 year, 18 months")
        node.wrong(said("{text} is no length of time", text=found(text)), fix)
        return None
    return Period(int(match[1]), match[2])


_TIME: Argument[Period] = Argument(
    _period, {"anyOf": [{"type": "string", "pattern": f"^{_PERIOD}$"}, PARAMETER]}
)


@dataclass(frozen=True)
class Limit:
    """How many events there may be, and within which time; in all versions where that is None."""

    most: int
    within: Period | None


def _limit(_: Node, values: Mapping[str, Any]) -> Limit:
    return Limit(values["events"], values.get("within"))


def _at_most(scene: PastScene, limit: Limit) -> Iterator[ChangeFailure]:
    for life, moments in scene.by_life.items():
        if len(moments) > limit.most:
            for run in _runs(scene, moments, limit):
                yield _too_often(scene, life, run, limit)


def _runs(scene: PastScene, moments: Sequence[Moment], limit: Limit) -> Iterator[Sequence[Moment]]:
    """Events of one unit that are too many for the time that they take, each told once."""
    begin = 0
    while begin < len(moments):
        run = [one for one in moments[begin:] if _is_within(scene, moments[begin], one, limit)]
        if len(run) > limit.most:
            yield run
        begin += len(run) if len(run) > limit.most else 1


def _is_within(scene: PastScene, first: Moment, later: Moment, limit: Limit) -> bool:
    """Whether the time from one event to another is surely shorter than the limit's."""
    if limit.within is None or first.step == later.step:
        return True
    since, until = scene.since(first), scene.since(later)
    for version in (since, until):
        if version.first is None:
            raise Unanswerable(
                said(
                    "{version} does not say from which day on it holds (`valid_from`)",
                    version=version.label,
                )
            )
    assert since.first is not None, "refused above"
    assert until.last is not None, "refused above"
    return until.last < limit.within.after(since.first)


def _too_often(scene: PastScene, life: Life, run: Sequence[Moment], limit: Limit) -> ChangeFailure:
    last = run[-1]
    named = {
        "unit": _mention(scene.past.steps[last.step], life.ids[-1]),
        "number": len(run),
        "most": limit.most,
        "events": said_later(lambda: "; ".join(spoken(scene.told(one)) for one in run)),
    }
    if limit.within is None:
        message = said("{unit}: {number} such events, at most {most} allowed: {events}", **named)
    else:
        message = said(
            "{unit}: {number} such events within {period}, at most {most} allowed: {events}",
            period=limit.within.words,
            **named,
        )
    return ChangeFailure(
        message=message,
        about="events",
        # What happens twice has one fingerprint: the version tells which.
        value=f"{run[0].event.fingerprint} {scene.since(run[0]).label}",
        unit=life.ids[-1],
        location=scene.past.steps[last.step].place_of(last.event),
        chain=life.ids if len(life.ids) > 1 else (),
        others=scene.places(run[:-1]),
    )


def _mention(step: ChangeGround, unit: str) -> Said:
    """A unit as it is called after a step, or was before one that it did not outlive."""
    return (step.new if unit in step.new else step.old).mention(unit)


# -- what comes back --------------------------------------------------------------------------


def _stays_ended(scene: PastScene, _: bool) -> Iterator[ChangeFailure]:
    for one in scene.past.returns:
        end = scene.ends.get((one.last, one.unit))
        if end is not None:
            yield _come_back(scene, one, end)


def _come_back(scene: PastScene, one: Return, end: Moment) -> ChangeFailure:
    new = scene.past.steps[one.again - 1].new
    named = {
        "unit": new.mention(one.unit),
        "ended": scene.since(end).label,
        "again": scene.past.versions[one.again].label,
    }
    message = (
        said("{unit} ended in {ended} and is there again in {again}", **named)
        if one.revived
        else said(
            "{unit} ended in {ended}, and a unit with its id stands in {again}, possibly the same; "
            "`revives: false` there says that it is another",
            **named,
        )
    )
    return ChangeFailure(
        message=message,
        about="return",
        value=f"{end.event.fingerprint} {scene.since(end).label}",
        unit=one.unit,
        location=new.locate(new.units[one.unit], "id"),
        others=scene.places([end]),
    )


_TWICE = """\
versions:
- {valid_from: 2021-01-01, units: [{id: a, name: Roads, top: true}]}
- {valid_from: 2022-01-01, units: [{id: a, name: Road Works, top: true}]}
- {valid_from: DAY, units: [{id: a, name: Road Works Office, top: true}]}"""
_BACK = """\
versions:
- {version: "1", units: [{id: t, name: Top, top: true}, {id: a, name: Archive, parent: t}]}
- {version: "2", units: [{id: t, name: Top, top: true}]}
- {version: "3", units: [{id: t, name: Top, top: true}]}
- version: "4"
  units: [{id: t, name: Top, top: true}, {id: a, name: Archive, parent: tREVIVES}]"""

VERBS: tuple[HistoryVerb[Any], ...] = (
    HistoryVerb(
        name="at_most",
        usage="{events: NUMBER, within: TIME}",
        statement=msg(
            "No unit goes through more such events within a time, `1 year` or `18 months`; "
            "in all versions, where no time is given."
        ),
        argument=keyed(
            _limit,
            Key("events", COUNT, "How many events there may be.", "the number that there may be"),
            Key("within", _TIME, "Within which time: 1 year."),
        ),
        on=lambda kind: type_of(kind).entity_type is EntityType.UNIT,
        elsewhere="in `on`, name a kind that is about units: {kinds}",
        check=_at_most,
        example=Example(
            "{events: 1, within: 1 year}",
            _TWICE.replace("DAY", "2023-01-01"),
            _TWICE.replace("DAY", "2022-12-31"),
            on="rename",
        ),
    ),
    HistoryVerb(
        name="stays_ended",
        usage="true",
        statement=msg(
            "A unit that ended by such an event does not come back, and no unit gets its id "
            "but one of which `revives` says that it is another."
        ),
        argument=TRUE,
        on=lambda kind: kind.ends_units,
        elsewhere="in `on`, name a kind in which units end: {kinds}",
        check=_stays_ended,
        example=Example(
            "true",
            _BACK.replace("REVIVES", ", revives: false"),
            _BACK.replace("REVIVES", ""),
            on="abolish",
        ),
    ),
)
HISTORY_VERBS: Mapping[str, HistoryVerb[Any]] = {verb.name: verb for verb in VERBS}


def history_demands(node: Node, subject: Subject) -> tuple[HistoryDemand, ...] | None:
    """What a rule over all versions demands; None, and the problems, where that is wrong."""
    read = read_verbs(node, HISTORY_VERBS, subject)
    return None if read is None else tuple(HistoryDemand(verb, argument) for verb, argument in read)
