"""Maps of where the pixels of fills come from, written beside a delivery for those who want to know."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.errors import UsageError
from editor.media.output import check_folder, discard, partial_name, publish, write_error

KNOWN = -1
"""Mark of a pixel that is no hole."""

_LEGEND = "legend.json"
_LARGEST_FRAME = 64_000
_TOP = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class OriginMap:
    """Where the pixels of a part of a frame come from.

    Attributes
    ----------
    top, left : int
        Where the part lies.
    marks : ndarray of int32
        H x W: clip indices from 0, or one of `engines.complete.contract.Origin` below 0.
    """

    top: int
    left: int
    marks: NDArray[np.int32]


class OriginFolder:
    """A folder with a 16-bit grey PNG for each frame, and a legend; it appears with `publish`, or not at all.

    In the pictures 0 stands for what was not filled, n + 1 for frame n, and 65,536 - m for the origin -m.

    Parameters
    ----------
    folder : Path
        Its name.
    overwrite : bool
        Whether maps of that name may be replaced; another folder never is.

    Raises
    ------
    UsageError
        If there is something of that name, or no folder above.
    WriteError
        If it cannot be made.
    """

    def __init__(self, folder: Path, *, overwrite: bool) -> None:
        self._folder = folder.absolute()
        self._partial = partial_name(self._folder)
        if folder.exists() and not (overwrite and (folder / _LEGEND).is_file()):
            raise UsageError("it exists already", remedy="choose another name for the maps", path=folder)
        check_folder(self._folder.parent)
        discard(self._partial)
        try:
            self._partial.mkdir()
            (self._partial / _LEGEND).write_text(json.dumps(_legend(), indent=1), encoding="utf-8")
        except OSError as error:
            raise write_error(folder, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        discard(self._partial)

    @property
    def path(self) -> Path:
        """The final name."""
        return self._folder

    @property
    def partials(self) -> tuple[Path, ...]:
        """Where it grows."""
        return (self._partial,)

    def publish(self) -> None:
        """Make the folder appear under its name.

        Raises
        ------
        WriteError
            If the disk does not allow it.
        """
        discard(self._folder)
        publish(self._partial, self._folder, overwrite=False)

    def write(self, index: int, shape: tuple[int, int], origins: OriginMap | None) -> None:
        """Write the map of a frame.

        Parameters
        ----------
        index : int
            Of the frame; names the file.
        shape : (int, int)
            Height and width of the frame.
        origins : OriginMap or None
            None where nothing was filled, or nothing is known of it.

        Raises
        ------
        WriteError
            If the disk is full, or the file cannot be written for another reason.
        """
        grey = np.zeros(shape, np.uint16)
        if origins is not None:
            height, width = origins.marks.shape
            part = np.s_[origins.top : origins.top + height, origins.left : origins.left + width]
            grey[part] = _greys(origins.marks)
        path = self._partial / f"{index:05d}.png"
        try:
            path.write_bytes(cv2.imencode(".png", grey)[1].tobytes())
        except OSError as error:
            raise write_error(self._folder, error, index) from error


def _greys(marks: NDArray[np.int32]) -> NDArray[np.uint16]:
    frames = np.minimum(marks, _LARGEST_FRAME - 1) + 1
    return np.where(marks >= KNOWN, frames, _TOP + marks).astype(np.uint16)


def _legend() -> dict[str, str]:
    from engines.complete.contract import Origin

    names = {str(_TOP + origin): origin.name.lower() for origin in Origin if origin != KNOWN}
    return {"0": "not filled", "n": "frame n - 1 of the clip", **names}
