"""Annotations gathered into objects: shapes that are there on their frames, masks as imported mattes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np

from editor.masks.codec import decode_matte, encode_matte
from editor.masks.errors import MaskValueError
from editor.masks.exchange.files import Imported
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.objects import MaskedObject, MaskObject
from editor.masks.model.shapes import Point, Shape

_MOST_POINTS = 5_000_000


@dataclass(slots=True)
class _Gathered:
    """What belongs to one object: shapes, and encoded masks by frame."""

    name: str
    shapes: list[Shape] = field(default_factory=list)
    masks: dict[int, bytes] = field(default_factory=dict)


class Gathering:
    """Collects the objects of a file."""

    def __init__(self) -> None:
        self._objects: dict[Hashable, _Gathered] = {}
        self._point_count = 0
        self.notices: list[str] = []

    def add_shape(self, key: Hashable, name: str, shape: Shape) -> None:
        """Add a shape to an object."""
        self._point_count += sum(len(it.points) for it in shape.keys)
        if self._point_count > _MOST_POINTS:
            raise MaskValueError(f"it has more than {_MOST_POINTS} points", remedy="divide it")
        self._objects.setdefault(key, _Gathered(name)).shapes.append(shape)

    def add_mask(self, key: Hashable, name: str, frame: int, mask: Matte) -> None:
        """Add a mask to an object; several on one frame are united."""
        masks = self._objects.setdefault(key, _Gathered(name)).masks
        if frame in masks:
            known = decode_matte(masks[frame])
            if known.shape != mask.shape:
                raise MaskValueError(f"masks of frame {frame} differ in size", remedy="export it again")
            mask = np.maximum(known, mask)
        # Encoded at once: a clip's masks would not fit into memory otherwise.
        masks[frame] = encode_matte(mask)

    def note(self, notice: str) -> None:
        """Say once what could not be taken over."""
        if notice not in self.notices:
            self.notices.append(notice)

    def imported(self) -> Imported:
        """Give all objects; on its frame a mask lies below an object's shapes."""
        pictures: dict[str, bytes] = {}
        objects = []
        for gathered in self._objects.values():
            mattes = []
            for frame, data in sorted(gathered.masks.items()):
                pictures[digest_of(data)] = data
                mattes.append(FrameMatte(frame, FrameState.IMPORTED, digest_of(data)))
            objects.append(MaskedObject(MaskObject(gathered.name), (*mattes, *gathered.shapes)))
        return Imported(tuple(objects), pictures, tuple(self.notices))


def polygon_points(places: Sequence[tuple[float, float]], width: int, height: int) -> tuple[Point, ...]:
    """Take corners in pixels to points in fractions.

    Raises
    ------
    MaskValueError
        If the picture has no size.
    """
    if width <= 0 or height <= 0:
        raise MaskValueError("the size of a picture is missing", remedy="export it again")
    return tuple(Point(x / width, y / height) for x, y in places)
