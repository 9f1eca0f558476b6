"""Links of a built site that lead nowhere, and what its pages load from elsewhere."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src"}


class _Page(HTMLParser):
    """The links of a page by the tags that they stand in, and the places that a link may name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.places: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.places.update(value for name in ("id", "name") if (value := values.get(name)))
        link = values.get(_LINKS.get(tag, ""))
        if link:
            self.links.append((tag, link))


def dead_links(site: Path) -> list[str]:
    """A line for each link that leads to no file of the site, or to no place in its page."""
    return [
        f"{page.relative_to(site).as_posix()}: {link} {why}"
        for page in sorted(site.rglob("*.html"))
        for _, link in dict.fromkeys(_read(page).links)
        if (why := _trouble(site, page, link)) is not None
    ]


def foreign(site: Path) -> list[str]:
    """A line for each script, style or picture that a page loads from another host."""
    return [
        f"{page.relative_to(site).as_posix()}: {link} is loaded from another host"
        for page in sorted(site.rglob("*.html"))
        for tag, link in dict.fromkeys(_read(page).links)
        if tag != "a" and urlsplit(link).netloc
    ]


def _trouble(site: Path, page: Path, link: str) -> str | None:
    split = urlsplit(link)
    if split.scheme or split.netloc:
        return None
    path = unquote(split.path)
    # This page is shown in place of any other, so its links begin at the root.
    path = path.removeprefix("/") if page.name == "404.html" else path
    target = (page.parent / path).resolve() if path else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_relative_to(site.resolve()) or not target.is_file():
        return "leads to no file"
    if target.suffix == ".html" and unquote(split.fragment) not in _read(target).places:
        return "leads to no place in the page"
    return None


@cache
def _read(page: Path) -> _Page:
    return _Page(page.read_text("utf-8"))
