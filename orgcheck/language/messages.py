"""Sentences in the language that is spoken, their values filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import partial
from typing import Any, TypeVar

from orgcheck.language.naming import NAMING, naming_members
from orgcheck.language.speech import ASKED, current, speaking
from orgcheck.language.terms import TERMS, Name, calling
from orgcheck.language.values import day, number_words
from orgcheck.records import NamedTuple

T = TypeVar("T")


class Plural(NamedTuple):
    """A message about one, and the same about several."""

    one: str
    many: str


def tr(message: str, /, **named: Any) -> str:
    """A message in the language that is spoken.

    Parameters
    ----------
    message
        The English, written out where it is said, so that it can be extracted; where values are
        named, braces stand around their names, as in `str.format`.
    named
        The values. Numbers and dates are written as the language writes them; a text is put in
        as it is, whatever braces it has.

    Examples
    --------
    >>> tr("{unit} moved from {old} to {new}", unit="{old}", old="Finance", new="Planning")
    '{old} moved from Finance to Planning'
    """
    speech = current()
    if speech is not None:
        message = speech.catalogue.gettext(message)
    return message.format_map(_shown(named)) if named else message


def tr_p(context: str, message: str, /, **named: Any) -> str:
    """A message that other languages say otherwise elsewhere: `context` says where it stands.

    Examples
    --------
    >>> tr_p("a heading", "Moved")
    'Moved'
    """
    speech = current()
    if speech is not None:
        message = speech.catalogue.pgettext(context, message)
    return message.format_map(_shown(named)) if named else message


def tr_n(one: str, many: str, number: int, /, **named: Any) -> str:
    """A message about a number of something, which it may name as `number`.

    Examples
    --------
    >>> tr_n("{number} unit", "{number} units", 1200)
    '1,200 units'
    """
    speech = current()
    if speech is None:
        message = one if number == 1 else many
    else:
        message = speech.catalogue.ngettext(one, many, number)
    return message.format_map(_shown({"number": number, **named}))


def tr_np(context: str, one: str, many: str, number: int, /, **named: Any) -> str:
    """A message about a number of something, which other languages say otherwise elsewhere.

    Examples
    --------
    >>> tr_np("moved from", "{names}", "{names}", 2, names="Finance and Planning")
    'Finance and Planning'
    """
    speech = current()
    if speech is None:
        message = one if number == 1 else many
    else:
        message = speech.catalogue.npgettext(context, one, many, number)
    return message.format_map(_shown({"number": number, **named}))


# -- what happened, or is to happen --------------------------------------------------------------

_in_present: ContextVar[bool] = ContextVar("in_present", default=False)


class Tenses(NamedTuple):
    """What happened; and the same as a paper that decides on it says it, in the present."""

    past: str
    present: str


class NumberTenses(NamedTuple):
    """What happened to a number of something, and the same in the present: for `tr_tn`."""

    past: Plural
    present: tuple[str, str, str]


@contextmanager
def in_present() -> Iterator[None]:
    """Tell in the present what a change does: whoever decides on it has it before them."""
    before = _in_present.set(True)
    try:
        yield
    finally:
        _in_present.reset(before)


def in_tense(past: T, present: T) -> T:
    """The one of two that is in the tense of the report.

    Examples
    --------
    >>> in_tense("was created", "is created")
    'was created'
    >>> with in_present():
    ...     in_tense("was created", "is created")
    'is created'
    """
    return present if _in_present.get() else past


def tr_t(past: str, present: str, /, **named: Any) -> str:
    """A message about what happened, or, in the present, what happens.

    Parameters
    ----------
    past, present
        `msg` of the one and `msg_p("present", ...)` of the other: the present may be said
        elsewhere too, of members in other parts of the sentence.
    named
        As `tr` takes them.

    Examples
    --------
    >>> tr_t(msg("{unit} ended"), msg_p("present", "{unit} ends"), unit="Finance")
    'Finance ended'
    """
    if _in_present.get():
        return tr_p("present", present, **named)
    return tr(past, **named)


def tr_tn(past: Plural, present: tuple[str, str, str], number: int, /, **named: Any) -> str:
    """The same about a number of something: `msg_n`, and `msg_np` in the context "present"."""
    if _in_present.get():
        return tr_np(*present, number, **named)
    return tr_n(*past, number, **named)


def _shown(named: Mapping[str, Any]) -> Mapping[str, str]:
    # Of the texts of most messages, found for programs, nothing is said otherwise: asked once.
    plain = (str,) if is_said_again() else (str, Said)
    return {
        name: value if type(value) in plain else _written(value) for name, value in named.items()
    }


def _written(value: Any) -> str:
    if isinstance(value, str):
        return spoken(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return number_words(value)
    if isinstance(value, date):
        return day(value)
    # `orgcheck --help` says no number.
    from decimal import Decimal

    return number_words(value, ",f") if isinstance(value, Decimal) else str(value)


# -- messages in records -----------------------------------------------------------------------


def msg(message: str) -> str:
    """Mark a message of a record, which `tr` is asked for when it is said."""
    return message


def msg_p(context: str, message: str) -> str:  # noqa: ARG001
    """Mark a message of a record, for `tr_p` with the same context."""
    return message


def msg_n(one: str, many: str) -> Plural:
    """Mark a message about a number of something, for `tr_n(*plural, number)`."""
    return Plural(one, many)


def msg_np(context: str, one: str, many: str) -> tuple[str, str, str]:
    """Mark a message about a number of something in a context, for `tr_np(*marked, number)`."""
    return context, one, many


# -- messages that are kept ----------------------------------------------------------------------


class Said(str):
    """An English text that knows how it is said in other languages.

    What is found once and reported to people and to programs is made of these: to a program, in
    a fingerprint and beside other texts it is the English; `spoken` says it again.
    """

    __slots__ = ("again",)

    again: Callable[[], str]


def said(message: str, /, **named: Any) -> Said:
    """A message like that of `tr`, kept to be said in any language.

    Examples
    --------
    >>> said("{unit} has no parent", unit="Finance")
    'Finance has no parent'
    """
    return said_later(lambda: tr(message, **named))


def said_n(one: str, many: str, number: int, /, **named: Any) -> Said:
    """A message like that of `tr_n`, kept to be said in any language.

    Examples
    --------
    >>> said_n("{number} unit has no head", "{number} units have no head", 2)
    '2 units have no head'
    """
    return said_later(lambda: tr_n(one, many, number, **named))


def said_later(again: Callable[[], str]) -> Said:
    """What a function says in the language that is spoken, kept to be said in any.

    Examples
    --------
    >>> words = said_later(lambda: tr("no head"))
    >>> words, spoken(words)
    ('no head', 'no head')
    """
    if is_said_again():
        with as_programs_are_told():
            text = Said(again())
    else:
        text = Said(again())
    text.again = again
    return text


@contextmanager
def as_programs_are_told() -> Iterator[None]:
    """Say everything in English, in the words of snapshots and by ids."""
    with speaking(None), calling(None), naming_members(None):
        yield


def said_as(text: str, words: str) -> Said:
    """An English text with what was said for it in the language that is spoken.

    Examples
    --------
    >>> said_as("same parent", "sama yläyksikkö")
    'same parent'
    """
    kept = Said(text)
    kept.again = lambda: words
    return kept


def spoken(text: str) -> str:
    """A text in the language that is spoken, and in the organisation's terms, where it knows how.

    Examples
    --------
    >>> spoken("Finance")
    'Finance'
    """
    if not isinstance(text, Said) or not is_said_again():
        return text
    names = NAMING.get()
    return text.again() if names is None else names.whole(text.again)


def spoken_together(*texts: str) -> tuple[str, ...]:
    """Texts that stand one after the other, in which a member's id comes up once.

    Examples
    --------
    >>> audit = said_member("audit", "Internal Audit")
    >>> with naming_members(lambda name, _: name):
    ...     spoken_together(said("{unit} has no head", unit=audit), audit)
    ('Internal Audit (audit) has no head', 'Internal Audit')
    """
    names = NAMING.get()
    if names is None:
        return tuple(map(spoken, texts))
    return names.together([partial(spoken, text) for text in texts])


def is_said_again() -> bool:
    """Whether people are told otherwise than programs: in a language, terms or names of theirs."""
    # Asked of every value of every message, and of most there is nothing to say otherwise.
    return ASKED.get() is not None or TERMS.get() is not None or NAMING.get() is not None


def said_member(id: str, name: Name | None) -> Said:
    """A member, or a duty, within a message: see `naming_members`.

    Examples
    --------
    >>> said_member("audit", "Internal Audit")
    'audit'
    """

    def again() -> str:
        names = NAMING.get()
        return id if names is None or name is None else names.mention(id, name)

    text = Said(id)
    text.again = again
    return text
