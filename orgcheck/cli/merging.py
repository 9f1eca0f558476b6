"""What the commands that merge have in common: reading three versions, judging, writing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from orgcheck.cli.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orgcheck.cli.asked import Asked
    from orgcheck.cli.policy import Policy
    from orgcheck.findings import Finding
    from orgcheck.merge.merging import Merge
    from orgcheck.organisation import Organisation
    from orgcheck.snapshot.text import SourceText

_BOM = "\ufeff"


def merged(base: str, ours: str, theirs: str, asked: Asked, most_mib: int | None = None) -> Merge:
    """The merge of what three arguments name, judged by the rules that hold for `ours`."""
    from orgcheck.cli.policy import Policies
    from orgcheck.cli.reading import needed_organisation, refuse_second_stdin

    refuse_second_stdin((base, ours, theirs, *asked.packs, *asked.waivers))
    policies = Policies(asked)
    policy = policies.of(ours)
    policies.check_options()
    sides: list[Organisation] = []
    failures: list[Failure] = []
    for argument in (base, ours, theirs):
        try:
            sides.append(needed_organisation(argument, most_mib, sides[0] if sides else None))
        except Failure as failure:
            failures.append(failure)
    if failures:
        raise Failure.together(failures)
    first, one, other = sides
    return merge_of(first, one, other, policy)


def merge_of(base: Organisation, ours: Organisation, theirs: Organisation, policy: Policy) -> Merge:
    """The merge of three organisations, judged by a policy."""
    from orgcheck.cli.examination import examine
    from orgcheck.errors import OrgcheckError
    from orgcheck.merge.merging import merge

    def check(organisation: Organisation) -> tuple[Finding, ...]:
        return examine(organisation, policy).findings

    def counts(finding: Finding) -> bool:
        return finding.severity.at_least(policy.fail_on)

    try:
        return merge(base, ours, theirs, check, counts)
    except OrgcheckError as error:
        raise Failure.of_problems(error.problems) from None


def write(merge: Merge, ours: str, output: str | None, *, report_only: bool) -> None:
    """Write the merged snapshot: to standard output, to a file, or file by file to a folder."""
    from orgcheck.cli.delivery import deliver
    from orgcheck.merge.marking import marked

    if report_only:
        return
    texts = merge.texts if merge.merged else marked(merge)
    if len(texts) == 1 and not _is_folder(ours):
        (text,) = texts
        mark = _BOM if output is not None and _has_mark(ours) else ""
        deliver(mark + text.text, output, "yaml")
        return
    if output is None or output == "-":
        raise Failure(
            f"{ours} is a folder, and its files cannot be written to one place",
            "name a folder with --output, such as the one of OURS",
        )
    _write_folder(texts, ours, output)


def _write_folder(texts: Iterable[SourceText], ours: str, output: str) -> None:
    from orgcheck.cli.delivery import deliver

    if os.path.exists(output) and not Path(output).is_dir():  # noqa: PTH110
        raise Failure(f"{output} is a file, and OURS is a folder", "name a folder")
    for text in texts:
        target = Path(output) / os.path.relpath(text.name, ours)
        target.parent.mkdir(parents=True, exist_ok=True)
        source = Path(text.name)
        mark = _BOM if source.is_file() and _has_mark(text.name) else ""
        if not (target.is_file() and target.read_bytes() == (mark + text.text).encode()):
            deliver(mark + text.text, str(target), "yaml")


def _is_folder(argument: str) -> bool:
    return Path(argument).is_dir()


def _has_mark(argument: str) -> bool:
    """Whether a file begins with a byte-order mark, which reading leaves out."""
    try:
        with Path(argument).open("rb") as file:
            return file.read(3) == _BOM.encode()
    except OSError:
        return False
