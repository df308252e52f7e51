"""Overlays that were found in a clip, solved for what is behind them, and kept beside their mattes."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.output import write_error
from editor.render.errors import RenderError

if TYPE_CHECKING:
    from engines.complete.unblend import Overlay
    from engines.complete.unblend.solving import Guess
    from engines.detect.overlay import OverlayEvent

OVERLAYS_NAME = "overlays.npz"
"""Beside the mattes of a search."""

_WINDOW, _WINDOWS = 24, 4
_MARGIN_PX, _MARGIN_SHARE = 48, 0.5
_THINNEST, _FAINTEST = 0.02, 2.0
_SPREAD_PX = 2
_ROUNDS, _WORTH_ANOTHER = 2, 0.7
_RIM_SHARE, _LEAST_RIM_PX = 1 / 320, 3

_DAMAGES = (
    OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, EOFError, NotImplementedError,
    BadZipFile, zlib.error,
)  # fmt: skip

ReadRgb = Callable[[int], NDArray[np.uint8]]


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """An overlay that was found, and what is known of it.

    Attributes
    ----------
    event : OverlayEvent
        When and where it lies; its matte is tight where it was solved.
    overlay : Overlay or None
        None where it cannot be un-blended.
    cause : str
        Why not.
    """

    event: OverlayEvent
    overlay: Overlay | None
    cause: str = ""


def solve_event(read: ReadRgb, event: OverlayEvent, shots: Sequence[range]) -> Solved:
    """Solve for the opacity and the colour of an overlay.

    Parameters
    ----------
    read : callable
        Gives a frame by its index: H x W x 3, uint8.
    event : OverlayEvent
        Found by `find_overlays`.
    shots : sequence of range
        Frames without a cut between them; the event lies in one of them.
    """
    from engines.complete.unblend import NotSeparableError, solve_overlay
    from engines.errors import EngineError

    shot = next(one for one in shots if event.whole.start in one)
    frames = range(max(event.whole.start, shot.start), min(event.whole.stop, shot.stop))
    shape = read(frames.start).shape
    solved = Solved(event, None)
    for _ in range(_ROUNDS):
        was, crop = solved.event, _Crop.around(solved.event, shape)
        try:
            guesses = [one for window in _windows(frames) for one in crop.guesses(read, window)]
            overlay = solve_overlay(guesses, crop.matte > 0, frames, crop.top, crop.left)
        except NotSeparableError as error:
            if error.covered is not None:
                was = _covering(was, crop, error.covered, shape)
            return Solved(was, None, error.cause)
        except EngineError as error:
            return Solved(was, None, str(error))
        solved = Solved(_tightened(was, overlay), overlay)
        if np.count_nonzero(solved.event.matte) > _WORTH_ANOTHER * np.count_nonzero(was.matte):
            break  # what is behind would be guessed no better
    return solved


@dataclass(frozen=True, slots=True, eq=False)
class _Crop:
    """An overlay with its surroundings."""

    top: int
    left: int
    matte: NDArray[np.uint8]

    @classmethod
    def around(cls, event: OverlayEvent, shape: tuple[int, ...]) -> _Crop:
        """Cut an event with some margin out of a picture of that shape."""
        height, width = event.matte.shape
        margin = max(_MARGIN_PX, round(_MARGIN_SHARE * min(height, width)))
        top, left = max(0, event.top - margin), max(0, event.left - margin)
        bottom = min(shape[0], event.top + height + margin)
        right = min(shape[1], event.left + width + margin)
        matte = np.zeros((bottom - top, right - left), np.uint8)
        inside = matte[event.top - top :, event.left - left :]
        inside[:height, :width] = event.matte[: inside.shape[0], : inside.shape[1]]
        return cls(top, left, matte)

    def guesses(self, read: ReadRgb, frames: range) -> list[Guess]:
        """Guess what is behind in some frames."""
        from engines.complete.unblend.guessing import guesses_behind

        height, width = self.matte.shape
        area = slice(self.top, self.top + height), slice(self.left, self.left + width)
        crops = [np.ascontiguousarray(read(index)[area]) for index in frames]
        return guesses_behind(frames.start, crops, self.matte)


def _windows(frames: range) -> Iterator[range]:
    """Choose spans of consecutive frames, evenly over all."""
    count = min(_WINDOWS, -(-len(frames) // _WINDOW))
    starts = np.linspace(0, max(0, len(frames) - _WINDOW), count).round().astype(int)
    for start in dict.fromkeys(starts.tolist()):
        yield frames[start : start + _WINDOW]


def _tightened(event: OverlayEvent, overlay: Overlay) -> OverlayEvent:
    """Draw the matte where the overlay changes the picture, or where that is not known."""
    matte = np.zeros(overlay.is_solved.shape, np.uint8)
    top, left = event.top - overlay.top, event.left - overlay.left
    was = np.zeros_like(matte)
    inside = was[max(0, top) :, max(0, left) :]
    height, width = (min(sides) for sides in zip(event.matte.shape, inside.shape, strict=True))
    inside[:height, :width] = event.matte[:height, :width]
    shows = (np.abs(overlay.gain[..., 0] - 1) > _THINNEST) | (np.abs(overlay.offset).max(-1) > _FAINTEST)
    matte[(was > 0) & (shows | ~overlay.is_solved)] = 255
    # What stands alone is the noise of the estimate.
    opened = cv2.morphologyEx(matte, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * _SPREAD_PX + 1,) * 2)
    spread = np.asarray(cv2.dilate(opened, kernel), np.uint8)
    return replace(event, top=overlay.top, left=overlay.left, matte=spread)


def _covering(
    event: OverlayEvent, crop: _Crop, covered: NDArray[np.bool_], shape: tuple[int, ...]
) -> OverlayEvent:
    """Draw the matte where an overlay covers the picture, with a rim for what the codec spread."""
    opened = cv2.morphologyEx((covered & (crop.matte > 0)).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2)))
    rim = max(_LEAST_RIM_PX, round(_RIM_SHARE * max(shape)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * rim + 1,) * 2)
    matte = np.asarray(cv2.dilate(opened, kernel), np.uint8) * np.uint8(255)
    return replace(event, top=crop.top, left=crop.left, matte=matte)


def encode_overlay(overlay: Overlay) -> bytes:
    """Put an overlay into bytes, as small as that goes; the same overlay always gives the same bytes."""
    # What is not solved is not looked at, and zeros take no room.
    solved = overlay.is_solved[..., None]
    gain, offset = np.where(solved, overlay.gain, 1), np.where(solved, overlay.offset, 0)
    bare = replace(overlay, gain=gain, offset=offset)
    packed = BytesIO()
    np.savez_compressed(packed, **_arrays(bare, 0))  # type: ignore[arg-type]
    return packed.getvalue()


def decode_overlay(data: bytes, path: Path) -> Overlay:
    """Take an overlay out of what `encode_overlay` made.

    Parameters
    ----------
    data : bytes
        The overlay.
    path : Path
        The file that it comes from, for messages.

    Raises
    ------
    RenderError
        If it is damaged.
    """
    return _loaded(BytesIO(data), path, "add what was found to the shot anew")[0]


def save_overlays(path: Path, overlays: Sequence[Overlay]) -> None:
    """Keep overlays in a file.

    Raises
    ------
    WriteError
        If the disk or the folder does not take it.
    """
    arrays: dict[str, NDArray[np.generic]] = {}
    for at, one in enumerate(overlays):
        arrays |= _arrays(one, at)
    try:
        np.savez(path, **arrays)  # type: ignore[arg-type]
    except OSError as error:
        raise write_error(path, error) from error


def load_overlays(path: Path) -> tuple[Overlay, ...]:
    """Read what `save_overlays` wrote.

    Raises
    ------
    RenderError
        If it is damaged.
    """
    return _loaded(path, path, "use --restart")


def _arrays(one: Overlay, at: int) -> dict[str, NDArray[np.generic]]:
    numbers = one.frames.start, one.frames.stop, one.top, one.left
    return {
        f"{at}.place": np.array(numbers, np.int64),
        f"{at}.noise": np.array([one.noise], np.float64),
        f"{at}.gain": one.gain,
        f"{at}.offset": one.offset,
        f"{at}.is_solved": one.is_solved,
    }


def _loaded(source: Path | BytesIO, path: Path, remedy: str) -> tuple[Overlay, ...]:
    try:
        with np.load(source, allow_pickle=False) as stored:
            found = tuple(_overlay(stored, at) for at in range(len(stored.files) // 5))
            if not found:
                raise ValueError(path)
            return found
    except _DAMAGES as error:
        raise RenderError("what was found of overlays is damaged", remedy=remedy, path=path) from error


def _overlay(stored: Mapping[str, NDArray[Any]], at: int) -> Overlay:
    from engines.complete.unblend import Overlay

    start, stop, top, left = stored[f"{at}.place"].tolist()
    gain, offset, is_solved = (stored[f"{at}.{name}"] for name in ("gain", "offset", "is_solved"))
    if not gain.shape == offset.shape == (*is_solved.shape, 3) or is_solved.dtype != np.bool_:
        raise ValueError(gain.shape)
    if not (np.isfinite(gain).all() and np.isfinite(offset).all()):
        raise ValueError("not finite")
    return Overlay(
        range(start, stop),
        top,
        left,
        gain.astype(np.float32, copy=False),
        offset.astype(np.float32, copy=False),
        is_solved,
        float(stored[f"{at}.noise"][0]),
    )
