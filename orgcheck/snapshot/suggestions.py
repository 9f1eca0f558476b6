"""What is meant by a word that is not known here: what messages offer in its place.

People write another program's word for a key, a name where an id belongs, a list where one value
does; a spreadsheet adds or drops leading zeros, an editor changes quotes, and fingers slip.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from orgcheck.patterns import pattern
from orgcheck.snapshot.model import folded

# -- keys -----------------------------------------------------------------------------------------

# Which keys a word may stand for, the likelier first: the first that its place knows is offered.
_KEYS_OF: Mapping[str, tuple[str, ...]] = {
    word: tuple(keys.split())
    for keys, words in {
        "id": "identifier uid guid key code slug ref",
        "name": "title label caption full_name display_name designation",
        "acronym": "abbreviation abbr short_name short",
        "organisation": "organization org company institution employer",
        "unit parent units": "unit",
        "unit units": "department",
        "units": "team teams departments division divisions subunits sub_units "
        "children groups directorates offices sections branches entities nodes",
        "posts": "post position positions roles jobs functions_of_office",
        "bodies": "body organs committees boards councils",
        "responsibilities": "responsibility duty duties task tasks functions mandate competences "
        "accountabilities",
        "parent unit": "parent child_of part_of parent_id parent_unit parent_of belongs_to "
        "member_of within superunit super_unit",
        "parent reports_to": "under above subordinate_to",
        "head reports_to": "manager lead leader headed_by managed_by led_by boss chief chair "
        "supervisor_of heads",
        "heads": "leads leaders co_heads co_leads chairs co_chairs",
        "people members": "persons person individuals individual employees employee",
        "members": "member people membership",
        "holders": "holder held_by incumbent incumbents occupant occupants appointee",
        "reports_to": "superior supervisor supervised_by line_manager reports answers_to",
        "kind type": "type kind category class level unit_type",
        "top": "root is_root is_top",
        "lines": "dotted_lines functional_lines further_lines line",
        "links": "link relations cooperates_with related",
        "sites": "site locations location places offices_at addresses address",
        "tags": "keywords tag",
        "figures": "headcount fte budget staff figure numbers",
        "attributes": "attribute properties custom extra metadata",
        "previously": "formerly former_id former_ids previous_id previous_ids old_id renamed_from",
        "replaces": "supersedes successor_of succeeds replaced merged_from absorbs",
        "split_from": "spun_off_from carved_out_of splits_from",
        "valid_from from": "start start_date founded begin begins since from valid_since "
        "established",
        "valid_to expires to": "end end_date until dissolved ends to valid_until closed",
        "legal_basis basis": "law statute act legislation",
        "source": "sources url references",
        "version": "label_of_version release edition",
        "decision": "decided decided_by resolution",
        "statement": "description text rule requirement",
        "assert": "assertion check must then condition",
        "for": "select selector applies on_units when",
        "reason": "why because justification",
    }.items()
    for word in words.split()
}
_HUMP = pattern(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_A_LETTER = pattern(r"[\s.-]+")
# Quotes that a word processor makes of straight ones: to YAML they are letters like others.
TYPOGRAPHIC_QUOTES = "“”„‟‘’‚‛«»‹›"

# What to do where one text is asked for and a list stands there, by the key.
_ONE_OF_MANY = {
    "parent": "one parent is meant: keep one, and put the others under `lines:` or `links:`",
    "reports_to": "one superior is meant: keep one, and put the others under `lines:`",
    "head": "one post is meant: write `heads:` for several, the first the superior of those below",
    "unit": "one unit is meant: keep the one that the post belongs to",
    "kind": "one kind is meant: keep one, and put the others under `tags:`",
    "name": "one name is meant: keep one, or give one per language: {en: ..., fi: ...}",
    "acronym": "one acronym is meant: keep one, or give one per language: {en: ..., fi: ...}",
    "to": "a line or link leads to one: write one entry for each",
}


def synonym(word: str, known: Collection[str]) -> str | None:
    """The key of a place that another program's word stands for.

    Examples
    --------
    >>> synonym("childOf", ["id", "name", "parent"])
    'parent'
    >>> synonym("childOf", ["id", "name"]) is None
    True
    """
    spelled = _NOT_A_LETTER.sub("_", _HUMP.sub("_", word.strip(TYPOGRAPHIC_QUOTES))).casefold()
    if spelled in known:
        return spelled
    return next((key for key in _KEYS_OF.get(spelled, ()) if key in known), None)


def instead_of_list(key: str) -> str | None:
    """What to do about a list under a key that takes one text."""
    return _ONE_OF_MANY.get(key)


def items_in(text: str) -> list[str]:
    """The items that a text lists, where a list is asked for: between semicolons, else commas.

    Examples
    --------
    >>> items_in("advice; finance, budget")
    ['advice', 'finance, budget']
    >>> items_in("advice")
    ['advice']
    """
    separator = next((mark for mark in ("\n", ";", ",") if mark in text), None)
    items = text.split(separator) if separator else [text]
    return [item.strip() for item in items if item.strip()]


def meant_key(word: str, known: Iterable[str], present: Container[str] = ()) -> str | None:
    """The known key that is meant by one that is not known: by its meaning, else by its letters.

    A key that is `present` already is meant by no other word.
    """
    known = list(known)
    meant = synonym(word, [key for key in known if key not in present])
    return meant or nearest(word.strip(TYPOGRAPHIC_QUOTES), known)


# -- the nearest word -----------------------------------------------------------------------------

# How alike two words must be for one to be offered in place of the other.
LIKE_ENOUGH = 0.7
# Looking for the nearest word reads all of them: past so many, a list of mends helps nobody.
MOST_NEAREST = 50
_DIGITS = pattern(r"[0-9]")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like one that is not known, where any is like enough.

    Compares with the optimal string alignment distance, case folded; of equals, the first in
    alphabetical order. Words whose digits differ name different things, and are never offered.

    Examples
    --------
    >>> nearest("parnt", ["kind", "parent", "posts"])
    'parent'
    >>> nearest("xyzzy", ["kind", "parent"]) is None
    True
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    digits = _digits(word)
    matches = process.extract(
        word,
        [*known],
        scorer=OSA.normalized_similarity,
        processor=str.casefold,
        score_cutoff=LIKE_ENOUGH,
        limit=None,
    )
    alike = [(-likeness, other) for other, likeness, _ in matches if _digits(other) == digits]
    return min(alike)[1] if alike else None


class Nearest:
    """The nearest of the same known words, asked for by many that are not known.

    Past a number of different ones there is no answer.
    """

    def __init__(self, known: Iterable[str], most: int = MOST_NEAREST) -> None:
        self._known = tuple(known)
        self._most = most
        self._answers: dict[str, str | None] = {}

    def __call__(self, word: str) -> str | None:
        """The known word most like this one, where any is like enough."""
        if word not in self._answers:
            if len(self._answers) >= self._most:
                return None
            self._answers[word] = nearest(word, self._known)
        return self._answers[word]


def _digits(word: str) -> list[str]:
    found: list[str] = _DIGITS.findall(word)
    return found


# -- ids ------------------------------------------------------------------------------------------

# Letters that Latin shares the look of with Cyrillic and Greek: as in the skeletons of Unicode
# Technical Standard 39.
_LATIN = dict(
    zip(
        map(ord, "аАВсСԁеЕһНіІјЈкКӏМоОрРԛԚѕЅТуУԝԜхХ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ" + "ı‐‑"),
        "aABcCdeEhHiIjJkKlMoOpPqQsSTyYwWxX" + "ABEZHIKMNOPTYXaikvopux" + "i--",
        strict=True,
    )
)
_LEADING_ZEROS = pattern(r"(?<![0-9])0+(?=[0-9])")


class HasName(Protocol):
    """Whatever has an id, and mostly a name; some have an acronym beside it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str | Mapping[str, str] | None: ...


class Offers:
    """The ids of some members, to be found by their names and by what is nearly the id.

    Examples
    --------
    >>> from orgcheck.snapshot.model import Unit
    >>> offers = Offers([Unit(id="9000", name="Headquarters", top=True)])
    >>> offers.named("headquarters"), offers.meant("00009000"), offers.meant("Headqarters")
    (['9000'], '9000', '9000')
    """

    def __init__(self, members: Iterable[HasName]) -> None:
        self._ids: list[str] = []
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._by_form: defaultdict[str, list[str]] = defaultdict(list)
        self._looked_for: dict[str, str | None] = {}
        for member in members:
            self._ids.append(member.id)
            self._by_form[_form(member.id)].append(member.id)
            for name in dict.fromkeys(map(folded, _names(member))):
                self._by_name[name].append(member.id)

    def named(self, word: str) -> Sequence[str]:
        """The ids of those whose name or acronym a word is."""
        return self._by_name.get(folded(word.strip(TYPOGRAPHIC_QUOTES)), ())

    def meant(self, word: str) -> str | None:
        """The id that is meant by a word, where one is: certainly, else by its letters."""
        for ids in (self._by_form.get(_form(word), ()), self.named(word)):
            if len(ids) == 1:
                return ids[0]
        return self._nearest(word)

    def _nearest(self, word: str) -> str | None:
        if word not in self._looked_for:
            if len(self._looked_for) >= MOST_NEAREST:
                return None
            near = nearest(word, self._ids)
            name = nearest(folded(word), self._by_name) if near is None else None
            named = self._by_name[name] if name is not None else ()
            self._looked_for[word] = near or (named[0] if len(named) == 1 else None)
        return self._looked_for[word]


def _names(member: HasName) -> Iterator[str]:
    for name in (member.name, getattr(member, "acronym", None)):
        if isinstance(name, str):
            yield name
        elif name is not None:
            yield from name.values()


def _form(id: str) -> str:
    """What ids share that differ in case, leading zeros, quotes and letters that look alike."""
    bare = skeleton(id.strip(TYPOGRAPHIC_QUOTES + " "))
    return _LEADING_ZEROS.sub("", bare).casefold()


def skeleton(text: str) -> str:
    """What all texts that look alike have in common.

    Examples
    --------
    >>> skeleton("b\\u0430nk") == skeleton("bank"), skeleton("bänk") == skeleton("bank")
    (True, False)
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_LATIN)
