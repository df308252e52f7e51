"""Reading picture sequences: one file is one frame."""

from __future__ import annotations

from fractions import Fraction

from editor.media.errors import MediaError
from editor.media.picture import ClipInfo, Picture
from editor.media.picture_cache import PictureCache
from editor.media.picture_file import LoadedPicture, load_picture
from editor.media.sequence_name import PictureSequence

_DEFAULT_RATE = Fraction(24)


class SequenceReader:
    """Frames of a picture sequence.

    A gap in the numbers stays a gap: the frames are counted without it (`ClipInfo.file_numbers` says which
    file a frame is), and their times leave room for it.

    Parameters
    ----------
    sequence : PictureSequence
        The pictures.
    cache_bytes : int
        Memory for pictures that are kept for a second look.

    Raises
    ------
    MediaError
        If the first picture cannot be read.
    """

    def __init__(self, sequence: PictureSequence, *, cache_bytes: int) -> None:
        self._sequence = sequence
        self._cache = PictureCache(cache_bytes)
        first = load_picture(sequence.paths[0], 0)
        self._info = _describe(sequence, first)
        self._cache.put(self._picture(first, 0))

    @property
    def info(self) -> ClipInfo:
        """What the first picture and the names say."""
        return self._info

    def __len__(self) -> int:
        return len(self._sequence.paths)

    def read(self, index: int) -> Picture:
        """Load one frame.

        Parameters
        ----------
        index : int
            From 0, without regard to the numbers in the names.

        Raises
        ------
        IndexError
            If there is no such frame.
        MediaError
            If the picture is missing by now, damaged, or of another size or format than the first.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"frame {index} of {len(self)}")
        cached = self._cache.get(index)
        if cached is not None:
            return cached
        picture = self._picture(load_picture(self._sequence.paths[index], index), index)
        self._cache.put(picture)
        return picture

    def close(self) -> None:
        """Give the memory back."""
        self._cache.clear()

    def _picture(self, loaded: LoadedPicture, index: int) -> Picture:
        height, width = loaded.planes[0].shape
        got, wanted = (width, height, loaded.format), (self._info.width, self._info.height, self._info.format)
        if got != wanted:
            raise MediaError(
                f"it is {width}x{height} {loaded.format.name}, and the sequence began with "
                f"{self._info.width}x{self._info.height} {self._info.format.name}",
                remedy="render it again like the others, or move it away",
                path=self._sequence.paths[index],
                frame=index,
            )
        return Picture(loaded.planes, loaded.format, loaded.colour, index=index, pts=self._info.pts[index])


def _describe(sequence: PictureSequence, first: LoadedPicture) -> ClipInfo:
    height, width = first.planes[0].shape
    rate = first.rate or _DEFAULT_RATE
    numbers, missing = sequence.numbers, sequence.missing_numbers
    pts = tuple(number - numbers[0] for number in numbers) or (0,)
    return ClipInfo(
        path=sequence.paths[0],
        is_sequence=True,
        width=width,
        height=height,
        frame_count=len(sequence.paths),
        rate=rate,
        is_variable_rate=bool(missing),
        time_base=1 / rate,
        pts=pts,
        duration_ticks=pts[-1] + 1,
        format=first.format,
        colour=first.colour,
        sample_aspect=first.sample_aspect,
        rotation_deg=first.rotation_deg,
        codec=first.codec,
        start_timecode=first.timecode,
        file_numbers=numbers,
        missing_numbers=missing,
        size_bytes=sum(path.stat().st_size for path in sequence.paths),
    )
