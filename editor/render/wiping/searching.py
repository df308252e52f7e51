"""Looking through a clip for what was burned into it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.media.cuts import find_cuts
from editor.media.opening import open_clip
from editor.media.picture import ClipInfo, FrameReader
from editor.media.playback.screen import screen_pixels
from editor.render.frame_range import frame_range
from editor.render.messages import Message, Phase
from editor.render.pace import Pace
from editor.render.schedule import split_shots
from editor.render.wiping.request import Search

_LOOKS_A_SECOND = 8
_CACHE_BYTES = 256 << 20


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
    """

    frames: range
    top: int
    left: int
    matte: NDArray[np.uint8]
    confidence: float


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

    def matte(self, index: int) -> NDArray[np.uint8]:
        """Draw the matte of a frame: H x W, uint8."""
        matte = np.zeros((self.clip.height, self.clip.width), np.uint8)
        for one in self.findings:
            if index in one.frames:
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
        Is told progress; may raise to stop.

    Raises
    ------
    MediaError
        If the clip is missing or damaged.
    UsageError
        If the range does not fit it.
    """
    with closing(open_clip(wanted.clip, cache_bytes=_CACHE_BYTES)) as reader:
        frames = frame_range(wanted.frames, reader.info)
        shots = split_shots(frames, find_cuts(reader))
        return Found(reader.info, _text(wanted, reader, shots, tell))


def _text(
    wanted: Search, reader: FrameReader, shots: list[range], tell: Callable[[Message], None]
) -> tuple[Finding, ...]:
    from engines.detect.text import TextSettings, find_text

    step = max(1, round(reader.info.rate / _LOOKS_A_SECOND))
    settings = TextSettings(step, region=wanted.region, wants_scene_text=wanted.wants_scene_text)
    first, count = shots[0].start, sum(map(len, shots))
    pace = Pace(Phase.SEARCHING, count, float(count), tell)
    looked_at = first - 1

    def look(index: int) -> None:
        nonlocal looked_at
        for _ in range(index - looked_at):
            pace.add(1.0)
        looked_at = index

    def read(index: int) -> NDArray[np.uint8]:
        return np.ascontiguousarray(screen_pixels(reader.read(index))[..., 2::-1])

    events = find_text(read, shots, settings, look)
    return tuple(Finding(one.frames, one.top, one.left, one.matte, one.confidence) for one in events)
