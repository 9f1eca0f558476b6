"""A change as a flowchart: units before and after, and what leads from one to the other."""

from __future__ import annotations

import re

import pytest

from orgcheck.escaping import escape_controls, mermaid_label
from orgcheck.reports.formats.mermaid.changes import LONGEST, report
from orgcheck.results import DiffResult
from tests.reports.examples import HOSTILE
from tests.reports.reorganisations import change, harbour, hostile
from tests.reports.test_changes_markdown import large


def flowchart(change: DiffResult, **options: int) -> str:
    return report(change, **options)


def boxes(text: str) -> dict[str, str]:
    """What stands in each box, by its name in the text."""
    return dict(re.findall(r'^    (\w+)\["(.*)"\]:::\w+$', text, re.MULTILINE))


def arrows(text: str) -> set[tuple[str, str, str]]:
    """What leads from where to where, in what words."""
    named = boxes(text)
    found = re.findall(r'^  (\w+) -->\|"(.*)"\| (\w+)$', text, re.MULTILINE)
    return {(named[tail], words, named[head]) for tail, words, head in found}


def test_what_became_of_units_leads_from_before_to_after() -> None:
    assert arrows(flowchart(harbour())) >= {
        ("× Works", "merged into", "+ Engineering<br/>1 unit follows"),
        ("× Survey", "merged into", "+ Engineering<br/>1 unit follows"),
    }


def test_a_unit_of_several_events_is_one_box_a_side() -> None:
    named = [words.partition("<br/>")[0] for words in boxes(flowchart(harbour())).values()]

    # Moved, headed by another post, and relieved of a duty.
    assert named.count("→ Pilots") == 2
    assert len([name for name in named if "Pilots" in name]) == 2


def test_duties_that_pass_are_counted_on_the_arrow() -> None:
    assert any(words == "1 duty" for _, words, _ in arrows(flowchart(harbour())))


def test_what_ended_or_began_says_so() -> None:
    assert "× Museum<br/>abolished" in " ".join(boxes(flowchart(harbour())).values())


def test_what_is_not_drawn_is_counted() -> None:
    # A post, and two fields of the snapshot itself.
    assert 'more["3 further changes not drawn"]' in flowchart(harbour())


def test_many_alike_are_one_box() -> None:
    units = "".join(f"- {{id: u{n}, name: U{n}, parent: PARENT}}\n" for n in range(9))
    tops = "units:\n- {id: a, name: A, top: true}\n- {id: b, name: B, top: true}\n"
    text = flowchart(
        change(tops + units.replace("PARENT", "a"), tops + units.replace("PARENT", "b"))
    )

    assert arrows(text) == {
        ("→ 9 units<br/>in A<br/>U0, U1, U2 and 6 more", "moved", "→ 9 units<br/>in B")
    }


def test_a_duty_that_passes_from_many_to_many_is_one_arrow() -> None:
    top = "units:\n- {id: a, name: A, top: true}\n"
    units = "".join(f"- {{id: u{n}, name: U, parent: a, sites: [Oulu]}}\n" for n in range(40))
    duty = units.replace("sites: [Oulu]", "responsibilities: [advice]")
    others = duty.replace("id: u", "id: v")
    text = flowchart(change(top + units + others, top + duty + others.replace("[advice]", "[]")))

    assert {words for _, words, _ in arrows(text)} >= {"1 duty"}
    assert len(arrows(text)) < 5


def test_a_large_change_stays_within_what_hosts_draw() -> None:
    text = flowchart(large("@#|<&`*_[]()~$" * 30))

    assert len(text) <= LONGEST
    assert "further changes not drawn" in text


def test_nothing_to_draw_is_said() -> None:
    same = "units: [{id: a, name: A, top: true}]"

    assert "no change of structure" in flowchart(change(same, same))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_is_letters_and_entities(text: str) -> None:
    label = mermaid_label(text)

    assert re.fullmatch(r"([^\x00-\x1f\x21-\x2b\x2e\x3a-\x40\x5b-\x60\x7b-\x7f]|#\d+;)*", label)
    read = re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label)
    assert read == " ".join(escape_controls(text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_adds_a_line_or_leaves_its_quotes(text: str) -> None:
    for line in flowchart(hostile(text)).splitlines():
        assert line.count('"') in (0, 2)
        assert line.isprintable()
