"""Footage that networks learn to fill from, read frame by frame when it is asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.training_pictures import Picture, pictures_in, read_labels, read_rgb
from editor.masks.mattes import MatteRequest, open_mattes
from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from editor.media.picture import FrameReader

MOST_OPEN = 8
"""Clips that are open at the same time."""

_READER_BYTES = 16 << 20
_MOST_OUTLINES, _LONGEST_OUTLINE_PX = 500, 128
_LEAST_SHARE, _LARGEST_SHARE = 0.004, 0.4


class OpenClips:
    """Readers of the clips that were looked into lately; several threads may ask."""

    def __init__(self) -> None:
        self._readers: OrderedDict[Path, FrameReader] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, path: Path, index: int) -> Picture:
        """Read a frame of a clip: H x W x 3, uint8, RGB.

        Raises
        ------
        CleanplateError
            If it cannot be read.
        """
        with self._lock:
            reader = self._readers.pop(path, None) or open_clip(path, cache_bytes=_READER_BYTES)
            self._readers[path] = reader
            while len(self._readers) > MOST_OPEN:
                self._readers.popitem(last=False)[1].close()
            rgb = to_rgb(reader.read(index))
        return (rgb >> 8 if rgb.dtype == np.uint16 else rgb).astype(np.uint8, copy=False)

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            while self._readers:
                self._readers.popitem()[1].close()


class FootageClip:
    """A clip, frame by frame.

    Parameters
    ----------
    name : str
        What it is called.
    path : Path
        A movie or a folder of frames.
    short_side_px : int
        Frames are made so small that their shorter side is no longer than that.
    clips : OpenClips
        Reads them.

    Raises
    ------
    CleanplateError
        If it cannot be opened.
    """

    def __init__(self, name: str, path: Path, short_side_px: int, clips: OpenClips) -> None:
        self.name = name
        self._path, self._short_side_px, self._clips = path, short_side_px, clips
        with closing(open_clip(path, cache_bytes=_READER_BYTES)) as reader:
            self._count = len(reader)

    def __len__(self) -> int:
        return self._count

    def frame(self, index: int) -> Picture:
        """Return a frame: H x W x 3, uint8, RGB."""
        return shortened(self._clips.read(self._path, index), self._short_side_px)


class MattedClip(FootageClip):
    """A clip of which nobody knows what lies under its mattes.

    Parameters
    ----------
    path, short_side_px, clips
        As for `FootageClip`.
    mask : Path
        The mattes; frames without one are known as a whole.

    Raises
    ------
    CleanplateError
        If clip or mattes cannot be read.
    """

    def __init__(self, path: Path, mask: Path, short_side_px: int, clips: OpenClips) -> None:
        super().__init__(path.stem, path, short_side_px, clips)
        with closing(open_clip(path)) as reader:
            request = MatteRequest(mask, range(len(reader)), keep_missing=True)
            with closing(open_mattes(request, reader.info)) as mattes:
                self._hidden = [_packed(mattes.read(at), short_side_px) for at in range(len(reader))]

    def hidden(self, index: int) -> NDArray[np.bool_]:
        """Return where a frame cannot be learned from: H x W."""
        bits, (height, width) = self._hidden[index]
        return np.unpackbits(bits, count=height * width).reshape(height, width).astype(np.bool_)


class Photograph:
    """A photograph, which is footage of one frame.

    Parameters
    ----------
    path : Path
        The picture.
    short_side_px : int
        As for `FootageClip`.
    """

    def __init__(self, path: Path, short_side_px: int) -> None:
        self.name = str(path)
        self._path, self._short_side_px = path, short_side_px

    def __len__(self) -> int:
        return 1

    def frame(self, index: int) -> Picture:  # noqa: ARG002
        """Return it: H x W x 3, uint8, RGB."""
        return shortened(read_rgb(self._path), self._short_side_px)


def read_silhouettes(folders: Sequence[Path]) -> list[NDArray[np.bool_]]:
    """Read outlines of objects from maps in which each value above 0 is one; 0 has to be there.

    Parameters
    ----------
    folders : sequence of Path
        Of PNGs; at most 500 outlines are taken, from maps that are spread over them.

    Raises
    ------
    UsageError
        If a map cannot be read.
    """
    paths = [path for folder in folders for path in pictures_in(folder)]
    found: list[NDArray[np.bool_]] = []
    for path in paths[:: max(1, len(paths) // _MOST_OUTLINES)]:
        labels = read_labels(path)
        if (labels == 0).any():
            found += [one for value in np.unique(labels[labels > 0]) for one in outlines_of(labels == value)]
    return found[:_MOST_OUTLINES]


def shortened(picture: Picture, short_side_px: int, interpolation: int = cv2.INTER_AREA) -> Picture:
    """Make a picture's shorter side no longer than that."""
    height, width = picture.shape[:2]
    factor = short_side_px / min(height, width)
    if factor >= 1:
        return picture
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return cv2.resize(picture, size, interpolation=interpolation).astype(np.uint8, copy=False)


def outlines_of(mask: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Cut the outline of a mask out, small; none of one that is too small or too large to be a hole."""
    if not _LEAST_SHARE <= mask.mean() <= _LARGEST_SHARE:
        return []
    left, top, width, height = cv2.boundingRect(mask.astype(np.uint8))
    part = mask[top : top + height, left : left + width].astype(np.uint8) * 255
    factor = min(1.0, _LONGEST_OUTLINE_PX / max(width, height))
    size = max(2, round(width * factor)), max(2, round(height * factor))
    return [np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA) > 127)]


def _packed(matte: NDArray[np.uint8], short_side_px: int) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Keep what is hidden as bits, at the frames' size; whatever a hidden pixel has a share in is hidden."""
    small = shortened(np.where(matte > 0, np.uint8(255), np.uint8(0)), short_side_px)
    return np.packbits(small > 0), (small.shape[0], small.shape[1])
