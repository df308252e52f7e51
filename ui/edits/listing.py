"""What the window shows of an edit's shots; nothing here loads the libraries that read edits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

EDIT_SUFFIXES = (".otio", ".otioz", ".otiod", ".edl", ".xml", ".fcpxml", ".fcpxmld", ".aaf")
"""Endings of files that are opened as edits."""

DEFAULT_PATTERN = "sh{number:3}"
DEFAULT_HANDLES = 8


@dataclass(frozen=True, slots=True)
class ListSettings:
    """How shots are made of clips.

    Attributes
    ----------
    pattern : str
        For names: text with `{number:3}`, `{marker}`, `{clip}`, `{event}`, `{reel}` or `{track}`.
    handles : int
        Frames to add on both ends.
    with_disabled : bool
        Whether muted clips are listed, too.
    """

    pattern: str = DEFAULT_PATTERN
    handles: int = DEFAULT_HANDLES
    with_disabled: bool = False


@dataclass(frozen=True, slots=True)
class ListedShot:
    """A row of the list: a shot, or a clip that cannot be one.

    Attributes
    ----------
    name : str
        Of the shot, or of the clip.
    clip : str
        What `open_clip` takes; empty where it was not found.
    clip_name : str
        As the edit calls it.
    frames : range
        Frames of the clip that the edit shows.
    handles : (int, int)
        Frames before and after that a delivery has besides.
    timecode : str
        Where it begins in the edit.
    use_count : int
        Clips that show it.
    markers : tuple of str
        What markers on it say.
    is_known : bool
        Whether the list of shots beside the edit has it.
    why_not : str
        Why it cannot be a shot; empty where it can.
    """

    name: str
    clip: str = ""
    clip_name: str = ""
    frames: range = range(0)
    handles: tuple[int, int] = (0, 0)
    timecode: str = ""
    use_count: int = 1
    markers: tuple[str, ...] = ()
    is_known: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class EditList:
    """All rows of an edit.

    Attributes
    ----------
    rows : tuple of ListedShot
        In the order of the edit, what cannot be a shot last.
    notices : tuple of str
        Sentences about what should be known of it.
    """

    rows: tuple[ListedShot, ...]
    notices: tuple[str, ...] = ()


def is_edit(path: Path) -> bool:
    """Whether a file is opened as an edit, by its name."""
    return path.suffix.lower() in EDIT_SUFFIXES
