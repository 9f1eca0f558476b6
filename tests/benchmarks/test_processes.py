"""What is measured of a process."""

from __future__ import annotations

import sys

import pytest

from benchmarks import processes


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_memory_is_the_peak_of_the_process_and_not_what_it_holds_at_the_end() -> None:
    most = processes.run(python("held = b'x' * (600 * 2**20); held = None")).mib

    assert 600 < most < 650


def test_a_crash_is_no_measurement() -> None:
    with pytest.raises(processes.Crash, match="ended with 3: boom"):
        processes.run(python("import sys; sys.stderr.write('boom'); sys.exit(3)"))


def test_a_program_may_say_what_its_own_share_took() -> None:
    said = python("import sys; print('a warning', 'in process: 1.5', sep='\\n', file=sys.stderr)")

    assert processes.run(said).inner == 1.5
    assert processes.run(python("pass")).inner is None


def test_without_patience_the_one_round_counts() -> None:
    measured, _ = processes.side_by_side({"one": python("pass")}, runs=3, patience=0)

    assert len(measured["one"].samples) == 1


def test_with_patience_the_first_round_warms_and_the_others_count() -> None:
    measured, _ = processes.side_by_side({"one": python("pass")}, runs=3, patience=60)

    assert len(measured["one"].samples) == 3


def test_the_imports_of_a_program_are_its_packages() -> None:
    found = processes.imported(python("import json.decoder"))

    assert "json" in found
    assert "networkx" not in found
