"""Pictures from a few lines of YAML, and a snapshot whose every name tries to be markup."""

from __future__ import annotations

import json
from collections.abc import Sequence

from orgcheck.changes.compare import compare
from orgcheck.charts.change import before_and_after, of_change
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.structure import of_organisation
from tests.building import organisation

KELA = """
version: "2024"
bodies:
  - {id: board, name: Board of Directors, type: organ}
posts:
  - {id: director-general, name: Director General, unit: kela, reports_to: board}
units:
  - {id: kela, name: {en: Kela, fi: Kansaneläkelaitos}, kind: organisation, top: true,
     head: director-general}
  - {id: benefits, name: Benefit Services, kind: business-unit, parent: kela}
  - {id: aland, name: Åland, kind: unit, parent: benefits}
  - {id: audit, name: Internal Audit, kind: unit, parent: kela, reports_to: director-general,
     lines: [{to: board, type: functional}]}
"""

NASTY = (
    '"]; x [label="y"]; <script>alert(1)</script>',
    "</text></svg><script>alert(2)</script>",
    "R&D &amp; &#60;script&#62; \\N \\G \\l \\",
    "]]> --> <!-- %% #quot; #35;",
    "1. **bold** `code` $$x$$ | a@b.example https://x.example",
    "- ::error:: %0A\n---\nend",
    "=cmd|' /C calc'!A0 | table |",
    "\x1b[31m \u202e right to left",
    "組織 العربية Åland",
)

# A structure, and the same after a merger that is small enough for before and after.
OLD = """
version: "2023"
units:
  - {id: top, name: Top, top: true}
  - {id: a, name: Unit A, parent: top}
  - {id: b, name: Unit B, parent: top}
  - {id: c, name: Unit C, parent: a}
  - {id: d, name: Unit D, parent: top}
"""
MERGED = """
version: "2024"
units:
  - {id: top, name: Top, top: true}
  - {id: ab, name: Unit AB, parent: top, replaces: [a, b]}
  - {id: c, name: Unit C, parent: ab}
  - {id: d, name: Unit D, parent: top}
"""


def drawing(text: str, *, language: str | None = None, show: Sequence[str] = ()) -> Drawing:
    """The picture of the organisation that a text describes."""
    return of_organisation(organisation(text), language=language, show=show)


def change(old: str, new: str, *, show: Sequence[str] = ()) -> Drawing:
    """The picture of the change between the organisations that two texts describe."""
    before, after = organisation(old), organisation(new)
    return of_change(before, after, compare(before, after), show=show)


def sides(old: str, new: str) -> Drawing | None:
    """The same as before and after beside each other."""
    before, after = organisation(old), organisation(new)
    return before_and_after(before, after, compare(before, after))


def nasty() -> Drawing:
    """A picture of names that try to be markup of some format."""
    units = [{"id": "top", "name": NASTY[0], "top": True, "kind": NASTY[1], "head": "post"}]
    units += [
        {"id": f"u{number}", "name": name, "parent": "top", "kind": NASTY[0]}
        for number, name in enumerate(NASTY)
    ]
    snapshot = {
        "organisation": NASTY[0],
        "version": NASTY[2],
        "units": [*units, {"id": "a:b/c.d-e", "name": "An id with signs", "parent": "u0"}],
        "posts": [{"id": "post", "name": NASTY[1], "reports_to": "body"}],
        "bodies": [{"id": "body", "name": NASTY[3], "type": "organ"}],
    }
    return of_organisation(organisation(json.dumps(snapshot)))
