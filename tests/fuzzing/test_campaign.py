"""A run of many cases: the same ones for the same seed, and nothing that goes wrong goes unseen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from fuzzing import guard
from fuzzing.campaign import Campaign, Failure, attempt, run
from fuzzing.mutation import mutant
from fuzzing.outcome import Outcome, Unsound, check_report, refused, told
from fuzzing.parts import joined, parted
from orgcheck.errors import Diagnostic
from orgcheck.findings import Finding, Location, Severity
from orgcheck.snapshot.text import SourceText

PROJECT = Path(__file__).parents[2]
TEXT = SourceText("a.yaml", "organisation: X\nunits: []\n")
HERE = Location("a.yaml", 2, 1, 2, 6)


def ends(ending: Callable[[], object]) -> Callable[[bytes], Outcome]:
    """A target that does the same with any input."""

    def target(_: bytes) -> Outcome:
        ending()
        return Outcome("ended")

    return target


def test_the_same_seed_makes_the_same_mutants() -> None:
    def mutants(seed: int) -> list[bytes]:
        random = Random(seed)
        return [mutant(TEXT.text.encode(), b"pack: p\n", random) for _ in range(200)]

    assert mutants(1) == mutants(1)
    assert mutants(1) != mutants(2)
    assert len(set(mutants(1))) > 100


def test_mutants_of_any_bytes_are_made() -> None:
    random = Random(0)
    data = b"\xff\xfe\xed\xa0\x80"
    for _ in range(500):
        data = mutant(data, b"", random) or b"\xed\xb2\x80"


def test_a_failure_is_told_once_for_each_place() -> None:
    def fail(data: bytes) -> Outcome:
        if len(data) % 2:
            raise ValueError("odd")
        raise KeyError("even")

    told: list[Failure] = []
    campaign = Campaign("x", fail, [b"a", b"bb", b"ccc"], Random(0))
    tally = run([campaign], 3, on_failure=told.append)["x"]

    assert [failure.data for failure in told] == [b"a", b"bb"]
    assert tally.kinds["FAILED"] == 3


def test_targets_take_turns() -> None:
    seen: list[str] = []
    campaigns = [Campaign(name, ends(list), [b"seed"], Random(0)) for name in ("x", "y")]
    tallies = run(campaigns, 5, lambda name, _: seen.append(name))

    assert seen == ["x", "y", "x", "y", "x"]
    assert [tallies[name].cases for name in ("x", "y")] == [3, 2]


def test_a_case_that_takes_too_long_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def for_ever() -> None:
        while True:
            with suppress(Exception):
                sum(range(1_000))

    monkeypatch.setattr(guard, "MOST_SECONDS", 0.05)
    guard.heed_the_clock()
    ended = attempt("x", ends(for_ever), b"")

    assert isinstance(ended, Failure)
    assert ended.place == "it takes more than 0.05 seconds"


def test_a_case_that_takes_too_much_memory_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_MIB", 20)
    more_than_ever = int(guard.peak_mib() + 64) * 2**20
    ended = attempt("x", ends(lambda: b"x" * more_than_ever), b"")

    assert isinstance(ended, Failure)
    assert ended.place == "it takes more than 20 MiB"


@pytest.mark.parametrize(
    "problem",
    [
        Diagnostic(Location("b.yaml", 1, 1, 1, 1), "elsewhere"),
        Diagnostic(Location("a.yaml", 9, 1, 9, 1), "beyond the last line"),
        Diagnostic(Location("a.yaml", 1, 99, 1, 99), "beyond the end of the line"),
        Diagnostic(Location("a.yaml", 2, 3, 2, 1), "ends before it begins"),
        Diagnostic(HERE, " "),
        Diagnostic(HERE, "Input should be a valid string"),
        Diagnostic(HERE, "expected a text", ""),
    ],
    ids=lambda problem: problem.message,
)
def test_an_unsound_problem_is_a_failure(problem: Diagnostic) -> None:
    with pytest.raises(Unsound):
        refused([problem], [TEXT])


def test_a_refusal_without_a_word_is_a_failure() -> None:
    with pytest.raises(Unsound):
        refused([], [TEXT])


def test_a_finding_without_a_place_is_a_failure() -> None:
    finding = Finding(rule="R1", severity=Severity.ERROR, message="wrong", location=HERE)
    assert told([finding], [TEXT]).kind == "findings"
    with pytest.raises(Unsound):
        told([Finding(rule="R1", severity=Severity.ERROR, message="wrong")], [TEXT])


@pytest.mark.parametrize("character", ["\x1b", "\x00", "\x85", "\u202e", "\ud800", "\t"])
def test_a_report_with_what_drives_a_terminal_is_a_failure(character: str) -> None:
    check_report("Åland\n日本\n")
    with pytest.raises(Unsound):
        check_report(f"a{character}b")


def test_an_input_holds_several_texts() -> None:
    assert parted(joined("a", "b", "c"), 2) == [b"a", joined("b", "c")]


def test_the_command_counts_writes_failures_down_and_tries_them_again(tmp_path: Path) -> None:
    def run_it(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "fuzzing", *arguments],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )

    seed = tmp_path / "extra.toml"
    seed.write_text("[tool.orgcheck]\nrules = []\n", "utf-8")
    options = (
        "--cases",
        "40",
        "--seed",
        "3",
        "--seeds",
        str(seed),
        "--output",
        str(tmp_path / "o"),
    )
    ended = run_it("configuration", *options)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "40 cases with seed 3 over 1 targets: 0 failed" in ended.stdout
    assert (tmp_path / "o" / "last-case").read_bytes().startswith(b"configuration ")
    assert run_it("configuration", "--replay", str(seed)).stdout == "configuration: read\n"
    assert "unknown: snap" in run_it("snap").stderr
