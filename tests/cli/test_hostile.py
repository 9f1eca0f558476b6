"""Any text at all, wherever a file is read: findings or a clean message, never an exception."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.runs import Outcome, Run, written

PROJECT = Path(__file__).parents[2]

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

Limited = Callable[..., Outcome]


@pytest.fixture
def limited(folder: Path) -> Limited:
    """Run the program in a process that is ended where it takes more than it may."""

    def run(
        *arguments: str, seconds: int = 20, mib: int = 1_000, longest: int | None = None
    ) -> Outcome:
        def limit() -> None:
            # Processor time, so that a busy machine changes nothing.
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (mib * 2**20, mib * 2**20))
            if longest is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))

        ended = subprocess.run(
            [sys.executable, "-m", "orgcheck", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            preexec_fn=limit,
            check=False,
        )
        return Outcome(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


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


# -- what is made to take for ever, or all the memory, in a process that may take little -------

LAUGHS = "".join(
    f"a{level}: &a{level} [{', '.join(['x' if level == 0 else f'*a{level - 1}'] * 10)}]\n"
    for level in range(10)
)
MANY_ALIASES = f"a: &a [{'x, ' * 20_000}]\nb: [{'*a, ' * 20_000}]\n"
DIGITS = "9" * 1_000_000
BOMBS = {
    "billion laughs": LAUGHS,
    "one long list, again and again": MANY_ALIASES,
    "lists in lists": "a: " + "[" * 10_000 + "]" * 10_000,
    "mappings in mappings": "a: " + "{a: " * 10_000,
    "indentation": "".join(" " * level + "a:\n" for level in range(2_000)),
    "a number of a million digits": f"a: {DIGITS}\nfigures: {{fte: {DIGITS}}}\n",
    "a line of ten million characters": "a: " + "x" * 10_000_000,
    "a hundred thousand documents": "---\na: b\n" * 100_000,
    "a hundred thousand anchors": f"a: [{''.join(f'&a{n} x, ' for n in range(100_000))}]\n",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_by_a_process_that_may_take_little(
    limited: Limited, folder: Path, bomb: str
) -> None:
    written(folder / "bomb.yaml", f"organisation: X\n{BOMBS[bomb]}")
    ended = limited("validate", "bomb.yaml", seconds=5, mib=300)

    assert (ended.status, ended.err) == (1, "")
    assert "bomb.yaml:" in ended.out


def test_a_billion_laughs_take_next_to_nothing(limited: Limited, folder: Path) -> None:
    written(folder / "bomb.yaml", f"organisation: X\n{LAUGHS}")
    ended = limited("validate", "bomb.yaml", seconds=3, mib=160)

    assert ended.status == 1
    assert "aliases add more than 100,000 values to this file" in " ".join(ended.out.split())


@pytest.mark.parametrize(
    ("name", "text", "arguments"),
    [
        ("a.yaml", f"pack: p\n{LAUGHS}", ("validate", "clean.yaml", "--rules", "a.yaml")),
        ("a.yaml", f"waivers: []\n{LAUGHS}", ("validate", "clean.yaml", "--waivers", "a.yaml")),
        ("a.json", f'{{"a": {"[" * 10_000}', ("apply", "a.json", "clean.yaml")),
        ("a.json", f'{{"carried": {DIGITS}}}', ("invert", "a.json")),
        ("a.toml", f"a = {'[' * 10_000}", ("validate", "clean.yaml", "--config", "a.toml")),
        ("a.toml", f"a = {DIGITS[:900_000]}", ("validate", "clean.yaml", "--config", "a.toml")),
    ],
    ids=["pack", "waivers", "change set", "inverse", "settings", "settings of digits"],
)
def test_a_bomb_is_refused_wherever_a_file_is_read(
    limited: Limited, folder: Path, name: str, text: str, arguments: tuple[str, ...]
) -> None:
    written(folder / "clean.yaml", CLEAN)
    written(folder / name, text)
    ended = limited(*arguments, seconds=5, mib=300)

    assert ended.status == 2
    assert ended.err.startswith(f"Error: {name}:")


MANY = 30_000
MANY_KEYS = "organisation: X\n" + "".join(f"k{number}: 1\n" for number in range(MANY))
DEEP = "organisation: X\nunits:\n" + "".join(
    f"- {{id: u{number}, name: U, {f'parent: u{number - 1}' if number else 'top: true'}}}\n"
    for number in range(MANY)
)
MANY_MEASURES = "organisation: X\nunits: []\nreorganisation:\n  title: T\n  measures:\n" + "".join(
    f"  - {{id: m{number}, statement: s}}\n" for number in range(MANY)
)
UNITS = "".join(
    f"- {{id: u{number}, name: U{number}, parent: top, responsibilities: [duty {number}]}}\n"
    for number in range(5_000)
)


@pytest.mark.parametrize("text", [MANY_KEYS, DEEP, MANY_MEASURES], ids=["keys", "deep", "measures"])
def test_much_of_the_same_takes_time_in_proportion(
    limited: Limited, folder: Path, text: str
) -> None:
    written(folder / "a.yaml", text)
    ended = limited("validate", "a.yaml", "--rules", "builtin:good-practice", seconds=10, mib=1_000)

    assert ended.status in (0, 1)
    assert ended.err == ""


def test_one_successor_of_many_takes_time_in_proportion(limited: Limited, folder: Path) -> None:
    top = "organisation: X\nunits:\n- {id: top, name: T, top: true}\n"
    ids, duties = (", ".join(f"{word}{n}" for n in range(5_000)) for word in ("u", "duty "))
    fields = f"parent: top, responsibilities: [{duties}], replaces: [{ids}]"
    written(folder / "old.yaml", top + UNITS)
    written(folder / "new.yaml", f"{top}- {{id: one, name: One, {fields}}}\n")
    ended = limited("diff", "old.yaml", "new.yaml", "--format", "json", seconds=10, mib=1_000)

    assert ended.status == 0


def test_too_little_memory_is_a_message(limited: Limited, folder: Path) -> None:
    units = "".join(f"- {{id: u{number}, name: U, parent: u0}}\n" for number in range(120_000))
    written(folder / "a.yaml", f"organisation: X\nunits:\n{units}")
    ended = limited("validate", "a.yaml", seconds=20, mib=150)

    assert (ended.status, ended.out, ended.err) == (2, "", "Error: not enough memory\n")


# -- files that are none, and disks that are full ----------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "pipe"),
        ("validate", "a.yaml", "--rules", "pipe"),
        ("validate", "a.yaml", "--waivers", "pipe"),
        ("validate", "a.yaml", "--config", "pipe"),
        ("validate", "a.yaml", "--against", "pipe"),
        ("diff", "pipe", "a.yaml"),
        ("apply", "pipe", "a.yaml"),
        ("show", "/dev/zero"),
    ],
    ids=" ".join,
)
def test_what_is_no_file_is_not_waited_for(
    run: Run, folder: Path, arguments: tuple[str, ...]
) -> None:
    os.mkfifo(folder / "pipe")
    written(folder / "a.yaml", CLEAN)
    ended = run(*arguments)

    assert ended.status in (2, 3)
    assert "is not a regular file" in ended.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize(
    "output", [("--output", "/dev/full"), ("--report", "json:/dev/full")], ids=" ".join
)
def test_a_full_disk_under_a_report_is_a_message(
    run: Run, folder: Path, output: tuple[str, str]
) -> None:
    written(folder / "a.yaml", CLEAN)
    ended = run("validate", "a.yaml", *output)

    assert ended.status == 2
    assert ended.err == "Error: /dev/full cannot be written: no space left on device\n"


def test_a_report_that_does_not_fit_leaves_the_old_one(limited: Limited, folder: Path) -> None:
    written(folder / "a.yaml", CLEAN)
    report = written(folder / "report.html", "the report of yesterday")
    ended = limited("validate", "a.yaml", "--format", "html", "-o", "report.html", longest=1_000)

    assert ended.status == 2
    assert ended.err == "Error: report.html cannot be written: file too large\n"
    assert report.read_text("utf-8") == "the report of yesterday"
    assert sorted(path.name for path in folder.iterdir()) == ["a.yaml", "report.html"]


# -- encodings and line ends -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (CLEAN.encode("utf-16"), "a.yaml:1:1 error ORG001 the file is UTF-16, not UTF-8"),
        (CLEAN.encode("utf-16-be"), "a.yaml:1:1 error ORG001 the character U+0000"),
        (CLEAN.encode("utf-32"), "a.yaml:1:1 error ORG001 the file is UTF-16, not UTF-8"),
        (b"organisation: \xed\xa0\x80\n", "a.yaml:1:15 error ORG001 byte 0xed is not valid UTF-8"),
        (b"organisation: \xc0\xaf\n", "a.yaml:1:15 error ORG001 byte 0xc0 is not valid UTF-8"),
        (b'organisation: "\\ud800"\n', "a.yaml:1:18 error ORG001 not valid YAML: an escape"),
        (b"organisation: a\x1bb\n", "a.yaml:1:16 error ORG001 the character U+001B"),
        (b"organisation: \xef\xbf\xbe\n", "a.yaml:1:15 error ORG001 the character U+FFFE"),
        (b"organisation: X\r\nunits:\r- {id: a}\n", 'a.yaml:3:8 error ORG002 a: "name" is missing'),
        (b"", "a.yaml:1:1 error ORG001 the file is empty"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_encodings_and_line_ends(run: Run, folder: Path, data: bytes, words: str) -> None:
    (folder / "a.yaml").write_bytes(data)
    ended = run("validate", "a.yaml")

    assert (ended.status, ended.err) == (1, "")
    assert words in " ".join(ended.out.split())


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_any_line_end_will_do_also_with_a_mark_before_the_text(
    run: Run, folder: Path, end: str
) -> None:
    text = "\ufefforganisation: X\nunits:\n- {id: a, name: A, top: true}\n".replace("\n", end)
    (folder / "a.yaml").write_bytes(text.encode())

    assert run("validate", "a.yaml").status == 0


# -- links, names and streams that lead nowhere ------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "looped"),
        ("show", "looped"),
        ("diff", "looped", "a.yaml"),
        ("chart", "looped", "--format", "mmd"),
        ("validate", "a.yaml", "--rules", "looped"),
        ("validate", "a.yaml", "--waivers", "looped"),
        ("rules", "test", "looped"),
        ("apply", "looped", "a.yaml"),
        ("validate", "a.yaml", "-o", "looped/self.yaml"),
    ],
    ids=" ".join,
)
def test_links_in_a_circle_are_a_message(
    run: Run, folder: Path, arguments: tuple[str, ...]
) -> None:
    written(folder / "a.yaml", CLEAN)
    (folder / "looped").mkdir()
    (folder / "looped" / "self.yaml").symlink_to("self.yaml")
    ended = run(*arguments)

    assert ended.status in (2, 3)
    assert "looped/self.yaml cannot be" in ended.err
    assert "too many levels of symbolic links" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "-"),
        ("diff", "-", "a.yaml"),
        ("apply", "-", "a.yaml"),
        ("validate", "a.yaml", "--rules", "-"),
        ("validate", "a.yaml", "--waivers", "-"),
    ],
    ids=" ".join,
)
def test_a_closed_standard_input_is_a_message(folder: Path, arguments: tuple[str, ...]) -> None:
    written(folder / "a.yaml", CLEAN)
    ended = in_shell(folder, f"{PROGRAM} {' '.join(arguments)} <&-")

    assert ended.status in (2, 3)
    assert "standard input is closed" in ended.err


PROGRAM = f"{sys.executable} -m orgcheck"


def in_shell(folder: Path, line: str) -> Outcome:
    """What a line of bash comes to."""
    ended = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        check=False,
    )
    return Outcome(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.mark.parametrize(
    "line",
    [
        f"{PROGRAM} validate a.yaml -o /dev/stdout | cat",
        f"{PROGRAM} validate a.yaml --report text:/dev/fd/1 -o /dev/null | cat",
        f"({PROGRAM} validate a.yaml -o >(cat > piped); sleep 1; cat piped)",
        f"({PROGRAM} validate a.yaml -o /dev/stdout) > file; cat file",
    ],
)
def test_what_the_shell_opened_is_written_to(folder: Path, line: str) -> None:
    written(folder / "a.yaml", CLEAN)

    assert in_shell(folder, line) == Outcome(
        0, "no findings · 1 unit, integrity alone: no rule pack is configured\n", ""
    )


def test_a_file_that_others_write_to_is_not_replaced(folder: Path) -> None:
    written(folder / "a.yaml", CLEAN)
    line = f"(echo before; {PROGRAM} validate a.yaml -o /dev/stdout; echo after) > file; cat file"
    lines = in_shell(folder, line).out.splitlines()

    assert (lines[0], lines[-1], len(lines)) == ("before", "after", 3)


@pytest.mark.parametrize("arguments", ["--help", "--version", "validate --help", "show a.yaml"])
def test_a_pipe_that_nobody_reads_ends_a_run_as_its_signal_would(
    folder: Path, arguments: str
) -> None:
    written(folder / "a.yaml", CLEAN)
    ended = in_shell(folder, f"(sleep 1; {PROGRAM} {arguments}) | true; exit ${{PIPESTATUS[0]}}")

    assert (ended.status, ended.err) == (141, "")


def test_a_report_may_have_as_long_a_name_as_the_system_allows(run: Run, folder: Path) -> None:
    written(folder / "a.yaml", CLEAN)
    longest, longer = "r" * 255, "r" * 256

    assert run("validate", "a.yaml", "-o", longest).status == 0
    assert (folder / longest).exists()
    ended = run("validate", "a.yaml", "-o", longer)
    assert ended.status == 2
    assert ended.err == f"Error: {longer} cannot be written: file name too long\n"


# -- change sets -------------------------------------------------------------------------------

ODD = (
    "organisation: X\nunits:\n- {{id: a, name: A, top: true}}\n- {{id: {id}, name: B, parent: a}}\n"
)


@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_what_diff_writes_of_a_malformed_id_is_applied(run: Run, folder: Path, back: bool) -> None:
    old = written(folder / "old.yaml", ODD.format(id='"no id"')).name
    new = written(folder / "new.yaml", ODD.format(id='"nor this"')).name
    run("diff", old, new, "--format", "json", "-o", "there.json")
    run("invert", "there.json", "-o", "back.json")
    changes, subject, wanted = ("back.json", new, old) if back else ("there.json", old, new)

    assert run("apply", changes, subject, "-o", "made.yaml") == Outcome(0, "", "")
    assert "no changes" in run("diff", "made.yaml", wanted).out


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)
FIELDS = (
    *(
        "old",
        "new",
        "summary",
        "events",
        "ledger",
        "possible_matches",
        "reused",
        "notes",
        "findings",
    ),
    *(
        "fixed",
        "unchanged",
        "review",
        "review_of_inverse",
        "findings_of_inverse",
        "fixed_of_inverse",
    ),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(field=st.sampled_from(FIELDS), value=JSON)
def test_anything_may_stand_in_a_field_of_a_change_set(
    run: Run, folder: Path, field: str, value: object
) -> None:
    side = {"organisation": "X", "version": "1", "units": 1}
    changes = {"schema": "orgcheck.changes/1", "old": side, "new": side, "events": [], field: value}
    written(folder / "c.json", json.dumps(changes))
    written(folder / "a.yaml", CLEAN)

    for arguments in (("invert", "c.json"), ("apply", "c.json", "a.yaml")):
        ended = run(*arguments)
        assert ended.status in (0, 2)
        assert "orgcheck failed" not in ended.err
