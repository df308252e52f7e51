"""The last task: what was rendered is looked at, and gets its final name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.masks.mattes import open_mattes
from editor.media.delivery import Delivery, MovieDelivery
from editor.media.layers import rgb_picture
from editor.media.opening import open_clip
from editor.media.picture import ClipInfo, FrameReader, Picture, Plane
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.errors import CheckError
from editor.render.jobs.preparing import without_engine
from editor.render.jobs.staging import staged_outputs
from editor.render.messages import Message, Phase
from editor.render.pace import Pace
from editor.render.preparation import Preparation
from editor.render.proxy import proxy_matte, proxy_picture

_SAMPLES = 12
_LOSSLESS = frozenset({"ffv1", "png", "tiff"})


def check_and_publish(bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> None:
    """Make sure that outputs are what they should be, and give them their names.

    Frame count and duration are compared and every frame is decoded; where the delivery is lossless, frames
    spread over it are compared with the source outside the matte.

    Parameters
    ----------
    bundle : Bundle
        The job, joined.
    tell : callable
        Is told progress.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    CheckError
        If something is wrong; nothing gets its name then.
    UsageError, WriteError
        If a name is taken meanwhile, or disk or folder do not allow it.
    """
    spec = bundle.read()
    with closing(open_clip(spec.request.clip, cache_bytes=0)) as reader:
        job = without_engine(spec.request, reader)
        staged = staged_outputs(job, spec.token)
        for output, delivery in zip(staged, job.deliveries, strict=False):
            if output.is_waiting:
                place = output.staged / output.names[0] if len(output.names) == 1 else output.staged
                _check(place, delivery, job, reader, tell, check)
            elif not output.final.exists():
                raise CheckError("it was not rendered", output.final)
    for output in staged:
        output.publish(overwrite=spec.request.overwrite)


def _check(
    path: Path,
    delivery: Delivery,
    job: Preparation,
    reader: FrameReader,
    tell: Callable[[Message], None],
    check: Callable[[], None],
) -> None:
    with closing(open_clip(path, cache_bytes=0)) as made:
        if len(made) != len(delivery.frames):
            raise CheckError(f"it has {len(made)} frames instead of {len(delivery.frames)}", path)
        if isinstance(delivery, MovieDelivery):
            _check_duration(path, made.info, job.clip, delivery.frames)
        outside = _Outside(job, reader) if delivery is job.plate and _is_lossless(delivery, job) else None
        samples = set(np.linspace(0, len(made) - 1, _SAMPLES).round().astype(int).tolist())
        pace = Pace(Phase.CHECKING, len(made), float(len(made)), tell)
        for at, index in enumerate(delivery.frames):
            picture = made.read(at)
            check()
            if outside is not None and at in samples:
                outside.check(path, index, picture)
            pace.add(1.0)


def _check_duration(path: Path, made: ClipInfo, clip: ClipInfo, frames: range) -> None:
    """Compare the times of the first and the last frame; what a last frame lasts is not told everywhere."""
    wanted_s = (clip.pts[frames.stop - 1] - clip.pts[frames.start]) * clip.time_base
    found_s = (made.pts[-1] - made.pts[0]) * made.time_base
    if abs(found_s - wanted_s) * clip.rate >= 1:
        raise CheckError(f"it lasts {float(found_s):.3f} s instead of {float(wanted_s):.3f} s", path)


def _is_lossless(delivery: Delivery, job: Preparation) -> bool:
    if isinstance(delivery, MovieDelivery):
        return delivery.codec in _LOSSLESS and delivery.pixel_format == job.size.format.name
    return delivery.kind in _LOSSLESS and not job.size.format.is_float


class _Outside:
    """Compares frames with the source where nothing was to change."""

    def __init__(self, job: Preparation, reader: FrameReader) -> None:
        self._job = job
        self._reader = reader
        self._mattes = open_mattes(job.matte_request, job.clip)

    def check(self, path: Path, index: int, made: Picture) -> None:
        source = proxy_picture(self._reader.read(index), self._job.size)
        if made.format.is_yuv != source.format.is_yuv or made.format.bit_depth != source.format.bit_depth:
            source = rgb_picture(source)
        if made.format.name != source.format.name:
            return
        inside = proxy_matte(self._mattes.read(index), self._job.size)
        for plane, original in zip(made.planes, source.planes, strict=True):
            if not _same_outside(plane, original, inside):
                raise CheckError("it differs from the source outside the matte", path, index)


def _same_outside(made: Plane, original: Plane, inside: NDArray[np.uint8]) -> bool:
    if made.shape != original.shape:
        return False
    if made.shape != inside.shape:
        size = made.shape[1], made.shape[0]
        touched = (inside > 0).astype(np.float32)
        inside = (cv2.resize(touched, size, interpolation=cv2.INTER_AREA) > 0).astype(np.uint8)
        inside = cv2.dilate(inside, np.ones((5, 3), np.uint8)).astype(np.uint8)
    return not bool(np.any((made != original) & (inside == 0)))
