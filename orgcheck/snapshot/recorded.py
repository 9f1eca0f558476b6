"""A snapshot as git has recorded it: its text at every commit that changed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path, PurePosixPath

from orgcheck.language import said
from orgcheck.records import dataclass
from orgcheck.snapshot.git import GitError, Repository, Revision
from orgcheck.snapshot.sources import MOST_MIB, Input, SourceError, texts_at, texts_from

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


@dataclass
class _Contents:
    """The contents of a file at its revisions, as they are asked for one after the other.

    One run of git reads several: who asks for two that follow one another will ask for more, and
    who has kept what came of them asks for few.
    """

    repository: Repository
    revisions: tuple[Revision, ...]
    _read: range = range(0)
    _found: dict[str, bytes] = field(default_factory=dict)

    def of(self, number: int) -> bytes | None:
        """The content at a revision; None where git does not have it, as in a partial clone."""
        if number not in self._read:
            again = number == self._read.stop > 0
            many = min(2 * len(self._read), _AT_ONCE) if again else 1
            self._read = range(number, number + many)
            some = (revision.object for revision in self.revisions[number : number + many])
            objects = list(dict.fromkeys(some))
            found = zip(objects, self.repository.blobs_there(objects), strict=True)
            self._found = {object: data for object, data in found if data is not None}
        return self._found.get(self.revisions[number].object)


@dataclass(frozen=True)
class RecordedText:
    """A snapshot at one commit, by its number; of a folder git is asked for its files."""

    record: Record
    number: int
    contents: _Contents | None

    @property
    def revision(self) -> Revision:
        """The commit."""
        return self.record.revisions[self.number]

    @property
    def name(self) -> str:
        """The commit and the path, as git takes them."""
        return f"{self.revision.commit[:10]}:{self.revision.path}"

    @property
    def content(self) -> str:
        """What tells its text from any other: the whole name of the commit, and the path."""
        return f"{self.revision.commit}:{self.revision.path}"

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
        if self.contents is None:
            return texts_at(self.content, most_mib=most, repository=self.record.repository)
        data = self.contents.of(self.number)
        if data is None:
            raise SourceError(
                said("git cannot read {file}", file=self.name),
                said("fetch what is missing, as in a partial clone: `git fetch --refetch`"),
                unreadable=True,
            )
        label = PurePosixPath(self.revision.path).stem
        return Input(self.name, label, texts_from([(self.name, data)], most))


def record_of(argument: str) -> Record:
    """What git tells of a file or folder, named as a path of the working tree.

    Raises
    ------
    SourceError
        Where HEAD does not have it, or there is no git.
    """
    try:
        repository, path = Repository.around(Path(argument))
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
    """What git has at each revision, in their order; nothing of it is read yet."""
    revisions = record.revisions
    is_file = bool(revisions) and bool(revisions[0].object)
    contents = _Contents(record.repository, revisions) if is_file else None
    for number in range(len(revisions)):
        yield RecordedText(record, number, contents)
