"""Windows, memory and time where a network follows the explicit engine."""

from __future__ import annotations

from dataclasses import replace

from engines.complete.contract import Plan, Shape
from engines.complete.explicit import ExplicitEngine
from engines.complete.explicit.picture_run import working_scale
from engines.complete.learned.filling import MOST_MEMORY
from engines.complete.learned.network import FillNetwork
from engines.complete.learned.planning import finishing_s, step_bytes, typical_crop
from engines.errors import BudgetError

LONGEST_STEP = 24
"""Frames that a network is handed at once; the explicit engine's windows are longer."""

_TRIES = 8
_SMALL_BYTES_PER_PIXEL = 24
_UNSEEN_SHARE = 0.3
"""So much of a window's frames, we expect, has something that no frame shows."""


def plan_window(
    shape: Shape, frames: int, budget_bytes: int, explicit: ExplicitEngine, network: FillNetwork
) -> Plan:
    """Choose the explicit engine's window, shorter where the network would not fit beside it.

    What the explicit engine needs while it searches is free again when the network begins.

    Raises
    ------
    BudgetError
        If not even the smallest window fits.
    """
    allowed = budget_bytes
    for _ in range(_TRIES):
        plan = explicit.plan(shape, frames, allowed)
        beside = _network_bytes(shape, plan, network)
        if beside <= budget_bytes:
            crop = typical_crop(shape, network.sight)
            network_s = network.seconds_per_frame(crop.height, crop.width, crop.hole_px)
            extra_s = _UNSEEN_SHARE * (network_s + finishing_s(shape, crop))
            return replace(
                plan,
                memory_bytes=max(plan.memory_bytes, beside),
                seconds_per_frame=plan.seconds_per_frame + extra_s,
            )
        allowed = plan.memory_bytes * 3 // 4
    raise BudgetError(beside, budget_bytes)


def _network_bytes(shape: Shape, plan: Plan, network: FillNetwork) -> int:
    """Estimate the peak while the network works: the window as it was filled, and one step of the network."""
    pixels = shape.height * shape.width
    small = pixels * working_scale(shape.height, shape.width) ** 2
    kept = pixels * (6 * shape.itemsize + 3) + small * _SMALL_BYTES_PER_PIXEL
    crop = typical_crop(shape, network.sight)
    step = step_bytes(crop, min(plan.window, LONGEST_STEP), MOST_MEMORY, network)
    return round((plan.window + plan.far_count) * kept) + step
