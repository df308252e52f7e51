"""What a render says while it runs, and in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TypeAlias


class Phase(Enum):
    """What a render is doing."""

    ANALYSING = "looking for cuts and holes"
    SEARCHING = "looking for what was burned in"
    FILLING = "filling"
    REPLACING = "replacing the background"
    CHECKING = "checking"
    LEARNING = "learning the shot"
    PROPAGATING = "propagating"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know that is no error.

    Attributes
    ----------
    text : str
        One sentence without the final stop.
    is_detail : bool
        Whether it is only for those who want to know more.
    """

    text: str
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the render will take, said before it begins to fill.

    Attributes
    ----------
    frame_count, hole_count : int
        Frames that are delivered, and those of them that are still to be filled.
    seconds : float
        Time for the fill.
    memory_bytes : int
        Peak over all processes.
    disk_bytes : int
        Outputs and finished parts together.
    """

    frame_count: int
    hole_count: int
    seconds: float
    memory_bytes: int
    disk_bytes: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a phase is.

    Attributes
    ----------
    phase : Phase
        What is being done.
    done, total : int
        Frames.
    frames_per_second : float
        Mean over the phase; 0 as long as it is not known.
    seconds_left : float or None
        Until the phase ends; None as long as it is not known.
    """

    phase: Phase
    done: int
    total: int
    frames_per_second: float = 0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Which background is never seen, said before anything is filled.

    Attributes
    ----------
    unseen : mapping of int to float
        Share of the hole that no frame of the shot shows, 0 to 1, by frame; of some frames only.
    """

    unseen: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class FrameMade:
    """A frame can be looked at before all are done.

    Attributes
    ----------
    index : int
        Frame index.
    data : bytes
        A PNG: a matte, or what fills the hole with alpha; empty where that has no pixels.
    top, left : int
        Where it lies in the picture.
    shape : (int, int)
        Height and width of the whole picture.
    confidence : float or None
        Of a propagated matte, 0 to 1.
    """

    index: int
    data: bytes = field(repr=False)
    top: int
    left: int
    shape: tuple[int, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ItemFound:
    """Something was found that was burned in; its matte is the same on all of its frames.

    Attributes
    ----------
    first, last : int
        Frame indices, both included.
    top, left : int
        Where its matte lies in the picture, in pixels.
    matte : bytes
        A PNG; 255 = to be removed.
    shape : (int, int)
        Height and width of the whole picture.
    confidence : float
        0 to 1.
    overlay : bytes
        What is known of it where it can be un-blended, as `encode_overlay` encodes it; empty elsewhere.
    """

    first: int
    last: int
    top: int
    left: int
    matte: bytes = field(repr=False)
    shape: tuple[int, int]
    confidence: float
    overlay: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """The render is done.

    Attributes
    ----------
    outputs : tuple of Path
        What was delivered, the clean plate first.
    frame_count : int
        Frames in each.
    filled_count : int
        Frames with a hole.
    resumed_count : int
        Those of them that were taken over from an interrupted render.
    seconds : float
        Time it took.
    """

    outputs: tuple[Path, ...]
    frame_count: int
    filled_count: int
    resumed_count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Begun:
    """Outputs have been begun.

    Attributes
    ----------
    partials : tuple of Path
        What is to be removed if the worker dies.
    """

    partials: tuple[Path, ...]


class FailureKind(Enum):
    """Why a render ended without a result."""

    ERROR = "error"
    OUT_OF_MEMORY = "out of memory"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Failure:
    """The render ended without a result.

    Attributes
    ----------
    kind : FailureKind
        Why.
    cause, remedy : str
        As `CleanplateError` has them.
    path : Path or None
        The file it is about.
    frame : int or None
        The frame it is about.
    exit_status : int
        For the terminal.
    traceback : str
        For those who look for the fault.
    """

    kind: FailureKind
    cause: str
    remedy: str
    path: Path | None = None
    frame: int | None = None
    exit_status: int = 1
    traceback: str = ""


Message: TypeAlias = Begun | Notice | Estimate | Outlook | Progress | FrameMade | ItemFound | Result | Failure
