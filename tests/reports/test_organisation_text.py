"""The tree of an organisation, and one member of it."""

from __future__ import annotations

from orgcheck.language import speaking
from orgcheck.reports.format import Screen
from orgcheck.reports.formats.text import structure
from orgcheck.reports.formats.text.structure import MOST_LEVELS, tree
from tests.building import organisation


def test_a_unit_shows_name_id_kind_head_line_and_number_of_duties() -> None:
    text = tree(
        organisation("""
        posts: [{id: p, name: P}]
        units:
          - id: a
            name: {fi: Yksikkö, en: Unit}
            kind: agency
            top: true
            head: p
            reports_to: p
            responsibilities: [x, y]
        """),
        language="fi",
    )

    assert "Yksikkö (a) · agency · head: P · reports to P · 2 duties\n" in text


def test_heads_and_superiors_are_told_by_name_with_the_id_where_it_is_needed() -> None:
    text = tree(
        organisation("""
        posts:
          - {id: a/head, name: Director, reports_to: board}
          - {id: b/head, name: Head of Section, reports_to: c/head}
          - {id: c/head, name: Head of Section}
        bodies: [{id: board, name: The Board}]
        units:
          - {id: a, name: A, top: true, head: a/head}
          - {id: b, name: B, parent: a, head: b/head}
          - {id: c, name: C, parent: a, head: nobody}
          - {id: d, name: D, parent: c, head: c/head, reports_to: b/head}
        """)
    )

    assert "A (a) · head: Director\n" in text
    # Beside their own units, titles that several heads bear tell them apart.
    assert "B (b) · head: Head of Section\n" in text
    assert "D (d) · head: Head of Section · reports to Head of Section (b/head)\n" in text
    assert "C (c) · head: nobody\n" in text
    assert "Director (a/head) · reports to The Board\n" in text
    assert "(b/head) · reports to Head of Section (c/head)\n" in text


def test_on_a_screen_headings_are_bold_and_ids_are_dim_also_outside_of_the_tree() -> None:
    known = organisation("units: [{id: a, name: A, top: true}]\nposts: [{id: p, name: P}]")
    text = tree(known, screen=Screen(colour=True))

    assert "\x1b[1mPosts\x1b[0m\n  P \x1b[2m(p)\x1b[0m\n" in text


def test_branches_in_the_order_of_the_text() -> None:
    text = tree(
        organisation("""
        units:
          - {id: a, name: A, top: true}
          - {id: b, name: B, parent: a}
          - {id: c, name: C, parent: b}
          - {id: d, name: D, parent: a}
        """)
    )

    assert text.endswith("A (a)\n├── B (b)\n│   └── C (c)\n└── D (d)\n")


def test_every_unit_is_there_whatever_is_wrong_with_its_place() -> None:
    text = tree(
        organisation("""
        units:
          - {id: a, name: A}
          - {id: b, name: B, parent: nowhere}
          - {id: c, name: C, parent: d}
          - {id: d, name: D, parent: c}
          - {id: e, name: E, parent: d}
        """)
    )

    assert "A (a) · no parent\n" in text
    assert "B (b) · its parent nowhere does not exist\n" in text
    assert "C (c) · in a cycle of parents: c -> d -> c\n└── D (d)\n    └── E (e)\n" in text


def test_levels_beyond_a_terminal_are_counted() -> None:
    chain = "".join(f"  - {{id: u{n}, name: U, parent: u{n - 1}}}\n" for n in range(1, 40))
    text = tree(organisation(f"units:\n  - {{id: u0, name: U, top: true}}\n{chain}"))

    assert f"U (u{MOST_LEVELS}) · {39 - MOST_LEVELS} units" in " ".join(text.split())
    assert f"(u{MOST_LEVELS + 1})" not in text


def test_a_long_name_is_set_below_itself_beside_the_branches() -> None:
    text = tree(
        organisation(f"""
        units:
          - {{id: a, name: A, top: true}}
          - {{id: b, name: {"word " * 25}, parent: a}}
          - {{id: c, name: C, parent: a}}
        """)
    )

    assert max(map(len, text.splitlines())) <= 100
    assert "\n│       word" in text


def test_unseen_characters_are_escaped() -> None:
    text = tree(organisation('units: [{id: a, name: "\\e[31m", kind: "\\u202e", top: true}]'))

    assert r"\x1b[31m (a) · \u202e" in text


def test_a_unit_with_all_that_is_known_of_it() -> None:
    text = structure.member(
        organisation("""
        responsibilities: [{id: advice, name: Advice to customers, basis: Act 1, statutory: true}]
        bodies: [{id: board, name: Board, type: organ}]
        posts: [{id: p, name: Director, unit: a, reports_to: board}]
        units:
          - {id: a, name: A, top: true, head: p}
          - id: b
            name: B
            parent: a
            responsibilities: [advice, Archive, {id: post, name: Post room}]
            sites: [Helsinki]
            figures: {fte: 12.5}
            lines: [{to: board, type: functional, basis: charter}]
            winding_down: true
            attributes: {open: true}
          - {id: c, name: C, parent: b}
        """),
        "b",
    )

    assert (
        text
        == """\
B (b)
  place             A > B
  chain of command  B (b) -> Director (p) -> Board (board)
  direct reports    C (c)
  span of control   1
  further lines     functional: Board (board), basis: charter
  children          C (c)
  duties            Advice to customers (advice), statutory, Act 1
                    Archive
                    Post room (post)
  sites             Helsinki
  figures           fte: 12.5
  winding down      yes
  attributes        open: true
  in                snapshot.yaml:6:9
"""
    )


def test_a_post_shows_what_it_heads() -> None:
    text = structure.member(
        organisation("""
        posts: [{id: p, name: Director, vacant: true}]
        units: [{id: a, name: A, top: true, head: p}]
        """),
        "p",
    )

    assert "  belongs to        A (a)\n  heads             A (a)\n  vacant            yes\n" in text


def test_what_names_nobody_is_said_to_exist_no_more_than_it_does() -> None:
    snapshot = organisation("""
        posts: [{id: p, name: P, unit: gone}]
        units:
        - {id: a, name: A, parent: nowhere, head: missing, reports_to: nobody}
    """)
    unit = structure.member(snapshot, "a").splitlines()
    assert "  parent            nowhere, which does not exist" in unit
    assert "  reports to        nobody, which does not exist" in unit
    assert "  head              missing, which does not exist" in unit
    assert "  belongs to        gone, which does not exist" in structure.member(snapshot, "p")


def test_a_unit_and_its_head_are_one_direct_report_as_in_the_span() -> None:
    text = structure.member(
        organisation("""
        posts: [{id: pa, name: PA, unit: a}, {id: other, name: Other, reports_to: top}]
        units:
          - {id: top, name: Top, top: true}
          - {id: a, name: A, parent: top, head: pa}
          - {id: b, name: B, parent: top}
        """),
        "top",
    )
    reports = text.partition("direct reports")[2].partition("span of control")
    assert [line.strip() for line in reports[0].splitlines() if line.strip()] == [
        "A (a), headed by PA (pa)",
        "B (b)",
        "Other (other)",
    ]
    assert reports[2].split()[0] == "3"


def test_a_long_label_has_room_before_its_value() -> None:
    known = organisation("units: [{id: a, name: A, top: true, head: p}]\nposts: [{id: p, name: P}]")
    with speaking("fr"):
        text = structure.member(known, "a")
    assert "  chaîne hiérarchique  A (a)\n" in text
    assert "  place                A\n" in text
