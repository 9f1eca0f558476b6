"""The names of files, as programs on the other side of a report resolve them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import PurePath
from urllib.parse import quote

from orgcheck.findings import Finding, Location
from orgcheck.records import replace
from orgcheck.results import CheckResult
from orgcheck.rules.waivers.model import Waived


def relative_path(file: str) -> str:
    """The path with forward slashes and without a leading `./`.

    Examples
    --------
    >>> relative_path("./snapshots/2024.yaml")
    'snapshots/2024.yaml'
    """
    return PurePath(file).as_posix()


@lru_cache(maxsize=256)
def uri(file: str) -> str:
    """The path as a URI reference: percent-encoded, relative where the path is.

    What was read from a revision, as in `HEAD:org.yaml`, must not read as a scheme.

    Examples
    --------
    >>> uri("snapshots/Åland 2024.yaml")
    'snapshots/%C3%85land%202024.yaml'
    >>> uri("HEAD:org.yaml")
    'HEAD%3Aorg.yaml'
    """
    path = PurePath(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), safe="/", errors="surrogateescape")


def renamed(checked: Sequence[CheckResult], path_of: Callable[[str], str]) -> list[CheckResult]:
    """The same findings, with other names for the files that they stand in.

    A system that shows findings beside the code knows paths from the repository's root, whatever
    folder the command ran in and however its arguments were spelt.
    """
    return [_renamed(one, lru_cache(maxsize=None)(path_of)) for one in checked]


def _renamed(checked: CheckResult, path_of: Callable[[str], str]) -> CheckResult:
    def place(location: Location) -> Location:
        origin = location.origin and replace(location.origin, file=path_of(location.origin.file))
        return replace(location, file=path_of(location.file), origin=origin)

    def finding(one: Finding) -> Finding:
        related = tuple(replace(there, location=place(there.location)) for there in one.related)
        location = one.location and place(one.location)
        return replace(one, location=location, related=related)

    def waived(one: Waived) -> Waived:
        location = one.location and place(one.location)
        return replace(one, finding=finding(one.finding), location=location)

    review = checked.review
    if review is not None:
        existing = tuple(map(finding, review.first.existing))
        review = replace(review, first=replace(review.first, existing=existing))
    return replace(
        checked,
        source=path_of(checked.source),
        findings=tuple(map(finding, checked.findings)),
        waived=tuple(map(waived, checked.waived)),
        review=review,
    )
