"""A snapshot as git has recorded it: its text at every commit that changed it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from orgcheck.records import dataclass
from orgcheck.snapshot.git import GitError, Repository, Revision
from orgcheck.snapshot.sources import MOST_MIB, Input, SourceError, path_from, texts_at, texts_from

# So many files are read by one run of git: their contents are held at the same time.
_AT_ONCE = 50


@dataclass(frozen=True)
class Record:
    """What git tells of a file or folder: the commits that changed it, the first one first.

    `is_cut` says that the clone is shallow, so that there may be earlier ones.
    """

    repository: Repository
    revisions: tuple[Revision, ...]
    is_cut: bool


@dataclass(frozen=True)
class RecordedText:
    """A snapshot at one commit; of a folder `data` is None, and git is asked for its files."""

    revision: Revision
    data: bytes | None

    @property
    def name(self) -> str:
        """The commit and the path, as git takes them."""
        return f"{self.revision.commit[:10]}:{self.revision.path}"

    def read(self, most_mib: int | None = None) -> Input:
        """Its texts.

        Raises
        ------
        SourceError
            Where it holds no snapshot.
        Unreadable
            Where a file is too large or is not UTF-8.
        """
        most = most_mib or MOST_MIB
        if self.data is None:
            return texts_at(f"{self.revision.commit}:{self.revision.path}", most_mib=most)
        label = PurePosixPath(self.revision.path).stem
        return Input(self.name, label, texts_from([(self.name, self.data)], most))


def record_of(argument: str) -> Record:
    """What git tells of a file or folder, named as a path of the working tree.

    Raises
    ------
    SourceError
        Where HEAD does not have it, or there is no git.
    """
    path = f"./{Path(path_from(argument)).as_posix()}"
    try:
        repository = Repository.here()
        is_folder = repository.kind("HEAD", path) == "tree"
        revisions = repository.revisions(path, is_folder=is_folder)
        return Record(repository, _changed(revisions), repository.is_shallow())
    except GitError as error:
        raise SourceError(error.message, error.fix) from None


def _changed(revisions: tuple[Revision, ...]) -> tuple[Revision, ...]:
    """Without the commits that changed no more than the name or the mode of a file."""
    before = ("", *(revision.object for revision in revisions))
    return tuple(
        revision
        for revision, object in zip(revisions, before, strict=False)
        if not revision.object or revision.object != object
    )


def recorded_texts(record: Record) -> Iterator[RecordedText]:
    """What git has at each revision, in their order.

    Raises
    ------
    SourceError
        Where git cannot read one.
    """
    revisions = record.revisions
    try:
        for begin in range(0, len(revisions), _AT_ONCE):
            some = revisions[begin : begin + _AT_ONCE]
            if not some[0].object:
                yield from (RecordedText(revision, None) for revision in some)
                continue
            contents = record.repository.blobs([revision.object for revision in some])
            yield from map(RecordedText, some, contents)
    except GitError as error:
        raise SourceError(error.message, error.fix) from None
