"""A background replacement from beginning to end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

import cv2

from editor.errors import UsageError
from editor.masks.mattes import MatteRequest, open_mattes
from editor.media.delivery import Delivery
from editor.media.layers import matte_info, patch_info
from editor.media.opening import open_clip
from editor.media.picture import ClipInfo, FieldOrder, FrameReader
from editor.media.planning import plan_delivery
from editor.render.ahead import WritingBehind, reading_ahead
from editor.render.background_frames import (
    MatteSource,
    ReplacedFrame,
    foreground_matte,
    foreground_picture,
    load_all,
    opaque_format,
    replaced,
    replaced_picture,
    replaced_rgb_picture,
)
from editor.render.background_plate import Plate, open_plate
from editor.render.background_request import BackgroundRequest, is_people
from editor.render.costs import check_space, output_bytes
from editor.render.frame_range import frame_range
from editor.render.messages import Begun, Message, Notice, Phase, Result
from editor.render.output_group import OutputGroup
from editor.render.pace import Pace
from editor.render.people_mattes import PeopleMattes
from editor.render.proxy import proxy_info

_WAITING = 2

Tell = Callable[[Message], None]
Check = Callable[[], None]


@dataclass(frozen=True, slots=True, eq=False)
class BackgroundJob:
    """A request that has been checked against its clip.

    Attributes
    ----------
    clip, size : ClipInfo
        The clip as it is stored, and as it is delivered: at another size perhaps, without alpha.
    frames : range
        Those that are delivered.
    picture, foreground, matte : Delivery or None
        What is delivered; the picture always is.
    """

    clip: ClipInfo
    size: ClipInfo
    frames: range
    picture: Delivery
    foreground: Delivery | None
    matte: Delivery | None

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """All outputs, the picture first."""
        return tuple(it for it in (self.picture, self.foreground, self.matte) if it is not None)


def replace_background(request: BackgroundRequest, tell: Tell, check: Check) -> Result:
    """Put what lies under the mattes of a clip over another background, and deliver it.

    Frames are read, replaced and written one by one; memory depends on the size of the picture alone.

    Parameters
    ----------
    request : BackgroundRequest
        What to do.
    tell : callable
        Is told notices and progress.
    check : callable
        Is called for each frame; may raise to stop.

    Raises
    ------
    CleanplateError
        If it cannot be done; nothing is left under the outputs' names then.
    """
    started_s = time.perf_counter()
    cv2.setNumThreads(request.threads or os.cpu_count() or 1)
    with ExitStack() as stack:
        reader = stack.enter_context(closing(open_clip(request.clip, cache_bytes=0)))
        job = prepare(request, reader.info)
        mattes = stack.enter_context(closing(open_foreground(request, job)))
        plate = stack.enter_context(closing(open_plate(request, job.size, job.frames)))
        for notice in notices_of(job, mattes, plate):
            tell(Notice(notice))
        outputs = stack.enter_context(_outputs(job, overwrite=request.overwrite))
        tell(Begun(outputs.partials))
        check_space(job.picture.path.parent, sum(map(output_bytes, job.deliveries)))
        replaced_count = _run(
            job, (reader, mattes, plate), outputs, float(request.rim_px * request.scale), tell, check
        )
        outputs.publish()
    return Result(outputs.paths, len(job.frames), replaced_count, 0, time.perf_counter() - started_s)


def prepare(request: BackgroundRequest, clip: ClipInfo) -> BackgroundJob:
    """Check a request against its clip.

    Raises
    ------
    MediaError
        If the clip cannot be delivered as asked.
    UsageError
        If the parts of the request do not fit together.
    """
    size = proxy_info(replace(clip, format=opaque_format(clip.format)), request.scale)
    frames = frame_range(request.frames, clip)
    foreground = matte = None
    if request.foreground_out is not None:
        foreground = plan_delivery(request.foreground_out, patch_info(size), frames=frames)
    if request.matte_out is not None:
        matte = plan_delivery(request.matte_out, matte_info(size), frames=frames)
    picture = plan_delivery(request.out, size, codec=request.codec, frames=frames)
    job = BackgroundJob(clip, size, frames, picture, foreground, matte)
    _check_paths(request, [delivery.path.absolute() for delivery in job.deliveries])
    return job


def _check_paths(request: BackgroundRequest, paths: list[Path]) -> None:
    if len(set(paths)) < len(paths):
        raise UsageError("two outputs share name or folder", remedy="give each its own", path=paths[0])
    for given, what in ((request.plate, "the plate"), (str(request.mask), "the mattes")):
        if Path(given).absolute() in paths:
            raise UsageError(f"it is {what}", remedy="choose another name for the output", path=given)


def open_foreground(request: BackgroundRequest, job: BackgroundJob) -> MatteSource:
    """Open the mattes, or begin to look for people.

    Raises
    ------
    MediaError
        If they are missing or do not fit the clip.
    UsageError
        If nothing can look for people.
    """
    if is_people(request.mask):
        return PeopleMattes(request.clip, request.grow_px, request.feather_px)
    wanted = MatteRequest(
        path=request.mask,
        wanted=job.frames,
        is_part=request.frames is not None,
        grow_px=request.grow_px,
        feather_px=request.feather_px,
    )
    return open_mattes(wanted, job.clip)


def notices_of(job: BackgroundJob, mattes: MatteSource, plate: Plate) -> Iterator[str]:
    """Tell what the user should know before the start, without final stops."""
    for notice in (*_clip_notices(job), *job.picture.notices, mattes.notice, *plate.notices):
        if notice is not None:
            yield notice.rstrip(".")


def _outputs(job: BackgroundJob, *, overwrite: bool) -> OutputGroup[ReplacedFrame]:
    wanted = (
        (job.picture, replaced_rgb_picture if job.picture.is_rgb else replaced_picture),
        (job.foreground, foreground_picture),
        (job.matte, foreground_matte),
    )
    return OutputGroup(wanted, overwrite=overwrite)


def _clip_notices(job: BackgroundJob) -> Iterator[str]:
    name = job.clip.path.name
    if job.clip.format.has_alpha:
        yield f"The alpha of {name} is left out: the mattes say what stays"
    if len(job.size.format.plane_names) == 1:
        yield f"{name} is grey, and so will be the background"
    if job.clip.field_order is not FieldOrder.PROGRESSIVE:
        yield f"{name} is interlaced ({job.clip.field_order.value}): each field is worked on by itself"
    if job.clip.missing_numbers:
        first = job.clip.missing_numbers[0]
        yield f"{len(job.clip.missing_numbers)} pictures are missing, the first with the number {first}"


def _run(
    job: BackgroundJob,
    sources: tuple[FrameReader, MatteSource, Plate],
    outputs: OutputGroup[ReplacedFrame],
    rim_px: float,
    tell: Tell,
    check: Check,
) -> int:
    """Go through the frames, reading ahead and writing behind; count those that have a background."""
    pace = Pace(Phase.REPLACING, len(job.frames), float(len(job.frames)), tell)
    strongest = replaced_count = 0
    with ExitStack() as stack:
        loaded = stack.enter_context(reading_ahead(load_all(*sources, job.size, job.frames), _WAITING))
        writing = WritingBehind(outputs.write, _WAITING)
        stack.callback(writing.abandon)
        for frame in loaded:
            check()
            writing.put(replaced(frame, rim_px))
            strongest = max(strongest, int(frame.matte.max()))
            replaced_count += int(frame.matte.min()) < 255
            pace.add(1.0)
        writing.finish()
    if strongest == 0:
        tell(Notice("the mattes are black throughout: nothing of the clip is seen"))
    if replaced_count == 0:
        tell(Notice("the mattes are white throughout: nothing of the plate is seen"))
    return replaced_count
