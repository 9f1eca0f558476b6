"""Names of units, and the ways in which organisations change them.

A name is kept as what it is made of, so that it is known what a change leaves of it: the rendered
text alone would have to be guessed at by the same means that are judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from evaluation.corpus.words import ACTIVITIES, AND, FIELDS, FRAMES, QUALIFIERS


@dataclass(frozen=True)
class Topic:
    """What a unit is about: a field and an activity, or a generic or place name as it stands."""

    field: str = ""
    activity: str = ""
    literal: str = ""

    @property
    def telling(self) -> bool:
        """Whether it says what the unit is about, and not only what every body has."""
        return not self.literal


@dataclass(frozen=True)
class Name:
    """A name: topics in a frame of a level, in a language, and how it is written."""

    topics: tuple[Topic, ...]
    level: str
    frame: int
    language: str
    qualifier: int | None = None
    inflected: bool = False
    initials: bool = False
    slip: int | None = None

    @property
    def text(self) -> str:
        """The name as it is printed."""
        parts = [self._topic(topic) for topic in self.topics]
        subject = f" {AND[self.language]} ".join(parts)
        if self.initials:
            subject = "".join(word[0] for word in subject.split() if word != AND[self.language])
        text = self._framed(subject)
        if self.qualifier is not None:
            text = f"{QUALIFIERS[self.language][self.qualifier]} {text}"
        text = text[0].upper() + text[1:]
        return text if self.slip is None else misspelt(text, self.slip)

    def _framed(self, subject: str) -> str:
        if len(self.topics) == 1 and self.topics[0].literal:
            return subject
        frame = FRAMES[self.language][self.level][self.frame]
        if frame.startswith("{}") and not frame.startswith("{} ") and len(self.topics) > 1:
            joiner = f" {AND[self.language]} "
            return joiner.join(
                [
                    *(f"{s}-" for s in subject.split(joiner)[:-1]),
                    frame.format(subject.split(joiner)[-1]),
                ]
            )
        return frame.format(subject)

    def _topic(self, topic: Topic) -> str:
        if topic.literal:
            return topic.literal
        word = ACTIVITIES[topic.activity][self.language]
        activity = word.other if self.inflected else word.form
        about = FIELDS[topic.field][self.language]
        if self.language == "en":
            return f"{about} {activity}"
        if self.language == "fr":
            return f"{activity} des {about}"
        return f"{about}{activity}"


def misspelt(text: str, seed: int) -> str:
    """One slip in the longest word: two letters swapped, one left out, or one written twice."""
    word = max(text.split(), key=len)
    if len(word) < 6:
        return text
    at = 2 + seed % (len(word) - 4)
    slips: tuple[Callable[[], str], ...] = (
        lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at] + word[at:],
    )
    return text.replace(word, slips[seed % 3](), 1)


def added(name: Name, rng: Random, fresh: Callable[[], Topic]) -> Name | None:
    """With a qualifier, or with a second topic, that it did not have."""
    if rng.random() < 0.5 and name.qualifier is None:
        return replace(name, qualifier=rng.randrange(4))
    return replace(name, topics=(*name.topics, fresh())) if len(name.topics) < 2 else None


def dropped(name: Name, rng: Random, _fresh: Callable[[], Topic]) -> Name | None:
    """Without its qualifier, or without one of two topics."""
    if name.qualifier is not None:
        return replace(name, qualifier=None)
    return replace(name, topics=(rng.choice(name.topics),)) if len(name.topics) > 1 else None


def replaced(name: Name, rng: Random, fresh: Callable[[], Topic]) -> Name | None:
    """With another word for what kind of unit it is, or another second topic."""
    if len(name.topics) > 1 and rng.random() < 0.4:
        return replace(name, topics=(name.topics[0], fresh()))
    others = [frame for frame in range(4) if frame != name.frame]
    return replace(name, frame=rng.choice(others))


def inflected(name: Name, _rng: Random, _fresh: Callable[[], Topic]) -> Name | None:
    """With its words in another form."""
    return replace(name, inflected=not name.inflected)


def slipped(name: Name, rng: Random, _fresh: Callable[[], Topic]) -> Name | None:
    """With a slip of the pen."""
    return replace(name, slip=rng.randrange(1_000))


def initialised(name: Name, _rng: Random, _fresh: Callable[[], Topic]) -> Name | None:
    """With the initials of its words in their place, where there are three and more."""
    if name.language != "en" or len(name.topics) < 2:
        return None
    return replace(name, initials=True)


def reordered(name: Name, _rng: Random, _fresh: Callable[[], Topic]) -> Name | None:
    """With its two topics the other way round, or "Directorate of X" for "X Directorate"."""
    if len(name.topics) > 1:
        return replace(name, topics=name.topics[::-1])
    if name.language == "en" and name.level == "directorate" and name.frame < 2:
        return replace(name, frame=1 - name.frame)
    return None


def translated(name: Name, rng: Random, _fresh: Callable[[], Topic]) -> Name | None:
    """In another language."""
    return replace(name, language=rng.choice([one for one in FRAMES if one != name.language]))


def reworded(name: Name, _rng: Random, fresh: Callable[[], Topic]) -> Name | None:
    """Another name altogether."""
    return replace(name, topics=(fresh(),))


Change = Callable[[Name, Random, Callable[[], Topic]], Name | None]
CHANGES: Mapping[str, Change] = {
    "word added": added,
    "word dropped": dropped,
    "word replaced": replaced,
    "inflected": inflected,
    "misspelt": slipped,
    "initialised": initialised,
    "reordered": reordered,
    "translated": translated,
    "reworded": reworded,
}
