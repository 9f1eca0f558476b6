"""What the words of a snapshot are called: in the organisation's own terms, else in those of all.

Kinds, figures, types of links and attributes are words of its author, and are called so where
there is no term for them. Statuses, types of lines and of bodies are words of the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from orgcheck.language import Terms, kind_term, msg, msg_p, own_term, said_later, tr, tr_p
from orgcheck.language.terms import Term
from orgcheck.snapshot.model import display, display_language

if TYPE_CHECKING:
    from orgcheck.language import Said
    from orgcheck.snapshot.model import Snapshot

_STATUSES: Mapping[str, str] = {
    "draft": msg("draft"),
    "proposed": msg("proposed"),
    "approved": msg("approved"),
    "in-force": msg("in force"),
    "withdrawn": msg("withdrawn"),
}
_LINE_TYPES: Mapping[str, str] = {
    "functional": msg("functional"),
    "matrix": msg("matrix"),
    "advisory": msg("advisory"),
    "other": msg("other"),
}
_BODY_TYPES: Mapping[str, str] = {
    "organ": msg_p("body", "organ"),
    "committee": msg_p("body", "committee"),
    "external": msg_p("body", "external"),
}


def terms_of(snapshots: Iterable[Snapshot]) -> Terms | None:
    """The terms of an organisation, of whose snapshots the first that has a term counts.

    Examples
    --------
    >>> from orgcheck.language import calling
    >>> from orgcheck.snapshot.model import Kind, Snapshot
    >>> kinds = {"unit": Kind(name={"fi": "yksikkö", "sv": "enhet"})}
    >>> with calling(terms_of([Snapshot(organisation="Kela", kinds=kinds)])):
    ...     kind_term("unit"), kind_term("centre")
    ('yksikkö', 'centre')
    """
    kinds: dict[str, Term] = {}
    words: dict[str, Term] = {}
    languages: dict[str, None] = {}
    for snapshot in snapshots:
        languages.update(dict.fromkeys(snapshot.languages))
        for kind, said in (snapshot.kinds or {}).items():
            if said.name is not None:
                kinds.setdefault(kind, Term(said.name, said.plural))
        for word, term in snapshot.terms.items():
            words.setdefault(word, Term(term.name, term.plural))
    if not kinds and not words:
        return None
    owed = tuple(languages)
    chosen = partial(display_language, languages=owed)
    return Terms(kinds, words, partial(display, languages=owed), chosen)


def status_word(status: str) -> str:
    """A status of a snapshot.

    Examples
    --------
    >>> status_word("in-force")
    'in force'
    """
    return own_term(status, tr(_STATUSES[status]))


def line_type_word(type: str) -> str:
    """A type of a further line.

    Examples
    --------
    >>> line_type_word("advisory")
    'advisory'
    """
    return own_term(type, tr(_LINE_TYPES[type]))


def relation_word(type: str) -> str:
    """A type of a further line or of a link, of which that is one or the other.

    Examples
    --------
    >>> relation_word("matrix"), relation_word("shares-staff")
    ('matrix', 'shares-staff')
    """
    return line_type_word(type) if type in _LINE_TYPES else own_term(type)


def body_type_word(type: str) -> str:
    """A type of a body.

    Examples
    --------
    >>> body_type_word("organ")
    'organ'
    """
    return own_term(type, tr_p("body", _BODY_TYPES[type]))


def said_kind(kind: str) -> Said:
    """A kind of unit within a message, which programs are told by its word."""
    return said_later(lambda: kind_term(kind))


def said_line_type(type: str) -> Said:
    """A type of a further line within a message."""
    return said_later(lambda: line_type_word(type))


def said_word(word: str) -> Said:
    """A figure, or a type of link, within a message."""
    return said_later(lambda: own_term(word))
