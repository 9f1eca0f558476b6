"""Arguments -> texts: what a file, a folder, standard input or a revision in git holds."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import BinaryIO

from orgcheck.errors import Diagnostic, OrgcheckError, Unreadable, reason_of
from orgcheck.language import msg, said
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.snapshot.git import GitError, Repository, names_revision, path_below
from orgcheck.snapshot.text import SourceText

SUFFIXES = (".yaml", ".yml", ".json")
# A snapshot of a million units has about 140 MiB.
MOST_MIB = 512
STDIN = "stdin"
_PIECE = 2**20
# Opening a pipe that nobody writes to would wait for ever; Windows has no such pipes.
_WAITS_NOT = getattr(os, "O_NONBLOCK", 0)
# Windows would take line ends and an end of file from what is not opened as bytes.
_FLAGS = os.O_RDONLY | _WAITS_NOT | getattr(os, "O_BINARY", 0)


class SourceError(OrgcheckError):
    """An argument that nothing can be read from.

    `unreadable` says that it names something, and that this cannot be read.
    """

    def __init__(self, message: str, fix: str | None = None, *, unreadable: bool = False) -> None:
        super().__init__(message, fix)
        self.unreadable = unreadable


_AT_DAY = pattern(r"(.+)@([0-9]{4}-[0-9]{2}-[0-9]{2})", re.DOTALL)


def name_and_day(argument: str) -> tuple[str, date | None]:
    """What names a snapshot, and the day that `NAME@DAY` asks a register of.

    What exists under the whole argument wins over that reading.

    Raises
    ------
    SourceError
        Where what stands behind the `@` of an existing file is no day.

    Examples
    --------
    >>> name_and_day("register.yaml@2018-06-01")
    ('register.yaml', datetime.date(2018, 6, 1))
    >>> name_and_day("snapshots/2024.yaml")
    ('snapshots/2024.yaml', None)
    """
    if "@" not in argument or os.path.lexists(argument):
        return argument, None
    name, _, word = argument.rpartition("@")
    if _AT_DAY.fullmatch(argument) is None:
        if name != "-" and not os.path.lexists(name):
            return argument, None
        raise _no_day(argument, word, name)
    if ":" in argument and _is_in_git(argument):
        return argument, None
    try:
        return name, date.fromisoformat(word)
    except ValueError:
        raise _no_day(argument, word, name) from None


def without_day(argument: str) -> str:
    """What names a snapshot, whatever day it is asked of."""
    asked = _AT_DAY.fullmatch(argument)
    return argument if asked is None or os.path.lexists(argument) else asked[1]


def _no_day(argument: str, word: str, name: str) -> SourceError:
    return SourceError(
        said('{file}: "{word}" is no day', file=argument, word=word),
        said("write one such as {example}", example=f"{name}@2024-01-31"),
        unreadable=True,
    )


def _is_in_git(argument: str) -> bool:
    revision, _, path = argument.partition(":")
    try:
        return Repository.here().kind(revision, path) is not None
    except GitError:
        return False


@dataclass(frozen=True)
class Input:
    """What an argument named: its texts, and the label of a snapshot that states no version."""

    name: str
    label: str
    texts: tuple[SourceText, ...]


def texts_of(argument: str, *, most_mib: int = MOST_MIB) -> Input:
    """Read what an argument names: a file or folder, `-`, or `REV:path` as git has it.

    Parameters
    ----------
    argument
        As it stands on the command line. An existing path wins over the reading as a revision;
        `:path` is what is staged.
    most_mib
        How large a file may be, in MiB.

    Raises
    ------
    SourceError
        Where the argument names nothing, or nothing that can be read.
    Unreadable
        Where a file is too large or is not UTF-8, with all such files.
    """
    if argument == "-":
        return Input(STDIN, STDIN, texts_from([(STDIN, _standard_input(most_mib))], most_mib))
    if not argument:
        empty = said("a name is empty, and names no file")
        raise SourceError(empty, said("name a file or a folder"))
    path = Path(argument)
    refuse_leading_out(path)
    if path.is_dir():
        return _folder(argument, path, most_mib)
    if path.exists() or path.is_symlink():
        return Input(
            argument, path.stem, texts_from([(argument, _bytes(path, most_mib))], most_mib)
        )
    if names_revision(argument):
        return texts_at(argument, most_mib=most_mib)
    raise SourceError(
        said("{file} does not exist", file=argument),
        said("name a file, a folder, `-` for standard input, or REV:path for a revision in git"),
    )


@dataclass(frozen=True)
class Content:
    """What an argument named in another format: its bytes, and the label of a snapshot of it.

    Of a folder there are its `files`, by their names, in order.
    """

    name: str
    label: str
    data: bytes
    files: tuple[tuple[str, bytes], ...] = ()


def content_of(argument: str, *, most_mib: int = MOST_MIB) -> Content:
    """The bytes of what an argument names: a file, `-`, or `REV:path` as git has it.

    Raises
    ------
    SourceError
        Where it names nothing, a folder, what cannot be read, or what is too large.
    """
    if argument == "-":
        return Content(STDIN, STDIN, _within(STDIN, _standard_input(most_mib), most_mib))
    if not argument:
        raise SourceError(said("a name is empty, and names no file"), said("name a file"))
    path = Path(argument)
    refuse_leading_out(path)
    if path.is_dir():
        raise SourceError(
            said("{file} is a folder", file=argument), said("name a file"), unreadable=True
        )
    if path.exists() or path.is_symlink():
        return Content(argument, path.stem, _within(argument, _bytes(path, most_mib), most_mib))
    if not names_revision(argument):
        raise SourceError(
            said("{file} does not exist", file=argument),
            said("name a file, `-` for standard input, or REV:path for a revision in git"),
        )
    revision, _, name = argument.partition(":")
    try:
        (data,) = Repository.here().contents(revision, [name])
    except GitError as error:
        raise SourceError(error.message, error.fix) from None
    return Content(argument, PurePosixPath(name).stem, _within(argument, data, most_mib))


def names_below(argument: str) -> tuple[str, ...] | None:
    """The names of the files below a folder, in order; None where it names none.

    Hidden files, and links that lead out of the folder, are left out.

    Raises
    ------
    SourceError
        Where the folder cannot be read.
    """
    path = Path(argument)
    if argument and path.is_dir():
        refuse_leading_out(path)
        return tuple(file.as_posix() for file in _files_below(path, _is_shown))
    if not names_revision(argument) or path.exists():
        return None
    revision, _, name = argument.partition(":")
    try:
        repository = Repository.here()
        if repository.kind(revision, name) != "tree":
            return None
        return tuple(filter(_is_shown, repository.files_below(revision, name)))
    except GitError as error:
        raise SourceError(error.message, error.fix) from None


def content_below(argument: str, names: Sequence[str], *, most_mib: int = MOST_MIB) -> Content:
    """The bytes of some of the files below a folder, as `names_below` gives them.

    Raises
    ------
    SourceError
        Where one cannot be read, or they are too large together.
    """
    path = Path(argument)
    if path.is_dir():
        contents = (_bytes(path / name, most_mib) for name in names)
        label = Path(os.path.realpath(path)).name
    else:
        revision, _, folder = argument.partition(":")
        paths = [path_below(folder, name) for name in names]
        contents = (data for data in Repository.here().contents(revision, paths))
        label = PurePosixPath(folder).name
    files: list[tuple[str, bytes]] = []
    left = most_mib * 2**20
    for name, data in zip(names, contents, strict=True):
        left -= len(data or b"")
        if data is None or left < 0:
            raise SourceError(
                said("{file} is larger than {most} MiB", file=argument, most=most_mib),
                said("raise the limit with --max-size"),
                unreadable=True,
            )
        files.append((str(PurePosixPath(argument) / name), data))
    return Content(argument, label, b"", tuple(files))


def _within(name: str, data: bytes | None, most_mib: int) -> bytes:
    if data is None or len(data) > most_mib * 2**20:
        message = said("{file} is larger than {most} MiB", file=name, most=most_mib)
        raise SourceError(message, said("raise the limit with --max-size"), unreadable=True)
    return data


def refuse_leading_out(path: Path) -> None:
    """Refuse a path on which a link leaves the repository that holds it.

    Raises
    ------
    SourceError
        Where one does.
    """
    if leads_out(path):
        raise SourceError(
            said(
                "{file} is a symbolic link that leaves the repository, and is not followed",
                file=path,
            ),
            said("put the file itself into the repository, or name the one that it leads to"),
        )


def _is_shown(path: str | Path) -> bool:
    return not any(part.startswith(".") for part in PurePosixPath(path).parts)


def is_snapshot_file(path: PurePosixPath | Path) -> bool:
    """Whether a folder snapshot takes in the file of that name."""
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix in SUFFIXES and not hidden


def _folder(argument: str, folder: Path, most_mib: int) -> Input:
    files = list(_files_below(folder, is_snapshot_file))
    if not files:
        raise _without_files(argument)
    contents = [(str(Path(argument) / file), _bytes(folder / file, most_mib)) for file in files]
    return Input(argument, Path(os.path.realpath(folder)).name, texts_from(contents, most_mib))


def _files_below(folder: Path, wanted: Callable[[Path], bool]) -> Iterable[Path]:
    """The files of a folder that are wanted, sorted; each real one once, and none from outside."""

    def refuse(error: OSError) -> None:
        raise SourceError(
            said(
                "{file} cannot be read: {reason}",
                file=error.filename,
                reason=reason_of(error),
            ),
            unreadable=True,
        )

    root = os.path.realpath(folder)
    seen: set[str] = set()
    found: list[Path] = []
    for directory, below, names in os.walk(folder, onerror=refuse):
        below[:] = sorted(name for name in below if not name.startswith("."))
        found.extend(Path(directory, name).relative_to(folder) for name in names)
    # By their parts: a system whose names have no case orders paths without it.
    for file in sorted(found, key=lambda one: one.parts):
        if not wanted(file):
            continue
        target = _real(folder / file)
        if Path(target).is_relative_to(root) and target not in seen:
            seen.add(target)
            yield file


def _real(path: Path) -> str:
    """Where a file really is, its links followed; links in a circle lead nowhere."""
    try:
        return os.path.realpath(path, strict=True)
    except OSError as error:
        raise SourceError(
            said("{file} cannot be read: {reason}", file=path, reason=reason_of(error)),
            unreadable=True,
        ) from None


def _standard_input(most_mib: int) -> bytes | None:
    """All of standard input; None where it is more than may be read."""
    if sys.stdin is None or sys.stdin.closed:
        raise SourceError(
            said(
                "{file} cannot be read: {reason}", file="-", reason=said("standard input is closed")
            ),
            said("name a file, or pipe one in"),
            unreadable=True,
        )
    try:
        return _to_end(sys.stdin.buffer, most_mib * 2**20)
    except OSError as error:
        raise SourceError(
            said("{file} cannot be read: {reason}", file="-", reason=reason_of(error)),
            said("name a file, or pipe one in"),
            unreadable=True,
        ) from None


def _bytes(path: Path, most_mib: int) -> bytes | None:
    """The content of a file; None where it is larger than may be read."""
    most = most_mib * 2**20
    try:
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            before = os.fstat(file.fileno())
            if not _is_readable_kind(path, before.st_mode):
                raise SourceError(
                    said("{file} is not a regular file", file=path),
                    said("name a file or a folder"),
                    unreadable=True,
                )
            if _WAITS_NOT:
                os.set_blocking(file.fileno(), True)
            if before.st_size > most:
                return None
            # To ask for no more than there is keeps memory free; some files do not say how much.
            data = file.read(before.st_size + 1) if before.st_size else _to_end(file, most)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise SourceError(
            said("{file} cannot be read: {reason}", file=path, reason=reason_of(error)),
            unreadable=True,
        ) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise SourceError(
            said("{file} changed while it was read", file=path),
            said("run the command again"),
            unreadable=True,
        )
    return data


def _to_end(stream: BinaryIO, most: int) -> bytes | None:
    """All that a stream still has; None where that is more than may be read."""
    pieces: list[bytes] = []
    left = most
    while left >= 0 and (piece := stream.read(min(_PIECE, left + 1))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces) if left >= 0 else None


def _is_readable_kind(path: Path, mode: int) -> bool:
    """Regular files, and pipes that the shell made, as in `<(git show ...)`."""
    return stat.S_ISREG(mode) or (
        stat.S_ISFIFO(mode) and str(path).startswith(("/dev/fd/", "/proc/"))
    )


def texts_at(
    argument: str, *, most_mib: int = MOST_MIB, repository: Repository | None = None
) -> Input:
    """Read REV:path as git has it, whatever the working tree has under that name.

    The repository is that around the current folder, unless another one is given.

    Raises
    ------
    SourceError
        Where git does not have it.
    Unreadable
        Where a file is too large or is not UTF-8, with all such files.
    """
    revision, _, path = argument.partition(":")
    try:
        repository = repository or Repository.here()
        if repository.kind(revision, path) == "tree":
            files = [
                file
                for file in repository.files_below(revision, path)
                if is_snapshot_file(PurePosixPath(file))
            ]
            if not files:
                raise _without_files(argument)
            names = [path_below(path, file) for file in files]
        else:
            names = [path]
        # What is staged goes by the name of the file: there a reader mends it.
        prefix = f"{revision}:" if revision else ""
        contents = [
            (f"{prefix}{name}", data)
            for name, data in zip(names, repository.contents(revision, names), strict=True)
        ]
    except GitError as error:
        raise SourceError(error.message, error.fix) from None
    label = PurePosixPath(path).stem if names == [path] else PurePosixPath(path).name
    return Input(argument, label, texts_from(contents, most_mib))


def _without_files(argument: str) -> SourceError:
    return SourceError(
        said("{folder} holds no snapshot: no file ending in .yaml, .yml or .json", folder=argument),
        said("name a folder that does, or a file"),
    )


def texts_from(
    contents: Iterable[tuple[str, bytes | None]], most_mib: int
) -> tuple[SourceText, ...]:
    """Files, by their names, as texts; None is the content of one that is too large.

    Raises
    ------
    Unreadable
        Where one is too large or is not UTF-8, with all such files.
    """
    texts: list[SourceText] = []
    problems: list[Diagnostic] = []
    for name, data in contents:
        if data is None or len(data) > most_mib * 2**20:
            place = SourceText(name, "").location(0)
            message = said("the file is larger than {number} MiB", number=most_mib)
            problems.append(Diagnostic(place, message, said("raise the limit with --max-size")))
            continue
        try:
            texts.append(decoded(name, data))
        except Unreadable as unreadable:
            problems.extend(unreadable.problems)
    if problems:
        raise Unreadable(problems)
    return tuple(texts)


def path_from(
    path: str | os.PathLike[str], folder: str | os.PathLike[str] = ".", way: ModuleType = os.path
) -> str:
    """A path as seen from a folder; the whole of it where it lies on another drive.

    `way` is how the system writes paths: `posixpath`, or `ntpath` on Windows.
    """
    try:
        return str(way.relpath(path, folder))
    except ValueError:
        return str(way.abspath(path))


# -- links that lead out --------------------------------------------------------------------------


def leads_out(path: str | os.PathLike[str]) -> bool:
    """Whether a link on the way of a path leaves the repository in which the link lies.

    A stranger can commit a link to any file of the machine, and what is read is quoted. What git
    keeps for itself, such as its settings with a token, is no part of the repository either.
    """
    here = Path(os.path.abspath(path))  # noqa: PTH100 (links are looked at one by one)
    return any(place.is_symlink() and _leaves(place) for place in (*reversed(here.parents), here))


def lies_outside(path: str | os.PathLike[str], file: str | os.PathLike[str]) -> bool:
    """Whether a path leads out of the repository in which a file lies, or into its `.git`.

    Of a file that lies in no repository nothing lies outside.
    """
    home = _repository_around(Path(os.path.realpath(Path(file).parent)))
    return home is not None and not _belongs(Path(os.path.realpath(path)), home)


def _leaves(link: Path) -> bool:
    return lies_outside(link, link)


def _belongs(target: Path, home: Path) -> bool:
    if not target.is_relative_to(home):
        return False
    return all(part.casefold() != ".git" for part in target.relative_to(home).parts)


def _repository_around(folder: Path) -> Path | None:
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)


# -- bytes as text --------------------------------------------------------------------------------

_SPREADSHEET = msg("a spreadsheet")
_MAGIC = (
    (0, b"%PDF-", msg("a PDF document")),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", msg("a document of an older office program")),
    (0, b"{\\rtf", msg("a text document (RTF)")),
    (0, b"\x1f\x8b", msg("a compressed file (gzip)")),
    (0, b"BZh", msg("a compressed file (bzip2)")),
    (0, b"\xfd7zXZ\x00", msg("a compressed file (xz)")),
    (0, b"\x28\xb5\x2f\xfd", msg("a compressed file (zstd)")),
    (0, b"7z\xbc\xaf\x27\x1c", msg("an archive (7z)")),
    (257, b"ustar", msg("an archive (tar)")),
    (0, b"\x89PNG\r\n", msg("a picture (PNG)")),
    (0, b"\xff\xd8\xff", msg("a picture (JPEG)")),
    (0, b"SQLite format 3\x00", msg("a database (SQLite)")),
)
_ZIP = b"PK\x03\x04"
# What a file holds that is a zip archive within: some part of it says so.
_ZIPPED = (
    (b"xl/workbook", _SPREADSHEET),
    (b"opendocument.spreadsheet", _SPREADSHEET),
    (b"word/document", msg("a text document")),
    (b"opendocument.text", msg("a text document")),
    (b"ppt/presentation", msg("a presentation")),
    (b"opendocument.presentation", msg("a presentation")),
)


def decoded(name: str, data: bytes) -> SourceText:
    """Bytes as text, a byte-order mark left out.

    Raises
    ------
    Unreadable
        Where the bytes are not UTF-8, at the first that are not; or where they are another sort
        of file.
    """
    if (type := binary_type(data)) is not None:
        place = SourceText(name, "").location(0)
        fix = said("write what it holds as YAML; `orgcheck init` makes a start")
        message = said("this is {what}, not a YAML or JSON text", what=said(type))
        raise Unreadable([Diagnostic(place, message, fix)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = SourceText(name, data[: error.start].decode("utf-8"))
        place = before.location(len(before.text))
        raise Unreadable([Diagnostic(place, *_encoding_message(data, error.start))]) from None
    return SourceText(name, text.removeprefix("\ufeff"))


def _encoding_message(data: bytes, offset: int) -> tuple[str, str]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return said("the file is UTF-16, not UTF-8"), said("save the file as UTF-8")
    message = said("byte {byte} is not valid UTF-8", byte=format(data[offset], "#04x"))
    return message, said("save the file as UTF-8")


def binary_type(data: bytes) -> str | None:
    """What bytes are that are no text of this program, by how they begin.

    Examples
    --------
    >>> binary_type(b"%PDF-1.7 ...")
    'a PDF document'
    >>> binary_type(b"organisation: T") is None
    True
    """
    if data.startswith(_ZIP):
        return next((sort for mark, sort in _ZIPPED if mark in data), msg("an archive (zip)"))
    return next((sort for at, mark, sort in _MAGIC if data[at : at + len(mark)] == mark), None)
