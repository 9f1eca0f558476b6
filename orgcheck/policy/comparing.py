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

    Each is compared as `review_change` compares it, and raises what that raises.
    """
    options = tuple(
        review_change(base, scenario, asked, language=language, most_mib=most_mib)
        for scenario in scenarios
    )
    return Scenarios(base, tuple(scenarios), options, language)
