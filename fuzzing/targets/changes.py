"""Change sets: read, turned round, written again, and applied."""

from __future__ import annotations

from fuzzing import sample
from fuzzing.outcome import REFUSED, Outcome, Unsound, check_report, refused
from fuzzing.parts import texts_of
from orgcheck.changes.compare import compare
from orgcheck.changes.inversion import invert
from orgcheck.changes.reading import read_changes
from orgcheck.changes.replay import DoesNotFit, apply
from orgcheck.errors import Unreadable
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.html import changes as changes_html
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.reports.formats.markdown import changes as changes_markdown
from orgcheck.reports.formats.mermaid import changes as changes_mermaid
from orgcheck.reports.formats.paper import html as paper_html
from orgcheck.reports.formats.paper import markdown as paper_markdown
from orgcheck.reports.formats.text import changes as changes_text
from orgcheck.results import DiffResult
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.writing import yaml_of


def run(data: bytes) -> Outcome:
    """Read a change set, invert it, and apply it to the snapshot behind it, or to the sample."""
    texts = texts_of(data, 2)
    if texts is None:
        return Outcome(REFUSED)
    text, *others = texts
    try:
        changes = read_changes(text)
    except Unreadable as unreadable:
        return refused(unreadable.problems, [text])
    written = changes_json.report(changes)
    if changes_json.report(read_changes(SourceText("written", written))) != written:
        raise Unsound("a change set that was written reads back as another one")
    read_changes(SourceText("inverse", changes_json.report(invert(changes))))
    subject = others or [sample.TEXT]
    try:
        organisation = Organisation.of(load(subject, "subject"))
    except Unreadable as unreadable:
        return refused(unreadable.problems, subject)
    try:
        result = apply(changes, organisation)
    except DoesNotFit as misfit:
        return Outcome("does not fit", refused(misfit.problems, subject).traits)
    _render(organisation, yaml_of(result))
    return Outcome("applied", frozenset(str(event.kind) for event in changes.events))


def _render(old: Organisation, text: str) -> None:
    """What a change set was accepted to lead to is a snapshot, and every report tells of it."""
    new = Organisation.of(load([SourceText("result.yaml", text)], "result"))
    compared = DiffResult(compare(old, new), old, new)
    for module in _REPORTS:
        check_report(module.report(compared))


_REPORTS = (
    changes_text,
    changes_markdown,
    changes_html,
    changes_mermaid,
    paper_html,
    paper_markdown,
)
