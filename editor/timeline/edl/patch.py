"""Clean plates put into the lines of an EDL.

A plate has the reel and the timecode of its source, so the event line stays as it is. What tells the two
apart are the names: the clip's, and where the list has one, the file's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from editor.timeline.editing import Plate, Replace
from editor.timeline.edl.lines import events_of, split_lines
from editor.timeline.errors import EditError
from editor.timeline.media_paths import write_like

_NAME, _TO_NAME = "FROM CLIP NAME", "TO CLIP NAME"
_FILES = ("FROM FILE", "FROM CLIP", "SOURCE FILE", "CLIP FILE", "FILE PATH")
_TO_FILES = ("TO FILE", "TO CLIP", "TO SOURCE FILE")
_TEXT = re.compile(rb"(.*?(?::|\sIS\s)\s*)(.*?)(\s*)", re.IGNORECASE | re.DOTALL)
_END = re.compile(rb"\r\n|\r|\n")


class EdlPatch:
    """Changes comments of one list.

    Parameters
    ----------
    data : bytes
        The list.
    path : Path
        Where the edited one will lie.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        self._lines = split_lines(data)
        self._path = path
        self._events = list(events_of(self._lines))
        self._places = {event.line: index for index, event in enumerate(self._events)}

    def replaced(self, edits: Iterable[Replace]) -> bytes:
        """Return the list with plates in the place of the clips' media.

        Raises
        ------
        EditError
            If a clip is not in the list, or given twice.
        """
        seen = set()
        for edit in edits:
            place = self._places.get(int(edit.clip[1]), None) if edit.clip[:1] == ("event",) else None
            if place is None or place in seen:
                raise EditError(
                    "/".join(map(str, edit.clip)),
                    "is not in this list, or edited twice",
                    remedy="read it again",
                )
            seen.add(place)
            self._replace(place, edit.plate)
        return b"".join(self._lines)

    def _replace(self, place: int, plate: Plate) -> None:
        event = self._events[place]
        is_incoming = event.kind != "C" and _TO_NAME in event.comments
        name, files = (_TO_NAME, _TO_FILES) if is_incoming else (_NAME, _FILES)
        if name in event.comments:
            self._set(event.comments[name][0], plate.path.name)
        else:
            self._insert(event.line, name, plate.path.name)
        for key in files:
            if key in event.comments:
                line, text = event.comments[key]
                is_path = "/" in text or "\\" in text
                self._set(line, write_like(text, plate.path, self._path) if is_path else plate.path.name)
        self._rename_outgoing(place, plate)

    def _rename_outgoing(self, place: int, plate: Plate) -> None:
        """Name the plate in a following transition as well, which begins with the same clip."""
        follower = next(
            (event for event in self._events[place + 1 : place + 3] if event.kind != "C" and event.length),
            None,
        )
        if follower is None or _TO_NAME not in follower.comments or _NAME not in follower.comments:
            return
        earlier = self._events[self._places[follower.line] - 1]
        continues = earlier.line == self._events[place].line or (
            earlier.number == follower.number and earlier.reel == self._events[place].reel
        )
        if continues:
            self._set(follower.comments[_NAME][0], plate.path.name)

    def _set(self, line: int, text: str) -> None:
        match = _TEXT.fullmatch(self._lines[line])
        if match is not None:
            self._lines[line] = match[1] + text.encode() + match[3]

    def _insert(self, line: int, name: str, text: str) -> None:
        """Add a comment behind an event line, in the way that the list writes its comments."""
        pattern = next((event for event in self._events if name in event.comments), None)
        end = _END.search(self._lines[line])
        newline = end[0] if end is not None else b"\n"
        lead = f"* {name}:  ".encode()
        if pattern is not None and (match := _TEXT.fullmatch(self._lines[pattern.comments[name][0]])):
            lead = match[1]
        own = self._lines[line] if end is not None else self._lines[line] + newline
        self._lines[line] = own + lead + text.encode() + newline
