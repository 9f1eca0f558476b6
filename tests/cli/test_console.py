"""What a terminal is told, and when nobody reads any more, on systems other than this one."""

from __future__ import annotations

import errno
import io

import pytest

from orgcheck.cli.console import coloured, is_closed_pipe, knows_escapes


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM", "WT_SESSION", "ANSICON"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("variable", "value", "windows", "known"),
    [
        ("TERM", "xterm", False, True),
        ("TERM", "dumb", False, False),
        ("NOTHING", "", False, True),
        ("NOTHING", "", True, False),
        ("WT_SESSION", "1", True, True),
        ("TERM", "xterm", True, True),
        ("TERM", "dumb", True, False),
    ],
)
def test_escape_sequences_go_to_what_obeys_them(
    variable: str, value: str, windows: bool, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert knows_escapes(Terminal(), windows) is known
    assert knows_escapes(io.StringIO(), windows) is False


def test_no_color_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    assert coloured(Terminal()) is True
    monkeypatch.setenv("NO_COLOR", "1")
    assert coloured(Terminal()) is False


def test_windows_calls_a_pipe_that_nobody_reads_an_invalid_argument() -> None:
    error = OSError(errno.EINVAL, "Invalid argument")
    assert is_closed_pipe(error, windows=True)
    assert not is_closed_pipe(error, windows=False)
    assert not is_closed_pipe(OSError(errno.ENOSPC, "No space left on device"), windows=True)
