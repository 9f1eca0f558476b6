"""A project's settings, and what is said of those that cannot be used."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orgcheck.policy.configuration import (
    Configuration,
    InvalidSettings,
    Settings,
    nearest_file,
    read,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def wrong(path: Path) -> list[str]:
    with pytest.raises(InvalidSettings) as refused:
        read(path)
    return [f"{p.location}: {p.message}" for p in refused.value.problems]


def test_every_key(folder: Path) -> None:
    text = """\
rules = ["rules/a.yaml", "rules/b.yaml"]
waivers = "waivers.yaml"
fail_on = "warning"
select = ["A"]
ignore = "B1"
"""

    assert read(written(folder / "orgcheck.toml", text)).settings == Settings(
        rules=("rules/a.yaml", "rules/b.yaml"),
        waivers=("waivers.yaml",),
        fail_on="warning",
        select=("A",),
        ignore=("B1",),
    )


def test_the_section_of_pyproject(folder: Path) -> None:
    text = '[tool.other]\nx = 1\n[tool.orgcheck]\nrules = "a.yaml"\n'
    file = written(folder / "pyproject.toml", text)

    assert read(file).settings.rules == ("a.yaml",)


def test_a_file_of_its_own_may_have_the_section_too(folder: Path) -> None:
    file = written(folder / "orgcheck.toml", '[tool.orgcheck]\nrules = "a.yaml"\n')

    assert read(file).settings.rules == ("a.yaml",)


def test_the_nearest_file_upwards_holds(folder: Path) -> None:
    written(folder / "orgcheck.toml", "")
    near = written(folder / "a" / "orgcheck.toml", "")

    assert nearest_file(folder / "a" / "b" / "c") == near


def test_a_pyproject_without_the_section_is_passed_by(folder: Path) -> None:
    far = written(folder / "orgcheck.toml", "")
    written(folder / "a" / "pyproject.toml", "[project]\nname = 'x'\n")

    assert nearest_file(folder / "a") == far


def test_of_two_files_in_one_folder_the_one_of_its_own_holds(folder: Path) -> None:
    written(folder / "pyproject.toml", "[tool.orgcheck]\n")
    own = written(folder / "orgcheck.toml", "")

    assert nearest_file(folder) == own


def test_paths_count_from_the_file_and_are_said_from_the_current_folder(folder: Path) -> None:
    configuration = read(written(folder / "a" / "orgcheck.toml", ""))

    assert configuration.paths(("rules/x.yaml", "../y.yaml")) == ("a/rules/x.yaml", "y.yaml")


@pytest.mark.parametrize("key", ["rules", "waivers", "baseline"])
@pytest.mark.parametrize(
    "name", ["../x.yaml", "a/../../x.yaml", "/etc/passwd", ".git/config", "link"]
)
def test_what_settings_name_lies_in_their_repository(folder: Path, key: str, name: str) -> None:
    (folder / "repository" / ".git").mkdir(parents=True)
    (folder / "repository" / "link").symlink_to("../x.yaml")
    text = f'fail_on = "error"\n{key} = "{name}"\n'

    assert wrong(written(folder / "repository" / "orgcheck.toml", text)) == [
        f'repository/orgcheck.toml:2:1: {key}: "{name}" leaves the repository that these settings '
        "lie in, and is not read"
    ]


@pytest.mark.parametrize(
    "name", ["builtin:good-practice", "rules/x.yaml", "../rules", "a/../x.yaml"]
)
def test_what_lies_there_may_be_named(folder: Path, name: str) -> None:
    (folder / ".git").mkdir()
    file = written(folder / "part" / "orgcheck.toml", f'rules = "{name}"\n')

    assert read(file).settings.rules == (name,)


def test_where_there_is_no_repository_any_file_may_be_named(folder: Path) -> None:
    file = written(folder / "orgcheck.toml", 'rules = "../x.yaml"\n')

    assert read(file).settings.rules == ("../x.yaml",)


def test_settings_cannot_name_standard_input(folder: Path) -> None:
    file = written(folder / "orgcheck.toml", 'rules = ["-"]\n')

    assert wrong(file) == ["orgcheck.toml:1:1: rules: settings cannot name standard input"]


@pytest.mark.parametrize("key", ["rules", "waivers", "baseline"])
def test_a_path_with_a_null_character_is_refused(folder: Path, key: str) -> None:
    (folder / ".git").mkdir()
    file = written(folder / "orgcheck.toml", f'{key} = "rules/x\\u0000.yaml"\n')

    assert wrong(file) == [
        f'orgcheck.toml:1:1: {key}: "rules/x\x00.yaml" holds a null character, which no path can'
    ]


def test_without_a_file_there_are_no_settings() -> None:
    assert Configuration().settings == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('rulez = "a"\n', '1:1: unknown key "rulez"; did you mean "rules"?'),
        ("\nselect = 3\n", "2:1: select: expected a list, found 3"),
        ('rules = ["a", 3]\n', "1:1: rules[2]: expected a text, found 3"),
        ('fail_on = "warnings"\n', "1:1: fail_on: expected one of error, warning, info, found the"),
        ("ignore = true\n", "1:1: ignore: expected a list, found true"),
        ("select = \n", "1:10: not valid TOML: invalid value"),
        ('rules = "a', "1:11: not valid TOML: unterminated string"),
        ("[orgcheck]\nrules = 'a'\n", '1:2: unknown key "orgcheck"'),
        (f"x{'.a' * 90_000} = 1\n", "1:1: a key has more than 200 parts"),
        ("\n[parameters.'a'" + '. "b"' * 90_000 + "]\n", "2:2: a key has more than 200 parts"),
        (f"x{'.a' * 150} = 1\n", '1:1: unknown key "x"'),
        (f"x = {'[' * 90}{10**99}{']' * 90}\n", '1:1: unknown key "x"'),
        (f"[thresholds]\nmargin = {10**40}\n", "2:1: a number has more than 40 digits"),
        (f"rules = ['a', 0x{'f' * 9_000}]\n", "1:1: a number has more than 40 digits"),
        (f"\n[parameters.a]\nb = -{10**999}\n", "3:1: a number has more than 40 digits"),
        (f"rules = {'9' * 9_000}\n", "1:1: a number has more than 40 digits"),
        (f"[thresholds]\nmargin = {10**39}\n", "2:1: thresholds.margin: expected a number from"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(folder: Path, text: str, message: str) -> None:
    [said] = wrong(written(folder / "orgcheck.toml", text))

    assert said.startswith(f"orgcheck.toml:{message}")


def test_all_problems_come_in_one_run_in_order(folder: Path) -> None:
    text = "[project]\nselect = 1\n\n[tool.orgcheck]\nselect = 1\nrulez = 2\n"

    assert wrong(written(folder / "pyproject.toml", text)) == [
        "pyproject.toml:5:1: select: expected a list, found 1",
        'pyproject.toml:6:1: unknown key "rulez"; did you mean "rules"?',
    ]


def test_a_fix_is_written_as_toml(folder: Path) -> None:
    with pytest.raises(InvalidSettings) as refused:
        read(written(folder / "orgcheck.toml", 'rulez = "a"\n'))

    assert refused.value.problems[0].fix == "write `rules = ...`"


def test_a_named_pyproject_must_have_the_section(folder: Path) -> None:
    file = written(folder / "pyproject.toml", "")

    assert wrong(file) == ["pyproject.toml:1:1: there is no [tool.orgcheck] here"]


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", b"a = " + b"[" * 5000, b"a = " + b"1" * 9999, b"a" * 2**21, b"tool.orgcheck = 3"],
    ids=["encoding", "nesting", "digits", "size", "no table"],
)
def test_hostile_files_are_refused(folder: Path, data: bytes) -> None:
    file = folder / "orgcheck.toml"
    file.write_bytes(data)

    assert wrong(file)


def test_a_missing_file_is_named(folder: Path) -> None:
    [said] = wrong(folder / "none.toml")

    assert said == "none.toml:1:1: cannot be read: no such file or directory"


@pytest.mark.parametrize("name", ["orgcheck.toml", "pyproject.toml"])
@pytest.mark.parametrize(
    ("kind", "what"),
    [("folder", "not a file"), ("pipe", "not a file"), ("link", "a link to nothing")],
)
def test_what_bears_the_name_and_is_no_file_is_not_passed_by(
    folder: Path, name: str, kind: str, what: str
) -> None:
    path = folder / name
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("nowhere.toml")

    with pytest.raises(InvalidSettings) as refused:
        nearest_file(folder / "below" / "a.yaml")

    (problem,) = refused.value.problems
    assert problem.location.file == name
    assert problem.message == f"the settings cannot be read: this is {what}"
