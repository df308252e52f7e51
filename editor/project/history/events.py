"""What listeners of a project are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class How(Enum):
    """What became of a part of the document."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Cause(Enum):
    """Why the document changed. Gathering only changes the history."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    GATHERING = "gathering"


class LayerKind(Enum):
    """The three kinds of layers; each has a table of this name."""

    SHAPE = "shapes"
    STROKE = "strokes"
    MATTE = "mattes"

    @property
    def noun(self) -> str:
        """Name of one of them."""
        return self.value.removesuffix("s")


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """A setting of the project."""

    name: str
    how: How


@dataclass(frozen=True, slots=True)
class MediaChanged:
    """A clip that shots are taken from."""

    media_id: int
    how: How


@dataclass(frozen=True, slots=True)
class ShotChanged:
    """A shot."""

    shot_id: int
    how: How


@dataclass(frozen=True, slots=True)
class TrackChanged:
    """A planar track."""

    track_id: int
    shot_id: int
    how: How


@dataclass(frozen=True, slots=True)
class PlateChanged:
    """A clean plate of a frame."""

    plate_id: int
    shot_id: int
    frame: int
    how: How


@dataclass(frozen=True, slots=True)
class ObjectChanged:
    """An object, its layers aside."""

    object_id: int
    shot_id: int
    how: How


@dataclass(frozen=True, slots=True)
class OverlayChanged:
    """What is known of an overlay that an object removes."""

    overlay_id: int
    object_id: int
    how: How


@dataclass(frozen=True, slots=True)
class LayerChanged:
    """A shape, stroke or matte.

    Attributes
    ----------
    kind : LayerKind
        Which of them.
    layer_id, object_id : int
        The layer and its object.
    first_frame, last_frame : int or None
        Frames that may look different now; None where open to that side.
    how : How
        What became of it.
    """

    kind: LayerKind
    layer_id: int
    object_id: int
    first_frame: int | None
    last_frame: int | None
    how: How


Event = (
    SettingChanged
    | MediaChanged
    | ShotChanged
    | TrackChanged
    | PlateChanged
    | ObjectChanged
    | OverlayChanged
    | LayerChanged
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an edit was made, so that undo can show it.

    Attributes
    ----------
    shot_id : int or None
        The shot.
    frame : int or None
        Frame index.
    """

    shot_id: int | None = None
    frame: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An edit in the history.

    Attributes
    ----------
    id : int
        Ascending in time.
    name : str
        For the menu: "Draw stroke".
    made_at : datetime
        When, in UTC.
    place : Place
        Where.
    is_undone : bool
        Whether it waits to be redone.
    """

    id: int
    name: str
    made_at: datetime
    place: Place
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Committed:
    """A transaction is on the disk.

    Attributes
    ----------
    cause : Cause
        What kind of transaction it was.
    step : Step
        The edit that was made, undone, redone or gathered.
    events : tuple of Event
        All that changed, by table and id.
    """

    cause: Cause
    step: Step
    events: tuple[Event, ...]
