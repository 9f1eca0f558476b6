"""What only an expression can say: cel, value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.measures import Bounds, Measure
from orgcheck.numbers import exact
from orgcheck.rules import facts
from orgcheck.rules.assertions.assertion import (
    Assertion,
    Failure,
    Failures,
    Spot,
    at_id,
    withheld,
)
from orgcheck.rules.cel_types import Sort
from orgcheck.rules.doubt import Ground
from orgcheck.rules.expression import Expression
from orgcheck.rules.indexes import Target
from orgcheck.rules.pack_text import Node
from orgcheck.rules.unanswerable import TooLong, Unanswerable

# What readers are told is the rule's own message, or its statement: never the expression.
_UNSAID = ""


def cel(node: Node, of: str) -> Assertion | None:
    """The expression over `unit`, and `parent`, is true."""
    asked = facts.condition(node, of)
    if asked is None:
        return None
    spot = Spot("cel")

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        holds = facts.holds(ground.organisation, of, asked)
        for member in members:
            if fault := facts.others_in_doubt(ground, member, asked):
                yield withheld(member, fault)
                continue
            try:
                if not holds(member):
                    yield Failure(member, _UNSAID, spot)
            except TooLong:
                raise
            except Unanswerable as why:
                yield Failure(member, _UNSAID, spot, why)

    return _of_expression(asked, failures, f"satisfy {_said(asked)}")


def value(node: Node, of: str) -> Assertion | None:
    """The number that an expression over `unit`, and `parent`, gives is within the bounds."""
    parts = node.mapping(("cel", "min", "max"))
    if parts is None:
        return None
    if "cel" not in parts:
        node.lacks("cel", "an expression that gives a number")
        return None
    asked = facts.question(parts["cel"], of, (Sort.NUMBER,))
    numbers = {key: parts[key].number() for key in ("min", "max") if key in parts}
    if not numbers:
        node.wrong("says no bound", "write `min:` or `max:`")
    if asked is None or not numbers or None in numbers.values():
        return None
    stated = {key: number for key, number in numbers.items() if number is not None}
    wanted = Bounds(stated.get("min"), stated.get("max"))
    what = _said(asked)

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        number_of = facts.values(ground.organisation, of, asked)
        for member in members:
            if fault := facts.others_in_doubt(ground, member, asked):
                yield withheld(member, fault)
                continue
            try:
                number = exact(_number(number_of(member), asked))
            except TooLong:
                raise
            except Unanswerable as why:
                yield Failure(member, _UNSAID, Spot("value"), why)
                continue
            if not wanted.allow(number):
                spot = Spot("value", value=what, measure=Measure(number, wanted))
                yield Failure(member, _UNSAID, spot)

    return _of_expression(asked, failures, f"have {wanted.words} as {_said(asked)}")


def _said(asked: Expression) -> str:
    """An expression in one line."""
    return " ".join(asked.text.split())


def _number(value: object, asked: Expression) -> int | float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Unanswerable("the expression gives no number", asked.place)
    return value


def _of_expression(asked: Expression, failures: Failures, asks: str) -> Assertion:
    return Assertion(_UNSAID, failures, facts.rests_on(asked), at_id, asks=asks)
