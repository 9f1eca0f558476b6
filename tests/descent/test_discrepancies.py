"""Where first and last compared directly say of a unit what all versions do not say."""

from __future__ import annotations

import pytest

from orgcheck.descent.discrepancies import discrepancies
from tests.descent.histories import of_units

OLD, NEW = "id: {}, name: {}".format, "id: {}, name: {}, previously: [{}]".format


@pytest.mark.parametrize(
    ("versions", "messages"),
    [
        ([["audit"], ["audit"], ["audit"]], []),
        ([["audit"], []], []),
        (
            [["audit"], [], [], ["audit"]],
            [
                "over all versions audit is recorded until 1; compared directly it is taken for "
                "the unit that has its id now: that one is recorded since 4, after versions that "
                "leave the id out"
            ],
        ),
        (
            [[OLD("audit", "Audit")], [NEW("x", "Finance", "audit")], [OLD("x", "Press")]],
            [
                "over all versions audit goes on as x (2); compared directly it is not found "
                "again: too little is the same in the first and the last version"
            ],
        ),
        (
            [
                [OLD("a", "River Gauging Service")],
                [OLD("b", "Press")],
                [OLD("b", "River Gauging Service")],
            ],
            [
                "over all versions a is recorded until 1; compared directly it is taken for b, "
                "which is first recorded in 2: no two neighbouring versions join them"
            ],
        ),
        (
            [
                [OLD("a", "River Gauging Service")],
                [OLD("a", "River Gauging Service"), OLD("b", "Press")],
                [OLD("b", "River Gauging Service")],
            ],
            [
                "over all versions a is recorded until 2; compared directly it is taken for b, "
                "though both are recorded in 2"
            ],
        ),
    ],
)
def test_each_difference_is_told_with_its_cause(
    versions: list[list[str]], messages: list[str]
) -> None:
    found = discrepancies(of_units(*versions))
    assert [one.message for one in found] == messages
    assert all((one.rule, str(one.severity)) == ("HIS001", "info") for one in found)


def test_what_mends_it_is_said() -> None:
    (found,) = discrepancies(of_units(["audit"], [], [], ["audit"]))
    assert found.fix == (
        "If it is the same unit, say so: `revives: true`; if it is another, `revives: false`, "
        "which a direct comparison heeds."
    )
    assert (found.unit, str(found.location)) == ("audit", "4.yaml:4:21")
    audit = "id: audit, name: Audit"
    for heeded in ("true", "false"):
        history = of_units([audit], [], [], [f"{audit}, revives: {heeded}"])
        assert discrepancies(history) == ()
