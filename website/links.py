"""Links of a built site that lead nowhere: to no file of it, or to no place in a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What hosts other than the site answer for is not asked.
_ATTRIBUTES = {"a": "href", "link": "href", "img": "src", "script": "src"}


class _Page(HTMLParser):
    """The links of a page, and the places in it that a link may name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.places.update(value for name in ("id", "name") if (value := values.get(name)))
        link = values.get(_ATTRIBUTES.get(tag, ""))
        if link:
            self.links.append(link)


def dead_links(site: Path) -> list[str]:
    """A line for each, with the page that has it.

    Links to other hosts are no links of the site: of a page that needs them to be shown, such as
    a script or a style sheet, each is told as well.
    """
    return [
        f"{page.relative_to(site).as_posix()}: {link} {why}"
        for page in sorted(site.rglob("*.html"))
        for link in dict.fromkeys(_read(page).links)
        if (why := _trouble(site, page, link)) is not None
    ]


def _trouble(site: Path, page: Path, link: str) -> str | None:
    split = urlsplit(link)
    if split.scheme or split.netloc:
        return None
    path = unquote(split.path)
    if page.name == "404.html":
        path = path.removeprefix("/")  # shown at any depth, so its links begin at the root
    target = (page.parent / path).resolve() if path else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_relative_to(site.resolve()) or not target.is_file():
        return "leads to no file"
    if target.suffix == ".html" and unquote(split.fragment) not in _read(target).places:
        return "leads to no place in the page"
    return None


@lru_cache(maxsize=None)
def _read(page: Path) -> _Page:
    return _Page(page.read_text("utf-8"))


def foreign(site: Path) -> Iterator[str]:
    """What pages load from other hosts to be shown: styles, scripts, pictures and fonts."""
    for page in sorted(site.rglob("*.html")):
        for link in _loaded(page.read_text("utf-8")):
            if urlsplit(link).netloc:
                yield f"{page.relative_to(site).as_posix()}: {link}"


def _loaded(text: str) -> list[str]:
    class Loads(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = dict(attrs)
            rel = values.get("rel") or ""
            if tag in ("img", "script", "iframe") and values.get("src"):
                self.found.append(str(values["src"]))
            elif tag == "link" and rel != "canonical" and values.get("href"):
                self.found.append(str(values["href"]))

    loads = Loads()
    loads.feed(text)
    return loads.found
