"""Names, duties and places for made-up organisations, each drawn at most once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random
from typing import Any

AREAS = (
    ("Northern", "Pohjoinen"),
    ("Southern", "Eteläinen"),
    ("Eastern", "Itäinen"),
    ("Western", "Läntinen"),
    ("Central", "Keskinen"),
    ("Coastal", "Rannikon"),
    ("Urban", "Kaupunkien"),
    ("Rural", "Maaseudun"),
    ("International", "Kansainvälinen"),
    ("National", "Kansallinen"),
    ("Joint", "Yhteinen"),
    ("Digital", "Sähköinen"),
    ("General", "Yleinen"),
)

TOPICS = (
    ("Water Permits", "vesilupien"),
    ("Road Maintenance", "tienpidon"),
    ("Harbour", "satamien"),
    ("Forestry", "metsien"),
    ("Fisheries", "kalastuksen"),
    ("Statistics", "tilastojen"),
    ("Procurement", "hankintojen"),
    ("Payroll", "palkkojen"),
    ("Land Survey", "maanmittauksen"),
    ("Archives", "arkistojen"),
    ("Libraries", "kirjastojen"),
    ("Schools", "koulujen"),
    ("Grants", "avustusten"),
    ("Benefits", "etuuksien"),
    ("Pensions", "eläkkeiden"),
    ("Housing", "asumisen"),
    ("Building Permits", "rakennuslupien"),
    ("Food Safety", "elintarvikkeiden"),
    ("Air Quality", "ilmanlaadun"),
    ("Emergency Services", "pelastustoimen"),
    ("Border Control", "rajavalvonnan"),
    ("Customs", "tullauksen"),
    ("Energy", "energian"),
    ("Waste Management", "jätehuollon"),
    ("Legal Aid", "oikeusavun"),
    ("Translation", "käännösten"),
    ("Data Protection", "tietosuojan"),
    ("Fleet", "kaluston"),
    ("Research", "tutkimuksen"),
    ("Youth", "nuorison"),
)

KIND_WORDS = {
    "organisation": ("Administration", "hallinto"),
    "agency": ("Agency", "virasto"),
    "department": ("Department", "osasto"),
    "division": ("Division", "jaosto"),
    "office": ("Office", "toimisto"),
    "team": ("Team", "tiimi"),
    "staff-unit": ("Staff Unit", "esikunta"),
}
OTHER_KIND_WORDS = ("Unit", "yksikkö")

VERBS = (
    "granting",
    "supervising",
    "planning",
    "reporting on",
    "advice on",
    "training in",
    "inspection of",
    "registration of",
    "appeals in",
    "development of",
    "budgeting for",
    "communications about",
)

TOWNS = ("Northport", "Eastbridge", "Millford", "Söderhamn", "Kivikoski", "Lakeside", "Oldtown")
STREETS = ("Station Road", "Market Square", "Harbour Street", "Church Lane", "Mill Street")


@cache
def folded(text: str) -> str:
    """Fold case and white space: two texts that fold alike are one duty, site or name."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def slug(text: str) -> str:
    """Turn a name into an id in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100] or "unit"


def texts(value: Any) -> Iterator[str]:
    """Yield every text in plain data, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


class Namer:
    """Draws texts that neither the snapshots that it was shown nor itself have used."""

    def __init__(self, *snapshots: dict[str, Any]) -> None:
        self._used = {folded(text) for snapshot in snapshots for text in texts(snapshot)}

    def unit_name(
        self, rng: Random, kind: str | None, languages: Sequence[str] = ()
    ) -> str | dict[str, str]:
        """Draw a unit's name: a text, or one per language where languages are given."""
        english_kind, finnish_kind = KIND_WORDS.get(kind or "", OTHER_KIND_WORDS)

        def draw() -> tuple[str, str]:
            (area_en, area_fi), (topic_en, topic_fi) = rng.choice(AREAS), rng.choice(TOPICS)
            return f"{area_en} {topic_en} {english_kind}", f"{area_fi} {topic_fi} {finnish_kind}"

        english, finnish = self._fresh(draw)
        if not languages:
            return english
        known = {"en": english, "fi": finnish}
        return {language: known.get(language, f"{english} ({language})") for language in languages}

    def duty(self, rng: Random) -> str:
        """Draw the wording of a responsibility."""

        def draw() -> tuple[str]:
            area, topic = rng.choice(AREAS)[0].lower(), rng.choice(TOPICS)[0].lower()
            return (f"{rng.choice(VERBS)} {area} {topic}",)

        return self._fresh(draw)[0]

    def site(self, rng: Random) -> str:
        """Draw an address."""
        return self._fresh(
            lambda: (f"{rng.choice(STREETS)} {rng.randint(1, 99)}, {rng.choice(TOWNS)}",)
        )[0]

    def identifier(self, wish: str) -> str:
        """Reserve an id like the one wished for."""
        wish = slug(wish)
        number = 2
        name = wish
        while folded(name) in self._used:
            name = f"{wish}-{number}"
            number += 1
        self._used.add(folded(name))
        return name

    def code(self, rng: Random) -> str:
        """Reserve an id that says nothing about what bears it."""
        while True:
            name = f"{rng.choice('abcdefgh')}{rng.randrange(16**7):07x}"
            if name not in self._used:
                self._used.add(name)
                return name

    def _fresh(self, draw: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """Draw until no text is used, with a number added where the words run out."""
        number = 1
        while True:
            drawn = draw() if number <= 20 else tuple(f"{text} {number}" for text in draw())
            keys = {folded(text) for text in drawn}
            if not keys & self._used:
                self._used |= keys
                return drawn
            number += 1
