"""Looking through a clip for what was burned into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.errors import UsageError
from editor.media.cuts import find_cuts
from editor.media.opening import open_clip
from editor.media.picture import ClipInfo, FrameReader
from editor.media.playback.screen import screen_pixels
from editor.render.frame_range import frame_range
from editor.render.messages import Message, Notice, Phase
from editor.render.pace import Pace
from editor.render.schedule import split_shots
from editor.render.wiping.examples import Outlines, example_picture
from editor.render.wiping.overlays import Solved, solve_event
from editor.render.wiping.request import Search, What

if TYPE_CHECKING:
    from engines.complete.unblend import Overlay
    from engines.detect.overlay import OverlayEvent
    from engines.detect.text import TextEvent

_LOOKS_A_SECOND = 8
_SIGHTS_A_SECOND = 4
_FAINT_EDGE_LEVELS = 0.8
_CACHE_BYTES = 256 << 20
_ALL = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """Something burned in, from its first frame to its last.

    Attributes
    ----------
    frames : range
        Frame indices that show it.
    top, left : int
        Where its matte lies in the picture, in pixels.
    matte : ndarray
        H x W, uint8; 255 = to be removed.
    confidence : float
        0 to 1.
    outlines : Outlines or None
        Where it is on each frame, if it moves; the matte is then where it ever is.
    overlay : Overlay or None
        What is known of it, if it can be un-blended.
    """

    frames: range
    top: int
    left: int
    matte: NDArray[np.uint8]
    confidence: float
    outlines: Outlines | None = None
    overlay: Overlay | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a search came to.

    Attributes
    ----------
    clip : ClipInfo
        What was looked through.
    findings : tuple of Finding
        By first frame, then from top to bottom.
    """

    clip: ClipInfo
    findings: tuple[Finding, ...]

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """What is known of those that can be un-blended."""
        return tuple(one.overlay for one in self.findings if one.overlay is not None)

    def matte(self, index: int) -> NDArray[np.uint8]:
        """Draw the matte of a frame: H x W, uint8."""
        matte = np.zeros((self.clip.height, self.clip.width), np.uint8)
        for one in self.findings:
            if one.outlines is not None:
                one.outlines.draw(matte, index)
            elif index in one.frames:
                height, width = one.matte.shape
                place = matte[one.top : one.top + height, one.left : one.left + width]
                np.maximum(place, one.matte, out=place)
        return matte


def search(wanted: Search, tell: Callable[[Message], None]) -> Found:
    """Look through a clip.

    Parameters
    ----------
    wanted : Search
        What to look for, and where.
    tell : callable
        Is told progress, and what cannot be un-blended; may raise to stop.

    Raises
    ------
    MediaError
        If the clip is missing or damaged.
    UsageError
        If the range does not fit it.
    """
    with closing(open_clip(wanted.clip, cache_bytes=_CACHE_BYTES)) as reader:
        cuts, spans = find_cuts(reader), _spans(wanted, reader.info)
        looking = _Looking(reader, sum(map(len, spans)), tell)
        findings: list[Finding] = []
        for frames, regions in spans.items():
            looking.begin(frames)
            span = _Span(frames, split_shots(frames, cuts), regions)
            findings += _IN_SPANS.get(wanted.what, _overlays)(wanted, looking, span)
        return Found(reader.info, tuple(_told_once(findings)))


Sides = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Span:
    """Frames that are searched at one go, and the parts of the picture; none for all of it."""

    frames: range
    shots: list[range]
    regions: tuple[Sides, ...]


def _spans(wanted: Search, info: ClipInfo) -> dict[range, tuple[Sides, ...]]:
    """Gather the regions of the same frames.

    Raises
    ------
    UsageError
        If a region wants frames that the clip does not have, or that are not searched.
    """
    searched = frame_range(wanted.frames, info)
    if not wanted.regions:
        return {searched: ()}
    spans: dict[range, tuple[Sides, ...]] = {}
    for region in wanted.regions:
        own = searched if region.frames is None else frame_range(region.frames, info)
        frames = range(max(own.start, searched.start), min(own.stop, searched.stop))
        if not frames:
            raise UsageError(
                f"the region of frames {region.frames} lies outside of the frames {wanted.frames}",
                remedy="give it frames that are searched",
                path=info.path,
            )
        spans[frames] = (*spans.get(frames, ()), region.sides)
    return dict(sorted(spans.items(), key=lambda one: (one[0].start, one[0].stop)))


def _told_once(findings: list[Finding]) -> list[Finding]:
    """Leave out what was found again, within another finding, because regions lie over each other."""
    kept = [
        one
        for at, one in enumerate(findings)
        if not any(
            _is_within(one, other) and (at > before or not _is_within(other, one))
            for before, other in enumerate(findings)
            if before != at
        )
    ]
    return sorted(kept, key=lambda one: (one.frames.start, one.top, one.left))


def _is_within(one: Finding, other: Finding) -> bool:
    spans = [
        (it.frames, range(it.top, it.top + it.matte.shape[0]), range(it.left, it.left + it.matte.shape[1]))
        for it in (one, other)
    ]
    return all(own.start >= its.start and own.stop <= its.stop for own, its in zip(*spans, strict=True))


class _Looking:
    """Frames as they are looked at, with progress.

    Parameters
    ----------
    reader : FrameReader
        The clip.
    count : int
        How many frames are searched in all.
    tell : callable
        Is told progress and notices.
    """

    def __init__(self, reader: FrameReader, count: int, tell: Callable[[Message], None]) -> None:
        self.info = reader.info
        self.tell = tell
        self._reader = reader
        self._pace = Pace(Phase.SEARCHING, count, float(count), tell)
        self._looked_at = -1

    def begin(self, frames: range) -> None:
        """Begin with frames that are looked at one after the other."""
        self._looked_at = frames.start - 1

    def read(self, index: int) -> NDArray[np.uint8]:
        """Read a frame: H x W x 3."""
        return np.asarray(cv2.cvtColor(screen_pixels(self._reader.read(index)), cv2.COLOR_BGRA2RGB), np.uint8)

    def look(self, index: int) -> None:
        """Tell that all up to a frame was looked at."""
        for _ in range(index - self._looked_at):
            self._pace.add(1.0)
        self._looked_at = max(index, self._looked_at)


def _text(wanted: Search, looking: _Looking, span: _Span) -> list[Finding]:
    from engines.detect.text import TextSettings, find_text

    step = max(1, round(looking.info.rate / _LOOKS_A_SECOND))
    settings = TextSettings(step, regions=span.regions, wants_scene_text=wanted.wants_scene_text)
    return list(map(_finding, find_text(looking.read, span.shots, settings, looking.look)))


def _alike(wanted: Search, looking: _Looking, span: _Span) -> list[Finding]:
    from engines.detect.like import Example, ExampleError, find_like

    info = looking.info
    try:
        example = Example.of(example_picture(wanted.example, info, looking.read))
    except ExampleError as error:
        raise UsageError(str(error), remedy="give another --example") from error
    step = max(1, round(info.rate / _SIGHTS_A_SECOND))
    findings = []
    for one in find_like(looking.read, span.shots, example, step, looking.look):
        outlines = Outlines(one.outlines)
        if not any(
            outlines.is_inside(region, (info.height, info.width)) for region in span.regions or (_ALL,)
        ):
            continue
        rows, columns = outlines.box((info.height, info.width))
        matte = np.full((rows.stop - rows.start, columns.stop - columns.start), 255, np.uint8)
        findings.append(Finding(one.frames, rows.start, columns.start, matte, one.confidence, outlines))
    return findings


def _overlays(wanted: Search, looking: _Looking, span: _Span) -> list[Finding]:
    from engines.detect.overlay import OverlaySettings, find_overlays

    settings = OverlaySettings(regions=span.regions)
    if wanted.what is What.WATERMARK:
        settings = replace(settings, edge_levels=_FAINT_EDGE_LEVELS, largest_area=1.0)
    # Cuts do not matter to what stays through them: they even tell it from the scene.
    events = find_overlays(looking.read, [span.frames], settings, looking.look)
    solved = [solve_event(looking.read, event, span.shots) for event in events]
    for one in solved:
        if one.overlay is None:
            looking.tell(Notice(_not_unblended(one)))
    return [replace(_finding(one.event), overlay=one.overlay) for one in solved]


def _not_unblended(one: Solved) -> str:
    event = one.event
    return (
        f"what lies at {event.left},{event.top} on frames {event.frames[0]} to {event.frames[-1]} is filled, "
        f"not un-blended: {one.cause}"
    )


def _finding(event: TextEvent | OverlayEvent) -> Finding:
    return Finding(event.frames, event.top, event.left, event.matte, event.confidence)


_IN_SPANS: Mapping[What, Callable[[Search, _Looking, _Span], list[Finding]]] = MappingProxyType(
    {What.SUBTITLES: _text, What.LIKE: _alike}
)
