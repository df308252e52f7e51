"""Pictures of any size brought to a size that a network can take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import torch
from torch import Tensor

from engines.nets.partial import Box


@dataclass(frozen=True, slots=True)
class Mirroring:
    """What is mirrored around a picture, half of it on each side.

    Attributes
    ----------
    height, width : int
        Of the picture.
    to_height, to_width : int
        Of what comes out.
    """

    height: int
    width: int
    to_height: int
    to_width: int

    @classmethod
    def to_multiple(cls, height: int, width: int, step: tuple[int, int]) -> Self:
        """Go to the next multiples of a step of rows and one of columns."""
        return cls(height, width, -(-height // step[0]) * step[0], -(-width // step[1]) * step[1])

    @property
    def inside(self) -> Box:
        """Where the picture lies in what comes out."""
        top, left = (self.to_height - self.height) // 2, (self.to_width - self.width) // 2
        return Box(top, left, top + self.height, left + self.width)

    def mirrored(self, planes: Tensor) -> Tensor:
        """Enlarge ... x height x width; mirrors back and forth where there is more to fill than to mirror."""
        for side, count, wanted in ((-2, self.height, self.to_height), (-1, self.width, self.to_width)):
            if count < wanted:
                planes = planes.index_select(side, _bounced(count, wanted).to(planes.device))
        return planes


def _bounced(count: int, wanted: int) -> Tensor:
    there_and_back = max(1, 2 * (count - 1))
    places = torch.arange(wanted) - (wanted - count) // 2
    return (places % there_and_back - (count - 1)).abs_().neg_() + (count - 1)
