"""The clips of an OTIO document, by locator."""

from __future__ import annotations

import json
import re
from functools import cached_property

from editor.timeline.errors import EditError
from editor.timeline.model import Convention, Locator
from editor.timeline.otio.applications import convention_of
from editor.timeline.otio.json_text import JsonText, Value
from editor.timeline.otio.references import DEFAULT_KEY, reference_nodes, schema_of
from editor.timeline.otio.times import as_object, as_text

_TARGET = re.compile(r'"target_url(?:_base)?"\s*:\s*("[^"\\]++(?:\\.[^"\\]*+)*+")', re.DOTALL)


class Clips:
    """Finds clips, their media and the stack that they lie in.

    Parameters
    ----------
    document : JsonText
        The document.
    """

    def __init__(self, document: JsonText) -> None:
        self._document = document
        self._known: dict[Locator, dict[str, Value]] = {}

    def clip(self, locator: Locator) -> dict[str, Value]:
        """Return a clip.

        Raises
        ------
        EditError
            If there is none.
        """
        if (known := self._known.get(locator)) is not None:
            return known
        node = as_object(self.at(locator))
        if schema_of(node) != "Clip":
            raise EditError("/".join(map(str, locator)), "is not in this timeline", remedy="read it again")
        self._known[locator] = node
        return node

    def at(self, locator: Locator) -> Value:
        """Return the value of a locator, None without one."""
        value = self._document.value
        for step in locator:
            if isinstance(value, dict):
                value = value.get(str(step))
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                value = value[step]
            else:
                return None
        return value

    def name(self, locator: Locator) -> str:
        """Name a clip, for messages."""
        return as_text(self.clip(locator).get("name")) or "/".join(map(str, locator))

    def shown(self, locator: Locator) -> tuple[str, dict[str, Value], Locator]:
        """Return key, node and locator of the media that a clip shows.

        Raises
        ------
        EditError
            If it has none.
        """
        clip = self.clip(locator)
        active = as_text(clip.get("active_media_reference_key")) or DEFAULT_KEY
        nodes = list(reference_nodes(clip, locator))
        if not nodes:
            raise EditError(self.name(locator), "has no media", remedy="choose a clip with media")
        key, node, place = next((row for row in nodes if row[0] == active), nodes[0])
        return key, as_object(node), place

    def stack(self, locator: Locator) -> Locator:
        """Find the stack whose tracks hold a clip.

        Raises
        ------
        EditError
            If it lies in none.
        """
        self.clip(locator)
        for length in (len(locator) - 4, len(locator) - 2):
            if length >= 0 and schema_of(self.at(locator[:length])) == "Stack":
                return locator[:length]
        raise EditError(
            self.name(locator),
            "lies in no stack of tracks",
            remedy="replace its media or add a reference instead",
        )

    def neighbour(self, node: dict[str, Value]) -> str | None:
        """Return a path as the document writes them: a reference's own one, or any."""
        own = as_text(node.get("target_url")) or as_text(node.get("target_url_base"))
        return own or self._any_target

    @cached_property
    def convention(self) -> Convention:
        """What the ranges of retimed clips mean."""
        return convention_of(self._document.value, self._document.text)

    @cached_property
    def _any_target(self) -> str | None:
        found = _TARGET.search(self._document.text)
        return None if found is None else str(json.loads(found[1], strict=False))
