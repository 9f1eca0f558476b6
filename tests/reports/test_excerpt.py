"""The lines that a value takes up."""

from __future__ import annotations

import pytest

from orgcheck.reports.formats.text.rules import excerpt
from orgcheck.snapshot.text import SourceText

TEXT = """\
pass:
  - units:
      - {id: a}

      - {id: b}

  # the next one
  - {units: [{id: "}"}, {id: it's}],
     posts: []}   # done
fail: x
"""


@pytest.mark.parametrize(
    ("beginning", "lines"),
    [
        ("units:\n", ["units:", "  - {id: a}", "", "  - {id: b}"]),
        ('{units: [{id: "}"}', ['{units: [{id: "}"}, {id: it\'s}],', " posts: []}"]),
        ("x\n", ["x"]),
    ],
    ids=["block", "flow", "scalar"],
)
def test_a_value_is_as_long_as_its_indentation_or_brackets(
    beginning: str, lines: list[str]
) -> None:
    source = SourceText("a.yaml", TEXT)

    assert excerpt(source, source.location(TEXT.index(beginning))) == lines
