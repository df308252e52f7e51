"""Replacements in the text of a document, merged in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from editor.timeline.xml_text.characters import escaped, escaped_attribute
from editor.timeline.xml_text.document import Element, XmlDocument
from editor.timeline.xml_text.style import Markup, XmlStyle, indentation_of, style_of

_ATTRIBUTE = re.compile(rb"""\s([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class _Replacement:
    start: int
    end: int
    text: bytes


class XmlEdits:
    """Changes to a document, or to a copy of one of its elements.

    They are collected and made together; insertions at the same place keep their order, and what was to
    change in an element that is removed goes with it. Other changes of the same bytes are a mistake of the
    caller and raise a ValueError.

    Parameters
    ----------
    document : XmlDocument
        Stays as it is.
    style : XmlStyle, optional
        How new nodes are written; by default like the document.
    """

    def __init__(self, document: XmlDocument, style: XmlStyle | None = None) -> None:
        self.document = document
        self.style = style or style_of(document)
        self._replacements: list[_Replacement] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of others' (offsets in the document's UTF-8)."""
        self._replacements.append(_Replacement(start, end, text.encode()))

    def set_text(self, element: Element, text: str) -> None:
        """Change the text of an element that holds nothing else."""
        if element.is_self_closing:
            start_tag = element.start_tag.decode()[:-2].rstrip()
            self.replace(element.start, element.end, f"{start_tag}>{escaped(text)}</{element.tag}>")
        else:
            self.replace(element.inner_start, element.inner_end, escaped(text))

    def set_attribute(self, element: Element, name: str, value: str) -> None:
        """Change an attribute in its place, or add it behind the others."""
        for attribute in _ATTRIBUTE.finditer(element.start_tag):
            if attribute[1].decode() == name:
                quote = attribute[2][:1].decode()
                start = element.start + attribute.start(2) + 1
                end = element.start + attribute.end(2) - 1
                self.replace(start, end, escaped_attribute(value, quote))
                return
        end = element.inner_start - (2 if element.is_self_closing else 1)
        end = self._before_space(end)
        quote = self.style.quote
        self.replace(end, end, f" {name}={quote}{escaped_attribute(value, quote)}{quote}")

    def remove(self, element: Element) -> None:
        """Take an element out, with the line that it stands on."""
        start = element.start
        if indentation_of(element) is not None:
            start = self._before_space(start)
        self.replace(start, element.end, "")

    def insert_after(self, element: Element, *nodes: Markup | str) -> None:
        """Write elements behind another, on lines of their own if that one is."""
        indentation = indentation_of(element)
        self.replace(element.end, element.end, "".join(self._beside(node, indentation) for node in nodes))

    def insert_before(self, element: Element, *nodes: Markup | str) -> None:
        """Write elements before another, on lines of their own if that one is."""
        indentation = indentation_of(element)
        text = "".join(self._source(node, indentation) + self._line_break(indentation) for node in nodes)
        self.replace(element.start, element.start, text)

    def append(self, parent: Element, *nodes: Markup | str) -> None:
        """Write elements behind all others of a parent, which may be empty."""
        children = list(parent)
        if children:
            self.insert_after(children[-1], *nodes)
            return
        outer = indentation_of(parent) if self.style.step is not None else None
        inner = None if outer is None else outer + (self.style.step or "")
        text = "".join(self._beside(node, inner) for node in nodes) + self._line_break(outer)
        if parent.is_self_closing:
            start_tag = parent.start_tag.decode()[:-2].rstrip()
            self.replace(parent.start, parent.end, f"{start_tag}>{text}</{parent.tag}>")
        else:
            self.replace(parent.inner_start, parent.inner_end, text)

    def _beside(self, node: Markup | str, indentation: str | None) -> str:
        return self._line_break(indentation) + self._source(node, indentation)

    def _line_break(self, indentation: str | None) -> str:
        return "" if indentation is None else self.style.newline + indentation

    def _source(self, node: Markup | str, indentation: str | None) -> str:
        if isinstance(node, str):
            return node
        if indentation is None:
            return replace(self.style, step=None).render(node, "")
        return self.style.render(node, indentation)

    def excerpt(self, element: Element) -> str:
        """Return an element's text with the changes made within it."""
        return self._merged(element.start, element.end).decode()

    def result(self) -> bytes:
        """Return the whole file with all changes; without any, the very bytes that were read."""
        if not self._replacements:
            return self.document.data
        return self.document.encoding.restore(self._merged(0, len(self.document.text)))

    def _before_space(self, offset: int) -> int:
        while self.document.text[offset - 1 : offset].isspace():
            offset -= 1
        return offset

    def _merged(self, start: int, end: int) -> bytes:
        parts, offset, removed_until = [], start, start
        for change in sorted(self._replacements, key=lambda change: (change.start, change.end)):
            is_within = start <= change.start and change.end <= end
            if not is_within or change.start < removed_until:
                continue
            if change.start < offset:
                raise ValueError(f"two changes of the bytes at {change.start}")
            parts += [self.document.text[offset : change.start], change.text]
            offset = change.end
            if not change.text:
                removed_until = change.end
        return b"".join((*parts, self.document.text[offset:end]))
