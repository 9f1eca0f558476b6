"""What an expression says: the type of every part of it, what it reads, and what is wrong with it.

One pass over its tokens, after the engine has found that it is an expression. What can be known
before it runs is told here: unknown names, and operations that no value can ever fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field

from orgcheck.language import Said, said, said_n
from orgcheck.records import dataclass
from orgcheck.rules.expressions.functions import FUNCTIONS, METHODS, Function
from orgcheck.rules.expressions.language import (
    ANY,
    BYTES,
    FLAG,
    LOOPS,
    NULL,
    NUMBER,
    TEXT,
    TYPE,
    Record,
    Sort,
    Token,
    Type,
    comparable,
    items_of,
    joined,
    list_of,
    map_of,
)
from orgcheck.snapshot.suggestions import nearest
from orgcheck.snapshot.text import clipped

# The operators between two values, the loosest first.
_LEVELS = (
    ("||",),
    ("&&",),
    ("==", "!=", "<=", ">=", "<", ">", "in"),
    ("+", "-"),
    ("*", "/", "%"),
)
_TYPE_NAMES = frozenset(
    (
        *("bool", "bytes", "double", "duration", "int", "list", "map", "null_type", "string"),
        *("timestamp", "type", "uint"),
    )
)
_ORDERED = frozenset((Sort.NUMBER, Sort.TEXT, Sort.TIME, Sort.SPAN, Sort.BYTES, Sort.FLAG))
_ADDED = frozenset((Sort.NUMBER, Sort.TEXT, Sort.LIST, Sort.BYTES, Sort.TIME, Sort.SPAN))
_SUBTRACTED = frozenset((Sort.NUMBER, Sort.TIME, Sort.SPAN))

# Notes what is wrong, and what to do about it.
Wrong = Callable[[str, str | None], None]


class UnknownForm(Exception):
    """A form of the language that is not known here; the message says which."""


@dataclass(frozen=True)
class Part:
    """A part of an expression: its type, and the tokens that it goes from and to."""

    type: Type
    start: int
    end: int


@dataclass
class Reading:
    """What an expression says.

    Parameters
    ----------
    type
        The type of its value.
    uses
        For each record, by name, the fields that are read; `*` where it is used as a whole.
    patterns
        The literals of its regular expressions, in order.
    made
        The functions in it that the engine does not bring.
    asked
        For each key that is asked for and may be missing, how to ask first whether it is there.
    flat
        The variables whose fields the engine is given as variables of their own.
    text
        The expression as it is given to the engine.
    """

    type: Type = ANY
    uses: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    patterns: list[str] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    asked: dict[str, str] = field(default_factory=dict)
    flat: frozenset[str] = frozenset()
    text: str = ""


def flat_name(variable: str, field: str) -> str:
    """The variable by which the engine is given a field of another one.

    That halves what an evaluation takes: the engine copies whatever it takes a field of.
    """
    return f"{variable}__{field}"


def pattern_name(number: int) -> str:
    """The function by which the engine is given a regular expression."""
    return f"pattern_{number}"


def read(
    text: str,
    tokens: Sequence[Token],
    variables: Mapping[str, Type],
    wrong: Wrong,
    never_null: Collection[str] = (),
) -> Reading:
    """Read an expression that the engine accepts.

    The fields of variables that are `never_null` may be variables of their own.

    Raises
    ------
    UnknownForm
        Where it is made in a way that is not known here.
    """
    reader = _Reader(text, tokens, variables, wrong)
    reader.reading.flat = frozenset(name for name in never_null if _only_fields_of(name, tokens))
    whole = reader.expression()
    if reader.at < len(tokens):
        raise UnknownForm(said("{what} cannot stand there", what=tokens[reader.at].text))
    reader.whole(whole)
    reader.reading.type = whole.type
    reader.reading.text = reader.rewritten(0, len(text))
    return reader.reading


def _only_fields_of(variable: str, tokens: Sequence[Token]) -> bool:
    """Whether an expression names nothing of a variable but its fields."""
    words = ["" if token.kind == "string" else token.text for token in tokens]
    words += [""] * 3
    return all(
        words[index + 1] == "." and words[index + 3] != "("
        for index, token in enumerate(tokens)
        if words[index] == variable and (index == 0 or words[index - 1] != ".")
    )


class _Reader:
    """A reader of one expression; `at` is the token that comes next."""

    def __init__(
        self, text: str, tokens: Sequence[Token], variables: Mapping[str, Type], wrong: Wrong
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0
        self.reading = Reading()
        self._scope = dict(variables)
        self._told: set[str] = set()
        self._note = wrong
        # For the token after each field the record that it is one of.
        self._owners: dict[int, Record] = {}
        # What the engine is given in place of stretches of the text.
        self._edits: list[tuple[int, int, str]] = []

    # -- tokens ---------------------------------------------------------------------------------

    def _next(self, ahead: int = 0) -> str:
        index = self.at + ahead
        if index >= len(self.tokens):
            return ""
        token = self.tokens[index]
        return "" if token.kind == "string" else token.text

    def _take(self, word: str) -> None:
        if self._next() != word:
            raise UnknownForm(
                said("{what} cannot stand there", what=self._next() or said("a text"))
            )
        self.at += 1

    def _operator(self, level: Sequence[str]) -> str | None:
        """The operator that comes next, where it is of a level."""
        pair = self._next() + self._next(1)
        if len(pair) == 2 and pair in ("||", "&&", "==", "!=", "<=", ">="):
            return pair if pair in level else None
        return self._next() if self._next() in level else None

    def _said(self, part: Part) -> str:
        """A part as it is written, for a message."""
        start, end = self.tokens[part.start].start, self.tokens[part.end - 1].end
        return clipped(" ".join(self.text[start:end].split()))

    def _wrong(self, message: str, fix: str | None = None) -> None:
        if message not in self._told:
            self._told.add(message)
            self._note(message, fix)

    # -- operators ------------------------------------------------------------------------------

    def expression(self) -> Part:
        """A condition with its alternatives, or anything tighter."""
        start = self.at
        part = self._level(0)
        if self._next() != "?":
            return part
        type = NULL
        while self._next() == "?":
            self._must_be_flag(part)
            self.at += 1
            type = self._joined(type, self._level(0))
            self._take(":")
            part = self._level(0)
        return Part(self._joined(type, part), start, self.at)

    def _joined(self, type: Type, part: Part) -> Type:
        both = joined(type, part.type)
        if both.sort is Sort.ANY:
            self.whole(part)
        return both

    def _level(self, level: int) -> Part:
        if level == len(_LEVELS):
            return self._signed()
        start = self.at
        left = self._level(level + 1)
        while (operator := self._operator(_LEVELS[level])) is not None:
            self.at += 1 if operator == "in" else len(operator)
            right = self._level(level + 1)
            left = Part(self._between(operator, left, right), start, self.at)
        return left

    def _between(self, operator: str, left: Part, right: Part) -> Type:
        if operator in ("||", "&&"):
            self._must_be_flag(left)
            self._must_be_flag(right)
            return FLAG
        if operator in ("==", "!="):
            self._compare(left, right, right.type)
            return FLAG
        if operator == "in":
            self._look_into(left, right)
            return FLAG
        if operator in ("<", "<=", ">", ">="):
            self._reckon(operator, left, right, _ORDERED)
            return FLAG
        sorts = {"+": _ADDED, "-": _SUBTRACTED}.get(operator, frozenset((Sort.NUMBER,)))
        times = {left.type.sort, right.type.sort} <= {Sort.TIME, Sort.SPAN}
        if times and operator in ("+", "-"):
            return ANY
        self._reckon(operator, left, right, sorts)
        return joined(left.type, right.type)

    def _compare(self, left: Part, right: Part, other: Type) -> None:
        if not comparable(left.type, other):
            self._wrong(
                said(
                    "{what} is {words} and never equal to {words2}",
                    what=self._said(left),
                    words=left.type.words,
                    words2=other.words,
                ),
                _instead(left.type, other),
            )
        elif Sort.NULL not in (left.type.sort, other.sort):
            self.whole(left)
            self.whole(right)

    def _look_into(self, left: Part, right: Part) -> None:
        sort = right.type.sort
        if sort not in (Sort.LIST, Sort.MAP, Sort.RECORD, Sort.ANY):
            fix = said("write a.contains(b) for a part of a text") if sort is Sort.TEXT else None
            self._wrong(
                said(
                    "{what} is {words}, which holds no items",
                    what=self._said(right),
                    words=right.type.words,
                ),
                fix,
            )
        elif sort is Sort.LIST:
            self._compare(left, right, right.type.item or ANY)
        else:
            self.whole(right)

    def _reckon(self, operator: str, left: Part, right: Part, sorts: frozenset[Sort]) -> None:
        self.whole(left)
        self.whole(right)
        for part in (left, right):
            if part.type.sort not in sorts and part.type.sort is not Sort.ANY:
                message = said(
                    "{operator} does not fit {what}, which is {words}",
                    operator=operator,
                    what=self._said(part),
                    words=part.type.words,
                )
                self._wrong(message)
                return
        if left.type.sort is not right.type.sort and Sort.ANY not in (
            left.type.sort,
            right.type.sort,
        ):
            self._wrong(
                said(
                    "{operator} stands between {what}, {words}, and {what2}, {words2}",
                    operator=operator,
                    what=self._said(left),
                    words=left.type.words,
                    what2=self._said(right),
                    words2=right.type.words,
                ),
                said("string(...) makes a text of a number, double(...) a number of a text"),
            )

    def _must_be_flag(self, part: Part) -> None:
        if part.type.sort not in (Sort.FLAG, Sort.ANY):
            self._wrong(
                said(
                    "{what} is {words}, not true or false",
                    what=self._said(part),
                    words=part.type.words,
                ),
                said("compare it with something"),
            )

    def whole(self, part: Part) -> None:
        """Note that a value is used as a whole, whatever it has."""
        type: Type | None = part.type
        while type is not None and type.item is not None:
            type = type.item
        if type is not None and type.record is not None:
            self.reading.uses[type.record.name].add("*")

    # -- operands -------------------------------------------------------------------------------

    def _signed(self) -> Part:
        start = self.at
        sign = None
        while self._next() in ("!", "-"):
            sign = self._next()
            self.at += 1
        part = self._member()
        if sign is None:
            return part
        if sign == "!":
            self._must_be_flag(part)
        elif part.type.sort not in (Sort.NUMBER, Sort.ANY, Sort.SPAN):
            self._wrong(
                said(
                    "- does not fit {what}, which is {words}",
                    what=self._said(part),
                    words=part.type.words,
                )
            )
        return Part(FLAG if sign == "!" else part.type, start, self.at)

    def _member(self) -> Part:
        start = self.at
        part = self._primary()
        while True:
            if self._next() == ".":
                self.at += 1
                name = self._name()
                called = self._next() == "("
                type = self._method(part, name) if called else self._field(part, name)
            elif self._next() == "[":
                self.at += 1
                key = self.expression()
                self._take("]")
                type = self._item(part, key)
            else:
                return part
            part = Part(type, start, self.at)

    def _name(self) -> str:
        if self.at >= len(self.tokens) or self.tokens[self.at].kind != "name":
            raise UnknownForm(
                said("{what} cannot stand after a point", what=self._next() or said("a text"))
            )
        self.at += 1
        return self.tokens[self.at - 1].text

    def _primary(self) -> Part:
        start = self.at
        if start >= len(self.tokens):
            raise UnknownForm("it ends too early")
        token = self.tokens[start]
        self.at += 1
        if token.kind == "string":
            is_bytes = "b" in token.text[:2].lower().split(token.text[-1])[0]
            return Part(BYTES if is_bytes else TEXT, start, self.at)
        if token.kind == "number":
            return Part(NUMBER, start, self.at)
        if token.kind == "name":
            type = self._call(token.text) if self._next() == "(" else self._variable(token.text)
        elif token.text == "(":
            type = self.expression().type
            self._take(")")
        elif token.text == "[":
            type = self._list()
        elif token.text == "{":
            type = self._mapping()
        else:
            raise UnknownForm(said("{what} cannot stand there", what=token.text))
        return Part(type, start, self.at)

    def _variable(self, name: str) -> Type:
        if name in self._scope:
            type = self._scope[name]
            of = type.record or (type.item.record if type.item is not None else None)
            if of is not None:
                self.reading.uses[of.name].update()
            return type
        if name in ("true", "false"):
            return FLAG
        if name == "null":
            return NULL
        if name in _TYPE_NAMES:
            return TYPE
        self._unknown(said("variable"), name, tuple(self._scope))
        return ANY

    def _list(self) -> Type:
        type: Type | None = None
        parts = []
        while self._next() != "]":
            part = self.expression()
            parts.append(part)
            type = part.type if type is None else joined(type, part.type)
            if self._next() == ",":
                self.at += 1
        self._take("]")
        if type == ANY:
            for part in parts:
                self.whole(part)
        return list_of(type or ANY)

    def _mapping(self) -> Type:
        while self._next() != "}":
            for separator in (":", ","):
                self.whole(self.expression())
                if separator == ":":
                    self._take(":")
            if self._next() == ",":
                self.at += 1
        self._take("}")
        return map_of(ANY)

    # -- what hangs on an operand ---------------------------------------------------------------

    def _field(self, part: Part, name: str) -> Type:
        type = part.type
        if type.record is not None:
            self._owners[self.at] = type.record
            variable = self.tokens[part.start]
            if part.end - part.start == 1 and variable.text in self.reading.flat:
                end = self.tokens[self.at - 1].end
                self._edit(variable.start, end, flat_name(variable.text, name))
            return self._field_of(type.record, part, name)
        if type.sort is Sort.MAP:
            self.reading.asked[name] = f"'{name}' in {self._said(part)}"
            return type.item or ANY
        if type.sort is not Sort.ANY:
            self._no_field(part, name)
        return ANY

    def _no_field(self, part: Part, name: str) -> None:
        message = said(
            "{what} is {words} and has no field {name}",
            what=self._said(part),
            words=part.type.words,
            name=clipped(name),
        )
        fix = None
        if name == "size" or name in METHODS:
            fix = said("call it: .{name}()", name=name)
        elif part.type.records is not None:
            fix = said("{records} has the same with all their fields", records=part.type.records)
        elif part.type.sort is Sort.LIST:
            fix = said("ask it of each item: .all(item, ...), .exists(item, ...)")
        self._wrong(message, fix)

    def _field_of(self, record: Record, part: Part, name: str) -> Type:
        if name not in record.fields:
            self._unknown(said("field of {record}", record=record.name), name, tuple(record.fields))
            return ANY
        self.reading.uses[record.name].add(name)
        if name not in record.absent:
            self.reading.asked[name] = f"'{name}' in {self._said(part)}"
        return record.fields[name]

    def _item(self, part: Part, key: Part) -> Type:
        sort = part.type.sort
        token = self.tokens[key.start]
        alone = key.end - key.start == 1 and token.kind == "string"
        if part.type.record is not None:
            if alone and token.text[1:-1] in part.type.record.fields:
                return self._field_of(part.type.record, part, token.text[1:-1])
            self.whole(part)
            return ANY
        if sort is Sort.TEXT:
            self._wrong(
                said("{what} is a text, of which [...] gives no part", what=self._said(part)),
                "charAt(0)",
            )
        elif sort not in (Sort.LIST, Sort.MAP, Sort.ANY):
            self._wrong(
                said(
                    "{what} is {words}, which holds no items",
                    what=self._said(part),
                    words=part.type.words,
                )
            )
        elif sort is Sort.LIST and key.type.sort not in (Sort.NUMBER, Sort.ANY):
            self._wrong(
                said("the items of {what} have numbers: [0] is the first", what=self._said(part))
            )
        if alone:
            self.reading.asked[token.text[1:-1]] = f"{token.text} in {self._said(part)}"
        return part.type.item or ANY

    # -- calls ----------------------------------------------------------------------------------

    def _call(self, name: str) -> Type:
        if name == "has":
            return self._has()
        function = FUNCTIONS.get(name)
        self._take("(")
        given = self._arguments()
        if function is None:
            fix = (
                said("write it after a value: unit.name.{name}(...)", name=name)
                if name in METHODS
                else None
            )
            self._unknown(said("function"), name, ("has", *FUNCTIONS), fix)
            return ANY
        self._fit(name, function, given)
        return function.gives

    def _method(self, part: Part, name: str) -> Type:
        start = self.at - 1
        self._take("(")
        if name in LOOPS:
            return self._loop(part, name)
        if name == "matches":
            return self._matches(part, start)
        function = METHODS.get(name)
        given = self._arguments()
        if function is None:
            fix = said("write {name}(...)", name=name) if name in FUNCTIONS else None
            self._unknown(said("function"), name, (*LOOPS, *METHODS), fix)
            return ANY
        self._fit(name, function, [part, *given])
        return part.type if function.same else function.gives

    def _arguments(self) -> list[Part]:
        parts = []
        while self._next() != ")":
            parts.append(self.expression())
            if self._next() == ",":
                self.at += 1
        self._take(")")
        return parts

    def _fit(self, name: str, function: Function, given: Sequence[Part]) -> None:
        if function.made is not None:
            self.reading.made.add(name)
        if not function.least <= len(given) <= len(function.takes):
            own = 1 if function.method else 0
            few, many = function.least - own, len(function.takes) - own
            takes = _arguments(few, many)
            self._wrong(
                said(
                    "{name} takes {takes}, found {given}",
                    name=name,
                    takes=takes,
                    given=len(given) - own,
                )
            )
        for part, sorts in zip(given, function.takes, strict=False):
            self.whole(part)
            if part.type.sort not in sorts and part.type.sort is not Sort.ANY:
                wanted = " or ".join(sorted(sort.value for sort in sorts))
                self._wrong(
                    said(
                        "{name} is for {wanted}, and {what} is {words}",
                        name=name,
                        wanted=wanted,
                        what=self._said(part),
                        words=part.type.words,
                    )
                )
                return

    def _matches(self, part: Part, start: int) -> Type:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or token.kind != "string" or self._next(1) != ")":
            self._wrong(
                said("matches takes its pattern as one text in quotes"),
                said("write the pattern itself"),
            )
            self._arguments()
            return FLAG
        self.at += 2
        if part.type.sort not in (Sort.TEXT, Sort.ANY):
            self._wrong(
                said(
                    "matches is for a text, and {what} is {words}",
                    what=self._said(part),
                    words=part.type.words,
                )
            )
        name = pattern_name(len(self.reading.patterns))
        self.reading.patterns.append(token.text)
        self._edit(self.tokens[start].start, self.tokens[self.at - 1].end, f"{name}()")
        return FLAG

    def _loop(self, part: Part, name: str) -> Type:
        if part.type.sort not in (Sort.LIST, Sort.MAP, Sort.ANY):
            self._wrong(
                said(
                    "{name} goes over a list or a mapping, and {what} is {words}",
                    name=name,
                    what=self._said(part),
                    words=part.type.words,
                )
            )
        variable = self._name()
        self._take(",")
        with self._bound(variable, items_of(part.type)):
            body = self.expression()
            if self._next() == ",":
                self._must_be_flag(body)
                self.at += 1
                body = self.expression()
            self._take(")")
        if name == "map":
            return list_of(body.type)
        self._must_be_flag(body)
        return list_of(items_of(part.type)) if name == "filter" else FLAG

    @contextmanager
    def _bound(self, variable: str, type: Type) -> Iterator[None]:
        outer = dict(self._scope)
        if "__" in variable:
            self._wrong(
                said("{variable} cannot be the name of a variable", variable=clipped(variable)),
                said("leave out __"),
            )
        self._scope[variable] = type
        yield
        self._scope = outer

    def _has(self) -> Type:
        """`has(x.field)`: of a record, whose fields are all there, whether it says something."""
        start = self.at - 1
        self._take("(")
        operand = self.at
        part = self._member()
        self._take(")")
        owner, name = self._owners.get(part.end), self.tokens[part.end - 1].text
        absent = owner.absent.get(name) if owner is not None else None
        if absent is not None:
            asked = self.rewritten(self.tokens[operand].start, self.tokens[part.end - 1].end)
            forms = {"null": f"({asked} != null)", "false": f"({asked})"}
            whole = forms.get(absent, f"(size({asked}) > 0)")
            self._edit(self.tokens[start].start, self.tokens[self.at - 1].end, whole)
        return FLAG

    def _unknown(self, what: str, word: str, known: Sequence[str], fix: str | None = None) -> None:
        near = None if fix else nearest(word, known)
        message = said(
            'the expression names an unknown {what} "{word}"', what=what, word=clipped(word)
        )
        if near:
            self._wrong(
                said('{message}; did you mean "{near}"?', message=message, near=near),
                said("write {near}", near=near),
            )
        else:
            self._wrong(message, fix or said("known here: {known}", known=", ".join(known)))

    # -- the text that the engine is given ------------------------------------------------------

    def _edit(self, start: int, end: int, words: str) -> None:
        self._edits = [edit for edit in self._edits if not start <= edit[0] < end]
        self._edits.append((start, end, words))

    def rewritten(self, start: int, end: int) -> str:
        """A stretch of the text as the engine is given it."""
        pieces = []
        for began, ended, words in sorted(self._edits):
            if start <= began < end:
                pieces += [self.text[start:began], words]
                start = ended
        return "".join([*pieces, self.text[start:end]])


def _instead(one: Type, other: Type) -> str | None:
    """What to compare instead, where one side is a mapping or a record and the other is not."""
    for type in (one, other):
        if type.sort is Sort.LIST:
            return said("ask whether it is in the list: a in b")
        if type.record is not None:
            return said("compare a field of it: {fields}", fields=", ".join(type.record.fields))
        if type.sort is Sort.MAP:
            return "compare an entry of it: attributes['key']"
    return None


def _arguments(few: int, many: int) -> Said:
    """How many arguments something takes."""
    if not many:
        return said("no arguments")
    if few == many:
        return said_n("{number} argument", "{number} arguments", many)
    return said("{few} to {many} arguments", few=few, many=many)
