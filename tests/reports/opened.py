"""A page of HTML taken apart: its elements, its links, what a person reads."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from html.parser import HTMLParser

# What stands apart from what is before and after it, whatever spaces the text has.
_BLOCKS = frozenset(
    ("p", "li", "ul", "ol", "tr", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "section", "div")
)
_EMPTY = frozenset(("meta", "input", "link", "br", "img", "wbr", "hr"))


@dataclass(frozen=True)
class Element:
    """A tag with its attributes, and all the text within it."""

    tag: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands within it, white space folded."""
        return " ".join("".join(self.texts).split())


class Page(HTMLParser):
    """The page as a browser without script sees it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.unclosed: list[Element] = []
        self.comments: list[str] = []
        self.feed(html)
        self.close()

    def of(self, tag: str) -> list[Element]:
        """The elements with a tag."""
        return [element for element in self.elements if element.tag == tag]

    def classed(self, name: str) -> list[Element]:
        """The elements of a class."""
        return [one for one in self.elements if name in one.attributes.get("class", "").split()]

    @property
    def text(self) -> str:
        """All that a person reads."""
        (body,) = self.of("body")
        return body.text

    @property
    def ids(self) -> list[str]:
        """The names that links may lead to."""
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    @property
    def links(self) -> list[str]:
        """Where links lead."""
        return [one.attributes["href"] for one in self.of("a")]

    @property
    def policy(self) -> dict[str, str]:
        """What the page allows itself."""
        (meta,) = (
            one
            for one in self.of("meta")
            if one.attributes.get("http-equiv") == "Content-Security-Policy"
        )
        directives = (part.strip().partition(" ") for part in meta.attributes["content"].split(";"))
        return {name: value for name, _, value in directives}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.handle_data(" ")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _EMPTY:
            self.unclosed.append(element)

    def handle_endtag(self, tag: str) -> None:
        element = self.unclosed.pop()
        assert element.tag == tag, f"</{tag}> closes <{element.tag}>"
        if tag in _BLOCKS:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for element in self.unclosed:
            element.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def digest(text: str) -> str:
    """The source expression by which a policy allows a style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def allowed(page: Page) -> None:
    """Hold a page against what every page keeps: it closes what it opens, runs nothing of others.

    No attribute runs anything or leads outside; style and script are those that the policy names.
    """
    assert page.unclosed == []
    assert page.comments == []
    tags = {element.tag for element in page.elements}
    assert not tags & {"link", "iframe", "object", "embed", "base", "svg", "math", "template"}
    for element in page.elements:
        assert not any(name.startswith("on") or name == "style" for name in element.attributes)
        assert not element.attributes.keys() & {"srcset", "action", "formaction", "ping"}
        # A picture within the page, in which nothing runs and nothing is fetched.
        source = element.attributes.get("src")
        assert source is None or (element.tag == "img" and source.startswith("data:image/"))
    assert all(link.startswith("#") for link in page.links)
    policy = page.policy
    assert policy["default-src"] == "'none'"
    assert [digest("".join(one.texts)) for one in page.of("style")] == [policy["style-src"]]
    scripts = [digest("".join(one.texts)) for one in page.of("script")]
    assert scripts == ([] if policy["script-src"] == "'none'" else [policy["script-src"]])


def connected(page: Page) -> None:
    """Hold a page against its own links: each leads to one place, and is read as something."""
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    for link in page.of("a"):
        assert link.text or link.attributes.get("aria-label")
