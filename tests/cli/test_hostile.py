"""Any text at all, wherever a file is read: findings or a clean message, never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.runs import Run

# Pieces that YAML, TOML and JSON give a meaning, so that many texts are nearly right.
PIECES = st.sampled_from(
    [
        *("organisation: X\n", "units:\n", "  - {id: a, name: A, top: true}\n", "- a\n", "a: b\n"),
        *("pack: p\n", "rules:\n", "  - {id: A1, statement: s, assert: {parent: a}}\n", "  - "),
        *("{", "}", "[", "]", '"', "'", ":", ",", "&a ", "*a ", "!!x ", "---\n", "#", "\t", "\n"),
        *("rules = ", "[tool.orgcheck]\n", "\x1b", "\u202e", "\0", "~", "null", "1e999", "\\ud800"),
        *('{"schema": "orgcheck.changes/1", "old": {"organisation": "X"}, ', '"events": []}', "é"),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=40)
CLEAN = "organisation: X\nunits: [{id: a, name: A, top: true}]\n"


@pytest.mark.parametrize(
    ("name", "arguments", "statuses"),
    [
        ("text.yaml", ("validate", "text.yaml"), {0, 1}),
        ("text.yaml", ("show", "text.yaml"), {0, 3}),
        ("text.yaml", ("diff", "clean.yaml", "text.yaml"), {0, 1, 3}),
        ("text.yaml", ("chart", "text.yaml", "--format", "mmd"), {0, 3}),
        ("text.yaml", ("validate", "clean.yaml", "--rules", "text.yaml"), {0, 1, 2}),
        ("text.json", ("apply", "text.json", "clean.yaml"), {0, 2}),
        ("text.toml", ("validate", "clean.yaml", "--config", "text.toml"), {0, 1, 2}),
    ],
    ids=["snapshot", "shown", "compared", "drawn", "pack", "change set", "settings"],
)
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS)
def test_any_text(
    run: Run, folder: Path, name: str, arguments: tuple[str, ...], statuses: set[int], text: str
) -> None:
    (folder / "clean.yaml").write_text(CLEAN, encoding="utf-8")
    (folder / name).write_bytes(text.encode("utf-8", errors="surrogatepass"))
    ended = run(*arguments)

    assert ended.status in statuses
    assert "orgcheck failed" not in ended.err
    assert "\x1b" not in ended.out + ended.err
    assert "\u202e" not in ended.out + ended.err
