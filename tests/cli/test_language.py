"""`--lang`: the language of a whole report, and never of what programs read."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgcheck.reports.formats import formats
from tests.cli.runs import Run, written

OLD = """\
organisation: Xxo
version: '2023'
responsibilities_complete: true
units:
  - id: x1
    name: Xxa
    top: true
    units:
      - {id: x2, name: {en: Xxb, et: Xxbet}, responsibilities: [qqd, qqe], sites: [Qqs]}
      - {id: x3, name: Xxc, responsibilities: [qqf], figures: {qqn: 1200}}
      - {id: x4, name: Xxd, units: [{id: x5, name: Xxe}]}
      - {id: x6, name: Xxf, kind: qqk}
"""
NEW = """\
organisation: Xxo
version: '2024'
responsibilities_complete: true
units:
  - id: x1
    name: Xxa
    top: true
    units:
      - {id: x7, name: Xxg, replaces: [x2, x3], responsibilities: [qqd, qqf], figures: {qqn: 1300}}
      - {id: x5, name: Xxe}
      - {id: x6, name: Xxh, kind: qql, reports_to: x5}
      - {id: x8, name: Xxi}
"""
COMMANDS = ("diff old.yaml new.yaml", "diff new.yaml old.yaml")


@pytest.fixture
def snapshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "old.yaml", OLD)
    written(tmp_path / "new.yaml", NEW)


@pytest.mark.usefixtures("snapshots")
@pytest.mark.parametrize("code", ["fi", "FI", "fi-FI", "fi_FI.UTF-8"])
def test_codes_are_taken_as_people_and_systems_write_them(run: Run, code: str) -> None:
    assert "yhdistyivät" in run("diff", "old.yaml", "new.yaml", "--lang", code).out


@pytest.mark.usefixtures("snapshots")
def test_a_language_of_names_alone_is_spoken_in_english(run: Run) -> None:
    ended = run("diff", "old.yaml", "new.yaml", "--lang", "et")

    assert "Xxbet" in ended.out
    assert "merged into" in ended.out


@pytest.mark.usefixtures("snapshots")
@pytest.mark.parametrize(
    "command",
    [
        "diff old.yaml new.yaml",
        "validate old.yaml",
        "show old.yaml",
        "history old.yaml new.yaml",
        "why x2 old.yaml",
        "chart old.yaml --format svg",
        "compare old.yaml new.yaml",
    ],
)
def test_a_language_of_neither_words_nor_names_is_usage(run: Run, command: str) -> None:
    ended = run(*command.split(), "--lang", "tlh")

    assert ended.status == 2
    assert "there are no words and no names in the language tlh" in ended.err
    assert "or et, in which there are names" in ended.err


def test_what_is_no_code_is_usage(run: Run) -> None:
    ended = run("show", "org.yaml", "--lang", "suomi!")

    assert ended.status == 2
    assert "expected a code of a language" in ended.err


@pytest.mark.usefixtures("snapshots")
@pytest.mark.parametrize("command", COMMANDS)
def test_what_programs_read_is_the_same_in_every_language(run: Run, command: str) -> None:
    for name, format in formats().items():
        if format.speaks or not (format.changes or (format.findings and format.in_diff)):
            continue
        plain, told = (
            run(*command.split(), "--format", name, *lang).out for lang in ((), ("--lang", "fi"))
        )
        assert plain == told, name


@pytest.mark.usefixtures("snapshots")
@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize(
    "command",
    [
        "validate old.yaml old.yaml",
        "diff new.yaml old.yaml",
        "history old.yaml new.yaml",
        "compare old.yaml new.yaml new.yaml",
        "merge old.yaml old.yaml new.yaml",
    ],
)
def test_names_that_are_missing_are_told_once(run: Run, command: str, form: str) -> None:
    told = run(*command.split(), "--lang", "fi", "--format", form).out

    assert told.count("(fi)") == 1
    assert "Xxb" in told.partition("(fi)")[2]
