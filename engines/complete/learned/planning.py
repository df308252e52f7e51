"""Windows, memory and time of the engines that run networks."""

from __future__ import annotations

from dataclasses import dataclass

from engines.complete.contract import Plan, Shape
from engines.complete.explicit.picture_run import Box
from engines.complete.explicit.planning import flow_s
from engines.complete.learned.crops import Sight, fitting
from engines.complete.learned.filling import MOST_MEMORY
from engines.complete.learned.network import FillNetwork
from engines.errors import BudgetError

LONGEST_WINDOW = 48
_ONE_WINDOW = 60
_OVERLAP = 4

# Bytes that a pixel takes: of a picture at the network's scale, and of a hole at full size.
_SMALL_BYTES_PER_PIXEL = 50
_SMALL_MEMORY_BYTES_PER_PIXEL = 13
_HOLE_BYTES_PER_PIXEL = 60
_BOX_OF_HOLE = 1.5

# In units of one dense flow on a whole picture at the network's scale, timed on the machine at hand.
_FLOWS_PER_FRAME = 6.0
_FLOWS_PER_HOLE_MEGAPIXEL = 30.0


@dataclass(frozen=True, slots=True)
class CropSize:
    """A typical crop of a shot.

    Attributes
    ----------
    height, width : int
        At the network's scale.
    hole_px : int
        Side of a square hole in it, at that scale.
    """

    height: int
    width: int
    hole_px: int

    @property
    def pixels(self) -> int:
        """Its area at the network's scale."""
        return self.height * self.width


def typical_crop(shape: Shape, sight: Sight) -> CropSize:
    """Expect one hole in the middle of the picture, as wide as it is high."""
    side = min(shape.height, shape.width, round((shape.height * shape.width * shape.hole_share) ** 0.5))
    side = max(1, side)
    top, left = (shape.height - side) // 2, (shape.width - side) // 2
    around, height, width = fitting(
        Box(top, left, top + side, left + side), (shape.height, shape.width), sight
    )
    return CropSize(height, width, max(1, round(side * height / (around.bottom - around.top))))


def plan_window(shape: Shape, frames: int, budget_bytes: int, network: FillNetwork) -> Plan:
    """Choose the longest window that fits, up to some two seconds.

    Raises
    ------
    BudgetError
        If not even a window of one new frame fits.
    """
    crop = typical_crop(shape, network.sight)
    wanted = frames if frames <= _ONE_WINDOW else LONGEST_WINDOW
    for window in range(wanted, 0, -1):
        for far_count in (MOST_MEMORY if window < frames else 0, 0):
            if window_bytes(shape, crop, window, far_count, network) <= budget_bytes:
                return _plan(shape, crop, window, frames, far_count, network)
    raise BudgetError(window_bytes(shape, crop, 1, 0, network), budget_bytes)


def window_bytes(shape: Shape, crop: CropSize, window: int, far_count: int, network: FillNetwork) -> int:
    """Estimate the peak of a window: its pictures, their holes, and the network at work."""
    pixels = shape.height * shape.width
    full = pixels * (3 * shape.itemsize + 2)
    hole = pixels * min(1.0, shape.hole_share * _BOX_OF_HOLE) * _HOLE_BYTES_PER_PIXEL
    memory = min(MOST_MEMORY, far_count + window // 10)
    at_scale = planes_bytes(crop, window, memory)
    networks = network.host_bytes(window, memory, crop.height, crop.width)
    return round((window + far_count) * full + window * hole) + at_scale + networks


def planes_bytes(crop: CropSize, frames: int, memory: int) -> int:
    """Estimate what the pictures of a crop take at the network's scale."""
    return crop.pixels * (frames * _SMALL_BYTES_PER_PIXEL + memory * _SMALL_MEMORY_BYTES_PER_PIXEL)


def _plan(
    shape: Shape, crop: CropSize, window: int, frames: int, far_count: int, network: FillNetwork
) -> Plan:
    beside = min(max(_OVERLAP, network.sight.context), (window - 1) // 3) if window < frames else 0
    lookahead = min(network.sight.context, beside)
    processed = window / max(1, window - beside - lookahead) if network.sight.context else 1.0
    far = min(MOST_MEMORY, far_count)
    network_s = network.seconds_per_frame(window, far, crop.height, crop.width, crop.hole_px) * processed
    return Plan(
        window=window,
        overlap=beside,
        lookahead=lookahead,
        far_count=far_count,
        memory_bytes=window_bytes(shape, crop, window, far_count, network),
        seconds_per_frame=network_s + finishing_s(shape, crop) * processed,
    )


def finishing_s(shape: Shape, crop: CropSize) -> float:
    """Estimate the time for a frame beside the network's, from that of one dense flow on noise."""
    megapixels = shape.height * shape.width * shape.hole_share / 1e6
    return flow_s(crop.height, crop.width) * (_FLOWS_PER_FRAME + _FLOWS_PER_HOLE_MEGAPIXEL * megapixels)
