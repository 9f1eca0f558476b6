"""The words of rules: verbs of assertions and keys of selectors, and what stands after them.

How a word and its argument are written is said once, for the reader of packs, for the JSON Schema
and for the documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from orgcheck import json_schema
from orgcheck.counting import in_a_row
from orgcheck.json_schema import Schema, described, list_of, one_or_list, reference
from orgcheck.language import said, said_later
from orgcheck.measures import Bounds
from orgcheck.numbers import Number
from orgcheck.records import NamedTuple, dataclass
from orgcheck.rules import facts
from orgcheck.rules.expressions.expression import LONGEST, Expression
from orgcheck.rules.expressions.regex import Search, search_for
from orgcheck.rules.fields import FIELDS as FIELDS_OF
from orgcheck.rules.fields import field_name, field_names, is_field, listed
from orgcheck.rules.pack_text import Node, Texts

A = TypeVar("A")
B = TypeVar("B")
W = TypeVar("W", bound="Word[Any]")


class Subject(NamedTuple):
    """What a rule is about.

    `of` is the sort of those that it selects, `on` are the kinds of event that a rule about
    changes names; all where it names none. `misplaced` says of a verb of the other sort of rules
    what is wrong, and how to mend it.
    """

    of: str = "units"
    on: tuple[str, ...] = ()
    misplaced: Callable[[str], tuple[str, str] | None] = lambda _: None


class Argument(NamedTuple, Generic[A]):
    """How an argument, or a part of one, is written.

    `read` gives what it says; None, after noting each problem at its place, where it is wrong.
    """

    read: Callable[[Node, Subject], A | None]
    schema: Schema


class Whom(NamedTuple):
    """The sorts of those that a word may be used of.

    `wrong` is what is wrong with using it of others, `{of}`, and `fix` how to mend that; `{name}`
    is the word.
    """

    sorts: tuple[str, ...]
    wrong: str = ""
    fix: str = ""


SORTS = tuple(FIELDS_OF)
EVERYTHING = Whom(SORTS)


@dataclass(frozen=True, kw_only=True)
class Word(Generic[A]):
    """A word of rules.

    Parameters
    ----------
    name
        The word, as a pack writes it.
    usage
        What stands after it, for readers: `X`, `{max: NUMBER}`.
    statement
        What it says, in a sentence: in editors and in tables.
    more
        What else is to be known of it, in sentences.
    argument
        How its argument is written.
    of
        Whom it may be used of.
    """

    name: str
    usage: str
    statement: str
    more: str = ""
    argument: Argument[A]
    of: Whom = EVERYTHING

    def misfit(self, subject: Subject) -> tuple[str, str] | None:
        """What is wrong where it cannot be used of what a rule is about, and how to mend it."""
        if subject.of in self.of.sorts:
            return None
        return said(self.of.wrong, of=subject.of, name=self.name), said(self.of.fix)

    def read(self, node: Node, subject: Subject) -> A | None:
        """Its argument; None, and the problems, where it is wrong or the word does not apply."""
        misfit = self.misfit(subject)
        if misfit is not None:
            node.wrong(*misfit)
            return None
        return self.argument.read(node, subject)


def read_verbs(node: Node, verbs: Mapping[str, W], subject: Subject) -> list[tuple[W, Any]] | None:
    """The verbs of a mapping with their arguments; None, and the problems, where one is wrong."""
    parts = node.mapping(verbs, said("verb"), subject.misplaced)
    if parts is None:
        return None
    if not node.value:
        node.wrong(said("is empty"), said("write at least one verb"))
    read = [(verbs[name], verbs[name].read(part, subject)) for name, part in parts.items()]
    found = [(verb, argument) for verb, argument in read if argument is not None]
    return found if found and len(found) == len(node.value) else None


class Key(NamedTuple):
    """One key of a mapping: what stands there and what it is for.

    `wanted` says what to write where the key is required and missing.
    """

    name: str
    argument: Argument[Any]
    description: str
    wanted: str = ""


def keyed(
    make: Callable[[Node, Mapping[str, Any]], A | None],
    *keys: Key,
    any_of: Sequence[str] = (),
    without: tuple[str, str] | None = None,
    clash: Schema | None = None,
) -> Argument[A]:
    """A mapping of known keys.

    Parameters
    ----------
    make
        What makes the argument of the values by key; it may note that they do not go together.
    keys
        The keys.
    any_of
        Keys of which at least one must be there.
    without
        What is wrong where none of those is, and how to mend it.
    clash
        What the JSON Schema says of keys that do not go together.
    """

    def read(node: Node, subject: Subject) -> A | None:
        parts = node.mapping([key.name for key in keys])
        if parts is None:
            return None
        problems = len(node.problems)
        for key in keys:
            if key.wanted and key.name not in parts:
                node.lacks(key.name, key.wanted)
        if any_of and parts.keys().isdisjoint(any_of):
            node.wrong(*(without or _no_bound(any_of)))
        values = {
            key.name: key.argument.read(parts[key.name], subject)
            for key in keys
            if key.name in parts
        }
        if len(node.problems) > problems or any(value is None for value in values.values()):
            return None
        return make(node, values)

    required = [key.name for key in keys if key.wanted]
    alternatives = {"anyOf": [{"required": [key]} for key in any_of]} if any_of else {}
    schema = json_schema.mapping(
        {key.name: described(key.argument.schema, key.description) for key in keys},
        required,
        **alternatives,
        **(clash or {}),
    )
    return Argument(read, schema)


def _no_bound(keys: Sequence[str]) -> tuple[str, str]:
    """What is wrong where none of these keys is there, and how to mend it."""
    written = [f"`{key}:`" for key in keys]
    words = said_later(lambda: in_a_row(written, "or"))
    return said("says no bound"), said("write {words}", words=words)


def by_field(value: Argument[B]) -> Argument[tuple[tuple[str, B], ...]]:
    """A mapping of fields, each to a value: pairs of the two."""

    def read(node: Node, subject: Subject) -> tuple[tuple[str, B], ...] | None:
        pairs = [
            (name, asked)
            for name, part in node.entries().items()
            if is_field(part, name, subject.of) and (asked := value.read(part, subject)) is not None
        ]
        return tuple(pairs) or None

    schema: Schema = {
        "type": "object",
        "propertyNames": reference("Field"),
        "additionalProperties": value.schema,
        "minProperties": 1,
    }
    return Argument(read, schema)


def true(instead: str = "remove it") -> Argument[bool]:
    """The word `true`, where false says nothing; `instead` is what to write for that."""
    return Argument(lambda node, _: node.is_asked(instead) or None, {"const": True})


def one_word(words: Sequence[str]) -> Argument[str]:
    """One of a few words."""
    return Argument(lambda node, _: node.one_of(words), {"enum": list(words)})


# A parameter may stand where a number is asked for.
PARAMETER: Schema = {"type": "string", "pattern": "^\\$[A-Za-z_][A-Za-z0-9_]*$"}
EXPRESSION: Schema = {"type": ["string", "boolean"], "minLength": 1, "maxLength": LONGEST}

TRUE = true()
TEXT: Argument[str] = Argument(lambda node, _: node.text(), json_schema.TEXT)
TEXTS: Argument[Texts] = Argument(
    lambda node, _: node.texts() or None, one_or_list(json_schema.TEXT)
)
FIELD: Argument[str] = Argument(
    lambda node, subject: field_name(node, subject.of), reference("Field")
)
FIELDS: Argument[tuple[str, ...]] = Argument(
    lambda node, subject: field_names(node, subject.of) or None, one_or_list(reference("Field"))
)
FLAG: Argument[bool] = Argument(lambda node, _: node.flag(), json_schema.FLAG)


class Pattern(NamedTuple):
    """A regular expression, or several of which one is enough: what searches, what it is."""

    search: Search
    texts: str


def _pattern(node: Node, _: Subject) -> Pattern | None:
    search = search_for(node)
    return None if search is None else Pattern(search, listed(node.texts()))


PATTERN: Argument[Pattern] = Argument(_pattern, TEXTS.schema)
CONDITION: Argument[Expression] = Argument(
    lambda node, subject: facts.condition(node, subject.of), EXPRESSION
)
COUNT: Argument[int] = Argument(
    lambda node, _: node.whole(), {"anyOf": [json_schema.COUNT, PARAMETER]}
)
NUMBER: Argument[Number] = Argument(
    lambda node, _: node.number(), {"anyOf": [json_schema.NUMBER, PARAMETER]}
)


def _share(node: Node, _: Subject) -> float | None:
    number = node.number()
    if number is not None and not 0 < number <= 1:
        node.wrong(said("expected a share above 0, at most 1"), said("write 0.9 for 90%"))
        return None
    return None if number is None else float(number)


SHARE: Argument[float] = Argument(
    _share, {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, PARAMETER]}
)

# -- bounds -----------------------------------------------------------------------------------

MIN, MAX = Key("min", COUNT, "At least so many."), Key("max", COUNT, "At most so many.")
EXACTLY = Key("exactly", COUNT, "So many; beside no other bound.")
LEAST = Key("min", NUMBER, "The least that it may be.")
MOST = Key("max", NUMBER, "The most that it may be.")
_ALONE: Schema = {
    "dependentSchemas": {
        "exactly": {"not": {"anyOf": [{"required": ["min"]}, {"required": ["max"]}]}}
    }
}


def bounds_of(node: Node, values: Mapping[str, Any]) -> Bounds | None:
    """The bounds that the values of `min`, `max` and `exactly` give; None where they clash."""
    least, most, exactly = (values.get(key) for key in ("min", "max", "exactly"))
    if exactly is not None:
        if least is not None or most is not None:
            node.wrong(said("`exactly` stands beside another bound"), said("keep one of the two"))
            return None
        return Bounds(exactly, exactly)
    if least is not None and most is not None and least > most:
        node.wrong(
            said("min {least} is more than max {most}", least=least, most=most),
            said("exchange them"),
        )
        return None
    return Bounds(least, most)


def bounded(make: Callable[[Mapping[str, Any], Bounds], A], *keys: Key) -> Argument[A]:
    """A mapping with bounds, of which at least one is given, beside other keys."""

    def made(node: Node, values: Mapping[str, Any]) -> A | None:
        wanted = bounds_of(node, values)
        return None if wanted is None else make(values, wanted)

    any_of = [key.name for key in keys if key in (MIN, MAX, EXACTLY, LEAST, MOST)]
    return keyed(made, *keys, any_of=any_of, clash=_ALONE if EXACTLY in keys else None)


BOUNDS: Argument[Bounds] = bounded(lambda _, wanted: wanted, MIN, MAX, EXACTLY)
# Where a bound from above is the usual one.
LIMITS: Argument[Bounds] = bounded(lambda _, wanted: wanted, MAX, MIN, EXACTLY)


# -- assertions within assertions ---------------------------------------------------------------


def nested(read: Callable[[Node, Subject], A | None], definition: str) -> Argument[A]:
    """What is read as the whole is, one level further in; `definition` names its schema."""

    def inner(node: Node, subject: Subject) -> A | None:
        deeper = node.deeper()
        return None if deeper is None else read(deeper, subject)

    return Argument(inner, reference(definition))


def several(
    read: Callable[[Node, Subject], A | None], definition: str, what: str = "assertion"
) -> Argument[list[A]]:
    """A list of such, of which each is in order; `what` is what to write where it is empty."""

    def inner(node: Node, subject: Subject) -> list[A] | None:
        deeper = node.deeper()
        if deeper is None:
            return None
        items = deeper.items()
        if deeper.value == []:
            deeper.wrong(said("is empty"), said("write at least one {what}", what=what))
        parts = [part for item in items if (part := read(item, subject)) is not None]
        return parts if parts and len(parts) == len(items) else None

    return Argument(inner, list_of(reference(definition), at_least=1))
