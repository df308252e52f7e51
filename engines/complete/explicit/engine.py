"""The engine's face: windows in, fills out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Fill, Plan, Shape, Source, Window
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import Box, Picture, PictureRun, bounding_box, cut_run
from engines.complete.explicit.planning import plan_window
from engines.complete.explicit.rendering import render
from engines.complete.explicit.solving import Solution, solve, unseen_share
from engines.errors import NothingToFillFromError, ShapeError

_REFERENCE_PREFERENCE = 20.0
_FAR_PREFERENCE = 5.0
"""They are looked at only for what nothing nearer shows, mostly from one side of time."""

_UNSEEN_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class ExplicitSettings:
    """How hard to work.

    Attributes
    ----------
    rounds : int
        Times that motion is looked at again on the filled pictures, at least 1.
    """

    rounds: int = 4


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

    @property
    def settings(self) -> ExplicitSettings:
        """What the engine was built with."""
        return self._settings

    def plan(self, shape: Shape, frames: int, budget_bytes: int) -> Plan:
        """Choose a window for a shot.

        Raises
        ------
        BudgetError
            If not even the smallest window fits.
        """
        return plan_window(shape, frames, budget_bytes)

    def complete(self, window: Window) -> list[Fill]:
        """Fill the holes of the frames to be returned.

        Raises
        ------
        NothingToFillFromError
            If no pixel of any frame or source is known.
        ShapeError
            If the arrays do not fit together.
        """
        _check(window)
        pictures = _pictures(window)
        emitted = range(window.done, window.done + window.emit_count)
        fills = {i: _empty(window, i) for i in emitted}
        holes = [window.mattes[i] > 0 for i in emitted]
        around = np.logical_or.reduce(holes) if holes else np.zeros((0, 0), np.bool_)
        if not around.any():
            return list(fills.values())
        if all(picture.hole.all() for picture in [*pictures, *_far_pictures(window)]):
            raise NothingToFillFromError(f"frames {window.start} and on are all hole")
        with Pool() as pool:
            run, solution = self._solve(pictures, _far_pictures(window), around, pool)
            by_index = dict(zip(run.indices, render(run, solution, pool, window.seed), strict=True))
        return [
            _fill(window.start + i, hole, run.box, by_index[window.start + i])
            for i, hole in zip(emitted, holes, strict=True)
        ]

    def _solve(
        self, near: Sequence[Picture], far: Sequence[Picture], around: NDArray[np.bool_], pool: Pool
    ) -> tuple[PictureRun, Solution]:
        """Look at far pictures only where the near ones leave something unseen; retouched ones always."""
        near = sorted([*near, *(one for one in far if one.preference == _REFERENCE_PREFERENCE)], key=_index)
        run = cut_run(near, around, pool)
        solution = solve(run, self._settings.rounds, pool)
        others = [one for one in far if one.preference == _FAR_PREFERENCE]
        if others and unseen_share(solution) > _UNSEEN_SHARE:
            run = cut_run(sorted([*near, *others], key=_index), around, pool)
            solution = solve(run, self._settings.rounds, pool)
        return run, solution


def _index(picture: Picture) -> int:
    return picture.index


def _far_pictures(window: Window) -> list[Picture]:
    inside = range(window.start, window.start + len(window.frames))
    far = [Picture(one.index, one.rgb, one.matte > 0, _FAR_PREFERENCE) for one in window.far]
    retouched = [
        Picture(one.index, one.rgb, one.matte > 0, _REFERENCE_PREFERENCE) for one in window.references
    ]
    taken = {one.index for one in retouched}
    kept = [*retouched, *(one for one in far if one.index not in taken)]
    return [one for one in kept if one.index not in inside]


def _check(window: Window) -> None:
    count = len(window.frames)
    if len(window.mattes) != count:
        raise ShapeError("mattes", got=f"{len(window.mattes)}", wanted=f"one for each of {count} frames")
    if window.done + window.emit_count > count:
        wanted = f"at most {count}, the frames there are"
        raise ShapeError("done + emit_count", got=f"{window.done + window.emit_count}", wanted=wanted)
    sources = [*window.far, *window.references]
    rgbs = [*window.frames, *(source.rgb for source in sources)]
    mattes = [*window.mattes, *(source.matte for source in sources)]
    for rgb, matte in zip(rgbs, mattes, strict=True):
        first = window.frames[0]
        if rgb.shape != first.shape or rgb.dtype != first.dtype or rgb.ndim != 3:
            wanted = f"{first.shape} {first.dtype}, as the first frame"
            raise ShapeError("frame", got=f"{rgb.shape} {rgb.dtype}", wanted=wanted)
        if matte.shape != first.shape[:2]:
            raise ShapeError("matte", got=f"{matte.shape}", wanted=f"{first.shape[:2]}, as its frame")


def _pictures(window: Window) -> list[Picture]:
    """Take the window's frames: done ones without hole, retouched ones in place of their own."""
    retouched = {source.index: source for source in window.references}
    pictures = []
    for i, (frame, matte) in enumerate(zip(window.frames, window.mattes, strict=True)):
        source = retouched.get(window.start + i)
        if source is not None:
            pictures.append(_retouched(source))
        else:
            hole = np.zeros(matte.shape, np.bool_) if i < window.done else matte > 0
            pictures.append(Picture(window.start + i, frame, hole))
    return pictures


def _retouched(source: Source) -> Picture:
    return Picture(source.index, source.rgb, source.matte > 0, _REFERENCE_PREFERENCE)


def _empty(window: Window, i: int) -> Fill:
    frame = window.frames[i]
    return Fill(window.start + i, 0, 0, frame[:0, :0])


def _fill(index: int, hole: NDArray[np.bool_], box: Box, filled: NDArray[Any]) -> Fill:
    tight = bounding_box(hole)
    if tight is None:
        return Fill(index, 0, 0, filled[:0, :0])
    inside = Box(tight.top - box.top, tight.left - box.left, tight.bottom - box.top, tight.right - box.left)
    return Fill(index, tight.top, tight.left, np.ascontiguousarray(filled[inside.area]))
