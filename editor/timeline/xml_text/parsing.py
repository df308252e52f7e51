"""From bytes to a tree that knows where everything lies, with limits on what a file may ask for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from editor.timeline.xml_text.document import ElementTable, XmlDocument
from editor.timeline.xml_text.encoding import to_utf8
from editor.timeline.xml_text.errors import XmlError

_PROLOG_BYTES = 1 << 16
_NO_ATTRIBUTES: dict[str, str] = {}
_EXPORT_AGAIN = "export it again from the editing program"


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """What is refused, because no editing program writes it.

    Attributes
    ----------
    size_bytes : int
        Size of the file.
    depth : int
        Elements within elements.
    elements : int
        Elements in all.
    """

    size_bytes: int = 256 << 20
    depth: int = 256
    elements: int = 4_000_000


def parse_xml(data: bytes, path: Path | None = None, limits: XmlLimits | None = None) -> XmlDocument:
    """Read an XML document.

    Entities are refused, nothing is ever fetched, and a document type is kept without being followed.

    Parameters
    ----------
    data : bytes
        The file as it is.
    path : Path, optional
        Its name for messages.
    limits : XmlLimits, optional
        What is too much.

    Raises
    ------
    XmlError
        If it is not well-formed (XML 1.0, fifth edition), defines or uses entities, or exceeds a limit.
    """
    limits = limits or XmlLimits()
    if len(data) > limits.size_bytes:
        cause = (
            f"it has {len(data) >> 20} MiB, which is more than the {limits.size_bytes >> 20} MiB of any edit"
        )
        raise XmlError(cause, remedy="export a shorter part of the timeline", path=path)
    text, encoding = to_utf8(data, path)
    elements = _Reader(text, path, limits).read()
    return XmlDocument(data, text, encoding, elements, path)


def root_tag(data: bytes) -> str:
    """Look at the beginning of a file for the name of its outermost element; empty if it is no XML."""
    tags: list[str] = []

    def stop(tag: str, _: dict[str, str]) -> None:
        tags.append(tag)
        raise StopIteration

    parser = expat.ParserCreate()
    parser.StartElementHandler = stop
    with suppress(expat.ExpatError, LookupError, ValueError, StopIteration):
        parser.Parse(data[:_PROLOG_BYTES], False)
    return tags[0] if tags else ""


class _Reader:
    """Collects what expat reports.

    expat's byte index is at the `<` of a tag; behind the whole tag when an empty element (`<a/>`) ends.
    """

    def __init__(self, text: bytes, path: Path | None, limits: XmlLimits) -> None:
        self._text = text
        self._path = path
        self._limits = limits
        self._table = ElementTable([], [], [], [], [], [])
        self._open: list[int] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.specified_attributes = True
        self._parser.StartElementHandler = self._starter()
        self._parser.EndElementHandler = self._ender()
        self._parser.EntityDeclHandler = self._refuse_entity
        self._parser.SkippedEntityHandler = self._refuse_reference

    def read(self) -> ElementTable:
        try:
            self._parser.Parse(self._text, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages[error.code]
            raise self._error(f"it is damaged ({reason})", line=error.lineno) from error
        return self._table

    # Called for each of hundreds of thousands of tags, these look nothing up in `self`.

    def _starter(self) -> Callable[[str, dict[str, str]], None]:
        parser, around = self._parser, self._open
        most_depth, most_elements = self._limits.depth, self._limits.elements
        tags, all_attributes, starts = self._table.tags, self._table.attributes, self._table.starts
        closes, parents, lasts = self._table.closes, self._table.parents, self._table.lasts

        def start(tag: str, attributes: dict[str, str]) -> None:
            row = len(tags)
            if len(around) >= most_depth or row >= most_elements:
                raise self._excess()
            tags.append(tag)
            all_attributes.append(attributes or _NO_ATTRIBUTES)
            starts.append(parser.CurrentByteIndex)
            closes.append(0)
            parents.append(around[-1] if around else -1)
            lasts.append(row)
            around.append(row)

        return start

    def _ender(self) -> Callable[[str], None]:
        parser, around, tags = self._parser, self._open, self._table.tags
        closes, lasts = self._table.closes, self._table.lasts

        def end(_: str) -> None:
            row = around.pop()
            closes[row] = parser.CurrentByteIndex
            lasts[row] = len(tags) - 1

        return end

    def _excess(self) -> XmlError:
        if len(self._open) >= self._limits.depth:
            return self._error(f"its elements lie more than {self._limits.depth} deep in each other")
        return self._error(f"it has more than {self._limits.elements} elements")

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise self._error(f"it defines the entity {name}, which no edit needs")

    def _refuse_reference(self, name: str, *_: object) -> None:
        raise self._error(f"it uses the entity {name}, which is not defined in it")

    def _error(self, cause: str, line: int | None = None) -> XmlError:
        line = line or self._parser.CurrentLineNumber
        return XmlError(f"line {line}: {cause}", remedy=_EXPORT_AGAIN, path=self._path, line=line)
