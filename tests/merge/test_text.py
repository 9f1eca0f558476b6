"""The merged organisation is written into the text of ours, however that is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
import yaml

from orgcheck.merging.text import NotWritable
from tests.canonical import canonical
from tests.generators.organisations import nested, random_organisation
from tests.generators.reorganisations import reorganise
from tests.merge.merging import merged, read, text_of, written


def _in_brackets(data: Any) -> str:
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=None)
    return text


def _with_comments(data: Any) -> str:
    lines = []
    for number, line in enumerate(written(data).splitlines()):
        if number % 5 == 2:
            lines.append(f"{' ' * (len(line) - len(line.lstrip()))}# note {number}")
        lines.append(f"{line}  # remark {number}" if number % 4 == 1 else line)
    return "\n".join(lines) + "\n"


STYLES: dict[str, Callable[[Any], str]] = {
    "json": lambda data: json.dumps(data, indent=2, ensure_ascii=False),
    "json on one line": lambda data: json.dumps(data, ensure_ascii=False),
    "brackets": _in_brackets,
    "carriage returns": lambda data: written(data).replace("\n", "\r\n"),
    "no line end at the end": lambda data: written(data).rstrip("\n"),
    "comments": _with_comments,
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seed", range(4))
def test_every_style_is_written_as_it_is(style: str, seed: int) -> None:
    rng = Random(seed)
    base = random_organisation(rng, 18)
    sides = [base, *(reorganise(rng, base, 4, kinds=KINDS)[0] for _ in range(2))]
    if seed % 2:
        sides = [nested(Random(seed), side) for side in sides]
    write = STYLES[style]
    one, other, third = map(write, sides)
    there, back = merged(one, other, third), merged(one, third, other)
    assert [conflict.collision for conflict in there.conflicts] == [
        conflict.collision for conflict in back.conflicts
    ]
    if there.merged:
        assert canonical(there.organisation.snapshot) == canonical(back.organisation.snapshot)
    assert ("\r\n" in text_of(there)) == (style == "carriage returns")
    if style.startswith("json"):
        # Whatever the file is called.
        json.loads(text_of(there))
    if style == "carriage returns":
        assert text_of(there).count("\n") == text_of(there).count("\r\n")


# Without the header, whose status may be one that is not merged.
KINDS = ("create", "abolish", "merge", "absorb", "recode", "rename", "move", "responsibility")

BASE = """\
organisation: Agency   # the name
units:
  - id: agency
    name: Agency
    top: true
    tags: [a, b]   # two

  # What people read.
  - id: press
    name: >-
      Press
      Office
    parent: agency
    responsibilities:
      # the first one
      - news      # daily
      - archive
    figures: {headcount: 3}
"""


def theirs(*replacements: tuple[str, str]) -> str:
    """The text of a merge into the base itself of what replaces some passages."""
    text = BASE
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    ours = BASE + "# the end\n"
    return text_of(merged(BASE, ours, text)).removesuffix("# the end\n")


@pytest.mark.parametrize(
    ("replacement", "line"),
    [
        (("[a, b]", "[a, b, c]"), "    tags: [a, b, c]   # two\n"),
        (("[a, b]", "[b]"), "    tags: [b]   # two\n"),
        (("headcount: 3", "headcount: 4"), "    figures: {headcount: 4}\n"),
        (("headcount: 3", "headcount: 3, fte: 2"), "    figures: {headcount: 3, fte: 2}\n"),
        (("      - archive\n", ""), "      # the first one\n      - news      # daily\n    fig"),
        (("- archive", "- archive\n      - blog"), "      - archive\n      - blog\n    figures"),
        (("organisation: Agency ", "organisation: Board "), "organisation: Board   # the name\n"),
    ],
)
def test_a_value_is_changed_where_it_stands(replacement: tuple[str, str], line: str) -> None:
    assert line in theirs(replacement)


def test_a_folded_name_is_replaced_whole() -> None:
    text = theirs((">-\n      Press\n      Office", "Media Office"))
    assert "    name: Media Office\n    parent: agency\n" in text


def test_what_theirs_adds_is_written_as_in_theirs_with_its_comments() -> None:
    added = "\n  # Reads the law.\n  - id: legal\n    parent: agency   # for now\n    name: Legal\n"
    assert theirs(("{headcount: 3}\n", "{headcount: 3}\n" + added)) == BASE + added


def test_an_added_list_comes_at_the_end() -> None:
    post = "posts:\n  - {id: chief, name: Chief, unit: press}\n"
    assert "chief" in read(theirs(("organisation:", f"{post}organisation:"))).posts


ANCHORED = """\
organisation: Agency
units:
  - {id: agency, name: Agency, top: true}
  - id: press
    name: &n Press
    parent: agency
    figures: &f {headcount: 3}   # as of May
    tags: &t
      - a
      - b
  - id: web
    name: Web
    acronym: *n
    parent: agency
    figures: *f
    tags: *t   # the same
  - {id: law, name: Law, parent: agency, figures: *f, tags: *t, acronym: *n}
  - {id: tax, name: &x Tax, parent: agency, acronym: *x}   # of its own
"""
PLAIN = ANCHORED.replace("&n ", "").replace("&f ", "").replace(" &t", "").replace("&x ", "")
for alias, value in (("n", "Press"), ("f", "{headcount: 3}"), ("t", "[a, b]"), ("x", "Tax")):
    PLAIN = PLAIN.replace(f"*{alias}", value)


@pytest.mark.parametrize(
    "changed",
    [
        PLAIN.replace("headcount: 3", "headcount: 4"),
        PLAIN.replace("headcount: 3", "headcount: 4", 1),
        PLAIN.replace("figures: {headcount: 3}, tags", "figures: {headcount: 4}, tags"),
        PLAIN.replace("Press", "Media"),
        PLAIN.replace("name: Press", "name: Media"),
        PLAIN.replace("- b", "- c"),
        PLAIN.replace("    figures: {headcount: 3}   # as of May\n", ""),
        PLAIN.replace("organisation: Agency", "organisation: Board"),
        PLAIN[: PLAIN.index("  - id: press")] + PLAIN[PLAIN.index("  - id: web") :],
    ],
    ids=[
        *("anchor and aliases", "anchor", "one alias", "text and aliases", "text", "list", "gone"),
        *("snapshot", "unit"),
    ],
)
def test_what_aliases_repeat_is_changed_in_one_place(changed: str) -> None:
    ours = ANCHORED + "# ours\n"
    there, back = merged(ANCHORED, ours, changed), merged(ANCHORED, changed, ours)
    assert there.merged
    assert canonical(there.organisation.snapshot) == canonical(read(changed).snapshot)
    assert canonical(back.organisation.snapshot) == canonical(read(changed).snapshot)
    # Aliases on which nothing rests that is changed stay.
    assert ANCHORED.splitlines()[-1] in text_of(there)


def test_an_item_whose_dash_stands_on_a_line_of_its_own_is_taken_out() -> None:
    base = BASE.replace("  - id: press", "  -\n    id: press")
    assert text_of(merged(base, base + "# end\n", BASE[: BASE.index("\n  # What")])) == (
        BASE[: BASE.index("  - id: press")] + "# end\n"
    )


def test_what_cannot_be_changed_alone_is_refused_with_its_place() -> None:
    base = BASE.replace("  - id: press", "  - # here\n    id: press")
    with pytest.raises(NotWritable, match=r"ours.yaml:10:5: what stands here cannot be changed"):
        merged(base, base + "# end\n", BASE[: BASE.index("\n  # What")])


SEVERAL = """\
organisation: Agency
units: [
  {id: agency, name: Agency, top: true},  # the whole
  # What people read.
  {id: press, name: Press, parent: agency},  # two people
  {id: legal, name: Legal, parent: agency,
   tags: [a,  # first
     b]},
]
"""
LEGAL = SEVERAL[SEVERAL.index("  {id: legal") : SEVERAL.index("]\n", SEVERAL.index("b]}"))]


@pytest.mark.parametrize(
    ("replacement", "rest"),
    [
        (("  {id: press, name: Press, parent: agency},  # two people\n", ""), None),
        ((LEGAL, ""), None),
        ((",  # first\n     b", ""), ("     b]", "     ]")),
    ],
)
def test_what_leaves_brackets_takes_no_comment_of_another_along(
    replacement: tuple[str, str], rest: tuple[str, str] | None
) -> None:
    changed = SEVERAL.replace(*replacement)
    text = text_of(merged(SEVERAL, SEVERAL + "# ours\n", changed))
    assert text == SEVERAL.replace(*(rest or replacement)) + "# ours\n"


def test_a_unit_leaves_the_brackets_of_one_on_a_line() -> None:
    base = SEVERAL.split("units:")[0] + (
        "units:\n"
        "  - {id: agency, name: Agency, top: true}\n"
        "  - {id: press, name: Press, parent: agency, units: [{id: web, name: Web}]}\n"
    )
    moved = base.replace(", units: [{id: web, name: Web}]", "")
    moved += "  - {id: web, name: Web, parent: agency}\n"
    assert text_of(merged(base, base + "# ours\n", moved)) == moved + "# ours\n"


@pytest.mark.parametrize(
    "layout", ["{tags: [x], kind: k, id: web", "\n  tags: [x]\n  kind: k\n  id: web\n"]
)
def test_the_first_two_keys_of_a_unit_go(layout: str) -> None:
    ending = (
        "  name: Web\n  top: true\n" if layout.startswith("\n") else ", name: Web, top: true}\n"
    )
    base = f"organisation: Agency\nunits:\n- {layout.lstrip()}{ending}"
    without = base.replace("tags: [x], kind: k, ", "").replace("tags: [x]\n  kind: k\n  ", "")
    assert text_of(merged(base, base + "# ours\n", without)) == without + "# ours\n"


def test_that_a_unit_revives_none_is_not_left_out() -> None:
    text = theirs(("parent: agency\n    resp", "parent: agency\n    revives: false\n    resp"))
    assert "    revives: false\n" in text


def test_an_attribute_that_is_false_is_not_left_out() -> None:
    base = BASE.replace("{headcount: 3}", "{headcount: 3}\n    attributes: {floor: 1}")
    ours, theirs = (
        base.replace("floor: 1", each) for each in ("floor: 2", "floor: 1, open: false")
    )
    text = text_of(merged(base, ours, theirs))
    assert text == base.replace("floor: 1", "floor: 2, open: false")


@pytest.mark.parametrize(
    ("faulty", "rule"),
    [
        (BASE.replace("figures: {headcount: 3}", "colour: red"), "ORG002"),
        (BASE + "  - {id: press, name: Other, parent: agency}\n", "ORG003"),
    ],
)
def test_what_no_organisation_can_hold_is_not_lost_without_a_word(faulty: str, rule: str) -> None:
    base = BASE.replace("    figures: {headcount: 3}\n", "") if rule == "ORG002" else BASE
    ours = base.replace("name: Agency\n", "name: The Agency\n")
    there = merged(base, ours, faulty)
    assert not there.merged
    assert [finding.rule for finding in there.brought] == [rule]
    # What ours says stands in the text of ours.
    assert merged(base, faulty, ours).merged


NOTED = """\
organisation: Agency
units:
  - {id: agency, name: Agency, top: true}

  # Talks to the press.
  - id: press
    name: Press Office   # two people
    parent: agency

  - id: web
    name: Web
    parent: agency   # for now
  - {id: law, name: Law, parent: agency}   # reads

  # Collects.
  - id: tax
    name: Tax
    parent: agency
"""


def noted(text: str, *replacements: tuple[str, str]) -> str:
    """A text with some passages replaced, each of which it has."""
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    "changes",
    [
        [("Press Office   # two people", "Media Office   # three people")],
        [("# two people", "# three people")],
        [("# Talks to the press.", "# Talks to everybody.\n  # Daily.")],
        [("  # Collects.\n", "")],
        [("agency}   # reads", "tax}   # reads and writes")],
        [("agency   # for now", "tax   # for good"), ("name: Web", "# said so\n    name: Web")],
    ],
)
def test_comments_that_theirs_changes_come_along_where_ours_left_the_lines(
    changes: list[tuple[str, str]],
) -> None:
    # Ours changes the header, adds units around and ends one.
    mine = [
        ("organisation: Agency", "organisation: Board"),
        ("  - {id: law", "  - {id: art, name: Art, parent: agency}\n  - {id: law"),
    ]
    expected = noted(NOTED, *changes, *mine)
    there = merged(NOTED, noted(NOTED, *mine), noted(NOTED, *changes))
    assert there.merged
    assert text_of(there) == expected
    back = merged(NOTED, noted(NOTED, *changes), noted(NOTED, *mine))
    assert canonical(back.organisation.snapshot) == canonical(there.organisation.snapshot)


def test_a_comment_of_ours_stays_where_ours_changed_the_lines_too() -> None:
    ours = noted(NOTED, ("parent: agency\n\n  - id: web", "parent: tax\n\n  - id: web"))
    theirs_now = noted(NOTED, ("Press Office   # two people", "Media Office   # three people"))
    text = text_of(merged(NOTED, ours, theirs_now))
    assert "    name: Media Office   # two people\n    parent: tax\n" in text


def test_a_unit_whose_lines_are_taken_over_has_the_ids_that_ours_gives() -> None:
    ours = noted(NOTED, ("id: tax\n", "id: dues\n    previously: [tax]\n"))
    theirs_now = noted(NOTED, ("agency   # for now", "tax   # for good"))
    text = text_of(merged(NOTED, ours, theirs_now))
    assert "    parent: dues   # for good\n" in text


def test_a_head_whose_post_one_side_ends_is_the_one_that_the_other_side_chose() -> None:
    posts = "posts:\n  - {id: old, name: Old}\n  - {id: new, name: New}\n"
    base = posts + BASE.replace("parent: agency", "head: old\n    parent: agency")
    mine = base.replace("head: old", "head: new")
    ended = base.replace("  - {id: old, name: Old}\n", "").replace("    head: old\n", "")
    for ours, theirs_now in ((mine, ended), (ended, mine)):
        result = merged(base, ours, theirs_now)
        assert result.merged
        assert result.organisation.units["press"].head == "new"
        assert "old" not in result.organisation.posts
