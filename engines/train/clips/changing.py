"""How clips are varied: one change is drawn for a clip, and all its frames and masks get that very change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.train.looks import Look, developed, draw_look
from engines.train.material import Rgb8
from engines.train.warps import Random

Planes = TypeVar("Planes", NDArray[np.uint8], NDArray[np.float32])

_PLAIN = Look((1.0, 1.0, 1.0), 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Variety:
    """How different clips of the same footage may be.

    Attributes
    ----------
    mirrored : float
        How often left and right change places.
    closest : float
        A clip shows at least a part of the picture that is so many times smaller than the largest of its
        shape; 1 shows the largest always.
    relit : float
        How often light, tone curve, focus and noise are changed.
    """

    mirrored: float = 0.5
    closest: float = 1.5
    relit: float = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of every frame of a clip.

    Attributes
    ----------
    left, top, width, height : int
        The part of the picture that is shown.
    is_mirrored : bool
        Whether left and right change places.
    look : Look
        Light, tone curve, focus, and the strength of the noise, which is drawn afresh for each frame as
        sensors do.
    size : (int, int)
        Width and height to be made.
    """

    left: int
    top: int
    width: int
    height: int
    is_mirrored: bool
    look: Look
    size: tuple[int, int]

    def cut(self, planes: Planes, *, nearest: bool = False) -> Planes:
        """Change the geometry of a picture or mask: H x W or H x W x C.

        Parameters
        ----------
        planes : ndarray
            A picture or a mask.
        nearest : bool
            Whether no values between may arise.
        """
        part = planes[self.top : self.top + self.height, self.left : self.left + self.width]
        how = cv2.INTER_AREA if self.width >= self.size[0] else cv2.INTER_LINEAR
        made = cv2.resize(part, self.size, interpolation=cv2.INTER_NEAREST if nearest else how)
        result: Planes = np.ascontiguousarray(made[:, ::-1] if self.is_mirrored else made)
        return result

    def lit(self, rgb: Rgb8, random: Random) -> Rgb8:
        """Change the light of a picture whose geometry is changed already."""
        return rgb if self.look == _PLAIN else developed(rgb, self.look, random)


def draw_change(shape: tuple[int, int], size: tuple[int, int], variety: Variety, random: Random) -> Change:
    """Draw the change of a clip.

    Parameters
    ----------
    shape : (int, int)
        Height and width of its frames.
    size : (int, int)
        Width and height to be made.
    variety : Variety
        How much may change.
    random : Generator
        What decides.
    """
    share = min(shape[1] / size[0], shape[0] / size[1]) / float(random.uniform(1, max(1.0, variety.closest)))
    width, height = (max(1, min(shape[1 - at], round(size[at] * share))) for at in (0, 1))
    left, top = (int(random.integers(rest + 1)) for rest in (shape[1] - width, shape[0] - height))
    is_mirrored = bool(random.random() < variety.mirrored)
    look = draw_look(random) if random.random() < variety.relit else _PLAIN
    return Change(left, top, width, height, is_mirrored, look, size)
