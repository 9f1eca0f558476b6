"""The schema of a report of findings."""

from __future__ import annotations

from orgcheck.findings import Severity
from orgcheck.json_schema import COUNT, FLAG, Schema, described, list_of, reference
from orgcheck.measures import Trend
from orgcheck.reports.formats.json.findings import SCHEMA

_TEXT: Schema = {"type": "string"}
_PLACE: Schema = {"type": "integer", "minimum": 1}
_MADE_OF = "What it was made of, in a generated snapshot; absent in others."
_FINGERPRINT: Schema = {"type": "string", "pattern": "^[0-9a-f]{16}$"}


def schema() -> Schema:
    """The report of `orgcheck validate --format json`; keys that do not apply are left out."""
    return {
        **_record(
            {
                "schema": described({"const": SCHEMA}, "The format and its version."),
                "snapshots": described(list_of(reference("Snapshot")), "What was checked."),
                "summary": described(_summary(), "How many findings there are of each severity."),
                "findings": described(
                    list_of(reference("Finding")), "By severity, file, line, column and rule."
                ),
                "waived": described(list_of(reference("Waived")), "What waivers excuse."),
                "withheld": described(
                    list_of(reference("Withheld")),
                    "Answers of rules that were not given: they pass through faulty values.",
                ),
                "existing": described(
                    list_of(reference("Finding")), "Those that the older snapshots had too."
                ),
                "fixed": described(
                    list_of(reference("Finding")), "Those that the older snapshots had alone."
                ),
                "control": described(
                    {"type": "array"}, "By which rules each snapshot was held against an older one."
                ),
            },
            optional=("waived", "withheld", "existing", "fixed", "control"),
        ),
        "$defs": definitions(),
    }


def definitions() -> dict[str, Schema]:
    """A finding, a waived one, and what they are made of."""
    return {
        "Snapshot": _snapshot(),
        "Finding": _record(_finding(), optional=_OPTIONAL),
        "Waived": _record(
            {
                **_finding(),
                "waiver": described(reference("Waiver"), "On what ground it is excused."),
            },
            optional=_OPTIONAL,
        ),
        "Waiver": _waiver(),
        "Location": described(_location(), "A stretch of a file; its end is the first beyond it."),
        "Origin": _origin(),
        "Related": _related(),
        "Measure": _measure(),
        "Withheld": _withheld(),
    }


def definitions_of_finding() -> dict[str, Schema]:
    """A finding, and what it is made of."""
    names = ("Finding", "Location", "Origin", "Related", "Measure")
    found = definitions()
    return {name: found[name] for name in names}


_OPTIONAL = ("unit", "chain", "location", "related", "statement", "basis", "fix", "measure")


def _finding() -> dict[str, Schema]:
    return {
        "rule": described(_TEXT, "The id of the rule."),
        "severity": described({"enum": [str(level) for level in Severity]}, "How much it weighs."),
        "unit": described(_TEXT, "The id of the unit, post or body that it is about."),
        "message": described(_TEXT, "What was found."),
        "chain": described(
            list_of(_TEXT), "The chain of command or of parents that breaks the rule."
        ),
        "location": described(reference("Location"), "Where the value at fault stands."),
        "related": described(list_of(reference("Related")), "Other places that help."),
        "statement": described(_TEXT, "What the rule says holds."),
        "basis": described(_TEXT, "What the rule rests on."),
        "fix": described(_TEXT, "What to do."),
        "measure": described(reference("Measure"), "The number beyond its bounds."),
        "fingerprint": described(
            _FINGERPRINT,
            "The same while rule, unit, property and value at fault are the same; the number of a "
            "measure is none of them.",
        ),
    }


def _snapshot() -> Schema:
    return _record(
        {
            "source": described(_TEXT, "What was named on the command line."),
            "organisation": described(_TEXT, "The organisation's name."),
            "version": described(_TEXT, "The label of the version."),
            "as_of": described(
                {**_TEXT, "format": "date"}, "The day of which it was asked; of registers."
            ),
            "stretches": described(
                COUNT, "In how many stretches of time it was checked, where on all days."
            ),
            "uncertain": described(
                COUNT,
                "How many facts are uncertain on that day, or on any of all days: dates that are "
                "known to the month or the year only leave them open.",
            ),
            "units": described(COUNT, "How many units it has."),
            "rules": described(COUNT, "How many rules of packs applied to it."),
            "against": described(_TEXT, "The older snapshot that it was held against."),
        },
        optional=(
            *("organisation", "version", "as_of", "stretches", "uncertain"),
            *("units", "rules", "against"),
        ),
    )


def _summary() -> Schema:
    levels = {
        str(level): described(COUNT, f"How many findings are of the severity {level}.")
        for level in Severity
    }
    return _record({**levels, "waived": described(COUNT, "How many more waivers excuse.")})


def _waiver() -> Schema:
    return _record(
        {
            "reason": described(_TEXT, "Why the exception is right."),
            "approved_by": described(_TEXT, "Who granted it."),
            "expires": described({**_TEXT, "format": "date"}, "The last day on which it holds."),
            "permanent": described(FLAG, "True for an exception without an end."),
            "reference": described(_TEXT, "Where the grant is recorded."),
            "fingerprint": described(_TEXT, "The finding that it was granted for, if for one."),
            "location": described(reference("Location"), "Where the waiver stands."),
        },
        optional=("approved_by", "expires", "permanent", "reference", "fingerprint", "location"),
    )


def _location() -> Schema:
    return _record(
        {
            "origin": described(reference("Origin"), _MADE_OF),
            "file": described(_TEXT, "The file, as it was named."),
            "line": described(_PLACE, "Its first line, from 1."),
            "column": described(_PLACE, "Its first column, from 1, in characters."),
            "end_line": described(_PLACE, "Its last line."),
            "end_column": described(_PLACE, "The column after its last character."),
        },
        optional=("origin",),
    )


def _origin() -> Schema:
    return _record(
        {
            "file": described(_TEXT, "The file, as it was named."),
            "line": described(_PLACE, "Its line, from 1."),
            "cell": described(_TEXT, "Its cell, with the sheet: Units!B17."),
        },
        optional=("line", "cell"),
    )


def _related() -> Schema:
    return _record(
        {
            "origin": described(reference("Origin"), _MADE_OF),
            "file": described(_TEXT, "The file, as it was named."),
            "line": described(_PLACE, "The line, from 1."),
            "column": described(_PLACE, "The column, from 1, in characters."),
            "message": described(_TEXT, "What stands there."),
        },
        optional=("origin",),
    )


def _withheld() -> Schema:
    cause = _record(
        {
            "unit": described(_TEXT, "The id of the unit, post, body or duty."),
            "field": described(_TEXT, "The field that is faulty."),
        }
    )
    return _record(
        {
            "rule": described(_TEXT, "The id of the rule."),
            "unit": described(_TEXT, "Whom the answer is about; absent for the selection."),
            "because": described(
                cause,
                "The value that is faulty or uncertain; absent where parts were not read, or where "
                "it is open whether they are there.",
            ),
            "uncertain": described(
                {"const": True},
                "The value is not faulty, but left open by a date that is not known to the day.",
            ),
        },
        optional=("unit", "because", "uncertain"),
    )


def _measure() -> Schema:
    number: Schema = {"type": "number"}
    trends = [str(trend) for trend in Trend]
    return _record(
        {
            "value": described(number, "The number that was found."),
            "min": described(number, "The least that it may be."),
            "max": described(number, "The most that it may be."),
            "was": described(number, "What it was in the older snapshot, beyond its bounds too."),
            "trend": described(
                {"enum": trends}, "What became of it, by its distance to the bound."
            ),
        },
        optional=("min", "max", "was", "trend"),
    )


def _record(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }
