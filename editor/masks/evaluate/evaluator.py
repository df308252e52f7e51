"""The one door to the matte of a frame, for the window, the terminal and the render."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from editor.masks.evaluate.areas import BLACK, NOWHERE, Area, Patch, around
from editor.masks.evaluate.composites import Composite
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.evaluate.layers import LayerPainter, Pictures, layers_on
from editor.masks.levels import Matte
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import MaskedObject
from editor.masks.model.tracks import PlanarTrack

_CACHE_BYTES = 64 << 20
_NO_TRACKS: Mapping[int, PlanarTrack] = {}

_Composites = dict[MatteClass, Composite]


class Evaluator:
    """Evaluates objects to mattes.

    Drawn layers are kept, and so is the last frame: when the next one differs by an edit, only its
    surroundings are evaluated. One evaluator belongs to one thread.

    Parameters
    ----------
    grid : PixelGrid
        Size of the mattes.
    pictures : callable
        Fetches an encoded matte (`editor.masks.codec`) by its digest.
    cache_bytes : int
        So much the layers that are kept may take together.
    """

    def __init__(self, grid: PixelGrid, pictures: Pictures, *, cache_bytes: int = _CACHE_BYTES) -> None:
        self._grid = grid
        self._painter = LayerPainter(grid, pictures, cache_bytes)
        self._objects: list[_Composites] = []
        self._changed = NOWHERE

    @property
    def changed(self) -> Area:
        """Where the last matte may differ from the one before."""
        return self._changed

    @property
    def cached_bytes(self) -> int:
        """How much the layers take that are kept."""
        return self._painter.cached_bytes

    def evaluate(
        self,
        frame: int,
        objects: Sequence[MaskedObject],
        tracks: Mapping[int, PlanarTrack] = _NO_TRACKS,
    ) -> Matte:
        """Evaluate what is to be removed of a frame.

        Parameters
        ----------
        frame : int
            Frame index.
        objects : sequence of MaskedObject
            With all layers that are there on the frame, the lowest first; others do no harm.
        tracks : mapping of int to PlanarTrack
            The planes that shapes follow.

        Returns
        -------
        ndarray of uint8
            H x W, the union of all objects; the caller's own.

        Raises
        ------
        MatteDataError
            If a matte of the frame is damaged.
        """
        self._changed = NOWHERE
        for composites in self._objects[len(objects) :]:
            self._touch(around(composite.matte.area for composite in composites.values()))
        self._objects = self._objects[: len(objects)]
        for position, masked in enumerate(objects):
            if position == len(self._objects):
                self._objects.append({})
            self._update(self._objects[position], frame, masked, tracks)
        return self._united()

    def object_matte(self, position: int) -> Patch:
        """Give the matte of one object at the frame evaluated last.

        Parameters
        ----------
        position : int
            Its place among the objects.

        Returns
        -------
        Patch
            All its classes; not to be written to.
        """
        mattes = [composite.matte for composite in self._objects[position].values()]
        area = around(matte.area for matte in mattes)
        if area.is_empty:
            return BLACK
        return Patch(area, np.maximum.reduce([matte.over(area) for matte in mattes]))

    def _touch(self, area: Area) -> None:
        self._changed = self._changed.join(area)

    def _update(
        self, composites: _Composites, frame: int, masked: MaskedObject, tracks: Mapping[int, PlanarTrack]
    ) -> None:
        for matte_class in MatteClass:
            layers = layers_on(masked.layers, frame, matte_class)
            if not layers and matte_class not in composites:
                continue
            drawn = self._painter.draw(layers, frame, tracks)
            composite = composites.setdefault(matte_class, Composite(self._grid))
            self._touch(composite.update(drawn, masked.settings.edge(matte_class)))

    def _united(self) -> Matte:
        """Put all objects together."""
        matte = np.zeros((self._grid.height, self._grid.width), np.uint8)
        for composites in self._objects:
            for composite in composites.values():
                patch = composite.matte
                if not patch.area.is_empty:
                    into = matte[patch.area.within(self._grid.area)]
                    np.maximum(into, patch.pixels, out=into)
        return matte
