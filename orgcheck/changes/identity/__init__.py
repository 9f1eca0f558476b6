"""Which unit is which: the same id, a declaration, or evidence that can be counted."""

from __future__ import annotations

from orgcheck.changes.identity.declared import Identification, declared
from orgcheck.changes.thresholds import Thresholds
from orgcheck.organisation import Organisation

DEFAULTS = Thresholds()


def identify(
    old: Organisation,
    new: Organisation,
    thresholds: Thresholds = DEFAULTS,
    inference: bool = True,
    people: bool = True,
) -> Identification:
    """Which unit of one snapshot is which unit of another.

    Parameters
    ----------
    old, new
        The organisation before and after.
    thresholds
        From which measure on evidence is applied.
    inference
        Whether to look beyond ids and declarations.
    people
        Whether members in common are evidence.
    """
    certain = declared(old, new)
    if not inference:
        return certain
    from orgcheck.changes.identity.inferred import infer

    return infer(old, new, certain, thresholds, people)
