"""Several scenarios of one reorganisation, each held against the structure that they start from."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.policy.choice import Asked
from orgcheck.policy.review import review_change
from orgcheck.results import Scenarios


def compare_scenarios(
    base: str,
    scenarios: Sequence[str],
    asked: Asked,
    *,
    language: str | None = None,
    most_mib: int | None = None,
) -> Scenarios:
    """What each of several scenarios would do, by the rules that hold for the base.

    Parameters
    ----------
    base
        What names the structure as it is.
    scenarios
        What names each structure as it might be.
    asked
        What is asked about rules.
    language
        The language of the organisations' names.
    most_mib
        How large a file may be, in MiB.

    Raises
    ------
    OrgcheckError
        Where rules or settings have errors.
    InvalidSnapshot
        Where the base or a scenario cannot be read.
    """
    options = tuple(
        review_change(base, scenario, asked, language=language, most_mib=most_mib)
        for scenario in scenarios
    )
    return Scenarios(base, tuple(scenarios), options, language)
