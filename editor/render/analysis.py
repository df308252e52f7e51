"""One quick look over a clip before the fill: where its cuts are, and how much of each frame is hole."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.masks.mattes import Mattes
from editor.media.cuts import CutDetector
from editor.media.picture import FrameReader
from editor.render.schedule import split_shots

_MATTES_AHEAD = 8


@dataclass(frozen=True, slots=True)
class MatteFacts:
    """What is to be known of one matte.

    Attributes
    ----------
    share : float
        Share of the picture that is hole, 0 to 1.
    box_share : float
        Share of the picture that the hole's bounding box takes.
    strongest : int
        Highest value.
    """

    share: float
    box_share: float
    strongest: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the look over a clip found.

    Attributes
    ----------
    frames : range
        Those that were looked at.
    mattes : tuple of MatteFacts
        One for each frame.
    cuts : tuple of int
        Frames that begin a new shot.
    seconds_per_frame : float
        Time it took.
    """

    frames: range
    mattes: tuple[MatteFacts, ...]
    cuts: tuple[int, ...]
    seconds_per_frame: float

    @property
    def shots(self) -> list[range]:
        """Frames between cuts."""
        return split_shots(self.frames, self.cuts)

    @property
    def hole_count(self) -> int:
        """Frames that have a hole."""
        return sum(matte.share > 0 for matte in self.mattes)

    @property
    def strongest(self) -> int:
        """Highest value of all mattes."""
        return max(matte.strongest for matte in self.mattes)

    @property
    def longest_shot(self) -> int:
        """Frames of the longest shot."""
        return max(map(len, self.shots))

    @property
    def mean_hole_share(self) -> float:
        """Mean share of the picture that is hole, over frames that have one."""
        return sum(matte.share for matte in self.mattes) / max(1, self.hole_count)

    @property
    def mean_box_share(self) -> float:
        """Mean share of the picture that the hole's bounding box takes, over frames that have one."""
        return sum(matte.box_share for matte in self.mattes) / max(1, self.hole_count)

    def share(self, index: int) -> float:
        """Share of a frame that is hole."""
        return self.mattes[index - self.frames.start].share

    def has_hole(self, index: int) -> bool:
        """Whether there is anything to fill in a frame."""
        return self.share(index) > 0


def analyse(reader: FrameReader, mattes: Mattes, frames: range, look: Callable[[], None]) -> Analysis:
    """Decode the frames once, looking for cuts and measuring the mattes.

    Parameters
    ----------
    reader : FrameReader
        The clip.
    mattes : Mattes
        Its mattes; they are read by a thread beside the decoder.
    frames : range
        Which to look at.
    look : callable
        Is called after each frame; may raise to stop.

    Raises
    ------
    MediaError
        If a frame or a matte is damaged.
    MatteSizeError
        If a matte has another size than the clip.
    """
    started_s = time.perf_counter()
    detector = CutDetector()
    cuts: list[int] = []
    facts: list[MatteFacts] = []
    waiting: deque[Future[MatteFacts]] = deque()
    with ThreadPoolExecutor(1, "reading mattes") as pool:
        for index in frames:
            waiting.append(pool.submit(_facts_of, mattes, index))
            found = detector.push_picture(reader.read(index))
            cuts += [] if found is None else [found + frames.start]
            if len(waiting) > _MATTES_AHEAD:
                facts.append(waiting.popleft().result())
            look()
        facts += [future.result() for future in waiting]
    cuts += [index + frames.start for index in detector.finish()]
    return Analysis(frames, tuple(facts), tuple(cuts), (time.perf_counter() - started_s) / len(frames))


def _facts_of(mattes: Mattes, index: int) -> MatteFacts:
    matte = mattes.read(index)
    _, _, width, height = cv2.boundingRect(matte)
    return MatteFacts(cv2.countNonZero(matte) / matte.size, width * height / matte.size, _strongest(matte))


def _strongest(matte: NDArray[np.uint8]) -> int:
    return int(cv2.minMaxLoc(matte)[1])
