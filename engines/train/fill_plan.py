"""What a training of a network that fills is asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engines.train.clips.changing import Variety
from engines.train.clips.holes import HoleSettings


@dataclass(frozen=True, slots=True)
class FillPlan:
    """What is asked for; what is None is as the network's authors have it.

    Attributes
    ----------
    steps : int
        All steps.
    minutes : float
        The run ends after so many.
    seed : int
        Decides first weights and data.
    size : (int, int) or None
        Width and height of the clips.
    frames, batch : int or None
        Of a clip, and clips of a batch.
    parts : int
        Batches of a step.
    learning_rate : float or None
        At its highest.
    falls_every : int
        Steps after which the rate falls to a tenth, twice at most; 0 lets it fall along a cosine.
    first_size : (int, int) or None
        Clips begin at this size and grow to `size`; None has them of one size.
    grown_at : int
        At this step they have grown.
    largest_step : int
        Frames of the footage from one frame of a clip to the next, at most.
    has_judge : bool
        Whether a judge learns beside a network that has one.
    is_small : bool
        Whether the narrower variant of the network is trained.
    checked_every, told_every : int
        Steps between checks and between lines of the log.
    patience : int
        Checks without a better score that end the training; 0 for none.
    device, precision : str
        As `engines.devices` has them.
    threads : int or None
        Of the network; None leaves them.
    prefetch : int
        Batches made ahead.
    has_events : bool
        Whether event files for TensorBoard are written.
    holes : HoleSettings or None
        What holes are like.
    variety : Variety or None
        How different clips of the same footage may be.
    """

    steps: int
    minutes: float = math.inf
    seed: int = 0
    size: tuple[int, int] | None = None
    frames: int | None = None
    batch: int | None = None
    parts: int = 1
    learning_rate: float | None = None
    falls_every: int = 0
    first_size: tuple[int, int] | None = None
    grown_at: int = 0
    largest_step: int = 3
    has_judge: bool = True
    is_small: bool = False
    checked_every: int = 500
    told_every: int = 20
    patience: int = 0
    device: str = "auto"
    precision: str = "fp32"
    threads: int | None = None
    prefetch: int = 2
    has_events: bool = False
    holes: HoleSettings | None = None
    variety: Variety | None = None


def grown_size(
    first: tuple[int, int], last: tuple[int, int], share: float, step_px: tuple[int, int]
) -> tuple[int, int]:
    """Say how large clips are on their way from one size to another.

    Parameters
    ----------
    first, last : (int, int)
        Width and height.
    share : float
        How far on the way, 0 to 1 and beyond.
    step_px : (int, int)
        Width and height are multiples of these.

    Returns
    -------
    (int, int)
        Never larger than `last`.
    """
    share = min(1.0, max(0.0, share))
    width, height = (
        min(end, step * round((start + share * (end - start)) / step))
        for start, end, step in zip(first, last, step_px, strict=True)
    )
    return max(width, step_px[0]), max(height, step_px[1])
