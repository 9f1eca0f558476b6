"""The organisation's own terms: what it calls its kinds, figures, lines and statuses.

A snapshot has a word for each of them, which programs read; a report that people read says what
the organisation calls it, in the language of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

from orgcheck.language.speech import asked_language
from orgcheck.records import NamedTuple

Name: TypeAlias = str | Mapping[str, str]
# The text of a name in a language.
Choice: TypeAlias = Callable[[Name, str | None], str]


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
    """

    kinds: Mapping[str, Term]
    words: Mapping[str, Term]
    choose: Choice


_terms: ContextVar[Terms | None] = ContextVar("terms", default=None)


def terms() -> Terms | None:
    """The terms in which things are told; None where only the words of snapshots are."""
    return _terms.get()


@contextmanager
def calling(terms: Terms | None) -> Iterator[None]:
    """Call things by the terms of an organisation, or by the words of its snapshots.

    Examples
    --------
    >>> own = Terms({"team": Term({"en": "circle"})}, {}, lambda name, code: name["en"])
    >>> with calling(own):
    ...     kind_term("team"), kind_term("office")
    ('circle', 'office')
    """
    token = _terms.set(terms)
    try:
        yield
    finally:
        _terms.reset(token)


def kind_term(kind: str) -> str:
    """What a kind of unit is called."""
    own = _terms.get()
    term = own.kinds.get(kind) if own is not None else None
    return kind if own is None or term is None else _called(own, term.name)


def kinds_term(kind: str) -> str | None:
    """What several units of a kind are called; None where nobody says."""
    own = _terms.get()
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
    own = _terms.get()
    term = own.words.get(word) if own is not None else None
    if own is None or term is None:
        return word if otherwise is None else otherwise
    return _called(own, term.name)


def _called(own: Terms, name: Name) -> str:
    return own.choose(name, asked_language())
