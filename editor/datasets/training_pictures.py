"""Photographs to learn from, small and kept in memory; some with maps of their regions or objects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.errors import UsageError

LONGEST_SIDE_PX = 320
"""Pictures are kept at this size at most; the network sees less of them anyway."""

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"})

Picture = NDArray[np.uint8]


class StillPictures:
    """Photographs of one folder.

    Parameters
    ----------
    paths : list of Path
        Pictures that can be read.
    told : callable
        Is called after each picture.
    """

    def __init__(self, paths: list[Path], told: Callable[[], None]) -> None:
        self._pictures = [_kept(shrunk(read_rgb(path)), told) for path in paths]

    def __len__(self) -> int:
        return len(self._pictures)

    def frame(self, index: int) -> Picture:
        """Return a picture: H x W x 3, uint8, RGB."""
        return self._pictures[index]


class LabelledPictures:
    """Photographs with maps of the same name in a folder beside them.

    Parameters
    ----------
    images, labels : Path
        Both folders; each picture has its map, `NAME.png`.
    told : callable
        Is called after each picture.
    is_complete : bool
        Whether each picture must have its map; else those without one are passed over.

    Raises
    ------
    UsageError
        If a map is missing, cannot be read, or has another size than its picture.
    """

    def __init__(
        self, images: Path, labels: Path, told: Callable[[], None], *, is_complete: bool = True
    ) -> None:
        self._pictures: list[Picture] = []
        self._labels: list[Picture] = []
        for path in pictures_in(images):
            if not (is_complete or (labels / f"{path.stem}.png").exists()):
                continue
            picture, label = read_rgb(path), read_labels(labels / f"{path.stem}.png")
            if picture.shape[:2] != label.shape:
                cause = f"the map is {_size(label)}, its picture {_size(picture)}"
                raise UsageError(
                    cause, remedy="give a map of the picture's size", path=labels / f"{path.stem}.png"
                )
            self._pictures.append(_kept(shrunk(picture), told))
            self._labels.append(shrunk(label, cv2.INTER_NEAREST))

    def __len__(self) -> int:
        return len(self._pictures)

    @property
    def are_instances(self) -> bool:
        """Whether the maps have objects on a background of 0; else they divide the picture into regions."""
        return any(bool((label == 0).any()) for label in self._labels)

    def frame(self, index: int) -> Picture:
        """Return a picture: H x W x 3, uint8, RGB."""
        return self._pictures[index]

    def labels(self, index: int) -> Picture:
        """Return its map: H x W, uint8."""
        return self._labels[index]


def pictures_in(folder: Path) -> list[Path]:
    """List the pictures that lie in a folder itself, sorted by name."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURE_SUFFIXES)


def read_rgb(path: Path) -> Picture:
    """Read a picture of 8 bit as RGB.

    Raises
    ------
    UsageError
        If it cannot be read.
    """
    return cv2.cvtColor(_decoded(path, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)


def read_labels(path: Path) -> Picture:
    """Read a map or a mask: H x W, uint8.

    Raises
    ------
    UsageError
        If it cannot be read.
    """
    return _decoded(path, cv2.IMREAD_GRAYSCALE)


def shrunk(picture: Picture, interpolation: int = cv2.INTER_AREA) -> Picture:
    """Make a picture no longer than `LONGEST_SIDE_PX`."""
    height, width = picture.shape[:2]
    factor = LONGEST_SIDE_PX / max(height, width)
    if factor >= 1:
        return picture
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return cv2.resize(picture, size, interpolation=interpolation).astype(np.uint8, copy=False)


def _decoded(path: Path, how: int) -> Picture:
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise UsageError(
            f"it cannot be read ({(error.strerror or str(error)).lower()})",
            remedy="check the path, or take its picture away",
            path=path,
        ) from error
    picture = cv2.imdecode(data, how) if len(data) else None
    if picture is None:
        raise UsageError("it is no picture, or a damaged one", remedy="repair it or take it away", path=path)
    return picture.astype(np.uint8, copy=False)


def _kept(picture: Picture, told: Callable[[], None]) -> Picture:
    told()
    return picture


def _size(picture: Picture) -> str:
    return f"{picture.shape[1]}x{picture.shape[0]}"
