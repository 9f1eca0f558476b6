"""How two names of units relate: equal, spelt otherwise, longer or shorter, or unlike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from orgcheck.changes.identity.names import (
    Wording,
    initials,
    is_number,
    plain_words,
    telling_words,
)

# How short and how long a name may be, spaces left out, for one wrong letter to be read as a slip.
_FEWEST_LETTERS, _MOST_LETTERS = 6, 60

_DIGIT = re.compile(r"\d")


class Likeness(IntEnum):
    """How alike two names are, the most alike first."""

    EQUAL = 0
    RESPELT = 1  # by case, spaces, accents, order, or a generic word that came or went
    QUALIFIED = 2  # by a word of a parent's name that came or went
    RETITLED = 3  # by generic words, one in place of another
    SHORTENED = 4  # all words of one are in the other; or one letter is wrong
    ABBREVIATED = 5  # one is the initials of the other
    UNLIKE = 6


class Relation(NamedTuple):
    """How two names relate, in words why, by which telling words they differ, what was kept.

    `kept` is the share of the longer name's telling words that the shorter one has; none where
    a wrong letter may well make another word.
    """

    likeness: Likeness
    because: str = ""
    gone: frozenset[str] = frozenset()
    come: frozenset[str] = frozenset()
    kept: float = 1.0


UNRELATED = Relation(Likeness.UNLIKE)


def relation(one: Wording, other: Wording, of_parents: Sequence[frozenset[str]] = ()) -> Relation:
    """How the names of two units relate, in the language in which they are most alike.

    `of_parents` are the words of each parent's name, which come and go in the names of those
    below it.
    """
    generic = one.generic if one.generic is other.generic else one.generic | other.generic
    found = [
        [_relation(text, counterpart, generic, of_parents) for counterpart in other.texts]
        for text in one.texts
    ]
    if len(one.texts) > len(other.texts):
        found = [list(column) for column in zip(*found, strict=True)]
    of_texts = [min(row, key=_by_likeness) for row in found]
    best = min(of_texts, key=_by_likeness)
    # Equal in one language and unlike in another is no more than half the name.
    if best.likeness < Likeness.SHORTENED and UNRELATED in of_texts:
        because = f"{best.because}, in one language"
        best = best._replace(likeness=Likeness.SHORTENED, because=because)
    if best.likeness >= Likeness.QUALIFIED and not one.last_steps.isdisjoint(other.last_steps):
        best = Relation(Likeness.QUALIFIED, "the last step of the path is the same")
    if best.likeness is Likeness.UNLIKE:
        best = _by_initials(one, other) or best
    return best


def _by_likeness(relation: Relation) -> tuple[Likeness, float]:
    return (relation.likeness, -relation.kept)


def _relation(
    text: str,
    other: str,
    generic: frozenset[str],
    of_parents: Sequence[frozenset[str]],
) -> Relation:
    if text == other:
        return Relation(Likeness.EQUAL, "same name")
    words, others = plain_words(text), plain_words(other)
    if "".join(words) == "".join(others):
        return Relation(Likeness.RESPELT, "names differ in spelling only")
    if sorted(words) == sorted(others):
        return Relation(Likeness.RESPELT, "names differ in the order of words only")
    before, now = Counter(words), Counter(others)
    gone, come = frozenset(before - now), frozenset(now - before)
    telling = (before & now).keys() - generic
    difference = (gone - generic, come - generic)
    because = f"names differ by {_quoted(gone | come)} only"
    if gone | come <= generic and telling:
        return Relation(Likeness.RETITLED if gone and come else Likeness.RESPELT, because)
    if not (gone and come) and any(
        gone | come <= generic | parent and telling - parent for parent in of_parents
    ):
        return Relation(Likeness.QUALIFIED, because, *difference)
    if _is_slip("".join(words), "".join(others)):
        kept = 1.0 if _is_harmless(words, others) else 0.0
        return Relation(Likeness.SHORTENED, "names differ by one letter only", kept=kept)
    return _containment(words, others, generic)


def _containment(words: Sequence[str], others: Sequence[str], generic: frozenset[str]) -> Relation:
    """Whether all telling words of one name are words of the other."""
    before = frozenset(telling_words(words, generic))
    now = frozenset(telling_words(others, generic))
    gone, come = before - now, now - before
    if (gone and come) or not (gone or come) or any(map(is_number, gone | come)):
        return UNRELATED
    because = f"one name has {_quoted(gone | come)} more"
    return Relation(
        Likeness.SHORTENED, because, gone, come, kept=len(before & now) / len(before | now)
    )


def slips(squeezed: str) -> Iterator[str]:
    """What a name without spaces and every name that a slip makes of it have in common.

    Two names that differ by one wrong, missing or transposed letter become equal when the right
    letter of either, or of one, is left out.
    """
    if _may_slip(squeezed):
        yield squeezed
        yield from {squeezed[:at] + squeezed[at + 1 :] for at in range(len(squeezed))}


def _may_slip(squeezed: str) -> bool:
    return _FEWEST_LETTERS <= len(squeezed) <= _MOST_LETTERS and not _DIGIT.search(squeezed)


def _is_slip(squeezed: str, other: str) -> bool:
    """Whether two names without spaces differ by one wrong, missing or transposed letter."""
    if not (_may_slip(squeezed) and _may_slip(other)) or abs(len(squeezed) - len(other)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(squeezed, other, score_cutoff=1) == 1)


def _is_harmless(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a slip hardly makes another word: "Mental" is not "Dental", "Policy" not "Police"."""
    if [word[0] for word in words] != [other[0] for other in others]:
        return False
    letters = zip("".join(words), "".join(others), strict=False)
    wrong = [{one, other} for one, other in letters if one != other]
    replaced = len("".join(words)) == len("".join(others)) and len(wrong) == 1
    return not replaced or wrong[0] in ({"s", "z"}, {"c", "s"})


def _by_initials(one: Wording, other: Wording) -> Relation | None:
    """Whether one name is the acronym or the initials of the other."""
    for long, short in ((one, other), (other, one)):
        for text in short.texts:
            if text in long.acronyms:
                return Relation(Likeness.ABBREVIATED, f'"{text}" is the acronym of the other')
            if any(text == initials(full) for full in long.texts):
                return Relation(Likeness.ABBREVIATED, f'"{text}" are the initials of the other')
    return None


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in sorted(words))
