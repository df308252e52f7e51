"""The frames of an annotated clip: pictures that are copied as they are, or frames of a movie."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from editor.datasets.importing.errors import AnnotationError, reading
from editor.datasets.importing.found import Footage
from editor.datasets.importing.pixels import decoded, encoded_jpeg, file_bytes
from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from editor.media.picture import FrameReader


@dataclass(frozen=True, slots=True)
class EncodedFrame:
    """A frame as a file.

    Attributes
    ----------
    data : bytes
        What the file holds.
    suffix : str
        Its ending.
    width, height : int
        In pixels, as it is seen.
    """

    data: bytes
    suffix: str
    width: int
    height: int


class ClipFrames(Protocol):
    """Frames by index."""

    @property
    def times_s(self) -> tuple[Fraction, ...] | None:
        """When each is shown; None where nobody knows."""

    @property
    def rate(self) -> Fraction | None:
        """Frames per second; None where nobody knows."""

    def __len__(self) -> int:
        """How many there are."""

    def encoded(self, index: int) -> EncodedFrame:
        """Give a frame as a file."""


@contextmanager
def frames_of(footage: Footage) -> Iterator[ClipFrames]:
    """Open the frames of a clip.

    Raises
    ------
    CleanplateError
        If it cannot be read.
    """
    if isinstance(footage.clip, tuple):
        yield _Pictures(footage)
        return
    with closing(open_clip(footage.clip)) as reader:
        yield _Decoded(reader, footage.rate)


class _Pictures:
    """Pictures in order; their files are taken as they are."""

    def __init__(self, footage: Footage) -> None:
        self._footage = footage
        self._paths = footage.clip if isinstance(footage.clip, tuple) else ()

    def __len__(self) -> int:
        return len(self._paths)

    @property
    def rate(self) -> Fraction | None:
        return self._footage.rate

    @property
    def times_s(self) -> tuple[Fraction, ...] | None:
        rate = self.rate
        return None if rate is None else tuple(at / rate for at in range(len(self)))

    def encoded(self, index: int) -> EncodedFrame:
        path = self._paths[index]
        with reading(path, self._footage.name):
            data = file_bytes(path)
            height, width = decoded(data).shape[:2]
        return EncodedFrame(data, path.suffix.lower(), width, height)


class _Decoded:
    """Frames of a movie, or of pictures that are numbered; they become JPEG."""

    def __init__(self, reader: FrameReader, rate: Fraction | None) -> None:
        self._reader = reader
        self._rate = rate

    def __len__(self) -> int:
        return len(self._reader)

    @property
    def rate(self) -> Fraction | None:
        return self._rate or self._reader.info.rate

    @property
    def times_s(self) -> tuple[Fraction, ...] | None:
        if self._rate is not None:
            return tuple(at / self._rate for at in range(len(self)))
        return tuple(tick * self._reader.info.time_base for tick in self._reader.info.pts)

    def encoded(self, index: int) -> EncodedFrame:
        rgb = to_rgb(self._reader.read(index))
        return EncodedFrame(encoded_jpeg(rgb), ".jpg", rgb.shape[1], rgb.shape[0])


def check_frames(footage: Footage, count: int) -> None:
    """Make sure that a clip has the frames that are annotated.

    Raises
    ------
    AnnotationError
        If it has fewer, or none is annotated.
    """
    if not footage.annotated:
        raise AnnotationError(footage.file, footage.entry, "no frame of the clip is annotated")
    if not 0 <= footage.annotated[0] <= footage.annotated[-1] < count:
        cause = f"frame {footage.annotated[-1]} is annotated, the clip has {count} frames"
        raise AnnotationError(footage.file, footage.entry, cause, remedy="give the clip that was annotated")
