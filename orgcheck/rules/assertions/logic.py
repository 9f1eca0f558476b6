"""Assertions of assertions: all, any, not, and several verbs in one mapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from orgcheck.language import said
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, withheld
from orgcheck.rules.doubt import NOTHING, Ground
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.pack_text import Unanswerable
from orgcheck.rules.phrases import joined, reasons
from orgcheck.rules.selectors import Selector

# How many alternatives a message says of why they fail.
MOST_REASONS = 10


def all_of(parts: Sequence[Assertion]) -> Assertion:
    """All hold."""
    if len(parts) == 1:
        return parts[0]

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for part in parts:
            yield from part.judged(ground, members)

    return Assertion(
        _demand(parts),
        failures,
        NOTHING,
        parts[0].spot,
        tuple(group for part in parts for group in part.ids),
        any(part.on_selection for part in parts),
        tuple(each for part in parts for each in part.each),
        _others(parts),
        asks=joined([part.words for part in parts]),
    )


def any_of(parts: Sequence[Assertion]) -> Assertion:
    """At least one holds; nobody knows where one may and none is known to."""
    if len(parts) == 1:
        return parts[0]

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        short: dict[str, list[Failure]] = {member.id: [] for member in members}
        whole: list[Failure] = []
        for part in parts:
            left = [member for member in members if member.id in short]
            # The first failure gives the finding its place: it must not hang on the text's order.
            found = sorted(part.judged(ground, left), key=_by_value)
            if part.on_selection:
                if not found:
                    return
                whole += [failure for failure in found if failure.member is None]
            else:
                failed = _by_member(found)
                short = {id: _few(short[id] + failed[id]) for id in short if id in failed}
        if whole and (not members or all(part.on_selection for part in parts)):
            yield _together(None, whole)
            return
        for member in members:
            if short.get(member.id):
                yield _together(member, [*short[member.id], *whole])

    named = frozenset[str]().union(*(group for part in parts for group in part.ids))
    return Assertion(
        _demand(parts, either=True),
        failures,
        NOTHING,
        parts[0].spot,
        (named,) if named and all(part.ids for part in parts) else (),
        any(part.on_selection for part in parts),
        others=_others(parts),
        asks=joined([part.words for part in parts], either=True),
    )


def none_of(part: Assertion) -> Assertion:
    """It does not hold; nobody knows where nobody knows whether it does."""

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        found = list(part.judged(ground, members))
        if part.on_selection:
            unsure = [failure.because for failure in found]
            if not found:
                message = (
                    said("those selected must not {demand}", demand=part.demand)
                    if part.demand
                    else ""
                )
                yield Failure(None, message, Spot("not", (), None))
            elif None not in unsure and unsure[0] is not None:
                yield withheld(None, unsure[0])
            return
        yield from (failure for failure in found if failure.unanswerable is not None)
        failed = _by_member(found)
        for member in members:
            told = failed.get(member.id)
            if told is None:
                spot = part.spot(ground.organisation, member)
                message = (
                    said("{member} must not {demand}", member=called(member), demand=part.demand)
                    if part.demand
                    else ""
                )
                yield Failure(member, message, spot)
            elif told[0].because is not None:
                yield withheld(member, told[0].because)

    return Assertion(
        said("not {demand}", demand=part.demand) if part.demand else "",
        failures,
        NOTHING,
        part.spot,
        part.ids,
        part.on_selection,
        others=part.others,
        asks=said("not {demand}", demand=part.words),
    )


def _demand(parts: Sequence[Assertion], *, either: bool = False) -> str:
    """What several ask together; empty where only the rule's statement says it."""
    demands = [part.demand for part in parts]
    return joined(demands, either=either) if all(demands) else ""


def _by_member(failures: Iterable[Failure]) -> dict[str, list[Failure]]:
    """By member why it falls short; what is known for sure leaves out what is not."""
    by_member: dict[str, list[Failure]] = {}
    for failure in failures:
        if failure.member is None:
            continue
        told = by_member.setdefault(failure.member.id, [])
        if failure.because is None and told and told[0].because is not None:
            told.clear()
        if failure.because is None or not told:
            told.append(failure)
    return by_member


def _others(parts: Sequence[Assertion]) -> tuple[Selector, ...]:
    return tuple(other for part in parts for other in part.others)


def _by_value(failure: Failure) -> tuple[str, str]:
    return failure.spot.about, failure.spot.value or ""


def _few(failures: Sequence[Failure]) -> list[Failure]:
    """One more than the failures that a message tells, and any that could not be judged."""
    few = list(failures[: MOST_REASONS + 1])
    few += [failure for failure in failures[MOST_REASONS + 1 :] if failure.because is not None]
    unsure = (f for f in failures[MOST_REASONS + 1 :] if f.unanswerable is not None)
    return few if _why(few) is not None else [*few, *islice(unsure, 1)]


def _why(failures: Sequence[Failure]) -> Unanswerable | None:
    """Why some of them could not be judged; None where all could."""
    return next((f.unanswerable for f in failures if f.unanswerable is not None), None)


def _together(member: Target | None, failures: Sequence[Failure]) -> Failure:
    """One failure that says why each alternative fails, at the place of the first.

    Where one of them may hold, it is not known.
    """
    unsure = [failure for failure in failures if failure.because is not None]
    if unsure and unsure[0].because is not None:
        return withheld(member, unsure[0].because)
    first = failures[0]
    messages = list(dict.fromkeys(failure.message for failure in failures))
    if "" in messages:
        # Of those that the statement alone tells, nothing else would be the whole truth.
        messages = [""]
    more = [said("so on")] if len(failures) > MOST_REASONS and messages[0] else []
    message = reasons([*messages[:MOST_REASONS], *more])
    others = tuple(other for failure in failures for other in failure.others)
    return Failure(member, message, first.spot, _why(failures), others)
