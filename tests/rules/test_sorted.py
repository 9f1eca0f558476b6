"""`sorted`: the fewest that explain a disorder are at fault, each where it stands."""

from __future__ import annotations

import json
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.ruling import found, messages, rule, spot

SORTED = rule("{sorted: name}", "{parent: top}")


def snapshot(names: list[str]) -> str:
    units = [{"id": "top", "name": "T", "top": True}]
    units += [{"id": f"u{n}", "name": name, "parent": "top"} for n, name in enumerate(names)]
    return json.dumps({"organisation": "X", "units": units}, ensure_ascii=False)


def at_fault(names: list[str]) -> list[str | None]:
    return [finding.unit for finding in found(snapshot(names), SORTED)]


def test_one_item_too_early_is_the_one_at_fault() -> None:
    text = snapshot(["Works", "Archive", "Budget", "Courts"])

    assert messages(text, "{sorted: name}", "{parent: top}") == [
        'u0, with the name "Works", belongs after u3'
    ]


def test_one_item_too_late_is_the_one_at_fault() -> None:
    (finding,) = found("""
        units:
          - {id: top, name: T, top: true}
          - {id: b, name: Budget, parent: top}
          - {id: c, name: Courts, parent: top}
          - {id: a, name: Archive, parent: top}
    """, SORTED)  # fmt: skip

    assert finding.message == 'a, with the name "Archive", belongs before b'
    assert spot(finding) == (5, 19)


def test_of_two_that_explain_it_the_later_is_at_fault() -> None:
    assert at_fault(["Budget", "Archive"]) == ["u1"]


def test_case_and_unicode_form_do_not_count_and_code_points_do() -> None:
    composed, decomposed = "\u00e9cole", "e\u0301cole"
    assert at_fault(["archive", "Archive", "ARCHIVE"]) == []
    assert at_fault([composed, decomposed.upper(), composed]) == []
    assert at_fault([decomposed, "zoo"]) == ["u1"], "e with an accent comes after z"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=7))
def test_the_fewest_are_at_fault_and_without_them_all_is_sorted(names: list[str]) -> None:
    blamed = {int(str(unit)[1:]) for unit in at_fault(names)}

    left = [name for index, name in enumerate(names) if index not in blamed]
    assert all(one <= other for one, other in pairwise(left))
    for fewer in range(len(blamed)):
        for kept in combinations(names, len(names) - fewer):
            assert not all(one <= other for one, other in pairwise(kept))
