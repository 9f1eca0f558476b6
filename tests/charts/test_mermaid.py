"""Mermaid: names stay text."""

from __future__ import annotations

import re

from orgcheck.charts import mermaid
from orgcheck.escaping import mermaid_label
from tests.charts.drawings import KELA, MERGED, OLD, drawing, nasty, sides

STATEMENT = re.compile(
    r"""\ \ (
        n\d+(\[|\(|\[\[|\(\[|\{\{|\[/)"[^"\n]*"(\]|\)|\]\]|\]\)|\}\}|\\\]):::[a-z0-9-]+
        | n\d+\ ---\ n\d+
        | n\d+\ (==>|-\.->)\|"[a-z ]+"\|\ n\d+
        | classDef\ [a-z0-9-]+\ [a-z0-9:#,\- ]+
        | linkStyle\ [\d,]+\ stroke:\#[0-9a-f]{6}
    )""",
    re.VERBOSE,
)


def test_the_text() -> None:
    assert (
        mermaid.text(drawing(KELA))
        == """\
---
title: "Structure of Test, 2024 · 4 units, 1 post, 1 body"
config: {flowchart: {curve: step, nodeSpacing: 18}}
---
flowchart LR
  n0["Kela<br/>organisation<br/>Director General"]:::top
  n1["Benefit Services<br/>business-unit"]:::kind-1
  n2("Åland<br/>unit"):::kind-2
  n3("Internal Audit<br/>unit"):::kind-2
  n4{{"Board of Directors<br/>organ"}}:::body
  n0 --- n1
  n1 --- n2
  n0 --- n3
  n3 ==>|"line of command"| n0
  n3 -.->|"functional line"| n4
  n0 ==>|"line of command"| n4
  classDef body fill:#f3f1ea,stroke:#55503f,color:#1a202c,stroke-width:1px
  classDef kind-1 fill:#dcebf9,stroke:#245a94,color:#1a202c,stroke-width:1px
  classDef kind-2 fill:#fdefcf,stroke:#96600d,color:#1a202c,stroke-width:1px
  classDef top fill:#1f3a5f,stroke:#1f3a5f,color:#ffffff,stroke-width:3px
  linkStyle 3,5 stroke:#b3261e
  linkStyle 4 stroke:#5d3ba3
"""
    )


def test_the_older_structure_is_bound_to_stand_before_the_newer_one() -> None:
    picture = sides(OLD, MERGED)
    assert picture is not None

    lines = mermaid.text(picture).splitlines()

    (unseen,) = (line.strip() for line in lines if "~~~" in line)
    ids = {f"n{number}": box for number, box in enumerate(picture.boxes)}
    before, after = (ids[id] for id in unseen.split(" ~~~ "))
    assert before.ghost
    assert not after.ghost
    assert after.parent is None
    # Styles count links: those of the picture come before what nobody sees.
    links = [line for line in lines if re.search(r"(---|==>|-\.->|~~~)", line) and line != "---"]
    assert links[-1].strip() == unseen


def test_every_line_is_a_statement_of_a_flowchart_whatever_the_names() -> None:
    lines = mermaid.text(nasty()).splitlines()

    assert lines[:1] + lines[3:5] == ["---", "---", "flowchart LR"]
    assert [line for line in lines[5:] if not STATEMENT.fullmatch(line)] == []


def test_only_plain_signs_stand_for_themselves() -> None:
    assert mermaid_label('"]--x <b>') == "#34;#93;--x #60;b#62;"
    assert mermaid_label("- 1. #35;") == "#45; 1#46; #35;35#59;"
