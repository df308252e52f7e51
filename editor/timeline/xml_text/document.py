"""An XML document as its text and a table of where its elements lie."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from editor.timeline.xml_text.characters import character_data
from editor.timeline.xml_text.encoding import Encoding

_LINE_END = re.compile(rb"\n")
_SLASH = ord("/")
_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")


@dataclass(frozen=True, slots=True)
class ElementTable:
    """All elements of a document in their order, one column a property.

    Attributes
    ----------
    tags : list of str
        Names.
    attributes : list of dict
        Attributes as written in the start tag, decoded.
    starts : list of int
        Offset of the start tag.
    closes : list of int
        Offset of the end tag; of what follows, for an empty element `<a/>`.
    parents : list of int
        Row of the element around; -1 for the root.
    lasts : list of int
        Row of the last element inside, or the row itself.
    """

    tags: list[str]
    attributes: list[dict[str, str]]
    starts: list[int]
    closes: list[int]
    parents: list[int]
    lasts: list[int]


class XmlDocument:
    """A well-formed XML document.

    Attributes
    ----------
    data : bytes
        The file as it is.
    text : bytes
        The same in UTF-8, without byte order mark; all offsets count in it.
    encoding : Encoding
        The way back from `text` to the file.
    table : ElementTable
        Where its elements lie.
    path : Path or None
        The file's name, for messages.
    """

    def __init__(
        self, data: bytes, text: bytes, encoding: Encoding, table: ElementTable, path: Path | None
    ) -> None:
        self.data = data
        self.text = text
        self.encoding = encoding
        self.table = table
        self.path = path

    @property
    def root(self) -> Element:
        """The outermost element."""
        return Element(self, 0)

    def at(self, row: int) -> Element:
        """Return the element of a row of the table."""
        return Element(self, row)

    def row_inside(self, row: int, path: tuple[str, ...]) -> int:
        """Find the first element along a path of names from that of a row on; -1 without one."""
        names, lasts = self.table.tags, self.table.lasts
        for tag in path:
            last = lasts[row]
            row += 1
            while row <= last and names[row] != tag:
                row = lasts[row] + 1
            if row > last:
                return -1
        return row

    def text_at(self, row: int) -> str:
        """Read the text of the element of a row: most are short, have no attributes and hold no markup."""
        table = self.table
        if table.lasts[row] != row:
            return Element(self, row).text
        if table.attributes[row]:
            start = Element(self, row).inner_start
        else:
            start = self.text.index(b">", table.starts[row]) + 1
        source = self.text[start : table.closes[row]]
        return source.decode() if source.isalnum() else character_data(source)

    def line_of(self, offset: int) -> int:
        """Line of an offset, counted from 1."""
        return bisect_left(self._line_ends, offset) + 1

    @cached_property
    def _line_ends(self) -> list[int]:
        return [line_end.start() for line_end in _LINE_END.finditer(self.text)]

    @cached_property
    def newline(self) -> str:
        """The line end that the file uses."""
        first = self.text.find(b"\n")
        return "\r\n" if first > 0 and self.text[first - 1 : first] == b"\r" else "\n"


class Element:
    """One element of a document: a row of its table."""

    __slots__ = ("document", "row")

    def __init__(self, document: XmlDocument, row: int) -> None:
        self.document = document
        self.row = row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and other.row == self.row and other.document is self.document

    def __hash__(self) -> int:
        return hash(self.row)

    def __repr__(self) -> str:
        return f"<{self.tag} at line {self.line}>"

    @property
    def tag(self) -> str:
        """Name of the element."""
        return self.document.table.tags[self.row]

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes that are written in the start tag; not to be changed."""
        return self.document.table.attributes[self.row]

    @property
    def parent(self) -> Element | None:
        """The element around this one."""
        row = self.document.table.parents[self.row]
        return None if row < 0 else Element(self.document, row)

    @property
    def line(self) -> int:
        """Line of the start tag, counted from 1."""
        return self.document.line_of(self.start)

    @property
    def start(self) -> int:
        """Offset of the start tag."""
        return self.document.table.starts[self.row]

    @property
    def start_tag(self) -> bytes:
        """The start tag as it is written."""
        return self.document.text[self.start : self.inner_start]

    @property
    def inner_start(self) -> int:
        """Offset behind the start tag."""
        text, table, row = self.document.text, self.document.table, self.row
        if not table.attributes[row]:
            return text.index(b">", table.starts[row]) + 1
        tag = _TAG.match(text, table.starts[row])
        assert tag is not None, "expat saw a tag here"
        return tag.end()

    @property
    def inner_end(self) -> int:
        """Offset of the end tag."""
        return self.document.table.closes[self.row]

    @property
    def end(self) -> int:
        """Offset behind the element."""
        if self.is_self_closing:
            return self.inner_end
        return self.document.text.index(b">", self.inner_end) + 1

    @property
    def is_self_closing(self) -> bool:
        """Whether it is written `<a/>`."""
        end = self.document.table.closes[self.row]
        return self.document.text[end - 2] == _SLASH and self.inner_start == end

    @property
    def source(self) -> bytes:
        """The whole element as it is written, in UTF-8."""
        return self.document.text[self.start : self.end]

    @property
    def text(self) -> str:
        """Character data of the element itself, without that of elements inside."""
        table, text = self.document.table, self.document.text
        if table.lasts[self.row] == self.row:
            return self.document.text_at(self.row)
        offset, parts = self.inner_start, []
        for child in self:
            parts.append(text[offset : child.start])
            offset = child.end
        return character_data(b"".join((*parts, text[offset : self.inner_end])))

    def __iter__(self) -> Iterator[Element]:
        """Walk over the elements directly inside."""
        lasts, row, last = self.document.table.lasts, self.row + 1, self.document.table.lasts[self.row]
        while row <= last:
            yield Element(self.document, row)
            row = lasts[row] + 1

    def children(self, *tags: str) -> Iterator[Element]:
        """Walk over the elements directly inside that have one of the names."""
        names, lasts = self.document.table.tags, self.document.table.lasts
        row, last = self.row + 1, lasts[self.row]
        while row <= last:
            if names[row] in tags:
                yield Element(self.document, row)
            row = lasts[row] + 1

    def child(self, *path: str) -> Element | None:
        """Find the first element along a path of names, each directly inside the one before."""
        row = self._row_of(path)
        return None if row < 0 else Element(self.document, row)

    def _row_of(self, path: tuple[str, ...]) -> int:
        """Find the row of the first element along a path; -1 without one."""
        return self.document.row_inside(self.row, path)

    def text_of(self, *path: str) -> str | None:
        """Read the text of the first element along a path, without white space around; None without one."""
        row = self._row_of(path)
        return None if row < 0 else self.document.text_at(row).strip()

    def descendants(self, *tags: str) -> Iterator[Element]:
        """Walk over all elements inside that have one of the names, in document order."""
        names = self.document.table.tags
        for row in range(self.row + 1, self.document.table.lasts[self.row] + 1):
            if names[row] in tags:
                yield Element(self.document, row)

    def ancestors(self) -> Iterator[Element]:
        """Walk outwards over the elements around."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    def indexed(self) -> Element:
        """Return the same element with its children looked up once, for those of which many are asked for."""
        return _IndexedElement(self.document, self.row)


class _IndexedElement(Element):
    """An element that knows the first child of each name."""

    __slots__ = ("_first",)

    def __init__(self, document: XmlDocument, row: int) -> None:
        super().__init__(document, row)
        names, lasts = document.table.tags, document.table.lasts
        self._first: dict[str, int] = {}
        child, last = row + 1, lasts[row]
        while child <= last:
            self._first.setdefault(names[child], child)
            child = lasts[child] + 1

    def children(self, *tags: str) -> Iterator[Element]:
        """Walk over the elements directly inside that have one of the names, without a look at none."""
        first = self._first
        return super().children(*tags) if any(tag in first for tag in tags) else iter(())

    def _row_of(self, path: tuple[str, ...]) -> int:
        row = self._first.get(path[0], -1)
        return row if row < 0 or len(path) == 1 else self.document.row_inside(row, path[1:])
