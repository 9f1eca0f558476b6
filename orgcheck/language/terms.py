"""The organisation's own terms: what it calls its kinds, figures, lines and statuses.

A snapshot has a word for each of them, which programs read; a report that people read says what
the organisation calls it, in the language of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

from orgcheck.language.speech import asked_language, spoken_language
from orgcheck.records import NamedTuple

Name: TypeAlias = str | Mapping[str, str]
# The text of a name in a language, and the language that this text is in.
Choice: TypeAlias = Callable[[Name, str | None], str]
ChosenLanguage: TypeAlias = Callable[[Name, str | None], str | None]


class Term(NamedTuple):
    """What one of something is called, and what several are."""

    name: Name
    plural: Name | None = None


class Terms(NamedTuple):
    """The terms of the organisation that a report is on.

    Parameters
    ----------
    kinds
        What it calls its kinds of units, by their words.
    words
        What it calls everything else for which it has a word.
    choose
        The text of a name in a language, or in what stands in for it.
    language_of
        The language of that text; None where the name says of none.
    """

    kinds: Mapping[str, Term]
    words: Mapping[str, Term]
    choose: Choice
    language_of: ChosenLanguage


TERMS: ContextVar[Terms | None] = ContextVar("terms", default=None)


def terms() -> Terms | None:
    """The terms in which things are told; None where only the words of snapshots are."""
    return TERMS.get()


@contextmanager
def calling(terms: Terms | None) -> Iterator[None]:
    """Call things by the terms of an organisation, or by the words of its snapshots.

    Examples
    --------
    >>> names = {"team": Term({"en": "circle"})}
    >>> own = Terms(names, {}, lambda name, _: name["en"], lambda *_: "en")
    >>> with calling(own):
    ...     kind_term("team"), kind_term("office")
    ('circle', 'office')
    """
    token = TERMS.set(terms)
    try:
        yield
    finally:
        TERMS.reset(token)


def kind_term(kind: str) -> str:
    """What a kind of unit is called."""
    own = TERMS.get()
    term = own.kinds.get(kind) if own is not None else None
    return kind if own is None or term is None else _called(own, term.name)


def kind_language(kind: str) -> str | None:
    """The language of what a kind of unit is called, where the sentences around are in another."""
    own = TERMS.get()
    term = own.kinds.get(kind) if own is not None else None
    if own is None or term is None:
        return None
    code = own.language_of(term.name, asked_language())
    same = code is None or code.partition("-")[0] == spoken_language().partition("-")[0]
    return None if same else code


def kinds_term(kind: str) -> str | None:
    """What several units of a kind are called; None where nobody says."""
    own = TERMS.get()
    term = own.kinds.get(kind) if own is not None else None
    if own is None or term is None or term.plural is None:
        return None
    return _called(own, term.plural)


def own_term(word: str, otherwise: str | None = None) -> str:
    """What a figure, a type of line or link, an attribute or a status is called.

    Parameters
    ----------
    word
        The word of the snapshot.
    otherwise
        What it is called where the organisation has no term for it; the word where left out.
    """
    own = TERMS.get()
    term = own.words.get(word) if own is not None else None
    if own is None or term is None:
        return word if otherwise is None else otherwise
    return _called(own, term.name)


def _called(own: Terms, name: Name) -> str:
    return own.choose(name, asked_language())
