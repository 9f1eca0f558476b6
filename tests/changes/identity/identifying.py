"""Which unit is which between two organisations written down in a few lines."""

from __future__ import annotations

from collections.abc import Iterable

from orgcheck.changes.changeset import Certainty
from orgcheck.changes.identity import identify
from orgcheck.changes.identity.declared import Identification
from orgcheck.changes.thresholds import Thresholds
from tests.building import organisation

KNOWN = (Certainty.SAME_ID, Certainty.DECLARED, Certainty.ACCEPTED)


def identified(old: str, new: str, thresholds: Thresholds | None = None) -> Identification:
    """What is known of two texts, inference included."""
    before, after = organisation(old, name="old.yaml"), organisation(new, name="new.yaml")
    return identify(before, after, thresholds or Thresholds())


def found(old: str, new: str, thresholds: Thresholds | None = None) -> set[tuple[str, str]]:
    """The pairs of units that inference takes for the same."""
    matches = identified(old, new, thresholds).matches.values()
    return {(one.old, one.new) for one in matches if one.certainty not in KNOWN}


def handed_over(old: str, new: str) -> set[tuple[str, str]]:
    """The successions that are found, spin-offs included."""
    return {(link.old, link.new) for link in identified(old, new).successions}


def possible(old: str, new: str) -> set[tuple[str, str]]:
    """The pairs that are shown and not applied."""
    return {(one.old, one.new) for one in identified(old, new).possible}


def below_top(*units: str) -> str:
    """A snapshot of units below one top, each unit a flow mapping without its parent."""
    lines = ["units:", "  - {id: top, name: Works, top: true}"]
    lines += [f"  - {{parent: top, {unit}}}" for unit in units]
    return "\n".join(lines) + "\n"


def holding(id: str, name: str, items: Iterable[str], **fields: str) -> str:
    """A unit with duties, for `below_top`; each letter of a text is a duty."""
    further = "".join(f", {key}: {value}" for key, value in fields.items())
    duties = ", ".join(f"duty {item}" for item in items)
    return f"id: {id}, name: {name}, responsibilities: [{duties}]{further}"
