"""What training learns from: pictures and clips by index, whoever reads them from wherever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engines.errors import EngineError

Rgb8 = NDArray[np.uint8]
"""H x W x 3, RGB, 0 to 255."""

SoftMask = NDArray[np.float32]
"""H x W, 0 to 1: how much of each pixel is the object."""

Labels = NDArray[np.uint8]
"""H x W: each value one region; in pictures of instances 0 is no object."""


class MaterialError(EngineError):
    """There is nothing, or not enough, to learn from.

    Attributes
    ----------
    lacking : str
        What is missing, in words.
    """

    def __init__(self, lacking: str) -> None:
        self.lacking = lacking
        super().__init__(f"there is nothing to learn from: {lacking}")


class Frames(Protocol):
    """Pictures by index: a clip, or photographs that have nothing to do with each other."""

    def __len__(self) -> int:
        """How many there are."""

    def frame(self, index: int) -> Rgb8:
        """Return a picture, from 0."""


class LabelledFrames(Frames, Protocol):
    """Pictures with a map of their regions, or of the objects in them."""

    def labels(self, index: int) -> Labels:
        """Return the map of a picture, of its size."""


class MaskedFrames(Frames, Protocol):
    """A clip with a mask for each frame."""

    def mask(self, index: int) -> SoftMask:
        """Return the mask of a frame, of its size."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that there is.

    Attributes
    ----------
    instances : sequence of LabelledFrames
        Pictures whose labels above 0 are one object each.
    regions : sequence of LabelledFrames
        Pictures that are divided into regions, each with its value.
    pictures : sequence of Frames
        Photographs.
    clips : sequence of Frames
        Clips; neighbouring indices are neighbours in time.
    """

    instances: Sequence[LabelledFrames] = ()
    regions: Sequence[LabelledFrames] = ()
    pictures: Sequence[Frames] = ()
    clips: Sequence[Frames] = ()

    def check(self) -> None:
        """Make sure that scenes can be made of it.

        Raises
        ------
        MaterialError
            If there is no object or no background.
        """
        if not any(map(len, (*self.instances, *self.regions, *self.pictures))):
            raise MaterialError("no photograph, no region map and no instance mask")


class Part:
    """Every so-many-th picture of a source, or all the others: what is trained on and what is held out.

    Parameters
    ----------
    source : LabelledFrames or Frames
        All pictures.
    indices : sequence of int
        Those that belong to the part.
    """

    def __init__(self, source: Frames, indices: Sequence[int]) -> None:
        self._source = source
        self._indices = tuple(indices)

    def __len__(self) -> int:
        return len(self._indices)

    def frame(self, index: int) -> Rgb8:
        """Return a picture of the part."""
        return self._source.frame(self._indices[index])

    def labels(self, index: int) -> Labels:
        """Return the map of a picture of the part."""
        labels: Labels = self._source.labels(self._indices[index])  # type: ignore[attr-defined]
        return labels


def held_out(material: Material, every: int) -> tuple[Material, Material]:
    """Divide still material into what is trained on and what is not; clips stay with the first.

    Parameters
    ----------
    material : Material
        All of it.
    every : int
        Every so-many-th picture of each source is held out.

    Returns
    -------
    training, rest : Material
        Both; where the rest would be empty, it is the whole.
    """

    def parts(sources: Sequence[Frames], wanted: bool) -> tuple[Part, ...]:
        return tuple(
            Part(one, [at for at in range(len(one)) if (at % every == every - 1) is wanted])
            for one in sources
        )

    split = [
        Material(
            parts(material.instances, wanted),
            parts(material.regions, wanted),
            parts(material.pictures, wanted),
            material.clips,
        )
        for wanted in (False, True)
    ]
    has_rest = any(map(len, (*split[1].instances, *split[1].regions, *split[1].pictures)))
    return (split[0], split[1]) if has_rest else (material, material)
