"""What the words of a snapshot are called: in the organisation's own terms, else in those of all.

Kinds, figures, types of links and attributes are words of its author, and are called so where
there is no term for them. Statuses, types of lines and of bodies are words of the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from orgcheck.language import (
    Terms,
    kind_term,
    language_name,
    msg,
    msg_p,
    own_term,
    said_later,
    tr,
    tr_p,
)
from orgcheck.language.terms import Term
from orgcheck.snapshot.model import NAMES, display, display_language

if TYPE_CHECKING:
    from orgcheck.language import Said
    from orgcheck.language.terms import Choice
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

# What a field is called; one that is not here is called by its key.
_FIELD_WORDS = {
    "acronym": msg_p("field", "acronym"),
    "attributes": msg_p("field", "attributes"),
    "basis": msg_p("field", "basis"),
    "body": msg_p("field", "body"),
    "children": msg_p("field", "units below"),
    "date": msg_p("field", "date"),
    "decision": msg_p("field", "decision"),
    "description": msg_p("field", "description"),
    "figures": msg_p("field", "figures"),
    "head": msg_p("field", "head"),
    "heads": msg_p("field", "heads"),
    "holders": msg_p("field", "holders"),
    "id": msg_p("field", "id"),
    "kind": msg_p("field", "kind"),
    "kinds": msg_p("field", "kinds"),
    "languages": msg_p("field", "languages"),
    "legal_basis": msg_p("field", "legal basis"),
    "lines": msg_p("field", "lines"),
    "links": msg_p("field", "links"),
    "members": msg_p("field", "members"),
    "name": msg_p("field", "name"),
    "organisation": msg_p("field", "organisation"),
    "parent": msg_p("field", "parent"),
    "people": msg_p("field", "people"),
    "previously": msg_p("field", "previously"),
    "reorganisation": msg_p("field", "reorganisation"),
    "reference": msg_p("field", "reference"),
    "replaces": msg_p("field", "replaces"),
    "reports_to": msg_p("field", "line"),
    "responsibilities": msg_p("field", "duties"),
    "responsibilities_complete": msg_p("field", "duties complete"),
    "revives": msg_p("field", "revives"),
    "sites": msg_p("field", "sites"),
    "source": msg_p("field", "source"),
    "split_from": msg_p("field", "split from"),
    "status": msg_p("field", "status"),
    "tags": msg_p("field", "tags"),
    "top": msg_p("field", "top"),
    "type": msg_p("field", "type"),
    "unit": msg_p("field", "unit"),
    "valid_from": msg_p("field", "valid from"),
    "valid_to": msg_p("field", "valid to"),
    "version": msg_p("field", "version"),
    "winding_down": msg_p("field", "winding down"),
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


def choice_of(snapshots: Iterable[Snapshot]) -> Choice:
    """What gives the text of a name in a language, or in what stands in for it in snapshots."""
    languages = {code: None for snapshot in snapshots for code in snapshot.languages}
    return partial(display, languages=tuple(languages))


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


def field_name(field: str) -> str:
    """A field as a person calls it.

    Examples
    --------
    >>> field_name("legal_basis"), field_name("reports_to")
    ('legal basis', 'line')
    """
    words = _FIELD_WORDS.get(field)
    return field if words is None else tr_p("field", words)


def path_name(path: str) -> str:
    """A field, or with a dot a part of it, as a person calls it.

    Examples
    --------
    >>> path_name("name.sv"), path_name("figures.headcount")
    ('name in Swedish', 'headcount')
    """
    field, dot, part = path.partition(".")
    if not dot:
        return field_name(field)
    if field in NAMES:
        return tr("{field} in {language}", field=field_name(field), language=language_name(part))
    return own_term(part)


def said_field(path: str) -> Said:
    """A field, or with a dot a part of it, within a message."""
    return said_later(lambda: path_name(path))


def said_language(code: str) -> Said:
    """A language within a message."""
    return said_later(lambda: language_name(code))
