"""The totals of versions, each from those of the one before it."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.descent.totals import totals_of
from orgcheck.numbers import summed
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Snapshot
from tests.changes.arbitrary import snapshots
from tests.generators.organisations import random_organisation
from tests.generators.reorganisations import reorganise


@st.composite
def versions(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Versions of one organisation, or of several that have little in common."""
    rng = Random(draw(st.integers(0, 10**6)))
    made = [random_organisation(rng, 12)]
    for _ in range(draw(st.integers(1, 4))):
        made.append(reorganise(rng, made[-1], rng.randint(0, 4))[0])
    return made


@given(st.one_of(versions(), st.lists(snapshots(), min_size=1, max_size=4)))
@settings(max_examples=60, deadline=None)
def test_the_totals_are_those_of_each_version_alone(data: list[dict[str, Any]]) -> None:
    organisations = [Organisation(Snapshot.model_validate(one)) for one in data]
    # Neighbours that share all of their units, too.
    organisations.append(Organisation(organisations[-1].snapshot))
    for organisation, totals in zip(organisations, totals_of(organisations), strict=True):
        units = organisation.units.values()
        names = sorted({name for unit in units for name in unit.figures})
        sums = {name: summed(u.figures[name] for u in units if name in u.figures) for name in names}
        holdings = {"duties": len(organisation.holders), "sites": len(organisation.sites)}
        assert totals == {"units": len(units), **holdings, **sums}
        assert list(totals)[3:] == names
