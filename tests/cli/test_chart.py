"""`orgcheck chart`: a picture in a file or on standard output."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runs import Run, written

FORMATS = {
    "svg": '<?xml version="1.0"',
    "html": "<!doctype html>",
    "dot": "digraph orgcheck {",
    "mmd": "---\ntitle:",
}


@pytest.mark.usefixtures("kela")
@pytest.mark.parametrize("format", FORMATS)
def test_texts_go_to_standard_output_or_to_a_file(run: Run, folder: Path, format: str) -> None:
    printed = run("chart", "kela.yaml", "--format", format)
    filed = run("chart", "kela.yaml", "-o", f"kela.{format}")

    assert (printed.status, printed.err) == (0, "")
    assert printed.out.startswith(FORMATS[format])
    assert "Internal Audit" in printed.out
    assert (filed.status, filed.out, filed.err) == (0, "", "")
    assert (folder / f"kela.{format}").read_text(encoding="utf-8") == printed.out


@pytest.mark.usefixtures("kela")
def test_a_bitmap_goes_to_a_file(run: Run, folder: Path) -> None:
    ended = run("chart", "kela.yaml", "-o", "kela.png")

    assert (ended.status, ended.out, ended.err) == (0, "", "")
    assert (folder / "kela.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("kela")
def test_a_name_that_says_no_format_is_usage(run: Run, folder: Path) -> None:
    ended = run("chart", "kela.yaml", "-o", "kela.gif")

    assert ended.status == 2
    assert "end it in .svg, .png, .pdf, .html, .dot, .mmd" in ended.err
    assert not (folder / "kela.gif").exists()


@pytest.mark.usefixtures("kela")
def test_one_branch(run: Run) -> None:
    ended = run("chart", "kela.yaml", "--root", "shared-services", "--format", "mmd")

    assert "Shared Services" in ended.out
    assert "Kela<br/>" not in ended.out


@pytest.mark.usefixtures("kela")
@pytest.mark.parametrize(
    ("root", "message"),
    [
        ("shared-servces", 'did you mean "shared-services"?'),
        ("director-general", '"director-general" is a post or a body'),
    ],
)
def test_a_root_that_is_no_unit_is_usage(run: Run, root: str, message: str) -> None:
    ended = run("chart", "kela.yaml", "--root", root)

    assert (ended.status, ended.out) == (2, "")
    assert message in ended.err


@pytest.mark.usefixtures("kela")
def test_so_many_levels(run: Run) -> None:
    ended = run("chart", "kela.yaml", "--depth", "1", "--format", "mmd")

    assert "Shared Services<br/>#43; 1 unit" in ended.out
    assert ended.err == ""


def test_of_a_large_organisation_so_much_as_can_be_read_is_drawn(run: Run, folder: Path) -> None:
    units = "".join(
        f"  - {{id: u{n}, name: U{n}, parent: {'top' if n < 20 else f'u{n % 20}'}}}\n"
        for n in range(400)
    )
    written(
        folder / "large.yaml",
        f"organisation: X\nunits:\n  - {{id: top, name: Top, top: true}}\n{units}",
    )
    ended = run("chart", "large.yaml", "--format", "dot")
    whole = run("chart", "large.yaml", "--format", "dot", "--depth", "2")

    assert ended.out.count("-> ") == 20
    assert ended.err == (
        "Note: 21 boxes are drawn, not 401, to depth 1; "
        "--depth N draws so many levels, --root UNIT one branch, --page A4 all on pages\n"
    )
    assert (whole.out.count("-> "), whole.err) == (400, "")


def test_a_change(run: Run, folder: Path, kela: Path) -> None:
    new = kela.read_text().replace("Shared Services", "Common Services")
    written(folder / "new.yaml", new)
    ended = run("chart", "new.yaml", "--against", "kela.yaml", "--format", "html")

    assert ended.status == 0
    assert '<span class="mark">renamed</span> Common Services' in ended.out
    assert "was called Shared Services" in ended.out


@pytest.mark.parametrize(
    "arguments", [("bad.yaml",), ("kela.yaml", "--against", "bad.yaml")], ids=["new", "old"]
)
@pytest.mark.usefixtures("kela")
def test_a_snapshot_that_cannot_be_read_exits_3(
    run: Run, folder: Path, arguments: tuple[str, ...]
) -> None:
    written(folder / "bad.yaml", "organisation: [\n")
    ended = run("chart", *arguments)

    assert (ended.status, ended.out) == (3, "")
    assert ended.err.startswith("Error: bad.yaml:2:1: ")


@pytest.mark.usefixtures("kela")
def test_the_snapshot_itself_is_not_overwritten(run: Run, folder: Path) -> None:
    before = (folder / "kela.yaml").read_text()
    ended = run("chart", "kela.yaml", "--format", "svg", "-o", "kela.yaml")

    assert ended.status == 2
    assert (folder / "kela.yaml").read_text() == before


@pytest.mark.usefixtures("kela")
def test_a_file_that_cannot_be_written_leaves_nothing_behind(run: Run, folder: Path) -> None:
    ended = run("chart", "kela.yaml", "-o", "missing/kela.svg")

    assert ended.status == 2
    assert "missing/kela.svg cannot be written" in ended.err
    assert not (folder / "missing").exists()


@pytest.mark.usefixtures("kela")
def test_what_boxes_say_is_chosen(run: Run) -> None:
    ended = run("chart", "kela.yaml", "--show", "id", "--format", "mmd")
    unknown = run("chart", "kela.yaml", "--show", "id,weight")

    assert "Shared Services" in ended.out
    assert "<br/>shared-services" in ended.out
    assert unknown.status == 2
    assert 'no unit has a figure "weight"' in unknown.err


def test_pages_are_files_with_numbers(run: Run, folder: Path) -> None:
    units = "".join(f"  - {{id: u{n}, name: U{n}, parent: top}}\n" for n in range(120))
    written(
        folder / "wide.yaml",
        f"organisation: X\nunits:\n  - {{id: top, name: Top, top: true}}\n{units}",
    )
    ended = run("chart", "wide.yaml", "--page", "A4", "-o", "wide.svg")
    nowhere = run("chart", "wide.yaml", "--page", "A4")
    whole = run("chart", "wide.yaml", "--page", "A4", "--format", "html")

    names = sorted(path.name for path in folder.glob("wide-*.svg"))
    assert len(names) > 1
    assert ended.err == f"Note: {len(names)} pages, from {names[0]} to {names[-1]}\n"
    assert (nowhere.status, nowhere.out) == (2, "")
    assert "each is a file of its own" in nowhere.err
    assert whole.out.count('<figure class="page ') == len(names)
    assert 'href="#page-2"' in whole.out


@pytest.mark.usefixtures("kela")
def test_a_format_without_paper_refuses_it(run: Run) -> None:
    ended = run("chart", "kela.yaml", "--page", "A4", "--format", "dot")

    assert ended.status == 2
    assert "dot knows no pages" in ended.err


@pytest.mark.usefixtures("kela")
def test_a_character_that_no_font_has_is_a_warning_in_a_bitmap(run: Run, folder: Path) -> None:
    new = (folder / "kela.yaml").read_text().replace("Shared Services", "Shared \u1b05")
    written(folder / "balinese.yaml", new)
    ended = run("chart", "balinese.yaml", "-o", "kela.png")
    vector = run("chart", "balinese.yaml", "-o", "kela.svg")

    assert ended.status == 0
    assert "Warning: no font of this machine has \u1b05 (U+1B05)" in ended.err
    assert vector.err == ""


def test_names_that_a_language_lacks_are_told_and_stand_below_the_picture(
    run: Run, folder: Path
) -> None:
    (folder / "org.yaml").write_text(
        "organisation: X\nversion: '1'\nlanguages: [fi, sv]\n"
        "units: [{id: a, name: {fi: Yksi, sv: Ett}, top: true}, "
        "{id: b, name: {fi: Kaksi}, parent: a}]\n",
        encoding="utf-8",
    )
    drawn = run("chart", "org.yaml", "--lang", "sv", "-o", "org.html")
    words = "1 namn saknas på detta språk (sv)"

    assert words in drawn.err
    assert "Kaksi" in drawn.err
    assert words in (folder / "org.html").read_text(encoding="utf-8")
    assert run("chart", "org.yaml", "--lang", "fi", "-o", "org.html").err == ""
