"""Finding hard cuts, while a clip streams by.

Every frame is reduced to a small grey picture and compared with the one before, in blocks that may each have
moved a little, so that pans and fast objects count for less than new content. A cut is a step that is large
by itself, at least twice as large as the steps around it, and lasting: no frame shortly before may resemble
one shortly after, as they do around a photographer's flash. Fades and dissolves take small steps and are not
cuts.
"""

from __future__ import annotations

from collections import deque

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from editor.media.picture import FrameReader, Picture
from editor.media.shaper import shape

Image = NDArray[np.uint8] | NDArray[np.uint16]
_Small = NDArray[np.float32]

LOOKAHEAD = 3
"""So many frames after a cut are looked at before it is reported."""

HISTORY = 4
"""So many frames before a cut are compared with those after it."""

_WIDTH, _HEIGHT, _BLOCK_WIDTH, _BLOCK_HEIGHT = 64, 36, 8, 9
_REACH = 4
_LARGE_STEP = 6.0
_LARGE_SHARE_OF_CONTRAST = 0.12
_SMALLEST_RATIO = 2.0
_SMALLEST_LASTING_SHARE = 0.5
_NOISE = 1.0
_STILL = 1.0


class CutDetector:
    """Finds cuts in frames that are handed over one by one, for callers who decode them anyway."""

    def __init__(self) -> None:
        self._count = 0
        self._frames: deque[_Small] = deque(maxlen=HISTORY + 1 + LOOKAHEAD)
        self._steps: deque[float] = deque(maxlen=HISTORY + 1 + LOOKAHEAD)

    def push(self, image: Image) -> int | None:
        """Look at the next frame.

        Parameters
        ----------
        image : ndarray of uint8 or uint16
            Height x width x 3 RGB, or height x width luma, in the full scale of its type; always the same
            kind.

        Returns
        -------
        int or None
            Index of a frame that begins a new shot, `LOOKAHEAD` frames after it was handed over.
        """
        return self._push(_reduced(image, 255 / np.iinfo(image.dtype).max))

    def finish(self) -> tuple[int, ...]:
        """Say which of the last `LOOKAHEAD` frames begin a new shot."""
        last = range(max(1, self._count - LOOKAHEAD), self._count)
        return tuple(index for index in last if self._is_cut(index))

    def push_picture(self, picture: Picture) -> int | None:
        """Look at the next frame as it was decoded, by its luma or green; returns the same as `push`."""
        plane = picture.planes[0 if picture.format.is_yuv else 1]
        if plane.dtype == np.float32:
            return self.push(shape(plane.astype(np.float32, copy=False)))
        return self._push(_reduced(plane, 255 / ((1 << picture.format.bit_depth) - 1)))

    def _push(self, small: _Small) -> int | None:
        self._steps.append(_difference(small, self._frames[-1]) if self._frames else 0.0)
        self._frames.append(small)
        self._count += 1
        index = self._count - 1 - LOOKAHEAD
        return index if index > 0 and self._is_cut(index) else None

    def _is_cut(self, index: int) -> bool:
        at = index - (self._count - len(self._frames))
        steps = list(self._steps)
        around = [*steps[max(1, at - 2) : at], *steps[at + 1 : at + 3]]
        stands_out = steps[at] >= _SMALLEST_RATIO * (max(around, default=0.0) + _NOISE)
        return stands_out and self._is_large(at) and self._lasts(at)

    def _is_large(self, at: int) -> bool:
        contrast = max(float(self._frames[at - 1].std()), float(self._frames[at].std()))
        return self._steps[at] >= min(_LARGE_STEP, _LARGE_SHARE_OF_CONTRAST * contrast)

    def _lasts(self, at: int) -> bool:
        frames = list(self._frames)
        nearest = min(
            _difference(later, earlier)
            for earlier in frames[max(0, at - HISTORY) : at]
            for later in frames[at:]
        )
        return nearest >= _SMALLEST_LASTING_SHARE * self._steps[at]


def find_cuts(reader: FrameReader) -> tuple[int, ...]:
    """Find the hard cuts of a clip, decoding it once.

    Parameters
    ----------
    reader : FrameReader
        An open clip.

    Returns
    -------
    tuple of int
        Indices of the frames that begin a new shot, ascending, without frame 0.

    Raises
    ------
    MediaError
        If a frame is damaged.
    """
    detector = CutDetector()
    found = [detector.push_picture(reader.read(index)) for index in range(len(reader))]
    return (*(index for index in found if index is not None), *detector.finish())


def _reduced(image: NDArray[np.generic], scale: float) -> _Small:
    """Shrink to the small grey picture, values 0 to 255."""
    small = cv2.resize(np.asarray(image), (_WIDTH, _HEIGHT), interpolation=cv2.INTER_AREA).astype(np.float32)
    grey: _Small = small if small.ndim == 2 else small.mean(axis=2)
    return grey * np.float32(scale)


def _difference(one: _Small, other: _Small) -> float:
    """Mean absolute difference, every block of one picture where it fits the other best."""
    plain = float(np.abs(one - other).mean())
    if plain < _STILL:
        return plain  # no need to look for movement
    padded = np.pad(other, _REACH, mode="edge")
    moved = sliding_window_view(padded, one.shape)
    rows, columns = _HEIGHT // _BLOCK_HEIGHT, _WIDTH // _BLOCK_WIDTH
    by_block = np.abs(moved - one).reshape(-1, rows, _BLOCK_HEIGHT, columns, _BLOCK_WIDTH)
    return float(by_block.mean(axis=(2, 4)).min(axis=0).mean())
