"""A change judged: under the rules that held before it, and under those that it brings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from orgcheck.findings import Finding, Location
from orgcheck.review.control import Alteration, Control
from orgcheck.review.verdict import Verdict
from orgcheck.rules.waivers.findings import UNUSED


@dataclass(frozen=True)
class Review:
    """What is said of a change.

    `own` is the verdict under the rules, waivers and settings of the newer side, where these are
    others than those of the first verdict. Either can fail the change: the first so that nobody
    makes the rules by which they are judged, the second so that what comes in is in order too.
    """

    first: Verdict
    control: Control
    own: Verdict | None = None

    @property
    def further(self) -> tuple[Finding, ...]:
        """What counts under the new side's own rules and does not under the first ones."""
        if self.own is None:
            return ()
        counted = frozenset(finding.fingerprint for finding in self.first.new)
        return tuple(f for f in self.own.new if f.fingerprint not in counted)

    @property
    def lifted(self) -> tuple[Finding, ...]:
        """What the first rules say of the newer side, and its own would not, or less weightily."""
        if self.own is None:
            return ()
        own = {f.fingerprint: f.severity for f in (*self.own.new, *self.own.existing)}
        return tuple(
            f
            for f in (*self.first.new, *self.first.existing)
            if f.fingerprint not in own or not own[f.fingerprint].at_least(f.severity)
        )

    @property
    def counted(self) -> tuple[Finding, ...]:
        """All that counts, under whichever rules."""
        return (*self.first.new, *self.further)

    @property
    def failed(self) -> bool:
        """Whether the change fails."""
        return self.first.failed or (self.own is not None and self.own.failed)


def without_used(review: Review, used: Collection[Location]) -> Review:
    """The same, without what is said of waivers as unused that another snapshot uses.

    `used` are the places of these waivers.
    """
    return counting(review, lambda finding: finding.rule != UNUSED or finding.location not in used)


def counting(review: Review, counts: Callable[[Finding], bool]) -> Review:
    """The same, with those alone of the findings that count which `counts` takes."""
    own = review.own
    return replace(
        review,
        first=_counting(review.first, counts),
        own=_counting(own, counts) if own is not None else None,
    )


def _counting(verdict: Verdict, counts: Callable[[Finding], bool]) -> Verdict:
    return replace(
        verdict,
        on_change=tuple(filter(counts, verdict.on_change)),
        introduced=tuple(filter(counts, verdict.introduced)),
    )


def with_loosened(review: Review) -> Review:
    """The same, each altered rule that lets something through now called `loosened`, with what."""
    let: dict[str, list[Finding]] = {}
    for finding in review.lifted:
        let.setdefault(finding.rule, []).append(finding)
    alterations = tuple(
        _loosened(one, let[one.name]) if one.sort == "rule" and one.name in let else one
        for one in review.control.alterations
    )
    return replace(review, control=replace(review.control, alterations=alterations))


def _loosened(one: Alteration, let: Iterable[Finding]) -> Alteration:
    through = ", ".join(dict.fromkeys(finding.unit or finding.message for finding in let))
    words = f"lets through now: {through}"
    change = "loosened" if one.change == "changed" else one.change
    return replace(one, change=change, detail=f"{one.detail}; {words}" if one.detail else words)
