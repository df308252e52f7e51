"""What a delivery will be, and what will not come through: decided before any work starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from editor.media.picture import ClipInfo, ColourTags
from editor.media.stream_plan import StreamPlan


@dataclass(frozen=True, slots=True)
class MovieDelivery:
    """A movie to be written.

    Attributes
    ----------
    path : Path
        Its final name.
    source : ClipInfo
        The clip whose frames, streams and tags it takes over.
    frames : range
        Indices of the delivered frames.
    container : str
        Key of `CONTAINERS`: `.mov`, `.mkv`, `.mp4` or `.mxf`.
    codec : str
        Key of `CODECS`.
    pixel_format : str
        Planar name of what the encoder gets.
    colour : ColourTags
        Of the delivered samples.
    streams : tuple of StreamPlan
        What comes along with the picture.
    timecode : str or None
        Of the first delivered frame.
    notices : tuple of str
        Sentences about what will not come through as it is.
    """

    path: Path
    source: ClipInfo
    frames: range
    container: str
    codec: str
    pixel_format: str
    colour: ColourTags
    streams: tuple[StreamPlan, ...] = ()
    timecode: str | None = None
    notices: tuple[str, ...] = ()

    @property
    def is_rgb(self) -> bool:
        """Whether YUV frames are to be composited as RGB (`composite_rgb`); movies never ask for that."""
        return False


@dataclass(frozen=True, slots=True)
class SequenceDelivery:
    """A picture sequence to be written.

    Attributes
    ----------
    folder : Path
        Where the pictures will lie.
    prefix, suffix : str
        What stands before and after the number in each name.
    digits : int
        Least digits of the number; 0 for the one picture whose name has none.
    numbers : tuple of int
        Of the delivered frames.
    source : ClipInfo
        The clip whose frames it takes over.
    frames : range
        Indices of the delivered frames.
    kind : str
        Key of `PICTURES`: `png`, `tiff` or `exr`.
    sample_type : str
        `uint8`, `uint16`, `half` or `float`.
    timecode : str or None
        Of the first delivered frame.
    notices : tuple of str
        Sentences about what will not come through as it is.
    """

    folder: Path
    prefix: str
    suffix: str
    digits: int
    numbers: tuple[int, ...]
    source: ClipInfo
    frames: range
    kind: str
    sample_type: str
    timecode: str | None = None
    notices: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The folder, or the one picture."""
        return self.folder if self.digits else self.folder / self.name_of(self.frames.start)

    @property
    def is_rgb(self) -> bool:
        """Whether YUV frames are to be composited as RGB (`composite_rgb`)."""
        return True

    def name_of(self, index: int) -> str:
        """File name of a frame.

        Parameters
        ----------
        index : int
            In the clip; one of `frames`.
        """
        number = f"{self.numbers[index - self.frames.start]:0{self.digits}}" if self.digits else ""
        return f"{self.prefix}{number}{self.suffix}"


Delivery: TypeAlias = MovieDelivery | SequenceDelivery
