"""The page on imports shows what the program says, and has a section on every format."""

from __future__ import annotations

import re
from pathlib import Path

from orgcheck.convert.formats import formats
from tests.cli.runs import Run, written
from tests.convert.workbooks import DATA

PAGE = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")


def block(language: str) -> str:
    match = re.search(rf"^```{language}\n(.*?)^```", PAGE, re.M | re.S)
    assert match is not None
    return match[1]


def test_the_table_of_the_page_is_told_as_the_page_says(run: Run, folder: Path) -> None:
    written(folder / "virasto.csv", block("csv"))

    assert run("import", "virasto.csv", "-o", "org.yaml").err == block("text")
    assert block("csv") == (DATA / "virasto.csv").read_text("utf-8")


def test_every_format_has_a_section() -> None:
    assert set(re.findall(r"^### `(.+)`$", PAGE, re.M)) == set(formats())
