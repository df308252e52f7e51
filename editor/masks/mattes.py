"""The mattes of a clip as the user gives them: pictures, one still picture, a movie, or frozen objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from editor.errors import UsageError
from editor.masks.edges import feather, grow
from editor.masks.errors import MatteSizeError
from editor.masks.frozen import FROZEN_SUFFIX, FrozenMattes
from editor.masks.levels import Matte, matte_of, without_coding_noise
from editor.masks.numbering import Assignment, Numbering, assign
from editor.media.movie_reader import MovieReader
from editor.media.picture import ClipInfo, Picture
from editor.media.picture_file import load_picture
from editor.media.sequence_name import PictureSequence, find_sequence

_LOSSLESS_CODECS = frozenset({"ffv1", "png", "qtrle", "huffyuv", "ffvhuff", "utvideo", "rawvideo", "v210"})


@dataclass(frozen=True, slots=True)
class MatteRequest:
    """Which mattes are wanted, and how they are to be treated.

    Attributes
    ----------
    path : Path
        A folder or pattern of pictures, one picture (it holds for every frame), a movie, or a file of frozen
        objects (`.masks`).
    wanted : range
        Frame indices that want a matte.
    is_part : bool
        Whether the user asked for that range, so that mattes for it alone are enough.
    keep_missing : bool
        Whether frames without a matte are to stay as they are.
    grow_px, feather_px : float
        How far the matte spreads, and how wide its soft edge is, in pixels.
    """

    path: Path
    wanted: range
    is_part: bool = False
    keep_missing: bool = False
    grow_px: float = 0
    feather_px: float = 0


class MatteSource(Protocol):
    """Mattes by their position in the list of mattes, as they are stored."""

    @property
    def numbers(self) -> Sequence[int] | None:
        """Number of each matte; None where one holds for every frame."""

    @property
    def paths(self) -> Sequence[Path]:
        """The files, in order."""

    def load(self, position: int) -> Matte:
        """Read one matte of any size."""

    def close(self) -> None:
        """Give the files back."""


class Mattes:
    """The matte of each frame of a clip, grown and softened.

    Parameters
    ----------
    source : MatteSource
        Where they are stored.
    request : MatteRequest
        How they are to be treated.
    clip : ClipInfo
        The clip they are for.

    Raises
    ------
    MatteCountError
        If frames lack a matte, or there are more mattes than frames.
    """

    def __init__(self, source: MatteSource, request: MatteRequest, clip: ClipInfo) -> None:
        self._source = source
        self._request = request
        self._size = clip.width, clip.height
        self._still: Matte | None = None
        numbers = source.numbers
        self._is_still = numbers is None
        self._assigned = Assignment() if numbers is None else assign(_numbering(request, numbers, clip))

    @property
    def notice(self) -> str | None:
        """What the user should know about the numbering."""
        return self._assigned.notice

    @property
    def paths(self) -> Sequence[Path]:
        """The files behind the mattes, in order."""
        return self._source.paths

    def has(self, index: int) -> bool:
        """Whether a frame has a matte."""
        return self._is_still or index in self._assigned.matte_of

    def read(self, index: int) -> Matte:
        """Evaluate the matte of a frame.

        Parameters
        ----------
        index : int
            Frame index.

        Returns
        -------
        ndarray of uint8
            H x W, read-only; black for a frame without a matte.

        Raises
        ------
        MediaError
            If the file is missing by now or damaged.
        MatteSizeError
            If it has another size than the clip.
        """
        if self._is_still:
            if self._still is None:
                self._still = self._evaluated(0, index)
            return self._still
        position = self._assigned.matte_of.get(index)
        if position is None:
            return np.zeros(self._size[::-1], np.uint8)
        return self._evaluated(position, index)

    def close(self) -> None:
        """Give the files back."""
        self._source.close()

    def _evaluated(self, position: int, index: int) -> Matte:
        matte = self._source.load(position)
        height, width = matte.shape
        if (width, height) != self._size:
            paths = self._source.paths
            path = paths[min(position, len(paths) - 1)]
            raise MatteSizeError((width, height), self._size, path=path, frame=index)
        matte = feather(grow(matte, self._request.grow_px), self._request.feather_px)
        matte.flags.writeable = False
        return matte


@dataclass(frozen=True, slots=True)
class _PictureMattes:
    """Mattes in picture files."""

    sequence: PictureSequence
    numbers: Sequence[int] | None

    @property
    def paths(self) -> Sequence[Path]:
        return self.sequence.paths

    def load(self, position: int) -> Matte:
        loaded = load_picture(self.sequence.paths[position], position)
        return matte_of(Picture(loaded.planes, loaded.format, loaded.colour))

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, slots=True)
class _MovieMattes:
    """Mattes in a movie."""

    path: Path
    reader: MovieReader = field(repr=False)

    @property
    def numbers(self) -> Sequence[int]:
        return range(len(self.reader))

    @property
    def paths(self) -> Sequence[Path]:
        return (self.path,)

    def load(self, position: int) -> Matte:
        matte = matte_of(self.reader.read(position))
        return matte if self.reader.info.codec in _LOSSLESS_CODECS else without_coding_noise(matte)

    def close(self) -> None:
        self.reader.close()


def open_mattes(request: MatteRequest, clip: ClipInfo) -> Mattes:
    """Open the mattes of a clip.

    Parameters
    ----------
    request : MatteRequest
        Which, and how they are to be treated.
    clip : ClipInfo
        The clip they are for.

    Raises
    ------
    MediaError
        If they are missing or cannot be read.
    MaskFileError
        If a file of frozen objects cannot be read.
    UsageError
        If they do not fit the clip in number or names.
    """
    source = _source(request.path, clip)
    try:
        return Mattes(source, request, clip)
    except UsageError:
        source.close()
        raise


def _source(path: Path, clip: ClipInfo) -> MatteSource:
    if path.suffix == FROZEN_SUFFIX:
        return FrozenMattes(path, clip)
    sequence = find_sequence(str(path))
    if sequence is None:
        return _MovieMattes(path, MovieReader(path, stream=None, cache_bytes=0))
    if path.is_file():
        return _PictureMattes(sequence, None)
    if not sequence.numbers:
        raise UsageError(
            f"the name {sequence.pattern} carries no frame number",
            remedy="name mattes by frame (00000.png), or give the file itself where it holds for every frame",
            path=path,
        )
    return _PictureMattes(sequence, sequence.numbers)


def _numbering(request: MatteRequest, numbers: Sequence[int], clip: ClipInfo) -> Numbering:
    return Numbering(
        path=request.path,
        matte_numbers=numbers,
        frame_numbers=clip.file_numbers or range(clip.frame_count),
        wanted=request.wanted,
        is_part=request.is_part,
        keep_missing=request.keep_missing,
    )
