"""The engine's face: windows in, fills out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Fill, Origin, Plan, Provenance, Rgb, Shape, Window
from engines.complete.explicit.completing import NETWORK_BYTES, completer_with, weights_there
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import Box, PictureRun, bounding_box, cut_run
from engines.complete.explicit.planning import plan_window
from engines.complete.explicit.provenance import enlarged, sources
from engines.complete.explicit.rendering import render
from engines.complete.explicit.solving import Solution, solve
from engines.complete.explicit.window_pictures import (
    check_window,
    far_pictures,
    near_pictures,
)
from engines.errors import BudgetError, NothingToFillFromError

_FEWEST_WITH_NETWORK = 24
"""Frames of a window; where memory allows no more, it is better spent on frames to fetch from."""


@dataclass(frozen=True, slots=True)
class ExplicitSettings:
    """How hard to work.

    Attributes
    ----------
    rounds : int
        Times that motion is looked at again on the filled pictures at most, at least 1; fewer where the
        fills settle earlier.
    motion_weights : str or None
        Checksum of the weights of the network that completes motion; None does without. As a rule, those
        that are there when the settings are made.
    """

    rounds: int = 6
    motion_weights: str | None = field(default_factory=weights_there)


class ExplicitEngine:
    """Fills holes with real pixels of other frames at full resolution.

    Parameters
    ----------
    settings : ExplicitSettings
        How hard to work.
    """

    name = "explicit"

    def __init__(self, settings: ExplicitSettings | None = None) -> None:
        self._settings = settings or ExplicitSettings()
        self._has_room = True

    @property
    def settings(self) -> ExplicitSettings:
        """What the engine was built with."""
        return self._settings

    def plan(self, shape: Shape, frames: int, budget_bytes: int) -> Plan:
        """Choose a window for a shot; where memory does not suffice for the network, it has no say.

        Raises
        ------
        BudgetError
            If not even the smallest window fits.
        """
        with_network = self._plan_with_network(shape, frames, budget_bytes)
        self._has_room = with_network is not None
        return with_network or plan_window(shape, frames, budget_bytes)

    def _plan_with_network(self, shape: Shape, frames: int, budget_bytes: int) -> Plan | None:
        if self._settings.motion_weights is None:
            return None
        try:
            plan = plan_window(shape, frames, budget_bytes - NETWORK_BYTES)
        except BudgetError:
            return None
        if plan.window < min(frames, _FEWEST_WITH_NETWORK):
            return None
        return replace(plan, memory_bytes=plan.memory_bytes + NETWORK_BYTES)

    def complete(self, window: Window) -> list[Fill]:
        """Fill the holes of the frames to be returned.

        Raises
        ------
        NothingToFillFromError
            If no pixel of any frame or source is known.
        ShapeError
            If the arrays do not fit together.
        """
        with Pool() as pool:
            found = self.solve(window, pool)
            if found is None:
                return no_fills(window)
            run, solution = found
            marks = sources(run, solution, pool) if window.wants_provenance else None
            render(run, solution, pool, window.seed)
        return fills_of(window, run, marks)

    def solve(self, window: Window, pool: Pool) -> tuple[PictureRun, Solution] | None:
        """Find how the holes are to be filled; None where none of the frames to be returned has one.

        Raises
        ------
        NothingToFillFromError
            If no pixel of any frame or source is known.
        ShapeError
            If the arrays do not fit together.
        ModelError
            If the weights that complete motion are damaged or have gone.
        """
        check_window(window)
        emitted = range(window.done, window.done + window.emit_count)
        holes = [window.mattes[i] > 0 for i in emitted]
        around = np.logical_or.reduce(holes) if holes else np.zeros((0, 0), np.bool_)
        if not around.any():
            return None
        pictures = sorted([*near_pictures(window), *far_pictures(window)], key=lambda one: one.index)
        if all(picture.hole.all() for picture in pictures):
            raise NothingToFillFromError(f"frames {window.start} and on are all hole")
        run = cut_run(pictures, around, pool)
        weights = self._settings.motion_weights if self._has_room else None
        completer = None if weights is None else completer_with(weights)
        return run, solve(run, self._settings.rounds, pool, completer)


def no_fills(window: Window) -> list[Fill]:
    """Return nothing for each of the frames to be returned: none of them has a hole."""
    emitted = range(window.done, window.done + window.emit_count)
    return [Fill(window.start + i, 0, 0, window.frames[i][:0, :0]) for i in emitted]


def fills_of(window: Window, run: PictureRun, marks: Sequence[Provenance] | None = None) -> list[Fill]:
    """Cut the filled pictures of a run to the holes of the frames to be returned.

    Parameters
    ----------
    window : Window
        What was asked for.
    run : PictureRun
        Its pictures, filled.
    marks : sequence of Provenance, optional
        What `sources` says of them.
    """
    places = {index: i for i, index in enumerate(run.indices)}
    fills = []
    for i in range(window.done, window.done + window.emit_count):
        index, hole = window.start + i, window.mattes[i] > 0
        tight, at = bounding_box(hole), places[window.start + i]
        if tight is None:
            fills.append(Fill(index, 0, 0, window.frames[i][:0, :0]))
            continue
        origins = None if marks is None else _marked(marks[at], run.box, tight, hole, index)
        fills.append(Fill(index, tight.top, tight.left, _cut(run.full[at], run.box, tight), origins))
    return fills


def _cut(filled: Rgb, box: Box, tight: Box) -> Rgb:
    inside = Box(tight.top - box.top, tight.left - box.left, tight.bottom - box.top, tight.right - box.left)
    return cast("Rgb", np.ascontiguousarray(filled[inside.area]))


def _marked(marks: Provenance, box: Box, tight: Box, hole: NDArray[np.bool_], index: int) -> Provenance:
    """Bring a map to full size; what was retouched comes from the frame itself."""
    full = enlarged(marks, box, tight)
    full = np.where(full == Origin.KNOWN, np.int32(index), full)
    return np.where(hole[tight.area], full, np.int32(Origin.KNOWN))
