"""Objects of a clip, as our masks hold them, drawn into maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from editor.datasets.importing.found import LabelMap
from editor.datasets.importing.outlines import together
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.model.objects import MaskedObject
from editor.masks.model.tracks import PlanarTrack


class DrawnObjects:
    """Objects of a clip as maps.

    Parameters
    ----------
    objects : sequence of MaskedObject
        The objects; each has its number in the maps.
    pictures : mapping of str to bytes
        Encoded mattes by their digest.
    tracks : mapping of int to PlanarTrack
        The planes that shapes follow.
    pixel_aspect : float
        Of the clip.
    """

    def __init__(
        self,
        objects: Sequence[MaskedObject],
        pictures: Mapping[str, bytes],
        tracks: Mapping[int, PlanarTrack] | None = None,
        pixel_aspect: float = 1.0,
    ) -> None:
        self._objects = tuple(objects)
        self._pictures = pictures
        self._tracks = tracks or {}
        self._pixel_aspect = pixel_aspect
        self._evaluator: Evaluator | None = None

    def labels(self, frame: int, width: int, height: int) -> LabelMap:
        """Draw the map of a frame; all frames are of one size."""
        grid = PixelGrid(width, height, self._pixel_aspect)
        if self._evaluator is None:
            self._evaluator = Evaluator(grid, self._pictures.__getitem__)
        self._evaluator.evaluate(frame, self._objects, self._tracks)
        mattes = [self._evaluator.object_matte(at).over(grid.area) for at in range(len(self._objects))]
        return together(mattes, width, height)
