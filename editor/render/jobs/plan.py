"""What is settled once for all tasks of a job, so that it does not matter where they run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from editor.render.analysis import Analysis, MatteFacts
from editor.render.jobs.parting import Segment

if TYPE_CHECKING:
    from engines.complete.contract import Plan, Shape


@dataclass(frozen=True, slots=True)
class Load:
    """What a task has to do.

    Attributes
    ----------
    frames : int
        Frames that it makes.
    expected_s : float
        Estimate of the time that it takes.
    """

    frames: int
    expected_s: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The tasks of a job, of whatever kind.

    Attributes
    ----------
    segments : tuple of Load
        In order; none where all is done when it is joined.
    join, check : Load
        The last two.
    peak_bytes : int
        Estimate of the memory that a task takes over all processes.
    """

    segments: tuple[Load, ...]
    join: Load
    check: Load
    peak_bytes: int

    def to_json(self) -> str:
        """Put it into text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Take it out of the text that `to_json` made.

        Raises
        ------
        KeyError, TypeError, ValueError
            If it is something else.
        """
        values: Mapping[str, Any] = json.loads(text)
        return cls(
            tuple(Load(**load) for load in values["segments"]),
            Load(**values["join"]),
            Load(**values["check"]),
            values["peak_bytes"],
        )


@dataclass(frozen=True, slots=True)
class JobPlan:
    """Cuts, holes, windows and segments of a removal.

    Attributes
    ----------
    analysis : Analysis
        What the look over the clip found.
    shape : Shape
        What the engine was told of the pictures.
    window : Plan
        What it wants.
    ahead, behind : int
        Frames that may wait to be filled, and to be written.
    peak_bytes : int
        Estimate over all processes of a task.
    settings : str
        Of the engine, with the weights of its network; a machine where they differ does not take part.
    segments : tuple of Segment
        In order.
    """

    analysis: Analysis
    shape: Shape
    window: Plan
    ahead: int
    behind: int
    peak_bytes: int
    settings: str
    segments: tuple[Segment, ...]

    def expected_s(self, segment: Segment) -> float:
        """Estimate of the time that a segment takes."""
        holes = sum(map(self.analysis.has_hole, segment.filled))
        return holes * self.window.seconds_per_frame + len(segment.filled) * self.analysis.seconds_per_frame

    def to_json(self) -> str:
        """Put it into text."""
        analysis = self.analysis
        values = {
            "frames": _ends(analysis.frames),
            "cuts": analysis.cuts,
            "mattes": [[matte.share, matte.box_share, matte.strongest] for matte in analysis.mattes],
            "seconds_per_frame": analysis.seconds_per_frame,
            "shape": asdict(self.shape),
            "window": asdict(self.window),
            "ahead": self.ahead,
            "behind": self.behind,
            "peak_bytes": self.peak_bytes,
            "settings": self.settings,
            "segments": [[_ends(it.shot), _ends(it.own), _ends(it.filled)] for it in self.segments],
        }
        return json.dumps(values)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Take it out of the text that `to_json` made.

        Raises
        ------
        KeyError, TypeError, ValueError
            If it is something else.
        """
        from engines.complete.contract import Plan, Shape

        values: Mapping[str, Any] = json.loads(text)
        segments = (
            Segment(number, range(*shot), range(*own), range(*filled))
            for number, (shot, own, filled) in enumerate(values["segments"])
        )
        return cls(
            analysis=Analysis(
                range(*values["frames"]),
                tuple(MatteFacts(*facts) for facts in values["mattes"]),
                tuple(values["cuts"]),
                values["seconds_per_frame"],
            ),
            shape=Shape(**values["shape"]),
            window=Plan(**values["window"]),
            ahead=values["ahead"],
            behind=values["behind"],
            peak_bytes=values["peak_bytes"],
            settings=values["settings"],
            segments=tuple(segments),
        )


def _ends(frames: range) -> tuple[int, int]:
    return frames.start, frames.stop
