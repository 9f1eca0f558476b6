"""Reading files as git has them at a revision, without a checkout.

Content comes from `git cat-file`, which runs no filter, no driver and no hook of the repository.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.libraries import put_off
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple, dataclass

# What settings of a repository could make git run, or fetch, is switched off for every call. A
# repository without a working tree that lies among the files of another one is not entered.
_SAFELY = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "safe.bareRepository=explicit"),
)
_QUIETLY = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    # Versions of git before 2.45 do not know the line above; no protocol is called that.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_BARE = ("cannot use bare repository", "must be run in a work tree")
# What is said of files that could be snapshots: git compares contents of these alone.
_YAML_OR_JSON = tuple(f":(top,glob)**/*.{suffix}" for suffix in ("yaml", "yml", "json"))
# Where a short name may stand for a branch or a tag, and what may follow a name.
_PLACES = ("refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD", "refs/tags/{}")
_AFTER_NAME = pattern(r"[~^:]|@\{")
_HASH = pattern(r"[0-9a-f]{40}|[0-9a-f]{64}")
# What git itself keeps under such a name comes before any branch or tag: FETCH_HEAD, for one.
_OF_GIT = pattern(r"[A-Z_]*HEAD")
# Beyond so many files on either side git gives up looking for renames that are not exact.
_MOST_RENAMES = 1_000


class Revision(NamedTuple):
    """A commit that changed a file or folder: where it stands in it, and the object that it is.

    Of a folder the object is not known.
    """

    commit: str
    day: date
    path: str
    object: str = ""


def names_revision(argument: str) -> bool:
    """Whether an argument has the form REV:path; an absolute path, as on a drive, has not."""
    return ":" in argument and not os.path.isabs(argument)  # noqa: PTH117 (tests have it of Windows)


def path_below(folder: str, file: str) -> str:
    """The path of a file below a folder, as git takes it.

    What counts from the current folder still does, which `./` says.

    Examples
    --------
    >>> path_below("./units", "a.yaml"), path_below("", "a.yaml")
    ('./units/a.yaml', 'a.yaml')
    """
    start = "./" if folder.startswith("./") else ""
    return f"{start}{PurePosixPath(folder) / file}"


def program(windows: bool = os.name == "nt", folders: Iterable[str] | None = None) -> str:
    """What starts git: its name, or its full path on Windows.

    Windows looks for a name in the current folder first, and a stranger's checkout may hold a
    `git.exe`. `folders` are those of the search path.

    Raises
    ------
    FileNotFoundError
        Where Windows has none in any folder that is named in full.
    """
    if not windows:
        return "git"
    places = (Path(one, "git.exe") for one in folders or os.get_exec_path())
    found = next((one for one in places if one.is_absolute() and one.is_file()), None)
    if found is None:
        raise FileNotFoundError("git.exe")
    return str(found)


class GitError(OrgcheckError):
    """A revision or a path in it that git does not have, or a repository that it does not open."""


@dataclass(frozen=True)
class Repository:
    """The repository around a folder; paths beginning with `./` count from that folder."""

    folder: Path

    @classmethod
    def here(cls) -> Repository:
        """The repository around the current folder.

        Raises
        ------
        GitError
            Where there is none, or no git.
        """
        repository = cls(Path.cwd())
        _ = repository.root
        return repository

    @classmethod
    def around(cls, path: Path) -> tuple[Repository, str]:
        """The repository that a file or folder lies in, and its path from the top there.

        What is no longer on disk is looked for from the nearest folder on that still is.

        Raises
        ------
        GitError
            Where there is none, or no git.
        """
        # A link is none in git, and is not followed.
        whole = Path(os.path.abspath(path))  # noqa: PTH100
        folder = next(one for one in (whole, *whole.parents) if one.is_dir())
        beside = cls(folder)
        top = cls(beside.root)
        above = os.fsdecode(beside._git("rev-parse", "--show-prefix") or b"").rstrip("\n")
        inside = PurePosixPath(above) / whole.relative_to(folder).as_posix()
        return top, f"./{inside}" if inside.parts else "./"

    @cached_property
    def root(self) -> Path:
        """The top folder of the working tree."""
        answer, refusal = self._asked("rev-parse", "--show-toplevel")
        if answer is not None:
            return Path(os.fsdecode(answer).rstrip("\n"))
        if any(words in refusal for words in _BARE):
            raise GitError(
                said(
                    "{folder} is a bare repository: it has no working tree to read settings and "
                    "rules from",
                    folder=self.folder,
                ),
                said(
                    "run the command in a working tree of it: `git worktree add --detach FOLDER "
                    "REV`; "
                    "in a hook of a server with `env -u GIT_QUARANTINE_PATH` before that, and "
                    "`env -u GIT_DIR` before the command"
                ),
            )
        raise GitError(
            said("{folder} is in no git repository", folder=self.folder),
            said("run the command inside the repository, or name an existing file"),
        )

    def common_folder(self) -> Path:
        """Where git keeps what all working trees share.

        Raises
        ------
        GitError
            Where it does not say.
        """
        answer = self._git("rev-parse", "--git-common-dir")
        if answer is None:
            raise GitError(
                said(
                    "git does not tell where it keeps what {folder} is part of", folder=self.folder
                )
            )
        return self.folder / os.fsdecode(answer).rstrip("\n")

    def commit(self, revision: str) -> str:
        """The full hash of the commit that a revision names.

        Raises
        ------
        GitError
            Where it names none, or several: git would take a tag for the branch of that name.
        """
        answer = self._commit_of(self._in_full(revision))
        if answer is None:
            raise GitError(
                said("git knows no revision {revision}", revision=revision),
                said("name a branch, a tag or a commit; `git fetch` it where it is elsewhere"),
            )
        return answer

    def _commit_of(self, revision: str) -> str | None:
        answer = self._git(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        return answer.decode("ascii").strip() if answer is not None else None

    def _in_full(self, revision: str) -> str:
        """A revision with the full name of its branch or tag, so that no other one is meant.

        Of a name that begins with `refs/` git would take a tag of that name where it is missing.
        """
        end = _AFTER_NAME.search(revision)
        name = revision[: end.start()] if end is not None else revision
        if not name or _HASH.fullmatch(name) or _OF_GIT.fullmatch(name):
            return revision
        exact = name.startswith("refs/")
        names = [name] if exact else [place.format(name) for place in _PLACES]
        listing = self._git("for-each-ref", "--format=%(refname)", *names) or b""
        found = [one for one in os.fsdecode(listing).splitlines() if one in names]
        meant = {one: self._commit_of(one) for one in found}
        if len(set(meant.values())) > 1:
            raise GitError(
                said(
                    "{name} is the name of several branches or tags: {names}",
                    name=name,
                    names=", ".join(found),
                ),
                said("write the full name of the one that is meant"),
            )
        if exact and not found:
            raise GitError(
                said("git knows no revision {revision}", revision=revision),
                said("`git fetch` it where it is elsewhere"),
            )
        if self._is_tag_called_like_a_remote_branch(name, found):
            raise GitError(
                said("{name} is a tag, and the clone has no branch of that name", name=name),
                said(
                    "`git fetch` the branch, or write {tag} where the tag is meant",
                    tag=found[0],
                ),
            )
        return f"{found[0]}{revision.removeprefix(name)}" if found else revision

    def _is_tag_called_like_a_remote_branch(self, name: str, found: Sequence[str]) -> bool:
        remote, slash, _ = name.partition("/")
        only_tag = bool(slash) and all(one.startswith("refs/tags/") for one in found)
        return bool(found) and only_tag and bool(self.address(remote))

    def kind(self, revision: str, path: str) -> str:
        """`blob` for a file, `tree` for a folder; the empty revision is what is staged."""
        if revision:
            self.commit(revision)
        answer = self._git("cat-file", "-t", f"{revision}:{path}")
        if answer is not None:
            if answer.startswith(b"blob") and self._is_link(revision, path):
                raise GitError(
                    said(
                        "{file} is a symbolic link, and none is followed in what git has",
                        file=f"{revision}:{path}",
                    ),
                    said("name the file that it leads to"),
                )
            return answer.decode("ascii").strip()
        if not revision and next(self._staged_below(path), None) is not None:
            return "tree"
        raise GitError(
            _nothing_there(revision, path),
            said(
                "paths count from the root of the repository; begin with ./ for the current folder"
            ),
        )

    def _is_link(self, revision: str, path: str) -> bool:
        if revision:
            whole = () if path.startswith("./") else ("--full-tree",)
            listing = self._git("ls-tree", "-z", *whole, revision, path.removeprefix("./"))
        else:
            top = "" if path.startswith("./") else "top,"
            staged = f":({top}literal){path.removeprefix('./')}"
            listing = self._git("ls-files", "--stage", "-z", "--", staged)
        return (listing or b"").startswith(b"120000 ")

    def files_below(self, revision: str, path: str) -> list[str]:
        """The regular files below a folder, relative to it, sorted; links are left out."""
        if not revision:
            return sorted(self._staged_below(path))
        listing = self._git("ls-tree", "-r", "-z", "--full-tree", f"{revision}:{path}") or b""
        return sorted(_regular(listing))

    def contents(self, revision: str, paths: Sequence[str]) -> Iterator[bytes]:
        """The content of each file at a revision."""
        for path in paths:
            data = self._git("cat-file", "blob", f"{revision}:{path}")
            if data is None:
                raise GitError(said("git cannot read {file}", file=f"{revision}:{path}"))
            yield data

    def revisions(self, path: str, *, is_folder: bool) -> tuple[Revision, ...]:
        """The commits on the line of HEAD that changed a file or folder and have it, in order.

        Of a merge that is the change which it brought to the line. A file is followed through
        renames. The days are those on which it was committed.
        """
        how = ("--raw", "--no-abbrev", "--follow", "--find-renames")
        answer = self._git(
            *("--literal-pathspecs", "log", "--first-parent", "--diff-merges=first-parent"),
            *("--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-notes", "--no-color"),
            *("-z", "--format=%H %cs", *(() if is_folder else how), "HEAD", "--", path),
        )
        if answer is None:
            raise GitError(said("git cannot tell the history of {file}", file=path))
        return tuple(_revisions(answer, path if is_folder else ""))[::-1]

    def is_shallow(self) -> bool:
        """Whether the clone has the latest commits alone."""
        return self._git("rev-parse", "--is-shallow-repository") == b"true\n"

    def merge_base(self, revision: str, other: str = "HEAD") -> str | None:
        """The commit from which two revisions parted; None where the clone does not have it."""
        answer = self._git("merge-base", self.commit(revision), self.commit(other))
        return answer.decode("ascii").strip() if answer is not None else None

    def found(self, revision: str) -> str | None:
        """The full hash of the commit that a revision names; None where there is none."""
        try:
            return self.commit(revision)
        except GitError:
            return None

    def parents(self, commit: str) -> tuple[str, ...]:
        """The parents that a commit names, whether or not a shallow clone has them."""
        text = self._git("cat-file", "commit", commit) or b""
        head = text.partition(b"\n\n")[0].splitlines()
        return tuple(line[7:].decode("ascii") for line in head if line.startswith(b"parent "))

    def merging(self) -> tuple[str, ...]:
        """The commits that a merge, which is not committed yet, joins with HEAD."""
        answer = self._git("rev-parse", "--git-path", "MERGE_HEAD") or b""
        try:
            text = (self.folder / os.fsdecode(answer).rstrip("\n")).read_text("ascii")
        except (OSError, ValueError):
            return ()
        return tuple(text.split())

    def descends(self, later: str, earlier: str) -> bool:
        """Whether a commit is another one or has it among its ancestors, as far as is known."""
        return self._git("merge-base", "--is-ancestor", earlier, later) is not None

    def address(self, remote: str) -> str:
        """Where a remote is fetched from; empty where there is none of that name."""
        answer = self._git("config", "--get", f"remote.{remote}.url") or b""
        return os.fsdecode(answer).strip()

    def has_commits(self) -> bool:
        """Whether anything was ever committed on the current branch."""
        return self._git("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is not None

    def entries(self, revision: str) -> dict[str, str]:
        """The object of every regular file of a revision; the empty one is what is staged."""
        return {
            name: object
            for name, (mode, object) in self._listed(revision).items()
            if mode.startswith("100")
        }

    def links(self, revision: str) -> frozenset[str]:
        """The symbolic links of a revision; the empty one is what is staged."""
        listed = self._listed(revision).items()
        return frozenset(name for name, (mode, _) in listed if mode == "120000")

    def _listed(self, revision: str) -> dict[str, tuple[str, str]]:
        """The mode and the object of everything that a revision, or the index, has."""
        if revision:
            listing = self._git("ls-tree", "-r", "-z", "--full-tree", self.commit(revision))
        else:
            listing = self._git("ls-files", "--stage", "-z", "--full-name", "--", ":/")
        listed: dict[str, tuple[str, str]] = {}
        for entry in (listing or b"").split(b"\0"):
            facts, _, name = entry.partition(b"\t")
            if facts:
                # mode, type and object of a tree; mode, object and stage of the index
                words = facts.decode("ascii").split()
                listed[os.fsdecode(name)] = (words[0], words[2 if revision else 1])
        return listed

    def changed_files(self, old: str, new: str | None) -> frozenset[str]:
        """The files that differ between a revision and another one.

        The empty revision is what is staged, None the working tree. A file that moved counts
        under both of its names.
        """
        listing = self._difference(old, new, "--name-only", "--no-renames")
        return frozenset(os.fsdecode(name) for name in listing.split(b"\0") if name)

    def renames(self, old: str, new: str | None) -> dict[str, str]:
        """What git takes for the former name of each YAML or JSON file, by their contents."""
        listing = self._difference(
            old,
            new,
            *("--name-status", "--find-renames", "--diff-filter=R", f"-l{_MOST_RENAMES}"),
            within=_YAML_OR_JSON,
        )
        words = [os.fsdecode(word) for word in listing.split(b"\0") if word]
        return {after: before for _, before, after in zip(*[iter(words)] * 3, strict=True)}

    def _difference(
        self, old: str, new: str | None, *options: str, within: Sequence[str] = ()
    ) -> bytes:
        before = self.commit(old)
        how = ("-z", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", *options)
        if new:
            compared = ("diff-tree", "-r", *how, before, self.commit(new))
        else:
            staged = ("--cached",) if new is not None else ()
            compared = ("diff-index", *how, *staged, before)
        answer = self._git(*compared, "--", *within)
        if answer is None:
            raise GitError(
                said("git cannot compare {revision} with what is there now", revision=old)
            )
        return answer

    def blobs(self, objects: Sequence[str]) -> Iterator[bytes]:
        """The content of each object, from one run of git.

        Raises
        ------
        GitError
            Where git does not have one.
        """
        for object, data in zip(objects, self.blobs_there(objects), strict=True):
            if data is None:
                raise GitError(said("git cannot read the object {object}", object=object))
            yield data

    def blobs_there(self, objects: Sequence[str]) -> Iterator[bytes | None]:
        """The content of each object, from one run of git; None of those that it does not have."""
        if not objects:
            return
        answer = self._git(
            "cat-file", "--batch", input="".join(f"{object}\n" for object in objects).encode()
        )
        rest = memoryview(answer or b"")
        for _ in objects:
            end = bytes(rest[:200]).find(b"\n")
            head = bytes(rest[: max(end, 0)]).split()
            if len(head) != 3:
                yield None
                rest = rest[end + 1 :]
                continue
            size = int(head[2])
            yield bytes(rest[end + 1 : end + 1 + size])
            rest = rest[end + size + 2 :]

    def _staged_below(self, path: str) -> Iterator[str]:
        above = path.removeprefix("./").rstrip("/")
        listing = self._git("ls-files", "--stage", "-z", "--full-name", "--", f":/{above}") or b""
        for name in _regular(listing):
            below = PurePosixPath(name)
            if not above or below.is_relative_to(above):
                yield str(below.relative_to(above)) if above else name

    def _git(self, *arguments: str, input: bytes = b"") -> bytes | None:
        """What git prints, or None where it refuses."""
        return self._asked(*arguments, input=input)[0]

    def _asked(self, *arguments: str, input: bytes = b"") -> tuple[bytes | None, str]:
        """What git prints, None where it refuses, and what it says of that."""
        with put_off("locale"):
            import subprocess

        try:
            run = subprocess.run(
                [program(), "--no-pager", *_SAFELY, *arguments],
                cwd=self.folder,
                env={**os.environ, **_QUIETLY},
                input=input,
                capture_output=True,
                check=False,
            )
        except OSError:  # not installed, or a system that starts no programs, such as a browser
            raise GitError(
                said("git is not installed"), said("install git, or name an existing file")
            ) from None
        if run.returncode == 0:
            return run.stdout, ""
        refusal = run.stderr.decode("utf-8", errors="replace")
        if "dubious ownership" in refusal:
            raise GitError(
                said(
                    "git does not open the repository around {folder}: its folder belongs to "
                    "another user (dubious ownership), as is usual in containers",
                    folder=self.folder,
                ),
                said(
                    "where you trust it: `git config --global --add safe.directory FOLDER`, with "
                    "the folder that holds `.git`"
                ),
            )
        return None, refusal


def _nothing_there(revision: str, path: str) -> str:
    """That neither a revision nor, where none is named, the index has something."""
    if not revision:
        return (
            said("the index has no {file}", file=path) if path else said("the index has no files")
        )
    if not path:
        return said("revision {revision} has no files", revision=revision)
    return said("revision {revision} has no {file}", revision=revision, file=path)


def _revisions(log: bytes, folder: str) -> Iterator[Revision]:
    """What `git log -z` tells, with `--raw` of a file; of a folder its path alone.

    Of a file: the hash and the day, the modes, objects and status, the path, and of a rename the
    new one. A commit that ends it, or has a link in its place, has none.
    """
    words = iter(log.split(b"\0"))
    for word in words:
        if not word:
            continue
        commit, day = word.decode("ascii").split()
        when = date.fromisoformat(day)
        if folder:
            yield Revision(commit, when, folder)
            continue
        _, mode, _, object, status = next(words).split()
        path = [next(words) for _ in range(2 if status[:1] in (b"R", b"C") else 1)][-1]
        if mode.startswith(b"100"):
            yield Revision(commit, when, os.fsdecode(path), object.decode("ascii"))


def _regular(listing: bytes) -> Iterator[str]:
    """The names of the regular files in the listing of `ls-tree` or `ls-files --stage`."""
    for entry in listing.split(b"\0"):
        mode, _, rest = entry.partition(b" ")
        if mode.startswith(b"100"):
            yield os.fsdecode(rest.split(b"\t", 1)[1])
