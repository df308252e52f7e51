"""Replacements in the text of a document, merged in one pass."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from editor.timeline.xml_text.characters import escaped, escaped_attribute
from editor.timeline.xml_text.document import Element, XmlDocument
from editor.timeline.xml_text.style import Markup, XmlStyle, indentation_of, style_of

_ATTRIBUTE = re.compile(r"""\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")


_PLACE = itemgetter(0, 1)


class _Replacement(NamedTuple):
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
        start, end = element.inner_start, element.inner_end
        if start == end and element.is_self_closing:
            start_tag = element.start_tag.decode()[:-2].rstrip()
            self.replace(element.start, element.end, f"{start_tag}>{escaped(text)}</{element.tag}>")
        else:
            self.replace(start, end, escaped(text))

    def set_attributes(self, element: Element, changes: Mapping[str, str | None]) -> None:
        """Change attributes in their places, take some out (None), and add others behind."""
        self.replace(element.start, element.inner_start, self.start_tag(element, changes))

    def start_tag(
        self,
        element: Element,
        changes: Mapping[str, str | None],
        tag: str | None = None,
        before: Mapping[str, str] | None = None,
    ) -> str:
        """Return the start tag of an element with changed attributes.

        Parameters
        ----------
        element : Element
            Whose it is.
        changes : mapping of str to (str or None)
            Attributes to change, to add, or to take out (None).
        tag : str, optional
            Another name for the element.
        before : mapping of str to str, optional
            Attributes before which new ones are put, if they are there; others come behind all.
        """
        source, quote = element.start_tag.decode(), self.style.quote
        end = len(source) - (2 if element.is_self_closing else 1)
        written = {attribute[1]: attribute for attribute in _ATTRIBUTE.finditer(source)}
        splices = []
        for name, value in changes.items():
            attribute = written.get(name)
            if value is not None and attribute is not None:
                new = escaped_attribute(value, attribute[2][0])
                splices.append((attribute.start(2) + 1, attribute.end(2) - 1, new))
            elif value is not None:
                follower = written.get((before or {}).get(name, ""))
                at = len(source[:end].rstrip()) if follower is None else follower.start()
                splices.append((at, at, f" {name}={quote}{escaped_attribute(value, quote)}{quote}"))
            elif attribute is not None:
                splices.append((attribute.start(), attribute.end(), ""))
        parts, offset = [], 0
        for start, stop, new in sorted(splices, key=lambda splice: splice[0]):
            parts += [source[offset:start], new]
            offset = stop
        source = "".join((*parts, source[offset:]))
        return source if tag is None else f"<{tag}{source[len(element.tag) + 1 :]}"

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
        last = children[-1] if children else None
        self.rewrite(parent, [(last, node) for node in nodes])

    def rewrite(
        self,
        element: Element,
        insertions: Sequence[tuple[Element | None, Markup | str]] = (),
        attributes: Mapping[str, str | None] | None = None,
        tag: str | None = None,
    ) -> None:
        """Change an element's own tags and what lies in it, in one go.

        Parameters
        ----------
        element : Element
            Which.
        insertions : sequence of (Element or None, Markup or str)
            Nodes, each behind a child of the element, or before all (None), in their order.
        attributes : mapping of str to (str or None), optional
            Attributes to change, to add or to take out (None).
        tag : str, optional
            Another name for it.
        """
        first = next(iter(element), None)
        start_tag = self.start_tag(element, attributes or {}, tag)
        if first is None and insertions:
            self._fill(element, start_tag, tag or element.tag, [node for _, node in insertions])
            return
        if attributes or tag:
            self.replace(element.start, element.inner_start, start_tag)
        if tag and not element.is_self_closing:
            self.replace(element.inner_end, element.end, f"</{tag}>")
        for child, node in insertions:
            if child is not None:
                self.insert_after(child, node)
            elif first is not None:
                self.insert_before(first, node)

    def inner_indentation(self, element: Element) -> str | None:
        """Return the white space before what lies in an element; None if that is all on one line."""
        first = next(iter(element), None)
        if first is not None:
            return indentation_of(first)
        outer = indentation_of(element)
        return None if outer is None or self.style.step is None else outer + self.style.step

    def _fill(self, element: Element, start_tag: str, tag: str, nodes: list[Markup | str]) -> None:
        inner = self.inner_indentation(element)
        outer = None if inner is None else indentation_of(element)
        text = "".join(self._beside(node, inner) for node in nodes) + self._line_break(outer)
        start_tag = start_tag.removesuffix(">").removesuffix("/").rstrip() + ">"
        self.replace(element.start, element.end, f"{start_tag}{text}</{tag}>")

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
        for change in sorted(self._replacements, key=_PLACE):
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
