"""What every completion engine takes and gives.

An engine is handed one window of consecutive frames at a time and returns the pixels of its holes. Whoever
drives it (the render worker) slides the window along a shot, never across a cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol, Self, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8] | NDArray[np.uint16]
"""H x W x 3, RGB, C-contiguous, full range of its type, in the source's own primaries and transfer."""

Matte = NDArray[np.uint8]
"""H x W, 255 = remove, 0 = keep, between = soft edge. Engines fill every pixel above 0."""

Provenance = NDArray[np.int32]
"""H x W: where each pixel of a fill comes from; clip indices from 0, or one of the `Origin`s below 0."""

SettingsT = TypeVar("SettingsT", covariant=True)


class Origin(IntEnum):
    """What a pixel comes from that is no other frame's."""

    KNOWN = -1
    """It is no hole."""

    SPATIAL = -2
    """Made up from the surroundings."""

    PLATE = -3
    """The median over time behind a still camera."""

    STTN = -11
    OPN = -12
    RNOT = -13


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A picture that pixels may be taken from.

    Attributes
    ----------
    index : int
        Its frame index in the clip.
    rgb : Rgb
        The picture, of the window's size and type.
    matte : Matte
        Where it must not be taken from (above 0).
    """

    index: int
    rgb: Rgb
    matte: Matte


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Consecutive frames of one shot, without a cut between them.

    Attributes
    ----------
    start : int
        Clip index of the first frame.
    frames : sequence of Rgb
        The pictures, all of one size and type.
    mattes : sequence of Matte
        One for each frame; above 0 is hole.
    done : int
        So many leading frames were completed by the window before: their holes hold finished fill, which
        this window continues and does not compute again.
    emit_count : int
        So many frames after the done ones are to be returned; the rest is context from the future.
    far : tuple of Source
        Frames of the same shot from outside the window, for background that the window never shows.
    references : tuple of Source
        Retouched frames from outside the clip, preferred to every other source.
    seed : int
        Seeds everything random (grain), together with each frame's clip index.
    wants_provenance : bool
        Whether the fills are to say where their pixels come from; engines that cannot tell may leave it out.
    """

    start: int
    frames: Sequence[Rgb]
    mattes: Sequence[Matte]
    done: int
    emit_count: int
    far: tuple[Source, ...] = ()
    references: tuple[Source, ...] = ()
    seed: int = 0
    wants_provenance: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Fill:
    """The filled pixels of one frame.

    Attributes
    ----------
    index : int
        Clip index of the frame.
    top, left : int
        Where the upper left corner of `rgb` lies in the frame, in pixels.
    rgb : Rgb
        A crop that covers the bounding box of the frame's hole; outside the hole it equals the frame.
        0 x 0 where the frame has no hole.
    provenance : Provenance or None
        Of the crop's size, where it was asked for and is known.
    """

    index: int
    top: int
    left: int
    rgb: Rgb
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How an engine wants to be driven within a memory budget.

    Attributes
    ----------
    window : int
        Frames handed over at once, done and context frames included.
    overlap : int
        Leading frames of a window that the one before has already completed (`Window.done`).
    lookahead : int
        Trailing frames that are context only; at the end of a shot there are none.
    far_count : int
        How many far frames of the shot are wanted, evenly spaced over it.
    memory_bytes : int
        Estimated peak of the engine and the window's frames together.
    seconds_per_frame : float
        Estimated time, measured on a small piece of work on this machine.
    """

    window: int
    overlap: int
    lookahead: int
    far_count: int
    memory_bytes: int
    seconds_per_frame: float


@dataclass(frozen=True, slots=True)
class Shape:
    """Size of the pictures of a shot.

    Attributes
    ----------
    height, width : int
        In pixels.
    itemsize : int
        1 for 8-bit, 2 for 16-bit pictures.
    hole_share : float
        Mean share of the picture that is hole, 0 to 1.
    """

    height: int
    width: int
    itemsize: int = 1
    hole_share: float = field(default=0.05)


class CompletionEngine(Protocol[SettingsT]):
    """One way to fill holes. Built from its settings alone; holds no state between windows."""

    name: str

    @property
    def settings(self) -> SettingsT:
        """The frozen dataclass the engine was built with."""

    def plan(self, shape: Shape, frames: int, budget_bytes: int) -> Plan:
        """Choose a window for a shot.

        Raises
        ------
        BudgetError
            If not even the smallest window fits.
        """

    def complete(self, window: Window) -> list[Fill]:
        """Fill the holes of frames `done .. done + emit_count - 1`, in order.

        Raises
        ------
        NothingToFillFromError
            If no pixel of any frame or source is known.
        ShapeError
            If the arrays do not fit together.
        """


@runtime_checkable
class RunsNetworks(Protocol):
    """An engine that runs networks, and lets the user say where and how."""

    def on(self, device: str, precision: str) -> Self:
        """Return the same engine for another device.

        Parameters
        ----------
        device : str
            `auto`, `cpu`, `cuda`, `cuda:N` or `mps`.
        precision : str
            `auto`, `fp32`, `bf16` or `fp16`.

        Raises
        ------
        DeviceError
            If there is no such device or precision here.
        MissingWeightsError
            If the engine has no weights to run.
        """
