"""Which version comes first."""

from __future__ import annotations

from itertools import permutations

import pytest

from orgcheck.descent.versions import Version, in_order
from orgcheck.errors import OrgcheckError
from orgcheck.reports.format import Screen
from orgcheck.reports.formats.text.history import report
from orgcheck.reports.history import HistoryWords
from tests.building import organisation
from tests.descent.histories import of_units


def version(label: str, day: str | None = None) -> Version:
    header = f'version: "{label}"\n' + (f"valid_from: {day}\n" if day else "")
    return Version(f"{label}.yaml", organisation(f"{header}units: [{{id: a, name: A, top: true}}]"))


def labels(*versions: Version) -> list[str]:
    return [one.label for one in in_order(versions)]


def test_days_tell_where_every_version_has_one() -> None:
    versions = version("b", "2020-01-01"), version("a", "2021-06-01"), version("1", "2022")
    assert all(labels(*order) == ["b", "a", "1"] for order in permutations(versions))


def test_numbers_in_labels_tell_where_a_version_has_no_day() -> None:
    versions = version("v2", "2020-01-01"), version("v10"), version("v9", "2019-01-01")
    assert all(labels(*order) == ["v2", "v9", "v10"] for order in permutations(versions))


def test_words_tell_nothing_so_that_versions_stay_as_they_are_given() -> None:
    assert labels(version("spring"), version("autumn"), version("3")) == ["spring", "autumn", "3"]


@pytest.mark.parametrize(
    ("versions", "words"),
    [
        ((), "no snapshot is named"),
        ((version("1"), version("2"), version("1")), '1.yaml and 1.yaml both are version "1"'),
        (
            (version("1", "2020-01-01"), version("2", "2020-01-01")),
            "1.yaml and 2.yaml both hold from 2020-01-01 on",
        ),
    ],
)
def test_versions_that_cannot_be_told_apart_are_refused(
    versions: tuple[Version, ...], words: str
) -> None:
    with pytest.raises(OrgcheckError) as refused:
        in_order(versions)
    assert str(refused.value) == words
    assert all(problem.fix for problem in refused.value.problems)


def test_the_figures_of_a_version_are_added_up_once() -> None:
    words = HistoryWords(of_units(["id: a, name: A, figures: {fte: 2}"], ["a"]))
    first = words.history.versions[0]
    assert words.figures(first) == {"units": 2, "duties": 0, "sites": 0, "fte": 2}
    assert words.figures(first) is words.figures(first)


def test_on_a_screen_the_title_and_each_version_are_set_apart() -> None:
    lines = report(of_units(["a"], ["a", "b"]), screen=Screen(colour=True)).splitlines()

    assert lines[0].startswith("\x1b[1m")
    assert [line for line in lines[1:] if "\x1b[1m" in line] == ["\x1b[1m2:\x1b[0m 1 creation"]
