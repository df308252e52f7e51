"""Names of shots by a pattern: `sh{number:3}`, `{marker}`, `{clip}`, `{event}`, `{reel}`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from editor.errors import UsageError
from editor.timeline.shots.uses import Use

DEFAULT_PATTERN = "sh{number:3}"
STEP = 10
"""Shots are numbered in tens, which leaves room for those that come later."""

_FIELD = re.compile(r"\{([a-z]+)(?::(\d))?\}")
_FIELDS = ("number", "marker", "clip", "event", "reel", "track")
_FORBIDDEN = re.compile(r"(?:[^\w.-]|_)+")
_LONGEST = 80


class ShotNames:
    """Gives each shot a name of its own.

    Parameters
    ----------
    pattern : str
        Text with fields in braces; a digit behind a colon is the width of a number.
    taken : sequence of str
        Names that are in use already.

    Raises
    ------
    UsageError
        If a field is not known, or there is none.
    """

    def __init__(self, pattern: str, taken: Sequence[str] = ()) -> None:
        unknown = {match[1] for match in _FIELD.finditer(pattern)} - set(_FIELDS)
        plain = _FIELD.sub("", pattern)
        if unknown or "{" in plain or "}" in plain or plain == pattern:
            raise UsageError(
                f"{pattern!r} is no pattern for names",
                remedy=f"write text with {', '.join('{' + name + '}' for name in _FIELDS)}",
            )
        self._pattern = pattern
        self._taken = {name.casefold() for name in taken}
        self._number = 0

    def name(self, use: Use) -> str:
        """Name a shot by its first clip; what no file name can hold becomes an underscore."""
        while True:
            self._number += STEP
            wanted = _clean(_FIELD.sub(lambda match: self._value(match, use), self._pattern))
            name = wanted or f"sh{self._number:03}"
            if "{number" in self._pattern and name.casefold() in self._taken:
                continue
            return self._unique(name)

    def _value(self, match: re.Match[str], use: Use) -> str:
        width = int(match[2] or 1)
        if match[1] == "number":
            return f"{self._number:0{width}}"
        texts = {
            "marker": use.markers[0].name or use.markers[0].comment if use.markers else "",
            "clip": use.clip.name.rpartition(".")[0] or use.clip.name,
            "event": use.clip.event or "",
            "reel": use.clip.reel or "",
            "track": use.track,
        }
        text = texts[match[1]]
        return text.zfill(width) if text.isdecimal() else text

    def _unique(self, name: str) -> str:
        unique, count = name, 1
        while unique.casefold() in self._taken:
            count += 1
            unique = f"{name}_{count}"
        self._taken.add(unique.casefold())
        return unique


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("_", text).strip("._ ")[:_LONGEST]
