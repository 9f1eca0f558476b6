"""How a run ends, whatever happens: the right status, a message, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.cli.runs import Run, written
from tests.repositories import Repository

PROJECT = Path(__file__).parents[2]
CLEAN = "organisation: Clean\nunits: [{id: a, name: A, top: true}]\n"


def start(folder: Path, *arguments: str, **streams: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "orgcheck", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stderr=subprocess.PIPE,
        **streams,
    )


def test_the_whole_way_as_a_process(process: Run, kela: Path, pack: Path) -> None:
    ended = process("validate", kela.name, "--rules", pack.name)

    assert (ended.status, ended.err) == (1, "")
    assert "error KELA001" in ended.out


def test_output_is_utf8_whatever_the_locale(process: Run, folder: Path) -> None:
    written(folder / "a.yaml", "organisation: Å\nunits: [{id: a, name: Åland 日本, top: true}]\n")
    ended = process("show", "a.yaml", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert "Åland 日本 (a)" in ended.out


def test_a_name_that_has_no_encoding_is_escaped(run: Run) -> None:
    ended = run("validate", "missing-\udcff.yaml")

    assert ended.status == 2
    assert r"missing-\udcff.yaml does not exist" in ended.err


def test_colour_is_for_terminals_only(process: Run, kela: Path) -> None:
    assert "\x1b" not in process("show", kela.name).out


def test_a_reader_that_goes_away_ends_the_run_quietly(folder: Path) -> None:
    written(folder / "a.yaml", CLEAN)
    with start(folder, "show", "a.yaml", stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert (running.returncode, said) == (141, b"")


def test_an_interrupt_ends_the_run_quietly(folder: Path) -> None:
    def heed_interrupts() -> None:
        # What started the tests may have set them to be ignored, and that is inherited.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    pipe = subprocess.PIPE
    with start(
        folder, "validate", "-", stdin=pipe, stdout=pipe, preexec_fn=heed_interrupts
    ) as running:
        assert running.stdin is not None
        # More than a pipe holds: once it is written, the run is reading.
        running.stdin.write(b"#" * 2**23)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()

    assert (running.returncode, said.strip()) == (130, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("arguments", [("validate", "a.yaml"), ("--help",), ("show", "a.yaml")])
def test_a_full_disk_is_a_message(folder: Path, arguments: tuple[str, ...]) -> None:
    written(folder / "a.yaml", CLEAN)
    with Path("/dev/full").open("wb") as full, start(folder, *arguments, stdout=full) as running:
        assert running.stderr is not None
        said = running.stderr.read().decode()

    assert running.returncode == 2
    assert said.startswith("Error: ")
    assert "no space left on device" in said
    assert "Traceback" not in said


def test_a_closed_standard_output_is_a_message(folder: Path) -> None:
    written(folder / "a.yaml", CLEAN)
    ended = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m orgcheck validate a.yaml >&-"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        check=False,
    )

    assert ended.returncode == 2
    assert b"standard output is closed" in ended.stderr


def test_the_process_ends_without_taking_apart_what_it_read(folder: Path) -> None:
    written(folder / "a.yaml", CLEAN)
    said_at_exit = "import atexit\nprint('begun')\natexit.register(print, 'taken apart')\n"
    written(folder / "sitecustomize.py", said_at_exit)
    ended = subprocess.run(
        [sys.executable, "-m", "orgcheck", "validate", "a.yaml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(PROJECT)))},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0
    assert ended.stdout.startswith("begun\n")
    assert "no findings" in ended.stdout
    assert "taken apart" not in ended.stdout


def test_an_unknown_command_names_the_nearest(run: Run) -> None:
    ended = run("valdate")

    assert ended.status == 2
    assert 'there is no command "valdate"; did you mean "validate"?' in ended.err


def test_an_unknown_option_is_usage(run: Run) -> None:
    ended = run("validate", "--fromat", "json", "a.yaml")

    assert ended.status == 2
    assert "orgcheck validate --help" in ended.err


def test_unseen_characters_of_arguments_are_escaped(run: Run) -> None:
    ended = run("show", "\x1b[2J\u202e.yaml")

    assert ended.status == 2
    assert "\x1b" not in ended.err
    assert "\u202e" not in ended.err


def commands() -> list[tuple[str, ...]]:
    from orgcheck.cli.group import COMMANDS

    return [(), *((name,) for name in COMMANDS), ("rules", "list")]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_has_an_example_and_fits_a_terminal(run: Run, command: tuple[str, ...]) -> None:
    ended = run(*command, "--help")

    assert ended.status == 0
    assert "Example" in ended.out
    assert f"  orgcheck {' '.join(command)}".rstrip() in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    """The list is kept beside the commands, so that it is shown without importing them."""
    from orgcheck.cli.group import COMMANDS, orgcheck

    listed = {name: one.summary for name, one in COMMANDS.items()}
    context = click.Context(orgcheck)
    found = {name: orgcheck.get_command(context, name) for name in COMMANDS}
    said = {name: one.help for name, one in found.items() if one is not None and one.help}
    assert listed == {name: " ".join(help.split("\n\n")[0].split()) for name, help in said.items()}


def test_without_arguments_three_things_to_do_first_are_shown(run: Run) -> None:
    ended = run()

    assert ended.status == 0
    assert ended.out.startswith("Three things to do first:\n")
    assert [thing.split()[0] for thing in things(ended.out)] == ["init", "validate", "diff"]


def things(told: str) -> list[str]:
    """The commands that are shown."""
    return [
        line.removeprefix("  orgcheck ") for line in told.splitlines() if line[2:10] == "orgcheck"
    ]


def test_the_three_things_work_in_an_empty_folder(run: Run, folder: Path) -> None:
    begin, *others = things(run().out)
    assert run(*begin.split()).status == 0
    repository = Repository(folder)
    repository.commit("The structure as it is")
    assert [run(*thing.split()).status for thing in others] == [0, 0]


def test_the_three_things_work_where_there_are_snapshots(run: Run, folder: Path) -> None:
    for year in ("2023", "2024"):
        written(folder / "snapshots" / f"{year}.yaml", f"{CLEAN}version: '{year}'\n")
    told = things(run().out)
    assert told[2] == "diff snapshots/2023.yaml snapshots/2024.yaml"
    assert [run(*thing.split()).status for thing in told] == [0, 0, 0]


def test_help_lists_many_options_by_what_they_are_for(run: Run) -> None:
    headings = [line for line in run("diff", "--help").out.splitlines() if line.endswith(":")]

    assert headings[:5] == [
        "Options:",
        "Rules:",
        "Which unit is which:",
        "Report:",
        "Settings and limits:",
    ]
    assert "Rules:" not in run("show", "--help").out
