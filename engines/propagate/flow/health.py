"""What speaks against a frame, and how much of the truth a run is expected to hold after it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from engines.propagate.contract import Reason
from engines.propagate.flow.view import Plane

_DECAY = 0.0035
_HAZARDS: Mapping[Reason, float] = MappingProxyType(
    {
        Reason.FLOW: 0.014,
        Reason.COLOUR: 0.29,
        Reason.AREA: 0.02,
        Reason.BORDER: 0.055,
        Reason.LOST: 0.05,
    }
)
_SATURATION = 0.75
_USUAL_COLOUR_DOUBT = 0.25
_SMALL = 1e-6


class Health:
    """Expected overlap with the truth, which never recovers by itself: errors are carried on.

    Doubts add up to a hazard. Its weights were fitted to twelve clips (leaving each out in turn, expected and
    true overlap correlate with 0.75 and differ by 0.12 in the mean).
    """

    def __init__(self) -> None:
        self._hazard = 0.0

    @property
    def value(self) -> float:
        """0 to 1."""
        return float(np.exp(-(self._hazard**_SATURATION)))

    def age(self, doubts: Mapping[Reason, float]) -> None:
        """Go one frame further."""
        self._hazard += _DECAY + sum(_HAZARDS.get(reason, 0.0) * doubt for reason, doubt in doubts.items())


def frame_doubts(
    soft: Plane, trust: Plane, colour_odds: Plane, change: float, shape: tuple[int, int], box: tuple[int, ...]
) -> dict[Reason, float]:
    """Measure what speaks against a frame's matte, 0 to 1 each.

    Parameters
    ----------
    soft : ndarray of float32
        H x W, 0 to 1: the matte in the view.
    trust : ndarray of float32
        H x W, 0 to 1: how far flow there and back agrees.
    colour_odds : ndarray of float32
        H x W: how much colours speak for the object.
    change : float
        Area over that of the frame before.
    shape : tuple of int
        Height and width of the picture.
    box : tuple of int
        Left, top, width, height of the object in the picture.
    """
    weight = float(soft.sum()) + _SMALL
    against = 1 / (1 + np.exp(colour_odds))
    colour = float((against * soft).sum()) / weight
    return {
        Reason.FLOW: float(((1 - trust) * soft).sum()) / weight,
        Reason.COLOUR: max(0.0, colour - _USUAL_COLOUR_DOUBT) / (1 - _USUAL_COLOUR_DOUBT),
        Reason.AREA: 1 - float(np.exp(-3 * abs(np.log(max(change, _SMALL))))),
        Reason.BORDER: _border_share(shape, box),
    }


def _border_share(shape: tuple[int, int], box: tuple[int, ...]) -> float:
    """Share of the box's four sides that lie on the picture's edge."""
    left, top, width, height = box
    if not width or not height:
        return 0.0
    sides = (left <= 1, top <= 1, left + width >= shape[1] - 1, top + height >= shape[0] - 1)
    lengths = (height, width, height, width)
    return sum(length for side, length in zip(sides, lengths, strict=True) if side) / sum(lengths)
