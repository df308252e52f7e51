"""How a document's JSON is laid out, so that what we add looks like what was there."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from editor.timeline.otio.json_text import JsonText, Place, Value

_LINE = re.compile(r"(\r?\n)")
_FRAMES = re.compile(r'"value"\s*:\s*(-?[\d.eE+]+)')
_FOREIGN = re.compile(r"[^\x00-\x7f]")


class Raw(str):
    """A piece of JSON that goes in as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Spaces, line ends and numbers of a document.

    Attributes
    ----------
    newline : str
        Line end; empty where all is in one line.
    unit : str
        Indentation of one level.
    colon, comma : str
        Between key and value, and between values in one line.
    is_ascii : bool
        Whether other letters are written as escapes.
    has_floats : bool
        Whether whole numbers of frames are written as 24.0.
    """

    newline: str
    unit: str
    colon: str
    comma: str
    is_ascii: bool
    has_floats: bool

    def text(self, value: Value | Raw, indent: str) -> str:
        """Write a value whose first line stands in a line of the given indentation."""
        if isinstance(value, Raw):
            return str(value)
        if isinstance(value, dict):
            members = [
                f"{self.string(key)}{self.colon}{self.text(child, indent + self.unit)}"
                for key, child in value.items()
            ]
            return self.block("{", members, "}", indent)
        if isinstance(value, list):
            children = [self.text(child, indent + self.unit) for child in value]
            return self.block("[", children, "]", indent)
        return self.string(value) if isinstance(value, str) else _scalar(value)

    def block(self, opening: str, parts: list[str], closing: str, indent: str) -> str:
        """Put parts between brackets, each in a line of its own where the document does so."""
        if not parts:
            return opening + closing
        if not self.newline:
            return opening + self.comma.join(parts) + closing
        between = f",{self.newline}{indent}{self.unit}"
        return f"{opening}{between[1:]}{between.join(parts)}{self.newline}{indent}{closing}"

    def between(self, indent: str) -> str:
        """Return what separates two members in lines of the given indentation."""
        return f",{self.newline}{indent}" if self.newline else self.comma

    def string(self, text: str) -> str:
        """Write a string."""
        return _string(text, self.is_ascii)

    def number(self, value: Fraction, like: Value = None) -> Raw:
        """Write a count of frames or a rate; a whole one as another number is written, if that is given."""
        has_point = isinstance(like, float) if isinstance(like, (int, float)) else self.has_floats
        is_plain = value.denominator == 1 and not has_point
        return Raw(str(value.numerator) if is_plain else repr(float(value)))

    def moved(self, text: str, indent: str, to: str) -> str:
        """Write a value of several lines again under another indentation."""
        if not self.newline or indent == to:
            return text
        first, *rest = _LINE.split(text)
        return first + "".join(
            to + line.removeprefix(indent) if index % 2 else line for index, line in enumerate(rest)
        )


def layout_of(document: JsonText, place: Place) -> Layout:
    """Look at the object at a place to see how the document is laid out around it."""
    text = document.text
    member = next(iter(document.children(place).values()), None)
    if member is None:
        return Layout("", "", ": ", ", ", is_ascii=False, has_floats=True)
    lead = text[place.start + 1 : member.outset]
    newline = ("\r\n" if "\r\n" in lead else "\n") if "\n" in lead else ""
    own, inner = indent_at(text, place.start), lead.rpartition("\n")[2] if newline else ""
    return Layout(
        newline=newline,
        unit=inner.removeprefix(own) if newline else "",
        colon=text[member.outset : member.start].rpartition('"')[2],
        comma=", " if newline or ", " in document.of(place) else ",",
        is_ascii="\\u" in text and _FOREIGN.search(text) is None,
        has_floats=_has_floats(document, place),
    )


def indent_at(text: str, position: int) -> str:
    """Return the white space that the line of a position begins with."""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return line[: len(line) - len(line.lstrip(" \t"))]


@lru_cache(maxsize=1 << 16)
def _string(text: str, is_ascii: bool) -> str:
    return json.dumps(text, ensure_ascii=is_ascii)


def _scalar(value: float | None) -> str:
    is_plain = type(value) in (int, float) and value is not None and math.isfinite(value)
    return repr(value) if is_plain else json.dumps(value)


def _has_floats(document: JsonText, place: Place) -> bool:
    match = _FRAMES.search(document.text, place.start)
    return match is None or "." in match[1]
