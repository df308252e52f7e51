"""JSON as the text that it is: where each value stands, so that one can change and the rest cannot.

Values are read by the standard library; positions come from one pass over the brackets, and from looking
closely only at the objects and arrays that are asked for. Beyond RFC 8259, files hold bare `NaN`, `Inf` and
`Infinity`, integers of any size, the same key twice (the last one counts) and single surrogates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeAlias

from editor.timeline.model import Locator

Value: TypeAlias = "dict[str, Value] | list[Value] | str | int | float | bool | None"
_BOM = "\ufeff"
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_NEXT_BRACKET = re.compile(rf'(?:[^"{{}}\[\]]++|{_STRING})*+([{{}}\[\]])', re.DOTALL)
_MEMBER = re.compile(
    rf"\s*+,?+\s*+({_STRING})\s*+:\s*+(?:({_STRING}|[^\s,{{}}\[\]]++)|(?=[{{\[]))", re.DOTALL
)
_SCALAR = re.compile(rf"{_STRING}|[^\s,{{}}\[\]]+", re.DOTALL)
_OPENING = re.compile(r"[{\[]")
_PLAIN_KEY = re.compile(r"[\w .-]*", re.ASCII)
_ESCAPED_LETTER = re.compile(r"\\u00[2-7]")
_SPACE = re.compile(r"\s*+")
_COMMA = re.compile(r"\s*+,?\s*+")
_LAX = re.compile(rf"{_STRING}|\bInf\b|\bnan\b|\binf(?:inity)?\b", re.DOTALL)
_LAX_NUMBERS = {"Inf": "Infinity", "inf": "Infinity", "infinity": "Infinity", "nan": "NaN"}
_MAX_LEVELS = 512
_CLOSING = {"{": "}", "[": "]"}


class JsonError(ValueError):
    """Text that is no JSON, or more of it than can be read."""


class Change(NamedTuple):
    """A piece of text that is replaced.

    Attributes
    ----------
    start, end : int
        Positions; equal ones for an insertion.
    text : str
        What comes in its place.
    """

    start: int
    end: int
    text: str


class Place(NamedTuple):
    """Where a value stands.

    Attributes
    ----------
    start, end : int
        Its text.
    outset : int
        Where its key begins, or itself in an array.
    """

    start: int
    end: int
    outset: int


class JsonText:
    """A JSON document and the positions of its values.

    Parameters
    ----------
    data : bytes
        UTF-8, with or without a byte order mark; bytes that are no UTF-8 survive.

    Nothing is read before it is asked for; whatever is asked for raises `JsonError` where brackets do not
    match, or lie deeper than 512 levels.
    """

    def __init__(self, data: bytes) -> None:
        self.text = data.decode("utf-8", "surrogateescape")
        self._children: dict[int, dict[str | int, Place]] = {}
        self._single: dict[tuple[int, str], Place | None] = {}

    @cached_property
    def value(self) -> Value:
        """All of it, as the standard library reads it.

        Raises
        ------
        JsonError
            If it is no JSON, or too deep.
        """
        try:
            return _loaded(self.text.removeprefix(_BOM))
        except json.JSONDecodeError:
            return self._value_with_lax_numbers()
        except (RecursionError, ValueError) as error:
            raise JsonError(_reason(error)) from error

    @cached_property
    def root(self) -> Place:
        """The outermost value."""
        start = _after(_SPACE, self.text, len(_BOM) if self.text.startswith(_BOM) else 0)
        return Place(start, self._end(start), start)

    def place(self, locator: Locator) -> Place:
        """Find a value by its path of keys and indices.

        Raises
        ------
        KeyError
            If there is none.
        """
        found = self.root
        for step in locator:
            child = self.children(found)[step] if isinstance(step, int) else self.child(found, step)
            if child is None:
                raise KeyError(step)
            found = child
        return found

    def children(self, place: Place) -> dict[str | int, Place]:
        """Return the values of an object by key, or of an array by index, in the order of the text."""
        known = self._children.get(place.start)
        if known is None:
            opening = self.text[place.start : place.start + 1]
            known = {}
            if opening == "{":
                known.update(self._members(place))
            elif opening == "[":
                known.update(self._elements(place))
            self._children[place.start] = known
        return known

    def child(self, place: Place, key: str) -> Place | None:
        """Find one member of an object; None without it.

        A key that is spelled but once in the object is found without a look at the others, which is what
        makes a change of ten thousand clips quick.
        """
        known = place.start, key
        if known not in self._single:
            self._single[known] = self._single_member(place, key)
        return self._single[known]

    def _single_member(self, place: Place, key: str) -> Place | None:
        is_spelled_so = _PLAIN_KEY.fullmatch(key) is not None and not self._has_escaped_letters
        if place.start in self._children or not is_spelled_so:
            return self.children(place).get(key)
        written = f'"{key}"'
        at = self.text.find(written, place.start, place.end)
        if at < 0:
            return None
        # Behind a backslash its first quote belongs to a string that goes on.
        is_single = self.text.find(written, at + 1, place.end) < 0 and self.text[at - 1] != "\\"
        match = _MEMBER.match(self.text, at) if is_single and self._is_outermost(at, place) else None
        return self.children(place).get(key) if match is None else self._member(match)

    def _is_outermost(self, at: int, place: Place) -> bool:
        """Say whether a position lies in an object itself; False where that takes a closer look."""
        opening = _OPENING.search(self.text, place.start + 1, at)
        while opening is not None:
            end = self._ends.get(opening.start(), at + 1)
            if end > at:
                return False
            opening = _OPENING.search(self.text, end, at)
        return True

    @cached_property
    def _has_escaped_letters(self) -> bool:
        """Whether keys may be spelled in other ways than their letters."""
        return _ESCAPED_LETTER.search(self.text) is not None

    def of(self, place: Place) -> str:
        """Return the text of a value."""
        return self.text[place.start : place.end]

    def edited(self, changes: Iterable[Change]) -> bytes:
        """Return the document with pieces replaced; those at one position keep the order given.

        Raises
        ------
        ValueError
            If two of them overlap.
        """
        return self._edited(0, len(self.text), changes).encode("utf-8", "surrogateescape")

    def piece(self, place: Place, changes: Iterable[Change]) -> str:
        """Return the text of a value with pieces of it replaced, as `edited` does."""
        return self._edited(place.start, place.end, changes)

    def _edited(self, start: int, end: int, changes: Iterable[Change]) -> str:
        pieces, done = [], start
        for change in sorted(changes, key=lambda change: (change.start, change.end)):
            if change.start < done:
                raise ValueError("two changes overlap")
            pieces += [self.text[done : change.start], change.text]
            done = change.end
        return "".join([*pieces, self.text[done:end]])

    def _value_with_lax_numbers(self) -> Value:
        """Look for numbers that only C++ knows, once it is clear that all strings are closed."""
        rest = _after(_SPACE, self.text, self.root.end)
        if rest != len(self.text):
            raise JsonError(f"there is more in line {self.text.count(chr(10), 0, rest) + 1}, after its end")
        try:
            return _loaded(_LAX.sub(_strict, self.of(self.root)))
        except (RecursionError, ValueError) as error:
            raise JsonError(_reason(error)) from error

    @cached_property
    def _ends(self) -> dict[int, int]:
        ends: dict[int, int] = {}
        open_brackets: list[int] = []
        match = _NEXT_BRACKET.match(self.text)
        while match is not None:
            at, bracket = match.start(1), match[1]
            if bracket in _CLOSING:
                open_brackets.append(at)
                if len(open_brackets) > _MAX_LEVELS:
                    raise JsonError(f"it is nested deeper than {_MAX_LEVELS} levels")
            elif not open_brackets or _CLOSING[self.text[open_brackets[-1]]] != bracket:
                raise JsonError("its brackets do not match")
            else:
                ends[open_brackets.pop()] = at + 1
            match = _NEXT_BRACKET.match(self.text, at + 1)
        if open_brackets:
            raise JsonError("it ends in the middle")
        return ends

    def _end(self, start: int) -> int:
        if self.text[start : start + 1] in _CLOSING:
            return self._ends[start]
        match = _SCALAR.match(self.text, start)
        if match is None:
            raise JsonError("a value is missing")
        return match.end()

    def _members(self, place: Place) -> Iterator[tuple[str, Place]]:
        at = place.start + 1
        while match := _MEMBER.match(self.text, at):
            member = self._member(match)
            yield _key(match[1]), member
            at = member.end

    def _member(self, match: re.Match[str]) -> Place:
        start, end = match.span(2)
        if start < 0:
            start = match.end()
            end = self._ends[start]
        return Place(start, end, match.start(1))

    def _elements(self, place: Place) -> Iterator[tuple[int, Place]]:
        at, index = _after(_SPACE, self.text, place.start + 1), 0
        while at < place.end - 1:
            end = self._end(at)
            yield index, Place(at, end, at)
            at, index = _after(_COMMA, self.text, end), index + 1


def _key(written: str) -> str:
    return str(json.loads(written, strict=False)) if "\\" in written else written[1:-1]


def _loaded(text: str) -> Value:
    loaded: Value = json.loads(text, strict=False)
    return loaded


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[:1].lower()}{error.msg[1:]} in line {error.lineno}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "a number is too long"


def _strict(match: re.Match[str]) -> str:
    return _LAX_NUMBERS.get(match[0], match[0])


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match is not None else at
