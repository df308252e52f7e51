"""The lines of an EDL: events with the statements and comments that belong to them.

Bytes are kept as they are: lines end with LF, CR LF or CR, names are UTF-8 or Latin-1, and lists from tape
end in Ctrl-Z and zeros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LONGEST = 2000
_TIMECODE = rb"(\d\d[:;.,]\d\d[:;.,]\d\d[:;.,]\d\d\d?)"
_EVENT = re.compile(
    rb"\s*(\d{1,9}[A-Za-z]?)\s+(\S.*?)\s+"
    rb"(NONE|AA/V|A\d*/V|A?A?V\d*|AA|A\d*|B|[AV\d]{1,8}(?:/[AV\d]{1,8})?)\s+"
    rb"(C|D|W\d{1,3}|K\s?B|K\s?O|K)\s+(?:(\d{1,5})\s+)?" + rb"\s+".join([_TIMECODE] * 4) + rb"\s*",
    re.IGNORECASE,
)
_M2 = re.compile(rb"M2\s+(\S.*?)\s+([-+]?\s*\d{1,6}(?:\.\d{1,4})?)\s+" + _TIMECODE + rb"\s*", re.IGNORECASE)
_COMMENT = re.compile(rb"\s*(?:\*\s*)?([A-Z][A-Z ]{2,30}?)\s*(?::|\sIS\s)\s*(.*?)\s*", re.IGNORECASE)
_LOCATOR = re.compile(rb"\s*\*\s*LOC:\s*" + _TIMECODE + rb"\s+(\S+)\s*(.*?)\s*", re.IGNORECASE)


FROM_NAME, TO_NAME = "FROM CLIP NAME", "TO CLIP NAME"
FROM_FILES, TO_FILES = ("FROM FILE", "FROM CLIP"), ("TO FILE", "TO CLIP")
_OWN_FILES = ("SOURCE FILE", "CLIP FILE", "FILE PATH")


@dataclass(frozen=True, slots=True)
class SpeedLine:
    """An `M2` statement: frames per second of the source, and where it is entered."""

    frames_per_second: str
    entry: str


@dataclass(frozen=True, slots=True)
class LocatorLine:
    """A `* LOC:` comment: a marker on the record."""

    line: int
    timecode: str
    colour: str
    text: str


@dataclass(slots=True)
class Event:
    """One event line and what follows it.

    Attributes
    ----------
    line : int
        Index of its line.
    number, reel, channels, kind : str
        As written; `kind` is C, D, W001, K, KB or KO.
    length : int
        Of a transition, in frames; 0 for a cut.
    timecodes : tuple of str
        Source in and out, record in and out.
    is_drop_frame : bool
        Whether `FCM: DROP FRAME` is in force.
    comments : dict of str to (int, str)
        Line and text by name (`FROM CLIP NAME`), the first of each.
    speed : SpeedLine or None
        The `M2` that belongs to its reel.
    locators : list of LocatorLine
        Markers.
    """

    line: int
    number: str
    reel: str
    channels: str
    kind: str
    length: int
    timecodes: tuple[str, str, str, str]
    is_drop_frame: bool
    comments: dict[str, tuple[int, str]] = field(default_factory=dict)
    speed: SpeedLine | None = None
    locators: list[LocatorLine] = field(default_factory=list)

    @property
    def is_incoming(self) -> bool:
        """Whether it is the second half of a transition that names both clips."""
        return self.kind != "C" and TO_NAME in self.comments

    @property
    def name_comment(self) -> str:
        """The comment that names its clip."""
        return TO_NAME if self.is_incoming else FROM_NAME

    @property
    def file_comments(self) -> tuple[str, ...]:
        """The comments that name its file; a source file is the event's own in a transition, too."""
        return (*TO_FILES, *_OWN_FILES) if self.is_incoming else (*FROM_FILES, *_OWN_FILES)


def split_lines(data: bytes) -> list[bytes]:
    """Cut into lines, each with its end."""
    return data.splitlines(keepends=True)


def text_of(raw: bytes) -> str:
    """Read a name: UTF-8, or Latin-1 where it is none."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def event_match(line: bytes) -> re.Match[bytes] | None:
    """Take an event line apart."""
    return _EVENT.fullmatch(line) if len(line) <= _LONGEST else None


def title_of(lines: list[bytes]) -> str:
    """Return the title of a list, or an empty text."""
    found = next((line for line in lines[:50] if line.lstrip().upper().startswith(b"TITLE:")), b"")
    return text_of(found.partition(b":")[2].strip())


def events_of(lines: list[bytes]) -> Iterator[Event]:
    """Read all events with what belongs to them."""
    event: Event | None = None
    earlier: Event | None = None
    is_drop_frame = False
    for index, line in enumerate(lines):
        bare = line.strip()
        if len(bare) > _LONGEST:
            continue
        if bare.upper().startswith(b"FCM:"):
            is_drop_frame = b"NON" not in bare.upper()
        elif (match := event_match(line)) is not None:
            if event is not None:
                yield event
            earlier, event = event, _event(index, match, is_drop_frame=is_drop_frame)
        elif event is not None and bare:
            _add(event, earlier, index, bare)
    if event is not None:
        yield event


def _event(index: int, match: re.Match[bytes], *, is_drop_frame: bool) -> Event:
    number, reel, channels, kind = (text_of(match[group]) for group in (1, 2, 3, 4))
    timecodes = (match[6].decode(), match[7].decode(), match[8].decode(), match[9].decode())
    kind = kind.upper().replace(" ", "")
    return Event(
        index,
        number,
        reel,
        channels.upper(),
        kind,
        int(match[5] or 0),
        timecodes,
        is_drop_frame,
    )


def _add(event: Event, earlier: Event | None, index: int, line: bytes) -> None:
    if (speed := _M2.fullmatch(line)) is not None:
        found = SpeedLine(text_of(speed[2]).replace(" ", ""), speed[3].decode())
        owner = earlier if earlier is not None and _is_of(speed[1], earlier, event) else event
        owner.speed = found
    elif (marker := _LOCATOR.fullmatch(line)) is not None:
        event.locators.append(LocatorLine(index, marker[1].decode(), text_of(marker[2]), text_of(marker[3])))
    elif (comment := _COMMENT.fullmatch(line)) is not None:
        name = " ".join(text_of(comment[1]).upper().split())
        event.comments.setdefault(name, (index, text_of(comment[2])))


def _is_of(reel: bytes, earlier: Event, event: Event) -> bool:
    """Say whether a speed is that of the outgoing clip of a transition of two lines."""
    name = text_of(reel).strip()
    return (
        earlier.number == event.number and earlier.reel.startswith(name) and not event.reel.startswith(name)
    )
