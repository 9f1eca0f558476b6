"""Phrases of which the sentences of rules are made, in whichever language they are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from orgcheck.counting import with_article
from orgcheck.language import Said, msg, said, said_later, spoken, tr
from orgcheck.organisation import Organisation
from orgcheck.rules.fields import listed

_SORTS = {
    "units": msg("units"),
    "posts": msg("posts"),
    "bodies": msg("bodies"),
    "responsibilities": msg("duties"),
    "people": msg("people"),
}


def sort_words(of: str) -> Said:
    """What those of a sort are called.

    Examples
    --------
    >>> sort_words("bodies")
    'bodies'
    """
    return said(_SORTS[of])


def a_or_an(word: str) -> Said:
    """A word of a snapshot or a pack, in English with its article.

    Examples
    --------
    >>> a_or_an("acronym")
    'an acronym'
    """
    return said_later(lambda: with_article(spoken(word)))


def members_listed(
    organisation: Organisation, ids: Iterable[str], joint: Literal["and", "or"] = "or"
) -> Said:
    """Members in a row, each by its id, and to people by its name too."""
    return listed(map(organisation.mention, ids), joint)


def in_commas(words: Iterable[str]) -> Said:
    """Words with commas between them, of which the last is none."""
    some = list(words)
    return said_later(lambda: ", ".join(map(spoken, some)))


def path_of_members(organisation: Organisation, ids: Iterable[str]) -> Said:
    """Members along a line, each by its id, and to people by its name too."""
    members = list(map(organisation.mention, ids))
    return said_later(lambda: " -> ".join(map(spoken, members)))


def joined(phrases: Sequence[str], *, either: bool = False) -> str:
    """What holds together, or of which one holds.

    Examples
    --------
    >>> joined(["have a head", "be at the top"])
    'have a head and be at the top'
    """
    if len(phrases) == 1:
        return phrases[0]

    def words() -> str:
        first, *others = phrases
        sentence = spoken(first)
        for other in others:
            sentence = (
                tr("{one} or {other}", one=sentence, other=other)
                if either
                else tr("{one} and {other}", one=sentence, other=other)
            )
        return sentence

    return said_later(words)


def reasons(messages: Sequence[str]) -> str:
    """Why each of several alternatives does not hold.

    Examples
    --------
    >>> reasons(["audit has no head", "audit has no parent"])
    'audit has no head; and audit has no parent'
    """
    if len(messages) == 1:
        return messages[0]

    def words() -> str:
        first, *others = messages
        sentence = spoken(first)
        for other in others:
            sentence = tr("{why}; and {more}", why=sentence, more=other)
        return sentence

    return said_later(words)
