"""Results as reports show them that others read too: people are counts there, and not named.

Whatever a check says, an id or a name of a person is taken out of it here, once for every format:
no verb, expression or rule in Python has to heed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from orgcheck.counting import in_a_row
from orgcheck.findings import Finding
from orgcheck.language import Said, said_later, spoken_together, tr_n
from orgcheck.organisation import Organisation
from orgcheck.patterns import pattern
from orgcheck.records import dataclass, replace
from orgcheck.reports.retelling import Hand, retold

# What stands in place of one person, until it is known how many follow each other in a row: of
# Unicode's characters that mean nothing by themselves.
_ONE = "\ue000"
_CHUNK = pattern(r"\S+")
# What may stand around a word of a sentence without being part of it.
_AROUND = ".,;:!?\"'`()[]{}<>|\u201c\u201d\u201e\u00ab\u00bb"
# A name of more words than these is not looked for as a whole; its words are.
_MOST_WORDS = 8


class Unnamed(Finding):
    """A finding without the people that it names; the same one by its fingerprint."""

    said: Finding

    @classmethod
    def of(cls, finding: Finding, without: Callable[[str], str], unit: str | None) -> Unnamed:
        """The finding, with what `without` leaves of its words, and about `unit`."""
        made = cls(
            **{
                **vars_of(finding),
                "message": without(finding.message),
                "fix": without(finding.fix) if finding.fix else finding.fix,
                "unit": unit,
                "chain": tuple(map(without, finding.chain)),
                "value": without(finding.value) if finding.value else finding.value,
                "related": tuple(
                    replace(one, message=without(one.message)) for one in finding.related
                ),
            }
        )
        object.__setattr__(made, "said", finding)
        return made

    def fingerprint_under(self, names: Mapping[str, str]) -> str:
        """The fingerprint of the finding as it was made."""
        return self.said.fingerprint_under(names)


def vars_of(finding: Finding) -> dict[str, Any]:
    """The fields of a finding, without what it has worked out."""
    return {name: getattr(finding, name) for name in Finding.__dataclass_fields__}


@dataclass(frozen=True)
class Redaction:
    """The people of some organisations, by all that names them."""

    names: frozenset[str]
    longest: int

    @classmethod
    def of(cls, organisations: Iterable[Organisation | None]) -> Redaction:
        """Those of organisations; what names a unit, post or body too names nobody."""
        names: set[str] = set()
        taken: set[str] = set()
        for organisation in organisations:
            if organisation is not None:
                names.update(_names_in(organisation))
                taken.update((*organisation.units, *organisation.posts, *organisation.bodies))
        known = frozenset(map(_folded, names - taken))
        return cls(known, max((len(name.split()) for name in known), default=0))

    def finding(self, finding: Finding) -> Finding:
        """A finding that names none of them."""
        if not self.names:
            return finding
        unit = finding.unit if finding.unit is None or not self.is_named(finding.unit) else None
        made = Unnamed.of(finding, self.without, unit)
        return finding if vars_of(made) == vars_of(finding) else made

    def is_named(self, text: str) -> bool:
        """Whether a text is what one of them is called by."""
        return _folded(text) in self.names

    def member(self, id: str) -> str | None:
        """The id of a member; None where it is one of them."""
        return None if self.is_named(id) else id

    def without(self, text: str) -> str:
        """A text with how many there are in place of whom it names, in whichever language."""
        if isinstance(text, Said):
            # Whole: a unit may be called by somebody's name.
            told = said_later(lambda: self._without(*spoken_together(text)))
            return text if told == text else told
        return self._without(text)

    def _without(self, text: str) -> str:
        pieces: list[str] = []
        left = 0
        for start, end in self._found(text):
            pieces += (text[left:start], _ONE)
            left = end
        if not pieces:
            return text
        return re.sub(_row(), _counted, "".join((*pieces, text[left:])))

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        chunks = [match.span() for match in _CHUNK.finditer(text)]
        at = 0
        while at < len(chunks):
            for length in range(min(self.longest, _MOST_WORDS, len(chunks) - at), 0, -1):
                found = self._at(text, chunks[at][0], chunks[at + length - 1][1])
                if found is not None:
                    yield found
                    at += length
                    break
            else:
                at += 1

    def _at(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Where a name stands in a stretch of text, with nothing but punctuation around it."""
        if _folded(text[start:end]) in self.names:
            return start, end
        bare = text[start:end].strip(_AROUND)
        if not bare or _folded(bare) not in self.names:
            return None
        begin = text.index(bare, start)
        return begin, begin + len(bare)


def _row() -> str:
    """The pattern of some of them in a row, as the language that is spoken lists words."""
    joints = {in_a_row([_ONE, _ONE], joint).strip(_ONE) for joint in _JOINTS}
    between = "|".join(map(re.escape, sorted({", ", *joints})))
    return f"{_ONE}(?:(?:{between}){_ONE})*"


_JOINTS: tuple[Literal["and", "or"], ...] = ("and", "or")


def _counted(row: re.Match[str]) -> str:
    return tr_n("{number} person", "{number} people", row.group().count(_ONE))


def _names_in(organisation: Organisation) -> Iterator[str]:
    yield from organisation.named_people
    for person in organisation.people.values():
        if person.name is not None:
            yield from (person.name,) if isinstance(person.name, str) else person.name.values()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def unnamed(result: Any) -> Any:
    """A result without the people that it names: as it is, where it names none."""
    return retold(result, _hand_of)


def _hand_of(organisations: Iterable[Organisation | None]) -> Hand:
    found = Redaction.of(organisations)
    return Hand(found.finding, found.without, found.member, lambda told: told.without_people())
