"""What clips are drawn from: footage by index, kept in memory as far as that is allowed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engines.train.material import Frames, MaterialError, Rgb8

Silhouette = NDArray[np.bool_]
"""h x w: the outline of a real thing, cut out to its box."""


class Footage(Frames, Protocol):
    """A clip, or a photograph, which is a clip of one frame."""

    @property
    def name(self) -> str:
        """What it is called, for people and for the cache."""


class MattedFootage(Footage, Protocol):
    """Footage of which nobody knows what lies under its mattes."""

    def hidden(self, index: int) -> NDArray[np.bool_]:
        """Return where a frame cannot be learned from: H x W."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Footage of one kind, of which a fixed share of all clips is drawn.

    Attributes
    ----------
    footage : sequence of Footage
        At least one.
    weight : float
        Beside that of the others; above 0.
    """

    footage: Sequence[Footage]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class ClipMaterial:
    """All that clips and their holes are made of.

    Attributes
    ----------
    strata : sequence of Stratum
        The footage.
    silhouettes : sequence of Silhouette
        Outlines of real things, for holes; may be none.
    """

    strata: Sequence[Stratum]
    silhouettes: Sequence[Silhouette] = ()

    def check(self) -> None:
        """Make sure that clips can be drawn.

        Raises
        ------
        MaterialError
            If there is no footage, or a weight that is none.
        """
        if not self.strata or not all(len(one.footage) for one in self.strata):
            raise MaterialError("no clip and no photograph")
        for stratum in self.strata:
            if not stratum.weight > 0:
                raise MaterialError(f"a weight is {stratum.weight}, and has to be above 0")
            for footage in stratum.footage:
                if not len(footage):
                    raise MaterialError(f"{footage.name} has no frames")


class FrameCache:
    """Frames that were read lately, in so many bytes; several threads may ask.

    Parameters
    ----------
    most_bytes : int
        What is kept at most; 0 keeps nothing.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._frames: OrderedDict[tuple[str, int], Rgb8] = OrderedDict()
        self._lock = threading.Lock()
        self.held_bytes = 0
        self.misses = 0

    def frame(self, footage: Footage, index: int) -> Rgb8:
        """Return a frame of some footage, read only if it is not here."""
        key = footage.name, index
        with self._lock:
            kept = self._frames.get(key)
            if kept is not None:
                self._frames.move_to_end(key)
                return kept
            self.misses += 1
        read = footage.frame(index)
        with self._lock:
            if key not in self._frames:
                self._frames[key] = read
                self.held_bytes += read.nbytes
            while self.held_bytes > self._most_bytes and self._frames:
                _, oldest = self._frames.popitem(last=False)
                self.held_bytes -= oldest.nbytes
        return read


class CachedFootage:
    """Footage whose frames are looked for in a cache first.

    Parameters
    ----------
    footage : Footage
        Where they come from; its name has to be its own in the cache.
    cache : FrameCache
        Shared by all footage of a training.
    """

    def __init__(self, footage: Footage, cache: FrameCache) -> None:
        self._footage = footage
        self._cache = cache

    @property
    def name(self) -> str:
        """Of the footage."""
        return self._footage.name

    def __len__(self) -> int:
        return len(self._footage)

    def frame(self, index: int) -> Rgb8:
        """Return a frame."""
        return self._cache.frame(self._footage, index)


class CachedMatted(CachedFootage):
    """The same for footage with mattes.

    Parameters
    ----------
    footage : MattedFootage
        Where frames and mattes come from.
    cache : FrameCache
        Of the frames; mattes are asked for each time.
    """

    def __init__(self, footage: MattedFootage, cache: FrameCache) -> None:
        super().__init__(footage, cache)
        self._matted = footage

    def hidden(self, index: int) -> NDArray[np.bool_]:
        """Return where a frame cannot be learned from."""
        return self._matted.hidden(index)


class FootagePart:
    """A stretch of some footage.

    Parameters
    ----------
    footage : Footage
        The whole.
    part : range
        Which frames.
    """

    def __init__(self, footage: Footage, part: range) -> None:
        self._footage = footage
        self._part = part

    @property
    def name(self) -> str:
        """Of the whole, with the frames."""
        return f"{self._footage.name} {self._part.start}-{self._part.stop - 1}"

    def __len__(self) -> int:
        return len(self._part)

    def frame(self, index: int) -> Rgb8:
        """Return a frame of the stretch."""
        return self._footage.frame(self._part[index])
