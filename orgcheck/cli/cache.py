"""A folder in which a command keeps what took long, to be found by the next run.

It lies in git's own folder, else among the user's caches. Nothing of it is missed when it is
deleted. Whoever hands somebody a folder with a `.git` in it hands over its cache too, so an entry
counts only where it is signed with a key that lies among the user's own caches.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from orgcheck.records import dataclass
from orgcheck.snapshot.git import GitError, Repository

_NAME = "orgcheck"
# Bytes: of the key, of one entry, and of all together.
_KEY = 32
_MOST_OF_ONE = 16 * 2**20
_MOST = 256 * 2**20
# Seconds after which a file that was begun belongs to a run that ended before it was done.
_BEGUN = 3_600
_SIGNATURE = 64
# Links are not followed, and nothing is waited for, where a system can be told so.
_CAREFULLY = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True)
class Cache:
    """Entries by digests; nothing that goes wrong here keeps a command from its work.

    Parameters
    ----------
    folder
        Where the entries lie.
    key
        What they are signed with.
    """

    folder: Path
    key: bytes

    def get(self, digest: str) -> bytes | None:
        """The entry of a digest; None where there is none, or it was not written by this user."""
        signed = _read(self.folder / digest, _MOST_OF_ONE)
        if signed is None:
            return None
        signature, data = signed[:_SIGNATURE], signed[_SIGNATURE:]
        return data if hmac.compare_digest(signature, self._signature(digest, data)) else None

    def put(self, digest: str, data: bytes) -> None:
        """Write an entry, in one piece."""
        if len(data) <= _MOST_OF_ONE - _SIGNATURE:
            with suppress(OSError):
                _write(self.folder / digest, self._signature(digest, data) + data)

    def trim(self, most: int = _MOST) -> None:
        """Delete the entries that were written first, until those that are left are few enough."""
        with suppress(OSError):
            entries = sorted(_entries(self.folder), key=lambda entry: -entry[1].st_mtime)
            newest = entries[0][1].st_mtime if entries else 0.0
            size = 0
            for path, told in entries:
                size += told.st_size
                forgotten = path.suffix and newest - told.st_mtime > _BEGUN
                if size > most or forgotten:
                    path.unlink(missing_ok=True)

    def _signature(self, digest: str, data: bytes) -> bytes:
        return hmac.new(self.key, digest.encode() + data, "sha256").hexdigest().encode()


def cache_for(file: str | None = None) -> Cache | None:
    """The cache of the repository around a file, without one around the current folder.

    None where there is no place for a cache.
    """
    own = _own_folder()
    key = _key(own) if own is not None else None
    if own is None or key is None:
        return None
    folder = _in_git(file) or _private(own / "compared")
    return Cache(folder, key) if folder is not None else None


def _in_git(file: str | None) -> Path | None:
    """The folder for the cache in that of git, which all working trees share."""
    try:
        around = Repository.here() if file is None else Repository.around(Path(file))[0]
        git = around.common_folder()
    except GitError:
        return None
    return _private(git / _NAME) if _is_own(git) else None


def _own_folder() -> Path | None:
    """The user's own folder for what this program keeps."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    try:
        caches = Path(named) if os.path.isabs(named) else Path.home() / ".cache"  # noqa: PTH117
        caches.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return _private(caches / _NAME)


def _private(folder: Path) -> Path | None:
    """A folder that is made where it is missing; None where others may write into it."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder if _is_own(folder) else None


def _is_own(folder: Path) -> bool:
    """Whether this is a folder, no link to one, that belongs to the user alone."""
    try:
        told = folder.lstat()
    except OSError:
        return False
    if os.name == "nt":
        return stat.S_ISDIR(told.st_mode)
    others = told.st_mode & stat.S_IWOTH
    return stat.S_ISDIR(told.st_mode) and told.st_uid == os.geteuid() and not others


def _key(own: Path) -> bytes | None:
    """The key of this user; made where it is missing."""
    path = own / "key"
    key = _read(path, _KEY)
    if key is None or len(key) != _KEY:
        key = secrets.token_bytes(_KEY)
        try:
            _write(path, key)
        except OSError:
            return None
    return key


def _read(path: Path, most: int) -> bytes | None:
    """What is in a regular file of the user; None of any other, or of one that is too large."""
    try:
        file = os.open(path, os.O_RDONLY | _CAREFULLY)
    except OSError:
        return None
    with suppress(OSError), os.fdopen(file, "rb") as stream:
        told = os.fstat(file)
        if stat.S_ISREG(told.st_mode) and told.st_size <= most:
            return stream.read(most + 1)
    return None


def _write(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there, so that nobody reads half of it."""
    begun = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    file = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CAREFULLY, 0o600)
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
        begun.replace(path)
    except OSError:
        begun.unlink(missing_ok=True)
        raise


def _entries(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for entry in os.scandir(folder):
        if entry.is_file(follow_symlinks=False):
            yield Path(entry.path), entry.stat(follow_symlinks=False)
