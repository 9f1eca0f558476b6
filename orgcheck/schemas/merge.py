"""The schema of a report of a merge."""

from __future__ import annotations

from orgcheck.event_kinds import EventKind
from orgcheck.json_schema import COUNT, FLAG, Schema, described, list_of, reference
from orgcheck.merging.conflicts import Collision
from orgcheck.reports.formats.json.merge import SCHEMA
from orgcheck.schemas import findings

_TEXT: Schema = {"type": "string"}
_TEXTS = list_of(_TEXT)


def schema() -> Schema:
    """The report of `orgcheck merge --format json`."""
    return {
        **_record(
            {
                "schema": described({"const": SCHEMA}, "The format and its version."),
                "merged": described(FLAG, "Whether nothing stands in the way."),
                "organisation": described(_TEXT, "The organisation's name."),
                "status": described(
                    {"type": ["string", "null"]}, "The status of the result: the weaker one."
                ),
                "events": described(_events(), "What either side did, and what became of it."),
                "conflicts": described(
                    list_of(reference("Conflict")),
                    "Pairs of events that cannot both have happened, the weightiest first.",
                ),
                "noted": described(
                    list_of(reference("Conflict")),
                    "What both together break, and what does not weigh enough to stand in the way.",
                ),
                "findings": described(
                    list_of(reference("Finding")), "Findings of integrity that theirs brings."
                ),
                "existing": described(
                    list_of(reference("Finding")),
                    "Findings of the result that ours has already; none where anything collides.",
                ),
                "carried": described(
                    list_of(reference("Finding")),
                    "Findings of the result by rules that theirs has and ours has not; likewise.",
                ),
                "standing": described(_TEXTS, "What is said of status and decisions."),
            }
        ),
        "$defs": {
            **findings.definitions(),
            "Event": described(_event(), "An event, as a change set has it."),
            "Told": described(_told(), "An event of a conflict, in words and with its place."),
            "Row": described(_row(), "A row of a register, in words and with its place."),
            "Conflict": described(_conflict(), "Two events that cannot both have happened."),
        },
    }


def _events() -> Schema:
    made = {
        "made": "Those of theirs that are made to ours.",
        "shared": "Those of theirs that ours has made too.",
        "left_out": "Those of theirs that are not in the partial result.",
    }
    return _record(
        {
            "ours": described(COUNT, "How many there are on the side of ours."),
            "theirs": described(COUNT, "How many there are on the side of theirs."),
            **{name: described(list_of(reference("Event")), text) for name, text in made.items()},
        }
    )


def _event() -> Schema:
    return _record(_event_properties())


def _event_properties() -> dict[str, Schema]:
    return {
        "kind": described({"enum": [str(kind) for kind in EventKind]}, "What sort of event it is."),
        "old": described(_TEXTS, "The ids of the units concerned in the base."),
        "new": described(_TEXTS, "The ids of the units concerned on that side."),
        "fingerprint": described(
            {"type": "string", "pattern": "^[0-9a-f]{12}$"}, "What identifies the event."
        ),
    }


def _told() -> Schema:
    return _record(
        {
            **_event_properties(),
            "sentence": described(_TEXT, "The event in words, with its place."),
            "location": described(reference("Location"), "Where it stands."),
        },
        optional=("location",),
    )


def _row() -> Schema:
    return _record(
        {
            "sentence": described(_TEXT, "What one side says in the row, with its place."),
            "location": described(reference("Location"), "Where it stands."),
        },
        optional=("location",),
    )


def _conflict() -> Schema:
    side = {"anyOf": [reference("Told"), reference("Row"), {"type": "null"}]}
    return _record(
        {
            "collision": described(
                {"enum": [str(collision) for collision in Collision]}, "How the two collide."
            ),
            "ours": described(side, "The event of ours; nothing where none of its own is behind."),
            "theirs": described(side, "The event of theirs."),
            "why": described(_TEXTS, "On which points they collide."),
            "fixes": described(_TEXTS, "What would mend it."),
            "finding": described(reference("Finding"), "What both together break."),
        },
        optional=("finding",),
    )


def _record(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
