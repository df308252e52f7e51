"""What a propagation takes and gives, and what each way of carrying one object from frame to frame must do.

Two levels. A **stepper** carries one object in one direction, one frame at a time, and knows nothing of
clips, keys or cuts. A **propagation** has any number of keys and objects; it decides who steps where, fuses
what comes from both sides, keeps objects apart, and gives frames back as they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Rgb8 = NDArray[np.uint8]
"""H x W x 3, RGB, 0 to 255, C-contiguous."""

SoftMatte = NDArray[np.float32]
"""H x W, 0 to 1: how much of each pixel is the object."""

Matte = NDArray[np.uint8]
"""H x W, 0 to 255: a soft matte as users see and store it."""

PictureSource = Callable[[int], Rgb8]
"""Gives the picture of a frame by its clip index; asked frame by frame, so nobody holds a whole clip."""


class Reason(Enum):
    """Why a frame's matte may be wrong."""

    FLOW = "flow disagreement"
    COLOUR = "colour disagreement"
    AREA = "area jump"
    BORDER = "touching the border"
    SIDES = "both sides disagree"
    ENGINES = "engines disagree"
    LOST = "object lost"


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """What a stepper believes of one frame.

    Attributes
    ----------
    matte : SoftMatte
        H x W, of the picture's size.
    confidence : SoftMatte
        H x W, 0 to 1: how likely the matte is right there within a tenth or so.
    doubts : mapping of Reason to float
        What speaks against it, 0 (nothing) to 1 (all), for the whole frame; only what the stepper can tell.
    """

    matte: SoftMatte
    confidence: SoftMatte
    doubts: Mapping[Reason, float] = field(default_factory=dict)


class Stepper(Protocol):
    """Carries one object through consecutive frames, in one direction.

    All pictures and mattes of one run have one size, which the caller chooses. Nothing is kept between runs:
    the same calls give the same result.
    """

    def expect(self, frames: int) -> None:
        """Hear before the first step how many there will be: a longer way is worth more preparation."""

    def begin(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Start at a key frame, forgetting everything before.

        Parameters
        ----------
        rgb : Rgb8
            The frame's picture.
        matte : SoftMatte
            What the user made; it may be all black, for an object that is yet to come.
        """

    def add_key(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Learn from another key frame of the same object, such as the one at the other end.

        The run stays where it is; appearance alone is learned. May be called any time after `begin`.
        """

    def prepare(self) -> None:
        """Learn now what would otherwise be learned with the first step; may take seconds."""

    def step(self, rgb: Rgb8) -> Estimate:
        """Go on to the next frame.

        Parameters
        ----------
        rgb : Rgb8
            Its picture.
        """

    def settle(self, matte: SoftMatte) -> None:
        """Take what the caller made of the last estimate as this frame's matte.

        Other objects may have won some of its pixels, or another engine may know better. The next step starts
        from it. Not to be called after a step means that the estimate stands.
        """


MakeStepper = Callable[[], Stepper]
"""Makes a fresh stepper for each object and direction."""


class Direction(Enum):
    """Which way from its keys an object is carried."""

    BOTH = "both"
    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True, eq=False)
class ObjectKeys:
    """One object with what the user made of it.

    Attributes
    ----------
    name : str
        Unique among the objects.
    mattes : mapping of int to Matte
        Clip index to key matte, H x W, tight around the object; never changed.
    """

    name: str
    mattes: Mapping[int, Matte]


@dataclass(frozen=True, slots=True, eq=False)
class PropagationTask:
    """What is to be propagated.

    Attributes
    ----------
    objects : tuple of ObjectKeys
        At least one, each with at least one key within `frames`.
    frames : range
        Clip indices that want a matte, step 1.
    cuts : tuple of int
        Indices of frames that begin a new shot; nothing is carried over them.
    pinned : frozenset of int
        Frames that have a matte from elsewhere: none is made for them, nothing is carried over them.
    direction : Direction
        Which way from the keys.
    seed : int
        Of everything random.
    """

    objects: tuple[ObjectKeys, ...]
    frames: range
    cuts: tuple[int, ...] = ()
    pinned: frozenset[int] = frozenset()
    direction: Direction = Direction.BOTH
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class ObjectFrame:
    """One object on one frame.

    Attributes
    ----------
    matte : Matte
        H x W, of the picture's size; a key matte comes back as it was given.
    confidence : float
        0 to 1: the overlap with the truth that is expected; 1 for a key.
    doubts : mapping of Reason to float
        What speaks against it, 0 to 1 each.
    is_key : bool
        Whether the user made it.
    """

    matte: Matte
    confidence: float
    doubts: Mapping[Reason, float]
    is_key: bool


@dataclass(frozen=True, slots=True, eq=False)
class PropagatedFrame:
    """All objects on one frame.

    Attributes
    ----------
    index : int
        Clip index.
    objects : mapping of str to ObjectFrame
        By name; objects that no key reaches are left out.
    """

    index: int
    objects: Mapping[str, ObjectFrame]
