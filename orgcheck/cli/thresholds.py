"""`--threshold NAME=VALUE`: from which measure on inferred evidence is applied, for one run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.cli.failure import Failure

if TYPE_CHECKING:
    from orgcheck.changes.thresholds import ThresholdSettings

_WHOLE = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"[0-9]{0,9}\.[0-9]{1,9}|[0-9]{1,9}\.")


def asked_thresholds(words: Sequence[str]) -> ThresholdSettings:
    """The thresholds that options set; of two for the same one the later stands.

    Raises
    ------
    Failure
        Where a word is not NAME=VALUE, or names no threshold or a value that it cannot have;
        with all that is wrong.
    """
    from pydantic import ValidationError

    from orgcheck.changes.thresholds import ThresholdSettings
    from orgcheck.snapshot.form import complaints

    values = dict(_named(word) for word in words)
    try:
        return ThresholdSettings.model_validate(values)
    except ValidationError as error:
        raise Failure.of_complaints(
            [
                (f"--threshold: {complaint.message}", _fix(complaint.field, complaint.fix))
                for complaint in complaints(error, ThresholdSettings, values)
            ]
        ) from None


def _named(word: str) -> tuple[str, int | float | str]:
    name, equals, value = (part.strip() for part in word.partition("="))
    if not name or not equals:
        raise Failure(
            f"--threshold: expected NAME=VALUE, found {word}", "write `--threshold likeness=0.4`"
        )
    return name, _number(value)


def _number(word: str) -> int | float | str:
    """A number where the word is one; else the word, which no threshold takes."""
    if _WHOLE.fullmatch(word):
        return int(word)
    return float(word) if _DECIMAL.fullmatch(word) else word


def _fix(field: str | None, fix: str | None) -> str | None:
    """What to do, as an option writes it."""
    return f"write `--threshold {field}=...`" if field else fix
