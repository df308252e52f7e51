"""How a document is written, so that what is new looks like what is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from editor.timeline.xml_text.characters import escaped, escaped_attribute
from editor.timeline.xml_text.document import Element, XmlDocument

_INDENTATION = re.compile(rb"\n([ \t]*)$")
_ROWS_LOOKED_AT = 100
_QUOTE = re.compile(rb"""=\s*(["'])""")


@dataclass(frozen=True, slots=True)
class Markup:
    """An element to be written.

    Attributes
    ----------
    tag : str
        Its name.
    content : str, tuple of Markup, or None
        Its text, the elements inside, or nothing (`<a/>`).
    attributes : mapping of str to str
        In the order in which they are written.
    """

    tag: str
    content: Content = None
    attributes: Mapping[str, str] = field(default_factory=dict)


Content: TypeAlias = str | tuple[Markup, ...] | None


@dataclass(frozen=True, slots=True)
class XmlStyle:
    """The hand of a document.

    Attributes
    ----------
    newline : str
        Line end.
    step : str or None
        White space by which elements are indented in their parents; None if they all are on one line.
    quote : str
        Around attributes.
    empty_end : str
        End of an empty element's tag.
    """

    newline: str = "\n"
    step: str | None = "\t"
    quote: str = '"'
    empty_end: str = "/>"

    def render(self, markup: Markup, indentation: str) -> str:
        """Write an element whose first line is already indented, without a line end behind it."""
        attributes = "".join(
            f" {name}={self.quote}{escaped_attribute(value, self.quote)}{self.quote}"
            for name, value in markup.attributes.items()
        )
        if markup.content is None:
            return f"<{markup.tag}{attributes}{self.empty_end}"
        if isinstance(markup.content, str):
            return f"<{markup.tag}{attributes}>{escaped(markup.content)}</{markup.tag}>"
        inside = indentation + (self.step or "")
        inner = "".join(self.break_line(inside) + self.render(child, inside) for child in markup.content)
        return f"<{markup.tag}{attributes}>{inner}{self.break_line(indentation)}</{markup.tag}>"

    def break_line(self, indentation: str) -> str:
        """Return what stands between two elements."""
        return "" if self.step is None else self.newline + indentation


def style_of(document: XmlDocument) -> XmlStyle:
    """Look at how a document is written."""
    quote = _QUOTE.search(document.text)
    return XmlStyle(
        newline=document.newline,
        step=_step(document),
        quote=quote[1].decode() if quote else '"',
        empty_end=_empty_end(document.text),
    )


def indentation_of(element: Element) -> str | None:
    """Return the white space before an element on its line; None if it does not begin its line."""
    text = element.document.text
    line_start = text.rfind(b"\n", 0, element.start)
    match = _INDENTATION.match(text[max(line_start, 0) : element.start])
    return None if match is None else match[1].decode()


def reindented(source: str, old: str, new: str) -> str:
    """Move an element of several lines to another indentation; text within elements stays."""
    if old == new:
        return source
    return re.sub(rf"(?<=>)(\r?\n){re.escape(old)}(?=[ \t]*<)", lambda line: line[1] + new, source)


def _empty_end(text: bytes) -> str:
    """Return how the first empty element ends: `/>`, perhaps with a blank before it."""
    at = text.find(b"/>")
    if at < 0:
        return "/>"
    tag = text[text.rfind(b"<", 0, at) : at]
    return tag[len(tag.rstrip()) :].decode() + "/>"


def _step(document: XmlDocument) -> str | None:
    for row in range(1, min(len(document.table.tags), _ROWS_LOOKED_AT)):
        element = document.at(row)
        inner, outer = indentation_of(element), _outer_indentation(element)
        if inner is not None and outer is not None and inner.startswith(outer):
            return inner[len(outer) :]
    return None


def _outer_indentation(element: Element) -> str | None:
    parent = element.parent
    assert parent is not None, "the root was left out"
    return "" if parent.row == 0 else indentation_of(parent)
