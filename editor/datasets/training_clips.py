"""Clips to learn from and clips to check on: a few short runs of small frames, read through FrameReaders."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.training_pictures import Picture, read_labels, shrunk
from editor.errors import UsageError
from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from editor.media.picture import FrameReader

RUNS, RUN_FRAMES = 3, 8
"""So many runs are kept of a clip, evenly spread over it, of so many frames."""


class ClipRuns:
    """Frames of a clip in which movement can be seen.

    Parameters
    ----------
    path : Path
        The clip.

    Raises
    ------
    CleanplateError
        If it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        with closing(open_clip(path)) as reader:
            last = max(0, len(reader) - RUN_FRAMES)
            starts = sorted({round(last * at / max(1, RUNS - 1)) for at in range(RUNS)})
            wanted = sorted(
                {at for start in starts for at in range(start, min(len(reader), start + RUN_FRAMES))}
            )
            self._frames = [small_frame(reader, at) for at in wanted]

    def __len__(self) -> int:
        return len(self._frames)

    def frame(self, index: int) -> Picture:
        """Return a frame: H x W x 3, uint8, RGB."""
        return self._frames[index]


class MaskedClip:
    """The first frames of a clip with their masks, to see how a network does on it.

    Parameters
    ----------
    path : Path
        The clip.
    masks : list of Path
        A mask for each of its frames, from the first one that is used.
    first : int
        That frame.

    Raises
    ------
    CleanplateError
        If clip or masks cannot be read.
    """

    def __init__(self, path: Path, masks: list[Path], first: int = 0) -> None:
        with closing(open_clip(path)) as reader:
            if first + len(masks) > len(reader):
                cause = f"there are masks up to frame {first + len(masks) - 1}, of {len(reader)} frames"
                raise UsageError(cause, remedy="give one mask for each frame", path=path)
            self._frames = [small_frame(reader, first + at) for at in range(len(masks))]
        self._masks = [_mask(mask, frame) for mask, frame in zip(masks, self._frames, strict=True)]

    def __len__(self) -> int:
        return len(self._frames)

    def frame(self, index: int) -> Picture:
        """Return a frame: H x W x 3, uint8, RGB."""
        return self._frames[index]

    def mask(self, index: int) -> NDArray[np.float32]:
        """Return its mask: H x W, 0 to 1."""
        return self._masks[index]


def small_frame(reader: FrameReader, index: int) -> Picture:
    """Read a frame as training wants it: small, 8 bit."""
    rgb = to_rgb(reader.read(index))
    return shrunk((rgb >> 8 if rgb.dtype == np.uint16 else rgb).astype(np.uint8, copy=False))


def _mask(path: Path, frame: Picture) -> NDArray[np.float32]:
    mask = cv2.resize(read_labels(path), frame.shape[1::-1], interpolation=cv2.INTER_AREA)
    return np.asarray(mask / np.float32(255), np.float32)
