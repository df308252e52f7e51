"""Several predictions of one frame become one."""

from __future__ import annotations

from typing import Protocol

from torch import Tensor

_LEVELS = 255


class Blending(Protocol):
    """Collects the predictions of a frame, each from a window of its own."""

    def add(self, predicted: Tensor, nearness: float) -> None:
        """Take a prediction.

        Parameters
        ----------
        predicted : Tensor
            3 x n, float32 in [-1, 1].
        nearness : float
            1 in the middle of its window, towards 0 at the ends.
        """

    def blended(self) -> Tensor:
        """Give 3 x n, float32 in [0, 1]."""


class OfficialBlending:
    """Halves of 8-bit predictions: whatever comes later counts more, as in the authors' test."""

    def __init__(self) -> None:
        self._levels: Tensor | None = None

    def add(self, predicted: Tensor, nearness: float) -> None:  # noqa: ARG002
        """Mix with what there is, half and half."""
        levels = ((predicted + 1) / 2 * _LEVELS).floor_()
        self._levels = levels if self._levels is None else self._levels * 0.5 + levels * 0.5

    def blended(self) -> Tensor:
        """Give whole levels."""
        assert self._levels is not None
        return self._levels.floor().div_(_LEVELS)


class CentredBlending:
    """A mean in which predictions count most that were made with neighbours on both sides."""

    def __init__(self) -> None:
        self._total: Tensor | None = None
        self._weight = 0.0

    def add(self, predicted: Tensor, nearness: float) -> None:
        """Add by weight."""
        weighted = predicted * nearness
        self._total = weighted if self._total is None else self._total.add_(weighted)
        self._weight += nearness

    def blended(self) -> Tensor:
        """Divide by all weight."""
        assert self._total is not None
        return (self._total / self._weight).add_(1).div_(2).clamp_(0, 1)
