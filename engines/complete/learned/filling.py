"""The holes of a window filled by a network, at full size.

Crop by crop: made small, filled, matched in colour, calmed, brought back with detail, and mixed with the
crops that overlap in time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.grain import grain, grain_strength
from engines.complete.explicit.motion import Motion
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import Box, bounding_box
from engines.complete.explicit.window_pictures import REFERENCE_PREFERENCE
from engines.complete.learned.boxes import common, within
from engines.complete.learned.calming import calmed, seen_motion
from engines.complete.learned.colour import matched, widened
from engines.complete.learned.crops import Crop, choose_crops
from engines.complete.learned.detail import detail, find_sources
from engines.complete.learned.network import FillNetwork, Masks, Planes
from engines.complete.learned.scaling import enlarged, shrunk
from engines.complete.learned.views import View

MOST_MEMORY = 6
"""Frames of other times that a crop is filled from beside its own."""

_MEMORY_EVERY = 10
_LACKS_DETAIL = 0.8
_BESIDE_PX = 64
_NOISE_PIXELS = 1 << 20

MotionOf = Callable[[Crop, Sequence[View]], Motion]
"""Motion between the pictures that a crop sees, at its network's scale."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """What fills the hole of one picture.

    Attributes
    ----------
    box : Box
        Bounding box of the hole.
    hole : ndarray
        Of the box's size, bool.
    colours : ndarray
        m x 3, float32, 0 to 1: the m pixels of the hole in the order of `numpy.nonzero`.
    """

    box: Box
    hole: NDArray[np.bool_]
    colours: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Manner:
    """How fills are finished.

    Attributes
    ----------
    steadiness : float
        How much what is carried through time counts beside what the network made of each frame.
    longest : int
        Frames that a network is handed at once are at most about so many.
    seed : int
        Of the grain.
    """

    steadiness: float
    longest: int
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class CropFill:
    """What a network made of a crop, at its scale; one entry for each picture that it saw.

    Attributes
    ----------
    crop : Crop
        The crop.
    pictures : sequence of View
        What it saw.
    smalls : sequence of ndarray
        h x w x 3, float32, 0 to 1, filled.
    holes : ndarray
        T x h x w, bool.
    motion : Motion
        Between them.
    """

    crop: Crop
    pictures: Sequence[View]
    smalls: Sequence[NDArray[np.float32]]
    holes: Masks
    motion: Motion


def fill_pictures(
    pictures: Sequence[View],
    far: Sequence[View],
    wanted: range,
    network: FillNetwork,
    manner: Manner,
    pool: Pool,
    motion_of: MotionOf | None = None,
) -> list[Patch | None]:
    """Fill the holes of consecutive pictures.

    Parameters
    ----------
    pictures : sequence of View
        In order of time.
    far : sequence of View
        Of other times, to take from.
    wanted : range
        Positions of those to be filled.
    network : FillNetwork
        Fills at its own scale.
    manner : Manner
        How fills are finished.
    pool : Pool
        Does the work beside the network.
    motion_of : callable, optional
        Knows the motion; without it, the filled pictures are looked at.

    Returns
    -------
    list of Patch or None
        One for each wanted picture, None where it has no hole.
    """
    crops = choose_crops([picture.hole for picture in pictures], wanted, network.sight, manner.longest)
    noise = _noise(pictures[crops[0].core.start], crops[0]) if crops else np.zeros(3, np.float32)
    canvases = {i: _Canvas.around(pictures[i]) for i in wanted}
    for crop in crops:
        _lay(fill_crop(crop, pictures, far, network, manner, pool, motion_of), canvases, noise, pool)

    def finished(i: int) -> Patch | None:
        canvas = canvases[i]
        if canvas is None:
            return None
        return canvas.patch(grain(noise, canvas.count, manner.seed, pictures[i].index))

    return pool.map(finished, wanted)


def _noise(picture: View, crop: Crop) -> NDArray[np.float32]:
    """Measure the grain beside a hole: standard deviation of each channel, 0 to 1."""
    around = crop.inner.grown(_BESIDE_PX, *picture.hole.shape)
    rows = min(around.bottom - around.top, max(1, _NOISE_PIXELS // (around.right - around.left)))
    top = (around.top + around.bottom - rows) // 2
    box = replace(around, top=top, bottom=top + rows)
    strength = grain_strength(picture.cut(box), picture.hole[box.area])
    return strength / np.float32(np.iinfo(picture.rgb.dtype).max)


def fill_crop(
    crop: Crop,
    pictures: Sequence[View],
    far: Sequence[View],
    network: FillNetwork,
    manner: Manner,
    pool: Pool,
    motion_of: MotionOf | None = None,
) -> CropFill:
    """Fill one crop at the network's scale; the parameters are those of `fill_pictures`."""
    seen = [pictures[i] for i in crop.context]
    known, holes = small_pictures(seen, crop, pool)
    memory, memory_holes = small_pictures(_memory(crop, pictures, far), crop, pool)
    predicted = network.fill(known, widened(holes), memory, memory_holes)
    smalls: Sequence[NDArray[np.float32]] = list(matched(predicted, known, holes))
    motion = seen_motion(smalls, list(holes), pool) if motion_of is None else motion_of(crop, seen)
    smalls = calmed(smalls, list(holes), motion, manner.steadiness, pool)
    return CropFill(crop, seen, smalls, holes, motion)


def small_pictures(pictures: Sequence[View], crop: Crop, pool: Pool) -> tuple[Planes, Masks]:
    """Bring a crop of pictures, and of their holes, to the network's scale."""
    size = crop.height, crop.width
    planes = np.zeros((len(pictures), *size, 3), np.float32)
    masks = np.zeros((len(pictures), *size), np.bool_)

    def lay(i: int) -> None:
        planes[i], masks[i] = shrunk(pictures[i].cut(crop.box), pictures[i].hole[crop.box.area], size)

    pool.map(lay, range(len(pictures)))
    return planes, masks


def _memory(crop: Crop, pictures: Sequence[View], far: Sequence[View]) -> list[View]:
    """Choose frames beside those that the crop sees: retouched ones first, then those that show the most."""
    beside = [i for i in range(0, len(pictures), _MEMORY_EVERY) if i not in crop.context]
    offered = [*far, *(pictures[i] for i in beside)]
    hidden = [float(picture.hole[crop.box.area].mean()) for picture in offered]
    retouched = [picture.preference >= REFERENCE_PREFERENCE for picture in offered]
    showing = (i for i in range(len(offered)) if hidden[i] < 1)
    order = sorted(showing, key=lambda i: (not retouched[i], hidden[i]))
    return sorted((offered[i] for i in order[:MOST_MEMORY]), key=lambda picture: picture.index)


def _lay(made: CropFill, canvases: dict[int, _Canvas | None], noise: NDArray[np.float32], pool: Pool) -> None:
    """Bring a crop's fills back to full size, with the detail that its scale has lost."""
    crop, box = made.crop, made.crop.box
    lacks_detail = crop.height < _LACKS_DETAIL * (box.bottom - box.top)
    sources = find_sources(made.smalls, list(made.holes), made.motion.backward) if lacks_detail else None
    fulls = [picture.cut(box) for picture in made.pictures]

    def lay(i: int) -> None:
        canvas = canvases[i]
        part = None if canvas is None else common(canvas.box, crop.inner)
        if canvas is None or part is None:
            return
        at = i - crop.context.start
        hole = made.pictures[at].hole
        colours = enlarged(made.smalls[at], box, part)[hole[part.area]]
        if sources is not None:
            own = np.zeros_like(hole)
            own[part.area] = hole[part.area]
            colours += detail(sources[at], own[box.area], made.smalls, fulls, noise)
        canvas.add(part, colours, crop.weight(i))

    pool.map(lay, crop.frames)


class _Canvas:
    """The hole of one picture, while crops lay their fills into it."""

    def __init__(self, box: Box, hole: NDArray[np.bool_]) -> None:
        self.box = box
        self._hole = hole
        self._total = np.zeros((*hole.shape, 3), np.float32)
        self._weight = np.zeros(hole.shape, np.float32)

    @classmethod
    def around(cls, picture: View) -> _Canvas | None:
        """Start with nothing in the picture's hole; None where it has none."""
        box = bounding_box(picture.hole)
        return None if box is None else cls(box, picture.hole[box.area])

    @property
    def count(self) -> int:
        """Pixels of the hole."""
        return int(self._hole.sum())

    def add(self, part: Box, colours: NDArray[np.float32], weight: float) -> None:
        """Add colours for the hole's pixels in a part of the picture."""
        inside = within(part, self.box).area
        hole = self._hole[inside]
        self._total[inside][hole] += colours * np.float32(weight)
        self._weight[inside][hole] += np.float32(weight)

    def patch(self, noise: NDArray[np.float32]) -> Patch:
        """Give what has been laid, with noise (m x 3, 0 to 1) on it."""
        mean = self._total[self._hole] / self._weight[self._hole][:, None]
        return Patch(self.box, self._hole, np.clip(mean + noise, 0, 1))
