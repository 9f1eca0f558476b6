"""A rule pack's values with their places, and the words for what is wrong with them.

The languages of selectors and assertions are read from these nodes: each reading function notes
what does not fit and goes on, so that all problems of a pack come in one run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar

from orgcheck.core import PydanticCustomError
from orgcheck.errors import Diagnostic
from orgcheck.findings import Location
from orgcheck.language import asked_language, said, said_later
from orgcheck.numbers import Number
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple
from orgcheck.rules.parameters import MOST_FILLED, Given, Parameters, TooMuchFilled
from orgcheck.snapshot.model import LANGUAGE_PATTERN, display
from orgcheck.snapshot.scalars import as_day, as_flag, as_number
from orgcheck.snapshot.suggestions import meant_key, nearest
from orgcheck.snapshot.text import (
    SINGLE,
    Document,
    ListNode,
    MappingNode,
    clipped,
    found,
    kind_of,
)

T = TypeVar("T")

# Every finding of a rule repeats what it says of itself, in so many characters at most.
LONGEST_WORDING = 5_000
# What of a rule is there to be read, and for nothing else.
_SENTENCES = frozenset(("statement", "fix"))
# What holds an expression in CEL.
_EXPRESSIONS = frozenset(("cel", "where"))
# How many problems of one pack are told.
MOST_PROBLEMS = 1_000


_LANGUAGE = pattern(LANGUAGE_PATTERN)
# What a mapping is asked for, where it is nothing more telling.
_KEY = said("key")


def worded(texts: str | Mapping[str, str]) -> str:
    """A text of a pack; of one for each language that in the one asked for.

    Examples
    --------
    >>> worded({"fi": "Jokaisella on nimi.", "en": "Each has a name."})
    'Each has a name.'
    """
    if isinstance(texts, str):
        return texts
    return said_later(lambda: display(texts, asked_language()))


class Texts(tuple[str, ...]):
    """Texts in their order, and as a set that is made once."""

    @cached_property
    def as_set(self) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self)


# Selectors and assertions within each other; deeper ones nobody could read aloud.
MOST_NESTED = 16


class Node(NamedTuple):
    """A value of a pack, its place, and the key path by which messages call it.

    `where` says the place when it is asked for, since of most values it never is. `parameters` is
    what `$name` stands for; None where the pack has no parameters, and `$` is a sign like others.
    """

    document: Document
    problems: list[Diagnostic]
    value: Any
    where: Callable[[], Location]
    name: str = ""
    nested: int = 0
    parameters: Parameters | None = None

    @property
    def place(self) -> Location:
        """Where the value stands."""
        return self.where()

    def wrong(self, message: str, fix: str | None = None) -> None:
        """Note that this value does not fit."""
        self._note(self.place, message, fix)

    def lacks(self, key: str, what: str) -> None:
        """Note that a mapping has no value of a key: `what` says which one is wanted."""
        if isinstance(self.value, MappingNode) and key in self.value:
            self.wrong(
                said('"{key}" has no value', key=key),
                said("write it after `{key}:`, {what}", key=key, what=what),
            )
        else:
            self.wrong(
                said('"{key}" is missing', key=key),
                said("add `{key}:`, {what}", key=key, what=what),
            )

    def _note(self, place: Location, message: str, fix: str | None) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            return
        self.problems.append(
            Diagnostic(
                place,
                said("{name}: {message}", name=self.name, message=message)
                if self.name
                else message,
                fix,
            )
        )

    # -- what is in it ------------------------------------------------------------------------

    def at(self, key: str) -> Node:
        """The value of a key that the mapping has."""
        return self._within(key, clipped(key))._filled(key)

    def _within(self, key: str, called: str) -> Node:
        where = partial(self.document.of_value, self.value, key)
        name = f"{self.name}.{called}" if self.name else called
        return self._replace(value=self.value[key], where=where, name=name)

    def items(self) -> list[Node]:
        """The items of a list; empty, and a problem, where it is none."""
        if not isinstance(self.value, ListNode):
            self.wrong(said("expected a list, found {value}", value=found(self.value)))
            return []
        if len(self.problems) >= MOST_PROBLEMS:
            return []
        return [self._item(index) for index in range(len(self.value))]

    def _item(self, index: int) -> Node:
        given = isinstance(self.value, Given)
        where = self.where if given else partial(self.document.of_value, self.value, index)
        name = f"{self.name}[{index + 1}]"
        return self._replace(value=self.value[index], where=where, name=name)._filled()

    def _filled(self, key: str | None = None) -> Node:
        """The same with the values of parameters in place of their names."""
        if self.parameters is None or not isinstance(self.value, str) or "$" not in self.value:
            return self
        try:
            fill = self.parameters.told if key in _SENTENCES else self.parameters.filled
            fill = self.parameters.filled_expression if key in _EXPRESSIONS else fill
            return self._replace(value=fill(self.value))
        except TooMuchFilled:
            self.wrong(
                said(
                    "with the values of parameters this pack has more than {most_filled} "
                    "characters",
                    most_filled=MOST_FILLED,
                ),
                said("give shorter values, or name them in fewer rules"),
            )
            return self

    def with_value(self, value: Any) -> Node:
        """Another value at the same place, which this one is made of."""
        return self._replace(value=value)

    def once(self, make: Callable[[Node], T]) -> T:
        """What is made of the value: of a parameter's list once, however many rules name it."""
        if self.parameters is None:
            return make(self)
        return self.parameters.once(self.value, lambda: make(self), make)

    def with_parameters(self, parameters: Parameters) -> Node:
        """The same value, in which `$name` stands for the parameter of that name."""
        return self._replace(parameters=parameters)

    def unnamed(self) -> Node:
        """The same value, messages about it beginning afresh."""
        return self._replace(name="")

    def deeper(self) -> Node | None:
        """The same value one level further in; None, and a problem, where that is too deep."""
        if self.nested >= MOST_NESTED:
            self.wrong(
                said("nested more than {most_nested} levels deep", most_nested=MOST_NESTED),
                said("say it in two rules"),
            )
            return None
        return self._replace(nested=self.nested + 1)

    def mapping(
        self,
        known: Collection[str],
        what: str = _KEY,
        misplaced: Callable[[str], tuple[str, str] | None] = lambda _: None,
    ) -> dict[str, Node] | None:
        """The values by key; None where it is no mapping. Unknown ones are noted.

        `misplaced` says of one that is known elsewhere what is wrong, and how to mend it.
        """
        if not isinstance(self.value, MappingNode):
            self.wrong(said("expected a mapping, found {value}", value=found(self.value)))
            return None
        for key in self.value:
            if key in known:
                continue
            if (wrong := misplaced(key)) is not None:
                self._note(self.document.of_key(self.value, key), *wrong)
            else:
                self.unknown_key(key, known, what)
        return {key: self.at(key) for key in self.value if key in known}

    def entries(self) -> dict[str, Node]:
        """The values by key, whatever the keys; empty, and a problem, where it is no mapping."""
        if not isinstance(self.value, MappingNode):
            self.wrong(said("expected a mapping, found {value}", value=found(self.value)))
            return {}
        if not self.value:
            self.wrong(said("is empty"), said("write at least one key"))
        return {key: self.at(key) for key in self.value}

    def unknown_key(self, key: str, known: Iterable[str], what: str = _KEY) -> None:
        """Note that the mapping has a key that nothing knows, with the nearest that is known."""
        near = meant_key(key, known, self.value)
        message = said('unknown {what} "{key}"', what=what, key=clipped(key))
        if near:
            message = said('{message}; did you mean "{near}"?', message=message, near=near)
            fix = said("write `{near}:`", near=near)
        else:
            fix = said("known here: {known}", known=", ".join(known))
        self._note(self.document.of_key(self.value, key), message, fix)

    def key_place(self, key: str) -> Location:
        """Where a key of the mapping stands."""
        return self.document.of_key(self.value, key)

    # -- what it says -------------------------------------------------------------------------

    def text(self, longest: int | None = None) -> str | None:
        """The text; `longest` is how many characters it may have."""
        if not isinstance(self.value, str):
            self.wrong(said("expected a text, found {value}", value=found(self.value)))
            return None
        if not self.value.strip():
            self.wrong(said("is empty"), said("write a text"))
            return None
        if longest is not None and len(self.value) > longest:
            self.wrong(
                said("is longer than {longest} characters", longest=longest), said("shorten it")
            )
            return None
        return str(self.value)

    def wording(self, longest: int) -> str | None:
        """A text, or one for each language, of at most so many characters each."""
        if not isinstance(self.value, MappingNode):
            return self.text(longest)
        if not self.value:
            self.wrong(
                said("is empty"), said("write a text for a language: {text}", text="{en: ...}")
            )
        texts: dict[str, str] = {}
        for code in self.value:
            text = self._in_language(code).text(longest)
            if _LANGUAGE.fullmatch(code) is None:
                place = self.document.of_key(self.value, code)
                fix = said(
                    "write a text, or one for each language: {text}", text="{en: ..., fi: ...}"
                )
                self._note(
                    place, said('"{code}" is no code of a language', code=clipped(code)), fix
                )
            elif text is not None:
                texts[code] = text
        return worded(texts) if len(texts) == len(self.value) and texts else None

    def _in_language(self, code: str) -> Node:
        return self._within(code, code)._filled("statement")

    def is_scalar(self) -> bool:
        """Whether it is a text, a number, or true or false; a problem where it is not."""
        if kind_of(self.value) == SINGLE:
            return True
        self.wrong(
            said(
                "expected a text, a number, or true or false, found {value}",
                value=found(self.value),
            )
        )
        return False

    def texts(self) -> Texts:
        """The texts, of which one may stand without a list; none where that is a problem."""
        return self.once(_texts)

    def text_nodes(self) -> list[Node]:
        """The texts, of which one may stand without a list, each with its place."""
        if isinstance(self.value, str):
            return [self] if self.text() is not None else []
        if not isinstance(self.value, ListNode):
            self.wrong(
                said("expected a text or a list of texts, found {value}", value=found(self.value))
            )
            return []
        if not self.value:
            self.wrong(said("is empty"), said("write at least one text"))
        return [node for node in self.items() if node.text() is not None]

    def one_of(self, words: Collection[str]) -> str | None:
        """One of a few words."""
        text = self.text()
        if text is None or text in words:
            return text
        near = nearest(text, words)
        fix = said("write {near}", near=near) if near else None
        self.wrong(
            said(
                "expected one of {words}, found {value}",
                words=", ".join(words),
                value=found(self.value),
            ),
            fix,
        )
        return None

    def flag(self) -> bool | None:
        """True or false."""
        return self._scalar(as_flag)

    def is_asked(self, instead: str = "remove it") -> bool:
        """Whether it says true, where false says nothing; `instead` is what to write for that."""
        flag = self.flag()
        if flag is False:
            self.wrong(said("expected true, found false"), instead)
        return bool(flag)

    def number(self) -> Number | None:
        """A number."""
        return self._scalar(as_number)

    def whole(self) -> int | None:
        """A whole number, 0 or more."""
        number = self._scalar(as_number)
        if number is None:
            return None
        if not isinstance(number, int) or number < 0:
            self.wrong(
                said("expected a whole number of 0 or more, found {value}", value=found(self.value))
            )
            return None
        return number

    def day(self) -> date | None:
        """A day."""
        return self._scalar(as_day)

    def _scalar(self, read: Callable[[Any], T]) -> T | None:
        try:
            return read(self.value)
        except PydanticCustomError as error:
            self.wrong(error.message())
            return None


def _texts(node: Node) -> Texts:
    return Texts(str(text.value) for text in node.text_nodes())


# -- what has no answer -------------------------------------------------------------------------


class Unanswerable(Exception):
    """What has no answer, for a member or at all, and why; `place` is where the pack asks it.

    `example` is a member for which it has none, where that is known.
    """

    def __init__(self, why: str, place: Location | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.place = place
        self.example: str | None = None


class TooLong(Unanswerable):
    """What is asked no more, since its answers take too long."""
