"""Any engine, with what shows through an overlay taken from below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from engines.complete.contract import CompletionEngine, Fill, Matte, Plan, Rgb, Shape, Window
from engines.complete.unblend.overlay import Overlay
from engines.errors import ShapeError


class UnblendingEngine:
    """Fills holes by another engine, and un-blends where an overlay lies over them.

    Parameters
    ----------
    base : CompletionEngine
        Fills what is not solved, and what is noisy after un-blending.
    overlays : sequence of Overlay
        What is known of the clip's overlays.
    """

    def __init__(self, base: CompletionEngine[object], overlays: Sequence[Overlay]) -> None:
        self.name = base.name
        self._base = base
        self._overlays = tuple(overlays)

    @property
    def settings(self) -> object:
        """Those of the engine that fills."""
        return self._base.settings

    def plan(self, shape: Shape, frames: int, budget_bytes: int) -> Plan:
        """Choose a window as the engine that fills does.

        Raises
        ------
        BudgetError
            If not even the smallest window fits.
        """
        return self._base.plan(shape, frames, budget_bytes)

    def complete(self, window: Window) -> list[Fill]:
        """Fill the holes of the frames to be returned.

        Raises
        ------
        EngineError
            If the engine that fills cannot.
        ShapeError
            If an overlay does not fit into the pictures.
        """
        fills = self._base.complete(window)
        return [
            self._unblended(fill, window.frames[at], window.mattes[at])
            for at, fill in enumerate(fills, window.done)
        ]

    def _unblended(self, fill: Fill, frame: Rgb, matte: Matte) -> Fill:
        overlays = [one for one in self._overlays if fill.index in one.frames]
        if not overlays or not fill.rgb.size:
            return fill
        height, width = fill.rgb.shape[:2]
        inside = slice(fill.top, fill.top + height), slice(fill.left, fill.left + width)
        picture, own = frame.copy(), np.zeros(matte.shape, np.bool_)
        picture[inside] = fill.rgb
        for overlay in overlays:
            _check(overlay, frame)
            picture[overlay.area] = overlay.restored(frame[overlay.area], picture[overlay.area])
            own[overlay.area] |= overlay.is_solved
        own &= matte > 0
        crop = np.where(own[inside][..., None], picture[inside], fill.rgb)
        origins = fill.provenance
        if origins is not None:
            origins = np.where(own[inside], np.int32(fill.index), origins)
        return replace(fill, rgb=cast("Rgb", crop), provenance=origins)


def _check(overlay: Overlay, frame: Rgb) -> None:
    rows, columns = overlay.area
    if rows.start < 0 or columns.start < 0 or rows.stop > frame.shape[0] or columns.stop > frame.shape[1]:
        raise ShapeError(
            "overlay",
            got=f"{columns.stop}x{rows.stop} at its far corner",
            wanted=f"within {frame.shape[1]}x{frame.shape[0]}",
        )
