"""Who held a duty as JSON, schema `orgcheck.duties/1`."""

from __future__ import annotations

from typing import Literal

from orgcheck.descent.duties import Duties, Tenure
from orgcheck.parts import Written, data_of
from orgcheck.records import dataclass
from orgcheck.reports.formats.json.writing import json_text


@dataclass(frozen=True, slots=True)
class HeldRecord(Written):
    """Who held a duty in a version."""

    version: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyRecord(Written):
    """One duty through all versions."""

    keys: tuple[str, ...]
    wording: str
    held: tuple[HeldRecord, ...]


@dataclass(frozen=True, slots=True)
class DutiesRecord(Written):
    """Who held the duties that were asked for."""

    schema: Literal["orgcheck.duties/1"]
    organisation: str
    asked: str
    duties: tuple[DutyRecord, ...]
    remarks: tuple[str, ...] = ()


def report(duties: Duties) -> str:
    """Each duty with its holders in every version."""
    record = DutiesRecord(
        "orgcheck.duties/1",
        duties.history.organisation,
        duties.asked,
        tuple(_duty(tenure, duties) for tenure in duties.tenures),
        duties.history.remarks,
    )
    return json_text(data_of(record))


def _duty(tenure: Tenure, duties: Duties) -> DutyRecord:
    held = zip(duties.history.versions, tenure.holders, strict=True)
    records = (HeldRecord(version.label, units) for version, units in held)
    return DutyRecord(tuple(sorted(tenure.keys)), tenure.wording, tuple(records))
