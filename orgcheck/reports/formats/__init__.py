"""The formats of reports: a module or a package each, found by being here.

Each names what it offers in `FORMATS`, and writes through a function that escapes all that comes
from a snapshot: `text.lines.written`, `json.writing.json_text`, `html.page.page`,
`markdown.writing.written`. `tests/reports/test_hostile_names.py` finds the one that does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from orgcheck.language import calling, is_said_again, naming_members, speaking
from orgcheck.packages import module_names
from orgcheck.reports.format import Format, Options, Subject

if TYPE_CHECKING:
    from orgcheck.language import Terms
    from orgcheck.language.terms import Choice
    from orgcheck.results import CheckResult


# The format that is meant where none is named: every subject has a report in it.
TEXT = "text"


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name: text first."""
    found: list[Format] = []
    for name in module_names(__path__):
        found += import_module(f"{__name__}.{name}").FORMATS
    found.sort(key=lambda one: (one.name != TEXT, one.name))
    return {format.name: format for format in found}


@cache
def format_named(name: str) -> Format:
    """The format of a name; the module that it is in has the same, or what is before a hyphen."""
    some: Sequence[Format] = import_module(f"{__name__}.{name.partition('-')[0]}").FORMATS
    return next(one for one in some if one.name == name)


def formats_of(subject: Subject) -> tuple[str, ...]:
    """The names of the formats in which a report on such a subject is written."""
    return _names(lambda one: getattr(one, subject))


def of_reviews() -> tuple[str, ...]:
    """The names of the formats in which the review of several snapshots is written."""
    return _names(lambda one: one.findings and one.in_changed)


def of_changes() -> tuple[str, ...]:
    """The names of the formats in which a change is written, or the findings that it brings."""
    return _names(lambda one: one.changes or (one.findings and one.in_diff))


def _names(writes: Callable[[Format], object]) -> tuple[str, ...]:
    return tuple(name for name, format in formats().items() if writes(format))


def report_on(subject: Subject, result: Any, name: str, options: Options) -> str | bytes:
    """The report on a result in the format of that name, which has one on such a subject."""
    format = format_named(name)
    write = getattr(format, subject)
    assert write is not None, "only formats with such a report are offered"
    if not (format.names_people or options.with_people):
        result = unnamed_in(subject, result)
    if options.language is not None:
        from orgcheck.reports.known_language import refuse_unknown

        refuse_unknown(options.language, result)
    with (
        speaking(options.language if format.speaks else None),
        calling(spoken_terms(result) if format.speaks else None),
        naming_members(chosen_names(result) if format.speaks else None),
    ):
        if is_said_again():
            from orgcheck.reports.speaking import in_language

            result = in_language(result)
        report: str | bytes = write(result, options)
    return report


def spoken_terms(result: Any) -> Terms | None:
    """What the organisation of a result calls its kinds and the like."""
    from orgcheck.reports.organisations import organisations_of
    from orgcheck.snapshot.words import terms_of

    return terms_of(one.snapshot for one in organisations_of(result))


def chosen_names(result: Any) -> Choice:
    """What gives the text of a name in a language, as the organisation of a result stands in."""
    from orgcheck.reports.organisations import organisations_of
    from orgcheck.snapshot.words import choice_of

    return choice_of(one.snapshot for one in organisations_of(result))


def unnamed_in(subject: Subject, result: Any) -> Any:
    """A result without the people that it names."""
    if subject in ("merges", "collisions"):
        from orgcheck.reports.merging import unnamed as unnamed_merge

        return unnamed_merge(result)
    from orgcheck.reports.people import unnamed

    return unnamed(result)


def findings_report(name: str, checked: Sequence[CheckResult], options: Options) -> str:
    """The findings in the format of that name; beside code, by paths from the repository's root."""
    if format_named(name).beside_code:
        from orgcheck.reports.file_paths import renamed
        from orgcheck.snapshot.view import View

        checked = renamed(checked, View().path_from_root)
    report = report_on("findings", checked, name, options)
    assert isinstance(report, str), "no report on findings is a file of bytes"
    return report
