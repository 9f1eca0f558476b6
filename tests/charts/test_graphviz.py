"""Graphviz: it comes with the package, keeps quiet, and fails with words."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from orgcheck.charts import graphviz
from tests.charts.drawings import KELA, drawing


def test_a_bitmap(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    picture = graphviz.png(drawing(KELA))

    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    assert width > height > 100
    assert capfd.readouterr() == ("", "")


def test_what_graphviz_cannot_draw_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "placed", lambda *_, **__: "digraph {")

    with pytest.raises(graphviz.Undrawable) as caught:
        graphviz.svg(drawing(KELA))
    assert caught.value.message == "Graphviz could not draw this picture"
    assert "--depth" in caught.value.fix


def test_a_module_of_the_current_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pygraphviz.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)

    assert graphviz.svg(drawing(KELA))
