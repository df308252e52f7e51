"""What can be wrong with mattes."""

from __future__ import annotations

from pathlib import Path

from editor.errors import CleanplateError, UsageError


class MaskValueError(UsageError):
    """A value that shapes, strokes, mattes or tracks cannot have."""


class MatteDataError(UsageError):
    """Bytes that are no encoded matte."""


class MaskFileError(UsageError):
    """A file with shapes, mattes or annotations that cannot be used."""


class MatteCountError(UsageError):
    """Mattes that are fewer or more than the frames, or that carry other numbers.

    Attributes
    ----------
    matte_count, frame_count : int
        How many there are, and how many frames want one.
    """

    def __init__(self, cause: str, *, remedy: str, path: Path, matte_count: int, frame_count: int) -> None:
        self.matte_count = matte_count
        self.frame_count = frame_count
        super().__init__(cause, remedy=remedy, path=path)


class MatteSizeError(UsageError):
    """A matte of another size than the clip's pictures.

    Attributes
    ----------
    got, wanted : tuple of int
        Width and height of the matte and of the pictures.
    """

    def __init__(self, got: tuple[int, int], wanted: tuple[int, int], *, path: Path, frame: int) -> None:
        self.got = got
        self.wanted = wanted
        super().__init__(
            f"the matte is {got[0]}x{got[1]}, the clip is {wanted[0]}x{wanted[1]}",
            remedy="give mattes of the clip's own size",
            path=path,
            frame=frame,
        )


class RasteriserError(CleanplateError):
    """The rasteriser could not draw.

    Attributes
    ----------
    status : int
        FreeType's number of the error.
    """

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(
            f"an outline could not be drawn (FreeType error {status})", remedy="simplify the shape"
        )
