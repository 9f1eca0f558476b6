"""What only an expression can say: cel, value; and what a rule says of those who do not obey it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from orgcheck.counting import first_few
from orgcheck.language import msg, said
from orgcheck.measures import Bounds, Measure
from orgcheck.numbers import exact
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple, dataclass
from orgcheck.rules import facts
from orgcheck.rules.arguments import (
    CONDITION,
    LEAST,
    MOST,
    Argument,
    Key,
    Subject,
    bounded,
)
from orgcheck.rules.assertions.assertion import (
    Assertion,
    Failure,
    Failures,
    Spot,
    at_id,
    withheld,
)
from orgcheck.rules.assertions.verb import Example, StructureVerb
from orgcheck.rules.doubt import Ground
from orgcheck.rules.expressions.expression import Expression
from orgcheck.rules.expressions.language import Sort, tokens_of
from orgcheck.rules.fields import field_name, path_of
from orgcheck.rules.indexes import Target
from orgcheck.rules.pack_text import LONGEST_WORDING, Node, TooLong, Unanswerable

# What readers are told is the rule's own message, or its statement: never the expression.
_UNSAID = ""


def _cel(asked: Expression, subject: Subject) -> Assertion:
    of = subject.of
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

    return _of_expression(asked, failures, said("satisfy {expression}", expression=_said(asked)))


class _Value(NamedTuple):
    """An expression that gives a number, and its bounds."""

    asked: Expression
    wanted: Bounds


def _value(bounded: _Value, subject: Subject) -> Assertion:
    asked, wanted, of = bounded.asked, bounded.wanted, subject.of
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

    asks = said("have {bounds} as {expression}", bounds=wanted.words, expression=what)
    return _of_expression(asked, failures, asks)


def _said(asked: Expression) -> str:
    """An expression in one line."""
    return " ".join(asked.text.split())


def _number(value: object, asked: Expression) -> int | float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Unanswerable(said("the expression gives no number"), asked.place)
    return value


def _of_expression(asked: Expression, failures: Failures, asks: str) -> Assertion:
    return Assertion(_UNSAID, failures, facts.rests_on(asked), at_id, asks=asks)


_NUMBER_OF = Argument[Expression](
    lambda node, subject: facts.question(node, subject.of, (Sort.NUMBER,)), CONDITION.schema
)


def _headed(headcount: int, head: str) -> str:
    return (
        "posts: [{id: p, name: P, unit: a}]\n"
        f"units: [{{id: a, name: A, top: true, figures: {{headcount: {headcount}}}{head}}}]"
    )


VERBS = (
    StructureVerb(
        name="cel",
        usage="EXPRESSION",
        statement=msg("A CEL expression over `unit` and `parent` is true."),
        argument=CONDITION,
        check=_cel,
        example=Example(
            "'unit.figures.headcount <= 20 || has(unit.head)'",
            _headed(21, ", head: p"),
            _headed(21, ""),
        ),
    ),
    StructureVerb(
        name="value",
        usage="{cel: EXPRESSION, min, max}",
        statement=msg("A number that a CEL expression gives is within the bounds."),
        argument=bounded(
            lambda values, wanted: _Value(values["cel"], wanted),
            Key(
                "cel",
                _NUMBER_OF,
                "A CEL expression that gives a number.",
                "an expression that gives a number",
            ),
            LEAST,
            MOST,
        ),
        check=_value,
        example=Example(
            "{cel: unit.figures.headcount * 2, max: 40}", _headed(20, ""), _headed(21, "")
        ),
    ),
)


# -- in a rule's own words -------------------------------------------------------------------


@dataclass(frozen=True)
class Telling:
    """The words of a finding, expressions among them, and the path to the value that it is at."""

    message: tuple[str | Expression, ...] = ()
    path: tuple[str, ...] = ()

    def words(self, organisation: Organisation, of: str) -> Callable[[Target], str | None]:
        """What says it of a member; None where there is nothing to say it with."""
        pieces = [
            facts.values(organisation, of, piece) if isinstance(piece, Expression) else piece
            for piece in self.message
        ]

        def words(member: Target) -> str | None:
            try:
                return "".join(
                    piece if isinstance(piece, str) else _written(piece(member)) for piece in pieces
                )
            except Unanswerable:
                # That there is no value for it takes nothing from what the rule says.
                return None

        return words if pieces else lambda _: None


def telling(parts: Mapping[str, Node], of: str) -> Telling | None:
    """What `message` and `at` of a rule say; None, and the problems, where they are wrong."""
    message: tuple[str | Expression, ...] | None = ()
    if "message" in parts:
        message = _message(parts["message"], of)
    at = field_name(parts["at"], of) if "at" in parts else ""
    if message is None or at is None:
        return None
    return Telling(message, path_of(at) if at else ())


def _message(node: Node, of: str) -> tuple[str | Expression, ...] | None:
    text = node.text(LONGEST_WORDING)
    if text is None:
        return None
    pieces: list[str | Expression] = []
    for is_expression, piece in _pieces(text, node):
        if not is_expression:
            pieces.append(piece)
            continue
        asked = facts.question(node.with_value(piece), of)
        if asked is None:
            return None
        pieces.append(asked)
    return tuple(pieces) or None


def _pieces(text: str, node: Node) -> Iterator[tuple[bool, str]]:
    """The stretches of a message, and for each whether it is an expression in braces."""
    at = 0
    while at < len(text):
        start = text.find("{", at)
        if start < 0:
            yield False, text[at:]
            return
        end = _closed(text, start)
        if end is None:
            node.wrong(
                said("a brace is opened and not closed"),
                said("write {expression}, or leave it out"),
            )
            return
        yield False, text[at:start]
        yield True, text[start + 1 : end]
        at = end + 1


def _closed(text: str, start: int) -> int | None:
    """Where the brace that opens at a character is closed, texts in quotes left out."""
    depth = 0
    for token in tokens_of(text[start:]):
        if token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
            if depth == 0:
                return start + token.start
    return None


def _written(value: Any) -> str:
    """A value as a sentence has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        shown, left = first_few([_written(item) for item in value])
        return ", ".join((*shown, f"{left:,} more") if left else shown) or "none"
    if isinstance(value, dict):
        return str(value.get("name") or value.get("id") or ", ".join(map(str, value)))
    return "none" if value is None else str(value)
