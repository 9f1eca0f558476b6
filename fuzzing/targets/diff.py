"""Two snapshots: compared, judged, told in every format, and replayed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable

from fuzzing import sample
from fuzzing.outcome import REFUSED, Outcome, Unsound, check_report, refused, told
from fuzzing.parts import texts_of
from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.compare import compare
from orgcheck.changes.inversion import invert
from orgcheck.changes.reading import read_changes
from orgcheck.changes.replay import apply
from orgcheck.charts import dot
from orgcheck.charts.change import of_change
from orgcheck.errors import Unreadable
from orgcheck.organisation import Organisation
from orgcheck.packs import bundled
from orgcheck.reports.formats.html import changes as changes_html
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.reports.formats.markdown import changes as changes_markdown
from orgcheck.reports.formats.mermaid import changes as changes_mermaid
from orgcheck.reports.formats.paper import markdown as paper_markdown
from orgcheck.reports.formats.text import changes as changes_text
from orgcheck.results import DiffResult
from orgcheck.rules.change_rules import change_findings, ground_of
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText
from tests.canonical import canonical


def run(data: bytes) -> Outcome:
    """Compare two snapshots, and make one of the reports about the change."""
    texts = texts_of(data, 2)
    if texts is None:
        return Outcome(REFUSED)
    if len(texts) == 1:
        texts.append(sample.TEXT)
    try:
        old = Organisation.of(load(texts[:1], "label"))
        new = Organisation.of(load(texts[1:], "label", old.places), old)
    except Unreadable as unreadable:
        return refused(unreadable.problems, texts)
    changes = compare(old, new)
    pack = sample.good_practice()
    before, after = findings_of(old, []), findings_of(new, [])
    found = change_findings(ground_of(old, new, changes, before, after), [pack])
    told(found, [*texts, bundled(pack.source)])
    number = zlib.crc32(data) % (len(_REPORTS) + 2)
    if number < len(_REPORTS):
        check_report(_REPORTS[number](DiffResult(changes, old, new)))
    elif number == len(_REPORTS):
        _read_alone(texts[1], changes, old, new)
    elif not (old.findings or new.findings):
        # What has not the form of a snapshot is compared as far as it goes, and not replayed.
        _replay(changes, old, new)
    kinds = frozenset(str(event.kind) for event in changes.events)
    return Outcome("compared" if kinds else "no change", kinds)


def _read_alone(text: SourceText, changes: ChangeSet, old: Organisation, new: Organisation) -> None:
    """What the newer snapshot shares with the older one makes no difference to what it says."""
    alone = Organisation.of(load([text], "label"))
    if findings_of(alone, []) != findings_of(new, []):
        raise Unsound("other findings where the newer snapshot is read alone")
    if changes_json.report(compare(old, alone)) != changes_json.report(changes):
        raise Unsound("another change where the newer snapshot is read alone")


def _replay(changes: ChangeSet, old: Organisation, new: Organisation) -> None:
    """A change set does to the older snapshot what it says, and its inverse undoes it."""
    again = read_changes(SourceText("changes", changes_json.report(changes)))
    if canonical(apply(again, old)) != canonical(new.snapshot):
        raise Unsound("the change set does not lead to the newer snapshot")
    if canonical(apply(invert(again), new)) != canonical(old.snapshot):
        raise Unsound("the inverse does not lead back to the older snapshot")


def _as_json(compared: DiffResult) -> str:
    text = changes_json.report(compared.changes)
    json.loads(text)
    return text


def _as_picture(compared: DiffResult) -> str:
    return dot.text(of_change(compared.old, compared.new, compared.changes))


_REPORTS: tuple[Callable[[DiffResult], str], ...] = (
    changes_text.report,
    changes_markdown.report,
    changes_html.report,
    changes_mermaid.report,
    paper_markdown.report,
    _as_json,
    _as_picture,
)
