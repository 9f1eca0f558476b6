"""`--select` and `--ignore`: which rules a run applies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from orgcheck.cli.failure import Failure

_PARTS = re.compile(r"[0-9]{1,9}|[^0-9]+")


@dataclass(frozen=True)
class Choice:
    """Ids of rules, or beginnings of ids: those to apply and those to leave out."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, rule: str, known: Collection[str]) -> bool:
        """Whether a rule is applied."""
        if any(meant(word, rule, known) for word in self.ignore):
            return False
        return not self.select or any(meant(word, rule, known) for word in self.select)


def meant(word: str, rule: str, known: Collection[str]) -> bool:
    """Whether a word means a rule: as its id, or as the beginning of several ids."""
    return word == rule if word in known else rule.startswith(word)


def words_of(values: Iterable[str]) -> tuple[str, ...]:
    """The ids of an option that may be repeated and may hold several, with commas."""
    words = (word.strip() for value in values for word in value.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def check_words(
    choice: Choice, known: Collection[str], integrity: Collection[str], origin: str | None = None
) -> None:
    """Stop where a word means no rule, or would switch integrity off.

    `origin` is the file that the words stand in; left out, they are options.
    """
    complaints = [
        complaint
        for key, words in (("select", choice.select), ("ignore", choice.ignore))
        for word in words
        if (complaint := _complaint(key, word, known, integrity, origin))
    ]
    if complaints:
        raise Failure.of_complaints(complaints)


def _complaint(
    key: str,
    word: str,
    known: Collection[str],
    integrity: Collection[str],
    origin: str | None,
) -> tuple[str, str | None] | None:
    where = f"{origin}: {key}" if origin else f"--{key}"
    rules = [rule for rule in known if meant(word, rule, known)]
    if not rules:
        return f"{where}: {unknown_rule(word, known)}", "`orgcheck rules list` names all rules"
    if key == "ignore" and (fixed := [rule for rule in rules if rule in integrity]):
        return (
            f"{where}: {word} takes in {fixed[0]}, and integrity cannot be ignored",
            "mend the snapshot; rules of a pack can be ignored",
        )
    return None


def unknown_rule(word: str, known: Iterable[str]) -> str:
    """The message for an id that no rule has, with the nearest that one has."""
    from orgcheck.snapshot.suggestions import nearest

    near = next((rule for rule in sorted(known) if _spelt_out(rule) == _spelt_out(word)), None)
    near = near or nearest(word, known)
    return f'there is no rule "{word}"' + (f'; did you mean "{near}"?' if near else "")


def _spelt_out(rule: str) -> list[str | int]:
    """An id without what is easily mistaken in one: its case and the zeros before its number."""
    return [int(part) if part.isdecimal() else part for part in _PARTS.findall(rule.casefold())]
