"""Any engine, with what shows through an overlay taken from below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from engines.complete.contract import CompletionEngine, Fill, Matte, Plan, Rgb, Shape, Window
from engines.complete.unblend.denoising import BYTES_A_PIXEL, UNKNOWN_VARIANCE, Denoiser
from engines.complete.unblend.overlay import Overlay, Planes, planes_of
from engines.errors import ShapeError


class UnblendingEngine:
    """Fills holes by another engine, and un-blends where an overlay lies over them.

    Parameters
    ----------
    base : CompletionEngine
        Fills what is not solved, and what is noisy after un-blending.
    overlays : sequence of Overlay
        What is known of the clip's overlays.
    filled : callable or None
        Gives the matte of a frame, by its clip index, whose holes are filled even below an overlay: a person
        who is removed as well is not to come back there.
    """

    def __init__(
        self,
        base: CompletionEngine[object],
        overlays: Sequence[Overlay],
        filled: Callable[[int], Matte] | None = None,
    ) -> None:
        self.name = base.name
        self._base = base
        self._overlays = tuple(overlays)
        self._filled = filled

    @property
    def settings(self) -> object:
        """Those of the engine that fills."""
        return self._base.settings

    def plan(self, shape: Shape, frames: int, budget_bytes: int) -> Plan:
        """Choose a window as the engine that fills does, in what un-blending leaves of the memory.

        Raises
        ------
        BudgetError
            If not even the smallest window fits.
        """
        own = BYTES_A_PIXEL * max((one.is_solved.size for one in self._overlays), default=0)
        plan = self._base.plan(shape, frames, budget_bytes - own)
        return replace(plan, memory_bytes=plan.memory_bytes + own)

    def complete(self, window: Window) -> list[Fill]:
        """Fill the holes of the frames to be returned.

        Raises
        ------
        EngineError
            If the engine that fills cannot.
        ShapeError
            If an overlay does not fit into the pictures.
        """
        fills = list(self._base.complete(window))
        for overlay in self._overlays:
            shown = _frames_under(overlay, window)
            if shown:
                _check(overlay, window.frames[0])
                below = _Below(overlay, window, shown)
                fills = [_unblended(fill, overlay, below, window, self._filled) for fill in fills]
        return fills


class _Below:
    """What lies below an overlay in a window's frames, each averaged with its neighbours.

    Parameters
    ----------
    overlay : Overlay
        Within the pictures.
    window : Window
        The frames; those that are done show no overlay any more.
    shown : range
        Frames of the window, by their place in it, that it lies over or lay over.
    """

    def __init__(self, overlay: Overlay, window: Window, shown: range) -> None:
        self._start = window.start + shown.start
        self._stop = window.start + shown.stop
        clean = np.full_like(overlay.gain, np.square(overlay.noise))
        area = overlay.area
        unknown = ~overlay.is_solved & (np.max([window.mattes[at][area] for at in shown], axis=0) > 0)
        noisy = np.where(unknown[..., None], np.float32(UNKNOWN_VARIANCE), overlay.variance)

        def picture(at: int) -> Planes:
            frame = window.frames[shown[at]][area]
            return planes_of(frame) if shown[at] < window.done else overlay.behind(frame)

        self._denoiser = Denoiser(len(shown), picture, lambda at: clean if shown[at] < window.done else noisy)

    def picture(self, index: int) -> tuple[Planes, Planes] | None:
        """Give a frame's pixels and their variance; None where the overlay does not lie over it."""
        if not self._start <= index < self._stop:
            return None
        return self._denoiser.picture(index - self._start)


def _frames_under(overlay: Overlay, window: Window) -> range:
    start = max(overlay.frames.start - window.start, 0)
    return range(start, max(start, min(overlay.frames.stop - window.start, len(window.frames))))


def _unblended(
    fill: Fill, overlay: Overlay, below: _Below, window: Window, filled: Callable[[int], Matte] | None
) -> Fill:
    """Put what is below an overlay into a fill, where both of them lie over each other."""
    rows, columns = overlay.area
    height, width = fill.rgb.shape[:2]
    top, bottom = max(rows.start, fill.top), min(rows.stop, fill.top + height)
    left, right = max(columns.start, fill.left), min(columns.stop, fill.left + width)
    picture = below.picture(fill.index) if top < bottom and left < right else None
    if picture is None:
        return fill
    in_fill = slice(top - fill.top, bottom - fill.top), slice(left - fill.left, right - fill.left)
    in_overlay = (
        slice(top - rows.start, bottom - rows.start),
        slice(left - columns.start, right - columns.start),
    )
    frame = window.frames[fill.index - window.start]
    around = frame[overlay.area].copy()
    around[in_overlay] = fill.rgb[in_fill]
    restored = overlay.restored(*picture, around)[in_overlay]
    matte = window.mattes[fill.index - window.start][top:bottom, left:right]
    own = overlay.is_solved[in_overlay] & (matte > 0)
    if filled is not None:
        own &= filled(fill.index)[top:bottom, left:right] == 0
    rgb = fill.rgb.copy()
    rgb[in_fill][own] = restored[own]
    origins = fill.provenance
    if origins is not None:
        origins = origins.copy()
        origins[in_fill][own] = fill.index
    return replace(fill, rgb=rgb, provenance=origins)


def _check(overlay: Overlay, frame: Rgb) -> None:
    rows, columns = overlay.area
    if rows.start < 0 or columns.start < 0 or rows.stop > frame.shape[0] or columns.stop > frame.shape[1]:
        raise ShapeError(
            "overlay",
            got=f"{columns.stop}x{rows.stop} at its far corner",
            wanted=f"within {frame.shape[1]}x{frame.shape[0]}",
        )
