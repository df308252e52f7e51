"""Looking at what was rendered before it gets its final name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.delivery import Delivery, MovieDelivery
from editor.media.layers import rgb_picture
from editor.media.opening import open_clip
from editor.media.picture import ClipInfo, Picture, Plane
from editor.render.jobs.errors import CheckError, LostRenderingError
from editor.render.jobs.staging import StagedOutput
from editor.render.messages import Message, Phase
from editor.render.pace import Pace

_SAMPLES = 12
_LOSSLESS = frozenset({"ffv1", "png", "tiff"})


@dataclass(frozen=True, slots=True)
class Untouched:
    """What must be in the first output as it was in the clip.

    Attributes
    ----------
    size : ClipInfo
        The clip as it is delivered.
    source : callable
        Gives the picture of a frame index as it was.
    touched : callable
        Gives H x W uint8 for a frame index: above 0 where the picture may be another now.
    """

    size: ClipInfo
    source: Callable[[int], Picture]
    touched: Callable[[int], NDArray[np.uint8]]

    def check(self, path: Path, index: int, made: Picture) -> None:
        """Compare a frame.

        Raises
        ------
        CheckError
            If it is another where nothing was to change.
        """
        source = self.source(index)
        if made.format.is_yuv != source.format.is_yuv or made.format.bit_depth != source.format.bit_depth:
            source = rgb_picture(source)
        if made.format.name != source.format.name:
            return
        touched = self.touched(index)
        for plane, original in zip(made.planes, source.planes, strict=True):
            if not _same_outside(plane, original, touched):
                raise CheckError("it differs from the source outside the matte", path, index)


def check_outputs(
    staged: Sequence[StagedOutput],
    deliveries: Sequence[Delivery],
    clip: ClipInfo,
    untouched: Untouched,
    tell: Callable[[Message], None],
    check: Callable[[], None],
) -> None:
    """Make sure that outputs are what they should be; those that have their name already are left alone.

    Frame count and duration are compared and every frame is decoded; where the first delivery is lossless,
    frames spread over it are compared with the source where nothing was to change.

    Parameters
    ----------
    staged, deliveries : sequence
        The outputs, and what each was to be; others behind them are not looked into.
    clip : ClipInfo
        The clip as it is stored.
    untouched : Untouched
        What must be as it was.
    tell : callable
        Is told progress.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    CheckError
        If something is wrong.
    LostRenderingError
        If an output is not there.
    """
    for number, (output, delivery) in enumerate(zip(staged, deliveries, strict=False)):
        if output.is_waiting:
            place = output.staged / output.names[0] if len(output.names) == 1 else output.staged
            compares = number == 0 and _is_lossless(delivery, untouched.size)
            _check(place, delivery, clip, untouched if compares else None, tell, check)
        elif not output.final.exists():
            raise LostRenderingError(output.final)


def _check(
    path: Path,
    delivery: Delivery,
    clip: ClipInfo,
    untouched: Untouched | None,
    tell: Callable[[Message], None],
    check: Callable[[], None],
) -> None:
    with closing(open_clip(path, cache_bytes=0)) as made:
        if len(made) != len(delivery.frames):
            raise CheckError(f"it has {len(made)} frames instead of {len(delivery.frames)}", path)
        if isinstance(delivery, MovieDelivery):
            _check_duration(path, made.info, clip, delivery.frames)
        samples = set(np.linspace(0, len(made) - 1, _SAMPLES).round().astype(int).tolist())
        pace = Pace(Phase.CHECKING, len(made), float(len(made)), tell)
        for at, index in enumerate(delivery.frames):
            picture = made.read(at)
            check()
            if untouched is not None and at in samples:
                untouched.check(path, index, picture)
            pace.add(1.0)


def _check_duration(path: Path, made: ClipInfo, clip: ClipInfo, frames: range) -> None:
    """Compare the times of the first and the last frame; what a last frame lasts is not told everywhere."""
    wanted_s = (clip.pts[frames.stop - 1] - clip.pts[frames.start]) * clip.time_base
    found_s = (made.pts[-1] - made.pts[0]) * made.time_base
    if abs(found_s - wanted_s) * clip.rate >= 1:
        raise CheckError(f"it lasts {float(found_s):.3f} s instead of {float(wanted_s):.3f} s", path)


def _is_lossless(delivery: Delivery, size: ClipInfo) -> bool:
    if isinstance(delivery, MovieDelivery):
        return delivery.codec in _LOSSLESS and delivery.pixel_format == size.format.name
    return delivery.kind in _LOSSLESS and not size.format.is_float


def _same_outside(made: Plane, original: Plane, touched: NDArray[np.uint8]) -> bool:
    if made.shape != original.shape:
        return False
    if made.shape != touched.shape:
        size = made.shape[1], made.shape[0]
        share = (touched > 0).astype(np.float32)
        touched = (cv2.resize(share, size, interpolation=cv2.INTER_AREA) > 0).astype(np.uint8)
        touched = cv2.dilate(touched, np.ones((5, 3), np.uint8)).astype(np.uint8)
    return not bool(np.any((made != original) & (touched == 0)))
