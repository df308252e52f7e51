"""Changes of single members in the text of a JSON document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from editor.timeline.otio.json_text import Change, JsonText, Place, Value
from editor.timeline.otio.layout import Layout, indent_at


class Changing:
    """Works out changes of text in the layout of the document.

    Parameters
    ----------
    document : JsonText
        The document.
    layout : Layout
        How it is laid out.
    """

    def __init__(self, document: JsonText, layout: Layout) -> None:
        self._document = document
        self._layout = layout

    def members(
        self, place: Place, old: Mapping[str, Value], values: Mapping[str, Value]
    ) -> Iterator[Change]:
        """Give members of an object new values; what is equal stays, what is missing comes last.

        Parameters
        ----------
        place : Place
            Of the object.
        old : mapping
            The object as it was read.
        values : mapping
            What changes.
        """
        missing = {}
        for key, value in values.items():
            if key not in old:
                missing[key] = value
            elif not _is_same(old[key], value) and (child := self._document.child(place, key)) is not None:
                yield from self._value(child, old[key], value)
        if missing:
            yield self.appended(place, missing)

    def instead(self, place: Place, value: Value) -> Change:
        """Put one value in the place of another."""
        indent = indent_at(self._document.text, place.start)
        return Change(place.start, place.end, self._layout.text(value, indent))

    def appended(self, place: Place, values: Mapping[str, Value]) -> Change:
        """Add members at the end of an object."""
        layout = self._layout
        known = list(self._document.children(place).values())
        if not known:
            return self.instead(place, dict(values))
        indent = indent_at(self._document.text, known[-1].outset)
        parts = [
            f"{layout.between(indent)}{layout.string(key)}{layout.colon}{layout.text(value, indent)}"
            for key, value in values.items()
        ]
        return Change(known[-1].end, known[-1].end, "".join(parts))

    def removed(self, place: Place, key: str) -> Iterator[Change]:
        """Take a member out of an object, if it has it."""
        known = self._document.children(place)
        keys = list(known)
        if key not in known:
            return
        index = keys.index(key)
        if len(keys) == 1:
            yield Change(place.start + 1, place.end - 1, "")
        elif index + 1 < len(keys):
            yield Change(known[key].outset, known[keys[index + 1]].outset, "")
        else:
            yield Change(known[keys[index - 1]].end, known[key].end, "")

    def _value(self, place: Place, old: Value, value: Value) -> Iterator[Change]:
        if isinstance(value, dict) and isinstance(old, dict) and value and old.keys() == value.keys():
            yield from self.members(place, old, value)
        elif (change := self.instead(place, value)).text != self._document.of(place):
            yield change


def _is_same(old: Value, value: Value) -> bool:
    return old is value or (type(old) is type(value) and old == value)
