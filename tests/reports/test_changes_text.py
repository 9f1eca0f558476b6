"""A change as a person reads it in a terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orgcheck.changes.changeset import PossibleMatch
from orgcheck.changes.compare import compare
from orgcheck.findings import Finding, Severity
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.text.changes import report
from orgcheck.reports.formats.text.lines import columns
from orgcheck.results import Control, DiffResult, Review, Verdict
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText
from tests.building import organisation
from tests.reports.test_names_apart import compared

SNAPSHOTS = Path(__file__).parents[2] / "snapshots"
HEAD = "organisation: X\nunits:\n- {id: top, name: Top, top: true}\n"


def told(old: str, new: str, *, verbose: bool = False, language: str | None = None) -> list[str]:
    """What a report on two texts says between the counts and the ledger."""
    before = organisation(HEAD + old, name="old.yaml")
    after = organisation(HEAD + new, name="new.yaml")
    changes = compare(before, after, inference=False)
    text = report(DiffResult(changes, before, after, language=language), verbose=verbose)
    _, _, events = text.partition("\n\n")
    return events.partition("\n\nLedger")[0].splitlines()


def unit(fields: str = "", id: str = "a") -> str:
    return f"- {{id: {id}, name: {id.upper()}, parent: top{', ' * bool(fields)}{fields}}}\n"


def test_kela_reads_as_what_it_was() -> None:
    old, new = (
        Organisation.of(load([SourceText(path.name, path.read_text(encoding="utf-8"))], path.stem))
        for path in (SNAPSHOTS / "2023.yaml", SNAPSHOTS / "2024.yaml")
    )
    text = report(DiffResult(compare(old, new), old, new))
    assert text.startswith(
        "Kela 2023 to 2024: 22 units before, 22 now\n"
        "1 merger, 1 spin-off and 1 replacement. No recorded duty is dropped. 7 duties change"
        " owner. Internal\nAudit keeps its line to Audit Committee.\n"
        "\n"
        "ICT Services and Operational Development merged into ICT and Operational Development "
        "Services\n"
        "  declared: replaces in 2024.yaml:"
    )
    assert text.count("Kanta Services") == 1
    assert '\n  took over from Shared Services: 1 of its 7 duties ("communications")\n' in text
    assert "\nManagement Support Unit replaced Advisory Staff Unit\n" in text
    assert "moved" not in text
    assert text.endswith(
        "Ledger (recorded duties only: does not show that none was lost)\n"
        "          before  kept  transferred  dropped  created  after\n"
        "  duties      19    19            0        0        0     19\n"
        "  sites        6     6            0        0        0      6\n"
        "  no recorded duty was dropped\n"
        "  7 duties change owner: 7 went to a successor of who held them\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (unit(), "", "A in Top was abolished without a successor"),
        ("", unit(), "A was created in Top"),
        (unit(), "- {id: a, name: A, top: true}\n", "A moved from Top to the top"),
        (unit("acronym: X"), unit("acronym: Y"), 'A: the acronym is now "Y", formerly "X"'),
        (unit("kind: office"), unit("kind: team"), "A is now a team, formerly an office"),
        (
            unit("reports_to: b") + unit(id="b"),
            unit() + unit(id="b"),
            "A now reports to Top, formerly to B (by its place; it states no line any more)",
        ),
        (
            unit("lines: [{to: b}]") + unit(id="b"),
            unit("lines: [{to: b, type: advisory}]") + unit(id="b"),
            "A gained an advisory line to B; lost a further line to B",
        ),
        (
            unit("responsibilities: [x]") + unit(id="b"),
            unit() + unit("responsibilities: [x]", id="b"),
            '"x" passed from A to B',
        ),
        (
            unit("responsibilities: [x]") + unit("responsibilities: [x]", id="b"),
            unit() + unit("responsibilities: [x]", id="b"),
            'A gave up "x", which B still holds',
        ),
        (unit("sites: [x]"), unit(), 'A left the site "x", where no unit is now'),
        (unit("figures: {fte: 1000}"), unit("figures: {fte: 1500.5}"), "A: fte 1,000, now 1,500.5"),
        (unit("tags: [x]"), unit("tags: [y]"), 'A: tags gained "y"; lost "x"'),
        ("posts: [{id: p, name: P}]\n", "", "The post P ended"),
        (
            "bodies: [{id: p, name: P, type: organ}]\n",
            "bodies: [{id: p, name: Q, type: organ}]\n",
            "The body P is now called Q",
        ),
        ("status: draft\n", "status: approved\n", 'The snapshot: status "draft", now "approved"'),
    ],
)
def test_each_event_is_a_sentence_that_a_person_would_say(
    old: str, new: str, sentence: str
) -> None:
    assert told(old, new)[0] == sentence


def test_where_the_units_of_an_ended_one_went_stands_at_its_end() -> None:
    below = "".join(f"- {{id: c{n}, name: C{n}, parent: %s}}\n" for n in range(5))
    around = unit(id="p") + unit(id="q")
    old = around + unit() + below % (("a",) * 5)
    new = around + below % ("p", "p", "q", "p", "p")
    assert told(old, new)[-3:] == [
        "A in Top was abolished without a successor",
        "  4 of its 5 units went to P (C0, C1, C3 and C4)",
        "  1 of its 5 units went to Q (C2)",
    ]


def test_what_was_taken_over_is_told_by_name_once_a_flow() -> None:
    below = "".join(f"- {{id: c{n}, name: C{n}, parent: %s}}\n" for n in range(6))
    old = unit() + below % (("a",) * 6)
    new = unit("replaces: [a]", id="b") + below % (*("b",) * 5, "top")
    assert told(old, new)[2:4] == [
        "  took over from A: 5 of its 6 units (C0, C1, C2, C3 and C4)",
        "  1 of its 6 units went to Top (C5)",
    ]


def test_nothing_changed() -> None:
    same = organisation(HEAD)
    text = report(DiffResult(compare(same, same), same, same))
    assert text == "X snapshot to snapshot: 1 unit before, 1 now\nno changes\n"


def test_a_version_alone_is_told_in_the_first_line() -> None:
    old, new = (organisation(f'{HEAD}version: "{year}"\n') for year in (2023, 2024))
    assert report(DiffResult(compare(old, new), old, new)) == (
        "X 2023 to 2024: 1 unit before, 1 now\nnothing but the version changed\n"
    )


def many(parent: str) -> str:
    offices = unit(id="p") + unit(id="q")
    return offices + "".join(
        f"- {{id: u{n:02}, name: Unit {n}, parent: {parent}}}\n" for n in range(20)
    )


def test_many_alike_are_one_sentence_with_a_few_names() -> None:
    assert told(many("p"), many("q")) == [
        "20 units moved from P to Q: Unit 0, Unit 1, Unit 2, Unit 3, Unit 4 and 15 more"
    ]


def test_verbose_shows_each_of_many() -> None:
    lines = told(many("p"), many("q"), verbose=True)
    assert lines[0] == "20 units moved from P to Q:"
    assert lines[1:] == [f"  Unit {n} moved from P to Q" for n in range(20)]


def test_a_lost_duty_stands_with_the_unit_that_ended() -> None:
    keeper = unit("responsibilities: [y]", id="b")
    assert told(unit("responsibilities: [x, y]") + keeper, keeper) == [
        "A in Top was abolished without a successor",
        '  1 duty ended with it: "x"',
    ]


def test_names_are_in_the_language_asked_for_and_unseen_characters_are_escaped() -> None:
    named = '- {id: a, parent: top, name: {en: Office, fi: "Toimisto \\u202e\\u009b"}}\n'
    assert told("", named, language="fi") == ["Toimisto \\u202e\\x9b was created in Top"]


def test_units_that_share_a_name_are_told_apart_by_their_ids() -> None:
    twins = unit() + "- {id: b, name: A, parent: top}\n"
    assert told(unit(), twins) == ["A (b) was created in Top"]


def test_a_move_between_units_of_one_name_tells_them_apart() -> None:
    old = "- {id: p, name: P, parent: top}\n- {id: a, name: A, parent: p}\n"
    new = "- {id: q, name: P, parent: top}\n- {id: a, name: A, parent: q}\n"
    assert "A moved from P (p) to P (q)" in told(old, new)


def test_the_verdict_comes_first_then_events_other_findings_and_possible_matches() -> None:
    old, new = organisation(HEAD + unit("responsibilities: [x]")), organisation(HEAD)
    match = PossibleMatch("a", "top", "name only", "previously: [a]", runner_up="c")
    changes = replace(compare(old, new, inference=False), possible_matches=(match,))
    grave = Finding(rule="R1", severity=Severity.ERROR, message="a is gone", unit="a", fix="No.")
    slight = Finding(rule="R2", severity=Severity.WARNING, message="a is small", unit="a")
    at_event = Finding(
        rule="CHG001", severity=Severity.WARNING, message='"x" is dropped', unit="a", value="x"
    )
    verdict = Verdict(on_change=(at_event, grave), introduced=(slight,), fixed=(slight,))
    text = report(DiffResult(changes, old, new, Review(verdict, Control())))
    assert [block.splitlines()[0] for block in text.split("\n\n")] == [
        "X snapshot to snapshot: 2 units before, 1 now",
        "A in Top ended; no successor was found (possibly Top) [warning CHG001]",
        "Findings on the change that do not fail it:",
        "Findings that the change introduces and that do not fail it:",
        "Findings that the change mends: 1",
        "Ledger (recorded duties only: does not show that none was lost)",
        "Possible matches, not applied:",
    ]
    assert text.splitlines()[2:5] == [
        "Fails: 1 error",
        "(no place) error R1 a is gone",
        "  fix: No.",
    ]
    assert text.count('x" is dropped') == 0
    assert text.endswith(
        "  A may now be Top: name only; next best c\n"
        "    if it is right, write in top: previously: [a]\n"
        "  orgcheck diff OLD NEW --accept OLD_ID=NEW_ID writes such a line\n"
    )


def test_what_fails_under_the_new_sides_own_threshold_alone_fails_it() -> None:
    """The first verdict counts the warning, and the second one fails for it."""
    old, new = organisation(HEAD), organisation(HEAD + unit())
    slight = Finding(rule="R2", severity=Severity.WARNING, message="a is small", unit="a")
    first = Verdict(introduced=(slight,))
    review = Review(first, Control(), replace(first, fail_on=Severity.WARNING))
    assert review.failed
    text = report(DiffResult(compare(old, new), old, new, review))
    assert "\nFails: 1 warning\n(no place) warning R2 a is small\n" in text


def test_the_figure_of_a_unit_that_moves_stands_once() -> None:
    old = unit("figures: {headcount: 8}") + unit(id="b")
    new = unit("figures: {headcount: 7}").replace("parent: top", "parent: b") + unit(id="b")
    assert told(old, new) == ["A moved down from Top to B", "A: headcount 8, now 7"]
    assert told(old, new.replace("7", "8")) == ["A moved down from Top to B", "  headcount 8"]


def test_where_the_units_below_many_went_is_told_of_all_of_them() -> None:
    """A line each would hide what they have in common."""
    office = unit() + "".join(
        f"- {{id: b{n}, name: B{n}, parent: a}}\n- {{id: c{n}, name: C{n}, parent: b{n}}}\n"
        for n in range(4)
    )
    after = unit(id="p") + "".join(f"- {{id: c{n}, name: C{n}, parent: p}}\n" for n in range(4))
    assert "  4 units from below went to P (C0, C1, C2 and C3)" in told(
        office + unit(id="p"), after
    )


def recoded(count: int) -> tuple[str, str]:
    """Units that are renamed and get another id, each with a post that follows."""
    old = "".join(unit(id=f"a{n}") for n in range(count))
    old += f"posts: [{', '.join(f'{{id: p{n}, name: P{n}, unit: a{n}}}' for n in range(count))}]\n"
    new = "".join(unit(f"previously: [a{n}]", id=f"b{n}") for n in range(count))
    new += f"posts: [{', '.join(f'{{id: p{n}, name: P{n}, unit: b{n}}}' for n in range(count))}]\n"
    return old, new


def test_renames_told_together_keep_their_evidence_and_what_follows() -> None:
    lines = told(*recoded(5))
    assert lines[0] == "5 units were renamed and have another id:"
    assert lines[1:4] == [
        "  A0 is now called B0; its id is now b0, formerly a0",
        "    declared: previously in new.yaml:4",
        "    1 post follows: P0",
    ]
    assert len(lines) == 16


def test_what_many_have_in_common_is_summed_up() -> None:
    assert told(*recoded(12))[-2:] == [
        "  12 declared",
        "  12 posts follow: P0, P1, P10, P11, P2 and 7 more",
    ]
    old = "".join(unit(f"responsibilities: [duty of {n}]", id=f"a{n}") for n in range(5))
    duties = [f'"duty of {n}"' for n in range(5)]
    ended = f"  5 duties ended with them: {', '.join(duties[:4])} and {duties[4]}"
    assert told(old, "")[-1] == ended


def test_of_many_moves_it_is_named_what_was_inferred() -> None:
    children = [f"c{n}" for n in range(5)]
    old = unit(id="a").replace("name: A", "name: Winter Roads")
    new = unit(id="z").replace("name: Z", "name: Winter Roads")
    for child in children:
        old += unit(id=child).replace("parent: top", "parent: a")
        new += unit(id=child)
    old, new = HEAD + old, HEAD + new
    before, after = organisation(old, name="old.yaml"), organisation(new, name="new.yaml")
    text = report(DiffResult(compare(before, after), before, after))
    assert (
        "5 units moved up from Winter Roads to Top: C0, C1, C2, C3 and C4\n"
        "  inferred from the name: Winter Roads (a) is Winter Roads (z) now\n"
    ) in text


def test_long_duties_that_begin_alike_are_told_apart() -> None:
    alike = "advice on " + "the management of water, " * 4
    old = unit(f"responsibilities: ['{alike}and of the shore of lakes and rivers']")
    new = unit(f"responsibilities: ['{alike}and of the coast and what lies before it']")
    lines = " ".join(" ".join(told(old, new)).split())
    assert 'A took on "advice on' in lines
    assert "and of the coast and wh" in lines
    assert "and of the shore of la" in lines


def test_evidence_is_not_told_again_of_all_that_happened_to_a_unit() -> None:
    old = unit("figures: {headcount: 8}")
    new = unit("figures: {headcount: 7}, previously: [a]", id="b").replace("name: B", "name: A")
    assert told(old, new) == [
        "A has another id: b, formerly a",
        "  declared: previously in new.yaml:4",
        "",
        "A: headcount 8, now 7",
    ]


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ("", "2 renames (all with a new id)"),
        (unit(id="c"), "3 renames (2 with a new id)"),
    ],
)
def test_renames_count_the_new_ids_among_them(others: str, words: str) -> None:
    old, new = recoded(2)
    before = organisation(HEAD + others + old)
    after = organisation(HEAD + others.replace("name: C", "name: D") + new)
    text = report(DiffResult(compare(before, after), before, after))
    assert text.splitlines()[1] == f"{words}."


def test_the_ledger_claims_completeness_only_where_both_snapshots_do() -> None:
    complete = HEAD + unit("responsibilities: [x]") + "responsibilities_complete: true\n"
    same = organisation(complete)
    assert "\nLedger\n" in report(DiffResult(compare(same, same), same, same))


def test_no_line_is_wider_than_the_terminal() -> None:
    long = "a name of many words " * 12
    lines = told(unit(), unit(f"legal_basis: {long}, kind: {long}") + unit(id="b"))
    assert all(columns(line) <= 100 for line in lines)


def test_what_ended_with_many_units_is_summed_and_told_of_each_where_asked() -> None:
    office = (
        "- {{id: o{0}, name: Office {0}, parent: top, head: h{0}, figures: {{fte: {0}}}, {1}}}\n"
    )
    units = "".join(
        office.format(number, f"responsibilities: [d{number}]") for number in range(1, 7)
    )
    posts = "".join(f"- {{id: h{number}, name: Head {number}}}\n" for number in range(1, 7))
    case = compared(f"{units}posts:\n{posts}", "")
    told = report(case)

    assert '\n  6 duties ended with them: "d1"' in told
    assert "\n  6 posts ended with them: Head 1" in told
    assert "\n  fte 21 in all\n" in told
    assert "\n    1 post ended with it: Head 6\n    fte 6\n" in report(case, verbose=True)


def test_who_stays_under_another_head_has_no_figures_to_tell() -> None:
    unit = "- {id: b, name: Bureau, parent: top, figures: {fte: 4}, head: h}\n"
    posts = "posts: [{id: h, name: H}, {id: k, name: K}]\n"
    told = report(compared(unit + posts, unit.replace("head: h", "head: k") + posts))

    assert "Bureau is now headed by K, formerly by H\n\n" in told
