"""Clean plates put into the lines of an EDL.

A plate has the reel and the timecode of its source, so the event line stays as it is. What tells the two
apart are the names: the clip's, and where the list has one, the file's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from editor.timeline.editing import Plate, Refusals, Replace
from editor.timeline.edl.lines import FROM_FILES, FROM_NAME, TO_NAME, Event, events_of, split_lines
from editor.timeline.errors import EditError
from editor.timeline.media_paths import write_like
from editor.timeline.plate_fit import file_of

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
        self._places: dict[str | int, int] = {event.line: index for index, event in enumerate(self._events)}

    def replaced(self, edits: Iterable[Replace]) -> bytes:
        """Return the list with plates in the place of the clips' media.

        Raises
        ------
        RefusedEditsError
            If clips are not in the list, or given twice.
        """
        seen: set[int] = set()
        refusals = Refusals()
        for edit in edits:
            with refusals.of(edit):
                place = self._free_place(edit, seen)
                seen.add(place)
                self._replace(place, edit.plate)
        refusals.check()
        return b"".join(self._lines)

    def _free_place(self, edit: Replace, seen: set[int]) -> int:
        place = self._places.get(edit.clip[-1]) if edit.clip[:1] == ("event",) else None
        if place is None or place in seen:
            raise EditError(
                "/".join(map(str, edit.clip)), "is not in this list, or edited twice", remedy="read it again"
            )
        return place

    def _replace(self, place: int, plate: Plate) -> None:
        event = self._events[place]
        if event.name_comment in event.comments:
            line, text = event.comments[event.name_comment]
            self._set(line, file_of(plate, text).name)
        else:
            self._insert(event.line, event.name_comment, file_of(plate).name)
        self._set_files(event, event.file_comments, plate)
        follower = self._transition_out_of(place)
        if follower is not None:
            line, text = follower.comments[FROM_NAME]
            self._set(line, file_of(plate, text).name)
            self._set_files(follower, FROM_FILES, plate)

    def _set_files(self, event: Event, keys: Iterable[str], plate: Plate) -> None:
        for key in keys:
            if key in event.comments:
                line, text = event.comments[key]
                is_path, file = "/" in text or "\\" in text, file_of(plate, text)
                self._set(line, write_like(text, file, self._path) if is_path else file.name)

    def _transition_out_of(self, place: int) -> Event | None:
        """Find the transition that follows an event and names its clip once more."""
        following = self._events[place + 1 : place + 3]
        found = next((event for event in following if event.kind != "C" and event.length), None)
        if found is None or TO_NAME not in found.comments or FROM_NAME not in found.comments:
            return None
        half = self._events[self._places[found.line] - 1]
        own = self._events[place]
        is_own = half is own or (half.number == found.number and half.reel == own.reel)
        return found if is_own else None

    def _set(self, line: int, text: str) -> None:
        match = _TEXT.fullmatch(self._lines[line])
        if match is not None:
            self._lines[line] = match[1] + text.encode("utf-8", "surrogateescape") + match[3]

    def _insert(self, line: int, name: str, text: str) -> None:
        """Add a comment behind an event line, in the way that the list writes its comments."""
        pattern = next((event for event in self._events if name in event.comments), None)
        end = _END.search(self._lines[line])
        newline = end[0] if end is not None else b"\n"
        lead = f"* {name}:  ".encode()
        if pattern is not None and (match := _TEXT.fullmatch(self._lines[pattern.comments[name][0]])):
            lead = match[1]
        own = self._lines[line] if end is not None else self._lines[line] + newline
        self._lines[line] = own + lead + text.encode("utf-8", "surrogateescape") + newline
