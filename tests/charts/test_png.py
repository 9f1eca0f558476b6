"""PNG: the picture as SVG has it, with its texts or not at all."""

from __future__ import annotations

import struct

import pytest

from orgcheck.charts import png as bitmap
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.png import Undrawable, png, without_glyphs
from tests.charts.drawings import KELA, drawing, nasty


def size(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_a_bitmap(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    width, height = size(png(drawing(KELA)))
    assert width > height > 100
    assert capfd.readouterr() == ("", "")


def test_the_texts_are_in_it() -> None:
    blank = KELA.replace("Internal Audit", "Internal Audio")
    assert size(png(drawing(blank))) == size(png(drawing(KELA)))
    assert png(drawing(blank)) != png(drawing(KELA))


@pytest.mark.parametrize(
    "picture",
    [nasty(), drawing("units: [{id: a, name: 組織 😀 \U0001d4d0 \ue000 नि, top: true}]")],
    ids=["nasty", "no glyph"],
)
def test_names_that_no_font_has_are_drawn_as_far_as_they_can_be(picture: Drawing) -> None:
    assert size(png(picture))


def test_a_large_picture_is_less_sharp(monkeypatch: pytest.MonkeyPatch) -> None:
    fine = size(png(drawing(KELA)))
    monkeypatch.setattr(bitmap, "_SHARP_PIXELS", fine[0] * fine[1] // 4)
    coarse = size(png(drawing(KELA)))

    assert coarse[0] == pytest.approx(fine[0] / 2, abs=1)


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitmap, "_MOST_PIXELS", 10_000)

    with pytest.raises(Undrawable, match=r"a bitmap of this picture would have .* by .* pixels"):
        png(drawing(KELA))


def test_without_a_font_boxes_are_not_drawn_without_their_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bitmap, "_FONTS", "A font that nobody has")

    with pytest.raises(Undrawable, match="no font was found") as caught:
        png(drawing(KELA))
    assert "or write SVG" in (caught.value.fix or "")


def test_characters_that_no_font_has_are_known() -> None:
    assert without_glyphs(["Kela, Åland, Ж", "\u1b05 \u0f40"]) == ("\u0f40", "\u1b05")
