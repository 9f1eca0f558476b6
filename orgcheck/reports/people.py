"""Results as reports show them that others read too: people are counts there, and not named.

Whatever a check says, an id or a name of a person is taken out of it here, once for every format:
no verb, expression or rule in Python has to heed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import singledispatch
from typing import Any

from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.results import CheckResult, DiffResult, Review, Scenarios, Verdict

# What stands in place of one person, and how many of them follow each other in a row.
_ONE = "1 person"
_ROW = pattern(rf"{_ONE}(?:(?:, | and | or ){_ONE})+")
_CHUNK = pattern(r"\S+")
# What may stand around a word of a sentence without being part of it.
_AROUND = ".,;:!?\"'`()[]{}<>|"
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
        unit = finding.unit if finding.unit is None or not self.is_named(finding.unit) else None
        made = Unnamed.of(finding, self.without, unit)
        return finding if vars_of(made) == vars_of(finding) else made

    def is_named(self, text: str) -> bool:
        """Whether a text is what one of them is called by."""
        return _folded(text) in self.names

    def without(self, text: str) -> str:
        """A text with how many there are in place of whom it names."""
        pieces: list[str] = []
        left = 0
        for start, end in self._found(text):
            pieces += (text[left:start], _ONE)
            left = end
        if not pieces:
            return text
        return _ROW.sub(_counted, "".join((*pieces, text[left:])))

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


def _counted(row: re.Match[str]) -> str:
    return f"{row.group().count(_ONE)} people"


def _names_in(organisation: Organisation) -> Iterator[str]:
    yield from organisation.named_people
    for person in organisation.people.values():
        if person.name is not None:
            yield from (person.name,) if isinstance(person.name, str) else person.name.values()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


@singledispatch
def unnamed(result: Any) -> Any:
    """A result without the people that it names: as it is, where it names none."""
    return result


@unnamed.register
def _(result: CheckResult) -> CheckResult:
    return _checked(result, Redaction.of([result.structure]))


@unnamed.register
def _(result: DiffResult) -> DiffResult:
    redaction = Redaction.of([result.old, result.new])
    checked = result.checked
    return replace(
        result,
        changes=result.changes.without_people(),
        review=_reviewed(result.review, redaction),
        checked=_checked(checked, redaction) if checked is not None else None,
    )


@unnamed.register
def _(result: Scenarios) -> Scenarios:
    return replace(result, options=tuple(map(unnamed, result.options)))


@unnamed.register(list)
@unnamed.register(tuple)
def _(results: Sequence[Any]) -> list[Any]:
    return [unnamed(one) for one in results]


def _checked(result: CheckResult, redaction: Redaction) -> CheckResult:
    if not redaction.names:
        return result
    return replace(
        result,
        findings=tuple(map(redaction.finding, result.findings)),
        waived=_waived(result.waived, redaction),
        withheld=_withheld(result.withheld, redaction),
        review=_reviewed(result.review, redaction),
    )


def _reviewed(review: Review | None, redaction: Redaction) -> Review | None:
    if review is None or not redaction.names:
        return review
    own = _judged(review.own, redaction) if review.own is not None else None
    altered = tuple(
        replace(one, detail=redaction.without(one.detail)) for one in review.control.alterations
    )
    control = replace(review.control, alterations=altered)
    return replace(review, first=_judged(review.first, redaction), own=own, control=control)


def _judged(verdict: Verdict, redaction: Redaction) -> Verdict:
    told = ("on_change", "introduced", "existing", "fixed", "back", "fixed_back")
    findings: dict[str, Any] = {
        name: tuple(map(redaction.finding, getattr(verdict, name))) for name in told
    }
    return replace(
        verdict,
        **findings,
        waived=_waived(verdict.waived, redaction),
        withheld=_withheld(verdict.withheld, redaction),
    )


def _waived(waived: Sequence[Any], redaction: Redaction) -> tuple[Any, ...]:
    return tuple(replace(one, finding=redaction.finding(one.finding)) for one in waived)


def _withheld(withheld: Sequence[Any], redaction: Redaction) -> tuple[Any, ...]:
    return tuple(
        replace(one, member=None) if one.member and redaction.is_named(one.member) else one
        for one in withheld
    )
